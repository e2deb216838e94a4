//! How much memory rows take, about: what they hold, and what a board works out of them. It is
//! counted rather than asked of the system, so that a feed ends at the same row wherever it is read.

use std::{collections::HashSet, sync::Arc};

use super::{Deaths, EventType, FeedRows, Parties, Segment, Site, reading::Days, weighed::Weighed};

/// Bytes of a row in the columns of its segment.
const ROW: usize = 46;
/// Bytes that a board works out of a row: its places in two orders.
const ORDERS: usize = 16;
/// Bytes of what a board knows of a name: the records that it means.
const KNOWN: usize = 24;
/// Bytes of what a board knows of a site besides: where it lies to the routes, its rows.
const LAID_OUT: usize = 64;
/// Bytes that a reader keeps of a name that it has met, and of its number.
const MET: usize = 64;

impl Weighed for Option<Days> {}
impl Weighed for Deaths {}

impl Weighed for EventType {
    fn weight(&self) -> usize {
        self.label.weight() + self.part.weight()
    }
}

impl Weighed for Parties {
    fn weight(&self) -> usize {
        self.a.weight() + self.b.weight()
    }
}

impl Weighed for Site {
    fn weight(&self) -> usize {
        self.name.weight() + self.area.weight() + self.country.weight()
    }
}

impl Segment {
    fn weight(&self) -> usize {
        self.offset.capacity() * ROW
            + (self.changed.capacity() + self.events.capacity() + self.own.capacity())
                * size_of::<u32>()
            + self.incident.capacity() * size_of::<u64>()
            + self.len() * ORDERS
    }
}

impl FeedRows {
    /// How many bytes they take, about.
    pub fn weight(&self) -> usize {
        self.weight_beside(&mut HashSet::new())
    }

    /// How many bytes they take beside others, with which they may share parts: `seen` is where
    /// those parts stand that were counted before.
    pub fn weight_beside(&self, seen: &mut HashSet<usize>) -> usize {
        let mut is_new = |at: usize| seen.insert(at);
        let segments = self.segments.iter().filter(|segment| is_new(place(segment)));
        let segments: usize = segments.map(|segment| segment.weight()).sum();
        let mut weight = segments + self.names_met() * MET;
        weight += self.earlier.capacity() * size_of::<u32>() + self.marks.weight();
        let mut add = |at: usize, bytes: usize| weight += if is_new(at) { bytes } else { 0 };
        add(place(&self.sorts), self.sorts.weight());
        add(place(&self.deaths), self.deaths.weight());
        add(place(&self.parties), self.parties.weight() + self.parties.list().len() * KNOWN);
        add(place(&self.sources), self.sources.weight() + self.sources.list().len() * KNOWN);
        let sites = self.sites.list().len() * (KNOWN + LAID_OUT);
        add(place(&self.sites), self.sites.weight() + sites);
        weight
    }

    /// Names that the readers have met, each by as many as met it.
    fn names_met(&self) -> usize {
        let lists = self
            .readers
            .iter()
            .flat_map(|met| [&met.sorts, &met.parties, &met.sites, &met.deaths, &met.sources]);
        lists.map(Vec::len).sum()
    }

    /// Bytes of the names alone, which a reading that goes on no longer shares with what was told
    /// of it before.
    pub fn weight_of_names(&self) -> usize {
        let segments: usize = self.segments.iter().map(|segment| segment.weight()).sum();
        self.weight() - segments
    }
}

/// Where a shared part stands.
fn place<T>(part: &Arc<T>) -> usize {
    Arc::as_ptr(part).cast::<()>().addr()
}
