//! The window table: the daily reports of Donbas day by day in both clocks, and the command that
//! prints it.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use sitboard::board::{
    Board, Clock, Knowledge, LoadedFile, Query, Register, ToldCount, WindowRow, WindowTable,
};
use sitboard::model::{Bounds, Day, later};

const DONBAS: &str = include_str!("../scenarios/donbas-2020.toml");
const REPORTS: &str = include_str!("data/donbas-window.csv");

// ---------------------------------------------------------------------- Donbas, day by day

/// What the mission's reports print of one period.
struct Period {
    day: Day,
    days: i64,
    issued: Option<Day>,
    total: Option<u64>,
    donetsk: Option<u64>,
    luhansk: Option<u64>,
    running: Option<u64>,
    check: &'static str,
}

fn periods() -> Vec<Period> {
    let lines = REPORTS.lines().filter(|line| !line.starts_with('#')).skip(1);
    let period = |line: &'static str| {
        let cells: Vec<&str> = line.split(',').collect();
        let number = |n: usize| cells[n].parse().ok();
        Period {
            day: cells[0].parse().unwrap(),
            days: cells[1].parse().unwrap(),
            issued: cells[2].parse().ok(),
            total: number(3),
            donetsk: number(4),
            luhansk: number(5),
            running: number(6),
            check: cells[7],
        }
    };
    lines.map(period).collect()
}

fn donbas(clock: Clock) -> Board {
    let index = LoadedFile::read(DONBAS.as_bytes(), "donbas").index.unwrap();
    Board::new(index, clock, Query::default())
}

/// The row of the mission's violations in a place, all kinds together; without a place the total.
fn row(board: &Board, days: i64, place: Option<&str>) -> Option<WindowRow> {
    let rows = WindowTable::of(board, days).rows.into_iter();
    let mut of_place = rows.filter(|row| row.kind.is_none() && row.place.as_deref() == place);
    let row = of_place.next();
    assert!(of_place.next().is_none(), "one row of {place:?}");
    row
}

fn count(board: &Board, days: i64, place: Option<&str>) -> Option<ToldCount> {
    row(board, days, place)?.count
}

fn exactly(told: Option<&ToldCount>) -> Option<u64> {
    let told = told?;
    let Bounds { low, high } = told.count;
    Some(low).filter(|_| high == Some(low) && told.reported.n == told.reported.of)
}

/// What the board's table says of a period against what the reports print.
fn assert_reproduces(board: &Board, period: &Period, clock: &str) {
    let what = format!("{}, {clock}", period.day);
    assert_eq!(WindowTable::of(board, period.days).last, period.day, "{what}");
    let regions = [("donetsk", period.donetsk), ("luhansk", period.luhansk)];
    for (place, printed) in regions {
        if printed.is_some() {
            let told = count(board, period.days, Some(place));
            assert_eq!(exactly(told.as_ref()), printed, "{what}: {place}");
        }
    }
    let sum = period.donetsk.zip(period.luhansk).map(|(a, b)| a + b);
    let total = row(board, period.days, None).unwrap();
    if let Some(printed) = period.total.or(sum) {
        assert_eq!(exactly(total.count.as_ref()), Some(printed), "{what}: total");
    }
    if let Some(printed) = period.running {
        assert_eq!(exactly(total.running.as_ref()), Some(printed), "{what}: running");
        let figure = total.printed.unwrap();
        assert_eq!(
            (figure.day, figure.count.clone()),
            (period.day, sitboard::model::Count::exactly(printed))
        );
        let words = figure.to_string();
        assert!(words.contains(period.check), "{what}: {words}");
    }
}

#[test]
fn known_then_the_table_is_that_of_the_day_before_and_as_the_report_of_that_day_has_it() {
    for period in periods() {
        let next = later(period.day, 1).unwrap();
        let then = donbas(Clock::then(next));
        if period.issued.is_none_or(|issued| issued == next) {
            assert_reproduces(&then, &period, "known then");
            continue;
        }
        // ToldCount a day late, as the figure "for the previous day".
        assert_eq!(count(&then, 1, None), None, "{}: nobody has reported yet", period.day);
        let knowledge = Knowledge::By(period.issued.unwrap());
        let late = donbas(Clock { as_of: period.day, knowledge });
        assert_reproduces(&late, &period, "known when it was issued");
    }
}

#[test]
fn in_hindsight_the_table_is_that_of_the_day_itself() {
    for period in periods() {
        let clock = Clock { as_of: period.day, knowledge: Knowledge::Hindsight };
        assert_reproduces(&donbas(clock), &period, "in hindsight");
    }
}

#[test]
fn a_day_without_a_report_is_told_apart_from_a_day_with_a_reported_zero() {
    let periods: BTreeMap<Day, Period> =
        periods().into_iter().map(|period| (period.day, period)).collect();
    let mut day: Day = "2020-07-27".parse().unwrap();
    let (mut zeros, mut silent) = (0, 0);
    while day < "2021-09-03".parse().unwrap() {
        let board = donbas(Clock { as_of: day, knowledge: Knowledge::Hindsight });
        let told = count(&board, 1, None);
        let words = told.as_ref().map_or("no report".to_owned(), ToldCount::to_string);
        match periods.get(&day).filter(|period| period.days == 1 && period.donetsk.is_some()) {
            Some(_) => zeros += u64::from(words == "0"),
            None if day == "2020-07-27".parse().unwrap() => assert_eq!(words, "111"),
            // Reports of several days reach over some days of which nothing else is on file.
            None if words != "no report" => {
                assert!(words.starts_with("up to "), "{day}: {words}");
                assert_eq!(told.unwrap().reported.n, 0, "{day}");
            }
            None => silent += 1,
        }
        day = later(day, 1).unwrap();
    }
    assert_eq!(zeros, 4, "7 August, 9 and 15 September, 13 October");
    assert_eq!(silent, 369);
}

// ---------------------------------------------------------------------- the command

/// Runs `sitboard window` in a folder of its own; the exit code and both streams.
fn window(arguments: &[&str]) -> (i32, String, String) {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [("donbas.toml", DONBAS), ("odd.toml", ODD), ("broken.toml", "format = ")] {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_sitboard"));
    let output = command.arg("window").args(arguments).current_dir(&folder).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn printed(arguments: &[&str]) -> String {
    let (code, out, errors) = window(arguments);
    assert_eq!((code, errors.as_str()), (0, ""), "{arguments:?}");
    out
}

fn rows(arguments: &[&str]) -> Vec<serde_json::Value> {
    serde_json::from_str(&printed(&[arguments, &["--format", "json"]].concat())).unwrap()
}

/// A scenario whose words a spreadsheet would compute.
const ODD: &str = r#"
format = 1
scenario = { id = "odd", title = "=1+1", handling = "@TLP" }
source = [{ id = "press", name = "Press", kind = "media" }]
[[tally]]
id = "one"
date = 2020-02-01
of = "=HYPERLINK(\"http://example.org\", \"violations\")"
count = "unknown"
by_kind = { "-2+3" = 4, "+1" = "several", "shots, mostly" = 3 }
source = "press"
published = 2020-02-01
"#;

#[test]
fn the_table_says_what_it_is_a_table_of() {
    let out = printed(&["donbas.toml", "--as-of", "2020-08-08"]);
    let wanted = "\
Donbas: ceasefire of 27 July 2020
donbas-2020, donbas.toml
Handling: TLP:CLEAR.
Window: Fri 7 Aug 2020, 1 day.
Before: Thu 6 Aug 2020, 1 day.
Running: since Mon 27 Jul 2020.
Reporting days end at 19:30, Europe/Kyiv.
As of Sat 8 Aug 2020, known then.

                                        count     before       running    days

ceasefire violations, counted by OSCE SMM
  Running as printed for Fri 7 Aug 2020: 256, agrees with the 256 printed for
  Thu 6 Aug 2020 and the days since; the whole cannot be checked: 5 of 12 days
  have a total.
  total                                     0          5           256  1 of 1
  explosion                                 0  no report   at least 44  1 of 1
  small-arms                                0  no report  at least 180  1 of 1
  undetermined                              0  no report    at least 1  1 of 1
  Donetsk region                            0          5  at least 120  1 of 1
    explosion                               0  no report   at least 21  1 of 1
  Luhansk region                            0          0    at least 2  1 of 1
";
    assert!(out.starts_with(wanted), "{out}");
    assert!(out.lines().all(|line| line.chars().count() <= 78), "{out}");
}

#[test]
fn the_clock_moves_the_end_of_the_window() {
    let ends = |arguments: &[&str]| {
        let rows = rows(&[&["donbas.toml", "--as-of", "2020-08-07"], arguments].concat());
        (rows[0]["last"].clone(), rows[0]["count"].clone(), rows[0]["reported_days"]["n"].clone())
    };
    let five = serde_json::json!({ "low": 5, "high": 5 });
    let zero = serde_json::json!({ "low": 0, "high": 0 });
    assert_eq!(ends(&[]), ("2020-08-06".into(), five, 1.into()));
    assert_eq!(ends(&["--hindsight"]), ("2020-08-07".into(), zero.clone(), 1.into()));
    assert_eq!(ends(&["--known-by", "2020-08-08"]), ("2020-08-07".into(), zero, 1.into()));
}

#[test]
fn a_row_of_json_has_its_keys_and_leaves_out_what_nobody_reports() {
    let rows = rows(&["donbas.toml", "--as-of", "2020-08-08"]);
    let keys: Vec<&String> = rows[0].as_object().unwrap().keys().collect();
    let wanted = [
        "of",
        "by",
        "count",
        "previous",
        "last_told",
        "running",
        "reported_days",
        "first",
        "last",
        "scenario",
        "file",
        "handling",
        "as_of",
        "clock",
    ];
    assert_eq!(keys, wanted);
    let totals: Vec<_> =
        rows.iter().filter(|row| row["place"].is_null() && row["kind"].is_null()).collect();
    assert_eq!(totals.len(), 1);
    assert_eq!(totals[0]["by"], "osce");
    assert_eq!(
        (&totals[0]["running"]["low"], &totals[0]["running"]["high"]),
        (&256.into(), &256.into())
    );
    assert_eq!(totals[0]["running"]["printed"]["text"], "256");
    let check = totals[0]["running"]["printed"]["check"].as_str().unwrap();
    assert!(check.contains("cannot be checked: 5 of 12 days"), "{check}");
    let explosions = rows.iter().find(|row| row["kind"] == "explosion").unwrap();
    assert_eq!(explosions["previous"], serde_json::Value::Null);
}

#[test]
fn a_spreadsheet_gets_text_and_no_formulas() {
    let out = printed(&["donbas.toml", "--as-of", "2020-08-08", "--format", "csv"]);
    let mut lines = out.lines();
    let head = lines.next().unwrap();
    assert!(head.starts_with("of,by,place,kind,count,so_far,previous,running,reported_days"));
    assert!(head.ends_with(",clock,without"), "nobody's word is put aside: its cells are empty");
    assert_eq!(
        lines.next().unwrap(),
        "ceasefire violations,osce,,,0,,5,256,1 of 1,,,2020-08-07,2020-08-07,donbas-2020,donbas.toml,TLP:CLEAR,2020-08-08,known then,"
    );
    let out = printed(&["odd.toml", "--as-of", "2020-02-02", "--format", "csv"]);
    let of = "\"'=HYPERLINK(\"\"http://example.org\"\", \"\"violations\"\")\"";
    for wanted in [
        format!("{of},press,,,at least 9,,no report,,1 of 1,"),
        format!("{of},press,,'+1,several,"),
        format!("{of},press,,'-2+3,4,"),
        format!("{of},press,,\"shots, mostly\",3,"),
    ] {
        assert!(out.lines().any(|line| line.starts_with(&wanted)), "{wanted}\n{out}");
    }
    assert!(
        out.lines()
            .skip(1)
            .all(|line| line.ends_with(",odd,odd.toml,'@TLP,2020-02-02,known then,")),
        "{out}"
    );
    let text = printed(&["odd.toml", "--as-of", "2020-02-02"]);
    assert!(text.contains("No total is on file, so that parts stand in for it: total."), "{text}");
    assert!(text.contains("no agreement has begun"), "{text}");
}

#[test]
fn kinds_are_read_as_the_lists_say_them_and_named_by_their_words() {
    let asked = ["--scenario", "idlib-2020", "--as-of", "2020-08-14", "--days", "28"];
    let kinds: BTreeSet<String> = rows(&asked)
        .iter()
        .filter(|row| row["by"].is_null())
        .filter_map(|row| Some(row["kind"].as_str()?.to_owned()))
        .collect();
    assert!(["ied", "rpg", "unspecified"].iter().all(|kind| kinds.contains(*kind)), "{kinds:?}");
    let text = printed(&asked);
    let names: BTreeSet<&str> =
        text.lines().filter_map(|line| line.trim().split("  ").next()).collect();
    assert!(
        ["IED", "RPG", "attack, kind not told"].iter().all(|name| names.contains(name)),
        "{text}"
    );
    assert!(
        !["ied", "rpg", "vbied", "unspecified"].iter().any(|code| names.contains(code)),
        "{text}"
    );
    let idlib = include_str!("../scenarios/idlib-2020.toml");
    let index = LoadedFile::read(idlib.as_bytes(), "idlib-2020").index.unwrap();
    let board = Board::new(index, Clock::then("2020-08-14".parse().unwrap()), Query::default());
    let of_ieds = Register::new(&board).named("window-running:attacks/ied").unwrap();
    assert_eq!(of_ieds.labels.short, "attacks, IED");
}

#[test]
fn several_scenarios_are_printed_one_after_the_other() {
    let file = |name: &str| format!("{}/scenarios/{name}", env!("CARGO_MANIFEST_DIR"));
    let files = ["idlib-2020.toml", "donbas-2020.toml", "hodeidah-2018.toml"].map(file);
    let [idlib, donbas, hodeidah] = &files;
    let built_in = rows(&[idlib, donbas, hodeidah, "--days", "7"]);
    let mut scenarios: Vec<&str> =
        built_in.iter().map(|row| row["scenario"].as_str().unwrap()).collect();
    scenarios.dedup();
    assert_eq!(scenarios, ["idlib-2020", "donbas-2020", "hodeidah-2018"]);
    let csv = printed(&[idlib, donbas, "--format", "csv"]);
    assert_eq!(csv.lines().filter(|line| line.starts_with("of,by,")).count(), 1, "one header");
    assert_eq!(
        printed(&["--scenario", "donbas-2020"]).lines().next(),
        Some("Donbas: ceasefire of 27 July 2020")
    );
}

#[test]
fn what_cannot_be_done_is_told_with_exit_code_2() {
    for (arguments, said) in [
        (&["donbas.toml", "--as-of", "31 feb"][..], "`31 feb`: there is no such day"),
        (&["donbas.toml", "--days", "0"], "0 is not in 1..=3660"),
        (&["donbas.toml", "--known-by", "2020-08-01", "--hindsight"], "cannot be used with"),
        (&["broken.toml"], "does not load"),
        (&["nowhere.toml"], "nowhere.toml"),
    ] {
        let (code, _, errors) = window(arguments);
        assert_eq!(code, 2, "{arguments:?}");
        assert!(errors.contains(said), "{arguments:?}: {errors}");
    }
}

#[test]
fn a_kind_of_ones_own_travels_with_its_name_and_codes() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/valid/own-kinds.toml");
    let asked = [file, "--as-of", "2024-12-02", "--days", "7"];
    let rows = rows(&asked);
    let of_kind = rows.iter().find(|row| row["kind"] == "water-cut").expect("a row of its kind");
    assert_eq!(of_kind["kind_name"], "Water cut off");
    assert_eq!(of_kind["codes"], serde_json::json!({ "acled": "Other", "mission": "4.2" }));
    let csv = printed(&[&asked[..], &["--format", "csv"]].concat());
    let mut lines = csv.lines();
    let head = "of,by,place,kind,count,so_far,previous,running,reported_days,kind_name,codes,first";
    assert!(lines.next().unwrap().starts_with(head), "{csv}");
    let told = lines.find(|line| line.contains(",water-cut,")).unwrap();
    assert!(told.contains("Water cut off") && told.contains("mission"), "{told}");
}
