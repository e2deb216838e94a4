//! What a reader does with a board: move, open, filter, go to another scenario, leave.

use std::fs;
use std::process::{Command, Stdio};

use vt100::Color;

use crate::harness::{AT_ONCE, Board, Case, DONBAS, PROGRAM, Start, focus};

#[test]
fn keys_move_the_selection_and_the_focus() {
    let mut board = Board::idlib();
    board.sees("Idlib: joint patrols on the M4");
    board.focus_is("1 Patrols");
    let first = board.selection();
    for (there, back) in [("j", "k"), ("G", "g"), ("\x1b[B", "\x1b[A"), ("\x1b[6~", "\x1b[5~")] {
        board.step(there);
        board.keys(back);
        board.selection_is(&first);
    }

    for (key, title) in [
        ("\t", "2 Attacks"),
        ("\t", "3 Displacement"),
        ("\x1b[Z", "2 Attacks"),
        ("4", "4 Actors"),
        ("h", "3 Displacement"),
        ("1", "1 Patrols"),
    ] {
        board.keys(key);
        board.focus_is(title);
    }
    // Each panel keeps its own row.
    board.selection_is(&first);
    board.keys("q");
    assert_eq!(board.exit_status(AT_ONCE), 0);
    board.assert_restored();
}

#[test]
fn enter_opens_a_record_and_backspace_comes_back() {
    let mut board = Board::idlib();
    board.keys("4");
    board.selection_is("Russia");
    board.keys("1");
    board.focus_is("1 Patrols");
    board.keys("\r");
    board.sees("patrol-12aug");
    // Its first reference is who patrolled.
    board.keys("jjjj\r");
    board.sees("back (1)");
    board.keys("\x7f");
    board.sees_no_more("back (1)");
    board.sees("patrol-12aug");
    board.keys("\x7f");
    board.sees_no_more("patrol-12aug");
    board.focus_is("1 Patrols");
}

#[test]
fn a_filter_leaves_what_matches_and_says_so() {
    let mut board = Board::idlib();
    board.keys("2");
    board.focus_is("2 Attacks");
    board.keys("fkind:ied\r");
    board.sees("filter: kind:ied");
    board.selection_is("IED");
    board.step("j");
    board.selection_is("IED");
    // A word that no filter knows is told, and can be mended where it was typed.
    board.keys("f\x15kind:iedd\r");
    board.sees("did you mean `ied`?");
    board.keys("\x7f\r");
    board.sees("filter: kind:ied (");
    board.keys("F");
    board.sees_no_more("filter: kind:ied");
}

#[test]
fn another_scenario_is_a_key_away() {
    let case = Case::idlib();
    fs::write(case.folder.path().join("donbas-2020.toml"), DONBAS).unwrap();
    let mut board = Start::board(&[case.folder.path().to_str().unwrap()]).ready();
    board.sees("Idlib: joint patrols");
    board.keys("4");
    board.focus_is("4 Actors");
    board.step("j");
    let row = board.step("j");
    board.keys("]");
    board.sees("Donbas: ceasefire of 27 July 2020");
    board.keys("[");
    board.sees("Idlib: joint patrols");
    // Where it was left.
    board.selection_is(&row);

    board.keys("o");
    board.focus_is("Scenarios");
    board.selection_is("Idlib: joint patrols");
    // An arrow: letters look for a name.
    board.keys("\x10");
    board.selection_is("Donbas: ceasefire");
    board.keys("\r");
    board.wait_for("the other board", |screen| {
        screen.contents().starts_with(" Donbas")
            && focus(screen).is_some_and(|title| title.contains("Actors"))
    });
}

#[test]
fn a_line_is_typed_with_the_cursor_in_sight() {
    let mut board = Board::idlib();
    assert!(board.screen().hide_cursor());
    board.keys("/patrol");
    board.wait_for("the cursor after the word", |screen| {
        let (row, column) = screen.cursor_position();
        let cell = column.checked_sub(1).and_then(|left| screen.cell(row, left));
        !screen.hide_cursor() && cell.is_some_and(|cell| cell.contents() == "l")
    });
    board.keys("\x1b");
    board.wait_for("the board alone", |screen| screen.hide_cursor());
}

#[test]
fn no_colour_keeps_the_selection_in_reverse() {
    let case = Case::idlib();
    let board = case.start().env("NO_COLOR", "1").ready();
    assert!(board.has_written(b"\x1b[7m"));
    let mut cells = (0..40).flat_map(|row| (0..120).map(move |column| (row, column)));
    let colour = |(row, column)| {
        let cell = board.screen().cell(row, column).unwrap();
        cell.fgcolor() != Color::Default || cell.bgcolor() != Color::Default
    };
    assert_eq!(cells.find(|cell| colour(*cell)), None, "a cell in colour");
    assert!(!board.selection().is_empty());
}

#[test]
fn where_no_screen_is_the_overview_is_printed() {
    let case = Case::idlib();
    let output = Command::new(PROGRAM).arg(case.path()).stdin(Stdio::null()).output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.starts_with("Idlib: joint patrols on the M4\n"), "{said}");
    assert!(!said.contains('\x1b'));
    assert!(output.stderr.is_empty());

    // A reader that has seen enough is no trouble.
    let script = format!("{PROGRAM} {} | head -n 1; echo done", case.path().display());
    let output = Command::new("sh").args(["-c", &script]).output().unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "Idlib: joint patrols on the M4\ndone\n");
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_dumb_terminal_is_refused_in_words() {
    let case = Case::idlib();
    let mut board = case.start().env("TERM", "dumb").spawn();
    assert_eq!(board.exit_status(AT_ONCE), 2);
    board.sees("TERM=dumb");
    assert!(!board.raw_bytes().contains(&0x1b));

    // The words go where errors go.
    let script = format!("TERM=dumb {PROGRAM} 2>/dev/null");
    let mut board = Start::program(&["sh", "-c", &script]).spawn();
    assert_eq!(board.exit_status(AT_ONCE), 2);
    assert_eq!(board.raw_bytes(), b"");
}

#[test]
fn keys_come_from_the_terminal_when_the_scenario_is_piped_in() {
    let case = Case::idlib();
    let script = format!("cat {} | {PROGRAM} -", case.path().display());
    let mut board = Start::program(&["sh", "-c", &script]).ready();
    board.step("j");
    board.keys("r");
    board.sees("standard input can be read only once");
    board.keys("q");
    assert_eq!(board.exit_status(AT_ONCE), 0);
    board.assert_restored();
}

#[test]
fn an_idle_board_writes_nothing_and_uses_nothing() {
    let case = Case::idlib();
    let mut board = case.board();
    // The opening line goes with the first key. The file is young: let its age be settled first.
    board.keys("G");
    board.read_for(std::time::Duration::from_millis(2500));
    let (mark, (ticks, woken)) = (board.raw_bytes().len(), board.effort());
    board.read_for(std::time::Duration::from_secs(2));
    let (ticks_after, woken_after) = board.effort();
    assert_eq!(board.raw_bytes().len(), mark, "bytes from an idle board");
    assert!(ticks_after <= ticks + 1, "processor time of an idle board");
    assert!(woken_after <= woken + 2, "woken {} times in 2 s", woken_after - woken);

    // Keys that change nothing cost no byte either: down on the last row.
    board.keys("jj");
    board.read_for(std::time::Duration::from_millis(200));
    assert_eq!(board.raw_bytes().len(), mark, "bytes where nothing changed");
    // One that is no command says so.
    board.keys("@");
    board.sees("@ does nothing here");
}

#[test]
fn a_new_size_is_drawn_and_a_burst_ends_with_the_last() {
    let mut board = Board::idlib();
    let is_drawn = |columns: u16, rows: u16| {
        move |screen: &vt100::Screen| {
            let corner = screen.cell(rows - 2, columns - 1);
            corner.is_some_and(|cell| cell.contents() == "╯")
        }
    };
    board.resize(70, 15);
    board.wait_for("70 columns", is_drawn(70, 15));
    let mark = board.raw_bytes().len();
    for columns in 71..=110 {
        board.resize(columns, 30);
    }
    board.wait_for("110 columns", is_drawn(110, 30));
    assert!(board.frames_since(mark) <= 40);
    for (columns, rows) in [(1, 1), (2, 1), (1, 3), (39, 11), (20, 5)] {
        board.resize(columns, rows);
    }
    board.sees("is 20×5");
    board.resize(40, 12);
    board.wait_for("the least board", is_drawn(40, 12));
    board.focus_is("1 Patrols");
}
