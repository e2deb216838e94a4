//! No number is cut, at any width: what has no room is said shorter, or not at all.

use std::path::PathBuf;

use super::common::press;
use sitboard::{
    app::{App, Message, Opening, Place, update},
    look::{Align, Theme},
    panel::{Panel, Row, Sheet, Sort, arrange},
    report::{FrameFormat, frame, render},
    runtime::headless,
};

const WIDTHS: std::ops::RangeInclusive<u16> = 40..=250;

fn opened(scenario: &str) -> App {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(scenario);
    let mut app = App::new(vec![Place::File(path)], (120, 40), Theme::Roles, Opening::default());
    let start = app.start();
    headless::settle(&mut app, start);
    app
}

/// What a text cuts off: a figure, a sign or a unit right before an ellipsis.
fn cut_figure(line: &str) -> Option<&str> {
    line.match_indices('…').find_map(|(at, _)| {
        let before = line[..at].chars().next_back()?;
        let is_part = before.is_ascii_digit() || "%≥≤~–−+.,".contains(before);
        // Signs of a text are its own; one that stands behind a digit or a space is a figure's.
        let rest = line[..at].trim_end_matches(|c: char| "%≥≤~–−+.,".contains(c));
        let is_figure = before.is_ascii_digit() || rest.ends_with(|c: char| c.is_ascii_digit());
        (is_part && is_figure).then(|| &line[..at])
    })
}

#[test]
fn a_cut_figure_is_found() {
    assert!(cut_figure("killed 12…").is_some() && cut_figure("10–…").is_some());
    assert!(cut_figure("killed…").is_none() && cut_figure("26 … 12").is_none());
}

/// Every frame of a scenario: the front, then each panel alone.
fn frames_are_whole(scenario: &str) {
    let mut app = opened(scenario);
    let keys = Panel::ALL.map(|panel| {
        let zoom = if panel.is_page() { "" } else { "z" };
        format!("{}{zoom}", panel.command().key())
    });
    for keys in std::iter::once(String::new()).chain(keys) {
        press(&mut app, &keys);
        for width in WIDTHS {
            let effects = update(&mut app, Message::Resize(width, 30));
            headless::settle(&mut app, effects);
            let screen = render(&frame(&app), FrameFormat::Text, Theme::Mono);
            let cut = screen.lines().find(|line| cut_figure(line).is_some());
            assert_eq!(cut, None, "{scenario}, {keys:?}, {width} columns:\n{screen}");
        }
        press(&mut app, "<Esc>");
        if keys.ends_with('z') {
            press(&mut app, "z");
        }
    }
}

#[test]
fn no_frame_of_idlib_cuts_a_figure() {
    frames_are_whole("idlib-2020.toml");
}

#[test]
fn no_frame_of_syria_cuts_a_figure() {
    frames_are_whole("syria-2016.toml");
}

#[test]
fn no_frame_of_donbas_and_hodeidah_cuts_a_figure() {
    frames_are_whole("donbas-2020.toml");
    frames_are_whole("hodeidah-2018.toml");
}

/// The numbers of a cell, in their order.
fn numbers(text: &str) -> Vec<u64> {
    let text = text.replace(',', "");
    let runs = text.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty());
    runs.filter_map(|run| run.parse().ok()).collect()
}

/// The signs and words that say that a number is an end, or no more than near.
fn bounds_of(text: &str) -> (bool, bool) {
    let has = |signs: &[&str]| signs.iter().any(|sign| text.contains(sign));
    (has(&["≥", "at least", "more than", "over "]), has(&["≤", "up to", "at most", "fewer than"]))
}

fn says_the_same(sheet: &Sheet, row: &Row, board: &sitboard::board::Board, n: usize, cells: usize) {
    let column = &sheet.columns[n];
    let (full, short) = (column.cell(board, row, usize::MAX), column.cell(board, row, cells));
    let (full, short) = (full.text(), short.text());
    let place = format!("{}, {cells} cells: {short:?} for {full:?}", column.title);
    assert!(sitboard::look::width(&short) <= cells, "cut: {place}");
    if full == short {
        return;
    }
    assert_eq!(short.contains('≠'), full.contains('≠'), "{place}");
    let (all, first) = (numbers(&full), numbers(&short));
    let Some(first) = first.first() else { panic!("no figure left: {place}") };
    // What its author puts in words has its meaning in signs: "several" is two or more.
    let is_there =
        all.is_empty() || all.iter().any(|n| n == first || n + 1 == *first || n - 1 == *first);
    let sum: u64 = all.iter().sum();
    let is_sum = short.starts_with('≥') && *first >= sum;
    assert!(is_there || is_sum, "another figure: {place}");
    let (low, high) = bounds_of(&full);
    if all.len() == 1 {
        assert!((!low || bounds_of(&short).0) && (!high || bounds_of(&short).1), "{place}");
    }
}

#[test]
fn a_figure_says_the_same_at_every_width() {
    for scenario in ["idlib-2020", "syria-2016", "donbas-2020", "hodeidah-2018"] {
        let app = opened(&format!("{scenario}.toml"));
        let board = app.board().expect("it opens");
        for panel in Panel::ALL {
            let sheet = panel.sheet(board, Sort::default());
            for width in WIDTHS {
                let gap = if width >= 70 { 2 } else { 1 };
                for (n, cells) in arrange(&sheet.columns, usize::from(width) - 4, gap) {
                    if sheet.columns[n].align != Align::Right {
                        continue;
                    }
                    for row in sheet.rows.iter().take(200) {
                        says_the_same(&sheet, &row, board, n, cells);
                    }
                }
            }
        }
    }
}

/// A toll with a breakdown that does not fit, contested by another voice.
const TOLL: &str = r#"
format = 1
[scenario]
id = "toll"
title = "Toll"
[[source]]
id = "press"
name = "Press"
kind = "media"
[[source]]
id = "monitor"
name = "Monitor"
kind = "monitor"
[[actor]]
id = "north"
name = "North"
kind = "state"
[[actor]]
id = "south"
name = "South"
kind = "state"
[[attack]]
id = "market"
date = 2020-02-01
kind = "airstrike"
killed = { north = 11, south = 9, civilians = 6, total = 26 }
injured = { north = 3, south = "several" }
source = "press"
account = [{ source = "monitor", killed = 31 }]
"#;

#[test]
fn a_toll_shows_its_total_first_and_its_breakdown_whole_or_not() {
    let app = super::common::board(TOLL, (120, 40), Theme::Roles, "");
    let board = app.board().expect("it opens");
    let sheet = Panel::Attacks.sheet(board, Sort::default());
    let row = sheet.rows.get(0).expect("an attack");
    let cell = |title: &str, cells: usize| {
        let column = sheet.columns.iter().find(|column| column.title == title);
        column.expect("its column").cell(board, &row, cells).text()
    };
    assert_eq!(cell("killed", 24), "26 ≠: 11 + 9 · civ 6");
    for cells in 4..20 {
        assert_eq!(cell("killed", cells), "26 ≠", "{cells}");
    }
    assert_eq!(cell("hurt", 11), "3 + several");
    assert_eq!(cell("hurt", 10), "≥5", "what parts add up to is no more than a lower end");
}

#[test]
fn what_patrols_covered_is_told_with_its_ends_rounded_outward() {
    let corridor = |keys: &str| {
        let app = super::common::board(super::IDLIB, (120, 40), Theme::Roles, keys);
        sitboard::report::panel_text(app.board().expect("it opens"), Panel::Corridor)
    };
    let august = corridor("");
    assert!(august.contains("per 100 patrol-km at most 0.82 (3 on 366 km or more)"), "{august}");
    let share = "63 km (100 % as drawn; at least 90 % of 70 km reported)";
    assert!(august.contains(share), "{august}");
    let may = corridor("t22 may<Enter>");
    assert!(may.contains("where: reached Kafr Shalaya, which has no point"), "{may}");
    assert!(may.contains("1 of 7 patrols reached a place that is not on the line"), "{may}");
    assert!(may.contains("reached in 28 d: 17–63 km (28–100 % as drawn;"), "{may}");
    assert!(!may.contains("unseen"), "four patrols may have got anywhere: {may}");
}
