//! A feed's file as it was read, and where one of its rows is.

use std::sync::Arc;

use super::FeedLineage;
use crate::{
    board::Index,
    feed::{FeedReading, FeedRows, Packing},
    model::{Clean, Id},
};

/// What came of a feed's file.
#[derive(Clone, Debug)]
pub struct FeedFile {
    /// Of the record that names it.
    pub id: Id,
    /// The path in the scenario, taken from its folder.
    pub path: Clean,
    /// What kind of file it is, and what its columns mean.
    pub reading: FeedReading,
    /// Its rows as they were read, column by column.
    pub rows: Arc<FeedRows>,
    /// Whether it was read to its end.
    pub is_whole: bool,
    /// Whether it was not, since feeds may take no more memory: what was read stands.
    pub is_full: bool,
    /// What is known of it from reading to reading; `None` where the scenario does not ask for it, and
    /// of a part.
    pub lineage: Option<Arc<FeedLineage>>,
    /// What the file was when it was read, for whoever reads it again: its length (8 bytes), when it
    /// was changed (16), and a hash (8).
    pub stamp: [u8; 32],
    /// How the file is packed; `None` for plain text.
    pub packing: Option<Arc<Packing>>,
}

impl FeedFile {
    /// Bytes that are the same where the file says the same, whenever it was written.
    pub fn contents(&self) -> impl Iterator<Item = u8> {
        let (length, hash) = (&self.stamp[..8], &self.stamp[24..]);
        length.iter().chain(hash).copied()
    }

    /// What its counts are of: rows, or the events that they count.
    pub fn unit(&self) -> &'static str {
        if self.reading.counts_events() { "event" } else { "row" }
    }
}

impl FeedFile {
    /// What may be published of it: its points no more exact than it says, and nothing of what it said
    /// before; `None` where the scenario that is published has it no more.
    pub fn published(&self, index: &Index) -> Option<Arc<FeedFile>> {
        index.scenario.find(&self.id)?;
        let rows = Arc::new(self.rows.rounded());
        Some(Arc::new(FeedFile { rows, lineage: None, ..self.clone() }))
    }
}

/// A row: of which feed, and which there.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct RowIx {
    /// Position of the feed among the feeds of the scenario.
    pub feed: usize,
    /// Position of the row in the feed's file as it was read, from 0.
    pub row: usize,
}
