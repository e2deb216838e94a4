//! Tables of the HDX Humanitarian API (HAPI): conflict events of ACLED by month and district, and
//! displaced people of IOM's DTM. Names and codes are those of its documentation.

use super::{EventForm as Form, FeedSpec, Heading, Means, column, event, must};
use crate::model::{FeedKind, FeedUse, IncidentKind, Measure};

/// Its columns of places are those of the common boundaries, with what the provider calls them.
const COUNTRY: &[&str] = &["location_name", "location_code"];
const AREA: &[&str] = &["admin1_name", "provider_admin1_name"];

pub(super) static EVENTS: FeedSpec = FeedSpec {
    kind: FeedKind::Hapi,
    heading: Heading::Names,
    columns: &[
        must(Means::Day, &["reference_period_start"], "the first day of the month"),
        must(Means::LastDay, &["reference_period_end"], "its last: it may have been any of them"),
        must(
            Means::Event,
            &["event_type"],
            "political_violence; civilian_targeting, which is part of it and counted apart as other; \
             demonstration",
        ),
        must(Means::Events, &["events"], "how many events: the row weighs that many"),
        column(Means::Country, COUNTRY, "the country"),
        column(Means::Area, AREA, "the area"),
        column(Means::Level, &["admin2_name"], "the district"),
        column(Means::Level, &["provider_admin2_name"], "the same, where that names none"),
        column(Means::Best, &["fatalities"], "killed, in all of these events together"),
    ],
    joins: Some(FeedUse::Attacks),
    events: &[
        named("political_violence", "political violence", IncidentKind::Unspecified),
        named("civilian_targeting", "civilian targeting", IncidentKind::Other).on_civilians(),
        named("demonstration", "demonstrations", IncidentKind::Other),
    ],
    licence: Some("ACLED terms of use: rows may not be passed on"),
    cite: Some("ACLED, through the HDX Humanitarian API, with the day it was fetched"),
    warning: Some("ACLED's terms forbid passing rows on: keep this file to yourself"),
    ..FeedSpec::PLAIN
};

pub(super) static IDPS: FeedSpec = FeedSpec {
    kind: FeedKind::HapiIdps,
    heading: Heading::Names,
    columns: &[
        must(Means::Day, &["reference_period_start"], "the first day that the figure is of"),
        must(Means::LastDay, &["reference_period_end"], "the last"),
        must(Means::Best, &["population"], "people displaced"),
        must(
            Means::SideA,
            &["operation"],
            "the operation: the latest figure of each, and of each place, stands",
        ),
        column(
            Means::Part,
            &["assessment_type"],
            "how it was counted, BA or SA: each is a figure of its own",
        ),
        column(Means::Country, COUNTRY, "the country"),
        column(Means::Area, AREA, "the area"),
        column(Means::Level, &["admin2_name"], "the district"),
        column(Means::Level, &["provider_admin2_name"], "the same, where that names none"),
    ],
    joins: Some(FeedUse::Displacement),
    measure: Some(Measure::Displaced),
    licence: Some("CC-BY-IGO"),
    cite: Some("IOM, Displacement Tracking Matrix (DTM), through the HDX Humanitarian API"),
    ..FeedSpec::PLAIN
};

const fn named(written: &'static str, label: &'static str, attack: IncidentKind) -> Form {
    Form { label: Some(label), ..event(written, attack) }
}
