//! Distances, chainages and sides against an independent implementation, on points kept in
//! `tests/data/geodesy` with how they were made.

use std::{collections::BTreeMap, fs, path::PathBuf};

use sitboard::{board::RouteLine, model::Coordinates};

/// The rows of a file of the folder below its remarks and its header.
fn rows(name: &str) -> Vec<Vec<String>> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/geodesy").join(name);
    let text = fs::read_to_string(path).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with('#')).skip(1);
    lines.map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

fn number(text: &str) -> f64 {
    text.parse().unwrap()
}

fn point(row: &[String]) -> Coordinates {
    Coordinates { lat: number(&row[1]), lon: number(&row[2]) }
}

fn lines() -> BTreeMap<String, RouteLine> {
    let mut points: BTreeMap<String, Vec<Coordinates>> = BTreeMap::new();
    let rows = rows("routes.csv");
    rows.iter().for_each(|row| points.entry(row[0].clone()).or_default().push(point(row)));
    points.into_iter().map(|(name, points)| (name, RouteLine::through(&points).unwrap())).collect()
}

#[test]
fn routes_are_as_long_as_measured_elsewhere() {
    let lines = lines();
    for row in rows("routes.csv") {
        let off = (lines[&row[0]].km() - number(&row[3])).abs();
        assert!(off < 1e-5, "{}: {off} km", row[0]);
    }
}

#[test]
fn every_point_lies_within_ten_metres_of_where_it_was_measured() {
    let lines = lines();
    let mut worst: BTreeMap<String, (usize, f64, f64)> = BTreeMap::new();
    for row in rows("points.csv") {
        let line = &lines[&row[0]];
        let along = line.nearest(point(&row));
        let worst = worst.entry(row[0].clone()).or_default();
        worst.0 += 1;
        worst.1 = worst.1.max((along.km - number(&row[3])).abs());
        worst.2 = worst.2.max((along.chainage_km - number(&row[4])).abs());
        let side = along.hand.map(|hand| line.side(hand).word());
        assert_eq!(side, Some(&*row[5]), "{row:?} {along:?}");
    }
    println!("route: points, worst distance and worst chainage in km: {worst:?}");
    assert_eq!(
        worst.keys().collect::<Vec<_>>(),
        ["antimeridian", "long", "m4", "meridian", "north"]
    );
    assert!(worst.values().map(|(points, ..)| points).sum::<usize>() >= 2000);
    for (route, (_, km, chainage)) in worst {
        assert!(km < 0.01 && chainage < 0.01, "{route}: {km} {chainage}");
    }
}
