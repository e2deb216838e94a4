//! Who refers to a record, so that none is removed from under another.

use std::collections::{HashMap, HashSet};

use super::{Edit, Target};
use crate::model::{Id, Key, Record, Refusal, Scenario, Table, Value, Word};

/// Refuses to remove a record that another refers to.
pub fn refuse_loose_ends(
    scenario: &Scenario,
    edits: &[Edit],
    wanted: &[Record],
) -> Result<(), Refusal> {
    for edit in edits {
        let Edit::RemoveRecord { record } = edit else { continue };
        let referring: Vec<&str> = referring(scenario, record)
            .into_iter()
            .filter(|(other, key)| {
                let still = wanted.iter().find(|it| it.table == other.table && it.id == other.id);
                still.is_some_and(|it| it.words.iter().any(|word| word.get(*key).is_some()))
            })
            .map(|(other, _)| other.id.as_str())
            .collect();
        if let Some(first) = referring.first() {
            let message = match referring.len() {
                1 => format!("`{first}` refers to `{}`", record.id),
                n => format!("`{first}` and {} more refer to `{}`", n - 1, record.id),
            };
            return Err(Refusal::new(message, "change what refers to it first"));
        }
    }
    Ok(())
}

/// Every record that refers to one, or to what stands inside it, with the key that does; once for
/// each key.
pub fn referring<'s>(scenario: &'s Scenario, target: &Target) -> Vec<(&'s Record, Key)> {
    let apart = Some(target.table).filter(|table| table.has_own_ids());
    let inside = |record: &Record| apart.is_none() && record.parent.as_ref() == Some(&target.id);
    let is_it = |record: &Record| Target::of(record) == *target || inside(record);
    let mut ids = vec![&target.id];
    ids.extend(scenario.records().iter().filter(|record| inside(record)).map(|record| &record.id));
    let mut found: Vec<(&Record, Key)> = Vec::new();
    for record in scenario.records().iter().filter(|record| !is_it(record)) {
        for entry in record.words.iter().flat_map(Word::written) {
            let is_named = names(&entry.value).any(|name| ids.iter().any(|id| id.as_str() == name));
            let is_id = entry.key == Key::Id;
            if self::apart(entry.key, &entry.value) == apart && is_named && !is_id {
                found.push((record, entry.key));
            }
        }
    }
    found.dedup_by(|a, b| std::ptr::eq(a.0, b.0) && a.1 == b.1);
    found
}

/// How many records refer to each: by its id, with its table where that has ids of its own.
pub fn reference_counts(scenario: &Scenario) -> HashMap<(Option<Table>, String), usize> {
    let mut counts = HashMap::new();
    for record in scenario.records() {
        let mut named: HashSet<(Option<Table>, String)> = HashSet::new();
        for entry in record.words.iter().flat_map(Word::written) {
            if entry.key != Key::Id {
                let of = apart(entry.key, &entry.value);
                named.extend(names(&entry.value).map(|id| (of, id.to_owned())));
            }
        }
        named.into_iter().for_each(|name| *counts.entry(name).or_default() += 1);
    }
    counts
}

/// The table with ids of its own that a value refers to; `None` of the namespace that all others share.
fn apart(key: Key, value: &Value) -> Option<Table> {
    match value {
        Value::Kind(_) => Some(Table::Kind),
        _ => key.names_apart(),
    }
}

/// The ids that a value refers to.
fn names(value: &Value) -> impl Iterator<Item = &str> {
    let ids = match value {
        Value::Id(_) | Value::Ids(_) => value.ids(),
        _ => &[],
    };
    let one = match value {
        Value::Kind(kind) => Some(&kind.id),
        Value::Corridor(corridor) => Some(&corridor.along),
        Value::Within(within) => Some(&within.of),
        _ => None,
    };
    let parts = match value {
        Value::Counts(counts) => counts.parts.as_slice(),
        _ => &[],
    };
    let parts = parts.iter().map(|part| part.name.as_str());
    ids.iter().chain(one).map(Id::as_str).chain(parts)
}
