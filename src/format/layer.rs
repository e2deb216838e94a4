//! GeoJSON → lines and areas. What is broken is told by its place; the rest is kept.

use geojson::{GeoJson, Geometry, GeometryValue, JsonObject, Position};

use crate::model::{Clean, Coordinates, Feature, GeoShape, Refusal};

/// What a file of GeoJSON holds.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Features {
    /// Those that could be read, in the order of the file.
    pub features: Vec<Feature>,
    /// What could not be read, each with its place among the features; the first few.
    pub faults: Vec<String>,
    /// How many could not be read in all.
    pub broken: usize,
}

/// Faults that are put into words.
const TOLD: usize = 3;

/// Reads a file of GeoJSON (RFC 7946); an error says why it is none.
pub fn features(bytes: &[u8]) -> Result<Features, Refusal> {
    let text = std::str::from_utf8(bytes).map_err(|_| Refusal::from("it is not UTF-8 text"))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let read = text.parse::<GeoJson>().map_err(|error| match error {
        geojson::Error::MalformedGeoJson(error) => error.to_string().into(),
        error => Refusal::from(error.to_string()),
    })?;
    let mut features = Features::default();
    match read {
        GeoJson::Geometry(geometry) => features.take("its geometry", &geometry, None),
        GeoJson::Feature(feature) => features.take_feature(1, &feature),
        GeoJson::FeatureCollection(all) => {
            for (n, feature) in all.features.iter().enumerate() {
                features.take_feature(n + 1, feature);
            }
        }
    }
    Ok(features)
}

impl Features {
    fn take_feature(&mut self, n: usize, feature: &geojson::Feature) {
        let name = feature.properties.as_ref().and_then(name);
        if let Some(geometry) = &feature.geometry {
            self.take(&format!("feature {n}"), geometry, name.as_ref());
        }
    }

    fn take(&mut self, place: &str, geometry: &Geometry, name: Option<&Clean>) {
        let mut add = |shape: Result<GeoShape, Refusal>| match shape {
            Ok(shape) => self.features.push(Feature { name: name.cloned(), shape }),
            Err(why) => {
                self.broken += 1;
                if self.faults.len() < TOLD {
                    self.faults.push(format!("{place}: {why}"));
                }
            }
        };
        match &geometry.value {
            GeometryValue::Point { coordinates } => add(point(coordinates).map(GeoShape::Point)),
            GeometryValue::MultiPoint { coordinates } => {
                coordinates.iter().for_each(|at| add(point(at).map(GeoShape::Point)));
            }
            GeometryValue::LineString { coordinates } => add(line(coordinates)),
            GeometryValue::MultiLineString { coordinates } => {
                coordinates.iter().for_each(|points| add(line(points)));
            }
            GeometryValue::Polygon { coordinates } => add(area(coordinates)),
            GeometryValue::MultiPolygon { coordinates } => {
                coordinates.iter().for_each(|rings| add(area(rings)));
            }
            GeometryValue::GeometryCollection { geometries } => {
                geometries.iter().for_each(|geometry| self.take(place, geometry, name));
            }
        }
    }
}

fn name(properties: &JsonObject) -> Option<Clean> {
    let name = ["name", "NAME", "Name"].into_iter().find_map(|key| properties.get(key)?.as_str());
    name.map(Clean::from)
}

fn point(position: &Position) -> Result<Coordinates, Refusal> {
    match position.as_slice() {
        [lon, lat, ..] if lon.abs() <= 180.0 && lat.abs() <= 90.0 => {
            Ok(Coordinates { lat: *lat, lon: *lon })
        }
        [_, _, ..] => {
            Err("a point is outside -180 to 180 or -90 to 90 (longitude comes first)".into())
        }
        _ => Err("a point has no longitude and latitude".into()),
    }
}

fn points(positions: &[Position]) -> Result<Vec<Coordinates>, Refusal> {
    positions.iter().map(point).collect()
}

fn line(positions: &[Position]) -> Result<GeoShape, Refusal> {
    match points(positions)? {
        points if points.len() < 2 => Err("a line needs two points".into()),
        points => Ok(GeoShape::Line(points)),
    }
}

fn area(rings: &[Vec<Position>]) -> Result<GeoShape, Refusal> {
    let rings: Vec<Vec<Coordinates>> =
        rings.iter().map(|ring| points(ring)).collect::<Result<_, _>>()?;
    match () {
        () if rings.is_empty() => Err("an area needs a ring".into()),
        () if rings.iter().any(|ring| ring.len() < 4) => Err("a ring needs four points".into()),
        () if rings.iter().any(|ring| ring.first() != ring.last()) => {
            Err("a ring is not closed".into())
        }
        () => Ok(GeoShape::Area(rings)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Features {
        features(text.as_bytes()).unwrap()
    }

    #[test]
    fn lines_areas_and_points_with_their_names() {
        let read = read(
            r#"{ "type": "FeatureCollection", "features": [
            { "type": "Feature", "properties": { "name": "road" }, "geometry":
              { "type": "LineString", "coordinates": [[36.5, 35.8, 400], [36.6, 35.9]] } },
            { "type": "Feature", "properties": { "name": 7 }, "geometry":
              { "type": "MultiPolygon", "coordinates": [[[[0,0],[1,0],[1,1],[0,0]]]] } },
            { "type": "Feature", "properties": null, "geometry": null },
            { "type": "Feature", "properties": {}, "geometry": { "type": "GeometryCollection",
              "geometries": [{ "type": "Point", "coordinates": [-180, 90] }] } } ] }"#,
        );
        let names: Vec<_> = read.features.iter().map(|feature| feature.name.as_deref()).collect();
        assert_eq!(names, [Some("road"), None, None]);
        let at = |lat, lon| Coordinates { lat, lon };
        assert_eq!(
            read.features[0].shape,
            GeoShape::Line(vec![at(35.8, 36.5), at(35.9, 36.6)]),
            "longitude first, height left aside"
        );
        assert!(matches!(&read.features[1].shape, GeoShape::Area(rings) if rings[0].len() == 4));
        assert_eq!(read.features[2].shape, GeoShape::Point(at(90.0, -180.0)));
        assert_eq!(read.broken, 0);
    }

    #[test]
    fn what_is_broken_is_told_by_its_place_and_the_rest_is_kept() {
        let feature = |kind: &str, coordinates: &str| {
            format!(
                r#"{{ "type": "Feature", "properties": {{}}, "geometry": {{ "type": "{kind}", "coordinates": {coordinates} }} }}"#
            )
        };
        let all = [
            feature("LineString", "[[36, 35]]"),
            feature("LineString", "[[36, 35], [36, 95]]"),
            feature("Polygon", "[[[0,0],[1,0],[1,1],[0,1]]]"),
            feature("Polygon", "[[[0,0],[1,0],[0,0]]]"),
            feature("LineString", "[[36, 35], [37, 35]]"),
        ];
        let text = format!(r#"{{ "type": "FeatureCollection", "features": [{}] }}"#, all.join(","));
        let read = read(&text);
        assert_eq!((read.features.len(), read.broken), (1, 4));
        assert_eq!(
            read.faults,
            [
                "feature 1: a line needs two points",
                "feature 2: a point is outside -180 to 180 or -90 to 90 (longitude comes first)",
                "feature 3: a ring is not closed",
            ]
        );
    }

    #[test]
    fn what_is_no_geojson_says_so() {
        let why = |text: &[u8]| features(text).unwrap_err().to_string();
        assert_eq!(why(b"\xff"), "it is not UTF-8 text");
        assert!(why(b"{").starts_with("EOF while parsing"), "{}", why(b"{"));
        assert!(!why(b"[1, 2]").is_empty() && !why(b"{}").is_empty());
        let too_far = r#"{ "type": "Point", "coordinates": [1e999, 0] }"#;
        assert!(why(too_far.as_bytes()).contains("out of range"));
        let deep =
            format!("{}{}", r#"{"type":"GeometryCollection","geometries":["#.repeat(10_000), "");
        assert!(why(deep.as_bytes()).contains("recursion limit"));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = features(&bytes);
        }

        #[test]
        fn any_coordinates_are_kept_or_told(kind in "(Multi)?(Point|LineString|Polygon)", coordinates in r"[\[\]0-9,.\-e ]{0,60}") {
            let text = format!(r#"{{ "type": "{kind}", "coordinates": [[{coordinates}]] }}"#);
            for feature in features(text.as_bytes()).map(|read| read.features).unwrap_or_default() {
                let points = match feature.shape {
                    GeoShape::Point(point) => vec![point],
                    GeoShape::Line(points) => points,
                    GeoShape::Area(rings) => rings.concat(),
                };
                prop_assert!(points.iter().all(|at| at.lat.abs() <= 90.0 && at.lon.abs() <= 180.0));
            }
        }
    }
}
