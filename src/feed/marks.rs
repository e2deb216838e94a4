//! Which record and which line of its file a row is.

use serde::{Deserialize, Serialize};

/// Which record of the file and which line each row is: a mark for each row that does not follow the
/// row before by one of each.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub(super) struct Marks(Vec<Mark>);

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
struct Mark {
    row: u32,
    record: u64,
    line: u64,
}

impl Mark {
    fn at(self, row: u32) -> (u64, u64) {
        let more = u64::from(row - self.row);
        (self.record.saturating_add(more), self.line.saturating_add(more))
    }
}

impl Marks {
    /// A row more, after those that are known.
    pub fn add(&mut self, row: usize, record: u64, line: u64) {
        let row = u32::try_from(row).unwrap_or(u32::MAX);
        if self.0.last().is_none_or(|last| last.at(row) != (record, line)) {
            self.0.push(Mark { row, record, line });
        }
    }

    /// Those of what follows so many rows of so many records.
    pub fn extend(&mut self, more: &Marks, rows: usize, records: u64) {
        for mark in &more.0 {
            self.add(rows + mark.row as usize, records + mark.record, mark.line);
        }
    }

    /// Record and line of a row, both from 1.
    pub fn of(&self, row: u32) -> Option<(u64, u64)> {
        let after = self.0.partition_point(|mark| mark.row <= row);
        Some(self.0.get(after.checked_sub(1)?)?.at(row))
    }

    pub fn is_sound(&self) -> bool {
        self.0.is_sorted_by(|one, next| one.row < next.row)
    }

    pub fn weight(&self) -> usize {
        self.0.capacity() * size_of::<Mark>()
    }
}
