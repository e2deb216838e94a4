//! Points as squares of the military grid (MGRS): `37SBV8412565975`, with or without blanks. Read as
//! the middle of the square, with how far its corners are off.
//!
//! The square is one of UTM; its degrees come from Krüger's series to the fourth power of the
//! flattening, which is good to a millimetre within a zone. The grid of the poles is not read.

/// A square of the grid.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct GridSquare {
    /// Degrees north and east of its middle.
    pub at: (f64, f64),
    /// Kilometres from there to its corners.
    pub off_km: f64,
}

/// The bands from 80 degrees south on, each with its lowest northing.
const BANDS: [(u8, f64); 20] = [
    (b'C', 1.1e6),
    (b'D', 2.0e6),
    (b'E', 2.8e6),
    (b'F', 3.7e6),
    (b'G', 4.6e6),
    (b'H', 5.5e6),
    (b'J', 6.4e6),
    (b'K', 7.3e6),
    (b'L', 8.2e6),
    (b'M', 9.1e6),
    (b'N', 0.0),
    (b'P', 8.0e5),
    (b'Q', 1.7e6),
    (b'R', 2.6e6),
    (b'S', 3.5e6),
    (b'T', 4.4e6),
    (b'U', 5.3e6),
    (b'V', 6.2e6),
    (b'W', 7.0e6),
    (b'X', 7.9e6),
];
/// Letters of the columns of zones, by the remainder of the zone's number by three.
const COLUMNS: [&[u8]; 3] = [b"STUVWXYZ", b"ABCDEFGH", b"JKLMNPQR"];
/// Letters of the rows; zones of even numbers begin with the sixth.
const ROWS: &[u8] = b"ABCDEFGHJKLMNPQRSTUV";
/// Metres after which the letters of rows come again.
const ROUND: f64 = 2.0e6;
const SQUARE: f64 = 1.0e5;
/// Degrees by which a square may reach out of its band and its zone.
const BESIDE: f64 = 1.0;

/// Reads a square; `None` where it is none, or has no digits, and so is as large as a province.
pub(super) fn read(text: &str) -> Option<GridSquare> {
    let signs: Vec<u8> =
        text.bytes().filter(|b| !b.is_ascii_whitespace()).map(|b| b.to_ascii_uppercase()).collect();
    let long = signs.iter().take_while(|b| b.is_ascii_digit()).count();
    let (zone, rest) = signs.split_at(long);
    let zone = number(zone).filter(|zone| long <= 2 && (1..=60).contains(zone))?;
    let [band, column, row, digits @ ..] = rest else { return None };
    let place = BANDS.iter().position(|(letter, _)| letter == band)?;
    let column = COLUMNS[zone as usize % 3].iter().position(|letter| letter == column)?;
    let row = ROWS.iter().position(|letter| letter == row)?;
    let half = digits.len() / 2;
    if digits.len() % 2 != 0 || !(1..=5).contains(&half) {
        return None;
    }
    let size = SQUARE / 10f64.powi(i32::try_from(half).ok()?);
    let within = |digits: &[u8]| Some((f64::from(number(digits)?) + 0.5) * size);
    let (east, north) = (within(&digits[..half])?, within(&digits[half..])?);
    let first = if zone.is_multiple_of(2) { 5 } else { 0 };
    let row = (row + ROWS.len() - first) % ROWS.len();
    let (easting, mut northing) = ((column + 1) as f64 * SQUARE, row as f64 * SQUARE);
    while northing < BANDS[place].1 {
        northing += ROUND;
    }
    let (lat, lon) = degrees(zone, easting + east, northing + north, place < 10)?;
    let lowest = place as f64 * 8.0 - 80.0;
    let height = if *band == b'X' { 12.0 } else { 8.0 };
    let is_there = (lowest - BESIDE..lowest + height + BESIDE).contains(&lat);
    let off_km = size / 1000.0 * std::f64::consts::FRAC_1_SQRT_2;
    is_there.then_some(GridSquare { at: (lat, lon), off_km })
}

fn number(digits: &[u8]) -> Option<u32> {
    std::str::from_utf8(digits).ok()?.parse().ok()
}

/// Degrees north and east of metres in a zone of UTM, on the ellipsoid of WGS 84; `None` where they lie
/// outside of the zone.
fn degrees(zone: u32, easting: f64, northing: f64, is_south: bool) -> Option<(f64, f64)> {
    const FLATTENING: f64 = 1.0 / 298.257_223_563;
    const N: f64 = FLATTENING / (2.0 - FLATTENING);
    const N2: f64 = N * N;
    const N3: f64 = N2 * N;
    const N4: f64 = N3 * N;
    const RADIUS: f64 = 6_378_137.0 / (1.0 + N) * (1.0 + N2 / 4.0 + N4 / 64.0);
    const BETA: [f64; 4] = [
        N / 2.0 - 2.0 / 3.0 * N2 + 37.0 / 96.0 * N3 - N4 / 360.0,
        N2 / 48.0 + N3 / 15.0 - 437.0 / 1440.0 * N4,
        17.0 / 480.0 * N3 - 37.0 / 840.0 * N4,
        4397.0 / 161_280.0 * N4,
    ];
    const DELTA: [f64; 4] = [
        2.0 * N - 2.0 / 3.0 * N2 - 2.0 * N3 + 116.0 / 45.0 * N4,
        7.0 / 3.0 * N2 - 8.0 / 5.0 * N3 - 227.0 / 45.0 * N4,
        56.0 / 15.0 * N3 - 136.0 / 35.0 * N4,
        4279.0 / 630.0 * N4,
    ];
    let far = if is_south { 1.0e7 } else { 0.0 };
    let (xi, eta) = ((northing - far) / (0.9996 * RADIUS), (easting - 5.0e5) / (0.9996 * RADIUS));
    let (mut x, mut y) = (xi, eta);
    for (beta, twice) in BETA.iter().zip([2.0, 4.0, 6.0, 8.0]) {
        x -= beta * (twice * xi).sin() * (twice * eta).cosh();
        y -= beta * (twice * xi).cos() * (twice * eta).sinh();
    }
    let chi = (x.sin() / y.cosh()).asin();
    let series = DELTA.iter().zip([2.0, 4.0, 6.0, 8.0]);
    let lat = chi + series.map(|(delta, twice)| delta * (twice * chi).sin()).sum::<f64>();
    let (lat, beside) = (lat.to_degrees(), y.sinh().atan2(x.cos()).to_degrees());
    // By Norway and Spitsbergen zones are up to twice as wide.
    let most = if lat >= 56.0 - BESIDE { 6.0 } else { 3.0 };
    let lon = f64::from(zone) * 6.0 - 183.0 + beside;
    let lon = if lon >= 180.0 {
        lon - 360.0
    } else if lon < -180.0 {
        lon + 360.0
    } else {
        lon
    };
    (beside.abs() <= most + BESIDE).then_some((lat, lon))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Squares of a metre that another program gave for some points.
    #[test]
    fn squares_lie_where_others_find_them() {
        let table = include_str!("../../tests/data/feeds/mgrs/points.csv");
        let rows: Vec<&str> = table.lines().skip(1).collect();
        assert_eq!(rows.len(), 40);
        for row in rows {
            let [grid, lat, lon] = row.split(',').collect::<Vec<_>>()[..] else { panic!("{row}") };
            let (lat, lon): (f64, f64) = (lat.parse().expect(row), lon.parse().expect(row));
            let found = read(grid).expect(row);
            let metres = |degrees: f64| degrees * 111_320.0;
            let north = metres(found.at.0 - lat);
            let east = metres(found.at.1 - lon) * lat.to_radians().cos();
            assert!(north.hypot(east) < 1.0, "{row}: {found:?}");
            assert!((found.off_km - 0.000_707).abs() < 1e-5);
        }
    }

    #[test]
    fn a_square_is_as_far_off_as_it_is_large() {
        let near = read("37S BV 841 659").expect("a square");
        assert!((near.at.0 - 35.8142).abs() < 0.001 && (near.at.1 - 36.6106).abs() < 0.001);
        assert!((near.off_km - 0.0707).abs() < 1e-4);
        assert_eq!(read("37sbv841659"), Some(near));
        for no in [
            "",
            "37SBV",
            "37SBV8",
            "37SBV841",
            "61SBV8412",
            "0SBV84",
            "37IBV84",
            "37SIV84",
            "37SBO84",
            "37SJV84",
            "35.8142N",
            "SBV8412",
            "AZN1234",
            "37SBV123456123456",
            "37S٣٤",
            "37NBV8412",
        ] {
            assert_eq!(read(no), None, "{no}");
        }
    }
}
