//! The first ten things that a new user does, on the real program and a real file, by the very keys
//! that are counted without a terminal: what stands on the screen then, and what the file holds.

use std::fs;

use crossterm::event::{KeyCode, KeyModifiers};
use sitboard::command::Keystroke;

use crate::{
    acts::{
        ADD_A_VOICE, ADD_AN_INCIDENT, CHANGED_IN_A_WEEK, END_OF_THE_CORRIDOR, FIND_BY_DATE,
        FirstAct, KNOWN_ON_A_DAY, PATROLS_ATTACKED, UNDO, WHO_SAYS_WHAT, WRITE_THE_PAGE,
    },
    harness::{Board, Case, IDLIB},
};

/// What a terminal sends for a key.
#[track_caller]
fn byte(stroke: Keystroke) -> u8 {
    let event = stroke.event();
    let is_held = event.modifiers.contains(KeyModifiers::CONTROL);
    match event.code {
        KeyCode::Char(letter) if letter.is_ascii() && is_held => letter as u8 & 0x1f,
        KeyCode::Char(letter) if letter.is_ascii() => letter as u8,
        KeyCode::Enter => b'\r',
        code => panic!("no act needs {code:?}"),
    }
}

impl FirstAct {
    #[track_caller]
    fn on(&self, board: &Board) {
        let bytes: Vec<u8> = self.strokes().into_iter().map(byte).collect();
        assert_eq!(bytes.len(), self.count, "a key is a byte, and a byte is a key");
        board.keys(bytes);
    }

    /// Does it on a board that was just opened, and that leaves its file as it is.
    #[track_caller]
    fn shows(&self, wanted: &[&str]) -> (Case, Board) {
        let case = Case::idlib();
        let mut board = case.board();
        self.on(&board);
        wanted.iter().for_each(|words| board.sees(words));
        assert_eq!(text(&case), IDLIB);
        (case, board)
    }
}

fn text(case: &Case) -> String {
    fs::read_to_string(case.path()).unwrap()
}

/// What the file has more than it had, once it is saved.
#[track_caller]
fn saved(board: &mut Board, case: &Case) -> String {
    board.keys("w");
    board.sees("saved ");
    board.sees_no_more("unsaved");
    let text = text(case);
    let old: Vec<&str> = IDLIB.lines().collect();
    let new = text.lines().filter(|line| !line.is_empty() && !old.contains(line));
    new.collect::<Vec<_>>().join("\n")
}

#[test]
fn an_attack_is_found_by_its_date() {
    let (_case, mut board) = FIND_BY_DATE.shows(&["14 Jul"]);
    board.focus_is("2 Attacks");
    board.selection_is("14 Jul");
    board.selection_is("Ariha");
}

#[test]
fn who_says_what_is_one_key_more() {
    WHO_SAYS_WHAT.shows(&["Russian MoD", "Turkish MoD", "IED", "car bomb"]);
}

#[test]
fn how_many_patrols_were_attacked_stands_on_the_front() {
    let (_case, mut board) = PATROLS_ATTACKED.shows(&[]);
    board.focus_is("1 Patrols");
    let told = ["3 attacked", "attacked  3", "attacked 3"];
    board.wait_for("how many were attacked", |screen| {
        told.iter().any(|words| screen.contents().contains(words))
    });
}

#[test]
fn what_was_known_on_a_day_hides_what_was_told_later() {
    let wanted = ["11 Aug 2020", "known then", "64 records after this day"];
    let (_case, mut board) = KNOWN_ON_A_DAY.shows(&wanted);
    board.sees_no_more("airstrike");
}

#[test]
fn what_changed_in_a_week_is_a_list() {
    CHANGED_IN_A_WEEK.shows(&["7 Aug 2020", "suspended", "near Jabal al-Akrad"]);
}

#[test]
fn where_the_corridor_ends_stands_on_its_page() {
    END_OF_THE_CORRIDOR.shows(&["Ain al-Hawr", "63 km as drawn"]);
}

#[test]
fn an_incident_is_added_and_undone() {
    let case = Case::idlib();
    let mut board = case.board();
    ADD_AN_INCIDENT.on(&board);
    board.sees("added: Shelling");
    board.sees("1 unsaved");
    assert_eq!(text(&case), IDLIB, "nothing is written unasked");
    let new = saved(&mut board, &case);
    assert!(new.contains("id = \"attack-2020-08-13-ariha\""), "{new}");
    UNDO.on(&board);
    board.sees("undone: added: Shelling");
    assert_eq!(saved(&mut board, &case), "");
    assert_eq!(text(&case), IDLIB, "byte for byte");
}

#[test]
fn a_voice_is_added_and_undone() {
    let case = Case::idlib();
    let mut board = case.board();
    ADD_A_VOICE.on(&board);
    board.sees("another voice: Airstrike near Jabal al-Akrad");
    board.sees("1 unsaved");
    let new = saved(&mut board, &case);
    assert!(new.contains("  { source = \"sohr\", published = 2020-08-14 },"), "{new}");
    UNDO.on(&board);
    board.sees("undone: ");
    assert_eq!(saved(&mut board, &case), "");
    assert_eq!(text(&case), IDLIB, "byte for byte");
}

#[test]
fn the_page_is_one_key() {
    let (case, mut board) = WRITE_THE_PAGE.shows(&["WHERE IT STANDS", "Suspended since 13 Aug"]);
    board.sees("SouthFront says since 14 Aug");
    let files = fs::read_dir(case.folder.path()).unwrap().count();
    assert_eq!(files, 1, "it is only read until it is asked to be kept");
}
