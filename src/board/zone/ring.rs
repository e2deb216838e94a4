//! Rings of geodesics: an outer one, and the holes in it.
//!
//! A point lies inside a ring where the nearest point of the ring has it on the hand of the smaller
//! side, at a corner across the mean of its two directions (Bærentzen and Aanæs 2005, *Signed
//! distance computation using the angle weighted pseudonormal*). That asks neither for a meridian
//! nor for a pole, so that a ring may lie anywhere. What is not near the ring is told more quickly,
//! by [`RingPlanes`]. Areas are GeographicLib's (Karney 2013, section 6).
//!
//! A ring has 3 to 10,000 points, in either direction, closed or not; edges of up to 15,000 km,
//! 100,000 km in all. What crosses or touches itself or another ring is refused, and so are a ring
//! without a smaller side and a hole outside the first ring.

use super::{
    EdgeMargin, Stands, ZoneFault, meeting,
    sides::{NEAR_KM, RingPlanes},
};
use crate::{
    board::corridor::{
        Along, Hand, MOST_KM, MOST_POINTS, RouteLine,
        earth::{self, between, dot, minus},
        leg::TINY,
    },
    model::Coordinates,
};

/// Kilometres of an edge: beyond, the shortest way soon hangs on a metre.
const MOST_EDGE_KM: f64 = 15_000.0;
/// Square kilometres of the whole ellipsoid.
const EARTH_KM2: f64 = 510_065_621.724;
/// The part of the earth by which one side must be the smaller.
const DIFFERENCE: f64 = 1e-6;
/// Kilometres of a ball's radius up to which all that lies outside it is the greater side of a ring
/// within it: what such a ball holds of the ground is less than half of it.
const MOST_BALL_KM: f64 = 3_000.0;

/// One ring, and on which hand of it its inside lies.
#[derive(Clone, Debug)]
struct SidedRing {
    line: RouteLine,
    inside: Hand,
    /// The ball that holds it.
    ball: ([f64; 3], f64),
    /// The quick way to tell the side of a point in that ball; `None` of a ring too wide for it.
    planes: Option<RingPlanes>,
}

/// A zone of rings: inside the first and in none of the others.
#[derive(Clone, Debug)]
pub struct ZoneRings {
    outer: SidedRing,
    holes: Vec<SidedRing>,
}

impl ZoneRings {
    /// The zone of an outer ring and holes, each in points in order.
    pub fn of(rings: &[Vec<Coordinates>]) -> Result<ZoneRings, ZoneFault> {
        if rings.iter().map(Vec::len).sum::<usize>() > MOST_POINTS {
            return Err(ZoneFault::TooManyPoints);
        }
        let rings: Vec<Vec<Coordinates>> =
            rings.iter().map(|ring| distinct(ring)).collect::<Result<_, _>>()?;
        let lines: Vec<RouteLine> =
            rings.iter().map(|ring| closed_line(ring)).collect::<Result<_, _>>()?;
        meeting::crossing(&lines.iter().collect::<Vec<_>>())?;
        let sided = lines.into_iter().zip(&rings).map(|(line, points)| SidedRing::of(line, points));
        let mut sided = sided.collect::<Result<Vec<_>, _>>()?.into_iter();
        let outer = sided.next().ok_or(ZoneFault::TooFewPoints)?;
        let holes: Vec<SidedRing> = sided.collect();
        for (n, hole) in rings.iter().enumerate().skip(1) {
            if !outer.margin(hole[0]).is_inside {
                return Err(ZoneFault::HoleOutside { at: hole[0], ring: n });
            }
        }
        Ok(ZoneRings { outer, holes })
    }

    /// Where a point lies to the edge, that of a hole too.
    pub fn margin(&self, point: Coordinates) -> EdgeMargin {
        let hole = |hole: &SidedRing| {
            let EdgeMargin { is_inside, km } = hole.margin(point);
            EdgeMargin { is_inside: !is_inside, km }
        };
        let both = |a: EdgeMargin, b: EdgeMargin| EdgeMargin {
            is_inside: a.is_inside && b.is_inside,
            km: a.km.min(b.km),
        };
        self.holes.iter().map(hole).fold(self.outer.margin(point), both)
    }

    /// Where a disc of so many kilometres round a point stands.
    pub fn stands(&self, point: Coordinates, off_km: f64) -> Stands {
        let outer = self.outer.stands(point, off_km);
        if outer == Stands::Outside {
            return outer;
        }
        let holes = self.holes.iter().map(|hole| hole.stands(point, off_km).opposite());
        holes.fold(outer, Stands::and)
    }

    /// The edge: the outer ring, then the holes.
    pub fn edges(&self) -> impl Iterator<Item = &RouteLine> {
        [&self.outer].into_iter().chain(&self.holes).map(|ring| &ring.line)
    }
}

impl SidedRing {
    fn of(line: RouteLine, points: &[Coordinates]) -> Result<SidedRing, ZoneFault> {
        let left_km2 = earth::left_km2(points);
        if left_km2.abs() > EARTH_KM2 * (0.5 - DIFFERENCE) {
            return Err(ZoneFault::NoSmallerSide);
        }
        let inside = if left_km2 > 0.0 { Hand::Left } else { Hand::Right };
        let ball = line.ball();
        let planes = (ball.1 < MOST_BALL_KM).then(|| RingPlanes::of(&line, ball));
        Ok(SidedRing { line, inside, ball, planes })
    }

    fn margin(&self, point: Coordinates) -> EdgeMargin {
        self.margin_at(&self.line.nearest(point))
    }

    fn margin_at(&self, nearest: &Along) -> EdgeMargin {
        EdgeMargin { is_inside: nearest.hand == Some(self.inside), km: nearest.km }
    }

    fn stands(&self, point: Coordinates, off_km: f64) -> Stands {
        let Some(planes) = &self.planes else { return self.margin(point).stands(off_km) };
        let (centred, (middle, radius)) = (earth::centred(point), self.ball);
        let off = minus(centred, middle);
        let beyond_km = dot(off, off).sqrt() - radius;
        if beyond_km > 0.0 && earth::least_km(beyond_km) > off_km.max(TINY) {
            return Stands::Outside;
        }
        match self.line.nearest_within(point, off_km.max(NEAR_KM)) {
            Some(nearest) => self.margin_at(&nearest).stands(off_km),
            None if planes.has_inside(centred) => Stands::Inside,
            None => Stands::Outside,
        }
    }
}

/// The points of a ring without those that repeat the one before, nor the first at the end.
fn distinct(points: &[Coordinates]) -> Result<Vec<Coordinates>, ZoneFault> {
    let is_on_earth = |at: &Coordinates| at.lat.abs() <= 90.0 && at.lon.abs() <= 180.0;
    if !points.iter().all(is_on_earth) {
        return Err(ZoneFault::NoPoint);
    }
    let mut ring: Vec<Coordinates> = Vec::with_capacity(points.len());
    for point in points {
        if ring.last().is_none_or(|last| between(*last, *point).km > TINY) {
            ring.push(*point);
        }
    }
    while ring.len() > 1 && between(ring[0], ring[ring.len() - 1]).km <= TINY {
        ring.pop();
    }
    if ring.len() < 3 { Err(ZoneFault::TooFewPoints) } else { Ok(ring) }
}

fn closed_line(ring: &[Coordinates]) -> Result<RouteLine, ZoneFault> {
    let next = ring.iter().cycle().skip(1);
    for (from, to) in ring.iter().zip(next) {
        if between(*from, *to).km > MOST_EDGE_KM {
            return Err(ZoneFault::EdgeTooLong { from: *from, to: *to });
        }
    }
    let line = RouteLine::ring(ring).ok_or(ZoneFault::TooFewPoints)?;
    if line.km() > MOST_KM { Err(ZoneFault::TooLong) } else { Ok(line) }
}
