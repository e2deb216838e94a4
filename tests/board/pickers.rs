//! What lies on top: found by typing and by mouse, with its own keys, and left at every size; and
//! what a reader presses while the days play.

use crate::goals::key_of;
use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use sitboard::{
    app::{App, Message, Overlay, update},
    look::Theme,
    panel::{Front, Panel},
    runtime::headless,
};

use super::{
    DONBAS, IDLIB,
    common::{board, boards, press},
    picture::words,
};

const SIZES: [(u16, u16); 5] = [(40, 12), (60, 24), (80, 24), (120, 40), (200, 60)];

/// A workspace of two hundred scenarios.
fn many(size: (u16, u16)) -> App {
    let text = |n: usize| {
        format!("format = 1\n[scenario]\nid = \"s{n}\"\ntitle = \"Ceasefire of valley {n}\"\n")
    };
    let texts: Vec<String> = (0..200).map(text).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    boards(&texts, size, Theme::Roles, "")
}

fn footer(app: &App) -> String {
    words(app).trim_end().lines().last().unwrap().to_owned()
}

fn mouse(app: &mut App, kind: MouseEventKind, (column, row): (u16, u16)) {
    let event = MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE };
    let effects = update(app, Message::Mouse(event));
    headless::settle(app, effects);
}

const CLICK: MouseEventKind = MouseEventKind::Down(MouseButton::Left);

/// Where a text stands on the screen.
#[track_caller]
fn place_of(app: &App, text: &str) -> (u16, u16) {
    let screen = words(app);
    let found = screen.lines().enumerate().find_map(|(y, line)| {
        let at = line.find(text)?;
        Some((line[..at].chars().count() as u16, y as u16))
    });
    found.unwrap_or_else(|| panic!("{text}: {screen}"))
}

#[test]
fn two_hundred_scenarios_are_found_by_typing() {
    for size in SIZES {
        let mut app = many(size);
        press(&mut app, "ovalley 137");
        let Some(Overlay::Picker { found, .. }) = &app.overlay else { panic!("{}", words(&app)) };
        assert_eq!(found.len(), 1, "{}", words(&app));
        press(&mut app, "<Enter>");
        assert_eq!((app.current.index(), &app.overlay), (137, &None));
        // Nothing typed, the one that is open is chosen; arrows move from there.
        press(&mut app, "o<Down><Enter>");
        assert_eq!(app.current.index(), 138);
        press(&mut app, "ono such valley<Enter>");
        assert!(app.overlay.is_some(), "nothing is opened that nobody sees");
        press(&mut app, "<Esc>");
        assert_eq!((app.current.index(), &app.overlay), (138, &None));
    }
}

#[test]
fn lists_are_clicked_and_wheeled() {
    let mut app = many((80, 24));
    press(&mut app, "o");
    let at = place_of(&app, "Ceasefire of valley 3 ");
    mouse(&mut app, MouseEventKind::ScrollDown, at);
    let Some(Overlay::Picker { list, .. }) = &app.overlay else { panic!() };
    assert_eq!(list.at, 1);
    mouse(&mut app, CLICK, at);
    assert_eq!((app.current.index(), &app.overlay), (3, &None));
    // A click on no row opens nothing.
    press(&mut app, "oxyz");
    mouse(&mut app, CLICK, at);
    assert!(app.overlay.is_some());
    // Places, sources and commands are found in the palette.
    let mut app = board(IDLIB, (120, 40), Theme::Roles, ":ariha");
    let at = place_of(&app, "place       Ariha");
    mouse(&mut app, CLICK, at);
    assert_eq!(app.overlay, None);
    assert_eq!(app.trail.len(), 1, "{}", words(&app));
    let mut app = board(IDLIB, (120, 40), Theme::Roles, "!");
    let at = place_of(&app, "idlib");
    mouse(&mut app, CLICK, (at.0, at.1.max(6)));
    assert!(matches!(app.overlay, Some(Overlay::Problems { .. })));
}

#[test]
fn voices_are_found_by_typing() {
    let app = board(IDLIB, (120, 40), Theme::Roles, "O<C-u>ministry of def<Tab>");
    assert!(footer(&app).contains("mod-"), "{}", footer(&app));
    let app = board(IDLIB, (120, 40), Theme::Roles, "O<C-u>sofrep,zzz<Tab>");
    assert!(footer(&app).contains("nothing goes on from here"), "{}", footer(&app));
    let app = board(IDLIB, (120, 40), Theme::Roles, "O<C-u>mod-russia,sofr<Tab><Enter>");
    assert!(words(&app).contains("WITHOUT"), "{}", words(&app));
}

#[test]
fn escape_leaves_every_page_and_whatever_lies_on_top_at_every_size() {
    for size in SIZES {
        // What was left leaves nothing behind: the same board goes on.
        let mut app = board(IDLIB, size, Theme::Roles, "");
        for panel in Panel::ALL {
            let key = key_of(panel);
            for more in [
                "",
                "z",
                "<Enter>",
                "/x<Enter>",
                "f kind:ied<Enter>",
                "?",
                "??",
                ":",
                "o",
                "d",
                "R",
                "D",
                "t",
            ] {
                press(&mut app, &format!("{key}{more}"));
                press(&mut app, "<Esc><Esc><Esc><Esc>");
                let told = format!("{key}{more} at {size:?}: {}", words(&app));
                assert!(app.overlay.is_none() && app.trail.is_empty(), "{told}");
                assert!(!app.front().is_page(app.focus) && !app.zoomed, "{told}");
            }
        }
    }
}

#[test]
fn what_lies_on_top_says_its_own_keys_and_which_do_nothing() {
    for (keys, hint) in [
        ("?", "/ find  ? marks on the screen"),
        ("??", "? keys  j down  Esc close"),
        (":", "Enter open  Down next"),
        ("o", "Enter open  Down next"),
        ("!", "j down  Esc close"),
        ("dj", "D since another day"),
        ("R", "PgDn a page down  s save"),
    ] {
        let mut app = board(IDLIB, (120, 40), Theme::Roles, keys);
        assert!(footer(&app).contains(hint), "{keys}: {}", footer(&app));
        if keys == "?" || keys == "R" {
            press(&mut app, "X");
            let line = footer(&app);
            assert!(line.contains("X does nothing here; Esc closes this"), "{line}");
            assert!(line.contains(if keys == "?" { "/ find" } else { "PgDn" }), "{line}");
            press(&mut app, "j");
            assert!(!footer(&app).contains("does nothing"), "{}", footer(&app));
        }
    }
    let app = board(IDLIB, (120, 40), Theme::Roles, "&");
    assert!(footer(&app).contains("& does nothing here; ? lists the keys"), "{}", footer(&app));
}

#[test]
fn what_is_said_leaves_the_keys_in_sight() {
    let app = board(IDLIB, (120, 40), Theme::Roles, "1/aug<Enter>n");
    let line = footer(&app);
    assert!(line.contains("hit ") && line.contains("? help"), "{line}");
}

#[test]
fn a_message_goes_when_it_is_no_longer_true() {
    // The selected record is not known yet three days before, and comes back with its day.
    let mut app = board(IDLIB, (120, 40), Theme::Roles, "t11 aug<Enter>");
    assert!(footer(&app).contains("is no longer in this list"), "{}", footer(&app));
    let clock = app.open_scenario().unwrap().view.clock.unwrap();
    assert_eq!(clock.as_of.to_string(), "2020-08-11");
    let at = app.size;
    let effects = update(&mut app, Message::Resize(at.0, at.1));
    headless::settle(&mut app, effects);
    assert!(footer(&app).contains("is no longer in this list"), "it is still true");
    let current = app.current;
    let text = IDLIB.as_bytes();
    let _ = (current, text);
    press(&mut app, "T");
    assert!(!footer(&app).contains("is no longer in this list"), "{}", footer(&app));
}

#[test]
fn sorting_stops_at_columns_in_sight() {
    for size in SIZES {
        for panel in Front::default().panels() {
            let mut app = board(IDLIB, size, Theme::Roles, &key_of(panel));
            let mut stops = 0;
            loop {
                press(&mut app, "s");
                let line = footer(&app);
                let sorts = app.open_scenario().unwrap().view.sorts;
                if sorts[panel.number()].column.is_none() {
                    break;
                }
                let screen = words(&app);
                let arrow = screen.contains('↑');
                assert!(arrow, "{} at {size:?}: {line}\n{screen}", panel.name());
                stops += 1;
                assert!(stops < 20);
            }
            assert!(stops > 0, "{} at {size:?}", panel.name());
        }
    }
}

#[test]
fn days_play_at_several_paces_and_pause() {
    let mut app = board(DONBAS, (120, 40), Theme::Roles, "t2020-07-28<Enter>p");
    assert!(footer(&app).contains("playing, 4 days a second"), "{}", footer(&app));
    let paces = |app: &mut App, key: &str| {
        press(app, key);
        assert!(app.playing.is_some(), "{}", footer(app));
        footer(app)
    };
    assert!(paces(&mut app, "+").contains("8 days a second"));
    assert!(paces(&mut app, "++").contains("16 days a second"));
    assert!(paces(&mut app, "-----").contains("1 day a second"));
    let run = app.playing.unwrap();
    let effects = update(&mut app, Message::Tick(run));
    headless::settle(&mut app, effects);
    assert_eq!(app.board().unwrap().clock.as_of.to_string(), "2020-07-29");
    press(&mut app, "p");
    assert!(footer(&app).contains("paused; p goes on"), "{}", footer(&app));
    assert_eq!(app.playing, None);
    press(&mut app, "p");
    assert!(footer(&app).contains("1 day a second"), "{}", footer(&app));
    press(&mut app, "j");
    assert!(footer(&app).contains("stopped"), "{}", footer(&app));
}
