//! What changes from one download of a feed to the next, told from real files: the rows of UCDP GED
//! for Idlib, cut and revised here by a program of another make.

mod again;
mod counted;
mod large;
mod shown;

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use serde_json::{Value as Json, json};
use sitboard::{
    feed::{EventState, EventStep, Lineage, SeenWithin},
    model::{Day, later},
};
use xxhash_rust::xxh3::xxh3_64;

/// A download in the making: its columns and its rows by id, in the order of the file.
struct Download {
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Download {
    fn whole() -> Download {
        let path = "tests/data/feeds/ucdp/ucdp_ged_syria_idlib_2018-09_2019-12.csv";
        let mut reader = csv::Reader::from_path(path).unwrap();
        let text = |record: csv::StringRecord| record.iter().map(str::to_owned).collect();
        let columns = text(reader.headers().unwrap().clone());
        Download { columns, rows: reader.records().map(|record| text(record.unwrap())).collect() }
    }

    fn column(&self, name: &str) -> usize {
        self.columns.iter().position(|column| column == name).unwrap()
    }

    /// Without the rows of these ids.
    fn without(mut self, ids: &[&str]) -> Download {
        self.rows.retain(|row| !ids.contains(&row[0].as_str()));
        self
    }

    /// Only rows that begin on that day or later.
    fn from(mut self, day: &str) -> Download {
        let at = self.column("date_start");
        self.rows.retain(|row| row[at].as_str() >= day);
        self
    }

    /// With other text in a cell.
    fn with(mut self, id: &str, column: &str, text: &str) -> Download {
        let at = self.column(column);
        let row = self.rows.iter_mut().find(|row| row[0] == id).unwrap();
        row[at] = text.to_owned();
        self
    }

    fn write(&self, path: &Path) {
        let mut writer = csv::Writer::from_path(path).unwrap();
        writer.write_record(&self.columns).unwrap();
        self.rows.iter().for_each(|row| writer.write_record(row).unwrap());
        writer.flush().unwrap();
    }
}

struct Bench(tempfile::TempDir);

impl Bench {
    fn new() -> Bench {
        Bench(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// The exit code, what is printed, and what is said.
    fn run(&self, words: &[&str]) -> (i32, String, String) {
        let output = Command::new(env!("CARGO_BIN_EXE_sitboard"))
            .args(words)
            .current_dir(self.0.path())
            .env("XDG_STATE_HOME", self.path("state"))
            .env("XDG_CACHE_HOME", self.path("cache"))
            .env("XDG_CONFIG_HOME", self.path("config"))
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
    }
}

/// What came a month later: a window that begins later, a row that came late, one revised in a
/// figure, one in a headline, one withdrawn.
fn november() -> Download {
    Download::whole()
        .from("2018-09-03")
        .without(&["268583"])
        .with("270055", "best", "4")
        .with("270055", "high", "4")
        .with("268732", "source_headline", "Another headline")
}

#[test]
fn two_downloads_are_compared_row_by_row_and_field_by_field() {
    let bench = Bench::new();
    Download::whole().without(&["319398"]).write(&bench.path("october.csv"));
    november().write(&bench.path("november.csv"));
    let words = ["feed", "november.csv", "--against", "october.csv"];
    let (code, told, said) = bench.run(&words);
    assert_eq!((code, said.as_str()), (1, ""));
    let wanted = "\
older  october.csv: 698 rows, 2018-09-01 to 2019-12-01; killed 2835 (least 2703, most 3043)
newer  november.csv: 696 rows, 2018-09-04 to 2019-12-01; killed 2831 (least 2696, most 3039)
        1  new, 1 of them of days that the older covers; killed 2
        2  revised; killed 10 → 13 (least 10, most 13)
        1  gone; killed 5
        2  outside of what the newer covers; killed 4
      693  as they were

revised
  268732  2018-11-02  state-based  Jarjanaz town  killed 9
";
    assert!(told.starts_with(wanted), "{told}");
    for line in [
        "  270055  2018-11-12  non-state  Sarmin town  killed 4\n      best: 1 → 4\n      high: 1 → 4\n",
        " → Another headline\n",
        "\nnew\n  319398  2019-04-25  state-based  Biksarya village  killed 2\n",
        "\ngone\n  268583  2018-11-01  state-based  Sarjah village  killed 5\n",
        "\noutside of what the newer covers\n  263090  2018-09-01  state-based  Badama town  killed 2\n",
    ] {
        assert!(told.contains(line), "{line}{told}");
    }
    let (code, told, _) = bench.run(&[&words[..], &["--format", "json"]].concat());
    let told: Json = serde_json::from_str(&told).unwrap();
    assert_eq!((code, &told["same"], &told["late"]), (1, &json!(693), &json!(1)));
    assert_eq!(told["older"]["killed"], json!({ "low": 2703, "best": 2835, "high": 3043 }));
    let revised: BTreeMap<&str, &Json> = told["revised"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| (row["id"].as_str().unwrap(), &row["changes"]))
        .collect();
    assert_eq!(
        revised["270055"],
        &json!([
            { "field": "best", "old": "1", "new": "4" },
            { "field": "high", "old": "1", "new": "4" },
        ])
    );
    assert_eq!(revised["268732"][0]["field"], "source_headline");
    let ids = |list: &str| -> Vec<String> {
        told[list].as_array().unwrap().iter().map(|row| row["id"].to_string()).collect()
    };
    assert_eq!(ids("gone"), ["\"268583\""]);
    assert_eq!(ids("outside"), ["\"263090\"", "\"263126\""]);
}

#[test]
fn files_that_say_the_same_differ_in_nothing_and_trouble_is_2() {
    let bench = Bench::new();
    let mut backwards = Download::whole();
    Download::whole().write(&bench.path("a.csv"));
    backwards.rows.reverse();
    backwards.write(&bench.path("b.csv"));
    let (code, told, _) = bench.run(&["feed", "a.csv", "--against", "b.csv"]);
    assert_eq!(code, 0, "{told}");
    assert!(told.ends_with("      699  as they were\n"), "{told}");
    let (code, _, said) = bench.run(&["feed", "a.csv", "--against", "none.csv"]);
    assert_eq!((code, said.as_str()), (2, "sitboard: none.csv: there is no such file\n"));
}

#[test]
fn a_row_that_was_only_stamped_anew_is_not_revised() {
    let bench = Bench::new();
    let head =
        "event_id_cnty,event_date,event_type,actor1,country,location,fatalities,notes,timestamp\n";
    let row = |id: &str, notes: &str, stamp: u64| {
        format!("{id},2020-03-04,Battles,A,Syria,Ariha,3,\"{notes}\",{stamp}\n")
    };
    let old = [head, &row("SYR1", "As it was", 1), &row("SYR2", "Two, said", 1)].concat();
    let new = [head, &row("SYR2", "Three, said", 2), &row("SYR1", "As it was", 2)].concat();
    fs::write(bench.path("old.csv"), old).unwrap();
    fs::write(bench.path("new.csv"), new).unwrap();
    let (code, told, _) = bench.run(&["feed", "new.csv", "--against", "old.csv"]);
    assert_eq!(code, 1);
    assert!(told.contains("        1  revised; killed 3, as before\n"), "{told}");
    assert!(told.contains("        1  as they were\n"), "{told}");
    assert!(
        told.contains("      notes: Two, said → Three, said\n      timestamp: 1 → 2\n"),
        "{told}"
    );
}

#[test]
fn a_row_that_has_another_id_now_is_told_as_what_it_was() {
    let bench = Bench::new();
    Download::whole().write(&bench.path("old.csv"));
    Download::whole().with("266907", "id", "999999").write(&bench.path("new.csv"));
    let words = ["feed", "new.csv", "--against", "old.csv"];
    let (code, told, _) = bench.run(&words);
    assert_eq!(code, 1);
    for line in [
        "        1  new, 1 of them of days that the older covers, 1 perhaps gone under another id; killed 1\n",
        "Ein Laroz town  killed 1\n      says what 266907 said, which is gone\n",
    ] {
        assert!(told.contains(line), "{line}{told}");
    }
    let (_, told, _) = bench.run(&[&words[..], &["--format", "json"]].concat());
    let told: Json = serde_json::from_str(&told).unwrap();
    assert_eq!(
        (&told["new"][0]["renamed"], &told["new"][0]["id"]),
        (&json!("266907"), &json!("999999"))
    );
}

const HEAD: &str = "format = 1\n[scenario]\nid = \"s\"\ntitle = \"S\"\n";

/// A scenario with one feed.
fn scenario(kind: &str, more: &str) -> String {
    format!(
        "{HEAD}[[feed]]\nid = \"f\"\nkind = \"{kind}\"\npath = \"f.csv\"\nas = \"attacks\"\n{more}"
    )
}

impl Bench {
    fn kept(&self) -> String {
        fs::read_to_string(self.path("s.f.lineage")).unwrap()
    }

    fn lineage(&self) -> Lineage {
        Lineage::from_text(&self.kept()).unwrap()
    }

    /// What `check` says of the feed's readings; the file is told of besides.
    fn read(&self) -> String {
        let (code, told, said) = self.run(&["check", "s.toml"]);
        assert_eq!((code, said.as_str()), (0, ""), "{told}");
        let lines = told.lines().filter(|line| line.contains("f.csv: "));
        lines.filter(|line| line.contains("lineage")).collect::<Vec<_>>().join("\n")
    }

    /// As if the last reading had been so many days ago.
    fn days_ago(&self, days: i64) -> Day {
        let lineage = self.lineage();
        let last = lineage.readings().last().unwrap().day;
        let (kept, day) = (self.kept(), later(last, -days).unwrap());
        let body = &kept[..kept.rfind("end ").unwrap()];
        let n = lineage.readings().len() - 1;
        let body = body.replace(&format!("reading {n} {last} "), &format!("reading {n} {day} "));
        let sum = xxh3_64(body.as_bytes());
        fs::write(self.path("s.f.lineage"), format!("{body}end {sum:016x}\n")).unwrap();
        self.lineage();
        day
    }
}

fn sum(id: &str) -> u64 {
    xxh3_64(id.as_bytes()) | 1
}

#[test]
fn three_readings_tell_when_rows_came_changed_and_went() {
    let bench = Bench::new();
    fs::write(bench.path("s.toml"), scenario("ucdp-ged", "lineage = true\n")).unwrap();
    let september = || Download::whole().without(&["319398"]);
    september().write(&bench.path("f.csv"));
    let told = bench.read();
    assert!(told.contains("f.csv: 1 reading on "), "{told}");
    assert!(told.ends_with("; 698 new"), "{told}");
    let first = bench.days_ago(60);
    let october = Download::whole().with("270055", "best", "4").with("270055", "high", "4");
    october.write(&bench.path("f.csv"));
    let told = bench.read();
    assert!(told.contains(&format!("f.csv: 2 readings from {first} to ")), "{told}");
    assert!(told.ends_with("; 1 new, 1 revised"), "{told}");
    let second = bench.days_ago(30);
    november().write(&bench.path("f.csv"));
    let told = bench.read();
    assert!(told.ends_with("; 1 gone, 2 outside of what it covers"), "{told}");

    let lineage = bench.lineage();
    let third = lineage.readings()[2].day;
    assert_eq!(lineage.readings().len(), 3);
    let within = |after: Option<Day>, by: Day| SeenWithin { after, by };
    let event = |id: &str| lineage.event(sum(id)).unwrap();
    assert_eq!(event("319398").first, within(Some(first), second));
    assert_eq!(event("263181").first, within(None, first));
    assert_eq!(event("268583").gone, Some(within(Some(second), third)));
    assert_eq!((event("263090").gone, event("263090").changes), (None, 0));
    let steps = lineage.steps(sum("270055"));
    let [EventStep { state: EventState::Was(Some(was)), .. }, now] = &steps[..] else {
        panic!("{steps:?}");
    };
    assert_eq!((was.best, was.high, now.seen), (Some(1), Some(1), within(Some(first), second)));
    assert_eq!(lineage.unsteady().count(), 2);

    // The same file tells nothing more; an older one and a part are said, and taken for neither.
    let kept = bench.kept();
    assert!(bench.read().contains("f.csv: 3 readings from "));
    october.write(&bench.path("f.csv"));
    let told = bench.read();
    assert!(told.contains(&format!("it is the file that was read on {second}")), "{told}");
    let part = Download { rows: Download::whole().rows[..300].to_vec(), ..Download::whole() };
    part.write(&bench.path("f.csv"));
    let told = bench.read();
    assert!(told.contains("an older file, or a part: it ends on 2019-05-2"), "{told}");
    assert_eq!(bench.kept(), kept);
}

#[test]
fn what_was_revised_or_withdrawn_since_a_day_is_told_field_by_field() {
    let bench = Bench::new();
    fs::write(bench.path("s.toml"), scenario("ucdp-ged", "lineage = true\n")).unwrap();
    Download::whole().write(&bench.path("f.csv"));
    bench.read();
    let first = bench.days_ago(30);
    let november = Download::whole().without(&["268583"]).with("270055", "best", "4");
    november.with("270055", "high", "4").write(&bench.path("f.csv"));
    let since = first.to_string();
    let (code, told, said) = bench.run(&["diff", "s.toml", "--as-of", "today", "--since", &since]);
    assert_eq!((code, said.as_str()), (1, ""), "{told}");
    for line in [
        "revised: non-state in Sarmin town, Mon 12 Nov 2018, killed: 1 → 4",
        "revised: non-state in Sarmin town, Mon 12 Nov 2018, most: 1 → 4",
        "withdrawn: state-based in Sarjah village, Thu 1 Nov 2018: 5 → gone",
    ] {
        assert!(told.contains(line), "{line}\n{told}");
    }
    // The morning page has a sentence of it, and the appendix every field.
    let sheet = ["report", "s.toml", "--format", "text", "--as-of", "today", "--since", &since];
    let morning = [&sheet[..], &["--appendix"]].concat();
    let (code, told, said) = bench.run(&morning);
    assert_eq!((code, said.as_str()), (0, ""), "{told}");
    let (on_sheet, appendix) = told.split_once("Appendix: S").expect("both");
    let words = "UCDP GED: 1 row revised (killed 1 → 4), 1 withdrawn (killed 5).";
    assert!(on_sheet.contains(words), "{on_sheet}");
    let lines = on_sheet.trim_end().lines();
    assert!(lines.clone().count() <= 60 && lines.clone().all(|line| line.chars().count() <= 72));
    assert!(appendix.contains("revised: non-state in Sarmin town, Mon 12 Nov 2018, killed"));
    let hindsight = [&sheet[..], &["--hindsight"]].concat();
    assert!(!bench.run(&hindsight).1.contains("revised"));
    let figure = |name: &str, as_of: &str| {
        let (code, told, said) = bench.run(&["why", name, "s.toml", "--as-of", as_of]);
        assert_eq!((code, said.as_str()), (0, ""), "{told}");
        told
    };
    let told = figure("rows-revised:f", "today");
    for words in ["f rows revised: 1", "killed 1 → 4, most 1 → 4, seen between "] {
        assert!(told.contains(words), "{words}\n{told}");
    }
    let told = figure("rows-withdrawn:f", "today");
    let words = "state-based in Sarjah village, Thu 1 Nov 2018: gone, before that 5, seen between ";
    assert!(told.contains(words), "{told}");
    assert!(figure("rows-withdrawn:f", &since).contains("none known"));
    let show = ["show", "attacks", "s.toml", "--as-of", "2018-11-12", "--hindsight"];
    let (_, told, _) = bench.run(&show);
    assert!(told.contains("place: Sarmin town; killed: 4 (1–4), before that 1; "), "{told}");
    let page =
        ["render", "s.toml", "--as-of", "2018-11-12", "--panel", "attacks", "--keys", "K<Enter>"];
    let (_, told, _) = bench.run(&page);
    for words in ["first seen  by ", "revised     killed 1 → 4, most 1 → 4, seen between "] {
        assert!(told.contains(words), "{words}\n{told}");
    }
    // In hindsight nothing was said later than anything else.
    let hindsight = ["diff", "s.toml", "--as-of", "today", "--since", &since, "--hindsight"];
    let (_, told, _) = bench.run(&hindsight);
    assert!(!told.contains("revised") && !told.contains("withdrawn"), "{told}");
}

#[test]
fn a_row_without_a_source_day_is_known_from_when_it_was_seen() {
    let bench = Bench::new();
    fs::write(bench.path("s.toml"), scenario("acled", "lineage = true\n")).unwrap();
    let head = "event_id_cnty,event_date,event_type,actor1,country,location,fatalities\n";
    let row = |id: &str| format!("{id},2020-03-04,Battles,A,Syria,Ariha,3\n");
    fs::write(bench.path("f.csv"), [head, &row("SYR1")].concat()).unwrap();
    bench.read();
    let first = bench.days_ago(40);
    fs::write(bench.path("f.csv"), [head, &row("SYR1"), &row("SYR2")].concat()).unwrap();
    bench.read();
    let second = bench.days_ago(20);
    let rows = |known_by: &[&str]| {
        let words = ["show", "attacks", "s.toml", "--format", "json", "--as-of", "2020-03-05"];
        let (_, told, _) = bench.run(&[&words[..], known_by].concat());
        let told: Vec<Json> = serde_json::from_str(&told).unwrap();
        told.iter().filter(|row| row.get("feed").is_some()).cloned().collect::<Vec<_>>()
    };
    let by = |day: Day| rows(&["--known-by", &day.to_string()]).len();
    let before = |day: Day| later(day, -1).unwrap();
    assert_eq!([by(before(first)), by(first), by(before(second)), by(second)], [0, 1, 1, 2]);
    let all = rows(&["--hindsight"]);
    assert_eq!(all.len(), 2);
    let seen = json!({ "after": first.to_string(), "by": second.to_string() });
    assert!(all.iter().any(|row| row["first_seen"] == seen), "{all:?}");
}

#[test]
fn a_lineage_that_is_damaged_is_told_and_stays_as_it_is() {
    let bench = Bench::new();
    fs::write(bench.path("s.toml"), scenario("ucdp-ged", "lineage = true\n")).unwrap();
    Download::whole().write(&bench.path("f.csv"));
    bench.read();
    let damaged = bench.kept().replacen("first 0", "first 1", 1);
    fs::write(bench.path("s.f.lineage"), &damaged).unwrap();
    let told = bench.read();
    for words in ["its readings are not kept: ", "the sum is not that of the lines above it"] {
        assert!(told.contains(words), "{told}");
    }
    assert_eq!(bench.kept(), damaged);
    // Nor is anything kept where nobody asked.
    let bench = Bench::new();
    fs::write(bench.path("s.toml"), scenario("ucdp-ged", "")).unwrap();
    Download::whole().write(&bench.path("f.csv"));
    bench.read();
    assert!(!bench.path("s.f.lineage").exists());
}

impl Bench {
    /// The rows of the feed in sight on a day, by what was known on another or in hindsight.
    fn rows(&self, as_of: &str, clock: &[&str]) -> Vec<Json> {
        let words = ["show", "attacks", "s.toml", "--format", "json", "--as-of", as_of];
        let (code, told, said) = self.run(&[&words[..], clock].concat());
        assert_eq!((code, said.as_str()), (0, ""), "{told}");
        let told: Vec<Json> = serde_json::from_str(&told).unwrap();
        told.into_iter().filter(|row| row.get("feed").is_some()).collect()
    }

    /// Those of them that count.
    fn counted(&self, as_of: &str, clock: &[&str]) -> Vec<Json> {
        let mut rows = self.rows(as_of, clock);
        rows.retain(|row| row["state"] != "gone");
        rows
    }

    /// How many rows these are, of how many killed, and of how many the row of Sarmin tells.
    fn sums(&self, as_of: &str, clock: &[&str]) -> (usize, u64, u64) {
        let rows = self.counted(as_of, clock);
        let best = |row: &Json| row["best"].as_u64().unwrap();
        let is_sarmin = |row: &&Json| row["place"] == "Sarmin town" && row["first"] == "2018-11-12";
        let sarmin = rows.iter().find(is_sarmin).map(best).unwrap();
        (rows.len(), rows.iter().map(best).sum(), sarmin)
    }

    fn page(&self, clock: &[&str], keys: &str) -> String {
        let words = ["render", "s.toml", "--as-of", "2018-11-12", "--size", "120x40"];
        let panel = ["--panel", "attacks", "--keys", keys];
        let (code, told, said) = self.run(&[&words[..], &panel, clock].concat());
        assert_eq!((code, said.as_str()), (0, ""), "{told}");
        told
    }
}

#[test]
fn known_then_a_row_says_what_it_said_and_counts_until_it_went() {
    let bench = Bench::new();
    fs::write(bench.path("s.toml"), scenario("ucdp-ged", "lineage = true\n")).unwrap();
    Download::whole().write(&bench.path("f.csv"));
    bench.read();
    let first = bench.days_ago(60).to_string();
    let revised = || Download::whole().with("270055", "best", "4").with("270055", "high", "4");
    revised().write(&bench.path("f.csv"));
    bench.read();
    let second = bench.days_ago(30).to_string();
    revised().without(&["268583"]).write(&bench.path("f.csv"));
    bench.read();
    let third = bench.lineage().readings()[2].day.to_string();
    let by = |day: &str| bench.sums("2018-11-12", &["--known-by", day]);
    let (rows, killed, sarmin) = by(&first);
    assert_eq!(sarmin, 1);
    assert_eq!(by(&second), (rows, killed + 3, 4));
    assert_eq!(by(&third), (rows - 1, killed - 2, 4));
    // On the day itself that of the first reading was known, as far as anybody knows.
    assert_eq!(bench.sums("2018-11-12", &["--hindsight"]), by(&third));
    assert_eq!(bench.sums("2018-11-12", &[]).2, 1);
    // The figures are sums of the same rows.
    let figure = |name: &str, day: &str| {
        let words = ["why", name, "s.toml", "--as-of", "2018-11-12", "--known-by", day];
        let (code, told, said) = bench.run(&words);
        assert_eq!((code, said.as_str()), (0, ""), "{told}");
        told
    };
    let of_all = |day: &str| figure("feed-attacks:f", day);
    assert!(of_all(&second).contains(&format!("\nf attacks: {rows}\n")), "{}", of_all(&second));
    assert!(of_all(&third).contains(&format!("\nf attacks: {}\n", rows - 1)), "{}", of_all(&third));
    assert!(
        figure("feed-killed-in-window:f", &first) != figure("feed-killed-in-window:f", &second)
    );
    // A filter holds of what was said then.
    let few = ["--filter", "killed<2"];
    let passed = |day: &str| {
        let rows = bench.rows("2018-11-12", &[&few[..], &["--known-by", day]].concat());
        rows.iter().filter(|row| row["first"] == "2018-11-12").count()
    };
    assert_eq!([passed(&first), passed(&second)], [1, 0]);
    // What is gone shows as such and counts nowhere; what it said is still told.
    let told = bench.page(&["--known-by", &third], "/Sarjah<Enter>");
    assert!(told.contains(" gone"), "{told}");
    assert!(!bench.page(&["--known-by", &second], "").contains(" gone"));
}

#[test]
fn what_was_not_kept_is_told_by_its_mark_and_in_numbers() {
    let bench = Bench::new();
    fs::write(bench.path("s.toml"), scenario("ucdp-ged", "lineage = true\n")).unwrap();
    Download::whole().write(&bench.path("f.csv"));
    bench.read();
    let first = bench.days_ago(30).to_string();
    fs::remove_dir_all(bench.path("cache")).unwrap();
    let later = Download::whole().with("270055", "best", "4").with("270055", "high", "4");
    later.without(&["268583"]).write(&bench.path("f.csv"));
    bench.read();
    let today = bench.lineage().readings()[1].day.to_string();
    let then = bench.sums("2018-11-12", &["--known-by", &first]);
    assert_eq!(then, bench.sums("2018-11-12", &["--known-by", &today]));
    assert_eq!(then.2, 4);
    let told = bench.page(&["--known-by", &first], "");
    assert!(told.contains("1 row not counted that went later"), "{told}");
    assert!(told.contains("4 ≠") || told.contains("~4 ≠"), "{told}");
    let told = bench.page(&["--known-by", &today], "");
    assert!(told.contains("1 row gone: what it said is not kept"), "{told}");
}

#[test]
fn what_two_machines_kept_is_put_together_by_git() {
    let [one, other] = [Bench::new(), Bench::new()];
    for (bench, file) in [(&one, Download::whole()), (&other, november())] {
        fs::write(bench.path("s.toml"), scenario("ucdp-ged", "lineage = true\n")).unwrap();
        file.write(&bench.path("f.csv"));
        bench.read();
    }
    one.days_ago(9);
    let both = one.lineage().merged(&other.lineage());
    fs::copy(other.path("s.f.lineage"), one.path("theirs")).unwrap();
    let words = ["feed", "s.f.lineage", "--merge", "theirs"];
    let (code, told, said) = one.run(&words);
    assert_eq!((code, said.as_str()), (0, ""));
    // Of a row that only one of two machines has not nobody says that it is gone.
    assert_eq!(told, "s.f.lineage: 2 readings, 699 events, 1 of them revised, gone or back\n");
    assert!(one.lineage() == both);
    assert_eq!(one.run(&words).0, 0);
    assert!(one.lineage() == both);
    // Whoever reads the file of the later reading again knows what it has no more.
    november().write(&one.path("f.csv"));
    assert!(one.read().ends_with("; 1 gone, 2 outside of what it covers"), "{}", one.read());
    assert_eq!(one.lineage().readings().len(), 2);
    let gone = one.lineage().event(sum("268583")).unwrap().gone;
    assert_eq!(gone.map(|seen| seen.by), Some(one.lineage().readings()[1].day));
    let both = one.lineage();
    // What is no lineage is refused, and what there is stays.
    let (code, _, said) = one.run(&["feed", "s.f.lineage", "--merge", "f.csv"]);
    assert!(code == 2 && one.lineage() == both);
    assert!(said.contains("f.csv: line 1 of the lineage is damaged"), "{said}");
    assert_eq!(one.run(&["feed", "s.f.lineage", "--merge", "none"]).0, 2);
}
