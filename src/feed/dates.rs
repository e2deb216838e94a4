//! Dates as files write them: one small table of forms, and how each is read. Where day and month may
//! be either, the column tells; where it does not, the date lies between its readings.

use std::{borrow::Cow, sync::Arc};

use chrono::{NaiveDate, NaiveDateTime, Weekday};
use serde::{Deserialize, Serialize};

use super::{
    blanks::trimmed,
    digits::western,
    months::{joined, month as month_number},
};
use crate::model::{Day, in_range};

/// In which order a column of numbers has day and month.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub enum DayOrder {
    /// Nothing in the column tells.
    #[default]
    Unknown,
    /// Some cell can only be read as day, then month: `16/05/2025`.
    DayFirst,
    /// Some cell can only be read as month, then day: `05/16/2025`.
    MonthFirst,
}

/// How a column of dates is read.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct DateForm {
    /// Which of day and month stands first where both are numbers.
    pub order: DayOrder,
    /// Whether its numbers are days since the end of 1899, as spreadsheets count them.
    pub has_serials: bool,
    /// The form that the scenario names, in the signs of `strftime`; `None` for those of the table.
    pub format: Option<Arc<str>>,
}

/// How dates of a column are written.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Style {
    /// `2025-05-16`, also with a time of day behind it.
    Iso,
    /// `20250516`.
    Compact,
    /// `16 May 2025`, `May 16, 2025`.
    Words,
    /// `16-05-2025`, `16/05/25`.
    Numbers,
    /// `2025-W20-5`.
    Week,
    /// `2025-136`.
    DayOfYear,
    /// `45793`.
    Serial,
    /// As `date_format` says.
    Named,
    /// `2025-05`, `May 2025`.
    Month,
    /// `2025`.
    Year,
}

/// The forms that are read: each with an example, and what is to be known of it.
pub const DATE_FORMS: &[(Style, &str, &str)] = &[
    (
        Style::Iso,
        "2025-05-16",
        "also 2025/05/16, 2025.05.16, 2025年5月16日; the day 00 is the whole month",
    ),
    (Style::Compact, "20250516", "eight digits, also with a time: 20250516T1030Z"),
    (
        Style::Words,
        "16 May 2025",
        "also May 16, 2025, Fri May 16 2025, 16-May-25, 16th May 2025, 16 de mayo de 2025; months in \
         English, French, Spanish, Arabic, Russian, Ukrainian and Turkish, or begun with three letters",
    ),
    (
        Style::Numbers,
        "16-05-2025",
        "also 16/05/25, 16.05.25; whether day or month stands first the whole column tells, else it \
         lies between both; of 20-07-14 nobody can say which is the year",
    ),
    (Style::Week, "2025-W20-5", "a day of an ISO week"),
    (Style::DayOfYear, "2025-136", "a day of a year"),
    (Style::Serial, "45793", "days as spreadsheets count them, where the whole column is such"),
    (
        Style::Named,
        "by date_format",
        "`date_format` names any other: \"%d|%m|%y\", in the signs of strftime",
    ),
    (Style::Month, "2025-05", "also 05/2025, May 2025, May-25: some day of it"),
    (Style::Year, "2025", "some day of it"),
];

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
    /// The one order that it can be read in, [`DayOrder::Unknown`] if it is another day in each;
    /// `None` where the order does not matter.
    pub tells: Option<DayOrder>,
}

impl Style {
    /// An example of a date written so, as the report on a feed shows it.
    pub fn word(self) -> &'static str {
        DATE_FORMS.iter().find(|(style, ..)| *style == self).map_or("?", |(_, example, _)| example)
    }
}

/// Reads a cell; `None` where it names no day that a board may speak of.
pub fn read(cell: &str, form: &DateForm) -> Option<ReadDate> {
    let cell = bare(cell);
    let cell = cell.as_ref();
    // About that day is not that day.
    if cell.contains(['~', '?', '≈', '±']) {
        return None;
    }
    if let Some(format) = &form.format {
        let day = by_format(cell, format)?;
        return whole(day, day, Style::Named);
    }
    if let Some(day) = iso(cell) {
        return whole(day, day, Style::Iso);
    }
    if form.has_serials && is_serial(cell) {
        let day = serial(cell)?;
        return whole(day, day, Style::Serial);
    }
    let compact = cell.split_once('T').filter(|(_, time)| is_compact_time(time));
    let compact = compact.map_or(cell, |(day, _)| day);
    if compact.len() == 8 && compact.bytes().all(|b| b.is_ascii_digit()) {
        let (number, split) = (compact.parse::<u32>().ok()?, 10_000);
        return day_or_month(number / split, number / 100 % 100, number % 100, Style::Compact);
    }
    let text = joined(cell);
    let cell = text.as_deref().unwrap_or(cell);
    in_parts(cell, form.order)
}

/// Whether what stands behind a `T` is a time of day without colons: `1030Z`, `103000+0300`.
fn is_compact_time(time: &str) -> bool {
    let (time, zone) = time.split_at(time.find(['Z', '+', '-']).unwrap_or(time.len()));
    let is_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let is_zone =
        zone.is_empty() || zone == "Z" || matches!(zone.len(), 3 | 5) && is_digits(&zone[1..]);
    matches!(time.len(), 2 | 4 | 6) && is_digits(time) && is_zone
}

/// A cell in western digits, without what spreadsheets and programs put around a date.
fn bare(cell: &str) -> Cow<'_, str> {
    let cell = western(trimmed(cell));
    let strip = |text: &str| -> Option<String> {
        let inner = text.strip_prefix("=\"").and_then(|text| text.strip_suffix('"'));
        inner.or_else(|| text.strip_prefix('\'')).map(|text| text.trim().to_owned())
    };
    match strip(&cell) {
        Some(stripped) => Cow::Owned(stripped),
        None => cell,
    }
}

fn by_format(cell: &str, format: &str) -> Option<Day> {
    let day = NaiveDate::parse_from_str(cell, format).ok();
    day.or_else(|| Some(NaiveDateTime::parse_from_str(cell, format).ok()?.date()))
}

fn in_parts(cell: &str, order: DayOrder) -> Option<ReadDate> {
    let is_sign = |c: char| !c.is_alphanumeric() || matches!(c, '年' | '月' | '日');
    let parts = cell.split(is_sign).filter(|part| !part.is_empty());
    let mut parts: Vec<&str> = parts.filter(|part| !is_filler(part)).collect();
    // The day of the week says nothing that the date does not.
    if parts.len() > 3 && is_weekday(parts[0]) {
        parts.remove(0);
    }
    let number = |part: &str| -> Option<u32> {
        let digits = ordinal(part);
        let is_number = digits.len() <= 4 && digits.bytes().all(|b| b.is_ascii_digit());
        digits.parse().ok().filter(|_| is_number)
    };
    let is_year = |part: &str| part.len() == 4 && part.bytes().all(|b| b.is_ascii_digit());
    match parts[..] {
        [year] if year.len() == 4 => {
            let year = number(year)?;
            whole(date(year, 1, 1)?, date(year, 12, 31)?, Style::Year)
        }
        [year, days] if is_year(year) && days.len() == 3 && number(days).is_some() => {
            let day = NaiveDate::from_yo_opt(i32::try_from(number(year)?).ok()?, number(days)?)?;
            whole(day, day, Style::DayOfYear)
        }
        [year, week, day] if is_year(year) && week.starts_with('W') => {
            let week = number(&week[1..])?;
            let weekday =
                Weekday::try_from(u8::try_from(number(day)?.checked_sub(1)?).ok()?).ok()?;
            let day =
                NaiveDate::from_isoywd_opt(i32::try_from(number(year)?).ok()?, week, weekday)?;
            whole(day, day, Style::Week)
        }
        [one, two] => {
            let (year, month) = match (month_number(one), month_number(two)) {
                (Some(month), None) if two.len() == 4 => (number(two)?, month),
                // Spreadsheets write a month so; with a blank between it may be a day without a year.
                (Some(month), None) if cell.contains('-') => (full_year(two)?, month),
                (None, Some(month)) => (number(one).filter(|_| one.len() == 4)?, month),
                (None, None) if one.len() == 4 => (number(one)?, number(two)?),
                (None, None) if two.len() == 4 => (number(two)?, number(one)?),
                _ => return None,
            };
            whole_month(year, month)
        }
        [_, _, _, ref rest @ ..] if !rest.is_empty() && !is_time(cell, rest) => None,
        [one, two, year, ..] if month_number(one).is_some() => {
            let day = date(full_year(year)?, month_number(one)?, number(two)?)?;
            whole(day, day, Style::Words)
        }
        [one, two, other, ..] if month_number(two).is_some() => {
            let (day, year) = if is_year(one) { (other, one) } else { (one, other) };
            let day = date(full_year(year)?, month_number(two)?, number(day)?)?;
            whole(day, day, Style::Words)
        }
        // A year in front is ISO in other signs.
        [year, month, day, ..] if year.len() == 4 => {
            day_or_month(number(year)?, number(month)?, number(day)?, Style::Iso)
        }
        [one, two, year, ..] => {
            // `20-07-14` may begin or end with the year.
            if year.len() == 2 && one.len() == 2 && cell.contains('-') {
                return None;
            }
            let (one, two, year) = (number(one)?, number(two)?, full_year(year)?);
            if one == 0 && two > 0 {
                whole_month(year, two)
            } else {
                numbers(one, two, year, order)
            }
        }
        _ => None,
    }
}

/// Whether a cell is `20-07-14`, of which nobody can say which end is the year.
pub(super) fn has_two_ends(cell: &str) -> bool {
    let cell = bare(cell);
    let parts: Vec<&str> = cell.split('-').collect();
    let is_short = |part: &&str| part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
    parts.len() == 3 && parts.iter().all(is_short)
}

/// Whether a cell is `Jul-20`, which was read as a month of a year, and may have been meant for a day.
pub(super) fn is_month_of_short_year(cell: &str) -> bool {
    let cell = bare(cell);
    cell.split_once('-')
        .is_some_and(|(month, year)| month_number(month.trim()).is_some() && year.trim().len() == 2)
}

/// A day, or where it is 00 its month.
fn day_or_month(year: u32, month: u32, day: u32, style: Style) -> Option<ReadDate> {
    if day == 0 {
        return whole_month(year, month);
    }
    let day = date(year, month, day)?;
    whole(day, day, style)
}

fn whole_month(year: u32, month: u32) -> Option<ReadDate> {
    let first = date(year, month, 1)?;
    whole(first, end_of_month(first)?, Style::Month)
}

/// `16-05-2025`, in whatever order is possible.
fn numbers(one: u32, two: u32, year: u32, order: DayOrder) -> Option<ReadDate> {
    let (day_first, month_first) = (date(year, two, one), date(year, one, two));
    let tells = match (day_first, month_first) {
        (Some(_), None) => DayOrder::DayFirst,
        (None, Some(_)) => DayOrder::MonthFirst,
        _ => DayOrder::Unknown,
    };
    let read = |first: Day, last: Day, is_either: bool| {
        let fits = in_range(first) && in_range(last);
        let is_other_order =
            ![order, DayOrder::Unknown].contains(&tells) && order != DayOrder::Unknown;
        let is_open = tells != DayOrder::Unknown || one != two;
        let (style, tells) = (Style::Numbers, is_open.then_some(tells));
        fits.then_some(ReadDate { first, last, style, is_either, is_other_order, tells })
    };
    match (day_first, month_first, order) {
        (Some(one), Some(other), DayOrder::Unknown) => {
            read(one.min(other), one.max(other), one != other)
        }
        (Some(day), Some(_), DayOrder::DayFirst) | (Some(_), Some(day), DayOrder::MonthFirst) => {
            read(day, day, false)
        }
        (Some(day), None, _) | (None, Some(day), _) => read(day, day, false),
        (None, None, _) => None,
    }
}

fn whole(first: Day, last: Day, style: Style) -> Option<ReadDate> {
    let fits = in_range(first) && in_range(last);
    let (is_either, is_other_order, tells) = (false, false, None);
    fits.then_some(ReadDate { first, last, style, is_either, is_other_order, tells })
}

/// Words that stand between the parts of a date or before its time: `14 de julio de 2020`, `à 10:00`.
fn is_filler(part: &str) -> bool {
    matches!(part, "de" | "del" | "à" | "at" | "um" | "of" | "г" | "р" | "року" | "года")
}

fn is_weekday(part: &str) -> bool {
    part.parse::<Weekday>().is_ok()
}

/// `14` of `14th`, `1` of `1er`.
fn ordinal(part: &str) -> &str {
    let ends = ["st", "nd", "rd", "th", "er"];
    let digits = ends.iter().find_map(|end| part.strip_suffix(end));
    digits.filter(|digits| (1..=2).contains(&digits.len())).unwrap_or(part)
}

/// Whether what stands behind a day is a time of day, and nothing that would change the day.
fn is_time(cell: &str, rest: &[&str]) -> bool {
    let is_digits = |part: &str| {
        let digits = part.trim_end_matches('Z');
        part.len() <= 9 && digits.bytes().all(|b| b.is_ascii_digit())
    };
    let is_zone =
        |part: &str| (2..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_uppercase());
    let small =
        |part: &str| matches!(part.to_ascii_lowercase().as_str(), "am" | "pm" | "uhr" | "h");
    cell.contains(':') && rest.iter().all(|part| is_digits(part) || is_zone(part) || small(part))
}

/// `2025-05-16`, alone or before a time of day or a zone: nearly all cells of nearly all files.
fn iso(cell: &str) -> Option<Day> {
    let bytes = cell.as_bytes();
    if bytes.len() < 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    let is_whole = match &bytes[10..] {
        [] | [b'Z'] => true,
        [b'+' | b'-', zone @ ..] => {
            let is_zone = |b: &u8| b.is_ascii_digit() || *b == b':';
            (4..=5).contains(&zone.len()) && zone.iter().all(is_zone)
        }
        [b' ' | b'T', ..] => {
            let time = cell.get(11..).unwrap_or_default();
            let parts = time.split([':', '.', ',', '+', '-', 'Z', ' ']);
            is_time(cell, &parts.filter(|part| !part.is_empty()).collect::<Vec<_>>())
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

/// Whether a cell may be a day as spreadsheets count them: 1954 to 2119, perhaps with a time.
pub fn is_serial(cell: &str) -> bool {
    let cell = trimmed(cell);
    let (days, time) = cell.split_once('.').unwrap_or((cell, ""));
    let is_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    days.len() == 5 && is_digits(days) && is_digits(time) && ("20000".."80000").contains(&days)
}

fn serial(cell: &str) -> Option<Day> {
    let days = cell.trim().split('.').next()?.parse().ok()?;
    Day::from_ymd_opt(1899, 12, 30)?.checked_add_days(chrono::Days::new(days))
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
