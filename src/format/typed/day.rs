//! A day as people type it: `2020-07-14`, `14 jul`, `yesterday`, `3d ago`, `D+100`,
//! `moscow-protocol+7d`.
//!
//! `now`, `today` and `yesterday` are days of the calendar, whatever day is looked at: whoever types
//! them means the day on which they are typed. `3d ago` and a day without a year are seen from the
//! day that is looked at.

use chrono::Datelike;

use crate::{
    format::{hint, read_day},
    model::{
        Clean, Day, Id, Key, Record, Refusal, Scenario, Table, Value, in_range, later, month_number,
    },
};

/// What a day may be typed as, for hints.
pub const DAY_FORMS: &str = "2020-07-14, 14 jul, 3d ago, D+100, moscow-protocol+7d, today";

/// Days ahead, and days back, that a day without a year may lie from the one that is looked at:
/// half a year and eleven months. Around New Year it is thus the nearer one.
const AHEAD: i64 = 183;
const BACK: i64 = 334;

/// The two days that a typed one may be told from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SeenFrom {
    /// The day that is looked at.
    pub as_of: Day,
    /// The calendar's day.
    pub today: Day,
}

/// Somebody who looks at the day that it is.
impl From<Day> for SeenFrom {
    fn from(day: Day) -> Self {
        SeenFrom { as_of: day, today: day }
    }
}

/// The day that `text` names, seen from two days. A month or year is its last day; a day without a
/// year is in the year that is looked at, around New Year in the one that is nearer.
pub fn typed_day(
    text: &str,
    scenario: &Scenario,
    seen_from: impl Into<SeenFrom>,
) -> Result<Day, Refusal> {
    let text = text.trim();
    let SeenFrom { as_of, today } = seen_from.into();
    let folded = text.to_lowercase();
    let read = read_day(text)
        .map(|(_, last)| last)
        .or_else(|| day_and_month(&folded, as_of))
        .or_else(|| of_the_calendar(&folded, today))
        .or_else(|| days_ago(&folded, as_of));
    let day = match read {
        Some(day) => Some(day),
        None => from_start(text, &folded, scenario)?,
    };
    day.filter(|day| in_range(*day))
        .ok_or_else(|| Refusal::new(format!("`{text}` is no day"), DAY_FORMS))
}

/// `14 jul`, `July 14`, `14 jul 2020`, `14.7.2020`.
fn day_and_month(folded: &str, as_of: Day) -> Option<Day> {
    let dotted: Vec<&str> = folded.split('.').collect();
    if let [day, month, year] = dotted[..] {
        let year = Some(year).filter(|year| !year.is_empty());
        return in_year(as_of, year, month.parse().ok()?, day.parse().ok()?);
    }
    let mut words = folded.split_whitespace();
    let (first, second) = (words.next()?, words.next()?);
    let year = words.next();
    let (day, month) = if first.starts_with(|c: char| c.is_ascii_digit()) {
        (first, second)
    } else {
        (second, first)
    };
    in_year(as_of, year, month_number(month)?, day.parse().ok()?).filter(|_| words.next().is_none())
}

fn in_year(as_of: Day, year: Option<&str>, month: u32, day: u32) -> Option<Day> {
    if let Some(year) = year {
        return Day::from_ymd_opt(year.parse().ok()?, month, day);
    }
    let of = |years: i32| Day::from_ymd_opt(as_of.year().checked_add(years)?, month, day);
    let fits = |day: &Day| (-BACK..=AHEAD).contains(&(*day - as_of).num_days());
    [of(0), of(-1), of(1)].into_iter().flatten().find(fits).or_else(|| of(0))
}

/// `now`, `today`, `yesterday`.
fn of_the_calendar(folded: &str, today: Day) -> Option<Day> {
    match folded {
        "now" | "today" => Some(today),
        "yesterday" => later(today, -1),
        _ => None,
    }
}

/// `3d ago`, `2w ago`, `3 days ago`.
fn days_ago(folded: &str, as_of: Day) -> Option<Day> {
    let span = folded.strip_suffix("ago")?.trim();
    later(as_of, days(span)?.checked_neg()?)
}

/// `7d`, `2w`, `7 days`, `7`.
fn days(span: &str) -> Option<i64> {
    let number = span.trim_end_matches(|c: char| c.is_ascii_alphabetic()).trim();
    let unit = span[number.len()..].trim();
    let times = match unit {
        "" | "d" | "day" | "days" => 1,
        "w" | "week" | "weeks" => 7,
        _ => return None,
    };
    number.parse::<i64>().ok()?.checked_mul(times)
}

/// `D+100` from the first agreement, `moscow-protocol+7d` from a record. `None` when it is neither.
fn from_start(text: &str, folded: &str, scenario: &Scenario) -> Result<Option<Day>, Refusal> {
    let Some(at) = text.rfind(['+', '-']).filter(|at| *at > 0) else { return Ok(None) };
    let sign = if text.as_bytes()[at] == b'-' { -1 } else { 1 };
    let Some(by) = folded.get(at + 1..).and_then(|span| days(span.trim())) else { return Ok(None) };
    let name = folded.get(..at).unwrap_or("").trim();
    let start = match name {
        "d" => scenario.table(Table::Agreement).first().and_then(first_day),
        name => {
            let Some(id) = Id::new(name) else { return Ok(None) };
            let Some(record) = scenario.find(&id) else {
                if name.chars().all(|c| c.is_ascii_digit() || c == '-') {
                    return Ok(None); // a date that does not exist, not a record less some days
                }
                let ids = scenario.records().iter().map(|record| record.id.as_str());
                let hint = hint(name, ids).or_else(|| Some(DAY_FORMS.into()));
                let message = format!("no record is called `{name}`");
                return Err(Refusal::hinted(message, hint));
            };
            first_day(record)
        }
    };
    let no_day = || Refusal::new(Clean::from(format!("`{name}` has no day of its own")), DAY_FORMS);
    Ok(later(start.ok_or_else(no_day)?, by * sign))
}

/// The day a record counts from: in force, else its date.
fn first_day(record: &Record) -> Option<Day> {
    let effective = record.get(Key::Effective).and_then(Value::as_when);
    let when = effective.or_else(|| record.date())?;
    when.earliest.or(when.latest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format;

    fn day(text: &str, as_of: &str) -> Result<String, Refusal> {
        let file = include_str!("../../../scenarios/idlib-2020.toml");
        let scenario = format::load(file.as_bytes(), "idlib").scenario.unwrap();
        typed_day(text, &scenario, as_of.parse::<Day>().unwrap()).map(|day| day.to_string())
    }

    #[test]
    fn days_as_people_type_them() {
        for (typed, wanted) in [
            ("2020-07-14", "2020-07-14"),
            ("2020-06", "2020-06-30"),
            ("14 jul", "2020-07-14"),
            ("July 14", "2020-07-14"),
            ("14 Sept.", "2020-09-14"),
            ("14.7.", "2020-07-14"),
            ("14.07.2019", "2019-07-14"),
            ("1 mar 2021", "2021-03-01"),
            ("today", "2020-08-14"),
            ("yesterday", "2020-08-13"),
            ("3d ago", "2020-08-11"),
            ("2 weeks ago", "2020-07-31"),
            ("D+100", "2020-06-14"),
            ("d-1", "2020-03-05"),
            ("moscow-protocol+7d", "2020-03-13"),
            ("patrol-14jul+1w", "2020-07-21"),
        ] {
            assert_eq!(day(typed, "2020-08-14").as_deref(), Ok(wanted), "{typed}");
        }
        let refused = day("moscow-protocl+7d", "2020-08-14").unwrap_err();
        assert_eq!(refused.hint.as_deref(), Some("did you mean `moscow-protocol`?"));
        for wrong in [
            "",
            "last week",
            "31 feb",
            "14 july-ish",
            "D+",
            "9999999999999999999d ago",
            "D+99999999",
            "1850-01-01",
            "İ+1",
        ] {
            assert!(day(wrong, "2020-08-14").is_err(), "{wrong}");
        }
    }

    #[test]
    fn today_is_the_calendars_day_whatever_day_is_looked_at() {
        let file = include_str!("../../../scenarios/idlib-2020.toml");
        let scenario = format::load(file.as_bytes(), "idlib").scenario.unwrap();
        let [as_of, today] = ["2020-08-14", "2026-11-29"].map(|day| day.parse().unwrap());
        let day = |text: &str| typed_day(text, &scenario, SeenFrom { as_of, today }).unwrap();
        for (typed, wanted) in [
            ("now", "2026-11-29"),
            ("Today", "2026-11-29"),
            ("yesterday", "2026-11-28"),
            ("1d ago", "2020-08-13"),
            ("14 jul", "2020-07-14"),
        ] {
            assert_eq!(day(typed).to_string(), wanted, "{typed}");
        }
    }

    #[test]
    fn around_new_year_a_day_is_the_nearer_one() {
        assert_eq!(day("28 dec", "2021-01-04").as_deref(), Ok("2020-12-28"));
        assert_eq!(day("2 jan", "2020-12-30").as_deref(), Ok("2021-01-02"));
        assert_eq!(day("1 mar", "2020-12-30").as_deref(), Ok("2020-03-01"));
        assert_eq!(day("1 dec", "2020-08-14").as_deref(), Ok("2020-12-01"));
        assert_eq!(day("14 jan", "2020-08-14").as_deref(), Ok("2020-01-14"));
        assert_eq!(day("29 feb", "2021-01-04").as_deref(), Ok("2020-02-29"));
    }
}
