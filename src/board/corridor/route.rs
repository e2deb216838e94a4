//! A route of the scenario: its line through located places or along a path, its stops, and how
//! precise it is.

use super::{RouteEnd, RouteLine};
use crate::model::{Coordinates, Key, Point, Record, RecordIx, Scenario, Value};

/// A route that can be drawn.
#[derive(Clone, Debug)]
pub struct Route {
    /// Position of its record.
    pub record: RecordIx,
    /// The line in legs, on which chainage is measured.
    pub line: RouteLine,
    /// The places that it goes through, in order; empty for a route that is a path.
    pub stops: Vec<RouteStop>,
    /// Kilometres that the line may be off the road: what the route says, else the least precise
    /// of the points that it is drawn through. `None` where neither says anything: then nothing is
    /// added to what a point's own precision leaves open, and whoever tells a standing may say so.
    pub precision_km: Option<f64>,
    /// Its length as reported, in kilometres; the measured one is the line's.
    pub reported_km: Option<f64>,
    /// Whether it goes on, before its first or after its last drawn point, to a place without one.
    goes_on: [bool; 2],
}

/// A place on a route.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct RouteStop {
    /// Position of the place's record.
    pub place: RecordIx,
    /// Kilometres along the line; `None` of a place without a point, which the line passes over.
    pub chainage_km: Option<f64>,
}

/// Points of a route at most, and kilometres: ten thousand bends, two and a half times round the
/// earth. Beyond, measuring would no longer be quick, and no patrol goes there.
pub(in crate::board) const MOST_POINTS: usize = 10_000;
pub(in crate::board) const MOST_KM: f64 = 100_000.0;

/// Why a route is not drawn.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Undrawn {
    /// Fewer than two different points of it are known.
    Unknown,
    /// It has more points than are measured.
    TooManyPoints,
    /// It is longer than is measured.
    TooLong,
}

impl Route {
    /// The route of a record.
    pub(in crate::board) fn of(scenario: &Scenario, record: RecordIx) -> Result<Route, Undrawn> {
        let route = scenario.record(record);
        let precision_km = route.number(Key::PrecisionKm).map(|number| number.value);
        let reported_km = route.number(Key::LengthKm).map(|number| number.value);
        if let Some(Value::Path(path)) = route.get(Key::Path) {
            let points: Vec<Coordinates> = path.iter().map(Point::coordinates).collect();
            let (line, stops) = (line(&points)?, Vec::new());
            return Ok(Route {
                record,
                line,
                stops,
                precision_km,
                reported_km,
                goes_on: [false; 2],
            });
        }
        let places = route.ids_of(Key::Through).iter().filter_map(|id| scenario.position(id));
        let places: Vec<(RecordIx, Option<&Point>)> =
            places.map(|n| (n, own_point(scenario.record(n)))).collect();
        let points: Vec<&Point> = places.iter().filter_map(|(_, point)| *point).collect();
        let drawn: Vec<Coordinates> = points.iter().map(|point| point.coordinates()).collect();
        let line = line(&drawn)?;
        let is_unlocated =
            |place: Option<&(RecordIx, Option<&Point>)>| place.is_some_and(|(_, at)| at.is_none());
        let goes_on = [is_unlocated(places.first()), is_unlocated(places.last())];
        let least_precise = points.iter().filter_map(|point| point.precision_km).reduce(f64::max);
        let stops = stops(&places);
        let precision_km = precision_km.or(least_precise);
        Ok(Route { record, line, stops, precision_km, reported_km, goes_on })
    }

    /// Whether the road goes on beyond an end of the line, nobody knows where.
    pub fn goes_on(&self, end: RouteEnd) -> bool {
        self.goes_on[match end {
            RouteEnd::First => 0,
            RouteEnd::Last => 1,
        }]
    }

    /// The chainage of the first stop at a place.
    pub fn chainage_of(&self, place: RecordIx) -> Option<f64> {
        self.stops.iter().find(|stop| stop.place == place)?.chainage_km
    }
}

fn line(points: &[Coordinates]) -> Result<RouteLine, Undrawn> {
    if points.len() > MOST_POINTS {
        return Err(Undrawn::TooManyPoints);
    }
    let line = RouteLine::through(points).ok_or(Undrawn::Unknown)?;
    if line.km() > MOST_KM { Err(Undrawn::TooLong) } else { Ok(line) }
}

/// The point of a place.
pub(in crate::board) fn own_point(record: &Record) -> Option<&Point> {
    record.get(Key::At)?.as_point()
}

/// Chainages add up from stop to stop, whatever of the road lies between.
fn stops(places: &[(RecordIx, Option<&Point>)]) -> Vec<RouteStop> {
    let (mut km, mut last): (f64, Option<Coordinates>) = (0.0, None);
    let stop = |(place, point): &(RecordIx, Option<&Point>)| {
        let chainage_km = point.map(|point| {
            let here = point.coordinates();
            km += last.map_or(0.0, |last| super::earth::between(last, here).km);
            last = Some(here);
            km
        });
        RouteStop { place: *place, chainage_km }
    };
    places.iter().map(stop).collect()
}
