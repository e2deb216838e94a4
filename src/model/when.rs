//! When something happened, as vague as its source: an interval of reporting days.

use std::fmt;

use chrono::{Datelike, NaiveDate, NaiveDateTime};

use super::Clean;

/// One reporting day, named by the date on which it ends.
pub type Day = NaiveDate;

/// Years that a scenario may speak of.
pub const FIRST_YEAR: i32 = 1900;
/// The last of them; a date past it is refused.
pub const LAST_YEAR: i32 = 2200;

/// The months as they are shown and typed.
pub const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// An interval of reporting days, `earliest` to `latest`, an open end missing; and what the
/// author wrote.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct When {
    /// The first day that it can have been; `None` where it has no beginning, or nobody knows one.
    pub earliest: Option<Day>,
    /// The last day that it can have been; `None` where it goes on, or nobody knows an end.
    pub latest: Option<Day>,
    /// The local calendar day and time of day, when a source gives a time. Past the reporting
    /// cut-off it is the day before the reporting day.
    pub moment: Option<NaiveDateTime>,
    /// The author's phrase, when there is one: "last week".
    pub words: Option<Clean>,
    /// The value as it stands in the file.
    pub written: Clean,
}

/// The days of a date without its words: what is counted, ordered and compared with.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Interval {
    /// The first day; `None` for an open beginning.
    pub earliest: Option<Day>,
    /// The last day; `None` for an open end.
    pub latest: Option<Day>,
}

impl When {
    /// Exactly that day, without a time or words of the author.
    pub fn on(day: Day) -> Self {
        When {
            earliest: Some(day),
            latest: Some(day),
            moment: None,
            words: None,
            written: day.to_string().into(),
        }
    }

    /// No day that is told, but one by which it had happened; in these words.
    pub fn by(latest: Day, words: &str) -> Self {
        let words = Clean::from(words);
        When {
            earliest: None,
            latest: Some(latest),
            moment: None,
            words: Some(words.clone()),
            written: words,
        }
    }

    /// The single day it names, when it names one.
    pub fn day(&self) -> Option<Day> {
        self.earliest.filter(|_| self.earliest == self.latest)
    }

    /// The first day on which it can be known at all when nobody says when it was published: the
    /// end of the interval; at an open end, the day after the one that was named.
    pub fn known_at_the_latest(&self) -> Option<Day> {
        match (self.earliest, self.latest) {
            (Some(_), Some(latest)) => Some(latest),
            (None, Some(latest)) => later(latest, 2), // before X: latest is the day before X
            (earliest, None) => earliest,             // after X: earliest is the day after X
        }
    }

    /// Whether no day can be in both intervals.
    pub fn excludes(&self, other: &When) -> bool {
        let before = |a: &When, b: &When| {
            a.latest.zip(b.earliest).is_some_and(|(latest, earliest)| latest < earliest)
        };
        before(self, other) || before(other, self)
    }

    /// Its days alone, to be counted or compared.
    pub fn interval(&self) -> Interval {
        Interval { earliest: self.earliest, latest: self.latest }
    }

    /// See [`Interval::touches`].
    pub fn touches(&self, first: Day, last: Day) -> bool {
        self.interval().touches(first, last)
    }

    /// See [`Interval::within`].
    pub fn within(&self, first: Day, last: Day) -> bool {
        self.interval().within(first, last)
    }

    /// See [`Interval::cut_to`].
    pub fn cut_to(&self, day: Day) -> When {
        let Interval { earliest, latest } = self.interval().cut_to(day);
        When { earliest, latest, ..self.clone() }
    }
}

impl Interval {
    /// The single day it names, when it names one.
    pub fn day(&self) -> Option<Day> {
        self.earliest.filter(|_| self.earliest == self.latest)
    }

    /// Its last day, else its first: what it is ordered by where one day has to do.
    pub fn end(&self) -> Option<Day> {
        self.latest.or(self.earliest)
    }

    /// First and last day, when both are known.
    pub fn closed(&self) -> Option<(Day, Day)> {
        self.earliest.zip(self.latest)
    }

    /// Whether any day of it can lie in `first..=last`.
    pub fn touches(&self, first: Day, last: Day) -> bool {
        self.earliest.is_none_or(|earliest| earliest <= last)
            && self.latest.is_none_or(|latest| latest >= first)
    }

    /// Whether all of it lies in `first..=last`; an open interval never does.
    pub fn within(&self, first: Day, last: Day) -> bool {
        self.earliest.is_some_and(|earliest| earliest >= first)
            && self.latest.is_some_and(|latest| latest <= last)
    }

    /// The same interval, ending no later than `day`: a report cannot come before its event.
    pub fn cut_to(self, day: Day) -> Interval {
        let latest = self.latest.map_or(day, |latest| latest.min(day));
        let latest = self.earliest.map_or(latest, |earliest| latest.max(earliest));
        Interval { latest: Some(latest), ..self }
    }
}

/// What the author wrote.
impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.words.as_ref().unwrap_or(&self.written))
    }
}

/// `day` moved by `days`, or `None` outside the calendar: never a panic.
pub fn later(day: Day, days: i64) -> Option<Day> {
    day.checked_add_signed(chrono::TimeDelta::try_days(days)?)
}

/// `jul`, `July` and all between: the number of the month.
pub fn month_number(word: &str) -> Option<u32> {
    const WHOLE: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = word.to_lowercase();
    let word = word.strip_suffix('.').unwrap_or(&word);
    let mut months = MONTHS.iter().zip(WHOLE).zip(1..);
    let is_it = |short: &str, whole: &str| {
        word.starts_with(&short.to_lowercase()) && (whole.starts_with(word) || word == "sept")
    };
    months.find(|((short, whole), _)| is_it(short, whole)).map(|(_, number)| number)
}

/// Whether a scenario may speak of this day.
pub fn in_range(day: Day) -> bool {
    (FIRST_YEAR..=LAST_YEAR).contains(&day.year())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn when() -> impl Strategy<Value = When> {
        let end = || proptest::option::of(0..2000i64);
        (end(), end()).prop_map(|(a, b)| {
            let at = |n: i64| later(day("2019-01-01"), n).unwrap();
            let (a, b) = if let (Some(a), Some(b)) = (a, b) {
                (Some(a.min(b)), Some(a.max(b)))
            } else {
                (a, b)
            };
            When { earliest: a.map(at), latest: b.map(at), ..When::on(at(0)) }
        })
    }

    #[test]
    fn an_open_end_is_known_from_the_day_after_the_named_one() {
        let before =
            When { earliest: None, latest: Some(day("2020-08-13")), ..When::on(day("2020-08-13")) };
        assert_eq!(before.known_at_the_latest(), Some(day("2020-08-15")), "before 14 August");
        let after = When { latest: None, ..When::on(day("2020-03-06")) };
        assert_eq!(after.known_at_the_latest(), Some(day("2020-03-06")), "after 5 March");
        assert_eq!(When::on(day("2020-07-14")).known_at_the_latest(), Some(day("2020-07-14")));
    }

    #[test]
    fn the_calendar_ends_without_a_panic() {
        assert_eq!(later(Day::MAX, 1), None);
        assert_eq!(later(day("2020-01-01"), i64::MAX), None);
    }

    proptest! {
        #[test]
        fn intervals_order(a in when(), b in when(), n in 0..2000i64) {
            prop_assert_eq!(a.excludes(&b), b.excludes(&a));
            prop_assert!(!a.excludes(&a));
            let cut = a.cut_to(later(day("2019-01-01"), n).unwrap());
            prop_assert!(cut.latest.is_some());
            prop_assert!(cut.earliest.is_none_or(|earliest| earliest <= cut.latest.unwrap()));
            let (first, last) = (day("2020-01-01"), day("2020-12-31"));
            prop_assert!(!a.within(first, last) || a.touches(first, last), "certain is possible");
        }
    }
}
