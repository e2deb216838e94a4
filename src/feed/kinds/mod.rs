//! What a kind of feed means: one [`FeedSpec`] for each, from which the reader, the board, the
//! reference and `sitboard format` take it.

mod acled;
mod csv;
mod hapi;
mod hxl;
mod ucdp_ged;

use crate::model::{FeedKind, FeedUse, IncidentKind, Measure};

/// What stands in a column.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, serde::Serialize, serde::Deserialize,
)]
pub enum Means {
    /// The row's own id.
    Id,
    /// The day, or the first of several.
    Day,
    /// The year, where day, month and year have a column each.
    Year,
    /// The month, by name or number.
    Month,
    /// The day of the month.
    DayOfMonth,
    /// The last of several days.
    LastDay,
    /// A code for how exactly the day is known.
    DayCode,
    /// What happened.
    Event,
    /// The finer kind of event, where the file has two columns.
    SubEvent,
    /// One side. Which of the two acted is not said.
    SideA,
    /// The other side; empty where only one is named.
    SideB,
    /// The town or village.
    Place,
    /// The province or district around the place.
    Area,
    /// The country around that.
    Country,
    /// A name of the place on one of several levels, the narrowest first.
    Level,
    /// A part of the people, such as their cause, origin, sex or age.
    Part,
    /// Degrees north.
    Lat,
    /// Degrees east.
    Lon,
    /// A code for how exactly the place is known, or kilometres.
    PlaceCode,
    /// How far the point may be off, in kilometres.
    PlaceKm,
    /// People killed, or counted: the least.
    Low,
    /// The figure that the file holds most likely.
    Best,
    /// The most.
    High,
    /// Deaths of the first side. Deaths by side are shown with the row and never summed.
    DeathsA,
    /// Deaths of the second side.
    DeathsB,
    /// Deaths of civilians.
    DeathsCivilian,
    /// Deaths that nobody can put to a side.
    DeathsUnknown,
    /// Who reported it.
    Source,
    /// The days on which the sources told of it.
    SourceDay,
    /// When the row was last changed: seconds from 1970, or a day.
    Changed,
    /// What the source put above its report.
    Headline,
    /// The file's own account of it, in words.
    Note,
    /// The coarsest kind of event, where nothing finer stands.
    Disorder,
    /// Whether civilians were aimed at: anything but a no says so.
    OnCivilians,
    /// The file's own marks of a row.
    Tags,
    /// How many events the row counts.
    Events,
    /// The incident whose victim the row is.
    Incident,
    /// A count of people, of a measure that the column's own name or tags tell.
    People,
}

/// A column of a kind of feed.
#[derive(Clone, Copy, Debug)]
pub struct ColumnForm {
    /// What it is called, the present name first; case does not matter. For HXL its tag.
    pub names: &'static [&'static str],
    /// What the column stands for.
    pub means: Means,
    /// Without it the file is not of this kind.
    pub must: bool,
    /// What the reference says of the column.
    pub doc: &'static str,
}

const fn column(means: Means, names: &'static [&'static str], doc: &'static str) -> ColumnForm {
    ColumnForm { names, means, must: false, doc }
}

const fn must(means: Means, names: &'static [&'static str], doc: &'static str) -> ColumnForm {
    ColumnForm { names, means, must: true, doc }
}

/// How the columns of a file are told apart.
#[derive(Clone, Copy, Debug)]
pub enum Heading {
    /// Their names are fixed and stand in the first row.
    Names,
    /// A row of HXL tags; of a tag of people, what that column measures, `None` if it is a part of
    /// them or no measure that is known.
    Tags(fn(&str) -> Option<Measure>),
    /// Any names: the scenario's `columns` say which is which.
    Any,
}

/// What a kind of feed writes for something that happened.
#[derive(Clone, Copy, Debug)]
pub struct EventForm {
    /// The word or code in the file; case does not matter.
    pub written: &'static str,
    /// What it is called, where the file has a code.
    pub label: Option<&'static str>,
    /// The kind of attack that the board counts it as.
    pub attack: IncidentKind,
    /// Whether it is by its definition aimed at civilians.
    pub on_civilians: bool,
}

impl EventForm {
    /// The same, which is by its definition aimed at civilians.
    const fn on_civilians(self) -> EventForm {
        EventForm { on_civilians: true, ..self }
    }
}

const fn event(written: &'static str, attack: IncidentKind) -> EventForm {
    EventForm { written, label: None, attack, on_civilians: false }
}

/// How exactly a code says that a day is known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DayPrecision {
    /// That very day.
    Exact,
    /// So many days to either side.
    Days(i64),
    /// Some day of that month.
    Month,
}

/// All that makes a kind of feed what it is.
#[derive(Debug)]
pub struct FeedSpec {
    /// Which kind it is.
    pub kind: FeedKind,
    /// What its files begin with.
    pub heading: Heading,
    /// Every column that is read.
    pub columns: &'static [ColumnForm],
    /// The columns of its files that have no header, in their order; empty if all have one.
    pub layout: &'static [&'static str],
    /// Columns that only files of an older version have.
    pub old_columns: &'static [&'static str],
    /// What its rows join; `None` if the scenario says so.
    pub joins: Option<FeedUse>,
    /// What every figure of it measures; `None` where its rows or columns say so.
    pub measure: Option<Measure>,
    /// What may stand as the event; empty where it is a word of the format itself.
    pub events: &'static [EventForm],
    /// Codes for how exactly the day is known; empty where the days themselves say it.
    pub day_codes: &'static [(&'static str, DayPrecision)],
    /// Codes for how far the place may be off, in kilometres; `None` for a code that names no point.
    pub place_codes: &'static [(&'static str, Option<f64>)],
    /// Its terms, where the scenario gives none; `None` if they differ from file to file.
    pub licence: Option<&'static str>,
    /// How the terms ask to be cited; `None` where they ask for nothing.
    pub cite: Option<&'static str>,
    /// What is said to whoever takes rows over as records; `None` if the terms allow it.
    pub warning: Option<&'static str>,
}

impl FeedSpec {
    /// A table of which nothing is known beforehand: what a kind does not declare is as here.
    const PLAIN: FeedSpec = FeedSpec {
        kind: FeedKind::Csv,
        heading: Heading::Any,
        columns: &[],
        layout: &[],
        old_columns: &[],
        joins: None,
        measure: None,
        events: &[],
        day_codes: &[],
        place_codes: &[],
        licence: None,
        cite: None,
        warning: None,
    };

    /// The one declaration of a kind.
    pub fn of(kind: FeedKind) -> &'static FeedSpec {
        match kind {
            FeedKind::Acled => &acled::SPEC,
            FeedKind::UcdpGed => &ucdp_ged::SPEC,
            FeedKind::Hxl => &hxl::SPEC,
            FeedKind::Hapi => &hapi::EVENTS,
            FeedKind::HapiIdps => &hapi::IDPS,
            FeedKind::Csv => &csv::SPEC,
        }
    }

    /// The declarations of every kind, in the order of [`FeedKind::ALL`].
    pub fn all() -> impl Iterator<Item = &'static FeedSpec> {
        FeedKind::ALL.iter().map(|kind| FeedSpec::of(*kind))
    }

    /// Whether any table may be of this kind.
    pub fn is_any_table(&self) -> bool {
        matches!(self.heading, Heading::Any)
    }

    /// Whether each column of people is a figure of its own, rather than the row an estimate.
    pub fn counts_people(&self) -> bool {
        self.columns.iter().any(|form| form.means == Means::People)
    }

    pub(super) fn event(&self, written: &str) -> Option<&'static EventForm> {
        self.events.iter().find(|form| form.written.eq_ignore_ascii_case(written))
    }

    pub(super) fn day_precision(&self, code: &str) -> Option<DayPrecision> {
        self.day_codes.iter().find(|(known, _)| *known == code).map(|(_, precision)| *precision)
    }

    /// Kilometres that a place may be off by its code; inside, `None` if the code names no point.
    pub(super) fn kilometres(&self, code: &str) -> Option<Option<f64>> {
        self.place_codes.iter().find(|(known, _)| *known == code).map(|(_, km)| *km)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_says_where_its_days_stand_and_what_its_codes_mean() {
        for spec in FeedSpec::all() {
            let has = |means: Means| spec.columns.iter().any(|form| form.means == means);
            assert_eq!(FeedSpec::of(spec.kind).kind, spec.kind);
            assert!(has(Means::Day), "{:?}", spec.kind);
            assert_eq!(has(Means::PlaceCode), !spec.place_codes.is_empty(), "{:?}", spec.kind);
            assert!(has(Means::DayCode) || spec.day_codes.is_empty(), "{:?}", spec.kind);
            assert_eq!(spec.joins.is_none(), spec.is_any_table(), "{:?}", spec.kind);
        }
    }
}
