//! More than a hand can type: pastes, floods, sequences that never end.

use rustix::process::Signal;

use crate::harness::{AT_ONCE, Board, Case, Start};

const PASTE: &str = "\x1b[200~";
const PASTED: &str = "\x1b[201~";

#[test]
fn three_hundred_keys_at_once_are_a_few_frames() {
    let mut board = Board::idlib();
    let mark = board.raw_bytes().len();
    board.keys("j".repeat(299) + "2");
    board.focus_is("2 Attacks");
    let frames = board.frames_since(mark);
    println!("{frames} frames for 300 keys");
    assert!(frames <= 4, "{frames} frames for 300 keys");
    board.keys("1");
    board.focus_is("1 Patrols");
    let last = board.selection();
    board.keys("kG");
    board.selection_is(&last);
}

#[test]
fn a_hundred_kilobytes_without_brackets_stall_nothing() {
    let mut board = Board::idlib();
    board.flood("jk".repeat(50_000).as_bytes());
    board.keys("2");
    board.focus_is("2 Attacks");
    board.keys("q");
    assert_eq!(board.exit_status(AT_ONCE), 0);
    board.assert_restored();
}

#[test]
fn a_paste_is_text_where_text_is_typed_and_nothing_elsewhere() {
    let mut board = Board::idlib();
    let row = board.selection();
    board.keys(format!("{PASTE}q and\nq again\x03{PASTED}"));
    board.sees("a paste is taken only where text is typed");
    assert_eq!(board.selection(), row);
    board.keys(format!("f{PASTE}kind:\x1b[31mied\nsince:2020{PASTED}"));
    // On one line, and its escape sequence is to be seen, not obeyed.
    board.sees("␛[31mied since:2020");
    assert!(!board.has_written(b"\x1b[31mied"));
    board.keys("\x1b");
    board.sees_no_more("since:2020");
    // More than anyone means to paste.
    board.keys(format!("/{PASTE}"));
    board.flood("long ".repeat(20_000).as_bytes());
    board.keys(PASTED);
    board.sees("long long");
    board.keys("\x15here");
    board.sees("search: here");
    board.sees_no_more("long long");
}

#[test]
fn a_paste_that_never_ends_does_not_deafen_the_board() {
    let case = Case::idlib();
    let mut board = case.board();
    board.keys(format!("f{PASTE}lost"));
    // After a second of silence it is taken as it stands.
    board.sees("filter: lost");
    board.keys("!");
    board.sees("filter: lost!");

    // Ctrl-C on its own is not waited for.
    board.keys(format!("{PASTE}lost again"));
    board.read_for(std::time::Duration::from_millis(50));
    board.keys("\x03");
    assert_eq!(board.exit_status(AT_ONCE), 0);
    board.assert_restored();

    for end in ["signal", "hang-up"] {
        let mut board = case.board();
        board.keys(format!("{PASTE}lost"));
        match end {
            "signal" => board.kill(Signal::TERM),
            _ => board.hang_up(),
        }
        assert!(board.exit_status(AT_ONCE) > 128);
    }
}

#[test]
fn a_sequence_cut_short_does_not_swallow_the_next_key() {
    let mut board = Board::idlib();
    for broken in ["\x1b[", "\x1b[1;", "\x1bO", "\x1b[<0;5;", "\x1b]0;title", "\u{9b}", "\x1bP"] {
        board.keys(broken);
        // A hand is slower than what a terminal sends in one go.
        board.read_for(std::time::Duration::from_millis(130));
        board.keys("\x1b");
        board.read_for(std::time::Duration::from_millis(130));
        board.keys("4");
        board.focus_is("4 Actors");
        board.keys("1");
        board.focus_is("1 Patrols");
    }
    board.keys(b"\xff\xfe\xc3");
    board.keys("4");
    board.focus_is("4 Actors");
}

/// What the letters of an answer would do as keys: go to other panels, add, ask, leave.
#[test]
fn what_the_terminal_answers_is_no_key() {
    // Nor does the colour of the background matter to who chose a theme.
    let case = Case::idlib();
    let words = [case.path().to_str().unwrap().to_owned(), "--theme=terminal".to_owned()];
    let mut board = Start::board(&[&words[0], &words[1]]).ready();
    let row = board.selection();
    let answers: [&[u8]; 8] = [
        b"\x1b]11;rgb:1e1e/1e1e/1e1e\x07",
        b"\x1b]52;c;aTIzND9xamsgZCB5\x1b\\",
        b"\x1bP>|sitting 2 3 4 q\x1b\\",
        b"\x1b_Gi=31;OK2\x1b\\",
        b"\x9d4;1;rgb:cd/00/00\x9c",
        b"\xc2\x9fG2\xc2\x9c",
        b"\x1b[?62;22c\x1b[>1;10;0c\x1b[24;80R\x1b[?2026;2$y",
        b"\x1b]2;an end that never comes",
    ];
    for answer in answers {
        board.keys(&answer[..5]);
        board.read_for(std::time::Duration::from_millis(2));
        board.keys(&answer[5..]);
        board.read_for(std::time::Duration::from_millis(130));
        assert_eq!(board.selection(), row, "{answer:?}");
    }
    board.keys("2");
    board.focus_is("2 Attacks");
}
