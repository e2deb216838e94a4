//! The first hour: what a new user is told without asking.

use sitboard::{look::Theme, model::Record};

use super::{
    IDLIB,
    common::{board, press},
    picture::words,
};

fn footer(size: (u16, u16), keys: &str) -> String {
    let app = board(IDLIB, size, Theme::Roles, keys);
    words(&app).trim_end().lines().last().unwrap().to_owned()
}

#[test]
fn what_the_day_keeps_out_of_sight_is_said_at_every_size() {
    for (width, height) in [(100, 30), (120, 40), (200, 60)] {
        let line = footer((width, height), "");
        assert!(line.contains("25 records after this day  idlib-2020"), "{line}");
    }
    for (width, height) in [(40, 12), (60, 24), (80, 24)] {
        let line = footer((width, height), "");
        assert!(line.contains("25 later  idlib-2020"), "{line}");
    }
    // In hindsight only what happened later is not there yet.
    for (keys, told) in [("K", 23), ("t11 aug<Enter>", 64), ("t11 aug<Enter>K", 40)] {
        let line = footer((120, 40), keys);
        assert!(line.contains(&format!("{told} records after this day")), "{keys}: {line}");
    }
    // Read word by word from the file it is the same.
    let scenario = sitboard::format::load(IDLIB.as_bytes(), "x").scenario.unwrap();
    let day = "2020-08-11".parse().unwrap();
    let is_later = |record: &&Record| {
        let happened = record.date().and_then(|when| when.earliest);
        let told = record.became_known().map(|known| known.day);
        happened.is_some_and(|first| first > day) || told.is_some_and(|told| told > day)
    };
    assert_eq!(scenario.records().iter().filter(is_later).count(), 64);
    let line = footer((120, 40), "T");
    assert!(!line.contains("after this day"), "{line}");
    let mut app = board(IDLIB, (120, 40), Theme::Roles, "T,");
    assert!(words(&app).contains("1 record after this day"), "{}", words(&app));
    press(&mut app, ".");
    assert!(!words(&app).contains("after this day"), "{}", words(&app));
}
