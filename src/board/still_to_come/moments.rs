//! Counts that are not known: what is expected of them, how likely each is, and the band of both.

use super::PredictionBand;

/// What is left out at either end of a band of 80 %.
const TAIL: f64 = 0.1;

/// A count that is not known: what is expected of it, and the variance of that.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct Moments {
    pub mean: f64,
    pub variance: f64,
}

/// The likelihood of each count from the first of them on.
pub(super) struct Likelihoods {
    first: u64,
    likelihood: Vec<f64>,
}

impl Moments {
    /// Of each of these only so large a part.
    pub(super) fn thinned(self, part: f64) -> Moments {
        let mean = self.mean * part;
        Moments { mean, variance: self.variance * part * part + mean * (1.0 - part) }
    }

    pub(super) fn and(self, other: Moments) -> Moments {
        Moments { mean: self.mean + other.mean, variance: self.variance + other.variance }
    }

    /// The negative binomial with these moments, or the Poisson where it varies no more than that.
    pub(super) fn likelihoods(self) -> Likelihoods {
        if self.mean < 1e-9 {
            return Likelihoods { first: 0, likelihood: vec![1.0] };
        }
        let excess = (self.variance / self.mean - 1.0).max(1e-9);
        let (size, odds) = (self.mean / excess, excess / (1.0 + excess));
        let rise = |k: f64| (k + size) / (k + 1.0) * odds;
        let mode = ((size - 1.0) * excess).max(0.0).floor();
        let above = (0u64..).scan(1.0, |weight, n| {
            *weight *= rise(mode + n as f64);
            Some(*weight).filter(|weight| *weight > 1e-12)
        });
        let below = (0..mode as u64).rev().scan(1.0, |weight, k| {
            *weight /= rise(k as f64);
            Some(*weight).filter(|weight| *weight > 1e-12)
        });
        let mut likelihood: Vec<f64> = below.collect();
        let first = mode as u64 - likelihood.len() as u64;
        likelihood.reverse();
        likelihood.push(1.0);
        likelihood.extend(above);
        let all: f64 = likelihood.iter().sum();
        likelihood.iter_mut().for_each(|weight| *weight /= all);
        Likelihoods { first, likelihood }
    }
}

impl Likelihoods {
    /// How likely each count is not to be passed.
    fn up_to(&self) -> Vec<f64> {
        let sums = self.likelihood.iter().scan(0.0, |sum, weight| {
            *sum += weight;
            Some(*sum)
        });
        sums.collect()
    }
}

/// The ends of the band of what there is, more what comes and less what goes.
pub(super) fn ends(so_far: u64, coming: &Likelihoods, going: &Likelihoods) -> PredictionBand {
    let up_to = coming.up_to();
    let not_passed = |change: i64| -> f64 {
        let of_going = |(n, weight): (usize, &f64)| {
            let most = change + going.first as i64 + n as i64 - coming.first as i64;
            let at = usize::try_from(most).ok();
            weight * at.map_or(0.0, |at| up_to.get(at).copied().unwrap_or(1.0))
        };
        going.likelihood.iter().enumerate().map(of_going).sum()
    };
    let least = coming.first as i64 - (going.first as i64 + going.likelihood.len() as i64);
    let most = (coming.first + coming.likelihood.len() as u64) as i64;
    let first_at = |level: f64| {
        let (mut low, mut high) = (least, most);
        while low < high {
            let middle = (low + high).div_euclid(2);
            if not_passed(middle) >= level { high = middle } else { low = middle + 1 }
        }
        low
    };
    let total = |change: i64| so_far.saturating_add_signed(change);
    PredictionBand { so_far, low: total(first_at(TAIL + 1e-12)), high: total(first_at(1.0 - TAIL)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ends_of(mean: f64, variance: f64) -> (u64, u64) {
        let coming = Moments { mean, variance }.likelihoods();
        let band = ends(0, &coming, &Moments::default().likelihoods());
        (band.low, band.high)
    }

    #[test]
    fn ends_agree_with_another_implementation() {
        assert_eq!(ends_of(10.0, 10.0), (6, 14));
        assert_eq!(ends_of(10.0, 30.0), (4, 17));
        assert_eq!(ends_of(500.0, 1500.0), (451, 550));
        assert_eq!(ends_of(2.0, 10.0), (0, 6));
        assert_eq!(ends_of(0.05, 0.05), (0, 0));
        assert_eq!(ends_of(0.0, 0.0), (0, 0));
    }

    #[test]
    fn what_goes_lowers_both_ends() {
        let sure = |count: f64| Moments { mean: count, variance: count }.likelihoods();
        let band = ends(40, &sure(10.0), &sure(10.0));
        assert!(band.low < 40 && band.high > 40, "{band}");
        assert_eq!(ends(3, &sure(0.0), &sure(400.0)).low, 0, "never below none");
    }
}
