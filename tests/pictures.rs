//! Pictures are the same whoever draws them: no run of text begins or ends with a blank, which
//! programs treat differently, and each stands where its cells are.

#[path = "board/common.rs"]
mod common;

use std::{
    collections::HashSet,
    fs,
    num::NonZero,
    path::{Path, PathBuf},
    process::Command,
};

use ratatui::buffer::Buffer;
use resvg::tiny_skia::Pixmap;
use roxmltree::{Document, Node};
use serde_json::Value as Json;
use sitboard::{
    app::App,
    look::Theme,
    report::{self, CorridorPart, FrameFormat},
    runtime::raster,
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

// ---------------------------------------------------------------------- a page for a browser

#[test]
fn a_page_shows_every_cell_as_text() {
    for (name, text) in scenarios() {
        let app = common::board(&text, (120, 40), Theme::HighContrast, "1<Enter>");
        let page = report::render(&report::frame(&app), FrameFormat::Html, app.theme);
        let read = scraper::Html::parse_document(&page);
        let pre = read.select(&scraper::Selector::parse("pre").unwrap()).next().unwrap();
        let shown: String = pre.text().collect();
        let shown: String = shown.lines().map(|line| line.trim_end().to_owned() + "\n").collect();
        assert_eq!(
            shown,
            report::render(&report::frame(&app), FrameFormat::Text, app.theme),
            "{name}"
        );
        let title = read.select(&scraper::Selector::parse("title").unwrap()).next().unwrap();
        assert!(shown.contains(title.text().next().unwrap().split(' ').next().unwrap()), "{name}");
        assert!(page.contains("default-src 'none'") && !page.contains("href"), "{name}");
    }
}

// ---------------------------------------------------------------------- recordings

fn sitboard(arguments: &[&str]) -> std::process::Output {
    Command::new(env!("CARGO_BIN_EXE_sitboard"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env_remove("NO_COLOR")
        .output()
        .unwrap()
}

fn printed(arguments: &[&str]) -> Vec<u8> {
    let output = sitboard(arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

/// What the format of asciicast, version 2, asks of a recording.
fn read_cast(text: &str) -> (Json, Vec<(f64, String)>) {
    let mut lines = text.lines();
    let head: Json = serde_json::from_str(lines.next().unwrap()).unwrap();
    assert_eq!(head["version"], 2);
    let is_size = |name: &str| head[name].as_u64().is_some_and(|cells| cells > 0);
    assert!(is_size("width") && is_size("height") && head["title"].is_string(), "{head}");
    assert!(head["idle_time_limit"].as_f64().is_some_and(|limit| limit > 0.0), "{head}");
    let is_colour = |it: &str| {
        it.len() == 7 && it.starts_with('#') && u32::from_str_radix(&it[1..], 16).is_ok()
    };
    let theme = &head["theme"];
    assert!(["fg", "bg"].iter().all(|name| is_colour(theme[name].as_str().unwrap())), "{theme}");
    let palette: Vec<&str> = theme["palette"].as_str().unwrap().split(':').collect();
    assert!(palette.len() == 16 && palette.into_iter().all(is_colour), "{theme}");
    let event = |line: &str| {
        let event: Json = serde_json::from_str(line).unwrap();
        assert!(
            event.as_array().is_some_and(|parts| parts.len() == 3) && event[1] == "o",
            "{line}"
        );
        (event[0].as_f64().unwrap(), event[2].as_str().unwrap().to_owned())
    };
    (head, lines.map(event).collect())
}

#[test]
fn a_recording_ends_on_the_screen_and_never_idles() {
    let file = "scenarios/idlib-2020.toml";
    for keys in ["", "2jj<Enter>z", "t14 jul<Enter>9", "6<Esc>5z?<Esc>:patrols"] {
        let order = ["render", file, "--size", "110x36", "--keys", keys, "--format"];
        let cast = String::from_utf8(printed(&[&order[..], &["cast"]].concat())).unwrap();
        let (head, events) = read_cast(&cast);
        assert_eq!((&head["width"], &head["height"]), (&110.into(), &36.into()));
        assert_eq!(head["title"], "Idlib: joint patrols on the M4");
        let strokes = sitboard::command::parse_keys(keys).unwrap().len();
        assert_eq!(events.len(), strokes + 1, "{keys}");
        assert_eq!(events[0].0, 0.0);
        for pair in events.windows(2) {
            let waited = pair[1].0 - pair[0].0;
            assert!((0.05..=2.0).contains(&waited), "{keys}: {waited} s");
        }
        let cells = |n| NonZero::new(n).unwrap();
        let mut terminal = vt100::Parser::new(cells(36), cells(110), 0);
        for (_, drawn) in &events {
            terminal.process(drawn.as_bytes());
        }
        let shown: String =
            terminal.screen().rows(0, 110).map(|line| line.trim_end().to_owned() + "\n").collect();
        let text = String::from_utf8(printed(&[&order[..], &["text"]].concat())).unwrap();
        assert_eq!(shown, text, "{keys}");
        assert_eq!(terminal.screen().hide_cursor(), !keys.ends_with("patrols"), "{keys}");

        // The same colours as the frame that is drawn at once.
        let mut at_once = vt100::Parser::new(cells(36), cells(110), 0);
        let ansi = String::from_utf8(printed(&[&order[..], &["ansi"]].concat())).unwrap();
        at_once.process(ansi.trim_end_matches('\n').replace('\n', "\r\n").as_bytes());
        for (row, column) in (0..36).flat_map(|row| (0..110).map(move |column| (row, column))) {
            let of = |terminal: &vt100::Parser| {
                let cell = terminal.screen().cell(row, column).unwrap().clone();
                (cell.fgcolor(), cell.bgcolor(), cell.bold(), cell.underline(), cell.inverse())
            };
            assert_eq!(of(&terminal), of(&at_once), "{keys}: at {row}, {column}");
        }
    }
}

#[test]
fn letters_of_a_word_follow_sooner_than_keys_that_ask() {
    let order =
        ["render", "scenarios/idlib-2020.toml", "--keys", "jt14 jul<Enter>", "--format", "cast"];
    let (_, events) = read_cast(&String::from_utf8(printed(&order)).unwrap());
    let waits: Vec<u32> =
        events.windows(2).map(|pair| ((pair[1].0 - pair[0].0) * 1000.0).round() as u32).collect();
    assert_eq!(waits, [1500, 900, 120, 120, 120, 120, 120, 120, 900]);
}

// ---------------------------------------------------------------------- pixels

/// A picture as it is seen on white, a byte of brightness for each pixel.
struct Seen {
    width: u32,
    height: u32,
    brightness: Vec<f32>,
}

fn seen(png: &[u8]) -> Seen {
    let map = Pixmap::decode_png(png).unwrap();
    let brightness = map.pixels().iter().map(|pixel| {
        let behind = 255.0 - f32::from(pixel.alpha());
        0.3 * f32::from(pixel.red())
            + 0.6 * f32::from(pixel.green())
            + 0.1 * f32::from(pixel.blue())
            + behind
    });
    Seen { width: map.width(), height: map.height(), brightness: brightness.collect() }
}

/// The brightness of a cell on average.
fn of_cell(of: &Seen, (column, row): (u32, u32), scale: f64) -> f32 {
    let from = |n: u32, cell: f64| ((MARGIN + f64::from(n) * cell) * scale).round() as u32;
    let (left, right) = (from(column, CELL.0), from(column + 1, CELL.0));
    let (top, bottom) = (from(row, CELL.1), from(row + 1, CELL.1));
    let at = |x: u32, y: u32| of.brightness[(y * of.width + x) as usize];
    let sum: f32 = (top..bottom).map(|y| (left..right).map(|x| at(x, y)).sum::<f32>()).sum();
    sum / ((right - left) * (bottom - top)) as f32
}

/// A program of that name, where there is one.
fn program(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let mut places =
        names.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    places.find(|place| place.is_file())
}

/// How another program draws a picture, twice as fine as the picture says.
type Draws = fn(&Path, &Path, (u32, u32)) -> Option<Vec<u8>>;

fn by_browser(svg: &Path, folder: &Path, (width, height): (u32, u32)) -> Option<Vec<u8>> {
    let browser = program(&["chromium", "chromium-browser", "google-chrome"])?;
    let png = folder.join("browser.png");
    let output = Command::new("timeout")
        .args(["120".as_ref(), browser.as_os_str()])
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-dev-shm-usage",
            "--hide-scrollbars",
            "--force-device-scale-factor=2",
        ])
        .arg(format!("--user-data-dir={}", folder.join("profile").display()))
        .arg(format!("--window-size={width},{height}"))
        .arg(format!("--screenshot={}", png.display()))
        .arg(format!("file://{}", svg.display()))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(fs::read(png).unwrap())
}

fn by_librsvg(svg: &Path, _: &Path, _: (u32, u32)) -> Option<Vec<u8>> {
    let output =
        Command::new(program(&["rsvg-convert"])?).args(["--zoom=2"]).arg(svg).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(output.stdout)
}

/// How many of a thousand cells two programs draw with another brightness than a fringe around
/// letters explains.
fn differing(one: &Seen, other: &Seen, (columns, rows): (u16, u16)) -> usize {
    assert_eq!((one.width, one.height), (other.width, other.height));
    let cells = (0..u32::from(rows))
        .flat_map(|row| (0..u32::from(columns)).map(move |column| (column, row)));
    let differ = |at: &(u32, u32)| (of_cell(one, *at, 2.0) - of_cell(other, *at, 2.0)).abs() > 14.0;
    cells.filter(differ).count() * 1000 / (usize::from(columns) * usize::from(rows))
}

#[test]
fn other_programs_draw_the_same_picture() {
    let size = (120, 40);
    let programs: [(&str, Draws); 2] = [("chromium", by_browser), ("rsvg-convert", by_librsvg)];
    for (name, text) in scenarios() {
        let app = common::board(&text, size, Theme::Terminal, "");
        let (svg, _) = picture_of(&app);
        let own = match raster::png(&svg) {
            Ok(png) => seen(&png),
            Err(why) => return eprintln!("not compared: {why}"),
        };
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("board.svg");
        fs::write(&file, &svg).unwrap();
        for (program, draw) in programs {
            let Some(png) = draw(&file, folder.path(), (own.width / 2, own.height / 2)) else {
                eprintln!("not compared: {program} is not there");
                continue;
            };
            let differing = differing(&own, &seen(&png), size);
            eprintln!("{name}: {program} differs in {differing} of 1000 cells");
            assert!(differing < 20, "{name}: {program} differs in {differing} of 1000 cells");
        }
    }
}

#[test]
fn a_png_is_drawn_in_full() {
    let order = ["render", "scenarios/idlib-2020.toml", "--format"];
    let output = sitboard(&[&order[..], &["png"]].concat());
    if String::from_utf8_lossy(&output.stderr).contains("no font of fixed width") {
        return eprintln!("not looked at: no font of fixed width is here");
    }
    let drawn = seen(&output.stdout);
    assert_eq!((drawn.width, drawn.height), (2 * 1032, 2 * 744));
    // Where the text has a sign there is ink, and where it has none there is not.
    let text = String::from_utf8(printed(&[&order[..], &["text"]].concat())).unwrap();
    let paper = of_cell(&drawn, (119, 39), 2.0);
    let (mut inked, mut blank) = (0, 0);
    for (row, line) in text.lines().enumerate() {
        for (column, sign) in line.chars().enumerate() {
            let differs = (of_cell(&drawn, (column as u32, row as u32), 2.0) - paper).abs() > 1.0;
            inked += usize::from(differs && sign != ' ');
            blank += usize::from(!differs && sign != ' ');
        }
    }
    assert!(inked > 1500 && blank * 100 < inked, "{inked} {blank}");

    // The map and the parts of the corridor are drawn from their geometry.
    for part in ["map", "strip", "chart"] {
        let png = printed(&[&order[..], &["png", "--panel", part]].concat());
        let drawn = seen(&png);
        let kinds: HashSet<u32> =
            drawn.brightness.iter().map(|pixel| pixel.round() as u32).collect();
        assert!(drawn.width == 2400 && kinds.len() > 20, "{part}: {} {kinds:?}", drawn.width);
    }
}
