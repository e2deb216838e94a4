//! Laws of zones, and what is refused.

use std::sync::Arc;

use super::*;
use crate::board::corridor::{RouteLine, earth};
use crate::model::{Coordinates, Reason, RecordIx, normalized_longitude};
use proptest::prelude::*;

fn at(lat: f64, lon: f64) -> Coordinates {
    Coordinates { lat, lon }
}

fn points(told: &[(f64, f64)]) -> Vec<Coordinates> {
    told.iter().map(|(lat, lon)| at(*lat, *lon)).collect()
}

fn anywhere() -> impl Strategy<Value = Coordinates> {
    let lat = prop_oneof![-90.0..=90.0, Just(90.0), Just(-90.0), Just(0.0), 80.0..82.0];
    let lon = prop_oneof![-180.0..=180.0, Just(180.0), Just(-180.0), 179.9..=180.0];
    (lat, lon).prop_map(|(lat, lon)| at(lat, lon))
}

/// A ring whose corners lie round a point in order, so that it cannot cross itself.
#[derive(Clone, Debug)]
struct Star {
    middle: Coordinates,
    corners: Vec<Coordinates>,
}

impl Star {
    fn of(middle: Coordinates, reaches: &[f64]) -> Star {
        let turn = |n: usize| 360.0 * n as f64 / reaches.len() as f64 - 180.0;
        let corner = |(n, km): (usize, &f64)| earth::ahead(middle, turn(n), *km).0;
        Star { middle, corners: reaches.iter().enumerate().map(corner).collect() }
    }

    fn rings(&self) -> ZoneRings {
        ZoneRings::of(std::slice::from_ref(&self.corners)).unwrap()
    }

    fn drawn(&self, precision_km: f64) -> DrawnZone {
        DrawnZone::of(ZoneShape::Rings(self.rings()), precision_km).unwrap()
    }
}

/// Stars of up to 300 km, anywhere.
fn star() -> impl Strategy<Value = Star> {
    let reaches = prop::collection::vec(5.0..300.0, 4..24);
    (anywhere(), reaches).prop_map(|(middle, reaches)| Star::of(middle, &reaches))
}

/// Stars of up to some hundred kilometres round points at most as far apart, and a point nearby.
fn neighbours() -> impl Strategy<Value = (Star, Star, Coordinates)> {
    let near = || (0.0..360.0, 0.0..200.0);
    let reaches = || prop::collection::vec(5.0..200.0, 4..12);
    (anywhere(), near(), near(), reaches(), reaches()).prop_map(|(middle, a, b, one, other)| {
        let off = |(azimuth, km): (f64, f64)| earth::ahead(middle, azimuth, km).0;
        (Star::of(middle, &one), Star::of(off(a), &other), off(b))
    })
}

/// Whether one answer leaves no more open than another, and says nothing else.
fn is_no_bolder(stands: Stands, than: Stands) -> bool {
    stands == than || stands == Stands::CannotSay
}

proptest! {
    #[test]
    fn direction_and_first_corner_do_not_matter(star in star(), first in 0..24_usize, azimuth in 0.0..360.0, km in 0.0..400.0, off_km in 0.0..20.0) {
        let point = earth::ahead(star.middle, azimuth, km).0;
        let told = star.rings().margin(point);
        prop_assume!(f64::abs(told.km - off_km) > 1e-4 && told.km > 1e-4);
        let mut turned = star.corners.clone();
        let count = turned.len();
        turned.rotate_left(first % count);
        let mut back = turned.clone();
        back.reverse();
        let mut closed = back.clone();
        closed.push(closed[0]);
        for other in [turned, back, closed] {
            let other = ZoneRings::of(&[other]).unwrap();
            prop_assert!((other.margin(point).km - told.km).abs() < 1e-5);
            prop_assert_eq!(other.margin(point).is_inside, told.is_inside);
            prop_assert_eq!(other.stands(point, off_km), told.stands(off_km));
        }
    }

    #[test]
    fn the_middle_of_a_star_is_inside_and_the_other_side_of_the_earth_outside(star in star()) {
        let rings = star.rings();
        prop_assert!(rings.margin(star.middle).is_inside);
        prop_assert_eq!(rings.stands(star.middle, 0.0), Stands::Inside);
        let over = at(-star.middle.lat, normalized_longitude(star.middle.lon + 180.0));
        prop_assert!(!rings.margin(over).is_inside);
        prop_assert_eq!(rings.stands(over, 0.0), Stands::Outside);
    }

    #[test]
    fn planes_and_hands_tell_the_same_side(star in star(), azimuth in 0.0..360.0, km in 0.0..600.0) {
        let (rings, point) = (star.rings(), earth::ahead(star.middle, azimuth, km).0);
        prop_assert_eq!(rings.stands(point, 0.0), rings.margin(point).stands(0.0));
    }

    #[test]
    fn every_point_is_inside_or_outside_or_cannot_be_said((one, other, _) in neighbours(), spots in prop::collection::vec((0.0..360.0, 0.0..500.0, 0.0..40.0), 1..40), precision_km in 0.0..5.0) {
        let zone = one.drawn(precision_km).except(Arc::new(other.drawn(0.0)));
        let mut counted = [0; 3];
        for (azimuth, km, off_km) in &spots {
            let point = earth::ahead(one.middle, *azimuth, *km).0;
            counted[zone.stands(point, *off_km) as usize] += 1;
            // Who knows less says no other.
            prop_assert!(is_no_bolder(zone.stands(point, off_km * 1.5), zone.stands(point, *off_km)));
        }
        prop_assert_eq!(counted.iter().sum::<usize>(), spots.len());
    }

    #[test]
    fn all_of_a_disc_inside_is_inside_and_none_of_one_outside((one, other, point) in neighbours(), off_km in 0.1..80.0, azimuth in 0.0..360.0, share in 0.0..1.0) {
        let other = Arc::new(other.drawn(0.0));
        let zones = [one.drawn(0.0), one.drawn(0.0).within(other.clone()), one.drawn(0.0).except(other)];
        let part = earth::ahead(point, azimuth, off_km * share).0;
        for zone in zones {
            let (whole, part) = (zone.stands(point, off_km), zone.stands(part, 0.0));
            prop_assert!(whole == Stands::CannotSay || part == whole, "{whole:?} {part:?}");
        }
    }

    #[test]
    fn clipping_keeps_its_laws((one, other, point) in neighbours(), off_km in prop_oneof![Just(0.0), 0.0..30.0]) {
        let (a, b) = (one.drawn(1.0), other.drawn(0.5));
        let (of_a, of_b) = (Arc::new(a.clone()), Arc::new(b.clone()));
        let stands = |zone: &DrawnZone| zone.stands(point, off_km);
        prop_assert_eq!(stands(&a.clone().within(of_a.clone())), stands(&a), "clipped to itself");
        prop_assert_eq!(stands(&a.clone().within(of_b.clone())), stands(&b.clone().within(of_a.clone())));
        prop_assert_ne!(stands(&a.clone().except(of_a.clone())), Stands::Inside, "without itself");
        let (with, without) = (a.clone().within(of_b.clone()), a.clone().except(of_b.clone()));
        // What is inside a zone is in one part of it, and what is outside in none.
        let parts = [stands(&with), stands(&without)];
        match stands(&a) {
            Stands::Inside => prop_assert!(parts[0] == parts[1].opposite(), "{parts:?}"),
            Stands::Outside => prop_assert_eq!(parts, [Stands::Outside; 2]),
            Stands::CannotSay => prop_assert!(!parts.contains(&Stands::Inside), "{parts:?}"),
        }
        let twice = without.clone().within(of_b.clone());
        prop_assert_ne!(stands(&twice), Stands::Inside, "in what was cut out");
        prop_assert_eq!(stands(&without.clone().except(of_b)), stands(&without), "cut out twice");
        prop_assert_eq!(stands(&with.within(of_a)), parts[0]);
    }

    #[test]
    fn voices_agree_or_nobody_can_say((one, other, point) in neighbours()) {
        let (a, b) = (one.drawn(0.0).stands(point, 0.0), other.drawn(0.0).stands(point, 0.0));
        let agreed = Stands::agreed([a, b]);
        prop_assert_eq!(agreed, if a == b { a } else { Stands::CannotSay });
        prop_assert_eq!(agreed, Stands::agreed([b, a, b]));
    }

    #[test]
    fn a_ring_that_crosses_itself_says_where(star in star(), n in 0..24_usize) {
        let mut corners = star.corners;
        let count = corners.len();
        prop_assume!(count > 4);
        corners.swap(n % count, (n + 1) % count);
        let Err(fault) = ZoneRings::of(std::slice::from_ref(&corners)) else { return Ok(()) };
        let ZoneFault::Crosses { at, rings: [0, 0] } = fault else { panic!("{fault}") };
        let edges = (0..count).map(|n| [corners[n], corners[(n + 1) % count]]);
        let km = edges.map(|edge| RouteLine::through(&edge).unwrap().nearest(at).km);
        prop_assert!(km.filter(|km| *km < 0.01).count() >= 2, "two edges lie there: {at:?}");
    }

    #[test]
    fn any_points_are_a_ring_or_refused(corners in prop::collection::vec(anywhere(), 0..9), point in anywhere()) {
        let Ok(rings) = ZoneRings::of(std::slice::from_ref(&corners)) else { return Ok(()) };
        let mut back = corners;
        back.reverse();
        let (here, there) = (rings.margin(point), ZoneRings::of(&[back]).unwrap().margin(point));
        prop_assert!(here.km.is_finite() && (here.km - there.km).abs() < 1e-4);
        prop_assert!(here.is_inside == there.is_inside || here.km < 1e-5, "{here:?} {there:?}");
    }

    #[test]
    fn a_turn_of_the_earth_changes_no_straight_polygon(star in star(), east in 0.0..360.0, azimuth in 0.0..360.0, km in 0.0..400.0) {
        if star.corners.iter().any(|corner| corner.lat.abs() > 80.0) {
            return Ok(());
        }
        let moved = |point: Coordinates| at(point.lat, normalized_longitude(point.lon + east));
        let point = earth::ahead(star.middle, azimuth, km).0;
        let zone = StraightPolygons::of(&[vec![star.corners.clone()]]);
        let turned: Vec<_> = star.corners.iter().copied().map(moved).collect();
        let turned = StraightPolygons::of(&[vec![turned]]);
        // Straight edges may cross where geodesics do not.
        let (Ok(zone), Ok(turned)) = (zone, turned) else { return Ok(()) };
        let (here, there) = (zone.margin(point), turned.margin(moved(point)));
        prop_assert!((here.km - there.km).abs() < 0.0015, "{here:?} {there:?}");
        prop_assert!(here.is_inside == there.is_inside || here.km < 0.001);
    }

    #[test]
    fn what_lies_between_two_lines_asks_not_which_way_they_run(north in 0.1..1.0, lat in -2.0..2.0, lon in 9.0..13.0) {
        let one = points(&[(0.0, 10.0), (-0.2, 11.0), (0.05, 12.0)]);
        let other = points(&[(north, 10.1), (north + 0.3, 11.0), (north, 12.1)]);
        let line = |points: &[Coordinates]| RouteLine::through(points).unwrap();
        let back = |points: &[Coordinates]| points.iter().rev().copied().collect::<Vec<_>>();
        let zone = between(&line(&one), &line(&other)).unwrap();
        let told = zone.margin(at(lat, lon));
        prop_assert!(zone.margin(at(north / 2.0, 11.0)).is_inside);
        for zone in [between(&line(&back(&one)), &line(&other)), between(&line(&other), &line(&back(&one)))] {
            let margin = zone.unwrap().margin(at(lat, lon));
            prop_assert!((margin.km - told.km).abs() < 1e-5 && margin.is_inside == told.is_inside);
        }
    }

    #[test]
    fn round_a_point_is_what_is_near(middle in anywhere(), km in 0.1..2000.0, azimuth in 0.0..360.0, off in 0.0..3000.0, off_km in 0.0..100.0) {
        prop_assume!(f64::abs(f64::abs(off - km) - off_km) > 1e-5);
        let point = earth::ahead(middle, azimuth, off).0;
        let right = match () {
            () if off + off_km < km => Stands::Inside,
            () if off - off_km > km => Stands::Outside,
            () => Stands::CannotSay,
        };
        prop_assert_eq!(Vicinity::of(middle, km).unwrap().stands(point, off_km), right);
    }
}

proptest! {
    // Wide edges at high latitudes are drawn with many points.
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_cut_at_the_antimeridian_is_no_edge(west in 174.0..179.0, east in -179.0..-176.0, south in -70.0..0.0, north in 1.0..70.0, lat in -75.0..75.0, lon in prop_oneof![165.0..=180.0, -180.0..-165.0, Just(-180.0)], off_km in 0.0..50.0) {
        let halves = [
            vec![points(&[(south, west), (south, 180.0), (north, 180.0), (north, west)])],
            vec![points(&[(south, east), (north, east), (north, -180.0), (south, -180.0)])],
        ];
        let whole = [vec![points(&[(south, west), (south, east), (north, east), (north, west)])]];
        let (cut, whole) = (StraightPolygons::of(&halves).unwrap(), StraightPolygons::of(&whole).unwrap());
        let (here, there) = (cut.margin(at(lat, lon)), whole.margin(at(lat, lon)));
        prop_assert!((here.km - there.km).abs() < 0.0015, "{here:?} {there:?}");
        prop_assert!(here.is_inside == there.is_inside || here.km < 0.001);
        prop_assume!(f64::abs(here.km - off_km) > 0.004);
        prop_assert_eq!(cut.stands(at(lat, lon), off_km), whole.stands(at(lat, lon), off_km));
    }
}

#[test]
fn a_pole_may_be_inside_or_a_corner() {
    let round = points(&[(81.0, 0.0), (80.0, 100.0), (82.0, -120.0)]);
    let rings = ZoneRings::of(&[round]).unwrap();
    assert_eq!(rings.stands(at(90.0, 0.0), 0.0), Stands::Inside);
    assert_eq!(rings.stands(at(-90.0, 0.0), 0.0), Stands::Outside);
    let corner = points(&[(90.0, 77.0), (80.0, 0.0), (80.0, 90.0)]);
    let rings = ZoneRings::of(&[corner]).unwrap();
    assert_eq!(rings.stands(at(85.0, 45.0), 0.0), Stands::Inside);
    assert_eq!(rings.stands(at(85.0, -135.0), 0.0), Stands::Outside);
    assert_eq!(rings.stands(at(90.0, 12.0), 0.0), Stands::CannotSay, "on the edge");
    // Seen across the pole, where the legs name directions each by its own meridian.
    let mut narrow = points(&[(0.0, 179.9), (0.0, 180.0), (90.0, 180.0)]);
    for _ in 0..2 {
        let rings = ZoneRings::of(std::slice::from_ref(&narrow)).unwrap();
        assert_eq!(rings.stands(at(0.0, 0.0), 0.0), Stands::Outside);
        narrow.reverse();
    }
}

#[test]
fn a_straight_ring_may_go_round_a_pole() {
    let parallel =
        |lat: f64| (0..36).map(|n| at(lat, f64::from(n) * 10.0 - 180.0)).collect::<Vec<_>>();
    let zone = StraightPolygons::of(&[vec![parallel(-75.0)]]).unwrap();
    for (lat, is_inside) in [(-90.0, true), (-80.0, true), (-74.9, false), (90.0, false)] {
        assert_eq!(zone.margin(at(lat, 180.0)).is_inside, is_inside, "{lat}");
        assert_eq!(zone.margin(at(lat, -3.0)).is_inside, is_inside, "{lat}");
    }
    let km = zone.margin(at(-90.0, 0.0)).km;
    assert!((km - earth::between(at(-90.0, 0.0), at(-75.0, 0.0)).km).abs() < 0.001, "{km}");
    // The same as a box that is closed along the pole and the antimeridian.
    let mut closed = parallel(-75.0);
    closed.extend(points(&[(-75.0, 180.0), (-90.0, 180.0), (-90.0, -180.0)]));
    let closed = StraightPolygons::of(&[vec![closed]]).unwrap();
    assert_eq!(closed.stands(at(-80.0, 180.0), 100.0), Stands::Inside, "no edge there");
    assert_eq!(closed.stands(at(-90.0, 50.0), 1000.0), Stands::Inside);
    let equator = StraightPolygons::of(&[vec![parallel(0.0)]]).unwrap_err();
    assert_eq!(equator, ZoneFault::NoSmallerSide);
}

#[test]
fn the_whole_earth_has_no_edge() {
    let earth = points(&[(-90.0, -180.0), (-90.0, 180.0), (90.0, 180.0), (90.0, -180.0)]);
    let zone = StraightPolygons::of(&[vec![earth]]).unwrap();
    assert_eq!(zone.stands(at(33.0, 180.0), 20_000.0), Stands::Inside);
    assert_eq!(zone.margin(at(90.0, 0.0)), EdgeMargin { is_inside: true, km: f64::INFINITY });
}

#[test]
fn straight_and_geodesic_edges_part_on_the_way() {
    // Half-way between the corners on the parallel of 60 degrees the geodesic lies 10.5 km further
    // north.
    let corners = points(&[(60.0, 20.0), (60.0, 30.0), (65.0, 25.0)]);
    let straight = StraightPolygons::of(&[vec![corners.clone()]]).unwrap();
    let rings = ZoneRings::of(&[corners]).unwrap();
    let point = at(60.05, 25.0);
    assert_eq!(straight.stands(point, 4.0), Stands::Inside);
    assert_eq!(rings.stands(point, 4.0), Stands::Outside);
}

#[test]
fn what_is_no_zone_says_why() {
    let ring = |told: &[(f64, f64)]| ZoneRings::of(&[points(told)]).unwrap_err();
    let tie = ring(&[(0.0, 0.0), (1.0, 1.0), (0.0, 1.0), (1.0, 0.0)]);
    assert_eq!(tie.to_string(), "ring 1 crosses itself near 0.50006, 0.50000");
    assert!(tie.hint().unwrap().to_string().contains("in the order"));
    assert_eq!(ring(&[(0.0, 0.0), (1.0, 1.0), (0.0, 0.0)]), ZoneFault::TooFewPoints);
    assert_eq!(ring(&[(0.0, 180.0), (1.0, 1.0), (0.0, -180.0)]), ZoneFault::TooFewPoints);
    assert_eq!(ring(&[(0.0, 0.0), (95.0, 1.0), (0.0, 2.0)]), ZoneFault::NoPoint);
    assert_eq!(ring(&[(0.0, f64::NAN), (5.0, 1.0), (0.0, 2.0)]), ZoneFault::NoPoint);
    let equator = ring(&[(0.0, 0.0), (0.0, 120.0), (0.0, -120.0)]);
    assert_eq!(equator, ZoneFault::NoSmallerSide);
    let back = ring(&[(0.0, 0.0), (0.0, 2.0), (0.0, 1.0)]);
    assert!(matches!(back, ZoneFault::Crosses { .. }), "it runs back upon itself: {back}");
    let touch = ring(&[(0.0, 0.0), (0.0, 2.0), (1.0, 1.0), (0.0, 1.0), (1.0, 0.5)]);
    assert!(matches!(touch, ZoneFault::Crosses { .. }), "{touch}");
    let over = ring(&[(0.0, 0.0), (1.0, 179.0), (10.0, 90.0)]);
    assert!(matches!(over, ZoneFault::EdgeTooLong { .. }), "{over}");
    let many: Vec<Coordinates> = (0..10_001).map(|n| at(0.0, f64::from(n) / 100.0)).collect();
    assert_eq!(ZoneRings::of(std::slice::from_ref(&many)).unwrap_err(), ZoneFault::TooManyPoints);
    assert_eq!(StraightPolygons::of(&[vec![many]]).unwrap_err(), ZoneFault::TooManyPoints);
    assert_eq!(ZoneRings::of(&[]).unwrap_err(), ZoneFault::TooFewPoints);
    assert_eq!(StraightPolygons::of(&[Vec::new()]).unwrap_err(), ZoneFault::TooFewPoints);
    let line = points(&[(0.0, 0.0), (1.0, 1.0), (2.0, 2.0)]);
    assert_eq!(StraightPolygons::of(&[vec![line]]).unwrap_err(), ZoneFault::Empty);
    for km in [0.0, -1.0, f64::NAN, 10_001.0] {
        assert_eq!(Vicinity::of(at(0.0, 0.0), km).unwrap_err(), ZoneFault::Radius);
        let line = Arc::new(RouteLine::through(&points(&[(0.0, 0.0), (0.0, 1.0)])).unwrap());
        let flanked = Flanked::of(line, Flanks { left_km: km, right_km: 0.0 }, [false; 2]);
        assert_eq!(flanked.unwrap_err(), ZoneFault::Width);
    }
    let around = || ZoneShape::Around(Vicinity::of(at(0.0, 0.0), 1.0).unwrap());
    assert_eq!(DrawnZone::of(around(), -1.0).unwrap_err(), ZoneFault::Precision);
}

#[test]
fn holes_lie_in_their_ring() {
    let outer = || points(&[(0.0, 0.0), (0.0, 4.0), (4.0, 4.0), (4.0, 0.0)]);
    let beside = points(&[(5.0, 5.0), (5.0, 6.0), (6.0, 6.0)]);
    let over = points(&[(1.0, 3.0), (1.0, 5.0), (2.0, 4.5)]);
    let rings = |hole: &[Coordinates]| ZoneRings::of(&[outer(), hole.to_vec()]).unwrap_err();
    let straight =
        |hole: &[Coordinates]| StraightPolygons::of(&[vec![outer(), hole.to_vec()]]).unwrap_err();
    assert_eq!(rings(&beside).to_string(), "ring 2 lies outside the first, near 5.00000, 5.00000");
    assert_eq!(straight(&beside), rings(&beside));
    assert_eq!(rings(&over).to_string(), "rings 1 and 2 cross near 1.66689, 4.00000");
    assert_eq!(straight(&over).to_string(), "rings 1 and 2 cross near 1.00000, 4.00000");
    // In GeoJSON a hole may touch its ring in a corner.
    let touching = points(&[(0.0, 0.0), (1.0, 2.0), (2.0, 1.0)]);
    let touching = StraightPolygons::of(&[vec![outer(), touching]]).unwrap();
    assert_eq!(touching.stands(at(1.0, 1.0), 1.0), Stands::Outside);
    assert_eq!(touching.stands(at(3.0, 3.0), 1.0), Stands::Inside);
}

#[test]
fn lines_that_meet_in_an_end_need_no_join_and_lines_that_cross_are_refused() {
    let line = |told: &[(f64, f64)]| RouteLine::through(&points(told)).unwrap();
    let river = line(&[(0.0, 10.0), (0.0, 11.0), (0.5, 12.0)]);
    let zone = between(&river, &line(&[(0.5, 12.0), (1.0, 11.0), (1.0, 10.0)])).unwrap();
    assert_eq!(zone.stands(at(0.5, 11.0), 20.0), Stands::Inside);
    let fault = between(&river, &line(&[(-1.0, 10.5), (1.0, 10.5), (1.0, 12.0)])).unwrap_err();
    assert_eq!(fault.to_string(), "ring 1 crosses itself near 0.00000, 10.50000");
}

#[test]
fn along_a_line_widths_lie_where_the_compass_has_them() {
    let line = RouteLine::through(&points(&[(36.0, 36.5), (36.0, 36.0)])).unwrap();
    let zone = |sides: &[(&'static str, f64)], goes_on| {
        let flanks = Flanks::named(&line, sides.iter().copied());
        Flanked::of(Arc::new(line.clone()), flanks, goes_on)
    };
    let open = zone(&[("both", 6.0)], [false, true]).unwrap();
    assert_eq!(zone(&[], [false; 2]).unwrap_err(), ZoneFault::Width);
    let zone = zone(&[("north", 6.0)], [false; 2]).unwrap();
    assert_eq!(zone.stands(at(36.05, 36.25), 0.1), Stands::Inside);
    assert_eq!(zone.stands(at(35.95, 36.25), 0.1), Stands::Outside);
    assert_eq!(zone.stands(at(36.05, 36.25), 1.0), Stands::CannotSay);
    assert_eq!(zone.stands(at(36.5, 36.25), 1.0), Stands::Outside);
    // Beyond an end after which the road goes on nobody knows, however far.
    assert_eq!(open.stands(at(36.0, 35.0), 0.0), Stands::CannotSay);
    assert_eq!(open.stands(at(36.0, 37.5), 0.0), Stands::Outside);
}

#[test]
fn of_places_by_name_geometry_says_nothing_but_what_clips_them() {
    let members = || DrawnZone::of(ZoneShape::Members(vec![RecordIx::new(3)]), 0.0).unwrap();
    assert_eq!(members().stands(at(33.3, 35.4), 0.0), Stands::CannotSay);
    let around = ZoneShape::Around(Vicinity::of(at(33.3, 35.4), 5.0).unwrap());
    let clipped = members().within(Arc::new(DrawnZone::of(around, 0.0).unwrap()));
    assert_eq!(clipped.stands(at(34.0, 35.4), 0.0), Stands::Outside);
    assert_eq!(Stands::agreed([]), Stands::CannotSay);
}

#[test]
fn the_band_along_an_edge_is_each_zones_own() {
    let middle = at(33.3, 35.4);
    let around = |km, precision_km| {
        DrawnZone::of(ZoneShape::Around(Vicinity::of(middle, km).unwrap()), precision_km).unwrap()
    };
    let stands = |zone: &DrawnZone, km| zone.stands(earth::ahead(middle, 77.0, km).0, 0.0);
    let zone = around(10.0, 1.0).except(Arc::new(around(5.0, 0.25)));
    let told: Vec<Stands> = [4.7, 4.8, 5.2, 5.3, 8.9, 9.1, 10.9, 11.1]
        .into_iter()
        .map(|km| stands(&zone, km))
        .collect();
    use Stands::{CannotSay, Inside, Outside};
    assert_eq!(
        told,
        [Outside, CannotSay, CannotSay, Inside, Inside, CannotSay, CannotSay, Outside]
    );
}

proptest! {
    #[test]
    fn all_of_a_disc_along_a_line_that_never_turns_back(lat in -60.0..60.0, lon in -180.0..180.0, steps in prop::collection::vec((30.0..150.0, 1.0..60.0), 1..7), left in 0.1..30.0, right in 0.1..30.0, azimuth in 0.0..360.0, km in 0.0..50.0, share in 0.0..1.0, off_km in 0.0..20.0, to in 0.0..360.0, part in 0.0..1.0) {
        let mut corners = vec![at(lat, lon)];
        for (azimuth, km) in steps {
            corners.push(earth::ahead(corners[corners.len() - 1], azimuth, km).0);
        }
        let line = RouteLine::through(&corners).unwrap();
        let point = earth::ahead(line.at(share * line.km()).0, azimuth, km).0;
        let other = earth::ahead(point, to, off_km * part).0;
        let zone = Flanked::of(Arc::new(line), Flanks { left_km: left, right_km: right }, [false; 2]).unwrap();
        let (whole, part) = (zone.stands(point, off_km), zone.stands(other, 0.0));
        prop_assert!(whole == Stands::CannotSay || part == whole || part == Stands::CannotSay, "{whole:?} {part:?}");
    }
}
