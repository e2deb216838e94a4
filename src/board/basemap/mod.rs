//! The world behind a scenario: coasts, borders and towns, for context on the map.
//!
//! The data is Natural Earth's at 1:10 million (public domain, naturalearthdata.com), embedded in
//! the form that [`Basemap::read`] describes:
//!
//! - coastline, land boundary lines, lines of states and provinces, and lakes above some 100 km²:
//!   Douglas–Peucker on kilometres (longitude shrunk by the cosine of the latitude), within 0.7 km
//!   for coasts and shores (2.8 km south of 60° S), 0.4 km for borders, 1.5 km for the lines of
//!   provinces; closed coastlines less than 3 km across are left out; all rounded to 1/250°
//!   (0.22 km at most). Natural Earth itself is some kilometres off in places;
//! - nothing crosses the antimeridian: lines are cut there, and edges that only run along it are
//!   left out;
//! - a land boundary that is disputed, a line of control, the edge of a buffer zone and a frontier
//!   never settled are [`GroundKind::Disputed`], as are Natural Earth's lines of claimed and
//!   breakaway areas (version 4.1). In doubt a line is disputed. No line says whose land it is;
//! - all 7,342 populated places, under Natural Earth's names, in its own order of importance (its
//!   file's order turned round, by which towns follow one another in scale rank; equals stand as
//!   the file has them). A capital is that of a sovereign state; where that is itself at issue
//!   (Jerusalem, El Aaiún, Taipei, Pristina) no capital is marked.

mod bounds;
mod decode;
mod grid;

use std::{ops::Range, sync::LazyLock};

pub use bounds::GeoBox;
pub use decode::Damaged;
use grid::TileGrid;

#[cfg(test)]
mod tests;

const NATURAL_EARTH: &[u8] = include_bytes!("natural-earth.bin");

/// The world, decoded at the first call.
pub fn basemap() -> &'static Basemap<'static> {
    static WORLD: LazyLock<Basemap<'static>> =
        // A test holds that it reads; were it ever damaged, a map without a background is still
        // a map.
        LazyLock::new(|| Basemap::read(NATURAL_EARTH).unwrap_or_default());
    &WORLD
}

/// What a line on the ground is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum GroundKind {
    /// Where land meets the sea.
    Coast,
    /// The shore of a lake or a reservoir.
    Shore,
    /// Between two states, and not known to be disputed.
    Border,
    /// A border, a claim or a line of control that is not settled.
    Disputed,
    /// Between the provinces of one state, or the limit of a lease.
    Inner,
}

/// A town as Natural Earth has it.
#[derive(Clone, PartialEq, Debug)]
pub struct Town<'a> {
    /// Its name as Natural Earth writes it.
    pub name: &'a str,
    /// Where it lies.
    pub spot: GroundPoint,
    /// Its number in Natural Earth's order of importance, 0 the first.
    pub rank: usize,
    /// Whether a sovereign state names it as its capital, and that is not at issue.
    pub capital: bool,
}

/// A place on the ground in degrees, WGS 84: north and east positive.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct GroundPoint {
    /// Degrees of latitude, −90 to 90.
    pub lat: f64,
    /// Degrees of longitude, −180 to 180.
    pub lon: f64,
}

/// Lines and places, found by where they are.
#[derive(Default)]
pub struct Basemap<'a> {
    /// Units to a degree.
    scale: f64,
    /// The points of all lines after one another, east and north in units.
    points: Vec<[i32; 2]>,
    lines: Vec<PointRange>,
    /// The most important first.
    places: Vec<Town<'a>>,
    lines_near: TileGrid,
    places_near: TileGrid,
}

/// A line in the list of all points.
struct PointRange {
    kind: GroundKind,
    bounds: GeoBox,
    points: Range<usize>,
}

/// A run of straight segments of one kind; long lines come in several that share their ends.
#[derive(Clone, Copy)]
pub struct GroundLine<'a> {
    /// What it draws: a coast, a shore, a border.
    pub kind: GroundKind,
    /// The smallest box around it; never across the antimeridian.
    pub bounds: GeoBox,
    scale: f64,
    points: &'a [[i32; 2]],
}

impl<'a> GroundLine<'a> {
    /// Its points in order, two at least.
    pub fn points(&self) -> impl ExactSizeIterator<Item = GroundPoint> + use<'a> {
        let scale = self.scale;
        self.points.iter().map(move |point| GroundPoint::of(*point, scale))
    }
}

impl GroundPoint {
    fn of([east, north]: [i32; 2], scale: f64) -> GroundPoint {
        GroundPoint { lat: f64::from(north) / scale, lon: f64::from(east) / scale }
    }
}

impl Basemap<'_> {
    /// The lines whose box touches `bounds`, kind after kind. Some pass by outside: what is drawn
    /// is cut to the picture anyway.
    pub fn lines_in(&self, bounds: GeoBox) -> impl Iterator<Item = GroundLine<'_>> {
        let near = self.lines_near.within(&bounds).into_iter().map(|n| &self.lines[n]);
        let touching = near.filter(move |line| line.bounds.touches(&bounds));
        touching.map(|PointRange { kind, bounds, points }| GroundLine {
            kind: *kind,
            bounds: *bounds,
            scale: self.scale,
            points: &self.points[points.clone()],
        })
    }

    /// All places, the most important first.
    pub fn all_places(&self) -> impl Iterator<Item = &Town<'_>> {
        self.places.iter()
    }

    /// The places inside `bounds`, the most important first, `most` of them at most.
    pub fn places_in(&self, bounds: GeoBox, most: usize) -> impl Iterator<Item = &Town<'_>> {
        let near = self.places_near.within(&bounds).into_iter().map(|n| &self.places[n]);
        near.filter(move |place| bounds.contains(place.spot)).take(most)
    }
}
