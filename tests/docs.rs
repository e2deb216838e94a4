//! The README and the pages behind it show what a user sees today: generated parts and pictures are
//! compared with what the program says now. `UPDATE_DOCS=1 cargo test --test docs` writes them anew.

#[path = "board/common.rs"]
mod common;
#[path = "board/files.rs"]
mod files;

use std::{env, fs, path::PathBuf};

use sitboard::{
    look::Theme,
    report::{self, TOPICS, plain_page},
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

#[test]
fn the_generated_tables_are_current() {
    for topic in TOPICS {
        current(&format!("src/reference/{}.md", topic.name), &topic.markdown());
    }
}

#[test]
fn every_topic_is_in_the_readme_which_stays_short() {
    let readme = fs::read_to_string(file("README.md")).unwrap();
    for topic in TOPICS {
        let link = format!("[{name}](src/reference/{name}.md)", name = topic.name);
        assert!(readme.contains(&link), "{link}");
        let page = plain_page(&topic.markdown(), 80);
        let long = page.lines().filter(|line| !line.starts_with("  ") && line.chars().count() > 80);
        assert_eq!(long.collect::<Vec<_>>(), Vec::<&str>::new(), "{}", topic.name);
    }
    let tables = readme.split("\n\n").filter(|part| part.starts_with('|'));
    let longest = tables.map(|table| table.lines().count()).max().unwrap();
    assert!(longest <= 24, "a table of {longest} lines");
    assert!(readme.lines().count() <= 130);
}

#[test]
fn no_link_or_picture_leads_nowhere() {
    let pages = TOPICS.iter().map(|topic| format!("src/reference/{}.md", topic.name));
    for page in pages.chain(["README.md".to_owned()]) {
        let text = fs::read_to_string(file(&page)).unwrap();
        for part in text.split("](").skip(1) {
            let target = part.split(')').next().unwrap();
            let found = file(&page).parent().unwrap().join(target);
            assert!(target.starts_with("https://") || found.exists(), "{page}: {target}");
        }
    }
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
    let commands = fs::read_to_string(file("src/reference/commands.md")).unwrap();
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
        "settle",
        "help",
    ] {
        let named = format!("sitboard {order}");
        assert!(commands.contains(&named) || readme.contains(&named), "{order}");
    }
}
