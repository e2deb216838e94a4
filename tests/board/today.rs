//! The calendar's day: where a board opens on it, what says so, and what is typed for it.

use std::sync::Arc;

use sitboard::{
    app::{App, Opening, Place},
    look::Theme,
    report::{FrameFormat, frame, render},
    runtime::headless,
};

use super::{IDLIB, common, files};

/// A monitor that is expected to report daily, and was heard last on 11 November 2026; with more keys
/// in the header.
fn live(header: &str) -> String {
    format!(
        "format = 1\n[scenario]\nid = \"x\"\ntitle = \"X\"\n{header}\n\
         [[source]]\nid = \"s\"\nname = \"Monitor\"\nkind = \"monitor\"\nevery_days = 1\n\
         [[attack]]\nid = \"a\"\ndate = 2026-11-10\nkind = \"ied\"\nsource = \"s\"\n\
         published = 2026-11-11\n"
    )
}

fn opened(text: &str, width: u16, today: &str, keys: &str) -> App {
    let opening = Opening { today: today.parse().unwrap(), ..Opening::default() };
    let place = Place::Input(Arc::from(text.as_bytes()));
    let mut app = App::new(vec![place], (width, 24), Theme::Terminal, opening);
    let start = app.start();
    headless::settle(&mut app, start);
    common::press(&mut app, keys);
    app
}

/// The lines of the header.
fn header(text: &str, width: u16, today: &str, keys: &str) -> String {
    let app = opened(text, width, today, keys);
    let screen = render(&frame(&app), FrameFormat::Text, app.theme);
    screen.lines().take(2).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_board_that_is_kept_up_opens_on_today_and_says_who_has_fallen_silent() {
    for width in [40, 60, 80, 120, 250] {
        let told = header(&live(""), width, "2026-11-29", "");
        assert!(told.contains("29 Nov 2026") && !told.contains("ago)"), "{width}: {told}");
        assert!(told.contains("no word for 18 d"), "{width}: {told}");
    }
    let app = opened(&live(""), 120, "2026-11-29", "I");
    let screen = render(&frame(&app), FrameFormat::Text, app.theme);
    assert!(screen.contains("Monitor: silent 18 days; due daily, last 11 Nov"), "{screen}");
    let quoted = "[[source]]\nid = \"b\"\nname = \"B\"\nkind = \"media\"\n\
                  [[event]]\ndate = 2026-11-28\nkind = \"x\"\nwhat = \"x\"\nsource = \"b\"\n";
    let one = header(&(live("") + quoted), 120, "2026-11-29", "");
    assert!(one.contains("1 source silent 18 d") && !one.contains("no word"), "{one}");
    let fresh = header(&live(""), 120, "2026-11-18", "");
    assert!(!fresh.contains("no word") && !fresh.contains("silent"), "a week: {fresh}");
}

#[test]
fn a_board_that_is_over_says_how_long_ago_it_stands() {
    for (width, wanted) in [
        (40, "14 Aug 2020 (6 y ago)"),
        (80, "14 Aug 2020 (6 y ago)"),
        (160, "as of Fri 14 Aug 2020 (6 years ago)"),
    ] {
        let told = header(IDLIB, width, "2026-11-29", "");
        assert!(told.contains(wanted), "{width}: {told}");
    }
    let over = header(&live("until = 2026-11-12"), 120, "2026-11-29", "");
    assert!(over.contains("as of Wed 11 Nov 2026 (18 days ago)"), "{over}");
    let told = header(&live(""), 120, "2027-02-01", "");
    assert!(told.contains("as of Wed 11 Nov 2026 (2 months ago)"), "{told}");
}

#[test]
fn now_and_today_are_the_calendars_day_and_last_that_of_the_file() {
    for (keys, wanted) in [
        ("tnow<Enter>", "Sun 29 Nov 2026"),
        ("ttoday<Enter>", "Sun 29 Nov 2026"),
        ("tasof<Enter>", "Fri 14 Aug 2020 (6 years ago)"),
        ("tyesterday<Enter>", "Thu 13 Aug 2020 (6 years ago)"),
        ("tmon<Enter>", "Mon 10 Aug 2020 (6 years ago)"),
        ("t2021-04-10<Enter>t14 aug<Enter>", "Fri 14 Aug 2020 (6 years ago)"),
        ("t3d ago<Enter>", "Tue 11 Aug 2020 (6 years ago)"),
    ] {
        let told = header(IDLIB, 160, "2026-11-29", keys);
        assert!(told.contains(wanted), "{keys}: {told}");
    }
    let last = header(IDLIB, 160, "2026-11-29", "T");
    assert_eq!(header(IDLIB, 160, "2026-11-29", "tlast<Enter>"), last);
    let live = header(&live(""), 160, "2026-11-29", "tyesterday<Enter>");
    assert!(live.contains("Sat 28 Nov 2026 (1 day ago)"), "{live}");
    let (_folder, mut form) = files::file_boards(&[IDLIB], (120, 24));
    form.opening.today = "2026-11-29".parse().unwrap();
    common::press(&mut form, "itoday ied src sohr");
    let screen = render(&frame(&form), FrameFormat::Text, form.theme);
    assert!(screen.contains("29 Nov 2026") || screen.contains("2026-11-29"), "{screen}");
}

/// What the board says after keys.
fn said(keys: &str) -> String {
    let app = opened(IDLIB, 120, "2026-11-29", keys);
    app.notice.map(|notice| notice.words.to_string()).unwrap_or_default()
}

#[test]
fn a_day_that_was_typed_is_said_in_full_and_what_leads_out_of_the_board_too() {
    assert_eq!(said("t2021-04-10<Enter>t14 aug<Enter>"), "Fri 14 Aug 2020");
    assert_eq!(
        said("t14 aug 2021<Enter>"),
        "Sat 14 Aug 2021: the board tells of nothing after Tue 27 Apr 2021"
    );
    assert!(said("tnow<Enter>").starts_with("Sun 29 Nov 2026: the board tells of nothing after"));
    assert!(said("t1950-01-01<Enter>").contains(": the board tells of nothing before "));
    let app = opened(IDLIB, 120, "2026-11-29", "t31 feb<Enter>");
    let screen = render(&frame(&app), FrameFormat::Text, app.theme);
    assert!(screen.contains("`31 feb`: there is no such day; Feb has 29 days at most"), "{screen}");
}
