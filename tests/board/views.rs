//! Views that are kept under a name: what they hold, the list of them, and what comes back.

use sitboard::{
    app::{App, KeptViews, NamedView, Opening, Place},
    look::Theme,
    panel::Panel,
    runtime::headless,
};

use super::{
    IDLIB,
    common::{board, press},
    picture::words,
};

fn idlib(keys: &str) -> App {
    board(IDLIB, (120, 40), Theme::Roles, keys)
}

/// How the board is looked at, as its screen says it.
fn looks(app: &App) -> (Panel, String, String, bool) {
    let (open, board) = (app.open_scenario().unwrap(), app.board().unwrap());
    let day = format!("{} {}", board.clock.as_of, board.clock.words());
    (app.focus, day, open.view.query.text().to_owned(), app.zoomed)
}

const KEPT: &str = "2fkind:ied<Enter>t2020-07-14<Enter>KzjQieds<Enter>";

#[test]
fn a_view_is_kept_and_gone_back_to() {
    let mut app = idlib(KEPT);
    let kept = looks(&app);
    let selected = app.selected(app.focus).unwrap();
    assert_eq!(kept.1, "2020-07-14 in hindsight");
    let said = words(&app);
    assert!(said.contains("“ieds” is kept: attacks, 14 Jul, in hindsight, kind:ied"), "{said}");
    press(&mut app, "zF3tlast<Enter>K");
    assert_ne!(looks(&app), kept);
    press(&mut app, "'");
    let listed = words(&app);
    assert!(listed.contains("as it opens") && listed.contains("ieds  "), "{listed}");
    press(&mut app, "j<Enter>");
    assert_eq!(looks(&app), kept);
    assert_eq!(app.selected(app.focus), Some(selected));
    press(&mut app, "'<Enter>");
    assert_eq!(looks(&app), looks(&idlib("")), "the first is how the board opens");
}

#[test]
fn a_name_is_given_once_and_can_be_forgotten() {
    let mut app = idlib(KEPT);
    press(&mut app, "FQieds<Enter>");
    assert!(words(&app).contains("in the place of the one before"));
    let names = |app: &App| app.open_scenario().unwrap().views.named.len();
    press(&mut app, "Q  <Enter>");
    assert!(words(&app).contains("a view needs a name"));
    press(&mut app, "<Esc>");
    assert_eq!(names(&app), 1);
    press(&mut app, "'<Del>");
    assert!(words(&app).contains("how the board opens cannot be forgotten"));
    press(&mut app, "j<Del>");
    assert_eq!(names(&app), 0);
    assert!(words(&app).contains("“ieds” is forgotten"));
}

/// A board of which some views are kept, opened in one of them or as it was left.
fn opened(views: KeptViews, opening: Opening) -> App {
    let place = Place::Input(IDLIB.as_bytes().into());
    let mut app = App::new(vec![place], (120, 40), Theme::Roles, opening);
    let n = app.current;
    app.workspace[n].views = views;
    let start = app.start();
    headless::settle(&mut app, start);
    app
}

#[test]
fn a_board_opens_as_it_was_left_or_in_the_view_that_is_named() {
    let app = idlib(KEPT);
    let kept = looks(&app);
    let NamedView { view, .. } = app.open_scenario().unwrap().views.named[0].clone();
    // What is kept outlasts the board as text.
    let view = serde_json::from_str(&serde_json::to_string(&view).unwrap()).unwrap();
    let left = KeptViews { left: Some(view), ..KeptViews::default() };
    let as_left = opened(left.clone(), Opening::default());
    assert_eq!(looks(&as_left), kept);
    assert!(words(&as_left).contains("as you left it: attacks, 14 Jul"));
    let fresh = Opening { is_fresh: true, ..Opening::default() };
    assert_eq!(looks(&opened(left.clone(), fresh)).2, "");
    let asked = Opening { filter: Some("kind:raid".into()), ..Opening::default() };
    assert_eq!(looks(&opened(left, asked)).2, "kind:raid", "who says how does not mean that");
    let named = app.open_scenario().unwrap().views.clone();
    let by_name = Opening { view: Some("ieds".into()), ..Opening::default() };
    assert_eq!(looks(&opened(named.clone(), by_name)), kept);
    let unknown = Opening { view: Some("iedz".into()), ..Opening::default() };
    let said = words(&opened(named, unknown));
    assert!(said.contains("no view is called `iedz`; did you mean `ieds`?"), "{said}");
}

#[test]
fn what_the_scenario_does_not_know_any_more_is_told_and_the_rest_holds() {
    let view = serde_json::json!({
        "panel": "attacks", "as_of": "2020-07-14", "filter": "source:nobody-any-more",
        "sorts": [{ "panel": "attacks", "column": 99, "reversed": true }],
        "selected": { "id": "gone" }
    });
    let view = serde_json::from_value(view).unwrap();
    let left = KeptViews { left: Some(view), ..KeptViews::default() };
    let app = opened(left, Opening::default());
    let (panel, day, filter, _) = looks(&app);
    assert_eq!(
        (panel, day.as_str(), filter.as_str()),
        (Panel::Attacks, "2020-07-14 known then", "")
    );
    assert!(words(&app).contains("the filter has no key `source`"), "{}", words(&app));
}
