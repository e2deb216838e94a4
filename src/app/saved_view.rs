//! How a board is looked at, in words that outlast the board: page, day, clock, filter, voices put
//! aside, order, selection.

use serde::{Deserialize, Serialize};

use super::{App, Effect, OpenScenario, ScenarioIx, moving::to_panel};
use crate::{
    board::{
        Clock, Index, Knowledge, Query, SubjectId, TimelineSpan, Window, day_month, opening_day,
        put_aside,
    },
    model::{Clean, Day, Id, LeastGrade, Refusal, Table, Without, in_range},
    panel::{Panel, Sort},
};

/// A view under the name that it was given.
#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, Debug)]
pub struct NamedView {
    /// What it is called.
    pub name: Clean,
    /// The view.
    pub view: SavedView,
}

/// The views of a scenario that are kept.
#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, Debug, Default)]
pub struct KeptViews {
    /// Those that were given a name, in the order in which they were.
    #[serde(default)]
    pub named: Vec<NamedView>,
    /// The one that the board was left in; `None` where that was as it opens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left: Option<SavedView>,
}

impl KeptViews {
    /// The view of a name.
    pub fn find(&self, name: &str) -> Option<&SavedView> {
        self.named.iter().find(|named| *named.name == *name).map(|named| &named.view)
    }

    /// Gives a view a name, in the place of the one that had it; without a view, nothing has the name
    /// any more.
    pub fn set(&mut self, name: &Clean, view: Option<SavedView>) {
        let at = self.named.iter().position(|named| named.name == *name);
        match (at, view) {
            (Some(at), Some(view)) => self.named[at].view = view,
            (None, Some(view)) => self.named.push(NamedView { name: name.clone(), view }),
            (Some(at), None) => drop(self.named.remove(at)),
            (None, None) => {}
        }
    }
}

/// How an open scenario is looked at. What is left out is as the board opens.
#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, Debug, Default)]
#[serde(default)]
pub struct SavedView {
    /// The panel that has the keys, by name.
    panel: String,
    #[serde(skip_serializing_if = "is_not")]
    zoomed: bool,
    /// The day that is looked at; `None` for the one that the scenario opens on.
    #[serde(skip_serializing_if = "Option::is_none")]
    as_of: Option<String>,
    /// `hindsight`, or the day whose knowledge counts; `None` for that of the day looked at.
    #[serde(skip_serializing_if = "Option::is_none")]
    known: Option<String>,
    #[serde(skip_serializing_if = "String::is_empty")]
    filter: String,
    /// Voices that are put aside, as `--without` takes them, and the least grade.
    #[serde(skip_serializing_if = "String::is_empty")]
    without: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    least: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sorts: Vec<SavedSort>,
    /// The record that is selected in the panel.
    #[serde(skip_serializing_if = "Option::is_none")]
    selected: Option<SavedRecord>,
    /// Days of a window of tempo.
    #[serde(skip_serializing_if = "Option::is_none")]
    window_days: Option<i64>,
    /// The days of the timeline, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    timeline: Option<String>,
}

/// How a panel is sorted.
#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, Debug)]
struct SavedSort {
    panel: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
    reversed: bool,
}

#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, Debug)]
struct SavedRecord {
    id: String,
    /// Its table, where that has ids of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    table: Option<String>,
}

fn is_not(flag: &bool) -> bool {
    !flag
}

impl SavedView {
    /// How an open scenario is looked at, with the keys in a panel; `None` before it is read.
    pub fn of(app: &App, open: &OpenScenario, panel: Panel) -> Option<SavedView> {
        let (index, view) = (open.index()?, &open.view);
        let clock = view.clock?;
        let opens = opening_day(&index.scenario, app.opening.today);
        let listed = |word: &dyn ToString| word.to_string();
        let voices = view.without.voices.iter().map(|voice| listed(voice));
        let kinds = view.without.kinds.iter().map(|kind| kind.word().to_owned());
        let sorted = Panel::ALL.iter().zip(&view.sorts);
        let sorted = sorted.filter(|(_, sort)| **sort != Sort::default());
        let selected = view.lists[panel.number()].selected.as_ref();
        Some(SavedView {
            panel: panel.name().to_owned(),
            zoomed: app.zoomed,
            as_of: Some(clock.as_of).filter(|day| *day != opens).map(|day| day.to_string()),
            known: match clock.knowledge {
                Knowledge::Then => None,
                Knowledge::Hindsight => Some(HINDSIGHT.to_owned()),
                Knowledge::By(day) => Some(day.to_string()),
            },
            filter: view.query.text().to_owned(),
            without: voices.chain(kinds).collect::<Vec<_>>().join(","),
            least: view.without.least.map(|least| least.to_string()),
            sorts: sorted
                .map(|(panel, sort)| SavedSort {
                    panel: panel.name().to_owned(),
                    column: sort.column,
                    reversed: sort.reversed,
                })
                .collect(),
            selected: selected.and_then(|subject| match subject {
                SubjectId::Record { id, apart } => Some(SavedRecord {
                    id: id.to_string(),
                    table: apart.map(|table| table.name().to_owned()),
                }),
                SubjectId::FeedRow { .. } => None, // its place in the file moves with each download
            }),
            window_days: Some(view.window)
                .filter(|window| *window != Window::default())
                .map(Window::days),
            timeline: Some(view.span)
                .filter(|span| *span != TimelineSpan::default())
                .map(|span| span.words().to_owned()),
        })
    }

    /// Whether it is no other than how the board opens, with whatever is selected on the front.
    pub fn is_plain(&self) -> bool {
        let opened = SavedView { panel: Panel::default().name().to_owned(), ..Default::default() };
        SavedView { selected: None, ..self.clone() } == opened
    }

    /// What it shows, in a few words: `attacks, 14 Jul, in hindsight, kind:ied`.
    pub fn in_words(&self) -> String {
        let day = |text: &String| text.parse::<Day>().map_or(text.clone(), day_month);
        let known = self.known.as_ref().map(|known| match known.as_str() {
            HINDSIGHT => "in hindsight".to_owned(),
            _ => format!("known by {}", day(known)),
        });
        let parts = [
            Some(self.panel.clone()),
            self.as_of.as_ref().map(|text| day(text)),
            known,
            Some(self.filter.clone()),
            Some(&self.without).filter(|text| !text.is_empty()).map(|it| format!("without {it}")),
            self.least.as_ref().map(|least| format!("from grade {least}")),
        ];
        let parts: Vec<String> =
            parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
        parts.join(", ")
    }

    fn clock(&self, index: &Index, today: Day) -> Clock {
        let day = |text: &String| text.parse::<Day>().ok().filter(|day| in_range(*day));
        let as_of = self.as_of.as_ref().and_then(day);
        let as_of = as_of.unwrap_or_else(|| opening_day(&index.scenario, today));
        let knowledge = match &self.known {
            None => Knowledge::Then,
            Some(word) if word == HINDSIGHT => Knowledge::Hindsight,
            Some(text) => day(text).map_or(Knowledge::Then, Knowledge::By),
        };
        Clock { as_of, knowledge }
    }
}

const HINDSIGHT: &str = "hindsight";

/// Looks at an open scenario that is read in a way that was kept; the keys go where they were if it is
/// on the screen. Names that the scenario does not know any more are told, and the rest holds.
pub(super) fn look(app: &mut App, n: ScenarioIx, saved: &SavedView) -> Vec<Effect> {
    let (today, is_current) = (app.opening.today, n == app.current);
    let Some(open) = app.workspace.get_mut(n) else { return Vec::new() };
    let Some(index) = open.index().cloned() else { return Vec::new() };
    let mut wrong: Option<Refusal> = None;
    let view = &mut open.view;
    view.clock = Some(saved.clock(&index, today));
    view.query = Query::parse(&saved.filter, &index.scenario).unwrap_or_else(|why| {
        wrong = Some(why);
        Query::default()
    });
    let without = put_aside(&saved.without, &index.scenario).unwrap_or_else(|why| {
        wrong = Some(why);
        Without::default()
    });
    let least = saved.least.as_deref().and_then(LeastGrade::parse);
    view.without = Without { least, ..without };
    view.sorts = Default::default();
    for sort in &saved.sorts {
        if let Some(panel) = Panel::from_name(&sort.panel) {
            view.sorts[panel.number()] = Sort { column: sort.column, reversed: sort.reversed };
        }
    }
    view.window = saved.window_days.and_then(Window::of_days).unwrap_or_default();
    let span = |span: &&TimelineSpan| saved.timeline.as_deref() == Some(span.words());
    view.span = TimelineSpan::ALL.iter().find(span).copied().unwrap_or_default();
    let panel = Panel::from_name(&saved.panel).unwrap_or_default();
    if let Some(SavedRecord { id, table }) = &saved.selected
        && let Some(id) = Id::new(id)
    {
        let apart = table.as_deref().and_then(Table::from_name);
        view.lists[panel.number()].selected = Some(SubjectId::Record { id, apart });
    }
    let mut effects = Vec::new();
    if is_current {
        app.zoomed = saved.zoomed;
        effects.extend(to_panel(app, panel));
        if let Some(why) = wrong {
            app.refuse(why.to_string());
        }
    }
    effects.extend(app.derive(n));
    effects
}
