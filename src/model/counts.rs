//! Counts as people write them: "several", "nearly 1,000,000", "2-5", "none reported".

use std::{error::Error, fmt};

use super::{Count, MOST, Reason};

/// How a phrase before a number bounds it.
type Bound = fn(u64) -> Count;

/// Longer phrases stand before the shorter ones that begin them.
const PHRASES: &[(&str, Bound)] = &[
    ("no fewer than", |n| Count { low: Some(n), ..Count::default() }),
    ("no less than", |n| Count { low: Some(n), ..Count::default() }),
    ("at least", |n| Count { low: Some(n), ..Count::default() }),
    ("no more than", |n| Count { high: Some(n), ..Count::default() }),
    ("more than", |n| Count { low: Some(n.saturating_add(1)), ..Count::default() }),
    ("over", |n| Count { low: Some(n.saturating_add(1)), ..Count::default() }),
    ("fewer than", |n| Count { high: n.checked_sub(1), ..Count::default() }),
    ("less than", |n| Count { high: n.checked_sub(1), ..Count::default() }),
    ("under", |n| Count { high: n.checked_sub(1), ..Count::default() }),
    ("up to", |n| Count { high: Some(n), ..Count::default() }),
    ("at most", |n| Count { high: Some(n), ..Count::default() }),
    ("nearly", |n| Count { best: Some(n), high: Some(n), ..Count::default() }),
    ("almost", |n| Count { best: Some(n), high: Some(n), ..Count::default() }),
    ("about", |n| Count { best: Some(n), ..Count::default() }),
    ("around", |n| Count { best: Some(n), ..Count::default() }),
    ("approximately", |n| Count { best: Some(n), ..Count::default() }),
    ("some", |n| Count { best: Some(n), ..Count::default() }),
];

const WORDS: &[(&str, Option<u64>)] = &[
    ("several", Some(2)),
    ("dozens", Some(24)),
    ("hundreds", Some(200)),
    ("none reported", Some(0)),
    ("unknown", None),
];

/// The forms that are understood, for whoever wrote another.
pub const FORMS: &str = "a count is 3, \"several\", \"about 1000\", \"nearly 1,000\", \"more than 5\", \"at least 5\", \"fewer than 50\", \"up to 9\", \"2-5\", \"none reported\", \"unknown\" or { low, best, high, words }";

/// What is printed of an estimate to which its author gives no words.
pub fn in_numbers(low: Option<u64>, best: Option<u64>, high: Option<u64>) -> String {
    match (low, best, high) {
        (Some(low), Some(best), Some(high)) if low == high && best == low => best.to_string(),
        (Some(low), Some(best), Some(high)) => format!("{best} ({low}–{high})"),
        (Some(low), None, Some(high)) => format!("{low}–{high}"),
        (low, best, high) => [
            low.map(|n| format!("at least {n}")),
            best.map(|n| format!("about {n}")),
            high.map(|n| format!("up to {n}")),
        ]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(", "),
    }
}

/// Why a count in words is none.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unread {
    /// Nobody could say what it means.
    NoCount,
    /// It is larger than any count of a scenario.
    TooMany,
}

impl fmt::Display for Unread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Unread::NoCount => "it is no count",
            Unread::TooMany => "it is larger than any count",
        })
    }
}

impl Error for Unread {}

impl Reason for Unread {}

/// Reads a count in words.
pub fn read(text: &str) -> Result<Count, Unread> {
    let folded = text.trim().to_lowercase();
    let count = bare(&folded).ok_or(Unread::NoCount)?;
    let fits = [count.low, count.best, count.high].into_iter().flatten().all(|n| n <= MOST);
    if fits { Ok(Count { written: text.trim().into(), ..count }) } else { Err(Unread::TooMany) }
}

fn bare(folded: &str) -> Option<Count> {
    if let Some((_, low)) = WORDS.iter().find(|(word, _)| *word == folded) {
        return Some(Count { low: *low, ..Count::default() });
    }
    for (phrase, bound) in PHRASES {
        if let Some(rest) = folded.strip_prefix(phrase).filter(|rest| rest.starts_with(' ')) {
            let count = bound(number(rest.trim())?);
            let says_something = count.low.or(count.best).or(count.high).is_some();
            return says_something.then_some(count); // "fewer than 0" says nothing that can be
        }
    }
    for dash in ['-', '–'] {
        if let Some((low, high)) = folded.split_once(dash) {
            let (low, high) = (low.trim(), high.trim());
            // "2-5 million" is two million to five million.
            let times = times_of(high).filter(|_| times_of(low).is_none());
            let low = number(low)?.saturating_mul(times.map_or(1, |(_, times)| times));
            let high = number(high)?;
            return (low <= high).then_some(Count {
                low: Some(low),
                high: Some(high),
                ..Count::default()
            });
        }
    }
    number(folded).map(Count::exactly)
}

/// The digits before `thousand` or `million`, and how many times they stand for.
fn times_of(text: &str) -> Option<(&str, u64)> {
    [("thousand", 1_000), ("million", 1_000_000)]
        .into_iter()
        .find_map(|(word, times)| text.strip_suffix(word).map(|digits| (digits.trim_end(), times)))
}

/// Digits with separators of thousands, perhaps followed by `thousand` or `million`.
fn number(text: &str) -> Option<u64> {
    let (digits, times) = times_of(text).unwrap_or((text, 1));
    let separators = [',', '_', '\'', '\u{a0}', '\u{202f}', ' '];
    let first = digits.chars().next()?;
    let plain: String = digits.chars().filter(|c| !separators.contains(c)).collect();
    let grouped = plain.len() == digits.len()
        || digits.split(&separators[..]).skip(1).all(|group| group.len() == 3);
    if !first.is_ascii_digit() || !grouped || !plain.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    // More digits than fit are no less a number: saturated, it is told to be too large.
    Some(plain.parse::<u64>().unwrap_or(u64::MAX).saturating_mul(times))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> (Option<u64>, Option<u64>, Option<u64>) {
        let count = read(text).unwrap_or_else(|_| panic!("{text}"));
        (count.low, count.best, count.high)
    }

    #[test]
    fn every_written_form_of_the_format() {
        assert_eq!(parts("several"), (Some(2), None, None));
        assert_eq!(parts("dozens"), (Some(24), None, None));
        assert_eq!(parts("hundreds"), (Some(200), None, None));
        assert_eq!(parts("about 1000000"), (None, Some(1_000_000), None));
        assert_eq!(parts("nearly 1,000,000"), (None, Some(1_000_000), Some(1_000_000)));
        assert_eq!(parts("more than 200,000"), (Some(200_001), None, None));
        assert_eq!(parts("at least 5"), (Some(5), None, None));
        assert_eq!(parts("fewer than 50"), (None, None, Some(49)));
        assert_eq!(parts("up to 9"), (None, None, Some(9)));
        assert_eq!(parts("2-5"), (Some(2), None, Some(5)));
        assert_eq!(parts("none reported"), (Some(0), None, None));
        assert_eq!(parts("unknown"), (None, None, None));
        assert_eq!(parts("Nearly 1 million"), (None, Some(1_000_000), Some(1_000_000)));
        assert_eq!(parts("12"), (Some(12), Some(12), Some(12)));
        assert_eq!(parts("2-5 million"), (Some(2_000_000), None, Some(5_000_000)));
        assert_eq!(parts("900 thousand – 1 million"), (Some(900_000), None, Some(1_000_000)));
    }

    #[test]
    fn the_authors_words_are_kept() {
        assert_eq!(&*read(" Nearly 1,000,000 ").unwrap().written, "Nearly 1,000,000");
    }

    #[test]
    fn what_nobody_can_read_is_refused() {
        for wrong in [
            "",
            "lots",
            "-3",
            "5-2",
            "fewer than 0",
            "about",
            "1,00",
            "at least -1",
            "two",
            "1e3",
            "nearly",
        ] {
            assert_eq!(read(wrong), Err(Unread::NoCount), "{wrong:?}");
        }
        for large in ["1000000000001", "9999999999999999999999", "about 9999999 million"] {
            assert_eq!(read(large), Err(Unread::TooMany), "{large:?}");
        }
    }
}
