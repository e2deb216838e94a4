//! Nothing private leaves the desk: every way out is tried, with and without `--private`.

use std::process::Command;

use sitboard::{
    app::{App, Message, Opening, Place, update},
    command::parse_keys,
    look::Theme,
    panel::Panel,
    report::{FrameFormat, frame, render},
    runtime::headless,
};

const FILE: &str = "tests/data/valid/private.toml";
const TEXT: &str = include_str!("data/valid/private.toml");

/// Words that stand in what is private alone.
const PRIVATE: [&str; 5] = ["SECRET", "hidden", "11.25", "21.75", "765432"];

fn told(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_sitboard"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("XDG_STATE_HOME", std::env::temp_dir().join("sitboard-private-state"))
        .output()
        .unwrap();
    assert!(output.status.code() < Some(2), "{arguments:?}: {output:?}");
    String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap()
}

/// Every command that prints something of a scenario, but for those that are the desk's own (`check`,
/// `add`) and the board itself.
fn ways_out() -> Vec<Vec<String>> {
    let mut ways: Vec<Vec<String>> = Vec::new();
    let mut way = |words: &[&str]| ways.push(words.iter().map(|word| (*word).to_owned()).collect());
    for format in ["text", "json"] {
        way(&["show", "overview", "--format", format]);
        for panel in Panel::ALL {
            way(&["show", panel.name(), "--format", format]);
        }
        way(&["diff", "--since", "2024-01-01", "--format", format]);
        way(&["window", "--format", format]);
        way(&["list", "--format", format]);
    }
    for format in ["text", "md"] {
        way(&["report", "--format", format]);
        way(&["report", "--format", format, "--appendix"]);
    }
    for panel in Panel::ALL {
        way(&["render", "--panel", panel.name(), "--size", "160x50"]);
    }
    for keys in ["", "2<Enter>", "1<Enter>", "R", "d", "/s", ":hid", "L<Enter>", "o"] {
        way(&["render", "--size", "160x50", "--keys", keys]);
        for format in ["svg", "html", "cast"] {
            way(&["render", "--size", "160x50", "--format", format, "--keys", keys]);
        }
    }
    for format in ["geojson", "kml", "gpx", "csv"] {
        way(&["export", "--format", format]);
    }
    for panel in Panel::ALL {
        way(&["show", panel.name(), "--format", "csv"]);
    }
    way(&["report", "--format", "html", "--appendix"]);
    for format in ["html", "md", "text"] {
        way(&["story", "--story", "told", "--format", format]);
    }
    way(&["list", "story"]);
    way(&["list", "step"]);
    way(&["why", "attacks"]);
    way(&["why", "killed-in-attacks"]);
    ways
}

fn run(way: &[String], private: bool) -> String {
    let mut arguments: Vec<&str> = way.iter().map(String::as_str).collect();
    arguments.push(FILE);
    if private {
        arguments.push("--private");
    }
    told(&arguments)
}

#[test]
fn nothing_private_leaves_by_any_command_unless_it_is_asked_for() {
    let mut shows = 0;
    for way in ways_out() {
        let text = run(&way, false);
        let text = text.replace(FILE, "FILE");
        for word in PRIVATE {
            assert!(!text.contains(word), "{way:?} tells {word}:\n{text}");
        }
        shows += usize::from(run(&way, true).contains("SECRET"));
    }
    assert!(shows > 20, "the flag brings it back: {shows}");
}

#[test]
fn what_is_left_still_stands_and_counts() {
    let seen = told(&["show", "attacks", FILE]);
    assert!(seen.contains("Shelling") && !seen.contains("IED"), "{seen}");
    assert!(told(&["show", "attacks", "--private", FILE]).contains("IED"));
    // The victims of an actor that is not named are victims of others.
    let json = told(&["show", "attacks", "--format", "json", FILE]);
    assert!(json.contains("\"others\"") && json.contains("\"army\""), "{json}");
    assert!(told(&["show", "statements", FILE]).contains("A plain word"));
    let story = |more: &[&str]| told(&[&["story", "--format", "text", FILE], more].concat());
    let others = story(&[]);
    assert!(others.contains("1 of 1: A plain step"), "of one story one step is left: {others}");
    let desk = story(&["--private", "--story", "told"]);
    assert!(desk.contains("3 of 3: SECRET filter"), "{desk}");
}

#[test]
fn of_evidence_what_is_private_stays_at_the_desk_with_all_that_is_said_of_it() {
    let all = ["hidden-picture", "hidden-of-account", "hidden-of-record", "hidden-of-source"];
    for way in [
        &["show", "attacks"][..],
        &["show", "attacks", "--format", "json"],
        &["export", "--format", "geojson"],
        &["report", "--appendix"],
        &["render", "--size", "160x60", "--keys", "1<Enter>"],
        &["render", "--size", "160x60", "--keys", "1<Enter>O"],
    ] {
        let told_of = |private: &[&str]| told(&[way, private, &[FILE]].concat());
        let others = told_of(&[]).replace(FILE, "FILE");
        assert!(!others.contains("hidden") && !others.contains("SECRET"), "{way:?}:\n{others}");
        if ["show", "render"].contains(&way[0]) {
            assert!(others.contains("open-picture"), "{way:?}:\n{others}");
        }
        if way[1] == "attacks" {
            let desk = told_of(&["--private"]);
            all.iter().for_each(|name| assert!(desk.contains(name), "{way:?} {name}:\n{desk}"));
        }
    }
    let desk = told(&["show", "bulletins", "--format", "json", "--private", FILE]);
    assert!(desk.contains("hidden-bulletin"), "{desk}");
}

fn board() -> App {
    let places = vec![Place::Input(TEXT.as_bytes().into())];
    let mut app = App::new(places, (140, 45), Theme::Mono, Opening::default());
    let start = app.start();
    headless::settle(&mut app, start);
    app
}

fn press(app: &mut App, keys: &str) {
    for chord in parse_keys(keys).unwrap() {
        let effects = update(app, Message::Key(chord.event()));
        headless::settle(app, effects);
    }
}

#[test]
fn the_desk_sees_it_all_and_its_morning_page_gives_nothing_away() {
    let mut app = board();
    let screen = render(&frame(&app), FrameFormat::Text, Theme::Mono);
    assert!(screen.contains("SECRET"), "the desk's own screen shows it:\n{screen}");
    press(&mut app, "R");
    let page = app.page.as_ref().expect("the page is composed");
    for text in [&page.text, &page.markdown] {
        assert!(text.contains("Army") || text.contains("army"), "{text}");
        PRIVATE.iter().for_each(|word| assert!(!text.contains(word), "{word}:\n{text}"));
    }
}
