//! Where: routes and corridors on the WGS 84 ellipsoid, how far from a route and how far along it
//! a point lies, on which side, and whether in the corridor of a clause. Worked out once for all
//! points that the records give; what a clock shows is then only looked up.

pub(in crate::board) mod earth;
pub(in crate::board) mod leg;
mod line;
mod located;
mod outline;
mod reach;
mod route;
mod side;
#[cfg(test)]
mod tests;
mod zone;

pub use line::{Along, RouteLine};
pub use located::{InZone, Located};
pub use reach::{Coverage, CoveredPart, Measured, PerKm, Reach, Stretch};
pub(in crate::board) use route::own_point;
pub(in crate::board) use route::{MOST_KM, MOST_POINTS};
pub use route::{Route, RouteStop, Undrawn};
pub use side::{CompassSide, Hand, RouteEnd};
pub use zone::Zone;

use std::sync::OnceLock;

use crate::model::{Coordinates, Key, RecordIx, Scenario, Table};
use zone::corridor;

/// Kilometres between two points on the ellipsoid.
pub(in crate::board) fn distance(
    from: crate::model::Coordinates,
    to: crate::model::Coordinates,
) -> f64 {
    earth::between(from, to).km
}

/// Routes, and corridors, that are measured: every point of the file is held against each.
pub(in crate::board) const MEASURED: usize = 32;

/// The routes and corridors of a scenario, and where all its points lie to them.
#[derive(Debug)]
pub struct Geography {
    /// The routes that can be drawn, in file order.
    pub routes: Vec<Route>,
    /// Positions of the routes that cannot be drawn.
    pub undrawn: Vec<RecordIx>,
    /// The corridors along routes that can be drawn, in file order of their clauses.
    pub zones: Vec<Zone>,
    /// The edge of each, drawn by the first who asks.
    outlines: Vec<OnceLock<Vec<Coordinates>>>,
    /// Positions of the places without a point.
    pub unlocated: Vec<RecordIx>,
    /// The record and its word of each point, in order.
    spots: Vec<(RecordIx, usize)>,
    /// Spot by spot, where it lies to each route.
    along: Vec<Along>,
}

impl Geography {
    /// Measures every point of a scenario against each of its routes that can be drawn.
    pub fn of(scenario: &Scenario) -> Geography {
        let mut undrawn = Vec::new();
        let routes = scenario.span(Table::Route).take(MEASURED).filter_map(|n| {
            let route = Route::of(scenario, n).ok();
            undrawn.extend(route.is_none().then_some(n));
            route
        });
        let routes: Vec<Route> = routes.collect();
        let with_corridor = |n| Some((n, corridor(scenario.record(n))?));
        let corridors = scenario.span(Table::Clause).filter_map(with_corridor);
        let zones = corridors.take(MEASURED).filter_map(|(clause, corridor)| {
            let record = scenario.position(&corridor.along)?;
            let route = routes.iter().position(|route| route.record == record)?;
            Some(Zone::of(clause, corridor, route, &routes[route].line))
        });
        let zones: Vec<Zone> = zones.collect();
        let outlines = zones.iter().map(|_| OnceLock::new()).collect();
        let places = scenario.span(Table::Place);
        let is_unlocated = |n: &RecordIx| scenario.record(*n).get(Key::At).is_none();
        let unlocated = places.filter(is_unlocated).collect();
        let (mut spots, mut along) = (Vec::new(), Vec::new());
        for (n, record) in scenario.numbered() {
            for (word, said) in record.words.iter().enumerate() {
                let Some(point) = said.get(Key::At).and_then(|at| at.as_point()) else { continue };
                spots.push((n, word));
                along.extend(routes.iter().map(|route| route.line.nearest(point.coordinates())));
            }
        }
        Geography { routes, undrawn, zones, outlines, unlocated, spots, along }
    }

    /// The number of the point that a word of a record gives, and where it lies to each route;
    /// nothing where it gives none.
    fn spot(&self, record: RecordIx, word: usize) -> (Option<usize>, &[Along]) {
        let routes = self.routes.len();
        let spot = self.spots.binary_search(&(record, word)).ok();
        let along = spot.map_or(&[][..], |spot| &self.along[spot * routes..(spot + 1) * routes]);
        (spot, along)
    }

    /// The record and its word of each point of the file, in order.
    pub(in crate::board) fn spots(&self) -> impl Iterator<Item = (RecordIx, usize)> {
        self.spots.iter().copied()
    }

    /// The edge of one of its corridors: a closed ring of points.
    pub fn outline(&self, zone: &Zone) -> &[Coordinates] {
        let at = self.zones.iter().position(|of| of.clause == zone.clause);
        at.map_or(&[], |at| self.outlines[at].get_or_init(|| zone.outline(self)))
    }

    /// The corridor of a clause, by its position.
    pub fn zone_of(&self, clause: RecordIx) -> Option<&Zone> {
        self.zones.iter().find(|zone| zone.clause == clause)
    }
}
