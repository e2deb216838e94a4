//! A run of keys as a recording of a terminal: asciicast, version 2, a line of JSON for its head and
//! one for what each key changed. Nobody typed it: its times are such as somebody would take.

use std::fmt::Write;

use ratatui::{
    buffer::Buffer,
    layout::Position,
    style::{Color, Style},
};
use serde_json::{Value as Json, json};

use crate::look::{self, Theme};

/// Milliseconds until the first key, so that the board can be looked at.
const FIRST: u64 = 1_500;
/// Milliseconds from what a key did to the next key.
const NEXT: u64 = 900;
/// Milliseconds from a letter of a text to the next.
const TYPED: u64 = 120;
/// Seconds that a player may wait at most between two frames.
const IDLE: f64 = 2.0;

/// How soon a key follows the one before.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum KeyPace {
    /// A key that asks for something.
    Asked,
    /// A letter of a text that is being typed.
    Typed,
}

/// A recording, frame by frame.
pub struct Cast {
    out: String,
    millis: u64,
    last: Option<Buffer>,
}

impl Cast {
    /// Begins a recording on a terminal so many columns wide and rows high.
    pub fn begin(title: &str, (width, height): (u16, u16), theme: Theme) -> Cast {
        let palette = theme.palette();
        let shown = |colour: Color| {
            palette.cell(Style::new().fg(colour)).text.unwrap_or(palette.text).to_string()
        };
        let colours = SIXTEEN.map(shown).join(":");
        let (fg, bg) = (palette.text.to_string(), palette.paper.to_string());
        let head = json!({
            "version": 2, "width": width, "height": height, "title": title,
            "idle_time_limit": IDLE, "env": { "TERM": "xterm-256color" },
            "theme": { "fg": fg, "bg": bg, "palette": colours },
        });
        Cast { out: format!("{head}\n"), millis: 0, last: None }
    }

    /// The frame as it stands after a key, with the place of its cursor if one shows.
    pub fn frame(&mut self, buffer: &Buffer, cursor: Option<Position>, pace: KeyPace) {
        let drawn = match &self.last {
            None => "\x1b[?25l\x1b[2J".to_owned() + &changes(&Buffer::empty(buffer.area), buffer),
            Some(last) => {
                self.millis += match (pace, self.millis) {
                    (_, 0) => FIRST,
                    (KeyPace::Asked, _) => NEXT,
                    (KeyPace::Typed, _) => TYPED,
                };
                "\x1b[?25l".to_owned() + &changes(last, buffer)
            }
        };
        let cursor = cursor.map(|at| format!("{}\x1b[?25h", place(at.x, at.y)));
        let seconds = self.millis as f64 / 1000.0;
        let event: Json = json!([seconds, "o", drawn + &cursor.unwrap_or_default()]);
        let _ = writeln!(self.out, "{event}"); // memory cannot fail
        self.last = Some(buffer.clone());
    }

    /// All of it.
    pub fn finish(self) -> String {
        self.out
    }
}

/// The colours of a terminal in the order of their numbers.
const SIXTEEN: [Color; 16] = [
    Color::Black,
    Color::Red,
    Color::Green,
    Color::Yellow,
    Color::Blue,
    Color::Magenta,
    Color::Cyan,
    Color::Gray,
    Color::DarkGray,
    Color::LightRed,
    Color::LightGreen,
    Color::LightYellow,
    Color::LightBlue,
    Color::LightMagenta,
    Color::LightCyan,
    Color::White,
];

fn place(x: u16, y: u16) -> String {
    format!("\x1b[{};{}H", u32::from(y) + 1, u32::from(x) + 1)
}

/// What a terminal has to be told, to show one frame after another.
fn changes(last: &Buffer, next: &Buffer) -> String {
    let mut out = String::new();
    let (mut style, mut at) = (None, None);
    for (x, y, cell) in last.diff(next) {
        if at != Some((x, y)) {
            out.push_str(&place(x, y));
        }
        // Terminals differ in how wide they take other signs to be: what follows one is placed.
        at = cell.symbol().is_ascii().then_some((x + 1, y));
        let wanted = look::ansi(cell.style());
        if style != Some(wanted) {
            let _ = write!(out, "{}{}", anstyle::Reset.render(), wanted.render());
            style = Some(wanted);
        }
        out.push_str(cell.symbol());
    }
    if style.is_some() {
        let _ = write!(out, "{}", anstyle::Reset.render());
    }
    out
}
