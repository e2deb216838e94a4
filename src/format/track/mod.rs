//! Tracks: where somebody was, from a file of GPX (1.0 and 1.1) or GeoJSON. Points are handed on as
//! they are read; what is broken is told by its line and column, and the rest is kept.

mod counted;
mod geojson;
mod gpx;
#[cfg(test)]
mod tests;

use std::io::{BufRead, BufReader, Read};

use chrono::{DateTime, NaiveDateTime};

use crate::model::{Coordinates, Refusal, Spot, in_range};

/// Bytes of a track: a day and a night of a receiver that notes every second, eight times over.
pub const MOST_TRACK_BYTES: u64 = 128 << 20;
/// Faults that are put into words.
const TOLD: usize = 3;
/// What stands for a file that is no track at all.
const FORMS: &str = "a track is a file of GPX, or of GeoJSON with a line";

/// What sort of line a track is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TrackForm {
    /// A track of GPX: what a receiver noted.
    Recorded,
    /// A route of GPX: what was planned.
    Planned,
    /// A line of GeoJSON.
    Drawn,
}

/// A point of a track.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct TrackPoint {
    /// Where it lies, in degrees.
    pub at: Coordinates,
    /// When, in seconds of Unix time; `None` where the file does not say.
    pub time: Option<i64>,
}

/// What a reader of a track hands on.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum TrackStep {
    /// The next point.
    Point(TrackPoint),
    /// What came before was a plan, and counts no more: a track follows.
    Anew,
}

/// What a file of a track was, when all of it was read.
#[derive(Clone, PartialEq, Debug)]
pub struct TrackRead {
    /// What its points are.
    pub form: TrackForm,
    /// The first points and times that could not be read, each with its place.
    pub faults: Vec<Refusal>,
    /// How many could not be read in all.
    pub broken: u64,
}

impl TrackRead {
    fn of(form: TrackForm) -> TrackRead {
        TrackRead { form, faults: Vec::new(), broken: 0 }
    }

    fn fault(&mut self, fault: Refusal) {
        self.broken += 1;
        if self.faults.len() < TOLD {
            self.faults.push(fault);
        }
    }
}

/// Reads a track and hands its points on, one by one.
///
/// # Errors
///
/// Says why it is none, and where.
pub fn track(read: impl Read, take: &mut dyn FnMut(TrackStep)) -> Result<TrackRead, Refusal> {
    let mut read = BufReader::new(read);
    let begins = read.fill_buf().map_err(|error| Refusal::from(error.to_string()))?;
    let begins = begins.strip_prefix(b"\xef\xbb\xbf").unwrap_or(begins);
    match begins.iter().find(|byte| !byte.is_ascii_whitespace()) {
        Some(b'<') => gpx::track(read, take),
        Some(b'{') => geojson::track(read, take),
        None => Err(Refusal::new("it is empty", FORMS)),
        Some(_) if begins.starts_with(b"\xff\xfe") || begins.starts_with(b"\xfe\xff") => {
            Err(Refusal::new("it is UTF-16", "save it as UTF-8"))
        }
        Some(_) => Err(Refusal::new("it is neither GPX nor GeoJSON", FORMS)),
    }
}

fn refusal(spot: Spot, message: impl Into<String>, hint: &str) -> Refusal {
    Refusal { spot: Some(spot), ..Refusal::new(message.into(), hint) }
}

/// A moment as GPX and GeoJSON write it: with its offset, else in UTC.
fn moment(text: &str) -> Option<i64> {
    let text = text.trim();
    let offset = DateTime::parse_from_rfc3339(text).map(|moment| moment.naive_utc());
    let moment =
        offset.or_else(|_| NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f")).ok()?;
    in_range(moment.date()).then(|| moment.and_utc().timestamp())
}

/// A number of degrees that is one, from so many below nothing to as many above.
fn degrees(text: &str, most: f64) -> Option<f64> {
    text.trim().parse().ok().filter(|degrees: &f64| degrees.abs() <= most)
}
