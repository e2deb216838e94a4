//! The smallest box around points, also across the antimeridian.

use crate::model::{Coordinates, normalized_longitude};

/// A box in degrees around points.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Extent {
    /// The middle of the box.
    pub centre: Coordinates,
    /// Degrees of latitude from edge to edge.
    pub tall: f64,
    /// Degrees of longitude from edge to edge, across the antimeridian where that is shorter.
    pub wide: f64,
}

impl Extent {
    /// All longitudes, as far as anybody lives north and south.
    pub const WORLD: Extent =
        Extent { centre: Coordinates { lat: 10.0, lon: 0.0 }, tall: 140.0, wide: 360.0 };

    /// The box around points; `None` without any. It leaves out the widest gap between longitudes,
    /// wherever on the way round the earth that is.
    pub fn of(points: impl Iterator<Item = Coordinates>) -> Option<Extent> {
        let points: Vec<Coordinates> = points.collect();
        let lats = || points.iter().map(|point| point.lat);
        let (south, north) = (lats().reduce(f64::min)?, lats().reduce(f64::max)?);
        let mut lons: Vec<f64> = points.iter().map(|point| point.lon).collect();
        lons.sort_by(f64::total_cmp);
        let (first, last) = (*lons.first()?, *lons.last()?);
        // The gap from the last round to the first, then those between neighbours.
        let mut widest = (first + 360.0 - last, first, last);
        for pair in lons.windows(2) {
            if pair[1] - pair[0] > widest.0 {
                widest = (pair[1] - pair[0], pair[1], pair[0] + 360.0);
            }
        }
        let (_, west, east) = widest;
        let centre = Coordinates {
            lat: south.midpoint(north),
            lon: normalized_longitude(west.midpoint(east)),
        };
        Some(Extent { centre, tall: north - south, wide: east - west })
    }
}
