//! Dates as people write them, read into intervals of reporting days.

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeZone};
use chrono_tz::Tz;
use toml::value::{Datetime, Offset};

use crate::model::{Day, FIRST_YEAR, Header, LAST_YEAR, Refusal, When, in_range, later};

/// How times of day become reporting days.
#[derive(Clone, Copy, Debug)]
pub struct Calendar {
    /// The zone that days are local to.
    pub zone: Tz,
    /// Minutes after local midnight at which the reporting day ends; 1440 is midnight itself.
    pub day_ends: u32,
}

impl Default for Calendar {
    fn default() -> Self {
        Calendar { zone: Tz::UTC, day_ends: 24 * 60 }
    }
}

const FORMS: &str = "a date is 2020-07-14, \"2020-06\", \"2020\", { from = …, to = … }, { before = … } or { after = … }";

impl Calendar {
    /// A date or time as TOML knows it.
    pub fn read(&self, date: &Datetime) -> Result<When, Refusal> {
        let Some(day) = date.date else {
            return Err(Refusal::new("a time of day alone is no date", FORMS));
        };
        let day = NaiveDate::from_ymd_opt(day.year.into(), day.month.into(), day.day.into())
            .ok_or_else(|| Refusal::new("a date that does not exist", FORMS))?;
        let written = date.to_string();
        let Some(time) = date.time else {
            return checked(When { written: written.into(), ..When::on(day) });
        };
        let seconds = time.second.unwrap_or(0).min(59).into();
        let time = NaiveTime::from_hms_opt(time.hour.into(), time.minute.into(), seconds)
            .ok_or_else(|| Refusal::new("a time that does not exist", FORMS))?;
        let local = match date.offset {
            None => NaiveDateTime::new(day, time),
            Some(offset) => self.to_local(NaiveDateTime::new(day, time), offset)?,
        };
        let day = self.reporting_day(local)?;
        checked(When { moment: Some(local), written: written.into(), ..When::on(day) })
    }

    fn to_local(self, moment: NaiveDateTime, offset: Offset) -> Result<NaiveDateTime, Refusal> {
        let minutes = match offset {
            Offset::Z => 0,
            Offset::Custom { minutes } => minutes.into(),
        };
        let utc = chrono::TimeDelta::try_minutes(minutes)
            .and_then(|ahead| moment.checked_sub_signed(ahead))
            .ok_or_else(|| Refusal::new("a time outside the calendar", FORMS))?;
        Ok(self.zone.from_utc_datetime(&utc).naive_local())
    }

    /// The calendar of a scenario.
    pub fn of(header: &Header) -> Calendar {
        let zone = header.timezone.parse().unwrap_or(Tz::UTC);
        Calendar { zone, day_ends: header.day_ends }
    }

    /// The moment, as a local clock shows it, of so many seconds of Unix time.
    pub fn local(self, seconds: i64) -> Option<NaiveDateTime> {
        let utc = chrono::DateTime::from_timestamp(seconds, 0)?;
        Some(self.zone.from_utc_datetime(&utc.naive_utc()).naive_local())
    }

    /// The reporting day of such a moment.
    pub fn day_of(self, seconds: i64) -> Option<Day> {
        self.reporting_day(self.local(seconds)?).ok()
    }

    /// The reporting day that a local moment belongs to: past the cut-off, the next one.
    fn reporting_day(self, local: NaiveDateTime) -> Result<Day, Refusal> {
        use chrono::Timelike;
        let seconds = local.time().num_seconds_from_midnight();
        if seconds <= self.day_ends * 60 {
            return Ok(local.date());
        }
        later(local.date(), 1).ok_or_else(|| Refusal::new("a day outside the calendar", FORMS))
    }
}

/// `"2020-06"`, `"2020"`, and a full date that was quoted.
pub fn read_quoted(text: &str) -> Result<When, Refusal> {
    let refused = || {
        let hint = if text.parse::<Datetime>().is_ok() { "write it without quotes" } else { FORMS };
        Refusal::new(format!("`{text}` is no date"), hint)
    };
    let mut parts = text.trim().split('-');
    let number = |part: Option<&str>, digits: usize| -> Option<Option<u32>> {
        match part {
            None => Some(None),
            Some(part) if part.len() == digits && part.bytes().all(|b| b.is_ascii_digit()) => {
                Some(part.parse().ok())
            }
            Some(_) => None,
        }
    };
    let read = || {
        Some((
            number(parts.next(), 4)??,
            number(parts.next(), 2)?,
            number(parts.next(), 2)?,
            parts.next(),
        ))
    };
    let mut read = read;
    let Some((year, month, day, None)) = read() else { return Err(refused()) };
    let year = i32::try_from(year).map_err(|_| refused())?;
    let date = |month, day| NaiveDate::from_ymd_opt(year, month, day);
    let (first, last) = match (month, day) {
        (None, _) => (date(1, 1), date(12, 31)),
        (Some(month), None) => (date(month, 1), date(month, 1).and_then(last_of_month)),
        (Some(month), Some(day)) => (date(month, day), date(month, day)),
    };
    let (Some(first), Some(last)) = (first, last) else {
        return Err(Refusal::new(format!("`{text}` is no date that exists"), FORMS));
    };
    checked(When { latest: Some(last), written: text.trim().into(), ..When::on(first) })
}

/// A day, month or year as typed into a filter: its first and last day.
pub fn read_day(text: &str) -> Option<(Day, Day)> {
    let when = read_quoted(text).ok()?;
    when.earliest.zip(when.latest)
}

fn last_of_month(first: Day) -> Option<Day> {
    let next = if first.month() == 12 {
        NaiveDate::from_ymd_opt(first.year().checked_add(1)?, 1, 1)
    } else {
        NaiveDate::from_ymd_opt(first.year(), first.month() + 1, 1)
    };
    next?.pred_opt()
}

/// Refuses days that no scenario may speak of.
pub fn checked(when: When) -> Result<When, Refusal> {
    if [when.earliest, when.latest].into_iter().flatten().all(in_range) {
        return Ok(when);
    }
    Err(Refusal::new(format!("a year outside {FIRST_YEAR}–{LAST_YEAR}"), "check the year"))
}

/// `HH:MM` up to `24:00`, in minutes after midnight.
pub fn read_cutoff(text: &str) -> Option<u32> {
    let (hours, minutes) = text.split_once(':')?;
    let digits = |part: &str| part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
    let two = |part: &str| digits(part).then(|| part.parse::<u32>().ok()).flatten();
    let total = two(hours)? * 60 + two(minutes).filter(|minutes| *minutes < 60)?;
    (1..=24 * 60).contains(&total).then_some(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(calendar: Calendar, text: &str) -> String {
        let when = calendar.read(&text.parse().unwrap()).ok().unwrap();
        when.day().unwrap().to_string()
    }

    #[test]
    fn a_time_past_the_cut_off_belongs_to_the_next_day() {
        let osce = Calendar { zone: chrono_tz::Europe::Kyiv, day_ends: 19 * 60 + 30 };
        assert_eq!(read(osce, "2020-07-27T19:30:00"), "2020-07-27");
        assert_eq!(read(osce, "2020-07-27T19:31:00"), "2020-07-28");
        assert_eq!(read(osce, "2020-07-27"), "2020-07-27");
        assert_eq!(read(Calendar::default(), "2020-07-27T23:59:59"), "2020-07-27");
    }

    #[test]
    fn an_offset_is_turned_into_local_time() {
        let damascus = Calendar { zone: chrono_tz::Asia::Damascus, day_ends: 24 * 60 };
        assert_eq!(read(damascus, "2020-07-14T05:50:00Z"), "2020-07-14");
        assert_eq!(read(damascus, "2020-07-14T23:00:00Z"), "2020-07-15");
    }

    #[test]
    fn months_and_years_are_intervals() {
        let span = |text| {
            read_quoted(text)
                .ok()
                .map(|when| format!("{}..{}", when.earliest.unwrap(), when.latest.unwrap()))
        };
        assert_eq!(span("2020-02").unwrap(), "2020-02-01..2020-02-29");
        assert_eq!(span("2020").unwrap(), "2020-01-01..2020-12-31");
        for wrong in
            ["2020-13", "20-01", "June", "2020-06-31", "2020-6", "1850", "2020-01-01-01", ""]
        {
            assert!(span(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn the_cut_off_is_a_time_of_day() {
        assert_eq!(read_cutoff("24:00"), Some(1440));
        assert_eq!(read_cutoff("19:30"), Some(1170));
        for wrong in ["25:00", "24:01", "7:30", "19.30", "00:00", "-1:00", "+7:30", "07:+5"] {
            assert_eq!(read_cutoff(wrong), None, "{wrong}");
        }
    }
}
