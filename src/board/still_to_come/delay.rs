//! How long rows take to come: the share that is told by each age of an event day.

use super::{
    TooLittleKnown,
    triangle::{DelayCell, Triangle},
};

/// How many rows it takes.
const LEAST_ROWS: u64 = 30;

/// The share of rows that may come so late that the end is not seen.
const MOST_LATE: f64 = 0.02;

/// The share of rows that may come in the last third of the delays looked at.
const MOST_IN_TAIL: f64 = 0.10;

/// So that every day of a span may be the one, until rows say otherwise.
const LEAST_LIKELY: f64 = 1e-9;

/// The delay of a feed, and how far it depends on single weeks.
#[derive(Clone, Debug)]
pub(super) struct DelayFit {
    /// By all weeks.
    pub delay: Delay,
    /// By all but one, in turn.
    pub without: Vec<Delay>,
}

/// How many of those that come at all have come at an age.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Delay {
    /// The share told by each age from 0 on; the last is 1.
    told: Vec<f64>,
}

impl DelayFit {
    /// What a triangle tells of it, its event days in blocks of so many.
    pub(super) fn of(triangle: &Triangle, blocks: i32) -> Result<DelayFit, TooLittleKnown> {
        let rows: f64 = triangle.cells.iter().map(|cell| cell.rows).sum();
        if rows < LEAST_ROWS as f64 {
            return Err(TooLittleKnown::FewRows { rows: rows as u64, wanted: LEAST_ROWS });
        }
        let delay = Delay::of(triangle, |_| true, None);
        let is_late = triangle.late as f64 > MOST_LATE * rows;
        if is_late || 1.0 - delay.share(triangle.most * 2 / 3) > MOST_IN_TAIL {
            return Err(TooLittleKnown::NoEnd { after: triangle.most });
        }
        let block = |cell: &DelayCell| (triangle.last() - cell.event) / blocks;
        let all = (triangle.last() - triangle.start() + blocks - 1) / blocks;
        let without = (0..all)
            .map(|left_out| Delay::of(triangle, |cell| block(cell) != left_out, Some(&delay)))
            .collect();
        Ok(DelayFit { delay, without })
    }

    /// How uncertain a figure is that depends on the delay: its variance by the jackknife.
    pub(super) fn variance(&self, figure: impl Fn(&Delay) -> f64) -> f64 {
        let figures: Vec<f64> = self.without.iter().map(figure).collect();
        let count = figures.len() as f64;
        let mean = figures.iter().sum::<f64>() / count;
        let squares: f64 = figures.iter().map(|figure| (figure - mean).powi(2)).sum();
        squares * (count - 1.0) / count
    }
}

impl Delay {
    /// The delay of some cells, sought from a delay near it.
    pub(super) fn of(
        triangle: &Triangle,
        counts: impl Fn(&DelayCell) -> bool,
        near: Option<&Delay>,
    ) -> Delay {
        let spans = Spans::of(triangle, counts);
        let days = spans.gone_by.len();
        let mut delay = near.cloned().unwrap_or_else(|| Delay::even(days));
        for _ in 0..200 {
            let next = spans.improve(&delay);
            let step = next.told.iter().zip(&delay.told).map(|(a, b)| (a - b).abs());
            let step = step.fold(0.0, f64::max);
            delay = next;
            if step < 1e-5 {
                break;
            }
        }
        delay
    }

    /// Each day alike.
    fn even(days: usize) -> Delay {
        Delay { told: (1..=days).map(|day| day as f64 / days as f64).collect() }
    }

    /// The share of rows told when the event day is so many days old.
    pub(super) fn share(&self, age: i32) -> f64 {
        usize::try_from(age).map_or(0.0, |age| self.told.get(age).copied().unwrap_or(1.0))
    }

    /// The share that comes from one age to another.
    pub(super) fn between(&self, (first, last): (i32, i32)) -> f64 {
        self.share(last) - self.share(first - 1)
    }
}

/// Rows by the span of days in which their delay lies.
struct Spans {
    spans: Vec<((usize, usize), f64)>,
    /// How many rows are of event days younger than each age: they cannot be told of it.
    gone_by: Vec<f64>,
}

impl Spans {
    fn of(triangle: &Triangle, counts: impl Fn(&DelayCell) -> bool) -> Spans {
        let days = triangle.most as usize + 1;
        let mut by_span = std::collections::BTreeMap::new();
        let mut younger = vec![0.0; days + 1];
        for cell in triangle.cells.iter().filter(|cell| counts(cell)) {
            let span = (cell.delay.0 as usize, cell.delay.1 as usize);
            *by_span.entry(span).or_insert(0.0) += cell.rows;
            younger[((triangle.last() - cell.event) as usize + 1).min(days)] += cell.rows;
        }
        let gone_by = younger.iter().take(days).scan(0.0, |sum, rows| {
            *sum += rows;
            Some(*sum)
        });
        Spans { gone_by: gone_by.collect(), spans: by_span.into_iter().collect() }
    }

    /// One step of the EM: each row is shared out over the days of its span, and the reverse hazard
    /// of a delay is its share of the rows that came no later, of event days that are old enough.
    fn improve(&self, delay: &Delay) -> Delay {
        let rows = self.shared_out(delay);
        let mut told = vec![1.0; rows.len()];
        let mut sum: f64 = rows.iter().sum();
        for age in (1..rows.len()).rev() {
            let at_risk = sum - self.gone_by[age];
            let hazard = if at_risk > 1e-9 { (rows[age] / at_risk).clamp(0.0, 1.0) } else { 0.0 };
            told[age - 1] = told[age] * (1.0 - hazard);
            sum -= rows[age];
        }
        Delay { told }
    }

    /// The rows of each delay, as a delay has it: what a span gives to each of its days is in
    /// proportion to their likelihood, so that one factor for all of them is noted at its ends.
    fn shared_out(&self, delay: &Delay) -> Vec<f64> {
        let days = self.gone_by.len();
        let likely = |age: usize| delay.between((age as i32, age as i32)).max(LEAST_LIKELY);
        let mut rows: Vec<f64> = (0..days).map(likely).collect();
        let up_to = |sum: &mut f64, part: &f64| {
            *sum += part;
            Some(*sum)
        };
        let sums: Vec<f64> = std::iter::once(0.0).chain(rows.iter().scan(0.0, up_to)).collect();
        let mut factors = vec![0.0; days + 1];
        for &((first, last), count) in &self.spans {
            let factor = count / (sums[last + 1] - sums[first]).max(LEAST_LIKELY);
            factors[first] += factor;
            factors[last + 1] -= factor;
        }
        let factors = factors.iter().scan(0.0, up_to);
        rows.iter_mut().zip(factors).for_each(|(rows, factor)| *rows *= factor.max(0.0));
        rows
    }
}
