//! No text of a file, and no file name, gives an order to a terminal, a browser or a script.

mod arguments;
mod exports;
mod feeds;
mod scenario;

use std::{fs, path::Path, process::Command};

use scenario::{broken, scenario};
use sitboard::panel::Panel;

/// Strings that are not on the public list: what a terminal obeys, hides, or turns around.
const ORDERS: &[&str] = &[
    "\u{1b}[2J\u{1b}[H",
    "\u{1b}]0;owned\u{7}",
    "\u{1b}]52;c;cHduZWQ=\u{7}",
    "\u{1b}]8;;https://example.org\u{1b}\\link\u{1b}]8;;\u{1b}\\",
    "\u{1b}P$q\u{1b}\\",
    "\u{9b}31mC1\u{9d}0;x\u{9c}",
    "\u{85}next line\u{84}",
    "\u{0}nul\u{7f}del\u{8}back\u{b}tab\u{c}feed",
    "one\ntwo\ttab\r\nthree\rfour",
    "\u{202e}desrever\u{202c}",
    "\u{2066}a\u{2067}b\u{2068}c\u{2069}",
    "\u{200e}\u{200f}\u{61c}",
    "zero\u{200b}width\u{2060}\u{feff}\u{ad}",
    "\u{e0041}\u{e0042}\u{e007f}tags",
    "\u{e000}\u{f8ff}private\u{100000}",
    "\u{2028}line\u{2029}paragraph",
    "Z\u{300}\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}\u{307}\u{308}\u{309}\u{30a}\u{30b}flood",
    "\u{301}\u{301}\u{301}no base",
    "عين الحور \u{202b}יוני",
    "می\u{200c}خواهم 👩\u{200d}🚒 a\u{200d}b",
    "<script>alert(1)</script>]]>&amp;&#x1b;",
    "\"'`; rm -rf / $(id) %s%n",
    "=HYPERLINK(\"https://example.org\")",
    "\u{fffe}\u{ffff}\u{fdd0}",
    "한국어 漢字 🏳️‍🌈 ﷽ 🇺🇦",
];

fn naughty() -> Vec<String> {
    let list: Vec<String> = serde_json::from_str(include_str!("../data/blns.json")).unwrap();
    list.into_iter().chain(ORDERS.iter().map(|order| (*order).to_owned())).collect()
}

/// Texts one after the other, from one of them on; no text is empty.
fn texts(naughty: &[String], round: usize) -> impl FnMut() -> String {
    let mut next = naughty.iter().cycle().skip(round);
    move || format!("x{}", next.next().unwrap())
}

/// The first character that a terminal would obey, or that nobody could see.
fn order_in(out: &str) -> Option<(usize, char)> {
    let mut last = ' ';
    let mut chars = out.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let joins = |c: char| !c.is_ascii() && !c.is_whitespace() && !c.is_control();
        let hidden = match c {
            '\n' => false,
            c if c.is_control() => true,
            // Joiners shape letters and emoji: they stand between such, or nowhere. In a picture
            // each cell is an element of its own, which a joiner may end.
            '\u{200c}' | '\u{200d}' => {
                let next = chars.peek().map(|(_, next)| *next);
                !joins(last) || !next.is_some_and(|next| joins(next) || next == '<')
            }
            '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}' => true,
            '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' => true,
            '\u{e0000}'..='\u{e0fff}' | '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}' => {
                true
            }
            _ => false,
        };
        if hidden {
            return Some((at, c));
        }
        last = c;
    }
    None
}

fn assert_harmless(out: &str, what: &str) {
    if let Some((at, c)) = order_in(out) {
        let from = (0..=at.saturating_sub(60)).rev().find(|n| out.is_char_boundary(*n)).unwrap();
        let near: String = out[from..].chars().take(120).collect();
        panic!("{what}: {c:?} at {at} in {near:?}");
    }
}

/// Text without the colours of the board's own: `ESC [ … m` and nothing else.
fn without_colours(out: &str) -> String {
    let mut plain = String::new();
    let mut rest = out;
    while let Some((before, after)) = rest.split_once("\u{1b}[") {
        plain.push_str(before);
        let end = after.find(|c: char| !c.is_ascii_digit() && c != ';').unwrap_or(after.len());
        assert!(after[end..].starts_with('m'), "no colour: {:?}", &after[..end.min(40)]);
        rest = &after[end + 1..];
    }
    plain + rest
}

/// Text of a recording without the clearing of its screen and its cursor, and with a tag's sign for
/// each place, at which a cell may end as it does in a picture.
fn without_moves(drawn: &str) -> String {
    let mut plain = String::new();
    for (n, part) in drawn.split("\u{1b}[").enumerate() {
        let end = part.find(|c: char| !c.is_ascii_digit() && !";?".contains(c)).unwrap_or(0);
        let is_move = match &part[..(end + 1).min(part.len())] {
            "2J" | "?25l" | "?25h" => true,
            order => order.ends_with('H') && !order.contains('?'),
        };
        match (n, is_move) {
            (0, _) => plain.push_str(part),
            (_, true) => plain.extend(["<", &part[end + 1..]]),
            (_, false) => plain.extend(["\u{1b}[", part]),
        }
    }
    plain
}

/// Runs the program; what it says on both streams, in UTF-8.
fn run(file: &Path, arguments: &[&str]) -> (String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_sitboard"))
        .args(arguments)
        .arg(file)
        .env_remove("NO_COLOR")
        .output()
        .unwrap();
    assert!(
        matches!(output.status.code(), Some(0..=2)),
        "{arguments:?} ended with {:?}: {}",
        output.status,
        String::from_utf8_lossy(&output.stderr)
    );
    (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
}

fn assert_every_command_is_harmless(file: &Path) {
    let harmless = |arguments: &[&str]| -> String {
        let (out, errors) = run(file, arguments);
        assert_harmless(&without_colours(&errors), &format!("{arguments:?}, messages"));
        out
    };
    let plain = |arguments: &[&str]| {
        let out = harmless(arguments);
        assert_harmless(&out, &format!("{arguments:?}"));
        out
    };
    let json = |arguments: &[&str]| {
        let out = plain(arguments);
        serde_json::from_str::<serde_json::Value>(&out).unwrap();
    };
    plain(&["check", "--color", "never"]);
    let coloured = harmless(&["check", "--color", "always"]);
    assert_harmless(&without_colours(&coloured), "check in colour");
    json(&["check", "--format", "json"]);
    plain(&["list"]);
    json(&["list", "--format", "json"]);
    for view in Panel::ALL.map(Panel::name).into_iter().chain(["overview"]) {
        plain(&["show", view]);
        json(&["show", view, "--format", "json"]);
    }
    plain(&["report"]);
    plain(&["report", "--format", "text"]);
    json(&["export", "--allow"]);
    for format in ["kml", "gpx", "csv"] {
        plain(&["export", "--allow", "--format", format]);
    }
    for format in ["csv", "md"] {
        plain(&["show", "attacks", "--format", format]);
        plain(&["show", "statements", "--format", format]);
    }
    plain(&["report", "--format", "html"]);
    for format in ["html", "md", "text"] {
        plain(&["story", "--format", format]);
    }
    let since = ["diff", "--since", "1901-01-01", "--format"];
    plain(&[&since[..], &["text"]].concat());
    json(&[&since[..], &["json"]].concat());
    for format in ["text", "csv"] {
        plain(&["window", "--days", "3660", "--format", format]);
    }
    json(&["window", "--days", "3660", "--format", "json"]);
    for keys in ["", "<Enter>", "z", "?"] {
        let at = ["render", "--size", "80x24", "--keys", keys, "--format"];
        plain(&[&at[..], &["text"]].concat());
        let ansi = harmless(&[&at[..], &["ansi"]].concat());
        assert_harmless(&without_colours(&ansi), "render in colour");
        let svg = plain(&[&at[..], &["svg"]].concat());
        assert_harmless_picture(&svg);
        let page = plain(&[&at[..], &["html"]].concat());
        assert_harmless_page(&page);
        let cast = harmless(&[&at[..], &["cast"]].concat());
        for line in cast.lines().skip(1) {
            let event: serde_json::Value = serde_json::from_str(line).unwrap();
            let drawn = without_moves(event[2].as_str().unwrap());
            assert_harmless(&without_colours(&drawn), "render as a recording");
        }
    }
}

fn assert_harmless_page(page: &str) {
    let read = scraper::Html::parse_document(page);
    for node in read.tree.values().filter_map(scraper::Node::as_element) {
        let may = ["html", "head", "meta", "title", "style", "body", "pre", "span", "i", "b"];
        assert!(may.contains(&node.name()), "{}", node.name());
        let other = node.attrs().find(|(name, _)| {
            !["class", "charset", "content", "http-equiv", "lang", "name"].contains(name)
        });
        assert_eq!(other, None);
    }
}

fn assert_harmless_picture(svg: &str) {
    let picture = roxmltree::Document::parse(svg).unwrap();
    for node in picture.descendants().filter(roxmltree::Node::is_element) {
        let name = node.tag_name().name();
        assert!(
            [
                "svg", "g", "rect", "text", "path", "circle", "tspan", "style", "title", "pattern",
                "defs",
            ]
            .contains(&name),
            "{name}"
        );
        for attribute in node.attributes() {
            let name = attribute.name();
            assert!(!name.starts_with("on") && name != "href", "{name}");
        }
    }
}

#[test]
fn every_field_of_a_scenario() {
    let naughty = naughty();
    let folder = tempfile::tempdir().unwrap();
    // A round holds some hundred and fifty strings; every string stands somewhere, and the worst
    // stand in more than one kind of field.
    let rounds = [0, 150, 300, 450, naughty.len() - ORDERS.len(), naughty.len() - 9];
    for round in rounds {
        let file = folder.path().join(format!("round-{round}.toml"));
        let text = scenario(texts(&naughty, round));
        let loaded = sitboard::board::LoadedFile::read(text.as_bytes(), "hostile");
        assert!(loaded.index.is_some(), "{:?}", loaded.problems);
        fs::write(&file, text).unwrap();
        assert_every_command_is_harmless(&file);
    }
}

#[test]
fn every_message_about_a_broken_file() {
    let naughty = naughty();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("broken.toml");
    fs::write(&file, broken(&naughty)).unwrap();
    for arguments in [&["check", "--color", "never"][..], &["check", "--format", "json"]] {
        let (out, errors) = run(&file, arguments);
        assert_harmless(&out, "check");
        assert_harmless(&errors, "check, messages");
        assert!(out.len() > 100_000, "the file is not broken enough");
    }
    // Raw bytes that TOML itself refuses, line by line.
    for (n, text) in naughty.iter().enumerate() {
        let loaded = sitboard::board::LoadedFile::read(
            format!("a = {text}\n{text} = \"{text}\"\n").as_bytes(),
            "raw",
        );
        for problem in &loaded.problems {
            let told = sitboard::report::problem_text("FILE", problem, false);
            assert_harmless(&told, &format!("raw {n}"));
        }
    }
}

#[cfg(unix)]
#[test]
fn file_names() {
    use std::{ffi::OsStr, os::unix::ffi::OsStrExt};
    let folder = tempfile::tempdir().unwrap();
    for name in [
        &b"\x1b]0;owned\x07.toml"[..],
        b"\x1b[2J\nx\r.toml",
        b"\xc2\x9b31m.toml",
        b"not-utf8-\xff\xfe.toml",
        "\u{202e}lmot.\u{200b}txt.toml".as_bytes(),
    ] {
        let file = folder.path().join(OsStr::from_bytes(name));
        fs::write(&file, "format = 1\n[scenario]\nid = \"\u{1b}\"\n").unwrap();
        assert_every_command_is_harmless(&file);
        fs::remove_file(&file).unwrap();
        let (out, errors) = run(&file, &["check"]); // a file that is not there
        assert_harmless(&out, "check");
        assert_harmless(&errors, "check, messages");
    }
    let (_, errors) = run(Path::new("\u{1b}[2J"), &["show"]);
    assert_harmless(&errors, "a view that is none");
    let (_, errors) = run(Path::new("x"), &["list", "--scenario", "\u{1b}]0;x\u{7}"]);
    assert_harmless(&errors, "a scenario that is none");
}
