//! Indicators: tripwires that the author of a board set, and how near they are.
//!
//! An indicator counts visible records that pass its filter within its window, which ends on the
//! day that is looked at, as a range from certain to possible with what is told to be one taken
//! for one ([`super::Incidents`]). Where the filter names no class and no kind, incidents count
//! only when they are attacks; tallies count only where the filter names them, since they are
//! never added to incidents. The level is that of the certain count; fewer than the threshold are
//! *quiet* only where half the days of the window are reported of what is counted.

use std::borrow::Cow;

use super::{
    Board, Incidents, Query, Refusal, ReportArea, ReportSubject, Reported, ReportedDays,
    VisibleRows, Windowed, days_in,
};
use crate::model::{
    Bounds, Class, Clean, Day, FeedUse, Key, Record, RecordIx, Scenario, Table, Value, later,
};

/// Indicators that a board watches: each is read against every name of the file.
pub(super) const WATCHED: usize = 50;

/// How near a tripwire is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub enum Level {
    /// Fewer than the threshold for watch, on a window that is seen well enough to say so.
    #[default]
    Quiet,
    /// Fewer are known, but fewer than half the days of the window are reported.
    TooLittleSeen,
    /// None is known, and no day of the window is reported.
    NoReports,
    /// The threshold for watch is reached, that for alarm is not.
    Watch,
    /// The threshold for alarm is reached.
    Alarm,
}

/// Counts from which on the level is watch, and alarm.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Thresholds {
    /// The least count at which the level is watch.
    pub watch: u64,
    /// The least count at which the level is alarm.
    pub alarm: u64,
}

/// An indicator as of a day.
#[derive(Clone, PartialEq, Debug)]
pub struct Indicator {
    /// Position of its own record.
    pub record: RecordIx,
    /// What its author calls it.
    pub name: Clean,
    /// Days of its window.
    pub window_days: i64,
    /// The counts at which its level rises.
    pub thresholds: Thresholds,
    /// What it reads; the error says why its filter cannot be read.
    pub reading: Result<IndicatorReading, Refusal>,
}

/// What an indicator reads.
#[derive(Clone, PartialEq, Debug)]
pub struct IndicatorReading {
    /// The first day of the window.
    pub first: Day,
    /// The last day of the window: the day that is looked at.
    pub last: Day,
    /// What counts in the window, certain to possible; open spans apart.
    pub value: Windowed,
    /// How many days of the window are reported of what is counted, by something else.
    pub days: Reported,
    /// Of attacks on patrols, the patrols that ran in the window, certain to possible.
    pub ran: Option<Bounds>,
    /// By the certain count.
    pub level: Level,
    /// By the possible count, where that reaches a higher level.
    pub may_be: Option<Level>,
    /// The first of the unbroken run of days at this level; `None` when it has held for as far back
    /// as the records go. Told with the knowledge of the clock: what became known later counts on
    /// the day it happened, so that the board of an earlier day may have read another level.
    pub since: Option<Day>,
    /// The records that count, certain or possible, in file order.
    pub records: Vec<RecordIx>,
    /// All records that its filter counts, whenever they happened, in file order.
    pub counted: Vec<RecordIx>,
    /// Rows of feeds that count for certain, and those that may besides.
    pub rows: (u64, u64),
}

impl Level {
    /// Every level, from quiet to alarm.
    pub const ALL: &'static [Level] =
        &[Level::Quiet, Level::TooLittleSeen, Level::NoReports, Level::Watch, Level::Alarm];

    /// The word in rows, filters and scripts.
    pub fn word(self) -> &'static str {
        match self {
            Level::Quiet => "quiet",
            Level::TooLittleSeen => "too little seen",
            Level::NoReports => "no reports",
            Level::Watch => "watch",
            Level::Alarm => "alarm",
        }
    }
}

impl Indicator {
    /// Its level; `None` when its filter cannot be read.
    pub fn level(&self) -> Option<Level> {
        self.reading.as_ref().ok().map(|reading| reading.level)
    }
}

impl Thresholds {
    /// The level of a count.
    pub fn level(self, count: u64) -> Level {
        match count {
            count if count >= self.alarm => Level::Alarm,
            count if count >= self.watch => Level::Watch,
            _ => Level::Quiet,
        }
    }
}

/// The indicator with the highest level, the first of equals.
pub fn highest(indicators: &[Indicator]) -> Option<&Indicator> {
    let readable = indicators.iter().rev().filter(|indicator| indicator.level().is_some());
    readable.max_by_key(|indicator| indicator.level())
}

/// The filters of the indicators that are watched, in file order.
pub(super) fn filters(scenario: &Scenario) -> Vec<Result<Query, Refusal>> {
    let indicators = scenario.table(Table::Indicator).iter().take(WATCHED);
    let filter = |record: &Record| record.text(Key::Counts).cloned().unwrap_or_default();
    indicators.map(|record| Query::parse(&filter(record), scenario)).collect()
}

impl Indicator {
    /// Every indicator that is watched, in file order.
    pub fn all(board: &Board) -> Vec<Indicator> {
        let board: &Board = &board.unfiltered();
        let records = board.scenario().span(Table::Indicator);
        let filters = board.index.tripwires().iter();
        records.zip(filters).filter_map(|(n, filter)| Indicator::of(board, n, filter)).collect()
    }

    fn of(board: &Board, n: RecordIx, filter: &Result<Query, Refusal>) -> Option<Indicator> {
        let record = board.record(n);
        let number = |key: Key| match record.get(key) {
            Some(Value::Integer(number)) => Some(*number),
            _ => None,
        };
        let count = |key: Key| u64::try_from(number(key)?).ok();
        let thresholds = Thresholds { watch: count(Key::Watch)?, alarm: count(Key::Alarm)? };
        let window_days = number(Key::WindowDays)?;
        let reading = filter
            .as_ref()
            .map(|query| IndicatorReading::of(board, query, window_days, thresholds));
        Some(Indicator {
            record: n,
            name: record.heading().into(),
            window_days,
            thresholds,
            reading: reading.map_err(Refusal::clone),
        })
    }
}

impl IndicatorReading {
    fn of(
        board: &Board,
        query: &Query,
        window_days: i64,
        thresholds: Thresholds,
    ) -> IndicatorReading {
        let last = board.clock.as_of;
        let first = later(last, 1 - window_days).unwrap_or(last);
        let counted = board.counted_by(query);
        let incidents = Incidents::of(board, &counted);
        let mut value = incidents.within(first, last);
        let feed_rows = board.rows_counted_by(query);
        // Rows and records may tell of the same: at least as many as either, at most both.
        let in_feeds =
            |first, last| feed_rows.iter().map(|of_class| of_class.within(first, last)).sum();
        let rows: Bounds = in_feeds(first, last);
        value.count.low = value.count.low.max(rows.low);
        value.count.high = value.count.high.zip(rows.high).map(|(a, b)| a + b);
        let level = thresholds.level(value.count.low);
        let may_be = thresholds.level(value.count.high.unwrap_or(value.count.low));
        let holds = |count| thresholds.level(count) == level;
        let begins = feed_rows.iter().filter_map(|of_class| of_class.begins).min();
        let since = match begins {
            None => unbroken(&incidents, last, window_days, holds),
            Some(begins) => board.unbroken_with(&incidents, begins, window_days, |first, last| {
                let rows: Bounds = in_feeds(first, last);
                move |count: u64| holds(count.max(rows.low))
            }),
        };
        let is_in_window = |n: &RecordIx| {
            let date =
                board.date_of(*n).filter(|date| date.earliest.is_some() && date.latest.is_some());
            date.is_some_and(|date| date.touches(first, last))
        };
        let records = counted.iter().copied().filter(is_in_window).collect();
        let may_be = Some(may_be).filter(|may_be| *may_be > level);
        let reported = board.reported_for(query, &feed_rows, (first, last));
        let days = Reported { n: reported.within(first, last), of: days_in(first, last) };
        let (level, since) = match level {
            Level::Quiet if days.is_enough() => {
                (level, board.quiet_since(&reported, window_days, since))
            }
            Level::Quiet if days.n == 0 && value.count.high == Some(0) => (Level::NoReports, None),
            Level::Quiet => (Level::TooLittleSeen, None),
            _ => (level, since),
        };
        let ran = query.asks_of_patrols().then(|| {
            let ran = Incidents::of(board, &board.ran());
            ran.within(first, last).count
        });
        let possible = rows.high.unwrap_or(rows.low) - rows.low;
        let rows = (rows.low, possible);
        IndicatorReading {
            first,
            last,
            value,
            days,
            ran,
            level,
            may_be,
            since,
            records,
            counted,
            rows,
        }
    }

    /// The level, and where too little is seen how little: `too little seen: 9 of 28 days`.
    pub fn level_in_words(&self) -> String {
        let too_little = || self.days.too_little(self.level == Level::TooLittleSeen);
        match self.level {
            Level::TooLittleSeen | Level::NoReports => too_little().unwrap_or_default(),
            Level::Quiet | Level::Watch | Level::Alarm => self.level.word().to_owned(),
        }
    }
}

impl Board {
    /// The days that are reported of what a filter counts, where it looks: by feeds within the days
    /// that they are known to tell of, and by what reports of its classes. Of several classes the
    /// one that is reported least is told. What else it may count nobody reports as missing.
    fn reported_for(
        &self,
        query: &Query,
        feed_rows: &[OfClass],
        (first, last): (Day, Day),
    ) -> Cow<'_, ReportedDays> {
        let subjects = match query.table() {
            None | Some(Table::Attack) => match query.classes().as_slice() {
                [] => vec![ReportSubject::Incidents(Class::Attack)],
                classes => classes.iter().map(|of| ReportSubject::Incidents(*of)).collect(),
            },
            Some(Table::Tally) => vec![ReportSubject::Incidents(Class::Attack)],
            Some(Table::Patrol) => vec![ReportSubject::Patrols],
            Some(_) => return Cow::Owned(ReportedDays::default()),
        };
        let area = query.area(&self.index);
        let of = |subject: ReportSubject| match area {
            ReportArea::Anywhere => Cow::Borrowed(self.reported(subject)),
            _ => Cow::Owned(self.reported_in(subject, area)),
        };
        let least = subjects.into_iter().map(of).min_by_key(|days| days.within(first, last));
        let least = least.unwrap_or_default();
        let whole = self.all_visible_rows(FeedUse::Attacks);
        let told = |of: &OfClass| whole?.told_days(of.feed);
        let told: Vec<(Day, Day)> = feed_rows.iter().filter_map(told).collect();
        match told.is_empty() {
            true => least,
            false => Cow::Owned(ReportedDays::of(least.stretches().chain(told))),
        }
    }

    /// The first of the unbroken run of days, no earlier than `since`, on which the window of so many
    /// days that ends on each was seen well enough to be called quiet.
    fn quiet_since(&self, reported: &ReportedDays, days: i64, since: Option<Day>) -> Option<Day> {
        let is_seen = |last: &Day| {
            let first = later(*last, 1 - days).unwrap_or(*last);
            Reported { n: reported.within(first, *last), of: days_in(first, *last) }.is_enough()
        };
        let back = std::iter::successors(Some(self.clock.as_of), |day| later(*day, -1));
        let back = back.take_while(|day| since.is_none_or(|since| *day >= since));
        back.take_while(is_seen).last()
    }

    /// The rows of feeds that a filter counts, feed by feed and class by class.
    fn rows_counted_by(&self, query: &Query) -> Vec<OfClass> {
        if !self.feeds.joins(FeedUse::Attacks) {
            return Vec::new();
        }
        let (feeds, of, zones) = (&self.feeds, FeedUse::Attacks, self.zones_then());
        let feed_rows = VisibleRows::of(feeds, &self.index, query, of, self.clock, None, zones);
        let all = query.asks_for_class();
        let classes = Class::ALL.iter().filter(|class| all || **class == Class::Attack);
        let of_class = |feed: usize, class: Class| {
            let begins = self.feeds.files.get(feed).and_then(|file| file.rows.period());
            OfClass {
                feed_rows: feed_rows.clone(),
                feed,
                class,
                begins: begins.map(|(first, _)| first),
            }
        };
        classes
            .flat_map(|class| feed_rows.feeds().map(move |n| (n, *class)))
            .map(|(n, class)| of_class(n, class))
            .collect()
    }

    /// As [`unbroken`], day by day back to the first that a feed tells of.
    fn unbroken_with<H: Fn(u64) -> bool>(
        &self,
        incidents: &Incidents,
        begins: Day,
        days: i64,
        holds: impl Fn(Day, Day) -> H,
    ) -> Option<Day> {
        let mut since = None;
        let mut last = self.clock.as_of;
        while last >= begins {
            let first = later(last, 1 - days).unwrap_or(last);
            if !holds(first, last)(incidents.within(first, last).count.low) {
                return since;
            }
            since = Some(last);
            last = later(last, -1)?;
        }
        None
    }

    /// The records that a filter counts, whenever they happened, in file order.
    pub(super) fn counted_by(&self, query: &Query) -> Vec<RecordIx> {
        let by_class = query.asks_for_class();
        let tallies = query.asks_for(Table::Tally);
        let counts = |n: &RecordIx| {
            let record = self.record(*n);
            self.is_visible(*n)
                && !self.is_taken_back(*n)
                && (tallies || record.table != Table::Tally)
                && (by_class
                    || record.table != Table::Attack
                    || self.class_of(*n) == Some(Class::Attack))
                && query.matches(self, *n)
                && record.get(record.date_key()).is_some()
        };
        let all = self.scenario().all();
        query.table().map_or(all, |table| self.scenario().span(table)).filter(counts).collect()
    }
}

/// Rows of a class in a feed.
struct OfClass {
    feed_rows: VisibleRows,
    feed: usize,
    class: Class,
    /// The first day that the feed tells of.
    begins: Option<Day>,
}

impl OfClass {
    fn within(&self, first: Day, last: Day) -> Bounds {
        self.feed_rows.within(self.feed, self.class, first, last).rows()
    }
}

/// The first of the unbroken run of days up to `last` on which the certain count of the window of
/// `days` that ends on each `holds`; `None` when it always did. Only days on which a count changes
/// are looked at: an incident is certain in the windows that end from its last day on until its
/// first has left them.
fn unbroken(
    incidents: &Incidents,
    last: Day,
    days: i64,
    holds: impl Fn(u64) -> bool,
) -> Option<Day> {
    let mut changes: Vec<(Day, i64)> = Vec::new();
    for (first, end) in incidents.fewest.iter().filter_map(|incident| incident.closed()) {
        let Some(gone) = later(first, days) else { continue };
        if end < gone {
            changes.extend([(end, 1), (gone, -1)]);
        }
    }
    changes.sort_unstable();
    let (mut count, mut since) = (0, None);
    for now in changes.chunk_by(|a, b| a.0 == b.0).filter(|now| now[0].0 <= last) {
        let held = u64::try_from(count).is_ok_and(&holds);
        count += now.iter().map(|(_, change)| change).sum::<i64>();
        if !u64::try_from(count).is_ok_and(&holds) {
            since = None;
        } else if !held {
            since = Some(now[0].0);
        }
    }
    since
}

#[cfg(test)]
mod tests;
