//! A scenario is written in an editor beside its board: every save is on the board at once, and
//! nothing that goes wrong with the file takes the board away.

use std::fs;
use std::time::{Duration, Instant};

use crate::harness::{AT_ONCE, Case, IDLIB};

/// The scenario with one more attack, known on the day that the board opens at.
fn with_more(id: &str, note: &str) -> String {
    format!(
        "{IDLIB}\n[[attack]]\nid = \"{id}\"\ndate = 2020-08-13\nkind = \"small-arms\"\n\
         place = \"ariha\"\nsource = \"sofrep\"\nnote = \"{note}\"\n"
    )
}

#[test]
fn a_save_is_on_the_board_within_a_second() {
    let case = Case::idlib();
    let mut board = case.board();
    board.keys("2");
    board.focus_is("2 Attacks");
    board.step("j");
    board.step("j");

    let begun = Instant::now();
    case.save(&with_more("new-one", "heard by nobody else"));
    board.sees("small-arms");
    let took = begun.elapsed();
    println!("from save to screen: {took:?}");
    assert!(took < AT_ONCE, "{took:?}");
    // The same record is selected, one row further down.
    board.selection_is("Mon 10 Aug");
    board.selection_is("drone");
    board.keys("/nobody else\r");
    board.selection_is("small-arms");
}

#[test]
fn what_is_open_stays_open_when_the_file_is_saved() {
    let case = Case::of("idlib-2020.toml", &with_more("new-one", "as first heard"));
    let mut board = case.board();
    board.keys("2/as first heard\r");
    board.selection_is("small-arms");
    board.keys("\r");
    board.sees("as first heard");
    case.save(&with_more("new-one", "as heard again"));
    board.sees("as heard again");
    board.sees("attack new-one");
}

#[test]
fn a_save_that_breaks_the_file_keeps_the_board_and_names_the_place() {
    let case = Case::idlib();
    let mut board = case.board();
    board.step("j");
    let row = board.step("j");
    case.save(&format!("{IDLIB}\n[[attack]\nid = \"new-one\"\n"));
    let banner = format!("idlib-2020.toml:{}:10:", IDLIB.lines().count() + 2);
    board.sees(&banner);
    board.selection_is(&row);
    // The board is as usable as before, and knows where to look.
    board.keys("!");
    board.focus_is("Problems");
    board.sees("[[attack]");
    board.keys("\x1b");
    board.focus_is("1 Patrols");
    board.step("k");

    case.save(&with_more("new-one", "mended"));
    board.sees_no_more(&banner);
    board.keys("2");
    board.sees("small-arms"); // the list is worked out after the banner goes
    board.keys("/mended\r");
    board.selection_is("small-arms");
}

#[test]
fn a_file_that_is_deleted_is_missed_and_found_again() {
    let case = Case::idlib();
    let mut board = case.board();
    let row = board.selection();
    fs::remove_file(case.path()).unwrap();
    board.sees("idlib-2020.toml is gone");
    board.selection_is(&row);
    board.step("j");
    // The same text again is a file again.
    case.save(IDLIB);
    board.sees_no_more("is gone");

    // With its folder too.
    let (folder, aside) =
        (case.folder.path().to_owned(), case.folder.path().with_extension("aside"));
    fs::rename(&folder, &aside).unwrap();
    board.sees("idlib-2020.toml is gone");
    fs::rename(&aside, &folder).unwrap();
    board.sees_no_more("is gone");
    board.keys("q");
    assert_eq!(board.exit_status(AT_ONCE), 0);
    board.assert_restored();
}

#[test]
fn a_banner_does_not_hide_the_selected_row() {
    let case = Case::idlib();
    let mut board = case.board();
    // The last row in sight, which a line less would hide.
    let row = board.step("G");
    case.save("format = \n");
    board.sees("idlib-2020.toml:1:");
    board.selection_is(&row);
    fs::remove_file(case.path()).unwrap();
    board.sees("is gone");
    board.selection_is(&row);
}

#[test]
fn a_file_that_opens_broken_says_where_and_comes_to_life_when_mended() {
    let case = Case::of("idlib-2020.toml", "format = 1\n[scenario\n");
    let mut board = case.start().spawn();
    board.sees("2:10");
    board.sees("[scenario");
    case.save(IDLIB);
    board.focus_is("1 Patrols");
    board.keys("q");
    assert_eq!(board.exit_status(AT_ONCE), 0);
    board.assert_restored();
}

#[test]
fn a_file_saved_a_hundred_times_ends_with_the_last() {
    let case = Case::idlib();
    let mut board = case.board();
    board.keys("2");
    for number in 1..=100 {
        case.save(&with_more("new-one", &format!("save {number} of many")));
        board.read_for(Duration::from_millis(5));
    }
    board.sees("small-arms");
    board.keys("/of many\r\r");
    board.sees("save 100 of many");
}
