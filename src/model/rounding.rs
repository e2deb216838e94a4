//! Points no more exact than they are said to be. A digit whose step is less than the kilometres that
//! a point may be off tells nothing true, and may tell what nobody meant to: it is left away.

use super::{Coordinates, Point};

/// Kilometres of a degree on a sphere of the earth's mean radius (6371.0088 km).
const KM_OF_DEGREE: f64 = 111.195;

/// Kilometres that a point is taken to be off of which nobody says: degrees are printed as exactly.
const USUAL_KM: f64 = 0.01;

/// How much shorter than so many kilometres a step of longitude may be: up to 60 degrees north and
/// south it has as many digits as one of latitude.
const OF_LONGITUDE: f64 = 2.0;

/// Digits behind the point of degrees whose step is no less than so many kilometres.
fn digits(km: f64, km_of_degree: f64) -> i32 {
    let exact = (km_of_degree / km.max(1e-4)).log10().floor();
    // At a pole, where a degree is no way at all, none.
    if exact.is_finite() { (exact as i32).clamp(0, 6) } else { 0 }
}

fn to(degrees: f64, digits: i32) -> f64 {
    let parts = 10f64.powi(digits);
    (degrees * parts).round() / parts
}

fn km_of_longitude(lat: f64) -> f64 {
    KM_OF_DEGREE * lat.to_radians().cos().abs()
}

impl Point {
    /// The same no more exact than it is said to be, nor than ten metres where nobody says. Where it is
    /// moved by that, it may be off by as much more.
    pub fn rounded(self) -> Point {
        let km = self.precision_km.unwrap_or(USUAL_KM);
        let of_lat = digits(km, KM_OF_DEGREE);
        let lat = to(self.lat, of_lat);
        let of_lon = digits(km / OF_LONGITUDE, km_of_longitude(lat));
        let lon = to(self.lon, of_lon);
        let is_moved = (lat - self.lat).abs() > 1e-9 || (lon - self.lon).abs() > 1e-9;
        let half = |digits: i32, km: f64| km * 0.5 * 10f64.powi(-digits);
        // By half a step at most: how far it was moved would tell where it was.
        let moved = half(of_lat, KM_OF_DEGREE).hypot(half(of_lon, km_of_longitude(lat)));
        let widened = |km: f64| if is_moved { in_two_digits(km + moved) } else { km };
        Point { lat, lon, precision_km: self.precision_km.map(widened), grid: None }
    }
}

/// A point of a line, with one digit more than a point of its own would have: else roads would be
/// staircases.
pub fn rounded_line(at: Coordinates, precision_km: Option<f64>) -> Coordinates {
    let km = precision_km.map_or(USUAL_KM, |km| km / 10.0);
    let lat = to(at.lat, digits(km, KM_OF_DEGREE).min(4));
    Coordinates { lat, lon: to(at.lon, digits(km / OF_LONGITUDE, km_of_longitude(lat)).min(4)) }
}

/// No less than so many kilometres, in two digits that say something.
fn in_two_digits(km: f64) -> f64 {
    let step = 10f64.powf(km.log10().floor() - 1.0);
    let parts = (km / step).ceil();
    // Divided where that is exact, so that it prints as it is meant.
    if step < 1.0 { parts / (1.0 / step).round() } else { parts * step }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn point(lat: f64, lon: f64, precision_km: Option<f64>) -> Point {
        Point { lat, lon, precision_km, grid: None }
    }

    #[test]
    fn a_point_has_no_digit_that_its_precision_does_not_bear() {
        let at = |km| {
            let point = point(35.81234, 36.61098, km).rounded();
            (point.lat, point.lon, point.precision_km)
        };
        assert_eq!(at(Some(5.0)), (35.8, 36.6, Some(13.0)));
        assert_eq!(at(Some(1.0)), (35.81, 36.61, Some(1.8)));
        assert_eq!(at(Some(0.1)), (35.812, 36.611, Some(0.18)));
        assert_eq!(at(Some(200.0)), (36.0, 37.0, Some(280.0)));
        assert_eq!(at(None), (35.8123, 36.611, None));
        assert_eq!(point(89.99, 12.3456, Some(1.0)).rounded().lon, 12.0);
    }

    #[test]
    fn what_is_as_exact_as_it_is_said_to_be_stays() {
        let exact = point(35.8, 36.6, Some(5.0));
        assert_eq!(exact.rounded(), exact);
    }

    #[test]
    fn a_line_keeps_its_form() {
        let at = rounded_line(Coordinates { lat: 35.81234, lon: 36.61098 }, Some(2.0));
        assert_eq!((at.lat, at.lon), (35.81, 36.61));
    }

    proptest! {
        #[test]
        fn a_rounded_point_still_tells_the_truth(
            lat in -85.0..85.0f64, lon in -179.0..179.0f64, km in 0.05..150.0f64,
        ) {
            let told = point(lat, lon, Some(km)).rounded();
            let north = (told.lat - lat) * KM_OF_DEGREE;
            let east = (told.lon - lon) * km_of_longitude(lat.abs().min(told.lat.abs()));
            let off = told.precision_km.unwrap();
            prop_assert!(north.hypot(east) + km <= off * 1.02 + 0.1, "{told:?}");
            let again = point(told.lat, told.lon, Some(km)).rounded();
            prop_assert_eq!((again.lat, again.lon), (told.lat, told.lon), "what is rounded stays");
        }
    }
}
