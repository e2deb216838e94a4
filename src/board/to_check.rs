//! What the desk still has to check: every visible word that carries `verify`.

use super::Board;
use crate::model::{Key, RecordIx, Value};

/// One thing to check.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
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

impl Board {
    /// What is to be checked; `None` where the word says nothing or is not said yet.
    pub fn verify(&self, check: ToCheck) -> Option<&str> {
        let record = self.record(check.record);
        let word = record.words.get(check.word).filter(|word| self.is_said(word))?;
        word.get(Key::Verify).and_then(Value::as_text).map(|text| &**text)
    }
}
