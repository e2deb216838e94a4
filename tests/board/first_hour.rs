//! The first hour: what a new user is told without asking.

use sitboard::{
    app::{App, Message, Opening, Tour, TourAct, TourPress, update},
    command::keymap,
    look::Theme,
    model::{Record, Table},
    runtime::{files, headless},
};

use super::{
    DONBAS, HODEIDAH, IDLIB,
    common::{board, press},
    picture::words,
};

fn footer(size: (u16, u16), keys: &str) -> String {
    let app = board(IDLIB, size, Theme::Roles, keys);
    words(&app).trim_end().lines().last().unwrap().to_owned()
}

#[test]
fn what_the_day_keeps_out_of_sight_is_said_at_every_size() {
    for (width, height) in [(100, 30), (120, 40), (200, 60)] {
        let line = footer((width, height), "");
        assert!(line.contains("25 records after this day  idlib-2020"), "{line}");
    }
    for (width, height) in [(40, 12), (60, 24), (80, 24)] {
        let line = footer((width, height), "");
        assert!(line.contains("25 later  idlib-2020"), "{line}");
    }
    // In hindsight only what happened later is not there yet.
    for (keys, told) in [("K", 23), ("t11 aug<Enter>", 64), ("t11 aug<Enter>K", 40)] {
        let line = footer((120, 40), keys);
        assert!(line.contains(&format!("{told} records after this day")), "{keys}: {line}");
    }
    // Read word by word from the file it is the same.
    let scenario = sitboard::format::load(IDLIB.as_bytes(), "x").scenario.unwrap();
    let day = "2020-08-11".parse().unwrap();
    // A bulletin is the voice of what rests on it, and is counted with that.
    let is_later = |record: &&Record| {
        let happened = record.date().and_then(|when| when.earliest);
        let told = record.became_known().map(|known| known.day);
        let is_later =
            happened.is_some_and(|first| first > day) || told.is_some_and(|told| told > day);
        record.table != Table::Bulletin && is_later
    };
    assert_eq!(scenario.records().iter().filter(is_later).count(), 64);
    let line = footer((120, 40), "T");
    assert!(!line.contains("after this day"), "{line}");
    let mut app = board(IDLIB, (120, 40), Theme::Roles, "T,");
    assert!(words(&app).contains("1 record after this day"), "{}", words(&app));
    press(&mut app, ".");
    assert!(!words(&app).contains("after this day"), "{}", words(&app));
}

// ---------------------------------------------------------------------- the tour

/// The tour as `sitboard tour` opens it, on the built-in board.
fn toured(size: (u16, u16)) -> App {
    let places = files::built_in().take(1).collect();
    let today = "2026-11-30".parse().unwrap();
    let opening = Opening { today, ..Opening::default() };
    let mut app = App::new(places, size, Theme::Roles, opening);
    app.is_practice = true;
    app.tour = Some(Tour::default());
    let start = app.start();
    headless::settle(&mut app, start);
    app
}

/// The numbers of a text.
fn numbers(text: &str) -> Vec<&str> {
    let parts = text.split(|c: char| !c.is_ascii_digit());
    parts.filter(|part| !part.is_empty()).collect()
}

/// Presses what an act asks for, as a reader would type it.
fn press_act(app: &mut App, act: &TourAct) {
    for press in act.press {
        let typed = match press {
            TourPress::Key(command) => Message::Key(keymap().chords(*command)[0].stroke.event()),
            TourPress::Text(text) => Message::Paste((*text).to_owned()),
        };
        let effects = update(app, typed);
        headless::settle(app, effects);
    }
}

#[test]
fn the_tour_is_walked_by_its_own_words_at_every_size() {
    for size in [(60, 20), (80, 24), (120, 40), (200, 60)] {
        let (mut app, mut steps) = (toured(size), Vec::new());
        for (nth, act) in Tour::ACTS.iter().enumerate() {
            let tour = app.tour.clone().unwrap();
            assert!(tour.position() == nth, "{}: {}", act.title, words(&app));
            steps.push(act.step);
            let says = tour.says();
            assert!(!says.is_empty() && !says.contains(": ."), "{}: {says}", act.title);
            let screen = words(&app);
            let place = format!("Tour, {} of 8: {}", act.step, act.title);
            assert!(screen.contains(&place), "{place}: {screen}");
            let (board, box_of_tour) = screen.split_once(&place).unwrap();
            // All of the words are there, and what to press.
            let told: String = box_of_tour.split_whitespace().collect::<Vec<_>>().join(" ");
            let last = says.split_whitespace().last().unwrap();
            assert!(told.contains(last), "{says}: {screen}");
            assert!(told.contains(&act.press[0].words()), "{screen}");
            // Each number that is said stands on the board beside it.
            if size.0 >= 120 {
                let footer = screen.trim_end().lines().last().unwrap();
                let seen = [numbers(board), numbers(footer)].concat();
                let all = numbers(says).into_iter().all(|number| seen.contains(&number));
                assert!(all, "{says}: {screen}");
            }
            press_act(&mut app, act);
        }
        assert_eq!(app.tour, None);
        assert!(words(&app).contains("the tour is over"), "{}", words(&app));
        assert_eq!((*steps.first().unwrap(), *steps.last().unwrap()), (1, Tour::STEPS));
        assert!(steps.windows(2).all(|pair| pair[1] == pair[0] || pair[1] == pair[0] + 1));
    }
}

#[test]
fn the_tour_says_the_figures_of_the_board() {
    let mut app = toured((120, 40));
    let mut told = Vec::new();
    for (nth, act) in Tour::ACTS.iter().enumerate() {
        let tour = app.tour.clone().unwrap();
        assert!(tour.position() == nth, "{}: {}", act.title, words(&app));
        told.push(tour.says().to_owned());
        let keys = if app.overlay.is_none() { "m" } else { "<Esc>" };
        press(&mut app, keys);
    }
    assert_eq!(app.tour, None);
    let told = told.join("\n");
    for says in [
        "Fri 14 Aug 2020. The lines at the top",
        "Attacks 17 Jul–13 Aug 2020: 3; Attacks 19 Jun–16 Jul 2020: 2.",
        "Tue 11 Aug 2020, known then: 64 records",
        "appears, and 40 records are to come",
        "Without SOFREP: Attacks 17 Jul–13 Aug 2020: 1.",
        "Against cessation: 10–12.",
        "Russian MoD says IED",
    ] {
        assert!(told.contains(says), "{says}: {told}");
    }
}

#[test]
fn the_tour_leaves_nothing_behind() {
    let mut app = toured((100, 30));
    press(&mut app, "i13 aug shelling ariha src sofrep<Enter>");
    assert!(words(&app).contains("1 unsaved"), "{}", words(&app));
    press(&mut app, "w");
    assert!(words(&app).contains("nothing of this board is kept"), "{}", words(&app));
    press(&mut app, "R<Enter><Enter>");
    assert!(words(&app).contains("nothing of this board is kept"), "{}", words(&app));
    press(&mut app, "<Esc><Esc>");
    // Nobody is asked about what is not saved.
    assert!(press(&mut app, "q"));
    assert_eq!(app.overlay, None);
}

#[test]
fn escape_leaves_the_tour_behind_whatever_lies_open() {
    for size in [(40, 12), (80, 24), (200, 60)] {
        let mut app = toured(size);
        press(&mut app, "8<Esc>");
        assert!(app.tour.is_some(), "it closes the page first");
        press(&mut app, "<Esc>");
        assert_eq!(app.tour, None);
        assert!(words(&app).contains("the tour is over"), "{}", words(&app));
    }
}

// ---------------------------------------------------------------------- the opening line

#[test]
fn an_opening_line_says_what_the_board_is_until_the_first_key() {
    let greeted = |text, size| {
        let mut app = board(text, size, Theme::Roles, "");
        app.greets = true;
        app
    };
    let told = |text, size| words(&greeted(text, size));
    let idlib = "Idlib, 14 August 2020: who says what. Try 2 attacks, Enter, R; or: sitboard tour";
    for (text, size, line) in [
        (
            IDLIB,
            (120, 40),
            "Idlib, 14 August 2020: what happened, who says so, what is contested. Try 2 attacks, Enter, R; or: sitboard tour",
        ),
        (IDLIB, (90, 24), idlib),
        (
            IDLIB,
            (80, 24),
            "Idlib, 14 August 2020: who says what. Try 2, Enter, R; or: sitboard tour",
        ),
        (IDLIB, (60, 20), "Idlib: Try 2, Enter, R; or: sitboard tour"),
        (IDLIB, (40, 12), " Try 2, Enter, R "),
        (DONBAS, (80, 24), "Donbas, 21 August 2020: who says what. Try "),
        (HODEIDAH, (80, 24), "Hodeidah, 20 April 2020: who says what. Try "),
    ] {
        let screen = told(text, size);
        let at = screen.lines().rev().nth(1).unwrap();
        assert!(at.contains(line), "{line}: {screen}");
    }
    let mut app = greeted(IDLIB, (80, 24));
    let before = words(&app);
    press(&mut app, "j");
    assert!(!words(&app).contains("sitboard tour"), "{}", words(&app));
    // It lies over the border: no row moves when it goes.
    let (lines, after) = (before.lines().count(), words(&app));
    let rows = |text: &str| text.lines().nth(lines - 4).map(str::to_owned);
    assert_eq!(rows(&before), rows(&after));
}
