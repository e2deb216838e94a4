//! GeoJSON (RFC 7946): a collection of features, and how all of them may be handled.

use std::io::{self, Write};

use serde_json::{Value as Json, json};

use super::{FeatureSink, Geometry, MapFeature};
use crate::{
    model::{Clean, Coordinates, strictest},
    report::table::{JsonArray, indented},
};

/// A collection that is being written, under the strictest mark of its features, with what could not
/// be read of the files that they are from.
pub struct GeoJsonSink<W: Write> {
    features: Option<JsonArray<W>>,
    handling: Option<Clean>,
}

impl<W: Write> GeoJsonSink<W> {
    /// Begins the collection.
    pub fn new(mut out: W) -> io::Result<Self> {
        out.write_all(b"{\n  \"type\": \"FeatureCollection\",\n  \"features\": ")?;
        Ok(GeoJsonSink { features: Some(JsonArray::begin(out, 2)?), handling: None })
    }
}

impl<W: Write> FeatureSink for GeoJsonSink<W> {
    fn feature(&mut self, feature: &MapFeature) -> io::Result<()> {
        let marks = self.handling.take().into_iter().chain(feature.handling());
        self.handling = strictest(&marks.collect::<Vec<Clean>>());
        let Some(features) = &mut self.features else { return Ok(()) };
        features.push(&json!({
            "type": "Feature",
            "id": feature.id,
            "geometry": geometry_json(&feature.geometry),
            "properties": feature.properties,
        }))
    }

    fn finish(&mut self, left_out: Vec<Json>) -> io::Result<()> {
        let Some(features) = self.features.take() else { return Ok(()) };
        let mut out = features.end()?;
        if let Some(handling) = &self.handling {
            write!(out, ",\n  \"handling\": {}", json!(handling.as_str()))?;
        }
        if !left_out.is_empty() {
            write!(out, ",\n  \"left_out\": {}", indented(&Json::Array(left_out), 2))?;
        }
        out.write_all(b"\n}\n")?;
        out.flush()
    }
}

fn geometry_json(geometry: &Geometry) -> Json {
    match geometry {
        Geometry::Nowhere => Json::Null,
        Geometry::Point(at) => json!({ "type": "Point", "coordinates": position(*at) }),
        Geometry::Lines(lines) => match lines.as_slice() {
            [line] => json!({ "type": "LineString", "coordinates": positions(line) }),
            lines => {
                let lines: Vec<Json> = lines.iter().map(|line| positions(line)).collect();
                json!({ "type": "MultiLineString", "coordinates": lines })
            }
        },
        Geometry::Areas(rings) => match rings.as_slice() {
            [ring] => json!({ "type": "Polygon", "coordinates": [positions(ring)] }),
            rings => {
                let areas: Vec<Json> = rings.iter().map(|ring| json!([positions(ring)])).collect();
                json!({ "type": "MultiPolygon", "coordinates": areas })
            }
        },
    }
}

/// Longitude, then latitude.
fn position(at: Coordinates) -> Json {
    json!([at.lon, at.lat])
}

fn positions(points: &[Coordinates]) -> Json {
    points.iter().map(|point| position(*point)).collect()
}
