//! The format as a JSON Schema (2020-12), from the one declaration of its tables: editors complete and
//! check by it while somebody types. What a schema cannot say, as that an id is known, `check` says.

mod shapes;

use serde_json::{Map, Value as Json, json};

use super::tables::{Field, Shape, TABLES, TableForm, Voiced};
use crate::model::{INHERITED, Key, Table};

/// The dialect that every schema of the program is written in.
pub const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

type Object = Map<String, Json>;

/// The schema of a scenario file; dates of TOML are strings in it.
pub fn schema() -> Json {
    let mut properties = Object::new();
    properties.insert(
        "format".into(),
        json!({ "const": 1, "description": "the version of the format; the file's first line" }),
    );
    let mut defs = Object::new();
    for form in TABLES {
        let name = form.table.name();
        defs.insert(name.into(), record(form));
        if form.voiced == Voiced::WithAccounts {
            defs.insert(account_of(form.table), account(form));
        }
        if form.table == Table::Scenario {
            properties.insert(name.into(), described(reference(name), form.doc));
        } else if form.is_list() {
            for name in form.table.names() {
                let items = reference(form.table.name());
                let list = json!({ "type": "array", "items": items });
                properties.insert(name.into(), described(list, form.doc));
            }
        }
    }
    defs.extend(shapes::defs());
    json!({
        "$schema": DIALECT,
        "title": "A scenario of sitboard, format 1",
        "description": "What is said to have happened of a ceasefire, in the words of every voice.",
        "type": "object",
        "properties": properties,
        "required": ["format", Table::Scenario.name()],
        "additionalProperties": false,
        "$defs": defs,
    })
}

/// A value that is declared once.
fn reference(name: &str) -> Json {
    json!({ "$ref": format!("#/$defs/{name}") })
}

fn account_of(table: Table) -> String {
    format!("account-of-{}", table.name())
}

fn described(schema: Json, doc: &str) -> Json {
    let Json::Object(mut schema) = schema else { return schema };
    schema.insert("description".into(), json!(doc));
    Json::Object(schema)
}

/// A record of a table, with its accounts and what stands inside it.
fn record(form: &TableForm) -> Json {
    let fields: Vec<&Field> = form.fields().collect();
    let needed =
        fields.iter().filter(|field| field.must_stand()).map(|field| needed(field, &fields));
    table(form, &fields, needed.collect())
}

/// What another voice says of such a record: whose word it is, and any key of the record.
fn account(form: &TableForm) -> Json {
    let fields: Vec<&Field> = form.account_fields().collect();
    let speaks = fields.iter().filter(|field| field.key == Key::Source);
    let needed = speaks.map(|field| needed(field, &fields));
    table(form, &fields, needed.collect())
}

fn table(form: &TableForm, fields: &[&Field], needed: Vec<Vec<Key>>) -> Json {
    let property = |field: &&Field| {
        let schema = match field.shape {
            Shape::Nested(inner) => json!({ "type": "array", "items": reference(inner.name()) }),
            Shape::Accounts => {
                json!({ "type": "array", "items": reference(&account_of(form.table)) })
            }
            shape => shapes::of(shape),
        };
        (field.key.name().to_owned(), described(schema, field.doc))
    };
    let mut schema = Object::new();
    schema.insert("type".into(), json!("object"));
    schema.insert("description".into(), json!(form.doc));
    schema.insert("properties".into(), Json::Object(fields.iter().map(property).collect()));
    let always: Vec<&str> =
        needed.iter().filter(|keys| keys.len() == 1).map(|keys| keys[0].name()).collect();
    if !always.is_empty() {
        schema.insert("required".into(), json!(always));
    }
    let one_of: Vec<Json> =
        needed.iter().filter(|keys| keys.len() > 1).map(|keys| any(keys)).collect();
    if !one_of.is_empty() {
        schema.insert("allOf".into(), Json::Array(one_of));
    }
    schema.insert("additionalProperties".into(), json!(false));
    Json::Object(schema)
}

/// The keys of which one must stand: itself, what may stand for it, a bulletin for a voice.
fn needed(field: &Field, fields: &[&Field]) -> Vec<Key> {
    let bulletin = INHERITED.contains(&field.key).then_some(Key::Bulletin);
    let bulletin = bulletin.filter(|key| fields.iter().any(|field| field.key == *key));
    [Some(field.key), field.or, bulletin].into_iter().flatten().collect()
}

/// That one of some keys must stand.
fn any(keys: &[Key]) -> Json {
    let each = keys.iter().map(|key| json!({ "required": [key.name()] }));
    json!({ "anyOf": each.collect::<Vec<_>>() })
}
