//! Counts as people write them: "several", "nearly 1,000,000", "2-5", "none reported".

use std::{error::Error, fmt};

use super::{Count, Decimal, Decimals, MOST, Reason};

/// How a phrase before a number bounds it.
#[derive(Clone, Copy)]
enum Bound {
    AtLeast,
    AtMost,
    MoreThan,
    LessThan,
    Nearly,
    About,
}

/// Longer phrases stand before the shorter ones that begin them.
const PHRASES: &[(&str, Bound)] = &[
    ("no fewer than", Bound::AtLeast),
    ("no less than", Bound::AtLeast),
    ("at least", Bound::AtLeast),
    ("no more than", Bound::AtMost),
    ("more than", Bound::MoreThan),
    ("over", Bound::MoreThan),
    ("fewer than", Bound::LessThan),
    ("less than", Bound::LessThan),
    ("under", Bound::LessThan),
    ("up to", Bound::AtMost),
    ("at most", Bound::AtMost),
    ("nearly", Bound::Nearly),
    ("almost", Bound::Nearly),
    ("about", Bound::About),
    ("around", Bound::About),
    ("approximately", Bound::About),
    ("some", Bound::About),
];

impl Bound {
    /// What it makes of a number; `None` where that says nothing that can be.
    fn of(self, n: Decimal) -> Option<Decimals> {
        let none = Decimals::default();
        // Beside a number with decimals there is no next one.
        let next = || if n.is_whole() { n.plus(Decimal::whole(1)) } else { n };
        let one_less = || {
            if n.is_whole() { n.floor().checked_sub(1).map(Decimal::whole) } else { Some(n) }
        };
        Some(match self {
            Bound::AtLeast => Decimals { low: Some(n), ..none },
            Bound::AtMost => Decimals { high: Some(n), ..none },
            Bound::MoreThan => Decimals { low: Some(next()), ..none },
            Bound::LessThan => Decimals { high: Some(one_less()?), ..none },
            Bound::Nearly => Decimals { best: Some(n), high: Some(n), ..none },
            Bound::About => Decimals { best: Some(n), ..none },
        })
    }
}

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
pub fn in_numbers<N>(low: Option<N>, best: Option<N>, high: Option<N>) -> String
where
    N: fmt::Display + PartialEq,
{
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

/// A pattern, as schemas have them, of the texts that are read as counts; of numbers out of order or
/// out of range it lets some through.
pub fn pattern() -> String {
    let any_case = |word: &str| -> String {
        let sign = |c: char| match c {
            ' ' => " ".to_owned(),
            c => format!("[{}{c}]", c.to_ascii_uppercase()),
        };
        word.chars().map(sign).collect()
    };
    let all = |words: &mut dyn Iterator<Item = &'static str>| -> String {
        words.map(any_case).collect::<Vec<_>>().join("|")
    };
    let words = all(&mut WORDS.iter().map(|(word, _)| *word));
    let phrases = all(&mut PHRASES.iter().map(|(phrase, _)| *phrase));
    let times = all(&mut ["thousand", "million"].into_iter());
    let number = format!("[0-9][0-9,_' \u{a0}\u{202f}]*(\\.[0-9]+)? *({times})?");
    format!("^\\s*({words}|(({phrases}) +)?{number}|{number} *[-–] *{number})\\s*$")
}

/// Reads a count in words.
pub fn read(text: &str) -> Result<Count, Unread> {
    let folded = text.trim().to_lowercase();
    let count = match WORDS.iter().find(|(word, _)| *word == folded) {
        Some((_, low)) => Count { low: *low, ..Count::default() },
        None => of_figures(figures(&folded).ok_or(Unread::NoCount)?),
    };
    let fits = [count.low, count.best, count.high].into_iter().flatten().all(|n| n <= MOST);
    if fits { Ok(Count { written: text.trim().into(), ..count }) } else { Err(Unread::TooMany) }
}

/// A count of these figures: a measured one where any of them has decimals.
pub fn of_figures(figures: Decimals) -> Count {
    let all = [figures.low, figures.best, figures.high];
    let count = Count::measured(figures);
    if all.into_iter().flatten().all(Decimal::is_whole) {
        return Count { decimals: None, ..count };
    }
    count
}

fn figures(folded: &str) -> Option<Decimals> {
    for (phrase, bound) in PHRASES {
        if let Some(rest) = folded.strip_prefix(phrase).filter(|rest| rest.starts_with(' ')) {
            return bound.of(number(rest.trim())?); // "fewer than 0" says nothing that can be
        }
    }
    for dash in ['-', '–'] {
        if let Some((low, high)) = folded.split_once(dash) {
            let (low, high) = (low.trim(), high.trim());
            // "2-5 million" is two million to five million.
            let times = times_of(high).filter(|_| times_of(low).is_none());
            let low = number(low)?.times(times.map_or(1, |(_, times)| times));
            let high = number(high)?;
            let figures = Decimals { low: Some(low), best: None, high: Some(high) };
            return (low <= high).then_some(figures);
        }
    }
    let exact = Some(number(folded)?);
    Some(Decimals { low: exact, best: exact, high: exact })
}

/// The digits before `thousand` or `million`, and how many times they stand for.
fn times_of(text: &str) -> Option<(&str, u64)> {
    [("thousand", 1_000), ("million", 1_000_000)]
        .into_iter()
        .find_map(|(word, times)| text.strip_suffix(word).map(|digits| (digits.trim_end(), times)))
}

/// Digits with separators of thousands, perhaps with decimals, perhaps followed by `thousand` or
/// `million`.
fn number(text: &str) -> Option<Decimal> {
    let (digits, times) = times_of(text).unwrap_or((text, 1));
    let (digits, behind) = match digits.split_once('.') {
        Some((digits, behind)) => (digits, format!(".{behind}")),
        None => (digits, String::new()),
    };
    let separators = [',', '_', '\'', '\u{a0}', '\u{202f}', ' '];
    let first = digits.chars().next()?;
    let plain: String = digits.chars().filter(|c| !separators.contains(c)).collect();
    let grouped = plain.len() == digits.len()
        || digits.split(&separators[..]).skip(1).all(|group| group.len() == 3);
    if !first.is_ascii_digit() || !grouped {
        return None;
    }
    // More digits than fit are no less a number: saturated, it is told to be too large.
    Some(Decimal::read(&format!("{plain}{behind}"))?.times(times))
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
