//! What kind an incident or an event is: one of the format's own list, or one that the scenario
//! declares. What a kind is to the board is asked here, of both alike.

use std::{cmp::Ordering, hash};

use super::{Class, Clean, Id, IncidentKind};

/// A kind that a scenario declares, as the records that are of it hold it.
#[derive(Clone, Debug)]
pub struct OwnKind {
    /// Its id, the word that records write.
    pub id: Id,
    /// How it is read.
    pub name: Clean,
    /// The line on which incidents of it are counted.
    pub class: Class,
}

/// A kind is the one that its id names, whatever its declaration says of it today.
impl PartialEq for OwnKind {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for OwnKind {}

impl PartialOrd for OwnKind {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for OwnKind {
    fn cmp(&self, other: &Self) -> Ordering {
        self.id.cmp(&other.id)
    }
}

impl hash::Hash for OwnKind {
    fn hash<H: hash::Hasher>(&self, state: &mut H) {
        self.id.hash(state);
    }
}

/// A kind, whichever list it is of.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum RecordKind<'a> {
    /// One of the format's.
    Listed(IncidentKind),
    /// One of the scenario's own.
    Own(&'a OwnKind),
}

/// The signs on a map of whatever kind a scenario declares: one for all of them.
pub const OWN_SIGN: (&str, &str) = ("◈", "K");

impl<'a> RecordKind<'a> {
    /// The class on whose line it is counted.
    pub fn class(self) -> Class {
        match self {
            RecordKind::Listed(kind) => kind.class(),
            RecordKind::Own(kind) => kind.class,
        }
    }

    /// The word as files have it.
    pub fn word(self) -> &'a str {
        match self {
            RecordKind::Listed(kind) => kind.word(),
            RecordKind::Own(kind) => kind.id.as_str(),
        }
    }

    /// The kind as it is read.
    pub fn spoken(self) -> &'a str {
        match self {
            RecordKind::Listed(kind) => kind.spoken(),
            RecordKind::Own(kind) => &kind.name,
        }
    }

    /// The kind of the format's list; `None` if it is the scenario's own.
    pub fn listed(self) -> Option<IncidentKind> {
        match self {
            RecordKind::Listed(kind) => Some(kind),
            RecordKind::Own(_) => None,
        }
    }

    /// Whether the word says too little to tell two of it apart.
    pub fn is_vague(self) -> bool {
        matches!(self.listed(), Some(IncidentKind::Unspecified | IncidentKind::Other))
    }
}
