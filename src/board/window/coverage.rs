//! What the reports of one counter say together of a stretch of days. Counts of days that do not
//! overlap add up; a report that reaches beyond the stretch gives an upper end and no lower one;
//! a day without a report leaves the upper end open; a day told twice is counted once.

use std::fmt;

use chrono::Datelike;

use crate::{
    board::{day_month, days_in},
    model::{Bounds, Clean, Count, Day, Decimal, DecimalBounds, later},
};

/// Days with a report of their own, of all days of a stretch.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Reported {
    /// Days with a report of their own, `of` at most.
    pub n: u64,
    /// All days of the stretch.
    pub of: u64,
}

/// A count over a stretch of days, as far as it is told.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ToldCount {
    /// How many; the upper end is open where a day without a report leaves it so.
    pub count: Bounds,
    /// The same with its decimals, where what is measured has any.
    pub exact: Option<DecimalBounds>,
    /// On how many days of the stretch that rests.
    pub reported: Reported,
    /// The author's words, or a phrase of the format, where the bounds alone would say less.
    pub words: Option<Clean>,
    /// Whether a total is missing somewhere, so that parts stand in for it: a lower bound.
    pub from_parts: bool,
    /// Whether its author contradicts himself in it: a part is above its total, as the audit finds.
    pub contradicts: bool,
}

/// One count for one time, both ends included.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Report {
    pub first: Day,
    pub last: Day,
    pub count: Bounds,
    /// The same with its decimals, where it has any.
    pub exact: Option<DecimalBounds>,
    /// As its author wrote it; empty where nobody did.
    pub written: Clean,
    /// Whether it says that there were none, or none reported.
    pub is_none: bool,
    pub from_parts: bool,
    /// Whether it is a part above its total, or the total below its parts.
    pub contradicts: bool,
}

/// The longest phrase that still fits a cell: "more than 200,000".
const PHRASE: usize = 18;
/// Cells of a figure with its period: "over 1,400 in Oct 2024".
const PERIOD: usize = 22;

impl Reported {
    /// Whether that is enough to call a stretch quiet, or to compare it: half of its days.
    pub fn is_enough(self) -> bool {
        self.of > 0 && 2 * self.n >= self.of
    }

    /// Why it is not, beside what was counted all the same; `None` where it is.
    pub fn too_little(self, counts_any: bool) -> Option<String> {
        match self {
            enough if enough.is_enough() => None,
            Reported { n: 0, .. } if !counts_any => Some("no reports".to_owned()),
            few => Some(format!("too little seen: {few} days")),
        }
    }
}

impl Report {
    /// A figure as its author gives it; `None` when it says nothing at all.
    pub fn of(count: &Count, (first, last): (Day, Day)) -> Option<Report> {
        count.low.or(count.best).or(count.high)?;
        Some(Report {
            first,
            last,
            count: count.bounds(),
            exact: count.decimals.as_ref().map(|_| count.decimal_bounds()),
            written: count.written.clone(),
            is_none: count.low == Some(0) && count.decimals.is_none(),
            from_parts: false,
            contradicts: false,
        })
    }

    /// What parts without a total amount to.
    pub fn of_parts(low: u64, (first, last): (Day, Day)) -> Report {
        let count = Bounds { low, high: None };
        Report {
            first,
            last,
            count,
            exact: None,
            written: Clean::default(),
            is_none: false,
            from_parts: true,
            contradicts: false,
        }
    }

    /// A zero of the whole is a zero of each part.
    pub fn zero((first, last): (Day, Day)) -> Report {
        let (count, written) = (Bounds::ZERO, Clean::from("0"));
        Report {
            first,
            last,
            count,
            exact: None,
            written,
            is_none: true,
            from_parts: false,
            contradicts: false,
        }
    }

    /// What is left of a whole besides its parts, all of one counter and of the same days; of parts
    /// that are not all told no more than the upper end. `None` where the parts are above it.
    pub fn rest(
        all: Bounds,
        parts: Bounds,
        is_all: bool,
        (first, last): (Day, Day),
    ) -> Option<Report> {
        let high = all.high.map(|high| high.checked_sub(parts.low));
        let high = match high {
            Some(None) => return None,
            Some(high) => high,
            None => None,
        };
        let most = parts.high.filter(|_| is_all);
        let low = most.map_or(0, |most| all.low.saturating_sub(most));
        let count = Bounds { low, high };
        let is_none = count == Bounds::ZERO;
        let (written, from_parts, contradicts) = (Clean::default(), false, false);
        let exact = None;
        Some(Report { first, last, count, exact, written, is_none, from_parts, contradicts })
    }

    /// The figure with the days that it is of, in the room of a cell: `1400 in Oct 2024`; `None` where
    /// it says no figure.
    fn of_its_days(&self) -> Option<String> {
        let is_month =
            self.first.day() == 1 && later(self.last, 1).is_some_and(|day| day.day() == 1);
        let is_one = is_month
            && (self.first.year(), self.first.month()) == (self.last.year(), self.last.month());
        let days = if is_one {
            format!("in {}", self.first.format("%b %Y"))
        } else {
            format!("{}–{}", day_month(self.first), day_month(self.last))
        };
        let room = PERIOD.saturating_sub(days.chars().count() + 1);
        let in_signs = || match self.exact {
            Some(exact) => exact.to_string(),
            None => self.count.in_signs(),
        };
        let says = self.count != (Bounds { low: 0, high: None });
        let written = Some(&self.written).filter(|of| !of.is_empty() && of.chars().count() <= room);
        let figure = written.map(|of| of.to_string()).or_else(|| says.then(in_signs))?;
        Some(format!("{figure} {days}"))
    }

    /// What it says of a stretch: the part of a zero that lies in it, as there is none there
    /// either; any other count stays whole.
    fn within(&self, first: Day, last: Day) -> ReportedPart<'_> {
        let whole = ReportedPart { first: self.first, last: self.last, of: self };
        if self.count != Bounds::ZERO {
            return whole;
        }
        ReportedPart { first: self.first.max(first), last: self.last.min(last), ..whole }
    }
}

/// A report over the days for which it holds whole.
#[derive(Clone, Copy)]
struct ReportedPart<'a> {
    first: Day,
    last: Day,
    of: &'a Report,
}

/// What reports of one thing by one counter say of `first..=last`; `None` when none touches it.
pub(super) fn told_count(reports: &[Report], first: Day, last: Day) -> Option<ToldCount> {
    let touching = reports.iter().filter(|report| report.first <= last && report.last >= first);
    let mut touching: Vec<ReportedPart> =
        touching.map(|report| report.within(first, last)).collect();
    touching.sort_by_key(|piece| (piece.last, piece.first));
    let is_inside = |piece: &&ReportedPart| piece.first >= first && piece.last <= last;
    let inside: Vec<ReportedPart> = touching.iter().filter(is_inside).copied().collect();
    let exact = touching.iter().any(|piece| piece.of.exact.is_some()).then(|| {
        let (low, high) = ends::<Decimal>(&inside, &touching, (first, last));
        DecimalBounds { low, high }
    });
    let count = exact.map_or_else(
        || {
            let (low, high) = ends::<u64>(&inside, &touching, (first, last));
            Bounds { low, high }
        },
        DecimalBounds::outward,
    );
    let words = match touching.as_slice() {
        [] => return None,
        [one] if one.first == first && one.last == last && one.of.written.len() <= PHRASE => {
            Some(one.of.written.clone()).filter(|words| !words.is_empty())
        }
        _ if count != (Bounds { low: 0, high: None }) => None,
        _ if inside.len() == touching.len() && inside.iter().all(|piece| piece.of.is_none) => {
            Some("none reported".into())
        }
        // Nobody knows how many of it were in these days: it stands with the days that it is of.
        _ => {
            let beyond = touching.iter().rev().find(|piece| !is_inside(piece));
            let with_days = beyond.and_then(|piece| piece.of.of_its_days());
            Some(with_days.map_or("unknown".into(), Clean::from))
        }
    };
    let reported = Reported { n: covered(&inside), of: days_in(first, last) };
    let from_parts = touching.iter().any(|piece| piece.of.from_parts);
    let contradicts = touching.iter().any(|piece| piece.of.contradicts);
    Some(ToldCount { count, exact, reported, words, from_parts, contradicts })
}

/// A figure that is added up, whole or with decimals.
trait Amount: Copy + Ord + Default {
    fn least_of(report: &Report) -> Self;
    fn most_of(report: &Report) -> Option<Self>;
    fn plus(self, other: Self) -> Self;
}

impl Amount for u64 {
    fn least_of(report: &Report) -> u64 {
        report.count.low
    }

    fn most_of(report: &Report) -> Option<u64> {
        report.count.high
    }

    fn plus(self, other: u64) -> u64 {
        self.saturating_add(other)
    }
}

impl Amount for Decimal {
    fn least_of(report: &Report) -> Decimal {
        report.exact.unwrap_or_else(|| report.count.into()).low
    }

    fn most_of(report: &Report) -> Option<Decimal> {
        report.exact.unwrap_or_else(|| report.count.into()).high
    }

    fn plus(self, other: Decimal) -> Decimal {
        self.plus(other)
    }
}

/// Both ends of what reports say of a stretch.
fn ends<A: Amount>(
    inside: &[ReportedPart],
    touching: &[ReportedPart],
    (first, last): (Day, Day),
) -> (A, Option<A>) {
    let low = most::<A>(inside);
    match least::<A>(touching, first, last) {
        // Reports that contradict each other: the truth is one of them, or lies between.
        Some(high) => (low.min(high), Some(low.max(high))),
        None => (low, None),
    }
}

/// The most that reports without a common day add up to. `inside` stands in the order of its ends.
fn most<A: Amount>(inside: &[ReportedPart]) -> A {
    let mut best = vec![A::default()];
    for (n, piece) in inside.iter().enumerate() {
        let before = inside[..n].partition_point(|other| other.last < piece.first);
        let with = best[before].plus(A::least_of(piece.of));
        best.push(with.max(best[n]));
    }
    best.last().copied().unwrap_or_default()
}

/// The least that reports which together cover every day add up to; `None` when they leave a day
/// out. `touching` stands in the order of its ends.
fn least<A: Amount>(touching: &[ReportedPart], first: Day, last: Day) -> Option<A> {
    // The cheapest ways to cover all days up to an end: what ends later and costs no more hides
    // what ends earlier, so that ends and costs both rise.
    let mut ways: Vec<(Day, A)> = Vec::new();
    let cheapest = |ways: &[(Day, A)], to: Day| {
        ways.get(ways.partition_point(|(end, _)| *end < to)).map(|(_, cost)| *cost)
    };
    for piece in touching {
        let before = match later(piece.first, -1) {
            Some(before) if piece.first > first => cheapest(&ways, before),
            _ => Some(A::default()),
        };
        let cost = before.zip(A::most_of(piece.of)).map(|(cost, high)| cost.plus(high));
        let Some(cost) = cost else { continue };
        while ways.last().is_some_and(|(_, other)| *other >= cost) {
            ways.pop();
        }
        ways.push((piece.last, cost));
    }
    cheapest(&ways, last)
}

/// Days that any of the reports covers.
fn covered(inside: &[ReportedPart]) -> u64 {
    let mut spans: Vec<(Day, Day)> = inside.iter().map(|one| (one.first, one.last)).collect();
    spans.sort_unstable();
    let (mut covered, mut next) = (0, Day::MIN);
    for (first, last) in spans {
        covered += days_in(first.max(next), last);
        next = next.max(later(last, 1).unwrap_or(Day::MAX));
    }
    covered
}

impl ToldCount {
    /// What is told, and at least as many as `all`, which is of no more days.
    pub(super) fn at_least(self, all: &ToldCount) -> ToldCount {
        let low = self.count.low.max(all.count.low);
        let high = self.count.high.map(|high| high.max(low));
        let of = |told: &ToldCount| told.exact.unwrap_or_else(|| told.count.into());
        let exact = self.exact.or(all.exact).map(|_| {
            let low = of(&self).low.max(of(all).low);
            DecimalBounds { low, high: of(&self).high.map(|high| high.max(low)) }
        });
        let words = self.words.filter(|_| low == self.count.low && exact == self.exact);
        ToldCount { count: Bounds { low, high }, exact, words, ..self }
    }

    /// Incidents of a list: it never proves a zero, and none of it is no report.
    pub(super) fn listed(count: Bounds, reported: Reported) -> Option<ToldCount> {
        (count != Bounds::ZERO).then_some(ToldCount {
            count,
            exact: None,
            reported,
            words: None,
            from_parts: false,
            contradicts: false,
        })
    }
}

/// In words short enough for a cell.
impl fmt::Display for ToldCount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = if self.contradicts { " ≠" } else { "" };
        match (&self.words, self.count) {
            (Some(words), _) => f.pad(&format!("{words}{mark}")),
            (None, Bounds { low: 0, high: Some(high) }) if high > 0 && self.exact.is_none() => {
                f.pad(&format!("up to {high}{mark}"))
            }
            (None, count) => match self.exact {
                Some(exact) => f.pad(&format!("{exact}{mark}")),
                None => f.pad(&format!("{count}{mark}")),
            },
        }
    }
}

impl fmt::Display for Reported {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{} of {}", self.n, self.of))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(n: u64) -> Day {
        later("2020-08-01".parse().unwrap(), i64::try_from(n).unwrap()).unwrap()
    }

    fn report(first: u64, last: u64, count: Count) -> Report {
        Report::of(&count, (day(first), day(last))).unwrap()
    }

    fn exactly(first: u64, last: u64, n: u64) -> Report {
        report(first, last, Count::exactly(n))
    }

    fn words(reports: &[Report], first: u64, last: u64) -> String {
        let none = || "no report".to_owned();
        told_count(reports, day(first), day(last))
            .map_or_else(none, |told| format!("{told}, {}", told.reported))
    }

    #[test]
    fn zero_stands_only_where_a_zero_covers_every_day() {
        let reports = [exactly(1, 1, 0), exactly(2, 2, 0), exactly(4, 5, 0)];
        assert_eq!(words(&reports, 1, 2), "0, 2 of 2");
        assert_eq!(words(&reports, 1, 3), "none reported, 2 of 3");
        assert_eq!(words(&reports, 3, 3), "no report");
        assert_eq!(words(&reports, 5, 5), "0, 1 of 1", "a zero of two days is a zero of each");
    }

    #[test]
    fn a_figure_of_a_month_stands_with_its_month() {
        let month = report(0, 30, crate::model::counts::read("over 1,400").unwrap());
        assert_eq!(words(std::slice::from_ref(&month), 20, 40), "over 1,400 in Aug 2020, 0 of 21");
        assert_eq!(words(&[month, exactly(31, 31, 7)], 20, 40), "at least 7, 1 of 21");
    }

    #[test]
    fn decimals_add_up_exactly() {
        let measured = |n: u64, text: &str| report(n, n, crate::model::counts::read(text).unwrap());
        let days = [measured(1, "5.9"), measured(2, "3.2"), exactly(3, 3, 1)];
        assert_eq!(words(&days, 1, 2), "9.1, 2 of 2");
        assert_eq!(words(&days, 1, 4), "at least 10.1, 3 of 4");
        let told = told_count(&days, day(1), day(2)).unwrap();
        assert_eq!(told.count, Bounds::new(9, 10), "whole ends round outward");
        assert_eq!(words(&[measured(1, "up to 0.4")], 1, 1), "up to 0.4, 1 of 1");
    }

    #[test]
    fn a_report_counts_when_wholly_inside_and_may_count_when_it_touches() {
        let reports = [exactly(1, 2, 19), exactly(3, 3, 5)];
        assert_eq!(words(&reports, 1, 2), "19, 2 of 2");
        assert_eq!(words(&reports, 2, 2), "up to 19, 0 of 1");
        assert_eq!(words(&reports, 2, 3), "5–24, 1 of 2");
        assert_eq!(words(&reports, 2, 4), "at least 5, 1 of 3");
        assert_eq!(words(&reports, 2, 2).as_str(), "up to 19, 0 of 1");
    }

    #[test]
    fn a_day_told_twice_is_counted_once() {
        let reports = [exactly(1, 1, 111), exactly(4, 4, 1), exactly(1, 6, 225)];
        assert_eq!(words(&reports, 1, 6), "225, 6 of 6");
        assert_eq!(words(&reports, 1, 1), "111, 1 of 1");
        assert_eq!(words(&reports, 4, 7), "at least 1, 1 of 4");
        let contradiction = [exactly(1, 1, 5), exactly(1, 1, 7)];
        assert_eq!(words(&contradiction, 1, 1), "5–7, 1 of 1");
    }

    #[test]
    fn vague_counts_stay_vague() {
        let about = Count { best: Some(100), written: "about 100".into(), ..Count::default() };
        assert_eq!(words(&[report(1, 1, about.clone())], 1, 1), "about 100, 1 of 1");
        let two = [report(1, 1, about), exactly(2, 2, 3)];
        assert_eq!(words(&two, 1, 2), "at least 3, 2 of 2");
        assert_eq!(words(&two[..1], 1, 2), "unknown, 1 of 2");
        let none = Count { low: Some(0), written: "none reported".into(), ..Count::default() };
        assert_eq!(words(&[report(1, 1, none)], 1, 1), "none reported, 1 of 1");
        assert_eq!(Report::of(&Count::default(), (day(1), day(1))), None, "unknown");
    }

    /// True counts of twelve days, and reports that are true of them.
    fn truth() -> impl Strategy<Value = (Vec<u64>, Vec<Report>)> {
        let spans = proptest::collection::vec((0usize..12, 0usize..4, 0u64..3, 0u64..9), 0..9);
        (proptest::collection::vec(0u64..9, 12), spans).prop_map(|(days, spans)| {
            let report = |(first, more, below, above): (usize, usize, u64, u64)| {
                let last = (first + more).min(11);
                let sum: u64 = days[first..=last].iter().sum();
                let high = (above < 6).then_some(sum + above);
                let count =
                    Count { low: Some(sum.saturating_sub(below)), high, ..Count::default() };
                super::tests::report(first as u64, last as u64, count)
            };
            let reports = spans.into_iter().map(report).collect();
            (days, reports)
        })
    }

    proptest! {
        #[test]
        fn true_reports_give_true_bounds((days, reports) in truth(), a in 0usize..12, b in 0usize..12) {
            let (first, last) = (a.min(b), a.max(b));
            let sum: u64 = days[first..=last].iter().sum();
            if let Some(told) = told_count(&reports, day(first as u64), day(last as u64)) {
                prop_assert!(told.count.low <= sum, "{told:?} against {sum}");
                prop_assert!(told.count.high.is_none_or(|high| sum <= high), "{told:?} against {sum}");
                prop_assert!(told.reported.n <= told.reported.of);
            }
        }

        #[test]
        fn windows_tile((_, reports) in truth(), first in 0u64..11, cut in 0u64..11, more in 1u64..6) {
            let (middle, last) = (first + cut % 4, first + cut % 4 + more);
            let low = |a, b| told_count(&reports, day(a), day(b)).map_or(0, |told| told.count.low);
            prop_assert!(low(first, middle) + low(middle + 1, last) <= low(first, last));
        }

        #[test]
        fn a_zero_is_never_made_up((_, reports) in truth(), first in 0u64..12, more in 0u64..4) {
            let last = first + more;
            let is_zero = told_count(&reports, day(first), day(last)).is_some_and(|told| told.to_string() == "0");
            let covers = |n: u64| reports.iter().any(|r| r.count == Bounds::ZERO && r.first <= day(n) && r.last >= day(n));
            prop_assert!(!is_zero || (first..=last).all(covers));
        }
    }
}
