//! The file of a lineage read again. It is believed only where every line means something and the
//! whole is what was written: a file that was cut, mixed or typed into is refused, and never mended by
//! a guess.

use std::str::SplitN;

use xxhash_rust::xxh3;

use super::{Lineage, PastReading, PastRow, Sighting, Stratum, digits, text};
use crate::{
    feed::DayRange,
    model::{Refusal, Spot},
};

/// What to do with a file that is refused.
const HINT: &str =
    "put back the file as it was kept (a copy, or git), or move it away to begin anew";

impl Lineage {
    /// Reads a file of it. Errs with the first line that is wrong.
    pub fn from_text(text: &str) -> Result<Lineage, Refusal> {
        let body = body(text)?;
        let mut open = OpenLineage::default();
        for (n, line) in body.lines().enumerate() {
            open.take(n, line).ok_or_else(|| refused(n, &format!("`{}`", shortened(line))))?;
        }
        let mut lineage = open.lineage;
        lineage.sightings.sort_unstable_by_key(Sighting::key);
        lineage.sightings.dedup_by_key(|sighting| sighting.key());
        // The settled order is a part of the form: what is out of it was mixed by somebody.
        let again = lineage.to_text();
        let mut lines = body.lines().zip(again.lines()).enumerate();
        if let Some((n, _)) = lines.find(|(_, (read, written))| read != written) {
            return Err(refused(n, "a line out of its place"));
        }
        if again.len() != text.len() {
            return Err(refused(body.lines().count(), "lines twice"));
        }
        Ok(lineage)
    }
}

/// All lines before the last, whose sum is right.
fn body(text: &str) -> Result<&str, Refusal> {
    let first = text.lines().next().unwrap_or_default();
    if first != text::HEAD {
        let is_other = first.starts_with("sitboard lineage ");
        let newer = "a lineage of another version of sitboard: use that one, or a newer";
        let message = if is_other { newer } else { "no lineage of a feed" };
        return Err(refused(0, message));
    }
    let last = text.lines().count().saturating_sub(1);
    let cut = || refused(last, "the end of the file is missing");
    let rest = text.strip_suffix('\n').ok_or_else(cut)?;
    let (body, end) = rest.split_at(rest.rfind('\n').ok_or_else(cut)? + 1);
    let sum = end.strip_prefix("end ").ok_or_else(cut)?;
    let is_right = sum == format!("{:016x}", xxh3::xxh3_64(body.as_bytes()));
    if is_right {
        Ok(body)
    } else {
        Err(refused(last, "the sum is not that of the lines above it"))
    }
}

fn refused(n: usize, what: &str) -> Refusal {
    let line = u32::try_from(n + 1).unwrap_or(u32::MAX);
    let message = format!("line {line} of the lineage is damaged: {what}");
    Refusal { spot: Some(Spot { line, column: 1 }), ..Refusal::new(message, HINT) }
}

fn shortened(line: &str) -> String {
    line.chars().take(60).collect()
}

/// A lineage while its lines come.
#[derive(Default)]
struct OpenLineage {
    lineage: Lineage,
    /// The reading and the stratum of the lines that follow.
    group: Option<(u16, u32)>,
}

impl OpenLineage {
    /// Takes a line in; `None` where it means nothing.
    fn take(&mut self, n: usize, line: &str) -> Option<()> {
        if n == 0 {
            return Some(()); // the head was looked at
        }
        let Some((word, rest)) = line.split_once(' ') else { return self.first(line) };
        match word {
            "stratum" => self.stratum(rest),
            "reading" => self.reading(rest),
            "again" => self.again(rest),
            "first" => self.begin(rest),
            "changed" => self.later(rest, false),
            "gone" => self.later(rest, true),
            "was" => self.was(rest),
            _ => None,
        }
    }

    fn stratum(&mut self, rest: &str) -> Option<()> {
        let texts = rest.strip_prefix(&format!("{} ", self.lineage.strata.len()))?;
        let mut texts = serde_json::Deserializer::from_str(texts).into_iter::<String>();
        let (country, kind) = (texts.next()?.ok()?, texts.next()?.ok()?);
        let stratum = Stratum { country, kind };
        let is_next = self.lineage.strata.last().is_none_or(|last| *last < stratum);
        (is_next && texts.next().is_none()).then(|| self.lineage.strata.push(stratum))
    }

    fn reading(&mut self, rest: &str) -> Option<()> {
        let mut words = rest.splitn(8, ' ');
        if number::<usize>(&mut words)? != self.lineage.readings.len() {
            return None;
        }
        let (day, nth) = (words.next()?.parse().ok()?, number(&mut words)?);
        let hash = u128::from_str_radix(words.next()?, 16).ok()?;
        let first = text::counted(words.next()?.parse().ok()?);
        let last = text::counted(words.next()?.parse().ok()?);
        let rows = number(&mut words)?;
        let strata = words.next()?.split(',').map(|n| self.known_stratum(n));
        let strata = strata.collect::<Option<Vec<u32>>>()?;
        let days = DayRange { first, last };
        let is_sound = first <= last && strata.is_sorted_by(|one, next| one < next);
        self.add(PastReading { day, nth, hash, days, rows, strata }).filter(|()| is_sound)
    }

    /// The file of the reading before, there again.
    fn again(&mut self, rest: &str) -> Option<()> {
        let mut words = rest.splitn(3, ' ');
        if number::<usize>(&mut words)? != self.lineage.readings.len() {
            return None;
        }
        let (day, nth) = (words.next()?.parse().ok()?, number(&mut words)?);
        let before = self.lineage.readings.last()?.clone();
        self.add(PastReading { day, nth, ..before })
    }

    fn add(&mut self, reading: PastReading) -> Option<()> {
        let is_next = self.lineage.readings.last().is_none_or(|one| one.order() < reading.order());
        let is_sound = is_next && self.lineage.readings.len() <= usize::from(u16::MAX);
        is_sound.then(|| self.lineage.readings.push(reading))
    }

    fn known_stratum(&self, word: &str) -> Option<u32> {
        let number: u32 = word.parse().ok()?;
        ((number as usize) < self.lineage.strata.len()).then_some(number)
    }

    fn known_reading(&self, word: &str) -> Option<u16> {
        let number: u16 = word.parse().ok()?;
        (usize::from(number) < self.lineage.readings.len()).then_some(number)
    }

    fn begin(&mut self, rest: &str) -> Option<()> {
        let (reading, stratum) = rest.split_once(' ')?;
        self.group = Some((self.known_reading(reading)?, self.known_stratum(stratum)?));
        Some(())
    }

    fn first(&mut self, line: &str) -> Option<()> {
        let (reading, stratum) = self.group?;
        let (id, day, fingerprint) = row(line)?;
        let sighting = Sighting { id, fingerprint, day, stratum, reading, turn: 0, is_gone: false };
        self.lineage.sightings.push(sighting);
        Some(())
    }

    fn later(&mut self, rest: &str, is_gone: bool) -> Option<()> {
        let mut words = rest.splitn(4, ' ');
        let reading = self.known_reading(words.next()?)?;
        let turn = number(&mut words)?;
        let stratum = self.known_stratum(words.next()?)?;
        let (id, day, fingerprint) = row(words.next()?)?;
        let is_later = is_gone || turn > 0;
        let sighting = Sighting { id, fingerprint, day, stratum, reading, turn, is_gone };
        is_later.then(|| self.lineage.sightings.push(sighting))
    }

    fn was(&mut self, rest: &str) -> Option<()> {
        let mut words = rest.splitn(4, ' ');
        let turn = number(&mut words)?;
        let id = sum(words.next()?, digits::ID)?;
        let fingerprint = u32::try_from(sum(words.next()?, digits::FINGERPRINT)?).ok()?;
        let past: PastRow = serde_json::from_str(words.next()?).ok()?;
        self.lineage.was.insert((id, turn, false, fingerprint), past);
        Some(())
    }
}

fn number<N: std::str::FromStr>(words: &mut SplitN<char>) -> Option<N> {
    words.next()?.parse().ok()
}

fn sum(text: &str, width: usize) -> Option<u64> {
    (text.len() == width).then(|| digits::read(text.as_bytes()))?
}

/// The sum of an id, the day and the fingerprint of a row.
fn row(line: &str) -> Option<(u64, i32, u32)> {
    let bytes = line.as_bytes();
    if bytes.len() != digits::ID + digits::DAY + digits::FINGERPRINT {
        return None;
    }
    let (id, rest) = bytes.split_at(digits::ID);
    let (day, fingerprint) = rest.split_at(digits::DAY);
    let fingerprint = u32::try_from(digits::read(fingerprint)?).ok()?;
    Some((digits::read(id)?, digits::read_day(day)?, fingerprint))
}
