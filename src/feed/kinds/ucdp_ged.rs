//! UCDP GED: the names are those of its codebook, with those before version 18.1.

use super::{EventForm, FeedSpec, Heading, Means, column, event, must};
use crate::model::{FeedKind, FeedUse, IncidentKind};

pub(super) static SPEC: FeedSpec = FeedSpec {
    kind: FeedKind::UcdpGed,
    heading: Heading::Names,
    columns: &[
        column(Means::Id, &["id"], "the row's id"),
        must(Means::Day, &["date_start"], "the first day it may have been"),
        must(Means::LastDay, &["date_end"], "the last day it may have been"),
        column(Means::DayCode, &["date_prec"], "shown with the row; the days say it already"),
        must(
            Means::Event,
            &["type_of_violence"],
            "1: state-based, 2: non-state, 3: one-sided, which is on civilians; with what is not said",
        ),
        column(Means::SideA, &["side_a"], "one side: it need not be who acted"),
        column(Means::SideB, &["side_b"], "the other side"),
        column(Means::Country, &["country"], "the country"),
        column(Means::Area, &["adm_1"], "the area"),
        column(Means::Place, &["where_coordinates"], "the place"),
        column(Means::Lat, &["latitude"], "degrees"),
        column(Means::Lon, &["longitude"], "degrees"),
        column(
            Means::PlaceCode,
            &["where_prec"],
            "1: within 2 km (the place), 2: 25 km (near it), 3: 50 km (the district), 4: 100 km (the \
         province), 5: 50 km (along a line), 6: no point (the country), 7: 100 km (at sea)",
        ),
        column(Means::Source, &["source_office"], "who reported it"),
        column(Means::SourceDay, &["source_date"], "on which days; the first makes it known"),
        column(Means::Headline, &["source_headline", "source_article"], "shown with the row"),
        column(Means::DeathsA, &["deaths_a"], "shown with the row"),
        column(Means::DeathsB, &["deaths_b"], "shown with the row"),
        column(Means::DeathsCivilian, &["deaths_civilians"], "shown with the row"),
        column(Means::DeathsUnknown, &["deaths_unknown"], "shown with the row"),
        column(Means::Low, &["low", "low_est"], "killed, the least"),
        must(Means::Best, &["best", "best_est"], "killed, the best figure"),
        column(Means::High, &["high", "high_est"], "killed, the most"),
    ],
    layout: LAYOUT,
    old_columns: &[],
    joins: Some(FeedUse::Attacks),
    measure: None,
    events: EVENTS,
    day_codes: &[],
    place_codes: &[
        ("1", Some(2.0)),
        ("2", Some(25.0)),
        ("3", Some(50.0)),
        ("4", Some(100.0)),
        ("5", Some(50.0)),
        ("6", None),
        ("7", Some(100.0)),
    ],
    licence: Some("CC-BY-4.0"),
    cite: Some(
        "Sundberg, R. and Melander, E. (2013), Introducing the UCDP Georeferenced Event Dataset, \
         Journal of Peace Research 50(4); UCDP",
    ),
    warning: None,
};

/// Its types of violence; with what is not said.
const EVENTS: &[EventForm] = &[
    violence("1", "state-based"),
    violence("2", "non-state"),
    violence("3", "one-sided").on_civilians(),
];

const fn violence(code: &'static str, label: &'static str) -> EventForm {
    EventForm { label: Some(label), ..event(code, IncidentKind::Unspecified) }
}

/// The columns of a file of version 19.1 or later, in its order: the monthly Candidate files have no
/// header.
const LAYOUT: &[&str] = &[
    "id",
    "relid",
    "year",
    "active_year",
    "code_status",
    "type_of_violence",
    "conflict_dset_id",
    "conflict_new_id",
    "conflict_name",
    "dyad_dset_id",
    "dyad_new_id",
    "dyad_name",
    "side_a_dset_id",
    "side_a_new_id",
    "side_a",
    "side_b_dset_id",
    "side_b_new_id",
    "side_b",
    "number_of_sources",
    "source_article",
    "source_office",
    "source_date",
    "source_headline",
    "source_original",
    "where_prec",
    "where_coordinates",
    "where_description",
    "adm_1",
    "adm_2",
    "latitude",
    "longitude",
    "geom_wkt",
    "priogrid_gid",
    "country",
    "country_id",
    "region",
    "event_clarity",
    "date_prec",
    "date_start",
    "date_end",
    "deaths_a",
    "deaths_b",
    "deaths_civilians",
    "deaths_unknown",
    "best",
    "high",
    "low",
    "gwnoa",
    "gwnob",
];
