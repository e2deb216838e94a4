//! The delays of feeds by their lineages, made when they are first asked for.

use std::sync::{Arc, Mutex, PoisonError};

use super::FeedLineage;
use crate::{
    board::still_to_come::{
        BetweenReadings, CountedRows, FeedReadings, Redated, ReportingDelay, SeenRow,
    },
    feed::{EventSeen, SeenWithin},
    model::{Class, Day},
};

/// Days of which delays are kept at hand: that of the board, and those it was moved from.
const AT_HAND: usize = 16;

/// Values by their keys, those that were last asked for.
#[derive(Debug)]
struct Kept<K, V>(Mutex<Vec<(K, V)>>);

/// What the readings of each feed tell of its delays, made when it is first asked.
#[derive(Debug, Default)]
pub(super) struct FeedDelays {
    readings: Kept<usize, Arc<FeedReadings>>,
    known: Kept<(usize, Day), ReportingDelay>,
}

/// Rows of a feed and a class through the filter, made when they are first asked for.
#[derive(Debug, Default)]
pub(super) struct CountedClasses(Kept<(usize, Class), Arc<CountedRows>>);

impl<K, V> Default for Kept<K, V> {
    fn default() -> Self {
        Kept(Mutex::new(Vec::new()))
    }
}

impl<K: PartialEq + Copy, V: Clone> Kept<K, V> {
    /// What is kept under a key, or is made and kept; made without holding the lock.
    fn of(&self, key: K, make: impl FnOnce() -> V) -> V {
        let held = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, known)) = held().iter().find(|(of, _)| *of == key) {
            return known.clone();
        }
        let made = make();
        let mut all = held();
        all.truncate(AT_HAND - 1);
        all.insert(0, (key, made.clone()));
        made
    }
}

impl CountedClasses {
    pub(super) fn of(
        &self,
        feed_and_class: (usize, Class),
        make: impl FnOnce() -> CountedRows,
    ) -> Arc<CountedRows> {
        self.0.of(feed_and_class, || Arc::new(make()))
    }
}

impl FeedDelays {
    /// What is known of a feed's delay on a day, which is downloaded every so many days.
    pub(super) fn known_on(
        &self,
        (feed, every_days): (usize, Option<u32>),
        known: &FeedLineage,
        day: Day,
    ) -> ReportingDelay {
        let readings = || Arc::new(FeedReadings::of(known, every_days));
        let delay = || ReportingDelay::known_on(&self.readings.of(feed, readings), day);
        self.known.of((feed, day), delay)
    }
}

impl FeedReadings {
    fn of(known: &FeedLineage, every_days: Option<u32>) -> FeedReadings {
        let lineage = &known.lineage;
        FeedReadings {
            days: lineage.readings().iter().map(|reading| reading.day).collect(),
            rows: lineage.events().filter_map(SeenRow::of).collect(),
            every_days,
        }
    }
}

impl SeenRow {
    /// `None` where its day is none of the calendar.
    pub(super) fn of(event: EventSeen) -> Option<SeenRow> {
        let redated = event.redated.and_then(|(from, at)| {
            let from = Day::from_num_days_from_ce_opt(from)?;
            Some(Redated { from, at: BetweenReadings::of(at) })
        });
        Some(SeenRow {
            event: Day::from_num_days_from_ce_opt(event.day)?,
            seen: BetweenReadings::of(event.first),
            gone: event.gone.map(BetweenReadings::of),
            redated,
        })
    }
}

impl BetweenReadings {
    fn of(SeenWithin { after, by }: SeenWithin) -> BetweenReadings {
        BetweenReadings { after, by }
    }
}
