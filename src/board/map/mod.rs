//! The map: what of a board lies where, in the order of its list, and the pictures' own geometry.
//! Worked out once for a board; a frame only asks for what its view holds.

mod anchor;
mod extent;
mod grid;
mod ground;
mod labels;
mod pane;
mod reach;
#[cfg(test)]
mod tests;
mod tracks;
mod view;
mod zones;

use std::collections::HashMap;

pub use anchor::sign_place;
pub use extent::Extent;
pub use grid::Grid;
pub use ground::Ground;
pub use labels::LabelSpace;
pub use pane::{Pane, PaneLine};
pub use reach::ReachLine;
pub use tracks::TrackLine;
pub use view::MapView;
pub use zones::MapZone;

use super::{Board, RowIx, Subject, Visibility, VisibleRows, ZoneDrawing};
use crate::model::{
    Class, Coordinates, FeedUse, IncidentKind, Interval, Key, RecordIx, RecordKind, Table,
};

/// What lies where on a board.
#[derive(Clone, Debug, Default)]
pub struct Map {
    /// The located records that pass the filter, the latest first.
    pub marks: Vec<Mark>,
    /// Records that pass the filter and have no point.
    pub unlocated: Vec<RecordIx>,
    /// The different points on which the marks lie, in the order in which their signs come before
    /// one another on a cell.
    pub spots: Vec<MapPoint>,
    /// Stretches of routes that patrols covered, the latest last.
    pub reaches: Vec<ReachLine>,
    /// Where patrols were by their tracks, the latest last.
    pub tracks: Vec<TrackLine>,
    /// Positions in the routes of the geography, each with its points.
    pub roads: Vec<(usize, Vec<Coordinates>)>,
    /// The edges of the corridors that are known: position of the clause, and a closed ring.
    pub edges: Vec<(RecordIx, Vec<Coordinates>)>,
    /// The zones that hold on the day that is looked at.
    pub zones: Vec<MapZone>,
    /// Places of the scenario with a point: those with the most marks first, then those on a route.
    pub places: Vec<NamedPlace>,
    /// All that the file locates, whatever the clock: the same view while the days play.
    pub extent: Option<Extent>,
    grid: Grid,
}

/// A located record, or the rows of a feed that lie at one site.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Mark {
    /// Of rows of a feed the latest in sight.
    pub subject: Subject,
    /// How many rows it stands for.
    pub rows: usize,
    /// What it stands for.
    pub sign: Sign,
    /// How near in time it is to the day that is looked at.
    pub age: Age,
    /// Position in [`Map::spots`].
    pub spot: usize,
}

/// A point with everything that lies on it.
#[derive(Clone, PartialEq, Debug)]
pub struct MapPoint {
    /// Where it lies, in degrees.
    pub at: Coordinates,
    /// Kilometres that it may be off; `None` where nobody says.
    pub precision_km: Option<f64>,
    /// Positions in [`Map::marks`]; the one that is drawn first.
    pub marks: Vec<usize>,
}

/// A place of the scenario.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct NamedPlace {
    /// Position of the place.
    pub record: RecordIx,
    /// Where it lies, in degrees.
    pub at: Coordinates,
}

/// What a mark stands for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Sign {
    /// An incident, by its shown kind.
    Incident(IncidentKind),
    /// An incident of a kind that the scenario declares, by its class.
    OwnKind(Class),
    /// A record of another table.
    Of(Table),
}

/// How near in time a mark is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Age {
    /// It may lie within the window that ends on the day that is looked at.
    Fresh,
    /// It lies before that window.
    Older,
    /// It may not have happened yet.
    Pending,
    /// Every voice took it back, or its feed tells it no more.
    Withdrawn,
}

impl Map {
    /// The records without a point: those of a day that is told, figures of people, and those of which
    /// nobody tells the day.
    pub fn groups_without_a_point(&self, board: &Board) -> [Vec<RecordIx>; 3] {
        let mut groups: [Vec<RecordIx>; 3] = Default::default();
        for n in &self.unlocated {
            groups[match board.record(*n).table {
                Table::Displacement => 1,
                _ if board.is_undated(*n) => 2,
                _ => 0,
            }]
            .push(*n);
        }
        groups
    }

    /// What lies where of all that is in sight and passes the filter.
    pub fn of(board: &Board) -> Map {
        Map::made_of(board, board.visible_rows(FeedUse::Attacks))
    }

    /// The same without the rows of feeds, of which there may be any number.
    pub fn of_records(board: &Board) -> Map {
        Map::made_of(board, None)
    }

    fn made_of(board: &Board, feed_rows: Option<&VisibleRows>) -> Map {
        let records = Table::ON_MAP.iter().flat_map(|table| board.shown_of(*table));
        let mut found: Vec<Found> = records.map(|n| Found::record(board, n)).collect();
        found.extend(feed_rows.into_iter().flat_map(|feed_row| {
            let sites = feed_row.sites().chain(feed_row.gone_sites());
            sites.filter_map(|(at, rows)| Found::rows(board, at, rows))
        }));
        // Many thousands for each day that is looked at: what they are sorted by is worked out once.
        found.sort_by_cached_key(|found| {
            std::cmp::Reverse(found.date.map(|date| (date.latest, date.earliest)))
        });
        let mut map = Map { extent: extent(board), ..Map::default() };
        let mut known: HashMap<[u64; 3], usize> = HashMap::with_capacity(found.len());
        for Found { subject, rows, sign, age, point, .. } in found {
            let Some((at, precision_km)) = point else {
                map.unlocated.extend(subject.record());
                continue;
            };
            let bits = [at.lat, at.lon, precision_km.unwrap_or(-1.0)].map(f64::to_bits);
            let spot = *known.entry(bits).or_insert_with(|| {
                map.spots.push(MapPoint { at, precision_km, marks: Vec::new() });
                map.spots.len() - 1
            });
            let mark = Mark { subject, rows, sign, age, spot };
            map.spots[spot].marks.push(map.marks.len());
            map.marks.push(mark);
        }
        map.unlocated = map.groups_without_a_point(board).concat();
        map.rank_spots();
        map.grid = Grid::of(map.spots.iter().map(|spot| spot.at));
        map.add_ground(board);
        map
    }

    /// Puts the marks of each spot, and the spots, into the order in which they are drawn.
    fn rank_spots(&mut self) {
        let rank = |n: &usize| (self.marks[*n].age, self.marks[*n].sign, *n);
        self.spots.iter_mut().for_each(|spot| spot.marks.sort_by_key(rank));
        self.spots.sort_by_cached_key(|spot| spot.marks.first().map(rank));
        for (n, spot) in self.spots.iter().enumerate() {
            spot.marks.iter().for_each(|mark| self.marks[*mark].spot = n);
        }
    }

    /// Routes, corridors, reach and places.
    fn add_ground(&mut self, board: &Board) {
        let geography = board.geography();
        let points = |n: usize| geography.routes[n].line.points().map(|(_, at)| at).collect();
        self.roads = (0..geography.routes.len()).map(|n| (n, points(n))).collect();
        let known = board.corridors();
        self.edges = known.map(|zone| (zone.clause, geography.outline(zone).to_vec())).collect();
        self.zones = zones::zones(board);
        self.reaches = reach::reaches(board);
        self.tracks = tracks::tracks(board);
        let mut marks: HashMap<RecordIx, usize> = HashMap::new();
        for mark in &self.marks {
            let located = mark.subject.record().and_then(|record| board.located(record));
            if let Some(place) = located.and_then(|located| located.place) {
                *marks.entry(place).or_default() += 1;
            }
        }
        let stops = geography.routes.iter().flat_map(|route| &route.stops).map(|stop| stop.place);
        let stops: std::collections::HashSet<RecordIx> = stops.collect();
        let named = |n: RecordIx| {
            let at = board.record(n).get(Key::At)?.as_point()?.coordinates();
            Some(NamedPlace { record: n, at })
        };
        self.places = board.scenario().span(Table::Place).filter_map(named).collect();
        let weight = |n: RecordIx| (marks.get(&n).copied().unwrap_or(0), stops.contains(&n));
        self.places.sort_by_key(|place| std::cmp::Reverse(weight(place.record)));
    }

    /// The position of the mark of a record, or of rows of a feed, by the latest in sight; `None`
    /// if it has no point.
    pub fn mark_of(&self, subject: Subject) -> Option<usize> {
        self.marks.iter().position(|mark| mark.subject == subject)
    }

    /// The spots that a pane may show, by their positions, and where they lie; some lie just
    /// outside.
    pub fn spots_in(&self, pane: &Pane) -> impl Iterator<Item = (usize, Coordinates)> {
        self.grid.within(pane.bounds())
    }

    /// The records in the order of the list: located, then not.
    pub fn records(&self) -> impl Iterator<Item = RecordIx> {
        self.subjects().filter_map(Subject::record)
    }

    /// The same with the rows of feeds.
    pub fn subjects(&self) -> impl Iterator<Item = Subject> {
        let marks = self.marks.iter().map(|mark| mark.subject);
        marks.chain(self.unlocated.iter().map(|record| Subject::Record(*record)))
    }

    /// The view in which all that the file locates fits; the world where it locates nothing.
    pub fn home(&self, width: f64, height: f64) -> MapView {
        MapView::fit(self.extent.unwrap_or(Extent::WORLD), width, height)
    }

    /// The mark on the nearest spot in a direction (right and up, such as 1, 0), seen from a point;
    /// what lies straight ahead comes before what lies aside. `near_km` is where to look first.
    pub fn beside(
        &self,
        from: Coordinates,
        (right, up): (f64, f64),
        near_km: f64,
    ) -> Option<usize> {
        let seen_from = MapView::new(from, 1.0);
        let cost = |spot: &MapPoint| {
            let (x, y) = seen_from.offset(spot.at);
            let (ahead, aside) = (x * right + y * up, (x * up - y * right).abs());
            // Beside rather than ahead is not in this direction.
            (ahead > 1e-6 && aside <= ahead * 3.0).then_some(ahead + 2.0 * aside)
        };
        let mut radius = near_km.clamp(0.1, MapView::ROUND_KM);
        loop {
            let is_all = radius >= MapView::ROUND_KM;
            let around = super::basemap::GroundPoint { lat: from.lat, lon: from.lon };
            let bounds = super::basemap::GeoBox::around(around, radius);
            let near =
                self.grid.within(if is_all { super::basemap::GeoBox::WORLD } else { bounds });
            let costs = near.filter_map(|(n, _)| Some((n, cost(&self.spots[n])?)));
            let best = costs.min_by(|(_, a), (_, b)| a.total_cmp(b));
            match best {
                Some((n, cost)) if is_all || cost <= radius => {
                    return self.spots[n].marks.first().copied();
                }
                _ if is_all => return None,
                _ => radius *= 4.0,
            }
        }
    }
}

/// What may lie on the map.
struct Found {
    subject: Subject,
    rows: usize,
    sign: Sign,
    age: Age,
    date: Option<Interval>,
    point: Option<(Coordinates, Option<f64>)>,
}

impl Found {
    fn record(board: &Board, n: RecordIx) -> Found {
        let point = board.located(n).map(|located| located.point);
        Found {
            subject: Subject::Record(n),
            rows: 1,
            sign: sign(board, n),
            age: age(board, n),
            date: board.date_of(n),
            point: point.map(|point| (point.coordinates(), point.precision_km)),
        }
    }

    /// Rows of a feed at one site; `None` without a point, of which a list of rows tells.
    fn rows(board: &Board, at: RowIx, rows: usize) -> Option<Found> {
        let file = board.feeds.files.get(at.feed)?;
        let site = file.rows.site(at.row)?;
        let date = file.rows.span(at.row)?.interval();
        let attack = file.rows.sort(at.row)?.attack?;
        let is_pending = date.latest.is_some_and(|last| last > board.clock.as_of);
        Some(Found {
            subject: Subject::FeedRow(at),
            rows,
            sign: Sign::Incident(attack),
            age: match () {
                () if file.gone(at.row).is_some() => Age::Withdrawn,
                () if is_pending => Age::Pending,
                () => of_window(board, Some(date)),
            },
            date: Some(date),
            point: Some((site.at?, site.precision_km)),
        })
    }
}

/// All points of records, and of the routes with their corridors, and of zones; without any, of the
/// places.
fn extent(board: &Board) -> Option<Extent> {
    let geography = board.geography();
    let scenario = board.scenario();
    let point = |n: RecordIx| {
        let record = scenario.record(n);
        let own = record.get(Key::At).and_then(|at| at.as_point());
        let of_place = || {
            let place = scenario.find(record.id_of(Key::Place)?)?;
            place.get(Key::At)?.as_point()
        };
        own.or_else(of_place).map(|point| point.coordinates())
    };
    let records = Table::ON_MAP.iter().flat_map(|table| scenario.span(*table)).filter_map(point);
    let roads = geography.routes.iter().flat_map(|route| route.line.points().map(|(_, at)| at));
    let edges = geography.zones.iter().flat_map(|zone| geography.outline(zone)).copied();
    let edges = edges.chain(board.index.zones().drawings.iter().flat_map(ZoneDrawing::points));
    let feed_row = board.feeds.points();
    let all = Extent::of(records.chain(roads).chain(edges).chain(feed_row));
    all.or_else(|| Extent::of(scenario.span(Table::Place).filter_map(point)))
}

fn sign(board: &Board, n: RecordIx) -> Sign {
    let record = board.record(n);
    match record.table {
        Table::Attack => match board.kind(record) {
            Some(RecordKind::Own(kind)) => Sign::OwnKind(kind.class),
            kind => {
                Sign::Incident(kind.and_then(RecordKind::listed).unwrap_or(IncidentKind::Other))
            }
        },
        table => Sign::Of(table),
    }
}

fn age(board: &Board, n: RecordIx) -> Age {
    if board.is_taken_back(n) {
        return Age::Withdrawn;
    }
    if board.visibility(n) == Visibility::Pending {
        return Age::Pending;
    }
    of_window(board, board.date_of(n))
}

/// Whether something may lie within the window that ends on the day that is looked at.
fn of_window(board: &Board, date: Option<Interval>) -> Age {
    let days = board.window.days();
    let first = crate::model::later(board.clock.as_of, 1 - days).unwrap_or(board.clock.as_of);
    match date {
        Some(date) if date.touches(first, board.clock.as_of) => Age::Fresh,
        _ => Age::Older,
    }
}

impl Board {
    /// The corridors whose agreement is known.
    pub fn corridors(&self) -> impl Iterator<Item = &super::Zone> {
        self.geography().zones.iter().filter(|corridor| self.is_known_corridor(corridor.clause))
    }

    /// Whether a clause and its agreement are known.
    pub(super) fn is_known_corridor(&self, clause: RecordIx) -> bool {
        let parent = self.record(clause).parent.as_ref();
        let agreement = parent.and_then(|id| self.scenario().position(id));
        self.is_visible(clause) && agreement.is_none_or(|n| self.is_visible(n))
    }
}
