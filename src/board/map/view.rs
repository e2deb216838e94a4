//! A view: where its middle is, and how much ground a unit of the picture covers. North is up.

use super::Extent;
use crate::model::{Coordinates, normalized_longitude};

/// A view of the ground. It is equirectangular with its own middle as the standard parallel, so
/// that a kilometre is as long up as across there; towards a pole meridians are kept from meeting.
///
/// A unit is the width of a terminal cell (a cell is taken to be two units tall) or a pixel.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct MapView {
    /// The middle of the picture, in degrees.
    pub centre: Coordinates,
    /// Kilometres to a unit.
    pub km: f64,
    /// Units to a degree, to the right and up: worked out once for all points of a picture.
    units: (f64, f64),
}

/// The part of a picture that is left free around what was to fit.
const MARGIN: f64 = 0.06;
/// Kilometres across that a single point is shown with at least.
const LEAST_KM: f64 = 12.0;
/// Beyond this latitude a degree of longitude is taken to be as long as here.
const STEEPEST: f64 = 89.0;

impl MapView {
    /// Kilometres to a unit at least: five metres.
    pub const CLOSEST: f64 = 0.005;
    /// Kilometres to a unit at most: the world on some eighty cells.
    pub const FARTHEST: f64 = 500.0;
    /// Half way round the earth: nothing lies farther.
    pub const ROUND_KM: f64 = 20_038.0;

    /// A view, brought into range; what is no number becomes the middle of the map.
    pub fn new(centre: Coordinates, km: f64) -> MapView {
        let number = |value: f64| if value.is_finite() { value } else { 0.0 };
        let km = if km.is_finite() { km.clamp(Self::CLOSEST, Self::FARTHEST) } else { 1.0 };
        let lat = number(centre.lat).clamp(-90.0, 90.0);
        let (east, north) = km_per_degree(lat);
        let centre = Coordinates { lat, lon: normalized_longitude(number(centre.lon)) };
        MapView { centre, km, units: (east / km, north / km) }
    }

    /// The closest view of `width` by `height` units that holds an extent.
    pub fn fit(extent: Extent, width: f64, height: f64) -> MapView {
        let (east, north) = km_per_degree(extent.centre.lat);
        let room = |units: f64| (units * (1.0 - 2.0 * MARGIN)).max(1.0);
        let km = (extent.wide * east / room(width)).max(extent.tall * north / room(height));
        MapView::new(extent.centre, km.max(LEAST_KM / width.max(1.0)))
    }

    /// So many times closer, around its middle.
    pub fn closer(self, times: f64) -> MapView {
        MapView::new(self.centre, self.km / times)
    }

    /// Moved by units to the right and up.
    pub fn moved(self, right: f64, up: f64) -> MapView {
        let (east, north) = self.units;
        let lat = self.centre.lat + up / north;
        MapView::new(Coordinates { lat, lon: self.centre.lon + right / east }, self.km)
    }

    /// The same with another middle.
    pub fn centred(self, centre: Coordinates) -> MapView {
        MapView::new(centre, self.km)
    }

    /// Units from the middle to a point, right and up; by the shorter way round the earth.
    pub fn offset(&self, at: Coordinates) -> (f64, f64) {
        let (east, north) = self.units;
        (normalized_longitude(at.lon - self.centre.lon) * east, (at.lat - self.centre.lat) * north)
    }
}

impl Default for MapView {
    /// The world.
    fn default() -> MapView {
        MapView::new(Coordinates { lat: 0.0, lon: 0.0 }, Self::FARTHEST)
    }
}

/// Kilometres to a degree of longitude and of latitude on the WGS 84 ellipsoid, by the usual series
/// (NGA, Length of a degree), within a few metres.
fn km_per_degree(lat: f64) -> (f64, f64) {
    let angle = lat.clamp(-STEEPEST, STEEPEST).to_radians();
    let cos = |n: f64| (n * angle).cos();
    let east = 111.412_88 * cos(1.0) - 0.093_50 * cos(3.0) + 0.000_12 * cos(5.0);
    let north = 111.132_95 - 0.559_82 * cos(2.0) + 0.001_17 * cos(4.0);
    (east, north)
}
