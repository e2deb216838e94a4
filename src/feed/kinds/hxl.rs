//! Tables with HXL tags: the names are tags of the HXL standard 1.1.

use super::{FeedSpec, Heading, Means, column, must};
use crate::model::{FeedKind, FeedUse, Measure};

pub(super) static SPEC: FeedSpec = FeedSpec {
    kind: FeedKind::Hxl,
    heading: Heading::Tags(measure),
    columns: &[
        must(
            Means::Day,
            &["#date+start", "#date"],
            "the day, month or year the figures are of, or where they begin",
        ),
        column(Means::LastDay, &["#date+end"], "where they end"),
        column(
            Means::SideA,
            &["#operation", "#crisis"],
            "the operation: the latest figure of each, and of each place, stands",
        ),
        column(Means::Country, &["#country"], "the country"),
        column(Means::Area, &["#adm1"], "the area"),
        column(
            Means::Place,
            &["#loc", "#adm5", "#adm4", "#adm3", "#adm2"],
            "the place: the narrowest that a row names",
        ),
        column(
            Means::Part,
            &["#cause", "#group", "#indicator", "#status"],
            "the part that a figure is of, as is every other column that tells rows apart, and those \
             with +origin, +sex or +age: a part is never taken for the whole",
        ),
        column(Means::Lat, &["#geo+lat"], "degrees"),
        column(Means::Lon, &["#geo+lon"], "degrees"),
        column(Means::Source, &["#meta+source", "#org+source"], "who reported it"),
        column(
            Means::People,
            &["#affected", "#population", "#inneed"],
            "people: +idps displaced (with +newdisp or +new within that time), +returnees returned, \
         +refugees; each such column is a figure of its own",
        ),
    ],
    joins: Some(FeedUse::Displacement),
    ..FeedSpec::PLAIN
};

/// What a column of people measures, by the attributes of its tag.
fn measure(tag: &str) -> Option<Measure> {
    let has = |words: &[&str]| tag.split('+').skip(1).any(|attribute| words.contains(&attribute));
    // A part of the people, or households, is no figure of all of them.
    let parts = ["m", "f", "hh", "children", "adults", "elderly", "infants"];
    let is_part = |attribute: &str| parts.contains(&attribute) || attribute.starts_with("age");
    if tag.split('+').skip(1).any(is_part) {
        return None;
    }
    let displaced = has(&["idps", "idp", "displaced", "idps_new"]);
    if has(&["returnees", "returnee", "returned"]) {
        return Some(if has(&["new"]) { Measure::Returning } else { Measure::Returned });
    }
    if has(&["refugees", "refugee"]) {
        return Some(Measure::Refugees);
    }
    let is_new = has(&["newdisp", "new", "newly"]);
    match (displaced, is_new) {
        (true, true) => Some(Measure::NewlyDisplaced),
        (true, false) => Some(Measure::Displaced),
        (false, _) => None,
    }
}
