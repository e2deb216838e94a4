//! How rows of a feed are revised after they were first seen: withdrawn, or put on another day.
//!
//! Both are hazards by how long a row has been there, as in a life table (Cutler & Ederer 1958,
//! J. Chronic Dis. 8:699), each revision halfway between the readings around it.

use std::{collections::BTreeMap, ops::RangeInclusive};

use super::{
    BetweenReadings, SeenRow,
    moments::Moments,
    triangle::{Triangle, number},
};
use crate::model::Day;

/// Days since a row was first seen, from which on another hazard is counted.
const FROM: [i32; 9] = [0, 4, 7, 14, 21, 30, 45, 60, 75];

/// Four weeks, in days.
const MONTH: i32 = 28;

/// The revisions of a feed.
#[derive(Clone, Debug)]
pub(super) struct RowRevisions {
    withdrawals: RevisionHazard,
    redatings: RevisionHazard,
    /// By how many days rows were put on another day, and how often.
    shifts: BTreeMap<i32, f64>,
}

/// One way in which rows are revised.
#[derive(Clone, Debug)]
struct RevisionHazard {
    /// A day's hazard, from each of `FROM` on.
    hazard: [f64; FROM.len()],
    /// How many were.
    count: f64,
    /// How much more the revisions of an event day vary than chance alone would have them.
    of_days: f64,
    /// The same of four weeks.
    of_months: f64,
    /// How many of all rows there are still will be.
    expected: f64,
    /// After how many days none is counted any more.
    most: i32,
    /// The last reading.
    last: i32,
}

/// What finds one kind of revision in a row.
type Find = fn(&SeenRow) -> Option<BetweenReadings>;

impl RowRevisions {
    pub(super) fn of(triangle: &Triangle, rows: &[SeenRow]) -> Self {
        let mut shifts = BTreeMap::new();
        for redated in rows.iter().filter_map(|row| Some((row.event, row.redated?.from))) {
            *shifts.entry(number(redated.0) - number(redated.1)).or_insert(0.0) += 1.0;
        }
        RowRevisions {
            withdrawals: RevisionHazard::of(triangle, rows, |row| row.gone),
            redatings: RevisionHazard::of(triangle, rows, |row| Some(row.redated?.at)),
            shifts,
        }
    }

    /// The share of rows that stay, of those that are still to come.
    pub(super) fn staying(&self) -> f64 {
        1.0 - self.withdrawals.after(0)
    }

    /// How many of some rows will be withdrawn. Rows that go in the same weeks count by how many of
    /// them are likely to be these.
    pub(super) fn going<'a>(&self, rows: impl Iterator<Item = &'a SeenRow>) -> Moments {
        let RevisionHazard { of_days, of_months, expected, count, .. } = self.withdrawals;
        let mean: f64 = rows.map(|row| self.withdrawals.of_row(row)).sum();
        let part = if expected > 0.0 { (mean / expected).min(1.0) } else { 0.0 };
        let dispersion = of_days + (of_months - 1.0) * part;
        Moments { mean, variance: dispersion * mean + mean * mean / (count + 0.5) }
    }

    /// How many of some rows will be put on a day of the window, and how many on a day outside it.
    pub(super) fn moving<'a>(
        &self,
        rows: impl Iterator<Item = &'a SeenRow>,
        window: &RangeInclusive<i32>,
    ) -> (Moments, Moments) {
        let all: f64 = self.shifts.values().sum();
        let mut crossing = [0.0; 2];
        for row in rows.filter(|row| all > 0.0 && row.redated.is_none()) {
            let event = number(row.event);
            let is_in = window.contains(&event);
            let crosses = |shift: &i32| window.contains(&(event + shift)) != is_in;
            let part: f64 = self
                .shifts
                .iter()
                .filter(|(shift, _)| crosses(shift))
                .map(|(_, times)| times)
                .sum();
            if part > 0.0 {
                crossing[usize::from(is_in)] += part / all * self.redatings.of_row(row);
            }
        }
        let [into, out] =
            crossing.map(|mean| Moments { mean, variance: mean * self.redatings.of_days });
        (into, out)
    }
}

impl RevisionHazard {
    fn of(triangle: &Triangle, rows: &[SeenRow], find: Find) -> Self {
        let (start, last) = (triangle.start(), triangle.last());
        let since_start = |row: &&SeenRow| number(row.seen.by) > start;
        let mut revised = [0.0; FROM.len()];
        let mut watched = [0.0; FROM.len()];
        for row in rows.iter().filter(since_start) {
            let stay = stay(row, find(row), last);
            for (n, (from, to)) in spells().enumerate() {
                watched[n] += f64::from((stay.min(to) - from).max(0));
                let is_here = find(row).is_some() && (from..to).contains(&stay);
                revised[n] += f64::from(u8::from(is_here));
            }
        }
        let hazard = std::array::from_fn(|n| revised[n] / f64::max(watched[n], 1.0));
        let (count, most) = (revised.iter().sum(), triangle.most);
        let mut all = RevisionHazard {
            hazard,
            count,
            of_days: 1.0,
            of_months: 1.0,
            expected: 0.0,
            most,
            last,
        };
        all.of_days = all.dispersion_of_days(rows.iter().filter(since_start), find);
        all.of_months = all.dispersion_of_months(start, rows, find);
        let standing = rows.iter().filter(|row| row.gone.is_none() && find(row).is_none());
        all.expected = standing.map(|row| all.of_row(row)).sum();
        all
    }

    fn dispersion_of_days<'a>(&self, rows: impl Iterator<Item = &'a SeenRow>, find: Find) -> f64 {
        let mut days = BTreeMap::<Day, (f64, f64)>::new();
        for row in rows {
            let (revised, expected) = days.entry(row.event).or_default();
            *revised += f64::from(u8::from(find(row).is_some()));
            *expected += self.between(0, stay(row, find(row), self.last));
        }
        let squares: f64 = days.values().map(|(count, expected)| (count - expected).powi(2)).sum();
        if self.count > 0.0 { (squares / self.count).max(1.0) } else { 1.0 }
    }

    /// Counted in months: a source that clears its rows every tenth day withdraws as many in the end
    /// as one that does it daily.
    fn dispersion_of_months(&self, start: i32, rows: &[SeenRow], find: Find) -> f64 {
        let months = usize::try_from((self.last - start) / MONTH).unwrap_or(0);
        let mut counts = vec![0.0; months];
        for at in rows.iter().filter_map(find) {
            let month = usize::try_from((self.last - number(at.by)) / MONTH).ok();
            if let Some(count) = month.and_then(|month| counts.get_mut(month)) {
                *count += 1.0;
            }
        }
        let mean = counts.iter().sum::<f64>() / months as f64;
        let squares: f64 = counts.iter().map(|count| (count - mean).powi(2)).sum();
        let degrees = months as f64 - 1.0;
        if degrees > 0.0 && mean > 0.0 { (squares / mean / degrees).max(1.0) } else { 1.0 }
    }

    /// The hazard of a row summed from so many days after it was seen to so many.
    fn between(&self, first: i32, last: i32) -> f64 {
        let of_spell = |(hazard, (from, to)): (&f64, (i32, i32))| {
            hazard * f64::from((to.min(last) - from.max(first)).max(0))
        };
        self.hazard.iter().zip(spells()).map(of_spell).sum()
    }

    /// How likely a row is to be revised that has been there for so many days.
    fn after(&self, days: i32) -> f64 {
        1.0 - (-self.between(days, self.most)).exp()
    }

    fn of_row(&self, row: &SeenRow) -> f64 {
        self.after(self.last - number(row.seen.by))
    }
}

/// The days between one of `FROM` and the next.
fn spells() -> impl Iterator<Item = (i32, i32)> {
    FROM.iter().enumerate().map(|(n, &from)| (from, FROM.get(n + 1).copied().unwrap_or(i32::MAX)))
}

/// How long a row was there unrevised.
fn stay(row: &SeenRow, revised: Option<BetweenReadings>, last: i32) -> i32 {
    let seen = number(row.seen.by);
    let halfway = revised.map(|at| {
        let by = number(at.by);
        (at.after.map_or(seen, number).max(seen) + by) / 2
    });
    let gone = row.gone.map_or(last, |gone| number(gone.by));
    halfway.unwrap_or(gone.min(last)).max(seen) - seen
}
