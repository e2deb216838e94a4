//! Silence is not quiet: what the board says where nobody reports, and of words that are old.

use std::sync::Arc;

use sitboard::{
    app::{App, Message, Opening, Place, update},
    look::{Role, Theme},
    panel::Panel,
    report::frame,
    runtime::headless,
};

use crate::{IDLIB, common::press, picture::words};

fn on(text: &str, day: &str, size: (u16, u16), keys: &str) -> App {
    let opening = Opening { as_of: Some(day.into()), ..Opening::default() };
    let place = Place::Input(Arc::from(text.as_bytes()));
    let mut app = App::new(vec![place], size, Theme::Roles, opening);
    let start = app.start();
    headless::settle(&mut app, start);
    press(&mut app, keys);
    app
}

/// From the smallest screen to the widest, each so many cells wider.
const WIDTHS: std::ops::RangeInclusive<u16> = 40..=250;
const STEP: usize = 7;

fn widen(app: &mut App, width: u16) {
    let effects = update(app, Message::Resize(width, 40));
    headless::settle(app, effects);
}

/// Whether any word of the screen stands there in a role.
fn has_in(app: &App, word: &str, role: Role) -> bool {
    let buffer = frame(app);
    let width = usize::from(buffer.area.width).max(1);
    let colour = ratatui::style::Color::Indexed(role as u8);
    buffer.content().chunks(width).any(|line| {
        let symbols: Vec<&str> = line.iter().map(|cell| cell.symbol()).collect();
        let letters: Vec<String> = word.chars().map(String::from).collect();
        let starts = (0..symbols.len().saturating_sub(letters.len())).filter(|at| {
            symbols[*at..].iter().zip(&letters).all(|(cell, letter)| *cell == letter.as_str())
        });
        starts.into_iter().any(|at| line[at].fg == colour)
    })
}

#[test]
fn a_year_after_the_last_word_nothing_is_quiet() {
    let mut app = on(IDLIB, "2021-08-14", (40, 40), "");
    for width in WIDTHS.step_by(STEP) {
        widen(&mut app, width);
        let text = words(&app);
        assert!(!text.contains("quiet:") && !text.contains("attacked 3"), "{width}: {text}");
        if width >= 80 {
            let header = text.lines().skip(1).take(2).collect::<String>();
            // That nobody speaks at all stands first, and says as much where there is little room.
            assert!(header.contains("no word for 109 days"), "{width}: {header}");
            let has_room = width >= 100;
            assert!(!has_room || header.contains("no reports"), "{width}: {header}");
        }
    }
    let page = words(&on(IDLIB, "2021-08-14", (100, 30), "I"));
    let level = page.lines().find(|line| line.contains("Attacks on patrols  ")).unwrap();
    assert!(level.contains("no reports"), "{page}");
    let timeline = words(&on(IDLIB, "2021-08-14", (120, 40), "5z"));
    assert!(timeline.contains("attacks, 28 days: no reports"), "{timeline}");
}

#[test]
fn what_is_hardly_seen_says_how_much_of_it_is_at_every_width() {
    let mut app = on(IDLIB, "2020-08-14", (80, 40), "");
    for width in WIDTHS.step_by(STEP).filter(|width| *width >= 80) {
        widen(&mut app, width);
        let header = words(&app).lines().skip(1).take(2).collect::<String>();
        assert!(
            header.contains("seen: 7 of 28 days") || header.contains("seen 7 of 28 d"),
            "{header}"
        );
        assert!(has_in(&app, "seen", Role::Stale), "{width}");
    }
}

#[test]
fn one_word_of_august_is_not_plain_green_in_april_at_any_width() {
    for keys in ["", "7", "5z", "9"] {
        let mut app = on(IDLIB, "2021-04-27", (40, 40), keys);
        for width in WIDTHS.step_by(STEP) {
            widen(&mut app, width);
            let text = words(&app);
            for is in ["holding", "suspended"] {
                assert!(!has_in(&app, is, Role::Good), "{width} {keys}: {text}");
            }
            if keys == "7" {
                let inside = |line: &str| line.trim_matches(['│', ' ']).to_lowercase();
                let page = text.lines().skip(2).map(inside).collect::<Vec<_>>().join(" ");
                assert!(!page.contains("holding") || page.contains("8 mo"), "{width}: {text}");
            }
            if width >= 80 {
                let header = text.lines().nth(1).unwrap();
                assert!(header.contains("8 mo"), "{width} {keys}: {header}");
            }
        }
    }
}

#[test]
fn what_is_hedged_is_not_plain_green_while_it_is_fresh() {
    let app = on(IDLIB, "2020-08-14", (120, 40), "7");
    assert!(has_in(&app, "holding", Role::Plain) && !has_in(&app, "holding", Role::Good));
}

#[test]
fn a_feed_that_tells_nothing_yet_reports_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let rows = "event_date,event_type,sub_event_type,location,latitude,longitude,fatalities\n\
                2020-07-01,Battles,Armed clash,A,1,1,3\n2020-07-20,Battles,Armed clash,A,1,1,2\n";
    std::fs::write(folder.path().join("rows.csv"), rows).unwrap();
    let text = "format = 1\n[scenario]\nid = \"x\"\ntitle = \"X\"\n[[feed]]\nid = \"f\"\nkind = \"csv\"\n\
                path = \"rows.csv\"\nas = \"attacks\"\nlicence = \"CC0-1.0\"\ncite = \"C\"\n\
                columns = { date = \"event_date\", kind = \"event_type\", deaths = \"fatalities\" }\n\
                [[indicator]]\nid = \"i\"\nname = \"I\"\ncounts = \"attack\"\nwindow_days = 7\nwatch = 3\nalarm = 9\n";
    let path = folder.path().join("x.toml");
    std::fs::write(&path, text).unwrap();
    let board = |hindsight: bool| {
        let as_of = Some("2020-07-10".into());
        let opening = Opening { as_of, hindsight, ..Opening::default() };
        let place = Place::File(path.clone());
        let mut app = App::new(vec![place], (200, 45), Theme::Roles, opening);
        let start = app.start();
        headless::settle(&mut app, start);
        assert!(app.shown().is_some_and(|shown| shown.sheet(Panel::Attacks).is_some()));
        words(&app)
    };
    let then = board(false);
    assert!(then.contains("attacks, 28 days: no reports"), "{then}");
    assert!(!then.contains("reported d"), "{then}");
    let later = board(true);
    assert!(
        later.contains("attacks, 28 days: 1 in 10 reported days (before no reports)"),
        "{later}"
    );
}
