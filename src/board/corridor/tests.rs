//! Laws of lines, and what the shipped boards say of where.

use super::*;
use crate::board::{
    Area, made,
    zone::{Flanks, Stands},
};
use crate::model::{Coordinates, Id};
use proptest::prelude::*;
use std::sync::LazyLock;

fn at(lat: f64, lon: f64) -> Coordinates {
    Coordinates { lat, lon }
}

fn anywhere() -> impl Strategy<Value = Coordinates> {
    let lat = prop_oneof![-90.0..=90.0, Just(90.0), Just(-90.0), Just(0.0), -0.1..0.1];
    let lon = prop_oneof![-180.0..=180.0, Just(180.0), Just(-180.0), 179.9..=180.0];
    (lat, lon).prop_map(|(lat, lon)| at(lat, lon))
}

static M4: LazyLock<Route> =
    LazyLock::new(|| made::idlib("2020-08-14").geography().routes[0].clone());

/// A start, then steps of up to a degree or so.
fn route() -> impl Strategy<Value = Vec<Coordinates>> {
    let steps = prop::collection::vec((0.0..360.0, 0.0..120.0), 1..12);
    (anywhere(), steps).prop_map(|(start, steps)| {
        let mut points = vec![start];
        for (azimuth, km) in steps {
            let from = points[points.len() - 1];
            points.push(earth::ahead(from, azimuth, km).0);
        }
        points
    })
}

fn is_finite(along: &Along) -> bool {
    along.km.is_finite() && along.chainage_km.is_finite() && along.across_km.is_finite()
}

proptest! {
    #[test]
    fn every_point_lies_somewhere_to_every_line(points in prop::collection::vec(anywhere(), 0..8), point in anywhere()) {
        let Some(line) = RouteLine::through(&points) else { return Ok(()) };
        let along = line.nearest(point);
        prop_assert!(is_finite(&along), "{along:?}");
        prop_assert!(along.km >= 0.0 && along.km < 20_004.0);
        prop_assert!((0.0..=line.km() + 1e-9).contains(&along.chainage_km));
        prop_assert!(along.across_km <= along.km + 1e-6);
        let ends = [points[0], points[points.len() - 1]].map(|end| earth::between(end, point).km);
        prop_assert!(along.km <= ends[0].min(ends[1]) + 1e-6, "no further than an end");
    }

    #[test]
    fn nearest_is_nearer_than_any_point_of_the_line(points in route(), azimuth in 0.0..360.0, off in 0.0..300.0, share in 0.0..1.0) {
        let Some(line) = RouteLine::through(&points) else { return Ok(()) };
        let foot = line.at(share * line.km()).0;
        let point = earth::ahead(foot, azimuth, off).0;
        let along = line.nearest(point);
        prop_assert!(along.km <= off + 1e-6);
        for n in 0..=200 {
            let other = line.at(line.km() * f64::from(n) / 200.0).0;
            prop_assert!(along.km <= earth::between(other, point).km + 1e-5);
        }
        let there = line.at(along.chainage_km).0;
        prop_assert!((earth::between(there, point).km - along.km).abs() < 1e-6);
        // What is passed over never changes the answer.
        prop_assert_eq!(line.nearest_within(point, along.km + 0.001), Some(along));
        prop_assert_eq!(line.nearest_within(point, along.km - 0.001), None);
    }

    #[test]
    fn the_way_back_mirrors_hand_and_chainage(points in route(), azimuth in 0.0..360.0, off in 0.1..40.0, share in 0.0..1.0) {
        let Some(line) = RouteLine::through(&points) else { return Ok(()) };
        let point = earth::ahead(line.at(share * line.km()).0, azimuth, off).0;
        let back: Vec<Coordinates> = points.iter().rev().copied().collect();
        let back = RouteLine::through(&back).unwrap();
        let (there, here) = (line.nearest(point), back.nearest(point));
        prop_assert!((line.km() - back.km()).abs() < 1e-6);
        prop_assert!((there.km - here.km).abs() < 1e-5);
        // Two stretches may be equally near: then either may be told.
        let same_foot = (there.chainage_km + here.chainage_km - line.km()).abs() < 1e-3;
        if same_foot && there.across_km > 1e-3 && here.across_km > 1e-3 {
            prop_assert_eq!(there.hand, here.hand.map(Hand::other));
        }
    }

    #[test]
    fn the_mirror_of_a_meridian_swaps_hands(lat in -80.0..80.0, off in 0.01..5.0, precise in 0.0..3.0) {
        let line = RouteLine::through(&[at(-85.0, 20.0), at(85.0, 20.0)]).unwrap();
        let (west, east) = (line.nearest(at(lat, 20.0 - off)), line.nearest(at(lat, 20.0 + off)));
        prop_assert!((west.km - east.km).abs() < 1e-6 && (west.chainage_km - east.chainage_km).abs() < 1e-3);
        prop_assert_eq!((west.hand, east.hand), (Some(Hand::Left), Some(Hand::Right)));
        let zone = Zone { clause: crate::model::RecordIx::new(0), route: 0, flanks: Flanks { left_km: 50.0, right_km: 50.0 } };
        prop_assert_eq!(zone.stands(&M4, &west, precise), zone.stands(&M4, &east, precise));
    }

    #[test]
    fn an_edge_is_as_far_off_as_the_corridor_is_wide(points in route(), left in 1.0..20.0, right in prop_oneof![Just(None), (1.0..20.0).prop_map(Some)]) {
        let Some(line) = RouteLine::through(&points) else { return Ok(()) };
        let right = right.unwrap_or(left);
        let mut route = M4.clone();
        route.line = line;
        let geography = Geography {
            routes: vec![route], undrawn: Vec::new(), zones: Vec::new(),
            outlines: Vec::new(), unlocated: Vec::new(), spots: Vec::new(), along: Vec::new(),
        };
        let zone = Zone { clause: crate::model::RecordIx::new(0), route: 0, flanks: Flanks { left_km: left, right_km: right } };
        let outline = zone.outline(&geography);
        prop_assert!(left != right || outline.len() > 8, "{}", outline.len());
        for point in outline {
            let near = geography.routes[0].line.nearest(point);
            let off = |hand| (near.km - zone.width_km(hand)).abs();
            let services = near.hand.map_or(Hand::BOTH, |hand| [hand, hand]);
            prop_assert!(off(services[0]).min(off(services[1])) < 0.01, "{near:?}");
        }
    }
}

#[test]
fn points_that_do_not_differ_are_no_line() {
    assert!(RouteLine::through(&[]).is_none());
    assert!(RouteLine::through(&[at(1.0, 2.0)]).is_none());
    assert!(RouteLine::through(&[at(1.0, 2.0), at(1.0, 2.0)]).is_none());
    assert!(RouteLine::through(&[at(90.0, 2.0), at(90.0, 77.0)]).is_none(), "one pole");
    let line =
        RouteLine::through(&[at(1.0, 2.0), at(1.0, 2.0), at(1.0, 3.0), at(1.0, 3.0)]).unwrap();
    assert!((line.km() - 111.3).abs() < 0.1);
}

#[test]
fn a_point_straight_on_from_an_end_has_no_side() {
    let line = RouteLine::through(&[at(0.0, 10.0), at(0.0, 11.0)]).unwrap();
    let near = line.nearest(at(0.0, 11.5));
    assert_eq!((near.hand, near.beyond), (None, Some(RouteEnd::Last)));
    assert_eq!(line.nearest(at(0.0, 10.5)).hand, None);
    let near = line.nearest(at(0.1, 9.5));
    assert_eq!((near.hand, near.beyond), (Some(Hand::Left), Some(RouteEnd::First)));
    assert!(near.across_km < near.km && near.chainage_km == 0.0);
    assert_eq!(line.side(Hand::Left), CompassSide::North);
}

#[test]
fn a_part_runs_the_way_that_it_is_asked_for() {
    let line = RouteLine::through(&[at(0.0, 10.0), at(0.0, 10.2), at(0.2, 10.2)]).unwrap();
    let there = line.part(10.0, 30.0);
    let mut back = line.part(30.0, 10.0);
    back.reverse();
    assert_eq!(there, back);
    assert_eq!(there.len(), 3);
    assert!((line.at(-5.0).0.lon - 10.0).abs() < 1e-9 && (line.at(1e6).0.lat - 0.2).abs() < 1e-9);
}

/// The crow-flies chainages of the M4 as they were measured when its places were collected.
#[test]
fn the_stops_of_the_m4_lie_where_they_were_measured() {
    let board = made::idlib("2020-08-14");
    let route = &board.geography().routes[0];
    let stops: Vec<String> = route
        .stops
        .iter()
        .map(|stop| {
            let km = stop.chainage_km.map_or("–".to_owned(), |km| format!("{km:.1}"));
            format!("{} {km}", board.record(stop.place).id)
        })
        .collect();
    assert_eq!(
        stops.join(", "),
        "trumba 0.0, nayrab 6.1, ariha 17.7, urum-al-jawz 22.4, basanqul 28.8, muhambal 32.0, \
         frikeh 42.7, jisr-al-shughur 49.6, ghassaniyah 54.9, najiyah 59.7, badama 63.0, \
         ain-al-hawr –"
    );
    assert!(route.goes_on(RouteEnd::Last) && !route.goes_on(RouteEnd::First));
    assert_eq!((route.precision_km, route.reported_km), (Some(2.0), Some(70.0)));
    assert_eq!(route.line.side(Hand::Left), CompassSide::South, "it runs from east to west");
}

#[test]
fn records_lie_where_their_place_does_and_nowhere_else() {
    let board = made::idlib("2020-08-20");
    let located = |id: &str| {
        let n = board.scenario().position(&Id::new(id).unwrap()).unwrap();
        board
            .located(n)
            .map(|located| located.stands(&board.geography().zones[0], board.geography()))
    };
    assert_eq!(located("ied-14jul"), Some(Stands::Inside), "at Ariha, on the line");
    assert_eq!(located("jabal-al-akrad"), Some(Stands::CannotSay), "25 km precise");
    assert_eq!(located("saraqib"), Some(Stands::Inside), "2 km from the first point");
    assert_eq!(located("idlib-city"), Some(Stands::Outside));
    assert_eq!(located("idlib"), None, "a province has no point");
    assert_eq!(located("ain-al-hawr"), None);
    assert!(board.geography().unlocated.len() > 5);
    let attacks = || board.visible_of(Table::Attack);
    let standings = board.count_in(Area::Corridor(0), attacks());
    let told = standings.inside + standings.outside + standings.cannot_say + standings.unlocated;
    assert_eq!(told as usize, attacks().count());
    assert!(standings.inside > 3 && standings.unlocated > 3, "{standings:?}");
    assert_eq!(
        board.unlocated_of(Table::Attack).count() as u64,
        standings.unlocated,
        "the filter lets all pass"
    );
}

#[test]
fn an_own_point_goes_before_that_of_the_place() {
    let board = made::board(
        "[[place]]\nid = \"a\"\nname = \"A\"\nat = { lat = 36, lon = 36, precision_km = 3 }\n\
         [[place]]\nid = \"b\"\nname = \"B\"\nat = { lat = 36, lon = 37 }\n\
         [[route]]\nid = \"r\"\nname = \"R\"\nthrough = [\"a\", \"b\"]\n\
         [[attack]]\nid = \"x\"\ndate = 2020-01-01\nkind = \"ied\"\nplace = \"b\"\nsource = \"s\"\n\
         account = [ { source = \"s\", published = 2020-01-05, at = { lat = 36.1, lon = 36.2, precision_km = 1 } } ]\n",
        "2020-01-03",
    );
    let n = board.scenario().position(&Id::new("x").unwrap()).unwrap();
    assert!(board.located(n).unwrap().place.is_some());
    assert_eq!(board.geography().routes[0].precision_km, Some(3.0), "the least precise place");
    let later = board.moved(crate::board::Clock::then("2020-01-06".parse().unwrap()));
    let located = later.located(n).unwrap();
    assert_eq!((located.place, located.precision_km()), (None, 1.0));
    let (low, high) = located.km_range(later.geography()).unwrap();
    assert!((low - 7.1).abs() < 0.1 && (high - 15.1).abs() < 0.1, "{low} {high}");
    let (low, high) = located.chainage_range(later.geography()).unwrap();
    assert!((low - 17.0).abs() < 0.1 && (high - 19.0).abs() < 0.1, "{low} {high}");
}
