//! Whatever a file, a name or an error says: nothing but what can be seen reaches a cell.

use std::collections::BTreeSet;

use sitboard::{
    app::{App, Input, JournaledChange, Message, update},
    board::LoadedFile,
    format::{TABLES, edit::Patch},
    model::Table,
    report::frame,
    runtime::headless,
};

use super::{common::press, files::file_boards, laws::scenario_of};

const IN_FORMS: &str = include_str!("../data/text-in-forms.toml");

/// What a terminal obeys, hides or turns around, beside the public list.
const ORDERS: &[&str] = &[
    "\u{1b}[2J\u{1b}[H\u{1b}]0;owned\u{7}\u{1b}]52;c;cHduZWQ=\u{7}",
    "\u{9b}31mC1\u{9d}0;x\u{9c}\u{85}\u{90}q\u{9c}",
    "\u{0}nul\u{7f}del\u{8}back\u{b}tab\u{c}feed\r\n\ttab",
    "\u{202e}desrever\u{202c}\u{2066}a\u{2067}b\u{2068}c\u{2069}\u{200e}\u{200f}\u{61c}",
    "zero\u{200b}width\u{2060}\u{feff}\u{ad}\u{180e}\u{fff9}\u{34f}\u{3164}\u{115f}\u{ffa0}",
    "\u{e0041}\u{e0042}\u{e007f}tags \u{e000}\u{f8ff}private\u{100000}",
    "\u{2028}line\u{2029}paragraph \u{fffe}\u{ffff}\u{fdd0}",
    "Z\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}flood",
    "\u{301}\u{301}no base \u{200d}\u{200c} joiners a\u{200d}b",
    "می\u{200c}خواهم 👩\u{200d}🚒 한국어 漢字 🏳️\u{200d}🌈 ﷽ عين",
];

/// Holds every cell of the screen to what may be shown.
#[track_caller]
fn assert_seen(app: &App, what: &str) {
    let buffer = frame(app);
    for (n, cell) in buffer.content().iter().enumerate() {
        let symbol = cell.symbol();
        let hidden = symbol.chars().find(|c| is_hidden(*c));
        let marks = symbol.chars().filter(|c| ('\u{300}'..'\u{370}').contains(c)).count();
        assert!(hidden.is_none() && marks <= 3, "{what}: {symbol:?} in cell {n}: {hidden:?}");
    }
}

fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180e}'
            | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}' | '\u{e000}'..='\u{f8ff}' | '\u{e0000}'..='\u{10ffff}')
        || (c as u32) & 0xfffe == 0xfffe
}

#[test]
fn a_form_shows_what_the_file_says_and_keeps_it() {
    let (_folder, mut app) = file_boards(&[IN_FORMS], (120, 40));
    press(&mut app, "2e");
    let Some(sitboard::app::Overlay::Form(form)) = app.overlay.clone() else { panic!() };
    let originals: Vec<String> =
        form.lines.iter().map(|line| line.input.text().to_owned()).collect();
    assert!(originals.iter().any(|text| text.contains('\u{e000}')), "the original is edited");
    for _ in 0..originals.len() {
        assert_seen(&app, "a form");
        press(&mut app, "<Left><Left><Left>");
        assert_seen(&app, "a form with its cursor inside");
        press(&mut app, "<Tab>");
    }
    // Typing goes on from the original: what was not touched is what it was, to the last mark.
    press(&mut app, "<C-f>note<Enter><End>!<C-f>damage<Enter><End>?<C-s>");
    assert!(app.overlay.is_none(), "{:?}", app.notice);
    let bytes = app.open_scenario().unwrap().loaded.clone().unwrap().bytes.unwrap();
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    let marks = "\u{301}".repeat(IN_FORMS.matches('\u{301}').count());
    assert!(marks.chars().count() > 200);
    assert!(text.contains(&format!("Z{marks}!\"")), "{text}");
    assert!(text.contains(" ls \u{2028} ps \u{2029} end?\""), "{text}");
}

/// Goes through what can lie on the screen, and looks at every cell of it.
fn look_at_everything(app: &mut App, hostile: &str) {
    for panel in ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0", "m", "c"] {
        press(app, panel);
        assert_seen(app, panel);
        for keys in ["<Enter>", "j", "<Esc>", "z", "G", "z"] {
            press(app, keys);
            assert_seen(app, &format!("{panel} {keys}"));
        }
    }
    for keys in ["1", "2", "3", "4", "6", "7"] {
        press(app, keys);
        press(app, "e");
        for _ in 0..12 {
            assert_seen(app, &format!("{keys} e"));
            press(app, "<C-n>");
            assert_seen(app, &format!("{keys} e completed"));
            press(app, "<Tab>");
        }
        press(app, "<C-s>");
        assert_seen(app, &format!("{keys} e written"));
        press(app, "<Esc><Esc>");
        for asks in ["x", "<Del>", "A"] {
            press(app, asks);
            assert_seen(app, &format!("{keys} {asks}"));
            press(app, "<Esc><Esc>");
        }
    }
    for opens in ["i", "/", "f", "t", "D", ":", "2a"] {
        press(app, opens);
        let effects = update(app, Message::Paste(hostile.to_owned()));
        headless::settle(app, effects);
        for keys in ["<Left>", "<Left>", "<C-a>", "<C-n>", "<Enter>"] {
            assert_seen(app, &format!("{opens} {keys}"));
            press(app, keys);
        }
        assert_seen(app, opens);
        press(app, "<Esc><Esc><Esc>");
    }
    for lists in ["?", "!", "W", "C", "M", "S"] {
        press(app, lists);
        assert_seen(app, lists);
        press(app, "j<Enter>");
        assert_seen(app, &format!("{lists} entered"));
        press(app, "<Esc><Esc>");
    }
    let scenario = app.current;
    let left = vec![JournaledChange { name: hostile.to_owned(), patch: Patch::default() }];
    for message in [
        Message::Failed(hostile.to_owned()),
        Message::LeftOver { remarks: Vec::new(), scenario, left },
    ] {
        let effects = update(app, message);
        headless::settle(app, effects);
        assert_seen(app, "a message");
    }
    press(app, "d");
    assert_seen(app, "a second question");
    press(app, "<Esc><Esc>");
}

#[test]
fn nothing_hidden_reaches_any_cell() {
    let list: Vec<String> = serde_json::from_str(include_str!("../data/blns.json")).unwrap();
    let all: Vec<&str> = list.iter().map(String::as_str).filter(|text| !text.is_empty()).collect();
    // The worst on every screen; the public list on some.
    let (_folder, mut app) = file_boards(&[&scenario_of(ORDERS), IN_FORMS], (100, 30));
    assert!(app.board().is_some(), "{:?}", app.open_scenario().unwrap().problems());
    for hostile in [ORDERS[0], ORDERS[5]] {
        look_at_everything(&mut app, hostile);
    }
    for texts in all.chunks(27).filter(|texts| texts.len() > 2) {
        let text = scenario_of(texts);
        assert!(LoadedFile::read(text.as_bytes(), "x").index.is_some());
        let (_folder, mut app) = file_boards(&[&text], (100, 30));
        for keys in ["2", "e", "<Tab>", "<Esc>", "<Enter>", "3", "4", "G", "<Enter>", "6", "7"] {
            press(&mut app, keys);
            assert_seen(&app, keys);
        }
    }
}

#[test]
fn a_form_of_every_table_shows_hostile_defaults() {
    let (_folder, mut app) = file_boards(&[&scenario_of(ORDERS)], (80, 24));
    for table in TABLES.iter().map(|form| form.table).filter(|table| *table != Table::Scenario) {
        press(&mut app, &format!("4:add {} {}<Enter>", table.article(), table.name()));
        assert_seen(&app, table.name());
        press(&mut app, "<Esc><Esc>");
    }
}

#[test]
fn joiners_and_marks_can_be_typed_one_by_one() {
    let mut input = Input::default();
    for letter in "می\u{200c}خواهم e\u{301}".chars() {
        input.insert(letter.encode_utf8(&mut [0; 4]));
    }
    assert_eq!(input.text(), "می\u{200c}خواهم e\u{301}");
    let seen: BTreeSet<char> = {
        let mut input = Input::default();
        input.insert("a\u{1b}b\u{202e}c\nd");
        input.text().chars().collect()
    };
    assert_eq!(seen.into_iter().collect::<String>(), " abcd␛\u{fffd}");
}
