//! How many were harmed in incidents: what voices state, and its sum over the days of interest. What
//! nobody states leaves the upper end open.

use super::grounds::GroundGroup;
use crate::{
    board::{Board, PerhapsOne, ToldOne, bounds},
    model::{Bounds, Day, Key, RecordIx, Value},
};

/// How many were harmed, and whether voices differ on it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Harmed {
    /// The fewest to the most.
    pub count: Bounds,
    /// Whether voices differ on it.
    pub is_contested: bool,
}

impl Harmed {
    /// What nobody states.
    const NOT_TOLD: Harmed = Harmed { count: Bounds { low: 0, high: None }, is_contested: false };

    /// What two records say of one incident: what both allow, and where nothing is, all that any
    /// does.
    fn and(self, other: Harmed) -> Harmed {
        let (a, b) = (self.count, other.count);
        let is_contested = self.is_contested || other.is_contested;
        let least = |a: Option<u64>, b: Option<u64>| match (a, b) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        if a.excludes(b) {
            let high = a.high.zip(b.high).map(|(a, b)| a.max(b));
            return Harmed { count: Bounds { low: a.low.min(b.low), high }, is_contested: true };
        }
        let count = Bounds { low: a.low.max(b.low), high: least(a.high, b.high) };
        Harmed { count, is_contested }
    }

    /// From the least to the most of all that is said.
    fn or(self, other: Harmed) -> Harmed {
        let (a, b) = (self.count, other.count);
        let high = a.high.zip(b.high).map(|(a, b)| a.max(b));
        Harmed { count: Bounds { low: a.low.min(b.low), high }, ..self }
    }

    pub fn in_words(self) -> String {
        let mark = if self.is_contested { " ≠" } else { "" };
        match self.count {
            Bounds { low: 0, high: None } => "not told".to_owned(),
            Bounds { high: Some(0), .. } => format!("none{mark}"),
            count => format!("{}{mark}", count.in_signs()),
        }
    }
}

/// What the voices of a record say of a key: what is shown, or where they cannot all be right from
/// the least to the most. `None` where nobody says anything.
pub(super) fn stated(board: &Board, n: RecordIx, key: Key) -> Option<Harmed> {
    let record = board.record(n);
    let is_contested = board.contested(n).contains(&key);
    let harmed = |value: &Value| Some(Harmed { count: bounds(value)?, is_contested });
    if !is_contested {
        return board.shown(record, key).and_then(|said| harmed(said.value));
    }
    let voices = board.voices(record, key).into_iter();
    voices.filter_map(|said| harmed(said.value)).reduce(Harmed::or)
}

/// The same of one name alone; where the count is not broken down nobody says, unless it is none.
pub(super) fn stated_of(board: &Board, n: RecordIx, key: Key, name: &str) -> Option<Harmed> {
    let all = stated(board, n, key)?;
    let shown = board.shown(board.record(n), key).map(|said| said.value);
    let part = match shown {
        Some(Value::Counts(counts)) => counts.named().find(|part| &*part.name == name),
        _ => None,
    };
    match part {
        Some(part) => Some(Harmed { count: part.bounds(), is_contested: all.is_contested }),
        None if all.count.high == Some(0) => Some(all),
        None => None,
    }
}

/// The days whose harm is summed.
#[derive(Clone, Copy)]
pub(super) enum HarmDays {
    /// From the agreement's first day; all days where no agreement is told of.
    SinceAgreement,
    /// Whatever day it was.
    Every,
    /// From the first to the last of these; what has no end to its day is left out.
    Within(Day, Day),
}

impl HarmDays {
    /// What is not in them.
    pub fn outside(self) -> &'static str {
        match self {
            HarmDays::Every => "on no day",
            HarmDays::SinceAgreement => "before the agreement",
            HarmDays::Within(..) => "not in these days, or its day is open",
        }
    }

    /// How surely something happened in them.
    pub fn hold(self, board: &Board, told: &ToldOne) -> GroundGroup {
        let (date, happened) = (told.incident.date, told.incident.has_happened);
        let certain = if happened { GroundGroup::Certain } else { GroundGroup::Possible };
        let (first, last) = match (self, board.start_of_agreement()) {
            (HarmDays::Within(..), _) if told.incident.closed().is_none() => {
                return GroundGroup::Not;
            }
            (HarmDays::Within(first, last), _) => (first, last),
            (HarmDays::SinceAgreement, Some(first)) => (first, Day::MAX),
            (HarmDays::Every, _) | (HarmDays::SinceAgreement, None) => return certain,
        };
        match date {
            Some(date) if date.within(first, last) => certain,
            Some(date) if !date.touches(first, last) => GroundGroup::Not,
            _ => GroundGroup::Possible,
        }
    }
}

/// The sum over incidents of what `of` says of each record: of those that may be one the least as of
/// one and the most as of each.
pub(super) fn sum<'r>(
    board: &Board,
    incidents: impl Iterator<Item = &'r PerhapsOne>,
    days: HarmDays,
    of: impl Fn(RecordIx) -> Option<Harmed>,
) -> Option<Harmed> {
    let mut is_stated = false;
    let mut all = Harmed { count: Bounds::ZERO, is_contested: false };
    for one in incidents {
        let mut joined: Option<Harmed> = None;
        let mut most = Bounds::ZERO;
        for told in &one.parts {
            let group = days.hold(board, told);
            if group == GroundGroup::Not {
                continue;
            }
            let said = told.records.iter().filter_map(|n| of(*n)).reduce(Harmed::and);
            is_stated |= said.is_some();
            let said = said.unwrap_or(Harmed::NOT_TOLD);
            most = most.plus(said.count);
            let is_certain = group == GroundGroup::Certain;
            let low = if is_certain { said.count.low } else { 0 };
            let said = Harmed { count: Bounds { low, ..said.count }, ..said };
            joined = Some(joined.map_or(said, |joined| joined.and(said)));
        }
        let Some(joined) = joined else { continue };
        all.count = all.count.plus(Bounds { low: joined.count.low, high: most.high });
        all.is_contested |= joined.is_contested;
    }
    is_stated.then_some(all)
}
