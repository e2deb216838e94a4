//! Patrol numbers: each party keeps a count of its own; gaps and repeats are found, never typed.

use std::collections::{BTreeMap, HashMap};

use super::Board;
use crate::model::{Day, Id, Key, Record, Table, Value};

/// One party's numbers, as far as visible.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ledger {
    pub party: Id,
    /// The patrols of each number, by position.
    pub numbers: BTreeMap<i64, Vec<usize>>,
    /// Numbers that the desk inferred from their neighbours.
    pub inferred: BTreeMap<i64, usize>,
    /// The number of each patrol: the way back, for the cells of a column.
    by_patrol: HashMap<usize, Number>,
}

/// A number in a ledger's column.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Number {
    pub number: i64,
    pub inferred: bool,
}

impl Ledger {
    /// The highest number: what the party says it has run.
    pub fn count(&self) -> i64 {
        self.numbers.keys().next_back().copied().unwrap_or(0)
    }

    /// Numbers between the first and the last that no visible patrol bears.
    pub fn missing(&self) -> Vec<i64> {
        let first = self.numbers.keys().next();
        first.map_or(Vec::new(), |first| self.missing_in(*first, self.count()))
    }

    /// Numbers from `first` up to without `end` that no visible patrol bears; the first thousand.
    pub(super) fn missing_in(&self, first: i64, end: i64) -> Vec<i64> {
        let known = |n: &i64| self.numbers.contains_key(n) || self.inferred.contains_key(n);
        (first..end).filter(|n| !known(n)).take(1000).collect()
    }

    /// Whether more than one visible patrol bears a number.
    pub(super) fn is_repeated(&self, number: Number) -> bool {
        self.numbers.get(&number.number).is_some_and(|patrols| patrols.len() > 1)
    }

    /// Numbers that more than one visible patrol bears.
    pub fn repeated(&self) -> Vec<i64> {
        self.numbers.iter().filter(|(_, patrols)| patrols.len() > 1).map(|(n, _)| *n).collect()
    }

    /// The number of a patrol in this ledger.
    pub fn of(&self, patrol: usize) -> Option<Number> {
        self.by_patrol.get(&patrol).copied()
    }

    pub(super) fn new(party: Id) -> Self {
        let (numbers, inferred) = (BTreeMap::new(), BTreeMap::new());
        Ledger { party, numbers, inferred, by_patrol: HashMap::new() }
    }

    pub(super) fn enter(&mut self, patrol: usize, number: i64) {
        let patrols = self.numbers.entry(number).or_default();
        if !patrols.contains(&patrol) {
            patrols.push(patrol); // two voices of one party may give one number
        }
        self.by_patrol.entry(patrol).or_insert(Number { number, inferred: false });
    }

    pub(super) fn infer(&mut self, patrol: usize, number: i64) {
        self.inferred.insert(number, patrol);
        self.by_patrol.entry(patrol).or_insert(Number { number, inferred: true });
    }
}

impl Board {
    /// The ledgers of all parties that number patrols, parties to the agreement first.
    pub fn ledgers(&self) -> Vec<Ledger> {
        let mut ledgers: Vec<Ledger> = Vec::new();
        let mut desk: Vec<(usize, i64)> = Vec::new();
        for n in self.visible_of(Table::Patrol) {
            for said in self.voices(self.record(n), Key::Number) {
                let Value::Integer(number) = said.value else { continue };
                let Some(voice) = self.record(n).words[said.word].voice() else { continue };
                if voice.is_desk() {
                    desk.push((n, *number));
                }
                let Some(party) = self.party_of(voice) else { continue };
                let known = ledgers.iter().position(|ledger| ledger.party == *party);
                let at = known.unwrap_or_else(|| {
                    ledgers.push(Ledger::new(party.clone()));
                    ledgers.len() - 1
                });
                ledgers[at].enter(n, *number);
            }
        }
        for (patrol, number) in desk {
            if let Some(ledger) =
                ledgers.iter_mut().find(|ledger| self.fits(ledger, patrol, number))
            {
                ledger.infer(patrol, number);
            }
        }
        ledgers.sort_by_key(|ledger| std::cmp::Reverse(ledger.count()));
        ledgers
    }

    /// Whether an inferred number fills a gap of a ledger at its place in time.
    fn fits(&self, ledger: &Ledger, patrol: usize, number: i64) -> bool {
        let day = |n: usize| -> Option<Day> { self.date(self.record(n))?.earliest };
        let neighbour = |patrols: Option<(&i64, &Vec<usize>)>| {
            patrols.and_then(|(_, patrols)| day(*patrols.first()?))
        };
        let before = neighbour(ledger.numbers.range(..number).next_back());
        let after = neighbour(ledger.numbers.range(number..).next());
        let at = day(patrol);
        !ledger.numbers.contains_key(&number)
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
        let mut ledger = Ledger::new(Id::new("turkey").unwrap());
        for (patrol, number) in [(0, 17), (1, 19), (3, 21), (4, 21)] {
            ledger.enter(patrol, number);
        }
        ledger.infer(2, 20);
        assert_eq!((ledger.count(), ledger.missing(), ledger.repeated()), (21, vec![18], vec![21]));
        assert_eq!(ledger.of(2), Some(Number { number: 20, inferred: true }));
    }
}
