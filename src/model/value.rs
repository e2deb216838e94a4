//! What a key can hold.

use super::{Clean, ClosedWord, Count, Counts, Id, Term, When};

/// The value of one key, as one voice gives it.
#[derive(Clone, PartialEq, Debug)]
pub enum Value {
    When(When),
    Count(Count),
    Counts(Counts),
    Text(Clean),
    Texts(Vec<Clean>),
    Id(Id),
    Ids(Vec<Id>),
    /// A word of a closed list.
    Term(Term),
    Number(Number),
    Integer(i64),
    Flag(bool),
    Point(Point),
    Path(Vec<Point>),
    Corridor(Corridor),
    Within(Within),
    Columns(Vec<(Clean, Clean)>),
}

/// A finite decimal number and how it was written; kilometres wherever the format has one.
#[derive(Clone, PartialEq, Debug)]
pub struct Number {
    pub value: f64,
    pub written: Clean,
}

/// A position on the earth in WGS 84 degrees, both finite and in range.
#[derive(Clone, Copy, PartialEq, Debug, serde::Serialize, serde::Deserialize)]
pub struct Coordinates {
    pub lat: f64,
    pub lon: f64,
}

/// WGS 84 degrees and how far off the point may be, in kilometres.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Point {
    pub lat: f64,
    pub lon: f64,
    pub precision_km: Option<f64>,
}

/// A zone on both sides of a route; widths in kilometres, named by the compass.
#[derive(Clone, PartialEq, Debug)]
pub struct Corridor {
    pub along: Id,
    /// The first side's name (`north`, `east` or `both`) and width.
    pub sides: Vec<(&'static str, f64)>,
}

/// Within so many kilometres of a place or a route.
#[derive(Clone, PartialEq, Debug)]
pub struct Within {
    pub km: f64,
    pub of: Id,
}

impl Point {
    pub fn coordinates(&self) -> Coordinates {
        Coordinates { lat: self.lat, lon: self.lon }
    }
}

impl Value {
    pub fn as_when(&self) -> Option<&When> {
        match self {
            Value::When(when) => Some(when),
            _ => None,
        }
    }

    pub fn as_count(&self) -> Option<&Count> {
        match self {
            Value::Count(count) => Some(count),
            _ => None,
        }
    }

    pub fn as_id(&self) -> Option<&Id> {
        match self {
            Value::Id(id) => Some(id),
            _ => None,
        }
    }

    /// Every id the value names, be it one or a list.
    pub fn ids(&self) -> &[Id] {
        match self {
            Value::Id(id) => std::slice::from_ref(id),
            Value::Ids(ids) => ids,
            _ => &[],
        }
    }

    pub fn as_point(&self) -> Option<&Point> {
        match self {
            Value::Point(point) => Some(point),
            _ => None,
        }
    }

    pub fn as_text(&self) -> Option<&Clean> {
        match self {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The word of a closed list: `None` if it is a word of another list, or none at all.
    pub fn term<T: ClosedWord>(&self) -> Option<T> {
        match self {
            Value::Term(term) => T::of(*term),
            _ => None,
        }
    }

    /// The same as files have it, of whichever list it is.
    pub fn word(&self) -> Option<&'static str> {
        match self {
            Value::Term(term) => Some(term.word()),
            _ => None,
        }
    }
}
