//! The palette, and the box of what may follow the first of two keys.

use sitboard::{
    app::{App, Message, Overlay, PaletteEntry, update},
    board::Subject,
    command::{Command, keymap},
    look::Theme,
    panel::Panel,
};

use super::{
    IDLIB,
    common::{board, press},
    picture::words,
};

const SIZES: [(u16, u16); 5] = [(40, 12), (60, 24), (80, 24), (120, 40), (200, 60)];

fn after(keys: &str) -> App {
    board(IDLIB, (120, 40), Theme::Roles, keys)
}

/// What the palette lists: commands by name, tables, records by what they say.
#[track_caller]
fn listed(app: &App) -> Vec<String> {
    let Some(Overlay::Palette(view)) = &app.overlay else { panic!("{}", words(app)) };
    let board = app.board().unwrap();
    let called = |entry: &PaletteEntry| match entry {
        PaletteEntry::Command(command) => command.kebab(),
        PaletteEntry::Add(table) => format!("add {}", table.name()),
        PaletteEntry::Record(page) => board.brief(board.record(page.record(board).unwrap())),
    };
    view.found.iter().map(called).collect()
}

#[test]
fn commands_are_found_by_letters_in_order_and_by_name() {
    for (typed, first) in [
        ("next panel", "next-panel"),
        ("nxt pnl", "next-panel"),
        ("half-page-up", "half-page-up"),
        ("ledgers", "go-to-ledgers"),
        ("add patr", "add patrol"),
        ("QUIT", "quit"),
    ] {
        let listed = listed(&after(&format!(":{typed}")));
        assert_eq!(listed.first().map(String::as_str), Some(first), "{typed}: {listed:?}");
    }
    assert!(listed(&after(":qqqxyzw")).is_empty());
    assert!(words(&after(":qqqxyzw")).contains("nothing is called so"));
}

#[test]
fn records_are_found_by_what_they_say_by_their_text_and_by_a_date() {
    let first = |typed: &str| listed(&after(&format!(":{typed}")));
    let ariha = first("ied ariha");
    assert!(ariha[0].starts_with("IED") && ariha[0].contains("Ariha"), "{ariha:?}");
    let by_letters = first("ied arh");
    assert!(by_letters.contains(&ariha[0]), "{by_letters:?}");
    // Marks and case are folded as search folds.
    assert_eq!(first("ÀRIHA"), first("ariha"));
    let by_date = first("14 jul");
    assert!(by_date.iter().any(|brief| brief.contains("14 Jul")), "{by_date:?}");
    let mut app = after(":ariha");
    let chosen = listed(&app)[0].clone();
    press(&mut app, "<Enter>");
    let page = app.trail.last().unwrap().clone();
    let board = app.board().unwrap();
    assert_eq!(board.brief(board.record(page.record(board).unwrap())), chosen);
    assert!(matches!(board.subject(&page.subject), Some(Subject::Record(_))));
}

#[test]
fn what_is_typed_ahead_of_the_records_opens_the_first_of_them() {
    let mut app = after(":");
    let mut effects = Vec::new();
    for key in sitboard::command::parse_keys("ariha<Enter>").unwrap() {
        effects.extend(update(&mut app, Message::Key(key.event())));
    }
    assert!(matches!(&app.overlay, Some(Overlay::Palette(view)) if view.is_waiting));
    sitboard::runtime::headless::settle(&mut app, effects);
    assert_eq!((app.trail.len(), &app.overlay), (1, &None), "{}", words(&app));
}

#[test]
fn commands_that_were_chosen_stand_first() {
    let mut app = after(":");
    assert_eq!(listed(&app)[0], "next-panel");
    press(&mut app, "theme<Enter>:zoom<Enter>:");
    assert_eq!(listed(&app)[..3], ["zoom", "theme", "next-panel"]);
    press(&mut app, "<Esc>:theme<Enter>:");
    assert_eq!(listed(&app)[..3], ["theme", "zoom", "next-panel"]);
    let mut app = after("");
    app.recall_recent([Command::Quit]);
    press(&mut app, ":");
    assert_eq!(listed(&app)[..2], ["quit", "next-panel"]);
}

#[test]
fn after_the_first_of_two_keys_a_box_says_what_may_follow() {
    for size in SIZES {
        let mut app = board(IDLIB, size, Theme::Roles, ";");
        let screen = words(&app);
        assert!(screen.contains("; and then"), "{size:?}: {screen}");
        let close = screen.contains("Esc closes") || size.0 == 40;
        assert!(close, "{size:?}: {screen}");
        if size.0 >= 80 {
            let first = app.pending().unwrap();
            for (stroke, command) in keymap().following(app.context(), first) {
                let goal = app.front().goal(command);
                let help = goal.map(|panel: Panel| panel.spec().help).unwrap_or_default();
                let start: String = help.chars().take(8).collect();
                let is_there = screen.contains(&start) || !app.front().names(command);
                assert!(is_there, "{stroke} {help} at {size:?}: {screen}");
            }
        }
        press(&mut app, "<Esc>");
        assert!(app.pending().is_none() && !words(&app).contains("and then"));
        // Another key closes it, and says that it asks for nothing.
        press(&mut app, ";!");
        assert!(words(&app).contains("; ! does nothing here"), "{}", words(&app));
        press(&mut app, ";m");
        assert_eq!((app.focus, app.pending()), (Panel::Map, None));
    }
    // A duplicate is two keys, too.
    assert!(words(&after("2y")).contains("y and then"));
}
