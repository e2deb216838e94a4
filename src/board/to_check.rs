//! What the desk still has to check: every visible word that carries `verify`.

use super::Board;
use crate::model::{Clean, Day, Key, RecordIx, Value};

/// One thing to check.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct ToCheck {
    /// Position of the record.
    pub record: RecordIx,
    /// Position of the word that it is about.
    pub word: usize,
}

impl ToCheck {
    /// Everything to check in what is in sight, in the order of the file.
    pub fn all(board: &Board) -> Vec<ToCheck> {
        let records = board.scenario().all().filter(|n| board.is_matching(*n));
        records.flat_map(|record| ToCheck::in_record(board, record)).collect()
    }

    /// What is to be checked in one record, filter or not.
    pub(super) fn in_record(board: &Board, record: RecordIx) -> impl Iterator<Item = ToCheck> {
        let words = 0..board.record(record).words.len();
        let checks = words.map(move |word| ToCheck { record, word });
        checks.filter(|check| board.verify(*check).is_some())
    }
}

impl ToCheck {
    /// The day by which the desk wants it checked; `None` where it names none.
    pub fn due(self, board: &Board) -> Option<Day> {
        let word = &board.record(self.record).words[self.word];
        word.get(Key::VerifyBy).and_then(Value::as_when)?.latest
    }

    /// Who of the desk checks it.
    pub fn owner(self, board: &Board) -> Option<&Clean> {
        board.record(self.record).words[self.word].get(Key::Owner).and_then(Value::as_text)
    }

    /// Whether the day by which it was to be checked is over.
    pub fn is_overdue(self, board: &Board) -> bool {
        self.due(board).is_some_and(|due| due < board.clock.as_of)
    }
}

impl Board {
    /// What is to be checked; `None` where the word says nothing or is not said yet.
    pub fn verify(&self, check: ToCheck) -> Option<&str> {
        let record = self.record(check.record);
        let word = record.words.get(check.word).filter(|word| self.is_said(word))?;
        word.get(Key::Verify).and_then(Value::as_text).map(|text| &**text)
    }
}
