//! What a kind of feed means, column by column: one table, from which the reader, the reference and
//! `sitboard format` take it.

use crate::model::{AttackKind, FeedKind, Measure};

/// What stands in a column.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, serde::Serialize, serde::Deserialize,
)]
pub enum Means {
    /// The row's own id.
    Id,
    /// The day, or the first of several.
    Day,
    /// The last of several days.
    LastDay,
    /// A code for how exactly the day is known.
    DayCode,
    /// What happened, and more exactly.
    Event,
    SubEvent,
    /// The two sides. Which of them acted is not said.
    SideA,
    SideB,
    /// Where, and what that lies in.
    Place,
    Area,
    Country,
    Lat,
    Lon,
    /// A code for how exactly the place is known, or kilometres.
    PlaceCode,
    PlaceKm,
    /// People killed, or counted: the least, the best figure, the most.
    Low,
    Best,
    High,
    /// Deaths of each side, of civilians, and of nobody knows whom: shown with the row, never summed.
    DeathsA,
    DeathsB,
    DeathsCivilian,
    DeathsUnknown,
    /// Who reported it, and on which days.
    Source,
    SourceDay,
    Headline,
    Note,
    /// A count of people, of a measure that the column's own name or tags tell.
    People,
}

/// A column of a kind of feed.
#[derive(Clone, Copy, Debug)]
pub struct ColumnForm {
    pub kind: FeedKind,
    /// What it is called, the present name first; case does not matter. For HXL its tag.
    pub names: &'static [&'static str],
    pub means: Means,
    /// Without it the file is not of this kind.
    pub must: bool,
    pub doc: &'static str,
}

const fn column(
    kind: FeedKind,
    means: Means,
    names: &'static [&'static str],
    doc: &'static str,
) -> ColumnForm {
    ColumnForm { kind, names, means, must: false, doc }
}

const fn must(
    kind: FeedKind,
    means: Means,
    names: &'static [&'static str],
    doc: &'static str,
) -> ColumnForm {
    ColumnForm { kind, names, means, must: true, doc }
}

use FeedKind::{Acled, Csv, Hxl, UcdpGed};

/// Every column that is read, by kind of feed. Names are those of the ACLED codebook (with those
/// of its files before 2021), the UCDP GED codebook (with those before version 18.1), and the HXL
/// standard 1.1; of kind `csv` they are the keys that `columns` gives a column to.
pub const COLUMNS: &[ColumnForm] = &[
    column(Acled, Means::Id, &["event_id_cnty", "event_id_no_cnty", "data_id"], "the row's id"),
    must(Acled, Means::Day, &["event_date"], "the day"),
    column(
        Acled,
        Means::DayCode,
        &["time_precision"],
        "1: that day; 2: three days to either side; 3: some day of that month",
    ),
    must(Acled, Means::Event, &["event_type"], "the kind, where the next says no more"),
    column(Acled, Means::SubEvent, &["sub_event_type"], "the kind"),
    column(Acled, Means::SideA, &["actor1"], "one side: it need not be who acted"),
    column(Acled, Means::SideB, &["actor2"], "the other side"),
    column(Acled, Means::Country, &["country"], "the country"),
    column(Acled, Means::Area, &["admin1"], "the area"),
    column(Acled, Means::Place, &["location"], "the place"),
    column(Acled, Means::Lat, &["latitude"], "degrees"),
    column(Acled, Means::Lon, &["longitude"], "degrees"),
    column(
        Acled,
        Means::PlaceCode,
        &["geo_precision"],
        "1: within 5 km (the town); 2: within 25 km (near it); 3: within 100 km (the region)",
    ),
    column(Acled, Means::Source, &["source"], "who reported it"),
    column(Acled, Means::Note, &["notes"], "shown with the row, and searched"),
    column(Acled, Means::Best, &["fatalities"], "killed, as reported; of both sides together"),
    column(UcdpGed, Means::Id, &["id"], "the row's id"),
    must(UcdpGed, Means::Day, &["date_start"], "the first day it may have been"),
    must(UcdpGed, Means::LastDay, &["date_end"], "the last day it may have been"),
    column(UcdpGed, Means::DayCode, &["date_prec"], "shown with the row; the days say it already"),
    must(
        UcdpGed,
        Means::Event,
        &["type_of_violence"],
        "1: state-based, 2: non-state, 3: one-sided; with what is not said",
    ),
    column(UcdpGed, Means::SideA, &["side_a"], "one side: it need not be who acted"),
    column(UcdpGed, Means::SideB, &["side_b"], "the other side"),
    column(UcdpGed, Means::Country, &["country"], "the country"),
    column(UcdpGed, Means::Area, &["adm_1"], "the area"),
    column(UcdpGed, Means::Place, &["where_coordinates"], "the place"),
    column(UcdpGed, Means::Lat, &["latitude"], "degrees"),
    column(UcdpGed, Means::Lon, &["longitude"], "degrees"),
    column(
        UcdpGed,
        Means::PlaceCode,
        &["where_prec"],
        "1: within 2 km (the place), 2: 25 km (near it), 3: 50 km (the district), 4: 100 km (the \
         province), 5: 50 km (along a line), 6: no point (the country), 7: 100 km (at sea)",
    ),
    column(UcdpGed, Means::Source, &["source_office"], "who reported it"),
    column(UcdpGed, Means::SourceDay, &["source_date"], "on which days; the first makes it known"),
    column(UcdpGed, Means::Headline, &["source_headline", "source_article"], "shown with the row"),
    column(UcdpGed, Means::DeathsA, &["deaths_a"], "shown with the row"),
    column(UcdpGed, Means::DeathsB, &["deaths_b"], "shown with the row"),
    column(UcdpGed, Means::DeathsCivilian, &["deaths_civilians"], "shown with the row"),
    column(UcdpGed, Means::DeathsUnknown, &["deaths_unknown"], "shown with the row"),
    column(UcdpGed, Means::Low, &["low", "low_est"], "killed, the least"),
    must(UcdpGed, Means::Best, &["best", "best_est"], "killed, the best figure"),
    column(UcdpGed, Means::High, &["high", "high_est"], "killed, the most"),
    must(Hxl, Means::Day, &["#date"], "the day, month or year the figures are of"),
    column(
        Hxl,
        Means::SideA,
        &["#operation", "#crisis"],
        "the operation: the latest figure of each, and of each place, stands",
    ),
    column(Hxl, Means::Country, &["#country"], "the country"),
    column(Hxl, Means::Area, &["#adm1"], "the area"),
    column(Hxl, Means::Place, &["#loc", "#adm4", "#adm3", "#adm2"], "the place"),
    column(Hxl, Means::Lat, &["#geo+lat"], "degrees"),
    column(Hxl, Means::Lon, &["#geo+lon"], "degrees"),
    column(Hxl, Means::Source, &["#meta+source", "#org+source"], "who reported it"),
    column(
        Hxl,
        Means::People,
        &["#affected", "#population", "#inneed"],
        "people: +idps displaced (with +newdisp or +new within that time), +returnees returned, \
         +refugees; each such column is a figure of its own",
    ),
    column(Csv, Means::Id, &["id"], "the row's id"),
    must(Csv, Means::Day, &["date"], "the day, or the first"),
    column(Csv, Means::LastDay, &["until"], "the last day"),
    column(Csv, Means::Event, &["kind", "measure"], "a kind of attack, or a measure"),
    column(Csv, Means::SideA, &["by"], "one side"),
    column(Csv, Means::SideB, &["on"], "the other side"),
    column(Csv, Means::Country, &["country"], "the country"),
    column(Csv, Means::Area, &["area"], "the area"),
    column(Csv, Means::Place, &["place"], "the place"),
    column(Csv, Means::Lat, &["lat"], "degrees"),
    column(Csv, Means::Lon, &["lon"], "degrees"),
    column(Csv, Means::PlaceKm, &["precision_km"], "kilometres that the point may be off"),
    column(Csv, Means::Low, &["low"], "the least"),
    column(Csv, Means::Best, &["killed", "count"], "killed, or people counted"),
    column(Csv, Means::High, &["high"], "the most"),
    column(Csv, Means::Source, &["source"], "who reported it"),
    column(Csv, Means::SourceDay, &["published"], "when that was"),
    column(Csv, Means::Note, &["note"], "shown with the row, and searched"),
];

/// The columns of one kind.
pub fn columns_of(kind: FeedKind) -> impl Iterator<Item = &'static ColumnForm> {
    COLUMNS.iter().filter(move |form| form.kind == kind)
}

/// The columns of a UCDP GED file of version 19.1 or later, in its order: the monthly Candidate files
/// have no header.
pub(super) const GED_LAYOUT: &[&str] = &[
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

/// Columns that old ACLED files have and present ones have not.
pub(super) const OLD_ACLED: &[&str] = &["gwno", "event_id_no_cnty", "ally_actor_1", "data_id"];

/// Kinds of attack by ACLED's event types; what says nothing of the weapon is `unspecified`, and what
/// attacks nobody is `other`.
pub(super) const ACLED_EVENTS: &[(&str, AttackKind)] = &[
    ("Armed clash", AttackKind::Unspecified),
    ("Government regains territory", AttackKind::Unspecified),
    ("Non-state actor overtakes territory", AttackKind::Unspecified),
    ("Air/drone strike", AttackKind::Airstrike),
    ("Shelling/artillery/missile attack", AttackKind::Shelling),
    ("Remote explosive/landmine/IED", AttackKind::Ied),
    ("Suicide bomb", AttackKind::Suicide),
    ("Grenade", AttackKind::Unspecified),
    ("Chemical weapon", AttackKind::Unspecified),
    ("Attack", AttackKind::Unspecified),
    ("Sexual violence", AttackKind::Unspecified),
    ("Abduction/forced disappearance", AttackKind::Abduction),
    ("Excessive force against protesters", AttackKind::Unspecified),
    ("Peaceful protest", AttackKind::Other),
    ("Protest with intervention", AttackKind::Other),
    ("Violent demonstration", AttackKind::Other),
    ("Mob violence", AttackKind::Other),
    ("Agreement", AttackKind::Other),
    ("Arrests", AttackKind::Other),
    ("Change to group/activity", AttackKind::Other),
    ("Disrupted weapons use", AttackKind::Other),
    ("Headquarters or base established", AttackKind::Other),
    ("Looting/property destruction", AttackKind::Other),
    ("Non-violent transfer of territory", AttackKind::Other),
    ("Other", AttackKind::Other),
    // Event types, where a file has no finer ones.
    ("Battles", AttackKind::Unspecified),
    ("Battle-No change of territory", AttackKind::Unspecified),
    ("Battle-Government regains territory", AttackKind::Unspecified),
    ("Battle-Non-state actor overtakes territory", AttackKind::Unspecified),
    ("Explosions/Remote violence", AttackKind::Unspecified),
    ("Remote violence", AttackKind::Unspecified),
    ("Violence against civilians", AttackKind::Unspecified),
    ("Protests", AttackKind::Other),
    ("Riots", AttackKind::Other),
    ("Riots/Protests", AttackKind::Other),
    ("Strategic developments", AttackKind::Other),
    ("Strategic development", AttackKind::Other),
];

/// What UCDP's types of violence are called.
pub(super) const GED_EVENTS: &[(&str, &str)] =
    &[("1", "state-based"), ("2", "non-state"), ("3", "one-sided")];

/// Kilometres that a place may be off by its code; none: the code names no point.
pub(super) fn kilometres(kind: FeedKind, code: &str) -> Option<Option<f64>> {
    Some(match (kind, code) {
        (Acled, "1") => Some(5.0),
        (Acled, "2") | (UcdpGed, "2") => Some(25.0),
        (Acled, "3") | (UcdpGed, "4" | "7") => Some(100.0),
        (UcdpGed, "1") => Some(2.0),
        (UcdpGed, "3" | "5") => Some(50.0),
        (UcdpGed, "6") => None,
        _ => return None,
    })
}

/// What a column of people measures, by the attributes of its tag.
pub(super) fn measure(tag: &str) -> Option<Measure> {
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
