//! `sitboard diff` as a reader uses it: two files, and one file since a day.

use std::{fs, path::Path, process::Command};

use serde_json::Value as Json;
use tempfile::TempDir;

const IDLIB: &str = include_str!("../scenarios/idlib-2020.toml");

/// A folder with the scenario as it was, and as it is.
struct Desk(TempDir);

impl Desk {
    fn new(after: &str) -> Desk {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("before.toml"), IDLIB).unwrap();
        fs::write(folder.path().join("after.toml"), after).unwrap();
        Desk(folder)
    }

    /// The exit code, and what is said on both streams.
    fn diff(&self, arguments: &[&str]) -> (i32, String, String) {
        run(self.0.path(), arguments)
    }
}

fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_sitboard"))
        .current_dir(folder)
        .arg("diff")
        .args(arguments)
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

/// The scenario with stretches of it replaced, each of which stands there once.
fn edited(edits: &[(&str, &str)]) -> String {
    edits.iter().fold(IDLIB.to_owned(), |text, (from, to)| {
        assert_eq!(text.matches(from).count(), 1, "{from}");
        text.replace(from, to)
    })
}

/// The line of the scenario in which a stretch of it begins.
fn line(of: &str) -> usize {
    IDLIB[..IDLIB.find(of).unwrap()].matches('\n').count() + 1
}

#[test]
fn two_files_key_by_key() {
    let desk = Desk::new(&edited(&[
        (
            "id = \"sofrep\"\nname = \"SOFREP\"\nkind = \"media\"\nreliability = \"C\"",
            "id = \"sofrep\"\nname = \"SOFREP\"\nkind = \"media\"\nreliability = \"D\"",
        ),
        (
            "since = 2020-08-17\nsource = \"desk\"\npublished = 2020-08-17\n",
            "since = 2020-08-18\nsource = \"desk\"\npublished = 2020-08-17\n",
        ),
        ("handling = \"TLP:CLEAR\"", "handling = \"TLP:GREEN\""),
    ]));
    let (code, text, errors) = desk.diff(&["before.toml", "after.toml"]);
    assert_eq!((code, errors.as_str()), (1, ""));
    let (source_line, status_line) = (
        line("[[source]]\nid = \"sofrep\"") + 4,
        line("[[status]]\nid = \"status-patrols-2020-08-17\"") + 4,
    );
    let wanted = format!(
        "What changed: Idlib: joint patrols on the M4\n\
         from before.toml\n  \
           to after.toml\n\
         Handling: TLP:GREEN\n\
         \n\
         Revised (2)\n  \
           Idlib: joint patrols on the M4\n     \
             handling: TLP:CLEAR → TLP:GREEN  after.toml\n  \
           Patrols running since 18 Aug 2020\n     \
             since: 17 Aug 2020 → 18 Aug 2020 (desk)  after.toml:{status_line}\n\
         \n\
         Regraded (1)\n  \
           SOFREP\n     \
             reliability: C → D  after.toml:{source_line}\n"
    );
    assert_eq!(text, wanted);
    let (code, json, _) = desk.diff(&["before.toml", "after.toml", "--format", "json"]);
    let changes: Vec<Json> = serde_json::from_str(&json).unwrap();
    assert_eq!((code, changes.len()), (1, 3));
    let day = |day: &str| serde_json::json!({ "text": day, "earliest": day, "latest": day });
    let status = &changes[2];
    assert_eq!(status["kind"], "revised");
    assert_eq!((&status["table"], &status["key"]), (&"status".into(), &"since".into()));
    assert_eq!(status["before"]["value"], day("2020-08-17"));
    assert_eq!(status["after"]["value"], day("2020-08-18"));
    assert_eq!(status["after"]["voices"][0]["voice"], "desk");
    assert_eq!((&status["file"], &status["line"]), (&"after.toml".into(), &status_line.into()));
}

#[test]
fn what_is_gone_is_told_where_it_stood() {
    let start = IDLIB.find("[[attack]]\nid = \"ied-14jul\"").unwrap();
    let end = start + 10 + IDLIB[start + 10..].find("[[").unwrap();
    let line = line(&IDLIB[start..end]);
    // Whatever rests on it then names nothing, which is an error of the file and no trouble here.
    let desk = Desk::new(&IDLIB.replace(&IDLIB[start..end], ""));
    let (code, text, _) = desk.diff(&["before.toml", "after.toml"]);
    assert_eq!(code, 1);
    assert!(text.contains("\nGone (1)\n  gone  IED near Ariha, 14 Jul"), "{text}");
    assert!(text.contains(&format!("  before.toml:{line}\n")), "{text}");
    let (_, text, _) = desk.diff(&["after.toml", "before.toml"]);
    assert!(text.contains("\nAdded (1)\n  new  IED near Ariha, 14 Jul"), "{text}");
    assert!(text.contains(&format!("  before.toml:{line}\n")), "{text}");
}

#[test]
fn a_record_that_cannot_be_read_is_told_as_left_out() {
    let desk = Desk::new(&edited(&[(
        "id = \"ied-14jul\"\ndate = 2020-07-14T08:50:00+03:00",
        "id = \"ied-14jul\"\ndate = \"one day\"",
    )]));
    let (code, text, _) = desk.diff(&["before.toml", "after.toml"]);
    assert_eq!(code, 1);
    assert!(text.contains("after.toml: 1 attack left out, not compared\n"), "{text}");
}

#[test]
fn the_same_file_has_no_differences() {
    let desk = Desk::new(IDLIB);
    let (code, text, _) = desk.diff(&["before.toml", "after.toml"]);
    assert_eq!(code, 0);
    assert!(text.ends_with("\nNothing changed.\n"), "{text}");
    let (code, json, _) = desk.diff(&["before.toml", "after.toml", "--format", "json"]);
    assert_eq!((code, json.as_str()), (0, "[]\n"));
}

#[test]
fn one_file_since_a_day() {
    let desk = Desk::new(IDLIB);
    let since = ["before.toml", "--since", "11 aug", "--as-of", "2020-08-13"];
    let (code, text, errors) = desk.diff(&since);
    assert_eq!((code, errors.as_str()), (1, ""));
    assert!(text.contains("from Tue 11 Aug 2020, known then\n  to Thu 13 Aug 2020, known then\n"));
    let moved = "\nStatus moved (2)\n  moved  Patrols: running since \
                 Sun 15 Mar 2020 (desk) → suspended (“temporarily suspended”) since Thu 13 Aug 2020";
    assert!(text.contains(moved), "{text}");
    assert!(text.contains("\nAdded ("), "{text}");
    // The day it opens on, and nothing after it.
    let (code, text, _) = desk.diff(&["before.toml", "--since", "2020-08-14"]);
    assert_eq!(code, 0);
    assert!(text.contains("from Fri 14 Aug 2020, known then\n  to Fri 14 Aug 2020"), "{text}");
    let (code, text, _) = desk.diff(&["before.toml", "--since", "D+127", "--hindsight"]);
    assert_eq!(code, 1);
    assert!(text.contains("from Sat 11 Jul 2020, in hindsight\n"), "{text}");
}

#[test]
fn the_built_in_scenario_is_looked_at_where_there_is_no_file() {
    let empty = tempfile::tempdir().unwrap();
    let (code, text, _) = run(empty.path(), &["--since", "2020-07-13", "--as-of", "2020-07-14"]);
    assert_eq!(code, 1);
    assert!(text.contains("  built in: idlib-2020.toml:"), "{text}");
}

#[test]
fn what_makes_no_sense_is_trouble() {
    let desk = Desk::new("format = 1\n");
    fs::write(desk.0.path().join("broken.toml"), "format = \n").unwrap();
    for (arguments, why) in [
        (&["before.toml"][..], "diff takes two files, or --since DAY and one"),
        (&["before.toml", "after.toml", "broken.toml"], "diff takes two files"),
        (&["before.toml", "broken.toml"], "broken.toml does not load; `sitboard check` says why"),
        (&["before.toml", "nowhere.toml"], "nowhere.toml: "),
        (&["before.toml", "before.toml", "--as-of", "14 jul"], "days go with --since"),
        (&["before.toml", "before.toml", "--since", "14 jul"], "--since looks at one file"),
        (&["before.toml", "--since", "some day"], "`some day` is no day"),
        (&["before.toml", "--since", "2020-09-01"], "is later than the day that is looked at"),
    ] {
        let (code, text, errors) = desk.diff(arguments);
        assert_eq!((code, text.as_str()), (2, ""), "{arguments:?}");
        assert!(errors.contains(why), "{arguments:?}: {errors}");
    }
}
