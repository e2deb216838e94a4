//! Decimals of a count that is measured: hectares, tonnes. They are kept as they were written, and no
//! float stands between.

use std::fmt;

/// How finely a measured count is kept: six places behind the point.
const PLACES: usize = 6;
const PARTS: u64 = 10_u64.pow(PLACES as u32);

/// A decimal number from 0 on, with at most six places behind its point.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct Decimal(u64);

/// The three figures of a count that has decimals, each as exact as it was written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Decimals {
    /// The least it can be.
    pub low: Option<Decimal>,
    /// The best figure.
    pub best: Option<Decimal>,
    /// The most it can be.
    pub high: Option<Decimal>,
}

impl Decimal {
    /// A whole number.
    pub fn whole(n: u64) -> Decimal {
        Decimal(n.saturating_mul(PARTS))
    }

    /// Reads `12` or `12.50`: digits, and perhaps a point with digits behind it. What has more digits
    /// than any number here is as large as none is; `None` for anything else.
    pub fn read(text: &str) -> Option<Decimal> {
        let (whole, behind) = text.split_once('.').unwrap_or((text, "0"));
        let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        if !is_digits(whole) || !is_digits(behind) || behind.len() > PLACES {
            return None;
        }
        let whole = Decimal::whole(whole.parse().unwrap_or(u64::MAX));
        let behind: u64 = format!("{behind:0<PLACES$}").parse().ok()?;
        Some(Decimal(whole.0.saturating_add(behind)))
    }

    /// So many times as much.
    pub fn times(self, n: u64) -> Decimal {
        Decimal(self.0.saturating_mul(n))
    }

    /// The sum, as large as a number can be where it would be larger.
    pub fn plus(self, other: Decimal) -> Decimal {
        Decimal(self.0.saturating_add(other.0))
    }

    /// Whether nothing stands behind the point.
    pub fn is_whole(self) -> bool {
        self.0.is_multiple_of(PARTS)
    }

    /// The whole number that is no larger.
    pub fn floor(self) -> u64 {
        self.0 / PARTS
    }

    /// The whole number that is no smaller.
    pub fn ceil(self) -> u64 {
        self.0.div_ceil(PARTS)
    }

    /// The nearest whole number.
    pub fn round(self) -> u64 {
        self.0.saturating_add(PARTS / 2) / PARTS
    }

    /// As a number of JSON.
    pub fn as_f64(self) -> f64 {
        self.0 as f64 / PARTS as f64
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let behind = format!("{:0PLACES$}", self.0 % PARTS);
        match behind.trim_end_matches('0') {
            "" => write!(f, "{}", self.floor()),
            behind => write!(f, "{}.{behind}", self.floor()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn decimal(text: &str) -> Decimal {
        Decimal::read(text).unwrap()
    }

    #[test]
    fn what_is_no_decimal_is_not_read() {
        for text in ["", ".", "1.", ".5", "1.2.3", "-1", "+1", "1e3", "1.1234567", "inf", "1 000"] {
            assert_eq!(Decimal::read(text), None, "{text}");
        }
        assert_eq!(decimal("014.670").to_string(), "14.67");
        assert!(decimal("3.000").is_whole() && !decimal("0.000001").is_whole());
    }

    #[test]
    fn a_decimal_rounds_to_the_nearest() {
        assert_eq!((decimal("12.5").round(), decimal("14.49").round()), (13, 14));
    }

    proptest! {
        #[test]
        fn a_decimal_reads_back(parts in 0..=1_000_000_000_000_000_000_u64) {
            let decimal = Decimal(parts);
            prop_assert_eq!(Decimal::read(&decimal.to_string()), Some(decimal));
            prop_assert!(decimal.floor() <= decimal.round() && decimal.round() <= decimal.ceil());
        }

        #[test]
        fn sums_are_exact(a in 0..1_000_000_000_u64, b in 0..1_000_000_000_u64) {
            prop_assert_eq!(Decimal(a).plus(Decimal(b)), Decimal(a + b));
        }
    }
}
