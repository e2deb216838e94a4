//! A record in one line, told word by word as it is understood while it is typed.

use super::opening::{leaves_unwritten, typing};
use crate::{
    app::{App, Effect, Input, Overlay, history::make},
    command::{Command, Pressed},
    format::{
        edit::Edit,
        one_line::{self, OneLine},
        typed::Typing,
    },
    model::{Clean, Key, Value},
};

/// The line that is being typed.
#[derive(Clone, PartialEq, Debug)]
pub struct LineEntry {
    /// What is typed, with its cursor.
    pub input: Input,
    /// As far as it is understood.
    pub read: OneLine,
    /// Whether it was said that leaving loses what is typed: the next time it is left all the same.
    pub asks: bool,
    /// Why it was not taken.
    pub refused: Option<Clean>,
}

impl LineEntry {
    /// Reads what is typed already, against the names of the board.
    pub fn new(input: Input, typing: &Typing) -> LineEntry {
        let read = one_line::read(input.text(), typing);
        LineEntry { input, read, asks: false, refused: None }
    }
}

/// A key in the one line.
pub fn keys(app: &mut App, mut entry: Box<LineEntry>, pressed: Pressed) -> Vec<Effect> {
    match pressed.command() {
        Some(Command::Escape) if entry.asks || entry.input.text().trim().is_empty() => {
            return Vec::new();
        }
        Some(Command::Escape) => {
            entry.asks = true;
            entry.refused = Some(leaves_unwritten());
        }
        Some(Command::FinishLine | Command::WriteRecord) => return write(app, entry),
        _ => {
            if entry.input.edit(pressed) {
                return read(app, entry.input);
            }
        }
    }
    app.overlay = Some(Overlay::Line(entry));
    Vec::new()
}

pub(in crate::app) fn paste(app: &mut App, mut entry: LineEntry, text: &str) {
    entry.input.insert(text);
    read(app, entry.input);
}

fn read(app: &mut App, input: Input) -> Vec<Effect> {
    if let Some(shown) = app.shown().cloned() {
        let entry = LineEntry::new(input, &typing(&shown.board));
        app.overlay = Some(Overlay::Line(Box::new(entry)));
    }
    Vec::new()
}

/// Writes the record, unless a word is not understood or one is missing.
fn write(app: &mut App, mut entry: Box<LineEntry>) -> Vec<Effect> {
    let missing = entry.read.missing();
    let unread = entry.read.unread().next().map(|(_, why)| why.message.clone());
    let draft = entry.read.draft().filter(|_| missing.is_empty());
    let Some(draft) = draft else {
        let names: Vec<&str> = missing.iter().map(|key| key.name()).collect();
        entry.refused = Some(match unread {
            Some(why) => why,
            None if names.is_empty() => "nothing is typed yet".into(),
            None => format!("still wanted: {}", names.join(", ")).into(),
        });
        app.overlay = Some(Overlay::Line(entry));
        return Vec::new();
    };
    let id = |key| match &entry.read.said(key)?.value {
        Value::Id(id) => Some(id.clone()),
        _ => None,
    };
    app.last.source = id(Key::Source).or(app.last.source.take());
    app.last.place = id(Key::Place).or(app.last.place.take());
    let name = format!("{} added", draft.table.name());
    make(app, name, vec![Edit::AddRecord(draft)], Some(Overlay::Line(entry)))
}
