//! The first ten things that a new user does, each from a board as it opens, with what it takes in
//! keys.

use sitboard::{
    app::{App, Overlay},
    look::Theme,
    panel::Panel,
};

use super::{
    IDLIB,
    acts::{
        ADD_A_VOICE, ADD_AN_INCIDENT, CHANGED_IN_A_WEEK, END_OF_THE_CORRIDOR, FIND_BY_DATE,
        FirstAct, KNOWN_ON_A_DAY, PATROLS_ATTACKED, UNDO, WHO_SAYS_WHAT, WRITE_THE_PAGE,
    },
    common::{board, press},
    files::file_boards,
    picture::words,
};

/// Where the reader sits.
const SIZE: (u16, u16) = (120, 40);

impl FirstAct {
    /// Does it on a board that was just opened; what stands on the screen then.
    #[track_caller]
    fn seen(&self) -> (App, String) {
        let mut app = board(IDLIB, SIZE, Theme::Roles, "");
        let screen = self.on(&mut app);
        (app, screen)
    }

    /// Does it on a board that stands.
    #[track_caller]
    fn on(&self, app: &mut App) -> String {
        self.strokes();
        press(app, self.keys);
        words(app)
    }
}

#[test]
fn an_attack_is_found_by_its_date() {
    let (app, screen) = FIND_BY_DATE.seen();
    let selected = app.selected(Panel::Attacks).unwrap();
    assert_eq!(app.board().unwrap().record(selected).id.as_str(), "ied-14jul", "{screen}");
    assert!(screen.lines().any(|line| line.contains("▸") && line.contains("14 Jul")), "{screen}");
}

#[test]
fn who_says_what_is_one_key_more() {
    let (_, screen) = WHO_SAYS_WHAT.seen();
    for voice in ["Russian", "Turkish", "IED", "car bomb"] {
        assert!(screen.to_lowercase().contains(&voice.to_lowercase()), "{voice}: {screen}");
    }
}

#[test]
fn how_many_patrols_were_attacked_stands_on_the_front() {
    let (app, screen) = PATROLS_ATTACKED.seen();
    let register = sitboard::board::Register::new(app.board().unwrap());
    assert_eq!(register.one("patrols-attacked").unwrap().text(), "3");
    let told = ["3 attacked", "attacked  3", "attacked 3"];
    assert!(told.iter().any(|words| screen.contains(words)), "{screen}");
}

#[test]
fn what_was_known_on_a_day_hides_what_was_told_later() {
    let (_, screen) = KNOWN_ON_A_DAY.seen();
    assert!(screen.contains("11 Aug 2020") && screen.contains("known then"), "{screen}");
    assert!(!screen.contains("airstrike"), "strikes of that week were told on the 14th: {screen}");
    assert!(screen.contains("64 records after this day"), "{screen}");
}

#[test]
fn what_changed_in_a_week_is_a_list() {
    let (app, screen) = CHANGED_IN_A_WEEK.seen();
    assert!(matches!(app.overlay, Some(Overlay::Changes { .. })), "{screen}");
    assert!(screen.contains("7 Aug 2020"), "{screen}");
    for change in ["patrol", "suspended", "airstrike"] {
        assert!(screen.to_lowercase().contains(change), "{change}: {screen}");
    }
}

#[test]
fn where_the_corridor_ends_stands_on_its_page() {
    let (app, screen) = END_OF_THE_CORRIDOR.seen();
    assert_eq!(app.focus, Panel::Corridor);
    assert!(screen.contains("Ain al-Hawr") && screen.contains("63 km as drawn"), "{screen}");
}

#[test]
fn an_incident_a_voice_and_back_again() {
    let (_folder, mut app) = file_boards(&[IDLIB], SIZE);
    let before = app.board().unwrap().scenario().records().len();
    let screen = ADD_AN_INCIDENT.on(&mut app);
    assert_eq!(app.board().unwrap().scenario().records().len(), before + 1, "{screen}");
    assert!(screen.contains("1 unsaved"), "{screen}");
    let screen = UNDO.on(&mut app);
    assert_eq!(app.board().unwrap().scenario().records().len(), before, "{screen}");

    let (_folder, mut app) = file_boards(&[IDLIB], SIZE);
    let record = app.selected(Panel::Attacks).unwrap();
    let words_of = |app: &App| app.board().unwrap().record(record).words.len();
    let before = words_of(&app);
    let screen = ADD_A_VOICE.on(&mut app);
    assert_eq!(words_of(&app), before + 1, "{screen}");
    let screen = UNDO.on(&mut app);
    assert_eq!(words_of(&app), before, "{screen}");
}

#[test]
fn the_page_is_one_key() {
    let (app, screen) = WRITE_THE_PAGE.seen();
    assert!(matches!(app.overlay, Some(Overlay::Page { .. })), "{screen}");
    assert!(app.page.is_some());
}
