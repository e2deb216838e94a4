//! Polygons whose edges are straight in longitude and latitude, as GeoJSON has them (RFC 7946,
//! sections 3.1.1, 3.1.6 and 3.1.9), with their holes.
//!
//! Inside is told on the flat plane of degrees; distances are kilometres over the ellipsoid, to
//! edges that are drawn as geodesics so short that they keep within half a metre of the straight
//! ones; nearer than a metre to an edge nobody can say. Where polygons were cut at the antimeridian the cut is no edge, nor is a side along a pole.
//! A zone has 10,000 points at most. Rings of one polygon that cross are refused; that they touch
//! is allowed. Where polygons touch or overlap, the edge between them still counts as one.

use super::{
    EdgeMargin, Stands, ZoneFault,
    flat::{self, Flat, FlatEdge, FlatRing, on_earth},
};
use crate::{
    board::corridor::{MOST_POINTS, RouteLine, earth, leg::TINY},
    model::Coordinates,
};

/// Kilometres by which the geodesics may be off a straight edge.
const OFF_KM: f64 = 0.0005;
/// Kilometres from an edge within which the flat plane and the ground might differ.
const SLACK_KM: f64 = 0.001;
/// Degrees of an edge that are looked at as one; within them it bends one way.
const STEP: f64 = 1.0;
/// Halvings of such a step at most.
const HALVINGS: u32 = 12;

/// A polygon: an outer ring, then the holes in it.
type FlatPolygon = Vec<FlatRing>;

/// Polygons that are one zone together.
#[derive(Clone, Debug)]
pub struct StraightPolygons {
    polygons: Vec<FlatPolygon>,
    edges: Vec<RouteLine>,
}

impl StraightPolygons {
    /// The zone of polygons, each an outer ring and holes, in either direction, closed or not.
    pub fn of(polygons: &[Vec<Vec<Coordinates>>]) -> Result<StraightPolygons, ZoneFault> {
        let points = polygons.iter().flatten().map(Vec::len).sum::<usize>();
        match points {
            0 => return Err(ZoneFault::TooFewPoints),
            points if points > MOST_POINTS => return Err(ZoneFault::TooManyPoints),
            _ => {}
        }
        let polygons: Vec<FlatPolygon> =
            polygons.iter().map(|rings| polygon(rings)).collect::<Result<_, _>>()?;
        let edges = edges(&polygons);
        Ok(StraightPolygons { polygons, edges })
    }

    /// Where a point lies to the edge; endlessly far where there is none.
    pub fn margin(&self, point: Coordinates) -> EdgeMargin {
        let is_inside = self.contains(point);
        let km = self.edge_within(point, f64::INFINITY).unwrap_or(f64::INFINITY);
        EdgeMargin { is_inside, km }
    }

    /// Where a disc of so many kilometres round a point stands.
    pub fn stands(&self, point: Coordinates, off_km: f64) -> Stands {
        let off_km = off_km.max(TINY) + SLACK_KM;
        match self.edge_within(point, off_km) {
            Some(_) => Stands::CannotSay,
            None if self.contains(point) => Stands::Inside,
            None => Stands::Outside,
        }
    }

    /// The edge, in as many lines as it has.
    pub fn edges(&self) -> impl Iterator<Item = &RouteLine> {
        self.edges.iter()
    }

    fn contains(&self, point: Coordinates) -> bool {
        let is_in = |rings: &FlatPolygon| {
            let mut rings = rings.iter();
            rings.next().is_some_and(|outer| outer.contains(point))
                && !rings.any(|hole| hole.contains(point))
        };
        self.polygons.iter().any(is_in)
    }

    /// Kilometres to the edge, unless all of it is further off than so many.
    fn edge_within(&self, point: Coordinates, most_km: f64) -> Option<f64> {
        self.edges.iter().fold(None, |nearest: Option<f64>, line| {
            let within = line.nearest_within(point, nearest.unwrap_or(most_km));
            within.map(|along| along.km).or(nearest)
        })
    }
}

fn polygon(rings: &[Vec<Coordinates>]) -> Result<FlatPolygon, ZoneFault> {
    let (outer, holes) = rings.split_first().ok_or(ZoneFault::TooFewPoints)?;
    let outer = FlatRing::of(outer)?;
    let holes: Vec<FlatRing> = holes
        .iter()
        .map(|hole| FlatRing::of(hole).map(|hole| hole.beside(&outer)))
        .collect::<Result<_, _>>()?;
    for (n, hole) in holes.iter().enumerate() {
        if !hole.points().any(|corner| outer.contains(corner)) {
            let at = hole.points().next().ok_or(ZoneFault::TooFewPoints)?;
            return Err(ZoneFault::HoleOutside { at, ring: n + 1 });
        }
    }
    let polygon: FlatPolygon = [outer].into_iter().chain(holes).collect();
    flat::crossing(&polygon)?;
    Ok(polygon)
}

/// What of the edges is one on the ground.
fn edges(polygons: &[FlatPolygon]) -> Vec<RouteLine> {
    let (mut lines, mut cuts) = (Vec::new(), Vec::new());
    for ring in polygons.iter().flatten() {
        let mut chain: Vec<Coordinates> = Vec::new();
        for edge in ring.edges() {
            if is_cut(edge) {
                cuts.push((edge[0][1].min(edge[1][1]), edge[0][1].max(edge[1][1])));
            }
            if is_cut(edge) || is_along_pole(edge) {
                lines.extend(RouteLine::through(&std::mem::take(&mut chain)));
            } else {
                draw(&mut chain, edge);
            }
        }
        lines.extend(RouteLine::through(&chain));
    }
    let on_antimeridian = |lat| Coordinates { lat, lon: 180.0 };
    let uncut = |(low, high)| RouteLine::through(&[low, high].map(on_antimeridian));
    lines.extend(odd_stretches(&cuts).into_iter().filter_map(uncut));
    lines
}

fn is_cut(edge: FlatEdge) -> bool {
    edge.iter().all(|corner| on_earth(*corner).lon.abs() >= 180.0)
        && (edge[0][0] - edge[1][0]).abs() < 1.0
}

fn is_along_pole(edge: FlatEdge) -> bool {
    edge[0][1].abs() >= 90.0 && edge[0][1] == edge[1][1]
}

/// What an odd number of stretches covers: where two cover it, the zone lies on both sides of it.
fn odd_stretches(stretches: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut ends: Vec<f64> = stretches.iter().flat_map(|(low, high)| [*low, *high]).collect();
    ends.sort_by(f64::total_cmp);
    ends.dedup();
    let covers = |low: f64, high: f64| {
        stretches.iter().filter(|stretch| stretch.0 <= low && high <= stretch.1).count()
    };
    let parts = ends.windows(2).map(|pair| (pair[0], pair[1]));
    parts.filter(|(low, high)| covers(*low, *high) % 2 == 1).collect()
}

/// Adds the points of an edge to a chain that ends, if it has any, where the edge begins.
fn draw(chain: &mut Vec<Coordinates>, [from, to]: FlatEdge) {
    let degrees = (to[0] - from[0]).abs().max((to[1] - from[1]).abs());
    let steps = (degrees / STEP).ceil().max(1.0);
    if chain.is_empty() {
        chain.push(on_earth(from));
    }
    let mut start = from;
    for n in 1..=steps as usize {
        let end = if n as f64 == steps { to } else { part_of([from, to], n as f64 / steps) };
        bend(chain, [start, end], HALVINGS);
        start = end;
    }
}

/// Halves an edge until its geodesic is as good as straight.
fn bend(chain: &mut Vec<Coordinates>, edge: FlatEdge, halvings: u32) {
    if halvings == 0 || off_geodesic_km(edge) <= OFF_KM {
        chain.push(on_earth(edge[1]));
        return;
    }
    let middle = part_of(edge, 0.5);
    bend(chain, [edge[0], middle], halvings - 1);
    bend(chain, [middle, edge[1]], halvings - 1);
}

/// Kilometres by which the middle of an edge, or its quarter, lies off its geodesic.
fn off_geodesic_km(edge: FlatEdge) -> f64 {
    let [from, to] = edge.map(on_earth);
    let course = earth::between(from, to);
    let off_km = |share: f64| {
        let seen = earth::between(from, on_earth(part_of(edge, share)));
        (seen.km * (seen.sets_out - course.sets_out).to_radians().sin()).abs()
    };
    off_km(0.5).max(off_km(0.25))
}

fn part_of([from, to]: FlatEdge, share: f64) -> Flat {
    [0, 1].map(|axis| from[axis] + share * (to[axis] - from[axis]))
}
