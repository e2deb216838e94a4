//! Rows counted by day: sums up to each day, from which any window is told by a few subtractions.
//!
//! Of rows with a first and a last day, those that touch a window are all that began by its end
//! less those that ended before it; those wholly inside are all that ended by its end less those
//! that began before it, those that began before and end after it being taken off twice.

use std::ops::{Add, Sub};

use crate::{
    feed::{DayRange, Deaths},
    model::{Bounds, Class, Day},
};

/// How many rows, and how many people they tell of.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Counted {
    /// How many rows, those included that give no figure; of rows that count events, how many events.
    pub rows: u64,
    /// Sum of the least figures that the file prints; of a row without one its best figure.
    pub low: u64,
    /// Sum of the best figures; of a row without one the least, else the most.
    pub best: u64,
    /// Sum of the most; of a row without one its best figure.
    pub high: u64,
    /// Rows that give no figure.
    pub unstated: u64,
    /// Rows whose figure has no upper end: `12+` is twelve or any number more.
    pub open: u64,
}

/// Certain, wholly in the window, to possible, touching it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct InWindow {
    /// What lies wholly in the window.
    pub certain: Counted,
    /// What touches the window, all that is certain included.
    pub possible: Counted,
}

/// What happens on each day of a run of days, class by class.
#[derive(Clone, Debug, Default)]
pub struct ByDay {
    /// The first day.
    start: i32,
    /// For each day, all that began by then, and all that ended by then.
    began: Vec<[Counted; CLASSES]>,
    ended: Vec<[Counted; CLASSES]>,
    /// Rows of one day alone, on each day, or the events that they count.
    alone: Vec<[u32; CLASSES]>,
    /// Rows of several days, in the order of their first.
    spans: Vec<Lasting>,
    /// The longest of them that is no longer than [`LONG`], and those that are longer.
    most: i32,
    long: Vec<Lasting>,
}

/// A row of several days: its class, and its place in the order of rows.
#[derive(Clone, Copy, Debug)]
struct Lasting {
    span: DayRange,
    class: usize,
    counted: Counted,
    place: u32,
}

const CLASSES: usize = Class::ALL.len();
/// Days beyond which a span is looked for one by one.
const LONG: i32 = 62;

impl Counted {
    /// One row with its figures, which counts so many events.
    pub fn of(deaths: Deaths, events: u64) -> Counted {
        let best = deaths.best.or(deaths.low).or(deaths.high);
        let or_best = |figure: Option<u64>| figure.or(best).unwrap_or(0);
        Counted {
            rows: events,
            low: or_best(deaths.low),
            best: best.unwrap_or(0),
            high: or_best(deaths.high),
            unstated: u64::from(best.is_none()),
            open: u64::from(best.is_some() && deaths.bounds().high.is_none()),
        }
    }
}

impl Add for Counted {
    type Output = Counted;
    fn add(self, other: Counted) -> Counted {
        Counted {
            rows: self.rows + other.rows,
            low: self.low.saturating_add(other.low),
            best: self.best.saturating_add(other.best),
            high: self.high.saturating_add(other.high),
            unstated: self.unstated + other.unstated,
            open: self.open + other.open,
        }
    }
}

impl Sub for Counted {
    type Output = Counted;
    fn sub(self, other: Counted) -> Counted {
        Counted {
            rows: self.rows.saturating_sub(other.rows),
            low: self.low.saturating_sub(other.low),
            best: self.best.saturating_sub(other.best),
            high: self.high.saturating_sub(other.high),
            unstated: self.unstated.saturating_sub(other.unstated),
            open: self.open.saturating_sub(other.open),
        }
    }
}

impl InWindow {
    /// How many rows, certain to possible.
    pub fn rows(&self) -> Bounds {
        Bounds::new(self.certain.rows, self.possible.rows)
    }

    /// People, from the least figures of what is certain to the most of what is possible; without
    /// an end where a row gives no figure at all, or one that has none.
    pub fn people(&self) -> Bounds {
        let Counted { high, unstated, open, .. } = self.possible;
        let low = self.certain.low.min(self.possible.high);
        Bounds { low, high: (unstated + open == 0).then_some(high.max(low)) }
    }

    /// People, by the best figures.
    pub fn best(&self) -> Bounds {
        Bounds::new(self.certain.best, self.possible.best)
    }

    pub(super) fn less(
        self,
        span: DayRange,
        counted: Counted,
        (first, last): (i32, i32),
    ) -> InWindow {
        let touches = span.first <= last && span.last >= first;
        let within = span.first >= first && span.last <= last;
        let taken = |is: bool, from: Counted| if is { from - counted } else { from };
        InWindow { certain: taken(within, self.certain), possible: taken(touches, self.possible) }
    }

    /// Both together, of rows that are not the same.
    pub fn plus(self, other: InWindow) -> InWindow {
        InWindow { certain: self.certain + other.certain, possible: self.possible + other.possible }
    }
}

impl ByDay {
    /// Of rows in the order of their first days, each with its place in that order.
    pub fn of(rows: impl Iterator<Item = (u32, DayRange, Class, Counted)>) -> ByDay {
        let mut by_day = ByDay::default();
        let mut ends: Vec<(i32, usize, Counted)> = Vec::new();
        for (place, span, class, counted) in rows {
            let class = class as usize;
            if by_day.began.is_empty() {
                by_day.start = span.first;
            }
            let day = by_day.reach(span.first);
            by_day.began[day][class] = by_day.began[day][class] + counted;
            if span.first == span.last {
                by_day.ended[day][class] = by_day.ended[day][class] + counted;
                let events = u32::try_from(counted.rows).unwrap_or(u32::MAX);
                let alone = &mut by_day.alone[day][class];
                *alone = alone.saturating_add(events);
                continue;
            }
            ends.push((span.last, class, counted));
            let lasting = Lasting { span, class, counted, place };
            by_day.spans.push(lasting);
            match span.last - span.first {
                days if days > LONG => by_day.long.push(lasting),
                days => by_day.most = by_day.most.max(days),
            }
        }
        for (last, class, counted) in ends {
            let day = by_day.reach(last);
            by_day.ended[day][class] = by_day.ended[day][class] + counted;
        }
        for sums in [&mut by_day.began, &mut by_day.ended] {
            for n in 1..sums.len() {
                let before = sums[n - 1];
                let both = sums[n].iter_mut().zip(before);
                both.for_each(|(of_day, before)| *of_day = *of_day + before);
            }
        }
        by_day
    }

    fn reach(&mut self, day: i32) -> usize {
        let day = usize::try_from(day - self.start).unwrap_or(0);
        if day >= self.began.len() {
            self.began.resize(day + 1, Default::default());
            self.ended.resize(day + 1, Default::default());
            self.alone.resize(day + 1, Default::default());
        }
        day
    }

    /// All up to and with a day.
    fn up_to(&self, sums: &[[Counted; CLASSES]], day: i32, class: usize) -> Counted {
        let n = usize::try_from(day.saturating_sub(self.start)).ok();
        let n = n.map(|n| n.min(sums.len().saturating_sub(1)));
        n.and_then(|n| sums.get(n)).map_or(Counted::default(), |of_day| of_day[class])
    }

    /// What may have happened from one day to another, both included, as far as anybody tells.
    pub fn within(&self, first: i32, last: i32, class: Class) -> InWindow {
        let class = class as usize;
        let before = first.saturating_sub(1);
        let began = self.up_to(&self.began, last, class);
        let possible = began - self.up_to(&self.ended, before, class);
        let both = self.lasting(first, last).filter(|row| row.class == class);
        let both = both.map(|row| row.counted).fold(Counted::default(), Add::add);
        let certain =
            self.up_to(&self.ended, last, class) + both - self.up_to(&self.began, before, class);
        InWindow { certain, possible }
    }

    /// The rows that began before a day and ended after another.
    fn lasting(&self, first: i32, last: i32) -> impl Iterator<Item = &Lasting> {
        let around = move |row: &&Lasting| row.span.first < first && row.span.last > last;
        let short = |row: &&Lasting| row.span.last - row.span.first <= LONG;
        let from = self.spans.partition_point(|row| row.span.first <= last - self.most);
        let to = self.spans.partition_point(|row| row.span.first < first);
        let near = self.spans.get(from..to).unwrap_or_default().iter().filter(short);
        near.chain(&self.long).filter(around)
    }

    /// The places of these in the order of rows.
    pub(super) fn around(&self, first: i32, last: i32) -> impl Iterator<Item = u32> {
        self.lasting(first, last).map(|row| row.place)
    }

    /// First and last day that any row names.
    pub fn period(&self) -> Option<(i32, i32)> {
        let days = i32::try_from(self.began.len()).ok()?.checked_sub(1)?;
        (days >= 0).then(|| (self.start, self.start + days))
    }

    /// Days with rows of that day alone, up to a day, each with how many.
    pub fn alone(&self, class: Class, upto: i32) -> impl Iterator<Item = (Day, u64)> {
        let days = self.alone.iter().zip(self.start..=upto);
        days.filter_map(move |(of_day, day)| {
            let count = u64::from(of_day[class as usize]);
            Day::from_num_days_from_ce_opt(day).filter(|_| count > 0).map(|day| (day, count))
        })
    }

    /// Rows of several days that had begun by a day, each with its place in the order.
    pub fn spans(&self, class: Class, upto: i32) -> impl Iterator<Item = (DayRange, u32)> {
        let begun = self.spans.iter().take_while(move |row| row.span.first <= upto);
        begun.filter(move |row| row.class == class as usize).map(|row| (row.span, row.place))
    }
}
