//! The second clock of a feed: what each of its readings told of every event. When an event was first
//! seen, what it said before it was revised, when it went.
//!
//! An event is known by the sum of its id, what a row says of it by a fingerprint over its columns.
//! Both are kept in a plain file ([`Lineage::to_text`]) of 22 bytes for an event that never changed.
//! Two such files of one feed go together ([`Lineage::merged`]): whatever is known of an event is the
//! first reading that told it, so that no order of merging and no repetition makes a difference.
//!
//! The days of a reading are those on which the file was looked at. Nothing is asked of the days that
//! a file itself names for its rows: ACLED's `timestamp` and UCDP's versions are days of the latest
//! change only.

use std::collections::BTreeMap;

use chrono::Datelike;

use crate::model::Day;

mod columns;
mod compared;
mod digits;
mod merge;
mod parse;
mod past_row;
mod reading;
mod restored;
mod taken;
#[cfg(test)]
mod tests;
mod text;

pub use columns::{CommonColumn, CommonColumns, RecordSum};
pub use compared::{ComparedFeed, FeedComparison};
pub use past_row::{FieldChange, PastRow};
pub use reading::{HeldRow, HeldRows};
pub use taken::{NotTaken, Taken};

use super::DayRange;

/// All that is known of the events of one feed from one reading to the next.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Lineage {
    /// In their order; each day and hash once.
    pub(super) readings: Vec<PastReading>,
    /// In their order, each once; only those that a reading or a sighting names.
    pub(super) strata: Vec<Stratum>,
    /// By key, each once.
    pub(super) sightings: Vec<Sighting>,
    /// What rows said that say something else now.
    pub(super) was: BTreeMap<SightingKey, PastRow>,
}

/// One reading of the feed's file: when, of which file, and what that covers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PastReading {
    /// The day on which it was read.
    pub day: Day,
    /// The how-manieth of that day it was, from 0, to whoever read it.
    pub nth: u32,
    /// The sum of the file's bytes (XXH3, 128 bits).
    pub hash: u128,
    /// The first and the last day on which any of its rows may begin.
    pub days: DayRange,
    /// How many events it held.
    pub rows: u64,
    /// The strata of its rows: numbers in [`Lineage::strata`], in their order.
    pub(super) strata: Vec<u32>,
}

/// Rows of one country and one kind of event. A file that holds none of a country, or none of a kind,
/// was not asked for them, as far as anybody can tell: it says nothing of what it held before.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Stratum {
    /// The country by the file's name for it; empty where it names none.
    pub country: String,
    /// The file's word for what happened; empty where it has none.
    pub kind: String,
}

/// What an event was found to be, and the first reading that found it so.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Sighting {
    pub id: u64,
    /// The fingerprint of what the row said; 0 where it was gone.
    pub fingerprint: u32,
    /// The first day on which the event may have been; of one that is gone, as it was told last.
    pub day: i32,
    /// Number in [`Lineage::strata`].
    pub stratum: u32,
    /// Number in [`Lineage::readings`].
    pub reading: u16,
    /// How often the event had changed, as the reader knew it who found it so.
    pub turn: u8,
    pub is_gone: bool,
}

/// What tells sightings apart: one event may be found alike more than once, by several readers or
/// after it was something else.
pub(super) type SightingKey = (u64, u8, bool, u32);

impl Sighting {
    pub(super) fn key(&self) -> SightingKey {
        (self.id, self.turn, self.is_gone, self.fingerprint)
    }
}

/// Between which readings something came about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct SeenWithin {
    /// The day of the last reading that covers it and did not tell it yet; `None` where there is
    /// none, so that it may be as old as anything.
    pub after: Option<Day>,
    /// The day of the first reading that tells it.
    pub by: Day,
}

/// What became of an event, one step after another.
#[derive(Clone, PartialEq, Debug)]
pub struct EventStep {
    /// When it came to be so.
    pub seen: SeenWithin,
    /// What it came to.
    pub state: EventState,
}

/// What a reading told of an event.
#[derive(Clone, PartialEq, Debug)]
pub enum EventState {
    /// It is told, by what the row says now.
    Told,
    /// It was told otherwise: what it said then, where that is kept.
    Was(Option<Box<PastRow>>),
    /// It is told no more.
    Gone,
}

/// An event as the readings have it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct EventSeen {
    /// The sum of its id.
    pub id: u64,
    /// The first day on which it may have been, as it was told last (counted as `chrono` counts).
    pub day: i32,
    /// When it was first seen.
    pub first: SeenWithin,
    /// When it was found to be gone; `None` where it is still told.
    pub gone: Option<SeenWithin>,
    /// How often it was found changed, gone or back.
    pub changes: u32,
    /// Where it was put on another day, for the last time: the day before that, and when.
    pub redated: Option<(i32, SeenWithin)>,
}

impl Lineage {
    /// Every reading in its order.
    pub fn readings(&self) -> &[PastReading] {
        &self.readings
    }

    /// Whether the how-manieth reading found nothing that the one before had not told.
    pub fn brought_nothing(&self, reading: usize) -> bool {
        reading > 0 && self.sightings.iter().all(|one| usize::from(one.reading) != reading)
    }

    /// How many bytes it takes in memory, about.
    pub fn weight(&self) -> usize {
        /// What stands around a row that is kept as it was: its texts, and its place in the tree.
        const BESIDE: usize = 256;
        self.sightings.capacity() * size_of::<Sighting>()
            + self.was.len() * (size_of::<(SightingKey, PastRow)>() + BESIDE)
    }

    /// How many bytes it takes, about, to take a reading of so many rows in: the rows by their sums,
    /// what there is and what comes of it, and both as the file that is written and held against.
    pub fn room_for(&self, rows: usize) -> usize {
        let each = 2 * size_of::<HeldRow>() + 2 * size_of::<Sighting>() + 2 * text::ROW;
        2 * self.weight() + rows * each
    }

    /// Whether nothing was read yet.
    pub fn is_empty(&self) -> bool {
        self.readings.is_empty()
    }

    /// Every event once, by the sums of their ids.
    pub fn events(&self) -> impl Iterator<Item = EventSeen> {
        self.by_event().map(|sightings| self.event_of(sightings))
    }

    /// One event; `None` where no reading told it.
    pub fn event(&self, id: u64) -> Option<EventSeen> {
        let sightings = self.sightings_of(id);
        (!sightings.is_empty()).then(|| self.event_of(sightings))
    }

    /// What became of an event, the first first; nothing where no reading told it.
    pub fn steps(&self, id: u64) -> Vec<EventStep> {
        let sightings = self.in_order(self.sightings_of(id));
        let last = sightings.len().saturating_sub(1);
        let step = |(n, sighting): (usize, &Sighting)| {
            let state = match sighting.is_gone {
                true => EventState::Gone,
                false if n == last => EventState::Told,
                false => EventState::Was(self.was.get(&sighting.key()).cloned().map(Box::new)),
            };
            EventStep { seen: self.within(sighting), state }
        };
        sightings.into_iter().enumerate().map(step).collect()
    }

    /// The day by which each event of a reading was first seen, by the event's position in its file;
    /// counted as `chrono` counts.
    pub fn first_seen(&self, held: &HeldRows) -> impl Iterator<Item = (u32, i32)> {
        let mut rows = held.rows().iter().peekable();
        self.by_event().filter_map(move |of| {
            while rows.next_if(|row| row.id < of[0].id).is_some() {}
            let row = rows.next_if(|row| row.id == of[0].id)?;
            let first = of.iter().map(|one| usize::from(one.reading)).min()?;
            Some((row.row, self.readings.get(first)?.day.num_days_from_ce()))
        })
    }

    /// Events that changed since they were first seen, went or came back, by the sums of their ids.
    pub fn unsteady(&self) -> impl Iterator<Item = EventSeen> {
        self.by_event()
            .filter(|of| of.len() > 1)
            .map(|of| self.event_of(of))
            .filter(|event| event.changes > 0)
    }

    pub(super) fn by_event(&self) -> impl Iterator<Item = &[Sighting]> {
        self.sightings.chunk_by(|one, next| one.id == next.id)
    }

    pub(super) fn sightings_of(&self, id: u64) -> &[Sighting] {
        let from = self.sightings.partition_point(|sighting| sighting.id < id);
        let upto = self.sightings[from..].partition_point(|sighting| sighting.id == id);
        &self.sightings[from..from + upto]
    }

    /// Sightings of one event as one followed the other; what was found again is told once.
    fn in_order<'a>(&self, of: &'a [Sighting]) -> Vec<&'a Sighting> {
        let mut all: Vec<&Sighting> = of.iter().collect();
        all.sort_by_key(|sighting| self.order(sighting));
        all.dedup_by_key(|sighting| (sighting.is_gone, sighting.fingerprint));
        all
    }

    /// What the latest reading that says anything of it says.
    pub(super) fn latest<'a>(&self, of: &'a [Sighting]) -> Option<&'a Sighting> {
        of.iter().max_by_key(|sighting| self.order(sighting))
    }

    /// Of the readings of one day by several readers nobody knows which was the first: what changed
    /// more often is taken to be the later.
    fn order(&self, sighting: &Sighting) -> (Day, u8, u16) {
        (self.readings[usize::from(sighting.reading)].day, sighting.turn, sighting.reading)
    }

    fn event_of(&self, of: &[Sighting]) -> EventSeen {
        let in_order = self.in_order(of);
        let (first, last) = (in_order[0], in_order[in_order.len() - 1]);
        let pairs = in_order.windows(2).rev();
        let moved = pairs.map(|pair| (pair[0], pair[1])).find(|(was, is)| was.day != is.day);
        EventSeen {
            id: first.id,
            day: last.day,
            first: self.within(first),
            gone: last.is_gone.then(|| self.within(last)),
            changes: u32::try_from(in_order.len() - 1).unwrap_or(u32::MAX),
            redated: moved.map(|(was, is)| (was.day, self.within(is))),
        }
    }

    /// A day of several readings bounds nothing: which of them was the first is not known.
    fn within(&self, sighting: &Sighting) -> SeenWithin {
        let by = self.readings[usize::from(sighting.reading)].day;
        let mut before = self.readings[..usize::from(sighting.reading)].iter().rev();
        let after = before.find(|reading| {
            reading.day < by && self.covers(reading, sighting.day, sighting.stratum)
        });
        SeenWithin { after: after.map(|reading| reading.day), by }
    }

    /// Whether a reading would have told an event of that day and stratum.
    pub(super) fn covers(&self, reading: &PastReading, day: i32, stratum: u32) -> bool {
        if !(reading.days.first..=reading.days.last).contains(&day) {
            return false;
        }
        if reading.strata.binary_search(&stratum).is_ok() {
            return true;
        }
        let Some(asked) = self.strata.get(stratum as usize) else { return false };
        let of = || reading.strata.iter().filter_map(|n| self.strata.get(*n as usize));
        of().any(|stratum| stratum.country == asked.country)
            && of().any(|stratum| stratum.kind == asked.kind)
    }
}
