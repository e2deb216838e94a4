//! Dates as people search for them: as the board shows them and as the file writes them.

use std::{cell::RefCell, collections::HashMap};

use chrono::NaiveDateTime;

use super::{fold, full_day, human};
use crate::model::{Day, Interval, Record, When};

/// A text that is looked for among dates. A number in it is a whole one: `1 jul` is not found in
/// `21 Jul`; and a text without a number is only a whole date, such as `jun`.
#[derive(Debug)]
pub struct DateSearch {
    wanted: String,
    has_number: bool,
    /// What was found of a date before: a file names few days again and again.
    found: RefCell<HashMap<(Interval, Option<NaiveDateTime>), bool>>,
}

impl DateSearch {
    /// Looks for what was typed, whatever its case.
    pub fn new(text: &str) -> Self {
        let wanted = fold(text.trim()).replace('–', "-");
        let has_number = wanted.contains(|c: char| c.is_ascii_digit());
        DateSearch { wanted, has_number, found: RefCell::default() }
    }

    /// Whether any word of a record gives such a date, be it when something happened or was said.
    pub fn finds(&self, record: &Record) -> bool {
        let entries = record.words.iter().flat_map(|word| &word.entries);
        entries.filter_map(|entry| entry.value.as_when()).any(|when| self.is_in(when))
    }

    /// Whether a date is shown or written so.
    pub fn is_in(&self, when: &When) -> bool {
        if self.wanted.is_empty() {
            return false;
        }
        let key = (when.interval(), when.moment);
        let shown = || ways_shown(when).iter().any(|way| self.is_within(way));
        let is_shown = *self.found.borrow_mut().entry(key).or_insert_with(shown);
        is_shown || self.has_number && self.is_within(&when.written.to_lowercase())
    }

    fn is_within(&self, text: &str) -> bool {
        if self.wanted.len() > text.len() {
            return false; // whatever was pasted costs nothing
        }
        if !self.has_number {
            return text == self.wanted;
        }
        let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let (first, last) = (self.wanted.chars().next(), self.wanted.chars().next_back());
        text.match_indices(&self.wanted).any(|(at, found)| {
            let before = text[..at].chars().next_back();
            let behind = text[at + found.len()..].chars().next();
            !(is_digit(first) && is_digit(before) || is_digit(last) && is_digit(behind))
        })
    }
}

/// The ways in which a date may be shown, in small letters: with its year and without, in short,
/// with the weekday, and day by day as files write it.
fn ways_shown(when: &When) -> Vec<String> {
    let plain = When { words: None, ..when.clone() };
    let day = when.earliest.or(when.latest).unwrap_or(Day::MIN);
    let contexts = [day, Day::MIN];
    let mut ways: Vec<String> = contexts.map(|context| fold(&human(&plain, context))).into();
    ways.push(ways[0].replace("after ", ">"));
    ways.extend(when.moment.map(|moment| moment.format("%Y-%m-%d %H:%M").to_string()));
    // An open end is named by the day beside it.
    let before = when.earliest.is_none().then(|| when.latest?.succ_opt()).flatten();
    let after = when.latest.is_none().then(|| when.earliest?.pred_opt()).flatten();
    // What ends by a day is before the next, and people look for either.
    if let Some(day) = before {
        let next = contexts.map(|context| fold(&human(&When::on(day), context)));
        ways.extend(next.iter().flat_map(|day| [format!("before {day}"), format!("<{day}")]));
    }
    let ends = match (before, after) {
        (None, None) => [when.earliest, when.latest],
        named => [named.0, named.1],
    };
    for end in ends.into_iter().flatten() {
        ways.extend([fold(&full_day(end)), end.to_string()]);
    }
    ways.iter_mut().for_each(|way| *way = way.replace('–', "-"));
    ways
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{board::made, model::Table};

    /// Which records of a board a search finds.
    fn found(text: &str) -> Vec<String> {
        let event = |id: &str, keys: &str| {
            format!(
                "[[event]]\nid = \"{id}\"\nkind = \"x\"\nwhat = \"x\"\nsource = \"s\"\n{keys}\n"
            )
        };
        let records = [
            event("timed", "date = 2020-07-14T08:50:00"),
            event("abroad", "date = 2020-09-15T23:10:00+03:00"),
            event("week", "date = { from = 2020-08-07, to = 2020-08-13, words = \"last week\" }"),
            event("month", "date = \"2020-06\"\npublished = 2020-07-21"),
            event("before", "date = { before = 2020-08-14 }"),
            event("march", "date = 2021-03-01"),
        ];
        let board = made::board(&records.concat(), "2021-04-01");
        let search = DateSearch::new(text);
        let events = board.scenario().table(Table::Event).iter();
        events.filter(|record| search.finds(record)).map(|record| record.id.to_string()).collect()
    }

    #[test]
    fn dates_are_found_as_shown_and_as_written() {
        for text in
            ["14 jul", "14 Jul 2020", "2020-07-14", "08:50", "14 Jul 08:50", "Tue 14 Jul 2020"]
        {
            assert_eq!(found(text), ["timed"], "{text}");
        }
        for text in ["15 sep 20:10", "23:10", "2020-09-15T23:10:00+03:00"] {
            assert_eq!(
                found(text),
                ["abroad"],
                "as shown in the board's zone and as written: {text}"
            );
        }
        assert_eq!(found("13 aug"), ["week", "before"], "by then is shown so too");
        for text in ["7–13 aug", "7-13 aug", "2020-08-07"] {
            assert_eq!(found(text), ["week"], "{text}");
        }
        assert_eq!(found("jun"), ["month"]);
        assert_eq!(found("jun 2020"), ["month"]);
        assert_eq!(found("21 jul"), ["month"], "the day on which it was said");
        assert_eq!(found("by 13 aug"), ["before"]);
        for text in ["before 14 aug", "<14 aug", "14 aug", "before = 2020-08-14"] {
            assert_eq!(found(text), ["before"], "{text}");
        }
    }

    #[test]
    fn a_number_is_a_whole_one_and_a_word_alone_a_whole_date() {
        assert_eq!(found("1 jul"), Vec::<String>::new(), "not within 21 Jul");
        assert_eq!(found("2020-07-1"), Vec::<String>::new());
        for text in ["mar", "tue", "e", "", "  "] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
        assert_eq!(found("1 mar"), ["march"]);
    }
}
