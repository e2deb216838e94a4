//! The ellipsoid: distances and directions on WGS 84, by GeographicLib's geodesics (Karney 2013,
//! *Algorithms for geodesics*), exact to nanometres.

use std::sync::LazyLock;

use geographiclib_rs::{DirectGeodesic, Geodesic, InverseGeodesic, PolygonArea, Winding};

use crate::model::Coordinates;

static WGS84: LazyLock<Geodesic> = LazyLock::new(Geodesic::wgs84);

/// Kilometres of the mean radius: for steps that are taken again until they are small.
pub(in crate::board) const RADIUS: f64 = 6371.009;
/// Kilometres of the greatest radius of curvature, at the poles: nowhere is the ground flatter.
const FLATTEST: f64 = 6399.594;
const EQUATOR: f64 = 6378.137;
/// First eccentricity squared.
const ECCENTRICITY: f64 = 0.006_694_379_990_141_317;

/// The shortest way from one point to another.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(in crate::board) struct Course {
    pub km: f64,
    /// Degrees clockwise from north, at the first point and, going on, at the other.
    pub sets_out: f64,
    pub arrives: f64,
}

pub(in crate::board) fn between(from: Coordinates, to: Coordinates) -> Course {
    let (metres, sets_out, arrives, _arc): (f64, f64, f64, f64) =
        WGS84.inverse(from.lat, from.lon, to.lat, to.lon);
    Course { km: metres / 1000.0, sets_out, arrives }
}

/// Where one comes to, and in which direction, after so many kilometres.
pub(in crate::board) fn ahead(from: Coordinates, azimuth: f64, km: f64) -> (Coordinates, f64) {
    let (lat, lon, azimuth) = WGS84.direct(from.lat, from.lon, azimuth, km * 1000.0);
    (Coordinates { lat, lon }, azimuth)
}

/// Square kilometres on the left of a ring of geodesics, less than nothing where the right of it is
/// the smaller side; without regard to what lies within a millionth of half the earth.
pub(in crate::board) fn left_km2(ring: &[Coordinates]) -> f64 {
    let mut polygon = PolygonArea::new(&WGS84, Winding::CounterClockwise);
    ring.iter().for_each(|point| polygon.add_point(point.lat, point.lon));
    polygon.compute(true).1 / 1e6
}

/// Earth-centred, earth-fixed coordinates of a point on the ground, in kilometres.
pub(in crate::board) fn centred(point: Coordinates) -> [f64; 3] {
    let (lat, lon) = (point.lat.to_radians(), point.lon.to_radians());
    let across = EQUATOR / (1.0 - ECCENTRICITY * lat.sin().powi(2)).sqrt();
    let flat = across * lat.cos();
    [flat * lon.cos(), flat * lon.sin(), across * (1.0 - ECCENTRICITY) * lat.sin()]
}

/// The least that a way over ground can have between two points that are so many kilometres apart
/// through the earth: as long at least as the straight line, and, far off, as an arc of the
/// flattest circle, less a hundredth for the ellipsoid's not being a sphere.
pub(in crate::board) fn least_km(chord: f64) -> f64 {
    let arc = 2.0 * FLATTEST * (chord / (2.0 * FLATTEST)).min(1.0).asin();
    chord.max(0.99 * arc)
}

pub(in crate::board) fn minus(a: [f64; 3], b: [f64; 3]) -> [f64; 3] {
    [a[0] - b[0], a[1] - b[1], a[2] - b[2]]
}

pub(in crate::board) fn dot(a: [f64; 3], b: [f64; 3]) -> f64 {
    a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn point() -> impl Strategy<Value = Coordinates> {
        (-90.0..=90.0, -180.0..=180.0).prop_map(|(lat, lon)| Coordinates { lat, lon })
    }

    #[test]
    fn a_degree_of_the_equator_and_the_quarter_of_a_meridian() {
        let at = |lat, lon| Coordinates { lat, lon };
        let degree = between(at(0.0, 179.5), at(0.0, -179.5));
        assert!((degree.km - 111.319_491).abs() < 1e-6 && (degree.sets_out - 90.0).abs() < 1e-9);
        let quarter = between(at(0.0, 30.0), at(90.0, 0.0));
        assert!((quarter.km - 10_001.965_729).abs() < 1e-6, "{quarter:?}");
        let (pole, _) = ahead(at(0.0, 30.0), 0.0, quarter.km);
        assert!((pole.lat - 90.0).abs() < 1e-9);
    }

    proptest! {
        #[test]
        fn no_way_is_shorter_than_the_least(a in point(), b in point()) {
            let chord = minus(centred(a), centred(b));
            let chord = dot(chord, chord).sqrt();
            let km = between(a, b).km;
            prop_assert!(least_km(chord) <= km + 1e-6, "{chord} {km}");
            prop_assert!(chord > 0.6 * km);
        }
    }
}
