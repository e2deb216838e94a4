//! Files made to hurt: each gives one clear problem, soon, in little memory.

use std::{fs, process::Command};

use sitboard::{board::LoadedFile, format, model::Severity, report};

const HEAD: &str = "format = 1\n[scenario]\nid = \"s\"\ntitle = \"S\"\n";
const MIB: usize = 1024 * 1024;

/// The codes that a file is told of, each once, in file order.
fn codes(text: &[u8]) -> Vec<&'static str> {
    let mut codes: Vec<&str> =
        format::load(text, "file").problems.iter().map(|problem| problem.code).collect();
    codes.dedup();
    codes
}

fn filled(unit: &str, bytes: usize) -> String {
    let mut text = unit.repeat(bytes / unit.len() + 1);
    text.truncate(bytes);
    text
}

/// Records of one table; `#` stands for the number of each.
fn records(count: usize, body: &str) -> String {
    let mut text = HEAD.to_owned();
    for n in 0..count {
        text.push_str(&body.replace('#', &n.to_string()));
    }
    text
}

#[test]
fn every_limit_says_what_is_too_much() {
    let place = |id: &str| format!("[[place]]\nid = \"{id}\"\nname = \"P\"\n");
    let cases: Vec<(&str, Vec<u8>)> = vec![
        ("too-large", format!("{HEAD}#{}", filled("x", 16 * MIB)).into()),
        ("too-many-tokens", filled("= =", 16 * MIB).into()),
        ("too-deep", format!("a = {}", filled("[", 1_000_000)).into()),
        ("too-deep", format!("a = {}", filled("{b=", 3_000_000)).into()),
        ("too-deep", format!("{}a = 1\n", filled("a.", 2_000_000)).into()),
        ("too-long", format!("{HEAD}summary = \"{}\"\n", filled("x", 70_000)).into()),
        ("too-long", format!("\"\"\"{}", filled("x = 1\n", 16 * MIB - 8)).into()),
        ("too-many-tokens", format!("a = [{}]", filled("1,", 10_000_000)).into()),
        ("too-many-tokens", format!("{HEAD}{}", filled("k = 1\n", 6_000_000)).into()),
        ("too-many-tokens", format!("\"{}", filled("x = 1\n", 16 * MIB - 8)).into()),
        ("too-many-records", records(50_001, &place("p#")).into()),
        ("too-many-errors", format!("a = [{}]", filled("20x,", 2_000_000)).into()),
        ("too-many-errors", format!("a = [{}]", filled(",", 2_000_000)).into()),
    ];
    for (code, bytes) in cases {
        assert_eq!(codes(&bytes), [code]);
    }
}

#[test]
fn what_a_limit_says_is_pinned() {
    let mut told = String::new();
    for text in [
        format!("{HEAD}#{}", filled("x", 16 * MIB)),
        filled("= =", 16 * MIB),
        format!("a = {}", filled("[", 1000)),
        format!("{HEAD}summary = \"{}\"\n", filled("x", 70_000)),
        records(50_001, "[[place]]\nid = \"p#\"\nname = \"P\"\n"),
        format!("a = [{}]", filled("20x,", 2_000_000)),
    ] {
        let loaded = LoadedFile::read(text.as_bytes(), "file");
        assert!(loaded.index.is_none());
        told.extend(loaded.problems.iter().map(|p| report::problem_text("FILE", p, false)));
    }
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("limits", told);
    });
}

#[test]
fn a_file_cut_in_half_a_letter_is_too_large_not_unreadable() {
    let text = format!("{HEAD}#{}", filled("é", 17 * MIB));
    assert_eq!(codes(&text.as_bytes()[..16 * MIB + 1]), ["too-large"]);
}

#[test]
fn years_and_counts_outside_the_format_are_told() {
    for year in ["1899-12-31", "2201-01-01", "0001-01-01", "9999-12-31"] {
        assert_eq!(codes(format!("{HEAD}open_at = {year}\n").as_bytes()), ["bad-date"], "{year}");
    }
    for count in ["1000000000001", "99999999999999999999", "\"over 1000000000000\""] {
        let text = format!(
            "{HEAD}[[displacement]]\nid = \"d\"\ndate = 2020-01-01\nmeasure = \"displaced\"\n\
             count = {count}\nsource = \"desk\"\n"
        );
        assert_eq!(codes(text.as_bytes()), ["out-of-range"], "{count}");
    }
}

#[test]
fn one_line_may_be_as_long_as_the_file() {
    assert_eq!(codes(format!("{HEAD}#{}", filled("x", 15 * MIB)).as_bytes()), [""; 0]);
    assert_eq!(codes(format!("{HEAD}{}", filled("x", 15 * MIB)).as_bytes()), ["syntax"]);
    let names: String = (0..12_000).map(|n| format!("\"zz{n}\",")).collect();
    let text = format!(
        "{HEAD}[[event]]\nid = \"e\"\ndate = 2020-01-01\nkind = \"k\"\nwhat = \"w\"\n\
         source = \"desk\"\nby = [{names}]\n"
    );
    assert_eq!(codes(text.as_bytes()), ["unknown-reference", "too-many-problems"]);
}

/// Each of these once took minutes: the work grew with the square of the records.
#[test]
fn many_records_are_read_however_they_hang_together() {
    let event = "[[event]]\ndate = 2020-01-01\nkind = \"k\"\nwhat = \"w\"\nsource = \"desk\"\n";
    assert_eq!(codes(records(4_000, event).as_bytes()), ["no-id"]);

    let chain: String = (0..4_000)
        .map(|n| format!("[[place]]\nid = \"p{n}\"\nname = \"P\"\npart_of = \"p{}\"\n", n + 1))
        .collect();
    let chain = format!("{HEAD}{chain}[[place]]\nid = \"p4000\"\nname = \"P\"\n");
    assert_eq!(codes(chain.as_bytes()), [""; 0]);

    let circle = format!("{}part_of = \"p0\"\n", chain);
    assert_eq!(codes(circle.as_bytes()), ["circular"]);

    let wrong = "[[place]]\nid = \"place-#\"\nname = \"P\"\npart_of = \"plaec-#\"\n";
    let wrong = records(4_000, wrong);
    assert_eq!(codes(wrong.as_bytes()), ["unknown-reference"]);

    let long = format!(
        "{HEAD}[[place]]\nid = \"{}\"\nname = \"P\"\npart_of = \"{}\"\n",
        filled("a", 65_000),
        filled("b", 65_000)
    );
    assert_eq!(codes(long.as_bytes()), ["unknown-reference"]);
}

#[test]
fn more_problems_than_anybody_reads_are_counted() {
    let text = records(10_500, "[[place]]\nname = \"P\"\n");
    let problems = format::load(text.as_bytes(), "file").problems;
    assert_eq!(problems.len(), 10_001);
    let last = problems.last().unwrap();
    assert_eq!(&*last.message, "500 more problems are not listed");
    assert_eq!(last.severity, Severity::Error);
}

/// The peak memory of a whole command on a file, as the system counts it, in KiB.
fn peak_of(order: &[&str], text: &str) -> Option<u64> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file.toml");
    fs::write(&file, text).unwrap();
    let script = "/usr/bin/time -f %M \"$@\" >/dev/null";
    let output = Command::new("sh")
        .args(["-c", script, "sh", env!("CARGO_BIN_EXE_sitboard")])
        .args(order)
        .arg(&file)
        .output()
        .ok()?;
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(!errors.contains("panicked"), "{order:?}: {errors}");
    errors.lines().last()?.trim().parse().ok()
}

#[test]
fn no_file_takes_more_than_256_mib() {
    let full = "[[attack]]\nid = \"a#\"\ndate = 2020-01-01\nkind = \"ied\"\nby = \"unknown\"\n\
                killed = #\ninjured = \"several\"\ndamage = \"A vehicle and two houses.\"\n\
                source = \"desk\"\npublished = 2020-01-02\ncredibility = 3\nverify = \"how many\"\n\
                account = [{ source = \"desk\", killed = 3, published = 2020-01-03 }]\n";
    for text in [
        records(4_000, full), // the most that fit, 17,000, take four times as much
        filled("\n", 16 * MIB),
        format!("a = [{}]", filled("{},", 2_400_000)),
    ] {
        // Where `time` is not installed there is nothing to hold against the limit.
        let Some(peak) = peak_of(&["check"], &text) else { return };
        assert!(peak < 256 * 1024, "{peak} KiB for {:?}…", &text[..60.min(text.len())]);
    }
}

/// Counts and attacks that are hard to lay out in time: each counter over centuries, very many on
/// one day, each perhaps the same as the one before.
#[test]
fn no_board_takes_more_than_256_mib_whatever_its_dates() {
    let counter = "[[actor]]\nid = \"a#\"\nname = \"A\"\nkind = \"state\"\n\
                   [[tally]]\nid = \"t#\"\ndate = { from = 1900-01-01, to = 2200-12-31 }\nof = \"violations\"\n\
                   by = \"a#\"\ncount = #\nsource = \"desk\"\npublished = 2200-12-31\n";
    let same_day = "[[attack]]\nid = \"x#\"\ndate = 2020-07-14\nkind = \"ied\"\nkilled = #\n\
                    perhaps_same_as = \"x0\"\nsource = \"desk\"\npublished = 2020-07-14\n";
    for text in [records(2_000, counter), records(10_000, same_day)] {
        for order in [
            &["show", "timeline", "--hindsight"][..],
            &["window", "--days", "28"],
            &["report", "--days", "3660", "--since", "1950-01-01"],
            &["render", "--keys", "MWWd"],
        ] {
            let Some(peak) = peak_of(order, &text) else { return };
            assert!(peak < 256 * 1024, "{peak} KiB for {order:?} of {:?}…", &text[..60]);
        }
    }
}

#[test]
fn a_number_of_days_has_its_bounds() {
    let indicator = |days: &str| {
        format!(
            "{HEAD}[[indicator]]\nid = \"i\"\nname = \"I\"\ncounts = \"attack\"\nwindow_days = {days}\nwatch = 1\nalarm = 2\n"
        )
    };
    let source = |days: &str| {
        format!(
            "{HEAD}[[source]]\nid = \"s\"\nname = \"S\"\nkind = \"media\"\nevery_days = {days}\n"
        )
    };
    for days in ["0", "-1", "3661", "9223372036854775807"] {
        assert_eq!(codes(indicator(days).as_bytes()), ["out-of-range"], "{days}");
        assert_eq!(codes(source(days).as_bytes()), ["out-of-range"], "{days}");
    }
    for days in ["1", "3660"] {
        assert_eq!(codes(indicator(days).as_bytes()), [""; 0], "{days}");
        assert_eq!(codes(source(days).as_bytes()), [""; 0], "{days}");
    }
}
