//! Evidence is opened by the system's own program, after a question and a look at its hash, and never
//! otherwise.

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::Command,
    thread,
    time::{Duration, Instant},
};

use crate::harness::{Board, PATIENCE, PROGRAM, Start};

const BOARD: &str = include_str!("../data/valid/evidence.toml");

/// A folder with the scenario, its files, and a program that notes what it was asked to open.
struct Desk(tempfile::TempDir);

impl Desk {
    fn new(opener: Option<&str>) -> Desk {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir_all(at("desk/evidence")).unwrap();
        fs::create_dir(at("bin")).unwrap();
        fs::write(at("desk/board.toml"), BOARD).unwrap();
        for name in ["bridge.jpg", "bridge.txt", "bulletin-7.txt"] {
            let from =
                Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/valid/evidence").join(name);
            fs::copy(from, at("desk/evidence").join(name)).unwrap();
        }
        if let Some(script) = opener {
            let program = at("bin/xdg-open");
            fs::write(&program, format!("#!/bin/sh\n{script}\n")).unwrap();
            fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        }
        Desk(folder)
    }

    fn at(&self, name: &str) -> PathBuf {
        self.0.path().canonicalize().unwrap().join(name)
    }

    /// The board with the detail of the bridge open.
    fn detail(&self) -> Board {
        let (path, bin) = (self.at("desk/board.toml"), self.at("bin"));
        let start = Start::board(&[path.to_str().unwrap()]).size(120, 40);
        let mut board = start.env("PATH", bin.to_str().unwrap()).spawn();
        board.sees("2 Incidents");
        board.keys("2G\r");
        board.sees("bridge-hit");
        board.sees("evidence/bridge.jpg");
        board
    }

    /// Asks for the evidence, and waits for the question: a yes is for what was seen.
    fn asks(&self, board: &mut Board) {
        board.keys("O");
        board.sees("Open evidence/bridge.jpg with the system's program?");
    }

    fn opened(&self) -> Option<String> {
        fs::read_to_string(self.at("opened")).ok()
    }

    fn waits_for_opened(&self) -> String {
        let begun = Instant::now();
        loop {
            match self.opened() {
                Some(text) if text.ends_with('\n') => return text,
                _ if begun.elapsed() > PATIENCE => panic!("nothing was opened"),
                _ => thread::sleep(Duration::from_millis(20)),
            }
        }
    }
}

fn noting(desk_opened: &str) -> String {
    format!("echo \"$# $1\" >> \"${{0%/bin/*}}/{desk_opened}\"")
}

#[test]
fn a_file_is_opened_after_yes_and_by_its_whole_path() {
    let desk = Desk::new(Some(&noting("opened")));
    let mut board = desk.detail();
    board.keys("O");
    board.sees("Open evidence/bridge.jpg with the system's program?");
    board.keys("n");
    board.sees("Open evidence/bridge.jpg with the system's program?");
    board.keys("\x1b");
    board.sees_no_more("with the system's program?");
    assert_eq!(desk.opened(), None, "not without a yes");
    // The other of the two.
    desk.asks(&mut board);
    board.keys("\t");
    board.sees("Open evidence/bridge.txt with the system's program?");
    board.keys("y");
    board.sees("is verified and open in its own program");
    assert_eq!(
        desk.waits_for_opened(),
        format!("1 {}\n", desk.at("desk/evidence/bridge.txt").display())
    );
    board.keys("q");
    board.exit_status(PATIENCE);
}

#[test]
fn what_was_changed_or_leads_away_is_told_and_not_opened() {
    let desk = Desk::new(Some(&noting("opened")));
    let photo = desk.at("desk/evidence/bridge.jpg");
    let mut board = desk.detail();
    fs::write(&photo, "another picture").unwrap();
    desk.asks(&mut board);
    board.keys("y");
    board.sees("was changed: its hash begins");
    fs::remove_file(&photo).unwrap();
    desk.asks(&mut board);
    board.keys("y");
    board.sees("evidence/bridge.jpg is missing");
    std::os::unix::fs::symlink("/etc/passwd", &photo).unwrap();
    desk.asks(&mut board);
    board.keys("y");
    board.sees("leads out of the scenario's folder");
    assert_eq!(desk.opened(), None);
}

#[test]
fn a_program_that_is_missing_or_knows_no_other_is_told() {
    let desk = Desk::new(None);
    let mut board = desk.detail();
    desk.asks(&mut board);
    board.keys("y");
    board.sees("xdg-open was not found");
    drop(board);
    let desk = Desk::new(Some("exit 3"));
    let mut board = desk.detail();
    desk.asks(&mut board);
    board.keys("y");
    board.sees("xdg-open knows no program for it");
}

#[test]
fn where_there_is_no_evidence_the_key_puts_voices_aside() {
    let desk = Desk::new(Some(&noting("opened")));
    let mut board = desk.detail();
    board.keys("\x1b2g\r");
    board.sees("overflight");
    board.keys("O");
    board.sees("without");
    assert_eq!(desk.opened(), None);
}

/// The text of the scenario once it is as wanted.
#[track_caller]
fn becomes(desk: &Desk, wanted: impl Fn(&str) -> bool) -> String {
    let begun = Instant::now();
    loop {
        let text = fs::read_to_string(desk.at("desk/board.toml")).unwrap();
        if wanted(&text) {
            return text;
        }
        assert!(begun.elapsed() < PATIENCE, "{text}");
        thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn a_file_that_is_added_meanwhile_goes_together_with_what_is_not_saved_yet() {
    let desk = Desk::new(None);
    let mut board = desk.detail();
    board.keys("x");
    board.sees("withdrawn on");
    board.keys("\x15");
    board.keys("2024-11-28\r");
    board.sees("unsaved");
    fs::write(desk.at("scene.png"), "a scene").unwrap();
    let added = Command::new(PROGRAM)
        .args(["evidence", "add"])
        .args([desk.at("scene.png"), "bridge-hit".into(), desk.at("desk/board.toml")])
        .output()
        .unwrap();
    assert!(added.status.success(), "{added:?}");
    board.sees("evidence/scene.png");
    board.sees("unsaved");
    board.keys("w");
    let both = becomes(&desk, |text| text.contains("withdrawn = 2024-11-28"));
    assert!(both.contains("evidence/scene.png"), "{both}");
    assert!(both.contains("# both from the same patrol") && both.contains("# names a driver"));
    board.keys("u");
    board.sees("unsaved");
    board.keys("w");
    let text = becomes(&desk, |text| !text.contains("withdrawn"));
    let lines = text.lines().filter(|line| !line.contains("scene.png"));
    assert_eq!(lines.collect::<Vec<_>>(), BOARD.lines().collect::<Vec<_>>(), "one line is new");
}

#[test]
fn evidence_is_taken_out_by_the_form_and_brought_back() {
    let desk = Desk::new(None);
    let mut board = desk.detail();
    board.keys("e");
    board.sees("credibility");
    board.keys("\x06");
    board.keys("evidence");
    board.keys("\r");
    board.keys("\x15");
    board.keys("\x13");
    board.sees("unsaved");
    board.sees_no_more("document evidence/bridge.txt");
    board.keys("w");
    let text = becomes(&desk, |text| !text.contains("bridge.txt"));
    assert!(text.contains("killed = 1, evidence = "), "that of the account stays: {text}");
    assert!(desk.at("desk/evidence/bridge.txt").exists(), "no file goes");
    board.keys("u");
    board.sees("document evidence/bridge.txt");
    board.keys("w");
    assert_eq!(becomes(&desk, |text| text.contains("bridge.txt")), BOARD);
}
