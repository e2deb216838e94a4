//! What a row said that says something else now, or is gone.

use chrono::Datelike;
use serde::{Deserialize, Serialize};

use crate::{
    feed::{DayRange, Deaths, FeedRows},
    model::{Day, IncidentKind, Measure},
};

/// The fields of a row as it stood, as far as the board keeps them in columns: notes and headlines are
/// not among them. Text is as the file had it: it is cleaned where it is shown.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PastRow {
    /// The first day on which it may have been.
    #[serde(with = "iso", skip_serializing_if = "Option::is_none")]
    pub first: Option<Day>,
    /// The last.
    #[serde(with = "iso", skip_serializing_if = "Option::is_none")]
    pub last: Option<Day>,
    /// The first day on which a source told of it.
    #[serde(with = "iso", skip_serializing_if = "Option::is_none")]
    pub told: Option<Day>,
    /// The file's word for what happened.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub kind: String,
    /// The kind of attack that this was to the board; empty where the row is a figure.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub attack: String,
    /// What its figure counted; empty where the row is an event.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub measure: String,
    /// Whether the file said that it was done to civilians.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub on_civilians: bool,
    /// Which part of the people that was; empty of a figure of all.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub part: String,
    /// The side that the file named first.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub side_a: String,
    /// The other side.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub side_b: String,
    /// The place by name.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// The province or district.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub area: String,
    /// The country.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub country: String,
    /// Degrees north, as text: what was written comes back to the last digit.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub lat: String,
    /// Degrees east, alike.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub lon: String,
    /// Kilometres that the point may be off.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub precision_km: String,
    /// How many events it counted; `None` of a row that was one itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub events: Option<u64>,
    /// Killed or counted, the least.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub low: Option<u64>,
    /// The best figure.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub best: Option<u64>,
    /// The most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub high: Option<u64>,
    /// Who reported it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub source: String,
}

/// One field that two tellings of an event have differently.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FieldChange {
    /// What it is called.
    pub field: &'static str,
    /// What it said; empty where it said nothing.
    pub old: String,
    /// What it says.
    pub new: String,
}

impl FieldChange {
    /// The best figure of a row that tells of the dead.
    const KILLED: &str = "killed";
    /// That of one that tells of people displaced or returned.
    const PEOPLE: &str = "people";

    /// Whether it is the best figure.
    pub fn is_of_people(&self) -> bool {
        [FieldChange::KILLED, FieldChange::PEOPLE].contains(&self.field)
    }
}

impl PastRow {
    /// A row as it stands; `None` past the last.
    pub fn of(rows: &FeedRows, row: usize) -> Option<PastRow> {
        let (span, sort, site) = (rows.span(row)?.interval(), rows.sort(row)?, rows.site(row)?);
        let Deaths { low, best, high } = rows.deaths(row);
        let parties = rows.parties(row)?;
        let number = |number: Option<f64>| number.map(|n| n.to_string()).unwrap_or_default();
        let text = |text: &crate::model::Clean| text.as_str().to_owned();
        Some(PastRow {
            first: span.earliest,
            last: span.latest,
            told: rows.told(row),
            kind: text(&sort.label),
            attack: sort.attack.map(|kind| kind.word().to_owned()).unwrap_or_default(),
            measure: sort.measure.map(|measure| measure.word().to_owned()).unwrap_or_default(),
            on_civilians: sort.on_civilians,
            part: text(&sort.part),
            side_a: text(&parties.a),
            side_b: text(&parties.b),
            place: text(&site.name),
            area: text(&site.area),
            country: text(&site.country),
            lat: number(site.at.map(|at| at.lat)),
            lon: number(site.at.map(|at| at.lon)),
            precision_km: number(site.precision_km),
            events: rows.events_counted(row),
            low,
            best,
            high,
            source: rows.source(row).map(text).unwrap_or_default(),
        })
    }

    /// Its people.
    pub fn deaths(&self) -> Deaths {
        Deaths { low: self.low, best: self.best, high: self.high }
    }

    /// Its days; `None` where it has none.
    pub fn span(&self) -> Option<DayRange> {
        let (first, last) = (self.first?, self.last?);
        Some(DayRange { first: first.num_days_from_ce(), last: last.num_days_from_ce() })
    }

    /// The kind of attack that it was to the board.
    pub fn attack(&self) -> Option<IncidentKind> {
        IncidentKind::from_word(&self.attack)
    }

    /// What its figure counted.
    pub fn measure(&self) -> Option<Measure> {
        Measure::from_word(&self.measure)
    }

    /// What another telling of the same event has differently, field by field.
    pub fn changes(&self, now: &PastRow) -> Vec<FieldChange> {
        let both = self.fields().into_iter().zip(now.fields());
        let other = both.filter(|((_, old), (_, new))| old != new);
        other.map(|((field, old), (_, new))| FieldChange { field, old, new }).collect()
    }

    /// Every field by its name.
    fn fields(&self) -> [(&'static str, String); 18] {
        let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
        let count = |n: Option<u64>| n.map(|n| n.to_string()).unwrap_or_default();
        let text = |text: &str| text.to_owned();
        [
            ("date", day(self.first)),
            ("until", day(self.last)),
            ("told", day(self.told)),
            ("kind", text(if self.kind.is_empty() { &self.measure } else { &self.kind })),
            ("part", text(&self.part)),
            ("side a", text(&self.side_a)),
            ("side b", text(&self.side_b)),
            ("place", text(&self.place)),
            ("area", text(&self.area)),
            ("country", text(&self.country)),
            ("lat", text(&self.lat)),
            ("lon", text(&self.lon)),
            ("precision_km", text(&self.precision_km)),
            ("events", count(self.events)),
            ("least", count(self.low)),
            (
                if self.measure.is_empty() { FieldChange::KILLED } else { FieldChange::PEOPLE },
                count(self.best),
            ),
            ("most", count(self.high)),
            ("source", text(&self.source)),
        ]
    }
}

/// A day as it is printed.
mod iso {
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

    use crate::model::Day;

    pub fn serialize<S: Serializer>(day: &Option<Day>, to: S) -> Result<S::Ok, S::Error> {
        day.map(|day| day.to_string()).serialize(to)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Day>, D::Error> {
        let read = |text: String| text.parse().map_err(|_| D::Error::custom("no day"));
        Option::<String>::deserialize(from)?.map(read).transpose()
    }
}
