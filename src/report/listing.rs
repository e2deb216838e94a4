//! The scenarios at hand, a line each.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use crate::{
    board::{Index, LoadedFile},
    look::{counted, fit, glyph, width},
    model::{Clean, Severity, Table},
    panel::{
        json_keys::{JsonForm, JsonKey, always, perhaps},
        values::left_out_json,
    },
};

/// A scenario at hand.
pub struct Listed {
    /// The name of its file.
    pub file: Clean,
    /// What the file says.
    pub loaded: LoadedFile,
    /// Whether it is the one that opens where none is named.
    pub opens: bool,
}

/// Title, period, records, problems and file of each scenario, in columns; the one that opens is
/// marked as selected.
pub fn listing_text(listed: &[Listed]) -> String {
    let mark = |opens: bool| if opens && listed.len() > 1 { glyph::SELECTED } else { "" };
    let rows: Vec<[String; 6]> = listed
        .iter()
        .map(|Listed { file, loaded, opens }| match &loaded.index {
            Some(index) => [
                mark(*opens).to_owned(),
                index.scenario.header.id.to_string(),
                fit(&index.scenario.header.title, 48),
                period(loaded)
                    .map_or_else(String::new, |(first, last)| format!("{first} – {last}")),
                records(index),
                faults(loaded),
            ],
            None => [
                mark(*opens).to_owned(),
                file.to_string(),
                "does not load".into(),
                String::new(),
                String::new(),
                faults(loaded),
            ],
        })
        .collect();
    let widest = |n: usize| rows.iter().map(|row| width(&row[n])).max().unwrap_or(0);
    let widths: Vec<usize> = (0..6).map(widest).collect();
    let line = |row: &[String; 6]| {
        let cells = row
            .iter()
            .zip(&widths)
            .map(|(cell, wide)| format!("{cell}{}", " ".repeat(wide - width(cell))));
        let line = cells.collect::<Vec<_>>().join("  ");
        let line = if listed.len() > 1 { &line } else { line.trim_start() };
        line.trim_end().to_owned() + "\n"
    };
    rows.iter().map(line).chain(several(listed)).collect()
}

/// Each id that several files have, with their names: they are copies of one, or one of them is
/// mistaken.
fn several(listed: &[Listed]) -> impl Iterator<Item = String> {
    let mut by_id: BTreeMap<&str, Vec<&Listed>> = BTreeMap::new();
    for one in listed {
        let id = one.loaded.index.as_ref().map(|index| index.scenario.header.id.as_str());
        by_id.entry(id.unwrap_or_default()).or_default().push(one);
    }
    let same = by_id.into_iter().filter(|(id, files)| !id.is_empty() && files.len() > 1);
    same.map(|(id, files)| {
        let names: Vec<&str> = files.iter().map(|one| one.file.as_str()).collect();
        let opens = files.iter().find(|one| one.opens);
        let opens = opens.map_or(String::new(), |one| format!("; {} opens", one.file));
        format!("{id} is the id of several files: {}{opens}\n", names.join(", "))
    })
}

/// How many there are, and what could not be read.
fn records(index: &Index) -> String {
    let count = counted(index.scenario.records().len(), "record");
    let left_out = &index.scenario.left_out;
    if left_out.is_empty() { count } else { format!("{count}, {left_out} left out") }
}

fn faults(loaded: &LoadedFile) -> String {
    match (loaded.faults(), loaded.count(Severity::Note)) {
        (0, 0) => String::new(),
        (0, notes) => counted(notes, "note"),
        (faults, _) => counted(faults, "problem"),
    }
}

fn period(loaded: &LoadedFile) -> Option<(crate::model::Day, crate::model::Day)> {
    loaded.index.as_ref()?.scenario.period()
}

/// What a scenario at hand has.
pub const LISTED_KEYS: &[JsonKey] = &[
    always("file", JsonForm::Text, "its file"),
    always("opens", JsonForm::Flag, "whether it opens where none is named"),
    perhaps("id", JsonForm::Text, "its id; absent: it does not load"),
    perhaps("title", JsonForm::Text, "its title"),
    perhaps("first", JsonForm::Day, "the first day that it tells of"),
    perhaps("last", JsonForm::Day, "the last day that it tells of"),
    perhaps("records", JsonForm::ByName(&JsonForm::Whole), "its records, by table"),
    perhaps("left_out", JsonForm::ByName(&JsonForm::Whole), "what could not be read, by table"),
    always("errors", JsonForm::Whole, "its errors"),
    always("warnings", JsonForm::Whole, "its warnings"),
    always("notes", JsonForm::Whole, "findings about its sources"),
];

/// The open scenarios for scripts: one object each, with its file, its period and its counts.
pub fn listing_json(listed: &[Listed]) -> Json {
    let row = |Listed { file, loaded, opens }: &Listed| {
        let scenario = loaded.index.as_ref().map(|index| &index.scenario);
        let records = scenario.map(|scenario| {
            let counts = Table::ALL
                .iter()
                .map(|table| (table.name().to_owned(), json!(scenario.table(*table).len())));
            Json::Object(counts.filter(|(_, n)| *n != json!(0)).collect())
        });
        json!({
            "file": &**file,
            "opens": opens,
            "id": scenario.map(|scenario| scenario.header.id.as_str().to_owned()),
            "title": scenario.map(|scenario| scenario.header.title.to_string()),
            "first": period(loaded).map(|(first, _)| first.to_string()),
            "last": period(loaded).map(|(_, last)| last.to_string()),
            "records": records,
            "left_out": loaded.index.as_ref().map(|index| left_out_json(&index.scenario.left_out)),
            "errors": loaded.count(Severity::Error),
            "warnings": loaded.count(Severity::Warning),
            "notes": loaded.count(Severity::Note),
        })
    };
    listed.iter().map(row).collect()
}
