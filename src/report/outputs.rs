//! The JSON Schema of what each command prints for scripts, made of the keys that are declared beside
//! what writes them.

use serde_json::{Map, Value as Json, json};

use super::{
    differences::CHANGE_KEYS,
    feed::FEED_KEYS,
    feed_differences::FEED_DIFFERENCES_KEYS,
    feed_form::FORM_KEYS,
    listing::LISTED_KEYS,
    overview::OVERVIEW_KEYS,
    problems::PROBLEM_KEYS,
    record::RECORD_KEYS,
    roster::ROSTER_KEYS,
    rows::{PLACED_KEYS, record_keys, word_keys},
    why::WHY_KEYS,
};
use crate::{
    format::{DIALECT, TableForm},
    model::{Key, Table},
    panel::{
        Content, Panel, feed_json,
        json_keys::{JsonForm, JsonKey, Schemas, always, perhaps},
        values::FIGURE_KEYS,
        window,
    },
};

/// What commands that write tell of what they did.
pub const DEED_KEYS: &[JsonKey] = &[
    always(
        "did",
        JsonForm::Words(&[
            "added",
            "account-added",
            "changed",
            "withdrawn",
            "removed",
            "account-removed",
        ]),
        "what was done",
    ),
    always("table", JsonForm::Text, "the table of the record"),
    always("id", JsonForm::Text, "its id"),
    perhaps("voice", JsonForm::Text, "the id of the source whose word it is"),
    always("words", JsonForm::Text, "the same in words"),
    always("file", JsonForm::Text, "the file"),
    perhaps("line", JsonForm::Whole, "where it stands now"),
    perhaps("diff", JsonForm::Text, "what would change, where nothing was to be written"),
];

/// What `settle` tells of a change that was left unsaved.
pub const SETTLED_KEYS: &[JsonKey] = &[
    always(
        "did",
        JsonForm::Words(&["left", "put-back", "no-longer-fits", "discarded"]),
        "what became of it, or would: left where it would fit",
    ),
    always("change", JsonForm::Text, "what it is called"),
    always("file", JsonForm::Text, "the file"),
    perhaps("diff", JsonForm::Text, "what would change in all, where nothing was to be written"),
];

/// What `evidence add` tells of a file.
pub const EVIDENCE_KEYS: &[JsonKey] = &[
    always("record", JsonForm::Text, "the id of the record that it bears out"),
    always("table", JsonForm::Text, "its table"),
    always("evidence", JsonForm::Text, "the file beside the scenario"),
    always("sha256", JsonForm::Text, "its hash"),
    always("kind", JsonForm::Text, "what it is"),
    always("copied", JsonForm::Flag, "whether it was copied now"),
    always("added", JsonForm::Flag, "whether it was written into the record now"),
    always("file", JsonForm::Text, "the scenario"),
    always("line", JsonForm::Whole, "where it stands there"),
];

const LEFT_OUT: &[JsonKey] = &[always(
    "left_out",
    JsonForm::ByName(&JsonForm::Whole),
    "records that could not be read, by table",
)];

/// What a command prints.
#[derive(Clone, Copy)]
enum Output {
    /// A list of objects of these keys.
    Many(&'static [JsonKey]),
    /// One object.
    One(&'static [&'static [JsonKey]]),
    /// A list of figures that stand alone, with these keys besides.
    Figures(&'static [JsonKey]),
    Rows(Panel),
    /// Pages of records of any table.
    Records,
    /// Rows of the window table, which stand alone by themselves.
    Window,
}

/// The commands that print for scripts, by their words.
fn outputs() -> Vec<(String, Output)> {
    let plain = [
        ("check", Output::Many(PROBLEM_KEYS)),
        ("show overview", Output::Many(OVERVIEW_KEYS)),
        ("show record", Output::Records),
        ("why", Output::Figures(&[])),
        ("why FIGURE", Output::Figures(WHY_KEYS)),
        ("diff", Output::Many(CHANGE_KEYS)),
        ("window", Output::Window),
        ("list", Output::Many(LISTED_KEYS)),
        ("list TABLE", Output::Many(ROSTER_KEYS)),
        ("feed", Output::One(&[FEED_KEYS, FORM_KEYS])),
        ("feed --against", Output::One(&[FEED_DIFFERENCES_KEYS])),
        ("add", Output::Many(DEED_KEYS)),
        ("account", Output::Many(DEED_KEYS)),
        ("edit", Output::Many(DEED_KEYS)),
        ("withdraw", Output::Many(DEED_KEYS)),
        ("remove", Output::Many(DEED_KEYS)),
        ("settle", Output::Many(SETTLED_KEYS)),
        ("evidence add", Output::One(&[EVIDENCE_KEYS])),
    ];
    let plain = plain.into_iter().map(|(name, output)| (name.to_owned(), output));
    let panels = Panel::ALL.map(|panel| (format!("show {}", panel.name()), Output::Rows(panel)));
    plain.chain(panels).collect()
}

/// The words of every command that prints for scripts.
pub fn output_names() -> Vec<String> {
    outputs().into_iter().map(|(name, _)| name).collect()
}

/// The schema of what a command prints; `None` of one that prints nothing for scripts.
pub fn output_schema(name: &str) -> Option<Json> {
    let (_, output) = outputs().into_iter().find(|(known, _)| known == name)?;
    let mut schemas = Schemas::default();
    let list = |items: Json| json!({ "type": "array", "items": items });
    let shape = match output {
        Output::Many(keys) => list(schemas.object(keys.iter().copied())),
        Output::One(keys) => schemas.object(once(keys.concat())),
        Output::Figures(more) => {
            let keys = [FIGURE_KEYS, more, PLACED_KEYS].concat();
            list(schemas.object(once(keys)))
        }
        Output::Window => {
            let keys = [window::KEYS, PLACED_KEYS].concat();
            list(schemas.object(once(keys)))
        }
        Output::Records => {
            let tables = Table::ALL.iter().filter(|table| **table != Table::Scenario);
            let pages = tables.map(|table| {
                let keys = [RECORD_KEYS, &record_keys(*table)].concat();
                record(&mut schemas, *table, once(keys).collect())
            });
            list(json!({ "anyOf": pages.collect::<Vec<_>>() }))
        }
        Output::Rows(panel) => list(rows(&mut schemas, panel)),
    };
    let mut schema = Map::new();
    schema.insert("$schema".into(), json!(DIALECT));
    schema.insert("title".into(), json!(format!("what `sitboard {name} --format json` prints")));
    if let Json::Object(shape) = shape {
        schema.extend(shape);
    }
    let named = schemas.named();
    if !named.is_empty() {
        schema.insert("$defs".into(), Json::Object(named));
    }
    Some(Json::Object(schema))
}

/// Each key once: the first to be named keeps its meaning.
fn once(keys: Vec<JsonKey>) -> impl Iterator<Item = JsonKey> {
    let mut seen = std::collections::HashSet::new();
    keys.into_iter().filter(move |key| seen.insert(key.name))
}

/// A record of a table, with what each voice says of it.
fn record(schemas: &mut Schemas, table: Table, keys: Vec<JsonKey>) -> Json {
    let mut schema = schemas.object(keys.into_iter());
    // A bulletin has a voice, though nobody else speaks of it.
    if TableForm::of(table).fields().any(|field| field.key == Key::Source) {
        let word = schemas.object(once(word_keys(table)));
        let words = json!({
            "type": "array",
            "items": word,
            "description": "every voice that speaks by now, the record's own first",
        });
        if let Some(properties) = schema["properties"].as_object_mut() {
            properties.insert("account".into(), words);
        }
    }
    schema
}

/// One row of a panel.
fn rows(schemas: &mut Schemas, panel: Panel) -> Json {
    let mut sorts: Vec<Json> = Vec::new();
    match panel.spec().content {
        Content::Records { table, joins } => {
            let keys = once(record_keys(table)).collect();
            sorts.push(record(schemas, table, keys));
            if joins.is_some() {
                sorts.push(schemas.object(feed_json::KEYS.iter().copied()));
            }
        }
        Content::Derived { keys, .. } => {
            for keys in keys {
                // A row of a feed stands among those of records as it does everywhere.
                let is_of_feed = panel == Panel::Corridor && keys.iter().all(|key| !key.always);
                let of_feed: &[JsonKey] = if is_of_feed { feed_json::KEYS } else { &[] };
                let keys = [of_feed, keys, PLACED_KEYS].concat();
                sorts.push(schemas.object(once(keys)));
            }
        }
    }
    sorts.push(schemas.object(once([LEFT_OUT, PLACED_KEYS].concat())));
    json!({ "anyOf": sorts })
}
