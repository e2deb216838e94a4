//! Views that hold whatever they are asked, and Idlib as its map tells it.

use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::{
    board::{Clock, Index, LoadedFile, Query, Stands},
    model::{Id, RecordIx},
};

const IDLIB: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/idlib-2020.toml"));

fn index(text: &str) -> Arc<Index> {
    LoadedFile::read(text.as_bytes(), "x").index.unwrap()
}

fn on(index: &Arc<Index>, day: &str) -> Board {
    Board::new(index.clone(), Clock::then(day.parse().unwrap()), Query::default())
}

fn at(lat: f64, lon: f64) -> Coordinates {
    Coordinates { lat, lon }
}

fn id(board: &Board, record: RecordIx) -> &str {
    board.record(record).id.as_str()
}

#[test]
fn idlib_lies_where_its_places_do() {
    let board = on(&index(IDLIB), "2020-07-14");
    let map = Map::of(&board);
    let first = map.marks[0];
    assert_eq!(id(&board, first.subject.record().unwrap()), "ied-14jul");
    assert_eq!((first.age, first.sign), (Age::Fresh, Sign::Incident(IncidentKind::Ied)));
    let ground = Ground::of(&board, first.subject.record().unwrap()).unwrap();
    assert_eq!(ground.corridor, Some(Stands::Inside));
    assert!((ground.chainage_km.unwrap() - 18.0).abs() < 1.0, "{ground:?}");
    assert!(map.unlocated.iter().all(|n| board.located(*n).is_none()));
    assert_eq!(
        map.records().count(),
        Table::ON_MAP.iter().flat_map(|t| board.shown_of(*t)).count()
    );
    let old = map.marks.iter().filter(|mark| mark.age == Age::Older).count();
    assert_eq!(old, map.marks.len() - 1, "all else is older than 28 days");
}

#[test]
fn marks_and_reach_appear_on_their_day() {
    let index = index(IDLIB);
    let marks = |day| {
        let board = on(&index, day);
        Map::of(&board)
            .marks
            .iter()
            .map(|mark| id(&board, mark.subject.record().unwrap()).to_owned())
            .collect::<Vec<_>>()
    };
    assert!(!marks("2020-07-13").contains(&"ied-14jul".to_owned()));
    assert!(marks("2020-07-14").contains(&"ied-14jul".to_owned()));
    let farthest = |day| {
        let map = Map::of(&on(&index, day));
        let west = map.reaches.iter().flat_map(|reach| &reach.points).map(|at| at.lon);
        west.reduce(f64::min)
    };
    assert_eq!(farthest("2020-03-14"), None, "nobody has gone there yet");
    let (spring, summer) = (farthest("2020-04-30").unwrap(), farthest("2020-08-01").unwrap());
    assert!(summer < spring - 0.3, "the reach grew to the west: {spring} to {summer}");
    assert_eq!(Map::of(&on(&index, "2020-01-01")).edges.len(), 0, "no agreement, no corridor");
}

#[test]
fn a_base_far_from_the_road_is_outside_and_a_vague_one_cannot_be_said() {
    let text = IDLIB.to_owned()
        + "[[place]]\nid = \"far\"\nname = \"Far\"\nat = { lat = 35.401, lon = 35.948 }\n\
           [[place]]\nid = \"vague\"\nname = \"Vague\"\nat = { lat = 35.8, lon = 36.6, precision_km = 30 }\n\
           [[attack]]\nid = \"at-far\"\ndate = 2020-07-01\nkind = \"drone\"\nplace = \"far\"\nsource = \"sohr\"\n\
           [[attack]]\nid = \"at-vague\"\ndate = 2020-07-01\nkind = \"drone\"\nplace = \"vague\"\nsource = \"sohr\"\n";
    let board = on(&index(&text), "2020-07-14");
    let stands = |name: &str| {
        let n = board.scenario().position(&Id::new(name).unwrap());
        Ground::of(&board, n.unwrap()).unwrap()
    };
    assert_eq!(stands("at-far").corridor, Some(Stands::Outside));
    assert_eq!(stands("at-far").side.map(|side| side.word()), Some("south"));
    assert_eq!(stands("at-vague").corridor, Some(Stands::CannotSay));
}

#[test]
fn a_kilometre_is_as_long_up_as_across() {
    for lat in [0.0, 35.8, -52.0, 81.0] {
        let view = MapView::new(at(lat, 10.0), 0.1);
        let near = |lat: f64, lon: f64| {
            let (right, up) = view.offset(at(lat, lon));
            right.hypot(up) * view.km
        };
        let earth = |lat2: f64, lon2: f64| {
            let line = crate::board::RouteLine::through(&[at(lat, 10.0), at(lat2, lon2)]).unwrap();
            line.km()
        };
        for (lat2, lon2) in [(lat + 0.1, 10.0), (lat, 10.2)] {
            let (drawn, measured) = (near(lat2, lon2), earth(lat2, lon2));
            assert!((drawn - measured).abs() < 0.003 * measured, "{lat}: {drawn} for {measured}");
        }
    }
}

#[test]
fn what_lies_across_the_antimeridian_lies_together() {
    let extent = Extent::of([at(-17.0, 179.0), at(-16.0, -179.0)].into_iter()).unwrap();
    assert!((extent.wide - 2.0).abs() < 1e-9 && extent.centre.lon.abs() > 179.9);
    let pane = Pane { view: MapView::fit(extent, 80.0, 40.0), width: 80.0, height: 40.0 };
    let line = pane.stretches([at(-17.0, 179.0), at(-16.0, -179.0)].into_iter());
    assert_eq!(line.len(), 1, "one line in the middle");
    assert!(pane.bounds().west > pane.bounds().east, "{:?}", pane.bounds());
    let grid = Grid::of([at(-17.0, 179.0), at(-16.0, -179.0), at(0.0, 0.0)].into_iter());
    assert_eq!(grid.within(pane.bounds()).collect::<Vec<_>>().len(), 2);
}

#[test]
fn a_far_line_is_broken_off_behind_the_earth() {
    let pane = Pane { view: MapView::default(), width: 100.0, height: 60.0 };
    assert!(pane.stretches([at(10.0, 179.0), at(10.0, -179.0)].into_iter()).is_empty());
}

#[test]
fn labels_never_lie_on_one_another() {
    let mut labels = LabelSpace::new(20, 4);
    labels.take(5, 1);
    assert_eq!(labels.place((5, 1), 6, false), Some((7, 1)));
    assert_eq!(labels.place((5, 1), 4, false), Some((0, 1)), "to the left of the same mark");
    assert_eq!(labels.place((8, 1), 6, false), Some((9, 0)), "above");
    assert_eq!(labels.place((8, 1), 18, false), None);
    assert_eq!(labels.place((8, 1), 18, true), Some((2, 0)), "one that must stand does");
    assert_eq!(labels.place((8, 1), 21, true), None, "unless there is no room for it");
}

#[test]
fn the_scale_is_round() {
    let pane = |km| Pane { view: MapView::new(at(0.0, 0.0), km), width: 80.0, height: 40.0 };
    for (km, wanted) in [(1.0, 20.0), (0.013, 0.2), (30.0, 500.0)] {
        let (told, units) = pane(km).scale(20.0);
        assert!((told - wanted).abs() < 1e-9 && units <= 20.0, "{km}: {told}");
    }
}

fn anywhere() -> impl Strategy<Value = Coordinates> {
    let edge = prop_oneof![Just(-180.0), Just(180.0), Just(179.999), Just(0.0), -180.0..=180.0];
    let pole = prop_oneof![Just(-90.0), Just(90.0), Just(89.99), Just(81.0), -90.0..=90.0];
    (pole, edge).prop_map(|(lat, lon)| at(lat, lon))
}

proptest! {
    #[test]
    fn no_view_gives_what_is_no_number(
        centre in anywhere(),
        km in prop_oneof![Just(f64::NAN), Just(0.0), Just(f64::INFINITY), 0.0001..10_000.0],
        moves in proptest::collection::vec((-500.0..500.0, -500.0..500.0, 0.01..100.0), 0..8),
        points in proptest::collection::vec(anywhere(), 0..20),
        (width, height) in (0.0..2000.0, 0.0..2000.0),
    ) {
        let mut view = MapView::new(centre, km);
        for (right, up, closer) in moves {
            view = view.moved(right, up).closer(closer);
        }
        prop_assert!(view.km.is_finite() && view.km > 0.0);
        prop_assert!((-90.0..=90.0).contains(&view.centre.lat));
        prop_assert!((-180.0..=180.0).contains(&view.centre.lon));
        let pane = Pane { view, width, height };
        for point in &points {
            let (x, y) = pane.at(*point);
            prop_assert!(x.is_finite() && y.is_finite());
            if let Some((x, y)) = pane.inside(*point) {
                prop_assert!(x < width && y < height && x >= 0.0 && y >= 0.0);
            }
        }
        for [from, to] in pane.stretches(points.iter().copied()) {
            for (x, y) in [from, to] {
                prop_assert!((-1e-6..=width + 1e-6).contains(&x), "{x} of {width}");
                prop_assert!((-1e-6..=height + 1e-6).contains(&y), "{y} of {height}");
            }
        }
        let (scale, units) = pane.scale(20.0);
        prop_assert!(scale > 0.0 && units.is_finite());
        // The index holds back nothing that is in sight.
        let grid = Grid::of(points.iter().copied());
        let near: Vec<usize> = grid.within(pane.bounds()).map(|(n, _)| n).collect();
        for (n, point) in points.iter().enumerate() {
            let (x, y) = pane.at(*point);
            let well_inside = x > 0.001 && y > 0.001 && x < width - 0.001 && y < height - 0.001;
            prop_assert!(!well_inside || near.contains(&n), "{point:?} in {:?}", pane.bounds());
        }
        if let Some(extent) = Extent::of(points.iter().copied()) {
            let pane = Pane { view: MapView::fit(extent, 80.0, 40.0), width: 80.0, height: 40.0 };
            if extent.wide < 300.0 && extent.centre.lat.abs() + extent.tall / 2.0 < 80.0 {
                prop_assert!(points.iter().all(|point| pane.inside(*point).is_some()));
            }
        }
    }

    #[test]
    fn labels_stay_inside(
        wanted in proptest::collection::vec((0usize..40, 0usize..20, 0usize..30, any::<bool>()), 0..40),
    ) {
        let mut labels = LabelSpace::new(40, 20);
        let mut cells = std::collections::HashSet::new();
        for (column, row, wide, must) in wanted {
            if let Some((x, y)) = labels.place((column, row), wide, must) {
                prop_assert!(x + wide <= 40 && y < 20);
                let is_new = (x..x + wide).all(|x| cells.insert((x, y)));
                prop_assert!(must || is_new);
            }
        }
    }
}
