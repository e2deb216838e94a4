//! How a reading is taken in: what is new, changed, gone or back, or why the reading says nothing.

use super::{HeldRows, Lineage, PastReading, PastRow, Sighting};
use crate::model::Day;

/// Readings that are kept at most.
const MOST_READINGS: usize = 1 << 16;
/// Events that must be missing before a reading is taken to be another extract.
const FEW: u64 = 10;

/// What a reading told that those before it did not, in numbers of events.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Taken {
    /// Not told before.
    pub new: u64,
    /// Told otherwise before.
    pub changed: u64,
    /// Gone before, and told again.
    pub back: u64,
    /// Told before, and gone though the reading covers them.
    pub gone: u64,
    /// Told before, and outside of what the reading covers: nothing is known of them.
    pub outside: u64,
}

/// Why a reading says nothing of what became of events.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NotTaken {
    /// It holds no event.
    Empty,
    /// The file is the one that was read last.
    Same,
    /// The file is one that was read before the last: on which day.
    Older(Day),
    /// It tells no event that was not known, and its last is of a day before that of the reading
    /// before: an older file, or a part.
    EndsEarlier {
        /// Its last day, counted as `chrono` counts.
        last: i32,
        /// That of the reading before.
        before: i32,
    },
    /// More than half of the events that it covers are missing: a part of the file.
    Part {
        /// So many events are missing.
        missing: u64,
        /// So many it would have to tell.
        of: u64,
    },
    /// The day is before that of a reading that is known: a clock is wrong.
    BeforeLast(Day),
    /// More readings than can be kept.
    TooMany,
}

impl Taken {
    /// Errs where so many events are missing that the file is a part of the feed.
    fn is_no_part(&self, held: &HeldRows) -> Result<(), NotTaken> {
        let still = held.rows.len() as u64 - self.new - self.back;
        let of = still + self.gone;
        match self.gone > FEW && self.gone * 2 > of {
            true => Err(NotTaken::Part { missing: self.gone, of }),
            false => Ok(()),
        }
    }
}

impl Lineage {
    /// Takes in what a file held when it was read on a day; `was` is asked for what an event said
    /// before, by its id and the fingerprint of that, where anybody still knows. A reading that says nothing leaves everything as it is.
    pub fn take(
        &mut self,
        held: &HeldRows,
        day: Day,
        hash: u128,
        was: impl Fn(u64, u32) -> Option<PastRow>,
    ) -> Result<Taken, NotTaken> {
        let noted = held.noted(day, hash).ok_or(NotTaken::Empty)?;
        match self.may_follow(&noted) {
            Err(NotTaken::Same) => return self.complete(held, was),
            may_follow => may_follow?,
        }
        let (mut next, strata) = self.with_strata(&held.strata);
        let nth =
            self.readings.last().filter(|last| last.day == day).map_or(0, |last| last.nth + 1);
        let noted = PastReading { strata, nth, ..noted };
        let (taken, found) = next.compared(held, &noted, self.readings.len());
        let last = self.readings.last().map(|last| last.days.last);
        if let Some(before) = last.filter(|last| noted.days.last < *last && taken.new == 0) {
            return Err(NotTaken::EndsEarlier { last: noted.days.last, before });
        }
        taken.is_no_part(held)?;
        next.keep_past(&found, was);
        next.readings.push(noted);
        next.add(found);
        *self = next;
        Ok(taken)
    }

    /// Takes in what the file of the last reading tells of events that whoever made that reading did
    /// not know of: those that another had told, and that it has not, are gone.
    fn complete(
        &mut self,
        held: &HeldRows,
        was: impl Fn(u64, u32) -> Option<PastRow>,
    ) -> Result<Taken, NotTaken> {
        let (mut next, strata) = self.with_strata(&held.strata);
        let last = self.readings.len().saturating_sub(1);
        let noted = self.readings.last().ok_or(NotTaken::Empty)?;
        let noted = PastReading { strata, ..noted.clone() };
        let (taken, found) = next.compared(held, &noted, last);
        if found.is_empty() {
            return Err(NotTaken::Same);
        }
        taken.is_no_part(held)?;
        next.keep_past(&found, was);
        next.add(found);
        *self = next;
        Ok(taken)
    }

    fn add(&mut self, found: Vec<Sighting>) {
        self.sightings.extend(found);
        self.sightings.sort_unstable_by_key(Sighting::key);
        self.sightings.dedup_by_key(|sighting| sighting.key());
    }

    /// Takes in that the file of the last reading was there again on a later day, and says the same.
    pub fn take_again(&mut self, day: Day) -> Result<Taken, NotTaken> {
        let last = self.readings.last().filter(|last| last.day < day).ok_or(NotTaken::Same)?;
        if self.readings.len() >= MOST_READINGS {
            return Err(NotTaken::TooMany);
        }
        self.readings.push(PastReading { day, nth: 0, ..last.clone() });
        Ok(Taken::default())
    }

    /// What a reading that follows tells, and what is to be noted of it.
    fn compared(
        &self,
        held: &HeldRows,
        noted: &PastReading,
        number: usize,
    ) -> (Taken, Vec<Sighting>) {
        let reading = u16::try_from(number).unwrap_or(u16::MAX);
        let (mut taken, mut found) = (Taken::default(), Vec::new());
        let mut before = self.by_event().peekable();
        let pass = |of: &[Sighting], taken: &mut Taken, found: &mut Vec<Sighting>| {
            let Some(last) = self.latest(of).filter(|last| !last.is_gone) else { return };
            if !self.covers(noted, last.day, last.stratum) {
                taken.outside += 1;
                return;
            }
            taken.gone += 1;
            let turn = last.turn.saturating_add(1);
            found.push(Sighting { fingerprint: 0, is_gone: true, reading, turn, ..*last });
        };
        for row in held.rows() {
            while let Some(gone) = before.next_if(|of| of[0].id < row.id) {
                pass(gone, &mut taken, &mut found);
            }
            let known = before.next_if(|of| of[0].id == row.id).and_then(|of| self.latest(of));
            let turn = match known {
                None => 0,
                Some(last) if last.is_gone || last.fingerprint != row.fingerprint => {
                    last.turn.saturating_add(1)
                }
                Some(_) => continue,
            };
            match known {
                None => taken.new += 1,
                Some(last) if last.is_gone => taken.back += 1,
                Some(_) => taken.changed += 1,
            }
            found.push(Sighting {
                id: row.id,
                fingerprint: row.fingerprint,
                day: row.day,
                stratum: noted.strata[row.stratum as usize],
                reading,
                turn,
                is_gone: false,
            });
        }
        before.for_each(|gone| pass(gone, &mut taken, &mut found));
        (taken, found)
    }

    /// Whether a reading may follow those that are known.
    fn may_follow(&self, noted: &PastReading) -> Result<(), NotTaken> {
        let Some(last) = self.readings.last() else { return Ok(()) };
        let same = self.readings.iter().rev().find(|reading| reading.hash == noted.hash);
        match same {
            Some(same) if same == last => return Err(NotTaken::Same),
            Some(same) => return Err(NotTaken::Older(same.day)),
            None => {}
        }
        if noted.day < last.day {
            return Err(NotTaken::BeforeLast(last.day));
        }
        if self.readings.len() >= MOST_READINGS { Err(NotTaken::TooMany) } else { Ok(()) }
    }

    /// Keeps what events said that say something else now.
    fn keep_past(&mut self, found: &[Sighting], was: impl Fn(u64, u32) -> Option<PastRow>) {
        for later in found.iter().filter(|sighting| sighting.turn > 0) {
            let before = self.latest(self.sightings_of(later.id)).filter(|last| !last.is_gone);
            let Some(before) = before.copied() else { continue };
            if let Some(row) = was(before.id, before.fingerprint) {
                self.was.insert(before.key(), row);
            }
        }
    }
}
