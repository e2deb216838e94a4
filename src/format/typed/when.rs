//! A date as people type it, in TOML: one day or time, an interval, an open end, and the words.

use chrono::{Datelike, NaiveTime};

use super::{
    day::{DayReading, SeenFrom},
    quote,
};
use crate::model::{Day, Refusal, Scenario, in_range};

const FORMS: &str = "a date is 2020-07-14, 14 jul, 14 jul 08:50, yesterday, last week, jun 2020, \
                     7-13 aug, before 14 aug, after 5 mar, any of them with words: \
                     7-13 aug \"at the weekend\"";

/// The TOML text of a date, seen from two days.
pub fn when(typed: &str, scenario: &Scenario, seen_from: SeenFrom) -> Result<String, Refusal> {
    let (rest, words) = quoted_words(typed);
    if rest.is_empty() {
        let message = format!("`{}` names no day by itself", typed.trim());
        return Err(Refusal::new(message, FORMS));
    }
    let look = Look { scenario, seen_from, may_lead_out: false };
    let folded = rest.to_ascii_lowercase();
    if let Some((from, to)) = look.week(&folded) {
        // They are told of the week that they were typed in.
        let words = quote(words.unwrap_or(rest));
        return Ok(format!("{{ from = {from}, to = {to}, words = {words} }}"));
    }
    let words = words.map(|words| format!(", words = {}", quote(words))).unwrap_or_default();
    if let Some(one) = look.one(rest) {
        return Ok(if words.is_empty() { one } else { format!("{{ on = {one}{words} }}") });
    }
    for (word, key) in [("before ", "before"), ("until ", "before"), ("after ", "after")] {
        let Some(day) = folded.starts_with(word).then(|| &rest[word.len()..]) else { continue };
        // Until a day is with it, before it is without.
        let one = look.one(day).ok_or_else(|| no_date(typed))?;
        if word == "until " {
            let next = look.day(day).and_then(|day| crate::model::later(day, 1));
            let next = next.ok_or_else(|| no_date(typed))?;
            return Ok(format!("{{ {key} = {next}{words} }}"));
        }
        return Ok(format!("{{ {key} = {one}{words} }}"));
    }
    if let Some((from, to)) = look.interval(rest) {
        return Ok(format!("{{ from = {from}, to = {to}{words} }}"));
    }
    match look.reading().day(rest) {
        // As in 31 feb and moscow-protocl+7d; of an interval its ends are typed.
        Err(error) if !rest.starts_with(is_digit) || !rest.contains(['-', '–']) || is_iso(rest) => {
            Err(error)
        }
        _ => Err(no_date(typed)),
    }
}

fn no_date(typed: &str) -> Refusal {
    let typed = typed.trim();
    if typed.split('/').count() == 3 {
        let message = format!("`{typed}`: which is the day, which the month?");
        return Refusal::new(message, "write 2020-07-14 or 14 jul 2020");
    }
    Refusal::new(format!("`{typed}` is no date"), FORMS)
}

/// The text without the phrase in double quotes at its end or its start, and the phrase.
fn quoted_words(typed: &str) -> (&str, Option<&str>) {
    let typed = typed.trim();
    if let Some((rest, words)) = typed.strip_suffix('"').and_then(|text| text.rsplit_once('"')) {
        return (rest.trim(), Some(words.trim()).filter(|words| !words.is_empty()));
    }
    if let Some((words, rest)) = typed.strip_prefix('"').and_then(|text| text.split_once('"')) {
        return (rest.trim(), Some(words.trim()).filter(|words| !words.is_empty()));
    }
    (typed, None)
}

struct Look<'s> {
    scenario: &'s Scenario,
    seen_from: SeenFrom,
    may_lead_out: bool,
}

impl Look<'_> {
    /// One day, time, month or year, in TOML; `None` when it is none of them.
    fn one(&self, text: &str) -> Option<String> {
        let text = text.trim();
        if is_iso(text) {
            // Of a time the reader says whether it exists.
            return (text.len() > 10 || self.day(text).is_some()).then(|| text.to_owned());
        }
        if let Some(month) = self.month(text) {
            return Some(month);
        }
        if let Some((day, time)) = split_time(text) {
            let day = if day.is_empty() { Some(self.seen_from.as_of) } else { self.day(day) };
            return day.map(|day| format!("{day}T{time}"));
        }
        self.day(text).map(|day| day.to_string())
    }

    fn reading(&self) -> DayReading<'_> {
        let Look { scenario, seen_from, may_lead_out } = *self;
        DayReading { scenario, seen_from, may_lead_out }
    }

    fn day(&self, text: &str) -> Option<Day> {
        self.reading().day(text.trim()).ok().flatten().filter(|day| in_range(*day))
    }

    /// A week by its words: its first and last day.
    fn week(&self, folded: &str) -> Option<(Day, Day)> {
        let (from, to) = self.reading().span(folded.trim())?.ok()?;
        ((to - from).num_days() == 6).then_some((from, to))
    }

    /// `2020`, `2020-06`, `jun 2020`, `june`: a quoted year or month.
    fn month(&self, text: &str) -> Option<String> {
        let digits =
            |text: &str, many| text.len() == many && text.bytes().all(|b| b.is_ascii_digit());
        let is_month = text.len() == 7
            && text
                .split_once('-')
                .is_some_and(|(year, month)| digits(year, 4) && digits(month, 2));
        if digits(text, 4) || is_month {
            return Some(format!("\"{text}\""));
        }
        let (from, to) = self.reading().span(&text.to_lowercase())?.ok()?;
        ((27..31).contains(&(to - from).num_days())).then(|| from.format("\"%Y-%m\"").to_string())
    }

    /// `7-13 aug`, `28 jul - 3 aug`, `2020-08-07..2020-08-13`, `from jun to aug`.
    fn interval(&self, text: &str) -> Option<(String, String)> {
        // Only words are folded: the `T` of a time stays as it was typed.
        let folded = text.to_ascii_lowercase();
        let start = if folded.starts_with("from ") { "from ".len() } else { 0 };
        let (text, folded) = (&text[start..], &folded[start..]);
        for between in ["..", " to ", " - ", " – ", "–", "-"] {
            for (at, _) in folded.match_indices(between) {
                let (from, to) = (&text[..at], text[at + between.len()..].trim());
                let Some(to_toml) = self.one(to) else { continue };
                // What the first day leaves out, it shares with the last one.
                let end = self.day(to).or_else(|| to_toml.get(..10)?.parse().ok());
                let as_of = end.unwrap_or(self.seen_from.as_of);
                let seen_from = SeenFrom { as_of, ..self.seen_from };
                let look = Look { seen_from, may_lead_out: true, ..*self };
                let from = from.trim();
                let alone = from.parse::<u32>().ok().filter(|_| from.len() <= 2);
                let from_toml = match (alone, end) {
                    (Some(day), Some(end)) => {
                        let day = Day::from_ymd_opt(end.year(), end.month(), day);
                        day.map(|day| day.to_string())
                    }
                    _ => look.one(from),
                };
                if let Some(from_toml) = from_toml {
                    return Some((from_toml, to_toml));
                }
            }
        }
        None
    }
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

/// `2020-07-14`, and with a time and an offset behind `T`.
fn is_iso(text: &str) -> bool {
    let shape = |text: &str| {
        text.bytes()
            .enumerate()
            .all(|(n, b)| if n == 4 || n == 7 { b == b'-' } else { b.is_ascii_digit() })
    };
    text.get(..10).is_some_and(shape)
        && (text.len() == 10 || text[10..].starts_with('T') && text.len() > 15)
        && !text.contains(char::is_whitespace)
}

/// The day and, as TOML wants it, the time behind or before it: `14 jul 08:50`.
fn split_time(text: &str) -> Option<(&str, String)> {
    let (head, tail) = text.rsplit_once(char::is_whitespace).unwrap_or(("", text));
    if let Some(time) = time(tail) {
        return Some((head.trim(), time));
    }
    let (head, tail) = text.split_once(char::is_whitespace)?;
    Some((tail.trim(), time(head)?))
}

/// `08:50`, `8:50`, `08:50:30`, with `Z` or `+03:00` behind.
fn time(text: &str) -> Option<String> {
    let at = text.find(['Z', 'z', '+']).or_else(|| text.find('-')).unwrap_or(text.len());
    let (clock, offset) = text.split_at(at);
    let read = |form| NaiveTime::parse_from_str(clock, form).ok();
    let time = read("%H:%M").or_else(|| read("%H:%M:%S"))?;
    Some(format!("{}{}", time.format("%H:%M:%S"), offset.to_uppercase()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format;

    fn read(typed: &str) -> Result<String, Refusal> {
        let file = include_str!("../../../scenarios/idlib-2020.toml");
        let scenario = format::load(file.as_bytes(), "idlib").scenario.unwrap();
        when(typed, &scenario, "2020-08-14".parse::<Day>().unwrap().into())
    }

    #[test]
    fn dates_as_people_type_them() {
        for (typed, toml) in [
            ("2020-07-14", "2020-07-14"),
            ("14 jul", "2020-07-14"),
            ("14 jul 08:50", "2020-07-14T08:50:00"),
            ("8:50 14 July", "2020-07-14T08:50:00"),
            ("2020-07-14 08:50", "2020-07-14T08:50:00"),
            ("2020-07-14T08:50:00+03:00", "2020-07-14T08:50:00+03:00"),
            ("14 jul 05:50Z", "2020-07-14T05:50:00Z"),
            ("08:50", "2020-08-14T08:50:00"),
            ("yesterday 08:50", "2020-08-13T08:50:00"),
            ("2020-06", "\"2020-06\""),
            ("2020", "\"2020\""),
            ("jun", "\"2020-06\""),
            ("June 2019", "\"2019-06\""),
            ("7-13 aug", "{ from = 2020-08-07, to = 2020-08-13 }"),
            ("7–13 August 2019", "{ from = 2019-08-07, to = 2019-08-13 }"),
            ("28 jul - 3 aug", "{ from = 2020-07-28, to = 2020-08-03 }"),
            ("28 dec 2019 to 3 jan 2020", "{ from = 2019-12-28, to = 2020-01-03 }"),
            ("28 dec - 3 jan 2020", "{ from = 2019-12-28, to = 2020-01-03 }"),
            ("2020-08-07..2020-08-13", "{ from = 2020-08-07, to = 2020-08-13 }"),
            ("from jun to jul", "{ from = \"2020-06\", to = \"2020-07\" }"),
            ("D+10 - D+20", "{ from = 2020-03-16, to = 2020-03-26 }"),
            ("before 14 aug", "{ before = 2020-08-14 }"),
            ("until 13 aug", "{ before = 2020-08-14 }"),
            ("After 2020-03-05", "{ after = 2020-03-05 }"),
            ("10 jun \"Thursday 10 June\"", "{ on = 2020-06-10, words = \"Thursday 10 June\" }"),
            (
                "\"last week\" 3-9 aug",
                "{ from = 2020-08-03, to = 2020-08-09, words = \"last week\" }",
            ),
            ("moscow-protocol+7d", "2020-03-13"),
            ("3d ago", "2020-08-11"),
            ("Last week", "{ from = 2020-08-03, to = 2020-08-09, words = \"Last week\" }"),
            ("mon 08:50", "2020-08-10T08:50:00"),
            ("asof", "2020-08-14"),
        ] {
            assert_eq!(read(typed).as_deref(), Ok(toml), "{typed}");
        }
    }

    #[test]
    fn what_names_no_day_is_refused_with_a_way_out() {
        let refused = |typed| {
            let error = read(typed).unwrap_err();
            (error.message.to_string(), error.hint.unwrap_or_default().to_string())
        };
        let (message, hint) = refused("last thing");
        assert_eq!(message, "`last thing` is no date");
        assert!(hint.ends_with("7-13 aug \"at the weekend\""), "{hint}");
        assert_eq!(refused("31 feb").0, "`31 feb`: there is no such day");
        assert_eq!(refused("2020-02-31").0, "`2020-02-31`: there is no such day");
        assert_eq!(refused("\"last week\"").0, "`\"last week\"` names no day by itself");
        assert_eq!(refused("14/07/2020").0, "`14/07/2020`: which is the day, which the month?");
        assert_eq!(refused("before").0, "`before` is no date");
        assert_eq!(refused("moscow-protocl+7d").0, "no record is called `moscow-protocl`");
        for wrong in ["31 feb", "7-", "-", "..", "25:00", "1-2-3", "é 14 jul", "to", "13-7 aug x"]
        {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
