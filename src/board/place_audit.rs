//! What is advised of places: codes that two of them share, points that others know.

use std::collections::{BTreeMap, BTreeSet};

use super::{Finding, gazetteer::points_of_towns};
use crate::model::{Coordinates, Id, Key, Record, Scenario, Table, Value, fold};

/// The lowest administrative level that may be a town.
const LEAST_OF_TOWNS: i64 = 3;
/// Towns of one name that are told of one by one.
const TOLD: usize = 6;

/// Points that others know of places that have none. The world's map is looked through for them, so
/// that they are found where somebody asks for all that may be said of a file, not at each opening.
pub(super) fn offers(scenario: &Scenario) -> Vec<Finding> {
    let places = scenario.table(Table::Place).iter();
    let wholes: BTreeSet<&Id> =
        places.clone().filter_map(|place| place.get(Key::PartOf)?.as_id()).collect();
    let towns = places.filter(|place| !wholes.contains(&place.id));
    let known = known_points(scenario);
    towns.filter_map(|place| offered_point(place, &known)).collect()
}

/// A code is of one place: what another bears as well is a slip.
pub(super) fn same_codes(scenario: &Scenario) -> Vec<Finding> {
    let mut bearers: BTreeMap<String, &Id> = BTreeMap::new();
    let mut found = Vec::new();
    for place in scenario.table(Table::Place) {
        let own = place.own().entry(Key::Pcode).zip(place.text(Key::Pcode));
        let Some((entry, code)) = own else { continue };
        match bearers.get(&fold(code)) {
            Some(first) => {
                let message = format!("{} has the code of {first}: {code}", place.id);
                let hint = "one of the two is a slip, or both are one place";
                found.push(Finding::note("same-pcode", entry, message, hint));
            }
            None => {
                bearers.insert(fold(code), &place.id);
            }
        }
    }
    found
}

/// The points that the places of a scenario have.
fn known_points(scenario: &Scenario) -> Vec<Coordinates> {
    let places = scenario.table(Table::Place).iter();
    let points = places.filter_map(|place| match place.get(Key::At) {
        Some(Value::Point(point)) => Some(point.coordinates()),
        _ => None,
    });
    points.collect()
}

/// The point of the populated place of that name near what is known, for one that has none: offered,
/// never given. A place that holds others, or is a province by its level, is no town.
pub fn offered_point(place: &Record, known: &[Coordinates]) -> Option<Finding> {
    let level = place.get(Key::Admin);
    let is_large = matches!(level, Some(Value::Integer(level)) if *level < LEAST_OF_TOWNS);
    if place.get(Key::At).is_some() || is_large {
        return None;
    }
    let entry = place.own().entry(Key::Name)?;
    let towns = points_of_towns(place.heading(), known);
    let each = |(written, which): &(String, String)| format!("at = {written} ({which})");
    let (message, hint) = match towns.as_slice() {
        [] => return None,
        [(written, which)] => (
            format!("{} has no point; the world's map has one town of its name", place.id),
            format!("at = {written}, if it is that one ({which})"),
        ),
        several => {
            let told: Vec<String> = several.iter().take(TOLD).map(each).collect();
            let more = several.len().saturating_sub(TOLD);
            let more = if more > 0 { format!("; and {more} more") } else { String::new() };
            let count = several.len();
            (
                format!("{} has no point; the world's map has {count} towns of its name", place.id),
                format!("which is it? {}{more}", told.join("; ")),
            )
        }
    };
    Some(Finding::note("no-point", entry, message, &hint))
}
