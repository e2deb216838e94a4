//! Boards without a terminal, for tests and benches.

use std::sync::Arc;

use sitboard::{
    app::{App, Message, Opening, Place, update},
    command::parse_keys,
    look::Theme,
    runtime::headless,
};

/// A board on a text, as `render` opens it, with keys pressed.
pub fn board(text: &str, size: (u16, u16), theme: Theme, keys: &str) -> App {
    boards(&[text], size, theme, keys)
}

pub fn boards(texts: &[&str], size: (u16, u16), theme: Theme, keys: &str) -> App {
    let place = |text: &&str| Place::Input(Arc::from(text.as_bytes()));
    let places = texts.iter().map(place).collect();
    let mut app = App::new(places, size, theme, Opening::default());
    let start = app.start();
    headless::settle(&mut app, start);
    press(&mut app, keys);
    app
}

/// Presses keys; true when the board wanted to quit.
pub fn press(app: &mut App, keys: &str) -> bool {
    let strokes = parse_keys(keys).unwrap();
    strokes.into_iter().any(|stroke| {
        let effects = update(app, Message::Key(stroke.event()));
        headless::settle(app, effects)
    })
}
