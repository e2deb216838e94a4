//! Ends of a range as figures: what is at most so much is rounded up, what is at least so much
//! down, so that the figure on the screen stays true.

/// What may be off in the last digits of a sum of kilometres.
const NOISE: f64 = 1e-6;

/// At least so much, to so many decimals.
pub fn at_least(value: f64, decimals: usize) -> String {
    rounded(value, decimals, f64::floor)
}

/// At most so much, to so many decimals.
pub fn at_most(value: f64, decimals: usize) -> String {
    rounded(value, decimals, f64::ceil)
}

/// From at least to at most: one figure where both are the same.
pub fn range(least: f64, most: f64, decimals: usize) -> String {
    if most - least < NOISE {
        return format!("{:.decimals$}", least + 0.0);
    }
    let (from, to) = (at_least(least, decimals), at_most(most, decimals));
    if from == to { from } else { format!("{from}–{to}") }
}

fn rounded(value: f64, decimals: usize, end: fn(f64) -> f64) -> String {
    let scale = 10f64.powi(i32::try_from(decimals).unwrap_or(0));
    let (scaled, near) = (value * scale, (value * scale).round());
    let figure = if (scaled - near).abs() < NOISE { near } else { end(scaled) } / scale;
    // Nothing at all sums up to a zero with a sign.
    format!("{:.decimals$}", figure + 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn nothing_summed_up_is_a_plain_zero() {
        let nothing: f64 = std::iter::empty::<f64>().sum();
        assert_eq!(range(nothing, 70.0, 0), "0–70");
        assert_eq!(at_least(nothing, 0), "0");
        assert_eq!(range(nothing, nothing, 1), "0.0");
    }

    #[test]
    fn ends_are_rounded_away_from_what_is_between() {
        assert_eq!(at_most(0.818, 2), "0.82");
        assert_eq!(at_most(0.811, 2), "0.82");
        assert_eq!(at_least(366.92, 0), "366");
        assert_eq!((at_least(0.3 + 0.6, 1), at_most(0.1 + 0.2, 1)), ("0.9".into(), "0.3".into()));
        assert_eq!(range(17.6, 63.1, 0), "17–64");
        assert_eq!(range(62.7, 62.7, 0), "63");
    }

    proptest! {
        #[test]
        fn a_range_holds_what_it_is_of(least in 0.0f64..1e6, more in 0.0f64..1e6, decimals in 0usize..3) {
            let most = least + more;
            let (from, to): (f64, f64) =
                (at_least(least, decimals).parse().unwrap(), at_most(most, decimals).parse().unwrap());
            prop_assert!(from <= least + NOISE && most <= to + NOISE);
        }
    }
}
