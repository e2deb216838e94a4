//! What every command answers to whatever it is asked: exit codes, words of trouble, readers that
//! leave early, scenarios with little in them.

use std::{
    fs,
    path::Path,
    process::{Command, Output, Stdio},
};

use serde_json::{Value as Json, json};
use sitboard::panel::{Front, Panel};

const PROGRAM: &str = env!("CARGO_BIN_EXE_sitboard");
const IDLIB: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/idlib-2020.toml");
const HEAD: &str = "format = 1\n[scenario]\nid = \"s\"\ntitle = \"S\"\n";
const SOURCE: &str = "[[source]]\nid = \"s\"\nname = \"S\"\nkind = \"media\"\n";

fn run(arguments: &[&str]) -> Output {
    Command::new(PROGRAM).args(arguments).stdin(Stdio::null()).output().unwrap()
}

/// The exit code, and what is said on both streams.
fn answer(arguments: &[&str]) -> (i32, String, String) {
    let output = run(arguments);
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

/// A file in a folder of its own.
fn file(folder: &Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn yes_is_0_no_is_1_and_trouble_2() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let fine = file(folder, "fine.toml", HEAD);
    let wrong = file(folder, "wrong.toml", &format!("{HEAD}[[attack]]\nkind = \"no such kind\"\n"));
    let broken = file(folder, "broken.toml", "format = \n");
    let gone = folder.join("gone.toml").to_str().unwrap().to_owned();
    for (arguments, code) in [
        (&["check", "--audit", IDLIB][..], 0), // notes on the sources fail nothing
        (&["check", "--audit", &fine], 0),
        (&["check", "--audit", &wrong], 1),
        (&["check", "--audit", &broken], 1),
        (&["check", "--audit", &gone], 2),
        (&["check", "--audit", &wrong, &gone], 2),
        (&["window", IDLIB], 0),
        (&["window", &wrong], 0),
        (&["window", &broken], 2),
        (&["window", &gone], 2),
        (&["window", IDLIB, "--days", "0"], 2),
        (&["window", IDLIB, "--days", "-1"], 2),
        (&["window", IDLIB, "--days", "3661"], 2),
        (&["report", IDLIB], 0),
        (&["report", &wrong], 0),
        (&["report", &broken], 2),
        (&["report", &gone], 2),
        (&["report", IDLIB, "--days", "0"], 2),
        (&["report", IDLIB, "--since", "2020-08-15"], 2),
        (&["diff", &fine, &fine], 0),
        (&["diff", &fine, IDLIB], 1),
        (&["diff", &fine, &gone], 2),
        (&["diff", "--since", "13 jul", IDLIB], 1),
        (&["diff", "--since", "2020-08-14", IDLIB], 0),
        (&["diff", "--since", "2020-08-15", IDLIB], 2),
    ] {
        let (found, _, errors) = answer(arguments);
        assert_eq!(found, code, "{arguments:?}: {errors}");
        assert_eq!(errors.is_empty(), code < 2, "{arguments:?}: {errors}");
    }
}

/// Every order that looks at a day.
fn orders() -> Vec<Vec<&'static str>> {
    let shown = Panel::ALL.into_iter().map(Panel::name).chain(["overview"]);
    let mut orders: Vec<Vec<&str>> = shown
        .flat_map(|view| ["text", "json"].map(|format| vec!["show", view, "--format", format]))
        .collect();
    orders.extend(["text", "json", "csv"].map(|format| vec!["window", "--format", format]));
    orders.extend(["md", "text"].map(|format| vec!["report", "--format", format]));
    orders.extend(
        ["text", "json"].map(|format| vec!["diff", "--since", "2020-01-01", "--format", format]),
    );
    for format in ["text", "json"] {
        orders.push(vec!["why", "attacks-in-window", "--format", format]);
        orders.push(vec!["show", "without", "--least", "B", "--format", format]);
    }
    orders.push(vec!["render", "--size", "100x30", "--keys", "5"]);
    orders
}

#[test]
fn a_board_to_start_from_goes_to_standard_output() {
    let (code, text, errors) = answer(&["new", "-"]);
    assert_eq!((code, &*errors), (0, ""));
    assert!(text.contains("[[attack]]") && text.ends_with('\n'), "{text}");
    assert!(!Path::new("-").exists());
}

#[test]
fn a_day_that_cannot_be_read_is_trouble_with_a_hint() {
    for (day, words) in [
        ("some day", "`some day` is no day; 2020-07-14, 14 jul, mon, yesterday"),
        ("2020-02-30", "`2020-02-30`: there is no such day; Feb 2020 has 29 days"),
        ("14 jull", "`14 jull` is no day; 2020-07-14"),
        (
            "moscow-protocl+7d",
            "no record is called `moscow-protocl`; did you mean `moscow-protocol`?",
        ),
    ] {
        for order in [
            &["show", "ledgers"][..],
            &["window"],
            &["report"],
            &["diff", "--since", "2020-01-01"],
            &["render"],
        ] {
            for option in ["--as-of", "--known-by"] {
                let arguments = [order, &[option, day, IDLIB]].concat();
                let (code, text, errors) = answer(&arguments);
                assert_eq!((code, text.as_str()), (2, ""), "{arguments:?}");
                assert!(errors.contains(words), "{arguments:?}: {errors}");
            }
        }
    }
    let (code, _, errors) = answer(&["report", "--since", "some day", IDLIB]);
    assert_eq!(code, 2);
    assert!(errors.contains("`some day` is no day; 2020-07-14"), "{errors}");
    let (code, _, errors) = answer(&["window", "--known-by", "now", "--hindsight", IDLIB]);
    assert_eq!(code, 2);
    assert!(errors.contains("cannot be used with"), "{errors}");
}

#[test]
fn knowledge_of_an_earlier_day_than_the_one_looked_at() {
    for order in orders() {
        let arguments = [&order[..], &["--as-of", "2020-07-14", "--known-by", "2020-07-10", IDLIB]];
        let (code, text, errors) = answer(&arguments.concat());
        assert_eq!((code < 2, errors.as_str()), (true, ""), "{order:?}");
        let told = text.contains("ied-14jul") || text.contains("drones-11jul");
        // Asked why, the board names what was not known, as such.
        let is_named = order[0] == "why" && text.contains("not known then: first said 14 Jul");
        assert!(!told || is_named, "{order:?}: {text}");
    }
    let (_, text, _) =
        answer(&["report", "--as-of", "2020-07-14", "--known-by", "2020-07-10", IDLIB]);
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let head =
        "Mon 13 to Tue 14 Jul 2020, as known by Fri 10 Jul 2020; cut-off 24:00 Asia/Damascus.";
    assert!(text.contains(head), "{text}");
}

#[test]
fn a_reader_that_leaves_is_no_trouble() {
    for order in [
        &["window", "--days", "28", "--format", "csv"][..],
        &["report"],
        &["check", "--audit"],
        &["diff", "--since", "2020-01-01", "--format", "json"],
        &["show", "accounts", "--format", "json"],
    ] {
        let mut program = Command::new(PROGRAM);
        program.args(order).arg(IDLIB).stdin(Stdio::null()).stdout(Stdio::piped());
        let mut child = program.stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take()); // nobody reads
        let output = child.wait_with_output().unwrap();
        let code = i32::from(order[0] == "diff");
        assert_eq!(output.status.code(), Some(code), "{order:?}");
        assert!(output.stderr.is_empty(), "{order:?}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn scenarios_with_little_in_them_are_answered_too() {
    let attack = |date: &str| {
        format!("[[attack]]\nid = \"a\"\ndate = {date}\nkind = \"ied\"\nsource = \"s\"\n")
    };
    let tally = "[[tally]]\ndate = 2020-07-14\nof = \"violations\"\ncount = 3\nsource = \"s\"\n";
    let agreement =
        "[[agreement]]\nid = \"g\"\nname = \"G\"\nsigned = 2020-07-01\nsource = \"s\"\n";
    let folder = tempfile::tempdir().unwrap();
    for (name, records) in [
        ("nothing", String::new()),
        ("no-dates", "[[place]]\nid = \"p\"\nname = \"P\"\n".to_owned()),
        ("no-agreement", format!("{}{tally}", attack("2020-07-14"))),
        ("no-tallies", format!("{}{agreement}", attack("2020-07-14"))),
        ("no-clauses", agreement.to_owned()),
        ("only-tallies", tally.to_owned()),
        ("vague", attack("\"2020-06\"")),
        ("a-year", attack("\"2020\"")),
        ("open-to-the-past", attack("{ before = 2020-07-14 }")),
        ("open-to-the-future", attack("{ after = 2020-07-14 }")),
        ("the-first-day", attack("1900-01-01")),
        ("the-last-day", attack("2200-12-31")),
        ("withdrawn", format!("{}withdrawn = 2020-07-15\n", attack("2020-07-14"))),
    ] {
        let path =
            file(folder.path(), &format!("{name}.toml"), &format!("{HEAD}{SOURCE}{records}"));
        let (code, text, errors) = answer(&["check", &path]);
        assert_eq!((code, errors.as_str()), (0, ""), "{name}: {text}");
        for (n, order) in orders().into_iter().enumerate() {
            let clocks = [&["--as-of", "2020-12-31"][..], &["--hindsight"], &[]];
            let clock = clocks[(n + name.len()) % clocks.len()];
            let arguments = [&order[..], clock, &[&path]].concat();
            let (code, text, errors) = answer(&arguments);
            // Since January 2020: no day of a file that ends before it.
            let is_later = order[0] == "diff" && errors.contains("is later than the day");
            assert!(code < 2 && errors.is_empty() || is_later, "{name} {arguments:?}: {errors}");
            assert!(is_later || !text.is_empty(), "{name} {arguments:?}");
        }
    }
}

#[test]
fn every_panel_is_reached_by_its_name() {
    for panel in Panel::ALL {
        let (code, text, errors) = answer(&["show", panel.name(), IDLIB]);
        assert_eq!((code, errors.as_str()), (0, ""), "{}", panel.name());
        assert!(text.starts_with(&format!("{}, ", panel.title())), "{}: {text}", panel.name());
        let (code, text, errors) = answer(&["render", "--panel", panel.name(), IDLIB]);
        assert_eq!((code, errors.as_str()), (0, ""), "{}", panel.name());
        let titles = Panel::ALL.into_iter().filter(|other| {
            let title = match Front::default().command(*other).key() {
                key if key.is_empty() || key.contains(' ') => format!("╭─ {}", other.title()),
                key => format!("╭─ {key} {}", other.title()),
            };
            [" ─", ", "].iter().any(|behind| text.contains(&format!("{title}{behind}")))
        });
        assert_eq!(titles.collect::<Vec<_>>(), [panel], "it stands alone: {text}");
    }
    for order in ["show", "render"] {
        let (_, help, _) = answer(&[order, "--help"]);
        let help = help.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(help.contains(&Panel::ALL.map(Panel::name).join(", ")), "{help}");
    }
}

#[test]
fn what_could_not_be_read_is_told_beside_what_could() {
    let folder = tempfile::tempdir().unwrap();
    let attack = |date: &str, account: &str| {
        format!(
            "[[attack]]\nid = \"a{date}\"\ndate = {date}\nkind = \"ied\"\nsource = \"s\"\n{account}\n"
        )
    };
    let records = [attack("2020-08-10", "account = [{ killed = 3 }]"), attack("2020-08-40", "")];
    let half = file(folder.path(), "half.toml", &format!("{HEAD}{SOURCE}{}", records.concat()));
    let told = |arguments: &[&str]| {
        let (code, out, errors) = answer(&[arguments, &[&half]].concat());
        assert_eq!((code, &*errors), (0, ""));
        out
    };
    assert!(told(&["show", "attacks"]).contains("\n1 attack, 1 account left out, ! says why\n"));
    assert!(
        told(&["show", "patrols"]).contains("\n1 attack, 1 account left out"),
        "attacked or not"
    );
    assert!(!told(&["show", "displacement"]).contains("left out"), "none of it is missing there");
    assert!(told(&["show", "indicators"]).contains("\n1 attack, 1 account left out"));
    assert!(told(&["show", "overview"]).contains("1 attack, 1 account left out."));
    let words = "Left out: 1 attack, 1 account that could not be read; no figure here has";
    assert!(told(&["window"]).contains(words));
    assert!(told(&["report"]).contains(words));
    let counted = json!({ "attack": 1, "account": 1 });
    for arguments in [["show", "attacks", "--format=json"], ["window", "--days=7", "--format=json"]]
    {
        let rows: Vec<Json> = serde_json::from_str(&told(&arguments)).unwrap();
        assert_eq!(rows.last().unwrap()["left_out"], counted, "{arguments:?}");
        assert!(rows.iter().rev().skip(1).all(|row| row.get("left_out").is_none()));
    }
    let overview: Json =
        serde_json::from_str(&told(&["show", "overview", "--format=json"])).unwrap();
    assert_eq!(overview[0]["left_out"], counted);
    let collection: Json = serde_json::from_str(&told(&["export"])).unwrap();
    assert_eq!(collection["left_out"][0]["left_out"], counted);
    let table = told(&["window", "--format=csv"]);
    assert!(table.contains("\nleft out,,,attack,1,,,,"), "{table}");
    // Of a file that is read whole, nothing is said.
    let (_, out, errors) = answer(&["show", "attacks", "--format", "json", IDLIB]);
    assert!(errors.is_empty() && !out.contains("left_out"));
}

#[test]
fn what_could_not_be_read_is_unreadable_and_never_not_stated() {
    let folder = tempfile::tempdir().unwrap();
    let records = "[[attack]]\nid = \"a\"\ndate = 2020-08-10\nkind = \"ied\"\nsource = \"s\"\n\
        killed = \"lots\"\nplace = \"nowhere\"\nby = [\"nobody\"]\n\
        account = [{ source = \"desk\", injured = \"some\", note = 7 }]\n\
        [[patrol]]\nid = \"p\"\ndate = 2020-08-10\noutcome = \"completed\"\nkm = \"far\"\nsource = \"s\"\n";
    let odd = file(folder.path(), "odd.toml", &format!("{HEAD}{SOURCE}{records}"));
    let told = |arguments: &[&str]| answer(&[arguments, &[&odd]].concat()).1;
    let attacks = told(&["show", "attacks"]);
    for words in [
        "place: unreadable",
        "killed: unreadable",
        "hurt: unreadable",
        "by: unreadable",
        "on: not stated",
    ] {
        assert!(attacks.contains(words), "{words}: {attacks}");
    }
    assert!(told(&["show", "patrols"]).contains("km: unreadable"));
    let rows: Vec<Json> =
        serde_json::from_str(&told(&["show", "attacks", "--format=json"])).unwrap();
    // In the order of all keys.
    assert_eq!(rows[0]["unreadable"], json!(["by", "place", "killed", "injured", "note"]));
    assert_eq!(rows[0]["account"][0]["unreadable"], json!(["by", "place", "killed"]));
    assert_eq!(rows[0]["account"][1]["unreadable"], json!(["injured", "note"]));
    let detail = told(&["render", "--size", "120x40", "--keys", "2<Enter>"]);
    for words in ["killed         unreadable", "place          unreadable"] {
        assert!(detail.contains(words), "{detail}");
    }
    for width in ["80x24", "120x40", "160x50"] {
        let front = told(&["render", "--size", width]);
        let row = front.lines().find(|line| line.contains("IED")).unwrap();
        let in_full = row.matches("unreadable").count();
        assert!(in_full + row.matches(" err").count() >= 2, "{width}: {front}");
        assert!(!row.contains("unrea…") && !row.contains("unre…"), "{width}: {front}");
    }
    // What somebody else says readably is shown.
    let said = records.replace("injured = \"some\"", "killed = 3");
    let said = file(folder.path(), "said.toml", &format!("{HEAD}{SOURCE}{said}"));
    assert!(answer(&["show", "attacks", &said]).1.contains("killed: 3"));
}

// ---------------------------------------------------------------------- no path at all

/// A folder with `scenarios/` in it.
fn desk(scenarios: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("scenarios")).unwrap();
    for name in scenarios {
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(name);
        fs::copy(from, folder.path().join("scenarios").join(name)).unwrap();
    }
    folder
}

fn answer_in(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(PROGRAM);
    let output = command.current_dir(folder).args(arguments).stdin(Stdio::null()).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

/// Every command that looks at a scenario, without one.
const BARE: [&[&str]; 10] = [
    &[],
    &["show", "overview"],
    &["show", "figures", "--format", "json"],
    &["render", "--size", "80x24"],
    &["report"],
    &["report", "--format", "text"],
    &["window", "--days", "28", "--format", "csv"],
    &["why", "attacks-in-window"],
    &["export"],
    &["diff"],
];

#[test]
fn without_a_path_every_command_is_about_the_scenario_that_opens() {
    let names = ["donbas-2020.toml", "hodeidah-2018.toml", "idlib-2020.toml"];
    let (many, one, none) = (desk(&names), desk(&names[2..]), tempfile::tempdir().unwrap());
    let said = [
        (
            many.path(),
            "this is scenarios/idlib-2020.toml, of 3; --scenario ID or a path takes another",
        ),
        (one.path(), "this is scenarios/idlib-2020.toml"),
        (
            none.path(),
            "this is built in: idlib-2020.toml, of 6; --scenario ID or a path takes another",
        ),
    ];
    for (folder, words) in said {
        for arguments in BARE {
            let (code, text, errors) = answer_in(folder, arguments);
            assert_eq!(errors, format!("sitboard: {words}\n"), "{arguments:?}");
            let told = [("idlib", "Idlib"), ("donbas", "Donbas"), ("hodeidah", "Hodeidah")];
            let is_told = |(id, title): &&(&str, &str)| text.contains(*id) || text.contains(*title);
            let told: Vec<_> = told.iter().filter(is_told).map(|(id, _)| *id).collect();
            assert_eq!(told, ["idlib"], "{arguments:?}: {text}");
            let is_diff = arguments == ["diff"];
            assert!(code == 0 || is_diff && code == 1, "{arguments:?}: {code}");
        }
    }
    // What is named is gone through, and nothing needs to be said of it.
    let (_, text, errors) = answer_in(many.path(), &["report", "scenarios"]);
    assert_eq!((text.matches("; cut-off ").count(), errors.as_str()), (3, ""));
    let (_, text, errors) = answer_in(many.path(), &["report", "--scenario", "donbas-2020"]);
    assert!(text.starts_with("# Donbas") && errors.is_empty(), "{text}{errors}");
    // The list marks the one that opens.
    let (_, text, errors) = answer_in(many.path(), &["list"]);
    let marked: Vec<&str> = text.lines().filter(|line| line.starts_with('▸')).collect();
    assert_eq!((marked.len(), errors.as_str()), (1, ""), "{text}");
    assert!(marked[0].starts_with("▸  idlib-2020 ") && text.lines().count() == 3, "{text}");
    let (_, text, _) = answer_in(many.path(), &["list", "--format", "json"]);
    let rows: Json = serde_json::from_str(&text).unwrap();
    let opens = rows.as_array().unwrap().iter().filter(|row| row["opens"] == json!(true));
    assert_eq!(opens.map(|row| &row["id"]).collect::<Vec<_>>(), [&json!("idlib-2020")]);
    // Nothing is written into a scenario that nobody named.
    let (code, _, errors) = answer_in(many.path(), &["add", "ied 14 jul src sohr"]);
    assert_eq!(code, 2);
    assert!(errors.contains("which scenario?"), "{errors}");
}

#[test]
fn an_empty_panel_names_the_scenarios_that_have_rows() {
    let folder = desk(&["donbas-2020.toml", "hodeidah-2018.toml", "idlib-2020.toml"]);
    let show = |arguments: &[&str]| answer_in(folder.path(), &[&["show"], arguments].concat());
    let (_, text, errors) = show(&["displacement", "--scenario", "donbas-2020"]);
    assert!(text.contains("no displacement"), "{text}");
    assert_eq!(errors, "sitboard: Displacement: nothing here; --scenario idlib-2020 has 10 rows\n");
    let json = ["patrols", "--scenario", "hodeidah-2018", "--format", "json"];
    let (_, text, errors) = show(&json);
    assert_eq!(text, "[]\n");
    assert!(errors.ends_with("nothing here; --scenario idlib-2020 has 23 rows\n"), "{errors}");
    // A file that was named has no neighbours.
    let (_, _, errors) = show(&["patrols", "scenarios/hodeidah-2018.toml"]);
    assert_eq!(errors, "");
}
