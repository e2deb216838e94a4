//! Two lineages of one feed as one: the readings of both; of each finding the first that made it.
//!
//! Every part is a least upper bound (a union, a minimum, a maximum), so that any order of merging
//! gives the same, and merging again nothing more (a join semilattice: Shapiro et al., Conflict-free
//! Replicated Data Types, 2011).

use std::collections::{BTreeMap, btree_map::Entry};

use super::{Lineage, PastReading, Sighting, Stratum};
use crate::{feed::DayRange, model::Day};

impl Lineage {
    /// What both know.
    pub fn merged(&self, other: &Lineage) -> Lineage {
        let (mut merged, _) = self.with_strata(&other.strata);
        let (theirs, _) = other.with_strata(&self.strata);
        let numbers = merged.take_readings(&theirs.readings);
        let mut sightings: Vec<Sighting> = [(&merged.sightings, 0), (&theirs.sightings, 1)]
            .into_iter()
            .flat_map(|(all, n)| {
                let numbers: &[u16] = &numbers[n];
                all.iter()
                    .map(|one| Sighting { reading: numbers[usize::from(one.reading)], ..*one })
            })
            .collect();
        sightings.sort_unstable_by_key(|sighting| {
            (sighting.key(), merged.read_first(sighting), sighting.day, sighting.stratum)
        });
        sightings.dedup_by(|next, kept| {
            let is_same = next.key() == kept.key();
            if is_same {
                (kept.day, kept.stratum) = (kept.day, kept.stratum).min((next.day, next.stratum));
            }
            is_same
        });
        merged.sightings = sightings;
        for (key, row) in &theirs.was {
            let kept = merged.was.entry(*key).or_insert_with(|| row.clone());
            if *row > *kept {
                *kept = row.clone();
            }
        }
        merged
    }

    /// By what a reading is the first of some: nothing that another merge could change.
    fn read_first(&self, sighting: &Sighting) -> (Day, u128) {
        let reading = &self.readings[usize::from(sighting.reading)];
        (reading.day, reading.hash)
    }

    /// The same with room for other strata, and the numbers that those have in it, in their order.
    pub(super) fn with_strata(&self, others: &[Stratum]) -> (Lineage, Vec<u32>) {
        let mut strata: Vec<Stratum> = self.strata.iter().chain(others).cloned().collect();
        strata.sort();
        strata.dedup();
        let number = |of: &Stratum| strata.binary_search(of).unwrap_or_default() as u32;
        let places: Vec<u32> = self.strata.iter().map(number).collect();
        let theirs = others.iter().map(number).collect();
        let mut same = Lineage { strata, ..self.clone() };
        same.sightings.iter_mut().for_each(|one| one.stratum = places[one.stratum as usize]);
        for reading in &mut same.readings {
            reading.strata.iter_mut().for_each(|one| *one = places[*one as usize]);
        }
        (same, theirs)
    }

    /// Takes the readings of another in, whose strata have the same numbers; the number that each of
    /// its own and of the other's has then.
    fn take_readings(&mut self, theirs: &[PastReading]) -> [Vec<u16>; 2] {
        let ours = std::mem::take(&mut self.readings);
        let mut all: BTreeMap<(Day, u128), PastReading> = BTreeMap::new();
        for reading in ours.iter().chain(theirs) {
            match all.entry((reading.day, reading.hash)) {
                Entry::Vacant(free) => drop(free.insert(reading.clone())),
                Entry::Occupied(mut known) => known.get_mut().take_in(reading),
            }
        }
        self.readings = all.into_values().collect();
        self.readings.sort_by_key(PastReading::order);
        // Of more readings than have numbers the last share one: nobody reads a file so often.
        let number = |reading: &PastReading| {
            let is_it = |one: &PastReading| (one.day, one.hash) == (reading.day, reading.hash);
            let at = self.readings.iter().position(is_it).unwrap_or_default();
            u16::try_from(at).unwrap_or(u16::MAX)
        };
        [ours.iter().map(number).collect(), theirs.iter().map(number).collect()]
    }
}

impl PastReading {
    /// Whether the same file was read, and covers the same.
    pub(super) fn is_same_file(&self, other: &PastReading) -> bool {
        let of = |one: &PastReading| (one.hash, one.days, one.rows);
        of(self) == of(other) && self.strata == other.strata
    }

    /// How readings follow each other.
    pub(super) fn order(&self) -> (Day, u32, u128) {
        (self.day, self.nth, self.hash)
    }

    /// The same file, read on the same day by somebody else: it covers what either found.
    fn take_in(&mut self, other: &PastReading) {
        self.nth = self.nth.min(other.nth);
        self.days = DayRange::and(self.days, other.days);
        self.rows = self.rows.max(other.rows);
        self.strata.extend(&other.strata);
        self.strata.sort_unstable();
        self.strata.dedup();
    }
}
