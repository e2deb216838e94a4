//! Tracks of every form, broken ones, and those that are meant to hurt.

use super::*;
use proptest::prelude::*;

fn read(text: &str) -> Result<(TrackRead, Vec<TrackPoint>), Refusal> {
    let mut points = Vec::new();
    let read = track(text.as_bytes(), &mut |step| match step {
        TrackStep::Point(point) => points.push(point),
        TrackStep::Anew => points.clear(),
    })?;
    Ok((read, points))
}

/// What a file is refused for: where, what, and what to do instead.
fn why(text: &str) -> String {
    let why = read(text).unwrap_err();
    let spot = why.spot.map(|spot| format!("{}:{}: ", spot.line, spot.column));
    format!("{}{why}", spot.unwrap_or_default())
}

fn gpx(inner: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?>\n<gpx version=\"1.1\" xmlns=\"http://www.topografix.com/GPX/1/1\">\n{inner}\n</gpx>\n"
    )
}

fn trk(points: &str) -> String {
    gpx(&format!("<trk><name>A &amp; B</name><trkseg>\n{points}\n</trkseg></trk>"))
}

#[test]
fn points_with_their_moments_in_their_order() {
    let (told, points) = read(&trk("<trkpt lat=\"35.866\" lon=\"36.784\"><ele>400</ele><time>2020-07-14T08:50:00Z</time></trkpt>\
         <trkpt lon='36.7' lat=' 35.87 '><time><![CDATA[2020-07-14T11:51:30.5+03:00]]></time><extensions><x:time xmlns:x=\"x\">no</x:time></extensions></trkpt>\
         <trkpt lat=\"&#51;5.8\" lon=\"36.6\"/>"))
    .unwrap();
    assert_eq!((told.form, told.broken), (TrackForm::Recorded, 0));
    let at = |lat, lon| Coordinates { lat, lon };
    assert_eq!(
        points,
        [
            TrackPoint { at: at(35.866, 36.784), time: Some(1_594_716_600) },
            TrackPoint { at: at(35.87, 36.7), time: Some(1_594_716_690) },
            TrackPoint { at: at(35.8, 36.6), time: None },
        ]
    );
}

#[test]
fn a_route_is_a_plan_and_gives_way_to_a_track() {
    let route = "<rte><rtept lat=\"1\" lon=\"2\"/><rtept lat=\"1\" lon=\"3\"/></rte>";
    let (told, points) = read(&gpx(route)).unwrap();
    assert_eq!((told.form, points.len()), (TrackForm::Planned, 2));
    let one = "<trk><trkseg><trkpt lat=\"5\" lon=\"6\"/></trkseg></trk>";
    for both in [format!("{route}{one}"), format!("{one}{route}")] {
        let (told, points) = read(&gpx(&both)).unwrap();
        assert_eq!((told.form, points.len()), (TrackForm::Recorded, 1), "{both}");
        assert_eq!(points[0].at.lat, 5.0);
    }
}

#[test]
fn what_is_broken_is_told_by_its_place_and_the_rest_is_kept() {
    let (told, points) =
        read(&trk("<trkpt lat=\"NaN\" lon=\"1\"/>\n<!-- é --> <trkpt lat=\"1\"/>\n\
         <trkpt lat=\"1\" lon=\"1e300\"/><trkpt lat=\"-91\" lon=\"0\"/>\n\
         <trkpt lat=\"35,8\" lon=\"1\"/><trkpt lat=\"inf\" lon=\"0\"/>\n\
         <trkpt lat=\"1\" lon=\"1\"><time>yesterday</time></trkpt>"))
        .unwrap();
    assert_eq!((points.len(), told.broken), (1, 7));
    let told: Vec<String> = told
        .faults
        .iter()
        .map(|fault| {
            let spot = fault.spot.unwrap();
            format!("{}:{}: {}", spot.line, spot.column, fault.message)
        })
        .collect();
    assert_eq!(
        told,
        [
            "4:1: `lat` is no number from -90 to 90: `NaN`",
            "5:12: a point has no `lon`",
            "6:1: `lon` is no number from -180 to 180: `1e300`",
        ]
    );
}

#[test]
fn what_is_no_track_says_why_and_where() {
    let at = "<trkpt lat=\"1\" lon=\"1\"/>";
    for (text, words) in [
        (String::new(), "it is empty; a track is a file of GPX, or of GeoJSON with a line"),
        (
            "PK\u{3}".into(),
            "it is neither GPX nor GeoJSON; a track is a file of GPX, or of GeoJSON with a line",
        ),
        (
            "<kml><Document/></kml>".into(),
            "1:1: its outermost element is <kml>; it is KML: save it as GPX or GeoJSON",
        ),
        (
            gpx("<wpt lat=\"1\" lon=\"1\"/>"),
            "it has no point of a track (trkpt) or of a route (rtept); waypoints are places, and no way between them",
        ),
        (
            format!("<gpx><trk><trkseg>\n{at}\n"),
            "3:1: it ends before its last element does; it was cut off: copy it anew from the receiver",
        ),
        (
            format!("<gpx><trk><trkseg>{at}</trk></gpx>"),
            "1:43: it is no XML: ill-formed document: expected `</trkseg>`, but `</trk>` was found; copy it anew from the receiver",
        ),
        (format!("<gpx/>\n{}", gpx("")), "3:1: it goes on behind its end, with <gpx>"),
        (
            trk(&format!("{at}<name>&lol;</name>")),
            "4:31: `&lol;` stands for nothing; write the letter itself; a GPX file has no entities of its own",
        ),
        (trk("<trkpt lat=\"&lat;\" lon=\"1\"/>"), "4:1: at "),
        (
            "<!DOCTYPE gpx [<!ENTITY a \"1\">]><gpx/>".into(),
            "1:1: a DOCTYPE is refused: it can make a few bytes very many; leave that line out; a GPX file needs none",
        ),
        (
            "<gpx>".repeat(70),
            "1:321: more than 64 elements stand in one another; a GPX file has five or six",
        ),
        ("{".into(), "1:1: it is no GeoJSON: EOF while parsing an object"),
        (
            "{\"type\": \"Point\", \"coordinates\": [1, 2]}".into(),
            "it has no line; a track is a LineString or a MultiLineString",
        ),
    ] {
        let told = why(&text);
        assert!(told.starts_with(words), "{told}\n{words}");
    }
}

#[test]
fn a_piece_without_end_is_given_up_and_so_is_a_file() {
    let long = format!("<gpx><trk a=\"{}\"/></gpx>", "x".repeat(2 << 20));
    assert!(
        why(&long).starts_with("1:6: a tag, text or comment is longer than 1 MiB"),
        "{}",
        why(&long)
    );
    let begins: &[u8] = b"<gpx>";
    let text = format!("<name>{}</name>", "x".repeat(900 << 10));
    let endless = begins.chain(Repeated { of: text.as_bytes(), at: 0 });
    let why = track(endless, &mut |_| {}).unwrap_err();
    assert_eq!(&*why.message, "it is larger than 128 MiB");
    let json = format!("{{{}", " ".repeat(17 << 20));
    assert!(self::why(&json).starts_with("it is larger than 16 MiB; save it as GPX"));
}

/// A file that never ends.
struct Repeated<'a> {
    of: &'a [u8],
    at: usize,
}

impl Read for Repeated<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let n = buffer.len().min(self.of.len() - self.at);
        buffer[..n].copy_from_slice(&self.of[self.at..self.at + n]);
        self.at = (self.at + n) % self.of.len();
        Ok(n)
    }
}

#[test]
fn lines_of_geojson_with_the_moments_that_stand_beside_them() {
    let text = r#"{ "type": "FeatureCollection", "features": [
        { "type": "Feature", "properties": { "coordTimes": ["2020-07-14T08:50:00Z", null] }, "geometry":
          { "type": "LineString", "coordinates": [[36.5, 35.8, 400], [36.6, 35.9]] } },
        { "type": "Feature", "properties": null, "geometry":
          { "type": "MultiLineString", "coordinates": [[[1, 2], [1, 95]], [[3, 4]]] } },
        { "type": "Feature", "properties": null, "geometry": { "type": "Point", "coordinates": [9, 9] } }]}"#;
    let (told, points) = read(text).unwrap();
    assert_eq!((told.form, points.len(), told.broken), (TrackForm::Drawn, 4, 1));
    assert_eq!(points[0].time, Some(1_594_716_600));
    assert_eq!(points[3].at, Coordinates { lat: 4.0, lon: 3.0 });
    assert_eq!(
        told.faults[0].to_string(),
        "feature 2, point 2: no longitude from -180 to 180 with a latitude from -90 to 90; longitude comes first"
    );
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        for begins in [&b""[..], b"<gpx>", b"{"] {
            let _ = track(begins.chain(&*bytes), &mut |_| {});
        }
    }

    #[test]
    fn any_elements_give_points_that_lie_on_the_earth(
        parts in prop::collection::vec("</?(gpx|trk|trkseg|trkpt|time|rte|rtept)( (lat|lon)=\"[-0-9a-zE.&;#]{0,6}\"){0,3}/?>|[0-9TZ:&;-]{0,8}|<!\\[CDATA\\[|-->|<!--", 0..30),
    ) {
        let text = format!("<gpx><trk><trkseg>{}", parts.concat());
        let _ = track(text.as_bytes(), &mut |step| {
            if let TrackStep::Point(point) = step {
                assert!(point.at.lat.abs() <= 90.0 && point.at.lon.abs() <= 180.0);
            }
        });
    }
}
