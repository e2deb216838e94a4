//! A ring of edges that are straight in longitude and latitude, laid out flat in degrees.
//!
//! The plane goes on beyond the antimeridian: an edge of more than 180 degrees of longitude is one
//! that crosses it, and what leaves on one side comes back a turn further on. A ring that comes
//! back a whole turn off goes round a pole, and is closed over the pole of its smaller side. Edges
//! of exactly 360 degrees, as of a cap that is drawn as a box, run all round the earth. A point is
//! inside where a ray eastwards crosses an odd number of edges (Shimrat 1962, algorithm 112).

use super::{ZoneFault, sweep::first_of_pairs};
use crate::{
    board::corridor::leg::TINY,
    model::{Coordinates, normalized_longitude},
};

/// Degrees east and north; beyond ±180 east on other turns round the earth.
pub(super) type Flat = [f64; 2];
/// An edge from one to another.
pub(super) type FlatEdge = [Flat; 2];

const TURN: f64 = 360.0;
/// Degrees of which nobody draws less: a tenth of a millimetre.
const NOTHING: f64 = 1e-9;

/// A ring laid out flat.
#[derive(Clone, Debug)]
pub(super) struct FlatRing {
    /// Its corners in order, the first not repeated; behind those of the file those that close it
    /// over a pole.
    corners: Vec<Flat>,
    /// Edges from the first corner on that are edges of the file.
    drawn: usize,
    /// The least and the greatest of both degrees.
    low: Flat,
    high: Flat,
}

impl FlatRing {
    /// The ring through points in order, closed or not.
    pub(super) fn of(points: &[Coordinates]) -> Result<FlatRing, ZoneFault> {
        let is_on_earth = |at: &Coordinates| at.lat.abs() <= 90.0 && at.lon.abs() <= 180.0;
        if !points.iter().all(is_on_earth) {
            return Err(ZoneFault::NoPoint);
        }
        let mut ring = points.to_vec();
        ring.dedup();
        if ring.len() > 1 && ring.first() == ring.last() {
            ring.pop();
        }
        if ring.len() < 3 {
            return Err(ZoneFault::TooFewPoints);
        }
        // The antimeridian has two names: a step from one to the other is all round the earth, or
        // none where that leaves nothing inside.
        let (corners, turns) = laid_out(&ring, true);
        if turns == 0 && doubled_area(&corners).abs() > NOTHING {
            return Ok(FlatRing::drawn_by(corners));
        }
        let (corners, turns) = laid_out(&ring, false);
        match turns {
            0 if doubled_area(&corners).abs() <= NOTHING => Err(ZoneFault::Empty),
            0 => Ok(FlatRing::drawn_by(corners)),
            turns => FlatRing::round_a_pole(corners, TURN * f64::from(turns)),
        }
    }

    fn drawn_by(corners: Vec<Flat>) -> FlatRing {
        let drawn = corners.len();
        FlatRing::bounded(corners, drawn)
    }

    /// A ring that comes back `off` degrees further east, closed over a pole.
    fn round_a_pole(mut corners: Vec<Flat>, off: f64) -> Result<FlatRing, ZoneFault> {
        let drawn = corners.len();
        let first = corners[0];
        corners.push([first[0] + off, first[1]]);
        // Of the ground of a sphere, what lies north of a parallel goes with 1 - sin of its latitude.
        let part = |pair: &[Flat]| (mean_sine(pair[0][1], pair[1][1])) * (pair[1][0] - pair[0][0]);
        let mean = corners.windows(2).map(part).sum::<f64>() / off;
        if mean.abs() < NOTHING {
            return Err(ZoneFault::NoSmallerSide);
        }
        let pole = 90.0_f64.copysign(mean);
        corners.extend([[first[0] + off, pole], [first[0], pole]]);
        Ok(FlatRing::bounded(corners, drawn))
    }

    fn bounded(corners: Vec<Flat>, drawn: usize) -> FlatRing {
        let fold = |with: fn(f64, f64) -> f64| {
            corners.iter().copied().reduce(|a, b| [with(a[0], b[0]), with(a[1], b[1])])
        };
        let (low, high) = (fold(f64::min).unwrap_or_default(), fold(f64::max).unwrap_or_default());
        FlatRing { corners, drawn, low, high }
    }

    /// The same ring so many whole turns round the earth that its middle comes nearest to that of
    /// another.
    pub(super) fn beside(mut self, other: &FlatRing) -> FlatRing {
        let middle = |ring: &FlatRing| (ring.low[0] + ring.high[0]) / 2.0;
        let off = TURN * ((middle(other) - middle(&self)) / TURN).round();
        let moved = |corner: &mut Flat| corner[0] += off;
        self.corners.iter_mut().for_each(moved);
        moved(&mut self.low);
        moved(&mut self.high);
        self
    }

    /// The edges of the file.
    pub(super) fn edges(&self) -> impl Iterator<Item = FlatEdge> {
        let next = self.corners.iter().cycle().skip(1);
        self.corners.iter().zip(next).take(self.drawn).map(|(from, to)| [*from, *to])
    }

    /// The corners of the file, as points of the earth.
    pub(super) fn points(&self) -> impl Iterator<Item = Coordinates> {
        self.corners.iter().take(self.drawn).map(|corner| on_earth(*corner))
    }

    /// Whether a point lies inside; of one on an edge either may be said.
    pub(super) fn contains(&self, point: Coordinates) -> bool {
        // A pole is told by what lies next to it.
        let lat = point.lat.clamp(NOTHING - 90.0, 90.0 - NOTHING);
        if lat < self.low[1] || lat > self.high[1] {
            return false;
        }
        let first = ((self.low[0] - point.lon) / TURN).ceil();
        let on_turn = |n: f64| point.lon + TURN * (first + n);
        let turns = (0..).map(f64::from).map(on_turn).take_while(|lon| *lon <= self.high[0]);
        turns.fold(false, |is_inside, lon| is_inside != self.is_round(lon, lat))
    }

    fn is_round(&self, lon: f64, lat: f64) -> bool {
        let mut is_inside = false;
        let mut from = self.corners[self.corners.len() - 1];
        for &to in &self.corners {
            if (from[1] > lat) != (to[1] > lat) {
                let share = (lat - from[1]) / (to[1] - from[1]);
                is_inside ^= lon < from[0] + share * (to[0] - from[0]);
            }
            from = to;
        }
        is_inside
    }
}

/// Says where drawn edges of a polygon's rings cross; that they touch is no matter here.
pub(super) fn crossing(rings: &[FlatRing]) -> Result<(), ZoneFault> {
    let of_ring =
        |(n, ring): (usize, &FlatRing)| ring.edges().map(move |edge| (n, edge)).collect::<Vec<_>>();
    let edges: Vec<(usize, FlatEdge)> = rings.iter().enumerate().flat_map(of_ring).collect();
    let reach = |(_, [from, to]): &(usize, FlatEdge)| (from[0].min(to[0]), from[0].max(to[0]));
    let reaches: Vec<_> = edges.iter().map(reach).collect();
    let found = first_of_pairs(&reaches, |a, b| {
        let (one, other) = (&edges[a], &edges[b]);
        let at = on_earth(cut(one.1, other.1)?);
        Some(ZoneFault::Crosses { at, rings: [one.0, other.0] })
    });
    found.map_or(Ok(()), Err)
}

/// Where two edges cross, each with the other's ends on both hands.
fn cut(one: FlatEdge, other: FlatEdge) -> Option<Flat> {
    let (low, high) =
        (|edge: FlatEdge| edge[0][1].min(edge[1][1]), |edge: FlatEdge| edge[0][1].max(edge[1][1]));
    if low(one) > high(other) || low(other) > high(one) {
        return None;
    }
    let [begins, ends] = other.map(|end| left_of(one, end));
    let is_across = |a: f64, b: f64| a.min(b) < -NOTHING && a.max(b) > NOTHING;
    let [from, to] = one.map(|end| left_of(other, end));
    let share = begins / (begins - ends);
    let on_axis = |axis: usize| other[0][axis] + share * (other[1][axis] - other[0][axis]);
    (is_across(begins, ends) && is_across(from, to)).then(|| [on_axis(0), on_axis(1)])
}

/// Degrees by which a point lies on the left of an edge, or of its continuation.
fn left_of([from, to]: FlatEdge, point: Flat) -> f64 {
    let (east, north) = (to[0] - from[0], to[1] - from[1]);
    let across = east * (point[1] - from[1]) - north * (point[0] - from[0]);
    across / east.hypot(north).max(NOTHING)
}

/// Points laid out flat, and how many turns east the ring comes back.
fn laid_out(ring: &[Coordinates], keeps_whole_turns: bool) -> (Vec<Flat>, i32) {
    let step = |from: f64, to: f64| match to - from {
        degrees if keeps_whole_turns && degrees.abs() >= TURN => 0,
        degrees if degrees > 180.0 => -1,
        degrees if degrees < -180.0 => 1,
        _ => 0,
    };
    let mut turns = 0;
    let mut corners = vec![[ring[0].lon, ring[0].lat]];
    for pair in ring.windows(2) {
        turns += step(pair[0].lon, pair[1].lon);
        corners.push([pair[1].lon + TURN * f64::from(turns), pair[1].lat]);
    }
    (corners, turns + step(ring[ring.len() - 1].lon, ring[0].lon))
}

/// Twice the area in square degrees, less than nothing where it runs clockwise.
fn doubled_area(corners: &[Flat]) -> f64 {
    let next = corners.iter().cycle().skip(1);
    let origin = corners[0];
    let part = |(a, b): (&Flat, &Flat)| {
        (a[0] - origin[0]) * (b[1] - origin[1]) - (b[0] - origin[0]) * (a[1] - origin[1])
    };
    corners.iter().zip(next).map(part).sum()
}

/// The mean of the sines from one latitude to another, in degrees.
fn mean_sine(from: f64, to: f64) -> f64 {
    let (from, to) = (from.to_radians(), to.to_radians());
    if (to - from).abs() < TINY { from.sin() } else { (from.cos() - to.cos()) / (to - from) }
}

/// The point of the earth that lies at flat degrees.
pub(super) fn on_earth([lon, lat]: Flat) -> Coordinates {
    Coordinates { lat, lon: normalized_longitude(lon) }
}
