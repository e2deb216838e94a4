//! Dates as files write them: ISO, `16 May 2025`, `16-05-2025`, a month or a year alone. Where day and
//! month may be either, the column tells; where it does not, the date lies between its readings.

use crate::model::{Day, in_range, month_number};

/// In which order a column of numbers has day and month.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum DayOrder {
    /// Nothing in the column tells.
    #[default]
    Unknown,
    /// Some cell can only be read as day, then month: `16/05/2025`.
    DayFirst,
    /// Some cell can only be read as month, then day: `05/16/2025`.
    MonthFirst,
}

/// How dates of a column are written.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Style {
    /// `2025-05-16`, also with a time of day behind it.
    Iso,
    /// `16 May 2025`, `May 16, 2025`.
    Words,
    /// `16-05-2025`, `16/05/25`.
    Numbers,
    /// `2025-05`, `May 2025`.
    Month,
    /// `2025`.
    Year,
}

/// What a cell says, with how it was written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ReadDate {
    /// The first day that it can mean.
    pub first: Day,
    /// The last day that it can mean; the first again where a day is given.
    pub last: Day,
    /// How it is written, of which a column may mix several.
    pub style: Style,
    /// Day and month may be either, and the column does not tell.
    pub is_either: bool,
    /// It can only be read against the order of its column.
    pub is_other_order: bool,
}

impl Style {
    /// An example of a date written so, as the report on a feed shows it.
    pub fn word(self) -> &'static str {
        match self {
            Style::Iso => "2025-05-16",
            Style::Words => "16 May 2025",
            Style::Numbers => "16-05-2025",
            Style::Month => "2025-05",
            Style::Year => "2025",
        }
    }
}

/// Reads a cell; `None` where it names no day that a board may speak of.
pub fn read(cell: &str, order: DayOrder) -> Option<ReadDate> {
    let cell = cell.trim();
    if let Some(day) = iso(cell) {
        return whole(day, day, Style::Iso);
    }
    let parts: Vec<&str> =
        cell.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    let number = |part: &str| -> Option<u32> {
        let is_number = part.len() <= 4 && part.bytes().all(|b| b.is_ascii_digit());
        part.parse().ok().filter(|_| is_number)
    };
    match parts[..] {
        [year] if year.len() == 4 => {
            let year = number(year)?;
            whole(date(year, 1, 1)?, date(year, 12, 31)?, Style::Year)
        }
        [one, two] => {
            let (year, month) = match (month_number(one), month_number(two)) {
                (Some(month), None) => (number(two).filter(|_| two.len() == 4)?, month),
                (None, None) if one.len() == 4 => (number(one)?, number(two)?),
                (None, None) if two.len() == 4 => (number(two)?, number(one)?),
                _ => return None,
            };
            let first = date(year, month, 1)?;
            whole(first, end_of_month(first)?, Style::Month)
        }
        [_, _, _, ref rest @ ..] if !rest.is_empty() && !is_time(cell, rest) => None,
        [one, two, year, ..] if month_number(one).is_some() => {
            let day = date(full_year(year)?, month_number(one)?, number(two)?)?;
            whole(day, day, Style::Words)
        }
        [one, two, year, ..] if month_number(two).is_some() => {
            let day = date(full_year(year)?, month_number(two)?, number(one)?)?;
            whole(day, day, Style::Words)
        }
        // A year in front is ISO in other signs.
        [year, month, day, ..] if year.len() == 4 => {
            let day = date(number(year)?, number(month)?, number(day)?)?;
            whole(day, day, Style::Iso)
        }
        [one, two, year, ..] => numbers(number(one)?, number(two)?, full_year(year)?, order),
        _ => None,
    }
}

/// `16-05-2025`, in whatever order is possible.
fn numbers(one: u32, two: u32, year: u32, order: DayOrder) -> Option<ReadDate> {
    let (day_first, month_first) = (date(year, two, one), date(year, one, two));
    let read = |first: Day, last: Day, is_either: bool, is_other_order: bool| {
        let fits = in_range(first) && in_range(last);
        fits.then_some(ReadDate { first, last, style: Style::Numbers, is_either, is_other_order })
    };
    match (day_first, month_first, order) {
        (Some(one), Some(other), DayOrder::Unknown) => {
            read(one.min(other), one.max(other), one != other, false)
        }
        (Some(day), Some(_), DayOrder::DayFirst) | (Some(_), Some(day), DayOrder::MonthFirst) => {
            read(day, day, false, false)
        }
        (Some(day), None, order) => read(day, day, false, order == DayOrder::MonthFirst),
        (None, Some(day), order) => read(day, day, false, order == DayOrder::DayFirst),
        (None, None, _) => None,
    }
}

/// The order that the cells of a column tell, where none of them tells the other.
pub fn order_of<'a>(cells: impl Iterator<Item = &'a str>) -> DayOrder {
    let (mut is_day_first, mut is_month_first) = (false, false);
    for cell in cells {
        let is_against =
            |order: DayOrder| read(cell, order).is_some_and(|read| read.is_other_order);
        is_day_first |= is_against(DayOrder::MonthFirst);
        is_month_first |= is_against(DayOrder::DayFirst);
    }
    match (is_day_first, is_month_first) {
        (true, false) => DayOrder::DayFirst,
        (false, true) => DayOrder::MonthFirst,
        _ => DayOrder::Unknown,
    }
}

fn whole(first: Day, last: Day, style: Style) -> Option<ReadDate> {
    let fits = in_range(first) && in_range(last);
    fits.then_some(ReadDate { first, last, style, is_either: false, is_other_order: false })
}

/// Whether what stands behind a day is a time of day, and nothing that would change the day.
fn is_time(cell: &str, rest: &[&str]) -> bool {
    let digits =
        |part: &&str| part.len() <= 9 && part.bytes().all(|b| b.is_ascii_digit() || b == b'Z');
    cell.contains(':') && rest.iter().all(digits)
}

/// `2025-05-16`, alone or before a time of day: nearly all cells of nearly all files.
fn iso(cell: &str) -> Option<Day> {
    let bytes = cell.as_bytes();
    if bytes.len() < 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    let is_whole = match &bytes[10..] {
        [] => true,
        [b' ' | b'T', ..] => {
            let time = cell.get(11..).unwrap_or_default();
            is_time(cell, &time.split([':', '.', '+', '-', 'Z']).collect::<Vec<_>>())
        }
        _ => false,
    };
    if !is_whole {
        return None;
    }
    let number = |digits: &[u8]| {
        digits
            .iter()
            .try_fold(0u32, |sum, b| b.is_ascii_digit().then(|| sum * 10 + u32::from(b - b'0')))
    };
    date(number(&bytes[..4])?, number(&bytes[5..7])?, number(&bytes[8..10])?)
}

fn date(year: u32, month: u32, day: u32) -> Option<Day> {
    Day::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

fn end_of_month(first: Day) -> Option<Day> {
    first.checked_add_months(chrono::Months::new(1))?.pred_opt()
}

/// A year of four digits, or of two: 00 to 69 are of this century, as POSIX has it.
fn full_year(part: &str) -> Option<u32> {
    let number = part.parse().ok()?;
    match part.len() {
        4 => Some(number),
        2 if number < 69 => Some(2000 + number),
        2 => Some(1900 + number),
        _ => None,
    }
}

/// The days of the calendar month that a day lies in.
pub(super) fn month(day: Day) -> Option<(Day, Day)> {
    use chrono::Datelike;
    let first = day.with_day(1)?;
    Some((first, end_of_month(first)?))
}
