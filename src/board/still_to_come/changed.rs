//! Whether rows of late come sooner or later than they did before.
//!
//! The delays of recent event days are held against the delay of the days before them, each row by
//! the share of rows that had come no later (its ridit, Bross 1958, Biometrics 14:18), and against
//! what is to be expected of an event day as old as its own. How much weeks differ by themselves is
//! taken from the earlier weeks.

use super::{
    DelayChange,
    delay::Delay,
    triangle::{DelayCell, Triangle, day},
};

/// How many of the last event days are held against all before, each in turn.
const RECENT: [i32; 5] = [14, 21, 28, 42, 60];

/// How many event days it takes before them.
const LEAST_BEFORE: i32 = 28;

/// From how many standard errors on a difference is a change: it is looked for five times.
const CHANGE: f64 = 3.0;

/// The least share of an event day's rows that must be told: those of younger ones say little.
const LEAST_TOLD: f64 = 0.5;

/// As how many weeks the single days of the earlier weeks count for how much they vary.
const AS_DAYS: f64 = 8.0;

/// The change that stands out most, if one does.
pub(super) fn change_of(triangle: &Triangle) -> Option<DelayChange> {
    let tried = RECENT.iter().filter_map(|&days| {
        let since = triangle.last() - days + 1;
        let errors = difference(triangle, since)?;
        (errors.abs() > CHANGE).then_some((since, errors))
    });
    let (since, errors) = tried.max_by(|(_, a), (_, b)| a.abs().total_cmp(&b.abs()))?;
    Some(DelayChange { since: day(since), is_longer: errors > 0.0 })
}

/// How many standard errors later rows come from an event day on.
fn difference(triangle: &Triangle, since: i32) -> Option<f64> {
    if since - triangle.start() <= LEAST_BEFORE {
        return None;
    }
    let before = Delay::of(triangle, |cell| cell.event < since, None);
    let weeks = weeks(triangle, &before, since);
    let (recent, earlier): (Vec<_>, Vec<_>) = weeks.into_iter().partition(|week| week.is_recent);
    let varies = |weeks: &[EventWeek]| weeks.iter().map(|week| week.variance).sum::<f64>();
    let (of_recent, of_earlier) = (varies(&recent), varies(&earlier));
    if of_recent <= 0.0 || of_earlier <= 0.0 {
        return None;
    }
    let count = earlier.iter().filter(|week| week.variance > 0.0).count().max(2) as f64;
    let squares: f64 = earlier.iter().map(|week| week.excess.powi(2)).sum();
    let of_weeks = squares / of_earlier * count / (count - 1.0);
    let of_days = earlier.iter().map(|week| week.squares).sum::<f64>() / of_earlier;
    let dispersion = ((of_weeks * count + of_days * AS_DAYS) / (count + AS_DAYS)).max(1.0);
    let excess: f64 = recent.iter().map(|week| week.excess).sum();
    let variance = dispersion * of_recent * (1.0 + of_recent / of_earlier);
    Some(excess / variance.sqrt())
}

/// The rows of the event days of a week.
#[derive(Clone, Copy, Default)]
struct EventWeek {
    is_recent: bool,
    /// How much later they came than expected, in ridits.
    excess: f64,
    /// The squares of that for each of its days.
    squares: f64,
    /// The variance of that by chance alone.
    variance: f64,
}

fn weeks(triangle: &Triangle, before: &Delay, since: i32) -> Vec<EventWeek> {
    let mut weeks = Vec::new();
    let mut of_week = (i32::MIN, EventWeek::default());
    for cells in triangle.cells.chunk_by(|a, b| a.event == b.event) {
        let week = (cells[0].event - since).div_euclid(7);
        if week != of_week.0 {
            weeks.push(of_week.1);
            of_week = (week, EventWeek { is_recent: week >= 0, ..EventWeek::default() });
        }
        let (excess, variance) = of_day(triangle, before, cells);
        of_week.1.excess += excess;
        of_week.1.squares += excess * excess;
        of_week.1.variance += variance;
    }
    weeks.push(of_week.1);
    weeks
}

/// The excess of one event day and its variance.
fn of_day(triangle: &Triangle, before: &Delay, cells: &[DelayCell]) -> (f64, f64) {
    let ridit = |(first, last): (i32, i32)| (before.share(first - 1) + before.share(last)) / 2.0;
    let (mut all, mut mean, mut square) = (0.0, 0.0, 0.0);
    for step in triangle.steps(cells[0].event) {
        let share = before.between(step);
        all += share;
        mean += share * ridit(step);
        square += share * ridit(step).powi(2);
    }
    if all < LEAST_TOLD {
        return (0.0, 0.0);
    }
    let (mean, square) = (mean / all, square / all);
    let excess = cells.iter().map(|cell| cell.rows * (ridit(cell.delay) - mean)).sum();
    let rows: f64 = cells.iter().map(|cell| cell.rows).sum();
    (excess, rows * (square - mean * mean).max(0.0))
}
