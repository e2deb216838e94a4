//! The run-off triangle: how many rows of each event day came how late, as far as readings tell.

use std::ops::RangeInclusive;

use chrono::Datelike;

use super::{MOST_DELAY, SeenRow};
use crate::model::Day;

/// How many event days must have been watched for a delay before it is looked at.
pub(super) const LEAST_WATCHED: i32 = 14;

/// A day as a number.
pub(super) fn number(day: Day) -> i32 {
    day.num_days_from_ce()
}

/// The day of a number that came from one.
pub(super) fn day(number: i32) -> Day {
    Day::from_num_days_from_ce_opt(number).unwrap_or(Day::MAX)
}

/// Rows of one event day that came between the same two readings.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct DelayCell {
    pub event: i32,
    /// The least and the most days from the event until it was told.
    pub delay: (i32, i32),
    pub rows: f64,
}

/// What is known of delays.
#[derive(Clone, Debug)]
pub(super) struct Triangle {
    /// The days of the readings.
    pub readings: Vec<i32>,
    /// The longest delay that is looked at.
    pub most: i32,
    /// By event day.
    pub cells: Vec<DelayCell>,
    /// How many rows came later than that.
    pub late: u64,
}

impl Triangle {
    pub(super) fn new(readings: Vec<i32>, rows: &[SeenRow]) -> Self {
        let span = readings[readings.len() - 1] - readings[0];
        let most = MOST_DELAY.min(span - LEAST_WATCHED);
        let mut triangle = Triangle { readings, most, cells: Vec::new(), late: 0 };
        let mut cells: Vec<DelayCell> = rows.iter().filter_map(|row| triangle.cell(row)).collect();
        let all = cells.len();
        cells.retain(|cell| cell.delay.0 <= most);
        triangle.late = (all - cells.len()) as u64;
        cells.sort_unstable_by_key(|cell| (cell.event, cell.delay));
        cells.dedup_by(|cell, kept| {
            let is_same = (cell.event, cell.delay) == (kept.event, kept.delay);
            kept.rows += if is_same { cell.rows } else { 0.0 };
            is_same
        });
        triangle.cells = cells;
        triangle
    }

    /// The first reading.
    pub(super) fn start(&self) -> i32 {
        self.readings[0]
    }

    /// The last one.
    pub(super) fn last(&self) -> i32 {
        self.readings[self.readings.len() - 1]
    }

    /// The event days of which every row that was told is known with its delay.
    pub(super) fn event_days(&self) -> RangeInclusive<i32> {
        self.start() + 1..=self.last()
    }

    /// One row as it counts here, if it does.
    fn cell(&self, row: &SeenRow) -> Option<DelayCell> {
        let event = number(row.event);
        let by = self.told_by(row)?;
        let before = self.readings[self.readings.partition_point(|&day| day < by) - 1];
        let after = row.seen.after.map_or(i32::MIN, number).min(before).max(event - 1);
        let most = (by - event).max(0).min(self.most.max(after + 1 - event));
        self.event_days().contains(&event).then_some(DelayCell {
            event,
            delay: ((after + 1 - event).min(most), most),
            rows: 1.0,
        })
    }

    /// The reading that first had a row, if not the first of all.
    fn told_by(&self, row: &SeenRow) -> Option<i32> {
        let by = number(row.seen.by);
        let at = self.readings.partition_point(|&day| day < by);
        self.readings.get(at).copied().filter(|_| at > 0)
    }

    /// The delays that the readings can tell from each other for an event day: first and last.
    pub(super) fn steps(&self, event: i32) -> impl Iterator<Item = (i32, i32)> {
        let from = self.readings.partition_point(|&day| day < event);
        let most = self.most;
        let ends = self.readings[from..].iter().map(move |by| (by - event).min(most));
        ends.scan(-1, |before, end| {
            let step = (*before + 1, end);
            *before = end;
            Some(step)
        })
        .take_while(|(first, last)| first <= last)
    }

    /// How many of the rows of each event day were told, by age.
    pub(super) fn counts(&self, rows: &[SeenRow]) -> ToldByAge {
        let days = usize::try_from(self.last() - self.start()).unwrap_or(0);
        let mut ages = vec![Vec::new(); days];
        for row in rows {
            let event = number(row.event);
            if let (true, Some(by)) = (self.event_days().contains(&event), self.told_by(row)) {
                ages[(event - self.start() - 1) as usize].push(by - event);
            }
        }
        ages.iter_mut().for_each(|ages| ages.sort_unstable());
        ToldByAge { first: self.start() + 1, ages }
    }
}

/// The ages in days at which the rows of each event day were first seen.
#[derive(Clone, Debug)]
pub(super) struct ToldByAge {
    first: i32,
    ages: Vec<Vec<i32>>,
}

impl ToldByAge {
    /// How many rows of an event day were seen when it was so many days old.
    pub(super) fn seen(&self, event: i32, age: i32) -> f64 {
        let at = usize::try_from(event - self.first).ok();
        let ages = at.and_then(|at| self.ages.get(at));
        ages.map_or(0.0, |ages| ages.partition_point(|&seen| seen <= age) as f64)
    }
}
