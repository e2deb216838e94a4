//! What a careful reader notes about agreements: amendments that come before what they amend, or move
//! what is not there, and words of one voice on one day that disagree.

use std::collections::BTreeMap;

use super::{Finding, contest::exclude, full_day};
use crate::model::{Day, Entry, Id, Key, Record, Scenario, State, Table, Value};

/// Every finding about statuses and amendments of a scenario, in no particular order.
pub(super) fn findings(scenario: &Scenario) -> Vec<Finding> {
    let mut found = Vec::new();
    for record in scenario.table(Table::Amendment) {
        found.extend(before_its_agreement(scenario, record));
        found.extend(moves_no_deadline(scenario, record));
    }
    found.extend(two_of_one_voice(scenario, Table::Status));
    found.extend(two_of_one_voice(scenario, Table::Amendment));
    found
}

/// An amendment that holds from a day before what it amends was signed.
fn before_its_agreement(scenario: &Scenario, record: &Record) -> Option<Finding> {
    let of = scenario.find(record.id_of(Key::Of)?)?;
    let agreement = of.parent.as_ref().and_then(|id| scenario.find(id)).unwrap_or(of);
    let signed = agreement.get(Key::Signed)?.as_when()?;
    let (entry, since) = (record.own().entry(Key::Since)?, record.date()?);
    let is_before = since.latest? < signed.earliest?;
    let message = format!(
        "{} holds from {} on, before {} was signed",
        record.id,
        full_day(since.latest?),
        agreement.id
    );
    is_before.then(|| {
        Finding::note("amended-before-signed", entry, message, "one of the two days is a slip")
    })
}

/// An amendment that moves a deadline which was never set.
fn moves_no_deadline(scenario: &Scenario, record: &Record) -> Option<Finding> {
    let of = scenario.find(record.id_of(Key::Of)?)?;
    let entry = record.own().entry(Key::Deadline)?;
    let message = format!("{} moves the deadline of {}, which has none", record.id, of.id);
    let hint = match of.table {
        Table::Agreement => "an agreement has none: name a clause, or write until",
        _ => "write the deadline as it was agreed into the clause",
    };
    let has_none = of.table == Table::Agreement || of.get(Key::Deadline).is_none();
    has_none.then(|| Finding::note("no-deadline", entry, message, hint))
}

/// What one voice says from one day on, by what it is of.
type SaidOnDay<'a> = BTreeMap<(&'a Id, &'a Id, Day), Vec<(&'a Record, &'a Entry, &'a [Id])>>;

/// Records of one voice, of one thing and from one day on, that cannot both be right.
fn two_of_one_voice(scenario: &Scenario, table: Table) -> Vec<Finding> {
    let keys: &[Key] = match table {
        Table::Status => &[Key::Is],
        _ => &[Key::Deadline, Key::Until],
    };
    let mut found = Vec::new();
    for key in keys {
        for ((_, voice, day), said) in of_each_day(scenario, table, *key) {
            for (n, (record, entry, to)) in said.iter().enumerate() {
                let differs = |other: &&(&Record, &Entry, &[Id])| {
                    disagree(scenario, (other.1, other.2), (entry, to))
                };
                let Some((other, before, _)) = said[..n].iter().find(differs) else { continue };
                let message = format!(
                    "{} says two things from {} on: {} in {}, and {} in {}",
                    scenario.name(voice),
                    full_day(day),
                    crate::format::typed::typed(&before.value),
                    other.id,
                    crate::format::typed::typed(&entry.value),
                    record.id
                );
                let hint = "one is a slip; a later word bears the day from which it holds";
                found.push(Finding::note("one-voice-two-records", entry, message, hint));
            }
        }
    }
    found
}

fn of_each_day(scenario: &Scenario, table: Table, key: Key) -> SaidOnDay<'_> {
    let mut said = SaidOnDay::new();
    for record in scenario.table(table) {
        let (Some(of), Some(since)) = (record.id_of(Key::Of), record.date()) else { continue };
        for word in record.words.iter().filter(|word| word.withdrawn().is_none()) {
            let since = word.get(Key::Since).and_then(Value::as_when).unwrap_or(since);
            let to = word.get(Key::To).map_or(&[][..], Value::ids);
            let (Some(voice), Some(day), Some(entry)) =
                (word.voice(), since.day(), word.entry(key))
            else {
                continue;
            };
            let all = said.entry((of, voice, day)).or_default();
            // Words of one record are looked at elsewhere.
            if !all.iter().any(|(other, ..)| other.id == record.id) {
                all.push((record, entry, to));
            }
        }
    }
    said
}

/// Whether two values of one voice cannot both hold: of a case, how far it is and what was found stand
/// beside each other.
fn disagree(scenario: &Scenario, a: (&Entry, &[Id]), b: (&Entry, &[Id])) -> bool {
    match (a.0.value.term::<State>(), b.0.value.term::<State>()) {
        (Some(one), Some(other)) if one.is_of_case() && other.is_of_case() => {
            let is_other = one != other || !a.1.is_empty() && !b.1.is_empty() && a.1 != b.1;
            one.is_finding() == other.is_finding() && is_other
        }
        _ => exclude(scenario, &a.0.value, &b.0.value),
    }
}
