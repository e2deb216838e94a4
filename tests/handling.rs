//! What leaves the desk bears the strictest mark of what is in it; a record's own outranks the
//! scenario's.

use std::process::Command;

use serde_json::Value as Json;

const FILE: &str = "tests/data/valid/handling.toml";

fn told(arguments: &[&str], day: &str) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_sitboard"))
        .args(arguments)
        .args(["--as-of", day, FILE])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("XDG_STATE_HOME", std::env::temp_dir().join("sitboard-handling-state"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{arguments:?}: {output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// The rows of a panel, by id.
fn rows(panel: &str, day: &str) -> Vec<(String, String)> {
    let lines = told(&["show", panel, "--format", "json"], day);
    let rows: Vec<Json> = match serde_json::from_str(&lines) {
        Ok(Json::Array(rows)) => rows,
        _ => lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect(),
    };
    let text = |row: &Json, key: &str| row[key].as_str().unwrap_or_default().to_owned();
    rows.iter().map(|row| (text(row, "id"), text(row, "handling"))).collect()
}

#[test]
fn what_leaves_bears_the_strictest_mark_of_what_shows_by_then() {
    // The marks rise as records become known: the one of an account on the day it is said.
    let marks = [
        ("2024-01-02", "TLP:GREEN"),
        ("2024-01-05", "TLP:AMBER"),
        ("2024-01-09", "TLP:RED"),
        ("2024-01-10", "TLP:RED; Mission only"),
    ];
    let ways: [&[&str]; 8] = [
        &["show", "overview"],
        &["show", "attacks"],
        &["show", "timeline"],
        &["report", "--format", "text"],
        &["report", "--format", "md", "--appendix"],
        &["window"],
        &["why", "attacks"],
        &["render", "--size", "120x40"],
    ];
    for (day, mark) in marks {
        for way in ways {
            let text = told(way, day);
            assert!(text.contains(mark), "{way:?} on {day} has no {mark}:\n{text}");
            let milder = marks.iter().filter(|(other, _)| *other < day);
            for (_, milder) in milder.filter(|(_, milder)| !mark.contains(milder)) {
                let head: String = text.lines().take(12).collect();
                assert!(!head.contains(milder), "{way:?} on {day} says {milder}:\n{text}");
            }
        }
    }
}

#[test]
fn a_records_own_mark_outranks_the_scenarios() {
    let has = |rows: &[(String, String)], id: &str, mark: &str| {
        assert!(rows.contains(&(id.to_owned(), mark.to_owned())), "{id} {mark}: {rows:?}");
    };
    let then = rows("attacks", "2024-01-05");
    has(&then, "open", "TLP:CLEAR");
    has(&then, "by-mission", "TLP:AMBER");
    has(&then, "plain", "TLP:GREEN");
    has(&rows("attacks", "2024-01-09"), "plain", "TLP:RED");
    has(&rows("events", "2024-01-10"), "local", "Mission only");
}

#[test]
fn evidence_goes_with_the_mark_of_its_record() {
    let text = told(&["show", "attacks", "--format", "json"], "2024-01-05");
    let rows: Vec<Json> = match serde_json::from_str(&text) {
        Ok(Json::Array(rows)) => rows,
        _ => text.lines().map(|line| serde_json::from_str(line).unwrap()).collect(),
    };
    let row = rows.iter().find(|row| row["id"] == "by-mission").unwrap();
    assert_eq!(row["evidence"][0]["file"], "evidence/device.jpg");
    assert_eq!(row["handling"], "TLP:AMBER");
    let plain = told(&["show", "attacks"], "2024-01-05");
    assert!(
        plain.contains("Handling: TLP:AMBER") && plain.contains("evidence/device.jpg"),
        "{plain}"
    );
}

#[test]
fn each_feature_bears_its_own_and_the_collection_the_strictest() {
    let collection: Json =
        serde_json::from_str(&told(&["export", "--format", "geojson"], "2024-01-05")).unwrap();
    assert_eq!(collection["handling"], "TLP:AMBER");
    let marks: Vec<&str> = collection["features"]
        .as_array()
        .unwrap()
        .iter()
        .map(|feature| feature["properties"]["handling"].as_str().unwrap())
        .collect();
    assert_eq!(marks, ["TLP:AMBER", "TLP:GREEN", "TLP:CLEAR"], "the latest first");
}

#[test]
fn a_filter_finds_what_is_to_be_handled_so() {
    let found = |filter: &str| {
        let text = told(&["show", "attacks", "--filter", filter], "2024-01-09");
        ["Shelling", "IED", "Ambush"].map(|kind| text.contains(kind))
    };
    assert_eq!(found("handling:red"), [false, false, true]);
    assert_eq!(found("-handling:red"), [true, true, false]);
    assert_eq!(found("handling:tlp:amber"), [false, true, false]);
}
