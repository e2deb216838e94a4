//! Squares of the military grid (MGRS): `37S BV 84125 65975`. A square stands for the point in its
//! middle, and is as exact as it has digits.

mod fault;
mod reading;
#[cfg(test)]
mod tests;

use std::fmt;

use mgrs_convert::{LatLon, Mgrs, Precision};

pub use fault::GridFault;
use reading::Pieces;

use super::Coordinates;

/// Signs of the longest square, one of a metre: `37SBV8412565975`.
const MOST_SIGNS: usize = 15;
/// Pairs of digits of a square of a metre.
const MOST_PAIRS: usize = 5;
/// Kilometres of a square without digits.
const LARGEST_KM: f64 = 100.0;

/// How points are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum PointNotation {
    /// In degrees of latitude and longitude.
    #[default]
    Degrees,
    /// As squares of the military grid.
    Mgrs,
}

/// A square of the military grid.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct GridSquare {
    /// Its letters and digits without blanks, and how many they are.
    signs: [u8; MOST_SIGNS],
    long: u8,
    /// Pairs of digits, five at most.
    pairs: u8,
    middle: Coordinates,
}

impl PointNotation {
    /// Both, with their names.
    pub const ALL: [PointNotation; 2] = [PointNotation::Degrees, PointNotation::Mgrs];

    /// The name that settings and the command line have.
    pub fn name(self) -> &'static str {
        match self {
            PointNotation::Degrees => "degrees",
            PointNotation::Mgrs => "mgrs",
        }
    }

    /// The notation of a name; `None` of any other word.
    pub fn from_name(name: &str) -> Option<PointNotation> {
        PointNotation::ALL.into_iter().find(|notation| notation.name() == name)
    }
}

impl GridSquare {
    /// Reads a square, with or without blanks, in letters of either case.
    pub fn read(text: &str) -> Result<GridSquare, GridFault> {
        let pieces = Pieces::of(text)?;
        let mgrs: Mgrs = pieces.bare().parse().map_err(|why| pieces.fault(&why))?;
        let square = GridSquare::from_mgrs(&mgrs);
        pieces.must_lie_in_its_zone(&square)?;
        Ok(square)
    }

    /// The square in which a point lies, the smallest that is no smaller than this: of a metre at
    /// least, of a hundred kilometres at most.
    pub fn around(at: Coordinates, size_km: f64) -> Option<GridSquare> {
        let is_large_enough = |pairs: &usize| size_of(*pairs) >= size_km * (1.0 - 1e-9);
        let pairs = (0..=MOST_PAIRS).rev().find(is_large_enough).unwrap_or(0);
        let precision = Precision::new(u8::try_from(pairs).ok()?).ok()?;
        let point = LatLon::new(at.lat, at.lon).ok()?;
        Some(GridSquare::from_mgrs(&point.to_mgrs(precision)))
    }

    fn from_mgrs(mgrs: &Mgrs) -> GridSquare {
        let mut signs = [0; MOST_SIGNS];
        let written = mgrs.to_string();
        let long = written.len().min(MOST_SIGNS);
        signs[..long].copy_from_slice(&written.as_bytes()[..long]);
        let middle = mgrs.to_latlon();
        GridSquare {
            signs,
            long: u8::try_from(long).unwrap_or_default(),
            pairs: mgrs.precision().get(),
            middle: Coordinates { lat: middle.lat(), lon: middle.lon() },
        }
    }

    /// The point in its middle.
    pub fn middle(&self) -> Coordinates {
        self.middle
    }

    /// How long its sides are, in kilometres: 100 without digits, a metre with ten.
    pub fn size_km(&self) -> f64 {
        size_of(self.pairs.into())
    }

    /// How far its corners are from its middle, in kilometres.
    pub fn to_corner_km(&self) -> f64 {
        self.size_km() * std::f64::consts::FRAC_1_SQRT_2
    }

    /// Whether it has any digits; without, it is as large as a province.
    pub fn has_digits(&self) -> bool {
        self.pairs > 0
    }

    fn signs(&self) -> &str {
        // They are those of the library, which writes ASCII.
        std::str::from_utf8(&self.signs[..self.long.into()]).unwrap_or_default()
    }
}

/// Kilometres of the sides of a square with so many pairs of digits.
fn size_of(pairs: usize) -> f64 {
    match pairs {
        0 => LARGEST_KM,
        1 => 10.0,
        2 => 1.0,
        3 => 0.1,
        4 => 0.01,
        _ => 0.001,
    }
}

/// As maps and radio messages have it: zone and band, letters of the square, digits east and north.
impl fmt::Display for GridSquare {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (letters, digits) = self.signs().split_at(self.long as usize - 2 * self.pairs as usize);
        let (head, square) = letters.split_at(letters.len().saturating_sub(2));
        let (east, north) = digits.split_at(self.pairs.into());
        let mut text = format!("{head} {square}");
        if self.has_digits() {
            text.push_str(&format!(" {east} {north}"));
        }
        f.pad(&text)
    }
}
