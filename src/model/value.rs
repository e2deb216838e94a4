//! What a key can hold.

use std::{borrow::Cow, sync::Arc};

use super::{
    Clean, ClosedWord, Coordinates, Count, Counts, Evidence, GridSquare, Id, IncidentKind, OwnKind,
    PromisePeriod, RecordKind, Term, When,
};

/// The value of one key, as one voice gives it.
#[derive(Clone, PartialEq, Debug)]
pub enum Value {
    /// When it happened, as an interval of days.
    When(When),
    /// A number of persons or things, with its lower and upper ends.
    Count(Count),
    /// A count broken down by actor, place or kind.
    Counts(Counts),
    /// One line of text.
    Text(Clean),
    /// A list of texts, such as the other names of an actor.
    Texts(Vec<Clean>),
    /// A reference to one record.
    Id(Id),
    /// References to several records.
    Ids(Vec<Id>),
    /// A word of a closed list.
    Term(Term),
    /// Words of a closed list, in their author's order.
    Terms(Vec<Term>),
    /// A decimal number in the range that its key allows.
    Number(Number),
    /// A whole number.
    Integer(i64),
    /// Yes or no.
    Flag(bool),
    /// A position on the earth.
    Point(Point),
    /// The line of a route, from its first point to its last, or the one ring of a zone.
    Path(Vec<Point>),
    /// The rings of a zone: the outer one, then the holes in it.
    Rings(Vec<Vec<Point>>),
    /// A zone on both sides of a route.
    Corridor(Corridor),
    /// Nearness to a place or a route; of a zone, what lies round a place.
    Within(Within),
    /// A kind that the scenario declares.
    Kind(Arc<OwnKind>),
    /// What others call the same, each list with its code for it.
    Codes(Vec<(Clean, Clean)>),
    /// For a feed of kind `csv`: our key, and the column of the file that stands for it.
    Columns(Vec<(Clean, Clean)>),
    /// So many of something, and how to count them.
    Promise(Promise),
    /// Files that bear it out.
    Evidence(Vec<Evidence>),
}

/// A number that a clause promises.
#[derive(Clone, PartialEq, Debug)]
pub struct Promise {
    /// How many.
    pub count: Count,
    /// Of what, in words.
    pub of: Clean,
    /// How often; `None` where it is promised once, in all.
    pub per: Option<PromisePeriod>,
    /// What counts towards it, in the board's filter language; `None` where nothing is said to.
    pub counts: Option<Clean>,
}

/// A finite decimal number and how it was written; kilometres wherever the format has one.
#[derive(Clone, PartialEq, Debug)]
pub struct Number {
    /// The number itself, never infinite.
    pub value: f64,
    /// The number as the author wrote it, `12.50` rather than `12.5`.
    pub written: Clean,
}

/// The square of a point of which nobody says how exact it is: degrees are printed as exactly.
const USUAL_SQUARE_KM: f64 = 0.01;

/// WGS 84 degrees and how far off the point may be, in kilometres.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Point {
    /// Degrees north of the equator, -90 to 90.
    pub lat: f64,
    /// Degrees east of Greenwich, -180 to 180.
    pub lon: f64,
    /// How many kilometres the point may be off; `None` where nobody says.
    pub precision_km: Option<f64>,
    /// The square of the military grid as which it was written, whose middle it is.
    pub grid: Option<GridSquare>,
}

/// A zone on both sides of a route; widths in kilometres, named by the compass.
#[derive(Clone, PartialEq, Debug)]
pub struct Corridor {
    /// The route that it lies along.
    pub along: Id,
    /// The first side's name (`north`, `east` or `both`) and width.
    pub sides: Vec<(&'static str, f64)>,
}

/// Within so many kilometres of a place or a route.
#[derive(Clone, PartialEq, Debug)]
pub struct Within {
    /// The greatest distance, in kilometres.
    pub km: f64,
    /// The place or the route that it is measured from.
    pub of: Id,
    /// Whether what only may be that near counts too.
    pub possible: bool,
}

impl Point {
    /// The square that it was written as, else the one that it lies in: as large as it may be off,
    /// and of ten metres where nobody says. `None` where the point is none of the earth.
    pub fn square(&self) -> Option<GridSquare> {
        let around =
            || GridSquare::around(self.coordinates(), self.precision_km.unwrap_or(USUAL_SQUARE_KM));
        self.grid.or_else(around)
    }

    /// The position without how far it may be off.
    pub fn coordinates(&self) -> Coordinates {
        Coordinates { lat: self.lat, lon: self.lon }
    }
}

impl Value {
    /// The date; `None` for a value that is none.
    pub fn as_when(&self) -> Option<&When> {
        match self {
            Value::When(when) => Some(when),
            _ => None,
        }
    }

    /// The count; `None` for a value that is none, a breakdown among them.
    pub fn as_count(&self) -> Option<&Count> {
        match self {
            Value::Count(count) => Some(count),
            _ => None,
        }
    }

    /// The count, of a breakdown its total; `None` where nobody says how many in all.
    pub fn as_total(&self) -> Option<&Count> {
        match self {
            Value::Counts(counts) => counts.total(),
            value => value.as_count(),
        }
    }

    /// The record referred to; `None` for a value that is no single reference.
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

    /// The position; `None` for a value that is none.
    pub fn as_point(&self) -> Option<&Point> {
        match self {
            Value::Point(point) => Some(point),
            _ => None,
        }
    }

    /// The files of evidence that the value lists; none of any other value.
    pub fn evidence(&self) -> &[Evidence] {
        match self {
            Value::Evidence(files) => files,
            _ => &[],
        }
    }

    /// The text; `None` for a value that is no single text.
    pub fn as_text(&self) -> Option<&Clean> {
        match self {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The text, or the name of a kind of one's own that stands where free text may.
    pub fn text_or_name(&self) -> Option<&Clean> {
        match self {
            Value::Kind(kind) => Some(&kind.name),
            _ => self.as_text(),
        }
    }

    /// The word of a closed list: `None` if it is a word of another list, or none at all.
    pub fn term<T: ClosedWord>(&self) -> Option<T> {
        match self {
            Value::Term(term) => T::of(*term),
            _ => None,
        }
    }

    /// The words of a closed list that the value lists; none of a value that lists none of it.
    pub fn terms<T: ClosedWord>(&self) -> impl Iterator<Item = T> + '_ {
        let terms = match self {
            Value::Terms(terms) => terms.as_slice(),
            _ => &[],
        };
        terms.iter().filter_map(|term| T::of(*term))
    }

    /// The kind of an incident or an event; `None` for a value that is none, or free text.
    pub fn kind(&self) -> Option<RecordKind<'_>> {
        match self {
            Value::Term(term) => IncidentKind::of(*term).map(RecordKind::Listed),
            Value::Kind(kind) => Some(RecordKind::Own(kind)),
            _ => None,
        }
    }

    /// The same as files have it, of whichever list it is, or the kind of one's own.
    pub fn word(&self) -> Option<&str> {
        match self {
            Value::Term(term) => Some(term.word()),
            Value::Kind(kind) => Some(kind.id.as_str()),
            _ => None,
        }
    }

    /// The word of a closed list, or the kind of one's own, as a reader says it.
    pub fn word_said(&self) -> Option<Cow<'_, str>> {
        match self {
            Value::Term(term) => Some(term.spoken()),
            Value::Kind(kind) => Some(kind.name.as_str().into()),
            _ => None,
        }
    }
}
