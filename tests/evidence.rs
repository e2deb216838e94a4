//! Evidence as a script adds it and as `check --evidence` verifies it: copied once, under names that
//! are safe, never out of the folder; and nothing else of the file changes.

use std::{
    fs,
    os::unix::fs::symlink,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use serde_json::Value as Json;
use tempfile::TempDir;

const BOARD: &str = "# The desk's own.\n\
format = 1\n\n[scenario]\nid = \"b\"\ntitle = \"B\"\n\n\
[[source]]\nid = \"mission\"\nname = \"The Mission\"\nkind = \"un\"\n\n\
[[source]]\nid = \"paper\"\nname = \"The Paper\"\nkind = \"media\"\n\n\
[[place]]\nid = \"khiam\"\nname = \"Khiam\"\n\n\
[[bulletin]]\nid = \"no-7\"\nsource = \"mission\"\npublished = 2024-11-28\n\n\
[[attack]]\nid = \"hit\" # the first\ndate = 2024-11-27\nkind = \"shelling\"\nplace = \"khiam\"\n\
source = \"mission\"\npublished = 2024-11-27\n\
account = [\n  { source = \"paper\", published = 2024-11-28, killed = 1 }, # by phone\n]\n\n\
[[attack]]\nid = \"other\"\ndate = 2024-11-28\nkind = \"ied\"\nsource = \"paper\"\n";

struct Desk(TempDir);

impl Desk {
    fn new() -> Desk {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("desk")).unwrap();
        fs::write(folder.path().join("desk/board.toml"), BOARD).unwrap();
        Desk(folder)
    }

    /// A path from the folder above that of the scenario.
    fn at(&self, path: impl AsRef<Path>) -> PathBuf {
        self.0.path().join(path)
    }

    fn text(&self) -> String {
        fs::read_to_string(self.at("desk/board.toml")).unwrap()
    }

    fn run(&self, arguments: &[&str]) -> (i32, String, String) {
        let Output { status, stdout, stderr } = Command::new(env!("CARGO_BIN_EXE_sitboard"))
            .current_dir(self.at("desk"))
            .args(arguments)
            .output()
            .unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (status.code().unwrap(), text(stdout), text(stderr))
    }

    fn add(&self, arguments: &[&str]) -> (i32, String, String) {
        self.run(&[&["evidence", "add"], arguments].concat())
    }

    /// Adds a file, made with this content, to a record; the file that stands there for it.
    #[track_caller]
    fn adds(&self, name: &str, content: &str, record: &str) -> String {
        fs::write(self.at(name), content).unwrap();
        let from = format!("../{name}");
        let (code, told, errors) =
            self.add(&[&from, record, "board.toml", "--kind", "photo", "--format", "json"]);
        assert_eq!(code, 0, "{name:?}: {errors}");
        let json: Json = serde_json::from_str(&told).unwrap();
        let file = json["evidence"].as_str().unwrap().to_owned();
        assert_eq!(fs::read_to_string(self.at("desk").join(&file)).unwrap(), content, "{file}");
        file
    }

    #[track_caller]
    fn verifies(&self, files: usize) {
        let (code, told, _) = self.run(&["check", "--evidence", "board.toml"]);
        let word = if files == 1 { "file" } else { "files" };
        assert!(told.contains(&format!("{files} {word} of evidence verified")), "{told}");
        assert_eq!(code, 0, "{told}");
    }

    fn files(&self) -> Vec<String> {
        let Ok(entries) = fs::read_dir(self.at("desk/evidence")) else { return Vec::new() };
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }
}

#[test]
fn a_file_is_copied_hashed_and_written_into_its_record() {
    let desk = Desk::new();
    fs::write(desk.at("khiam.jpg"), "a picture").unwrap();
    let (code, told, errors) = desk.add(&[
        "../khiam.jpg",
        "hit",
        "board.toml",
        "--by",
        "A patrol",
        "--taken",
        "2024-11-27 10:15",
        "--url",
        "https://example.org/a",
        "--archived",
        "https://archive.example.org/a",
        "--private",
        "--note",
        "From \"the bank\".",
    ]);
    assert_eq!((code, &*errors), (0, ""), "{told}");
    let hash = sha256(b"a picture");
    let entry = format!(
        "evidence = [\n  {{ file = \"evidence/khiam.jpg\", sha256 = \"{hash}\", kind = \"photo\", \
         by = \"A patrol\", taken = 2024-11-27T10:15:00, url = \"https://example.org/a\", \
         archived = \"https://archive.example.org/a\", private = true, \
         note = \"From \\\"the bank\\\".\" }},\n]\n"
    );
    let before = "published = 2024-11-27\n";
    assert_eq!(desk.text(), BOARD.replacen(before, &format!("{before}{entry}"), 1));
    let line = desk.text().lines().position(|line| line == "evidence = [").unwrap() + 1;
    assert_eq!(
        told,
        format!(
            "added: photo evidence/khiam.jpg to Shelling in Khiam, 27 Nov (hit) board.toml:{line}\n"
        )
    );
    assert_eq!(desk.files(), ["khiam.jpg"]);
    desk.verifies(1);
}

/// The hash as the system's own program prints it.
fn sha256(bytes: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file");
    fs::write(&path, bytes).unwrap();
    let printed = Command::new("sha256sum").arg(&path).output().unwrap().stdout;
    String::from_utf8(printed).unwrap().split(' ').next().unwrap().to_owned()
}

#[test]
fn remarks_stay_and_an_account_and_a_bulletin_take_files_too() {
    let desk = Desk::new();
    for (name, more) in [("a.jpg", "hit"), ("b.pdf", "no-7")] {
        fs::write(desk.at(name), name).unwrap();
        let (code, _, errors) = desk.add(&[&format!("../{name}"), more, "board.toml"]);
        assert_eq!(code, 0, "{errors}");
    }
    let by_hand = desk.text().replace("evidence = [\n", "evidence = [ # by hand\n");
    fs::write(desk.at("desk/board.toml"), &by_hand).unwrap();
    fs::write(desk.at("c.mp4"), "c").unwrap();
    for arguments in [&["hit"][..], &["hit", "--voice", "paper"]] {
        let (code, _, errors) = desk.add(&[&["../c.mp4"], arguments].concat()[..]);
        assert_eq!((code, errors.contains("which scenario")), (2, true), "{errors}");
        let (code, _, errors) =
            desk.add(&[&["../c.mp4", arguments[0], "board.toml"], &arguments[1..]].concat());
        assert_eq!(code, 0, "{errors}");
    }
    let text = desk.text();
    assert_eq!(text.matches("# by hand").count(), 2, "{text}");
    assert!(text.contains("# by phone") && text.contains("# the first"), "{text}");
    assert!(text.contains("killed = 1, evidence = [ { file = \"evidence/c.mp4\""), "{text}");
    assert_eq!(text.matches("evidence/c.mp4").count(), 2);
    assert_eq!(desk.files(), ["a.jpg", "b.pdf", "c.mp4"]);
    desk.verifies(4);
}

#[test]
fn the_same_content_stands_there_once_and_another_gets_a_number() {
    let desk = Desk::new();
    assert_eq!(desk.adds("a.jpg", "one", "hit"), "evidence/a.jpg");
    let before = desk.text();
    assert_eq!(desk.adds("a.jpg", "one", "hit"), "evidence/a.jpg");
    assert_eq!(desk.text(), before, "the record has it already");
    assert_eq!(desk.adds("a.jpg", "one", "other"), "evidence/a.jpg");
    assert_eq!(desk.adds("copy.jpg", "one", "no-7"), "evidence/a.jpg", "whatever it is called");
    assert_eq!(desk.adds("a.jpg", "two", "hit"), "evidence/a-2.jpg");
    assert_eq!(desk.adds("a.jpg", "three", "hit"), "evidence/a-3.jpg");
    assert_eq!(desk.adds("a.jpg", "two", "other"), "evidence/a-2.jpg");
    assert_eq!(desk.files(), ["a-2.jpg", "a-3.jpg", "a.jpg"]);
    // One that somebody put there by hand is not copied beside itself.
    fs::write(desk.at("desk/evidence/own.jpg"), "own").unwrap();
    let (code, told, _) = desk.add(&["evidence/own.jpg", "hit", "board.toml", "--format", "json"]);
    let json: Json = serde_json::from_str(&told).unwrap();
    assert_eq!(
        (code, json["evidence"].as_str(), json["copied"].as_bool()),
        (0, Some("evidence/own.jpg"), Some(false))
    );
    desk.verifies(7);
}

#[test]
fn a_file_that_is_gone_comes_back_to_where_it_was() {
    let desk = Desk::new();
    desk.adds("a.jpg", "one", "hit");
    let before = desk.text();
    fs::remove_file(desk.at("desk/evidence/a.jpg")).unwrap();
    assert_eq!(desk.adds("copy.jpg", "one", "hit"), "evidence/a.jpg");
    assert_eq!(desk.text(), before);
    desk.verifies(1);
    // Where another stands in its place, nothing is overwritten: the record gains the file.
    fs::write(desk.at("desk/evidence/a.jpg"), "another").unwrap();
    assert_eq!(desk.adds("a.jpg", "one", "hit"), "evidence/a-2.jpg");
    assert_eq!(fs::read_to_string(desk.at("desk/evidence/a.jpg")).unwrap(), "another");
    let (code, told, _) = desk.run(&["check", "--evidence", "board.toml"]);
    assert_eq!((code, told.contains("1 file of evidence verified")), (1, true), "{told}");
}

#[test]
fn hostile_names_become_safe_ones() {
    let desk = Desk::new();
    for (name, safe) in [
        ("-rf.jpg", "rf.jpg"),
        (".hidden.jpg", "hidden.jpg"),
        ("CON.jpg", "_CON.jpg"),
        ("gpj.\u{202e}exe", "gpj._exe"),
        ("a\u{1b}]0;b\u{7}.jpg", "a_]0;b_.jpg"),
        ("a\nb.jpg", "a b.jpg"),
        ("dots.jpg...", "dots.jpg"),
        ("back\\slash.jpg", "back_slash.jpg"),
        ("عين الحور.jpg", "عين الحور.jpg"),
    ] {
        assert_eq!(desk.adds(name, name, "hit"), format!("evidence/{safe}"), "{name:?}");
    }
    let long = "é".repeat(120) + ".jpg";
    let file = desk.adds(&long, "long", "hit");
    assert!(file.len() <= 120 && file.ends_with("é.jpg"), "{file}");
    desk.verifies(10);
}

#[test]
fn strings_that_break_programs_are_names_of_files_too() {
    let strings: Vec<String> = serde_json::from_str(include_str!("data/blns.json")).unwrap();
    let is_name = |name: &&String| {
        !name.is_empty()
            && name.len() < 200
            && !name.contains(['/', '\0'])
            && !matches!(name.as_str(), "." | "..")
    };
    let desk = Desk::new();
    // Each run reads the file anew: every sixteenth is enough here, the names themselves are all tried
    // where they are made safe.
    let names: Vec<&String> = strings.iter().filter(is_name).step_by(16).collect();
    for (n, name) in names.iter().enumerate() {
        desk.adds(name, &format!("{n}"), "hit");
    }
    assert!(names.len() > 20, "{}", names.len());
    desk.verifies(names.len());
}

#[test]
fn what_is_not_known_is_said_and_nothing_is_written() {
    let desk = Desk::new();
    fs::write(desk.at("a.jpg"), "a").unwrap();
    fs::write(desk.at("scene.tif"), "a").unwrap();
    for (arguments, code, words) in [
        (
            &["../a.jpg", "hitt", "board.toml"][..],
            1,
            "no record is called `hitt`; did you mean `hit`?",
        ),
        (&["../a.jpg", "khiam", "board.toml"], 1, "`khiam` is a place: those take no evidence"),
        (&["../a.jpg", "hit", "board.toml", "--voice", "papr"], 1, "did you mean `paper`?"),
        (&["../scene.tif", "hit", "board.toml"], 1, "say --kind photo|video|"),
        (&["../a.jpg", "hit", "board.toml", "--taken", "31 feb"], 1, "31 feb"),
        (
            &["../a.jpg", "hit", "board.toml", "--kind", "foto"],
            2,
            "no kind of evidence is called `foto`; one of: photo,",
        ),
        (&["../gone.jpg", "hit", "board.toml"], 2, "../gone.jpg: there is no such file"),
        (&["..", "hit", "board.toml", "--kind", "photo"], 2, "it is a folder, not a file"),
        (&["../a.jpg", "hit", "gone.toml"], 2, "gone.toml"),
        (&["../a.jpg", "hit", "--scenario", "idlib-2020"], 2, "cannot be added to: it is no file"),
    ] {
        let (found, told, errors) = desk.add(arguments);
        assert_eq!((found, &*told), (code, ""), "{arguments:?}: {errors}");
        assert!(errors.contains(words), "{arguments:?}: {errors}");
    }
    assert_eq!(desk.text(), BOARD);
    assert!(!desk.at("desk/evidence").exists());
}

#[test]
fn what_cannot_be_written_into_the_scenario_is_not_kept_beside_it() {
    let desk = Desk::new();
    fs::write(desk.at("a.jpg"), "a").unwrap();
    fs::hard_link(desk.at("desk/board.toml"), desk.at("other")).unwrap();
    let (code, _, errors) = desk.add(&["../a.jpg", "hit", "board.toml"]);
    assert_eq!(code, 2);
    assert!(errors.contains("(a hard link)") && errors.contains("nothing was written"), "{errors}");
    assert!(!desk.at("desk/evidence").exists());
    assert_eq!(desk.text(), BOARD);
}

#[test]
fn links_never_lead_out_of_the_folder() {
    let desk = Desk::new();
    fs::write(desk.at("a.jpg"), "a").unwrap();
    // A link that is named is followed: what it leads to is copied.
    symlink(desk.at("a.jpg"), desk.at("link.jpg")).unwrap();
    let (code, _, errors) = desk.add(&["../link.jpg", "hit", "board.toml"]);
    assert_eq!(code, 0, "{errors}");
    let copy = desk.at("desk/evidence/link.jpg");
    assert!(fs::symlink_metadata(&copy).unwrap().is_file());
    // A link in its place is told, even to the very same content.
    fs::remove_file(&copy).unwrap();
    symlink(desk.at("a.jpg"), &copy).unwrap();
    let (code, told, _) = desk.run(&["check", "--evidence", "board.toml"]);
    assert_eq!(code, 1);
    assert!(
        told.contains("error[evidence-outside]: board.toml:")
            && told.contains("0 files of evidence"),
        "{told}"
    );
    fs::remove_file(&copy).unwrap();
    // So is a folder that is one.
    fs::remove_dir(desk.at("desk/evidence")).unwrap();
    fs::create_dir(desk.at("elsewhere")).unwrap();
    symlink(desk.at("elsewhere"), desk.at("desk/evidence")).unwrap();
    let before = desk.text();
    let (code, _, errors) = desk.add(&["../a.jpg", "other", "board.toml"]);
    assert_eq!(code, 2);
    assert!(errors.contains("is a link that leads out of the scenario's folder"), "{errors}");
    assert_eq!(fs::read_dir(desk.at("elsewhere")).unwrap().count(), 0);
    assert_eq!(desk.text(), before);
    // One that stays in the folder is as good as a folder.
    fs::remove_file(desk.at("desk/evidence")).unwrap();
    fs::create_dir(desk.at("desk/files")).unwrap();
    symlink("files", desk.at("desk/evidence")).unwrap();
    assert_eq!(desk.add(&["../a.jpg", "other", "board.toml"]).0, 0);
    assert!(desk.at("desk/files/link.jpg").exists(), "where the record that lists it has it");
}

#[test]
fn check_tells_what_is_not_as_it_was_and_reads_no_file_unasked() {
    let desk = Desk::new();
    for name in ["a.jpg", "b.jpg", "c.jpg", "d.jpg"] {
        desk.adds(name, name, "hit");
    }
    let at = |name: &str| desk.at("desk/evidence").join(name);
    fs::write(at("b.jpg"), "b.jpf").unwrap();
    fs::remove_file(at("c.jpg")).unwrap();
    fs::remove_file(at("d.jpg")).unwrap();
    fs::create_dir(at("d.jpg")).unwrap();
    let (code, told, _) = desk.run(&["check", "board.toml"]);
    assert_eq!(code, 0, "it reads none of them: {told}");
    assert!(!told.contains("verified"), "{told}");
    let (code, told, _) = desk.run(&["check", "--evidence", "board.toml"]);
    assert_eq!(code, 1);
    let lines: Vec<usize> = ["b.jpg", "c.jpg", "d.jpg"]
        .iter()
        .map(|name| desk.text().lines().position(|line| line.contains(name)).unwrap() + 1)
        .collect();
    for (code, line, words) in [
        ("evidence-changed", lines[0], "evidence/b.jpg was changed: its hash begins "),
        ("evidence-missing", lines[1], "evidence/c.jpg is missing"),
        ("evidence-no-file", lines[2], "evidence/d.jpg cannot be verified: it is a folder"),
    ] {
        let head = format!("error[{code}]: board.toml:{line}:12: {words}");
        assert!(told.contains(&head), "{head}\n{told}");
    }
    assert!(told.contains("3 errors") && told.contains("1 file of evidence verified"), "{told}");
    let (code, told, errors) = desk.run(&["check", "--evidence", "--format", "json", "board.toml"]);
    let json: Json = serde_json::from_str(&told).unwrap();
    let errors_found = json.as_array().unwrap().iter().filter(|it| it["severity"] == "error");
    assert_eq!((code, errors_found.count()), (1, 3), "{told}");
    assert!(errors.contains("1 file of evidence verified"), "{errors}");
}

#[test]
fn a_large_file_goes_through_piece_by_piece() {
    let desk = Desk::new();
    let large = fs::File::create(desk.at("large.mp4")).unwrap();
    large.set_len(100 << 20).unwrap();
    let run = |arguments: &str| {
        // A tenth of the file more than what the program takes for itself.
        let limited = format!("ulimit -v 300000; exec \"$0\" {arguments}");
        let mut shell = Command::new("sh");
        let shell = shell.args(["-c", &limited, env!("CARGO_BIN_EXE_sitboard")]);
        shell.current_dir(desk.at("desk")).output().unwrap()
    };
    let output = run("evidence add ../large.mp4 hit board.toml");
    assert!(output.status.success(), "{output:?}");
    let output = run("check --evidence board.toml");
    assert!(output.status.success(), "{output:?}");
    assert_eq!(fs::metadata(desk.at("desk/evidence/large.mp4")).unwrap().len(), 100 << 20);
}

#[test]
fn a_record_that_is_renamed_keeps_its_evidence() {
    let desk = Desk::new();
    desk.adds("a.jpg", "a", "hit");
    fs::write(desk.at("desk/board.toml"), desk.text().replace("\"hit\"", "\"bridge-hit\""))
        .unwrap();
    desk.verifies(1);
    let (_, told, _) = desk.run(&["show", "attacks", "board.toml"]);
    assert!(told.contains("evidence: photo evidence/a.jpg (hash ca978112)"), "{told}");
    let (_, told, _) = desk.run(&["show", "attacks", "--format", "json", "board.toml"]);
    assert!(
        told.contains("\"file\":\"evidence/a.jpg\"")
            || told.contains("\"file\": \"evidence/a.jpg\""),
        "{told}"
    );
}
