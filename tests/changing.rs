//! `sitboard account`, `edit`, `withdraw` and `remove` as a script uses them: what they write, what
//! they say, what they refuse, and that nothing else in the file changes.

use std::{
    fs,
    process::{Command, Stdio},
};

use tempfile::TempDir;

const BOARD: &str = r#"format = 1 # the version

[scenario]
id = "m4"
title = "Patrols on the M4"
open_at = 2020-07-20

[[source]]
id = "sohr"
name = "Syrian Observatory"
kind = "monitor"
reliability = "B"

[[source]]
id = "mod"
name = "Ministry of Defence"
kind = "party"

[[actor]]
id = "russia"
name = "Russia"
kind = "state"

[[place]]
id = "ariha"
name = "Ariha"

[[attack]]
id = "hit" # a remark
date = 2020-07-14
kind = "ied"
place = "ariha"
killed = 2 # as printed
source = "mod"
published = 2020-07-14

[[statement]]
id = "claim"
date = 2020-07-15
speaker = "russia"
kind = "claim"
about = ["hit"]
says = "It was an attack."
source = "mod"
published = 2020-07-15
"#;

struct Desk(TempDir);

impl Desk {
    fn new() -> Desk {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("board.toml"), BOARD).unwrap();
        Desk(folder)
    }

    fn text(&self) -> String {
        fs::read_to_string(self.0.path().join("board.toml")).unwrap()
    }

    fn run(&self, arguments: &[&str]) -> (i32, String, String) {
        let output = Command::new(env!("CARGO_BIN_EXE_sitboard"))
            .current_dir(self.0.path())
            .args(arguments)
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
    }

    /// What a command says that writes, and the lines that are new in the file.
    #[track_caller]
    fn writes(&self, arguments: &[&str]) -> (String, Vec<String>) {
        let before = self.text();
        let (code, told, errors) = self.run(arguments);
        assert_eq!(code, 0, "{errors}");
        let after = self.text();
        let is_new = |line: &&str| !before.lines().any(|old| old == *line);
        (told, after.lines().filter(is_new).map(str::to_owned).collect())
    }

    /// What a command says that is refused; nothing is written.
    #[track_caller]
    fn refuses(&self, arguments: &[&str], wanted: i32) -> String {
        let before = self.text();
        let (code, told, errors) = self.run(arguments);
        assert_eq!((code, &*told), (wanted, ""), "{errors}");
        assert_eq!(self.text(), before);
        errors
    }
}

#[test]
fn another_voice_is_written_in_one_line() {
    let desk = Desk::new();
    let line =
        ["account", "board.toml", "hit", "src", "sohr", "B2", "killed=3", "published", "15", "jul"];
    let (told, new) = desk.writes(&line);
    assert_eq!(
        new,
        [
            "account = [",
            "  { source = \"sohr\", published = 2020-07-15, killed = 3, credibility = 2 },",
            "]",
        ]
    );
    assert_eq!(
        told,
        "account added: Syrian Observatory on IED in Ariha, 14 Jul (hit) board.toml:37\n"
    );
    // The other comes behind it; what nobody typed is said.
    let (code, _, errors) = desk.run(&["account", "board.toml", "hit", "sohr note=two houses"]);
    assert_eq!(code, 0, "{errors}");
    assert!(
        errors.contains("published is taken to be Mon 20 Jul 2020: none was given"),
        "{errors}"
    );
    assert!(desk.text().contains(r#"note = "two houses""#), "{}", desk.text());
    assert!(desk.text().contains("killed = 2 # as printed"), "remarks stay");
}

#[test]
fn what_is_no_word_of_anybody_is_refused() {
    let desk = Desk::new();
    let errors = desk.refuses(&["account", "board.toml", "hit", "killed=3"], 1);
    assert!(errors.contains("an account needs `source` or `bulletin`"), "{errors}");
    let errors = desk.refuses(&["account", "board.toml", "ariha", "src", "sohr"], 1);
    assert!(errors.contains("nobody's word stands beside it"), "{errors}");
    let errors = desk.refuses(&["account", "board.toml", "hit", "src", "sorh"], 1);
    assert!(errors.contains("did you mean `sohr`?"), "{errors}");
    let errors = desk.refuses(&["account", "board.toml", "hit"], 1);
    assert!(errors.contains("nothing is said of it"), "{errors}");
    let errors = desk.refuses(&["account", "board.toml", "hitt", "src", "sohr"], 1);
    assert!(errors.contains("did you mean `hit`?"), "{errors}");
    let errors = desk.refuses(&["account", "gone.toml", "hit", "src", "sohr"], 2);
    assert!(errors.contains("gone.toml: "), "{errors}");
}

#[test]
fn keys_are_changed_and_taken_away() {
    let desk = Desk::new();
    let (told, new) = desk.writes(&["edit", "board.toml", "hit", "date=15", "jul", "killed="]);
    assert_eq!(new, Vec::<String>::new());
    assert!(desk.text().contains("id = \"hit\" # a remark\ndate = 2020-07-15\nkind"));
    assert_eq!(
        told,
        "changed: IED in Ariha, 15 Jul; date: 14 Jul → 15 Jul; killed: 2 → not stated (hit) board.toml:30\n"
    );
    assert!(!desk.text().contains("killed"));
    let (told, new) =
        desk.writes(&["edit", "board.toml", "hit", "injured=russia=3", "civilians=several"]);
    assert_eq!(new, [r#"injured = { russia = 3, civilians = "several" }"#]);
    assert!(told.contains("injured: not stated → Russia 3, civilians several"), "{told}");
    for (arguments, words) in [
        (&["kiled=3"][..], "no key of it is called `kiled`; did you mean `killed`?"),
        (&["date=31 feb"][..], "date: "),
        (&["kind=iedd"][..], "did you mean `ied`?"),
        (&["note="][..], "`note` is not stated there"),
        (&["date="][..], "an attack needs `date`"),
        (&["kind=ied", "kind=other"][..], "`kind` stands twice"),
        (&["note"][..], "`note` belongs to no key"),
        (&[][..], "nothing is to be changed"),
        (&["killed=1", "--voice", "sohr"][..], "no voice of it is called `sohr`"),
    ] {
        let errors = desk.refuses(&[&["edit", "board.toml", "hit"], arguments].concat(), 1);
        assert!(errors.contains(words), "{arguments:?}: {errors}");
    }
}

#[test]
fn a_voice_is_named_where_it_is_not_the_records_own() {
    let desk = Desk::new();
    desk.writes(&["account", "board.toml", "hit", "src sohr killed 3 published 15 jul"]);
    let (told, new) =
        desk.writes(&["edit", "board.toml", "hit", "killed=4", "--voice", "Syrian Observatory"]);
    assert_eq!(new.len(), 1);
    assert!(new[0].contains("killed = 4"), "{new:?}");
    assert!(
        told.starts_with("changed: the account of Syrian Observatory on IED in Ariha"),
        "{told}"
    );
    assert!(told.contains("killed: 3 → 4"), "{told}");
    let withdraw = ["withdraw", "board.toml", "hit", "--voice", "sohr", "--on", "16 jul 2020"];
    let (told, new) = desk.writes(&withdraw);
    assert!(new[0].contains("withdrawn = 2020-07-16"), "{new:?}");
    assert!(
        told.starts_with(
            "withdrawn: Syrian Observatory takes its word back on Thu 16 Jul 2020: IED in Ariha"
        ),
        "{told}"
    );
    let errors = desk.refuses(&withdraw, 1);
    assert!(errors.contains("this word is withdrawn already, on line 37"), "{errors}");
    let errors = desk.refuses(&["withdraw", "board.toml", "ariha", "--on", "16 jul 2020"], 1);
    assert!(errors.contains("there is no word to withdraw"), "{errors}");
    // A second word of the voice is told from the first by its line.
    desk.writes(&["account", "board.toml", "hit", "src sohr killed 5 published 17 jul 2020"]);
    let errors = desk.refuses(&["edit", "board.toml", "hit", "killed=6", "--voice", "sohr"], 1);
    assert!(
        errors.contains("`sohr` has 2 words on it; say which by its line: --voice 37"),
        "{errors}"
    );
    let removed = desk.writes(&["remove", "board.toml", "hit", "--voice", "38"]).0;
    assert_eq!(
        removed,
        "removed: the account of Syrian Observatory on IED in Ariha, 14 Jul (hit) board.toml\n"
    );
}

#[test]
fn what_is_referred_to_stays() {
    let desk = Desk::new();
    let errors = desk.refuses(&["remove", "board.toml", "hit"], 1);
    assert!(
        errors.contains("IED in Ariha, 14 Jul stays: 1 reference to it: Russia: It was an attack")
            && errors.contains("(claim), about"),
        "{errors}"
    );
    let (told, _) = desk.writes(&["remove", "board.toml", "claim"]);
    assert!(told.ends_with("(claim) board.toml\n"), "{told}");
    desk.writes(&["remove", "board.toml", "hit"]);
    let text = desk.text();
    assert!(!text.contains("[[attack]]") && text.contains("format = 1 # the version"), "{text}");
    let errors = desk.refuses(&["remove", "board.toml", "hit"], 1);
    assert!(errors.contains("no record is called `hit`"), "{errors}");
}

#[test]
fn a_dry_run_tells_the_difference_and_writes_nothing() {
    let desk = Desk::new();
    let (code, told, errors) = desk.run(&["edit", "board.toml", "hit", "killed=3", "--dry-run"]);
    assert_eq!((code, &*errors), (0, ""));
    assert_eq!(desk.text(), BOARD);
    assert!(told.starts_with("--- board.toml\n+++ board.toml\n@@ -30,7 +30,7 @@\n"), "{told}");
    assert!(told.contains("\n-killed = 2 # as printed\n+killed = 3 # as printed\n"), "{told}");
    for arguments in [
        &["account", "board.toml", "hit", "src sohr killed 3"][..],
        &["add", "board.toml", "15 jul ied ariha src sohr"],
        &["withdraw", "board.toml", "hit", "--on", "16 jul 2020"],
        &["remove", "board.toml", "claim"],
    ] {
        let (code, told, errors) = desk.run(&[arguments, &["--dry-run"]].concat());
        assert_eq!(code, 0, "{errors}");
        assert!(told.starts_with("--- board.toml\n+++ board.toml\n@@"), "{told}");
        assert_eq!(desk.text(), BOARD);
    }
}

#[test]
fn scripts_are_told_what_was_done() {
    let desk = Desk::new();
    let (_, told, _) = desk.run(&["edit", "board.toml", "hit", "killed=3", "--format", "json"]);
    let told: serde_json::Value = serde_json::from_str(&told).unwrap();
    let wanted = serde_json::json!([{
        "did": "changed", "table": "attack", "id": "hit", "voice": "mod",
        "words": "changed: IED in Ariha, 14 Jul; killed: 2 → 3",
        "file": "board.toml", "line": 33,
    }]);
    assert_eq!(told, wanted);
}

#[test]
fn a_table_tells_apart_what_shares_an_id() {
    let desk = Desk::new();
    let both = BOARD.replace("id = \"russia\"", "id = \"sohr\"").replace("\"russia\"", "\"sohr\"");
    fs::write(desk.0.path().join("board.toml"), both).unwrap();
    let errors = desk.refuses(&["edit", "board.toml", "sohr", "short=S"], 1);
    assert!(
        errors.contains("2 records have the id `sohr`; one of: source:sohr, actor:sohr"),
        "{errors}"
    );
    let (told, new) = desk.writes(&["edit", "board.toml", "actor:sohr", "short=R"]);
    assert_eq!(new, ["short = \"R\""]);
    assert!(told.contains("short: not stated → R"), "{told}");
}
