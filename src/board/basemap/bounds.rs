//! Boxes of latitude and longitude, also across the antimeridian and around a pole.

use super::GroundPoint;
use crate::model::normalized_longitude;

/// Kilometres to a degree of latitude where it is shortest, at the equator (WGS 84).
const KM_PER_DEGREE: f64 = 110.574;

/// A box in degrees. `west` above `east` means across the antimeridian; its edges belong to it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct GeoBox {
    /// The western edge: degrees of longitude, −180 to 180.
    pub west: f64,
    /// The southern edge: degrees of latitude, −90 to 90.
    pub south: f64,
    /// The eastern edge: −180 to 180; less than `west` across the antimeridian.
    pub east: f64,
    /// The northern edge: degrees of latitude, −90 to 90.
    pub north: f64,
}

impl GeoBox {
    /// The whole earth.
    pub const WORLD: GeoBox = GeoBox { west: -180.0, south: -90.0, east: 180.0, north: 90.0 };

    /// The box between four edges, wherever a view was moved to: longitudes are brought to
    /// −180..180 and latitudes to −90..90, and 360° or more are the whole way round. An edge that
    /// is not a number leaves a box that holds nothing.
    pub fn new(west: f64, south: f64, east: f64, north: f64) -> GeoBox {
        let (south, north) = (south.clamp(-90.0, 90.0), north.clamp(-90.0, 90.0));
        if east - west >= 360.0 {
            return GeoBox { south, north, ..GeoBox::WORLD };
        }
        GeoBox { west: normalized_longitude(west), south, east: normalized_longitude(east), north }
    }

    /// A box that holds every place within `km` of a spot; all longitudes where it reaches a pole.
    /// The sides are the meridians that touch the circle, on a sphere as small as the ellipsoid
    /// anywhere is, so that the box is a little large rather than small.
    pub fn around(GroundPoint { lat, lon }: GroundPoint, km: f64) -> GeoBox {
        let high = km / KM_PER_DEGREE;
        let sine = high.to_radians().sin() / lat.to_radians().cos();
        let is_off_the_pole = lat.abs() + high < 90.0;
        let wide = if is_off_the_pole { sine.clamp(0.0, 1.0).asin().to_degrees() } else { 180.0 };
        GeoBox::new(lon - wide, lat - high, lon + wide, lat + high)
    }

    /// Whether a point lies in it or on its edge.
    pub fn contains(&self, GroundPoint { lat, lon }: GroundPoint) -> bool {
        (self.south..=self.north).contains(&lat)
            && self.spans().any(|(west, east)| (west..=east).contains(&lon))
    }

    /// Whether the two share a place, be it on an edge.
    pub fn touches(&self, other: &GeoBox) -> bool {
        let meet = |(west, east)| other.spans().any(|span| west <= span.1 && span.0 <= east);
        self.south <= other.north && other.south <= self.north && self.spans().any(meet)
    }

    /// Its stretches of longitude from west to east: two when it lies across the antimeridian.
    pub(in crate::board) fn spans(&self) -> impl Iterator<Item = (f64, f64)> + use<> {
        let (first, second) = if self.west > self.east {
            ((self.west, 180.0), Some((-180.0, self.east)))
        } else {
            ((self.west, self.east), None)
        };
        std::iter::once(first).chain(second)
    }
}
