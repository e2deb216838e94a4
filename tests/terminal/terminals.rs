//! What terminals can do, and what they say of themselves: each is given what it has, no more.

use std::collections::BTreeSet;
use std::time::Duration;

use crate::harness::{AT_ONCE, Board, Case};

const ASKS: &[u8] = b"\x1b]11;?\x1b\\";
/// The paper of the theme `light`, and of `dark`.
const LIGHT: &[u8] = b"48;2;251;251;249m";
const DARK: &[u8] = b"48;2;21;24;28m";

/// A name with letters that ASCII has not.
const NAMES: &str = "format = 1\n[scenario]\nid = \"m4\"\ntitle = \"M4 yolu, Serakib ağı\"\n\
    [[source]]\nid = \"s\"\nname = \"Bakanlık\"\nkind = \"party\"\n\
    [[patrol]]\nid = \"p\"\ndate = 2020-03-23\nnumber = 2\noutcome = \"cut-short\"\nsource = \"s\"\n";

fn board(env: &[(&str, &str)]) -> Board {
    let case = Case::idlib();
    let mut start = case.start();
    for (name, value) in env {
        start = start.env(name, value);
    }
    let mut board = start.spawn();
    board.keep(case);
    board
}

#[test]
fn light_or_dark_follows_what_the_terminal_answers_however_that_comes() {
    for (pieces, paper) in [
        (&["\x1b]11;rgb:ffff/ffff/ffff\x1b\\"][..], LIGHT),
        (&["\x1b]11;rgb:1e1e/1e1e/1e1e\x07"], DARK),
        (&["\x1b", "]11;rgb:ff", "ff/ffff/ff", "ff\x1b", "\\"], LIGHT),
    ] {
        let mut board = board(&[("COLORTERM", "truecolor")]);
        board.wait_to_write(0, ASKS);
        for piece in pieces {
            board.keys(piece);
            board.read_for(Duration::from_millis(5));
        }
        board.wait_to_write(0, paper);
        board.sees("1 Patrols");
        // Not a key of it was heard.
        assert!(!board.text().contains("search:"), "{}", board.text());
        board.keys("q");
        assert_eq!(board.exit_status(AT_ONCE), 0);
        board.assert_restored();
    }
}

#[test]
fn an_answer_may_come_late_or_never() {
    let mut board = board(&[("COLORTERM", "truecolor")]);
    board.focus_is("1 Patrols");
    assert!(!board.has_written(LIGHT) && !board.has_written(b"48;2;"));
    board.keys("2");
    board.focus_is("2 Attacks");
    board.keys("\x1b]11;rgb:ffff/ffff/ffff\x1b\\");
    board.wait_to_write(0, LIGHT);
    // A theme that was chosen stays.
    board.keys("\x1bOR");
    board.sees("theme: dark");
    let mark = board.raw_bytes().len();
    board.keys("\x1b]11;rgb:ffff/ffff/ffff\x1b\\:");
    board.sees("Commands and records");
    assert!(!board.raw_bytes()[mark..].windows(LIGHT.len()).any(|bytes| bytes == LIGHT));
}

#[test]
fn only_a_terminal_that_understands_it_is_asked() {
    for env in [&[("TERM", "linux")][..], &[("TERM", "vt100")], &[("NO_COLOR", "1")]] {
        let mut board = board(env);
        board.sees("Patrols");
        assert!(!board.has_written(ASKS), "{env:?}");
    }
}

#[test]
fn keys_are_spelled_out_where_that_is_offered_and_no_longer_than_the_board_is_there() {
    let mut board = Board::idlib();
    board.wait_to_write(0, b"\x1b[?u");
    assert!(!board.has_written(b"\x1b[>5u"));
    board.keys("\x1b[?0u");
    board.wait_to_write(0, b"\x1b[>5u");
    board.keys("\x1b[57401u"); // the 2 of the keypad
    board.focus_is("2 Attacks");
    // Ctrl-C on a Russian keyboard.
    board.keys("\x1b[1089::99;5u");
    board.exit_status(AT_ONCE);
    let left = |bytes: &[u8]| board.raw_bytes().windows(bytes.len()).position(|at| at == bytes);
    assert!(left(b"\x1b[<u").unwrap() < left(b"\x1b[?1049l").unwrap());
    board.assert_restored();
}

#[test]
fn each_terminal_is_given_what_it_has() {
    for (name, env) in [
        ("sixteen", &[("TERM", "xterm"), ("LANG", "C.UTF-8")][..]),
        ("indexed", &[("TERM", "xterm-256color"), ("LANG", "C.UTF-8")]),
        ("true", &[("COLORTERM", "truecolor"), ("LANG", "C.UTF-8")]),
        ("console", &[("TERM", "linux"), ("LANG", "C.UTF-8")]),
        ("vt100", &[("TERM", "vt100"), ("LANG", "C.UTF-8")]),
        ("locale-c", &[("TERM", "xterm-256color"), ("LC_ALL", "C")]),
    ] {
        let case = Case::of("m4.toml", NAMES);
        let path = case.path();
        let mut arguments = vec![path.to_str().unwrap()];
        arguments.extend((name != "vt100").then_some("--theme=colour-blind"));
        let mut start = crate::harness::Start::board(&arguments).size(64, 14);
        for (name, value) in env {
            start = start.env(name, value);
        }
        let mut board = start.spawn();
        board.sees("M4 yolu");
        board.sees("cut");
        board.read_for(Duration::from_millis(50));
        let styles = styles(board.raw_bytes());
        let has = |style: &str| styles.iter().any(|known| known.contains(style));
        assert_eq!(has("38;2;") || has("48;2;"), name == "true", "{name}: {styles:?}");
        let is_indexed = ["indexed", "locale-c"].contains(&name);
        assert_eq!(has("38;5;") || has("48;5;"), is_indexed, "{name}: {styles:?}");
        if ["vt100", "locale-c"].contains(&name) {
            assert!(board.raw_bytes().is_ascii(), "{name}");
        }
        if name == "vt100" {
            assert!(styles.iter().all(|style| style.len() == 1), "{styles:?}");
        }
        let seen =
            format!("{}\n\n{}", board.text(), styles.into_iter().collect::<Vec<_>>().join(" "));
        insta::assert_snapshot!(format!("terminal_{name}"), seen);
    }
}

#[test]
fn a_terminal_without_a_screen_is_told_what_there_is_instead() {
    let mut board = board(&[("TERM", "dumb")]);
    board.exit_status(AT_ONCE);
    assert!(board.text().contains("`sitboard show`"), "{}", board.text());
    assert!(!board.has_written(b"\x1b"));
}

/// The styles that text was written in.
fn styles(bytes: &[u8]) -> BTreeSet<String> {
    let text = String::from_utf8_lossy(bytes);
    let sequences = text.split("\x1b[").skip(1);
    let style = |sequence: &str| {
        let (style, _) = sequence.split_once('m')?;
        style.chars().all(|c| c.is_ascii_digit() || c == ';').then(|| style.to_owned())
    };
    sequences.filter_map(style).collect()
}

#[test]
fn what_is_copied_is_handed_to_the_terminal_and_no_further_than_it_is_known() {
    let copied = b"\x1b]52;c;";
    let mut board = Board::idlib();
    board.keys("yc");
    board.sees("which confirms nothing");
    board.wait_to_write(0, copied);
    // Where strings would be seen, none is sent.
    let mut console = board_on("linux");
    console.keys("yi");
    console.sees("this terminal has no clipboard");
    assert!(!console.has_written(copied));
}

fn board_on(term: &str) -> Board {
    let mut board = board(&[("TERM", term)]);
    board.sees("1 Patrols");
    board
}
