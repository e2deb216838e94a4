//! The rows that pass a filter, in the order of their days: worked out once for a filter, then
//! every day only looks up how far it reaches.

use std::sync::{Arc, OnceLock};

use super::{ByDay, FeedFile, NumberedFeeds, RowCount, RowIx, groups::ByGroup, names::Near};
use crate::{
    board::{Index, Query, ZonesThen},
    feed::{DayRange, Segment, UNTOLD},
    model::{Class, FeedUse, IncidentKind, WordsLeft},
};

/// What rows are filtered by.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct AskedRows {
    pub query: Query,
    pub joins: FeedUse,
    /// Only rows that a source told of.
    pub only_told: bool,
    /// Only rows that may lie in the corridor of this route.
    pub beside: Option<usize>,
    /// The zones as they were known.
    pub zones: Arc<ZonesThen>,
}

/// Rows through a filter.
#[derive(Debug, Default)]
pub struct FilteredRows {
    /// Numbers of the rows, those that began first first.
    pub order: Vec<u32>,
    /// Sums for each feed that joins.
    pub by_day: Vec<(usize, ByDay)>,
    /// Places in the order of rows that were told more than `PROMPT` days after they began.
    pub late: Vec<u32>,
    /// For each feed that joins, the rows of each of its sites.
    by_site: OnceLock<Vec<(usize, BySite)>>,
    /// For each feed that joins, its rows by kind, place and corridor.
    by_group: OnceLock<Vec<(usize, ByGroup)>>,
    /// Rows that no source day tells of: known in hindsight only.
    pub untold: u64,
    /// The zones by which they are told.
    zones: Arc<ZonesThen>,
    /// Numbers of rows that are gone, those that began first first: they show and count nowhere.
    pub gone: Vec<u32>,
}

/// Places in the order of rows, site by site.
#[derive(Debug, Default)]
pub(super) struct BySite {
    starts: Vec<u32>,
    places: Vec<u32>,
}

impl BySite {
    /// The sites that have any row, each with the places of its rows, the first first.
    pub fn sites(&self) -> impl Iterator<Item = (usize, &[u32])> {
        let of = |n: usize| self.starts.get(n).map_or(0, |start| *start as usize);
        let each = (0..self.starts.len().saturating_sub(1)).map(move |n| (n, of(n)..of(n + 1)));
        each.filter_map(|(n, part)| Some((n, self.places.get(part)?)))
            .filter(|(_, p)| !p.is_empty())
    }
}

impl FilteredRows {
    /// Worked out by the first map that asks.
    pub(super) fn by_site(&self, feeds: &NumberedFeeds) -> &[(usize, BySite)] {
        let of_feed = |n: usize| {
            let rows = &feeds.files[n].rows;
            let all = || (0u32..).zip(self.order.iter().map(|number| feeds.at(*number as usize)));
            let sites = || {
                let own = all().filter(move |(_, at)| at.feed == n);
                own.filter_map(|(place, at)| {
                    let (segment, row) = rows.segment_of(at.row)?;
                    Some((place, segment.site[row] as usize))
                })
            };
            let mut starts = vec![0u32; rows.sites.list().len() + 1];
            sites().for_each(|(_, site)| starts[site + 1] += 1);
            (1..starts.len()).for_each(|n| starts[n] += starts[n - 1]);
            let mut next = starts.clone();
            let mut places = vec![0u32; starts.last().map_or(0, |end| *end as usize)];
            for (place, site) in sites() {
                places[next[site] as usize] = place;
                next[site] += 1;
            }
            (n, BySite { starts, places })
        };
        self.by_site.get_or_init(|| self.by_day.iter().map(|(n, _)| of_feed(*n)).collect())
    }

    /// Worked out by the first table that asks.
    pub(super) fn by_group(
        &self,
        feeds: &NumberedFeeds,
        index: &Index,
        feed: usize,
    ) -> Option<&ByGroup> {
        let of_feed = |n: usize| (n, ByGroup::of(feeds, n, index, &self.zones, &self.order));
        let all =
            self.by_group.get_or_init(|| self.by_day.iter().map(|(n, _)| of_feed(*n)).collect());
        all.iter().find(|(n, _)| *n == feed).map(|(_, of)| of)
    }
}

/// Days within which nearly all is told.
pub const PROMPT: i32 = 60;

impl FilteredRows {
    pub(super) fn of(feeds: &NumberedFeeds, index: &Index, asked: &AskedRows) -> FilteredRows {
        let AskedRows { query, joins, only_told, beside, zones } = asked;
        let mut filtered = FilteredRows { zones: zones.clone(), ..FilteredRows::default() };
        let mut found: Vec<(i32, u32)> = Vec::new();
        let mut gone: Vec<(i32, u32)> = Vec::new();
        let is_put_aside = |file: &FeedFile| {
            index.scenario.find(&file.id).is_some_and(|feed| feed.left == WordsLeft::Nothing)
        };
        let joining = || feeds.joining(*joins).filter(|(_, file, _)| !is_put_aside(file));
        for (n, file, start) in joining() {
            let known = &feeds.known[n];
            let Some(filter) = query.of_rows(index, file, known, zones) else { continue };
            let within = feeds.known[n].within.as_deref();
            let beside = beside.map(|route| feeds.known[n].beside(index, &file.rows, route));
            let mut number = u32::try_from(start).unwrap_or(u32::MAX);
            let begin = number;
            let mut earlier = file.rows.earlier_rows().iter().map(|row| row + begin).peekable();
            for segment in &file.rows.segments {
                for row in 0..segment.len() {
                    let site = segment.site[row] as usize;
                    let is_near = within.is_none_or(|near| near[site] == Near::Surely);
                    let near = is_near && beside.as_ref().is_none_or(|beside| beside[site]);
                    let stands = earlier.next_if_eq(&number).is_none();
                    let is_gone = || file.gone((number - begin) as usize).is_some();
                    if !stands && is_gone() && near && filter.holds(segment, row) {
                        gone.push((segment.first[row], number));
                    }
                    if stands && near && filter.holds(segment, row) {
                        let known = file.known_at(segment, row, (number - begin) as usize);
                        let is_untold = known == UNTOLD;
                        filtered.untold += u64::from(is_untold);
                        if !(*only_told && is_untold) {
                            found.push((segment.first[row], number));
                        }
                    }
                    number = number.saturating_add(1);
                }
            }
        }
        gone.sort_unstable();
        filtered.gone = gone.into_iter().map(|(_, number)| number).collect();
        sort(&mut found);
        filtered.order = found.iter().map(|(_, number)| *number).collect();
        drop(found);
        for (n, file, _) in joining() {
            let classes: Vec<Class> = file.rows.sorts.list().iter().map(class_of).collect();
            let all = (0u32..).zip(filtered.order.iter().map(|number| feeds.at(*number as usize)));
            let of_feed = all.filter(|(_, at)| at.feed == n);
            let of_feed = of_feed.filter_map(|(place, RowIx { row, .. })| {
                let (segment, row) = file.rows.segment_of(row)?;
                let deaths = file.rows.deaths.get(segment.deaths[row])?;
                let class = classes.get(segment.sort[row] as usize)?;
                Some((
                    place,
                    span(segment, row),
                    *class,
                    RowCount::of(*deaths, segment.events_of(row)),
                ))
            });
            filtered.by_day.push((n, ByDay::of(of_feed)));
        }
        let told_late = |number: &u32| {
            let at = feeds.at(*number as usize);
            let (segment, row) = feeds.files[at.feed].rows.segment_of(at.row)?;
            let told = feeds.files[at.feed].known_from(at.row);
            Some(told != UNTOLD && told - segment.first[row] > PROMPT)
        };
        let late = filtered.order.iter().enumerate().filter(|(_, n)| told_late(n) == Some(true));
        filtered.late = late.filter_map(|(place, _)| u32::try_from(place).ok()).collect();
        filtered
    }
}

/// By day, then by number: files mostly stand in the order of their days already, or against it.
fn sort(found: &mut [(i32, u32)]) {
    if found.is_sorted_by_key(|(day, _)| std::cmp::Reverse(*day)) {
        found.reverse();
    }
    found.sort_unstable(); // sorted runs are seen and left
}

fn span(segment: &Segment, row: usize) -> DayRange {
    let first = segment.first[row];
    DayRange { first, last: first + i32::from(segment.more[row]) }
}

fn class_of(sort: &crate::feed::EventType) -> Class {
    sort.attack.map_or(Class::Other, IncidentKind::class)
}
