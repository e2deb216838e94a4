//! The JSON Schema of the scenario format: it is one, every scenario that loads is valid by it, and
//! what it can say is refused by it.

use std::{fs, path::Path, process::Command};

use jsonschema::Validator;
use serde_json::{Value as Json, json};

fn schema() -> Json {
    sitboard::format::schema()
}

fn validator() -> Validator {
    jsonschema::draft202012::new(&schema()).expect("it is a schema")
}

/// A TOML file as JSON, its dates as strings.
fn as_json(value: toml::Value) -> Json {
    match value {
        toml::Value::String(text) => json!(text),
        toml::Value::Integer(number) => json!(number),
        toml::Value::Float(number) => json!(number),
        toml::Value::Boolean(flag) => json!(flag),
        toml::Value::Datetime(date) => json!(date.to_string()),
        toml::Value::Array(items) => items.into_iter().map(as_json).collect(),
        toml::Value::Table(table) => {
            Json::Object(table.into_iter().map(|(key, value)| (key, as_json(value))).collect())
        }
    }
}

/// A scenario file; `None` of one that is no TOML.
fn read(path: &Path) -> Option<Json> {
    let text = fs::read_to_string(path).ok()?;
    let table: toml::Table = toml::from_str(&text).ok()?;
    Some(as_json(toml::Value::Table(table)))
}

fn files(folder: &str) -> Vec<std::path::PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let all = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut all: Vec<_> = all.filter(|it| it.extension().is_some_and(|it| it == "toml")).collect();
    all.sort();
    all
}

fn faults(validator: &Validator, file: &Json) -> Vec<String> {
    validator.iter_errors(file).map(|why| format!("{}: {why}", why.instance_path())).collect()
}

#[test]
fn it_is_a_schema_by_the_schema_of_schemas() {
    jsonschema::draft202012::meta::validate(&schema()).expect("valid by the meta-schema");
}

#[test]
fn every_scenario_that_loads_is_valid() {
    let validator = validator();
    let mut wrong = Vec::new();
    let mut read_files = 0;
    for path in files("scenarios")
        .into_iter()
        .chain(files("tests/data/valid"))
        .chain(files("tests/data/days"))
    {
        let Some(file) = read(&path) else { continue };
        read_files += 1;
        let found = faults(&validator, &file);
        wrong.extend(found.into_iter().take(3).map(|why| format!("{}: {why}", path.display())));
    }
    assert_eq!(wrong, Vec::<String>::new());
    assert!(read_files >= 8, "{read_files}");
}

/// What `check` finds and a schema cannot say: ids that nobody bears, days out of order, sums, files
/// beside the scenario, what is odd but no error.
const BEYOND: &[&str] = &[
    "both-scales",
    "circular-zones",
    "circular",
    "duplicate-id",
    "kind-taken-patrol",
    "path-outside-evidence",
    "path-outside-track",
    "path-outside",
    "reserved-id",
    "two-extents",
    "unknown-reference",
    "unsafe-name",
    "until-before-from",
    "wrong-reference",
    "wrong-status",
    "wrong-type-between",
];

#[test]
fn what_it_can_say_is_refused() {
    let validator = validator();
    let mut accepted = Vec::new();
    for path in files("tests/data/invalid") {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let loaded = sitboard::format::load(&fs::read(&path).unwrap(), &name);
        let has_error =
            loaded.problems.iter().any(|it| it.severity == sitboard::model::Severity::Error);
        let Some(file) = read(&path).filter(|_| has_error) else { continue };
        if faults(&validator, &file).is_empty() {
            accepted.push(name);
        }
    }
    assert_eq!(accepted, BEYOND);
}

#[test]
fn keys_and_words_are_closed() {
    let validator = validator();
    let attack = |more: Json| {
        let mut attack = json!({ "date": "2020-07-14", "kind": "ied", "source": "mod" });
        attack.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        json!({ "format": 1, "scenario": { "id": "m4", "title": "T" }, "attack": [attack] })
    };
    for fine in [
        json!({}),
        json!({ "date": "2020-06" }),
        json!({ "date": "2020-07-14T08:50:00+03:00" }),
        json!({ "date": { "from": "2020-08-07", "to": "2020-08-13", "words": "that week" } }),
        json!({ "killed": "Nearly 1,000,000" }),
        json!({ "killed": "2-5" }),
        json!({ "killed": { "russia": 3, "civilians": { "total": 23, "children": 2 } } }),
        json!({ "killed": { "low": 2, "words": "a few" } }),
        json!({ "by": "unknown", "on": ["russia", "turkey"] }),
        json!({ "at": { "lat": 35.8, "lon": 36.6, "precision_km": 5 } }),
        json!({ "at": { "mgrs": "37S BV 841 659" } }),
        json!({ "account": [{ "source": "sohr", "killed": 3 }] }),
        json!({ "kind": "street-fight" }),
    ] {
        assert_eq!(faults(&validator, &attack(fine.clone())), Vec::<String>::new(), "{fine}");
    }
    for wrong in [
        json!({ "kiled": 3 }),
        json!({ "date": "14 jul" }),
        json!({ "date": { "from": "2020-08-07" } }),
        json!({ "date": { "on": "2020-08-07", "before": "2020-08-08" } }),
        json!({ "killed": "lots" }),
        json!({ "killed": -1 }),
        json!({ "credibility": 7 }),
        json!({ "kind": "Street fight" }),
        json!({ "basis": "hearsay" }),
        json!({ "at": { "lat": 95, "lon": 36.6 } }),
        json!({ "at": { "lat": 35.8 } }),
        json!({ "private": "yes" }),
        json!({ "place": "Ariha town" }),
        json!({ "account": [{ "killed": 3 }] }),
        json!({ "account": [{ "source": "sohr", "id": "x" }] }),
        json!({ "note": "  " }),
    ] {
        assert!(!faults(&validator, &attack(wrong.clone())).is_empty(), "{wrong}");
    }
    // A bulletin stands for the voice; without either nobody speaks.
    let mut unsaid = attack(json!({ "bulletin": "b-91" }));
    unsaid["attack"][0].as_object_mut().unwrap().remove("source");
    assert_eq!(faults(&validator, &unsaid), Vec::<String>::new());
    unsaid["attack"][0].as_object_mut().unwrap().remove("bulletin");
    assert!(!faults(&validator, &unsaid).is_empty());
}

#[test]
fn every_key_is_described_and_the_command_prints_it() {
    let printed = Command::new(env!("CARGO_BIN_EXE_sitboard")).arg("schema").output().unwrap();
    let printed: Json = serde_json::from_slice(&printed.stdout).unwrap();
    assert_eq!(printed, schema());
    for form in sitboard::format::TABLES {
        let table = &printed["$defs"][form.table.name()];
        for field in form.fields() {
            let doc = &table["properties"][field.key.name()]["description"];
            assert_eq!(doc, field.doc, "{} {}", form.table.name(), field.key.name());
        }
        assert_eq!(table["additionalProperties"], json!(false));
    }
}
