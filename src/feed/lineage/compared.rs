//! Two downloads of one feed side by side: what the newer has that the older had not, what it says
//! otherwise, and what it has no more.

use std::collections::BTreeMap;

use super::{HeldRow, HeldRows, RecordSum, Stratum};
use crate::feed::{Deaths, FeedRows};

/// One of the two files.
#[derive(Clone, Copy, Debug)]
pub struct ComparedFeed<'a> {
    /// Its rows.
    pub rows: &'a FeedRows,
    /// The same event by event.
    pub held: &'a HeldRows,
    /// A sum over each of its records, in the order of the file.
    pub sums: &'a [RecordSum],
}

/// What the newer of two files has differently. Rows are positions in the file that has them, in
/// its order.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct FeedComparison {
    /// Rows of the newer that the older had not.
    pub new: Vec<usize>,
    /// How many of them are of days that the older covers: they came late.
    pub late: u64,
    /// Rows that both have and that say something else: in the older, in the newer.
    pub revised: Vec<(usize, usize)>,
    /// Rows of the older that the newer has no more, though it covers them.
    pub gone: Vec<usize>,
    /// Rows of the older that the newer does not cover: nothing is known of them.
    pub outside: Vec<usize>,
    /// Rows that are gone, each with the new one that alone says what it said: most likely the same
    /// under another id.
    pub renamed: Vec<(usize, usize)>,
    /// How many rows say the same in both.
    pub same: u64,
}

impl FeedComparison {
    /// Compares the older file with the newer.
    pub fn of(older: ComparedFeed, newer: ComparedFeed) -> FeedComparison {
        let mut found = FeedComparison::default();
        let is_covered = |row: &HeldRow| newer.held.covers(row.day, older.held.stratum(row));
        let is_late = |row: &HeldRow| older.held.covers(row.day, newer.held.stratum(row));
        let mut before = older.held.rows.iter().peekable();
        let (mut went, mut came) = (Vec::new(), Vec::new());
        let mut lost = |row: &HeldRow, found: &mut FeedComparison| {
            let is_gone = is_covered(row);
            went.extend(is_gone.then_some(*row));
            let to = if is_gone { &mut found.gone } else { &mut found.outside };
            to.push(row.row as usize);
        };
        for row in &newer.held.rows {
            while let Some(gone) = before.next_if(|old| old.id < row.id) {
                lost(gone, &mut found);
            }
            match before.next_if(|old| old.id == row.id) {
                Some(old) if says(older, old) == says(newer, row) => found.same += 1,
                Some(old) => found.revised.push((old.row as usize, row.row as usize)),
                None => {
                    found.late += u64::from(is_late(row));
                    found.new.push(row.row as usize);
                    came.push(*row);
                }
            }
        }
        before.for_each(|gone| lost(gone, &mut found));
        found.renamed = renamed(&went, &came);
        let lists = [&mut found.new, &mut found.gone, &mut found.outside];
        lists.into_iter().for_each(|list| list.sort_unstable());
        found.revised.sort_unstable_by_key(|(_, newer)| *newer);
        found
    }

    /// Whether both say the same of the same rows.
    pub fn is_same(&self) -> bool {
        let lists = [&self.new, &self.gone, &self.outside];
        lists.iter().all(|list| list.is_empty()) && self.revised.is_empty()
    }
}

/// Rows that went, each with the one that came and alone says what it said.
fn renamed(went: &[HeldRow], came: &[HeldRow]) -> Vec<(usize, usize)> {
    let said = |row: &HeldRow| (row.day, row.fingerprint);
    let mut by_said: BTreeMap<(i32, u32), [Vec<usize>; 2]> = BTreeMap::new();
    for (n, rows) in [went, came].into_iter().enumerate() {
        for row in rows {
            by_said.entry(said(row)).or_default()[n].push(row.row as usize);
        }
    }
    let pair = |[old, new]: [Vec<usize>; 2]| match (old.as_slice(), new.as_slice()) {
        ([old], [new]) => Some((*old, *new)),
        _ => None,
    };
    let mut pairs: Vec<(usize, usize)> = by_said.into_values().filter_map(pair).collect();
    pairs.sort_unstable();
    pairs
}

/// What a row says: all of its record; of several figures of one record, itself.
fn says(of: ComparedFeed, row: &HeldRow) -> u64 {
    let n = row.row as usize;
    let is_figure = of.rows.sort(n).is_some_and(|sort| sort.measure.is_some());
    let at = of.rows.offset(n).filter(|_| !is_figure);
    let found = at.and_then(|at| of.sums.binary_search_by_key(&at, |(at, _)| *at).ok());
    found.map_or(row.fingerprint.into(), |n| of.sums[n].1)
}

impl HeldRows {
    /// Whether the file would tell an event of that day and stratum.
    fn covers(&self, day: i32, stratum: &Stratum) -> bool {
        let has = |of: fn(&Stratum) -> &str| self.strata.iter().any(|one| of(one) == of(stratum));
        self.days.is_some_and(|days| (days.first..=days.last).contains(&day))
            && has(|stratum| &stratum.country)
            && has(|stratum| &stratum.kind)
    }

    fn stratum(&self, row: &HeldRow) -> &Stratum {
        &self.strata[row.stratum as usize]
    }
}

impl FeedRows {
    /// The sums over some rows; `None` where none of them gives any, and of the most where one gives a
    /// figure that has no upper end.
    pub fn sums_of(&self, rows: impl Iterator<Item = usize> + Clone) -> Deaths {
        Deaths::sum(rows.map(|row| (self.deaths(row), 1)))
    }
}
