//! Rows that are worked out, as a table: what is nested in them lies side by side.

use std::io;

use serde_json::Value as Json;

use super::{RowSink, TableCell, TableHead};
use crate::{
    board::{Board, full_day},
    panel::Object,
    report::rows::placed,
};

/// The rows of a panel that has no records of its own; there are few of them.
pub fn rows(
    board: &Board,
    title: &str,
    rows: Vec<Object>,
    file: &str,
    sink: &mut dyn RowSink,
) -> io::Result<()> {
    let rows: Vec<Vec<(String, TableCell)>> = placed(board, rows, file).iter().map(flat).collect();
    let mut columns: Vec<(String, u16)> = Vec::new();
    for (name, cell) in rows.iter().flatten() {
        let is_empty = sink.leaves_out_empty() && *cell == TableCell::Nothing;
        if !is_empty && columns.iter().all(|(known, _)| known != name) {
            let wide =
                if matches!(cell, TableCell::Text(text) if text.len() > 24) { 40 } else { 16 };
            columns.push((name.clone(), wide));
        }
    }
    let day = full_day(board.clock.as_of);
    let mut notes =
        vec![format!("{}, {day}, {}", board.scenario().header.title, board.clock.words())];
    notes.extend(board.handling().map(|mark| format!("Handling: {mark}")));
    sink.begin(&TableHead { title, columns: &columns, notes: &notes })?;
    for row in rows {
        let cell = |(name, _): &(String, u16)| {
            let found = row.iter().find(|(of, _)| of == name);
            found.map_or(TableCell::Nothing, |(_, cell)| cell.clone())
        };
        sink.row(&columns.iter().map(cell).collect::<Vec<_>>())?;
    }
    Ok(())
}

/// What an object says, each with its name, that of what holds it before it.
pub fn flat(json: &Json) -> Vec<(String, TableCell)> {
    let mut all = Vec::new();
    lay_out("", json, &mut all);
    all
}

fn lay_out(name: &str, json: &Json, all: &mut Vec<(String, TableCell)>) {
    let cell = match json {
        Json::Object(inner) => {
            for (key, value) in inner {
                let name = if name.is_empty() { key.clone() } else { format!("{name}_{key}") };
                lay_out(&name, value, all);
            }
            return;
        }
        Json::Null => TableCell::Nothing,
        Json::Bool(flag) => (if *flag { "yes" } else { "no" }).into(),
        Json::Number(number) => match number.as_u64() {
            Some(whole) => TableCell::Whole(whole),
            None => number.as_f64().map_or(TableCell::Nothing, TableCell::Number),
        },
        Json::String(text) => {
            day(text).map_or_else(|| TableCell::text(text.as_str()), TableCell::Day)
        }
        Json::Array(list) => TableCell::text(list.iter().map(words).collect::<Vec<_>>().join("; ")),
    };
    all.push((name.to_owned(), cell));
}

/// A day of the calendar, if the text is one and nothing else.
fn day(text: &str) -> Option<crate::model::Day> {
    (text.len() == 10).then(|| text.parse().ok()).flatten()
}

/// One of a list in words.
fn words(json: &Json) -> String {
    match json {
        Json::String(text) => text.clone(),
        Json::Object(_) => {
            let all = flat(json).into_iter().filter(|(_, cell)| *cell != TableCell::Nothing);
            let all: Vec<String> =
                all.map(|(name, cell)| format!("{name} {}", cell.words())).collect();
            all.join(", ")
        }
        other => other.to_string(),
    }
}
