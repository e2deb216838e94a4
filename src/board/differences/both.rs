//! One record on both sides, and the changes that are noted of it.

use super::{Change, ChangeKind, Telling, telling::RecordOnBoard};
use crate::model::{Key, Table};

pub(super) struct Both<'a> {
    pub old: RecordOnBoard<'a>,
    pub new: RecordOnBoard<'a>,
    heading: String,
}

impl<'a> Both<'a> {
    pub(super) fn new(old: RecordOnBoard<'a>, new: RecordOnBoard<'a>) -> Self {
        Both { old, new, heading: new.board.brief(new.record) }
    }

    /// A change with nothing told yet on either side.
    pub fn change(&self, kind: ChangeKind, key: Option<Key>) -> Change {
        Change {
            kind,
            table: self.new.record.table,
            id: self.new.record.id.clone(),
            heading: self.heading.clone(),
            older: self.old.at,
            newer: self.new.at,
            key,
            before: Telling::default(),
            after: Telling::default(),
        }
    }

    /// Another value of a key: a new grade is a kind of its own.
    pub fn revised(&self, key: Key) -> Change {
        let kind = match (self.new.record.table, key) {
            (_, Key::Credibility) | (Table::Source, Key::Reliability) => ChangeKind::Regraded,
            _ => ChangeKind::Revised,
        };
        self.change(kind, Some(key))
    }
}

impl Change {
    pub(super) fn from(self, before: Telling) -> Change {
        Change { before, ..self }
    }

    pub(super) fn to(self, after: Telling) -> Change {
        Change { after, ..self }
    }

    pub(super) fn added(new: RecordOnBoard) -> Change {
        let change = Both::new(new, new).change(ChangeKind::Added, None).to(new.whole());
        Change { older: None, ..change }
    }

    pub(super) fn removed(old: RecordOnBoard) -> Change {
        let change = Both::new(old, old).change(ChangeKind::Removed, None).from(old.whole());
        Change { newer: None, ..change }
    }
}
