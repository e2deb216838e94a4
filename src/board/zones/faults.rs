//! What is wrong with the zones of a file as a whole: rings that cross themselves, files without the
//! area that is named, places and routes without points.

use super::{MOST_ZONES, ScenarioZones, ZoneUndrawn, drawing::extent};
use crate::{
    board::{Finding, Index},
    model::{Clean, Entry, Key, Reason, Record, Severity, Table},
};

/// All that is found of the zones of a scenario.
pub(in crate::board) fn zone_faults(index: &Index) -> Vec<Finding> {
    let scenario = &index.scenario;
    let zones: &ScenarioZones = index.zones();
    let mut found = Vec::new();
    for (zone, n) in zones.records.iter().enumerate() {
        let record = scenario.record(*n);
        for (word, drawing) in zones.of_zone(zone) {
            let Some(entry) = extent(&record.words[word]) else { continue };
            if let Err(why) = &drawing.drawn {
                found.extend(fault(record, word, entry, why));
            }
        }
    }
    let beyond = scenario.table(Table::Zone).get(MOST_ZONES);
    found.extend(beyond.map(|record| Finding {
        severity: Severity::Error,
        code: "too-many-routes",
        key: Key::Id,
        spot: record.spot,
        message: format!("more than {MOST_ZONES} zones; nothing is measured to the rest").into(),
        hint: None,
    }));
    found
}

fn fault(record: &Record, word: usize, entry: &Entry, why: &ZoneUndrawn) -> Option<Finding> {
    let of = |severity: Severity, code: &'static str, message: String, hint: Option<Clean>| {
        Some(Finding {
            severity,
            code,
            key: entry.key,
            spot: entry.spot,
            message: message.into(),
            hint,
        })
    };
    match why {
        ZoneUndrawn::Fault(fault) => {
            of(Severity::Error, "bad-zone", fault.to_string(), fault.hint())
        }
        ZoneUndrawn::NoPoint(place) => of(
            Severity::Note, // it may yet get its point
            "undrawn-zone",
            format!("`{place}` has no point: nobody can say what lies in this zone"),
            Some("give the place its point: `at`".into()),
        ),
        ZoneUndrawn::NoRoute(route) => of(
            Severity::Note,
            "undrawn-zone",
            format!("`{route}` cannot be drawn: nobody can say what lies in this zone"),
            Some("the route needs two points or more".into()),
        ),
        ZoneUndrawn::ToldElsewhere => None,
        ZoneUndrawn::NoFeature(near) => {
            let entry = record.words[word].entry(Key::Feature).unwrap_or(entry);
            let name = entry.value.as_text().filter(|_| entry.key == Key::Feature);
            let message = match name {
                Some(name) => format!("the file has no area `{name}`"),
                None => "the file has no area".to_owned(),
            };
            Some(Finding {
                severity: Severity::Error,
                code: "unknown-feature",
                key: entry.key,
                spot: entry.spot,
                message: message.into(),
                hint: near.as_ref().map(|near| format!("did you mean `{near}`?").into()),
            })
        }
    }
}
