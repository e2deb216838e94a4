//! The README shows what a user sees today: its generated parts and pictures are compared with
//! what the program says now. `UPDATE_DOCS=1 cargo test --test docs` writes them anew.

#[path = "board/common.rs"]
mod common;
#[path = "board/files.rs"]
mod files;

use std::{env, fs, path::PathBuf};

use sitboard::{
    board::FILTER_KEYS,
    command::key_table,
    look::Theme,
    panel::{Front, describe, page_table},
    report,
};

fn file(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// Compares a file with what it should be, or writes it.
#[track_caller]
fn current(name: &str, wanted: &str) {
    if env::var_os("UPDATE_DOCS").is_some() {
        fs::write(file(name), wanted).unwrap();
    }
    let found = fs::read_to_string(file(name)).unwrap_or_default();
    assert!(
        found == wanted,
        "{name} is stale: UPDATE_DOCS=1 cargo test --test docs writes it anew"
    );
}

/// The text with what stands between two marks replaced.
fn with_part(text: &str, part: &str, content: &str) -> String {
    let (open, close) = (format!("<!-- {part}: generated -->\n"), format!("<!-- /{part} -->"));
    let (before, rest) = text.split_once(&open).unwrap_or_else(|| panic!("README has no {open}"));
    let (_, after) = rest.split_once(&close).unwrap_or_else(|| panic!("README has no {close}"));
    format!("{before}{open}{content}{close}{after}")
}

#[test]
fn the_generated_tables_are_current() {
    let mut filter = String::from("| filter key | what it asks |\n| --- | --- |\n");
    for key in FILTER_KEYS {
        filter.push_str(&format!("| `{}` | {} |\n", key.name, key.doc));
    }
    let readme = fs::read_to_string(file("README.md")).unwrap();
    let parts = [
        ("keys", key_table(|row| describe(row, &Front::default()))),
        ("filter", filter),
        ("pages", page_table()),
    ];
    let wanted = parts.iter().fold(readme, |text, (part, content)| with_part(&text, part, content));
    current("README.md", &wanted);
}

#[test]
fn the_pictures_are_current() {
    let idlib = include_str!("../scenarios/idlib-2020.toml");
    let pictures = [
        ("board", (120, 40), ""),
        ("known-then", (100, 24), "2t11 aug<Enter>"),
        ("in-hindsight", (100, 24), "2t11 aug<Enter>K"),
        ("timeline", (160, 20), "5z"),
        ("accounts", (120, 24), "6"),
        ("agreement", (120, 24), "t20 aug<Enter>7"),
        ("corridor", (120, 44), "t14 jul<Enter>9"),
        ("why", (120, 24), "Cjjj<Enter>"),
        ("without", (120, 24), "O<C-u>sofrep<Enter>"),
    ];
    let line = "2i14 jul 08:50 ied ariha on russia,turkey injured russia=3 turkey=several by \
                unknown src sohr";
    let typed = |size, keys| {
        let (_folder, mut app) = files::file_boards(&[idlib], size);
        common::press(&mut app, keys);
        app
    };
    let entry = [("one-line", typed((100, 24), line))];
    let seen = pictures
        .map(|(name, size, keys)| (name, common::board(idlib, size, Theme::Terminal, keys)));
    for (name, app) in seen.into_iter().chain(entry) {
        let picture = report::render(&report::frame(&app), report::FrameFormat::Svg, app.theme);
        current(&format!("tests/pictures/{name}.svg"), &picture);
    }
    let others = [
        ("karabakh", include_str!("../scenarios/karabakh-2020.toml"), ""),
        ("gaza", include_str!("../scenarios/gaza-2025.toml"), "7"),
    ];
    for (name, text, keys) in others {
        let app = common::board(text, (120, 40), Theme::Terminal, keys);
        let picture = report::render(&report::frame(&app), report::FrameFormat::Svg, app.theme);
        current(&format!("tests/pictures/{name}.svg"), &picture);
    }
    let map = common::board(idlib, (120, 40), Theme::Terminal, "t14 jul<Enter>8");
    current("tests/pictures/map.svg", &report::map_picture(&map).unwrap());
}

#[test]
fn the_commands_of_the_readme_exist() {
    let readme = fs::read_to_string(file("README.md")).unwrap();
    assert!(readme.contains("cargo run --release") && readme.contains("cargo test"));
    for order in [
        "check",
        "show",
        "render",
        "list",
        "format",
        "new",
        "diff",
        "window",
        "report",
        "add",
        "evidence",
        "export",
        "feed",
        "import",
        "tour",
        "account",
        "edit",
        "withdraw",
        "remove",
        "schema",
        "completions",
        "man",
    ] {
        assert!(readme.contains(&format!("sitboard {order}")), "{order}");
    }
}
