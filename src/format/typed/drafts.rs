//! A record that is there, as it would be written anew.

use super::{Typing, typed};
use crate::{
    format::edit::{Draft, Fields},
    model::{Day, Key, Record, Scenario, Table, Value, Word},
};

/// A record with all that its voices say and what stands inside it. `None` where a value cannot be
/// written, which the property tests of this room have not found.
pub fn draft_of(record: &Record, scenario: &Scenario) -> Option<Draft> {
    let typing = typing(scenario);
    let inside = |inner: &&Record| inner.parent.as_ref() == Some(&record.id);
    // A source may share its id with an actor, whose ties are not its own.
    let inner = scenario.records().iter().filter(inside).filter(|_| record.table.is_owner());
    let inner: Option<Vec<Draft>> = inner.map(|inner| draft_of(inner, scenario)).collect();
    let (own, others) = record.words.split_first()?;
    let accounts: Option<Vec<Fields>> =
        others.iter().map(|word| fields(&typing, record.table, word)).collect();
    Some(Draft {
        table: record.table,
        table_name: record.table_name,
        parent: record.parent.clone(),
        fields: fields(&typing, record.table, own)?,
        accounts: accounts?,
        inner: inner?,
    })
}

/// The TOML of a value of a key.
pub fn toml_of(table: Table, key: Key, value: &Value, scenario: &Scenario) -> Option<String> {
    Some(typing(scenario).read(table, key, &typed(value)).ok()?.toml)
}

/// What a word says, each key with the TOML of its value. `None` where a value cannot be written.
pub fn fields_of(table: Table, word: &Word, scenario: &Scenario) -> Option<Fields> {
    fields(&typing(scenario), table, word)
}

fn fields(typing: &Typing, table: Table, word: &Word) -> Option<Fields> {
    let entries = word.written();
    entries
        .map(|entry| {
            Some((entry.key, typing.read(table, entry.key, &typed(&entry.value)).ok()?.toml))
        })
        .collect()
}

/// What is typed for a value has its year: no day is needed to see it from.
fn typing(scenario: &Scenario) -> Typing<'_> {
    Typing::new(scenario, Day::default())
}
