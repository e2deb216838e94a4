//! What lies where, for other maps: the records of the map with what is told of them, rows of feeds,
//! routes, what patrols covered, their tracks, zones that hold on the day, corridors. One feature is
//! held at a time, however many there are.

mod geojson;
mod geometry;
mod gpx;
mod kml;

use std::io;

pub use geojson::GeoJsonSink;
pub use geometry::Geometry;
pub use gpx::GpxSink;
pub use kml::KmlSink;
use serde_json::{Map as Object, Value as Json, json};

use super::rows::left_out_row;
use crate::{
    board::{Board, Map, Terms},
    format::{Shape, TableForm},
    model::{
        Clean, Coordinates, FeedUse, Id, Interval, Key, Number, RecordIx, Table, Value, Word,
        ZoneKind, rounded_line,
    },
    panel::{
        feed_json::{feed_handling, feed_row_json},
        map::located_json,
        track::track_json,
        values::{exact_bounds, tell_without, value_json, when_json},
    },
};

/// Something that lies somewhere, or of which nobody says where.
#[derive(Clone, Debug)]
pub struct MapFeature {
    /// Its id on the board; of rows of feeds the feed and the number of the row.
    pub id: String,
    /// What a map may write beside it.
    pub name: String,
    /// When it may have been; open for what is no event.
    pub days: Interval,
    /// Where it lies.
    pub geometry: Geometry,
    /// What is told of it.
    pub properties: Object<String, Json>,
}

impl MapFeature {
    /// How it may be handled; `None` where nobody says.
    pub fn handling(&self) -> Option<Clean> {
        self.properties.get(Key::Handling.name())?.as_str().map(Clean::from)
    }

    /// A text that is told of it; `None` where none is.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.properties.get(name)?.as_str()
    }
}

/// Which features are asked for: some formats have all points before the first line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Pass {
    /// All, in the order of the board.
    Whole,
    /// Those with a point, or without any place.
    Points,
    /// Lines and areas.
    Lines,
}

/// Where features go.
pub trait FeatureSink {
    /// The passes in which it takes them.
    fn passes(&self) -> &'static [Pass] {
        &[Pass::Whole]
    }

    /// Takes one.
    fn feature(&mut self, feature: &MapFeature) -> io::Result<()>;

    /// Ends the output, with what could not be read of the files of the boards.
    fn finish(&mut self, left_out: Vec<Json>) -> io::Result<()>;

    /// What the format has no place for, in words; empty where all went along.
    fn no_place_for(&self) -> Vec<String> {
        Vec::new()
    }
}

/// The features of a board to a sink; of these feeds also the rows that have a point.
pub fn each_feature(
    board: &Board,
    file: &str,
    feeds: &[(usize, Terms)],
    pass: Pass,
    sink: &mut dyn FeatureSink,
) -> io::Result<()> {
    let map = Map::of_records(board);
    let of = FeaturesOf { board, file };
    if pass != Pass::Lines {
        map.records().try_for_each(|n| sink.feature(&of.record(n)))?;
        of.rows(feeds, sink)?;
    }
    if pass != Pass::Points {
        of.lines(&map, sink)?;
    }
    Ok(())
}

/// How many records of a board's file could not be read, and so are no feature; `None` where all
/// could.
pub fn unread_json(board: &Board, file: &str) -> Option<Json> {
    left_out_row(board, &board.scenario().left_out, file)
}

/// The board that features are of.
struct FeaturesOf<'a> {
    board: &'a Board,
    file: &'a str,
}

impl FeaturesOf<'_> {
    /// What each feature says of the board that it is of.
    fn properties(&self, more: Json, handling: Option<Clean>) -> Object<String, Json> {
        let Json::Object(mut all) = more else { return Object::new() };
        let board = self.board;
        all.insert("scenario".into(), json!(board.scenario().header.id.as_str()));
        all.insert("file".into(), json!(self.file));
        all.insert("as_of".into(), json!(board.clock.as_of.to_string()));
        all.insert("clock".into(), json!(board.clock.words()));
        tell_without(board, &mut all);
        all.insert("handling".into(), json!(handling.as_deref()));
        all
    }

    fn record(&self, n: RecordIx) -> MapFeature {
        let board = self.board;
        let record = board.record(n);
        let mut row = located_json(board, n);
        row.insert("date".into(), json!(board.written_date(record).map(when_json)));
        self.tell_counts(n, &mut row);
        let contested: Vec<&str> = board.contested(n).iter().map(Key::name).collect();
        row.insert("contested".into(), json!(contested));
        row.insert("grade".into(), json!(board.grade(board.leading(record)).to_string()));
        let voices = record.words.iter().filter(|word| board.is_said(word));
        row.insert("voices".into(), voices.map(|word| self.voice(word)).collect());
        let url = board.leading(record).get(Key::Url).and_then(Value::as_text);
        row.insert("url".into(), json!(url.map(Clean::as_str)));
        let point = board.located(n).map(|located| located.point.coordinates());
        MapFeature {
            id: record.id.as_str().to_owned(),
            name: board.brief(record),
            days: board.date_of(n).unwrap_or_default(),
            geometry: point.map_or(Geometry::Nowhere, |at| Geometry::Point(at).rounded(finely)),
            properties: self.properties(Json::Object(row), board.handling_of(n)),
        }
    }

    /// Victims and whatever else is counted: from, to, and in the author's words.
    fn tell_counts(&self, n: RecordIx, row: &mut Object<String, Json>) {
        let record = self.board.record(n);
        for field in TableForm::of(record.table).own {
            let is_count =
                matches!(field.shape, Shape::Count | Shape::CountByActor | Shape::CountOfWhich);
            let value = self.board.displayed(record, field.key).filter(|_| is_count);
            let Some((value, (low, high))) = value.and_then(|it| Some((it, exact_bounds(it)?)))
            else {
                continue;
            };
            let number = |of: Option<crate::model::Decimal>| {
                of.map(|of| if of.is_whole() { json!(of.floor()) } else { json!(of.as_f64()) })
            };
            let told = json!({
                "from": number(low),
                "to": number(high),
                "words": self.board.in_words(field.key, value),
                "counts": value_json(value),
            });
            row.insert(field.key.name().into(), told);
        }
    }

    fn voice(&self, word: &Word) -> Json {
        let published = word.get(Key::Published).and_then(Value::as_when).map(when_json);
        json!({
            "voice": word.voice().map(Id::as_str),
            "name": word.voice().map(|voice| self.board.voice_name(voice)),
            "source": word.source().map(Id::as_str),
            "grade": self.board.grade(word).to_string(),
            "published": published,
            "withdrawn": self.board.is_withdrawn(word),
        })
    }

    fn rows(&self, feeds: &[(usize, Terms)], sink: &mut dyn FeatureSink) -> io::Result<()> {
        let board = self.board;
        for joins in FeedUse::ALL {
            let Some(feed_rows) = board.visible_rows(*joins) else { continue };
            for at in (0..feed_rows.len()).filter_map(|place| feed_rows.row(place)) {
                let terms = feeds.iter().find(|(n, _)| *n == at.feed).map(|(_, terms)| terms);
                let site = board.site(at);
                let point = site.and_then(|site| site.at);
                let (Some(terms), Some(point)) = (terms, point) else { continue };
                let rows = &board.feeds.files[at.feed].rows;
                let kind = rows.sort(at.row).map_or("", |sort| sort.label.as_str());
                let place = site.map_or("", |site| site.name.as_str());
                let name: Vec<&str> =
                    [kind, place].into_iter().filter(|part| !part.is_empty()).collect();
                let row = Json::Object(feed_row_json(board, at, terms));
                sink.feature(&MapFeature {
                    id: format!("{}-{}", board.feeds.files[at.feed].id, at.row + 1),
                    name: name.join(", "),
                    days: rows.span(at.row).map(|span| span.interval()).unwrap_or_default(),
                    geometry: Geometry::Point(point).rounded(finely),
                    properties: self.properties(row, feed_handling(board, at.feed)),
                })?;
            }
        }
        Ok(())
    }

    /// Routes, what patrols covered, their tracks, zones, corridors.
    fn lines(&self, map: &Map, sink: &mut dyn FeatureSink) -> io::Result<()> {
        let board = self.board;
        for (n, points) in &map.roads {
            let record = board.geography().routes[*n].record;
            let more = self.named(record, Table::Route.name());
            sink.feature(&self.line(record, Geometry::line(points), more))?;
        }
        for reach in &map.reaches {
            let record = board.record(reach.patrol);
            let more = json!({
                "id": record.id.as_str(),
                "table": record.table.name(),
                "date": board.written_date(record).map(when_json),
                "outcome": board.shown_word(record, Key::Outcome),
            });
            sink.feature(&self.line(reach.patrol, Geometry::line(&reach.points), more))?;
        }
        for track in &map.tracks {
            let record = board.record(track.patrol);
            let geometry = Geometry::lines(&track.parts);
            if geometry == Geometry::Lines(Vec::new()) {
                continue;
            }
            let more = json!({
                "id": record.id.as_str(),
                "table": "track",
                "date": board.written_date(record).map(when_json),
                "track": track_json(board, track.patrol),
            });
            sink.feature(&self.line(track.patrol, geometry, more))?;
        }
        for zone in &map.zones {
            let record = board.record(zone.record);
            let day = |key: Key| board.displayed(record, key)?.as_when().map(when_json);
            let mut more = self.named(zone.record, Table::Zone.name());
            more["kind"] = json!(zone.kind.map(ZoneKind::word));
            more["of"] = json!(board.shown_id(record, Key::Of).map(Id::as_str));
            (more["from"], more["until"]) = (json!(day(Key::From)), json!(day(Key::Until)));
            sink.feature(&self.line(zone.record, Geometry::outline(&zone.lines), more))?;
        }
        for (clause, ring) in &map.edges {
            let more = self.named(*clause, "corridor");
            sink.feature(&self.line(*clause, Geometry::area(ring), more))?;
        }
        Ok(())
    }

    fn named(&self, n: RecordIx, kind: &str) -> Json {
        let record = self.board.record(n);
        let name = [Key::Name, Key::Text].into_iter().find_map(|key| record.text(key));
        json!({ "id": record.id.as_str(), "table": kind, "name": name.map(|name| name.as_str()) })
    }

    /// A line or an area; where it is made to be published, as exact as is stated.
    fn line(&self, n: RecordIx, geometry: Geometry, more: Json) -> MapFeature {
        let board = self.board;
        let record = board.record(n);
        let precision = record.number(Key::PrecisionKm).map(|Number { value, .. }| *value);
        let geometry = match board.scenario().is_published {
            true => geometry.rounded(|at| rounded_line(at, precision)),
            false => geometry.rounded(finely),
        };
        let is_event = record.table == Table::Patrol;
        let days = board.date_of(n).filter(|_| is_event).unwrap_or_default();
        MapFeature {
            id: record.id.as_str().to_owned(),
            name: board.brief(record),
            days,
            geometry,
            properties: self.properties(more, board.handling_of(n)),
        }
    }
}

/// A position to some ten centimetres.
fn finely(at: Coordinates) -> Coordinates {
    let round = |degrees: f64| (degrees * 1e6).round() / 1e6;
    Coordinates { lat: round(at.lat), lon: round(at.lon) }
}
