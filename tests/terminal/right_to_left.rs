//! Arabic and Hebrew names in the order in which they are read, with straight columns and borders;
//! the terminal is asked to leave that order, and given its own way back.

use crate::harness::{AT_ONCE, Board, Case, IDLIB};

/// Ariha in Arabic, Aleppo in Hebrew letters, with a number in it.
fn case() -> Case {
    let text = IDLIB.replacen("name = \"Ariha\"", "name = \"أريحا\"", 1).replacen(
        "short = \"Hmeimim base\"",
        "short = \"בסיס 12 (חמימים)\"",
        1,
    );
    Case::of("board.toml", &text)
}

/// Rows of the screen in which something stands.
fn rows(board: &Board, words: &str) -> Vec<String> {
    board.text().lines().filter(|line| line.contains(words)).map(str::to_owned).collect()
}

#[test]
fn names_are_read_from_right_to_left_and_borders_are_straight() {
    let case = case();
    let mut board = case.start().size(120, 40).ready();
    assert!(board.has_written(b"\x1b[8l"));
    // From the last letter to the first, each in the form that joins it to its neighbours.
    let ariha = "\u{fe8e}\u{fea4}\u{fef3}\u{fead}\u{fe83}";
    board.sees(ariha);
    board.sees("(םימימח) 12 סיסב");
    for name in [ariha, "(םימימח) 12 סיסב"] {
        for row in rows(&board, name) {
            let ends: Vec<usize> = row
                .chars()
                .enumerate()
                .filter(|(_, sign)| *sign == '│')
                .map(|(at, _)| at)
                .collect();
            assert_eq!(ends, [0, 59, 60, 119], "{row}");
        }
    }
    board.keys("q");
    assert_eq!(board.exit_status(AT_ONCE), 0);
    assert!(board.has_written(b"\x1b[8h"));
    board.assert_restored();
}

#[test]
fn a_terminal_that_does_it_by_itself_is_left_alone() {
    for (name, value) in [("KONSOLE_VERSION", "230400"), ("TERM_PROGRAM", "Apple_Terminal")] {
        let case = case();
        let mut board = case.start().env(name, value).size(120, 40).ready();
        board.sees("أريحا");
        assert!(!board.has_written(b"\x1b[8l"));
        board.keys("q");
        assert_eq!(board.exit_status(AT_ONCE), 0);
        assert!(!board.has_written(b"\x1b[8h"));
    }
}
