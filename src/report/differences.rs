//! What changed, in plain words and for scripts.

use serde_json::{Value as Json, json};

use crate::{
    board::{
        Change, Clock, Differences,
        differences::{ChangeKind, Telling, ToldValue, Voice},
        full_day,
    },
    model::{Clean, Record, Scenario, strictest},
    panel::{
        json_keys::{JsonForm, JsonKey, always, perhaps},
        values::{bounds_json, entries_json, value_json},
    },
};

/// One side of a comparison.
#[derive(Clone, Copy)]
pub struct ComparedSide<'a> {
    /// What is compared.
    pub scenario: &'a Scenario,
    /// The name of its file, as the comparison tells it.
    pub file: &'a str,
    /// Where days of one file are compared.
    pub clock: Option<Clock>,
}

impl ComparedSide<'_> {
    /// The strictest mark of what it tells.
    fn handling_of_records(self) -> Option<Clean> {
        self.scenario.handling_of_records(|word| {
            let known = word.known().map(|known| known.day);
            !word.is_empty()
                && known.is_none_or(|day| self.clock.is_none_or(|clock| clock.knows(day)))
        })
    }
}

/// What changed between two sides, kind by kind, a line for each change: below its record what changed,
/// who says so, and where it stands.
pub fn differences_text(
    differences: &Differences,
    before: ComparedSide,
    after: ComparedSide,
) -> String {
    let header = &after.scenario.header;
    let mut text = format!("What changed: {}\n", header.title);
    text.push_str(&format!("from {}\n  to {}\n", heading(before), heading(after)));
    let handling = [before, after].map(ComparedSide::handling_of_records);
    if let Some(handling) = strictest(header.handling.iter().chain(handling.iter().flatten())) {
        text.push_str(&format!("Handling: {handling}\n"));
    }
    let sides = if after.clock.is_some() { vec![after] } else { vec![before, after] };
    for side in sides.into_iter().filter(|side| !side.scenario.left_out.is_empty()) {
        let records = &side.scenario.left_out;
        text.push_str(&format!("{}: {records} left out, not compared\n", side.file));
    }
    if differences.is_empty() {
        text.push_str("\nNothing changed.\n");
    }
    for kind in ChangeKind::ALL {
        let changes: Vec<&Change> = differences.of(kind).collect();
        if !changes.is_empty() {
            text.push_str(&format!("\n{} ({})\n", kind.title(), changes.len()));
        }
        for (n, change) in changes.iter().enumerate() {
            let is_first = n == 0 || !changes[n - 1].is_of_one_record(change);
            if is_first && !change.names_it() {
                text.push_str(&format!("  {}\n", change.heading));
            }
            text.push_str(&format!("  {}\n", line(change, before, after)));
        }
    }
    text
}

/// A side by what tells it from the other: its day, or its file.
fn heading(side: ComparedSide) -> String {
    match side.clock {
        Some(clock) => format!("{}, {}", full_day(clock.as_of), clock.words()),
        None => side.file.to_owned(),
    }
}

fn line(change: &Change, before: ComparedSide, after: ComparedSide) -> String {
    let place = match spot(change, before, after) {
        (file, Some(line)) => format!("{file}:{line}"),
        (file, None) => file.to_owned(),
    };
    let mark = if change.names_it() { change.kind.mark() } else { " " };
    format!("{mark}  {}  {place}", change.words())
}

/// Where it stands in the newer file; what is gone, where it stood in the older one.
fn spot<'a>(
    change: &Change,
    before: ComparedSide<'a>,
    after: ComparedSide<'a>,
) -> (&'a str, Option<u32>) {
    let line = |telling: &Telling| telling.spot.map(|spot| spot.line);
    match (line(&change.after), line(&change.before)) {
        (None, Some(line)) => (before.file, Some(line)),
        (line, _) => (after.file, line),
    }
}

/// What a change has.
pub const CHANGE_KEYS: &[JsonKey] = &[
    always("kind", JsonForm::Text, "what sort of change it is"),
    always("table", JsonForm::Text, "the table of the record"),
    always("id", JsonForm::Text, "its id"),
    always("heading", JsonForm::Text, "what it is called"),
    perhaps("key", JsonForm::Text, "the key that changed"),
    perhaps("before", TELLING, "what was told before"),
    perhaps("after", TELLING, "what is told now"),
    always("file", JsonForm::Text, "the file"),
    perhaps("line", JsonForm::Whole, "where it stands there"),
];
const TELLING: JsonForm = JsonForm::Named(
    "telling",
    &[
        always("text", JsonForm::Text, "in words"),
        perhaps("value", JsonForm::Anything, "the value"),
        always(
            "voices",
            JsonForm::Many(&JsonForm::One(&[
                always("voice", JsonForm::Text, "the id of its source"),
                always("name", JsonForm::Text, "its name"),
                always("grade", JsonForm::Text, "reliability and credibility"),
            ])),
            "who says so",
        ),
    ],
);

/// An object for each change: `{kind, table, id, heading, key, before, after, file, line}`.
pub fn differences_json(
    differences: &Differences,
    before: ComparedSide,
    after: ComparedSide,
) -> Vec<Json> {
    let change = |change: &Change| {
        let (file, line) = spot(change, before, after);
        json!({
            "kind": change.kind.name(),
            "table": change.table.name(),
            "id": change.id.as_str(),
            "heading": change.heading,
            "key": change.key.map(|key| key.name()),
            "before": telling_json(&change.before),
            "after": telling_json(&change.after),
            "file": file,
            "line": line,
        })
    };
    differences.changes.iter().map(change).collect()
}

/// `{text, value, voices}`; nothing told is null.
fn telling_json(telling: &Telling) -> Json {
    let value = match &telling.told {
        ToldValue::Nothing => return Json::Null,
        ToldValue::Record(record) => record_json(record),
        ToldValue::Word(word) => entries_json(word),
        ToldValue::Value(value) => value_json(value),
        ToldValue::Values(values) => values.iter().map(value_json).collect(),
        ToldValue::Standing(status) => json!(status.word()),
        ToldValue::Field(text) => json!(text),
        ToldValue::Rows(rows) => {
            json!({ "rows": bounds_json(rows.rows()), "killed": bounds_json(rows.people()) })
        }
    };
    let voice = |voice: &Voice| json!({ "voice": voice.id.as_str(), "name": voice.name, "grade": voice.grade.to_string() });
    let voices: Vec<Json> = telling.voices.iter().map(voice).collect();
    json!({ "text": telling.text, "value": value, "voices": voices })
}

/// The record as it is written: its own word, then its accounts.
fn record_json(record: &Record) -> Json {
    let mut own = entries_json(record.own());
    let accounts: Vec<Json> = record.accounts().iter().map(entries_json).collect();
    if let (Json::Object(own), false) = (&mut own, accounts.is_empty()) {
        own.insert("account".into(), Json::Array(accounts));
    }
    own
}
