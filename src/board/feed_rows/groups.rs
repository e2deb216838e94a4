//! Rows counted by kind, place and corridor: of each how many began and how many ended by each day,
//! so that any window is told by a few subtractions, as [`super::ByDay`] has it of all.

use std::collections::BTreeMap;

use super::{FeedFile, KnownNames, NumberedFeeds, RowIx};
use crate::{
    board::{Area, Index, RowsToArea, Stands, ZonesThen},
    feed::FeedRows,
    model::{Class, Clean, Id, IncidentKind},
};

/// What rows of a class are counted by; in the order in which a table has them.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum RowGroup {
    /// What the file calls it.
    Kind(Clean),
    /// Inside a corridor or a zone: certain to possible.
    Area(Area),
    /// A place that the scenario knows, with its parts.
    Place(Id),
    /// The same, where none of its parts is named as well.
    Elsewhere(Id),
}

/// The groups of one feed's rows.
#[derive(Debug, Default)]
pub struct ByGroup {
    pub(super) counts: Vec<GroupCounts>,
    /// Of each kind of event its class and its place among the counts.
    of_sort: Vec<(Class, usize)>,
    /// Of each site, class by class, the places among the counts.
    of_site: Vec<[Vec<usize>; Class::ALL.len()]>,
    /// Where sites stand to each corridor and zone, with the places among the counts of what is
    /// certainly inside, class by class, and of what may be.
    of_area: Vec<(RowsToArea, [[usize; Class::ALL.len()]; 2])>,
}

#[derive(Debug)]
pub(super) struct GroupCounts {
    pub class: Class,
    pub group: RowGroup,
    /// Whether all that are counted certainly belong there.
    pub is_sure: bool,
    pub began: Steps,
    pub ended: Steps,
}

/// How many there were by a day: only the days on which that changes.
#[derive(Debug, Default)]
pub(super) struct Steps(Vec<(i32, u64)>);

impl Steps {
    fn of(mut days: Vec<(i32, u64)>) -> Steps {
        days.sort_unstable();
        let mut steps: Vec<(i32, u64)> = Vec::new();
        for (day, more) in days {
            let so_far = steps.last().map_or(0, |(_, count)| *count);
            match steps.last_mut().filter(|(last, _)| *last == day) {
                Some((_, count)) => *count += more,
                None => steps.push((day, so_far + more)),
            }
        }
        Steps(steps)
    }

    pub(super) fn up_to(&self, day: i32) -> u64 {
        let after = self.0.partition_point(|(other, _)| *other <= day);
        after.checked_sub(1).map_or(0, |n| self.0[n].1)
    }
}

impl ByGroup {
    /// The rows of a feed, of all that stand in `order` by their numbers.
    pub(super) fn of(
        feeds: &NumberedFeeds,
        feed: usize,
        index: &Index,
        zones: &ZonesThen,
        order: &[u32],
    ) -> ByGroup {
        let (file, known) = (&feeds.files[feed], &feeds.known[feed]);
        let mut of = ByGroup::named(index, file, known, zones);
        let mut days = vec![(Vec::new(), Vec::new()); of.counts.len()];
        let rows = order.iter().map(|number| feeds.at(*number as usize));
        for RowIx { row, .. } in rows.filter(|at| at.feed == feed) {
            let Some(span) = file.rows.span(row) else { continue };
            let events = file.rows.events(row);
            for n in of.groups_of(&file.rows, row) {
                days[n].0.push((span.first, events));
                days[n].1.push((span.last, events));
            }
        }
        for (counts, (began, ended)) in of.counts.iter_mut().zip(days) {
            (counts.began, counts.ended) = (Steps::of(began), Steps::of(ended));
        }
        of
    }

    /// The groups that the names of a feed's rows fall into, with nothing counted.
    fn named(index: &Index, file: &FeedFile, known: &KnownNames, zones: &ZonesThen) -> ByGroup {
        let mut seats: BTreeMap<(Class, RowGroup, bool), usize> = BTreeMap::new();
        let mut seat = |class: Class, group: RowGroup, is_sure: bool| {
            let next = seats.len();
            *seats.entry((class, group, is_sure)).or_insert(next)
        };
        let of_sort = |sort: &crate::feed::EventType| {
            let class = sort.attack.map_or(Class::Other, IncidentKind::class);
            (class, seat(class, RowGroup::Kind(sort.name().into()), true))
        };
        let of_sort = file.rows.sorts.list().iter().map(of_sort).collect();
        let of_area = Area::all(index).map(|area| {
            let seats = [true, false].map(|is_sure| {
                Class::ALL.iter().map(|class| seat(*class, RowGroup::Area(area), is_sure)).collect()
            });
            (
                known.to_area(index, &file.rows, zones, area),
                seats.map(|seats: Vec<usize>| std::array::from_fn(|class| seats[class])),
            )
        });
        let of_area = of_area.collect();
        let of_site = (0..file.rows.sites.list().len()).map(|site| {
            let mut groups = of_places(index, &known.places[site]);
            groups.sort();
            groups.dedup(); // an area may be called as its place
            let mut of_class = |class: &Class| {
                groups.iter().map(|(g, sure)| seat(*class, g.clone(), *sure)).collect()
            };
            std::array::from_fn(|n| of_class(&Class::ALL[n]))
        });
        let of_site = of_site.collect();
        let mut counts: Vec<(usize, GroupCounts)> = seats
            .into_iter()
            .map(|((class, group, is_sure), n)| {
                let none = Steps::default;
                (n, GroupCounts { class, group, is_sure, began: none(), ended: none() })
            })
            .collect();
        counts.sort_by_key(|(n, _)| *n);
        let counts = counts.into_iter().map(|(_, counts)| counts).collect();
        ByGroup { counts, of_sort, of_site, of_area }
    }

    pub(super) fn groups_of(
        &self,
        rows: &FeedRows,
        row: usize,
    ) -> impl Iterator<Item = usize> + use<'_> {
        let seat = rows.segment_of(row).map(|(s, n)| {
            let first = s.first[n];
            let days = (first, first + i32::from(s.more[n]));
            (s.sort[n] as usize, s.site[n] as usize, days)
        });
        seat.into_iter().flat_map(|(sort, site, days)| {
            let (class, kind) = self.of_sort[sort];
            let places = self.of_site[site][class as usize].iter().copied();
            std::iter::once(kind).chain(places).chain(self.areas_of(class, site, days))
        })
    }

    fn areas_of(
        &self,
        class: Class,
        site: usize,
        (first, last): (i32, i32),
    ) -> impl Iterator<Item = usize> + use<'_> {
        self.of_area.iter().flat_map(move |(area, [sure, perhaps])| {
            let stands = area.stands(site, first, last);
            let is_sure = stands == Some(Stands::Inside);
            let may_be = stands != Some(Stands::Outside);
            let seats = [(is_sure, sure), (may_be, perhaps)];
            seats.into_iter().filter(|(is_it, _)| *is_it).map(move |(_, of)| of[class as usize])
        })
    }
}

/// The places that a site is called by, with all that they are a part of.
fn of_places(index: &Index, places: &[Id]) -> Vec<(RowGroup, bool)> {
    let wholes = |id| index.scenario.with_wholes(id);
    let is_whole = |id: &Id| places.iter().any(|part| wholes(part).skip(1).any(|of| of == id));
    let innermost = places.iter().filter(|id| !is_whole(id)).cloned().map(RowGroup::Elsewhere);
    let all = places.iter().flat_map(wholes).cloned().map(RowGroup::Place);
    all.chain(innermost).map(|group| (group, true)).collect()
}
