//! What is said of a record, in full and in whose voice: the statements and judgements behind a
//! status, the ties of an actor.

use std::cmp::Reverse;

use super::cells;
use crate::{
    board::Board,
    look::{Phrase, Role, wrap},
    model::{Key, Record, RecordIx, Table, Value},
};

/// The visible records of a table that are about what a status is of, the latest first.
pub(super) fn of_status(board: &Board, status: &Record, table: Table) -> Vec<RecordIx> {
    let Some(of) = status.id_of(Key::Of) else { return Vec::new() };
    let mut said = board.index.referring(of, Key::About).to_vec();
    said.retain(|n| board.record(*n).table == table && board.is_visible(*n));
    // What is dated to a day comes before what is only known to lie before one.
    let end = |n: &RecordIx| board.date_of(*n).map(|date| (date.earliest.is_some(), date.latest));
    said.sort_by_key(|n| Reverse(end(n)));
    said
}

/// Who speaks in a statement; of a judgement, whose it is.
pub(super) fn by_whom(board: &Board, record: &Record) -> String {
    let speaker = board.shown_id(record, Key::Speaker).map(|id| board.quoted_name(id));
    let voice = || record.own().voice().map(|voice| board.voice_name(voice).to_owned());
    speaker.or_else(voice).unwrap_or_default()
}

/// What a statement or a judgement says, and below it the phrase of each page that carries it.
pub(super) fn in_full(board: &Board, n: RecordIx, cells: usize) -> Vec<Phrase> {
    const INDENT: &str = "  ";
    let record = board.record(n);
    let lines = |text: &str, role: Role| -> Vec<Phrase> {
        let text = wrap(text, cells.saturating_sub(INDENT.len())).into_iter();
        text.map(|line| Phrase::plain(INDENT).and(line, role)).collect()
    };
    let phrases = record.words.iter().filter(|word| board.counts(word)).flat_map(|word| {
        let words = word.get(Key::Words).and_then(Value::as_text);
        let page = word.source().map_or("", |source| board.voice_name(source));
        words.map(|words| lines(&format!("“{words}” ({page})"), Role::Dim)).unwrap_or_default()
    });
    lines(record.heading(), Role::Plain).into_iter().chain(phrases).collect()
}

/// What binds an actor to others, a tie a line and in whose voice.
pub(super) fn ties(board: &Board, record: &Record, cells: usize) -> Vec<Phrase> {
    if record.table != Table::Actor {
        return Vec::new();
    }
    let ties = board.ties_of(&record.id).into_iter().map(|n| cells::tie(board, n).text());
    ties.flat_map(|tie| wrap(&tie, cells)).map(Phrase::plain).collect()
}
