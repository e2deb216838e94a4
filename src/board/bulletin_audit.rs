//! What a careful editor notes about bulletins.

use super::{Finding, Index, full_day};
use crate::model::{Entry, INHERITED, Key, Record, Table, Value};

/// Every finding about the bulletins of a scenario and what rests on them.
pub(super) fn findings(index: &Index) -> Vec<Finding> {
    let scenario = &index.scenario;
    let mut found = Vec::new();
    for bulletin in scenario.table(Table::Bulletin) {
        found.extend(rests_nothing(index, bulletin));
        found.extend(tells_ahead(bulletin));
    }
    found.extend(scenario.records().iter().flat_map(|record| says_again(index, record)));
    found
}

fn rests_nothing(index: &Index, bulletin: &Record) -> Option<Finding> {
    let is_used = !index.naming(Table::Bulletin, &bulletin.id).is_empty();
    if is_used || bulletin.get(Key::Covers).is_some() {
        return None;
    }
    let entry = bulletin.own().entry(Key::Id)?;
    let message = format!("nothing rests on {}, and it covers no day", bulletin.id);
    let hint = "`covers` and `looked_for` say what it would have told, had there been any";
    Some(Finding::note("empty-bulletin", entry, message, hint))
}

fn tells_ahead(bulletin: &Record) -> Option<Finding> {
    let entry = bulletin.own().entry(Key::Published)?;
    let published = entry.value.as_when()?.latest?;
    let begins = bulletin.get(Key::Covers)?.as_when()?.earliest?;
    let message = format!(
        "{} was published on {}, before the days that it covers begin on {}",
        bulletin.id,
        full_day(published),
        full_day(begins)
    );
    let hint = "one of the two is a slip";
    (published < begins).then(|| Finding::note("published-before-covers", entry, message, hint))
}

/// What a word says of its voice exactly as its bulletin does.
fn says_again<'i>(index: &'i Index, record: &'i Record) -> impl Iterator<Item = Finding> + 'i {
    record.words.iter().filter_map(|word| {
        let scenario = &index.scenario;
        let bulletin = scenario.record(scenario.bulletin_of(word)?);
        let is_again = |entry: &&Entry| {
            let said = INHERITED.contains(&entry.key).then(|| bulletin.get(entry.key)).flatten();
            said.is_some_and(|said| is_same(said, &entry.value))
        };
        let again: Vec<&Entry> = word.written().filter(is_again).collect();
        let names: Vec<&str> = again.iter().map(|entry| entry.key.name()).collect();
        let (id, of) = (&record.id, &bulletin.id);
        let message = format!("{id} says again what {of} says: {}", names.join(", "));
        Some(Finding::note(
            "says-again",
            again.first()?,
            message,
            "the bulletin says it for the record",
        ))
    })
}

fn is_same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::When(a), Value::When(b)) => a.interval() == b.interval() && a.words == b.words,
        _ => a == b,
    }
}
