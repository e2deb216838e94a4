//! Findings of a whole file that reading it key by key cannot make: the audit of its sources
//! (notes), routes that cannot be drawn (notes), and tripwires whose filter nobody can read
//! (errors).

use std::sync::Arc;

use super::{Index, Query, Route, audit::audit, indicators::WATCHED};
use crate::model::{Clean, Code, Key, Record, Scenario, Severity, Spot, Table};

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

/// Everything found in a scenario as a whole, in no particular order.
pub fn findings(index: &Arc<Index>) -> Vec<Finding> {
    let scenario = &index.scenario;
    let mut found = audit(index);
    let routes = scenario.span(Table::Route).filter(|n| Route::of(scenario, *n).is_none());
    found.extend(routes.filter_map(|n| undrawn(&scenario.records()[n])));
    let indicators = scenario.table(Table::Indicator);
    let read = indicators.iter().take(WATCHED);
    found.extend(read.filter_map(|record| unreadable_filter(scenario, record)));
    found.extend(indicators.get(WATCHED).map(one_too_many));
    found
}

/// A route that says where it runs, but not well enough to draw it.
fn undrawn(route: &Record) -> Option<Finding> {
    let entry = [Key::Through, Key::Path].into_iter().find_map(|key| route.own().entry(key))?;
    Some(Finding {
        severity: Severity::Note,
        code: "undrawn-route",
        key: entry.key,
        spot: entry.spot,
        message: "fewer than two different points of this route are known".into(),
        hint: Some("nothing is measured along it until its places have a point: `at`".into()),
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
        message: format!("more than {WATCHED} indicators; the rest are not watched").into(),
        hint: Some("one indicator can count much: its filter joins terms".into()),
    }
}
