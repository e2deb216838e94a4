//! Rows for scripts: the keys of the format with their shown values, and every voice.

use serde_json::{Map, Value as Json, json};

use super::pages;
use crate::{
    board::{Board, human},
    format::TableForm,
    model::{Count, Counts, Day, Entry, Key, Part, Record, Table, Value, When, Word},
    panel::Panel,
};

/// The rows of a panel, in the order the board shows them.
pub fn rows_json(board: &Board, panel: Panel, file: &str) -> Vec<Json> {
    let rows = match panel {
        Panel::Timeline => pages::timeline_json(board),
        Panel::Accounts => pages::accounts_json(board),
        Panel::Agreement => pages::agreement_json(board),
        Panel::Indicators => pages::indicators_json(board),
        Panel::Window => {
            return super::window_json(board, &board.window_table(board.window.days()), file);
        }
        Panel::ToCheck => pages::to_check_json(board),
        Panel::Ledgers => pages::ledgers_json(board),
        Panel::Patrols
        | Panel::Attacks
        | Panel::Displacement
        | Panel::Actors
        | Panel::Statements
        | Panel::Assessments => {
            let sheet = panel.sheet(board, Default::default());
            return sheet.rows.iter().map(|row| row_json(board, row.record, file)).collect();
        }
    };
    let scenario = board.scenario().header.id.as_str();
    let placed = |mut row: Map<String, Json>| {
        row.insert("scenario".into(), json!(scenario));
        row.insert("file".into(), json!(file));
        Json::Object(row)
    };
    rows.into_iter().map(placed).collect()
}

/// One record: shown values by key, then `account` with every voice, the record's own first.
pub fn row_json(board: &Board, n: usize, file: &str) -> Json {
    let record = board.record(n);
    let mut row = Map::new();
    row.insert("id".into(), json!(record.id.as_str()));
    for field in TableForm::of(record.table)
        .fields()
        .filter(|field| field.key != Key::Id && field.key != Key::Account)
    {
        // What is said of the word itself is its author's: never mixed from several voices.
        let value = match field.key.is_of_the_word() {
            true => board.leading(record).get(field.key),
            false => board.displayed(record, field.key),
        };
        if let Some(value) = value {
            row.insert(field.key.name().into(), value_json(value));
        }
    }
    if board.is_all_withdrawn(record) {
        row.insert("is_withdrawn".into(), json!(true));
    }
    let contested = board.contested(n);
    if !contested.is_empty() {
        row.insert("contested".into(), contested.iter().map(|key| key.name()).collect());
    }
    match record.table {
        Table::Patrol => {
            let attacked: Vec<&str> =
                board.hits(&record.id).iter().map(|hit| board.record(*hit).id.as_str()).collect();
            row.insert("attacked".into(), json!(attacked));
        }
        Table::Attack => {
            row.insert("class".into(), json!(board.class(record).map(|class| class.word())));
        }
        Table::Actor => {
            let ties: Vec<Json> = board
                .ties_of(&record.id)
                .into_iter()
                .map(|tie| entries_json(board.record(tie).own()))
                .collect();
            row.insert("tie".into(), json!(ties));
            row.insert("statements".into(), json!(board.statements_of(&record.id).len()));
        }
        Table::Assessment => {
            let changed = board.evidence_changed(record).into_iter();
            let changed = changed
                .map(|(n, how)| json!({ "id": board.record(n).id.as_str(), "is": how.word() }));
            row.insert("evidence_changed".into(), changed.collect());
        }
        _ => {}
    }
    if record.own().voice().is_some() {
        let voices: Vec<Json> = record
            .words
            .iter()
            .filter(|word| board.is_said(record, word))
            .map(|word| word_json(board, record, word))
            .collect();
        row.insert("account".into(), json!(voices));
    }
    row.insert("scenario".into(), json!(board.scenario().header.id.as_str()));
    row.insert("file".into(), json!(file));
    row.insert("line".into(), json!(record.spot.line));
    Json::Object(row)
}

fn word_json(board: &Board, record: &Record, word: &Word) -> Json {
    let mut said = Map::new();
    for key in [Key::Source, Key::Citing, Key::Published] {
        said.insert(key.name().into(), word.get(key).map_or(Json::Null, value_json));
    }
    if let Some(known) = board.known_from(record, word) {
        said.insert(
            "known".into(),
            json!({ "day": known.day.to_string(), "assumed": known.assumed }),
        );
    }
    said.insert("grade".into(), json!(board.grade(word).to_string()));
    for entry in &word.entries {
        if entry.key != Key::Id && !said.contains_key(entry.key.name()) {
            said.insert(entry.key.name().into(), value_json(&entry.value));
        }
    }
    said.insert("line".into(), json!(word.spot.line));
    Json::Object(said)
}

/// A word as it is written.
pub fn entries_json(word: &Word) -> Json {
    let key = |entry: &Entry| (entry.key.name().to_owned(), value_json(&entry.value));
    Json::Object(word.entries.iter().map(key).collect())
}

pub fn value_json(value: &Value) -> Json {
    match value {
        Value::When(when) => when_json(when),
        Value::Count(count) => count_json(count),
        Value::Counts(counts) => counts_json(counts),
        Value::Text(text) => json!(&**text),
        Value::Texts(texts) => texts.iter().map(|text| json!(&**text)).collect(),
        Value::Id(id) => json!(id.as_str()),
        Value::Ids(ids) => ids.iter().map(|id| json!(id.as_str())).collect(),
        Value::Term(word) => json!(word),
        Value::Number(number) => number_json(number.value),
        Value::Integer(number) => json!(number),
        Value::Flag(flag) => json!(flag),
        Value::Point(point) => {
            json!({ "lat": point.lat, "lon": point.lon, "precision_km": point.precision_km })
        }
        Value::Path(points) => points.iter().map(|point| json!([point.lat, point.lon])).collect(),
        Value::Corridor(corridor) => {
            let mut zone = Map::from_iter([("along".to_owned(), json!(corridor.along.as_str()))]);
            zone.extend(corridor.sides.iter().map(|(side, km)| (format!("{side}_km"), json!(km))));
            Json::Object(zone)
        }
        Value::Within(within) => json!({ "km": within.km, "of": within.of.as_str() }),
        Value::Columns(columns) => Json::Object(
            columns.iter().map(|(key, column)| (key.to_string(), json!(&**column))).collect(),
        ),
    }
}

/// A whole number stays one; all are finite, since the reader refuses the rest.
fn number_json(value: f64) -> Json {
    if value.fract() == 0.0 && value.abs() < 1e15 { json!(value as i64) } else { json!(value) }
}

/// `{text, earliest, latest}`; an open end is null.
pub fn when_json(when: &When) -> Json {
    json!({
        "text": when_text(when),
        "earliest": when.earliest.map(|day| day.to_string()),
        "latest": when.latest.map(|day| day.to_string()),
    })
}

/// The author's words, else the day or moment as written, else the interval in words.
fn when_text(when: &When) -> String {
    match &when.words {
        Some(words) => words.to_string(),
        None if when.written.starts_with('{') => human(when, Day::MIN).to_string(),
        None => when.written.to_string(),
    }
}

/// `{text, low, best, high}`; what is not known is null.
pub fn count_json(count: &Count) -> Json {
    json!({ "text": &*count.written, "low": count.low, "best": count.best, "high": count.high })
}

fn counts_json(counts: &Counts) -> Json {
    Json::Object(counts.parts.iter().map(part_json).collect())
}

fn part_json(part: &Part) -> (String, Json) {
    let inner = || Json::Object(part.parts.iter().map(part_json).collect());
    (part.name.to_string(), part.count.as_ref().map_or_else(inner, count_json))
}
