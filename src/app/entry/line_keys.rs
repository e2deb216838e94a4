//! Typing a record in one line: read after every key, written when nothing is missing.

use super::{
    LineEntry,
    opening::{leaves_unwritten, typing},
};
use crate::{
    app::{App, Effect, Input, Overlay, history::make},
    command::{Command, Pressed},
    format::edit::Edit,
    model::{Key, Value},
};

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

/// Types a paste into the one line; false where it is too long.
pub(in crate::app) fn paste(app: &mut App, mut entry: LineEntry, text: &str) -> bool {
    let is_whole = entry.input.insert(text);
    read(app, entry.input);
    is_whole
}

fn read(app: &mut App, input: Input) -> Vec<Effect> {
    if let Some(shown) = app.shown().cloned() {
        let entry = LineEntry::new(input, &typing(&shown.board, app.opening.today));
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
        app.stays(Overlay::Line(entry));
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
