//! The feeds of a scenario with the filters that were asked of them.

use std::{
    collections::BTreeSet,
    ops::Deref,
    sync::{Arc, Mutex, PoisonError},
};

use super::{FeedFile, FilteredRows, NumberedFeeds, delays::FeedDelays, filtered::AskedRows};
use crate::{
    board::{Clock, Index, Query, ZonesThen},
    model::{Day, FeedUse},
};

/// The feeds of a scenario, and the rows of the filters that were last asked for.
#[derive(Debug, Default)]
pub struct Feeds {
    read: NumberedFeeds,
    filtered: Mutex<Vec<(AskedRows, Arc<FilteredRows>)>>,
    /// Days on which readings found rows otherwise than one before, in their order.
    turning: Vec<Day>,
    /// The rows as they stood after so many of these days.
    then: Mutex<Vec<(usize, Arc<Feeds>)>>,
    pub(super) delays: FeedDelays,
}

/// Filters whose rows are kept at hand: that of the board, none, and the tripwires.
const AT_HAND: usize = 64;

/// Stretches of days whose rows are kept at hand: where one looks, what one compares with, one more.
const STRETCHES: usize = 4;

impl Deref for Feeds {
    type Target = NumberedFeeds;

    fn deref(&self) -> &NumberedFeeds {
        &self.read
    }
}

impl Feeds {
    /// The feeds as they were read, their names held against the scenario.
    pub fn new(index: &Index, files: &[Arc<FeedFile>]) -> Feeds {
        let files: Vec<Arc<FeedFile>> = match index.scenario.is_published {
            true => files.iter().filter_map(|file| file.published(index)).collect(),
            false => files.to_vec(),
        };
        let turning: BTreeSet<Day> = files.iter().flat_map(|file| file.turning_days()).collect();
        Feeds {
            read: NumberedFeeds::new(index, &files),
            turning: turning.into_iter().collect(),
            ..Feeds::default()
        }
    }

    /// The feeds with their rows as they stood at a clock. Made once for each stretch of days in which
    /// no reading found anything otherwise.
    pub fn known_then(self: &Arc<Feeds>, index: &Index, clock: Clock) -> Arc<Feeds> {
        if self.turning.is_empty() {
            return self.clone();
        }
        let upto = |by: Day| self.turning.partition_point(|day| *day <= by);
        let passed = clock.known_by().map_or(self.turning.len(), upto);
        let held = || self.then.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, feeds)) = held().iter().find(|(of, _)| *of == passed) {
            return feeds.clone();
        }
        let known_by = clock.known_by().filter(|_| passed < self.turning.len());
        let files: Vec<_> =
            self.files.iter().map(|file| Arc::new(file.known_then(known_by))).collect();
        let read = NumberedFeeds::new(index, &files);
        let feeds = Arc::new(Feeds { read, ..Feeds::default() });
        let mut all = held();
        all.truncate(STRETCHES - 1);
        all.insert(0, (passed, feeds.clone()));
        feeds
    }

    /// The rows that pass a filter, in the order of their days; only those that a source told of
    /// where the clock asks when, and only those that may lie in the corridor of a route where one
    /// is given. Worked out once for each filter.
    pub fn filtered(
        &self,
        index: &Index,
        query: &Query,
        joins: FeedUse,
        only_told: bool,
        beside: Option<usize>,
        zones: &Arc<ZonesThen>,
    ) -> Arc<FilteredRows> {
        let asked =
            AskedRows { query: query.clone(), joins, only_told, beside, zones: zones.clone() };
        let held = || self.filtered.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, filtered)) = held().iter().find(|(of, _)| *of == asked) {
            return filtered.clone();
        }
        // Not under the lock: another filter need not wait.
        let filtered = FilteredRows::of(&self.read, index, &asked);
        let filtered = Arc::new(filtered);
        let mut all = held();
        all.truncate(AT_HAND - 1);
        all.insert(0, (asked, filtered.clone()));
        filtered
    }
}
