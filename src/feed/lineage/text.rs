//! The lineage as the file that is kept of it: plain lines in a settled order, so that what a reading
//! adds is all that differs from the file before.
//!
//! ```text
//! sitboard lineage 1
//! stratum 0 "Syria" "state-based"
//! reading 0 2026-09-01 0 3f2a… 2018-09-01 2019-12-31 3111 0,1
//! again 1 2026-09-08 0                  the same file as reading 0, there again
//! first 0 0                             what reading 0 found first of stratum 0:
//! 2fTkKx3q0bZVcr4aB9cQ2                 sum of an id, day, fingerprint
//! changed 1 1 0 2fTkKx3q0bZVcr40d7Wk1   reading, turn, stratum, the same; gone: the same
//! was 0 2fTkKx3q0bZ aB9cQ2 {"first":…}  what it said before: turn, id, fingerprint, fields
//! end 0123456789abcdef                  a sum over every byte before this line (XXH3)
//! ```

use std::fmt::Write as _;

use chrono::Datelike;
use xxhash_rust::xxh3;

use super::{Lineage, Sighting, digits};
use crate::model::Day;

/// Bytes of the line of an event that never changed.
pub(super) const ROW: usize = digits::ID + digits::DAY + digits::FINGERPRINT + 1;

/// What the file begins with.
pub(super) const HEAD: &str = "sitboard lineage 1";

impl Lineage {
    /// The file of it.
    pub fn to_text(&self) -> String {
        let mut text = String::with_capacity(self.sightings.len() * ROW + 4096);
        // Writing into memory cannot fail, and a text is always JSON.
        let _ = self.write(&mut text);
        Lineage::sealed(text)
    }

    /// The lines of a file with the last one, which holds their sum.
    pub(crate) fn sealed(mut lines: String) -> String {
        let sum = xxh3::xxh3_64(lines.as_bytes());
        let _ = writeln!(lines, "end {sum:016x}");
        lines
    }

    fn write(&self, text: &mut String) -> std::fmt::Result {
        writeln!(text, "{HEAD}")?;
        for (n, stratum) in self.strata.iter().enumerate() {
            let quoted = |text: &str| serde_json::Value::from(text).to_string();
            writeln!(text, "stratum {n} {} {}", quoted(&stratum.country), quoted(&stratum.kind))?;
        }
        for (n, reading) in self.readings.iter().enumerate() {
            let (first, last) = (day(reading.days.first), day(reading.days.last));
            if n.checked_sub(1).is_some_and(|before| self.readings[before].is_same_file(reading)) {
                writeln!(text, "again {n} {} {}", reading.day, reading.nth)?;
                continue;
            }
            let strata: Vec<String> = reading.strata.iter().map(u32::to_string).collect();
            let (on, nth, hash, rows) = (reading.day, reading.nth, reading.hash, reading.rows);
            let strata = strata.join(",");
            writeln!(text, "reading {n} {on} {nth} {hash:032x} {first} {last} {rows} {strata}")?;
        }
        let is_first = |sighting: &&Sighting| sighting.turn == 0 && !sighting.is_gone;
        let mut first: Vec<&Sighting> = self.sightings.iter().filter(is_first).collect();
        first.sort_by_key(|sighting| (sighting.reading, sighting.stratum)); // by id within
        for group in first.chunk_by(|one, next| group_of(one) == group_of(next)) {
            let (reading, stratum) = group_of(group[0]);
            writeln!(text, "first {reading} {stratum}")?;
            for sighting in group {
                row(text, sighting);
                text.push('\n');
            }
        }
        for later in self.sightings.iter().filter(|sighting| !is_first(sighting)) {
            let word = if later.is_gone { "gone" } else { "changed" };
            write!(text, "{word} {} {} {} ", later.reading, later.turn, later.stratum)?;
            row(text, later);
            text.push('\n');
        }
        for ((id, turn, _, fingerprint), past) in &self.was {
            write!(text, "was {turn} ")?;
            digits::write(text, *id, digits::ID);
            text.push(' ');
            digits::write(text, u64::from(*fingerprint), digits::FINGERPRINT);
            writeln!(text, " {}", serde_json::to_string(past).unwrap_or_default())?;
        }
        Ok(())
    }
}

fn group_of(sighting: &Sighting) -> (u16, u32) {
    (sighting.reading, sighting.stratum)
}

fn row(text: &mut String, sighting: &Sighting) {
    digits::write(text, sighting.id, digits::ID);
    digits::write_day(text, sighting.day);
    digits::write(text, u64::from(sighting.fingerprint), digits::FINGERPRINT);
}

/// A day of a file, counted as `chrono` counts.
fn day(day: i32) -> Day {
    let nearest = if day < 0 { Day::MIN } else { Day::MAX };
    Day::from_num_days_from_ce_opt(day).unwrap_or(nearest)
}

/// The same back.
pub(super) fn counted(day: Day) -> i32 {
    day.num_days_from_ce()
}
