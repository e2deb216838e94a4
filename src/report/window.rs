//! The window table as a plain table, as rows for scripts, and for spreadsheets.

use serde_json::Value as Json;

use super::{
    escape::CsvLines,
    rows::{left_out_row, placed},
};
use crate::{
    board::{Board, ToldCount, WindowRow, WindowTable, full_day},
    look::{counted, fit, width, wrap},
    model::{Day, Key, Record},
    panel::window,
};

/// Columns that every terminal and most mail have.
const PAGE: usize = 78;
/// The least that is left for the names of rows.
const NAMES: usize = 16;
const HEADINGS: [&str; 5] = ["count", "so far", "before", "running", "days"];
/// Cells before a column.
const GAP: usize = 2;
const NO_REPORT: &str = "no report";
/// The keys of a row, in JSON and in CSV.
const KEYS: [&str; 9] =
    ["of", "by", "place", "kind", "count", "so_far", "previous", "running", "reported_days"];
/// What a kind of one's own is called, and by other lists.
const OWN_KIND: [&str; 2] = ["kind_name", "codes"];
/// What every row carries besides, so that it can stand alone.
const CONTEXT: [&str; 8] =
    ["first", "last", "scenario", "file", "handling", "as_of", "clock", "without"];

// ---------------------------------------------------------------------- text

/// The table at most 78 columns wide, unless its figures are wider.
pub fn window_text(board: &Board, window: &WindowTable, file: &str) -> String {
    let mut lines = heading(board, window, file);
    lines.push(String::new());
    if window.rows.is_empty() {
        lines.push("Nothing is counted up to the end of the window.".to_owned());
    } else {
        lines.extend(window_lines(board, window, PAGE, &mut |_| String::new()));
        lines.push(String::new());
        lines.extend(wrap(
            "No report is not zero. A range goes from what is certain to what is possible; \
             “up to” is from what reaches beyond the window. Days: of a tally those with a report of \
             their own, of incidents those on which the board heard of anything.",
            PAGE,
        ));
    }
    if window.rows.iter().any(WindowRow::contradicts) {
        lines.push("≠: parts are above their total, as their author prints them.".to_owned());
    }
    lines.join("\n") + "\n"
}

fn heading(board: &Board, window: &WindowTable, file: &str) -> Vec<String> {
    let header = &board.scenario().header;
    let mut lines = vec![header.title.to_string(), format!("{}, {file}", header.id)];
    lines.extend(board.handling().map(|mark| format!("Handling: {mark}.")));
    lines.push(format!("Window: {}.", span_words(window.first, window.last)));
    lines.push(format!("Before: {}.", span_words(window.previous.0, window.previous.1)));
    let is_told = window.rows.iter().any(|row| row.so_far.is_some());
    let so_far = window.so_far.filter(|_| is_told);
    lines.extend(so_far.map(|(first, last)| format!("So far: {}.", span_words(first, last))));
    lines.push(match window.since {
        Some(since) => format!("Running: since {}.", full_day(since)),
        None => "Running: no agreement has begun by the end of the window.".to_owned(),
    });
    let (hour, minute) = (header.day_ends / 60, header.day_ends % 60);
    lines.push(format!("Reporting days end at {hour:02}:{minute:02}, {}.", header.timezone));
    lines.push(format!("As of {}, {}.", full_day(board.clock.as_of), board.clock.words()));
    let left_out = &left_out_words(board);
    lines.extend(left_out.iter().flat_map(|words| wrap(words, PAGE)));
    lines
}

/// What is in no figure, since it could not be read.
pub(super) fn left_out_words(board: &Board) -> Option<String> {
    let left_out = &board.scenario().left_out;
    let words = format!("Left out: {left_out} that could not be read; no figure here has them.");
    (!left_out.is_empty()).then_some(words)
}

fn span_words(first: Day, last: Day) -> String {
    let days = usize::try_from((last - first).num_days() + 1).unwrap_or(0);
    let days = counted(days, "day");
    if first == last {
        format!("{}, {days}", full_day(last))
    } else {
        format!("{} to {}, {days}", full_day(first), full_day(last))
    }
}

/// The rows as an aligned table of so many columns; what `mark` says of the rows of one counter
/// stands behind their title.
pub(super) fn window_lines(
    board: &Board,
    window: &WindowTable,
    columns: usize,
    mark: &mut dyn FnMut(&[&WindowRow]) -> String,
) -> Vec<String> {
    let figures: Vec<[String; 5]> = window.rows.iter().map(|row| figures(window, row)).collect();
    // Where nothing is told since the window, there is no column of it.
    let wide = |n: usize| {
        let most = figures.iter().map(|cells| width(&cells[n])).max().unwrap_or(0);
        if most == 0 { 0 } else { most.max(width(HEADINGS[n])) + GAP }
    };
    let widths: [usize; 5] = std::array::from_fn(wide);
    let taken: usize = widths.iter().sum();
    let names = columns.saturating_sub(taken);
    let line = |name: &str, cells: &[String; 5]| {
        let name = fit(name, names);
        let mut line = format!("{name}{}", " ".repeat(names - width(&name)));
        for (cell, wide) in cells.iter().zip(widths) {
            if wide > 0 {
                line.push_str(&format!("{}{cell}", " ".repeat(wide - width(cell))));
            }
        }
        line
    };
    // Figures are never cut: where they leave no room for a name, it stands on a line above.
    let lines_of = |name: &str, cells: &[String; 5]| {
        if names < NAMES {
            vec![fit(name, columns), line("", cells)]
        } else {
            vec![line(name, cells)]
        }
    };
    let mut lines = vec![line("", &HEADINGS.map(str::to_owned))];
    let rows: Vec<(&WindowRow, &[String; 5])> = window.rows.iter().zip(&figures).collect();
    for series in rows.chunk_by(|(a, _), (b, _)| is_of_one_series(a, b)) {
        let of_series: Vec<&WindowRow> = series.iter().map(|(row, _)| *row).collect();
        lines.push(String::new());
        let title = of_series.first().map(|row| title(board, row)).unwrap_or_default();
        lines.extend(wrap(&format!("{title}{}", mark(&of_series)), columns));
        lines.extend(
            remarks(board, &of_series).iter().flat_map(|remark| remark_lines(remark, columns)),
        );
        let of_row =
            |(row, figures): &(&WindowRow, &[String; 5])| lines_of(&row_name(board, row), figures);
        lines.extend(series.iter().flat_map(of_row));
    }
    lines
}

fn is_of_one_series(a: &WindowRow, b: &WindowRow) -> bool {
    (&a.of, &a.by, &a.against) == (&b.of, &b.by, &b.against)
}

fn remark_lines(remark: &str, columns: usize) -> Vec<String> {
    wrap(remark, columns - 2).into_iter().map(|line| format!("  {line}")).collect()
}

fn figures(window: &WindowTable, row: &WindowRow) -> [String; 5] {
    let running = match window.since {
        Some(_) => told_text(row.running.as_ref()),
        None => String::new(),
    };
    let days = row.reported.to_string();
    let so_far = row.so_far.as_ref().map_or_else(String::new, ToldCount::to_string);
    [told_text(row.count.as_ref()), so_far, told_text(row.previous.as_ref()), running, days]
}

fn told_text(told: Option<&ToldCount>) -> String {
    told.map_or_else(|| NO_REPORT.to_owned(), ToldCount::to_string)
}

/// What is counted, by whom, and against whom.
fn title(board: &Board, row: &WindowRow) -> String {
    let by = row.by.as_ref().map(|counter| format!(", counted by {}", board.counter_name(counter)));
    format!("{}{}", board.series_name(row), by.unwrap_or_default())
}

/// What must be said of a series besides its figures.
fn remarks(board: &Board, rows: &[&WindowRow]) -> Vec<String> {
    let printed = rows.iter().find_map(|row| row.printed.as_ref());
    let printed = printed.map(|printed| {
        format!("Running as printed for {}: {}, {printed}.", full_day(printed.day), printed.count)
    });
    let silent = rows.iter().map(|row| window::last_told(board, row).text());
    let last_told = silent.into_iter().find(|told| !told.is_empty());
    let last_told = last_told.map(|told| format!("Last told: {told}."));
    let from_parts = |row: &&&WindowRow| row.count.as_ref().is_some_and(|told| told.from_parts);
    let names: Vec<String> = rows
        .iter()
        .filter(from_parts)
        .map(|row| row_name(board, row).trim_start().to_owned())
        .collect();
    let from_parts =
        format!("No total is on file, so that parts stand in for it: {}.", names.join(", "));
    printed.into_iter().chain(last_told).chain((!names.is_empty()).then_some(from_parts)).collect()
}

fn row_name(board: &Board, row: &WindowRow) -> String {
    board.cell_name(row).unwrap_or_else(|| "  total".to_owned())
}

// ---------------------------------------------------------------------- rows

/// The rows for scripts, each with the name of its file.
pub fn window_json(board: &Board, window: &WindowTable, file: &str) -> Vec<Json> {
    let mut rows = placed(board, window::rows(board, window), file);
    rows.extend(left_out_row(board, &board.scenario().left_out, file));
    rows
}

/// The header of the table for spreadsheets.
pub fn window_csv_header() -> String {
    let mut lines = CsvLines::new();
    lines.push(KEYS.into_iter().chain(OWN_KIND).chain(CONTEXT));
    lines.into_text()
}

/// The rows for spreadsheets: the keys and values of the JSON, counts in words, "no report" where
/// there is none.
pub fn window_csv(board: &Board, window: &WindowTable, file: &str) -> String {
    let several = window::of_several(window);
    let header = &board.scenario().header;
    let mut lines = CsvLines::new();
    let (first, last) = (window.first.to_string(), window.last.to_string());
    let (as_of, clock) = (board.clock.as_of.to_string(), board.clock.words());
    let handling = board.handling().unwrap_or_default();
    let without = board.without().unwrap_or_default();
    let context = [&first, &last, header.id.as_str(), file, &handling, &as_of, &clock, &without];
    for told in &window.rows {
        let [count, so_far, previous, running, days] = figures(window, told);
        let by = told.by.as_ref().map_or("", |counter| counter.id().as_str());
        let (place, kind) = (told.place.as_deref(), told.kind.as_deref());
        let (place, kind) = (place.unwrap_or_default(), kind.unwrap_or_default());
        let of = window::of(told, &several);
        let row = [&of, by, place, kind, &count, &so_far, &previous, &running, &days];
        let own = board.own_kind_of_row(told).map(|kind| own_kind(board, kind));
        let [name, codes] = own.unwrap_or_default();
        lines.push(row.into_iter().chain([&*name, &*codes]).chain(context));
    }
    for (table, records) in left_out_rows(board) {
        let row = ["left out", "", "", table, &records, "", "", "", "", "", ""];
        lines.push(row.into_iter().chain(context));
    }
    lines.into_text()
}

/// The name of a kind of one's own, and its codes in words.
fn own_kind(board: &Board, kind: &Record) -> [String; 2] {
    let codes = kind.get(Key::Codes).map(|codes| board.in_words(Key::Codes, codes));
    [kind.heading().to_owned(), codes.unwrap_or_default()]
}

/// What could not be read, by table, as rows that are none of the figures.
fn left_out_rows(board: &Board) -> Vec<(&'static str, String)> {
    let left_out = board.scenario().left_out.by_name();
    left_out.map(|(table, n)| (table, n.to_string())).collect()
}
