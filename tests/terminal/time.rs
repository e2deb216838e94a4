//! A reader moves through time, asks what changed, and takes a page along.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use tempfile::TempDir;

use crate::harness::{AT_ONCE, Board, Case, IDLIB, PROGRAM, Start};

/// The day that the header names: the three words before its year, and the year.
fn day(board: &Board) -> String {
    let text = board.text();
    let header = text.lines().next().unwrap();
    let (_, after) = header.split_once("as of ").unwrap_or_else(|| panic!("{header}"));
    after.split_whitespace().take(4).collect::<Vec<_>>().join(" ")
}

#[test]
fn days_play_until_any_key_is_pressed() {
    let mut board = Board::idlib();
    board.sees("as of Fri 14 Aug 2020");
    board.keys("p");
    board.sees("playing, 4 days a second");
    board.sees("as of Sat 15 Aug 2020");
    board.sees("as of Sun 16 Aug 2020");
    // A key that means nothing else.
    board.keys("x");
    board.sees("stopped");
    let stopped = day(&board);
    board.read_for(Duration::from_millis(700));
    assert_eq!(day(&board), stopped, "it plays on");
    board.keys("p");
    board.sees("playing");
    board.keys("q");
    board.sees("stopped");
    // The key that stops does nothing else: the board is still there.
    board.keys("T");
    board.sees("as of Tue 27 Apr 2021");
    board.keys("q");
    assert_eq!(board.exit_status(AT_ONCE), 0);
    board.assert_restored();
}

#[test]
fn a_day_that_cannot_be_read_is_mended_where_it_was_typed() {
    let mut board = Board::idlib();
    board.keys("t31 feb\r");
    board.sees("`31 feb`: there is no such day");
    board.sees("as of Fri 14 Aug 2020");
    board.keys("\x15moscow-protocl+7d\r");
    board.sees("did you mean `moscow-protocol`?");
    board.keys("\x15moscow-protocol+130d\r");
    board.sees("as of Tue 14 Jul 2020");
    board.sees("day 130 · as known then");
    board.keys("K");
    board.sees("in hindsight");
    board.keys("t");
    board.sees("day:");
    board.keys("\x1b");
    board.sees_no_more("day:");
    board.sees("as of Tue 14 Jul 2020");
    board.sees("day 130 · in hindsight");
}

#[test]
fn a_click_on_the_timeline_goes_to_its_day() {
    let mut board = Board::idlib();
    board.sees("5 Timeline");
    board.keys("\x1bOQ");
    board.sees("mouse on");
    // The patrols run from 15 March on; a cell is some days wide.
    let text = board.text();
    let (row, line) = text.lines().enumerate().find(|(_, line)| line.contains("◆running")).unwrap();
    let column = line.chars().position(|c| c == '◆').unwrap();
    board.keys(format!("\x1b[<0;{};{}M", column + 1, row + 1));
    board.sees("Mar 2020");
    assert!(day(&board).ends_with("Mar 2020"), "{}", day(&board));
    board.focus_is("5 Timeline");
    // Outside the days nothing moves.
    let reached = day(&board);
    board.keys(format!("\x1b[<0;{};{}M", 3, row + 1));
    board.read_for(Duration::from_millis(100));
    assert_eq!(day(&board), reached);
}

// ---------------------------------------------------------------------- what changed

/// A reader with a state folder of their own, and a file.
struct Reader {
    state: TempDir,
    case: Case,
}

impl Reader {
    fn new() -> Reader {
        Reader { state: tempfile::tempdir().unwrap(), case: Case::idlib() }
    }

    fn opens(&self, path: &Path) -> Board {
        let state = self.state.path().to_str().unwrap();
        Start::board(&[path.to_str().unwrap(), "--fresh"]).env("XDG_STATE_HOME", state).ready()
    }

    fn closes(&self, mut board: Board) {
        board.keys("q");
        assert_eq!(board.exit_status(AT_ONCE), 0);
    }

    /// What is kept of the boards that were closed.
    fn kept(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.state.path().join("sitboard")).unwrap();
        entries.map(|entry| entry.unwrap().path()).collect()
    }
}

/// The scenario with one figure revised.
fn revised() -> String {
    let (from, to) = ("count = \"more than 200000\"", "count = \"more than 210000\"");
    assert_eq!(IDLIB.matches(from).count(), 1);
    IDLIB.replace(from, to)
}

#[test]
fn what_changed_since_the_board_was_closed() {
    let reader = Reader::new();
    let path = reader.case.path();
    let mut board = reader.opens(&path);
    board.keys("Dclosed\r");
    board.sees("not closed here before; compared with the day before");
    board.sees("What changed since Thu 13 Aug 2020");
    board.keys("\x1b");
    board.sees_no_more("What changed since");
    reader.closes(board);

    reader.case.save(&revised());
    let mut board = reader.opens(&path);
    board.keys("Dclosed\r");
    board.sees("What changed since you closed it on ");
    board.sees("Revised 1");
    board.sees("more than 200,000 → more than 210,000");
    board.keys("j\r");
    board.sees("displacement returned");
    board.keys("\x7f");
    board.keys("3");
    board.focus_is("3 Displacement");
    reader.closes(board);

    // Closed once more: nothing is left to tell.
    let mut board = reader.opens(&path);
    board.keys("Dclosed\r");
    board.sees("What changed since you closed it on ");
    board.sees("nothing changed");

    // Nothing stands beside the data.
    let beside = fs::read_dir(reader.case.folder.path()).unwrap().count();
    assert_eq!(beside, 1);
}

#[test]
fn what_is_kept_is_the_readers_own_and_of_one_place() {
    let reader = Reader::new();
    reader.closes(reader.opens(&reader.case.path()));
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&reader.state.path().join("sitboard")), 0o700);
    let kept = reader.kept();
    assert_eq!(kept.len(), 1, "{kept:?}");
    assert_eq!(mode(&kept[0]), 0o600);

    // The same file elsewhere is another board.
    let other = Case::idlib();
    let mut board = reader.opens(&other.path());
    board.keys("Dclosed\r");
    board.sees("not closed here before");
    drop(board);

    // What was tampered with is as good as never kept.
    let whole = fs::read(&kept[0]).unwrap();
    for broken in [&b"not ours"[..], &whole[..whole.len() / 2], &[0xff; 4096], b""] {
        fs::write(&kept[0], broken).unwrap();
        let mut board = reader.opens(&reader.case.path());
        board.keys("Dclosed\r");
        board.sees("not closed here before");
    }
    reader.closes(reader.opens(&reader.case.path()));
    let mut board = reader.opens(&reader.case.path());
    board.keys("Dclosed\r");
    board.sees("What changed since you closed it on ");
}

#[test]
fn another_file_is_a_baseline() {
    let case = Case::of("idlib-2020.toml", &revised());
    let before = case.folder.path().join("before.toml");
    fs::write(&before, IDLIB).unwrap();
    let mut board = case.board();
    board.keys(format!("D{}\r", before.display()));
    board.sees("What changed since ");
    board.sees("more than 200,000 → more than 210,000");
    board.keys("\x1b");
    board.sees_no_more("What changed since");
    board.keys("Dnowhere.toml\r");
    board.sees("nowhere.toml");
    board.sees_no_more("What changed since");
}

// ---------------------------------------------------------------------- the morning page

#[test]
fn a_page_is_read_and_then_saved_under_a_name_that_is_free() {
    let case = Case::idlib();
    let folder = case.folder.path();
    let script = format!("cd {} && exec {PROGRAM} idlib-2020.toml", folder.display());
    let mut board = Start::program(&["sh", "-c", &script]).ready();
    board.keys("R");
    board.sees("The morning page");
    board.keys("\r");
    board.sees("save as: idlib-2020-2020-08-14.md");
    board.keys("\r");
    board.sees("saved idlib-2020-2020-08-14.md");
    let path = folder.join("idlib-2020-2020-08-14.md");
    let saved = fs::read(&path).unwrap();
    let report =
        Command::new(PROGRAM).current_dir(folder).args(["report", "idlib-2020.toml"]).output();
    assert!(saved == report.unwrap().stdout, "the page that `report` prints");

    // Neither that page nor anything else is written over: another name is asked for.
    board.keys("R");
    board.sees("The morning page");
    board.keys("\r\r");
    board.sees("idlib-2020-2020-08-14.md exists already; nothing was written");
    board.keys("\x15idlib-2020.toml\r");
    board.sees("idlib-2020.toml exists already; nothing was written");
    assert_eq!(fs::read(&path).unwrap(), saved);
    assert_eq!(fs::read_to_string(case.path()).unwrap(), IDLIB);

    // By another name, as text.
    board.keys("\x15page.txt\r");
    board.sees("saved page.txt");
    let text = fs::read_to_string(folder.join("page.txt")).unwrap();
    assert!(text.starts_with("Idlib: joint patrols on the M4      "), "{text}");
}
