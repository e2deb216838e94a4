//! Squares both ways against a table that others made, and what is said of those that are none.

use proptest::prelude::*;

use super::*;
use crate::model::Reason;

/// Metres between two points that are near to each other.
fn metres(one: Coordinates, other: Coordinates) -> f64 {
    let north = one.lat - other.lat;
    let east = (one.lon - other.lon + 540.0).rem_euclid(360.0) - 180.0;
    north.hypot(east * one.lat.to_radians().cos()) * 111_320.0
}

/// What GEOTRANS and PROJ say, in every zone and band, at both poles and at every edge: `make.py`
/// beside the table tells how.
#[test]
fn squares_lie_where_others_find_them_both_ways() {
    let table = include_str!("../../../tests/data/mgrs/points.csv");
    let rows: Vec<&str> = table.lines().skip(1).collect();
    assert_eq!(rows.len(), 1634);
    let mut pairs = [0; 6];
    for row in rows {
        let [grid, lat, lon, square, middle_lat, middle_lon] =
            row.split(',').collect::<Vec<_>>()[..]
        else {
            panic!("{row}")
        };
        let number = |text: &str| text.parse::<f64>().expect(row);
        let at = Coordinates { lat: number(lat), lon: number(lon) };
        let metre = GridSquare::around(at, 0.001).expect(row);
        assert_eq!(metre.to_string().replace(' ', ""), grid, "{row}");
        assert!(metres(at, metre.middle()) < 0.75, "{row}: {metre:?}");
        let read = GridSquare::read(square).unwrap_or_else(|why| panic!("{row}: {why}"));
        let middle = Coordinates { lat: number(middle_lat), lon: number(middle_lon) };
        assert!(metres(read.middle(), middle) < 0.01, "{row}: {read:?}");
        pairs[usize::from(read.pairs)] += 1;
        // The same square is found from the point, at its own size.
        let around = GridSquare::around(at, read.size_km()).expect(row);
        assert_eq!(around.to_string().replace(' ', ""), square, "{row}");
    }
    assert_eq!(pairs, [272, 272, 273, 273, 272, 272], "squares of every size");
}

#[test]
fn a_square_is_as_exact_as_it_has_digits() {
    for (text, km) in [
        ("37S BV", 100.0),
        ("37S BV 8 6", 10.0),
        ("37S BV 84 65", 1.0),
        ("37S BV 841 659", 0.1),
        ("37S BV 8412 6597", 0.01),
        ("37S BV 84125 65975", 0.001),
    ] {
        let read = GridSquare::read(text).unwrap();
        assert_eq!((read.to_string().as_str(), read.size_km()), (text, km));
        let bare = text.replace(' ', "").to_lowercase();
        assert_eq!(GridSquare::read(&bare), Ok(read), "{bare}");
    }
    let at = Coordinates { lat: 35.8142, lon: 36.6106 };
    for (km, text) in [
        (0.0, "37S BV 84125 65975"),
        (0.002, "37S BV 8412 6597"),
        (0.5, "37S BV 84 65"),
        (1.0, "37S BV 84 65"),
        (5.0, "37S BV 8 6"),
        (60.0, "37S BV"),
        (4000.0, "37S BV"),
    ] {
        assert_eq!(GridSquare::around(at, km).unwrap().to_string(), text, "{km}");
    }
}

/// Each fault at its place in the text, with what to write instead.
#[test]
fn what_is_no_square_is_told_with_place_and_hint() {
    for (text, at, message, hint) in [
        ("", "", "a square of the grid is missing", "write \"37S BV 84125 65975\""),
        ("61S BV", "61", "the grid has no zone 61", "zones are 1 to 60"),
        ("0S BV", "0", "the grid has no zone 0", "zones are 1 to 60"),
        ("3712 BV", "3712", "the grid has no zone 3712", "zones are 1 to 60"),
        ("37I BV", "I", "the grid has no letter `I`", "is it a one, or J?"),
        ("37S OV 12", "O", "the grid has no letter `O`", "is it a zero, or Q?"),
        ("37S BI", "I", "the grid has no letter `I`", "is it a one, or J?"),
        (
            "37A BV",
            "A",
            "`A` is a letter of the poles, which have no zone",
            "write it without a number: A, then the square",
        ),
        (
            "S BV 12 34",
            "S",
            "`S` is no band of the grid",
            "the number of its zone stands before it: 37S; at the poles A, B, Y, Z",
        ),
        (
            "37S",
            "S",
            "zone and band alone are no square",
            "two letters of a square of 100 km follow: 37S BV",
        ),
        (
            "37S B4 12",
            "4",
            "`4` stands where a letter of the square belongs",
            "two letters of a square of 100 km follow the band: 37S BV",
        ),
        ("37S JV 12", "J", "zone 37 has no column `J`", "its columns are A to H"),
        ("38S BV", "B", "zone 38 has no column `B`", "its columns are J to R"),
        ("37S BW", "W", "the grid has no row `W`", "rows are A to V without I and O"),
        (
            "37N BV",
            "N BV",
            "square BV does not lie in this band",
            "the nearest bands that have it: M and Q",
        ),
        (
            "ZRA 12",
            "RA",
            "there is no square RA at this pole",
            "west of Greenwich A and Y, east of it B and Z",
        ),
        (
            "32X MG",
            "32",
            "there is no zone 32 in band X",
            "by Spitsbergen zones are 31, 33, 35 and 37",
        ),
        (
            "37S AV 1 1",
            "AV",
            "square AV lies outside of 37S",
            "is the zone that of the neighbour, or a letter wrong?",
        ),
        (
            "37S BV 1234 567",
            "1234 567",
            "4 digits stand before the blank, 3 behind it",
            "as many digits east as north: 2, 4, 6, 8 or 10",
        ),
        (
            "37SBV123",
            "123",
            "the number of digits is odd: 3",
            "as many digits east as north: 2, 4, 6, 8 or 10",
        ),
        (
            "37S BV 123456 123456",
            "123456 123456",
            "12 digits are more than the grid has",
            "ten digits are a metre; write no more",
        ),
        (
            "37S BV 12,34",
            ",",
            "`,` stands in no square of the grid",
            "write \"37S BV 84125 65975\"",
        ),
        (
            "37S BV 12 3E",
            "E",
            "`E` stands in no square of the grid",
            "write \"37S BV 84125 65975\"",
        ),
        ("37S BV ٣٤", "٣", "`٣` stands in no square of the grid", "write \"37S BV 84125 65975\""),
    ] {
        let fault = GridSquare::read(text).expect_err(text);
        let hinted = Reason::hint(&fault).unwrap_or_default();
        let place = &text[fault.span.start..fault.span.end];
        assert_eq!((place, &*fault.to_string(), &*hinted), (at, message, hint), "{text}");
    }
}

/// Squares of a zone some way over its edge are read, as those who work there write them.
#[test]
fn squares_by_the_edge_of_a_zone_are_read() {
    for (text, zone) in [("37S AV 99 99", "36S"), ("36S ZE 0 0", "37S"), ("01S BV 1 1", "60S")] {
        let square = GridSquare::read(text).unwrap_or_else(|why| panic!("{text}: {why}"));
        let same = GridSquare::around(square.middle(), 1.0).unwrap();
        assert!(same.to_string().starts_with(zone), "{text} is {same}");
    }
}

proptest! {
    /// A point lies in its square, which is no smaller than was asked, and is read as it is written.
    #[test]
    fn a_point_lies_in_its_square(lat in -90.0..=90.0f64, lon in -180.0..=180.0f64, pairs in 0usize..=5) {
        let at = Coordinates { lat, lon };
        let square = GridSquare::around(at, size_of(pairs)).unwrap();
        prop_assert_eq!(usize::from(square.pairs), pairs);
        // Of a square that an edge cuts the middle may lie farther off, as seen on a flat map.
        let most = size_of(pairs) * 1000.0 * 0.7072 * 1.05 + 0.01;
        prop_assert!(lat.abs() > 89.0 || metres(at, square.middle()) < most, "{square}: {:?}", square.middle());
        prop_assert_eq!(GridSquare::read(&square.to_string()), Ok(square));
    }

    /// No text stops it, and a fault stands within its text.
    #[test]
    fn any_text_is_a_square_or_told(text in "[0-9A-Za-z ٣é.,]{0,18}") {
        match GridSquare::read(&text) {
            Ok(square) => prop_assert_eq!(GridSquare::read(&square.to_string()), Ok(square)),
            Err(fault) => {
                prop_assert!(text.get(fault.span.start..fault.span.end).is_some(), "{fault:?}");
                prop_assert!(!fault.to_string().is_empty() && Reason::hint(&fault).is_some());
            }
        }
    }
}
