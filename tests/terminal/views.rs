//! A board comes back as it was left, and in a view that was given a name; and it rings when an
//! indicator changes its level.

use crate::harness::{AT_ONCE, Case, PROGRAM, Start};

#[test]
fn a_board_comes_back_as_it_was_left() {
    let case = Case::idlib();
    let state = case.folder.path().join("state");
    let start = |more: &[&str]| {
        let path = case.path();
        let words = [&[PROGRAM, path.to_str().unwrap()], more].concat();
        Start::program(&words).env("XDG_STATE_HOME", state.to_str().unwrap())
    };
    let mut board = start(&[]).ready();
    board.keys("2fkind:ied\r");
    board.sees("kind:ied");
    board.keys("t2020-07-14\rQthe raid\r");
    board.sees("“the raid” is kept: attacks, 14 Jul, kind:ied");
    board.keys("K");
    board.sees("in hindsight");
    board.keys("q");
    assert_eq!(board.exit_status(AT_ONCE), 0);
    let mut board = start(&[]).spawn();
    board.sees("as you left it: attacks, 14 Jul, in hindsight, kind:ied");
    board.keys("q");
    assert_eq!(board.exit_status(AT_ONCE), 0);
    let mut board = start(&["--fresh"]).ready();
    assert!(!board.text().contains("as you left it"), "{}", board.text());
    board.keys("q");
    board.exit_status(AT_ONCE);
    let mut board = start(&["--view", "the raid"]).spawn();
    board.sees("kind:ied");
    board.sees("known then");
    board.keys("q");
    assert_eq!(board.exit_status(AT_ONCE), 0);
}

#[test]
fn a_level_that_changes_rings_as_the_reader_wants_it() {
    const HEAD: &str = "format = 1\n[scenario]\nid = \"truce\"\ntitle = \"A truce\"\nopen_at = 2020-07-10\n\
        [[source]]\nid = \"a\"\nname = \"Mission A\"\nkind = \"monitor\"\n\
        [[indicator]]\nid = \"raids\"\nname = \"Raids\"\ncounts = \"kind:ied\"\nwindow_days = 7\n\
        watch = 1\nalarm = 2\n";
    let ied = "[[attack]]\ndate = 2020-07-09\nkind = \"ied\"\nsource = \"a\"\n";
    for (ring, bytes) in [
        ("bell", &b"\x07"[..]),
        ("osc9", b"\x1b]9;truce: Raids: watch, 1 in 7 days; it was no reports\x1b\\"),
        ("osc777", b"\x1b]777;notify;sitboard;truce: Raids: watch, 1 in 7 days, it was no reports"),
    ] {
        let case = Case::of("truce.toml", HEAD);
        let path = case.path();
        let words = [PROGRAM, path.to_str().unwrap(), "--ring", ring];
        let mut board = Start::program(&words).spawn();
        board.sees("Raids: no reports");
        board.forget_written();
        case.save(&format!("{HEAD}{ied}"));
        board.sees("Raids: watch, 1 in 7 days; it was no reports");
        board.wait_to_write(0, bytes);
        board.keys("q");
        board.exit_status(AT_ONCE);
    }
}
