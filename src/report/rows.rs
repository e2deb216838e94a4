//! Rows for scripts: the keys of the format with their shown values, and every voice.

use std::convert::Infallible;

use serde_json::{Value as Json, json};

use crate::{
    board::{Board, EvidenceChange},
    format::TableForm,
    model::{Clean, Key, LeftOut, RecordIx, Table, Word},
    panel::{
        Content, Object, Panel,
        feed_json::feed_rows_json,
        json_keys::{BOUNDS, CODES, JsonForm, JsonKey, KNOWN, TEXTS, always, keys_of, perhaps},
        track::{TRACK, track_json},
        values::{entries_json, left_out_json, own_kind_json, tell_without, value_json},
        zones::{zone_json, zones_json},
    },
};

/// The rows of a panel, in the order the board shows them; behind them, what could not be read. Each
/// goes to `told` as it comes, which may stop them.
pub fn each_row_json<E>(
    board: &Board,
    panel: Panel,
    file: &str,
    mut told: impl FnMut(Json) -> Result<(), E>,
) -> Result<(), E> {
    match panel.spec().content {
        Content::Derived { json, .. } => {
            placed(board, json(board), file).into_iter().try_for_each(&mut told)?;
        }
        Content::Records { joins, .. } => {
            let sheet = panel.sheet(board, Default::default());
            let records = sheet.rows.records().iter().filter(|row| !row.is_line);
            for n in records.filter_map(|row| row.record()) {
                told(row_json(board, n, file))?;
            }
            let feed_rows = joins.into_iter().flat_map(|joins| feed_rows_json(board, joins));
            feed_rows.map(Json::Object).try_for_each(&mut told)?;
        }
    }
    left_out_row(board, &panel.left_out(board), file).map_or(Ok(()), told)
}

/// The same, all at once.
pub fn rows_json(board: &Board, panel: Panel, file: &str) -> Vec<Json> {
    let mut rows = Vec::new();
    let pushed: Result<(), Infallible> = each_row_json(board, panel, file, |row| {
        rows.push(row);
        Ok(())
    });
    let Ok(()) = pushed;
    rows
}

/// Beside the rows how many records are in none of them; `None` where all could be read.
pub(super) fn left_out_row(board: &Board, left_out: &LeftOut, file: &str) -> Option<Json> {
    let row = Object::from_iter([("left_out".to_owned(), left_out_json(left_out))]);
    let row = (!left_out.is_empty()).then(|| placed(board, vec![row], file));
    row.into_iter().flatten().next()
}

/// Rows with what lets each stand alone: scenario, file, day and clock.
pub(super) fn placed(board: &Board, rows: Vec<Object>, file: &str) -> Vec<Json> {
    let scenario = board.scenario().header.id.as_str();
    let handling = board.handling();
    let placed = |mut row: Object| {
        if !row.contains_key(Key::Handling.name()) {
            row.extend(handling_json(handling.clone()));
        }
        row.insert("scenario".into(), json!(scenario));
        row.insert("file".into(), json!(file));
        row.insert("as_of".into(), json!(board.clock.as_of.to_string()));
        row.insert("clock".into(), json!(board.clock.words()));
        tell_without(board, &mut row);
        Json::Object(row)
    };
    rows.into_iter().map(placed).collect()
}

/// What lets a row stand alone.
pub const PLACED_KEYS: &[JsonKey] = &[
    perhaps("handling", JsonForm::Text, "how it may be handled"),
    always("scenario", JsonForm::Text, "the id of the scenario"),
    always("file", JsonForm::Text, "its file"),
    always("as_of", JsonForm::Day, "the day that is looked at"),
    always("clock", JsonForm::Text, "with which knowledge"),
    perhaps("without", JsonForm::Text, "whose words are put aside"),
];

/// What a record of a table has: shown values by key, what the board makes of it, every voice.
pub fn record_keys(table: Table) -> Vec<JsonKey> {
    let own_list = |key: &JsonKey| !matches!(key.name, "id" | "account");
    let mut keys = vec![always("id", JsonForm::Text, "its id")];
    keys.extend(keys_of(TableForm::of(table)).filter(own_list));
    let has = |keys: &[JsonKey], name: &str| keys.iter().any(|key| key.name == name);
    let more = [
        perhaps("handling", JsonForm::Text, "how it may be handled"),
        perhaps("unreadable", TEXTS, "keys whose values cannot be read"),
        perhaps("is_withdrawn", JsonForm::Flag, "true where every voice took its word back"),
        perhaps("contested", TEXTS, "keys on which voices cannot all be right"),
        perhaps("kind_name", JsonForm::Text, "the name of a kind of one's own"),
        perhaps("codes", CODES, "its codes in other lists"),
        perhaps(
            "zones",
            JsonForm::ByName(&JsonForm::Text),
            "each zone by its id, and how it lies to it",
        ),
        perhaps("without", JsonForm::Text, "whose words are put aside"),
        perhaps("scenario", JsonForm::Text, "the id of the scenario"),
        perhaps("file", JsonForm::Text, "its file"),
        perhaps("line", JsonForm::Whole, "where it stands in the file"),
    ];
    for key in more.into_iter().chain(made_of(table)) {
        if !has(&keys, key.name) {
            keys.push(key);
        }
    }
    keys
}

const EVIDENCE_CHANGED: &[JsonKey] = &[
    always("id", JsonForm::Text, "the id of what it rests on"),
    always("is", JsonForm::Text, "what became of it"),
];

/// What the board makes of the records of a table.
fn made_of(table: Table) -> Vec<JsonKey> {
    match table {
        Table::Patrol => vec![
            perhaps("attacked", TEXTS, "ids of what hit it"),
            perhaps("measured", TRACK, "what its track says"),
        ],
        Table::Attack => vec![perhaps("class", JsonForm::Text, "its class")],
        Table::Actor => vec![perhaps("statements", JsonForm::Whole, "how often it spoke")],
        Table::Zone => vec![
            perhaps(
                "holds",
                JsonForm::Words(&["yes", "no", "perhaps"]),
                "whether it holds on the day",
            ),
            perhaps("inside", JsonForm::Whole, "incidents inside"),
            perhaps("outside", JsonForm::Whole, "incidents outside"),
            perhaps("cannot_say", JsonForm::Whole, "those of which nobody can say"),
            perhaps("rows_inside", JsonForm::Whole, "rows of feeds inside"),
            perhaps("rows_outside", JsonForm::Whole, "rows of feeds outside"),
            perhaps("rows_cannot_say", JsonForm::Whole, "those of which nobody can say"),
            perhaps("denied_inside", BOUNDS, "movements that were refused inside"),
        ],
        Table::Assessment => vec![perhaps(
            "evidence_changed",
            JsonForm::Many(&JsonForm::One(EVIDENCE_CHANGED)),
            "what changed of what it rests on",
        )],
        Table::Bulletin => vec![perhaps("records", TEXTS, "ids of what rests on it")],
        _ => vec![],
    }
}

/// What one voice says of a record of a table.
pub fn word_keys(table: Table) -> Vec<JsonKey> {
    let mut keys = vec![
        perhaps("known", KNOWN, "from when it counts"),
        always("grade", JsonForm::Text, "reliability and credibility: B2"),
        perhaps("unreadable", TEXTS, "keys whose values cannot be read"),
        always("line", JsonForm::Whole, "where it stands in the file"),
    ];
    let own = keys_of(TableForm::of(table)).filter(|key| !matches!(key.name, "id" | "account"));
    keys.extend(own);
    keys
}

/// One record: shown values by key, then `account` with every voice, the record's own first.
pub fn row_json(board: &Board, n: RecordIx, file: &str) -> Json {
    let record = board.record(n);
    let mut row = Object::new();
    row.insert("id".into(), json!(record.id.as_str()));
    for field in TableForm::of(record.table)
        .fields()
        .filter(|field| field.key != Key::Id && field.key != Key::Account)
    {
        // What is said of the word itself is its author's: never mixed from several voices.
        let value = if field.key.is_of_one_account() {
            board.leading(record).get(field.key)
        } else {
            board.displayed(record, field.key)
        };
        if let Some(value) = value {
            row.insert(field.key.name().into(), value_json(value));
        }
    }
    row.extend(handling_json(board.handling_of(n)));
    let unread = board.unread(record);
    if !unread.is_empty() {
        row.insert("unreadable".into(), unread.iter().map(|key| key.name()).collect());
    }
    if board.is_all_withdrawn(record) {
        row.insert("is_withdrawn".into(), json!(true));
    }
    let contested = board.contested(n);
    if !contested.is_empty() {
        row.insert("contested".into(), contested.iter().map(|key| key.name()).collect());
    }
    row.extend(own_kind_json(board, n));
    match record.table {
        Table::Patrol => {
            let attacked: Vec<&str> =
                board.hits(&record.id).iter().map(|hit| board.record(*hit).id.as_str()).collect();
            row.insert("attacked".into(), json!(attacked));
            row.extend(track_json(board, n).map(|track| ("measured".to_owned(), track)));
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
        Table::Zone => {
            let worked_out = zone_json(board, n).into_iter();
            row.extend(worked_out.map(|(name, value)| (name.to_owned(), value)));
        }
        Table::Assessment => {
            let changed = EvidenceChange::all(board, record).into_iter();
            let changed = changed
                .map(|(n, how)| json!({ "id": board.record(n).id.as_str(), "is": how.word() }));
            row.insert("evidence_changed".into(), changed.collect());
        }
        _ => {}
    }
    if Table::ON_MAP.contains(&record.table) {
        row.extend(zones_json(board, n).map(|zones| ("zones".to_owned(), zones)));
    }
    if record.own().voice().is_some() {
        let voices: Vec<Json> = record
            .words
            .iter()
            .filter(|word| board.is_said(word))
            .map(|word| word_json(board, word))
            .collect();
        row.insert("account".into(), json!(voices));
    }
    if record.table == Table::Bulletin {
        let resting = board.resting_on(&record.id).map(|n| json!(board.record(n).id.as_str()));
        row.insert("records".into(), resting.collect());
    }
    row.insert("scenario".into(), json!(board.scenario().header.id.as_str()));
    row.insert("file".into(), json!(file));
    row.insert("line".into(), json!(record.spot.line));
    tell_without(board, &mut row);
    Json::Object(row)
}

/// How a row is to be handled; nothing where nobody says.
fn handling_json(mark: Option<Clean>) -> Option<(String, Json)> {
    mark.map(|mark| (Key::Handling.name().to_owned(), json!(mark.as_str())))
}

fn word_json(board: &Board, word: &Word) -> Json {
    let mut said = Object::new();
    for key in [Key::Source, Key::Citing, Key::Published] {
        said.insert(key.name().into(), word.get(key).map_or(Json::Null, value_json));
    }
    if let Some(known) = word.known() {
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
    let unread = word.unread();
    if !unread.is_empty() {
        said.insert("unreadable".into(), unread.iter().map(|key| key.name()).collect());
    }
    said.insert("line".into(), json!(word.spot.line));
    Json::Object(said)
}
