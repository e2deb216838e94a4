//! Days that a timeline runs over: those of the file, or the part of them that is looked at.

use super::Board;
use crate::model::{Day, Interval, Table, later};

/// The days that a scenario tells of, from the first to the last.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Period {
    /// The first day that a record or a row of a feed is dated to.
    pub first: Day,
    /// The last day that a record or a row of a feed is dated to.
    pub last: Day,
}

/// Which days the timeline runs over.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum TimelineSpan {
    /// From the agreement's first day to the day that is looked at; beyond it only for a deadline
    /// that was known then.
    #[default]
    Agreement,
    /// The window of tempo and the one before it.
    Windows,
    /// All days that the file tells of.
    File,
}

impl TimelineSpan {
    /// Every span, in the order in which its key turns to them.
    pub const ALL: &'static [TimelineSpan] =
        &[TimelineSpan::Agreement, TimelineSpan::Windows, TimelineSpan::File];

    /// The one that its key turns to.
    pub fn next(self) -> TimelineSpan {
        match self {
            TimelineSpan::Agreement => TimelineSpan::Windows,
            TimelineSpan::Windows => TimelineSpan::File,
            TimelineSpan::File => TimelineSpan::Agreement,
        }
    }

    /// What it runs over, in words.
    pub fn words(self) -> &'static str {
        match self {
            TimelineSpan::Agreement => "from the agreement's first day",
            TimelineSpan::Windows => "the last days and those before",
            TimelineSpan::File => "all days of the file",
        }
    }
}

impl Period {
    /// Days of the period.
    pub fn days(&self) -> usize {
        usize::try_from((self.last - self.first).num_days() + 1).unwrap_or(1)
    }

    /// A day's place in the period; a day outside it stands at the nearer end.
    pub fn place(&self, day: Day) -> usize {
        let day = day.clamp(self.first, self.last);
        usize::try_from((day - self.first).num_days()).unwrap_or(0)
    }

    /// The day at a place in the period.
    pub fn day(&self, place: usize) -> Day {
        let day = i64::try_from(place).ok().and_then(|place| later(self.first, place));
        day.map_or(self.last, |day| day.min(self.last))
    }

    /// Both ends of a date as places in the period; an open end reaches the end of the period.
    pub(super) fn ends(&self, date: Interval) -> Option<(usize, usize)> {
        let (first, last) = (date.earliest.unwrap_or(self.first), date.latest.unwrap_or(self.last));
        (first <= self.last && last >= self.first).then(|| (self.place(first), self.place(last)))
    }
}

impl Period {
    /// The days that the timeline of a board runs over.
    pub fn shown(board: &Board) -> Option<Period> {
        let all = Period::of(board)?;
        let as_of = board.clock.as_of;
        Some(match board.span {
            TimelineSpan::File => all,
            TimelineSpan::Windows => {
                let [(_, last), (first, _)] = board.windows(board.window);
                Period { first, last: last.max(as_of) }
            }
            TimelineSpan::Agreement => {
                let began = board.start_of_agreement().filter(|began| *began <= as_of);
                let first = began.unwrap_or(all.first).min(as_of);
                Period { first, last: last_known_deadline(board, first).unwrap_or(as_of) }
            }
        })
    }

    /// The period of the records and of the feeds.
    pub fn of(board: &Board) -> Option<Period> {
        let feed_rows = board.feeds.files.iter().filter_map(|file| file.rows.period());
        let feed_rows = feed_rows.map(|(first, last)| Period { first, last });
        let all = board.index.period().into_iter().chain(feed_rows);
        all.reduce(|a, b| Period { first: a.first.min(b.first), last: a.last.max(b.last) })
    }
}

/// Days ahead that a deadline is shown in any case.
const SOON: i64 = 14;

/// The last deadline that is known and not over; with one that lies further ahead than the agreement
/// is old, most of the picture would be blank.
fn last_known_deadline(board: &Board, first: Day) -> Option<Day> {
    let as_of = board.clock.as_of;
    let age = (as_of - first).num_days().max(SOON);
    let clauses = board.scenario().span(Table::Clause).filter(|n| board.is_visible(*n));
    let deadlines = clauses.filter_map(|n| board.deadline_of(n)?.when()?.latest);
    let ahead = |day: &Day| (1..=age).contains(&(*day - as_of).num_days());
    deadlines.filter(ahead).max()
}
