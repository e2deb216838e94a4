//! What changed: between two files, and between two boards of one file. One account for both:
//! which record, in which way, what stood before and what stands after, and whose word it is.

mod boards;
mod both;
mod compared;
mod feed_rows;
mod pairing;
mod row_steps;
mod scenarios;
mod standings;
mod telling;
#[cfg(test)]
mod tests;
mod values;

use std::collections::BTreeSet;

pub use pairing::{
    Counterpart, counterparts, says_the_same, word_counterparts, word_says_the_same,
};

use crate::{
    board::InWindow,
    model::{Grade, Id, Key, Record, RecordIx, Spot, State, Table, Value, Word},
};

/// Every change, table by table in the order of the newer file; what is gone comes after.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Differences {
    /// Every change in its order; several may be of one record.
    pub changes: Vec<Change>,
}

/// One change of one record.
#[derive(Clone, PartialEq, Debug)]
pub struct Change {
    /// In which way it changed.
    pub kind: ChangeKind,
    /// The table of the record.
    pub table: Table,
    /// The id of the record; of the header that of the scenario.
    pub id: Id,
    /// What the record is called (see `Board::brief`); of a move, what it is that moved.
    pub heading: String,
    /// Its position in the older scenario; `None` where it is new, and for the header. Of a move,
    /// the status it stood by.
    pub older: Option<RecordIx>,
    /// Its position in the newer scenario; `None` where it is gone, and for the header. Of a move,
    /// the status it stands by.
    pub newer: Option<RecordIx>,
    /// The key that changed; `None` where the record or a word as a whole did.
    pub key: Option<Key>,
    /// What stood in the older.
    pub before: Telling,
    /// What stands in the newer.
    pub after: Telling,
}

/// In which way a record changed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum ChangeKind {
    /// The record is new: written since, or known since.
    Added,
    /// The record is gone, or no longer seen.
    Removed,
    /// A voice's word that was not there.
    Said,
    /// A voice's word that is gone.
    Unsaid,
    /// A key has another value: as one voice gives it (files), or as it is shown (boards).
    Revised,
    /// A later word of a voice replaces what that voice said before.
    Corrected,
    /// A voice took its word back.
    Withdrawn,
    /// A word's credibility or a source's reliability.
    Regraded,
    /// Voices cannot all be right any longer.
    Contested,
    /// They can again.
    Settled,
    /// The agreement, a clause or the patrols stand elsewhere.
    Moved,
    /// Other rows of a feed are in sight: how many; or one of them is told otherwise, or gone.
    FeedRows,
}

/// What stood on one side of a change.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Telling {
    /// The value itself, for scripts and pages.
    pub told: ToldValue,
    /// The same in words; empty where nothing was told.
    pub text: String,
    /// Who says so; of a shown value first the voice that it is taken from.
    pub voices: Vec<Voice>,
    /// Where it stands in its file; `None` where nothing was told.
    pub spot: Option<Spot>,
}

/// What a telling holds, for whoever needs more than its words.
#[derive(Clone, PartialEq, Debug, Default)]
pub enum ToldValue {
    /// Nothing stood there.
    #[default]
    Nothing,
    /// The record as a whole, as it came or went.
    Record(Box<Record>),
    /// One voice's word as a whole.
    Word(Word),
    /// One value, of one key.
    Value(Value),
    /// One for each of the telling's voices.
    Values(Vec<Value>),
    /// Where the agreement, a clause or the patrols stood.
    Standing(State),
    /// Rows of a feed.
    Rows(InWindow),
    /// A field of one row of a feed, as it is told.
    Field(String),
}

/// A voice as it stood then.
#[derive(Clone, PartialEq, Debug)]
pub struct Voice {
    /// The id of the source or the actor whose word it is.
    pub id: Id,
    /// What it was called then.
    pub name: String,
    /// How far its word was trusted then.
    pub grade: Grade,
    /// Position of its word in the record's words; 0 is the record's own.
    pub word: usize,
}

impl Differences {
    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// The changes of one kind, in their order.
    pub fn of(&self, kind: ChangeKind) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(move |change| change.kind == kind)
    }

    /// The records of the newer scenario that changed, by position: for marks on rows.
    pub fn touched(&self) -> BTreeSet<RecordIx> {
        self.changes.iter().filter_map(|change| change.newer).collect()
    }

    /// In the order of tables, then of the newer file; what is gone after what is there.
    fn sorted(mut changes: Vec<Change>) -> Self {
        changes.sort_by_key(|change| {
            (change.table, change.newer.is_none(), change.newer.or(change.older))
        });
        Differences { changes }
    }
}

impl ChangeKind {
    /// Every kind, in the order in which they are listed.
    pub const ALL: [ChangeKind; 12] = [
        ChangeKind::Moved,
        ChangeKind::FeedRows,
        ChangeKind::Added,
        ChangeKind::Removed,
        ChangeKind::Said,
        ChangeKind::Unsaid,
        ChangeKind::Corrected,
        ChangeKind::Revised,
        ChangeKind::Withdrawn,
        ChangeKind::Regraded,
        ChangeKind::Contested,
        ChangeKind::Settled,
    ];

    /// What stands before a change of this kind in a list.
    pub fn mark(self) -> &'static str {
        match self {
            ChangeKind::Added => "new",
            ChangeKind::Removed => "gone",
            ChangeKind::Moved => "moved",
            ChangeKind::FeedRows => "rows",
            _ => "",
        }
    }

    /// Its name for scripts.
    pub fn name(self) -> &'static str {
        match self {
            ChangeKind::Added => "added",
            ChangeKind::Removed => "removed",
            ChangeKind::Said => "said",
            ChangeKind::Unsaid => "unsaid",
            ChangeKind::Revised => "revised",
            ChangeKind::Corrected => "corrected",
            ChangeKind::Withdrawn => "withdrawn",
            ChangeKind::Regraded => "regraded",
            ChangeKind::Contested => "contested",
            ChangeKind::Settled => "settled",
            ChangeKind::Moved => "moved",
            ChangeKind::FeedRows => "fed",
        }
    }

    /// What stands over a list of such changes.
    pub fn title(self) -> &'static str {
        match self {
            ChangeKind::Added => "Added",
            ChangeKind::Removed => "Gone",
            ChangeKind::Said => "New words on known records",
            ChangeKind::Unsaid => "Words no longer there",
            ChangeKind::Revised => "Revised",
            ChangeKind::Corrected => "Corrected by the same voice",
            ChangeKind::Withdrawn => "Withdrawn",
            ChangeKind::Regraded => "Regraded",
            ChangeKind::Contested => "Newly contested",
            ChangeKind::Settled => "No longer contested",
            ChangeKind::Moved => "Status moved",
            ChangeKind::FeedRows => "Rows of feeds",
        }
    }
}
