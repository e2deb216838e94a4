//! The silence line: sources that are expected to report every so many days, and have not.
//!
//! A source speaks on the day from which a word of its own counts: one that names it as `source`,
//! whoever it cites and whatever became of the word. Where others cite it, they speak: the day is
//! told beside, since a source that is only ever quoted is not unheard of. What the board has not
//! got the source may well have said.

use std::{cmp::Reverse, fmt};

use super::{Board, Known};
use crate::model::{Day, Id, Key, RecordIx, Table, Value, later};

/// Days without a word that the header passes over: the shortest window of tempo.
const PASSED_OVER: i64 = 7;

/// Who has not been heard of for more than a week on the day that is looked at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unheard {
    /// Nobody has said anything for so many days.
    Everybody(i64),
    /// So many sources are overdue, the longest silent of them for so many days.
    Sources(usize, i64),
}

impl Unheard {
    /// Who is silent; `None` where everybody was heard of within the week, or nobody ever was.
    pub fn on(board: &Board) -> Option<Unheard> {
        let days = (board.clock.as_of - board.last_word()?).num_days();
        if days > PASSED_OVER {
            return Some(Unheard::Everybody(days));
        }
        let silent = Silence::all(board).into_iter().filter(Silence::is_overdue);
        let silent = silent.filter_map(|silence| silence.days).filter(|days| *days > PASSED_OVER);
        let silent: Vec<i64> = silent.collect();
        Some(Unheard::Sources(silent.len(), silent.iter().copied().max()?))
    }
}

impl fmt::Display for Unheard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unheard::Everybody(days) => write!(f, "no word for {days} days"),
            Unheard::Sources(1, days) => write!(f, "1 source silent {days} days"),
            Unheard::Sources(many, days) => write!(f, "{many} sources silent, up to {days} days"),
        }
    }
}

/// How long a source with `every_days` has been silent on this board.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Silence {
    /// Position of the source's record.
    pub source: RecordIx,
    /// It is expected to report this often.
    pub every_days: i64,
    /// The last day on which it spoke, and whether that is assumed; `None`: not heard yet.
    pub last: Option<Known>,
    /// The last day on which somebody else carried its word.
    pub quoted: Option<Day>,
    /// Whole days since it spoke.
    pub days: Option<i64>,
    /// The first day on which it had been silent for more than `every_days`, when it is overdue.
    pub overdue_since: Option<Day>,
}

impl Silence {
    /// Whether it has been silent for longer than it is expected to be.
    pub fn is_overdue(&self) -> bool {
        self.overdue_since.is_some()
    }

    /// Days by which its word is late; `None` when it is not.
    pub fn overdue_days(&self) -> Option<i64> {
        self.days.map(|days| days - self.every_days).filter(|days| *days > 0)
    }
}

impl Silence {
    /// Every source with `every_days`: the most overdue first, then those not heard yet, then
    /// those in time by how long they have been silent.
    pub fn all(board: &Board) -> Vec<Silence> {
        let sources = board.scenario().span(Table::Source);
        let mut silences: Vec<Silence> = sources.filter_map(|n| Silence::of(board, n)).collect();
        silences.sort_by_key(|silence| {
            let heard = silence.last.is_some();
            (Reverse(silence.overdue_days()), heard, Reverse(silence.days))
        });
        silences
    }

    fn of(board: &Board, source: RecordIx) -> Option<Silence> {
        let Some(Value::Integer(every_days)) = board.record(source).get(Key::EveryDays) else {
            return None;
        };
        let (last, quoted) = board.last_heard(&board.record(source).id);
        let days = last.map(|known| (board.clock.as_of - known.day).num_days());
        let due = last.and_then(|known| later(known.day, *every_days + 1));
        Some(Silence {
            source,
            every_days: *every_days,
            last,
            quoted,
            days,
            overdue_since: due.filter(|day| *day <= board.clock.as_of),
        })
    }
}

impl Board {
    /// The last day, up to the one that is looked at, from which a word counts or of which a row of
    /// a feed tells, whoever speaks and whatever became of it.
    fn last_word(&self) -> Option<Day> {
        let turns = self.index.turns();
        let upto = turns.partition_point(|(day, _)| *day <= self.clock.as_of);
        let is_word = |(day, n): &&(Day, RecordIx)| {
            let mut words = self.record(*n).words.iter();
            self.clock.knows(*day)
                && words.any(|word| word.known().is_some_and(|known| known.day == *day))
        };
        let word = turns[..upto].iter().rev().find(is_word).map(|(day, _)| *day);
        let next = later(self.clock.as_of, 1);
        let row = next.and_then(|next| self.feed_day_beside(next, false));
        word.max(row)
    }

    /// The last day, up to the one that is looked at, on which a source spoke, and the last on
    /// which another carried its word.
    fn last_heard(&self, source: &Id) -> (Option<Known>, Option<Day>) {
        let (mut last, mut quoted): (Option<Known>, Option<Day>) = (None, None);
        for n in self.index.of_source(source) {
            let record = self.record(*n);
            for word in &record.words {
                let known = word.known();
                let Some(known) = known
                    .filter(|known| known.day <= self.clock.as_of && self.clock.knows(known.day))
                else {
                    continue;
                };
                if word.source() == Some(source) {
                    let spoke = [last, Some(known)].into_iter().flatten();
                    last = spoke.max_by_key(|known| (known.day, !known.assumed));
                } else if word.voice() == Some(source) {
                    quoted = quoted.max(Some(known.day));
                }
            }
        }
        (last, quoted)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::board::made;

    /// Sources `a` (daily), `b` (every 7 days), `c` (daily, only ever quoted), `d` (no rhythm).
    fn line(day: &str) -> Vec<String> {
        let source = |id: &str, every: &str| {
            format!("[[source]]\nid = \"{id}\"\nname = \"{id}\"\nkind = \"media\"\n{every}\n")
        };
        let event = |keys: &str| format!("[[event]]\nkind = \"x\"\nwhat = \"x\"\n{keys}\n");
        let records = [
            source("a", "every_days = 1"),
            source("b", "every_days = 7"),
            source("c", "every_days = 1"),
            source("d", ""),
            event("date = 2020-07-01\nsource = \"a\"\npublished = 2020-07-02"),
            event("date = 2020-07-03\nsource = \"b\""),
            event("date = 2020-07-04\nsource = \"d\"\nciting = \"c\""),
            event(
                "date = 2020-07-04\nsource = \"d\"\naccount = [{ source = \"a\", published = 2020-07-09 }]",
            ),
        ];
        let board = made::board(&records.concat(), day);
        let told = |silence: Silence| {
            let overdue = silence.overdue_since.map(|day| format!(" overdue since {day}"));
            let quoted = silence.quoted.map(|day| format!(" quoted {day}"));
            let last = silence.last.map_or("not heard".to_owned(), |known| {
                format!("{}{}", known.day, if known.assumed { " assumed" } else { "" })
            });
            let id = &board.record(silence.source).id;
            let parts = [overdue, quoted].into_iter().flatten().collect::<String>();
            format!("{id}: {last}{parts}")
        };
        Silence::all(&board).into_iter().map(told).collect()
    }

    #[test]
    fn a_source_is_overdue_when_silent_for_longer_than_it_should() {
        assert_eq!(line("2020-07-01"), ["a: not heard", "b: not heard", "c: not heard"]);
        let on_the_third = ["c: not heard", "a: 2020-07-02", "b: 2020-07-03 assumed"];
        assert_eq!(line("2020-07-03"), on_the_third, "one day of silence is no more than one");
        assert_eq!(line("2020-07-04")[0], "a: 2020-07-02 overdue since 2020-07-04");
    }

    #[test]
    fn the_most_overdue_come_first_and_the_unheard_before_those_in_time() {
        assert_eq!(
            line("2020-07-08"),
            [
                "a: 2020-07-02 overdue since 2020-07-04",
                "c: not heard quoted 2020-07-04",
                "b: 2020-07-03 assumed",
            ]
        );
        assert_eq!(
            line("2020-07-20"),
            [
                "b: 2020-07-03 assumed overdue since 2020-07-11",
                "a: 2020-07-09 overdue since 2020-07-11",
                "c: not heard quoted 2020-07-04",
            ]
        );
    }

    #[test]
    fn the_shipped_boards_know_who_should_have_spoken() {
        let of = |text: &str, day: &str| {
            let board = made::of_text(text, crate::board::Clock::then(day.parse().unwrap()));
            let silence = Silence::all(&board).remove(0);
            let last = silence.last.map(|known| known.day.to_string());
            (board.record(silence.source).id.to_string(), last.unwrap(), silence.overdue_days())
        };
        let idlib = include_str!("../../scenarios/idlib-2020.toml");
        let russia = |day: &str, last: &str, late| {
            assert_eq!(of(idlib, day), ("mod-russia".into(), last.into(), late), "{day}");
        };
        russia("2020-07-28", "2020-07-27", None);
        russia("2020-08-14", "2020-08-12", Some(1));
        let donbas = include_str!("../../scenarios/donbas-2020.toml");
        let osce = |day: &str, last: &str, late| {
            assert_eq!(of(donbas, day), ("osce-smm".into(), last.into(), late), "{day}");
        };
        osce("2020-08-21", "2020-08-21", None);
        osce("2020-08-10", "2020-08-08", None);
        osce("2020-08-27", "2020-08-21", Some(4));
    }
}
