//! Where the rows of a feed stand to a corridor or a zone: told of each site once for each stretch of
//! days in which the zone is the same; a row is then only looked up.

use std::sync::OnceLock;

use super::ZoneDrawing;
use crate::{
    board::{Index, Stands},
    feed::FeedRows,
    model::{Id, Point},
};

/// Where the sites of a feed stand.
#[derive(Clone, Debug, Default)]
pub struct RowsToArea {
    /// Days on which that may change, as numbers, in order.
    turns: Vec<i32>,
    /// Stretch by stretch, site by site; `None` of what says nothing of where it was.
    stretches: Vec<Vec<Option<Stands>>>,
}

impl RowsToArea {
    /// Stretch by stretch between turns, site by site.
    pub(in crate::board) fn new(
        turns: Vec<i32>,
        stretches: Vec<Vec<Option<Stands>>>,
    ) -> RowsToArea {
        RowsToArea { turns, stretches }
    }

    /// Where a row stands that may have been on any of some days at a site.
    pub fn stands(&self, site: usize, first: i32, last: i32) -> Option<Stands> {
        let stretch = |day: i32| self.turns.partition_point(|turn| *turn <= day);
        let stretches = self.stretches.get(stretch(first)..=stretch(last))?;
        let each = stretches.iter().map(|sites| sites.get(site).copied().flatten());
        each.reduce(|a, b| if a == b { a } else { Some(Stands::CannotSay) }).flatten()
    }

    /// Whether a site says where it was.
    pub(in crate::board) fn is_told(&self, site: usize) -> bool {
        self.stretches.first().is_some_and(|sites| sites.get(site).copied().flatten().is_some())
    }

    /// Site by site, where no day changes anything.
    pub fn of_sites(&self) -> Option<&[Option<Stands>]> {
        match self.stretches.as_slice() {
            [sites] => Some(sites),
            _ => None,
        }
    }
}

/// What each drawing of a scenario says of the sites of a feed, worked out when it is first asked for.
#[derive(Debug, Default)]
pub struct SitesOfDrawings(OnceLock<Vec<OnceLock<Vec<Stands>>>>);

impl SitesOfDrawings {
    /// Of one drawing, by its number; `places` are those that each site is called by.
    pub(in crate::board) fn of<'a>(
        &'a self,
        index: &Index,
        places: &[Vec<Id>],
        rows: &FeedRows,
        n: usize,
    ) -> &'a [Stands] {
        let drawings = &index.zones().drawings;
        let all = self.0.get_or_init(|| drawings.iter().map(|_| OnceLock::new()).collect());
        let (Some(of), Some(drawing)) = (all.get(n), drawings.get(n)) else { return &[] };
        of.get_or_init(|| {
            let sites = rows.sites.list().iter().enumerate();
            let places = |n: usize| places.get(n).into_iter().flatten();
            sites.map(|(n, site)| stands_of(index, places(n), drawing, site.point())).collect()
        })
    }
}

fn stands_of<'a>(
    index: &Index,
    places: impl Iterator<Item = &'a Id>,
    drawing: &ZoneDrawing,
    point: Option<Point>,
) -> Stands {
    let places: Vec<&Id> = places.collect();
    match point {
        _ if !drawing.members.is_empty() && !places.is_empty() => {
            drawing.by_name(&index.scenario, &places)
        }
        Some(point) => drawing.stands(point.coordinates(), point.precision_km.unwrap_or(0.0)),
        None => Stands::CannotSay,
    }
}
