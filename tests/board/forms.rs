//! Forms, the one line, both versions of a record, questions: as they stand on the screen.

use super::{
    IDLIB,
    common::press,
    files::file_boards,
    picture::{picture, words},
};
use sitboard::{
    app::{App, LoadResult, Message, ScenarioReading, update},
    board::LoadedFile,
    format::TABLES,
    look::Theme,
    model::Table,
    runtime::headless,
};

const SIZES: [(u16, u16); 2] = [(80, 24), (40, 12)];

/// A board on Idlib's file after some keys.
fn after(size: (u16, u16), keys: &str) -> App {
    let (_folder, mut app) = file_boards(&[IDLIB], size);
    app.theme = Theme::Roles;
    press(&mut app, keys);
    app
}

/// The same at both sizes; the name of the file is no part of it.
fn at_both(keys: &str, told: fn(&App) -> String) -> String {
    SIZES.map(|size| told(&after(size, keys))).join("\n")
}

#[test]
fn the_form_of_every_table() {
    for table in TABLES.iter().map(|form| form.table) {
        let keys = match table {
            Table::Scenario => continue, // a file has one
            // They stand inside another record.
            Table::Tie => "4:add a tie<Enter>".to_owned(),
            Table::Clause => "7:add a clause<Enter>".to_owned(),
            _ => format!(":add {} {}<Enter>", table.article(), table.name()),
        };
        insta::assert_snapshot!(format!("form-{}", table.name()), at_both(&keys, words));
    }
}

#[test]
fn a_form_that_is_filled_in() {
    let typed = "2adrone<C-f>on<Enter>russia, turk<C-n><Tab><Tab>nowhere<C-f>killed<Enter>2-";
    insta::assert_snapshot!("form-typed", at_both(typed, picture));
    insta::assert_snapshot!("form-refused", at_both("2abomb<C-s>", picture));
    insta::assert_snapshot!("form-changes", at_both("2e<C-f>note<Enter>", picture));
    insta::assert_snapshot!("form-account", at_both("2Asohr<C-f>inj<Enter>4", picture));
    let on_the_way = "2a<C-f>source<Enter>Free Voice<C-o>";
    insta::assert_snapshot!("form-on-the-way", at_both(on_the_way, picture));
}

#[test]
fn a_status_is_of_what_is_selected_where_it_may_be() {
    let of = |keys: &str| {
        let text = words(&after((120, 40), keys));
        let line = text.lines().find(|line| line.contains("of  ")).unwrap();
        line.split_whitespace().skip_while(|word| *word != "of").nth(1).unwrap().to_owned()
    };
    assert_eq!(of("2:add a status<Enter>"), "strikes-akrad");
    assert_eq!(of("4:add a status<Enter>"), "needed", "an actor has none");
}

#[test]
fn one_line_word_by_word() {
    insta::assert_snapshot!("line-empty", at_both("i", picture));
    let line = "i14 jul 08:50 ied ariha on russia,turkey injured russia=3 turkey=several \
                by unknown src sohr B2 nonsense";
    insta::assert_snapshot!("line-typed", at_both(line, picture));
    insta::assert_snapshot!("line-wanting", at_both("i14 jul ied<Enter>", picture));
}

#[test]
fn questions() {
    insta::assert_snapshot!("ask-remove", at_both("2<Del>", picture));
    insta::assert_snapshot!("ask-referred-to", at_both("2j<Del>", picture));
    insta::assert_snapshot!("ask-withdrawn", at_both("2x", picture));
}

/// Somebody else saves this text under the board.
fn saved_outside(app: &mut App, text: &str) {
    let loaded = LoadedFile::read(text.as_bytes(), "idlib-2020");
    let result: LoadResult = Ok(Box::new(ScenarioReading {
        loaded,
        changed: Default::default(),
        front: None,
        views: None,
    }));
    let scenario = app.current;
    let effects = update(app, Message::Loaded { scenario, result });
    headless::settle(app, effects);
}

#[test]
fn both_versions_of_a_record() {
    let at = IDLIB.find("id = \"strikes-akrad\"").unwrap();
    let theirs = IDLIB[at..].replacen("place = \"akrad-town\"", "place = \"nayrab\"", 1);
    let theirs = format!("{}{theirs}", &IDLIB[..at]);
    let clash = |size| {
        let mut app = after(size, "2e<C-f>place<Enter><C-u>ariha<C-s>");
        saved_outside(&mut app, &theirs);
        picture(&app)
    };
    insta::assert_snapshot!("clash", [(120, 40), (80, 24), (40, 12)].map(clash).join("\n"));
}

/// One line says what happened to a change, and the header that it is not saved.
#[test]
fn what_is_not_saved_is_marked() {
    let line = "2i14 jul 08:50 ied ariha on russia injured 3 src sohr<Enter>";
    insta::assert_snapshot!("unsaved", at_both(line, picture));
}
