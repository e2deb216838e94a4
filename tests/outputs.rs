//! What commands print for scripts: each on every scenario is valid by the schema that is printed for
//! it, and none says null.

use std::{collections::HashMap, fs, path::PathBuf, process::Command};

use jsonschema::Validator;
use serde_json::Value as Json;
use sitboard::{
    model::Table,
    panel::Panel,
    report::{output_names, output_schema},
};

fn run(arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_sitboard"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(arguments)
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

/// The scenarios, and some that have what these have not.
fn scenarios() -> Vec<String> {
    let mut all: Vec<PathBuf> = ["scenarios", "tests/data/valid", "tests/data/examples"]
        .iter()
        .flat_map(|folder| fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()))
        .filter(|path| path.extension().is_some_and(|it| it == "toml"))
        .collect();
    all.sort();
    all.into_iter().map(|path| path.to_string_lossy().into_owned()).collect()
}

struct Outputs(HashMap<String, Validator>);

impl Outputs {
    fn new() -> Outputs {
        let schema = |name: &String| {
            let schema = output_schema(name).unwrap();
            jsonschema::draft202012::meta::validate(&schema).expect(name);
            (name.clone(), jsonschema::draft202012::new(&schema).expect(name))
        };
        Outputs(output_names().iter().map(schema).collect())
    }

    /// What is wrong with what a command prints, by the schema of that name.
    fn wrong(&self, name: &str, arguments: &[&str]) -> Vec<String> {
        let (code, told, errors) = run(&[arguments, &["--format", "json"]].concat());
        let Ok(json) = serde_json::from_str::<Json>(&told) else {
            return vec![format!("{arguments:?}: {code:?} {errors}")];
        };
        let mut wrong = nulls(&json, String::new());
        let faults = self.0[name].iter_errors(&json);
        wrong.extend(faults.take(2).map(|why| {
            let why: String = why.to_string().chars().take(300).collect();
            format!("at {why}")
        }));
        wrong.into_iter().take(3).map(|why| format!("{arguments:?}: {why}")).collect()
    }
}

/// Where a null stands.
fn nulls(json: &Json, at: String) -> Vec<String> {
    match json {
        Json::Null => vec![format!("null at {at}")],
        Json::Array(items) => {
            let each = items.iter().enumerate();
            each.flat_map(|(n, item)| nulls(item, format!("{at}/{n}"))).collect()
        }
        Json::Object(keys) => {
            keys.iter().flat_map(|(key, value)| nulls(value, format!("{at}/{key}"))).collect()
        }
        _ => Vec::new(),
    }
}

/// A command on all scenarios at once.
fn on_all(arguments: &[&str]) -> Vec<String> {
    arguments.iter().map(|word| (*word).to_owned()).chain(scenarios()).collect()
}

#[test]
fn every_panel_prints_what_its_schema_says() {
    let outputs = Outputs::new();
    let mut wrong = Vec::new();
    for view in Panel::ALL.map(Panel::name).into_iter().chain(["overview"]) {
        let arguments = on_all(&["show", view]);
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        wrong.extend(outputs.wrong(&format!("show {view}"), &arguments));
    }
    let aside = ["show", "without", "scenarios/idlib-2020.toml", "--without", "sofrep"];
    wrong.extend(outputs.wrong("show without", &aside));
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn every_other_command_prints_what_its_schema_says() {
    let outputs = Outputs::new();
    let mut wrong = Vec::new();
    let mut holds = |name: &str, arguments: &[&str]| {
        let arguments = on_all(arguments);
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        wrong.extend(outputs.wrong(name, &arguments));
    };
    holds("check", &["check"]);
    holds("why", &["why"]);
    holds("why FIGURE", &["why", "attacks-in-window"]);
    holds("window", &["window", "--days", "28"]);
    holds("list", &["list"]);
    for table in ["sources", "places", "actors", "routes", "zones", "bulletins", "attacks"] {
        holds("list TABLE", &["list", table]);
    }
    for scenario in scenarios().iter().filter(|path| path.starts_with("scenarios")) {
        wrong.extend(outputs.wrong("diff", &["diff", "--since", "30d ago", scenario]));
    }
    let folder = "tests/data/feeds/acled";
    let (older, newer) = (format!("{folder}/plain.csv"), format!("{folder}/asc.csv"));
    wrong.extend(outputs.wrong("feed", &["feed", &newer]));
    wrong.extend(outputs.wrong("feed --against", &["feed", &newer, "--against", &older]));
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn a_record_of_every_table_prints_what_its_schema_says() {
    let outputs = Outputs::new();
    let mut wrong = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for scenario in scenarios() {
        let text = fs::read(&scenario).unwrap();
        let Some(loaded) = sitboard::format::load(&text, "").scenario else { continue };
        for table in Table::ALL.iter().filter(|table| **table != Table::Scenario) {
            // Some of each are enough; the last has most to say of what came before.
            let times = seen.iter().filter(|(known, _)| known == table).count();
            let Some(record) = loaded.table(*table).last().filter(|_| times < 3) else { continue };
            seen.insert((*table, scenario.clone()));
            let name = format!("{}:{}", table.name(), record.id);
            let arguments = ["show", &name, &scenario, "--private"];
            wrong.extend(outputs.wrong("show record", &arguments));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
    let tables: std::collections::HashSet<_> = seen.iter().map(|(table, _)| table).collect();
    assert!(tables.len() > 20, "{tables:?}");
}

#[test]
fn the_schema_of_an_output_is_printed_by_its_name() {
    let (code, told, _) = run(&["schema", "--output", "show", "attacks"]);
    let told: Json = serde_json::from_str(&told).unwrap();
    assert_eq!((code, Some(told)), (Some(0), output_schema("show attacks")));
    let (code, _, errors) = run(&["schema", "--output", "chek"]);
    assert_eq!(code, Some(2));
    assert!(errors.contains("did you mean `check`?"), "{errors}");
    for name in output_names() {
        let schema = output_schema(&name).unwrap();
        assert!(described(&schema), "{name}");
    }
}

/// Whether every key of every object says what it means.
fn described(schema: &Json) -> bool {
    match schema {
        Json::Object(keys) => {
            let properties = keys.get("properties").and_then(Json::as_object);
            let all = properties.into_iter().flat_map(|keys| keys.values());
            all.into_iter().all(|key| key["description"].is_string())
                && keys.values().all(described)
        }
        Json::Array(items) => items.iter().all(described),
        _ => true,
    }
}
