//! Pictures are the same whoever draws them: no run of text begins or ends with a blank, which
//! programs treat differently, and each stands where its cells are.

#[path = "board/common.rs"]
mod common;

use std::{collections::HashSet, fs, path::Path};

use ratatui::buffer::Buffer;
use roxmltree::{Document, Node};
use sitboard::{
    app::App,
    look::Theme,
    report::{self, CorridorPart, FrameFormat},
};
use unicode_width::UnicodeWidthStr;

/// Pixels of a cell, of the margin, and from the top of a line of cells to its baseline, as pictures
/// have them.
const CELL: (f64, f64) = (8.4, 18.0);
const MARGIN: f64 = 12.0;
const BASELINE: f64 = 13.5;

/// The front, each page, a detail, help and the palette.
const SCREENS: &[&str] =
    &["", "1z", "2z", "3z", "4z", "5z", "6", "7", "8", "9", "1<Enter>", "?", ":", "C"];

fn scenarios() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let files = files.filter(|path| path.extension().is_some_and(|it| it == "toml"));
    let mut found: Vec<_> = files
        .map(|path| (path.display().to_string(), fs::read_to_string(&path).unwrap()))
        .collect();
    found.sort();
    assert!(found.len() >= 7);
    found
}

fn number(node: Node, name: &str) -> f64 {
    node.attribute(name).and_then(|value| value.parse().ok()).unwrap_or_else(|| panic!("{node:?}"))
}

/// The texts of a picture; none of them has blanks that a program might leave out or join.
fn texts<'a>(picture: &'a Document, what: &str) -> Vec<(Node<'a, 'a>, &'a str)> {
    let texts = picture.descendants().filter(|node| node.has_tag_name("text"));
    let texts: Vec<_> = texts.map(|node| (node, node.text().unwrap_or_default())).collect();
    for (_, text) in &texts {
        assert!(!text.is_empty() && text.trim() == *text, "{what}: {text:?}");
        assert!(!text.contains("  ") && !text.contains('\u{a0}'), "{what}: {text:?}");
    }
    texts
}

/// Signs that are drawn without a font.
fn is_shape(sign: &str) -> bool {
    let is_filling =
        |c: char| ('\u{2500}'..='\u{259f}').contains(&c) || ('\u{2800}'..='\u{28ff}').contains(&c);
    sign.chars().all(is_filling)
}

/// Holds the runs of a picture to the cells that it is of: each stands in its own, and all are shown.
fn assert_runs_stand_in_their_cells(svg: &str, cells: &Buffer, what: &str) {
    let picture = Document::parse(svg).unwrap();
    let mut shown = HashSet::new();
    for (node, text) in texts(&picture, what) {
        let (x, y) = (number(node, "x"), number(node, "y"));
        let wide = text.width() as f64 * CELL.0;
        let left = match node.attribute("text-anchor") {
            Some("middle") => x - wide / 2.0,
            other => {
                assert_eq!(other, None);
                assert!((number(node, "textLength") - wide).abs() < 0.1, "{what}: {text:?}");
                x
            }
        };
        let place = ((left - MARGIN) / CELL.0, (y - BASELINE - MARGIN) / CELL.1);
        for part in [place.0, place.1] {
            assert!((part - part.round()).abs() < 0.02, "{what}: {text:?} stands at {place:?}");
        }
        let (column, row) = (place.0.round() as u16, place.1.round() as u16);
        let (mut at, mut found) = (column, String::new());
        while usize::from(at - column) < text.width() {
            let symbol = cells[(at, row)].symbol();
            found.push_str(symbol);
            shown.insert((at, row));
            at += symbol.width().max(1) as u16;
        }
        assert_eq!(text, found, "{what}: at {column}, {row}");
    }
    for y in 0..cells.area.height {
        let mut x = 0;
        while x < cells.area.width {
            let symbol = cells[(x, y)].symbol();
            let is_seen = shown.contains(&(x, y)) || symbol.trim().is_empty() || is_shape(symbol);
            assert!(is_seen, "{what}: {symbol:?} at {x}, {y} is not drawn");
            x += symbol.width().max(1) as u16;
        }
    }
    assert!(shown.len() > 100, "{what}");
}

fn picture_of(app: &App) -> (String, Buffer) {
    let cells = report::frame(app);
    (report::render(&cells, FrameFormat::Svg, app.theme), cells)
}

#[test]
fn every_run_of_the_scenarios_stands_in_its_cells() {
    for (name, text) in scenarios() {
        for keys in SCREENS {
            for (size, theme) in [((120, 40), Theme::Terminal), ((200, 60), Theme::Mono)] {
                let app = common::board(&text, size, theme, keys);
                let (svg, cells) = picture_of(&app);
                assert_runs_stand_in_their_cells(
                    &svg,
                    &cells,
                    &format!("{name} {keys:?} {size:?}"),
                );
            }
        }
    }
}

#[test]
fn text_on_maps_and_corridors_has_no_blanks_at_its_ends() {
    let mut held = 0;
    for (name, text) in scenarios() {
        let app = common::board(&text, (120, 40), Theme::Terminal, "8");
        let board = app.board().unwrap();
        let parts = [CorridorPart::Strip, CorridorPart::Chart];
        let parts =
            parts.into_iter().filter_map(|part| report::corridor_picture(board, part, app.theme));
        for svg in parts.chain(report::map_picture(&app)) {
            let picture = Document::parse(&svg).unwrap();
            let page = picture.root_element();
            for (node, text) in texts(&picture, &name) {
                let (x, y) = (number(node, "x"), number(node, "y"));
                let is_within = (0.0..=number(page, "width")).contains(&x)
                    && (-20.0..=number(page, "height")).contains(&y);
                assert!(is_within, "{name}: {text:?} at {x}, {y}");
                held += 1;
            }
        }
    }
    assert!(held > 300, "{held}");
}

/// Letters that join stand as one run in the order of reading, wide signs each in the middle of its
/// two cells.
#[test]
fn letters_of_other_scripts_stand_in_their_cells() {
    let text = include_str!("../scenarios/idlib-2020.toml");
    let title = "Жёлтый Łódź, محادثات إدلب 停火";
    let (before, rest) = text.split_once("\ntitle = \"").unwrap();
    let (_, after) = rest.split_once('\n').unwrap();
    let app = common::board(
        &format!("{before}\ntitle = \"{title}\"\n{after}"),
        (120, 40),
        Theme::Light,
        "",
    );
    let (svg, cells) = picture_of(&app);
    assert_runs_stand_in_their_cells(&svg, &cells, title);
    let picture = Document::parse(&svg).unwrap();
    let of = |text: &str| {
        let mut all = picture.descendants().filter(|node| node.has_tag_name("text"));
        all.find(|node| node.text() == Some(text)).unwrap_or_else(|| panic!("{text} in {svg}"))
    };
    assert_eq!(of("Жёлтый Łódź,").attribute("lengthAdjust"), None);
    assert_eq!(of("محادثات إدلب").attribute("lengthAdjust"), Some("spacingAndGlyphs"));
    let middle = |text: &str| (of(text).attribute("text-anchor"), number(of(text), "x"));
    let (first, second) = (middle("停"), middle("火"));
    assert_eq!((first.0, second.0), (Some("middle"), Some("middle")));
    assert!((second.1 - first.1 - 2.0 * CELL.0).abs() < 0.02, "{first:?} {second:?}");
}
