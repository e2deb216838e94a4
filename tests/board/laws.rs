//! Laws of the board: whatever is pressed at whatever size, it stands, and the selection is seen.

use super::{
    IDLIB,
    common::{board, press},
    files::file_boards,
    made::generated,
};
use crate::goals::key_of;
use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use proptest::prelude::*;
use sitboard::{
    app::{App, Message, Plan, update},
    command::{COMMANDS, CommandGroup, Keystroke},
    look::Theme,
    panel::Panel,
    report::frame,
    runtime::headless,
};

/// Text that is hard on a screen: orders, reversed and endless marks, wide, joined, long.
pub const NAUGHTY: &[&str] = &[
    "\u{1b}[2J\u{1b}]0;x\u{7}",
    "abc\u{202e}fed\u{2066}x",
    "لا إله عين الحور ﷽ لا",
    "Z̸̢̡̛͔̞̺͈̺a̷l̴g̵o̶ e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}",
    "👩‍👩‍👧‍👦 🏳️‍🌈 🇸🇾 ☢️",
    "한국어 日本語 ＷＩＤＥ",
    "\u{200b}\u{200d}\u{feff}\u{ad}",
    "a\u{0}\u{8}\t\r\nb",
    "",
    "                                                                                  ",
    "loooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooong",
];

fn naughty() -> String {
    scenario_of(NAUGHTY)
}

/// A scenario with one of the texts in every field that takes text; three texts at least, and no
/// more than a month has days.
pub fn scenario_of(texts: &[&str]) -> String {
    let quoted = |text: &str| {
        let escaped: String = text
            .chars()
            .map(|c| {
                if c.is_control() || c == '"' || c == '\\' {
                    format!("\\u{:04X}", c as u32)
                } else {
                    c.to_string()
                }
            })
            .collect();
        format!("\"{escaped}\"")
    };
    let mut text = format!(
        "format = 1\n[scenario]\nid = \"naughty\"\ntitle = {}\nsummary = {}\nhandling = {}\n",
        quoted(texts[0]),
        quoted(texts[2]),
        quoted(texts[1])
    );
    for (n, words) in texts.iter().enumerate() {
        let words = quoted(&format!("x{words}"));
        text.push_str(&format!(
            "[[source]]\nid = \"s{n}\"\nname = {words}\nkind = \"media\"\n\
             [[actor]]\nid = \"a{n}\"\nname = {words}\nshort = {words}\nkind = \"label\"\ntitle = {words}\n\
             tie = [ {{ to = \"a0\", as = {words}, source = \"s{n}\" }} ]\n\
             [[place]]\nid = \"p{n}\"\nname = {words}\n\
             [[patrol]]\nid = \"patrol{n}\"\ndate = {{ on = 2020-01-{:02}, words = {words} }}\nby = [\"a{n}\"]\nto = \"p{n}\"\noutcome = \"completed\"\nnote = {words}\nsource = \"s{n}\"\nnumber = {n}\n\
             [[attack]]\nid = \"attack{n}\"\ndate = {{ on = 2020-01-{:02}, words = {words} }}\nkind = \"ied\"\nby = [\"a{n}\"]\non = [\"a{n}\"]\nplace = \"p{n}\"\nkilled = {{ best = 3, words = {words} }}\ndamage = {words}\nsource = \"s{n}\"\nurl = {words}\n\
             account = [ {{ source = \"s0\", kind = \"rpg\", words = {words} }} ]\n\
             [[displacement]]\nid = \"d{n}\"\ndate = 2020-01-01\nmeasure = \"returned\"\ncount = {{ low = 3, words = {words} }}\nof = {words}\nsource = \"s{n}\"\n\
             [[agreement]]\nid = \"g{n}\"\nname = {words}\nsigned = 2020-01-01\nparties = [\"a{n}\", \"a0\"]\nsource = \"s{n}\"\n\
             clause = [ {{ id = \"c{n}\", kind = \"cessation\", text = {words}, deadline = 2020-01-02 }} ]\n\
             [[status]]\nof = \"c{n}\"\nis = \"breached\"\nwords = {words}\nsince = {{ on = 2020-01-02, words = {words} }}\nsource = \"s{n}\"\n\
             [[statement]]\nid = \"say{n}\"\ndate = 2020-01-03\nspeaker = \"a{n}\"\nkind = \"claim\"\nsays = {words}\nabout = [\"c{n}\"]\nsource = \"s{n}\"\n\
             [[assessment]]\nid = \"think{n}\"\ndate = 2020-01-03\njudgement = {words}\nrests_on = [\"say{n}\"]\nwords = {words}\nsource = \"s{n}\"\nverify = {words}\n\
             [[tally]]\nid = \"t{n}\"\ndate = 2020-01-04\nof = {words}\nby = \"a{n}\"\nagainst = \"a0\"\ncount = {{ best = 3, words = {words} }}\nrunning = 9\nconfirmed = {{ a0 = 1 }}\nsource = \"s{n}\"\n\
             [[indicator]]\nid = \"i{n}\"\nname = {words}\ncounts = {words}\nwindow_days = 7\nwatch = 1\nalarm = 2\n",
            n + 1,
            n + 1
        ));
    }
    text
}

#[track_caller]
fn holds(app: &App) {
    let buffer = frame(app);
    for cell in buffer.content() {
        let clean = cell.symbol().chars().all(|c| {
            !c.is_control()
                && !('\u{202a}'..='\u{202e}').contains(&c)
                && !('\u{2066}'..='\u{2069}').contains(&c)
        });
        assert!(clean, "an order on the screen: {:?}", cell.symbol());
    }
    let (Some(shown), Some(open)) = (app.shown(), app.open_scenario()) else { return };
    let plan = Plan::of(app.size, app);
    for panel in Panel::ALL.into_iter().filter(|panel| shown.sheet(*panel).is_some()) {
        let list = &open.view.lists[panel.number()];
        let rows = shown.length(panel);
        assert!(rows == 0 || list.at < rows, "the selection is a row");
        if let Some(plan) = plan.panel(panel).filter(|plan| rows > 0 && plan.list.height > 0) {
            let seen = list.top..list.top + usize::from(plan.list.height);
            assert!(seen.contains(&list.at), "{} is out of sight in {}", list.at, panel.name());
        }
        if list.is_here {
            let subject = shown.row(panel, list.at).unwrap().subject;
            let id = shown.board.subject_id(subject);
            assert_eq!(list.selected, Some(id), "the selection is what stands there");
        }
    }
}

fn keys() -> impl Strategy<Value = Vec<String>> {
    let all: Vec<String> = COMMANDS
        .iter()
        .flat_map(|row| row.chords())
        .map(|chord| {
            let named = |stroke: Keystroke| match stroke.written().as_str() {
                "<" => "<lt>".to_owned(),
                name if name.chars().count() > 1 => format!("<{name}>"),
                name => name.to_owned(),
            };
            chord.strokes().map(named).collect()
        })
        .chain(["a", "e", " ", ":", "\"", "-", "kind:ied"].map(str::to_owned))
        .collect();
    // What is typed where something is asked for, whole: a hand at random seldom gets so far.
    let typed = [
        "t14 jul<Enter>",
        "tD+40<Enter>",
        "t2200-01-01<Enter>",
        "t1900-01-01<Enter>",
        "tnever<Enter>",
        "D13 jul<Enter>",
        "Dlast<Enter>",
        "Dclosed<Enter>",
        "D2200-01-01<Enter>",
        "D/no/such/file.toml<Enter>",
        "R<Enter>page.md<Enter>",
        "R<Enter><C-u><Enter>",
        "f\"nothing has this\"<Enter>",
        "fgrade>=C2<Enter>",
        "/2020<Enter>",
        ":window<Enter>",
        "i13 jan ied p0 on a0 injured 3 src s1<Enter>",
        "i14 jul ied ariha on russia src sohr<Enter>",
        "iwhat is this<Enter><Esc><Esc>",
        "a<C-n><C-s>",
        ":add source<Enter><C-s>",
        "A<C-n><C-f>note<Enter>x<C-s>",
        "e<C-f>note<Enter>x<C-s>",
        "e<C-t><C-t><Esc>",
        "a<C-f>source<Enter>n w<C-o><C-f>kind<Enter>media<C-s><C-s>",
        "yd<C-s>",
        "x<Enter>",
        "<Del>y",
        "uuu",
        "<C-r><C-r>",
        "qd",
    ];
    // The pages and the clock are what is most often gone to.
    let often: Vec<String> = COMMANDS
        .iter()
        .filter(|row| {
            matches!(row.group, CommandGroup::Panels | CommandGroup::Map | CommandGroup::Time)
        })
        .map(|row| row.command.key().replace('<', "<lt>").replace("Shift-Tab", "<S-Tab>"))
        .filter(|key| key.starts_with('<') || key.chars().count() == 1)
        .collect();
    let pressed = prop_oneof![
        4 => proptest::sample::select(all),
        2 => proptest::sample::select(often),
        1 => proptest::sample::select(typed.map(str::to_owned).to_vec()),
    ];
    proptest::collection::vec(pressed, 0..60)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn nothing_pressed_at_any_size_breaks_the_board(
        keys in keys(),
        sizes in proptest::collection::vec((0u16..220, 0u16..70), 1..5),
        clicks in proptest::collection::vec((0u16..220, 0u16..70), 1..5),
    ) {
        let hostile = naughty();
        // Files, so that they can be changed.
        let (_folder, mut app) = file_boards(&[&hostile, IDLIB], (80, 24));
        for (n, key) in keys.iter().enumerate() {
            if press(&mut app, key) {
                break;
            }
            if n % 7 == 0 {
                let (width, height) = sizes[n / 7 % sizes.len()];
                let effects = update(&mut app, Message::Resize(width, height));
                headless::settle(&mut app, effects);
            }
            if n % 5 == 0 {
                let (column, row) = clicks[n / 5 % clicks.len()];
                let effects = update(&mut app, Message::Mouse(click(column, row)));
                headless::settle(&mut app, effects);
            }
            if let Some(run) = app.playing {
                let effects = update(&mut app, Message::Tick(run));
                headless::settle(&mut app, effects);
            }
            holds(&app);
        }
    }
}

fn click(column: u16, row: u16) -> MouseEvent {
    let kind = MouseEventKind::Down(MouseButton::Left);
    MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }
}

#[test]
fn every_view_of_naughty_text_at_tiny_sizes() {
    let text = naughty();
    let views = [
        "",
        "2",
        "3",
        "4",
        "z",
        "2<Enter>",
        "?",
        ":x",
        "o",
        "!",
        "/x",
        "fx",
        "2z<Enter>jjj",
        "4<Enter>l",
        "D2020-01-02<Enter>",
        "R",
        "R<Enter>",
        "K",
    ];
    let whole = board(&text, (80, 24), Theme::Terminal, "");
    assert!(whole.board().unwrap().scenario().left_out.is_empty(), "every record is on the board");
    let pages = Panel::ALL.map(key_of);
    for view in views.into_iter().chain(pages.iter().map(String::as_str)) {
        let mut app = board(&text, (80, 24), Theme::Terminal, view);
        holds(&app);
        for width in (0..=5).chain([39, 40, 41, 79, 80, 110, 160]) {
            for height in (0..=5).chain([12, 13, 20, 24]) {
                update(&mut app, Message::Resize(width, height));
                holds(&app);
            }
        }
    }
}

#[test]
fn the_selection_follows_its_record_through_filter_sort_and_reload() {
    let text = generated(300);
    let mut app = board(&text, (120, 40), Theme::Terminal, "2jjjjjjj");
    let selected = |app: &App| {
        app.open_scenario().unwrap().view.lists[1].selected.as_ref().unwrap().id().clone()
    };
    let before = selected(&app);
    press(&mut app, "ss");
    assert_eq!(selected(&app), before, "after sorting");
    press(&mut app, "S");
    assert_eq!(selected(&app), before, "after turning the order round");
    press(&mut app, &format!("f{before}<Enter>"));
    assert_eq!(selected(&app), before, "after a filter that keeps it");
    press(&mut app, "F");
    assert_eq!(selected(&app), before, "after clearing the filter");
    holds(&app);
}

#[test]
fn a_lost_selection_is_said() {
    let mut app = board(IDLIB, (120, 40), Theme::Terminal, "2");
    press(&mut app, "fkind:rpg<Enter>");
    let words = app.notice.as_ref().map(|notice| notice.words.to_string()).unwrap_or_default();
    assert!(words.ends_with("is no longer in this list"), "{words}");
}

#[test]
fn the_selection_comes_back_with_its_record() {
    let mut app = board(IDLIB, (120, 40), Theme::Terminal, "");
    let at = |app: &App| {
        let shown = app.shown().unwrap();
        shown.board.record(app.selected(Panel::Patrols).unwrap()).id.to_string()
    };
    assert_eq!(at(&app), "patrol-12aug");
    press(&mut app, "t14 jul<Enter>");
    assert_eq!(at(&app), "patrol-14jul", "the 12 August is not known yet");
    press(&mut app, "T");
    assert_eq!(at(&app), "patrol-12aug");
}

#[test]
fn days_move_the_board_and_both_clocks_are_told() {
    let mut app = board(IDLIB, (120, 40), Theme::Terminal, "");
    let clock = |app: &App| {
        let clock = app.board().unwrap().clock;
        format!("{} {}", clock.as_of, clock.words())
    };
    assert_eq!(clock(&app), "2020-08-14 known then");
    for (keys, wanted) in [
        (">", "2020-08-15 known then"),
        ("<lt><lt>", "2020-08-13 known then"),
        ("{", "2020-08-06 known then"),
        ("}", "2020-08-13 known then"),
        (",", "2020-08-12 known then"),
        ("..", "2020-08-14 known then"),
        ("K", "2020-08-14 in hindsight"),
        ("tD+0<Enter>", "2020-03-06 in hindsight"),
        ("K", "2020-03-06 known then"),
    ] {
        press(&mut app, keys);
        assert_eq!(clock(&app), wanted, "after {keys}");
    }
}

#[test]
fn play_moves_a_day_a_tick_and_any_key_stops_it() {
    let mut app = board(IDLIB, (120, 40), Theme::Terminal, "p");
    let run = app.playing.unwrap();
    let day = |app: &App| app.board().unwrap().clock.as_of.to_string();
    let tick = |app: &mut App| {
        let effects = update(app, Message::Tick(run));
        headless::settle(app, effects);
    };
    tick(&mut app);
    assert_eq!(day(&app), "2020-08-15");
    press(&mut app, "j");
    tick(&mut app);
    assert_eq!(day(&app), "2020-08-15", "a tick after the stop means nothing");
}
