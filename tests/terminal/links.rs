//! Links of a detail: written for terminals that understand them, opened by the system's own program
//! after a question that says whose page it is, and never anything but an address of the web.

use std::{fs, os::unix::fs::PermissionsExt, path::PathBuf, thread, time::Duration, time::Instant};

use crate::harness::{AT_ONCE, Board, Case, PATIENCE, Start};

fn board_with(url: &str) -> Case {
    let text = format!(
        "format = 1\n[scenario]\nid = \"truce\"\ntitle = \"A truce\"\n\
         [[source]]\nid = \"a\"\nname = \"Mission A\"\nkind = \"monitor\"\n\
         [[attack]]\nid = \"raid\"\ndate = 2020-07-09\nkind = \"raid\"\nsource = \"a\"\n\
         url = \"{url}\"\n"
    );
    Case::of("truce.toml", &text)
}

/// A program that notes what it was asked to open, and where it notes that.
fn opener(case: &Case) -> (PathBuf, PathBuf) {
    let folder = case.folder.path().canonicalize().unwrap();
    let (bin, opened) = (folder.join("bin"), folder.join("opened"));
    fs::create_dir(&bin).unwrap();
    let program = bin.join("xdg-open");
    fs::write(&program, format!("#!/bin/sh\necho \"$# $1\" >> {}\n", opened.display())).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    (bin, opened)
}

/// The board with the detail of the raid open.
fn detail(case: &Case, term: &str) -> Board {
    let bin = opener(case).0;
    let start = Start::board(&[case.path().to_str().unwrap()]).env("TERM", term);
    let mut board = start.env("PATH", bin.to_str().unwrap()).spawn();
    board.sees("2 Attacks");
    board.keys("2\r");
    board.sees("where it can be read");
    board
}

const LINK: &[u8] = b"\x1b]8;id=";

#[test]
fn an_address_is_a_link_and_is_opened_after_a_question() {
    let case = board_with("https://m\u{fc}nster.example/a b");
    let address = "https://xn--mnster-3ya.example/a%20b";
    let mut board = detail(&case, "xterm-256color");
    board.wait_to_write(0, LINK);
    board.wait_to_write(0, format!(";{address}\x1b\\").as_bytes());
    board.wait_to_write(0, b"\x1b]8;;\x1b\\"); // every link ends
    board.keys("O");
    board.sees("Open a page of xn--mnster-3ya.example with the system's program?");
    board.keys("y");
    board.sees("a page of xn--mnster-3ya.example is open in its own program");
    let opened = case.folder.path().join("opened");
    let begun = Instant::now();
    while !opened.exists() && begun.elapsed() < PATIENCE {
        thread::sleep(Duration::from_millis(20));
    }
    assert_eq!(fs::read_to_string(opened).unwrap(), format!("1 {address}\n"));
    board.keys("q");
    board.exit_status(AT_ONCE);
}

#[test]
fn what_is_no_address_of_the_web_is_no_link_and_is_not_opened() {
    for url in [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://bank.example@evil.example/",
        "https://example.org/\\u001b]8;;https://evil.example\\u0007",
    ] {
        let case = board_with(url);
        let mut board = detail(&case, "xterm-256color");
        assert!(!board.has_written(b"\x1b]8;"), "{url}");
        board.keys("O");
        board.sees("is not opened: ");
        board.keys("q");
        board.exit_status(AT_ONCE);
        assert!(!case.folder.path().join("opened").exists());
    }
}

#[test]
fn a_terminal_that_would_show_links_as_text_gets_none() {
    let case = board_with("https://example.org/");
    for term in ["linux", "vt100"] {
        let bin = case.folder.path().join("bin");
        let _ = fs::remove_dir_all(bin);
        let mut board = detail(&case, term);
        assert!(!board.has_written(b"\x1b]8;"), "{term}");
        board.keys("q");
        board.exit_status(AT_ONCE);
    }
}
