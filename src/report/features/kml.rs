//! KML 2.2 (OGC 07-147r2): a placemark for each feature, with all that is told of it as data. No text
//! is read as markup: descriptions, which readers take for HTML, are escaped for HTML too.

use std::io::{self, Write};

use serde_json::Value as Json;

use super::{FeatureSink, Geometry, MapFeature};
use crate::{
    model::Coordinates,
    report::{
        escape::Markup,
        table::{BoardAbout, TableCell, flat},
    },
};

/// A document that is being written.
pub struct KmlSink<W: Write> {
    out: W,
}

impl<W: Write> KmlSink<W> {
    /// Begins the document, which says what it is of.
    pub fn new(mut out: W, title: &str, boards: &[BoardAbout]) -> io::Result<Self> {
        out.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")?;
        out.write_all(b"<kml xmlns=\"http://www.opengis.net/kml/2.2\">\n<Document>\n")?;
        writeln!(out, "<name>{}</name>", Markup(title))?;
        let lines = boards.iter().flatten().map(|(what, text)| format!("{what}: {text}."));
        describe(&mut out, &lines.collect::<Vec<_>>().join(" "))?;
        out.write_all(b"<ExtendedData>\n")?;
        for (what, text) in boards.iter().flatten() {
            datum(&mut out, what, text)?;
        }
        out.write_all(b"</ExtendedData>\n")?;
        Ok(KmlSink { out })
    }

    fn geometry(&mut self, geometry: &Geometry) -> io::Result<()> {
        let (parts, is_area) = match geometry {
            Geometry::Nowhere => return Ok(()),
            Geometry::Point(at) => {
                return writeln!(
                    self.out,
                    "<Point><coordinates>{}</coordinates></Point>",
                    position(*at)
                );
            }
            Geometry::Lines(lines) => (lines, false),
            Geometry::Areas(rings) => (rings, true),
        };
        let several = parts.len() != 1;
        if several {
            self.out.write_all(b"<MultiGeometry>\n")?;
        }
        for part in parts {
            let positions = part.iter().map(|at| position(*at)).collect::<Vec<_>>().join(" ");
            if is_area {
                writeln!(
                    self.out,
                    "<Polygon><outerBoundaryIs><LinearRing><coordinates>{positions}</coordinates>\
                     </LinearRing></outerBoundaryIs></Polygon>"
                )?;
            } else {
                writeln!(
                    self.out,
                    "<LineString><tessellate>1</tessellate><coordinates>{positions}</coordinates>\
                     </LineString>"
                )?;
            }
        }
        if several { self.out.write_all(b"</MultiGeometry>\n") } else { Ok(()) }
    }
}

impl<W: Write> FeatureSink for KmlSink<W> {
    fn feature(&mut self, feature: &MapFeature) -> io::Result<()> {
        writeln!(self.out, "<Placemark>\n<name>{}</name>", Markup(&feature.name))?;
        describe(&mut self.out, &description(feature))?;
        let (first, last) = (feature.days.earliest, feature.days.latest);
        if first.or(last).is_some() {
            self.out.write_all(b"<TimeSpan>")?;
            for (tag, day) in [("begin", first), ("end", last)] {
                if let Some(day) = day {
                    write!(self.out, "<{tag}>{day}</{tag}>")?;
                }
            }
            self.out.write_all(b"</TimeSpan>\n")?;
        }
        self.out.write_all(b"<ExtendedData>\n")?;
        for (name, cell) in told(feature) {
            datum(&mut self.out, &name, &cell)?;
        }
        self.out.write_all(b"</ExtendedData>\n")?;
        self.geometry(&feature.geometry)?;
        self.out.write_all(b"</Placemark>\n")
    }

    fn finish(&mut self, _left_out: Vec<Json>) -> io::Result<()> {
        self.out.write_all(b"</Document>\n</kml>\n")?;
        self.out.flush()
    }
}

/// What is told of a feature, name by name, without what is not stated.
pub(super) fn told(feature: &MapFeature) -> Vec<(String, String)> {
    let cells = flat(&Json::Object(feature.properties.clone()));
    let stated = cells.into_iter().filter(|(_, cell)| *cell != TableCell::Nothing);
    stated.map(|(name, cell)| (name, cell.words())).collect()
}

/// A feature in a line: what it is, how many were killed and injured, who says so and how it may be
/// handled.
pub(super) fn description(feature: &MapFeature) -> String {
    let inner = |name: &str, key: &str| {
        let told = feature.properties.get(name)?.get(key)?.as_str()?;
        (!told.is_empty()).then(|| told.to_owned())
    };
    let mut parts: Vec<String> = Vec::new();
    parts.extend(inner("date", "text").or_else(|| days(feature)));
    for count in ["killed", "injured", "missing", "detained", "count"] {
        parts.extend(inner(count, "words").map(|words| format!("{count}: {words}")));
    }
    let voices = feature.properties.get("voices").and_then(Json::as_array);
    let voices: Vec<&str> =
        voices.into_iter().flatten().filter_map(|voice| voice.get("name")?.as_str()).collect();
    if !voices.is_empty() {
        parts.push(format!("by {}", voices.join(", ")));
    }
    let grade = feature.text("grade").map(|grade| format!("graded {grade}"));
    parts.extend(grade.filter(|_| !voices.is_empty()));
    let off = feature.properties.get("precision_km").and_then(Json::as_f64);
    parts.extend(off.map(|km| format!("the point may be off by {km} km")));
    parts.extend(feature.text("handling").map(|mark| format!("handling: {mark}")));
    parts.extend(feature.text("licence").map(|licence| format!("licence: {licence}")));
    parts.join("; ")
}

/// The days of a row of a feed.
fn days(feature: &MapFeature) -> Option<String> {
    match feature.days.closed()? {
        (first, last) if first == last => Some(first.to_string()),
        (first, last) => Some(format!("{first} to {last}")),
    }
}

/// A description; some readers take it for HTML, so that it is escaped for that as well.
fn describe(out: &mut impl Write, text: &str) -> io::Result<()> {
    if text.is_empty() {
        return Ok(());
    }
    writeln!(out, "<description>{}</description>", Markup(&Markup(text).to_string()))
}

fn datum(out: &mut impl Write, name: &str, text: &str) -> io::Result<()> {
    writeln!(out, "<Data name=\"{}\"><value>{}</value></Data>", Markup(name), Markup(text))
}

/// Longitude, then latitude.
fn position(at: Coordinates) -> String {
    format!("{},{}", at.lon, at.lat)
}
