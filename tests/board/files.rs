//! Boards on files: what they say can be changed.

use sitboard::{
    app::{App, Opening, Place},
    look::Theme,
    runtime::headless,
};

/// Boards on files, which can be changed; they are there for as long as the folder is.
pub fn file_boards(texts: &[&str], size: (u16, u16)) -> (tempfile::TempDir, App) {
    let folder = tempfile::tempdir().unwrap();
    let place = |(n, text): (usize, &&str)| {
        let path = folder.path().join(format!("{n}.toml"));
        std::fs::write(&path, text).unwrap();
        Place::File(path)
    };
    let places = texts.iter().enumerate().map(place).collect();
    // The day on which the scenarios open is the calendar's: they are being kept.
    let today = "2020-08-14".parse().unwrap();
    let opening = Opening { today, ..Opening::default() };
    let mut app = App::new(places, size, Theme::Terminal, opening);
    let start = app.start();
    headless::settle(&mut app, start);
    (folder, app)
}
