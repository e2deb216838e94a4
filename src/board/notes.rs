//! Findings of a whole file that reading it key by key cannot make: what the sources contradict
//! themselves in (notes), and tripwires whose filter nobody can read (errors).

use super::Query;
use crate::model::{
    Clean, Code, Counts, Key, Record, Scenario, Severity, Spot, Table, Value, Word,
};

/// One finding, at the key it is about.
#[derive(Clone, PartialEq, Debug)]
pub struct Finding {
    pub severity: Severity,
    pub code: Code,
    pub key: Key,
    pub spot: Spot,
    pub message: Clean,
    pub hint: Option<Clean>,
}

/// Tripwires that a board watches: each is read against every name of the file.
const INDICATORS: usize = 50;

/// What a careful reader would note of a scenario, in no particular order.
pub fn findings(scenario: &Scenario) -> Vec<Finding> {
    let mut found = Vec::new();
    for record in scenario.table(Table::Tally) {
        for word in &record.words {
            for key in [Key::ByPlace, Key::ByKind] {
                found.extend(parts_above_total(record, word, key));
            }
        }
    }
    let indicators = scenario.table(Table::Indicator);
    let read = indicators.iter().take(INDICATORS);
    found.extend(read.filter_map(|record| unreadable_filter(scenario, record)));
    found.extend(indicators.get(INDICATORS).map(one_too_many));
    found
}

/// A breakdown whose parts add up to more than the total of the same word.
fn parts_above_total(record: &Record, word: &Word, key: Key) -> Option<Finding> {
    let total = word.get(Key::Count).and_then(Value::as_count)?.high?;
    let entry = word.entry(key)?;
    let Value::Counts(Counts { parts }) = &entry.value else { return None };
    let listed: u64 = parts.iter().map(|part| part.bounds().low).sum();
    (listed > total).then(|| Finding {
        severity: Severity::Note,
        code: "parts-above-total",
        key,
        spot: entry.spot,
        message: format!("the parts of {} add up to {listed}, its total is {total}", record.id)
            .into(),
        hint: Some("kept as printed: the source contradicts itself".into()),
    })
}

fn unreadable_filter(scenario: &Scenario, record: &Record) -> Option<Finding> {
    let entry = record.own().entry(Key::Counts)?;
    let error = Query::parse(entry.value.as_text()?, scenario).err()?;
    Some(Finding {
        severity: Severity::Error,
        code: "bad-filter",
        key: Key::Counts,
        spot: entry.spot,
        message: error.message,
        hint: error.hint,
    })
}

fn one_too_many(record: &Record) -> Finding {
    Finding {
        severity: Severity::Error,
        code: "too-many-indicators",
        key: Key::Counts,
        spot: record.spot,
        message: format!("more than {INDICATORS} indicators; the rest are not watched").into(),
        hint: Some("one indicator can count much: its filter joins terms".into()),
    }
}
