//! `sitboard add` as a script uses it: one line or JSON in, id and place out, all or nothing.

use std::{
    fs,
    io::Write,
    path::Path,
    process::{Command, Stdio},
};

use tempfile::TempDir;

const IDLIB: &str = include_str!("../scenarios/idlib-2020.toml");

struct Desk(TempDir);

impl Desk {
    fn new(text: &str) -> Desk {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("board.toml"), text).unwrap();
        Desk(folder)
    }

    fn text(&self) -> String {
        fs::read_to_string(self.0.path().join("board.toml")).unwrap()
    }

    fn add(&self, arguments: &[&str]) -> (i32, String, String) {
        run(self.0.path(), arguments, "")
    }

    fn add_json(&self, arguments: &[&str], json: &str) -> (i32, String, String) {
        run(self.0.path(), &[arguments, &["--json"]].concat(), json)
    }

    /// What stands in the file now and did not before, a line each; nothing else has changed.
    #[track_caller]
    fn new_lines(&self, before: &str) -> String {
        let after = self.text();
        let start = before.bytes().zip(after.bytes()).take_while(|(a, b)| a == b).count();
        let end = before.len() - start;
        assert_eq!(&before[start..], &after[after.len() - end..], "only put in");
        after[start..after.len() - end].trim().to_owned()
    }
}

fn run(folder: &Path, arguments: &[&str], input: &str) -> (i32, String, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_sitboard"))
        .current_dir(folder)
        .arg("add")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

const LINE: &str = "14 jul 08:50 ied ariha on russia,turkey injured russia=3 turkey=several \
                    by unknown src mod-russia B2 url https://example.org/a";

/// What nobody typed is said.
const FILLED: &str = "sitboard: published is taken to be Fri 14 Aug 2020: none was given\n";
const WRITTEN: &str = "[[attack]]\nid = \"attack-2020-07-14-ariha\"\ndate = 2020-07-14T08:50:00\n\
                       kind = \"ied\"\nby = [\"unknown\"]\non = [\"russia\", \"turkey\"]\n\
                       place = \"ariha\"\ninjured = { russia = 3, turkey = \"several\" }\n\
                       source = \"mod-russia\"\npublished = 2020-08-14\ncredibility = 2\nurl = \"https://example.org/a\"";

/// A place without a point is told of the towns of its name; none is taken for it.
#[test]
fn the_points_of_towns_are_offered_and_never_given() {
    let desk = Desk::new(IDLIB);
    let line = ["board.toml", "place", "id", "tripoli", "name", "Tripoli", "pcode", "ly02"];
    let (code, _, errors) = desk.add(&line);
    assert_eq!(code, 0, "{errors}");
    assert!(
        errors.contains("tripoli has no point; the world's map has 2 towns of its name"),
        "{errors}"
    );
    assert!(
        errors.contains("at = { lat = 32.8920, lon = 13.1800, precision_km = 5 } (a capital)"),
        "{errors}"
    );
    assert!(errors.contains("the nearest capital, Athens, is 130 km away"), "{errors}");
    let added = "id = \"tripoli\"\nname = \"Tripoli\"\npcode = \"LY02\"\n\n";
    assert!(desk.new_lines(IDLIB).contains(added), "{}", desk.new_lines(IDLIB));
    let desk = Desk::new(IDLIB);
    let line = ["board.toml", "place", "id", "tadif", "name", "Tadif", "at", "37sbv841659"];
    let (code, _, errors) = desk.add(&line);
    assert_eq!((code, errors.as_str()), (0, ""));
    let added = "name = \"Tadif\"\nat = { mgrs = \"37S BV 841 659\" }\n";
    assert!(desk.new_lines(IDLIB).contains(added), "{}", desk.new_lines(IDLIB));
}

#[test]
fn one_line_goes_behind_the_last_of_its_kind() {
    let desk = Desk::new(IDLIB);
    let mut arguments = vec!["board.toml", "--as-of", "2020-08-14"];
    arguments.extend(LINE.split(' '));
    let (code, told, errors) = desk.add(&arguments);
    assert_eq!((code, &*errors), (0, FILLED));
    assert_eq!(desk.new_lines(IDLIB), WRITTEN);
    let says = "added: IED near Ariha, 14 Jul (attack-2020-07-14-ariha) board.toml:";
    let line: usize = told.trim_end().strip_prefix(says).unwrap().parse().unwrap();
    assert_eq!(desk.text().lines().nth(line - 1), Some("[[attack]]"));
}

#[test]
fn a_line_may_come_as_one_word_or_with_words_that_a_shell_kept_together() {
    let desk = Desk::new(IDLIB);
    assert_eq!(desk.add(&["board.toml", LINE]).0, 0);
    assert_eq!(desk.new_lines(IDLIB), WRITTEN, "an old file is seen from the day it opens on");
    let before = desk.text();
    let (code, told, _) = desk.add(&[
        "board.toml",
        "--",
        "event",
        "13 aug",
        "kind",
        "convoy",
        "Lorries entered, 40 of them.",
        "src",
        "sohr",
        "at",
        "-35.8,36.6",
    ]);
    assert_eq!((code, told.contains(" (event-2020-08-13) ")), (0, true), "{told}");
    assert!(desk.new_lines(&before).contains("what = \"Lorries entered, 40 of them.\""));
}

#[test]
fn line_ends_and_byte_order_mark_stay() {
    let windows = format!("\u{feff}{}", IDLIB.replace('\n', "\r\n"));
    let desk = Desk::new(&windows);
    assert_eq!(desk.add(&["board.toml", LINE]).0, 0);
    assert_eq!(desk.new_lines(&windows), WRITTEN.replace('\n', "\r\n"));
}

#[test]
fn what_is_not_understood_is_said_word_by_word_and_nothing_is_written() {
    let desk = Desk::new(IDLIB);
    let (code, told, errors) =
        desk.add(&["board.toml", "14 jul ied arriha on rusia src sohr frequently"]);
    assert_eq!((code, &*told), (1, ""));
    assert_eq!(
        errors,
        "sitboard: `arriha` is not understood; did you mean `ariha`?\n\
         sitboard: no actor is called `rusia`; did you mean `russia`?\n\
         sitboard: `frequently` is not understood; write its key before it; free text goes in quotes behind note or words\n"
    );
    let (code, _, errors) = desk.add(&["board.toml", "ied ariha"]);
    assert_eq!(code, 1);
    assert!(errors.contains("an attack needs `date`"), "{errors}");
    let (code, _, errors) = desk.add(&["board.toml", "ied", "14 jul", "--as-of", "some day"]);
    assert_eq!(code, 2);
    assert!(errors.contains("`some day` is no day"), "{errors}");
    assert_eq!(desk.text(), IDLIB);
}

#[test]
fn a_remark_on_the_grade_goes_to_stderr() {
    let desk = Desk::new(IDLIB);
    let (code, _, errors) = desk.add(&["board.toml", "14 jul ied src sohr A2"]);
    assert_eq!(code, 0);
    let remark = "sitboard: `sohr` is graded C in this file, not A; that stays\n";
    assert_eq!(errors, format!("{remark}{FILLED}"));
}

#[test]
fn records_from_json_that_name_each_other() {
    let desk = Desk::new(IDLIB);
    let json = r#"[
        { "table": "place", "id": "new-town", "name": "New Town" },
        { "date": "2020-07-14T08:50:00", "kind": "ied", "place": "new-town", "source": "sohr",
          "killed": 0, "account": [ { "source": "mod-russia", "killed": "several" } ] },
        { "date": "2020-07-15", "kind": "shelling", "place": "new-town", "source": "sohr" }
    ]"#;
    let (code, told, errors) = desk.add_json(&["board.toml", "attack"], json);
    let filled = "sitboard: published is taken to be Fri 14 Aug 2020, 3 times: none was given\n";
    assert_eq!((code, &*errors), (0, filled));
    let added: Vec<&str> =
        told.lines().filter_map(|line| Some(line.split_once(" board.toml:")?.0)).collect();
    assert_eq!(
        added,
        [
            "added: New Town (new-town)",
            "added: IED in New Town, 14 Jul (attack-2020-07-14-new-town)",
            "added: Shelling in New Town, 15 Jul (attack-2020-07-15-new-town)",
        ]
    );
    let text = desk.text();
    let account = "account = [\n  { source = \"mod-russia\", published = 2020-08-14, killed = \"several\" },\n]\n";
    assert!(text.contains(account), "{account}");
    for line in told.lines() {
        let number: usize = line.rsplit_once(':').unwrap().1.parse().unwrap();
        assert!(text.lines().nth(number - 1).unwrap().starts_with("[["), "{line}");
    }
}

#[test]
fn a_day_of_publication_that_is_given_in_json_stands() {
    let desk = Desk::new(IDLIB);
    let json = r#"[
        { "date": "2020-07-14", "kind": "ied", "source": "sohr", "published": "2020-07-16" },
        { "date": "2020-07-15", "kind": "shelling", "source": "sohr" }
    ]"#;
    let as_of = ["board.toml", "attack", "--as-of", "2020-07-20"];
    let (code, _, errors) = desk.add_json(&as_of, json);
    let filled = "sitboard: published is taken to be Mon 20 Jul 2020: none was given\n";
    assert_eq!((code, &*errors), (0, filled));
    let new = desk.new_lines(IDLIB);
    let days = ["published = 2020-07-16", "published = 2020-07-20"];
    assert!(days.iter().all(|day| new.matches(day).count() == 1), "{new}");
    // Of a batch that is refused nothing is taken to be anything.
    let faulty = r#"{ "date": "2020-07-14", "kind": "ied", "source": "nobody" }"#;
    let (code, _, errors) = desk.add_json(&["board.toml", "attack"], faulty);
    assert_eq!((code, errors.contains("taken to be")), (1, false), "{errors}");
}

#[test]
fn one_bad_record_of_many_and_none_is_written() {
    let desk = Desk::new(IDLIB);
    let json = r#"[
        { "table": "attack", "date": "2020-07-14", "kind": "ied", "source": "sohr" },
        { "table": "attack", "date": "2020-07-14", "kind": "ied", "source": "nobody" }
    ]"#;
    let (code, told, errors) = desk.add_json(&["board.toml"], json);
    assert_eq!((code, &*told), (1, ""));
    assert_eq!(
        errors,
        "sitboard: record 2 (2020-07-14 ied): source: no source is called `nobody`; add a \
         [[source]] with this id\n"
    );
    assert_eq!(desk.add_json(&["board.toml"], "{ \"kind\": \"ied\" }").0, 1);
    assert_eq!(desk.add_json(&["board.toml", "attacks"], "[]").0, 1);
    assert_eq!(desk.text(), IDLIB);
    assert_eq!(desk.add_json(&["board.toml"], "[]"), (0, String::new(), String::new()));
}

#[test]
fn every_faulty_record_of_a_batch_is_told_at_once() {
    let desk = Desk::new(IDLIB);
    let json = r#"[
        { "date": "2020-07-14", "kind": "ied", "place": "ariha", "source": "sohr" },
        { "date": "2020-02-31", "kind": "iedd", "place": "arriha", "source": "sohr" },
        { "kind": "shelling", "source": "sohr" },
        { "table": "place", "id": "new-town", "name": "New Town" },
        { "date": "2020-07-15", "kind": "shelling", "place": "new-town", "source": "sohr" }
    ]"#;
    let (code, told, errors) = desk.add_json(&["board.toml", "attack"], json);
    assert_eq!((code, &*told), (1, ""));
    let lines: Vec<&str> = errors.lines().collect();
    assert_eq!(lines.len(), 4, "{errors}");
    assert!(lines[0].contains("record 2 (2020-02-31 iedd arriha): date: "), "{errors}");
    assert!(lines[1].contains("kind: ") && lines[1].contains("did you mean `ied`?"), "{errors}");
    assert!(lines[2].contains("place: no place is called `arriha`; did you mean `ariha`?"));
    assert!(lines[3].contains("record 3 (shelling): an attack needs `date`"), "{errors}");
    // So it is where a key is wrong.
    let json = r#"[{ "kinds": "ied" }, { "table": "attak" }, 3]"#;
    let (code, _, errors) = desk.add_json(&["board.toml", "attack"], json);
    assert_eq!((code, errors.lines().count()), (1, 3), "{errors}");
    assert_eq!(desk.text(), IDLIB);
}

#[test]
fn civilians_may_be_hit_and_who_acts_is_an_actor() {
    let desk = Desk::new(IDLIB);
    let (code, _, errors) = desk.add(&["board.toml", "14 jul ied ariha on civilians src sohr"]);
    assert_eq!((code, &*errors), (0, FILLED));
    assert!(desk.new_lines(IDLIB).contains("on = [\"civilians\"]"));
    let (code, _, errors) = desk.add(&["board.toml", "15 jul ied ariha by civilians src sohr"]);
    assert_eq!(code, 1);
    assert!(errors.contains("civilians stand behind `on` and in counts"), "{errors}");
}

#[test]
fn trouble_is_told_apart_from_a_refusal() {
    let desk = Desk::new(IDLIB);
    for (arguments, words) in [
        (&["gone.toml", "ied 14 jul src sohr"][..], "gone.toml"),
        (&["ied", "14", "jul"][..], "which scenario?"),
        (&["--scenario", "idlib-2020", "ied 14 jul src sohr"][..], "cannot be added to"),
    ] {
        let (code, _, errors) = desk.add(arguments);
        assert_eq!(code, 2, "{errors}");
        assert!(errors.contains(words), "{errors}");
    }
    assert_eq!(desk.add(&[]).0, 2, "nothing was asked");
    fs::hard_link(desk.0.path().join("board.toml"), desk.0.path().join("other")).unwrap();
    let (code, _, errors) = desk.add(&["board.toml", "ied 14 jul src sohr"]);
    assert_eq!(code, 2);
    assert!(errors.contains("(a hard link)") && errors.contains("nothing was written"), "{errors}");
    assert_eq!(desk.text(), IDLIB);
    let broken = Desk::new("format = 1\n[scenario\n");
    let (code, _, errors) = broken.add(&["board.toml", "ied 14 jul src sohr"]);
    assert_eq!(code, 2);
    assert!(errors.contains("does not load"), "{errors}");
    assert_eq!(broken.text(), "format = 1\n[scenario\n");
}

#[test]
fn added_records_pass_the_check() {
    let desk = Desk::new(IDLIB);
    assert_eq!(desk.add(&["board.toml", LINE]).0, 0);
    let check = Command::new(env!("CARGO_BIN_EXE_sitboard"))
        .current_dir(desk.0.path())
        .args(["check", "board.toml"])
        .output()
        .unwrap();
    assert_eq!(check.status.code(), Some(0));
}
