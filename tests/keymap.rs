//! Other keys than the table's: they are heard, and wherever a key is named it is the one that
//! holds.

#[path = "board/common.rs"]
mod common;
#[path = "board/files.rs"]
mod files;

use std::sync::Once;

use common::{board, press};
use sitboard::{
    app::{App, help},
    command::{Chord, Command, Keymap},
    look::Theme,
    panel::Front,
    report::frame,
};

const IDLIB: &str = include_str!("../scenarios/idlib-2020.toml");

const WIDTH: u16 = 120;

const OTHERS: [(Command, &str); 9] = [
    (Command::Search, "&"),
    (Command::ClearFilter, "C-x"),
    (Command::Help, "F4"),
    (Command::Escape, "F9"),
    (Command::WriteRecord, "F8"),
    (Command::Undo, "U"),
    (Command::Confirm, "C-y"),
    (Command::Left, "H"),
    (Command::DeleteWord, "C-q"),
];

/// Makes them the keys of the process.
fn install() {
    static OTHER_KEYS: Once = Once::new();
    OTHER_KEYS.call_once(|| {
        let others = OTHERS.map(|(command, key)| (command, vec![Chord::parse(key).unwrap()]));
        Keymap::with(others).install();
    });
}

/// A board that can be changed, after some keys.
fn file_board(keys: &str) -> App {
    install();
    let (_folder, mut app) = files::file_boards(&[IDLIB], (WIDTH, 40));
    press(&mut app, keys);
    app
}

/// A board that is only looked at, after some keys.
fn after(keys: &str) -> App {
    install();
    board(IDLIB, (WIDTH, 40), Theme::Terminal, keys)
}

fn screen(app: &App) -> String {
    let frame = frame(app);
    let lines = frame.content().chunks(WIDTH.into());
    lines.flat_map(|line| line.iter().map(|cell| cell.symbol()).chain(["\n"])).collect()
}

#[track_caller]
fn says(keys: &str, words: &str) {
    let screen = screen(&file_board(keys));
    assert!(screen.contains(words), "{words} after {keys}:\n{screen}");
}

#[test]
fn the_footer_and_titles_name_them() {
    says("", "F4 help");
    says("<Enter>", "F9 close");
    says("o", "F9 close");
    says("2a", "F8 write");
    says("i", "F9 leave");
}

#[test]
fn messages_name_them() {
    says("n", "nothing was searched for; & searches");
    says("2f\"nothing has this\"<Enter>", "Ctrl-X clears it");
    says("2ax<F9>", "F9 once more leaves without writing what was typed");
    says("1fis:contested<Enter>e<C-f>note<Enter>x<C-t>", "F8 writes this one first, F9 leaves it");
    says("1z<Del>", "U brings it back");
}

#[test]
fn they_are_heard_in_place_of_the_tables() {
    let query = |keys: &str| after(keys).open_scenario().unwrap().view.query.is_empty();
    assert!(!query("fkind:ied<Enter>F") && query("fkind:ied<Enter><C-x>"));
    let on_top = |keys: &str| after(keys).overlay.is_some();
    assert!(!on_top("?") && on_top("<F4>") && on_top("<F4><Esc>") && !on_top("<F4><F9>"));
    assert!(on_top("o?") && on_top("<F4><F4>"), "again, it opens the legend");
    says("fone two<C-w>", "one two");
    assert!(!screen(&after("fone two<C-q>")).contains("one two"));
    let count = |keys: &str| file_board(keys).board().unwrap().scenario().records().len();
    let asked = count("2Vjj<Del>y");
    assert_eq!((count("2Vjj<Del><C-y>"), count("2Vjj<Del><C-y>U")), (asked - 1, asked));
}

#[test]
fn the_help_lists_them() {
    let screen = screen(&after("<F4>"));
    assert!(screen.contains("Panels"), "{screen}");
    let listed = format!("{:?}", help(&Front::default()));
    for (command, key) in OTHERS.into_iter().filter(|(command, _)| command.row().group.is_listed())
    {
        let chord = Chord::parse(key).unwrap().to_string();
        assert_eq!(command.keys(), chord);
        assert!(listed.contains(&format!("Entry(\"{chord}\"")), "{chord}");
    }
    assert!(listed.contains("timeline; H and l move the day"), "{listed}");
}
