//! Rows counted by kind, place and corridor: of each how many began and how many ended by each day,
//! so that any window is told by a few subtractions, as [`super::ByDay`] has it of all.

use std::collections::BTreeMap;

use super::{FeedFile, KnownNames, NumberedFeeds, RowIx};
use crate::{
    board::{Index, Stands},
    feed::FeedRows,
    model::{Class, Clean, Id, IncidentKind},
};

/// What rows of a class are counted by; in the order in which a table has them.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum RowGroup {
    /// What the file calls it.
    Kind(Clean),
    /// Inside a corridor, by its position: certain to possible.
    Zone(usize),
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
    pub(super) fn of(feeds: &NumberedFeeds, feed: usize, index: &Index, order: &[u32]) -> ByGroup {
        let (file, known) = (&feeds.files[feed], &feeds.known[feed]);
        let mut of = ByGroup::named(index, file, known);
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
    fn named(index: &Index, file: &FeedFile, known: &KnownNames) -> ByGroup {
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
        let geography = index.geography();
        let of_site = (0..file.rows.sites.list().len()).map(|site| {
            let located = known.located(index, &file.rows, site);
            let mut groups = of_places(index, &known.places[site]);
            for (n, zone) in geography.zones.iter().enumerate() {
                let stands = located.map(|located| located.stands(zone, geography));
                groups
                    .extend((stands == Some(Stands::Inside)).then_some((RowGroup::Zone(n), true)));
                groups.extend(
                    (stands != Some(Stands::Outside)).then_some((RowGroup::Zone(n), false)),
                );
            }
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
        ByGroup { counts: counts.into_iter().map(|(_, counts)| counts).collect(), of_sort, of_site }
    }

    pub(super) fn groups_of(
        &self,
        rows: &FeedRows,
        row: usize,
    ) -> impl Iterator<Item = usize> + use<'_> {
        let seat = rows.segment_of(row).map(|(s, n)| (s.sort[n] as usize, s.site[n] as usize));
        seat.into_iter().flat_map(|(sort, site)| {
            let (class, kind) = self.of_sort[sort];
            std::iter::once(kind).chain(self.of_site[site][class as usize].iter().copied())
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
