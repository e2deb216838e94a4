//! When two voices cannot both be right.

use super::{Board, Said};
use crate::model::{Bounds, Count, Counts, Keys, Record, Scenario, Value};

/// The keys of a record on which two visible voices cannot both be true. Words, notes and patrol
/// numbers never contest: numbers are ledgers.
pub fn contested_keys(board: &Board, record: &Record) -> Keys {
    let (mut asked, mut contested) = (Keys::default(), Keys::default());
    // Of two words that carry a key, one is an account.
    for entry in record.accounts().iter().flat_map(|word| &word.entries) {
        let key = entry.key;
        if asked.contains(&key) || !key.may_contest() {
            continue;
        }
        asked.insert(key);
        if is_contested(board, &board.voices(record, key)) {
            contested.insert(key);
        }
    }
    contested
}

fn is_contested(board: &Board, voices: &[Said]) -> bool {
    let pairs =
        voices.iter().enumerate().flat_map(|(n, a)| voices[n + 1..].iter().map(move |b| (a, b)));
    pairs.into_iter().any(|(a, b)| exclude(board.scenario(), a.value, b.value))
}

/// Whether two values of one key cannot both be true.
pub(super) fn exclude(scenario: &Scenario, a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::When(a), Value::When(b)) => a.excludes(b),
        (Value::Count(a), Value::Count(b)) => a.excludes(b),
        (Value::Counts(a), Value::Counts(b)) => counts_exclude(a, b),
        (Value::Counts(counts), Value::Count(count))
        | (Value::Count(count), Value::Counts(counts)) => whole_excludes(counts, count),
        (Value::Term(a), Value::Term(b)) => a != b && !a.leaves_open() && !b.leaves_open(),
        (Value::Id(a), Value::Id(b)) => {
            let is_place = |id| {
                scenario.find(id).is_some_and(|record| record.table == crate::model::Table::Place)
            };
            is_place(a) && is_place(b) && !scenario.is_part_of(a, b) && !scenario.is_part_of(b, a)
        }
        (Value::Flag(a), Value::Flag(b)) => a != b,
        _ => false,
    }
}

/// Two breakdowns contest on a name that both carry.
fn counts_exclude(a: &Counts, b: &Counts) -> bool {
    let differs = |part: &crate::model::Part| {
        part.count.as_ref().zip(b.of(&part.name)).is_some_and(|(one, other)| one.excludes(other))
    };
    a.parts.iter().any(differs) || a.bounds().excludes(b.bounds())
}

/// A plain count is of everybody: a breakdown contests it by its total or its sum.
fn whole_excludes(counts: &Counts, count: &Count) -> bool {
    let listed: Bounds = counts.bounds();
    listed.excludes(count.bounds())
}
