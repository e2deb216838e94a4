//! Records as JSON, for scripts: objects in the format's keys, their values as in a file. A date
//! is a string; an account, a clause or a tie an object in a list, or, with `"in"`, one by itself.

use serde_json::{Map, Value as Json};

use super::{
    alone::KnownIds,
    edit::{Draft, Fields},
    suggest,
    tables::{Field, Shape, TableForm},
    typed::{quote, quote_key},
    values::article,
};
use crate::model::{Id, Key, Refusal, Scenario, Table};

/// The records of an object or an array of them, or all that is wrong with any of them. `table` is
/// the table of those that do not name theirs with `"table"`, by the name that it goes by.
pub fn drafts(
    text: &str,
    table: Option<(Table, &'static str)>,
) -> Result<Vec<Draft>, Vec<Refusal>> {
    let json: Json = serde_json::from_str(text)
        .map_err(|error| vec![Refusal::new(format!("this is no JSON: {error}"), "")])?;
    let objects = match json {
        Json::Array(objects) => objects,
        one => vec![one],
    };
    let (mut drafts, mut wrong) = (Vec::new(), Vec::new());
    for (n, object) in objects.iter().enumerate() {
        match draft(object, table) {
            Ok(draft) => drafts.push(draft),
            Err(error) => {
                let fields = object.as_object().into_iter().flatten();
                let said = fields.map(|(name, value)| (name.as_str(), value.to_string()));
                wrong.push(of_record(n, &called(said), error));
            }
        }
    }
    if wrong.is_empty() { Ok(drafts) } else { Err(wrong) }
}

/// What is wrong with each of some records that cannot be written together, by its number and by
/// what it says; `text` is the file that they are meant for. Empty where each by itself is right.
pub fn faults(scenario: &Scenario, drafts: &[Draft]) -> Vec<Refusal> {
    let mut names = KnownIds::of(scenario);
    for draft in drafts.iter().flat_map(|draft| std::iter::once(draft).chain(&draft.inner)) {
        draft.id().into_iter().for_each(|id| names.add(draft.table, &id));
    }
    let of_each = drafts.iter().enumerate().flat_map(|(n, draft)| {
        let name = called(draft.fields.iter().map(|(key, toml)| (key.name(), toml.clone())));
        let wrong = wrong_with(draft, &names);
        wrong.into_iter().map(move |error| of_record(n, &name, error))
    });
    of_each.collect()
}

/// All that is wrong with a record and with what stands inside it.
fn wrong_with(draft: &Draft, names: &KnownIds) -> Vec<Refusal> {
    let form = TableForm::of(draft.table);
    let read = |fields: &Fields, (key, toml): &(Key, String)| {
        let field = form.fields().find(|field| field.key == *key)?;
        let error = names.read(field.shape, toml).err()?;
        let is_own = std::ptr::eq(fields, &draft.fields);
        let whose = if is_own { "" } else { "account: " };
        let message = format!("{whose}{}: {}", key.name(), error.message);
        Some(Refusal { message: message.into(), ..error })
    };
    let values = std::iter::once(&draft.fields).chain(&draft.accounts);
    let values = values.flat_map(|fields| fields.iter().filter_map(move |it| read(fields, it)));
    let is_missing = |field: &&Field| {
        let says = |wanted: Key| draft.fields.iter().any(|(key, _)| *key == wanted);
        field.is_needed(says) && !says(field.key)
    };
    let missing = form.fields().filter(is_missing).map(|field| {
        let (article, name) = (article(draft.table_name), draft.table_name);
        Refusal::new(format!("{article} {name} needs {}", field.needs()), field.doc)
    });
    let inner = draft.inner.iter().flat_map(|inner| wrong_with(inner, names));
    values.chain(missing).chain(inner).collect()
}

/// What a record is called by what it says: `attack 2020-07-14 ied ariha`.
fn called<'k>(said: impl Iterator<Item = (&'k str, String)>) -> String {
    const TOLD: &[&str] =
        &["table", "id", "date", "since", "kind", "is", "measure", "outcome", "place", "name"];
    let said: Vec<(&str, String)> = said.collect();
    let of = |name: &&str| said.iter().find(|(key, _)| key == name).map(|(_, value)| value);
    let words = TOLD.iter().filter_map(of).map(|value| value.replace('"', ""));
    words.filter(|word| !word.starts_with(['{', '['])).collect::<Vec<_>>().join(" ")
}

fn of_record(n: usize, called: &str, error: Refusal) -> Refusal {
    let called = if called.is_empty() { String::new() } else { format!(" ({called})") };
    let message = format!("record {}{called}: {}", n + 1, error.message);
    Refusal { message: message.into(), ..error }
}

fn draft(json: &Json, table: Option<(Table, &'static str)>) -> Result<Draft, Refusal> {
    let object = object(json)?;
    let named = match object.get("table").map(|name| (name, name.as_str())) {
        Some((_, Some(name))) => Some(Table::named(name).ok_or_else(|| {
            let names = Table::ALL.iter().flat_map(|table| table.names());
            let hint = suggest::hint(name, names);
            Refusal::hinted(format!("the format has no table `{name}`"), hint)
        })?),
        Some((other, None)) => return Err(Refusal::new(format!("`{other}` is no table"), "")),
        None => None,
    };
    let Some((table, table_name)) = named.or(table) else {
        return Err(Refusal::new("of which table is it?", "add \"table\": \"incident\""));
    };
    let form = TableForm::of(table);
    let mut draft = Draft { table_name, ..Draft::new(table, Fields::new()) };
    let is_inner = table.owner().is_some();
    if let Some(owner) = object.get("in").filter(|_| is_inner) {
        let id = owner.as_str().and_then(Id::new);
        let id = id.ok_or_else(|| Refusal::new(format!("`{owner}` is no id"), ""))?;
        draft.parent = Some(id);
    }
    let is_key = |name: &str| name != "table" && !(name == "in" && is_inner);
    for (name, value) in stated(object).filter(|(name, _)| is_key(name)) {
        let field = check_known(form.fields(), name, table)?;
        match field.shape {
            Shape::Accounts => {
                for account in list(value)? {
                    draft.accounts.push(fields(form, self::object(account)?)?);
                }
            }
            Shape::Nested(inner) => {
                for entry in list(value)? {
                    draft.inner.push(self::draft(entry, Some((inner, inner.name())))?);
                }
            }
            shape => draft.fields.push((field.key, toml(shape, value)?)),
        }
    }
    Ok(draft)
}

/// The keys of an account.
fn fields(form: &'static TableForm, object: &Map<String, Json>) -> Result<Fields, Refusal> {
    let field = |(name, value): (&str, &Json)| -> Result<(Key, String), Refusal> {
        let field = check_known(form.account_fields(), name, form.table)?;
        Ok((field.key, toml(field.shape, value)?))
    };
    stated(object).map(field).collect()
}

/// The keys that say something: null is not stated.
fn stated(object: &Map<String, Json>) -> impl Iterator<Item = (&str, &Json)> {
    object.iter().filter(|(_, value)| !value.is_null()).map(|(name, value)| (name.as_str(), value))
}

fn check_known(
    fields: impl Iterator<Item = &'static Field>,
    name: &str,
    table: Table,
) -> Result<&'static Field, Refusal> {
    let fields: Vec<&Field> = fields.collect();
    fields.iter().find(|field| field.key.name() == name).copied().ok_or_else(|| {
        let names: Vec<&str> = fields.iter().map(|field| field.key.name()).collect();
        let message = format!("{} have no key `{name}`", table.plural(2));
        Refusal::hinted(message, suggest::hint(name, names))
    })
}

fn object(json: &Json) -> Result<&Map<String, Json>, Refusal> {
    json.as_object().ok_or_else(|| Refusal::new("a record is an object", "write { … }"))
}

fn list(json: &Json) -> Result<&[Json], Refusal> {
    let list = json.as_array().map(Vec::as_slice);
    list.ok_or_else(|| Refusal::new("a list of objects belongs here", "write [ { … } ]"))
}

/// A value in TOML: as it is, but that the strings of dates need no quotes there.
fn toml(shape: Shape, json: &Json) -> Result<String, Refusal> {
    Ok(match json {
        Json::String(text) => match (shape, text.parse::<toml::value::Datetime>()) {
            (Shape::When | Shape::WhenOr(_), Ok(_)) => text.clone(),
            _ => quote(text),
        },
        Json::Bool(flag) => flag.to_string(),
        Json::Number(number) => number.to_string(),
        Json::Array(entries) => {
            let entries: Result<Vec<String>, _> =
                entries.iter().map(|entry| toml(shape, entry)).collect();
            format!("[{}]", entries?.join(", "))
        }
        Json::Object(object) => {
            let pairs: Result<Vec<String>, Refusal> = stated(object)
                .map(|(name, value)| {
                    // The words of a date are no date, even where they look like one.
                    let shape = match (shape, name) {
                        (_, "words") => Shape::Text(usize::MAX),
                        (Shape::Evidence, "taken") => Shape::When,
                        _ => shape,
                    };
                    let value = toml(shape, value)?;
                    Ok(format!("{} = {value}", quote_key(name)))
                })
                .collect();
            format!("{{ {} }}", pairs?.join(", "))
        }
        Json::Null => return Err(Refusal::new("null stands within a value", "leave it out")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_in_the_keys_of_the_format() {
        let text = r#"[
            { "table": "attack", "date": "2020-07-14T08:50:00", "kind": "ied", "by": ["unknown"],
              "injured": { "russia": 3, "turkey": "several" }, "at": { "lat": 35.81, "lon": 36 },
              "place": null, "source": "s",
              "account": [ { "source": "desk", "killed": 0, "note": "2020-07-14" } ] },
            { "date": { "on": "2020-06-10", "words": "2020-06-10" }, "kind": "ied", "source": "s" }
        ]"#;
        let read = drafts(text, Table::named("attack")).unwrap();
        let told = |fields: &Fields| -> Vec<String> {
            fields.iter().map(|(key, value)| format!("{} = {value}", key.name())).collect()
        };
        assert_eq!(
            told(&read[0].fields),
            [
                "date = 2020-07-14T08:50:00",
                "kind = \"ied\"",
                "by = [\"unknown\"]",
                "injured = { russia = 3, turkey = \"several\" }",
                "at = { lat = 35.81, lon = 36 }",
                "source = \"s\"",
            ]
        );
        assert_eq!(
            told(&read[0].accounts[0]),
            ["source = \"desk\"", "killed = 0", "note = \"2020-07-14\""]
        );
        assert_eq!(told(&read[1].fields)[0], "date = { on = 2020-06-10, words = \"2020-06-10\" }");
    }

    #[test]
    fn what_stands_inside_and_what_is_wrong() {
        let text = r#"{ "id": "peace", "name": "Peace", "signed": "2020-03", "source": "s",
            "clause": [ { "id": "c", "kind": "other", "text": "All is well." } ] }"#;
        let read = drafts(text, Table::named("agreement")).unwrap();
        assert_eq!(read[0].inner[0].table, Table::Clause);
        let alone = r#"{ "in": "peace", "id": "c", "kind": "other", "text": "All is well." }"#;
        let read = drafts(alone, Table::named("clause")).unwrap();
        assert_eq!(read[0].parent, Id::new("peace"));
        let refused = |text: &str| drafts(text, None).unwrap_err()[0].message.to_string();
        assert_eq!(refused("[{}]"), "record 1: of which table is it?");
        assert_eq!(refused("[3]"), "record 1: a record is an object");
        assert_eq!(
            refused(r#"[{ "table": "attack" }, { "table": "attack", "kinds": 1 }]"#),
            "record 2 (attack): attacks have no key `kinds`"
        );
        let atack = refused(r#"{ "table": "atack" }"#);
        assert_eq!(atack, "record 1 (atack): the format has no table `atack`");
        assert!(refused("{").starts_with("this is no JSON"));
        assert!(refused(r#"{ "table": "tally", "count": 1e999 }"#).starts_with("this is no JSON"));
    }
}
