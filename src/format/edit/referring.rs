//! Who refers to a record, so that none is removed from under another.

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
            let of = match &entry.value {
                Value::Kind(_) => Some(Table::Kind),
                _ => entry.key.names_apart(),
            };
            let names = ids.iter().any(|id| names(&entry.value, id));
            let is_id = entry.key == Key::Id;
            if of == apart && names && !is_id {
                found.push((record, entry.key));
            }
        }
    }
    found.dedup_by(|a, b| std::ptr::eq(a.0, b.0) && a.1 == b.1);
    found
}

/// Whether a value refers to an id.
fn names(value: &Value, id: &Id) -> bool {
    match value {
        Value::Id(_) | Value::Ids(_) => value.ids().contains(id),
        Value::Kind(kind) => kind.id == *id,
        Value::Corridor(corridor) => corridor.along == *id,
        Value::Within(within) => within.of == *id,
        Value::Counts(counts) => counts.parts.iter().any(|part| *part.name == *id.as_str()),
        _ => false,
    }
}
