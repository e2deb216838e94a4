//! Points in and around zones against an independent implementation, on points kept in
//! `tests/data/zones` with how they were made.

use std::{collections::BTreeMap, fs, path::PathBuf, sync::Arc, time::Instant};

use sitboard::{
    board::{
        RouteLine,
        zone::{
            DrawnZone, Flanked, Flanks, Stands, StraightPolygons, Vicinity, ZoneRings, ZoneShape,
            between,
        },
    },
    model::Coordinates,
};

/// Kilometres from an edge within which the two may tell a point differently.
const TOLERANCE: f64 = 0.02;
/// Zones of the points, each with those that it is clipped to, and those cut out of it.
const CLIPPED: [(&str, &str, &[&str], &[&str]); 2] =
    [("clipped", "south", &["two-lines"], &["near"]), ("flat-clipped", "flat-same", &["far"], &[])];

/// The rows of a file of the folder below its remarks and its header.
fn rows(name: &str) -> Vec<Vec<String>> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/zones").join(name);
    let text = fs::read_to_string(path).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with('#')).skip(1);
    lines.map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

fn number(text: &str) -> f64 {
    text.parse().unwrap()
}

/// What a zone of the file is made of: polygons of rings of points, and kilometres.
#[derive(Default)]
struct Written {
    form: String,
    polygons: Vec<Vec<Vec<Coordinates>>>,
    km: [Option<f64>; 2],
}

fn written() -> BTreeMap<String, Written> {
    let mut zones: BTreeMap<String, Written> = BTreeMap::new();
    for row in rows("zones.csv") {
        let zone = zones.entry(row[0].clone()).or_default();
        zone.form.clone_from(&row[1]);
        let (polygon, ring) = (row[2].parse().unwrap(), row[3].parse().unwrap());
        if zone.polygons.len() <= polygon {
            zone.polygons.push(Vec::new());
        }
        let rings = &mut zone.polygons[polygon];
        if rings.len() <= ring {
            rings.push(Vec::new());
        }
        rings[ring].push(Coordinates { lat: number(&row[4]), lon: number(&row[5]) });
        zone.km = [row[6].parse().ok(), row[7].parse().ok()];
    }
    zones
}

fn shape(zone: &Written) -> ZoneShape {
    let rings = &zone.polygons[0];
    let line = |n: usize| RouteLine::through(&rings[n]).unwrap();
    match &*zone.form {
        "ring" | "rings" => ZoneShape::Rings(ZoneRings::of(rings).unwrap()),
        "straight" => ZoneShape::Straight(StraightPolygons::of(&zone.polygons).unwrap()),
        "around" => ZoneShape::Around(Vicinity::of(rings[0][0], zone.km[0].unwrap()).unwrap()),
        "between" => ZoneShape::Rings(between(&line(0), &line(1)).unwrap()),
        "along" => {
            let flanks = Flanks { left_km: zone.km[0].unwrap(), right_km: zone.km[1].unwrap() };
            ZoneShape::Along(Flanked::of(Arc::new(line(0)), flanks, [false; 2]).unwrap())
        }
        form => panic!("{form}"),
    }
}

fn zones() -> BTreeMap<String, DrawnZone> {
    let drawn = |zone: &Written| DrawnZone::of(shape(zone), 0.0).unwrap();
    let mut zones: BTreeMap<String, DrawnZone> =
        written().iter().map(|(name, zone)| (name.clone(), drawn(zone))).collect();
    for (name, own, within, except) in CLIPPED {
        let named = |name: &&str| Arc::new(zones[*name].clone());
        let clipped = within.iter().map(named).fold(zones[own].clone(), DrawnZone::within);
        let clipped = except.iter().map(named).fold(clipped, DrawnZone::except);
        zones.insert(name.to_owned(), clipped);
    }
    zones
}

fn margin_km(zone: &DrawnZone, point: Coordinates) -> Option<f64> {
    match zone.shape() {
        ZoneShape::Rings(rings) => Some(rings.margin(point).km),
        ZoneShape::Straight(polygons) => Some(polygons.margin(point).km),
        ZoneShape::Around(around) => Some(around.margin(point).km),
        ZoneShape::Along(_) | ZoneShape::Members(_) => None,
    }
}

/// A point of the file with what was told of it elsewhere.
struct Told {
    zone: String,
    point: Coordinates,
    is_inside: bool,
    edge_km: f64,
}

impl Told {
    /// What is right of a disc; nothing where that hangs on the tolerance.
    fn stands(&self, off_km: f64) -> Option<Stands> {
        match self.edge_km - off_km {
            margin if margin.abs() < TOLERANCE => None,
            margin if margin < 0.0 => Some(Stands::CannotSay),
            _ if self.is_inside => Some(Stands::Inside),
            _ => Some(Stands::Outside),
        }
    }
}

fn told() -> Vec<Told> {
    let told = |row: Vec<String>| Told {
        zone: row[0].clone(),
        point: Coordinates { lat: number(&row[1]), lon: number(&row[2]) },
        is_inside: row[3] == "1",
        edge_km: number(&row[4]),
    };
    rows("points.csv").into_iter().map(told).collect()
}

#[test]
fn every_point_lies_where_it_was_told_to_lie() {
    let zones = zones();
    let told = told();
    let mut compared: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    for told in &told {
        let stands = zones[&told.zone].stands(told.point, 0.0);
        let compared = compared.entry(&told.zone).or_default();
        compared[2] += 1;
        if let Some(right) = told.stands(0.0) {
            assert_eq!(stands, right, "{} {:?} {}", told.zone, told.point, told.edge_km);
            compared[usize::from(told.is_inside)] += 1;
        }
    }
    println!("zone: points outside, inside, in all: {compared:?}");
    assert!(told.len() >= 2000 && compared.len() >= 20, "{} {}", told.len(), compared.len());
    let has_both = |[outside, inside, _]: &[usize; 3]| *outside > 5 && *inside > 5;
    assert!(compared.values().all(has_both), "{compared:?}");
}

#[test]
fn every_edge_is_as_far_as_it_was_measured() {
    let zones = zones();
    let mut worst: BTreeMap<String, f64> = BTreeMap::new();
    for told in told().iter().filter(|told| !CLIPPED.iter().any(|(name, ..)| *name == told.zone)) {
        let Some(km) = margin_km(&zones[&told.zone], told.point) else { continue };
        let worst = worst.entry(told.zone.clone()).or_default();
        *worst = worst.max((km - told.edge_km).abs());
    }
    println!("zone: worst distance to the edge in km: {worst:?}");
    assert!(worst.values().all(|km| *km < 0.001), "{worst:?}");
}

#[test]
fn a_disc_is_told_as_a_whole() {
    let zones = zones();
    let mut seen: BTreeMap<Stands, usize> = BTreeMap::new();
    for told in told() {
        // Of the corridor with two widths the edge is not measured round its ends.
        if CLIPPED.iter().any(|(name, ..)| *name == told.zone) || told.zone == "front" {
            continue;
        }
        for off_km in [0.1, 1.0, 5.0] {
            let stands = zones[&told.zone].stands(told.point, off_km);
            if let Some(right) = told.stands(off_km) {
                assert_eq!(stands, right, "{} {:?} {off_km}", told.zone, told.point);
                *seen.entry(stands).or_default() += 1;
            }
        }
    }
    println!("{seen:?}");
    assert!(seen.len() == 3 && seen.values().all(|count| *count > 500), "{seen:?}");
}

#[test]
fn a_disc_in_a_clipped_zone_is_never_said_to_lie_where_it_does_not() {
    let zones = zones();
    let (mut alike, mut untold) = (0, 0);
    for told in told().iter().filter(|told| CLIPPED.iter().any(|(name, ..)| *name == told.zone)) {
        for off_km in [0.1, 1.0, 5.0] {
            let Some(right) = told.stands(off_km) else { continue };
            let stands = zones[&told.zone].stands(told.point, off_km);
            alike += usize::from(stands == right);
            // Only what two zones together keep out may be left open.
            if stands != right {
                assert_eq!(
                    (right, stands),
                    (Stands::Outside, Stands::CannotSay),
                    "{:?}",
                    told.point
                );
                untold += 1;
            }
        }
    }
    println!("alike {alike}, left open {untold}");
    assert!(alike > 10 * untold, "{alike} {untold}");
}

/// A wavy ring of so many corners, and points in and around it.
fn large(corners: usize, points: usize) -> (Vec<Coordinates>, Vec<Coordinates>) {
    let ring = (0..corners).map(|n| {
        let turn = std::f64::consts::TAU * n as f64 / corners as f64;
        let wide = 0.8 + 0.15 * (turn * 23.0).sin() + 0.002 * (n % 3) as f64;
        Coordinates { lat: 34.0 + wide * turn.sin(), lon: 36.0 + 1.2 * wide * turn.cos() }
    });
    let spread = |n: usize, by: f64| (n as f64 * by).fract() * 2.4 - 1.2;
    let points = (0..points).map(|n| Coordinates {
        lat: 34.0 + spread(n, 0.618_034),
        lon: 36.0 + 1.3 * spread(n, 0.414_214),
    });
    (ring.collect(), points.collect())
}

#[test]
fn the_largest_ring_is_soon_drawn_or_refused() {
    let (mut ring, _) = large(10_000, 0);
    let started = Instant::now();
    assert!(ZoneRings::of(std::slice::from_ref(&ring)).is_ok());
    let drawn = started.elapsed();
    ring.swap(4_000, 4_010);
    let fault = ZoneRings::of(&[ring]).unwrap_err();
    println!("drawn in {drawn:?}, refused in {:?}: {fault}", started.elapsed() - drawn);
    assert!(fault.to_string().starts_with("ring 1 crosses itself near 34.55"), "{fault}");
    let most = if cfg!(debug_assertions) { 60.0 } else { 5.0 };
    assert!(drawn.as_secs_f64() < most, "{drawn:?}");
}

#[test]
fn ten_thousand_points_are_told_of_a_large_zone_in_well_under_a_second() {
    let (ring, points) = large(2000, 10_000);
    let started = Instant::now();
    let rings = ZoneShape::Rings(ZoneRings::of(std::slice::from_ref(&ring)).unwrap());
    let built = started.elapsed();
    let straight = ZoneShape::Straight(StraightPolygons::of(&[vec![ring]]).unwrap());
    println!("built in {built:?} and {:?}", started.elapsed() - built);
    for (name, shape) in [("geodesic", rings), ("straight", straight)] {
        for off_km in [0.0, 2.0] {
            let started = Instant::now();
            let mut counted = [0_usize; 3];
            points.iter().for_each(|point| counted[shape.stands(*point, off_km) as usize] += 1);
            let took = started.elapsed();
            println!("{name}, {off_km} km: {took:?}, inside, outside, cannot say {counted:?}");
            assert_eq!(counted.iter().sum::<usize>(), points.len());
            // A busy machine is allowed for; what grows with the square of the corners is not.
            let most = if cfg!(debug_assertions) { 60.0 } else { 5.0 };
            assert!(took.as_secs_f64() < most, "{took:?}");
        }
    }
}
