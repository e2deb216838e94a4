//! Typing a record in one line: read after every key, written when nothing is missing.

use super::{
    LineEntry,
    opening::{AS_LAST_TIME, leaves_unwritten, typing, writes_so},
    repeating::write_new,
};
use crate::{
    app::{App, Effect, Overlay},
    board::in_full,
    command::{Command, Pressed},
    format::{edit::Edit, typed::Understood},
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
        Some(Command::ClearDefaults) => {
            entry.leaves_last = true;
            return read(app, *entry);
        }
        Some(Command::NewReferenced) => {
            if entry.make_place() {
                return read(app, *entry);
            }
            entry.refused = Some("no word here could be made a place".into());
        }
        _ => {
            if entry.input.edit(pressed) {
                return read(app, *entry);
            }
        }
    }
    app.overlay = Some(Overlay::Line(entry));
    Vec::new()
}

/// Types a paste into the one line; false where it is too long.
pub(in crate::app) fn paste(app: &mut App, mut entry: LineEntry, text: &str) -> bool {
    let is_whole = entry.input.insert(text);
    read(app, entry);
    is_whole
}

fn read(app: &mut App, entry: LineEntry) -> Vec<Effect> {
    if let Some(shown) = app.shown().cloned() {
        let board = &shown.board;
        let entry = entry.read_anew(typing(board, app.opening.today), &board.index, &app.last);
        app.overlay = Some(Overlay::Line(Box::new(entry)));
    }
    Vec::new()
}

/// Writes the record, unless a word is not understood or one is missing.
fn write(app: &mut App, mut entry: Box<LineEntry>) -> Vec<Effect> {
    let missing = entry.missing();
    let unread = entry.read.unread().next().map(|(_, why)| why.message.clone());
    let draft = entry.draft().filter(|_| missing.is_empty());
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
    let told: Vec<String> = entry.taken_over().filter_map(told).collect();
    if !told.is_empty() && !entry.agrees {
        entry.refused = Some(writes_so(&told.join("; "), Command::FinishLine));
        entry.agrees = true;
        app.stays(Overlay::Line(entry));
        return Vec::new();
    }
    let id = |key| entry.read.said(key).and_then(|said| said.value.as_id().cloned());
    app.last.typed(id(Key::Source), id(Key::Place));
    entry.read.table.iter().for_each(|table| app.last.wrote(*table, id(Key::Id)));
    let new = entry.new.iter().cloned().map(Edit::AddRecord);
    let edits = new.chain([Edit::AddRecord(draft)]).collect();
    write_new(app, "added".to_owned(), edits, Overlay::Line(entry))
}

/// What is taken over, and whence.
fn told((key, understood): &(Key, Understood)) -> Option<String> {
    match &understood.value {
        Value::When(day) => Some(format!("{} {}, the board's day", key.name(), in_full(day))),
        value => Some(format!("{} {}, {AS_LAST_TIME}", key.name(), value.as_id()?)),
    }
}
