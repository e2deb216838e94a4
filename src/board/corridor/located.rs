//! Where a record, or a row of a feed, lies: its point, how far along a route, and in which
//! corridors.

use super::{Along, Geography, Route, Zone};
use crate::{
    board::{Board, RowIx, Visibility, zone::Stands},
    model::{Bounds, Key, Point, RecordIx, Table},
};

/// A point that is told of.
#[derive(Clone, Copy, Debug)]
pub struct Located<'a> {
    /// The point in degrees, with the kilometres that it may be off where somebody says.
    pub point: Point,
    /// The place whose point it is; `None` where it is the record's own, or a row's.
    pub place: Option<RecordIx>,
    /// Its number among the points of the file; `None` of a row.
    pub spot: Option<usize>,
    /// Where it lies to each route of [`Geography::routes`].
    pub along: &'a [Along],
}

/// How many stand where to a corridor or a zone, as far as can be said.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct InZone {
    /// Certainly in it.
    pub inside: u64,
    /// Certainly not in it.
    pub outside: u64,
    /// Too near to the edge for their precision.
    pub cannot_say: u64,
    /// Without a point.
    pub unlocated: u64,
}

impl InZone {
    /// Counts some that stand alike; without a point there is no saying how.
    pub(in crate::board) fn add(&mut self, count: u64, stands: Option<Stands>) {
        *match stands {
            Some(Stands::Inside) => &mut self.inside,
            Some(Stands::Outside) => &mut self.outside,
            Some(Stands::CannotSay) => &mut self.cannot_say,
            None => &mut self.unlocated,
        } += count;
    }

    /// How many are inside, certain to possible: without a point, one may be.
    pub fn bounds_inside(self) -> Bounds {
        Bounds::new(self.inside, self.inside + self.cannot_say + self.unlocated)
    }
}

impl Located<'_> {
    /// Where it lies to the nearest route, and which that is; `None` without a route.
    pub fn nearest(&self) -> Option<(usize, &Along)> {
        self.along.iter().enumerate().min_by(|(_, a), (_, b)| a.km.total_cmp(&b.km))
    }

    /// Kilometres that it may be off; nothing is added where nobody says how precise it is.
    pub fn precision_km(&self) -> f64 {
        self.point.precision_km.unwrap_or(0.0)
    }

    /// Kilometres that it may be off towards a route: its own precision and the route's.
    pub fn precision_to(&self, route: &Route) -> f64 {
        self.precision_km() + route.precision_km.unwrap_or(0.0)
    }

    /// Kilometres to the nearest route, at least and at most: with its precision and the route's.
    pub fn km_range(&self, geography: &Geography) -> Option<(f64, f64)> {
        let ranges = self.along.iter().zip(&geography.routes).map(|(along, route)| {
            let off = self.precision_to(route);
            ((along.km - off).max(0.0), along.km + off)
        });
        ranges.reduce(|a, b| (a.0.min(b.0), a.1.min(b.1)))
    }

    /// Kilometres along the nearest route, at least and at most. The route's precision has no part
    /// in it: chainage is measured on the line as drawn.
    pub fn chainage_range(&self, geography: &Geography) -> Option<(f64, f64)> {
        let (route, along) = self.nearest()?;
        let (off, end) = (self.precision_km(), geography.routes[route].line.km());
        Some(((along.chainage_km - off).max(0.0), (along.chainage_km + off).min(end)))
    }

    /// Whether it lies in a corridor, as far as its precision and the route's allow to say.
    pub fn stands(&self, zone: &Zone, geography: &Geography) -> Stands {
        let route = &geography.routes[zone.route];
        zone.stands(route, &self.along[zone.route], self.precision_to(route))
    }

    /// Where it lies along a route, and how it stands to its corridor: to the first that a clause
    /// draws along it; without one, what may be on the route is what nobody can say of.
    pub fn beside(&self, route: usize, geography: &Geography) -> Option<(Along, Stands)> {
        let along = *self.along.get(route)?;
        let zone = geography.zones.iter().find(|zone| zone.route == route);
        let stands = match zone {
            Some(zone) => self.stands(zone, geography),
            None if along.km <= self.precision_to(&geography.routes[route]) => Stands::CannotSay,
            None => Stands::Outside,
        };
        Some((along, stands))
    }
}

impl Board {
    /// The routes and corridors of the scenario, whatever the clock and the filter.
    pub fn geography(&self) -> &Geography {
        self.index.geography()
    }

    /// Where a visible record lies: its own point as shown, else that of the place it shows. A
    /// place without a point locates nothing, nor does the larger one that it is a part of.
    pub fn located(&self, n: RecordIx) -> Option<Located<'_>> {
        if self.visibility(n) == Visibility::Hidden {
            return None;
        }
        let record = self.record(n);
        if let Some(said) = self.shown(record, Key::At) {
            let (spot, along) = self.geography().spot(n, said.word);
            return Some(Located { point: *said.value.as_point()?, place: None, spot, along });
        }
        self.located_at(self.scenario().position(self.shown_id(record, Key::Place)?)?)
    }

    /// Where a place lies; `None` where its file gives no point.
    pub(in crate::board) fn located_at(&self, place: RecordIx) -> Option<Located<'_>> {
        let point = *super::route::own_point(self.record(place))?;
        let (spot, along) = self.geography().spot(place, 0);
        Some(Located { point, place: Some(place), spot, along })
    }

    /// Where a row of a feed lies; `None` where its file gives no point.
    pub fn located_row(&self, at: RowIx) -> Option<Located<'_>> {
        let rows = &self.feeds.files.get(at.feed)?.rows;
        let (segment, n) = rows.segment_of(at.row)?;
        self.feeds.known.get(at.feed)?.located(&self.index, rows, segment.site[n] as usize)
    }

    /// The records of a table that pass the filter and have no point, in file order: those of a
    /// place without one, and those that name no place.
    pub fn unlocated_of(&self, table: Table) -> impl Iterator<Item = RecordIx> {
        self.shown_of(table).filter(|n| self.located(*n).is_none())
    }
}
