//! The rows in sight as of a clock: which is the how-manieth, and what a window of days holds.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use chrono::Datelike;

use super::{
    ByDay, Feeds, FilteredRows, InWindow, RowCount, RowGroup, RowIx, delays::CountedClasses,
    filtered::PROMPT, groups::GroupCounts,
};
use crate::{
    board::{Clock, Index, Query, ZonesThen},
    feed::{DayRange, UNTOLD},
    model::{Bounds, Class, Day, FeedUse, Interval, Measure},
};

/// Rows of the feeds that join a list, through a filter and as of a clock; the latest first.
#[derive(Clone, Debug)]
pub struct VisibleRows {
    pub(super) feeds: Arc<Feeds>,
    /// All rows that pass the filter, whatever the clock.
    pub filtered: Arc<FilteredRows>,
    pub(super) clock: Clock,
    /// Of the order, how many had begun.
    begun: usize,
    /// Places in the order of those that nobody had told of yet.
    pub(super) hidden: Arc<[u32]>,
    /// The rows by whose delays more may come, class by class as they were asked for.
    pub(super) counted: Arc<CountedClasses>,
}

impl VisibleRows {
    /// Looks up what is in sight; with a route, only rows that may lie in its corridor. `zones` are
    /// those that were known by the clock.
    pub fn of(
        feeds: &Arc<Feeds>,
        index: &Index,
        query: &Query,
        joins: FeedUse,
        clock: Clock,
        beside: Option<usize>,
        zones: &Arc<ZonesThen>,
    ) -> VisibleRows {
        let known_by = clock.known_by().map(|day| day.num_days_from_ce());
        let filtered = feeds.filtered(index, query, joins, known_by.is_some(), beside, zones);
        let as_of = clock.as_of.num_days_from_ce();
        let first = |number: &u32| {
            let at = feeds.at(*number as usize);
            feeds.files[at.feed].rows.span(at.row).map_or(0, |span| span.first)
        };
        let begun = filtered.order.partition_point(|number| first(number) <= as_of);
        let hidden = match known_by {
            None => Arc::default(),
            Some(known_by) => {
                let is_hidden = |place: &u32| {
                    let at = feeds.at(filtered.order[*place as usize] as usize);
                    let known = feeds.files[at.feed].known_from(at.row);
                    known == UNTOLD || known > known_by
                };
                let from =
                    filtered.order[..begun].partition_point(|n| first(n) < known_by - PROMPT);
                let prompt = (from..begun).filter_map(|place| u32::try_from(place).ok());
                let late =
                    filtered.late.iter().copied().take_while(|place| (*place as usize) < from);
                late.chain(prompt).filter(is_hidden).collect()
            }
        };
        VisibleRows {
            feeds: feeds.clone(),
            filtered,
            clock,
            begun,
            hidden,
            counted: Arc::default(),
        }
    }

    /// How many rows are in sight.
    pub fn len(&self) -> usize {
        self.begun - self.hidden.len().min(self.begun)
    }

    /// Whether no row is in sight.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The row at a place of the list, the latest first.
    pub fn row(&self, place: usize) -> Option<RowIx> {
        let from_first = self.len().checked_sub(place + 1)?;
        let hidden = partition(self.hidden.len(), |n| self.hidden[n] as usize - n <= from_first);
        let number = *self.filtered.order.get(from_first + hidden)?;
        Some(self.feeds.at(number as usize))
    }

    /// Rows that were in sight and are gone by the day that is looked at, the latest first: they are
    /// shown as such, and counted nowhere.
    pub fn gone(&self) -> impl Iterator<Item = RowIx> {
        let as_of = self.clock.as_of;
        let rows = self.filtered.gone.iter().rev().map(|number| self.feeds.at(*number as usize));
        rows.filter(move |at| {
            let span = self.feeds.files.get(at.feed).and_then(|file| file.rows.span(at.row));
            let first = span.and_then(|span| span.interval().earliest);
            first.is_some_and(|first| first <= as_of)
        })
    }

    /// The place of a row in the list; `None` where it is not in sight.
    pub fn place(&self, at: RowIx) -> Option<usize> {
        let first = self.feeds.files.get(at.feed)?.rows.span(at.row)?.first;
        let number = u32::try_from(self.feeds.number(at)).ok()?;
        let key = |other: &u32| {
            let at = self.feeds.at(*other as usize);
            (self.feeds.files[at.feed].rows.span(at.row).map_or(0, |span| span.first), *other)
        };
        let seat =
            self.filtered.order[..self.begun].binary_search_by_key(&(first, number), key).ok()?;
        let hidden = self.hidden.binary_search(&u32::try_from(seat).ok()?).err()?;
        self.len().checked_sub(1 + seat - hidden)
    }

    /// The first day of the row at a place: what the list is ordered by.
    pub fn day(&self, place: usize) -> Option<Day> {
        self.first_day(self.row(place)?)
    }

    /// The first day on which a row may have been.
    pub fn first_day(&self, at: RowIx) -> Option<Day> {
        self.feeds.files.get(at.feed)?.rows.span(at.row)?.interval().earliest
    }

    /// The nearest day, after another or before it, on which a row begins, told by then or not.
    pub fn day_beside(&self, from: Day, forward: bool) -> Option<Day> {
        let first = |number: &u32| {
            let at = self.feeds.at(*number as usize);
            self.feeds.files[at.feed].rows.span(at.row).map_or(0, |span| span.first)
        };
        let from = from.num_days_from_ce();
        let order = &self.filtered.order;
        let at = if forward {
            order.partition_point(|number| first(number) <= from)
        } else {
            order.partition_point(|number| first(number) < from).checked_sub(1)?
        };
        Day::from_num_days_from_ce_opt(first(order.get(at)?))
    }

    /// The rows that may have been from one day to another, both included.
    pub fn touching(&self, first: Day, last: Day) -> impl Iterator<Item = RowIx> {
        let (first, last) = (first.num_days_from_ce(), last.num_days_from_ce());
        let began = |number: &u32| {
            let at = self.feeds.at(*number as usize);
            self.feeds.files[at.feed].rows.span(at.row).map_or(0, |span| span.first)
        };
        let order = &self.filtered.order[..self.begun];
        let from = order.partition_point(|number| began(number) < first);
        let to = order.partition_point(|number| began(number) <= last).max(from);
        let earlier = self.filtered.by_day.iter().flat_map(move |(_, by_day)| {
            let before = first.saturating_sub(1);
            let spans = Class::ALL.iter().flat_map(move |class| by_day.spans(*class, before));
            spans.filter(move |(span, _)| span.last >= first).map(|(_, place)| place as usize)
        });
        let places = earlier.filter(|place| *place < self.begun).chain(from..to);
        let is_seen = |place: &usize| match u32::try_from(*place) {
            Ok(place) => self.hidden.binary_search(&place).is_err(),
            Err(_) => false,
        };
        places.filter(is_seen).map(|place| self.feeds.at(self.filtered.order[place] as usize))
    }

    /// The first and the last day of which a feed is known to tell: those of its rows, or of the rows
    /// in sight where not all may be known yet. A day outside them is no report.
    pub fn told_days(&self, feed: usize) -> Option<(Day, Day)> {
        let rows = &self.feeds.files.get(feed)?.rows;
        if self.clock.known_by().is_none() {
            return rows.period();
        }
        if self.is_empty() {
            return None;
        }
        let span = |place: &usize| {
            let at = self.feeds.at(*self.filtered.order.get(*place)? as usize);
            rows.span(at.row).filter(|_| at.feed == feed)
        };
        let is_seen = |place: &usize| {
            u32::try_from(*place).is_ok_and(|place| self.hidden.binary_search(&place).is_err())
        };
        let seen = |place: usize| span(&place).filter(|_| is_seen(&place)).map(DayRange::interval);
        let first = (0..self.begun).find_map(seen)?.earliest?;
        let last = (0..self.begun).rev().find_map(seen)?.latest?;
        Some((first, last.min(self.clock.as_of)))
    }

    /// What of a class a feed tells from one day to another, both included.
    pub fn within(&self, feed: usize, class: Class, first: Day, last: Day) -> InWindow {
        let days = (first.num_days_from_ce(), last.num_days_from_ce());
        let Some(by_day) = self.by_day(feed) else { return InWindow::default() };
        let all = by_day.within(days.0, days.1, class);
        let hidden = self.hidden_of(feed, class);
        hidden.fold(all, |all, (span, counted)| all.less(span, counted, days))
    }

    /// All of a class that a feed tells by the day that is looked at; what may not have happened
    /// yet is possible only.
    pub fn total(&self, feed: usize, class: Class) -> InWindow {
        self.within(feed, class, Day::MIN, self.clock.as_of)
    }

    /// Days since the last row of a class began.
    pub fn since_last(&self, feed: usize, class: Class) -> Option<i64> {
        let places = (0..self.len().min(10_000)).filter_map(|place| self.row(place));
        let is_of = |at: &RowIx| {
            let attack = self.feeds.files[at.feed].rows.sort(at.row).and_then(|sort| sort.attack);
            at.feed == feed && attack.map(|kind| kind.class()) == Some(class)
        };
        let at = places.into_iter().find(is_of)?;
        let last = self.feeds.files[feed].rows.span(at.row)?.interval().earliest?;
        Some((self.clock.as_of - last).num_days())
    }

    /// Days with rows of that day alone, each with how many.
    pub fn alone(&self, feed: usize, class: Class) -> Vec<(Day, u64)> {
        let Some(by_day) = self.by_day(feed) else { return Vec::new() };
        let mut hidden: HashMap<i32, u64> = HashMap::new();
        let of_a_day = self.hidden_of(feed, class).filter(|(span, _)| span.first == span.last);
        for (span, counted) in of_a_day {
            *hidden.entry(span.first).or_default() += counted.rows;
        }
        let seen = |(day, count): (Day, u64)| {
            let hidden = hidden.get(&day.num_days_from_ce()).copied().unwrap_or(0);
            (count > hidden).then(|| (day, count - hidden))
        };
        by_day.alone(class, self.clock.as_of.num_days_from_ce()).filter_map(seen).collect()
    }

    /// The days of rows that may have been on any of several.
    pub fn spans(&self, feed: usize, class: Class) -> impl Iterator<Item = Interval> {
        let upto = self.clock.as_of.num_days_from_ce();
        let all = self.by_day(feed).into_iter().flat_map(move |by_day| by_day.spans(class, upto));
        let seen = all.filter(|(_, place)| self.hidden.binary_search(place).is_err());
        seen.map(|(span, _)| span.interval())
    }

    /// Every site with rows in sight: the latest of them, and how many, or how many events they count.
    pub fn sites(&self) -> impl Iterator<Item = (RowIx, usize)> {
        let all =
            self.filtered.by_site(&self.feeds).iter().flat_map(|(_, of_feed)| of_feed.sites());
        all.filter_map(|(_, places)| {
            let begun = places.partition_point(|place| (*place as usize) < self.begun);
            let is_seen = |place: &&u32| self.hidden.binary_search(place).is_err();
            let mut seen = places[..begun].iter().rev().filter(is_seen);
            let latest = *seen.next()?;
            let row = |place: u32| {
                Some(self.feeds.at(*self.filtered.order.get(place as usize)? as usize))
            };
            let at = row(latest)?;
            let file = self.feeds.files.get(at.feed)?;
            let events = |place: u32| row(place).map_or(0, |at| file.rows.events(at.row) as usize);
            // Where nothing is hidden, and every row is one, nothing has to be counted.
            let count = match (file.reading.counts_events(), self.hidden.is_empty()) {
                (true, _) => events(latest) + seen.map(|place| events(*place)).sum::<usize>(),
                (false, true) => begun,
                (false, false) => 1 + seen.count(),
            };
            Some((at, count))
        })
    }

    /// Every site of which rows are gone: the latest of them, and how many, or how many events they
    /// counted.
    pub fn gone_sites(&self) -> impl Iterator<Item = (RowIx, usize)> {
        let mut sites: BTreeMap<(usize, u32), (RowIx, usize)> = BTreeMap::new();
        for at in self.gone() {
            let Some(rows) = self.feeds.files.get(at.feed).map(|file| &file.rows) else { continue };
            let Some((segment, n)) = rows.segment_of(at.row) else { continue };
            sites.entry((at.feed, segment.site[n])).or_insert((at, 0)).1 +=
                segment.events_of(n) as usize;
        }
        sites.into_values()
    }

    pub(super) fn by_day(&self, feed: usize) -> Option<&ByDay> {
        self.filtered.by_day.iter().find(|(n, _)| *n == feed).map(|(_, by_day)| by_day)
    }

    fn hidden_of(&self, feed: usize, class: Class) -> impl Iterator<Item = (DayRange, RowCount)> {
        let rows = self.hidden.iter().map(|place| self.filtered.order[*place as usize]);
        let rows =
            rows.map(|number| self.feeds.at(number as usize)).filter(move |at| at.feed == feed);
        rows.filter_map(move |at| {
            let rows = &self.feeds.files[at.feed].rows;
            let of = rows.sort(at.row)?.attack.map_or(Class::Other, |kind| kind.class());
            (of == class).then_some((
                rows.span(at.row)?,
                RowCount::of(rows.deaths(at.row), rows.events(at.row)),
            ))
        })
    }

    /// The latest figures of each operation, site, measure and part: what a round says stands until
    /// the next, and rounds are never summed. Of one day all that differ stand, since nobody says
    /// which is the whole; and flows of two periods stand beside each other. The greatest figures
    /// first within a measure.
    pub fn latest_of_each(&self) -> Vec<RowIx> {
        let mut latest: HashMap<FigureSeries, Vec<(Figure, RowIx)>> = HashMap::new();
        for at in (0..self.len()).rev().filter_map(|place| self.row(place)) {
            let rows = &self.feeds.files[at.feed].rows;
            let Some((segment, n)) = rows.segment_of(at.row) else { continue };
            let days = (segment.first[n], segment.more[n]);
            let sort = rows.sorts.get(segment.sort[n]);
            let is_flow = sort.and_then(|sort| sort.measure).is_some_and(Measure::is_flow);
            let of = (at.feed, segment.sort[n], segment.parties[n], segment.site[n]);
            let stand = latest.entry((of, is_flow.then_some(days))).or_default();
            stand.retain(|((others, ..), _)| *others == days);
            let figure = (days, segment.deaths[n], segment.id[n]);
            if stand.iter().all(|(other, _)| *other != figure) {
                stand.push((figure, at));
            }
        }
        let mut each: Vec<_> = latest.into_iter().collect();
        let people = |at: &RowIx| self.feeds.files[at.feed].rows.deaths(at.row).best;
        each.sort_by_key(|((of, period), _)| (*of, *period));
        let all = each
            .into_iter()
            .flat_map(|((of, _), stand)| stand.into_iter().map(move |(_, at)| (of, at)));
        let mut all: Vec<_> = all.collect();
        all.sort_by_key(|((feed, sort, operation, site), at)| {
            (*feed, *sort, std::cmp::Reverse(people(at)), *operation, *site)
        });
        all.into_iter().map(|(_, at)| at).collect()
    }

    /// The feeds that join, by their places.
    pub fn feeds(&self) -> impl Iterator<Item = usize> {
        self.filtered.by_day.iter().map(|(n, _)| *n)
    }
}

impl VisibleRows {
    /// How many rows of a feed may have been from one day to another, class by class and group by
    /// group: certain, wholly within these days, to possible, touching them.
    pub fn groups(
        &self,
        index: &Index,
        feed: usize,
        (first, last): (Day, Day),
    ) -> BTreeMap<(Class, RowGroup), Bounds> {
        let Some(of) = self.filtered.by_group(&self.feeds, index, feed) else {
            return BTreeMap::new();
        };
        let (first, last) = (first.num_days_from_ce(), last.num_days_from_ce());
        let before = first.saturating_sub(1);
        let count = |counts: &GroupCounts| {
            let (began, ended) = (counts.began.up_to(last), counts.ended.up_to(before));
            let certain = counts.ended.up_to(last) as i64 - counts.began.up_to(before) as i64;
            (certain, began.saturating_sub(ended) as i64)
        };
        let mut counted: Vec<(i64, i64)> = of.counts.iter().map(count).collect();
        let rows = &self.feeds.files[feed].rows;
        let mut correct = |row: usize, by: &dyn Fn(DayRange) -> (i64, i64)| {
            let Some(span) = rows.span(row) else { return };
            let events = rows.events(row) as i64;
            let (certain, possible) = by(span);
            let (certain, possible) = (certain * events, possible * events);
            of.groups_of(rows, row).for_each(|n| {
                counted[n] = (counted[n].0 + certain, counted[n].1 + possible);
            });
        };
        // What began before and ends after was taken off twice.
        let by_day = self.by_day(feed).into_iter();
        for place in by_day.flat_map(|by_day| by_day.around(first, last)) {
            let at = self.feeds.at(self.filtered.order[place as usize] as usize);
            correct(at.row, &|_| (1, 0));
        }
        for place in self.hidden.iter() {
            let at = self.feeds.at(self.filtered.order[*place as usize] as usize);
            if at.feed == feed {
                correct(at.row, &|span| {
                    let is_within = span.first >= first && span.last <= last;
                    let touches = span.first <= last && span.last >= first;
                    (-i64::from(is_within), -i64::from(touches))
                });
            }
        }
        let mut groups: BTreeMap<(Class, RowGroup), Bounds> = BTreeMap::new();
        for (counts, (certain, possible)) in of.counts.iter().zip(counted) {
            let is_zone = matches!(counts.group, RowGroup::Area(_));
            let known = groups.entry((counts.class, counts.group.clone())).or_default();
            let (certain, possible) = (certain.max(0) as u64, possible.max(0) as u64);
            if counts.is_sure {
                known.low = certain;
            }
            if !(is_zone && counts.is_sure) {
                known.high = Some(possible);
            }
        }
        groups.retain(|_, bounds| bounds.high.is_some_and(|high| high > 0));
        groups
    }
}

impl VisibleRows {
    /// The groups that a row counts in, each with its class and whether it certainly belongs there.
    pub fn groups_of(&self, index: &Index, at: RowIx) -> Vec<(Class, RowGroup, bool)> {
        let Some(of) = self.filtered.by_group(&self.feeds, index, at.feed) else {
            return Vec::new();
        };
        let groups = of.groups_of(&self.feeds.files[at.feed].rows, at.row).map(|n| &of.counts[n]);
        groups.map(|counts| (counts.class, counts.group.clone(), counts.is_sure)).collect()
    }
}

/// What a figure is of: its feed, measure and part, operation and site; of a flow its days too.
type FigureSeries = ((usize, u32, u32, u32), Option<(i32, u16)>);
/// Its days, its count, and the sum over its record.
type Figure = ((i32, u16), u32, u64);

/// The first of so many for which it does not hold, where it holds for all before.
pub fn partition(len: usize, holds: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, len);
    while low < high {
        let middle = low + (high - low) / 2;
        if holds(middle) { low = middle + 1 } else { high = middle }
    }
    low
}
