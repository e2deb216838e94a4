//! What would not outlive the board is said: where nothing can be kept, where what was kept is
//! damaged, where the file was moved since, and where the board is ended in the middle of a change.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

use crate::harness::{AT_ONCE, Board, Case, IDLIB, PATIENCE, PROGRAM, Start};

/// One attack more, by its number.
fn line(number: usize) -> String {
    format!("i{number} jul ied ariha killed {number} src sohr\r")
}

fn added(number: usize) -> String {
    format!("added: IED near Ariha, {number} Jul")
}

fn add(board: &mut Board, numbers: impl IntoIterator<Item = usize>) {
    for number in numbers {
        board.keys(line(number));
        board.sees(&added(number));
    }
}

/// A board that keeps its state beside the scenario.
fn start(case: &Case) -> Start {
    case.start().env("XDG_STATE_HOME", state(case).to_str().unwrap())
}

/// A board that can keep nothing.
fn nowhere(case: &Case) -> Board {
    case.start().env("XDG_STATE_HOME", "/dev/null/state").ready()
}

fn state(case: &Case) -> PathBuf {
    case.folder.path().join("state")
}

/// The one journal that is kept.
fn journal(case: &Case) -> PathBuf {
    let found = fs::read_dir(state(case).join("sitboard")).unwrap().map(|entry| entry.unwrap());
    let is_journal = |path: &PathBuf| path.extension().is_some_and(|it| it == "journal");
    let found: Vec<PathBuf> = found.map(|entry| entry.path()).filter(is_journal).collect();
    let [journal] = found.try_into().unwrap();
    journal
}

fn killed(mut board: Board) {
    board.kill(Signal::KILL);
    board.exit_status(AT_ONCE);
}

#[test]
fn where_no_folder_is_named_every_change_says_so_and_so_does_the_end() {
    let case = Case::idlib();
    let path = case.path();
    let unset = ["env", "-u", "HOME", "-u", "XDG_STATE_HOME", PROGRAM, path.to_str().unwrap()];
    let mut board = Start::program(&unset).ready();
    add(&mut board, [1]);
    board.sees("would not outlive a crash: no folder is named");
    board.kill(Signal::TERM);
    assert_eq!(board.exit_status(AT_ONCE), 143);
    board.assert_restored();
    let told = board.text().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        told.contains("1 change neither saved nor kept (added: IED near Ariha, 1 Jul"),
        "{told}"
    );
    assert!(told.contains("no folder is named to keep it in"), "{told}");
    assert_eq!(fs::read_to_string(&path).unwrap(), IDLIB);
}

#[test]
fn where_the_folder_cannot_be_written_the_end_says_what_is_lost() {
    let case = Case::idlib();
    let mut board = nowhere(&case);
    add(&mut board, [1, 2]);
    board.sees("would not outlive a crash");
    board.kill(Signal::HUP);
    assert_eq!(board.exit_status(AT_ONCE), 129);
    let told = board.text().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("2 changes neither saved nor kept (added: "), "{told}");
    // What is saved is not lost, and is not told.
    let mut board = nowhere(&case);
    add(&mut board, [1]);
    board.keys("w");
    board.sees("saved /");
    board.kill(Signal::TERM);
    board.exit_status(AT_ONCE);
    assert!(!board.text().contains("neither saved"), "{}", board.text());
}

#[test]
fn a_damaged_journal_says_what_is_lost_and_is_kept_aside() {
    let case = Case::idlib();
    let mut board = start(&case).ready();
    add(&mut board, [1, 2, 3]);
    killed(board);
    let journal = journal(&case);
    let damaged = fs::read_to_string(&journal).unwrap().replacen("killed = 2", "killed = 5", 1);
    fs::write(&journal, &damaged).unwrap();
    let mut board = start(&case).spawn();
    board.sees("left 2 changes here");
    board.sees("Damaged, and lost with it: 1 change (added:");
    board.keys("y");
    board.sees("put back: 2 changes");
    board.keys("w");
    board.sees("saved /");
    let text = fs::read_to_string(case.path()).unwrap();
    let count = |n: usize| text.matches(&format!("killed = {n}\nsource = \"sohr\"")).count();
    assert_eq!([1, 2, 3, 5].map(count), [1, 0, 1, 0]);
    let aside = journal.with_extension("damaged");
    assert_eq!(fs::read_to_string(&aside).unwrap(), damaged);
    board.keys("q");
    board.exit_status(AT_ONCE);
    // One of which nothing can be read is told once.
    fs::write(&journal, "nothing\nof it\n").unwrap();
    let mut board = start(&case).spawn();
    board.sees("Changes that cannot be read");
    board.keys("\x1b");
    board.sees_no_more("Changes that cannot be read");
    board.keys("q");
    board.exit_status(AT_ONCE);
    assert_eq!(fs::read_to_string(&aside).unwrap(), "nothing\nof it\n");
    assert!(!journal.exists());
}

#[test]
fn a_moved_scenario_finds_its_changes() {
    let case = Case::idlib();
    let mut board = start(&case).ready();
    add(&mut board, [1, 2]);
    killed(board);
    let moved = case.folder.path().join("moved.toml");
    fs::rename(case.path(), &moved).unwrap();
    let state = state(&case);
    let start = Start::board(&[moved.to_str().unwrap()]);
    let mut board = start.env("XDG_STATE_HOME", state.to_str().unwrap()).spawn();
    board.sees("left 2 changes here");
    board.sees("which is gone");
    board.keys("y");
    board.sees("put back: 2 changes");
    board.keys("w");
    board.sees("saved /");
    assert!(fs::read_to_string(&moved).unwrap().contains("killed = 2\nsource = \"sohr\""));
    board.keys("q");
    board.exit_status(AT_ONCE);
}

/// A board that strace makes slow, or whose journal it fills.
fn under_strace(case: &Case, fault: &str) -> Option<Board> {
    let can = Command::new("strace").args(["-qq", "-e", "trace=none", "true"]).output();
    if !can.is_ok_and(|output| output.status.success()) {
        println!("SKIPPED: no strace here, or it may not trace");
        return None;
    }
    let (path, log) = (case.path(), case.folder.path().join("log"));
    let words = ["strace", "-f", "-qq", "-o", log.to_str().unwrap(), "-e", fault, PROGRAM];
    let words = [&words[..], &[path.to_str().unwrap()]].concat();
    Some(Start::program(&words).env("XDG_STATE_HOME", state(case).to_str().unwrap()).ready())
}

/// The board that a strace runs.
fn of_strace(board: &Board) -> Pid {
    let id = board.id();
    let children = fs::read_to_string(format!("/proc/{id}/task/{id}/children")).unwrap();
    Pid::from_raw(children.trim().parse().unwrap()).unwrap()
}

#[test]
fn what_a_full_disk_kept_out_of_the_journal_is_kept_with_the_next_change() {
    let case = Case::idlib();
    let Some(mut board) = under_strace(&case, "inject=pwrite64:error=ENOSPC:when=1") else {
        return;
    };
    board.keys(line(1));
    board.sees("would not outlive a crash: the disk is full");
    // Each thread that keeps meets the full disk once, and any of them may be the next.
    let mut last = 1;
    while last < 4 || (board.text().contains("would not outlive a crash") && last < 8) {
        last += 1;
        add(&mut board, [last]);
        board.read_for(Duration::from_millis(300));
    }
    kill_process(of_strace(&board), Signal::KILL).unwrap();
    board.exit_status(AT_ONCE);
    let mut board = start(&case).spawn();
    board.sees(&format!("left {last} changes here"));
    board.keys("y");
    board.sees(&format!("put back: {last} changes"));
}

#[test]
fn a_change_that_is_being_taken_in_is_waited_for() {
    let case = Case::idlib();
    // The journal takes its time; the change is kept before the board ends.
    let slow = "inject=fdatasync:delay_enter=500000";
    for signal in [Signal::TERM, Signal::INT, Signal::HUP] {
        let _ = fs::remove_dir_all(state(&case));
        let Some(mut board) = under_strace(&case, slow) else { return };
        board.keys(line(1));
        board.sees("writing …");
        kill_process(of_strace(&board), signal).unwrap();
        assert_eq!(board.exit_status(PATIENCE), 128 + signal.as_raw());
        assert!(!board.text().contains("kept"), "{}", board.text());
        let mut board = start(&case).spawn();
        board.sees("left 1 change here");
        board.keys("d");
        board.read_for(Duration::from_millis(100));
    }
    // Ctrl-C as a key.
    let _ = fs::remove_dir_all(state(&case));
    let Some(mut board) = under_strace(&case, slow) else { return };
    board.keys(line(1));
    board.sees("writing …");
    board.keys("\x03");
    assert_eq!(board.exit_status(PATIENCE), 0);
    assert!(!board.text().contains("kept"), "{}", board.text());
    let mut board = start(&case).spawn();
    board.sees("left 1 change here");
}

#[test]
fn ctrl_c_says_what_is_neither_saved_nor_kept() {
    let case = Case::idlib();
    let mut board = nowhere(&case);
    add(&mut board, [1, 2]);
    board.keys("\x03");
    assert_eq!(board.exit_status(AT_ONCE), 0);
    let told = board.text().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("2 changes neither saved nor kept (added: "), "{told}");
}

#[test]
fn a_change_that_takes_too_long_is_told_to_be_lost() {
    let case = Case::idlib();
    let Some(mut board) = under_strace(&case, "inject=fdatasync:delay_enter=4000000") else {
        return;
    };
    board.keys(line(1));
    board.sees("writing …");
    let begun = Instant::now();
    kill_process(of_strace(&board), Signal::TERM).unwrap();
    board.sees("1 change was still being made, and is not kept");
    let took = begun.elapsed();
    assert!(took > Duration::from_millis(1900) && took < Duration::from_secs(3), "{took:?}");
    assert_eq!(board.exit_status(PATIENCE), 143); // strace lets it go when the call is over
    board.assert_restored();
    assert_eq!(fs::read_to_string(case.path()).unwrap(), IDLIB);
}

#[test]
fn where_the_board_was_left_is_told_where_it_cannot_be_kept() {
    let case = Case::idlib();
    let mut board = nowhere(&case);
    board.keys("q");
    assert_eq!(board.exit_status(AT_ONCE), 0);
    board.sees("where you left");
    assert!(Path::new(&case.path()).exists());
}

/// What a folder holds of this ending.
fn kept_as(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path());
    entries.filter(|path| path.extension().is_some_and(|it| it == ending)).collect()
}

/// What a command prints that reads the same state as the board.
fn printed(case: &Case, words: &[&str]) -> String {
    let mut command = Command::new(PROGRAM);
    let output = command.args(words).arg(case.path()).env("XDG_STATE_HOME", state(case)).output();
    String::from_utf8(output.unwrap().stdout).unwrap()
}

#[test]
fn what_readings_find_is_kept_for_the_reader_and_a_command_only_looks() {
    let feed = "\n[[feed]]\nid = \"rows\"\nkind = \"csv\"\npath = \"rows.csv\"\nas = \"attacks\"\n";
    let case = Case::of("idlib-2020.toml", &format!("{IDLIB}{feed}"));
    let rows = case.folder.path().join("rows.csv");
    let said = |killed: u32| {
        let text = format!("id,date,kind,killed\na,2020-08-13,ied,1\nb,2020-08-14,ied,{killed}\n");
        fs::write(&rows, text).unwrap();
    };
    said(2);
    let kept = || kept_as(&state(&case).join("sitboard"), "lineage");
    let shown = ["show", "attacks", "--format", "json", "--hindsight", "--as-of", "2026-01-01"];
    assert!(printed(&case, &shown).contains("\"best\": 2"));
    assert_eq!(kept(), Vec::<PathBuf>::new(), "who only looks keeps nothing");
    let mut board = start(&case).ready();
    let until = Instant::now() + PATIENCE;
    while kept().is_empty() && Instant::now() < until {
        std::thread::sleep(Duration::from_millis(20));
    }
    board.keys("q");
    board.exit_status(PATIENCE);
    let [lineage] = &kept()[..] else { panic!("{:?}", kept()) };
    let before = fs::read(lineage).unwrap();
    said(9);
    let told = printed(&case, &shown);
    assert!(told.contains("\"state\": \"revised\""), "{told}");
    assert_eq!(fs::read(lineage).unwrap(), before);
    assert_eq!(kept_as(case.folder.path(), "lineage"), Vec::<PathBuf>::new());
    let path = case.path();
    let text = fs::read_to_string(&path)
        .unwrap()
        .replace("path = \"rows.csv\"", "path = \"rows.csv\"\nlineage = false");
    fs::write(&path, text).unwrap();
    assert!(!printed(&case, &shown).contains("revised"), "its author wants none");
}

/// What `settle` answers for the scenario, with its exit code.
fn settle(case: &Case, arguments: &[&str]) -> (i32, String) {
    let output = Command::new(PROGRAM)
        .env("XDG_STATE_HOME", state(case))
        .arg("settle")
        .arg(case.path())
        .args(arguments)
        .output()
        .unwrap();
    let told = String::from_utf8(output.stdout).unwrap();
    let place = case.path().display().to_string();
    (output.status.code().unwrap(), told.replace(&place, "FILE"))
}

#[test]
fn what_was_left_is_settled_without_a_board() {
    let case = Case::idlib();
    assert_eq!(settle(&case, &[]), (0, "nothing was left unsaved of FILE\n".to_owned()));
    let mut board = start(&case).ready();
    add(&mut board, [1, 2]);
    // What a board has open is its own.
    assert_eq!(settle(&case, &["--discard"]).1, "nothing was left unsaved of FILE\n");
    board.keys("2\x1b[H");
    board.keys("e\x06place\r\x15ariha\x13");
    board.sees("changed: ");
    killed(board);
    let before = fs::read_to_string(case.path()).unwrap();
    let (code, told) = settle(&case, &[]);
    let lines: Vec<&str> = told.lines().collect();
    let attack = |n: usize| format!("left unsaved: {} (FILE)", added(n));
    assert_eq!((code, lines.len()), (1, 3), "{told}");
    assert_eq!(lines[..2], [attack(1), attack(2)], "{told}");
    assert!(lines[2].starts_with("left unsaved: changed: "), "{told}");
    // A dry run changes and forgets nothing.
    let (code, diff) = settle(&case, &["--keep", "--dry-run"]);
    assert_eq!(code, 0, "{diff}");
    assert!(diff.contains("\n+killed = 2\n") && diff.contains("\n+place = \"ariha\"\n"), "{diff}");
    assert_eq!(settle(&case, &["--discard", "--dry-run"]), (1, told));
    assert_eq!(fs::read_to_string(case.path()).unwrap(), before);
    // The record that was edited is changed otherwise meanwhile: its change stays kept.
    let (before_it, from_it) = before.split_at(before.find("id = \"strikes-akrad\"").unwrap());
    let theirs = from_it.replacen("place = \"akrad-town\"", "place = \"nayrab\"", 1);
    fs::write(case.path(), format!("{before_it}{theirs}")).unwrap();
    let (code, told) = settle(&case, &["--keep", "--format", "json"]);
    let rows: serde_json::Value = serde_json::from_str(&told).unwrap();
    let schema = sitboard::report::output_schema("settle").unwrap();
    assert!(jsonschema::draft202012::new(&schema).unwrap().is_valid(&rows), "{told}");
    let did: Vec<&str> =
        rows.as_array().unwrap().iter().map(|row| row["did"].as_str().unwrap()).collect();
    assert_eq!((code, did), (1, vec!["put-back", "put-back", "no-longer-fits"]));
    let text = fs::read_to_string(case.path()).unwrap();
    let count = |n: usize| text.matches(&format!("killed = {n}\nsource = \"sohr\"")).count();
    assert_eq!([1, 2].map(count), [1, 1]);
    assert!(text.contains("place = \"nayrab\""));
    let (code, told) = settle(&case, &["--keep"]);
    assert_eq!((code, told.lines().count()), (1, 1), "{told}");
    assert!(told.starts_with("no longer fits: changed: "), "{told}");
    assert_eq!(fs::read_to_string(case.path()).unwrap(), text);
    let (code, told) = settle(&case, &["--discard"]);
    assert!(code == 0 && told.starts_with("discarded: changed: "), "{told}");
    assert_eq!(settle(&case, &[]).1, "nothing was left unsaved of FILE\n");
}
