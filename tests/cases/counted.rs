//! Rows that count events, rows that are victims, and kinds whose columns say more.

use sitboard::{
    feed::{Deaths, FaultKind, Wanted},
    model::FeedKind,
};

use super::{read, read_as, said};

/// Rows of a list in the order of the board, by what a script reads of them.
fn listed(scenario: &str, filter: Option<&str>) -> Vec<serde_json::Value> {
    let mut words = vec!["show", "attacks", "--hindsight", "--format", "json"];
    words.extend(filter.map(|filter| ["--filter", filter]).into_iter().flatten());
    words.push(scenario);
    let (told, _) = said(&words);
    let all: Result<Vec<serde_json::Value>, _> = match told.trim_start().starts_with('[') {
        true => serde_json::from_str(&told),
        false => told.lines().map(serde_json::from_str).collect(),
    };
    all.unwrap_or_else(|_| panic!("{told}"))
}

fn numbers(rows: &[serde_json::Value]) -> Vec<u64> {
    let mut rows: Vec<u64> = rows.iter().filter_map(|row| row["row"].as_u64()).collect();
    rows.sort_unstable();
    rows
}

#[test]
fn a_row_that_counts_events_weighs_that_many() {
    let columns = [("date", "month"), ("place", "district"), ("kind", "kind"), ("killed", "dead")];
    let columns = columns.map(|(ours, theirs)| (ours.into(), theirs.into())).to_vec();
    let wanted = Wanted {
        kind: Some(FeedKind::Csv),
        columns,
        events: Some("n".into()),
        ..Wanted::default()
    };
    let contents = read_as("aggregates/by-month.csv", &wanted);
    let rows = &contents.rows;
    let events: Vec<u64> = (0..rows.len()).map(|row| rows.events(row)).collect();
    assert_eq!(events, [12, 3, 5, 1, 0]);
    assert_eq!((rows.kept(), rows.sums().best), (5, Some(10)), "killed are as they stand");
    assert_eq!(rows.faults.of(FaultKind::NoEvents), 1, "one that is no number counts as one");
    let (board, _) = said(&["show", "attacks", "--hindsight", "aggregates/s.toml"]);
    assert!(board.contains("f 21 events"), "{board}");
    assert!(board.contains("12 events shelling") && board.contains("1 event shelling"), "{board}");
    let (told, code) = said(&[
        "feed",
        "--events",
        "n",
        "--kind",
        "csv",
        "--column",
        "date=month",
        "aggregates/by-month.csv",
    ]);
    assert!(told.contains("they count 21 events") && code == Some(0), "{told} {code:?}");
    let (told, code) = said(&["feed", "--events", "number", "aggregates/by-month.csv"]);
    assert!(told.contains("it has no column `number`") && code == Some(2), "{told} {code:?}");
}

#[test]
fn victims_of_one_incident_are_one_event() {
    let columns = [("id", "person"), ("date", "date"), ("kind", "kind"), ("place", "place")];
    let columns = columns.map(|(ours, theirs)| (ours.into(), theirs.into())).to_vec();
    let wanted = Wanted { columns, incident: Some("case".into()), ..Wanted::default() };
    let rows = read_as("victims/list.csv", &wanted).rows;
    let standing: Vec<(usize, Deaths)> = (0..rows.len())
        .filter(|row| rows.stands(*row))
        .map(|row| (row, rows.deaths(row)))
        .collect();
    // Of the person that stands twice the later row counts, and the incident stands by its first.
    assert_eq!(
        standing,
        [(0, Deaths::exactly(3)), (2, Deaths::exactly(1)), (5, Deaths::exactly(1))]
    );
    assert_eq!((rows.sums().best, rows.kept()), (Some(5), 5));
    assert_eq!(rows.faults.of(FaultKind::IdMetBefore), 1);

    let wanted = Wanted { incident: Some("case".into()), ..Wanted::default() };
    let rows = read_as("victims/groups.csv", &wanted).rows;
    let standing: Vec<(usize, Deaths)> = (0..rows.len())
        .filter(|row| rows.stands(*row))
        .map(|row| (row, rows.deaths(row)))
        .collect();
    assert_eq!(standing[0], (0, Deaths::exactly(6)), "the sum of their figures");
    // Of one row nobody says how many: at least what the other says.
    assert_eq!(standing[1].1, Deaths { low: Some(1), best: Some(1), high: None });
    assert_eq!(standing.len(), 2);
    let (told, _) = said(&["feed", "--incident", "case", "victims/groups.csv"]);
    assert!(told.contains("2 rows are joined to others of their incident"), "{told}");
}

#[test]
fn present_columns_of_acled_are_used() {
    let contents = read("acled-columns/present.csv");
    let rows = contents.rows;
    let sort = |row: usize| rows.sort(row).unwrap();
    let labels: Vec<&str> = (0..rows.len()).map(|row| sort(row).label.as_str()).collect();
    assert_eq!(
        labels,
        [
            "Shelling/artillery/missile attack",
            "Armed clash",
            "Demonstrations",
            "Political violence",
            "Attack"
        ]
    );
    let classes: Vec<&str> =
        (0..5).map(|row| sort(row).attack.map_or("", |kind| kind.class().word())).collect();
    assert_eq!(classes, ["attack", "attack", "other", "attack", "attack"]);
    assert_eq!(rows.faults.total(), 0);
    let aimed: Vec<bool> = (0..5).map(|row| sort(row).on_civilians).collect();
    assert_eq!(aimed, [true, false, false, false, true]);
    let span = rows.span(2).unwrap().interval().closed().unwrap();
    assert_eq!(
        (span.0.to_string(), span.1.to_string()),
        ("2020-03-01".into(), "2020-03-31".into())
    );
    assert_eq!(numbers(&listed("acled-columns/s.toml", Some("on:civilians"))), [1, 5]);
    assert_eq!(numbers(&listed("acled-columns/s.toml", Some("-on:civilians"))), [2, 3, 4]);
    let (told, _) = said(&["feed", "acled-columns/present.csv"]);
    for column in ["disorder_type", "civilian_targeting", "tags", "time_precision"] {
        assert!(told.contains(&format!("  {column} ")), "{column}: {told}");
    }
}

#[test]
fn tables_of_hapi_are_counts_of_months_and_figures_of_rounds() {
    let contents = read("hapi/conflict.csv");
    assert_eq!(contents.reading.dialect.kind, FeedKind::Hapi);
    let rows = contents.rows;
    let events: Vec<u64> = (0..rows.len()).map(|row| rows.events(row)).collect();
    assert_eq!(events, [12, 4, 3, 0]);
    let span = rows.span(0).unwrap().interval().closed().unwrap();
    assert_eq!(
        (span.0.to_string(), span.1.to_string()),
        ("2020-03-01".into(), "2020-03-31".into())
    );
    let places: Vec<&str> = (0..4).map(|row| rows.site(row).unwrap().name.as_str()).collect();
    assert_eq!(places, ["Ariha", "Ariha", "Jisr Ash Shugur", "Ariha"]);
    assert_eq!(rows.faults.total(), 0);
    let contents = read("hapi/idps.csv");
    assert_eq!(contents.reading.dialect.kind, FeedKind::HapiIdps);
    let (board, _) = said(&["show", "attacks", "--hindsight", "hapi/s.toml"]);
    // Civilian targeting is a part of political violence, and never added to it.
    assert!(board.contains("c 19 events"), "{board}");
    assert!(board.contains("12 events political violence"), "{board}");
    let (board, _) = said(&["show", "displacement", "--hindsight", "hapi/s.toml"]);
    assert!(board.contains("39800") && !board.contains("41200"), "the latest round: {board}");
    assert!(board.contains("2100") && board.contains("SA"), "each assessment: {board}");
}
