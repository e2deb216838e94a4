//! Rows that count events: a later count is a revision of the same row, and each clock has its own.

use std::fs;

use serde_json::{Value as Json, json};

use super::{Bench, HEAD};

const FEED: &str = "[[feed]]\nid = \"f\"\nkind = \"csv\"\npath = \"f.csv\"\nas = \"attacks\"\nevents = \"n\"\n\
    lineage = true\ncolumns = { date = \"month\", place = \"district\", kind = \"kind\", killed = \"dead\" }\n";

/// Read in a month with these rows, and a month later with those.
fn read(old: &[&str], new: &[&str]) -> (Bench, String, String) {
    let bench = Bench::new();
    fs::write(bench.path("s.toml"), [HEAD, FEED].concat()).unwrap();
    let write = |rows: &[&str]| {
        let text = format!("month,district,kind,n,dead\n{}\n", rows.join("\n"));
        fs::write(bench.path("f.csv"), text).unwrap();
        bench.read()
    };
    write(old);
    let first = bench.days_ago(30).to_string();
    write(new);
    let second = bench.lineage().readings()[1].day.to_string();
    (bench, first, second)
}

impl Bench {
    fn events(&self, by: &str) -> u64 {
        let rows = self.counted("2020-04-30", &["--known-by", by]);
        let all = rows.iter().map(|row| row["events"].as_u64().unwrap()).sum();
        let words = ["why", "feed-attacks:f", "s.toml", "--as-of", "2020-04-30", "--known-by", by];
        let (_, told, _) = self.run(&words);
        assert!(told.contains(&format!("\nf attacks: {all}\n")), "{told}");
        all
    }
}

#[test]
fn a_later_count_of_events_is_a_revision_of_the_same_row() {
    let other = "2020-03,Saraqib,shelling,3,0";
    let (bench, first, second) =
        read(&["2020-03,Ariha,shelling,12,7", other], &["2020-03,Ariha,shelling,15,7", other]);
    assert_eq!((bench.events(&first), bench.events(&second)), (15, 18));
    let rows = |by: &str| bench.rows("2020-04-30", &["--known-by", by]);
    let ariha = |rows: &[Json]| {
        let row = rows.iter().find(|row| row["place"] == "Ariha").unwrap();
        (row["events"].clone(), row["state"].clone(), row["was"].clone())
    };
    assert_eq!(ariha(&rows(&first)), (json!(12), json!("told"), Json::Null));
    assert_eq!(ariha(&rows(&second)), (json!(15), json!("revised"), json!({ "events": "12" })));
    let (_, told, _) = bench.run(&["diff", "s.toml", "--as-of", "today", "--since", &first]);
    let line = "revised: shelling in Ariha, Sun 1 Mar 2020 to Tue 31 Mar 2020, events: 12 → 15";
    assert!(told.contains(line), "{told}");
    let sheet = ["report", "s.toml", "--format", "text", "--as-of", "today", "--since", &first];
    let (_, told, _) = bench.run(&sheet);
    assert!(told.contains("f: 1 row revised (events 12 → 15; killed 7, as before)"), "{told}");
}

#[test]
fn a_row_of_many_events_that_is_gone_weighs_what_it_weighed() {
    let other = "2020-03,Saraqib,shelling,3,0";
    let (bench, first, second) = read(&["2020-03,Ariha,shelling,12,7", other], &[other]);
    assert_eq!((bench.events(&first), bench.events(&second)), (15, 3));
    let (_, told, _) = bench.run(&["diff", "s.toml", "--as-of", "today", "--since", &first]);
    assert!(told.contains(": 12 events and 7 → gone"), "{told}");
    let rows = bench.rows("2020-04-30", &["--known-by", &second]);
    let gone = rows.iter().find(|row| row["state"] == "gone").unwrap();
    assert_eq!((&gone["events"], &gone["best"]), (&json!(12), &json!(7)));
}

#[test]
fn rows_that_only_their_counts_tell_apart_are_all_known_from_when_they_were_seen() {
    let rows = ["2020-03,Ariha,shelling,12,7", "2020-03,Ariha,shelling,2,0"];
    let (bench, first, second) =
        read(&rows, &[rows[1], "2020-03,Ariha,shelling,15,7", "2020-03,Ariha,ied,1,0"]);
    assert_eq!((bench.events(&first), bench.events(&second)), (14, 18));
}

#[test]
fn two_downloads_of_counts_are_compared_count_by_count() {
    let (bench, ..) = read(&["2020-03,Ariha,shelling,12,7"], &["2020-03,Ariha,shelling,15,7"]);
    let write = |name: &str, n: u32| {
        let text = format!("date,place,kind,events,killed\n2020-03,Ariha,ied,{n},7\n");
        fs::write(bench.path(name), text).unwrap();
    };
    write("old.csv", 12);
    write("new.csv", 15);
    let words = ["feed", "new.csv", "--against", "old.csv", "--kind", "csv"];
    let (code, told, said) = bench.run(&words);
    assert_eq!((code, said.as_str()), (1, ""), "{told}");
    assert!(
        told.contains("        1  revised; 12 events → 15 events; killed 7, as before\n"),
        "{told}"
    );
    assert!(told.contains("      events: 12 → 15\n"), "{told}");
}

#[test]
fn a_row_of_many_events_is_no_record() {
    let (bench, ..) = read(&["2020-03,Ariha,shelling,12,7"], &["2020-03,Ariha,shelling,15,7"]);
    let text =
        "date,place,kind,events,killed\n2020-03-04,Ariha,ied,12,7\n2020-03-05,Ariha,ied,1,2\n";
    fs::write(bench.path("f.csv"), text).unwrap();
    let (_, made, told) = bench.run(&["import", "f.csv", "--kind", "csv"]);
    assert!(
        told.contains("it counts 12 events, and a record is one; the row is left out"),
        "{told}"
    );
    assert!(told.contains("1 row taken over as records"), "{told}");
    assert!(made.contains("date = 2020-03-05") && !made.contains("2020-03-04"), "{made}");
}
