//! What each shape of a value is in a schema.

use serde_json::{Map, Value as Json, json};

use super::{Object, described, reference};
use crate::{
    format::tables::{
        ALONG_KEYS, CORRIDOR_KEYS, COUNT_KEYS, EVIDENCE_KEYS, PROMISE_KEYS, Shape, WHEN_KEYS,
    },
    model::{EvidenceKind, MOST, OF_WHICH, PromisePeriod, Vocabulary, counts},
};

/// Kilometres that a width or a distance has at most.
const MOST_KM: f64 = 20_040.0;
const ID: &str = "^[a-z0-9-]+$";
/// What is not empty: an empty text is an error.
const NOT_BLANK: &str = "\\S";
/// A day, a moment, a month or a year.
const WHEN: &str = "^ *[0-9]{4}(-[0-9]{2}(-[0-9]{2}([Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]+)?)?\
                    ([Zz]|[+-][0-9]{2}:[0-9]{2})?)?)?)? *$";
const CUTOFF: &str = "^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$";
const PCODE: &str = "^[A-Za-z]{2}[A-Za-z0-9]{0,18}$";
const SHA256: &str = "^[0-9A-Fa-f]{64}$";

/// The schema of a value.
pub fn of(shape: Shape) -> Json {
    match shape {
        Shape::Id => reference("id"),
        Shape::Text(_) | Shape::TextOrKind(..) | Shape::Link | Shape::Zone => reference("text"),
        Shape::Texts => list(reference("text")),
        Shape::Pcode => json!({ "type": "string", "pattern": PCODE }),
        Shape::When => reference("date"),
        Shape::WhenOr(words) => json!({ "anyOf": [{ "enum": words }, reference("date")] }),
        Shape::Count => reference("count"),
        Shape::CountByActor => {
            json!({ "anyOf": [reference("count"), reference("counts-by-actor")] })
        }
        Shape::CountOfWhich => {
            json!({ "anyOf": [reference("count"), reference("counts-by-name")] })
        }
        Shape::ByActor => reference("counts-by-actor"),
        Shape::ByPlace => {
            let each = json!({ "anyOf": [reference("count"), reference("counts-by-name")] });
            json!({ "type": "object", "additionalProperties": each })
        }
        Shape::ByName => reference("counts-by-name"),
        Shape::Term(words) => term(words),
        // Which kinds of one's own there are, the file says.
        Shape::TermOrKind(words, _) => {
            json!({ "anyOf": [term(words), described(reference("id"), "or a [[kind]] of one's own")] })
        }
        Shape::Terms(words) => one_or_list(term(words)),
        Shape::Reference(..) => reference("id"),
        Shape::References(..) => one_or_list(reference("id")),
        Shape::Number(least, most) => number(least, most),
        Shape::Integer(least, most) => {
            json!({ "type": "integer", "minimum": least, "maximum": most })
        }
        Shape::Flag => json!({ "type": "boolean" }),
        Shape::Point => reference("point"),
        Shape::Path => json!({ "type": "array", "items": reference("coordinates"), "minItems": 2 }),
        Shape::Ring => reference("ring"),
        Shape::Rings => json!({ "type": "array", "items": reference("ring"), "minItems": 1 }),
        Shape::Around => reference("around"),
        Shape::Along => reference("along"),
        Shape::Corridor => reference("corridor"),
        Shape::Within => reference("within"),
        Shape::Codes | Shape::Columns => {
            json!({ "type": "object", "additionalProperties": reference("text") })
        }
        Shape::Promise => reference("promise"),
        Shape::Evidence => one_or_list(reference("evidence-file")),
        Shape::Cutoff => json!({ "type": "string", "pattern": CUTOFF }),
        // Their records know what they are.
        Shape::Nested(_) | Shape::Accounts => json!({ "type": "array" }),
    }
}

/// What several keys take, once each.
pub fn defs() -> Object {
    let defs = [
        (
            "id",
            json!({
                "type": "string",
                "pattern": ID,
                "description": "lower-case letters, digits and -",
            }),
        ),
        ("text", json!({ "type": "string", "pattern": NOT_BLANK })),
        ("moment", json!({ "type": "string", "pattern": WHEN })),
        ("date", date()),
        ("whole-count", json!({ "type": "integer", "minimum": 0, "maximum": MOST })),
        ("measured", json!({ "type": "number", "minimum": 0, "maximum": MOST })),
        ("count", count()),
        (
            "counts-by-name",
            json!({
                "type": "object",
                "additionalProperties": reference("count"),
            }),
        ),
        ("victims", victims()),
        (
            "counts-by-actor",
            json!({
                "type": "object",
                "propertyNames": { "pattern": ID },
                "additionalProperties": { "anyOf": [reference("count"), reference("victims")] },
            }),
        ),
        ("point", point()),
        (
            "coordinates",
            json!({
                "type": "array",
                "prefixItems": [number(-90.0, 90.0), number(-180.0, 180.0)],
                "minItems": 2,
                "maxItems": 2,
                "description": "[lat, lon]",
            }),
        ),
        ("ring", json!({ "type": "array", "items": reference("coordinates"), "minItems": 3 })),
        ("corridor", flanked(CORRIDOR_KEYS)),
        ("along", flanked(ALONG_KEYS)),
        ("around", small(&[("place", reference("id")), ("km", km())], &["place", "km"])),
        (
            "within",
            small(
                &[
                    ("km", km()),
                    ("of", reference("id")),
                    ("possible", json!({ "type": "boolean" })),
                ],
                &["km", "of"],
            ),
        ),
        ("promise", promise()),
        ("evidence-file", evidence()),
    ];
    defs.into_iter().map(|(name, schema)| (name.to_owned(), schema)).collect()
}

/// A closed list; what each word means is shown by editors that know the extension.
fn term(words: &'static Vocabulary) -> Json {
    let all: Vec<&str> = words.words.iter().map(|(word, _)| *word).collect();
    let meanings: Vec<&str> = words.words.iter().map(|(_, meaning)| *meaning).collect();
    json!({ "type": "string", "enum": all, "x-taplo": { "docs": { "enumValues": meanings } } })
}

fn list(items: Json) -> Json {
    json!({ "type": "array", "items": items })
}

/// A list, of which one alone is written bare.
fn one_or_list(item: Json) -> Json {
    json!({ "anyOf": [item.clone(), list(item)] })
}

fn number(least: f64, most: f64) -> Json {
    json!({ "type": "number", "minimum": least, "maximum": most })
}

fn km() -> Json {
    number(0.0, MOST_KM)
}

/// A small table of these keys and no others.
fn small(keys: &[(&str, Json)], required: &[&str]) -> Json {
    let properties: Map<String, Json> =
        keys.iter().map(|(key, schema)| ((*key).to_owned(), schema.clone())).collect();
    json!({
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

/// The same, where one of some sets of keys stands and none of the others.
fn either(keys: &[(&str, Json)], sets: &[&[&str]]) -> Json {
    let Json::Object(mut schema) = small(keys, &[]) else { return json!({}) };
    schema.remove("required");
    let set = |set: &&[&str]| json!({ "required": set });
    schema.insert("oneOf".into(), sets.iter().map(set).collect());
    Json::Object(schema)
}

fn date() -> Json {
    let key = |key: &&'static str| match *key {
        "words" => (*key, described(reference("text"), "the words that its author used")),
        key => (key, reference("moment")),
    };
    let keys: Vec<(&str, Json)> = WHEN_KEYS.iter().map(key).collect();
    let table = either(&keys, &[&["on"], &["from", "to"], &["before"], &["after"]]);
    json!({
        "description": "2020-07-14, \"2020-06\", \"2020\", { from, to }, { before }, { after }; any with words",
        "anyOf": [reference("moment"), table],
    })
}

fn count() -> Json {
    let key = |key: &&'static str| match *key {
        "words" => (*key, reference("text")),
        key => (key, reference("measured")),
    };
    let keys: Vec<(&str, Json)> = COUNT_KEYS.iter().map(key).collect();
    let mut estimate = small(&keys, &[]);
    if let Some(estimate) = estimate.as_object_mut() {
        estimate.remove("required");
        estimate.insert("minProperties".into(), json!(1));
    }
    json!({
        "description": counts::FORMS,
        "anyOf": [
            reference("measured"),
            { "type": "string", "pattern": counts::pattern() },
            estimate,
        ],
    })
}

fn victims() -> Json {
    let keys = OF_WHICH.iter().copied().chain(["total"]);
    let keys: Vec<(&str, Json)> = keys.map(|key| (key, reference("count"))).collect();
    let mut victims = small(&keys, &[]);
    if let Some(victims) = victims.as_object_mut() {
        victims.remove("required");
        victims.insert("minProperties".into(), json!(1));
    }
    victims
}

fn point() -> Json {
    let keys = [
        ("lat", number(-90.0, 90.0)),
        ("lon", number(-180.0, 180.0)),
        ("mgrs", described(reference("text"), "a square of the military grid: 37S BV 841 659")),
        ("precision_km", described(km(), "how far off it may be")),
    ];
    either(&keys, &[&["lat", "lon"], &["mgrs"]])
}

/// A route and one pair of widths; the first key names the route.
fn flanked(names: &'static [&'static str]) -> Json {
    let key =
        |(n, key): (usize, &&'static str)| (*key, if n == 0 { reference("id") } else { km() });
    let keys: Vec<(&str, Json)> = names.iter().enumerate().map(key).collect();
    let route = names.first().copied().unwrap_or_default();
    either(
        &keys,
        &[&[route, "north_km", "south_km"], &[route, "east_km", "west_km"], &[route, "both_km"]],
    )
}

fn promise() -> Json {
    let key = |key: &&'static str| match *key {
        "count" => (*key, reference("count")),
        "per" => (*key, term(&PromisePeriod::WORDS)),
        key => (key, reference("text")),
    };
    let keys: Vec<(&str, Json)> = PROMISE_KEYS.iter().map(key).collect();
    small(&keys, &["count", "of"])
}

fn evidence() -> Json {
    let key = |key: &&'static str| match *key {
        "sha256" => (*key, json!({ "type": "string", "pattern": SHA256 })),
        "kind" => (*key, term(&EvidenceKind::WORDS)),
        "taken" => (*key, reference("date")),
        "private" => (*key, json!({ "type": "boolean" })),
        key => (key, reference("text")),
    };
    let keys: Vec<(&str, Json)> = EVIDENCE_KEYS.iter().map(key).collect();
    small(&keys, &["file", "sha256", "kind"])
}
