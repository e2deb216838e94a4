//! No number is cut, at any width: what has no room is said shorter, or not at all.

use std::{collections::BTreeSet, env, path::PathBuf};

use super::common::press;
use crate::goals::keys_to;
use sitboard::{
    app::{App, Message, Opening, Place, update},
    look::{Align, Theme},
    panel::{Panel, Row, Sheet, Sort},
    report::{FrameFormat, frame, render},
    runtime::headless,
};

pub(super) const WIDTHS: std::ops::RangeInclusive<u16> = 40..=250;

/// Heights of the screens that are looked at.
pub(super) const HEIGHTS: [u16; 5] = [12, 20, 24, 40, 60];
/// Of the widths, one in so many is looked at in a run.
const STRIDE: usize = 23;

/// Some of the widths, which differ with `nth`; all of them where that is asked for.
pub(super) fn sampled(nth: usize) -> impl Iterator<Item = u16> {
    let is_full = env::var_os("SITBOARD_ALL_WIDTHS").is_some();
    let stride = if is_full { 1 } else { STRIDE };
    WIDTHS.skip(nth % stride).step_by(stride)
}

/// Widths at which one panel is looked at: others at those between, so that each width is somebody's.
/// All of them where that is asked for.
fn widths(of: usize) -> impl Iterator<Item = u16> {
    let is_full = env::var_os("SITBOARD_ALL_WIDTHS").is_some();
    let stride = if is_full { 1 } else { Panel::ALL.len() };
    WIDTHS.skip(of % stride).step_by(stride)
}

pub(super) fn opened(scenario: &str) -> App {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(scenario);
    let mut app = App::new(vec![Place::File(path)], (120, 40), Theme::Roles, Opening::default());
    let start = app.start();
    headless::settle(&mut app, start);
    app
}

/// What a text cuts off: a figure, a sign or a unit right before an ellipsis.
pub(super) fn cut_figure(line: &str) -> Option<&str> {
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

/// No frame of a board cuts a figure at any of these widths.
fn is_whole(app: &mut App, of: &str, widths: impl Iterator<Item = u16>) {
    for width in widths {
        let effects = update(app, Message::Resize(width, 30));
        headless::settle(app, effects);
        let screen = render(&frame(app), FrameFormat::Text, Theme::Mono);
        let cut = screen.lines().find(|line| cut_figure(line).is_some());
        assert_eq!(cut, None, "{of}, {width} columns:\n{screen}");
    }
}

/// The front of a scenario, then each panel alone. Of several scenarios each panel has other widths.
fn frames_are_whole(scenario: &str, nth: usize) {
    let mut app = opened(scenario);
    is_whole(&mut app, scenario, widths(nth));
    for panel in Panel::ALL {
        press(&mut app, &keys_to(panel));
        let of = format!("{scenario}, {}", panel.name());
        is_whole(&mut app, &of, widths(panel.number() + 5 * nth));
        press(&mut app, "<Esc><Esc>");
    }
}

#[test]
fn every_width_is_looked_at() {
    for nth in 0..SCENARIOS.len() {
        let all = Panel::ALL.into_iter().flat_map(|panel| widths(panel.number() + 5 * nth));
        assert_eq!(all.collect::<BTreeSet<u16>>(), WIDTHS.collect());
    }
}

#[test]
fn the_front_of_idlib_cuts_no_figure_at_any_width() {
    is_whole(&mut opened("idlib-2020.toml"), "idlib-2020", WIDTHS);
}

pub(super) const SCENARIOS: [&str; 4] =
    ["idlib-2020.toml", "syria-2016.toml", "donbas-2020.toml", "hodeidah-2018.toml"];

#[test]
fn no_frame_of_idlib_or_syria_cuts_a_figure() {
    (0..2).for_each(|nth| frames_are_whole(SCENARIOS[nth], nth));
}

#[test]
fn no_frame_of_donbas_or_hodeidah_cuts_a_figure() {
    (2..4).for_each(|nth| frames_are_whole(SCENARIOS[nth], nth));
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
    let is_none = short == "none" && full.starts_with("none ");
    if full == short || is_none {
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
    for scenario in SCENARIOS {
        let app = opened(scenario);
        let board = app.board().expect("it opens");
        for panel in Panel::ALL {
            let sheet = panel.sheet(board, Sort::default());
            // Many widths of a screen give a column the same cells.
            let arranged = WIDTHS.flat_map(|width| {
                let gap = if width >= 70 { 2 } else { 1 };
                sheet.arrange(board, 0..ROWS, usize::from(width) - 5, gap)
            });
            for (n, cells) in arranged.collect::<BTreeSet<(usize, usize)>>() {
                if sheet.columns[n].align == Align::Right {
                    let rows = sheet.rows.iter().take(ROWS);
                    rows.for_each(|row| says_the_same(&sheet, &row, board, n, cells));
                }
            }
        }
    }
}

/// Rows of a sheet that are looked at.
const ROWS: usize = 200;

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
fn a_figure_far_down_a_long_list_has_its_room_where_it_is_in_sight() {
    let attack = |n: usize| {
        let killed = if n == 0 { 1_234_567 } else { n };
        let date = format!("20{:02}-{:02}-01", 10 + n / 12, n % 12 + 1);
        format!("[[attack]]\nid = \"a-{n}\"\ndate = {date}\nkind = \"ied\"\nkilled = {killed}\n")
    };
    let attacks: Vec<String> = (0..400).map(|n| attack(n) + "source = \"press\"\n").collect();
    let text = format!("{}{}", TOLL.split("[[attack]]").next().expect("a head"), attacks.concat());
    for keys in ["2z", "2zG"] {
        let app = super::common::board(&text, (44, 30), Theme::Mono, keys);
        let screen = render(&frame(&app), FrameFormat::Text, Theme::Mono);
        let (is_at_end, has_figure) =
            (keys.ends_with('G'), screen.replace(',', "").contains("1234567"));
        assert_eq!(has_figure, is_at_end, "{screen}");
    }
}

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
    assert_eq!(cell("hurt", 15), "≥5: 3 + several");
    assert_eq!(cell("hurt", 14), "≥5", "what parts add up to is no more than a lower end");
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
    assert!(may.contains("reached 25 Apr–22 May: 17–63 km (28–100 % as drawn;"), "{may}");
    assert!(!may.contains("unseen"), "four patrols may have got anywhere: {may}");
}
