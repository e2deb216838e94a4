//! Event files against an independent reader: the figures that Python's `csv` module gave for the
//! corpora stand in `data/feeds/figures.json`, with the script and where each file comes from.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use serde_json::Value as Json;
use sitboard::{
    app::{Place, ScenarioIx},
    board::{FeedFile, RowIx, feed_requests},
    feed::{FaultKind, Wanted, record_at},
    format,
    model::IncidentKind,
    report,
    runtime::feeds::{self, FeedContents},
};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/feeds")
}

fn figures() -> Json {
    let text = std::fs::read_to_string(folder().join("figures.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// Every file of a family with its figures.
fn each(family: &str, below: &str, mut check: impl FnMut(&str, &FeedContents, &Json, &Json)) {
    let figures = figures();
    let files = figures[family].as_object().unwrap();
    assert!(!files.is_empty());
    for (name, figures) in files {
        let mut path = folder().join(below).join(name);
        if name.contains("coh2016") {
            path = folder().join("../../../scenarios/data/ucdp-ged-syria-2016.csv");
        }
        let contents = feeds::read(&path, &Wanted::default(), &mut |_| true).unwrap();
        let told = report::feed_json(&contents.reading, &contents.rows, name);
        assert_eq!(told["rows"], figures["rows"], "{name}");
        assert_eq!(told["delimiter"], figures["delimiter"], "{name}");
        check(name, &contents, &told, figures);
    }
}

fn number(json: &Json) -> u64 {
    json.as_u64().unwrap_or_else(|| panic!("{json} is no number"))
}

#[test]
fn ucdp_ged_adds_up() {
    each("ucdp", "ucdp", |name, contents, told, figures| {
        for sum in ["low", "best", "high"] {
            assert_eq!(told[sum], figures["sums"][sum], "{name}: {sum}");
        }
        assert_eq!(told["kept"], figures["events"], "{name}");
        assert_eq!(told["first"], figures["first_date_start"], "{name}");
        assert_eq!(told["last"], figures["last_date_end"], "{name}");
        let faults = &contents.rows.faults;
        assert_eq!(faults.of(FaultKind::BestBelowLow), number(&figures["best_below_low"]));
        assert_eq!(faults.of(FaultKind::HighBelowBest), number(&figures["high_below_best"]));
        assert_eq!(
            faults.total(),
            faults.of(FaultKind::BestBelowLow)
                + faults.of(FaultKind::HighBelowBest)
                + faults.of(FaultKind::SourceDayBefore)
        );
        // Counted by the same script on the side.
        let before = if name.contains("coh2016") { 1 } else { 4 };
        assert_eq!(faults.of(FaultKind::SourceDayBefore), before, "{name}");
        let points: std::collections::HashSet<_> = (0..contents.rows.len())
            .filter_map(|n| contents.rows.site(n)?.at)
            .map(|at| (at.lat.to_bits(), at.lon.to_bits()))
            .collect();
        // A row of a whole country has no point of its own.
        assert!(points.len() as u64 <= number(&figures["distinct_points"]));
        check_samples(name, contents, &figures["sample"]);
    });
}

#[test]
fn acled_reads_with_every_quirk() {
    each("acled", "acled", |name, contents, told, figures| {
        assert_eq!(told["best"], figures["fatalities_sum"], "{name}");
        assert_eq!(told["first"], figures["first_day"], "{name}");
        assert_eq!(told["last"], figures["last_day"], "{name}");
        assert_eq!(told["kept"], figures["readable_days"], "{name}");
        assert_eq!((&told["bom"], told["encoding"].as_str()), (&figures["bom"], Some("utf-8")));
        assert_eq!(
            told["crlf"].as_bool(),
            Some(figures["line_end_of_records"] == "crlf"),
            "{name}"
        );
        let faults = &contents.rows.faults;
        for (kind, key) in [
            (FaultKind::NoDay, "date_empty"),
            (FaultKind::BadDay, "date_unreadable"),
            (FaultKind::ShortRow, "short_rows"),
            (FaultKind::BadPoint, "latitude_not_number_full_rows"),
        ] {
            assert_eq!(faults.of(kind), number(&figures[key]), "{name}: {key}");
        }
        // Of a word that says that nobody knows, nothing is stated, and nothing is wrong.
        let not_stated =
            (0..contents.rows.len()).filter(|n| contents.rows.deaths(*n).best.is_none());
        let no_integer = number(&figures["fatalities_not_integer_full_rows"]);
        assert_eq!(faults.of(FaultKind::BadNumber), 0, "{name}");
        assert!(not_stated.count() as u64 >= no_integer, "{name}");
        assert_eq!(faults.of(FaultKind::UnknownEvent), 0, "{name}");
        let is_other =
            |n: &usize| contents.rows.sort(*n).unwrap().attack == Some(IncidentKind::Other);
        assert!(
            (0..contents.rows.len()).any(|n| is_other(&n))
                && !(0..contents.rows.len()).all(|n| is_other(&n))
        );
        check_samples(name, contents, &figures["sample"]);
    });
}

/// Where the first and the last row stand in the file, and on which line a fault would be told.
fn check_samples(name: &str, contents: &FeedContents, samples: &Json) {
    let offsets: Vec<u64> =
        (0..contents.rows.len()).filter_map(|n| contents.rows.offset(n)).collect();
    for sample in ["first", "middle", "last"].map(|which| &samples[which]) {
        let at = number(&sample["byte_offset"]);
        assert!(offsets.contains(&at), "{name}: no row at {at}");
    }
}

#[test]
fn faults_are_told_with_the_line_they_stand_on() {
    each("acled", "acled", |name, contents, _, figures| {
        for (kind, key) in
            [(FaultKind::NoDay, "date_empty_rows"), (FaultKind::BadDay, "date_unreadable_rows")]
        {
            let told: Vec<u64> = contents
                .rows
                .faults
                .listed()
                .iter()
                .filter(|f| f.kind == kind)
                .map(|f| f.line)
                .collect();
            let known = figures[key].as_array().unwrap();
            let known: Vec<u64> = known.iter().map(|row| number(&row["first_line"])).collect();
            assert_eq!(told, known, "{name}: {key}");
        }
    });
}

#[test]
fn hxl_is_found_below_a_preamble_and_nothing_is_summed() {
    each("hxl", "hxl", |name, contents, told, figures| {
        assert_eq!((told["kind"].as_str(), told["header"].as_str()), (Some("hxl"), Some("hxl")));
        assert_eq!(
            contents.reading.dialect.start.line - 1,
            number(&figures["tag_row_line"]),
            "{name}"
        );
        let is_utf8 = figures["decodes_as_utf8"].as_bool().unwrap();
        assert_eq!(told["encoding"].as_str() == Some("utf-8"), is_utf8, "{name}");
        assert!(told["best"].is_null(), "{name}");
        let filled = |column: &Json| {
            let counts = column["tag"].as_str().unwrap_or("").starts_with("#affected+idps");
            if counts { number(&column["filled"]) } else { 0 }
        };
        let figures_of: u64 =
            figures["numeric_columns"].as_array().unwrap().iter().map(filled).sum();
        assert_eq!(number(&told["figures"]), figures_of, "{name}");
    });
}

#[test]
fn csv_spectrum_is_read_cell_by_cell() {
    each("csv-spectrum", "csv-spectrum/csvs", |name, contents, _, figures| {
        let path = folder().join("csv-spectrum/csvs").join(name);
        let bytes = std::fs::read(path).unwrap();
        let mut records = Vec::new();
        let mut rest = bytes.as_slice();
        while let Some((cells, read)) = record_at(rest, &contents.reading.dialect, true) {
            records.push(
                cells.into_iter().map(|cell| cell.text.original().to_owned()).collect::<Vec<_>>(),
            );
            rest = &rest[read..];
        }
        let known: Vec<Vec<String>> = serde_json::from_value(figures["cells"].clone()).unwrap();
        assert_eq!(records, known, "{name}");
    });
}

const MADE: &str = "format = 1\n[scenario]\nid = \"x\"\ntitle = \"X\"\nopen_at = 2020-12-31\n\
    [[feed]]\nid = \"f\"\nkind = \"csv\"\npath = \"f.csv\"\nas = \"attacks\"\n\
    columns = { date = \"date\", kind = \"kind\", killed = \"killed\", note = \"note\" }\n";

fn made_rows(from: usize, to: usize) -> String {
    let row = |n: usize| {
        let day = if n % 50 == 7 {
            "soon".to_owned()
        } else {
            format!("2020-{:02}-{:02}", n % 12 + 1, n % 28 + 1)
        };
        let note = if n.is_multiple_of(9) { "\"two\nlines\"" } else { "one" };
        format!("{day},ied,{},{note}\n", n % 4)
    };
    (from..to).map(row).collect()
}

fn fetched(folder: &Path, before: Option<&Arc<FeedFile>>) -> Arc<FeedFile> {
    let scenario = format::load(MADE.as_bytes(), "x").scenario.unwrap();
    let place = Place::File(folder.join("x.toml"));
    let mut last = None;
    let run = feeds::Runs::default().begin(ScenarioIx::new(0));
    feeds::fetch(&place, &feed_requests(&scenario)[0], before, &run, &mut |result| {
        last = Some(result.unwrap());
    });
    last.unwrap()
}

#[test]
fn of_a_file_that_grew_only_what_is_new_is_read() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("x.toml"), MADE).unwrap();
    let file = folder.path().join("f.csv");
    let header = "date,kind,killed,note\n";
    std::fs::write(&file, format!("{header}{}", made_rows(0, 300))).unwrap();
    let first = fetched(folder.path(), None);
    let again = fetched(folder.path(), Some(&first));
    assert!(Arc::ptr_eq(&first, &again), "nothing changed, nothing is read");
    std::fs::write(&file, format!("{header}{}", made_rows(0, 500))).unwrap();
    let grown = fetched(folder.path(), Some(&first));
    let anew = fetched(folder.path(), None);
    assert_eq!((grown.rows.records, grown.rows.len()), (500, 490));
    assert_eq!(grown.rows.faults.listed(), anew.rows.faults.listed(), "rows and lines go on");
    assert_eq!((grown.rows.sums(), grown.rows.end), (anew.rows.sums(), anew.rows.end));
    let offsets =
        |file: &FeedFile| (0..file.rows.len()).map(|n| file.rows.offset(n)).collect::<Vec<_>>();
    assert_eq!(offsets(&grown), offsets(&anew));
    // Another file of the same name that is longer is no growth.
    std::fs::write(&file, format!("{header}{}", made_rows(1, 700))).unwrap();
    let other = fetched(folder.path(), Some(&grown));
    assert_eq!(other.rows.records, 699);
    assert_eq!(offsets(&other), offsets(&fetched(folder.path(), None)));
}

#[test]
fn a_reading_that_nobody_wants_any_more_tells_nothing_more() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("x.toml"), MADE).unwrap();
    let text = format!("date,kind,killed,note\n{}", made_rows(0, 9_000));
    std::fs::write(folder.path().join("f.csv"), text).unwrap();
    let scenario = format::load(MADE.as_bytes(), "x").scenario.unwrap();
    let place = Place::File(folder.path().join("x.toml"));
    let runs = feeds::Runs::default();
    let run = runs.begin(ScenarioIx::new(0));
    let mut told = Vec::new();
    feeds::fetch(&place, &feed_requests(&scenario)[0], None, &run, &mut |result| {
        told.push(result.unwrap().is_whole);
        runs.begin(ScenarioIx::new(0));
    });
    assert_eq!(told, [false], "its end is not told");
}

#[test]
fn a_row_that_stands_there_no_more_is_not_shown_as_another() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("x.toml"), MADE).unwrap();
    let file = folder.path().join("f.csv");
    let named = |text: &str| text.replace("date = \"date\"", "id = \"id\", date = \"date\"");
    std::fs::write(folder.path().join("x.toml"), named(MADE)).unwrap();
    let scenario = format::load(named(MADE).as_bytes(), "x").scenario.unwrap();
    let place = Place::File(folder.path().join("x.toml"));
    std::fs::write(
        &file,
        "id,date,kind,killed,note\na1,2020-01-02,ied,1,\nb2,2020-01-03,ied,2,x\n",
    )
    .unwrap();
    let mut read = None;
    let run = feeds::Runs::default().begin(ScenarioIx::new(0));
    feeds::fetch(&place, &feed_requests(&scenario)[0], None, &run, &mut |result| {
        read = result.ok()
    });
    let read = read.unwrap();
    let row = |n: usize| feeds::row(&place, &read, RowIx { feed: 0, row: n });
    assert_eq!(row(1).unwrap()[0].text.as_str(), "b2");
    std::fs::write(
        &file,
        "id,date,kind,killed,note\nzz,2020-01-02,ied,1,\nc3,2020-01-03,ied,2,x\n",
    )
    .unwrap();
    assert!(row(1).unwrap_err().message.contains("changed since it was read"));
    std::fs::write(&file, "id\n").unwrap();
    assert!(row(1).is_err());
    std::fs::remove_file(&file).unwrap();
    assert!(row(1).unwrap_err().message.contains("no more"));
}

#[test]
fn a_large_file_is_kept_and_a_damaged_index_is_made_anew() {
    let folder = tempfile::tempdir().unwrap();
    let cache = tempfile::tempdir().unwrap();
    let scenario = folder.path().join("x.toml");
    std::fs::write(&scenario, MADE).unwrap();
    let text = format!("date,kind,killed,note\n{}", made_rows(0, 60_000));
    std::fs::write(folder.path().join("f.csv"), text).unwrap();
    let shown = || {
        let out = std::process::Command::new(env!("CARGO_BIN_EXE_sitboard"))
            .args(["window", "--hindsight", "--days", "60"])
            .arg(&scenario)
            .env("XDG_CACHE_HOME", cache.path())
            .output()
            .unwrap();
        assert!(out.status.success());
        String::from_utf8(out.stdout).unwrap()
    };
    let first = shown();
    assert!(first.contains("f: attacks"), "{first}");
    let kept = || {
        let found = std::fs::read_dir(cache.path().join("sitboard/feeds")).unwrap();
        let files: Vec<PathBuf> = found.map(|entry| entry.unwrap().path()).collect();
        assert_eq!(files.len(), 1, "one index, and no draft");
        files[0].clone()
    };
    assert_eq!(shown(), first, "from what was kept");
    let whole = std::fs::read(kept()).unwrap();
    for damage in [whole[..whole.len() / 2].to_vec(), vec![0; 100], Vec::new()] {
        std::fs::write(kept(), damage).unwrap();
        assert_eq!(shown(), first);
        assert_eq!(std::fs::read(kept()).unwrap(), whole, "made anew");
    }
    // The file says otherwise: what was kept is not believed.
    let text = format!("date,kind,killed,note\n{}", made_rows(0, 50_500));
    std::fs::write(folder.path().join("f.csv"), text).unwrap();
    assert_ne!(shown(), first);
}

fn sitboard(arguments: &[&str]) -> (String, String) {
    let out = std::process::Command::new(env!("CARGO_BIN_EXE_sitboard"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(out.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&out.stderr));
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (text(out.stdout), text(out.stderr))
}

#[test]
fn what_is_imported_is_a_scenario_without_a_fault() {
    let folder = tempfile::tempdir().unwrap();
    for (file, more) in [
        ("scenarios/data/ucdp-ged-syria-2016.csv", &["--since", "2016-03-28"][..]),
        ("tests/data/feeds/acled/all.csv", &[]),
        ("tests/data/feeds/hxl/idmc_displacement_hxl.csv", &[]),
    ] {
        let (toml, told) = sitboard(&[&["import", file], more].concat());
        assert!(told.contains("taken over as records") && told.contains("dropped"), "{told}");
        let made = folder.path().join("made.toml");
        std::fs::write(&made, &toml).unwrap();
        let (checked, _) = sitboard(&["check", made.to_str().unwrap()]);
        // That the world's map knows a town by its name is an offer, and no fault.
        assert!(checked.contains("0 errors, 0 warnings, "), "{file}: {checked}");
        let notes = |of: &str| checked.matches(of).count();
        assert_eq!(notes("note["), notes("note[no-point]"), "{file}: {checked}");
        let (report, _) = sitboard(&[&["import", file, "--dry-run"], more].concat());
        assert!(!report.contains("[[") && report.contains("mapped:"), "{report}");
    }
    let (toml, _) = sitboard(&[
        "import",
        "scenarios/data/ucdp-ged-syria-2016.csv",
        "--since",
        "2016-03-30",
        "--text",
        "qaryatayn",
    ]);
    let note = "note = \"state-based; between Government of Syria and IS, who acted is not said\"";
    assert!(toml.contains(note), "{toml}");
    assert!(!toml.contains("Syria Daily Report"), "no headline is carried over");
}

#[test]
fn rows_whose_licence_forbids_it_are_not_exported() {
    let folder = tempfile::tempdir().unwrap();
    let rows = "event_id_cnty,event_date,event_type,sub_event_type,latitude,longitude,fatalities\n\
                SYR1,2020-12-10,Battles,Armed clash,35.9,36.6,2\n";
    std::fs::write(folder.path().join("a.csv"), rows).unwrap();
    let scenario = |more: &str| {
        let text = format!(
            "format = 1\n[scenario]\nid = \"x\"\ntitle = \"X\"\nopen_at = 2020-12-31\n\
             [[feed]]\nid = \"acled\"\nkind = \"acled\"\npath = \"a.csv\"\nas = \"attacks\"\n{more}"
        );
        let path = folder.path().join("x.toml");
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let path = scenario("");
    let (json, told) = sitboard(&["export", "--hindsight", &path]);
    assert!(!json.contains("Armed clash") && told.contains("1 row kept back"), "{told}");
    assert!(told.contains("--allow"), "{told}");
    let (json, told) = sitboard(&["export", "--hindsight", "--allow", &path]);
    assert!(json.contains("Armed clash") && json.contains("ACLED terms") && told.is_empty());
    let path = scenario("licence = \"CC-BY-4.0\"\n");
    let (json, _) = sitboard(&["export", "--hindsight", &path]);
    assert!(json.contains("Armed clash") && json.contains("CC-BY-4.0"));
}

#[test]
fn a_file_that_grew_within_quotes_is_read_anew() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("x.toml"), MADE).unwrap();
    let file = folder.path().join("f.csv");
    let begun =
        format!("date,kind,killed,note\n{}2020-03-19,ied,1,\"first line\n", made_rows(1, 20));
    std::fs::write(&file, &begun).unwrap();
    let first = fetched(folder.path(), None);
    assert_eq!(first.rows.faults.of(FaultKind::OpenQuote), 1);
    let more = "2020-03-18,ied,100,this is still the note\nof it\"\n2020-03-19,ied,1,ok\n";
    std::fs::write(&file, format!("{begun}{more}")).unwrap();
    let grown = fetched(folder.path(), Some(&first));
    let anew = fetched(folder.path(), None);
    assert_eq!(grown.rows.sums(), anew.rows.sums());
    assert_eq!((grown.rows.records, grown.rows.faults.of(FaultKind::OpenQuote)), (21, 0));
}

#[test]
fn a_row_that_was_changed_in_place_is_no_growth() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("x.toml"), MADE).unwrap();
    let file = folder.path().join("f.csv");
    let text = format!("date,kind,killed,note\n{}", made_rows(0, 9_000));
    std::fs::write(&file, &text).unwrap();
    let first = fetched(folder.path(), None);
    let middle = text[text.len() / 3..].find("ied,1").unwrap() + text.len() / 3;
    let changed = format!("{}ied,9{}{}", &text[..middle], &text[middle + 5..], made_rows(1, 2));
    std::fs::write(&file, changed).unwrap();
    let again = fetched(folder.path(), Some(&first));
    assert_eq!(again.rows.sums(), fetched(folder.path(), None).rows.sums());
}
