//! GPX, element by element: nothing of the file is kept but the point that is being read. What XML
//! allows and a track never needs is refused: a DOCTYPE, entities, elements without end.

use std::io::BufRead;

use quick_xml::{
    Reader, XmlVersion,
    events::{BytesStart, Event},
};

use super::{
    FORMS, MOST_TRACK_BYTES, TrackForm, TrackPoint, TrackRead, TrackStep,
    counted::{Passed, PlacedStream},
    degrees, moment, refusal,
};
use crate::model::{Coordinates, Refusal, Spot};

/// Elements within elements.
const MOST_DEPTH: usize = 64;
/// Letters of a moment that are kept.
const MOST_TIME: usize = 64;
const NO_ENTITY: &str = "write the letter itself; a GPX file has no entities of its own";

/// What an element is to a track.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Element {
    Gpx,
    Track,
    Segment,
    Route,
    Point,
    Time,
    Other,
}

impl Element {
    /// The element of a name within another.
    fn within(parent: Option<Element>, name: &str) -> Element {
        match (parent, name) {
            (None, "gpx") => Element::Gpx,
            (Some(Element::Gpx), "trk") => Element::Track,
            (Some(Element::Gpx), "rte") => Element::Route,
            (Some(Element::Track), "trkseg") => Element::Segment,
            (Some(Element::Segment), "trkpt") | (Some(Element::Route), "rtept") => Element::Point,
            (Some(Element::Point), "time") => Element::Time,
            _ => Element::Other,
        }
    }
}

/// The point that is being read: `None` where its place cannot be read.
struct Point {
    at: Option<Coordinates>,
    spot: Spot,
    time: Option<String>,
}

struct Gpx<'t> {
    open: Vec<Element>,
    has_root: bool,
    point: Option<Point>,
    /// What the points are, once there is one.
    form: Option<TrackForm>,
    read: TrackRead,
    take: &'t mut dyn FnMut(TrackStep),
}

pub(super) fn track(
    read: impl BufRead,
    take: &mut dyn FnMut(TrackStep),
) -> Result<TrackRead, Refusal> {
    let mut reader = Reader::from_reader(PlacedStream::new(read));
    let mut buffer = Vec::new();
    let mut gpx = Gpx {
        open: Vec::new(),
        has_root: false,
        point: None,
        form: None,
        read: TrackRead::of(TrackForm::Recorded),
        take,
    };
    loop {
        let here = reader.get_mut().begins();
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Eof) => return gpx.ends(reader.get_ref().here()),
            Ok(event) => gpx.event(&event, here)?,
            Err(error) => return Err(unreadable(reader.get_ref().passed(), &error, here)),
        }
    }
}

fn unreadable(passed: Option<Passed>, error: &quick_xml::Error, here: Spot) -> Refusal {
    match (passed, error) {
        (Some(Passed::Whole), _) => Refusal::new(
            format!("it is larger than {} MiB", MOST_TRACK_BYTES >> 20),
            "keep a file for each day, or a point for every few seconds",
        ),
        (Some(Passed::Piece), _) => {
            refusal(here, "a tag, text or comment is longer than 1 MiB", "it is damaged, or no GPX")
        }
        (None, quick_xml::Error::Encoding(_)) => {
            refusal(here, "it is not UTF-8 text", "save it as UTF-8")
        }
        (None, error) => {
            refusal(here, format!("it is no XML: {error}"), "copy it anew from the receiver")
        }
    }
}

impl Gpx<'_> {
    fn event(&mut self, event: &Event, here: Spot) -> Result<(), Refusal> {
        match event {
            Event::Start(start) => self.opens(start, here),
            Event::Empty(start) => {
                self.opens(start, here)?;
                self.closes();
                Ok(())
            }
            Event::End(_) => {
                self.closes();
                Ok(())
            }
            Event::Text(text) => {
                self.says(text);
                Ok(())
            }
            Event::CData(text) => {
                self.says(text);
                Ok(())
            }
            Event::GeneralRef(name) => match name.resolve_char_ref() {
                Ok(Some(letter)) => {
                    self.says(letter.encode_utf8(&mut [0; 4]));
                    Ok(())
                }
                Ok(None) if ["lt", "gt", "amp", "apos", "quot"].contains(&&**name) => Ok(()),
                _ => {
                    let name: String = name.chars().take(40).collect();
                    Err(refusal(here, format!("`&{name};` stands for nothing"), NO_ENTITY))
                }
            },
            Event::DocType(_) => Err(refusal(
                here,
                "a DOCTYPE is refused: it can make a few bytes very many",
                "leave that line out; a GPX file needs none",
            )),
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) | Event::Eof => Ok(()),
        }
    }

    fn opens(&mut self, start: &BytesStart, here: Spot) -> Result<(), Refusal> {
        let name = start.local_name();
        let element = Element::within(self.open.last().copied(), name.as_ref());
        if self.open.is_empty() && (element != Element::Gpx || self.has_root) {
            let name: String = name.as_ref().chars().take(40).collect();
            if self.has_root {
                let words = format!("it goes on behind its end, with <{name}>");
                return Err(refusal(here, words, "a file holds one GPX and no more"));
            }
            let hint = if name == "kml" { "it is KML: save it as GPX or GeoJSON" } else { FORMS };
            return Err(refusal(here, format!("its outermost element is <{name}>"), hint));
        }
        if self.open.len() == MOST_DEPTH {
            let words = format!("more than {MOST_DEPTH} elements stand in one another");
            return Err(refusal(here, words, "a GPX file has five or six"));
        }
        self.has_root = true;
        self.open.push(element);
        match (element, &mut self.point) {
            (Element::Point, _) => self.point = Some(self.begins(start, here)?),
            (Element::Time, Some(point)) => point.time = Some(String::new()),
            _ => {}
        }
        Ok(())
    }

    /// Reads where a point is.
    fn begins(&mut self, start: &BytesStart, spot: Spot) -> Result<Point, Refusal> {
        let (mut lat, mut lon) = (None, None);
        for attribute in start.attributes() {
            let attribute =
                attribute.map_err(|error| refusal(spot, format!("it is no XML: {error}"), ""))?;
            let held = match attribute.key.as_ref() {
                "lat" => &mut lat,
                "lon" => &mut lon,
                _ => continue,
            };
            let value = attribute.normalized_value(XmlVersion::default());
            let value = value.map_err(|error| refusal(spot, error.to_string(), NO_ENTITY))?;
            *held = Some(value.into_owned());
        }
        let mut number = |name: &str, text: Option<String>, most: f64| {
            let Some(text) = text else {
                self.read.fault(refusal(spot, format!("a point has no `{name}`"), ""));
                return None;
            };
            let read = degrees(&text, most);
            if read.is_none() {
                let text: String = text.chars().take(40).collect();
                let words = format!("`{name}` is no number from -{most} to {most}: `{text}`");
                self.read.fault(refusal(spot, words, "such as 35.8123"));
            }
            read
        };
        let at = match (number("lat", lat, 90.0), number("lon", lon, 180.0)) {
            (Some(lat), Some(lon)) => Some(Coordinates { lat, lon }),
            _ => None,
        };
        Ok(Point { at, spot, time: None })
    }

    fn says(&mut self, text: &str) {
        let is_time = self.open.last() == Some(&Element::Time);
        let time = self.point.as_mut().and_then(|point| point.time.as_mut());
        if let Some(time) = time.filter(|time| is_time && time.len() <= MOST_TIME) {
            time.extend(text.chars().take(MOST_TIME));
        }
    }

    fn closes(&mut self) {
        if self.open.pop() == Some(Element::Point)
            && let Some(point) = self.point.take()
        {
            let is_planned = self.open.last() == Some(&Element::Route);
            self.has(point, is_planned);
        }
    }

    /// Hands a point on; once there is a track, what was planned counts no more.
    fn has(&mut self, point: Point, is_planned: bool) {
        let time = point.time.as_deref().map(|text| (moment(text), text));
        if let Some((None, text)) = time {
            let words = format!("a time cannot be read: `{text}`");
            self.read.fault(refusal(point.spot, words, "such as 2020-07-14T08:50:00Z"));
        }
        let form = if is_planned { TrackForm::Planned } else { TrackForm::Recorded };
        match (self.form, form) {
            (Some(TrackForm::Recorded), TrackForm::Planned) => return,
            (Some(TrackForm::Planned), TrackForm::Recorded) => (self.take)(TrackStep::Anew),
            _ => {}
        }
        self.form = Some(form);
        if let Some(at) = point.at {
            let time = time.and_then(|(time, _)| time);
            (self.take)(TrackStep::Point(TrackPoint { at, time }));
        }
    }

    fn ends(self, here: Spot) -> Result<TrackRead, Refusal> {
        match self.form {
            _ if !self.has_root => Err(Refusal::new("it holds no element", FORMS)),
            _ if !self.open.is_empty() => Err(refusal(
                here,
                "it ends before its last element does",
                "it was cut off: copy it anew from the receiver",
            )),
            None => Err(Refusal::new(
                "it has no point of a track (trkpt) or of a route (rtept)",
                "waypoints are places, and no way between them",
            )),
            Some(form) => Ok(TrackRead { form, ..self.read }),
        }
    }
}
