//! Whatever ends the board, or lends its terminal for a while: the terminal comes back.

use std::fs;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use vt100::MouseProtocolMode;

use crate::harness::{AT_ONCE, Board, Case, PATIENCE, PROGRAM, Start, selected};

const MOUSE: &str = "\x1bOQ";

fn mouse_is_on(board: &mut Board) {
    board.wait_for("the mouse", |screen| screen.mouse_protocol_mode() != MouseProtocolMode::None);
}

#[test]
fn quitting_gives_the_terminal_back() {
    let case = Case::idlib();
    let state = case.folder.path().join("state");
    for (key, with_mouse) in [("q", false), ("\x03", false), ("q", true)] {
        let mut board = case.start().env("XDG_STATE_HOME", state.to_str().unwrap()).ready();
        if with_mouse {
            board.keys(MOUSE);
            mouse_is_on(&mut board);
        }
        board.keys(key);
        assert_eq!(board.exit_status(AT_ONCE), 0);
        board.assert_restored();
        // Nothing is written after the terminal was given back.
        assert!(board.raw_bytes().ends_with(b"\x1b[?1049l\x1b[?25h"));
    }
}

#[test]
fn signals_give_the_terminal_back_and_say_so() {
    let case = Case::idlib();
    for (signal, code) in
        [(Signal::HUP, 129), (Signal::INT, 130), (Signal::QUIT, 131), (Signal::TERM, 143)]
    {
        let mut board = case.board();
        board.keys(MOUSE);
        mouse_is_on(&mut board);
        board.kill(signal);
        assert_eq!(board.exit_status(AT_ONCE), code, "{signal:?}");
        board.assert_restored();
    }
}

#[test]
fn a_terminal_that_takes_no_more_bytes_does_not_keep_the_program() {
    let case = Case::idlib();
    for signals in [1, 2] {
        let mut board = case.start().size(250, 80).ready();
        // Full frames that nobody reads fill the line: the main thread waits inside a write.
        for _ in 0..30 {
            board.kill(Signal::CONT);
            thread::sleep(Duration::from_millis(5));
        }
        let begun = Instant::now();
        for _ in 0..signals {
            board.kill(Signal::TERM);
            thread::sleep(Duration::from_millis(20));
        }
        while board.state() != 'Z' {
            assert!(begun.elapsed() < AT_ONCE, "stuck in a write");
            thread::sleep(Duration::from_millis(5));
        }
        // One signal waits for the main thread in vain, a second one does not wait.
        assert_eq!(begun.elapsed() < Duration::from_millis(500), signals == 2);
        assert_eq!(board.exit_status(AT_ONCE), 143);
        assert!(board.is_cooked());
    }
}

#[test]
fn a_closed_terminal_ends_the_program() {
    let case = Case::idlib();
    let mut board = case.board();
    board.hang_up();
    assert_eq!(board.exit_status(AT_ONCE), 129);

    // Without a signal: the hang-up itself must be noticed.
    let mut board = case.start().uncontrolled().ready();
    board.hang_up();
    assert_eq!(board.exit_status(AT_ONCE), 129);
}

#[test]
fn a_closed_terminal_ends_a_program_that_was_told_to_ignore_hang_ups() {
    let case = Case::idlib();
    let script = format!("trap '' HUP; exec {PROGRAM} {}", case.path().display());
    let mut board = Start::program(&["sh", "-c", &script]).ready();
    board.hang_up();
    assert_eq!(board.exit_status(AT_ONCE), 129);
}

#[test]
fn ctrl_z_goes_to_the_shell_and_fg_comes_back() {
    let case = Case::idlib();
    let mut shell =
        Start::program(&["sh", "-i"]).env("PS1", "shell> ").env("ENV", "/dev/null").spawn();
    shell.sees("shell>");
    for how in ["the key", "a signal"] {
        shell.keys(format!("{PROGRAM} {}\r", case.path().display()));
        shell.focus_is("1 Patrols");
        let first = shell.selection();
        let second = shell.step("j");
        shell.keys(MOUSE);
        mouse_is_on(&mut shell);
        if how == "the key" {
            shell.keys("\x1a");
        } else {
            stop_from_outside(&case.path());
        }
        shell.at_the_shell();
        shell.keys("echo still $((40+2))\r");
        shell.sees("still 42");
        // In the background it waits, and leaves screen and keys to the shell.
        shell.keys("bg\r");
        shell.keys("echo and $((6*7+1))\r");
        shell.sees("and 43");
        assert!(!shell.screen().alternate_screen());
        shell.keys("fg\r");
        shell.wait_for("the board again", |screen| {
            screen.alternate_screen()
                && screen.hide_cursor()
                && screen.bracketed_paste()
                && screen.mouse_protocol_mode() != MouseProtocolMode::None
                && selected(screen).is_some_and(|(_, _, row)| row == second)
        });
        shell.keys("k");
        shell.selection_is(&first);
        shell.keys("q");
        shell.at_the_shell();
        shell.keys("printf '\\033[2J'\r");
        shell.sees_no_more("still");
    }
    shell.keys("exit\r");
    shell.exit_status(PATIENCE);
}

/// Sends TSTP to the board that shows this file.
fn stop_from_outside(path: &Path) {
    let wanted = format!("{PROGRAM}\0{}\0", path.display());
    let shows = |entry: &fs::DirEntry| {
        fs::read(entry.path().join("cmdline")).is_ok_and(|line| line == wanted.as_bytes())
    };
    let entry = fs::read_dir("/proc").unwrap().flatten().find(shows).unwrap();
    let number = entry.file_name().to_str().unwrap().parse().unwrap();
    kill_process(Pid::from_raw(number).unwrap(), Signal::TSTP).unwrap();
}

#[test]
fn where_no_shell_waits_ctrl_z_does_nothing() {
    let mut board = Board::idlib();
    let first = board.selection();
    board.keys("\x1aj");
    board.selection_leaves(&first);
    board.kill(Signal::TSTP);
    board.keys("k");
    board.selection_is(&first);
    assert_ne!(board.state(), 'T');
}

#[test]
fn stopped_and_continued_from_outside_everything_is_drawn_again() {
    let mut board = Board::idlib();
    board.kill(Signal::STOP);
    let mark = board.raw_bytes().len();
    board.kill(Signal::CONT);
    for again in ["\x1b[?1049h", "\x1b[2J", "1 Patrols", "Actors", "\x1b[?2026l"] {
        board.wait_to_write(mark, again.as_bytes());
    }
    board.focus_is("1 Patrols");
    board.step("j");
}
