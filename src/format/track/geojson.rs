//! GeoJSON with a line or several. A file is read whole, and may be as large as a scenario.

use std::io::Read;

use geojson::{GeoJson, Geometry, GeometryValue, JsonObject, JsonValue, Position};

use super::{TrackForm, TrackPoint, TrackRead, TrackStep, moment, refusal};
use crate::{
    format::MOST_BYTES,
    model::{Coordinates, Refusal, Spot},
};

struct Lines<'t> {
    read: TrackRead,
    /// How many lines there were.
    lines: usize,
    take: &'t mut dyn FnMut(TrackStep),
}

pub(super) fn track(
    read: impl Read,
    take: &mut dyn FnMut(TrackStep),
) -> Result<TrackRead, Refusal> {
    let mut bytes = Vec::new();
    let read = read.take(MOST_BYTES as u64 + 1).read_to_end(&mut bytes);
    read.map_err(|error| Refusal::from(error.to_string()))?;
    if bytes.len() > MOST_BYTES {
        let words = format!("it is larger than {} MiB", MOST_BYTES >> 20);
        return Err(Refusal::new(words, "save it as GPX, which is read point by point"));
    }
    let text = std::str::from_utf8(&bytes);
    let text = text.map_err(|_| Refusal::new("it is not UTF-8 text", "save it as UTF-8"))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let read = text.parse::<GeoJson>().map_err(|error| match error {
        geojson::Error::MalformedGeoJson(error) if error.line() > 0 => {
            let at = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
            let spot = Spot { line: at(error.line()), column: at(error.column()) };
            let words = error.to_string();
            let words = words.rsplit_once(" at line ").map_or(&*words, |(words, _)| words);
            refusal(spot, format!("it is no GeoJSON: {words}"), "")
        }
        error => Refusal::from(format!("it is no GeoJSON: {error}")),
    })?;
    let mut lines = Lines { read: TrackRead::of(TrackForm::Drawn), lines: 0, take };
    match read {
        GeoJson::Geometry(geometry) => lines.take("its geometry", &geometry, None),
        GeoJson::Feature(feature) => lines.take_feature(1, &feature),
        GeoJson::FeatureCollection(all) => {
            for (n, feature) in all.features.iter().enumerate() {
                lines.take_feature(n + 1, feature);
            }
        }
    }
    match lines.lines {
        0 => Err(Refusal::new("it has no line", "a track is a LineString or a MultiLineString")),
        _ => Ok(lines.read),
    }
}

impl Lines<'_> {
    fn take_feature(&mut self, n: usize, feature: &geojson::Feature) {
        if let Some(geometry) = &feature.geometry {
            self.take(&format!("feature {n}"), geometry, feature.properties.as_ref());
        }
    }

    fn take(&mut self, place: &str, geometry: &Geometry, properties: Option<&JsonObject>) {
        // What converters of GPX write beside a line: a moment for each of its points.
        let times = properties.and_then(|all| {
            let times =
                all.get("coordTimes").or_else(|| all.get("coordinateProperties")?.get("times"));
            times?.as_array()
        });
        match &geometry.value {
            GeometryValue::LineString { coordinates } => self.line(place, coordinates, times),
            GeometryValue::MultiLineString { coordinates } => {
                for (n, line) in coordinates.iter().enumerate() {
                    let times = times.and_then(|all| all.get(n)?.as_array());
                    self.line(place, line, times);
                }
            }
            GeometryValue::GeometryCollection { geometries } => {
                geometries.iter().for_each(|geometry| self.take(place, geometry, None));
            }
            GeometryValue::Point { .. }
            | GeometryValue::MultiPoint { .. }
            | GeometryValue::Polygon { .. }
            | GeometryValue::MultiPolygon { .. } => {}
        }
    }

    fn line(&mut self, place: &str, line: &[Position], times: Option<&Vec<JsonValue>>) {
        self.lines += 1;
        let times = times.filter(|times| times.len() == line.len());
        for (n, position) in line.iter().enumerate() {
            let at = match position.as_slice() {
                [lon, lat, ..] if lon.abs() <= 180.0 && lat.abs() <= 90.0 => {
                    Coordinates { lat: *lat, lon: *lon }
                }
                _ => {
                    let words = format!(
                        "{place}, point {}: no longitude from -180 to 180 with a latitude from -90 to 90",
                        n + 1
                    );
                    self.read.fault(Refusal::new(words, "longitude comes first"));
                    continue;
                }
            };
            let time = times.and_then(|times| moment(times[n].as_str()?));
            (self.take)(TrackStep::Point(TrackPoint { at, time }));
        }
    }
}
