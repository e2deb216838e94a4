//! Incidents of every class, on a board of which few are attacks.

use sitboard::{
    app::{App, Message, update},
    look::Theme,
    panel::Panel,
    report::{FrameFormat, frame, panel_text, render},
    runtime::headless,
};

use super::{IDLIB, common::board};

const WEEK: &str = include_str!("../data/valid/lebanon-week.toml");

fn screen(keys: &str, size: (u16, u16)) -> String {
    let app = board(WEEK, size, Theme::Mono, keys);
    render(&frame(&app), FrameFormat::Text, Theme::Mono)
}

#[test]
fn a_week_of_overflights_reads_at_four_sizes() {
    let mut app: App = board(WEEK, (40, 12), Theme::Mono, "");
    let screens = [(40, 12), (80, 24), (120, 40), (200, 60)].map(|(width, height)| {
        let effects = update(&mut app, Message::Resize(width, height));
        headless::settle(&mut app, effects);
        let screen = render(&frame(&app), FrameFormat::Text, Theme::Mono);
        format!("{width} by {height}\n{screen}")
    });
    insta::assert_snapshot!("incidents-lebanon", screens.join("\n"));
}

#[test]
fn the_list_is_named_by_what_it_holds_and_each_class_has_its_line() {
    let shown = |text: &str| {
        panel_text(board(text, (80, 24), Theme::Mono, "").board().unwrap(), Panel::Attacks)
    };
    let week = shown(WEEK);
    assert!(week.starts_with("Incidents, South Lebanon"), "{week}");
    for line in
        ["2 attacks, 1 road blocked, 7 activities, 1 hazard", "activities", "Curfew announced"]
    {
        assert!(week.contains(line), "{line}: {week}");
    }
    let attack = "format = 1\n[scenario]\nid = \"a\"\ntitle = \"A\"\n[[source]]\nid = \"s\"\nname = \"S\"\nkind = \"media\"\n\
                  [[incident]]\nid = \"i\"\ndate = 2024-12-01\nkind = \"ied\"\nsource = \"s\"\n";
    assert!(shown(attack).starts_with("Incidents, A"), "its file calls them so");
    assert!(
        shown(IDLIB).starts_with("Attacks, Idlib"),
        "obstructions stood among them from the first"
    );
}

#[test]
fn pages_say_what_is_flown_over_beside_what_is_attacked() {
    let agreement = screen("7", (120, 40));
    let in_one = agreement.replace(['│', '\n'], " ");
    let in_one = in_one.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(in_one.contains("2 activities held against it"), "{agreement}");
    assert!(!agreement.contains("violation"), "{agreement}");
    let map = screen("8", (120, 40));
    assert!(map.contains('\u{229c}'), "the mine: {map}");
    let timeline = screen("5", (120, 40));
    for row in ["activities", "hazards", "roads blocked"] {
        assert!(timeline.contains(row), "{row}: {timeline}");
    }
}
