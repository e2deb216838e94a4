//! Whether two counts differ by more than chance: exact tests of two rates and of two shares.
//!
//! Both are conditional on the total and two-sided by the *method of small p-values*: p is the
//! probability of every outcome that is at most as probable as the one observed, as in R's
//! `poisson.test` and `fisher.test` and scipy's `binomtest` and `fisher_exact`. Outcomes whose
//! probabilities differ by less than one part in ten million are ties, as in R: of two equal
//! numbers, rounding may make either the smaller.
//!
//! Probabilities are only ever compared and divided by their sum, so each is kept relative to the
//! most probable one and found from its neighbour by one exact ratio. No factorial, no logarithm
//! and no crate for them is needed, and nothing cancels: with counts of a million the result holds
//! to eleven digits. A p below some 1e-300 is given as 0. Cost: linear in the total at most.

use std::{cmp::Ordering, iter};

/// Below this p a difference is more than chance would often give.
pub const SIGNIFICANT: f64 = 0.05;

/// Relative difference below which two probabilities count as tied.
const TIE: f64 = 1e-7;

/// A count and what it is held against: incidents over reported days, or patrols attacked out of
/// patrols that ran.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Exposure {
    /// How many there were.
    pub count: u64,
    /// Reported days, or patrols that ran; 0 leaves nothing to compare.
    pub over: u64,
}

/// What a test says of one pair of counts.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Chance {
    /// Two-sided p, 0 to 1: how often chance alone gives a difference as rare as this or rarer.
    pub p: f64,
    /// The least p that any split of the same total could reach.
    pub least: f64,
}

impl Chance {
    /// Whether p lies below the level at which a change is told from chance.
    pub fn is_significant(self) -> bool {
        self.p < SIGNIFICANT
    }

    /// Whether the total is too small for any split of it to be significant.
    pub fn is_too_few(self) -> bool {
        self.least >= SIGNIFICANT
    }
}

/// The exact test that two Poisson rates are equal: given the total, the count now is binomial
/// with the share of the exposure now (Przyborowski & Wilenski 1940, Biometrika 31:313). `None`
/// when either exposure is zero.
pub fn equal_rates(now: Exposure, before: Exposure) -> Option<Chance> {
    let total = now.count + before.count;
    let odds = (now.over > 0 && before.over > 0).then(|| now.over as f64 / before.over as f64)?;
    let mode = (total as f64 + 1.0) * odds / (1.0 + odds);
    let outcomes = Outcomes {
        least: 0,
        most: total,
        mode: (mode as u64).min(total),
        rise: |k| (total - k) as f64 / (k + 1) as f64 * odds,
    };
    Some(outcomes.chance(now.count))
}

/// Fisher's exact test that two shares are equal: given all margins, the count now is
/// hypergeometric (Fisher 1935, J. R. Statist. Soc. 98:39). `count` is at most `over`.
pub fn equal_shares(now: Exposure, before: Exposure) -> Chance {
    let hits = now.count + before.count;
    let mode =
        u128::from(now.over + 1) * u128::from(hits + 1) / u128::from(now.over + before.over + 2);
    let (least, most) = (hits.saturating_sub(before.over), hits.min(now.over));
    let outcomes = Outcomes {
        least,
        most,
        mode: u64::try_from(mode).unwrap_or(most).clamp(least, most),
        rise: |k| {
            let (more, fewer) = ((now.over - k) as f64, (before.over + k + 1 - hits) as f64);
            more / fewer * ((hits - k) as f64 / (k + 1) as f64)
        },
    };
    outcomes.chance(now.count)
}

/// Every outcome of a test: a count from `least` to `most`, the most probable near `mode`;
/// `rise(k)` is how many times as probable `k + 1` is as `k`.
struct Outcomes<F> {
    least: u64,
    most: u64,
    mode: u64,
    rise: F,
}

impl<F: Fn(u64) -> f64> Outcomes<F> {
    fn chance(&self, observed: u64) -> Chance {
        let extremes = [self.least, self.most].map(|outcome| self.p(outcome));
        Chance { p: self.p(observed), least: extremes[0].min(extremes[1]) }
    }

    /// The share of all outcomes that are at most as probable as the one observed.
    fn p(&self, observed: u64) -> f64 {
        let at = |steps: u64| usize::try_from(steps - 1).unwrap_or(usize::MAX);
        let weight = match observed.cmp(&self.mode) {
            Ordering::Equal => Some(1.0),
            Ordering::Greater => self.above().nth(at(observed - self.mode)),
            Ordering::Less => self.below().nth(at(self.mode - observed)),
        };
        let limit = weight.unwrap_or(0.0) * (1.0 + TIE);
        let weights = iter::once(1.0).chain(self.above()).chain(self.below());
        let (small, all) = weights.fold((0.0, 0.0), |(small, all), weight| {
            (if weight <= limit { small + weight } else { small }, all + weight)
        });
        small / all
    }

    /// Probabilities above the mode, outwards, relative to the mode's, until they vanish: numbers
    /// smaller than the smallest with full precision would stand still instead.
    fn above(&self) -> impl Iterator<Item = f64> {
        let next = |weight: &mut f64, k: u64| {
            *weight *= (self.rise)(k);
            Some(*weight).filter(|weight| *weight >= f64::MIN_POSITIVE)
        };
        (self.mode..self.most).scan(1.0, next)
    }

    /// The same below the mode.
    fn below(&self) -> impl Iterator<Item = f64> {
        let next = |weight: &mut f64, k: u64| {
            *weight /= (self.rise)(k);
            Some(*weight).filter(|weight| *weight >= f64::MIN_POSITIVE)
        };
        (self.least..self.mode).rev().scan(1.0, next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The rows of a table of `tests/data/rates`: four counts and the p of another program.
    fn table(text: &str) -> Vec<([u64; 4], f64)> {
        let lines = text.lines().filter(|line| !line.starts_with('#')).skip(1);
        let row = |line: &str| {
            let cells: Vec<&str> = line.split(',').collect();
            let counts = [0, 1, 2, 3].map(|n: usize| cells[n].parse().unwrap());
            (counts, cells[4].parse().unwrap())
        };
        lines.map(row).collect()
    }

    fn assert_close(counts: [u64; 4], p: f64, wanted: f64) {
        assert!((p - wanted).abs() <= 1e-9 * wanted, "{counts:?}: {p} is not {wanted}");
    }

    #[test]
    fn rates_agree_with_another_implementation() {
        let rows = table(include_str!("../../tests/data/rates/poisson.csv"));
        assert!(rows.len() >= 60);
        for (counts, wanted) in rows {
            let [count, over, earlier, days] = counts;
            let chance =
                equal_rates(Exposure { count, over }, Exposure { count: earlier, over: days });
            assert_close(counts, chance.unwrap().p, wanted);
        }
    }

    #[test]
    fn shares_agree_with_another_implementation() {
        let rows = table(include_str!("../../tests/data/rates/fisher.csv"));
        assert!(rows.len() >= 50);
        for (counts, wanted) in rows {
            let [hit, missed, hit_before, missed_before] = counts;
            let before = Exposure { count: hit_before, over: hit_before + missed_before };
            let chance = equal_shares(Exposure { count: hit, over: hit + missed }, before);
            assert_close(counts, chance.p, wanted);
        }
    }

    #[test]
    fn too_few_is_when_no_split_could_tell() {
        let rates = |now, before| {
            equal_rates(Exposure { count: now, over: 28 }, Exposure { count: before, over: 28 })
                .unwrap()
        };
        assert!(rates(0, 0).is_too_few() && rates(5, 0).is_too_few(), "5 against 0 is p 0.0625");
        assert!(!rates(3, 3).is_too_few(), "6 against 0 would be p 0.03");
        assert!(rates(6, 0).is_significant() && !rates(4, 2).is_significant());
        let nobody = Exposure { count: 1, over: 0 };
        assert_eq!(equal_rates(nobody, Exposure { count: 0, over: 28 }), None, "no reported day");
    }

    proptest! {
        #[test]
        fn the_order_of_the_two_windows_does_not_matter(
            (a, b) in (0..200u64, 0..200u64), (t, u) in (1..60u64, 1..60u64)
        ) {
            let (now, before) = (Exposure { count: a, over: t }, Exposure { count: b, over: u });
            let chance = equal_rates(now, before).unwrap();
            let turned = equal_rates(before, now).unwrap();
            prop_assert!((chance.p - turned.p).abs() <= 1e-9);
            prop_assert!(0.0 <= chance.least && chance.least <= chance.p * 1.000_001);
            prop_assert!(chance.p <= 1.0);
        }

        #[test]
        fn shares_are_tested_alike_from_either_side(
            (a, b) in (0..60u64, 0..60u64), (c, d) in (0..60u64, 0..60u64)
        ) {
            let (now, before) = (Exposure { count: a, over: a + b }, Exposure { count: c, over: c + d });
            let missed = equal_shares(
                Exposure { count: b, over: a + b },
                Exposure { count: d, over: c + d },
            );
            let chance = equal_shares(now, before);
            prop_assert!((chance.p - equal_shares(before, now).p).abs() <= 1e-9);
            prop_assert!((chance.p - missed.p).abs() <= 1e-9);
        }
    }
}
