//! `list`: the scenarios at hand, or the records of one table.

use std::ffi::OsStr;

use serde_json::Value as Json;

use super::{
    Outcome,
    arguments::{Narrowed, RowFormat, Scenarios, told_names},
    meant::{every, meant},
    output::{print, print_json},
    reading::{each_board, read},
};
use crate::{
    app::Place,
    model::{Refusal, Table},
    report,
    runtime::files,
};

/// A first word that names a table asks for its records; any other is a path.
pub(super) fn list(what: Option<&OsStr>, mut scenarios: Scenarios, format: RowFormat) -> Outcome {
    let Some(what) = what else { return every_scenario(&scenarios, format) };
    if let Some(table) = what.to_str().and_then(table) {
        return records(table, scenarios, format);
    }
    if what != "-" && !files::is_there(what.as_ref()) {
        return Err(unknown(&what.to_string_lossy()));
    }
    scenarios.paths.insert(0, what.into());
    every_scenario(&scenarios, format)
}

/// What the records of a table are called together.
pub(super) fn plural(table: Table) -> &'static str {
    match table {
        Table::Displacement => "displacement",
        Table::Weapon => "weapons",
        table => table.plural(2),
    }
}

fn table(word: &str) -> Option<Table> {
    let is_meant = |table: &&Table| {
        let mut names = table.names();
        plural(**table) == word
            || names.any(|name| name == word || table.plural_of(name, 2) == word)
    };
    Table::ALL.iter().filter(|table| **table != Table::Scenario).find(is_meant).copied()
}

fn unknown(word: &str) -> Refusal {
    let tables = Table::ALL.iter().filter(|table| **table != Table::Scenario);
    told_names(word, "table and no path", tables.map(|table| plural(*table)).collect())
}

fn records(table: Table, scenarios: Scenarios, format: RowFormat) -> Outcome {
    let mut troubled = false;
    let (mut text, mut json) = (Vec::new(), Vec::new());
    let narrowed = Narrowed { scenarios, ..Narrowed::default() };
    for (board, _, place) in each_board(&narrowed, &mut troubled)? {
        match format {
            RowFormat::Text => text.push(report::roster_text(&board, table)),
            RowFormat::Json => json.extend(report::roster_json(&board, table, &place.name())),
        }
    }
    let code = if troubled { 2 } else { 0 };
    match format {
        RowFormat::Text => print(&text.join("\n"), code),
        RowFormat::Json => print_json(&Json::Array(json), code),
    }
}

fn every_scenario(scenarios: &Scenarios, format: RowFormat) -> Outcome {
    let mut troubled = false;
    let (places, first) = meant(scenarios)?;
    let opens = places.get(first).cloned();
    let places = every(scenarios)?;
    let read = |place: &Place| {
        let loaded = read(place, &mut troubled)?;
        let opens = opens.as_ref() == Some(place);
        Some(report::Listed { file: place.name(), loaded, opens })
    };
    let listed: Vec<report::Listed> = places.iter().filter_map(read).collect();
    let code = if troubled { 2 } else { 0 };
    match format {
        RowFormat::Text => print(&report::listing_text(&listed), code),
        RowFormat::Json => print_json(&report::listing_json(&listed), code),
    }
}
