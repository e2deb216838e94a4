//! Which points lie in which square, so that a view asks only for its own.

use crate::{board::basemap::GeoBox, model::Coordinates};

/// Squares to a side at most.
const MOST: usize = 512;

/// Points in squares over the box that holds them all.
#[derive(Clone, Debug, Default)]
pub struct Grid {
    south: f64,
    west: f64,
    /// Degrees to a square.
    tall: f64,
    wide: f64,
    side: usize,
    /// Where the points of each square begin, row after row from the south-west, and one end more.
    starts: Vec<usize>,
    points: Vec<(usize, Coordinates)>,
}

impl Grid {
    /// A grid of points, numbered in their order.
    pub fn of(points: impl Iterator<Item = Coordinates>) -> Grid {
        let mut points: Vec<(usize, Coordinates)> = points.enumerate().collect();
        let side = ((points.len() as f64).sqrt().ceil() as usize).clamp(1, MOST);
        let edge = |of: fn(&Coordinates) -> f64, pick: fn(f64, f64) -> f64| {
            points.iter().map(|(_, at)| of(at)).reduce(pick).unwrap_or(0.0)
        };
        let (south, west) = (edge(|at| at.lat, f64::min), edge(|at| at.lon, f64::min));
        let (north, east) = (edge(|at| at.lat, f64::max), edge(|at| at.lon, f64::max));
        let step = |length: f64| (length / side as f64).max(1e-9);
        let mut grid = Grid {
            south,
            west,
            tall: step(north - south),
            wide: step(east - west),
            side,
            ..Grid::default()
        };
        points.sort_by_cached_key(|(_, at)| grid.square(*at));
        let mut starts = vec![0; side * side + 1];
        points.iter().for_each(|(_, at)| starts[grid.square(*at) + 1] += 1);
        (1..starts.len()).for_each(|n| starts[n] += starts[n - 1]);
        (grid.starts, grid.points) = (starts, points);
        grid
    }

    fn square(&self, at: Coordinates) -> usize {
        self.row(at.lat) * self.side + self.column(at.lon)
    }

    // A float cast to an integer stops at the integer's ends, and makes 0 of what is no number.
    fn row(&self, lat: f64) -> usize {
        (((lat - self.south) / self.tall) as usize).min(self.side - 1)
    }

    fn column(&self, lon: f64) -> usize {
        (((lon - self.west) / self.wide) as usize).min(self.side - 1)
    }

    /// The points inside a box, with their numbers.
    pub fn within(&self, bounds: GeoBox) -> impl Iterator<Item = (usize, Coordinates)> {
        let rows = if self.points.is_empty() {
            0..0
        } else {
            self.row(bounds.south)..self.row(bounds.north) + 1
        };
        let spans: Vec<_> = bounds.spans().collect();
        rows.flat_map(move |row| {
            let stretches = spans.clone().into_iter().map(move |(west, east)| {
                let first = row * self.side + self.column(west);
                let last = row * self.side + self.column(east);
                (self.starts[first]..self.starts[last + 1], west, east)
            });
            stretches.flat_map(move |(stretch, west, east)| {
                let inside = move |at: &Coordinates| {
                    (bounds.south..=bounds.north).contains(&at.lat)
                        && (west..=east).contains(&at.lon)
                };
                let points = self.points[stretch].iter();
                points.filter(move |(_, at)| inside(at)).copied()
            })
        })
    }
}
