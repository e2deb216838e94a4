//! What a row of a list, a mark of the map or an open detail is of, and what that is called by
//! where it has to survive a reload.

use super::{Board, RowIx};
use crate::model::{Id, RecordIx, Table};

/// A record of the scenario, by its position, or a row of a feed.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Subject {
    /// A record, by its position.
    Record(RecordIx),
    /// A row of a feed, by its feed and its place there.
    FeedRow(RowIx),
}

/// A subject by its id: it stays the same when the file is read again.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SubjectId {
    /// Records of some tables, such as sources, have ids of their own.
    Record {
        /// Its id, which no other record of its kind has.
        id: Id,
        /// Its table, where that has ids of its own: a source may have the id of another record.
        apart: Option<Table>,
    },
    /// The id of the record that names the feed, and the row.
    FeedRow {
        /// The id of the record that names the feed.
        feed: Id,
        /// The row, by its place in the feed.
        at: RowIx,
    },
}

impl Subject {
    /// The position of the record that it is; `None` if it is the row of a feed.
    pub fn record(self) -> Option<RecordIx> {
        match self {
            Subject::Record(record) => Some(record),
            Subject::FeedRow(_) => None,
        }
    }

    /// The row of a feed that it is; `None` if it is a record.
    pub fn feed_row(self) -> Option<RowIx> {
        match self {
            Subject::Record(_) => None,
            Subject::FeedRow(at) => Some(at),
        }
    }
}

impl SubjectId {
    /// Of a record of a table.
    pub fn of_record(table: Table, id: &Id) -> SubjectId {
        SubjectId::Record { id: id.clone(), apart: Some(table).filter(|table| table.has_own_ids()) }
    }

    /// The id of the record, or of the one that names the feed.
    pub fn id(&self) -> &Id {
        match self {
            SubjectId::Record { id, .. } => id,
            SubjectId::FeedRow { feed, .. } => feed,
        }
    }

    /// The row of a feed that it is; `None` if it is a record.
    pub fn feed_row(&self) -> Option<RowIx> {
        match self {
            SubjectId::Record { .. } => None,
            SubjectId::FeedRow { at, .. } => Some(*at),
        }
    }
}

impl Board {
    /// The position of the record that a subject is; of the row of a feed, of the one that names
    /// the feed.
    pub fn record_of(&self, subject: Subject) -> RecordIx {
        match subject {
            Subject::Record(record) => record,
            Subject::FeedRow(at) => {
                self.feeds.record(&self.index, at.feed).unwrap_or(RecordIx::new(0))
            }
        }
    }

    /// Whether it is the row of a feed that was told once and is told no more.
    pub fn is_gone(&self, at: RowIx) -> bool {
        self.feeds.files.get(at.feed).is_some_and(|file| file.gone(at.row).is_some())
    }

    /// What a subject is called by.
    pub fn subject_id(&self, subject: Subject) -> SubjectId {
        let record = self.record(self.record_of(subject));
        match subject {
            Subject::Record(_) => SubjectId::of_record(record.table, &record.id),
            Subject::FeedRow(at) => SubjectId::FeedRow { feed: record.id.clone(), at },
        }
    }

    /// What is called so now; `None` if no record is.
    pub fn subject(&self, id: &SubjectId) -> Option<Subject> {
        let scenario = self.scenario();
        match id {
            SubjectId::Record { id, apart } => match apart {
                Some(table) => scenario.position_in(*table, id).map(Subject::Record),
                None => scenario.position(id).map(Subject::Record),
            },
            SubjectId::FeedRow { at, .. } => Some(Subject::FeedRow(*at)),
        }
    }
}
