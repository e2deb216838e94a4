//! GPX 1.1: a waypoint for each located record, a track for each line. Waypoints stand before tracks,
//! and elements in the order of the schema; days are told in words, since its times are moments.

use std::io::{self, Write};

use serde_json::Value as Json;

use super::{FeatureSink, Geometry, MapFeature, Pass, kml::description};
use crate::{
    look::counted,
    report::{escape::Markup, table::BoardAbout},
};

/// A file for receivers that is being written.
pub struct GpxSink<W: Write> {
    out: W,
    without_point: usize,
    areas: usize,
}

impl<W: Write> GpxSink<W> {
    /// Begins the file, which says what it is of.
    pub fn new(mut out: W, title: &str, boards: &[BoardAbout]) -> io::Result<Self> {
        out.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")?;
        writeln!(
            out,
            "<gpx version=\"1.1\" creator=\"sitboard {}\" xmlns=\"http://www.topografix.com/GPX/1/1\">",
            env!("CARGO_PKG_VERSION")
        )?;
        let lines = boards.iter().flatten().map(|(what, text)| format!("{what}: {text}."));
        let about = lines.collect::<Vec<_>>().join(" ");
        writeln!(
            out,
            "<metadata><name>{}</name><desc>{}</desc></metadata>",
            Markup(title),
            Markup(&about)
        )?;
        Ok(GpxSink { out, without_point: 0, areas: 0 })
    }

    /// Name, description, source, link and kind, as waypoints and tracks have them alike.
    fn told(&mut self, feature: &MapFeature) -> io::Result<()> {
        writeln!(self.out, "<name>{}</name>", Markup(&feature.name))?;
        writeln!(self.out, "<desc>{}</desc>", Markup(&description(feature)))?;
        let file = feature.text("file").unwrap_or_default();
        let line = feature.properties.get("line").and_then(Json::as_u64);
        let line = line.map(|line| format!(":{line}")).unwrap_or_default();
        writeln!(self.out, "<src>{}</src>", Markup(&format!("{file}{line}, {}", feature.id)))?;
        let is_web = |url: &&str| url.starts_with("http://") || url.starts_with("https://");
        // Its schema wants an address, which not every text is.
        let is_plain =
            |url: &&str| url.bytes().all(|b| b.is_ascii_graphic() && !b"<>\"{}|\\^`".contains(&b));
        if let Some(url) = feature.text("url").filter(is_web).filter(is_plain) {
            writeln!(self.out, "<link href=\"{}\"></link>", Markup(url))?;
        }
        let kind = ["kind", "event", "table"].iter().find_map(|name| feature.text(name));
        kind.map_or(Ok(()), |kind| writeln!(self.out, "<type>{}</type>", Markup(kind)))
    }
}

impl<W: Write> FeatureSink for GpxSink<W> {
    fn passes(&self) -> &'static [Pass] {
        &[Pass::Points, Pass::Lines]
    }

    fn feature(&mut self, feature: &MapFeature) -> io::Result<()> {
        match &feature.geometry {
            Geometry::Nowhere => self.without_point += 1,
            Geometry::Areas(_) => self.areas += 1,
            Geometry::Point(at) => {
                writeln!(self.out, "<wpt lat=\"{}\" lon=\"{}\">", at.lat, at.lon)?;
                self.told(feature)?;
                self.out.write_all(b"</wpt>\n")?;
            }
            Geometry::Lines(lines) => {
                self.out.write_all(b"<trk>\n")?;
                self.told(feature)?;
                for line in lines {
                    self.out.write_all(b"<trkseg>")?;
                    for at in line {
                        write!(self.out, "<trkpt lat=\"{}\" lon=\"{}\"></trkpt>", at.lat, at.lon)?;
                    }
                    self.out.write_all(b"</trkseg>\n")?;
                }
                self.out.write_all(b"</trk>\n")?;
            }
        }
        Ok(())
    }

    fn finish(&mut self, _left_out: Vec<Json>) -> io::Result<()> {
        self.out.write_all(b"</gpx>\n")?;
        self.out.flush()
    }

    fn no_place_for(&self) -> Vec<String> {
        let without = (self.without_point > 0)
            .then(|| format!("{} without a point", counted(self.without_point, "record")));
        let areas = (self.areas > 0)
            .then(|| format!("{} (zones and corridors)", counted(self.areas, "area")));
        without.into_iter().chain(areas).collect()
    }
}
