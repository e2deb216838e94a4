//! The file of settings is changed while a board stands.

use std::fs;
use std::path::PathBuf;

use crate::harness::{AT_ONCE, Board, Case, save_by_renaming};

/// A board whose settings stand in the case's own folder.
fn board(case: &Case, settings: Option<&str>) -> (Board, PathBuf) {
    let folder = case.folder.path().join("settings");
    let file = folder.join("sitboard/config.toml");
    if let Some(text) = settings {
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, text).unwrap();
    }
    let board = case.start().env("XDG_CONFIG_HOME", folder.to_str().unwrap()).ready();
    (board, file)
}

#[test]
fn keys_are_bound_anew_when_the_file_is_saved() {
    let case = Case::idlib();
    let (mut board, file) = board(&case, Some("[keys]\nhelp = \"F12\"\n"));
    board.sees("F12 help");
    board.keys("?");
    board.sees("? does nothing here; F12 lists the keys");
    save_by_renaming(&file, "[keys]\nhelp = [\"C-g\"]\nnext-panel = \"x x\"\nwithdraw = []\n");
    board.sees("the settings were read again");
    board.sees("Ctrl-G help");
    board.focus_is("1 Patrols");
    board.keys("x");
    board.sees("x and then");
    board.keys("x");
    board.focus_is("2 Attacks");
    // In place, as some editors write.
    fs::write(&file, "").unwrap();
    board.sees("? help");
    fs::remove_dir_all(file.parent().unwrap()).unwrap();
    board.keys("\tq");
    assert_eq!(board.exit_status(AT_ONCE), 0);
}

#[test]
fn a_broken_file_leaves_what_held_and_says_where() {
    let case = Case::idlib();
    let (mut board, file) = board(&case, Some("[keys]\nhelp = \"F12\"\n"));
    board.sees("F12 help");
    save_by_renaming(&file, "theme = \"light\"\n[keys]\nhlep = \"C-g\"\n");
    board.sees("config.toml:3:1: no command is called `hlep`");
    board.keys("\x1b[24~");
    board.sees("F12 marks");
}

#[test]
fn a_file_that_comes_later_is_read() {
    let case = Case::idlib();
    let (mut board, file) = board(&case, None);
    board.sees("? help");
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(&file, "mouse = true\n[keys]\nhelp = \"F12\"\n").unwrap();
    board.sees("F12 help");
    board.sees("mouse");
}

#[test]
fn a_theme_is_read_again_when_its_file_is_saved() {
    let case = Case::idlib();
    let folder = case.folder.path().join("settings/sitboard/themes");
    fs::create_dir_all(&folder).unwrap();
    let file = folder.join("night.toml");
    fs::write(&file, "severe = \"#ff8888\"\n").unwrap();
    let settings = case.folder.path().join("settings");
    fs::write(settings.join("sitboard/config.toml"), "theme = \"night\"\n").unwrap();
    let mut board = case.start().env("XDG_CONFIG_HOME", settings.to_str().unwrap()).spawn();
    board.sees("? help");
    save_by_renaming(&file, "severe = \"#ff9999\"\n");
    board.sees("the theme night was read again");
    save_by_renaming(&file, "severe = \"#ff9999\"\nsevere_ = 1\n");
    board.sees("themes/night.toml: line 2, column 1: a theme has no role `severe_`");
    save_by_renaming(&file, "quiet = \"#333333\"\n");
    board.sees("themes/night.toml: line 1, column 9: quiet (#333333)");
    board.keys("q");
    assert_eq!(board.exit_status(AT_ONCE), 0);
}

#[test]
fn letters_of_another_keyboard_ask_by_their_place() {
    let case = Case::idlib();
    let (mut board, _) = board(&case, None);
    board.keys("ж");
    board.sees("; and then");
    board.keys("ь"); // where M stands
    board.sees("8 Map");
    board.keys("\x1b");
    board.focus_is("1 Patrols");
    board.keys("?");
    board.sees("Help");
    board.keys("\x1b");
    board.sees_no_more("? marks");
    board.keys("/жй"); // text stays text
    board.sees("search: жй");
    board.keys("\x1b");
    board.sees_no_more("search: жй"); // or both would be one key with Alt
    board.keys("й");
    assert_eq!(board.exit_status(AT_ONCE), 0);
}
