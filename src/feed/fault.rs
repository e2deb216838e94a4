//! What was wrong with cells: counted by kind, and listed with row and line. A fault changes nothing
//! by itself; what was read in spite of it is said with its kind.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Means;
use crate::model::{Clean, Refusal};

/// What may be wrong.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(into = "&str", try_from = "String")]
pub enum FaultKind {
    /// No day is given: the row is left out.
    NoDay,
    /// No day can be read: the row is left out.
    BadDay,
    /// Day and month may be either: the row is taken to lie between both.
    EitherDay,
    /// The year may be the first or the last of three numbers: the row is left out.
    EitherYear,
    /// A month with a number of two digits: that month of a year, not a day of it.
    ShortYear,
    /// Day and month stand the other way round than in the rest of the column.
    OtherOrder,
    /// It ends before it begins: its days are taken from the one to the other.
    EndsBeforeItBegins,
    /// The code for how exactly day or place is known is none: taken as unknown.
    BadCode,
    /// The day on which a source told of it cannot be read: not counted.
    BadSourceDay,
    /// A figure is no whole number: the count is not stated.
    BadNumber,
    /// No count of a known measure: nothing of the row is shown.
    NoCount,
    /// The best figure is below the least; both are kept as printed.
    BestBelowLow,
    /// The most is below the best figure; both are kept as printed.
    HighBelowBest,
    /// No point on the earth: the row is shown without one.
    BadPoint,
    /// 0, 0 stands where no point is known: the row is shown without one.
    ZeroPoint,
    /// No kind of event that is known: shown as unspecified.
    UnknownEvent,
    /// Cells are missing at the end of the row: they are not stated.
    ShortRow,
    /// More cells than columns: those beyond are not read.
    LongRow,
    /// Text in another encoding: read as Latin-1.
    NotUtf8,
    /// A quote within a cell: kept as a character.
    StrayQuote,
    /// A quote is open at the end of the file: what follows it is one record.
    OpenQuote,
    /// A source told of it before it happened: the days stay as they are.
    SourceDayBefore,
    /// A record of more than 16 MiB, perhaps a quote never closed: left out.
    TooLong,
    /// No whole number of events: the row counts as one.
    NoEvents,
    /// The id stands in several rows: the one changed last, else the last, stands for it.
    IdMetBefore,
}

/// A kind of fault: its word, what became of the cell or row, in words.
pub const FAULTS: &[(FaultKind, &str, &str)] = &[
    (FaultKind::NoDay, "no-day", "no day is given: the row is left out"),
    (FaultKind::BadDay, "bad-day", "no day can be read: the row is left out"),
    (FaultKind::EitherDay, "either-day", "day and month may be either: it is taken to lie between"),
    (
        FaultKind::EitherYear,
        "either-year",
        "its year may stand first or last, and `date_format` says which: the row is left out",
    ),
    (
        FaultKind::ShortYear,
        "short-year",
        "a month and two digits: taken as that month of a year, not as a day of it",
    ),
    (FaultKind::OtherOrder, "other-order", "day and month stand the other way round here"),
    (
        FaultKind::EndsBeforeItBegins,
        "ends-before",
        "it ends before it begins: from the one to the other",
    ),
    (
        FaultKind::BadCode,
        "bad-code",
        "the code for how exactly it is known is none: taken as unknown",
    ),
    (
        FaultKind::BadSourceDay,
        "bad-source-day",
        "no day can be read on which it was told: not counted",
    ),
    (
        FaultKind::NoCount,
        "no-count",
        "no count of a measure that is known: nothing of the row is shown",
    ),
    (FaultKind::BadNumber, "bad-number", "no whole number: the count is not stated"),
    (
        FaultKind::BestBelowLow,
        "best-below-low",
        "kept as printed: the best figure is below the least",
    ),
    (
        FaultKind::HighBelowBest,
        "high-below-best",
        "kept as printed: the most is below the best figure",
    ),
    (FaultKind::BadPoint, "bad-point", "no point on the earth: it is shown without one"),
    (
        FaultKind::ZeroPoint,
        "zero-point",
        "0, 0 stands where no point is known: it is shown without one",
    ),
    (FaultKind::UnknownEvent, "unknown-event", "no kind that is known: shown as unspecified"),
    (FaultKind::ShortRow, "short-row", "cells are missing at its end: they are not stated"),
    (FaultKind::LongRow, "long-row", "more cells than columns: those are not read"),
    (FaultKind::NotUtf8, "not-utf8", "text in another encoding: read as Latin-1"),
    (FaultKind::StrayQuote, "stray-quote", "a quote within a cell: kept as a character"),
    (
        FaultKind::OpenQuote,
        "open-quote",
        "a quote is open at the end of the file: what follows it is one record",
    ),
    (
        FaultKind::SourceDayBefore,
        "source-day-before",
        "a source day lies before the event: the days stay as they are",
    ),
    (
        FaultKind::TooLong,
        "too-long",
        "a record of more than 16 MiB, perhaps a quote never closed: left out",
    ),
    (FaultKind::NoEvents, "no-events", "no whole number of events: the row counts as one"),
    (
        FaultKind::IdMetBefore,
        "id-met-before",
        "another row with its id stands, changed later or standing later: counted once",
    ),
];

impl FaultKind {
    fn form(self) -> &'static (FaultKind, &'static str, &'static str) {
        FAULTS.iter().find(|form| form.0 == self).unwrap_or(&FAULTS[0])
    }

    /// Its stable name for scripts, such as `either-day`.
    pub fn word(self) -> &'static str {
        self.form().1
    }

    /// What became of it.
    pub fn doc(self) -> &'static str {
        self.form().2
    }

    /// Whether the row is left out for it.
    pub fn leaves_out(self) -> bool {
        matches!(
            self,
            FaultKind::NoDay
                | FaultKind::BadDay
                | FaultKind::EitherYear
                | FaultKind::NoCount
                | FaultKind::TooLong
        )
    }
}

/// By its word: kinds may come between those that are there.
impl From<FaultKind> for &str {
    fn from(kind: FaultKind) -> Self {
        kind.word()
    }
}

impl TryFrom<String> for FaultKind {
    type Error = Refusal;

    fn try_from(word: String) -> Result<Self, Refusal> {
        let form = FAULTS.iter().find(|(_, known, _)| *known == word);
        form.map(|form| form.0).ok_or_else(|| format!("no kind of fault: {word}").into())
    }
}

/// One fault.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct FeedFault {
    /// What is wrong.
    pub kind: FaultKind,
    /// The column it stands in; `None` where it is the row's.
    pub means: Option<Means>,
    /// The data row, from 1.
    pub row: u64,
    /// The line of the file on which that row begins, from 1: cells may hold line ends.
    pub line: u64,
    /// What stands in the cell, as far as it is shown; empty where it is no cell's.
    pub text: Clean,
}

/// Faults of a kind that are listed; the others are counted.
const LISTED: usize = 1_000;

/// All that was wrong with a file.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Faults(BTreeMap<FaultKind, OfKind>);

/// How often, and the first of them in the order of the file.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct OfKind {
    count: u64,
    listed: Vec<FeedFault>,
}

impl Faults {
    /// Whether one more of a kind would be listed.
    pub(super) fn has_room(&self, kind: FaultKind) -> bool {
        self.0.get(&kind).is_none_or(|of_kind| of_kind.listed.len() < LISTED)
    }

    pub(super) fn add(&mut self, fault: FeedFault) {
        let of_kind = self.0.entry(fault.kind).or_default();
        of_kind.count += 1;
        if of_kind.listed.len() < LISTED {
            of_kind.listed.push(fault);
        }
    }

    /// Takes in those of what follows the first `rows` rows.
    pub(super) fn extend(&mut self, other: Faults, rows: u64) {
        for (kind, more) in other.0 {
            let of_kind = self.0.entry(kind).or_default();
            of_kind.count += more.count;
            let room = LISTED - of_kind.listed.len();
            let listed = more.listed.into_iter().take(room);
            of_kind.listed.extend(listed.map(|fault| FeedFault { row: fault.row + rows, ..fault }));
        }
    }

    /// What there is of a kind, in place of what was known of it.
    pub(super) fn set(
        &mut self,
        kind: FaultKind,
        count: u64,
        listed: impl Iterator<Item = FeedFault>,
    ) {
        self.0.remove(&kind);
        if count > 0 {
            self.0.insert(kind, OfKind { count, listed: listed.take(LISTED).collect() });
        }
    }

    /// Moves the listed ones to other lines.
    pub fn move_lines(&mut self, to: impl Fn(u64) -> u64) {
        let listed = self.0.values_mut().flat_map(|of_kind| &mut of_kind.listed);
        listed.for_each(|fault| fault.line = to(fault.line));
    }

    /// Whether none is listed that could not have been.
    pub(super) fn is_sound(&self) -> bool {
        self.0.iter().all(|(kind, of_kind)| {
            of_kind.listed.len() <= LISTED && of_kind.listed.iter().all(|fault| fault.kind == *kind)
        })
    }

    /// How often each kind was found.
    pub fn counts(&self) -> impl Iterator<Item = (FaultKind, u64)> {
        self.0.iter().map(|(kind, of_kind)| (*kind, of_kind.count))
    }

    /// How many faults of this kind, those that are not listed included.
    pub fn of(&self, kind: FaultKind) -> u64 {
        self.0.get(&kind).map_or(0, |of_kind| of_kind.count)
    }

    /// How many faults in all, those that are not listed included.
    pub fn total(&self) -> u64 {
        self.counts().map(|(_, count)| count).sum()
    }

    /// The first thousand of each kind, in the order of the file.
    pub fn listed(&self) -> Vec<FeedFault> {
        let mut listed: Vec<FeedFault> =
            self.0.values().flat_map(|of_kind| &of_kind.listed).cloned().collect();
        listed.sort_by_key(|fault| (fault.row, fault.kind));
        listed
    }
}
