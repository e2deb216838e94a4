//! Running figures: cumulative counts as a body prints them, held against the sum of its days.

use std::fmt;

use super::coverage::{Report, Reported, told_count};
use crate::{
    board::{days_in, full_day},
    model::{Bounds, Count, Day, RecordIx, later},
};

/// The latest running figure of a series, as printed.
#[derive(Clone, PartialEq, Debug)]
pub struct Printed {
    /// The figure as its author wrote it.
    pub count: Count,
    /// The last day that it covers.
    pub day: Day,
    /// The day from which it counts, where it is told.
    pub since: Option<Day>,
    /// Position of the tally that gives it.
    pub record: RecordIx,
    /// Whether the days that it covers add up to it.
    pub check: Check,
    /// Days from its first with a count of their own; `None` where nobody tells from when it runs.
    pub reported: Option<Reported>,
}

/// A running figure against the counts of the days that it covers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Check {
    /// Every day since then has a count, and they add up: to it, or with the figure printed before.
    Agrees {
        /// The first of the days that were added up.
        since: Day,
        /// The figure printed before, to which they were added; `None` for the days alone.
        before: Option<Bounds>,
    },
    /// The days since then add up to something else, or to more already.
    Differs {
        /// The first of the days that were added up.
        since: Day,
        /// The figure printed before, to which they were added; `None` for the days alone.
        before: Option<Bounds>,
        /// What the days alone add up to, the figure before left out.
        sum: Bounds,
    },
    /// Days without a count, or no exact figure, leave nothing to hold it against.
    Cannot,
}

/// A running figure in a series.
#[derive(Clone, Debug)]
pub(super) struct RunningFigure {
    pub day: Day,
    pub since: Option<Day>,
    pub count: Count,
    pub record: RecordIx,
}

/// The latest of `figures`, held against `daily` counts; `start` is the day from which it runs where it
/// does not say so itself.
/// `figures` stand in the order of their days; `daily` has no count that is itself cumulative.
pub(super) fn printed(
    figures: &[RunningFigure],
    daily: &[Report],
    start: Option<Day>,
) -> Option<Printed> {
    let (latest, earlier) = figures.split_last()?;
    let is_before = |f: &&RunningFigure| f.day < latest.day && f.since == latest.since;
    let before = earlier.iter().rev().find(is_before);
    let start = latest.since.or(start).filter(|start| *start <= latest.day);
    let check = check(latest, before, daily, start);
    let RunningFigure { day, since, count, record } = latest.clone();
    let reported = start.map(|start| {
        let none = Reported { n: 0, of: days_in(start, day) };
        told_count(daily, start, day).map_or(none, |told| told.reported)
    });
    Some(Printed { count, day, since, record, check, reported })
}

fn check(
    figure: &RunningFigure,
    before: Option<&RunningFigure>,
    daily: &[Report],
    start: Option<Day>,
) -> Check {
    let running = figure.count.bounds();
    let step = before.and_then(|before| Some((later(before.day, 1)?, Some(before.count.bounds()))));
    let whole = start.map(|start| (start, None));
    for (since, before) in [step, whole].into_iter().flatten() {
        let told = told_count(daily, since, figure.day);
        let sum = told.as_ref().map_or(Bounds { low: 0, high: None }, |told| told.count);
        let total = before.unwrap_or(Bounds::ZERO).plus(sum);
        if total.excludes(running) {
            return Check::Differs { since, before, sum };
        }
        let is_whole = told.is_some_and(|told| told.reported.n == told.reported.of);
        if is_whole && total.high.is_some() && running.high.is_some() {
            return Check::Agrees { since, before };
        }
    }
    Check::Cannot
}

/// What can be said of the figure: whether it agrees, and what of it cannot be checked.
impl fmt::Display for Printed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let from = |before: Option<Bounds>, since: Day| match before {
            Some(before) => {
                let day = later(since, -1).unwrap_or(since);
                format!("the {before} printed for {} and the days since", full_day(day))
            }
            None => format!("the sum of the days since {}", full_day(since)),
        };
        match self.check {
            Check::Agrees { since, before } => write!(f, "agrees with {}", from(before, since))?,
            Check::Differs { since, before, sum } => {
                write!(f, "differs from {}", from(before, since))?;
                if sum != (Bounds { low: 0, high: None }) {
                    write!(f, " ({sum})")?;
                }
            }
            Check::Cannot => f.write_str("cannot be checked")?,
        }
        match (self.check, self.reported.filter(|reported| reported.n < reported.of)) {
            (Check::Cannot, Some(reported)) => write!(f, ": {reported} days have a total"),
            (Check::Agrees { .. }, Some(reported)) => {
                write!(f, "; the whole cannot be checked: {reported} days have a total")
            }
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(n: i64) -> Day {
        later("2020-07-26".parse().unwrap(), n).unwrap()
    }

    /// What comes of running figures and daily counts, each with its day counted from the first.
    fn checked(running: &[(i64, u64)], daily: &[(i64, u64)]) -> String {
        let figure = |(n, count): &(i64, u64)| {
            let count = Count::exactly(*count);
            RunningFigure { day: day(*n), since: None, count, record: RecordIx::new(0) }
        };
        let report = |(n, count): &(i64, u64)| {
            Report::of(&Count::exactly(*count), (day(*n), day(*n))).unwrap()
        };
        let figures: Vec<RunningFigure> = running.iter().map(figure).collect();
        let daily: Vec<Report> = daily.iter().map(report).collect();
        printed(&figures, &daily, Some(day(1))).unwrap().to_string()
    }

    #[test]
    fn a_running_figure_is_held_against_its_days() {
        let agrees = "agrees with the sum of the days since Mon 27 Jul 2020";
        assert_eq!(checked(&[(2, 7)], &[(1, 4), (2, 3)]), agrees);
        assert_eq!(
            checked(&[(2, 8)], &[(1, 4), (2, 3)]),
            "differs from the sum of the days since Mon 27 Jul 2020 (7)"
        );
        assert_eq!(
            checked(&[(4, 123)], &[(1, 111), (4, 1)]),
            "cannot be checked: 2 of 4 days have a total"
        );
        assert_eq!(
            checked(&[(4, 100)], &[(1, 111), (4, 1)]),
            "differs from the sum of the days since Mon 27 Jul 2020 (at least 112)"
        );
        assert_eq!(checked(&[(4, 5)], &[]), "cannot be checked: 0 of 4 days have a total");
    }

    #[test]
    fn a_step_can_be_checked_where_the_whole_cannot() {
        let figures = [(11, 256), (12, 256)];
        assert_eq!(
            checked(&figures, &[(12, 0)]),
            "agrees with the 256 printed for Thu 6 Aug 2020 and the days since; \
             the whole cannot be checked: 1 of 12 days have a total"
        );
        assert_eq!(
            checked(&figures, &[(12, 3)]),
            "differs from the 256 printed for Thu 6 Aug 2020 and the days since (3)"
        );
        assert_eq!(
            checked(&[(11, 256), (12, 250)], &[]),
            "differs from the 256 printed for Thu 6 Aug 2020 and the days since"
        );
        assert_eq!(checked(&figures, &[(1, 111)]), "cannot be checked: 1 of 12 days have a total");
    }

    #[test]
    fn a_vague_figure_is_held_against_nothing() {
        let about = Count { best: Some(250), written: "about 250".into(), ..Count::default() };
        let figure =
            RunningFigure { day: day(1), since: None, count: about, record: RecordIx::new(0) };
        let daily = [Report::of(&Count::exactly(900), (day(1), day(1))).unwrap()];
        let printed = printed(&[figure], &daily, Some(day(1))).unwrap();
        assert_eq!(
            (printed.check, printed.to_string()),
            (Check::Cannot, "cannot be checked".into())
        );
    }
}
