//! What the desk still has to check: every visible word that carries `verify`.

use super::Board;
use crate::model::{Key, RecordIx, Value};

/// One thing to check.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ToCheck {
    pub record: RecordIx,
    /// Position of the word that it is about.
    pub word: usize,
}

impl Board {
    /// Everything to check in what is in sight, in the order of the file.
    pub fn to_check(&self) -> Vec<ToCheck> {
        let records = self.scenario().all().filter(|n| self.is_matching(*n));
        records.flat_map(|record| self.to_check_in(record)).collect()
    }

    /// What is to be checked in one record, filter or not.
    pub(super) fn to_check_in(&self, record: RecordIx) -> impl Iterator<Item = ToCheck> {
        let words = 0..self.record(record).words.len();
        let checks = words.map(move |word| ToCheck { record, word });
        checks.filter(|check| self.verify(*check).is_some())
    }

    /// What is to be checked; none where the word says nothing or is not said yet.
    pub fn verify(&self, check: ToCheck) -> Option<&str> {
        let record = self.record(check.record);
        let word = record.words.get(check.word).filter(|word| self.is_said(word))?;
        word.get(Key::Verify).and_then(Value::as_text).map(|text| &**text)
    }
}
