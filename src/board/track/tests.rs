//! What a track covers of a route, what is odd about it, and laws that hold of any.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;
use crate::{
    board::{
        Board, Clock, LoadedFile, Query, Route, Stretch,
        corridor::{distance, earth},
        made,
    },
    model::{Coordinates, Key, Table},
};

/// A point with its second of the day, on 14 July 2020.
type Step = (f64, f64, Option<u32>);

fn gpx(segments: &[Vec<Step>]) -> String {
    let point = |(lat, lon, second): &Step| {
        let time = second.map(|second| {
            let (day, hour) = (14 + second / 86_400, second / 3600 % 24);
            let (minute, second) = (second / 60 % 60, second % 60);
            format!("<time>2020-07-{day}T{hour:02}:{minute:02}:{second:02}Z</time>")
        });
        format!("<trkpt lat=\"{lat}\" lon=\"{lon}\">{}</trkpt>", time.unwrap_or_default())
    };
    let segment = |points: &Vec<Step>| {
        format!("<trkseg>{}</trkseg>", points.iter().map(point).collect::<String>())
    };
    let segments: String = segments.iter().map(segment).collect();
    format!("<gpx><trk>{segments}</trk></gpx>")
}

/// Along the equator from one longitude to another, a point for each kilometre or so, one a minute.
fn along(from: f64, to: f64, begins: u32) -> Vec<Step> {
    let count = ((to - from).abs() * 111.3).ceil().max(1.0) as u32;
    (0..=count)
        .map(|n| {
            let share = f64::from(n) / f64::from(count);
            (0.0, from + (to - from) * share, Some(begins + 60 * n))
        })
        .collect()
}

/// Four towns on the equator, some eleven kilometres apart, and a patrol with a track.
fn board(keys: &str, track: &str) -> (Board, Vec<String>) {
    let place = |id: &str, lon: f64| {
        format!("[[place]]\nid = \"{id}\"\nname = \"{id}\"\nat = {{ lat = 0.0, lon = {lon} }}\n")
    };
    let records = [
        place("a", 0.0),
        place("b", 0.1),
        place("c", 0.2),
        place("d", 0.5),
        "[[route]]\nid = \"r\"\nname = \"R\"\nthrough = [\"a\", \"b\", \"c\", \"d\"]\nprecision_km = 1\n"
            .into(),
        format!(
            "[[patrol]]\nid = \"p\"\ndate = 2020-07-14\noutcome = \"completed\"\nsource = \"s\"\n\
             published = 2020-07-14\nroute = \"r\"\ntrack = \"t.gpx\"\n{keys}\n"
        ),
    ];
    let text = made::text(&records.concat());
    let loaded = LoadedFile::beside(text.as_bytes(), "made", &|_| Ok(track.as_bytes().to_vec()));
    let told = loaded.problems.iter().filter(|problem| problem.code.contains("track"));
    let told = told.map(|problem| format!("{}: {}", problem.code, problem.message)).collect();
    let index = loaded.index.unwrap_or_else(|| panic!("{:?}", loaded.problems));
    (Board::new(index, Clock::then("2020-07-14".parse().unwrap()), Query::default()), told)
}

fn reach(board: &Board) -> TrackReach {
    let patrol = board.shown_of(Table::Patrol).next().unwrap();
    board.track(patrol).unwrap().along.unwrap().1.clone()
}

fn told(keys: &str, segments: &[Vec<Step>]) -> Vec<String> {
    board(keys, &gpx(segments)).1
}

fn whole(stretches: &[Stretch]) -> Vec<(i64, i64)> {
    stretches.iter().map(|(from, to)| (from.round() as i64, to.round() as i64)).collect()
}

#[test]
fn a_track_that_is_as_reported_says_nothing() {
    let keys = "from = \"a\"\nto = \"c\"";
    let (board, told) = board(keys, &gpx(&[along(0.0, 0.2, 30_000)]));
    assert_eq!(told, [] as [&str; 0]);
    assert_eq!(whole(&reach(&board).covered), [(0, 22)]);
    assert_eq!(reach(&board).cannot_say, []);
}

#[test]
fn report_and_track_that_differ_are_both_said() {
    let far = [along(0.0, 0.1, 30_000)];
    assert_eq!(
        told("from = \"a\"\nto = \"d\"", &far),
        ["track-reach: t.gpx: reported to km 56, track reaches km 11, 45 km apart"]
    );
    // The other way round, and where it set out.
    assert_eq!(
        told("from = \"d\"\nto = \"a\"", &[along(0.4, 0.1, 30_000)]),
        [
            "track-reach: t.gpx: reported from km 56, track begins at km 45, 11 km apart",
            "track-reach: t.gpx: reported to km 0, track reaches km 11, 11 km apart",
        ]
    );
    // Where only one end is reported, the track holds it or does not.
    assert_eq!(told("to = \"a\"", &[along(0.0, 0.4, 30_000)]), [] as [&str; 0]);
    assert_eq!(
        told("to = \"d\"", &far),
        ["track-reach: t.gpx: reported to km 56, track reaches km 11, 45 km apart"]
    );
    // No further apart than the precision of both: nothing is said.
    assert_eq!(told("from = \"a\"\nto = \"b\"", &[along(0.0, 0.108, 30_000)]), [] as [&str; 0]);
}

#[test]
fn a_report_and_a_track_stand_beside_each_other() {
    let (board, _) = board("from = \"a\"\nto = \"c\"", &gpx(&[along(0.0, 0.1, 30_000)]));
    let patrol = board.shown_of(Table::Patrol).next().unwrap();
    let reported = crate::board::Reach::of(&board, patrol, 0);
    assert_eq!(whole(&[reported.sure.unwrap()]), [(0, 22)], "a track changes nothing of it");
    let register = crate::board::Register::new(&board);
    assert_eq!(register.one("reached").unwrap().text(), "22 km");
    let by_track = register.one("reached-by-track").unwrap();
    assert_eq!(by_track.text(), "11 km");
    let grounds = register.why(&by_track);
    assert_eq!(&*grounds.certain[0].reason, "track km 0–11; reported km 0–22");
    let otherwise = register.one("tracks-otherwise").unwrap();
    assert_eq!(otherwise.text(), "1 of 1");
    assert_eq!(register.why(&otherwise).certain.len(), 1);
}

#[test]
fn what_lies_in_a_gap_nobody_can_say() {
    // By distance: nothing between 11 and 33 kilometres.
    let (first, then) = (along(0.0, 0.1, 30_000), along(0.3, 0.5, 31_000));
    let (board, told) = board("", &gpx(&[first.clone(), then.clone()]));
    let reach = self::reach(&board);
    assert_eq!(whole(&reach.covered), [(0, 11), (33, 56)]);
    assert_eq!(whole(&reach.cannot_say), [(11, 33)]);
    assert_eq!(
        told,
        ["track-gap: t.gpx: no point for 22 km at km 11–33; nobody can say of km 11–33"]
    );
    // A segment that ends is no gap of itself; one that was covered before leaves nothing open.
    let back = [along(0.0, 0.5, 30_000), along(0.4, 0.5, 40_000)];
    let (board, told) = self::board("", &gpx(&back));
    assert_eq!(whole(&self::reach(&board).covered), [(0, 56)]);
    assert_eq!(self::reach(&board).cannot_say, []);
    assert!(
        told[0].starts_with("track-gap: t.gpx: no point for 110 minutes at km 45–56"),
        "{told:?}"
    );
    // By time: it stood where it was.
    let stood = [along(0.0, 0.2, 30_000), along(0.2, 0.3, 40_000)];
    assert_eq!(self::told("", &stood), ["track-gap: t.gpx: no point for 143 minutes at km 22"]);
}

#[test]
fn what_leaves_the_route_goes_on_beyond_it_or_never_touches_it_is_told() {
    let mut detour = along(0.0, 0.1, 30_000);
    let off =
        (1..=4).map(|n| (0.01 * f64::from(n), 0.1 + 0.02 * f64::from(n), Some(31_000 + n * 60)));
    detour.extend(off);
    detour.extend(
        (0..4).map(|n| {
            (0.03 - 0.01 * f64::from(n), 0.2 + 0.02 * f64::from(n), Some(31_400 + n * 60))
        }),
    );
    let (board, told) = board("", &gpx(&[detour]));
    let reach = self::reach(&board);
    assert_eq!(whole(&reach.covered), [(0, 13), (27, 29)], "{told:?}");
    assert_eq!(reach.cannot_say, [], "off the route is not on it, and no gap");
    assert_eq!(
        told,
        [
            "track-off-route: t.gpx: it leaves the route at km 13, up to 5 km from it, and comes back at km 27"
        ]
    );
    assert_eq!(
        self::told("", &[along(0.4, 0.6, 30_000)]),
        ["track-off-route: t.gpx: it goes on up to 12 km from it, beyond km 56"]
    );
    assert_eq!(
        self::told("", &[vec![(1.0, 0.0, None), (1.0, 0.02, None)]]),
        ["track-nowhere: t.gpx: it never touches the route: nowhere nearer than 111 km"]
    );
}

#[test]
fn what_runs_back_and_other_days_and_orders_are_told() {
    let back = [along(0.0, 0.3, 30_000), along(0.3, 0.1, 32_100)];
    assert_eq!(told("", &back), ["track-runs-back: t.gpx: it runs back from km 33 to km 11"]);
    let late = told("", &[along(0.0, 0.1, 86_000)]);
    assert_eq!(
        late,
        [
            "track-day: t.gpx: its times are of 14 Jul 2020 to 15 Jul 2020, the patrol is of 14 Jul 2020"
        ],
    );
    let mut turned = along(0.0, 0.1, 30_000);
    turned[3].2 = Some(29_000);
    assert!(told("", &[turned.clone()])[0].contains("track-gap"), "a leap in time is a gap");
    turned[3].2 = Some(30_070);
    assert_eq!(told("", &[turned]), ["track-order: t.gpx: 1 point is earlier than one before"]);
}

#[test]
fn a_track_that_cannot_be_read_is_told_and_its_patrol_stays() {
    for (text, words) in [
        ("<gpx><trk>", "bad-track: t.gpx, line 1, column 11: it ends before its last element does"),
        ("<!DOCTYPE gpx><gpx/>", "bad-track: t.gpx, line 1, column 1: a DOCTYPE is refused"),
        ("{\"type\": \"FeatureCollection\", \"features\": []}", "bad-track: t.gpx, it has no line"),
    ] {
        let (board, told) = board("from = \"a\"\nto = \"b\"", text);
        assert!(told[0].starts_with(words), "{told:?}");
        let patrol = board.shown_of(Table::Patrol).next().expect("the patrol stays");
        assert!(board.track(patrol).unwrap().file.unwrap().is_err());
        assert_eq!(board.track_along(patrol, 0), None);
    }
    let broken = "<gpx><trk><trkseg><trkpt lat=\"0\" lon=\"0\"/><trkpt lat=\"x\" lon=\"0\"/></trkseg></trk></gpx>";
    assert_eq!(
        board("", broken).1[0],
        "bad-track: t.gpx, line 1, column 43: `lat` is no number from -90 to 90: `x`"
    );
}

#[test]
fn however_many_points_there_are_few_are_kept() {
    // A hundred thousand points of a line a few hundred kilometres long, and back.
    let mut text = String::from("<gpx><trk><trkseg>");
    for n in 0..100_000_u32 {
        let lon = f64::from(n.min(100_000 - n)) * 0.000_2;
        text += &format!("<trkpt lat=\"{}\" lon=\"{lon}\"/>", f64::from(n % 2) * 0.000_1);
    }
    text += "</trkseg></trk></gpx>";
    let file = TrackFile::read(text.as_bytes()).unwrap();
    assert_eq!(file.count, 100_000);
    assert!(file.points.len() <= 20_001 && file.points.len() > 5_000, "{}", file.points.len());
    assert!(file.within_km < 1.0, "{}", file.within_km);
    let last = file.points.last().unwrap().at;
    assert!(last.lon < 0.001, "the last point is kept: {last:?}");
    // What jumps from point to point without end is given up.
    let leaps: String =
        (0..50_002).map(|n| format!("<trkpt lat=\"{}\" lon=\"0\"/>", n % 2)).collect();
    let why = TrackFile::read(format!("<gpx><trk><trkseg>{leaps}</trkseg></trk></gpx>").as_bytes());
    assert_eq!(&*why.unwrap_err().message, "it jumps more than 50000 times");
}

#[test]
fn two_voices_with_two_tracks_stand_beside_each_other() {
    let (board, _) = board(
        "account = [{ source = \"desk\", track = \"t2.gpx\" }]",
        &gpx(&[along(0.0, 0.1, 30_000)]),
    );
    let patrol = board.shown_of(Table::Patrol).next().unwrap();
    let paths: Vec<String> =
        board.tracks(patrol).iter().map(|track| track.path.to_string()).collect();
    assert_eq!(paths, ["t2.gpx", "t.gpx"], "the desk's word shows");
    assert!(!board.contested(patrol).contains(&Key::Track), "files contest nothing by their names");
}

static M4: LazyLock<Route> =
    LazyLock::new(|| made::idlib("2020-08-14").geography().routes[0].clone());

/// Points from one share of the M4 to another, some off it by as much, every so many kilometres.
fn points(offs: &[f64], from: f64, to: f64) -> Vec<Coordinates> {
    let km = M4.line.km();
    let count = offs.len();
    let point = |(n, off): (usize, &f64)| {
        let share = from + (to - from) * n as f64 / (count.max(2) - 1) as f64;
        let (foot, heading) = M4.line.at(share * km);
        earth::ahead(foot, heading + 90.0_f64.copysign(*off), off.abs()).0
    };
    offs.iter().enumerate().map(point).collect()
}

fn file(points: &[Coordinates], splits: &[usize]) -> TrackFile {
    let mut segments: Vec<Vec<Step>> = vec![Vec::new()];
    for (n, at) in points.iter().enumerate() {
        let last = segments.last_mut().unwrap();
        last.push((at.lat, at.lon, None));
        if splits.contains(&n) {
            segments.push(vec![(at.lat, at.lon, None)]);
        }
    }
    TrackFile::read(gpx(&segments).as_bytes()).unwrap()
}

fn is_near(a: &TrackReach, b: &TrackReach, km: f64) -> bool {
    let is_near = |a: f64, b: f64| (a - b).abs() <= km;
    match (a.span(), b.span()) {
        (Some(one), Some(other)) => is_near(one.0, other.0) && is_near(one.1, other.1),
        (None, None) => true,
        _ => false,
    }
}

/// Every so often off the route, mostly on it.
fn offs() -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec(prop_oneof![8 => -1.5..1.5, 1 => -20.0..20.0], 1..60)
}

proptest! {
    #[test]
    fn what_is_measured_lies_on_the_route_once(offs in offs(), from in 0.0..1.0, to in 0.0..1.0) {
        let reach = TrackReach::of(&file(&points(&offs, from, to), &[]), &M4);
        let km = M4.line.km() + 1e-6;
        let mut all: Vec<Stretch> = reach.covered.iter().chain(&reach.cannot_say).copied().collect();
        all.sort_by(|a, b| a.0.total_cmp(&b.0));
        for (from, to) in &all {
            prop_assert!(-1e-6 <= *from && from <= to && *to <= km, "{from} {to}");
        }
        for pair in all.windows(2) {
            prop_assert!(pair[0].1 <= pair[1].0, "{pair:?}");
        }
        prop_assert_eq!(reach.ends.is_none(), reach.covered.is_empty());
    }

    #[test]
    fn the_way_back_covers_the_same(offs in offs(), from in 0.0..1.0, to in 0.0..1.0) {
        let mut points = points(&offs, from, to);
        let there = TrackReach::of(&file(&points, &[]), &M4);
        points.reverse();
        let file = file(&points, &[]);
        let back = TrackReach::of(&file, &M4);
        prop_assert!(is_near(&there, &back, 2.0 * file.within_km + 1e-6), "{there:?}\n{back:?}");
        let (there, back) = (there.km(), back.km());
        let most = 2.0 * file.within_km * offs.len() as f64 + 1e-6;
        prop_assert!((there.0 - back.0).abs() <= most && (there.1 - back.1).abs() <= most);
    }

    #[test]
    fn a_segment_that_ends_at_a_point_changes_nothing(
        offs in offs(), from in 0.0..1.0, to in 0.0..1.0,
        splits in prop::collection::vec(0_usize..60, 0..5),
    ) {
        let points = points(&offs, from, to);
        let one = TrackReach::of(&file(&points, &[]), &M4);
        let several = TrackReach::of(&file(&points, &splits), &M4);
        prop_assert_eq!(one.covered, several.covered);
        prop_assert_eq!(one.cannot_say, several.cannot_say);
    }

    #[test]
    fn a_point_on_the_line_changes_nothing_beyond_tolerance(
        offs in prop::collection::vec(-0.5..0.5, 2..60), from in 0.0..1.0, to in 0.0..1.0,
    ) {
        let points = points(&offs, from, to);
        prop_assume!(points.windows(2).all(|pair| distance(pair[0], pair[1]) < GAP_KM));
        let mut more = vec![points[0]];
        for pair in points.windows(2) {
            let course = earth::between(pair[0], pair[1]);
            more.push(earth::ahead(pair[0], course.sets_out, course.km / 2.0).0);
            more.push(pair[1]);
        }
        let (few, many) = (TrackReach::of(&file(&points, &[]), &M4), TrackReach::of(&file(&more, &[]), &M4));
        prop_assert!(is_near(&few, &many, 1.0), "{few:?}\n{many:?}");
        prop_assert!((few.km().0 - many.km().0).abs() < 2.0, "{few:?}\n{many:?}");
    }
}
