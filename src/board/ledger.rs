//! Patrol numbers: each party keeps a count of its own; gaps and repeats are found, never typed.

use std::collections::BTreeMap;

use super::Board;
use crate::model::{Day, Id, Key, Record, RecordIx, Table, Value};

/// One party's numbers, as far as visible.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ledger {
    /// The party that keeps the count.
    pub party: Id,
    /// Each number with a patrol that bears it, by position; in order, each pair once.
    numbers: Vec<(i64, RecordIx)>,
    /// Numbers that the desk inferred from their neighbours.
    inferred: BTreeMap<i64, RecordIx>,
    /// The number of each patrol, in the order of patrols: for the cells of a column.
    by_patrol: Vec<(RecordIx, LedgerNumber)>,
}

/// Patrols with the numbers that were given to them, one after the other.
pub(super) type NumberedPatrols = Vec<(RecordIx, i64)>;

/// A number in a ledger's column.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LedgerNumber {
    /// The number, as the party counts.
    pub number: i64,
    /// Whether the desk inferred it from its neighbours.
    pub inferred: bool,
}

impl Ledger {
    /// The highest number: what the party says it has run.
    pub fn count(&self) -> i64 {
        self.numbers.last().map_or(0, |(number, _)| *number)
    }

    /// Numbers between the first and the last that no visible patrol bears.
    pub fn missing(&self) -> Vec<i64> {
        let first = self.numbers.first();
        first.map_or(Vec::new(), |(first, _)| self.missing_in(*first, self.count()))
    }

    /// Numbers from `first` up to without `end` that no visible patrol bears; the first thousand.
    pub(super) fn missing_in(&self, first: i64, end: i64) -> Vec<i64> {
        let known = |n: &i64| !self.bearing(*n).is_empty() || self.inferred.contains_key(n);
        (first..end).filter(|n| !known(n)).take(1000).collect()
    }

    /// The patrols that bear a number, in the order of patrols.
    fn bearing(&self, number: i64) -> &[(i64, RecordIx)] {
        let from = &self.numbers[self.numbers.partition_point(|(n, _)| *n < number)..];
        &from[..from.partition_point(|(n, _)| *n == number)]
    }

    /// The patrols that bear a number.
    pub(super) fn bearers(&self, number: i64) -> impl Iterator<Item = RecordIx> {
        self.bearing(number).iter().map(|(_, patrol)| *patrol)
    }

    /// Whether more than one visible patrol bears a number.
    pub(super) fn is_repeated(&self, number: LedgerNumber) -> bool {
        self.bearing(number.number).len() > 1
    }

    /// Numbers that more than one visible patrol bears.
    pub fn repeated(&self) -> Vec<i64> {
        let numbers = self.numbers.chunk_by(|a, b| a.0 == b.0);
        numbers.filter(|patrols| patrols.len() > 1).map(|patrols| patrols[0].0).collect()
    }

    /// The number of a patrol in this ledger.
    pub fn of(&self, patrol: RecordIx) -> Option<LedgerNumber> {
        let at = self.by_patrol.binary_search_by_key(&patrol, |(n, _)| *n).ok()?;
        Some(self.by_patrol[at].1)
    }

    /// The ledger of a party that gave these numbers. Two voices of one party may give a patrol one
    /// number; where they give it two, both are in the ledger, and the first stands beside it.
    pub(super) fn new(party: Id, given: NumberedPatrols) -> Self {
        let mut numbers: Vec<(i64, RecordIx)> =
            given.iter().map(|(n, number)| (*number, *n)).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let beside = |(n, number): (RecordIx, i64)| (n, LedgerNumber { number, inferred: false });
        let mut by_patrol: Vec<(RecordIx, LedgerNumber)> = given.into_iter().map(beside).collect();
        by_patrol.sort_by_key(|(n, _)| *n); // stable: the first stays the first
        by_patrol.dedup_by_key(|(n, _)| *n);
        Ledger { party, numbers, inferred: BTreeMap::new(), by_patrol }
    }

    pub(super) fn infer(&mut self, patrol: RecordIx, number: i64) {
        self.inferred.insert(number, patrol);
        if let Err(at) = self.by_patrol.binary_search_by_key(&patrol, |(n, _)| *n) {
            self.by_patrol.insert(at, (patrol, LedgerNumber { number, inferred: true }));
        }
    }
}

impl Ledger {
    /// The ledgers of all parties that number patrols, parties to the agreement first.
    pub fn all(board: &Board) -> Vec<Ledger> {
        let mut parties: Vec<(&Id, NumberedPatrols)> = Vec::new();
        let mut desk: Vec<(RecordIx, i64)> = Vec::new();
        for n in board.visible_of(Table::Patrol).filter(|n| board.is_patrol(*n)) {
            for said in board.voices(board.record(n), Key::Number) {
                let Value::Integer(number) = said.value else { continue };
                let Some(voice) = board.record(n).words[said.word].voice() else { continue };
                if voice.is_desk() {
                    desk.push((n, *number));
                }
                let Some(party) = board.party_of(voice) else { continue };
                match parties.iter_mut().find(|(known, _)| *known == party) {
                    Some((_, given)) => given.push((n, *number)),
                    None => parties.push((party, vec![(n, *number)])),
                }
            }
        }
        let ledgers = parties.into_iter().map(|(party, given)| Ledger::new(party.clone(), given));
        let mut ledgers: Vec<Ledger> = ledgers.collect();
        for (patrol, number) in desk {
            if let Some(ledger) =
                ledgers.iter_mut().find(|ledger| board.fits(ledger, patrol, number))
            {
                ledger.infer(patrol, number);
            }
        }
        ledgers.sort_by_key(|ledger| std::cmp::Reverse(ledger.count()));
        ledgers
    }
}

impl Board {
    /// Whether an inferred number fills a gap of a ledger at its place in time.
    fn fits(&self, ledger: &Ledger, patrol: RecordIx, number: i64) -> bool {
        let day = |n: RecordIx| -> Option<Day> { self.date_of(n)?.earliest };
        let (below, above) =
            ledger.numbers.split_at(ledger.numbers.partition_point(|(n, _)| *n < number));
        let neighbour = |number: Option<&(i64, RecordIx)>| {
            let (_, patrol) = ledger.bearing(number?.0).first()?;
            day(*patrol)
        };
        let (before, after) = (neighbour(below.last()), neighbour(above.first()));
        let at = day(patrol);
        ledger.bearing(number).is_empty()
            && ledger.of(patrol).is_none()
            && before.is_some_and(|before| Some(before) <= at)
            && after.is_some_and(|after| at <= Some(after))
    }

    /// Numbers given to a patrol by voices that keep no party's ledger: outlets.
    pub fn other_numbers<'a>(&'a self, record: &'a Record) -> Vec<(&'a Id, i64)> {
        let voices = self.voices(record, Key::Number).into_iter();
        let outlets = voices.filter_map(|said| {
            let voice = record.words[said.word].voice()?;
            match said.value {
                Value::Integer(number) if self.party_of(voice).is_none() && !voice.is_desk() => {
                    Some((voice, *number))
                }
                _ => None,
            }
        });
        outlets.collect()
    }
}

/// Numbers as a list of runs: `3, 5–8`.
pub fn runs(numbers: &[i64]) -> String {
    let mut runs: Vec<(i64, i64)> = Vec::new();
    for n in numbers {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == *n => *last = *n,
            _ => runs.push((*n, *n)),
        }
    }
    let run = |(first, last): &(i64, i64)| {
        if first == last { first.to_string() } else { format!("{first}–{last}") }
    };
    runs.iter().map(run).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_listed_in_runs() {
        assert_eq!(runs(&[18, 23]), "18, 23");
        assert_eq!(runs(&[1, 2, 3, 7]), "1–3, 7");
    }

    #[test]
    fn gaps_and_repeats_are_found() {
        let patrol = RecordIx::new;
        let given = [(0, 17), (1, 19), (3, 21), (4, 21)];
        let given = given.map(|(at, number)| (patrol(at), number)).to_vec();
        let mut ledger = Ledger::new(Id::new("turkey").unwrap(), given);
        ledger.infer(patrol(2), 20);
        assert_eq!((ledger.count(), ledger.missing(), ledger.repeated()), (21, vec![18], vec![21]));
        assert_eq!(ledger.of(patrol(2)), Some(LedgerNumber { number: 20, inferred: true }));
    }
}
