//! A day as people type it: `2020-07-14`, `14 jul`, `mon`, `yesterday`, `3d ago`, `D+100`,
//! `moscow-protocol+7d`.
//!
//! What leaves the year out is looked for where the scenario has something to tell: `14 aug` typed
//! in April is the one of which records speak. Only a written year, `now` and `today` lead out of
//! it. `now` and `today` are days of the calendar, `asof` is the day that is looked at, `last` the
//! last one in the file. `yesterday`, `last week` and `mon` are seen from the calendar's day while
//! the scenario is kept up, else from the day that is looked at; `3d ago` always from the latter.

use chrono::{Datelike, Weekday};

use crate::{
    format::{hint, read_day},
    model::{
        Clean, Day, Id, Key, MONTHS, Record, Refusal, Scenario, Table, Value, in_range, later,
        month_number,
    },
};

/// What a day may be typed as, for hints.
pub const DAY_FORMS: &str = "2020-07-14, 14 jul, mon, yesterday, last week, 3d ago, D+100, \
                             moscow-protocol+7d, today, asof, last";

/// Days ahead, and days back, that a day without a year may lie from the one that is looked at
/// before another year is tried: half a year and eleven months. Around New Year it is thus the
/// nearer one.
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

/// The day that `text` names, seen from two days; of a week, a month or a year the last one.
pub fn typed_day(
    text: &str,
    scenario: &Scenario,
    seen_from: impl Into<SeenFrom>,
) -> Result<Day, Refusal> {
    let text = text.trim();
    let read =
        DayReading { scenario, seen_from: seen_from.into(), may_lead_out: false }.day(text)?;
    read.filter(|day| in_range(*day))
        .ok_or_else(|| Refusal::new(format!("`{text}` is no day"), &forms_without(text)))
}

/// The forms of a day, without the one that was typed.
fn forms_without(typed: &str) -> String {
    let forms = DAY_FORMS.split(", ").filter(|form| !form.eq_ignore_ascii_case(typed));
    forms.collect::<Vec<_>>().join(", ")
}

/// What days are read against.
#[derive(Clone, Copy)]
pub(super) struct DayReading<'s> {
    pub scenario: &'s Scenario,
    pub seen_from: SeenFrom,
    /// Whether a day without a year may lie where the scenario tells of nothing.
    pub may_lead_out: bool,
}

/// The days that a scenario tells of: from the first on, to the last unless it is kept up.
struct Told {
    first: Day,
    last: Option<Day>,
}

impl DayReading<'_> {
    /// The day that is meant; `None` of what is no day, and a reason of one that cannot be.
    pub fn day(self, text: &str) -> Result<Option<Day>, Refusal> {
        let folded = text.to_lowercase();
        if let Some(span) = self.span(&folded) {
            return span.map(|(_, last)| Some(last));
        }
        if is_of_a_day(text) {
            return Err(no_such_day(text, text.get(..7)));
        }
        if let Some(day) = self.day_and_month(text, &folded) {
            return day.map(Some);
        }
        let SeenFrom { as_of, today } = self.seen_from;
        let named = match folded.as_str() {
            "now" | "today" => Some(today),
            "asof" | "as of" => Some(as_of),
            "last" => Some(self.scenario.last_day().unwrap_or(today)),
            "yesterday" => later(self.here(), -1),
            _ => weekday(&folded, self.here()).or_else(|| days_ago(&folded, as_of)),
        };
        match named {
            Some(day) => Ok(Some(day)),
            None => from_start(text, &folded, self.scenario),
        }
    }

    /// Why a text that is written as a day is none.
    pub fn impossible(self, text: &str) -> Option<Refusal> {
        // What hangs on a record is no day by itself.
        let is_plain = is_of_a_day(text) || !text.contains(['+', '-']);
        if is_plain { self.day(text).err() } else { None }
    }

    /// The first and last day of a week, a month or a year; of a whole date that day twice.
    pub fn span(self, folded: &str) -> Option<Result<(Day, Day), Refusal>> {
        if let Some(days) = read_day(folded) {
            return Some(Ok(days));
        }
        if folded == "last week" {
            let monday = i64::from(self.here().weekday().num_days_from_monday());
            let days = later(self.here(), -monday - 7).zip(later(self.here(), -monday - 1))?;
            return Some(Ok(days));
        }
        let mut words = folded.split_whitespace();
        let month = month_number(words.next()?)?;
        let days = |year: i32| {
            let first = Day::from_ymd_opt(year, month, 1)?;
            Some((first, later(first, i64::from(days_of_month(year, month)) - 1)?))
        };
        match (words.next(), words.next()) {
            (None, _) => Some(self.in_some_year(folded, days)),
            (Some(year), None) if year.len() == 4 => days(year.parse().ok()?).map(Ok),
            _ => None,
        }
    }

    /// Where `yesterday` and `mon` are seen from.
    fn here(self) -> Day {
        let SeenFrom { as_of, today } = self.seen_from;
        if self.scenario.is_kept_up(today) { today } else { as_of }
    }

    /// `14 jul`, `July 14`, `14 jul 2020`, `14.7.2020`.
    fn day_and_month(self, text: &str, folded: &str) -> Option<Result<Day, Refusal>> {
        let dotted: Vec<&str> = folded.split('.').collect();
        let (day, month, year) = if let [day, month, year] = dotted[..] {
            (day, month.parse().ok()?, Some(year).filter(|year| !year.is_empty()))
        } else {
            let mut words = folded.split_whitespace();
            let (first, second, year) = (words.next()?, words.next()?, words.next());
            let is_first = first.starts_with(|c: char| c.is_ascii_digit());
            let (day, month) = if is_first { (first, second) } else { (second, first) };
            if words.next().is_some() {
                return None;
            }
            (day, month_number(month)?, year)
        };
        let day: u32 = day.parse().ok()?;
        let year: Option<i32> = match year {
            Some(year) => Some(year.parse().ok()?),
            None => None,
        };
        // In a leap year, where none is written.
        let exists = Day::from_ymd_opt(year.unwrap_or(2000), month, day).is_some();
        if !exists {
            let written = year.map(|year| format!("{year:04}-{month:02}"));
            let of_month = format!("-{month:02}");
            return Some(Err(no_such_day(text, Some(written.as_deref().unwrap_or(&of_month)))));
        }
        let on = |year: i32| Day::from_ymd_opt(year, month, day).map(|day| (day, day));
        Some(match year {
            Some(year) => on(year).map(|(day, _)| day).ok_or_else(|| no_such_day(text, None)),
            None => self.in_some_year(text, on).map(|(day, _)| day),
        })
    }

    /// The days of the year that is meant where none is written: of those that the scenario tells
    /// of the nearest to the day that is looked at. What it tells nothing of needs its year.
    fn in_some_year(
        self,
        text: &str,
        days: impl Fn(i32) -> Option<(Day, Day)>,
    ) -> Result<(Day, Day), Refusal> {
        let SeenFrom { as_of, today } = self.seen_from;
        let this = as_of.year();
        let fits = |(day, _): &(Day, Day)| (-BACK..=AHEAD).contains(&(*day - as_of).num_days());
        let near = [this, this - 1, this + 1].map(&days);
        let usual = near.into_iter().flatten().find(fits).or(near[0]);
        let Some(told) = self.told() else {
            return usual.ok_or_else(|| no_such_day(text, None));
        };
        let last_year = told.last.map_or(as_of.max(today).year() + 1, |last| last.year());
        let is_told = |(first, last): &(Day, Day)| {
            *last >= told.first && told.last.is_none_or(|end| *first <= end)
        };
        let mut all: Vec<(Day, Day)> =
            (told.first.year()..=last_year).filter_map(&days).filter(is_told).collect();
        // Another year of it only where none lies around the day that is looked at.
        if let Some(usual) = usual.filter(|usual| all.contains(usual)) {
            return Ok(usual);
        }
        all.sort_by_key(|(day, _)| (*day - as_of).num_days().abs());
        all.first().copied().ok_or_else(|| self.outside(text, &told, usual))
    }

    /// What the scenario tells of. `None` where that is not known: rows of feeds have days of
    /// their own.
    fn told(self) -> Option<Told> {
        if self.may_lead_out || !self.scenario.table(Table::Feed).is_empty() {
            return None;
        }
        let (first, _) = self.scenario.happenings().or_else(|| self.scenario.period())?;
        let last = self.scenario.last_day();
        let is_open = self.scenario.is_kept_up(self.seen_from.today);
        Some(Told { first, last: last.filter(|_| !is_open) })
    }

    fn outside(self, text: &str, told: &Told, usual: Option<(Day, Day)>) -> Refusal {
        let from = in_full(told.first);
        let runs = match told.last {
            Some(last) => format!("it runs from {from} to {}", in_full(last)),
            None => format!("it runs from {from}"),
        };
        let year = usual.map_or(self.seen_from.as_of.year(), |(day, _)| day.year());
        let message = format!("this board tells of no {text}: {runs}");
        let between = if text.ends_with('.') { "" } else { " " };
        Refusal::new(message, &format!("a written year leads out of it: {text}{between}{year}"))
    }
}

/// `14 Aug 2020`
fn in_full(day: Day) -> String {
    format!("{} {} {}", day.day(), MONTHS[day.month0() as usize], day.year())
}

fn days_of_month(year: i32, month: u32) -> u32 {
    (28..=31).rev().find(|day| Day::from_ymd_opt(year, month, *day).is_some()).unwrap_or(31)
}

/// Whether a text is written as `2020-07-14` is.
fn is_of_a_day(text: &str) -> bool {
    let fits = |(n, b): (usize, u8)| if n == 4 || n == 7 { b == b'-' } else { b.is_ascii_digit() };
    text.len() == 10 && text.bytes().enumerate().all(fits)
}

/// A day that no calendar has; `of` is its month, `2019-02` or `-02`, where it is one.
fn no_such_day(text: &str, of: Option<&str>) -> Refusal {
    let message = format!("`{text}`: there is no such day");
    let in_month = of.and_then(|of| {
        let (year, month) = of.rsplit_once('-')?;
        let month: u32 = month.parse().ok().filter(|month| (1..=12).contains(month))?;
        let name = MONTHS[usize::try_from(month).ok()? - 1];
        Some(match year.parse::<i32>() {
            Ok(year) => format!("{name} {year} has {} days", days_of_month(year, month)),
            Err(_) => format!("{name} has {} days at most", days_of_month(2000, month)),
        })
    });
    Refusal::hinted(message, in_month.map(Clean::from))
}

/// `mon`, `monday`: the last one, the day itself included; `last mon` is before it.
fn weekday(folded: &str, here: Day) -> Option<Day> {
    let (name, from) = match folded.strip_prefix("last ") {
        Some(name) => (name.trim(), later(here, -1)?),
        None => (folded, here),
    };
    let is_name = name.len() >= 3 && name.bytes().all(|b| b.is_ascii_lowercase());
    let wanted: Weekday = name.parse().ok().filter(|_| is_name)?;
    (0..7).filter_map(|back| later(from, -back)).find(|day| day.weekday() == wanted)
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
            ("mon", "2020-08-10"),
            ("Friday", "2020-08-14"),
            ("last fri", "2020-08-07"),
            ("last week", "2020-08-09"),
            ("jun", "2020-06-30"),
            ("june 2019", "2019-06-30"),
            ("asof", "2020-08-14"),
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
            "31 feb",
            "last thing",
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
            ("asof", "2020-08-14"),
            ("last", &scenario.last_day().unwrap().to_string()),
            // Nobody keeps this file up: these are of its own time.
            ("yesterday", "2020-08-13"),
            ("last week", "2020-08-09"),
            ("mon", "2020-08-10"),
            ("1d ago", "2020-08-13"),
            ("14 jul", "2020-07-14"),
        ] {
            assert_eq!(day(typed).to_string(), wanted, "{typed}");
        }
    }

    /// A board of two events, opened on a day of the calendar.
    fn seen(text: &str, days: [&str; 2], as_of: &str, today: &str) -> Result<String, String> {
        let event = |day: &str| {
            format!("[[event]]\ndate = {day}\nkind = \"x\"\nwhat = \"x\"\nsource = \"desk\"\n")
        };
        let file = format!(
            "format = 1\nscenario = {{ id = \"x\", title = \"X\" }}\n{}{}",
            event(days[0]),
            event(days[1])
        );
        let scenario = format::load(file.as_bytes(), "x").scenario.unwrap();
        let [as_of, today] = [as_of, today].map(|day| day.parse().unwrap());
        let read = typed_day(text, &scenario, SeenFrom { as_of, today });
        read.map(|day| day.to_string()).map_err(|error| error.to_string())
    }

    #[test]
    fn a_day_without_a_year_is_one_that_the_scenario_tells_of() {
        let days = ["2020-03-05", "2020-11-24"];
        let day = |text| seen(text, days, "2021-04-10", "2026-11-30");
        assert_eq!(day("14 aug").as_deref(), Ok("2020-08-14"), "not of 2021");
        assert_eq!(day("10 mar").as_deref(), Ok("2020-03-10"));
        assert_eq!(day("mar").as_deref(), Ok("2020-03-31"), "a part of it is told of");
        assert_eq!(day("14 aug 2021").as_deref(), Ok("2021-08-14"));
        assert_eq!(
            day("14 jan").unwrap_err(),
            "this board tells of no 14 jan: it runs from 5 Mar 2020 to 24 Nov 2020; \
             a written year leads out of it: 14 jan 2021"
        );
        // Of several years that it tells of, the one that is looked at.
        let long = ["2011-03-15", "2020-11-24"];
        assert_eq!(seen("14 aug", long, "2016-12-01", "2026-11-30").unwrap(), "2016-08-14");
        assert_eq!(seen("14 aug", long, "2024-01-01", "2026-11-30").unwrap(), "2020-08-14");
    }

    #[test]
    fn a_board_that_is_kept_up_runs_on() {
        let day = |text, as_of| seen(text, ["2026-02-01", "2026-11-20"], as_of, "2026-11-30");
        assert_eq!(day("3 dec", "2026-11-30").as_deref(), Ok("2026-12-03"));
        assert_eq!(day("14 jul", "2026-11-30").as_deref(), Ok("2026-07-14"));
        for as_of in ["2026-11-30", "2026-05-01"] {
            assert_eq!(day("yesterday", as_of).as_deref(), Ok("2026-11-29"), "of the calendar");
            assert_eq!(day("mon", as_of).as_deref(), Ok("2026-11-30"));
            assert_eq!(day("last week", as_of).as_deref(), Ok("2026-11-29"));
        }
        assert_eq!(day("asof", "2026-05-01").as_deref(), Ok("2026-05-01"));
    }

    #[test]
    fn a_day_that_no_calendar_has_is_none() {
        for (typed, told) in [
            ("31 feb", "`31 feb`: there is no such day; Feb has 29 days at most"),
            ("31.4.", "`31.4.`: there is no such day; Apr has 30 days at most"),
            ("29 feb 2019", "`29 feb 2019`: there is no such day; Feb 2019 has 28 days"),
            ("2020-06-31", "`2020-06-31`: there is no such day; Jun 2020 has 30 days"),
            ("2020-13-01", "`2020-13-01`: there is no such day"),
        ] {
            assert_eq!(day(typed, "2020-08-14").unwrap_err().to_string(), told);
        }
        let refused = day("Last weak", "2020-08-14").unwrap_err();
        assert_eq!(refused.hint.as_deref(), Some(DAY_FORMS));
    }

    #[test]
    fn around_new_year_a_day_is_the_nearer_one() {
        let day = |text, as_of| seen(text, ["2019-01-05", "2022-11-24"], as_of, "2026-11-30");
        assert_eq!(day("28 dec", "2021-01-04").as_deref(), Ok("2020-12-28"));
        assert_eq!(day("2 jan", "2020-12-30").as_deref(), Ok("2021-01-02"));
        assert_eq!(day("1 mar", "2020-12-30").as_deref(), Ok("2020-03-01"));
        assert_eq!(day("1 dec", "2020-08-14").as_deref(), Ok("2020-12-01"));
        assert_eq!(day("14 jan", "2020-08-14").as_deref(), Ok("2020-01-14"));
        assert_eq!(day("29 feb", "2021-01-04").as_deref(), Ok("2020-02-29"));
    }
}
