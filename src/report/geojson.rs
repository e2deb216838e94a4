//! What lies where as GeoJSON (RFC 7946): the records of the map with what is told of them, routes,
//! what patrols covered, corridors, and the zones that hold on the day. Lines and areas are cut at the antimeridian; an area that
//! holds a pole is not (no corridor along a road does).

use serde_json::{Map as Object, Value as Json, json};

use super::rows::left_out_row;
use crate::{
    board::{Board, Map, Terms},
    model::{Clean, Coordinates, FeedUse, Id, Key, RecordIx, Table, ZoneKind, strictest},
    panel::{
        feed_json::feed_row_json,
        map::located_json,
        track::track_json,
        values::{tell_without, when_json},
    },
};

/// The features of a board, each with the scenario, its file and the clock among its properties; of
/// these feeds also the rows that have a point.
pub fn features_json(board: &Board, file: &str, feeds: &[(usize, Terms)]) -> Vec<Json> {
    let map = Map::of(board);
    let scenario = board.scenario();
    let properties = |more: Json, handling: Option<Clean>| {
        let mut all = match more {
            Json::Object(all) => all,
            _ => Object::new(),
        };
        all.insert("scenario".into(), json!(scenario.header.id.as_str()));
        all.insert("file".into(), json!(file));
        all.insert("as_of".into(), json!(board.clock.as_of.to_string()));
        all.insert("clock".into(), json!(board.clock.words()));
        tell_without(board, &mut all);
        all.insert("handling".into(), json!(handling.as_deref()));
        Json::Object(all)
    };
    let of_all = || scenario.header.handling.clone();
    let feature = |n: Option<RecordIx>, id: &str, geometry: Json, more: Json| {
        let properties = properties(more, n.map_or_else(of_all, |n| board.handling_of(n)));
        json!({ "type": "Feature", "id": id, "geometry": geometry, "properties": properties })
    };
    let named = |n: RecordIx, kind: &str| {
        let record = board.record(n);
        let name = [Key::Name, Key::Text].into_iter().find_map(|key| record.text(key));
        json!({ "id": record.id.as_str(), "table": kind, "name": name.map(|name| name.as_str()) })
    };
    let mut features = Vec::new();
    for record in map.records() {
        let mut row = located_json(board, record);
        let date = board.written_date(board.record(record)).map(when_json);
        row.insert("date".into(), json!(date));
        let geometry = board.located(record).map_or(Json::Null, |located| {
            json!({ "type": "Point", "coordinates": position(located.point.coordinates()) })
        });
        features.push(feature(
            Some(record),
            board.record(record).id.as_str(),
            geometry,
            Json::Object(row),
        ));
    }
    for joins in FeedUse::ALL {
        let Some(feed_rows) = board.visible_rows(*joins) else { continue };
        for at in (0..feed_rows.len()).filter_map(|place| feed_rows.row(place)) {
            let terms = feeds.iter().find(|(n, _)| *n == at.feed).map(|(_, terms)| terms);
            let point = board.site(at).and_then(|site| site.at);
            let (Some(terms), Some(point)) = (terms, point) else { continue };
            let id = format!("{}-{}", board.feeds.files[at.feed].id, at.row + 1);
            let geometry = json!({ "type": "Point", "coordinates": position(point) });
            features.push(feature(
                None,
                &id,
                geometry,
                Json::Object(feed_row_json(board, at, terms)),
            ));
        }
    }
    for (n, points) in &map.roads {
        let record = board.geography().routes[*n].record;
        let id = board.record(record).id.as_str();
        features.push(feature(Some(record), id, line(points), named(record, Table::Route.name())));
    }
    for reach in &map.reaches {
        let record = board.record(reach.patrol);
        let date = board.written_date(record).map(when_json);
        let outcome = board.shown_word(record, Key::Outcome);
        let more = json!({
            "id": record.id.as_str(), "table": record.table.name(), "date": date, "outcome": outcome,
        });
        features.push(feature(Some(reach.patrol), record.id.as_str(), line(&reach.points), more));
    }
    for track in &map.tracks {
        let record = board.record(track.patrol);
        let date = board.written_date(record).map(when_json);
        let parts: Vec<&Vec<Coordinates>> =
            track.parts.iter().filter(|part| part.len() > 1).collect();
        let geometry = match parts.as_slice() {
            [] => continue,
            [one] => line(one),
            parts => {
                let parts: Vec<Json> = parts.iter().map(|part| line(part)).collect();
                json!({ "type": "GeometryCollection", "geometries": parts })
            }
        };
        let more = json!({
            "id": record.id.as_str(), "table": "track", "date": date,
            "track": track_json(board, track.patrol),
        });
        features.push(feature(Some(track.patrol), record.id.as_str(), geometry, more));
    }
    for zone in &map.zones {
        let record = board.record(zone.record);
        let day = |key: Key| board.displayed(record, key)?.as_when().map(when_json);
        let mut more = named(zone.record, Table::Zone.name());
        more["kind"] = json!(zone.kind.map(ZoneKind::word));
        more["of"] = json!(board.shown_id(record, Key::Of).map(Id::as_str));
        (more["from"], more["until"]) = (json!(day(Key::From)), json!(day(Key::Until)));
        features.push(feature(Some(zone.record), record.id.as_str(), outline(&zone.lines), more));
    }
    for (clause, ring) in &map.edges {
        let id = board.record(*clause).id.as_str();
        features.push(feature(Some(*clause), id, area(ring), named(*clause, "corridor")));
    }
    features
}

/// A collection of features under the strictest mark of them, with what could not be read of the files
/// that they are from.
pub fn collection_json(features: Vec<Json>, left_out: Vec<Json>) -> Json {
    let mark = |feature: &Json| feature["properties"]["handling"].as_str().map(Clean::from);
    let marks: Vec<Clean> = features.iter().filter_map(mark).collect();
    let mut collection = json!({ "type": "FeatureCollection", "features": features });
    if let Some(handling) = strictest(&marks) {
        collection["handling"] = json!(handling.as_str());
    }
    if !left_out.is_empty() {
        collection["left_out"] = Json::Array(left_out);
    }
    collection
}

/// How many records of a board's file could not be read, and so are no feature; `None` where all
/// could.
pub fn unread_json(board: &Board, file: &str) -> Option<Json> {
    left_out_row(board, &board.scenario().left_out, file)
}

/// A zone as an area, where its edge is one ring; else its edges.
fn outline(lines: &[Vec<Coordinates>]) -> Json {
    match lines {
        [ring] if ring.len() > 3 && ring.first() == ring.last() => area(ring),
        [one] => line(one),
        lines => {
            let lines: Vec<Json> = lines.iter().map(|of| line(of)).collect();
            json!({ "type": "GeometryCollection", "geometries": lines })
        }
    }
}

/// Longitude, then latitude; to some ten centimetres.
fn position(at: Coordinates) -> Json {
    let round = |degrees: f64| (degrees * 1e6).round() / 1e6;
    json!([round(at.lon), round(at.lat)])
}

fn positions(points: &[Coordinates]) -> Json {
    points.iter().map(|point| position(*point)).collect()
}

fn line(points: &[Coordinates]) -> Json {
    let mut parts: Vec<Vec<Coordinates>> = vec![Vec::new()];
    let mut last: Option<Coordinates> = None;
    for point in points {
        if let Some(from) = last
            && (point.lon - from.lon).abs() > 180.0
        {
            let edge = 180.0_f64.copysign(from.lon);
            let lat = lat_at(from, unrolled(from.lon, *point), edge);
            parts
                .iter_mut()
                .last()
                .into_iter()
                .for_each(|part| part.push(Coordinates { lat, lon: edge }));
            parts.push(vec![Coordinates { lat, lon: -edge }]);
        }
        parts.iter_mut().last().into_iter().for_each(|part| part.push(*point));
        last = Some(*point);
    }
    match parts.as_slice() {
        [whole] => json!({ "type": "LineString", "coordinates": positions(whole) }),
        _ => {
            let parts: Vec<Json> = parts.iter().map(|part| positions(part)).collect();
            json!({ "type": "MultiLineString", "coordinates": parts })
        }
    }
}

/// A closed ring as an area: what it holds lies to its left as it runs.
fn area(ring: &[Coordinates]) -> Json {
    let mut turning: Vec<Coordinates> = Vec::new();
    for point in ring {
        let lon = turning.last().map_or(point.lon, |last| unrolled(last.lon, *point).lon);
        turning.push(Coordinates { lon, ..*point });
    }
    if signed(&turning) < 0.0 {
        turning.reverse();
    }
    // Each round of the earth that it touches holds a part of it.
    let rounds = [-360.0, 0.0, 360.0].into_iter();
    let parts = rounds.filter_map(|turn| {
        let east = half(&turning, turn - 180.0, true);
        let part = half(&east, turn + 180.0, false);
        let back: Vec<Coordinates> =
            part.iter().map(|at| Coordinates { lon: at.lon - turn, ..*at }).collect();
        (back.len() > 3).then(|| json!([positions(&back)]))
    });
    let parts: Vec<Json> = parts.collect();
    match parts.as_slice() {
        [whole] => json!({ "type": "Polygon", "coordinates": whole }),
        _ => json!({ "type": "MultiPolygon", "coordinates": parts }),
    }
}

/// A point with the longitude that is nearest to another, be it beyond 180°.
fn unrolled(near: f64, at: Coordinates) -> Coordinates {
    let lon = near + ((at.lon - near + 540.0).rem_euclid(360.0) - 180.0);
    Coordinates { lon, ..at }
}

/// The latitude at which a straight line between two points crosses a meridian.
fn lat_at(from: Coordinates, to: Coordinates, lon: f64) -> f64 {
    if to.lon == from.lon {
        return from.lat;
    }
    from.lat + (to.lat - from.lat) * (lon - from.lon) / (to.lon - from.lon)
}

/// The part of a closed ring to one side of a meridian, closed again (Sutherland and Hodgman 1974).
fn half(ring: &[Coordinates], lon: f64, is_east: bool) -> Vec<Coordinates> {
    let holds = |at: &Coordinates| if is_east { at.lon >= lon } else { at.lon <= lon };
    let mut part: Vec<Coordinates> = Vec::new();
    for pair in ring.windows(2) {
        if holds(&pair[0]) != holds(&pair[1]) {
            part.push(Coordinates { lat: lat_at(pair[0], pair[1], lon), lon });
        }
        if holds(&pair[1]) {
            part.push(pair[1]);
        }
    }
    part.extend(part.first().copied());
    part
}

/// Twice the area of a ring, positive where it runs against the clock.
fn signed(ring: &[Coordinates]) -> f64 {
    ring.windows(2).map(|pair| pair[0].lon * pair[1].lat - pair[1].lon * pair[0].lat).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(lat: f64, lon: f64) -> Coordinates {
        Coordinates { lat, lon }
    }

    #[test]
    fn a_line_is_cut_at_the_antimeridian() {
        let cut = line(&[at(10.0, 179.0), at(12.0, -179.0), at(12.0, -178.0)]);
        let wanted = json!({ "type": "MultiLineString", "coordinates":
            [[[179.0, 10.0], [180.0, 11.0]], [[-180.0, 11.0], [-179.0, 12.0], [-178.0, 12.0]]] });
        assert_eq!(cut, wanted);
        let whole = line(&[at(10.0, 1.0), at(12.0, 2.0)]);
        assert_eq!(whole["type"], "LineString");
    }

    #[test]
    fn an_area_lies_to_the_left_of_its_ring_and_is_cut_at_the_antimeridian() {
        let clockwise = [at(0.0, 0.0), at(1.0, 0.0), at(1.0, 1.0), at(0.0, 1.0), at(0.0, 0.0)];
        let ring = &area(&clockwise)["coordinates"][0];
        assert_eq!(ring[0], ring[4]);
        let lons: Vec<f64> = (0..5).map(|n| ring[n][0].as_f64().unwrap()).collect();
        let lats: Vec<f64> = (0..5).map(|n| ring[n][1].as_f64().unwrap()).collect();
        let twice: f64 = (0..4).map(|n| lons[n] * lats[n + 1] - lons[n + 1] * lats[n]).sum();
        assert!((twice - 2.0).abs() < 1e-9, "against the clock: {ring}");
        let across = area(&[
            at(0.0, 179.0),
            at(0.0, -179.0),
            at(1.0, -179.0),
            at(1.0, 179.0),
            at(0.0, 179.0),
        ]);
        assert_eq!(across["type"], "MultiPolygon");
        let parts = across["coordinates"].as_array().unwrap();
        assert_eq!(parts.len(), 2, "{across}");
        for part in parts {
            let ring = part[0].as_array().unwrap();
            assert_eq!(ring.first(), ring.last());
            let side = ring[0][0].as_f64().unwrap().signum();
            assert!(ring.iter().all(|point| point[0].as_f64().unwrap() * side >= 179.0), "{part}");
        }
    }
}
