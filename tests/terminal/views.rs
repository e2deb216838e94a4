//! A board comes back as it was left, and in a view that was given a name.

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
    board.keys("t2020-07-14\rmthe raid\r");
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
