//! Why a zone cannot be drawn as it is written: what is wrong, where, and what to write instead.

use std::{error::Error, fmt};

use crate::{
    board::corridor::{MOST_KM, MOST_POINTS},
    model::{Clean, Coordinates, Reason},
};

/// Why a zone cannot be drawn.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum ZoneFault {
    /// A ring has fewer than three points that differ.
    TooFewPoints,
    /// The rings of a zone have more points together than are measured.
    TooManyPoints,
    /// A ring is longer than is measured.
    TooLong,
    /// A point is no number, or off the earth.
    NoPoint,
    /// A ring crosses or touches itself or another ring of its zone.
    Crosses {
        /// Where, to a few metres.
        at: Coordinates,
        /// Positions of the two rings, from 0; twice the same where it is one.
        rings: [usize; 2],
    },
    /// An edge runs so nearly half round the earth that nobody knows which way.
    EdgeTooLong {
        /// Where it begins.
        from: Coordinates,
        /// Where it ends.
        to: Coordinates,
    },
    /// Both sides of a ring are equally large.
    NoSmallerSide,
    /// A ring in longitude and latitude has nothing inside.
    Empty,
    /// A hole is not inside the ring that it is cut into.
    HoleOutside {
        /// A point of it.
        at: Coordinates,
        /// Its position among the rings, from 0.
        ring: usize,
    },
    /// The kilometres round a point are none, or more than a quarter of the way round the earth.
    Radius,
    /// The kilometres on a side of a line are less than none, on both sides none, or too many.
    Width,
    /// Kilometres of precision are less than none, or no number.
    Precision,
}

impl fmt::Display for ZoneFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let point = |at: &Coordinates| format!("{:.5}, {:.5}", at.lat, at.lon);
        match self {
            ZoneFault::TooFewPoints => f.write_str("a ring needs three points that differ"),
            ZoneFault::TooManyPoints => {
                write!(f, "a zone has no more than {MOST_POINTS} points in all its rings")
            }
            ZoneFault::TooLong => write!(f, "a ring is no longer than {MOST_KM} km"),
            ZoneFault::NoPoint => {
                f.write_str("a point is outside -90 to 90 or -180 to 180 (latitude comes first)")
            }
            ZoneFault::Crosses { at, rings: [a, b] } if a == b => {
                write!(f, "ring {} crosses itself near {}", a + 1, point(at))
            }
            ZoneFault::Crosses { at, rings: [a, b] } => {
                write!(f, "rings {} and {} cross near {}", a + 1, b + 1, point(at))
            }
            ZoneFault::EdgeTooLong { from, to } => {
                let (from, to) = (point(from), point(to));
                write!(f, "from {from} to {to} it is nearly half round the earth")
            }
            ZoneFault::NoSmallerSide => f.write_str("both sides of the ring are equally large"),
            ZoneFault::Empty => f.write_str("a ring has nothing inside"),
            ZoneFault::HoleOutside { at, ring } => {
                write!(f, "ring {} lies outside the first, near {}", ring + 1, point(at))
            }
            ZoneFault::Radius => f.write_str("a radius is more than 0 and at most 10000 km"),
            ZoneFault::Width => {
                f.write_str("a width is 0 to 10000 km, and more than 0 on one side at least")
            }
            ZoneFault::Precision => f.write_str("a precision is 0 km or more"),
        }
    }
}

impl Error for ZoneFault {}

impl Reason for ZoneFault {
    fn hint(&self) -> Option<Clean> {
        let hint = match self {
            ZoneFault::Crosses { .. } => "give the points in the order in which the edge runs",
            ZoneFault::EdgeTooLong { .. } => "give a point between them",
            ZoneFault::TooManyPoints => "leave out points that lie closer than its precision",
            ZoneFault::NoSmallerSide => "say by one more point which side is meant",
            ZoneFault::HoleOutside { .. } => {
                "the first ring is the outer one, the others are holes"
            }
            _ => return None,
        };
        Some(hint.into())
    }
}
