//! The embedded world against places and borders that are known from elsewhere, the compact form
//! whole and damaged, and boxes anywhere on the globe.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::model::Clean;

const IDLIB: GeoBox = GeoBox { west: 35.8, south: 35.2, east: 37.4, north: 36.6 };

fn spot(lat: f64, lon: f64) -> GroundPoint {
    GroundPoint { lat, lon }
}

fn names(bounds: GeoBox, most: usize) -> Vec<&'static str> {
    basemap().places_in(bounds, most).map(|place| place.name).collect()
}

/// Kilometres from a spot to the nearest line of each kind within 100 km, on the plane that
/// touches the globe there.
fn nearest(of: GroundPoint) -> BTreeMap<GroundKind, f64> {
    let flat = |point: GroundPoint| {
        let east = (point.lon - of.lon) * of.lat.to_radians().cos();
        (east * 111.2, (point.lat - of.lat) * 111.2)
    };
    let mut nearest = BTreeMap::new();
    for line in basemap().lines_in(GeoBox::around(of, 100.0)) {
        let points: Vec<_> = line.points().map(flat).collect();
        for ends in points.windows(2) {
            let ((x, y), (dx, dy)) = (ends[0], (ends[1].0 - ends[0].0, ends[1].1 - ends[0].1));
            let along = (-(x * dx + y * dy) / (dx * dx + dy * dy)).clamp(0.0, 1.0);
            let km = (x + along * dx).hypot(y + along * dy);
            let least = nearest.entry(line.kind).or_insert(f64::INFINITY);
            *least = f64::min(km, *least);
        }
    }
    nearest.retain(|_, km| *km <= 100.0);
    nearest
}

#[test]
fn the_whole_world_is_in_it_and_it_is_small() {
    assert_eq!(NATURAL_EARTH.len(), 763_238);
    let world = Basemap::read(NATURAL_EARTH).unwrap();
    let mut counts: BTreeMap<GroundKind, (usize, usize)> = BTreeMap::new();
    for line in world.lines_in(GeoBox::WORLD) {
        let (lines, points) = counts.entry(line.kind).or_default();
        *lines += 1;
        *points += line.points().len();
    }
    let expected = [
        (GroundKind::Coast, (4_878, 166_305)),
        (GroundKind::Shore, (1_265, 51_955)),
        (GroundKind::Border, (563, 34_847)),
        (GroundKind::Disputed, (110, 3_448)),
        (GroundKind::Inner, (9_126, 81_758)),
    ];
    assert_eq!(counts, BTreeMap::from(expected));
    let places: Vec<_> = world.places_in(GeoBox::WORLD, usize::MAX).collect();
    assert_eq!(places.len(), 7_342);
    assert_eq!(places.iter().filter(|place| place.capital).count(), 192);
    assert!(places.iter().enumerate().all(|(rank, place)| place.rank == rank));
}

#[test]
fn no_name_and_no_line_is_odd() {
    for place in basemap().places_in(GeoBox::WORLD, usize::MAX) {
        assert!(!place.name.is_empty());
        assert_eq!(Clean::new(place.name).as_str(), place.name);
    }
    for line in basemap().lines_in(GeoBox::WORLD) {
        let points: Vec<_> = line.points().collect();
        assert!(points.len() >= 2);
        for ends in points.windows(2) {
            assert_ne!(ends[0], ends[1]);
            assert!((ends[0].lon - ends[1].lon).abs() < 30.0, "across the antimeridian: {ends:?}");
            assert!(ends.iter().all(|end| line.bounds.contains(*end)));
            assert!(ends.iter().any(|end| end.lon.abs() < 180.0), "along the antimeridian");
        }
    }
}

#[test]
fn the_towns_of_a_scenario_are_found_by_importance() {
    assert_eq!(names(IDLIB, 9), ["Aleppo", "İskenderun", "Samandagi", "Idlib", "Izaz", "Antakya"]);
    assert_eq!(names(IDLIB, 1), ["Aleppo"]);
    assert_eq!(names(IDLIB, 0), [""; 0]);
    let donbas = GeoBox { west: 36.5, south: 46.9, east: 39.6, north: 49.2 };
    assert_eq!(names(donbas, 4), ["Donetsk", "Mariupol", "Luhansk", "Lysychansk"]);
    let hodeidah = GeoBox { west: 42.0, south: 14.0, east: 44.5, north: 16.0 };
    assert_eq!(names(hodeidah, 2), ["Sanaa", "Al Hudaydah"]);
    let idlib = basemap().places_in(IDLIB, 9).find(|place| place.name == "Idlib").unwrap();
    assert_eq!((idlib.spot, idlib.rank), (spot(35.928, 36.632), 6538));
}

#[test]
fn a_capital_is_marked_only_where_it_is_not_at_issue() {
    let capital = |lat, lon, km| -> Vec<_> {
        let near = basemap().places_in(GeoBox::around(spot(lat, lon), km), usize::MAX);
        near.filter(|place| place.capital).map(|place| place.name).collect()
    };
    assert_eq!(capital(33.5, 36.3, 20.0), ["Damascus"]);
    assert_eq!(capital(15.36, 44.2, 20.0), ["Sanaa"]);
    assert_eq!(capital(50.45, 30.5, 20.0), ["Kyiv"]);
    for (lat, lon) in [(31.78, 35.21), (27.15, -13.2), (25.04, 121.57), (42.67, 21.17)] {
        assert_eq!(capital(lat, lon, 40.0), [""; 0]);
        assert_ne!(names(GeoBox::around(spot(lat, lon), 40.0), 1), [""; 0]);
    }
}

#[test]
fn a_border_runs_where_it_is_crossed() {
    // The crossings Bab al-Hawa, Öncüpınar (Kilis), and the bridge of Zvornik over the Drina.
    for (lat, lon) in [(36.2378, 36.6878), (36.64, 37.08), (44.386, 19.103)] {
        let near = nearest(spot(lat, lon));
        assert!(near[&GroundKind::Border] < 2.5, "{lat} {lon}: {near:?}");
        assert_eq!(near.get(&GroundKind::Disputed), None, "{lat} {lon}");
    }
    // The harbours of Hodeidah and Baku (the Caspian counts as a sea), and Tiberias on its lake.
    assert!(nearest(spot(14.798, 42.954))[&GroundKind::Coast] < 2.0);
    assert!(nearest(spot(40.37, 49.9))[&GroundKind::Coast] < 2.0);
    assert!(nearest(spot(32.79, 35.54))[&GroundKind::Shore] < 2.0);
}

#[test]
fn what_is_not_settled_is_not_drawn_as_a_border() {
    let unsettled = [
        ("Perekop, to Crimea", 46.16, 33.69),
        ("Panmunjom", 37.956, 126.677),
        ("Quneitra on the Golan", 33.126, 35.824),
        ("Erez, to Gaza", 31.559, 34.546),
        ("Teetwal on the Line of Control", 34.39, 73.77),
        ("Merdare, Kosovo", 42.98, 21.24),
        ("Nicosia, the buffer zone", 35.175, 33.36),
        ("the Inguri bridge, Abkhazia", 42.51, 41.83),
        ("Bendery, Transnistria", 46.83, 29.46),
        ("Stanytsia Luhanska", 48.655, 39.46),
    ];
    for (place, lat, lon) in unsettled {
        let near = nearest(spot(lat, lon));
        assert!(near[&GroundKind::Disputed] < 10.0, "{place}: {near:?}");
        assert!(near.get(&GroundKind::Border).is_none_or(|km| *km > 10.0), "{place}: {near:?}");
    }
}

#[test]
fn a_view_across_the_antimeridian_sees_both_sides() {
    let fiji = GeoBox::new(174.0, -20.0, 184.0, -14.0);
    assert_eq!((fiji.west, fiji.east), (174.0, -176.0));
    assert_eq!(names(fiji, 1), ["Suva"]);
    let (east, west): (Vec<_>, Vec<_>) =
        basemap().lines_in(fiji).partition(|line| line.bounds.west < 0.0);
    assert!(east.len() > 3 && west.len() > 3, "{} {}", east.len(), west.len());
    assert_eq!(GeoBox::new(-185.0, -20.0, -175.0, -14.0), GeoBox::new(175.0, -20.0, 185.0, -14.0));
    assert_eq!(GeoBox::new(-500.0, -95.0, 500.0, 95.0), GeoBox::WORLD);
}

#[test]
fn a_view_near_a_pole_takes_every_meridian() {
    let svalbard = GeoBox::around(spot(78.2, 15.6), 150.0);
    assert_eq!(names(svalbard, 3), ["Longyearbyen"]);
    assert!(svalbard.east - svalbard.west > 13.0);
    let pole = GeoBox::around(spot(89.5, 15.0), 100.0);
    assert_eq!((pole.west, pole.east, pole.north), (-180.0, 180.0, 90.0));
    let south = GeoBox::around(spot(-90.0, 0.0), 50.0);
    assert_eq!(names(south, 1), ["Amundsen–Scott South Pole Station"]);
    let nowhere = GeoBox::new(f64::NAN, 0.0, f64::NAN, f64::NAN);
    assert_eq!(basemap().lines_in(nowhere).count() + names(nowhere, 9).len(), 0);
}

/// Ten units to a degree; one coast with a step of each length, a border, and one capital.
fn small() -> Vec<u8> {
    let mut bytes = b"NEmap1\n\0\x0A".to_vec();
    // The coast: from 10 north 20, by (−7, 7), (43, −43) and (−100, 300).
    bytes.extend([1, 4, 20, 40, 14, 225 + 29, 58, 255, 0xC7, 1, 0xD8, 4]);
    // No shore; two borders, the second counted from the start of the first; none disputed, none
    // inner.
    bytes.extend([0, 2, 2, 2, 2, 113, 2, 1, 4, 111, 0, 0]);
    bytes.extend([1, 7]);
    bytes.extend("Ùr".as_bytes());
    bytes.extend([3, 5]);
    bytes
}

#[test]
fn every_form_of_a_step_is_read() {
    let bytes = small();
    let world = Basemap::read(&bytes).unwrap();
    let lines: Vec<(GroundKind, Vec<(f64, f64)>)> = world
        .lines_in(GeoBox::WORLD)
        .map(|line| (line.kind, line.points().map(|point| (point.lon, point.lat)).collect()))
        .collect();
    let expected = [
        (GroundKind::Coast, vec![(1.0, 2.0), (0.3, 2.7), (4.6, -1.6), (-5.4, 28.4)]),
        (GroundKind::Border, vec![(0.1, 0.1), (0.1, 0.2)]),
        (GroundKind::Border, vec![(0.0, 0.3), (0.0, 0.2)]),
    ];
    assert_eq!(lines, expected);
    let places: Vec<_> = world.places_in(GeoBox::WORLD, 9).cloned().collect();
    assert_eq!(places, [Town { name: "Ùr", spot: spot(-0.3, -0.2), rank: 0, capital: true }]);
}

#[test]
fn a_damaged_file_is_refused_where_it_breaks() {
    let whole = small();
    for length in 0..whole.len() {
        assert!(Basemap::read(&whole[..length]).is_err(), "cut at {length}");
    }
    let with = |at: usize, byte: u8| {
        let mut bytes = whole.clone();
        bytes[at] = byte;
        Basemap::read(&bytes).map(|_| ()).map_err(|damaged| damaged.at)
    };
    assert_eq!(with(3, b'M'), Err(0), "not a basemap");
    assert_eq!(with(8, 0), Err(9), "no unit");
    assert_eq!(with(10, 1), Err(11), "a line of one point");
    assert_eq!(with(20, 0x7F), Err(21), "beyond the pole");
    assert_eq!(with(36, 0xFF), Err(38), "not UTF-8");
    let longer = [whole.clone(), vec![0]].concat();
    assert_eq!(Basemap::read(&longer).err().unwrap().at, whole.len());
    for length in (0..NATURAL_EARTH.len()).step_by(40_009) {
        assert!(Basemap::read(&NATURAL_EARTH[..length]).is_err(), "cut at {length}");
    }
}

fn edges() -> impl Strategy<Value = GeoBox> {
    let far = -400.0..400.0;
    (far.clone(), -95.0..95.0, 0.0..60.0, 0.0..40.0)
        .prop_map(|(west, south, wide, high)| GeoBox::new(west, south, west + wide, south + high))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn flipped_bits_never_panic(at in any::<prop::sample::Index>(), bit in 0..8u8) {
        let mut world = NATURAL_EARTH.to_vec();
        world[at.index(NATURAL_EARTH.len())] ^= 1 << bit;
        if let Ok(world) = Basemap::read(&world) {
            let inside = |point: GroundPoint| GeoBox::WORLD.contains(point);
            prop_assert!(world.lines_in(IDLIB).all(|line| line.points().all(inside)));
        }
        let mut small = small();
        let at = at.index(small.len());
        small[at] ^= 1 << bit;
        let _ = Basemap::read(&small);
    }

    #[test]
    fn any_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let bytes = [b"NEmap1\n\0", &bytes[..]].concat();
        let _ = Basemap::read(&bytes);
    }

    #[test]
    fn a_view_finds_what_looking_at_everything_finds(bounds in edges()) {
        let world = basemap();
        let touching = world.lines.iter().filter(|line| line.bounds.touches(&bounds)).count();
        prop_assert_eq!(world.lines_in(bounds).count(), touching);
        let inside: Vec<_> =
            world.places.iter().filter(|place| bounds.contains(place.spot)).map(|place| place.rank).collect();
        let found: Vec<_> = world.places_in(bounds, usize::MAX).map(|place| place.rank).collect();
        prop_assert_eq!(found, inside);
    }

    /// Against great circles on a sphere as small as the ellipsoid is where it curves most, in
    /// kilometres: there a distance spans the most degrees.
    #[test]
    fn around_holds_what_is_within_reach(
        lat in -89.9..89.9f64, lon in -180.0..180.0f64, bearing in 0.0..360.0f64, km in 0.1..3000.0f64,
    ) {
        let (phi, turn, far) = (lat.to_radians(), bearing.to_radians(), km / 6336.0);
        let there = (phi.sin() * far.cos() + phi.cos() * far.sin() * turn.cos()).asin();
        let east = (turn.sin() * far.sin() * phi.cos()).atan2(far.cos() - phi.sin() * there.sin());
        let lon_there = (lon + east.to_degrees() + 540.0).rem_euclid(360.0) - 180.0;
        prop_assert!(GeoBox::around(spot(lat, lon), km).contains(spot(there.to_degrees(), lon_there)));
    }
}
