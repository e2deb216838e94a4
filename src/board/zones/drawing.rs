//! What a file draws of its zones, word by word, whatever the clock.

use std::sync::{Arc, OnceLock};

use crate::{
    board::{
        corridor::{Route, RouteEnd},
        zone::{
            DrawnZone, Flanked, Flanks, Stands, StraightPolygons, Vicinity, ZoneFault, ZoneRings,
            ZoneShape, between,
        },
        zones::MOST_ZONES,
    },
    model::{
        Clean, Coordinates, Entry, Feature, GeoShape, Id, Key, Point, RecordIx, Scenario, Table,
        Value, Word, fold,
    },
};

/// The keys that draw a zone, or name its members.
pub(super) const EXTENTS: [Key; 7] =
    [Key::Ring, Key::Rings, Key::Around, Key::Along, Key::Between, Key::Layer, Key::Places];

/// The zones of a scenario with all that any voice draws of them.
#[derive(Debug, Default)]
pub struct ScenarioZones {
    /// Positions of their records, in file order.
    pub records: Vec<RecordIx>,
    /// What each word of each zone draws: positions in the drawings.
    of_word: Vec<Vec<Option<usize>>>,
    /// Zone by zone, word by word.
    pub drawings: Vec<ZoneDrawing>,
}

/// What one word draws.
#[derive(Debug)]
pub struct ZoneDrawing {
    /// The zone, or why nothing can be told by it.
    pub drawn: Result<DrawnZone, ZoneUndrawn>,
    /// The members that it names; empty of what has geometry.
    pub members: Vec<Id>,
    /// Where each point of the file stands to it, worked out when it is first asked for.
    spots: OnceLock<Vec<Stands>>,
}

/// Why a word draws nothing that can be measured.
#[derive(Clone, PartialEq, Debug)]
pub enum ZoneUndrawn {
    /// Its points are no zone.
    Fault(ZoneFault),
    /// The place that it lies round has no point.
    NoPoint(Id),
    /// The route that it lies along or beside cannot be drawn.
    NoRoute(Id),
    /// Its file is not read, or it names no two routes: that is told where it stands.
    ToldElsewhere,
    /// The file has no area of this name; the nearest that it has.
    NoFeature(Option<Clean>),
}

/// A file of GeoJSON that a zone names, and what it holds.
#[derive(Clone, PartialEq, Debug)]
pub struct ZoneFile {
    /// As the scenario names it.
    pub path: Clean,
    /// All that it draws.
    pub features: Arc<Vec<Feature>>,
}

impl ScenarioZones {
    /// Draws every zone of a scenario; `files` are those that could be read.
    pub fn of(scenario: &Scenario, files: &[ZoneFile]) -> ScenarioZones {
        let mut zones = ScenarioZones::default();
        for n in scenario.span(Table::Zone).take(MOST_ZONES) {
            let record = scenario.record(n);
            let mut of_word = Vec::with_capacity(record.words.len());
            for word in &record.words {
                let drawing = extent(word).map(|entry| {
                    let precision = [word, record.own()].into_iter().find_map(precision_of);
                    ZoneDrawing::of(scenario, files, word, entry, precision)
                });
                of_word.push(drawing.map(|drawing| {
                    zones.drawings.push(drawing);
                    zones.drawings.len() - 1
                }));
            }
            zones.records.push(n);
            zones.of_word.push(of_word);
        }
        zones
    }

    /// The number of a zone by the position of its record; `None` where it is not measured.
    pub fn number(&self, record: RecordIx) -> Option<usize> {
        self.records.binary_search(&record).ok()
    }

    /// What a word of a zone draws, by its number; `None` where it draws nothing.
    pub(super) fn drawing_of(&self, zone: usize, word: usize) -> Option<usize> {
        *self.of_word.get(zone)?.get(word)?
    }

    /// The drawings of a zone with the words that draw them.
    pub fn of_zone(&self, zone: usize) -> impl Iterator<Item = (usize, &ZoneDrawing)> {
        let words = self.of_word.get(zone).into_iter().flatten().enumerate();
        words.filter_map(|(word, drawing)| Some((word, &self.drawings[(*drawing)?])))
    }
}

/// The key by which a word draws the zone.
pub(super) fn extent(word: &Word) -> Option<&Entry> {
    EXTENTS.iter().find_map(|key| word.entry(*key))
}

fn precision_of(word: &Word) -> Option<f64> {
    match word.get(Key::PrecisionKm)? {
        Value::Number(km) => Some(km.value),
        _ => None,
    }
}

impl ZoneDrawing {
    fn of(
        scenario: &Scenario,
        files: &[ZoneFile],
        word: &Word,
        entry: &Entry,
        precision: Option<f64>,
    ) -> ZoneDrawing {
        let members = match entry.key {
            Key::Places => entry.value.ids().to_vec(),
            _ => Vec::new(),
        };
        let shape = shape(scenario, files, word, entry);
        let drawn = shape.and_then(|(shape, own_km)| {
            let precision_km = precision.or(own_km).unwrap_or(0.0);
            DrawnZone::of(shape, precision_km).map_err(ZoneUndrawn::Fault)
        });
        ZoneDrawing { drawn, members, spots: OnceLock::new() }
    }

    /// Where a point stands that may be off by so many kilometres.
    pub fn stands(&self, at: Coordinates, off_km: f64) -> Stands {
        self.drawn.as_ref().map_or(Stands::CannotSay, |zone| zone.stands(at, off_km))
    }

    /// Where the points of the file stand, spot by spot.
    pub(in crate::board) fn spots(&self, points: impl Iterator<Item = Point>) -> &[Stands] {
        let stands =
            |point: Point| self.stands(point.coordinates(), point.precision_km.unwrap_or(0.0));
        self.spots.get_or_init(|| points.map(stands).collect())
    }

    /// Whether what lies at a place lies in it by name; a place that holds a member may.
    pub(super) fn by_name(&self, scenario: &Scenario, places: &[&Id]) -> Stands {
        let is_inside =
            |place: &&&Id| scenario.with_wholes(place).any(|whole| self.members.contains(whole));
        let may_hold =
            |place: &&&Id| self.members.iter().any(|member| scenario.is_part_of(member, place));
        match () {
            () if places.iter().any(|place| is_inside(&place)) => Stands::Inside,
            () if places.iter().all(|place| may_hold(&place)) => Stands::CannotSay,
            () => Stands::Outside,
        }
    }
}

/// The form of a zone, and how far it may be off by what it is drawn from.
fn shape(
    scenario: &Scenario,
    files: &[ZoneFile],
    word: &Word,
    entry: &Entry,
) -> Result<(ZoneShape, Option<f64>), ZoneUndrawn> {
    let points = |ring: &[Point]| ring.iter().map(Point::coordinates).collect::<Vec<_>>();
    let route = |id: &Id| {
        let n = scenario.position(id);
        let drawn = n.and_then(|n| Route::of(scenario, n).ok());
        drawn.ok_or_else(|| ZoneUndrawn::NoRoute(id.clone()))
    };
    let rings = |rings: &[Vec<Coordinates>]| {
        ZoneRings::of(rings).map(ZoneShape::Rings).map_err(ZoneUndrawn::Fault)
    };
    match (&entry.value, entry.key) {
        (Value::Path(ring), _) => Ok((rings(&[points(ring)])?, None)),
        (Value::Rings(all), _) => {
            Ok((rings(&all.iter().map(|ring| points(ring)).collect::<Vec<_>>())?, None))
        }
        (Value::Within(around), _) => {
            let place = scenario.find(&around.of);
            let point = place.and_then(|place| place.get(Key::At)?.as_point());
            let point = point.ok_or_else(|| ZoneUndrawn::NoPoint(around.of.clone()))?;
            let zone = Vicinity::of(point.coordinates(), around.km);
            Ok((ZoneShape::Around(zone.map_err(ZoneUndrawn::Fault)?), point.precision_km))
        }
        (Value::Corridor(along), _) => {
            let route = route(&along.along)?;
            let flanks = Flanks::named(&route.line, along.sides.iter().copied());
            let goes_on = [RouteEnd::First, RouteEnd::Last].map(|end| route.goes_on(end));
            let zone = Flanked::of(Arc::new(route.line), flanks, goes_on);
            Ok((ZoneShape::Along(zone.map_err(ZoneUndrawn::Fault)?), route.precision_km))
        }
        (Value::Ids(both), Key::Between) => {
            let [one, other] = both.as_slice() else {
                return Err(ZoneUndrawn::ToldElsewhere);
            };
            let (one, other) = (route(one)?, route(other)?);
            let zone = between(&one.line, &other.line).map_err(ZoneUndrawn::Fault)?;
            let precision = [one.precision_km, other.precision_km].into_iter().flatten();
            Ok((ZoneShape::Rings(zone), precision.reduce(f64::max)))
        }
        (Value::Ids(members), _) => {
            let members = members.iter().filter_map(|id| scenario.position(id)).collect();
            Ok((ZoneShape::Members(members), None))
        }
        (Value::Text(path), _) => {
            let file = files.iter().find(|file| file.path == *path);
            let features = &file.ok_or(ZoneUndrawn::ToldElsewhere)?.features;
            Ok((straight(features, word.get(Key::Feature).and_then(Value::as_text))?, None))
        }
        _ => Err(ZoneUndrawn::Fault(ZoneFault::TooFewPoints)),
    }
}

/// The areas of a file with a name, or all of them.
fn straight(features: &[Feature], name: Option<&Clean>) -> Result<ZoneShape, ZoneUndrawn> {
    let areas = features.iter().filter_map(|feature| match &feature.shape {
        GeoShape::Area(rings) => Some((feature.name.as_ref(), rings)),
        GeoShape::Point(_) | GeoShape::Line(_) => None,
    });
    let is_it = |of: &Option<&Clean>| name.is_none_or(|name| *of == Some(name));
    let chosen: Vec<Vec<Vec<Coordinates>>> =
        areas.clone().filter(|(of, _)| is_it(of)).map(|(_, rings)| rings.clone()).collect();
    if chosen.is_empty() {
        let names = areas.filter_map(|(of, _)| of);
        return Err(ZoneUndrawn::NoFeature(name.and_then(|name| nearest(name, names))));
    }
    StraightPolygons::of(&chosen).map(ZoneShape::Straight).map_err(ZoneUndrawn::Fault)
}

/// The name that is most like one that is not there.
fn nearest<'a>(wanted: &Clean, names: impl Iterator<Item = &'a Clean>) -> Option<Clean> {
    let folded = fold(wanted);
    let likeness = |name: &&Clean| strsim::jaro_winkler(&fold(name), &folded);
    let best = names.max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
    best.filter(|name| likeness(name) > 0.7).cloned()
}
