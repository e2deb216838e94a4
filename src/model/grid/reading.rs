//! A square of the grid as it is written: taken apart, so that what is wrong is told at its place.

use mgrs_convert::{Error, Mgrs, ParseErrorKind};

use super::{
    GridSquare, MOST_PAIRS,
    fault::{GridFault, GridFaultKind},
};
use crate::model::{Coordinates, Span};

/// The bands between the poles, from 80 degrees south on.
const BANDS: &str = "CDEFGHJKLMNPQRSTUVWX";
/// Who works at the edge of a zone writes squares of it some way across that edge.
const BESIDE_DEGREES: f64 = 1.0;

/// A text without its blanks: zone, letters, digits.
pub(super) struct Pieces<'t> {
    text: &'t str,
    /// Each sign with its place in the text.
    signs: Vec<(usize, char)>,
    /// How many of them are the number of the zone.
    zone: usize,
}

impl<'t> Pieces<'t> {
    /// Takes a text apart, and sees to what the library takes for something else.
    pub fn of(text: &'t str) -> Result<Pieces<'t>, GridFault> {
        let signs: Vec<(usize, char)> = text
            .char_indices()
            .filter(|(_, c)| !c.is_ascii_whitespace())
            .map(|(at, c)| (at, c.to_ascii_uppercase()))
            .collect();
        let zone = signs.iter().take_while(|(_, c)| c.is_ascii_digit()).count();
        let pieces = Pieces { text, signs, zone };
        if pieces.signs.is_empty() {
            return Err(GridFault { span: Span { start: 0, end: 0 }, what: GridFaultKind::Empty });
        }
        let odd = pieces.signs.iter().position(|(_, c)| !c.is_ascii_alphanumeric());
        if let Some(n) = odd {
            return Err(pieces.at(n, 1, GridFaultKind::OddSign(pieces.signs[n].1)));
        }
        let letters = pieces.signs.iter().skip(zone).take(3);
        // I and O are left out of the grid: they look like one and zero.
        for (n, (_, c)) in letters.enumerate() {
            if matches!(c, 'I' | 'O') {
                return Err(pieces.at(zone + n, 1, GridFaultKind::BadLetter(*c)));
            }
        }
        pieces.must_be_in_pairs()?;
        Ok(pieces)
    }

    /// The signs alone, as the library reads them.
    pub fn bare(&self) -> String {
        self.signs.iter().map(|(_, sign)| *sign).collect()
    }

    /// Digits that a blank parts are as many before it as behind it.
    fn must_be_in_pairs(&self) -> Result<(), GridFault> {
        let Some(digits) = self.digits() else { return Ok(()) };
        let groups: Vec<usize> = digits.split_ascii_whitespace().map(str::len).collect();
        match *groups {
            [east, north] if east != north && digits.chars().all(is_of_number) => {
                let what = GridFaultKind::UnequalDigits(east, north);
                Err(self.rest_from(self.zone + 3, what))
            }
            _ if groups.iter().sum::<usize>() > 2 * MOST_PAIRS => {
                let what = GridFaultKind::TooManyDigits(groups.iter().sum());
                Err(self.rest_from(self.zone + 3, what))
            }
            _ => Ok(()),
        }
    }

    /// The text behind zone and letters; `None` where nothing follows.
    fn digits(&self) -> Option<&'t str> {
        let (start, _) = self.signs.get(self.zone + 3)?;
        self.text.get(*start..)
    }

    fn letter(&self, n: usize) -> char {
        self.signs.get(self.zone + n).map_or(' ', |(_, c)| *c)
    }

    fn zone(&self) -> u32 {
        let digits: String = self.signs.iter().take(self.zone).map(|(_, c)| *c).collect();
        digits.parse().unwrap_or(0)
    }

    /// The fault at some of the signs.
    fn at(&self, n: usize, count: usize, what: GridFaultKind) -> GridFault {
        let start = self.signs.get(n).map_or(self.text.len(), |(at, _)| *at);
        let last = self.signs.get((n + count).saturating_sub(1));
        let end = last.map_or(self.text.len(), |(at, c)| at + c.len_utf8());
        GridFault { span: Span { start, end: end.max(start) }, what }
    }

    fn rest_from(&self, n: usize, what: GridFaultKind) -> GridFault {
        self.at(n, self.signs.len().saturating_sub(n), what)
    }

    /// What the library refuses, at its place.
    pub fn fault(&self, why: &Error) -> GridFault {
        use GridFaultKind as Is;
        let Error::Parse(kind) = why else { return self.rest_from(0, Is::NoSquare) };
        let (zone, band) = (self.zone, self.letter(0));
        match kind {
            ParseErrorKind::BadZoneNumber => {
                let number = self.signs.iter().take(zone).map(|(_, c)| *c).collect();
                self.at(0, zone, Is::NoZone(number))
            }
            ParseErrorKind::BadBandLetter if zone > 0 && "ABYZ".contains(band) => {
                self.at(zone, 1, Is::ZoneOfPole(band))
            }
            ParseErrorKind::BadBandLetter => self.at(zone, 1, Is::NoBand(band)),
            ParseErrorKind::SquareZoneMismatch if zone == 0 => {
                let square = [self.letter(1), self.letter(2)].iter().collect();
                self.at(1, 2, Is::NotAtPole(square))
            }
            ParseErrorKind::SquareZoneMismatch => {
                let what = Is::OtherZone { column: self.letter(1), zone: self.zone() };
                self.at(zone + 1, 1, what)
            }
            ParseErrorKind::SquareBandMismatch => {
                let square = [self.letter(1), self.letter(2)].iter().collect();
                self.at(zone, 3, Is::OtherBand { square, bands: self.bands_of_square() })
            }
            ParseErrorKind::OddDigitCount => {
                self.rest_from(zone + 3, Is::OddDigits(self.signs.len() - zone - 3))
            }
            ParseErrorKind::TooManyDigits => {
                self.rest_from(zone + 3, Is::TooManyDigits(self.signs.len() - zone - 3))
            }
            ParseErrorKind::TrailingInput => {
                let n = self.signs.iter().skip(zone + 3).position(|(_, c)| !is_of_number(*c));
                let n = zone + 3 + n.unwrap_or(0);
                self.at(n, 1, Is::OddSign(self.signs.get(n).map_or(' ', |(_, c)| *c)))
            }
            ParseErrorKind::BadSquareLetters if self.signs.len() >= zone + 3 => {
                match (1..=2).find(|n| !self.letter(*n).is_ascii_alphabetic()) {
                    Some(n) => self.at(zone + n, 1, Is::BadLetter(self.letter(n))),
                    None => self.at(zone + 2, 1, Is::NoRow(self.letter(2))),
                }
            }
            _ => self.rest_from(zone, Is::NoSquare),
        }
    }

    /// The nearest bands to either side in which the zone has a square of these letters: `M and Q`.
    fn bands_of_square(&self) -> String {
        let lies_in = |band: &char| {
            let text = format!("{}{band}{}{}", self.zone(), self.letter(1), self.letter(2));
            text.parse::<Mgrs>().is_ok()
        };
        let (below, above) = BANDS.split_at(BANDS.find(self.letter(0)).unwrap_or(0));
        let nearest = [below.chars().rfind(lies_in), above.chars().find(lies_in)];
        let nearest: Vec<String> = nearest.into_iter().flatten().map(String::from).collect();
        nearest.join(" and ")
    }

    /// Letters and digits may count on beyond the edge of a zone, where there is no such square.
    pub fn must_lie_in_its_zone(&self, square: &GridSquare) -> Result<(), GridFault> {
        let band = self.letter(0);
        let Coordinates { lat, lon } = square.middle;
        // Degrees north, and east, from its middle to its corners.
        let north = square.size_km() / 111.0 * std::f64::consts::FRAC_1_SQRT_2;
        let is_inside = match (self.zone, edges(self.zone(), band)) {
            (0, _) => {
                let edge = if lat > 0.0 { 84.0 } else { 80.0 };
                lat.abs() + north + BESIDE_DEGREES >= edge
            }
            (_, None) => {
                return Err(self.at(0, self.zone, GridFaultKind::MissingZone(self.zone())));
            }
            (_, Some((west, east))) => {
                let beside = BESIDE_DEGREES + north / lat.to_radians().cos().max(0.01);
                let (middle, half) = ((west + east) / 2.0, (east - west) / 2.0);
                let off = (lon - middle + 540.0).rem_euclid(360.0) - 180.0;
                off.abs() <= half + beside
            }
        };
        if is_inside {
            return Ok(());
        }
        let square = [self.letter(1), self.letter(2)].iter().collect();
        let zone = self.signs.iter().take(self.zone + 1).map(|(_, c)| *c).collect();
        Err(self.at(self.zone + 1, 2, GridFaultKind::OutsideZone { square, zone }))
    }
}

fn is_of_number(c: char) -> bool {
    c.is_ascii_digit() || c.is_ascii_whitespace()
}

/// The meridians between which a zone lies in a band; `None` where there is none. By Norway and
/// Spitsbergen zones are wider, and some are left out.
fn edges(zone: u32, band: char) -> Option<(f64, f64)> {
    let west = f64::from(zone) * 6.0 - 186.0;
    match (band, zone) {
        ('V', 31) => Some((0.0, 3.0)),
        ('V', 32) => Some((3.0, 12.0)),
        ('X', 31) => Some((0.0, 9.0)),
        ('X', 33) => Some((9.0, 21.0)),
        ('X', 35) => Some((21.0, 33.0)),
        ('X', 37) => Some((33.0, 42.0)),
        ('X', 32 | 34 | 36) => None,
        _ => Some((west, west + 6.0)),
    }
}
