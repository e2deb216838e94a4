//! How a board is looked at: taken down as a view, and taken up again.

use super::{
    App, Effect, OpenScenario, SavedView, ScenarioIx,
    moving::to_panel,
    saved_view::{HINDSIGHT, SavedRecord, SavedSort},
};
use crate::{
    board::{
        Clock, Index, Knowledge, Query, SubjectId, TimelineSpan, Window, opening_day, put_aside,
    },
    model::{Day, Id, LeastGrade, Refusal, Table, Without, in_range},
    panel::{Panel, Sort},
};

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
    let panel = saved.panel();
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
