//! Rows that are gone or revised, wherever rows are shown: they count on the days before, and then no
//! more.

use std::fs;

use serde_json::{Value as Json, json};

use super::{Bench, Download, scenario};

/// Two readings: of the second one row is gone, and another killed more in another place.
fn read_twice() -> (Bench, String, String) {
    let bench = Bench::new();
    fs::write(bench.path("s.toml"), scenario("ucdp-ged", "lineage = true\n")).unwrap();
    Download::whole().write(&bench.path("f.csv"));
    bench.read();
    let first = bench.days_ago(30).to_string();
    let later = Download::whole().without(&["266907"]).with("270055", "best", "4");
    let later = later.with("270055", "high", "4");
    later.with("270055", "where_coordinates", "Elsewhere").write(&bench.path("f.csv"));
    bench.read();
    let second = bench.lineage().readings()[1].day.to_string();
    (bench, first, second)
}

fn of<'a>(rows: &'a [Json], place: &str, day: &str) -> &'a Json {
    let is_it = |row: &&Json| row["place"] == place && row["first"] == day;
    rows.iter().find(is_it).unwrap_or_else(|| panic!("no row of {place}"))
}

#[test]
fn scripts_are_told_the_state_of_a_row_and_what_it_was() {
    let (bench, first, second) = read_twice();
    let rows = |by: &str| bench.rows("2018-11-12", &["--known-by", by]);
    let (then, now) = (rows(&first), rows(&second));
    assert_eq!(then.len(), now.len(), "one that is gone stays in the list");
    let place = "Ein Laroz town";
    let (told, gone) = (of(&then, place, "2018-10-15"), of(&now, place, "2018-10-15"));
    assert_eq!(
        (&told["state"], &told["gone"], &told["best"]),
        (&json!("told"), &Json::Null, &json!(1))
    );
    assert_eq!((&gone["state"], &gone["best"]), (&json!("gone"), &json!(1)));
    assert_eq!(gone["gone"], json!({ "after": first, "by": second }));
    let (told, revised) =
        (of(&then, "Sarmin town", "2018-11-12"), of(&now, "Elsewhere", "2018-11-12"));
    assert_eq!(
        (&told["state"], &told["was"], &told["best"]),
        (&json!("told"), &Json::Null, &json!(1))
    );
    assert_eq!((&revised["state"], &revised["best"]), (&json!("revised"), &json!(4)));
    assert_eq!(revised["was"], json!({ "killed": "1", "most": "1", "place": "Sarmin town" }));
    // The latest first, those among them that are gone too.
    let days: Vec<&str> = now.iter().map(|row| row["first"].as_str().unwrap()).collect();
    assert!(days.is_sorted_by(|one, next| one >= next), "{days:?}");
    // Without readings nothing is said of either.
    fs::write(bench.path("s.toml"), scenario("ucdp-ged", "")).unwrap();
    let plain = bench.rows("2018-11-12", &["--hindsight"]);
    assert!(plain.iter().all(|row| row["state"].is_null()) && plain.len() == now.len() - 1);
}

#[test]
fn the_map_shows_a_row_that_is_gone_as_what_was_taken_back() {
    let (bench, first, second) = read_twice();
    let list = |by: &str| {
        let words = ["show", "map", "s.toml", "--as-of", "2018-11-12", "--known-by", by];
        let (code, told, said) = bench.run(&words);
        assert_eq!((code, said.as_str()), (0, ""), "{told}");
        let line = told.lines().find(|line| line.contains("Ein Laroz")).map(str::to_owned);
        line.unwrap_or_else(|| panic!("{told}"))
    };
    assert!(!list(&first).contains("gone"), "{}", list(&first));
    assert!(list(&second).contains("gone; "), "{}", list(&second));
    let drawn = |by: &str, keys: &str| {
        let words = ["render", "s.toml", "--as-of", "2018-11-12", "--size", "120x40"];
        let map = ["--panel", "map", "--known-by", by, "--keys", keys];
        let (code, told, said) = bench.run(&[&words[..], &map].concat());
        assert_eq!((code, said.as_str()), (0, ""), "{told}");
        told
    };
    let told = drawn(&second, "/Ein Laroz<Enter>");
    assert!(told.contains("gone, seen between "), "{told}");
    assert!(!drawn(&first, "/Ein Laroz<Enter>").contains("gone, seen between "));
}

#[test]
fn a_word_is_found_in_rows_that_are_gone_and_in_what_rows_said_then() {
    let (bench, first, second) = read_twice();
    let found = |by: &str, word: &str| {
        let told = bench.page(&["--known-by", by], &format!("/{word}<Enter>"));
        let notice = told.lines().find(|line| line.contains("of the feeds' files have it"));
        let chosen = told.lines().find(|line| line.contains('▸')).map(str::to_owned);
        (notice.is_some(), chosen.unwrap_or_default(), told)
    };
    let (is_found, chosen, told) = found(&second, "Laroz");
    assert!(is_found && chosen.contains("Laroz") && chosen.contains("gone"), "{told}");
    let (is_found, chosen, told) = found(&first, "Laroz");
    assert!(is_found && chosen.contains("Laroz") && !chosen.contains("gone"), "{told}");
    assert!(!found(&first, "Elsewhere").1.contains("Elsewhere"));
    let (_, chosen, told) = found(&second, "Elsewhere");
    assert!(chosen.contains("Elsewhere") && chosen.contains("4 ≠"), "{told}");
}

const PEOPLE: &str = "[[feed]]\nid = \"f\"\nkind = \"csv\"\npath = \"f.csv\"\nas = \"displacement\"\n\
    lineage = true\ncolumns = { date = \"day\", place = \"district\", measure = \"what\", count = \"n\" }\n";

#[test]
fn a_figure_of_people_that_is_gone_is_struck_through_and_the_one_before_stands() {
    let bench = Bench::new();
    fs::write(bench.path("s.toml"), [super::HEAD, PEOPLE].concat()).unwrap();
    let head = "day,district,what,n\n";
    let round = |day: &str, place: &str, n: u32| format!("{day},{place},displaced,{n}\n");
    let old = [round("2020-02-01", "Ariha", 41_200), round("2020-03-01", "Ariha", 39_800)].concat();
    let other = |n| round("2020-03-01", "Saraqib", n);
    fs::write(bench.path("f.csv"), [head, &old, &other(500)].concat()).unwrap();
    bench.read();
    let first = bench.days_ago(30).to_string();
    let new = [head, &round("2020-02-01", "Ariha", 41_200), &other(700)].concat();
    fs::write(bench.path("f.csv"), new).unwrap();
    bench.read();
    let second = bench.lineage().readings()[1].day.to_string();
    let page = |by: &str| {
        let words = ["render", "s.toml", "--as-of", "2020-03-05", "--size", "120x40"];
        let panel = ["--panel", "displacement", "--known-by", by];
        let (code, told, said) = bench.run(&[&words[..], &panel].concat());
        assert_eq!((code, said.as_str()), (0, ""), "{told}");
        told
    };
    let (then, now) = (page(&first), page(&second));
    let line = |page: &str, n: &str| page.lines().any(|line| line.contains(n));
    assert!(line(&then, "39800") && !line(&then, "41200") && !line(&then, "gone"), "{then}");
    assert!(
        line(&now, "41200") && line(&now, "39800 gone") && line(&now, "700 ≠ was 500"),
        "{now}"
    );
    let words = ["diff", "s.toml", "--as-of", "today", "--since", &first];
    let (_, told, _) = bench.run(&words);
    for line in [
        "revised: displaced in Saraqib, Sun 1 Mar 2020, people: 500 → 700",
        "withdrawn: displaced in Ariha, Sun 1 Mar 2020: 39800 → gone",
    ] {
        assert!(told.contains(line), "{line}\n{told}");
    }
    let words = ["show", "displacement", "s.toml", "--format", "json", "--as-of", "2020-03-05"];
    let (_, told, _) = bench.run(&[&words[..], &["--known-by", &second]].concat());
    let told: Vec<Json> = serde_json::from_str(&told).unwrap();
    let states: Vec<(&Json, &Json)> =
        told.iter().map(|row| (&row["best"], &row["state"])).collect();
    assert!(states.contains(&(&json!(39_800), &json!("gone"))), "{states:?}");
    assert!(states.contains(&(&json!(700), &json!("revised"))), "{states:?}");
}

#[test]
fn the_list_of_changes_tells_of_rows_that_were_revised_and_withdrawn() {
    let (bench, _, second) = read_twice();
    let words = ["render", "s.toml", "--size", "200x60", "--as-of", &second];
    let (code, told, said) = bench.run(&[&words[..], &["--keys", "d"]].concat());
    assert_eq!((code, said.as_str()), (0, ""), "{told}");
    for words in ["revised: non-state in Elsewhere", "withdrawn: one-sided in Ein Laroz town"] {
        assert!(told.contains(words), "{words}\n{told}");
    }
}
