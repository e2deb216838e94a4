//! Which readings tell of a delay: those of the last unbroken run at the feed's own pace.

use std::collections::BTreeSet;

use super::{
    FeedReadings, SeenRow, TooLittleKnown,
    triangle::{LEAST_WATCHED, day, number},
};
use crate::model::Day;

/// How many days of readings it takes.
const LEAST_DAYS: i32 = 60;

/// How many times the source must have told anew within them, by what it says or by what is seen.
const LEAST_TIMES: i32 = 8;

/// How far back readings are used, in days: an older delay says little of today's.
const MEMORY: i32 = 120;

/// How many days two readings may lie apart at any pace: a long weekend breaks no run, though it
/// does not count as read.
const LONG_WEEKEND: i32 = 4;

/// Below which share of the readings that would bring something by chance a feed is told in batches.
const STEADY: f64 = 0.8;

/// Readings that are close enough.
pub(super) struct WatchedReadings {
    /// Their days, the first of which tells of no delay.
    pub readings: Vec<i32>,
    /// How many event days stand or fall together.
    pub blocks: i32,
}

/// The readings up to a day that delays can be seen in, and why there are none.
pub(super) fn pace_of(
    feed: &FeedReadings,
    rows: &[SeenRow],
    as_of: Day,
) -> Result<WatchedReadings, TooLittleKnown> {
    let mut days: Vec<i32> =
        feed.days.iter().filter(|&&day| day <= as_of).map(|&day| number(day)).collect();
    days.sort_unstable();
    days.dedup();
    let last = *days.last().ok_or(TooLittleKnown::NeverRead)?;
    let every = feed.every_days.map_or(7, |days| i32::try_from(days).unwrap_or(i32::MAX / 99));
    let every = every.clamp(1, 366);
    let run = unbroken(&days, every);
    let gaps = run.windows(2).map(|pair| pair[1] - pair[0]);
    let at_pace = gaps.filter(|&gap| gap <= every * 3 / 2).sum();
    let wanted = LEAST_DAYS.max(every * LEAST_TIMES);
    if at_pace < wanted {
        return Err(TooLittleKnown::FewReadings { days: at_pace, wanted });
    }
    let readings = as_told(run, rows)?;
    Ok(WatchedReadings { readings, blocks: every.max(7).max((last - run[0]) / 16) })
}

/// The last readings of which no two lie further apart than one that was missed allows, as far as
/// memory goes.
fn unbroken(days: &[i32], every: i32) -> &[i32] {
    let last = days[days.len() - 1];
    let oldest = last - MEMORY.max(every * 12);
    let most = LONG_WEEKEND.max(every * 2);
    let breaks = days.windows(2).rposition(|pair| pair[1] - pair[0] > most);
    let after_break = breaks.map_or(0, |n| n + 1);
    &days[after_break.max(days.partition_point(|&day| day < oldest))..]
}

/// The readings that count. A feed that is told in batches and read more often, as most are that
/// come out weekly, is known as of the last time it was told.
fn as_told(run: &[i32], rows: &[SeenRow]) -> Result<Vec<i32>, TooLittleKnown> {
    let (first, last) = (run[0], run[run.len() - 1]);
    let told = rows.iter().map(|row| (number(row.seen.by), row.event));
    let told: BTreeSet<(i32, Day)> =
        told.filter(|(by, _)| (first + 1..=last).contains(by)).collect();
    let mut days: Vec<i32> = told.iter().map(|(by, _)| *by).collect();
    days.dedup();
    let latest = days.last().copied().unwrap_or(first);
    let news = days.len() as f64;
    let in_batches = news < STEADY * by_chance(run.len() - 1, told.len());
    days.insert(0, first);
    let longest = days.windows(2).map(|pair| pair[1] - pair[0]).max().unwrap_or(0);
    if last - latest > (longest * 2).max(7) {
        return Err(TooLittleKnown::NothingNew { since: day(latest) });
    }
    if !in_batches {
        return Ok(run.to_vec());
    }
    let (span, times) = (latest - first, days.len() as i32 - 1);
    if times < LEAST_TIMES || span < LEAST_DAYS - LEAST_WATCHED {
        let wanted = LEAST_DAYS.max(span * LEAST_TIMES / times.max(1));
        return Err(TooLittleKnown::FewReadings { days: span, wanted });
    }
    Ok(days)
}

/// How many readings bring something, if each of so many clusters comes when it will.
fn by_chance(readings: usize, clusters: usize) -> f64 {
    let readings = readings as f64;
    readings * -(-(clusters as f64) / readings).exp_m1()
}
