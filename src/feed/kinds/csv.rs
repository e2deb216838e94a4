//! Any table: the names are the keys that `columns` gives a column to.

use super::{FeedSpec, Heading, Means, column, must};
use crate::model::FeedKind;

pub(super) static SPEC: FeedSpec = FeedSpec {
    kind: FeedKind::Csv,
    heading: Heading::Any,
    columns: &[
        column(Means::Id, &["id"], "the row's id"),
        must(Means::Day, &["date"], "the day, or the first; or instead of it:"),
        column(Means::Year, &["year"], "the year, where day and month have columns of their own"),
        column(Means::Month, &["month"], "the month, by number or name"),
        column(Means::DayOfMonth, &["day"], "the day of the month"),
        column(Means::LastDay, &["until"], "the last day"),
        column(Means::Event, &["kind", "measure"], "a kind of attack, or a measure"),
        column(Means::SideA, &["by"], "one side"),
        column(Means::SideB, &["on"], "the other side"),
        column(Means::Country, &["country"], "the country"),
        column(Means::Area, &["area"], "the area"),
        column(Means::Place, &["place"], "the place"),
        column(Means::Lat, &["lat"], "degrees"),
        column(Means::Lon, &["lon"], "degrees"),
        column(Means::PlaceKm, &["precision_km"], "kilometres that the point may be off"),
        column(Means::Part, &["cause"], "why they left: a figure of that part alone"),
        column(Means::Part, &["origin"], "where they came from: alike"),
        column(Means::Part, &["sex"], "women or men: alike"),
        column(Means::Part, &["age"], "of which age: alike"),
        column(Means::Low, &["low"], "the least"),
        column(Means::Best, &["killed", "count"], "killed, or people counted"),
        column(Means::High, &["high"], "the most"),
        column(Means::Source, &["source"], "who reported it"),
        column(Means::SourceDay, &["published"], "when that was"),
        column(Means::Note, &["note"], "shown with the row, and searched"),
        column(Means::Events, &["events"], "how many events the row counts"),
        column(
            Means::Incident,
            &["incident"],
            "the incident whose victim the row is: rows of one are one event",
        ),
    ],
    ..FeedSpec::PLAIN
};
