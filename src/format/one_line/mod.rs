//! A record in one line, as fast hands type it, read word by word:
//! `14 jul 08:50 ied ariha on russia,turkey injured russia=3 by unknown src mod-russia B2`.
//!
//! A name of a table may stand first; else the kind says which table is meant. What stands before
//! the first key is understood by what it is (a date, a kind, a place); then keys with what
//! follows them. Each word is told as it was understood, and none is swallowed.

mod example;
mod reading;
mod words;

pub use example::example;
pub use words::line_of;

use super::{
    edit::Draft,
    tables::TableForm,
    typed::{Last, Typing, Understood},
};
use crate::model::{Clean, Id, Key, PatrolOutcome, Refusal, Span, Table};

/// A line as far as it was understood.
#[derive(Clone, PartialEq, Debug)]
pub struct OneLine {
    /// What kind of record is told; `None` until the line names it.
    pub table: Option<Table>,
    /// In the order of the line; all words of it are in one of them.
    pub pieces: Vec<LinePiece>,
}

/// Words of the line that belong together, by their bytes.
#[derive(Clone, PartialEq, Debug)]
pub struct LinePiece {
    /// The words, in bytes of the line.
    pub span: Span,
    /// What they were taken for.
    pub sense: Sense,
}

/// What words of the line mean.
#[derive(Clone, PartialEq, Debug)]
pub enum Sense {
    /// The table, by this one of its names.
    Table(Table, &'static str),
    /// A key and its value, with a remark where what was typed says more or other than is kept.
    Said {
        /// The key that they fill.
        key: Key,
        /// Its value, and what is written for it.
        understood: Understood,
        /// What of the words is not kept; `None` where nothing is lost.
        remark: Option<Clean>,
    },
    /// They fit no key of the table, and why.
    Unread(Refusal),
}

impl OneLine {
    /// The record that the line writes. `None` while a word is not understood.
    pub fn draft(&self) -> Option<Draft> {
        let mut fields = Vec::new();
        for piece in &self.pieces {
            match &piece.sense {
                Sense::Table(..) => {}
                Sense::Said { key, understood, .. } => fields.push((*key, understood.toml.clone())),
                Sense::Unread(_) => return None,
            }
        }
        Some(Draft { table_name: self.table_name()?, ..Draft::new(self.table?, fields) })
    }

    /// What the line calls the table that is meant.
    pub fn table_name(&self) -> Option<&'static str> {
        let named = self.pieces.iter().find_map(|piece| match piece.sense {
            Sense::Table(_, name) => Some(name),
            Sense::Said { .. } | Sense::Unread(_) => None,
        });
        named.or(self.table.map(Table::name))
    }

    /// What was not understood, with its place in the line.
    pub fn unread(&self) -> impl Iterator<Item = (Span, &Refusal)> {
        self.pieces.iter().filter_map(|piece| match &piece.sense {
            Sense::Unread(why) => Some((piece.span, why)),
            Sense::Table(..) | Sense::Said { .. } => None,
        })
    }

    /// What is to be said of words that were understood.
    pub fn remarks(&self) -> impl Iterator<Item = &Clean> {
        self.pieces.iter().filter_map(|piece| match &piece.sense {
            Sense::Said { remark, .. } => remark.as_ref(),
            Sense::Table(..) | Sense::Unread(_) => None,
        })
    }

    /// The keys that the record needs and the line does not give.
    pub fn missing(&self) -> Vec<Key> {
        let Some(table) = self.table else { return Vec::new() };
        let says = |key: Key| self.said(key).is_some();
        let required = TableForm::of(table).fields().filter(|field| field.is_needed(says));
        let keys = required.map(|field| field.key);
        keys.filter(|key| self.said(*key).is_none()).collect()
    }

    /// What nobody typed for a key of a new record and stands in it all the same.
    pub fn filled(&self, typing: &Typing, last: &Last) -> Vec<(Key, Understood)> {
        let Some(table) = self.table else { return Vec::new() };
        let date = self.said(table.date_key()).and_then(|said| said.value.as_when());
        let outcome = self.said(Key::Outcome).and_then(|said| said.value.term::<PatrolOutcome>());
        let is_planned = outcome == Some(PatrolOutcome::Planned);
        let published = Some(typing.published(date, is_planned).to_string());
        // A bulletin says for its words who speaks, and when; who is named speaks for himself.
        if self.said(Key::Bulletin).is_some() {
            return Vec::new();
        }
        let chosen = last.bulletin.as_ref().filter(|_| self.said(Key::Source).is_none());
        let read = |id: &Id| typing.read(table, Key::Bulletin, id.as_str()).ok();
        if let Some(bulletin) = chosen.and_then(read) {
            return vec![(Key::Bulletin, bulletin)];
        }
        let each =
            [(Key::Published, published), (Key::Source, last.source.as_ref().map(Id::to_string))];
        let open = each.into_iter().filter(|(key, _)| self.said(*key).is_none());
        open.filter_map(|(key, typed)| Some((key, typing.read(table, key, &typed?).ok()?)))
            .collect()
    }

    /// What the line gives for a key; `None` where it is silent of it.
    pub fn said(&self, wanted: Key) -> Option<&Understood> {
        self.pieces.iter().find_map(|piece| match &piece.sense {
            Sense::Said { key, understood, .. } if *key == wanted => Some(understood),
            _ => None,
        })
    }
}

/// Reads a line against what is typed there.
pub fn read(line: &str, typing: &Typing) -> OneLine {
    in_order(reading::read(line, typing, None))
}

/// Reads what another voice says of a record of a table: the same line without what it is of.
pub fn read_account(line: &str, table: Table, typing: &Typing) -> OneLine {
    in_order(reading::read(line, typing, Some(table)))
}

fn in_order((table, mut pieces): (Option<Table>, Vec<LinePiece>)) -> OneLine {
    pieces.sort_by_key(|piece| piece.span);
    OneLine { table, pieces }
}

#[cfg(test)]
mod tests;
