//! A day as people type it: `2020-07-14`, `14 jul`, `3d ago`, `D+100`, `moscow-protocol+7d`, `now`.

use chrono::Datelike;

use super::{Clock, Unreadable};
use crate::{
    format::{hint, read_day},
    model::{Clean, Day, Id, Key, Record, Scenario, Table, Value, in_range, later},
};

/// A month may be cut short from its third letter on.
const MONTHS_IN_FULL: [&str; 12] = [
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

const FORMS: &str = "2020-07-14, 14 jul, 3d ago, D+100, moscow-protocol+7d, now";

/// The day that `text` names, seen from the day of `clock`. A month or year is its last day;
/// `now` is today, or the last day of the file when that is earlier.
pub fn typed_day(
    text: &str,
    scenario: &Scenario,
    clock: Clock,
    today: Day,
) -> Result<Day, Unreadable> {
    let text = text.trim();
    let folded = text.to_lowercase();
    if folded == "now" {
        let last = scenario.period().map_or(today, |(_, last)| last.min(today));
        return Ok(last);
    }
    let read = read_day(text)
        .map(|(_, last)| last)
        .or_else(|| day_and_month(&folded, clock.as_of))
        .or_else(|| ago(&folded, clock.as_of));
    let day = match read {
        Some(day) => Some(day),
        None => from_start(text, &folded, scenario)?,
    };
    day.filter(|day| in_range(*day)).ok_or_else(|| Unreadable {
        message: format!("`{text}` is no day").into(),
        hint: Some(FORMS.into()),
    })
}

/// `14 jul`, `14 jul 2020`; without a year the one that is looked at.
fn day_and_month(folded: &str, seen_from: Day) -> Option<Day> {
    let mut words = folded.split_whitespace();
    let (first, second) = (words.next()?, words.next()?);
    let year = match words.next() {
        Some(year) => year.parse().ok()?,
        None => seen_from.year(),
    };
    let (day, month) = if first.starts_with(|c: char| c.is_ascii_digit()) {
        (first, second)
    } else {
        (second, first)
    };
    let month =
        MONTHS_IN_FULL.iter().position(|name| month.len() >= 3 && name.starts_with(month))?;
    Day::from_ymd_opt(year, u32::try_from(month).ok()? + 1, day.parse().ok()?)
        .filter(|_| words.next().is_none())
}

/// `3d ago`, `2w ago`, `3 days ago`.
fn ago(folded: &str, seen_from: Day) -> Option<Day> {
    let span = folded.strip_suffix("ago")?.trim();
    later(seen_from, days(span)?.checked_neg()?)
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

/// `D+100` from the first agreement, `moscow-protocol+7d` from a record. None when it is neither.
fn from_start(text: &str, folded: &str, scenario: &Scenario) -> Result<Option<Day>, Unreadable> {
    let Some(at) = text.rfind(['+', '-']).filter(|at| *at > 0) else { return Ok(None) };
    let sign = if text.as_bytes()[at] == b'-' { -1 } else { 1 };
    let Some(by) = days(folded[at + 1..].trim()) else { return Ok(None) };
    let name = folded[..at].trim();
    let start = match name {
        "d" => scenario.table(Table::Agreement).first().and_then(first_day),
        name => {
            let record = Id::new(name).and_then(|id| scenario.find(&id).cloned());
            let Some(record) = record else {
                if name.chars().all(|c| c.is_ascii_digit() || c == '-') {
                    return Ok(None); // a date that does not exist, not a record less some days
                }
                let ids = scenario.records().iter().map(|record| record.id.as_str());
                let hint = hint(name, ids).or_else(|| Some(FORMS.into()));
                return Err(Unreadable {
                    message: format!("no record is called `{name}`").into(),
                    hint,
                });
            };
            first_day(&record)
        }
    };
    let no_day = || Unreadable {
        message: Clean::from(format!("`{name}` has no day of its own")),
        hint: Some(FORMS.into()),
    };
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

    #[test]
    fn days_as_people_type_them() {
        let text = include_str!("../../scenarios/idlib-2020.toml");
        let scenario = format::load(text.as_bytes(), "idlib").scenario.unwrap();
        let today = "2026-11-22".parse().unwrap();
        let clock = Clock::then("2020-08-14".parse().unwrap());
        let day = |text: &str| typed_day(text, &scenario, clock, today).map(|day| day.to_string());
        for (typed, wanted) in [
            ("2020-07-14", "2020-07-14"),
            ("2020-06", "2020-06-30"),
            ("14 jul", "2020-07-14"),
            ("July 14", "2020-07-14"),
            ("9 sept 2020", "2020-09-09"),
            ("1 mar 2021", "2021-03-01"),
            ("3d ago", "2020-08-11"),
            ("2 weeks ago", "2020-07-31"),
            ("D+100", "2020-06-14"),
            ("d-1", "2020-03-05"),
            ("moscow-protocol+7d", "2020-03-13"),
            ("patrol-14jul+1w", "2020-07-21"),
        ] {
            assert_eq!(day(typed).as_deref(), Ok(wanted), "{typed}");
        }
        let refused = day("moscow-protocl+7d").unwrap_err();
        assert_eq!(refused.hint.as_deref(), Some("did you mean `moscow-protocol`?"));
        let refused = day("2020-02-30").unwrap_err();
        assert_eq!(refused.message.to_string(), "`2020-02-30` is no day");
        for wrong in [
            "",
            "14 ju",
            "14 jull",
            "2020-13",
            "2020-07-32",
            "yesterday",
            "31 feb",
            "D+",
            "9999999999999999999d ago",
            "D+99999999",
            "1850-01-01",
        ] {
            assert!(day(wrong).is_err(), "{wrong}");
        }
    }
}
