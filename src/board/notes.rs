//! Findings of a whole file that reading it key by key cannot make: the audit of its sources
//! (notes), routes that cannot be drawn (notes), and tripwires whose filter nobody can read
//! (errors).

use std::sync::Arc;

use super::{
    Finding, Index, Query, Route, Undrawn,
    audit::audit,
    corridor::{MEASURED, MOST_KM, MOST_POINTS},
    indicators::WATCHED,
    zones::zone_faults,
};
use crate::model::{Key, Record, Scenario, Severity, Table, Value};

/// Everything found in a scenario as a whole, in no particular order.
pub fn findings(index: &Arc<Index>) -> Vec<Finding> {
    let scenario = &index.scenario;
    let mut found = audit(index);
    let routes = scenario.span(Table::Route).take(MEASURED);
    let failed = routes.filter_map(|n| Some((n, Route::of(scenario, n).err()?)));
    found.extend(failed.filter_map(|(n, why)| undrawn(scenario.record(n), why)));
    found.extend(zone_faults(index));
    let corridors = scenario.table(Table::Clause).iter();
    let mut corridors = corridors.filter(|clause| clause.get(Key::Corridor).is_some());
    let beyond = [
        (scenario.table(Table::Route).get(MEASURED), Key::Id, "routes"),
        (corridors.nth(MEASURED), Key::Corridor, "corridors"),
    ];
    let too_many = beyond.into_iter().filter_map(|(record, key, what)| Some((record?, key, what)));
    found.extend(too_many.map(|(record, key, what)| unmeasured(record, key, what)));
    let indicators = scenario.table(Table::Indicator);
    let read = indicators.iter().take(WATCHED);
    found.extend(read.filter_map(|record| unreadable_filter(scenario, record)));
    found.extend(indicators.get(WATCHED).map(one_too_many));
    found.extend(
        scenario.table(Table::Clause).iter().filter_map(|of| unreadable_promise(scenario, of)),
    );
    found
}

/// A route that says where it runs, but cannot be drawn.
fn undrawn(route: &Record, why: Undrawn) -> Option<Finding> {
    let entry = [Key::Through, Key::Path].into_iter().find_map(|key| route.own().entry(key))?;
    let simplify = "draw it with fewer points: nothing is measured along it so";
    let (severity, message, hint) = match why {
        Undrawn::Unknown => (
            Severity::Note, // its places may yet get their points
            "fewer than two different points of this route are known".to_owned(),
            "nothing is measured along it until its places have a point: `at`",
        ),
        Undrawn::TooManyPoints => {
            (Severity::Error, format!("this route has more than {MOST_POINTS} points"), simplify)
        }
        Undrawn::TooLong => {
            (Severity::Error, format!("this route is longer than {MOST_KM} km"), simplify)
        }
    };
    Some(Finding {
        severity,
        code: "undrawn-route",
        key: entry.key,
        spot: entry.spot,
        message: message.into(),
        hint: Some(hint.into()),
    })
}

fn unmeasured(record: &Record, key: Key, what: &str) -> Finding {
    Finding {
        severity: Severity::Error,
        code: "too-many-routes",
        key,
        spot: record.own().entry(key).map_or(record.spot, |entry| entry.spot),
        message: format!("more than {MEASURED} {what}; nothing is measured to the rest").into(),
        hint: None,
    }
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

/// A promise whose progress nobody can count.
fn unreadable_promise(scenario: &Scenario, clause: &Record) -> Option<Finding> {
    let entry = clause.own().entry(Key::Promised)?;
    let Value::Promise(promise) = &entry.value else { return None };
    let error = Query::parse(promise.counts.as_ref()?, scenario).err()?;
    Some(Finding {
        severity: Severity::Error,
        code: "bad-filter",
        key: Key::Promised,
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
