//! The records of one table, a line each: what a scenario knows of sources, places, actors.

use serde_json::{Value as Json, json};

use crate::{
    board::Board,
    format::edit::reference_counts,
    look::width,
    model::{Key, Record, Table, Value},
    panel::{
        Object,
        json_keys::{JsonForm, JsonKey, always, perhaps},
    },
};

/// One record as it is listed.
struct Listed<'a> {
    record: &'a Record,
    name: String,
    kind: Option<String>,
    /// Of a source how reliable it is.
    grade: Option<&'static str>,
    /// Where it lies.
    at: Option<String>,
    /// How many records of the file refer to it.
    referring: usize,
}

fn listed(board: &Board, table: Table) -> Vec<Listed<'_>> {
    let scenario = board.scenario();
    let counts = reference_counts(scenario);
    let apart = Some(table).filter(|table| table.has_own_ids());
    let row = |record| {
        let shown = |key: Key| board.displayed(record, key).map(|value| board.in_words(key, value));
        let id = record.id.to_string();
        Listed {
            record,
            name: board.brief(record),
            kind: shown(table.kind_key()),
            grade: scenario
                .reliability(&record.id)
                .filter(|_| table == Table::Source)
                .map(|it| it.word()),
            at: shown(Key::At),
            referring: counts.get(&(apart, id)).copied().unwrap_or(0),
        }
    };
    scenario.table(table).iter().map(row).collect()
}

/// Id, name, kind, grade or point of each record of a table, and how many refer to it, in columns.
pub fn roster_text(board: &Board, table: Table) -> String {
    let rows: Vec<[String; 5]> = listed(board, table)
        .into_iter()
        .map(|row| {
            let referred = match row.referring {
                0 => "nothing refers to it".to_owned(),
                1 => "1 record refers to it".to_owned(),
                n => format!("{n} records refer to it"),
            };
            let grade = row.grade.map(str::to_owned).or(row.at).unwrap_or_default();
            [row.record.id.to_string(), row.name, row.kind.unwrap_or_default(), grade, referred]
        })
        .collect();
    if rows.is_empty() {
        return format!("no {} in this file\n", table.plural(2));
    }
    let widest = |n: usize| rows.iter().map(|row| width(&row[n])).max().unwrap_or(0);
    let widths: Vec<usize> = (0..5).map(widest).collect();
    let line = |row: &[String; 5]| {
        let cells = row.iter().zip(&widths).filter(|(_, wide)| **wide > 0);
        let cells = cells.map(|(cell, wide)| format!("{cell}{}", " ".repeat(wide - width(cell))));
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned() + "\n"
    };
    rows.iter().map(line).collect()
}

/// What a record of such a list has for scripts.
pub const ROSTER_KEYS: &[JsonKey] = &[
    always("table", JsonForm::Text, "its table"),
    always("id", JsonForm::Text, "its id"),
    always("name", JsonForm::Text, "what it is called"),
    perhaps("kind", JsonForm::Text, "of which kind it is, in words"),
    perhaps("grade", JsonForm::Text, "how reliable a source is"),
    perhaps(
        "at",
        JsonForm::One(&[
            always("lat", JsonForm::Number, "degrees north"),
            always("lon", JsonForm::Number, "degrees east"),
        ]),
        "where a place is",
    ),
    always("referred_to_by", JsonForm::Whole, "records of the file that refer to it"),
    always("scenario", JsonForm::Text, "the id of the scenario"),
    always("file", JsonForm::Text, "its file"),
    always("line", JsonForm::Whole, "where it stands in the file"),
];

/// The same for scripts: one object each.
pub fn roster_json(board: &Board, table: Table, file: &str) -> Vec<Json> {
    let row = |row: Listed| {
        let mut of = Object::new();
        let mut say = |key: &str, value: Option<Json>| {
            of.extend(value.map(|value| (key.to_owned(), value)));
        };
        say("table", Some(json!(table.name())));
        say("id", Some(json!(row.record.id.as_str())));
        say("name", Some(json!(row.name)));
        say("kind", row.kind.map(Json::from));
        say("grade", row.grade.map(Json::from));
        let at = board.displayed(row.record, Key::At);
        if let Some(Value::Point(point)) = at {
            say("at", Some(json!({ "lat": point.lat, "lon": point.lon })));
        }
        say("referred_to_by", Some(json!(row.referring)));
        say("scenario", Some(json!(board.scenario().header.id.as_str())));
        say("file", Some(json!(file)));
        say("line", Some(json!(row.record.spot.line)));
        Json::Object(of)
    };
    listed(board, table).into_iter().map(row).collect()
}
