//! Rows that are victims: those of one incident are one event, which the first of them stands for.

use std::sync::Arc;

use super::{Deaths, FeedRows, SEGMENT, names::NameKey};

impl Deaths {
    /// What stands for these people, whoever counted them.
    pub(super) fn key(&self) -> NameKey {
        let and =
            |key: NameKey, end: Option<u64>| key.and(&end.map_or([0xff; 8], u64::to_le_bytes));
        [self.low, self.best, self.high].into_iter().fold(NameKey::default(), and)
    }

    /// Both together; of rows that state nothing nobody knows the most.
    fn and(self, other: Deaths) -> Deaths {
        let usual = |deaths: Deaths| deaths.best.or(deaths.low).or(deaths.high);
        let sum = |one: Option<u64>, other: Option<u64>| match (one, other) {
            (Some(one), Some(other)) => Some(one.saturating_add(other)),
            (one, other) => one.or(other),
        };
        let (low, high) = (
            sum(self.low.or(usual(self)), other.low.or(usual(other))),
            self.high.zip(other.high).map(|(one, other)| one.saturating_add(other)),
        );
        Deaths { low, best: sum(usual(self), usual(other)), high }
    }
}

impl FeedRows {
    /// Joins the rows of each incident, but those of which another with the same id stands: the dead
    /// of the row that was first are those of all. Gives the others, from the first.
    pub(super) fn join_victims(&mut self, earlier: &[u32]) -> Vec<u32> {
        if self.segments.iter().all(|segment| segment.incident.is_empty()) {
            return Vec::new();
        }
        let of_segment = |segment: &Arc<super::Segment>| segment.incident.clone();
        let incidents = self.segments.iter().flat_map(of_segment);
        let stands = |row: &u32| earlier.binary_search(row).is_err();
        let named = (0u32..).zip(incidents).filter(|(row, sum)| *sum != 0 && stands(row));
        let mut named: Vec<(u64, u32)> = named.map(|(row, sum)| (sum, row)).collect();
        named.sort_unstable();
        let (mut joined, mut sums) = (Vec::new(), Vec::new());
        for of_one in named.chunk_by(|one, next| one.0 == next.0) {
            let rows = || of_one.iter().map(|(_, row)| *row);
            let day = |row: &u32| self.span(*row as usize).map(|span| span.first);
            let Some(first) = rows().min_by_key(|row| (day(row), *row)) else { continue };
            if let Some(dead) = rows().filter_map(|row| self.own(row)).reduce(Deaths::and) {
                sums.push((first, dead));
            }
            joined.extend(rows().filter(|row| *row != first));
        }
        self.put_own();
        sums.into_iter().for_each(|(row, dead)| self.put(row as usize, dead));
        joined.sort_unstable();
        joined
    }

    /// The dead as a row itself has them.
    fn own(&self, row: u32) -> Option<Deaths> {
        let (segment, n) = self.segment_of(row as usize)?;
        self.deaths.get(*segment.own.get(n)?).copied()
    }

    /// Lets every row have its own dead again.
    fn put_own(&mut self) {
        for segment in self.segments.iter_mut().filter(|segment| segment.deaths != segment.own) {
            let segment = Arc::make_mut(segment);
            segment.deaths.clone_from(&segment.own);
        }
    }

    /// Gives a row the dead of all that it stands for.
    fn put(&mut self, row: usize, dead: Deaths) {
        let number = Arc::make_mut(&mut self.deaths).number(dead.key(), || dead);
        let n = row % SEGMENT;
        let segment = self.segments.get_mut(row / SEGMENT);
        if let Some(segment) = segment.filter(|segment| segment.deaths.get(n) != Some(&number)) {
            Arc::make_mut(segment).deaths[n] = number;
        }
    }
}
