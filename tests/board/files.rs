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
    let mut app = App::new(places, size, Theme::Terminal, Opening::default());
    let start = app.start();
    headless::settle(&mut app, start);
    (folder, app)
}
