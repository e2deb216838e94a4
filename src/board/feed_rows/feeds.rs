//! The feeds of a scenario with the filters that were asked of them.

use std::{
    ops::Deref,
    sync::{Arc, Mutex, PoisonError},
};

use super::{FeedFile, FilteredRows, NumberedFeeds};
use crate::{
    board::{Index, Query},
    model::FeedUse,
};

/// The feeds of a scenario, and the rows of the filters that were last asked for.
#[derive(Debug, Default)]
pub struct Feeds {
    read: NumberedFeeds,
    filtered: Mutex<Vec<(Asked, Arc<FilteredRows>)>>,
}

/// What rows are filtered by.
#[derive(Clone, PartialEq, Debug)]
struct Asked {
    query: Query,
    joins: FeedUse,
    only_told: bool,
    beside: Option<usize>,
}

/// Filters whose rows are kept at hand: that of the board, none, and the tripwires.
const AT_HAND: usize = 64;

impl Deref for Feeds {
    type Target = NumberedFeeds;

    fn deref(&self) -> &NumberedFeeds {
        &self.read
    }
}

impl Feeds {
    /// The feeds as they were read, their names held against the scenario.
    pub fn new(index: &Index, files: &[Arc<FeedFile>]) -> Feeds {
        Feeds { read: NumberedFeeds::new(index, files), filtered: Mutex::default() }
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
    ) -> Arc<FilteredRows> {
        let asked = Asked { query: query.clone(), joins, only_told, beside };
        let held = || self.filtered.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, filtered)) = held().iter().find(|(of, _)| *of == asked) {
            return filtered.clone();
        }
        // Not under the lock: another filter need not wait.
        let filtered =
            Arc::new(FilteredRows::of(&self.read, index, query, joins, only_told, beside));
        let mut all = held();
        all.truncate(AT_HAND - 1);
        all.insert(0, (asked, filtered.clone()));
        filtered
    }
}
