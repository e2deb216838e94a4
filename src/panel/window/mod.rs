//! The window table of a monitoring mission: incidents and tallies, each on its own, against the
//! window before and since the agreement.

mod json;

pub(super) use json::last_told_json;
pub use json::{KEYS, of, of_several, rows};

use std::sync::Arc;

use super::{
    rows::Row,
    sheet::{Column, Sheet},
    spec::{Content, PanelSpec, Placement},
    to_come,
};
use crate::{
    board::{Board, WindowColumn, WindowRow, WindowTable, day_month, human, written},
    look::{Flow, Phrase, Role, glyph},
    model::{Day, Table},
};

pub(super) static SPEC: PanelSpec = PanelSpec {
    title: "Window table",
    help: "the window table: incidents and tallies against the window before",
    placement: Placement::Page {
        shows: "incidents and tallies, never added together, against the window before and since the agreement",
    },
    content: Content::Derived {
        empty: "nothing is counted by this day",
        json: |board| rows(board, board.window_table()),
        keys: &[KEYS],
    },
    adds: Some(Table::Tally),
    of_the_whole: None,
    opens_at_end: false,
    sheet: |board, _| sheet(board),
    caption: |_, _| None,
};

fn sheet(board: &Board) -> Sheet {
    let table = board.window_table();
    let row = |(line, of): (usize, &WindowRow)| {
        let record = *of.records.first()?;
        Some(Row { line, depth: usize::from(!of.is_total()), ..Row::of(record) })
    };
    let rows: Vec<Row> = table.rows.iter().enumerate().filter_map(row).collect();
    let total = rows.len();
    let summary = if rows.is_empty() { Flow::default() } else { Flow::new(summary(table)) };
    Sheet {
        columns: columns(table),
        rows: rows.into(),
        summary,
        total,
        is_of_counts: true,
        ..Sheet::default()
    }
}

fn columns(table: &Arc<WindowTable>) -> Vec<Column> {
    let column =
        |title: &str, rank: u8, sizes: (usize, usize), cell: fn(&Board, &WindowRow) -> Phrase| {
            let table = table.clone();
            Column::new(title, rank, sizes, move |board, row| cell(board, &table.rows[row.line]))
        };
    let since = table.since.map(|since| format!("since {}", day_month(since)));
    let since = since.unwrap_or_else(|| "running".to_owned());
    // A figure that is of more days than a column stands with them: `over 1,400 in Oct 2024`.
    let mut columns = vec![
        column("counted", 0, (18, 44), counted),
        column("counted by", 1, (10, 24), |board, row| match &row.by {
            Some(counter) => Phrase::plain(board.counter_name(counter)),
            None => Phrase::dim("counted here"),
        }),
        column(&format!("{} days", table.days()), 0, (9, 22), |_, row| {
            reported_phrase(row, WindowColumn::Now)
        })
        .right(),
        column("so far", 1, (9, 22), |_, row| match &row.so_far {
            Some(_) => reported_phrase(row, WindowColumn::SoFar),
            None => Phrase::default(),
        })
        .right(),
        column("before", 1, (9, 22), |_, row| reported_phrase(row, WindowColumn::Before)).right(),
        column(&since, 2, (9, 22), |_, row| reported_phrase(row, WindowColumn::Running)).right(),
        column("days reported", 2, (13, 13), |_, row| {
            Phrase::dim(format!("{} of {}", row.reported.n, row.reported.of))
        }),
        column("last told", 3, (12, 26), last_told),
        column("as printed", 4, (12, 60), |_, row| match &row.printed {
            Some(printed) => Phrase::plain(printed.count.to_string())
                .and(format!(" for {}: {printed}", day_month(printed.day)), Role::Dim),
            None => Phrase::default(),
        }),
    ];
    if table.rows.iter().filter_map(|row| row.to_come).any(to_come::is_told) {
        let table = table.clone();
        columns.insert(3, to_come::column(1, move |row| table.rows[row.line].to_come));
    }
    columns
}

fn counted(board: &Board, row: &WindowRow) -> Phrase {
    match board.cell_name(row) {
        Some(cell) => Phrase::plain(cell),
        // What may lie in the window is told apart, since nobody tells its day.
        None => {
            let name = board.series_name(row).replace(", day open", ", day not told");
            Phrase::new(name, Role::Heading)
        }
    }
}

/// From the first to the last, in words short enough for a label.
pub(super) fn days_in_words((first, last): (Day, Day)) -> String {
    if first == last {
        day_month(first)
    } else {
        format!("{}–{}", day_month(first), day_month(last))
    }
}

/// What a counter that told nothing in the window told last, and of when: the front shows it.
pub fn last_told(board: &Board, row: &WindowRow) -> Phrase {
    let is_silent = row.count.is_none() && row.so_far.is_none();
    let Some(n) = row.latest.filter(|_| is_silent) else { return Phrase::default() };
    let record = board.record(n);
    let count = board.shown(record, board.tally_key(record)).and_then(|said| said.value.as_count());
    let date = board.written_date(record).map(|date| human(date, board.clock.as_of).to_string());
    Phrase::plain(count.map(written).unwrap_or_default())
        .and(format!(" ({})", date.unwrap_or_default()), Role::Dim)
}

/// A figure of a row; no report is not zero.
pub(super) fn reported_phrase(row: &WindowRow, column: WindowColumn) -> Phrase {
    match column.told(row) {
        Some(told) => Phrase::figure(told.to_string(), Role::Plain, &column.figure(row)),
        None => Phrase::dim("no report"),
    }
}

/// What its mark says of a figure that its own author contradicts.
const ABOVE: &str = " parts above their total, as printed";

/// The days that the columns of a table are of.
pub(super) fn windows(table: &WindowTable) -> Vec<Phrase> {
    let days = days_in_words;
    let mut parts = vec![
        Phrase::plain(format!("window {}", days((table.first, table.last)))),
        Phrase::plain(format!("before {}", days(table.previous))),
    ];
    parts.extend(table.so_far.map(|of| Phrase::plain(format!("so far {}", days(of)))));
    parts
}

fn summary(table: &WindowTable) -> Vec<Phrase> {
    let mut parts = windows(table);
    parts.extend(
        table.since.map(|since| Phrase::plain(format!("running since {}", day_month(since)))),
    );
    if table.rows.iter().any(WindowRow::contradicts) {
        parts.push(Phrase::new(glyph::CONTESTED, Role::Contested).and(ABOVE, Role::Dim));
    }
    parts.push(Phrase::dim("incidents and tallies are never added together"));
    parts
}
