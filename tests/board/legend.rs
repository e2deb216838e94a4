//! The legend: every mark that is on a screen has a row of its table there, and no other has.

use std::collections::BTreeSet;

use crate::goals::keys_to;
use sitboard::{
    app::Plan,
    look::{COLOURS, MARKS, Theme},
    model::IncidentKind,
    panel::Panel,
    report::frame,
};

use super::{
    DONBAS, HODEIDAH, IDLIB, SYRIA,
    common::{board, press},
    picture::words,
};

/// Signs that draw frames and text, and say nothing by themselves.
const SILENT: &str = "─│╭╮╰╯’‘—×‑";

/// What the map draws its lines with.
fn is_line(sign: char) -> bool {
    matches!(sign, '\u{2800}'..='\u{28ff}' | '▀'..='▟')
}

/// The signs inside the panels and the detail of a frame.
fn signs(app: &sitboard::app::App) -> BTreeSet<char> {
    let plan = Plan::of(app.size, app);
    let buffer = frame(app);
    let panels =
        plan.panels.iter().flat_map(|it| [Some(it.head), Some(it.list), Some(it.foot), it.map]);
    let areas = panels.flatten();
    let cells = areas.flat_map(|area| area.positions()).filter_map(|at| buffer.cell(at));
    let signs = cells.flat_map(|cell| cell.symbol().chars());
    signs.filter(|sign| !sign.is_ascii() && !sign.is_alphanumeric()).collect()
}

#[test]
fn every_mark_on_any_screen_has_a_row_in_the_legend() {
    let kinds = IncidentKind::ALL.iter().map(|kind| kind.row().sign).collect::<String>();
    let known: String = MARKS.iter().flat_map(|mark| mark.signs).copied().collect();
    for (text, days) in [
        (IDLIB, &["14 aug"][..]),
        (DONBAS, &["21 aug"]),
        (HODEIDAH, &["20 apr"]),
        (SYRIA, &["11 mar"]),
    ] {
        for (panel, day) in
            Panel::ALL.into_iter().flat_map(|panel| days.iter().map(move |day| (panel, day)))
        {
            let keys = format!("t{day}<Enter>{}", keys_to(panel));
            let mut app = board(text, (200, 60), Theme::Roles, &keys);
            let before = signs(&app);
            let screen = words(&app);
            press(&mut app, "??");
            let told = words(&app);
            let legend: String = told
                .lines()
                .filter(|line| line.contains('│'))
                .take_while(|line| !line.contains("says every mark"))
                .collect();
            for sign in before {
                if SILENT.contains(sign) || is_line(sign) && !known.contains(sign) {
                    continue;
                }
                let is_known = known.contains(sign) || kinds.contains(sign);
                assert!(is_known, "{sign} on {} has no row: {screen}", panel.name());
                assert!(legend.contains(sign), "{sign} on {} is not told: {told}", panel.name());
            }
        }
    }
}

#[test]
fn the_legend_tells_what_is_on_this_screen_and_nothing_else() {
    let told = |keys: &str| words(&board(IDLIB, (120, 40), Theme::Roles, keys));
    let front = told("??");
    for line in [
        "Marks on this screen",
        "● completed   ◐ cut short",
        "≠ voices cannot both be right",
        "▸ selected",
        "┄ on some day of these",
        "grave attacked, broken, at alarm",
    ] {
        assert!(front.contains(line), "{line}: {front}");
    }
    for other in ["north", "no patrol is known to have been there", "✱ IED", "+ changed since"] {
        assert!(!front.contains(other), "{other}: {front}");
    }
    let map = told("8??");
    assert!(map.contains("✱ IED") && map.contains("↑ north"), "{map}");
    assert!(!map.contains("● completed"), "{map}");
    let corridor = told("9??");
    assert!(corridor.contains("░ no patrol is known to have been there"), "{corridor}");
    // In its own colours.
    let mut app = board(IDLIB, (120, 40), Theme::Roles, "??");
    let buffer = frame(&app);
    let is_drawn = |colour: &&sitboard::look::ColourMark| {
        let style = Theme::Roles.style(colour.role);
        buffer.content().iter().any(|cell| Some(cell.fg) == style.fg && cell.symbol() != " ")
    };
    assert!(COLOURS.iter().filter(is_drawn).count() > 3);
    // The keys and the marks in turn.
    press(&mut app, "?");
    assert!(words(&app).contains("─ Help ─"), "{}", words(&app));
    press(&mut app, "<Esc>");
    assert_eq!(app.overlay, None);
}

#[test]
fn the_legend_is_scrolled_where_it_has_no_room() {
    let mut app = board(IDLIB, (40, 12), Theme::Roles, "??");
    let top = words(&app);
    assert!(top.contains("Marks on this screen"), "{top}");
    press(&mut app, "G");
    assert!(words(&app).contains("Enter says every mark"), "{}", words(&app));
    press(&mut app, "g");
    assert_eq!(words(&app), top);
}

#[test]
fn the_help_is_searched_by_typing_and_explains_the_words_of_the_field() {
    let mut app = board(IDLIB, (80, 24), Theme::Roles, "?/known then");
    let screen = words(&app);
    for line in
        ["> known then", "Time\n", "│   K ", "Words of the field", "with what had been published"]
    {
        let line = line.trim_end_matches('\n');
        assert!(screen.contains(line), "{line}: {screen}");
    }
    assert!(!screen.contains("next panel"), "{screen}");
    press(&mut app, "<C-u>no such thing");
    assert!(words(&app).contains("nothing in the help says so"), "{}", words(&app));
    press(&mut app, "<Esc>");
    assert!(words(&app).contains("next panel"), "all of it again: {}", words(&app));
    press(&mut app, "<Esc>");
    assert_eq!(app.overlay, None);
    for word in [
        "contested",
        "known then",
        "hindsight",
        "ledger",
        "grade",
        "violation",
        "account",
        "tally",
        "reporting cut-off",
        "returnee",
        "chainage",
    ] {
        let app = board(IDLIB, (120, 60), Theme::Roles, &format!("?/{word}<Enter>"));
        let screen = words(&app);
        let (_, field) = screen.split_once("Words of the field").unwrap();
        assert!(field.contains(&format!("│   {word} ")), "{word}: {screen}");
    }
}
