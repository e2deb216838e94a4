//! Rows whose id stands in several of them: a file that revisions were appended to, an export with a
//! row for each side, files put together. Each id counts once, by the row that was changed last, else
//! by the last of them; what the others said is kept as an earlier word.

use std::sync::Arc;

use super::{FaultKind, FeedFault, FeedRows};
use crate::model::Clean;

/// Which of many sums were met once, and which again, as far as few bits of each tell.
struct Sieve {
    once: Vec<u64>,
    again: Vec<u64>,
    shift: u32,
}

impl Sieve {
    /// For so many sums: a bit is shared by chance by one in sixteen.
    fn for_many(sums: usize) -> Sieve {
        let bits = (sums * 16).next_power_of_two().max(64);
        let words = bits / 64;
        Sieve { once: vec![0; words], again: Vec::new(), shift: 64 - bits.trailing_zeros() }
    }

    fn bit(&self, sum: u64) -> (usize, u64) {
        let at = (sum >> self.shift) as usize;
        (at / 64, 1 << (at % 64))
    }

    fn add(&mut self, sum: u64) {
        let (word, bit) = self.bit(sum);
        if self.once[word] & bit != 0 {
            self.again.resize(self.once.len(), 0);
            self.again[word] |= bit;
        }
        self.once[word] |= bit;
    }

    fn is_perhaps_again(&self, sum: u64) -> bool {
        let (word, bit) = self.bit(sum);
        self.again.get(word).is_some_and(|word| word & bit != 0)
    }
}

impl FeedRows {
    /// Finds the rows whose id stands in others too, of all that are there by now: the same however
    /// they were read. To be asked before rows are shown.
    pub fn settle(&mut self) {
        let earlier = self.repeats();
        let joined = self.join_victims(&earlier);
        let fault = |row: &u32| {
            let (record, line) = self.place_of(*row as usize)?;
            let (kind, text) = (FaultKind::IdMetBefore, Clean::default());
            Some(FeedFault { kind, means: None, row: record, line, text })
        };
        if !earlier.is_empty() || !self.earlier.is_empty() {
            let listed: Vec<FeedFault> = earlier.iter().take(1_000).filter_map(fault).collect();
            let faults = Arc::make_mut(&mut self.faults);
            faults.set(FaultKind::IdMetBefore, earlier.len() as u64, listed.into_iter());
        }
        self.joined = joined.len() as u64;
        let mut earlier = [earlier, joined].concat();
        earlier.sort_unstable();
        if earlier != *self.earlier {
            self.earlier = Arc::new(earlier);
        }
    }

    /// Rows of which another stands, from the first.
    fn repeats(&self) -> Vec<u32> {
        let is_own = |id: &u64| id & 1 == 1;
        let ids = || self.segments.iter().flat_map(|segment| segment.id.iter().copied());
        let mut sieve = Sieve::for_many(self.len());
        ids().filter(is_own).for_each(|id| sieve.add(id));
        if sieve.again.is_empty() {
            return Vec::new();
        }
        let with_rows = (0u32..).zip(ids()).filter(|(_, id)| is_own(id));
        let perhaps = with_rows.filter(|(_, id)| sieve.is_perhaps_again(*id));
        let mut perhaps: Vec<(u64, u32)> = perhaps.map(|(row, id)| (id, row)).collect();
        drop(sieve);
        perhaps.sort_unstable();
        let mut earlier = Vec::new();
        for same in perhaps.chunk_by(|one, next| one.0 == next.0).filter(|same| same.len() > 1) {
            let latest = |(_, row): &&(u64, u32)| (self.changed(*row as usize), *row);
            let stands = same.iter().max_by_key(latest).map(|(_, row)| *row);
            let others = same.iter().map(|(_, row)| *row).filter(|row| Some(*row) != stands);
            earlier.extend(others);
        }
        earlier.sort_unstable();
        earlier
    }

    /// Whether a row counts: no other with its id, or of its incident, stands for it.
    pub fn stands(&self, row: usize) -> bool {
        let row = u32::try_from(row);
        self.earlier.is_empty() || row.is_ok_and(|row| self.earlier.binary_search(&row).is_err())
    }

    /// The rows of which another with the same id, or of the same incident, stands, from the first.
    pub fn earlier_rows(&self) -> &[u32] {
        &self.earlier
    }

    /// Records of the file of which something is shown.
    pub fn kept(&self) -> u64 {
        let repeated = (self.earlier.len() as u64).saturating_sub(self.joined);
        self.records.saturating_sub(self.left_out).saturating_sub(repeated)
    }

    /// How many rows are victims of an incident for which another row stands.
    pub fn joined(&self) -> u64 {
        self.joined
    }

    /// How many events all rows count that stand.
    pub fn events_in_all(&self) -> u64 {
        let earlier: u64 = self.earlier.iter().map(|row| self.events(*row as usize)).sum();
        let of_segment = |segment: &Arc<super::Segment>| match segment.events.is_empty() {
            true => segment.len() as u64,
            false => segment.events.iter().map(|events| u64::from(*events)).sum(),
        };
        self.segments.iter().map(of_segment).sum::<u64>().saturating_sub(earlier)
    }

    pub(super) fn has_sound_repeats(&self) -> bool {
        let is_row = |row: &u32| (*row as usize) < self.len();
        self.earlier.is_sorted_by(|one, next| one < next)
            && self.earlier.iter().all(is_row)
            && self.joined <= self.earlier.len() as u64
    }
}
