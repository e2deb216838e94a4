//! A step of a story as a view of the board, and what of it the scenario does not know.

use std::sync::Arc;

use super::{
    SavedView,
    saved_view::{HINDSIGHT, SavedRecord, SavedSort},
};
use crate::{
    board::{Board, Clock, Finding, Index, Knowledge, Query, TimelineSpan, Window, put_aside},
    format,
    model::{
        Clean, Day, Id, Key, LeastGrade, PanelName, Record, Refusal, Scenario, Severity, Table,
        Value,
    },
    panel::{Panel, Sort},
};

/// The steps of a story, in order.
pub fn steps<'a>(scenario: &'a Scenario, story: &'a Id) -> impl Iterator<Item = &'a Record> {
    scenario.table(Table::Step).iter().filter(move |step| step.parent.as_ref() == Some(story))
}

/// What the steps of the stories ask for and the scenario does not have.
pub fn step_findings(index: &Arc<Index>) -> Vec<Finding> {
    let scenario = &index.scenario;
    let steps = scenario.table(Table::Step);
    let day = scenario.last_day().unwrap_or_default();
    // The columns of the panels are asked of a board on which all that is told shows.
    let sorts = steps.iter().any(|step| step.get(Key::Sort).is_some());
    let board = sorts.then(|| {
        let clock = Clock { as_of: day, knowledge: Knowledge::Hindsight };
        Board::new(index.clone(), clock, Query::default())
    });
    steps.iter().flat_map(|step| SavedView::of_step(step, scenario, board.as_ref()).1).collect()
}

impl SavedView {
    /// The view that a step asks for, without what the scenario does not know, and what that is. The
    /// columns of a panel are those that it has on the board; without one, nothing is sorted.
    pub fn of_step(
        step: &Record,
        scenario: &Scenario,
        board: Option<&Board>,
    ) -> (SavedView, Vec<Finding>) {
        let mut reading = StepReading { step, scenario, found: Vec::new() };
        let panel = step.term::<PanelName>(Key::Panel);
        let panel = panel.and_then(|name| Panel::from_name(name.word())).unwrap_or_default();
        let known = match step.get(Key::Known) {
            Some(Value::Text(_)) => Some(HINDSIGHT.to_owned()),
            _ => reading.day(Key::Known),
        };
        let view = SavedView {
            panel: panel.name().to_owned(),
            zoomed: step.get(Key::Zoomed) == Some(&Value::Flag(true)),
            as_of: reading.day(Key::AsOf),
            known,
            filter: reading.text(Key::Filter, Query::parse).unwrap_or_default(),
            without: reading.text(Key::Without, put_aside).unwrap_or_default(),
            least: reading.text(Key::Least, least),
            sorts: reading.sort(panel, board).into_iter().collect(),
            selected: reading.selected(panel),
            window_days: reading.window(),
            timeline: reading.text(Key::Timeline, timeline),
        };
        (view, reading.found)
    }
}

/// The grade of a text.
fn least(text: &str, _: &Scenario) -> Result<LeastGrade, Refusal> {
    LeastGrade::parse(text)
        .ok_or_else(|| Refusal::new(format!("`{text}` is no grade"), "write B, or B3"))
}

/// The days of the timeline in a text.
fn timeline(text: &str, _: &Scenario) -> Result<TimelineSpan, Refusal> {
    let found = TimelineSpan::ALL.iter().find(|span| span.words() == text);
    found.copied().ok_or_else(|| {
        let hint = format::hint(text, TimelineSpan::ALL.iter().map(|span| span.words()));
        Refusal::hinted(format!("the timeline has no days `{text}`"), hint)
    })
}

struct StepReading<'a> {
    step: &'a Record,
    scenario: &'a Scenario,
    found: Vec<Finding>,
}

impl StepReading<'_> {
    fn finds(&mut self, key: Key, why: Refusal) {
        let spot = self.step.own().entry(key).map_or(self.step.spot, |entry| entry.spot);
        let Refusal { message, hint, .. } = why;
        self.found.push(Finding {
            severity: Severity::Error,
            code: "bad-view",
            key,
            spot,
            message,
            hint,
        });
    }

    /// A text that can be read so.
    fn text<T>(
        &mut self,
        key: Key,
        read: impl Fn(&str, &Scenario) -> Result<T, Refusal>,
    ) -> Option<String> {
        let text = self.step.text(key)?;
        match read(text, self.scenario) {
            Ok(_) => Some(text.to_string()),
            Err(why) => {
                self.finds(key, why);
                None
            }
        }
    }

    /// A day that the scenario tells of.
    fn day(&mut self, key: Key) -> Option<String> {
        let when = self.step.get(key)?.as_when()?;
        let Some(day) = when.day() else {
            let message = format!("{} is not one day", when.written);
            self.finds(key, Refusal::new(message, "write it as 2020-08-14"));
            return None;
        };
        match days(self.scenario) {
            Some((first, last)) if !(first..=last).contains(&day) => {
                let message = format!("{day} lies outside what the scenario tells of");
                let hint = format!("its days are {first} to {last}");
                self.finds(key, Refusal::new(message, &hint));
                None
            }
            _ => Some(day.to_string()),
        }
    }

    fn window(&mut self) -> Option<i64> {
        let Some(Value::Integer(days)) = self.step.get(Key::WindowDays) else { return None };
        let window = Window::of_days(*days);
        if window.is_none() {
            let message = format!("no window has {days} days");
            self.finds(Key::WindowDays, Refusal::new(message, "write 7, 14 or 28"));
        }
        window.map(Window::days)
    }

    /// The column by the words above it, and which way round.
    fn sort(&mut self, panel: Panel, board: Option<&Board>) -> Option<SavedSort> {
        let (text, board) = (self.step.text(Key::Sort)?.clone(), board?);
        let title = text.strip_prefix('-').unwrap_or(&text);
        let sheet = panel.sheet(board, Sort::default());
        let titles: Vec<Clean> = sheet.columns.iter().map(|it| it.title.as_str().into()).collect();
        let column = titles.iter().position(|it| it.to_lowercase() == title.to_lowercase());
        if column.is_none() {
            let message = format!("{} have no column `{title}`", panel.name());
            let hint = format::hint(title, titles.iter().map(|title| &**title));
            self.finds(Key::Sort, Refusal::hinted(message, hint));
        }
        let reversed = text.starts_with('-');
        column.map(|n| SavedSort { panel: panel.name().to_owned(), column: Some(n), reversed })
    }

    /// The record, where the panel may list it.
    fn selected(&mut self, panel: Panel) -> Option<SavedRecord> {
        let id = self.step.id_of(Key::Selected)?;
        let table = self.scenario.find(id)?.table;
        if let Some(listed) = panel.table().filter(|listed| *listed != table) {
            let message = format!(
                "`{id}` is {} {}: {} list none",
                table.article(),
                table.name(),
                listed.plural(2)
            );
            let of = Panel::ALL.into_iter().find(|panel| panel.table() == Some(table));
            let hint = of.map(|panel| Clean::from(format!("panel = \"{}\" does", panel.name())));
            self.finds(Key::Selected, Refusal::hinted(message, hint));
            return None;
        }
        Some(SavedRecord { id: id.to_string(), table: None })
    }
}

/// The first and last day of which anything is told.
fn days(scenario: &Scenario) -> Option<(Day, Day)> {
    let (first, last) = scenario.period()?;
    let header = &scenario.header;
    let of_header = [&header.open_at, &header.until].into_iter().flatten();
    let ends = of_header.filter_map(|when| when.interval().end());
    Some((first, ends.chain(scenario.last_day()).fold(last, Day::max)))
}
