//! Why a text is no square of the grid, and what to write instead.

use std::fmt;

use crate::model::{Clean, Reason, Span};

/// Why a text is no square of the grid.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GridFault {
    /// Where in the text the trouble stands.
    pub span: Span,
    pub(super) what: GridFaultKind,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum GridFaultKind {
    Empty,
    OddSign(char),
    NoZone(String),
    ZoneOfPole(char),
    NoBand(char),
    NoSquare,
    BadLetter(char),
    NoRow(char),
    NotAtPole(String),
    OtherZone { column: char, zone: u32 },
    OtherBand { square: String, bands: String },
    MissingZone(u32),
    OutsideZone { square: String, zone: String },
    OddDigits(usize),
    UnequalDigits(usize, usize),
    TooManyDigits(usize),
}

impl fmt::Display for GridFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use GridFaultKind as Is;
        match &self.what {
            Is::Empty => write!(f, "a square of the grid is missing"),
            Is::OddSign(c) => write!(f, "`{c}` stands in no square of the grid"),
            Is::NoZone(zone) => write!(f, "the grid has no zone {zone}"),
            Is::ZoneOfPole(band) => {
                write!(f, "`{band}` is a letter of the poles, which have no zone")
            }
            Is::NoBand(band) if band.is_ascii_alphabetic() => {
                write!(f, "`{band}` is no band of the grid")
            }
            Is::NoBand(_) => write!(f, "no letter of a band follows the zone"),
            Is::NoSquare => write!(f, "zone and band alone are no square"),
            Is::BadLetter(c @ ('I' | 'O')) => write!(f, "the grid has no letter `{c}`"),
            Is::BadLetter(c) => write!(f, "`{c}` stands where a letter of the square belongs"),
            Is::OtherZone { column, zone } => write!(f, "zone {zone} has no column `{column}`"),
            Is::NoRow(row) => write!(f, "the grid has no row `{row}`"),
            Is::NotAtPole(square) => write!(f, "there is no square {square} at this pole"),
            Is::OtherBand { square, .. } => write!(f, "square {square} does not lie in this band"),
            Is::MissingZone(zone) => write!(f, "there is no zone {zone} in band X"),
            Is::OutsideZone { square, zone } => {
                write!(f, "square {square} lies outside of {zone}")
            }
            Is::OddDigits(count) => write!(f, "the number of digits is odd: {count}"),
            Is::UnequalDigits(east, north) => {
                write!(f, "{east} digits stand before the blank, {north} behind it")
            }
            Is::TooManyDigits(count) => write!(f, "{count} digits are more than the grid has"),
        }
    }
}

impl std::error::Error for GridFault {}

impl Reason for GridFault {
    fn hint(&self) -> Option<Clean> {
        use GridFaultKind as Is;
        let hint = match &self.what {
            Is::Empty | Is::OddSign(_) => "write \"37S BV 84125 65975\"".to_owned(),
            Is::NoZone(_) => "zones are 1 to 60".to_owned(),
            Is::ZoneOfPole(band) => format!("write it without a number: {band}, then the square"),
            Is::NoBand(_) if self.span.start == 0 => {
                "the number of its zone stands before it: 37S; at the poles A, B, Y, Z".to_owned()
            }
            Is::NoBand(_) => "bands are C to X without I and O".to_owned(),
            Is::NoSquare => "two letters of a square of 100 km follow: 37S BV".to_owned(),
            Is::BadLetter('I') => "is it a one, or J?".to_owned(),
            Is::BadLetter('O') => "is it a zero, or Q?".to_owned(),
            Is::BadLetter(_) => {
                "two letters of a square of 100 km follow the band: 37S BV".to_owned()
            }
            Is::NoRow(_) => "rows are A to V without I and O".to_owned(),
            Is::NotAtPole(_) => "west of Greenwich A and Y, east of it B and Z".to_owned(),
            Is::OtherZone { zone, .. } => format!("its columns are {}", columns(*zone)),
            Is::OtherBand { bands, .. } => format!("the nearest bands that have it: {bands}"),
            Is::MissingZone(_) => "by Spitsbergen zones are 31, 33, 35 and 37".to_owned(),
            Is::OutsideZone { .. } => {
                "is the zone that of the neighbour, or a letter wrong?".to_owned()
            }
            Is::OddDigits(_) | Is::UnequalDigits(..) => {
                "as many digits east as north: 2, 4, 6, 8 or 10".to_owned()
            }
            Is::TooManyDigits(_) => "ten digits are a metre; write no more".to_owned(),
        };
        Some(hint.into())
    }
}

/// The letters of the columns of a zone.
fn columns(zone: u32) -> &'static str {
    match zone % 3 {
        1 => "A to H",
        2 => "J to R",
        _ => "S to Z",
    }
}
