//! Positions of records: a number of its own kind, so that it is never taken for another.

use std::ops::Range;

/// Position of a record among all records of its scenario, from 0.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct RecordIx(u32);

impl RecordIx {
    /// The record at a position; a scenario holds far fewer records than there are numbers.
    pub fn new(position: usize) -> RecordIx {
        RecordIx(u32::try_from(position).unwrap_or(u32::MAX))
    }

    /// The position as a number, for lists with an entry for each record.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Positions one after another, such as those of one table.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct RecordSpan(Range<u32>);

impl RecordSpan {
    /// From the first position up to, and without, the second.
    pub fn new(first: usize, end: usize) -> RecordSpan {
        RecordSpan(RecordIx::new(first).0..RecordIx::new(end).0)
    }

    /// Whether a record stands in it.
    pub fn contains(&self, record: RecordIx) -> bool {
        self.0.contains(&record.0)
    }

    /// How far behind the first of them a record stands; `None` if it stands elsewhere.
    pub fn offset(&self, record: RecordIx) -> Option<usize> {
        self.contains(record).then(|| (record.0 - self.0.start) as usize)
    }

    /// The same positions as numbers.
    pub fn range(&self) -> Range<usize> {
        self.0.start as usize..self.0.end as usize
    }
}

impl Iterator for RecordSpan {
    type Item = RecordIx;

    fn next(&mut self) -> Option<RecordIx> {
        self.0.next().map(RecordIx)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl DoubleEndedIterator for RecordSpan {
    fn next_back(&mut self) -> Option<RecordIx> {
        self.0.next_back().map(RecordIx)
    }
}

impl ExactSizeIterator for RecordSpan {}
