//! The memory that all feeds of a board may take together, however many they are and whatever stands
//! in them.

use std::{
    collections::HashSet,
    sync::{Arc, Mutex, PoisonError, Weak},
};

use crate::{board::FeedLineage, feed::FeedRows};

/// A bound for the rows of all feeds together, and what is known of them from reading to reading, which remembers who holds which.
#[derive(Debug)]
pub struct FeedMemory {
    most: usize,
    held: Mutex<Vec<Weak<FeedRows>>>,
    lineages: Mutex<Vec<Weak<FeedLineage>>>,
}

impl Default for FeedMemory {
    fn default() -> Self {
        FeedMemory::of_mib(FeedMemory::USUAL_MIB)
    }
}

impl FeedMemory {
    /// MiB that are used where nothing else is set.
    pub const USUAL_MIB: u32 = 2048;
    /// MiB that may be set.
    pub const MIB: std::ops::RangeInclusive<u32> = 64..=1 << 20;

    /// A bound of so many MiB.
    pub fn of_mib(most: u32) -> FeedMemory {
        let most = usize::try_from(u64::from(most) << 20).unwrap_or(usize::MAX);
        FeedMemory { most, held: Mutex::default(), lineages: Mutex::default() }
    }

    /// Bytes that are left beside what is held, and beside rows that are being read.
    pub fn room(&self, reading: Option<&FeedRows>) -> usize {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        held.retain(|rows| rows.strong_count() > 0);
        let mut seen = HashSet::new();
        let others = held.iter().filter_map(Weak::upgrade);
        let others: usize = others.map(|rows| rows.weight_beside(&mut seen)).sum();
        let own = reading.map_or(0, |rows| rows.weight_beside(&mut seen));
        let all = others.saturating_add(own).saturating_add(self.of_lineages());
        self.most.saturating_sub(all)
    }

    /// Bytes of what is known of rows from reading to reading.
    fn of_lineages(&self) -> usize {
        let mut lineages = self.lineages.lock().unwrap_or_else(PoisonError::into_inner);
        lineages.retain(|lineage| lineage.strong_count() > 0);
        lineages.iter().filter_map(Weak::upgrade).map(|lineage| lineage.weight()).sum()
    }

    /// Whether rows that are being read may be told of while it goes on: whoever holds what was told
    /// holds its names beside those of the reading, which may be up to a quarter of all.
    pub(super) fn bears_copy(&self, reading: &FeedRows) -> bool {
        reading.weight_of_names() <= self.most / 4
    }

    /// Takes note of rows for as long as somebody holds them.
    pub(super) fn hold(&self, rows: &Arc<FeedRows>) {
        self.held.lock().unwrap_or_else(PoisonError::into_inner).push(Arc::downgrade(rows));
    }

    /// The same of what is known of them from reading to reading.
    pub(super) fn hold_lineage(&self, lineage: &Arc<FeedLineage>) {
        let mut lineages = self.lineages.lock().unwrap_or_else(PoisonError::into_inner);
        lineages.push(Arc::downgrade(lineage));
    }
}
