//! The cells of the window table: each its own figure, of a row of the table and one of its times.

use super::{
    Figure, FigureGrounds, FigureSpec, FigureValue, Labels, Register,
    feeds::why_rows,
    grounds::{GroundGroup, out_of_sight, sorted},
    incidents::of_class_here,
};
use crate::{
    board::{
        Board, CellIncidents, CountedInRow, DayRun, Incident, RowGroup, RowIx, ToldCount,
        WindowRow, WindowTable, day_month, written,
    },
    model::{Class, Day, FeedUse, Key, RecordIx, Table},
};

const COUNTS: &str = "of incidents those that are told to be one as one; of event files each row; of a \
                      body's counts what it gives itself, never added to records or to another's";

macro_rules! cell {
    ($column:ident $id:literal $definition:literal $window:literal) => {
        FigureSpec {
            id: $id,
            unit: "as counted",
            definition: $definition,
            counts: COUNTS,
            window: $window,
            is_whole: false,
            is_cell: true,
            each: |register, spec| each(register, spec, WindowColumn::$column),
            why: |register, figure| why(register, figure, WindowColumn::$column),
        }
    };
}

pub(super) static ROWS: &[FigureSpec] = &[
    cell!(Now "window" "What a row of the window table counts in the window."
        "the window table's: whole reporting days, the last of them the last that is complete"),
    cell!(Before "window-before" "What a row of the window table counts in the window before."
        "as many days right before the window"),
    cell!(SoFar "window-so-far" "What a row of the window table counts after the window, so far."
        "the days after the window, of which not all is told yet"),
    cell!(Running "window-running" "What a row of the window table counts since the agreement."
        "from the agreement's first day to the last of the window"),
];

/// A time that each row of the window table is counted in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum WindowColumn {
    /// The window.
    Now,
    /// The window before it.
    Before,
    /// The days after it.
    SoFar,
    /// Since the agreement.
    Running,
}

impl WindowColumn {
    /// What the register calls the figure of a row.
    pub fn figure(self, row: &WindowRow) -> String {
        let id = match self {
            WindowColumn::Now => "window",
            WindowColumn::Before => "window-before",
            WindowColumn::SoFar => "window-so-far",
            WindowColumn::Running => "window-running",
        };
        format!("{id}:{}", row.name())
    }

    /// What a row counts in it; `None` without a report.
    pub fn told(self, row: &WindowRow) -> Option<&ToldCount> {
        match self {
            WindowColumn::Now => row.count.as_ref(),
            WindowColumn::Before => row.previous.as_ref(),
            WindowColumn::SoFar => row.so_far.as_ref(),
            WindowColumn::Running => row.running.as_ref(),
        }
    }

    fn days(self, table: &WindowTable) -> Option<(Day, Day)> {
        match self {
            WindowColumn::Now => Some((table.first, table.last)),
            WindowColumn::Before => Some(table.previous),
            WindowColumn::SoFar => table.so_far,
            WindowColumn::Running => table.running(),
        }
    }
}

fn each(register: &Register, spec: &'static FigureSpec, column: WindowColumn) -> Vec<Figure> {
    let table = register.board.window_table();
    let Some(days) = column.days(table) else { return Vec::new() };
    let figure =
        |row: &WindowRow| column.told(row).map(|told| cell(register.board, spec, row, told, days));
    table.rows.iter().filter_map(figure).collect()
}

fn cell(
    board: &Board,
    spec: &'static FigureSpec,
    row: &WindowRow,
    told: &ToldCount,
    (first, last): (Day, Day),
) -> Figure {
    let series = board.series_name(row);
    let counter = row.by.as_ref().map(|by| format!(", counted by {}", board.counter_name(by)));
    let cell = board.cell_name(row).map(|cell| format!(", {}", cell.trim())).unwrap_or_default();
    let name = format!("{series}{cell}{}", counter.unwrap_or_default());
    let labels = Labels {
        long: format!("{name}, {}–{}", day_month(first), day_month(last)),
        ..Labels::one(name)
    };
    let value = match &row.counted {
        CountedInRow::Tallies { .. } | CountedInRow::FeedRows { of_people: true, .. } => {
            FigureValue::Told(told.count)
        }
        _ => FigureValue::Listed(told.count),
    };
    let days = DayRun { first, last, reported: told.reported.n };
    Figure::new(spec, labels, value)
        .of_row(row.name().into())
        .within(Some(days))
        .in_words(told.to_string())
}

fn why(register: &Register, figure: &Figure, column: WindowColumn) -> FigureGrounds {
    let (board, table) = (register.board, register.board.window_table());
    let row = table.rows.iter().find(|row| figure.of.as_deref() == Some(&*row.name()));
    let Some((row, days)) = row.zip(column.days(table)) else { return FigureGrounds::default() };
    match &row.counted {
        CountedInRow::Incidents { class, place, kind } => {
            let cell = CellIncidents::of(board, *class, place, kind.as_deref());
            let here = |incident: &Incident| match cell.holds(incident) {
                (true, _) => GroundGroup::Certain,
                (_, true) => GroundGroup::Possible,
                _ => GroundGroup::Not,
            };
            of_class_here(board, figure, *class, &here)
        }
        CountedInRow::OpenIncidents(class) => why_open(register, *class, days),
        CountedInRow::FeedRows { feed, class, group, .. } => {
            why_rows(board, *feed, days, |at| counts_row(board, at, *class, group.as_ref()))
        }
        CountedInRow::Tallies { is_open } => {
            let printed = row.printed.as_ref().filter(|_| column == WindowColumn::Running);
            why_tallies(board, row, *is_open, (days, printed.map(|printed| printed.record)))
        }
    }
}

/// Those whose day is open at an end: any of them may lie in the days, none for certain.
fn why_open(register: &Register, class: Class, (first, last): (Day, Day)) -> FigureGrounds {
    let open =
        register.board.incidents(class).most.iter().filter(|incident| incident.closed().is_none());
    let touching = open.filter(|incident| incident.date.is_some_and(|d| d.touches(first, last)));
    let records: Vec<RecordIx> = touching.map(|incident| incident.record).collect();
    sorted(register.board, records, |_| Some((GroundGroup::Possible, "its day is open".to_owned())))
}

fn counts_row(board: &Board, at: RowIx, class: Class, group: Option<&RowGroup>) -> GroundGroup {
    let rows = board.visible_rows(FeedUse::Attacks);
    let Some(groups) = rows.map(|rows| rows.groups_of(&board.index, at)) else {
        return GroundGroup::Not;
    };
    match group {
        // Every row is of a kind, and so of one class.
        None if groups.iter().any(|(of, _, _)| *of == class) => GroundGroup::Certain,
        None => GroundGroup::Not,
        Some(group) => {
            let is_it = |sure: bool| groups.iter().any(|of| *of == (class, group.clone(), sure));
            match (is_it(true), is_it(false)) {
                (true, _) => GroundGroup::Certain,
                (_, true) => GroundGroup::Possible,
                _ => GroundGroup::Not,
            }
        }
    }
}

/// The counter's own counts of the days; those that reach beyond them may hold for them in part.
fn why_tallies(
    board: &Board,
    row: &WindowRow,
    is_open: bool,
    ((first, last), printed): ((Day, Day), Option<RecordIx>),
) -> FigureGrounds {
    let is_of_row = |n: RecordIx| {
        let series = board.series_of(n);
        let of = row.series_of(&series, is_open);
        of && board.date_of(n).is_some_and(|date| date.closed().is_none() == is_open)
    };
    let tallies = board.scenario().span(Table::Tally).filter(|n| is_of_row(*n));
    sorted(board, tallies, |n| {
        let date = board.date_of(n)?;
        if !date.touches(first, last) {
            return None;
        }
        if let Some(reason) = out_of_sight(board, n, false) {
            return Some((GroundGroup::Not, reason));
        }
        let count = board.shown_count(n, Key::Count);
        let so_far = board.shown_count(n, Key::Running).filter(|_| count.is_none());
        if let Some(so_far) = board.shown_count(n, Key::Running).filter(|_| printed == Some(n)) {
            let words = format!("what it counts so far stands as printed: {}", written(so_far));
            return Some((GroundGroup::Certain, words));
        }
        if let Some(so_far) = so_far {
            let words = format!("what it counts so far, {}, is added to nothing", written(so_far));
            return Some((GroundGroup::Not, words));
        }
        let words = count.map_or_else(
            || "it gives no total".to_owned(),
            |count| format!("its total is {}", written(count)),
        );
        Some(match date.within(first, last) {
            true => (GroundGroup::Certain, words),
            false => (GroundGroup::Possible, format!("reaches beyond these days; {words}")),
        })
    })
}
