//! Counts as a source gives them: an estimate low ≤ best ≤ high, any part of it missing, and the
//! author's own words. Not stated (no count at all) is neither zero nor unknown.

use std::fmt;

use super::{Clean, Decimal, Decimals};

/// The largest count that a scenario may hold.
pub const MOST: u64 = 1_000_000_000_000;

/// Whom a count of victims may tell to be among them, besides under which actor.
pub const OF_WHICH: &[&str] = &[
    "children",
    "women",
    "men",
    "elderly",
    "medical",
    "aid-workers",
    "journalists",
    "un-staff",
    "recovered",
    "died-of-wounds",
    PEACEKEEPERS,
];
/// Whom it tells only under an actor, whose they are.
pub const PEACEKEEPERS: &str = "peacekeepers";
/// Those of them who did not die when the rest did.
const EARLIER_DEATHS: &[&str] = &["recovered", "died-of-wounds"];

/// One count in its author's words; persons unless the key says otherwise.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Count {
    /// The least it can be; `None` where the author names no lower end.
    pub low: Option<u64>,
    /// The author's best figure; `None` where there is only a range, or nothing known.
    pub best: Option<u64>,
    /// The most it can be; `None` where the author names no upper end.
    pub high: Option<u64>,
    /// The count as the author wrote it, such as `20–25` or `unknown`.
    pub written: Clean,
    /// The figures as exact as they were written, where a measured count has decimals: the whole ones
    /// are then the nearest that still hold.
    pub decimals: Option<Box<Decimals>>,
}

impl Count {
    /// A count of measured figures: ends round outward to whole numbers, the best to the nearest.
    pub fn measured(decimals: Decimals) -> Self {
        Count {
            low: decimals.low.map(Decimal::floor),
            best: decimals.best.map(Decimal::round),
            high: decimals.high.map(Decimal::ceil),
            written: Clean::default(),
            decimals: Some(decimals.into()),
        }
    }

    /// What the true number lies between, decimals included.
    pub fn decimal_bounds(&self) -> DecimalBounds {
        match &self.decimals {
            Some(of) => DecimalBounds { low: of.low.unwrap_or_default(), high: of.high },
            None => self.bounds().into(),
        }
    }

    /// Whether it says no figure at all: unknown, in whatever words.
    pub fn is_unknown(&self) -> bool {
        self.low.or(self.best).or(self.high).is_none()
    }

    /// A count whose three figures are all `n`.
    pub fn exactly(n: u64) -> Self {
        Count {
            low: Some(n),
            best: Some(n),
            high: Some(n),
            written: n.to_string().into(),
            decimals: None,
        }
    }

    /// The figure to draw or to sort by: best, else low, else high.
    pub fn central(&self) -> Option<u64> {
        self.best.or(self.low).or(self.high)
    }

    /// What the true number lies between: from 0 where no least is given, without end where no most
    /// is.
    pub fn bounds(&self) -> Bounds {
        Bounds { low: self.low.unwrap_or(0), high: self.high }
    }

    /// Whether no number can be both counts at once.
    pub fn excludes(&self, other: &Count) -> bool {
        match (&self.decimals, &other.decimals) {
            (None, None) => self.bounds().excludes(other.bounds()),
            _ => self.decimal_bounds().excludes(other.decimal_bounds()),
        }
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.written)
    }
}

/// A range that the true number lies in; no upper end when some part of it is unknown.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Bounds {
    /// The least; 0 where nothing is known.
    pub low: u64,
    /// The most; `None` where some part is unknown and the sum is only "at least".
    pub high: Option<u64>,
}

impl Bounds {
    /// Nothing, and known to be nothing: what a sum begins with.
    pub const ZERO: Bounds = Bounds { low: 0, high: Some(0) };

    /// From `low` to `high`, or exactly `low` where `high` is less.
    pub fn new(low: u64, high: u64) -> Self {
        Bounds { low, high: Some(high.max(low)) }
    }

    /// Adds the bounds; an unknown end stays unknown.
    pub fn plus(self, other: Bounds) -> Bounds {
        Bounds {
            low: self.low.saturating_add(other.low),
            high: self.high.zip(other.high).map(|(a, b)| a.saturating_add(b)),
        }
    }

    /// The same in signs, where words have no room: `≥5`, `≤9`, `2–5`, `3`.
    pub fn in_signs(self) -> String {
        match self {
            Bounds { low, high: None } => format!("≥{low}"),
            Bounds { low: 0, high: Some(high) } if high > 0 => format!("≤{high}"),
            _ => self.to_string(),
        }
    }

    /// Whether no number can lie in both.
    pub fn excludes(self, other: Bounds) -> bool {
        self.high.is_some_and(|high| high < other.low)
            || other.high.is_some_and(|high| high < self.low)
    }
}

impl std::iter::Sum for Bounds {
    fn sum<I: Iterator<Item = Bounds>>(parts: I) -> Bounds {
        parts.fold(Bounds::ZERO, Bounds::plus)
    }
}

impl fmt::Display for Bounds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.high {
            Some(high) if high == self.low => write!(f, "{high}"),
            Some(high) => write!(f, "{}–{high}", self.low),
            None => write!(f, "at least {}", self.low),
        }
    }
}

/// A range of decimal numbers; no upper end when some part of it is unknown.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct DecimalBounds {
    /// The least.
    pub low: Decimal,
    /// The most; `None` where it is only "at least".
    pub high: Option<Decimal>,
}

impl DecimalBounds {
    /// The whole numbers that it lies between: a lower bound rounds down, an upper one up.
    pub fn outward(self) -> Bounds {
        Bounds { low: self.low.floor(), high: self.high.map(Decimal::ceil) }
    }

    /// Adds the bounds; an unknown end stays unknown.
    pub fn plus(self, other: DecimalBounds) -> DecimalBounds {
        DecimalBounds {
            low: self.low.plus(other.low),
            high: self.high.zip(other.high).map(|(a, b)| a.plus(b)),
        }
    }

    /// Whether no number can lie in both.
    pub fn excludes(self, other: DecimalBounds) -> bool {
        self.high.is_some_and(|high| high < other.low)
            || other.high.is_some_and(|high| high < self.low)
    }
}

impl From<Bounds> for DecimalBounds {
    fn from(bounds: Bounds) -> DecimalBounds {
        DecimalBounds { low: Decimal::whole(bounds.low), high: bounds.high.map(Decimal::whole) }
    }
}

impl fmt::Display for DecimalBounds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.high {
            Some(high) if high == self.low => write!(f, "{high}"),
            Some(high) if self.low == Decimal::default() => write!(f, "up to {high}"),
            Some(high) => write!(f, "{}–{high}", self.low),
            None => write!(f, "at least {}", self.low),
        }
    }
}

/// One named part of a breakdown: a count, finer parts, or both.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Part {
    /// What the count is of, as the source divides it: an actor's id, a place, a munition, or
    /// `total`.
    pub name: Clean,
    /// The source's own figure for it; `None` where only its finer parts are counted.
    pub count: Option<Count>,
    /// The finer parts; empty where it is not divided further.
    pub parts: Vec<Part>,
    /// Of which: who is counted in it, never added to it or to each other, since they may overlap.
    pub of_which: Vec<Part>,
}

/// A count broken down by name: by actor, by place, by kind, by munition.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    /// In the order of the file; a `total` that the source gives is one of them.
    pub parts: Vec<Part>,
    /// Of which of all of them, whosever they were.
    pub of_which: Vec<Part>,
}

impl Counts {
    /// The `total` that the source itself gives; never computed.
    pub fn total(&self) -> Option<&Count> {
        self.of("total")
    }

    /// The count of the part of this name; `None` where there is no such part, or it has only finer
    /// ones.
    pub fn of(&self, name: &str) -> Option<&Count> {
        self.parts.iter().find(|part| &*part.name == name)?.count.as_ref()
    }

    /// The parts without the `total`.
    pub fn named(&self) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(|part| &*part.name != "total")
    }

    /// What is known of the whole: the source's total, else the sum of the parts, which is only a
    /// lower bound since a source need not list everyone.
    pub fn bounds(&self) -> Bounds {
        let listed: Bounds = self.named().map(Part::bounds).sum();
        let listed = Bounds { low: listed.low.max(most_of(&self.of_which)), ..listed };
        match self.total() {
            Some(total) => Bounds { low: total.bounds().low.max(listed.low), ..total.bounds() },
            None => Bounds { high: None, ..listed },
        }
    }
}

impl Part {
    /// Its own count or `total`, else the sum of its parts.
    pub fn bounds(&self) -> Bounds {
        let own = self
            .count
            .as_ref()
            .or_else(|| self.parts.iter().find(|part| &*part.name == "total")?.count.as_ref());
        match own {
            Some(count) => count.bounds(),
            None if self.of_which.is_empty() => self.parts.iter().map(Part::bounds).sum(),
            None => Bounds { low: most_of(&self.of_which), high: None },
        }
    }
}

/// The least that a whole can be by those who are counted in it, who may be the same people.
fn most_of(of_which: &[Part]) -> u64 {
    of_which.iter().map(|part| part.bounds().low).max().unwrap_or(0)
}

/// A count or a breakdown without those whom a figure counts and who did not die then: bodies that
/// were found, and people who died of earlier wounds.
pub fn deaths_of_then(bounds: Bounds, of_which: &[Part]) -> Bounds {
    let of = |name: &str| of_which.iter().find(|part| &*part.name == name).map(Part::bounds);
    let earlier = EARLIER_DEATHS.iter().filter_map(|name| of(name));
    earlier.fold(bounds, |all, earlier| Bounds {
        low: earlier.high.map_or(0, |high| all.low.saturating_sub(high)),
        high: all.high.map(|high| high.saturating_sub(earlier.low)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn bounds() -> impl Strategy<Value = Bounds> {
        (0..1000u64, proptest::option::of(0..1000u64))
            .prop_map(|(low, more)| Bounds { low, high: more.map(|more| low + more) })
    }

    #[test]
    fn bounds_round_outward() {
        let decimal = |text: &str| Decimal::read(text).unwrap();
        let bounds = DecimalBounds { low: decimal("12.5"), high: Some(decimal("14.67")) };
        assert_eq!(bounds.outward(), Bounds::new(12, 15));
        let other = DecimalBounds { low: decimal("14.7"), high: None };
        assert!(bounds.excludes(other) && !bounds.excludes(bounds));
    }

    #[test]
    fn an_unknown_part_makes_the_sum_at_least() {
        let unknown = Count { written: "unknown".into(), ..Count::default() };
        let sum: Bounds = [Count::exactly(3).bounds(), unknown.bounds()].into_iter().sum();
        assert_eq!(sum.to_string(), "at least 3");
    }

    #[test]
    fn parts_without_a_total_are_only_a_lower_bound() {
        let part = |name: &str, n| Part {
            name: name.into(),
            count: Some(Count::exactly(n)),
            parts: vec![],
            of_which: vec![],
        };
        let mut counts =
            Counts { parts: vec![part("russia", 3), part("turkey", 2)], of_which: vec![] };
        assert_eq!(counts.bounds(), Bounds { low: 5, high: None });
        counts.parts.push(part("total", 6));
        assert_eq!(counts.bounds(), Bounds::new(6, 6));
    }

    proptest! {
        #[test]
        fn sums_keep_their_bounds(a in bounds(), b in bounds(), x in 0..1000u64, y in 0..1000u64) {
            let sum = a.plus(b);
            prop_assert!(sum.low <= sum.high.unwrap_or(u64::MAX));
            // any value of a and any of b add up to a value of the sum
            let within = |n: u64, of: Bounds| n.max(of.low).min(of.high.unwrap_or(u64::MAX));
            let total = within(x, a) + within(y, b);
            prop_assert!(sum.low <= total && total <= sum.high.unwrap_or(u64::MAX));
        }

        #[test]
        fn exclusion_is_mutual_and_never_of_oneself(a in bounds(), b in bounds()) {
            prop_assert_eq!(a.excludes(b), b.excludes(a));
            prop_assert!(!a.excludes(a));
        }
    }
}
