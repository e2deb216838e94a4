//! The map as a picture of its own: lines, areas and text from the geometry, for a web page or a
//! report. It stands alone: no script, no font, nothing fetched.

use std::{
    collections::{BTreeSet, HashSet},
    fmt::Write,
};

use super::drawing::{Drawing, WIDE};
use crate::{
    app::{App, selected_mark},
    board::{
        Board, Map, Subject,
        basemap::{self, basemap},
        full_day,
        map::{Age, LabelSpace, MapView, Mark, Pane, PaneLine, Sign, sign_place},
    },
    look::{Glyphs, Role, Theme, fit, width},
    model::{Coordinates, GeoShape, ZoneKind},
    panel::{
        Panel,
        map::{self as signs, legend},
    },
};

/// Pixels.
const TALL: f64 = 760.0;
const HEAD: f64 = 64.0;
const FOOT: f64 = 112.0;
/// The cells by which names keep clear of one another.
const CELL: (f64, f64) = (7.2, 16.0);
const MOST_TOWNS: usize = 40;
const SAME_KM: f64 = 4.0;
/// Kilometres to a pixel up to which lines of provinces, and lakes, are drawn.
const WITH_INNER: f64 = 0.6;
const WITH_SHORES: f64 = 3.0;
/// Names of the scenario's places at most.
const MOST_PLACES: usize = 60;

struct MapPicture<'a> {
    board: &'a Board,
    map: &'a Map,
    pane: Pane,
    labels: LabelSpace,
    /// Cells on which a sign stands.
    signs: HashSet<(usize, usize)>,
    has_disputed: bool,
    has_border: bool,
    has_inner: bool,
    /// Lines across which no sign stands from where it belongs.
    parting: Vec<PaneLine>,
    shown: BTreeSet<Sign>,
    on: Drawing,
}

/// The map of a board in SVG, in the view that the board has; `None` while the map is not open.
pub fn map_picture(app: &App) -> Option<String> {
    let shown = app.shown()?;
    let map = shown.sheet(Panel::Map)?.map.as_ref()?;
    let chosen = app.open_scenario()?.view.map;
    let selected = selected_mark(app, map);
    Some(picture(&shown.board, map, chosen, selected, app.theme))
}

fn picture(
    board: &Board,
    map: &Map,
    chosen: Option<MapView>,
    selected: Option<usize>,
    theme: Theme,
) -> String {
    let height = TALL - HEAD - FOOT;
    // A view that was chosen in cells has as much ground on a picture that is so much finer.
    let view = chosen.map_or_else(|| map.home(WIDE, height), |view| view.closer(10.0));
    let below = format!("{}, {}", full_day(board.clock.as_of), board.clock.words());
    let on = Drawing::begin(board, TALL, theme);
    let mut picture = MapPicture {
        board,
        map,
        pane: Pane { view, width: WIDE, height },
        labels: LabelSpace::new((WIDE / CELL.0) as usize, (height / CELL.1) as usize),
        signs: HashSet::new(),
        has_disputed: false,
        has_border: false,
        has_inner: false,
        parting: Vec::new(),
        shown: BTreeSet::new(),
        on,
    };
    picture.on.put(format_args!(
        "<g transform=\"translate(0 {HEAD})\" stroke-linejoin=\"round\" stroke-linecap=\"round\">"
    ));
    picture.ground();
    picture.roads();
    picture.marks(selected);
    picture.names(selected);
    picture.on.put(format_args!("</g>"));
    picture.on.cover(0.0, HEAD);
    picture.on.cover(TALL - FOOT, FOOT);
    picture.on.head(board, &below);
    picture.foot(selected);
    picture.on.end()
}

impl MapPicture<'_> {
    /// A line with what is outside cut off.
    fn line(&mut self, points: impl Iterator<Item = Coordinates>, style: &str) -> bool {
        let mut path = String::new();
        let mut last = None;
        for [from, to] in self.pane.stretches(points) {
            if last != Some(from) {
                let _ = write!(path, "M{:.1} {:.1}", from.0, from.1);
            }
            let _ = write!(path, "L{:.1} {:.1}", to.0, to.1);
            last = Some(to);
        }
        if !path.is_empty() {
            self.on.put(format_args!("<path d=\"{path}\" fill=\"none\" {style}/>"));
        }
        !path.is_empty()
    }

    /// An area of rings, holes left out; the head and the foot cover what reaches beyond the map.
    fn area(&mut self, rings: &[Vec<Coordinates>], style: &str) {
        let mut path = String::new();
        for ring in rings {
            for (n, point) in ring.iter().enumerate() {
                let (x, y) = self.pane.at(*point);
                let _ = write!(path, "{}{x:.1} {y:.1}", if n == 0 { 'M' } else { 'L' });
            }
            path.push('Z');
        }
        self.on.put(format_args!("<path d=\"{path}\" fill-rule=\"evenodd\" {style}/>"));
    }

    fn ground(&mut self) {
        let hairline = self.on.palette.hairline;
        let world = basemap();
        for line in world.lines_in(self.pane.bounds()) {
            use basemap::GroundKind;
            let is_far = match line.kind {
                GroundKind::Inner => self.pane.view.km > WITH_INNER,
                GroundKind::Shore => self.pane.view.km > WITH_SHORES,
                GroundKind::Coast | GroundKind::Border | GroundKind::Disputed => false,
            };
            if is_far {
                continue;
            }
            let style = match line.kind {
                GroundKind::Coast => self.on.stroke(Role::Dim, 1.2),
                GroundKind::Shore => format!("stroke=\"{hairline}\" stroke-width=\"1\""),
                GroundKind::Border => {
                    self.on.stroke(Role::Dim, 1.6) + " stroke-dasharray=\"9 3 2 3\""
                }
                GroundKind::Disputed => {
                    self.on.stroke(Role::Dim, 1.6) + " stroke-dasharray=\"6 7\""
                }
                GroundKind::Inner => {
                    format!("stroke=\"{hairline}\" stroke-width=\"1\" stroke-dasharray=\"1 4\"")
                }
            };
            let points = line.points().map(|spot| Coordinates { lat: spot.lat, lon: spot.lon });
            let parts =
                matches!(line.kind, GroundKind::Border | GroundKind::Disputed | GroundKind::Coast);
            let points: Vec<Coordinates> = points.collect();
            if parts {
                self.parting.extend(self.pane.stretches(points.iter().copied()));
            }
            let is_drawn = self.line(points.into_iter(), &style);
            self.has_disputed |= is_drawn && line.kind == GroundKind::Disputed;
            self.has_border |= is_drawn && line.kind == GroundKind::Border;
            self.has_inner |= is_drawn && line.kind == GroundKind::Inner;
        }
        let board = self.board;
        let style = self.on.stroke(Role::Dim, 1.2);
        for feature in board.index.layers.iter().flat_map(|layer| &layer.features) {
            match &feature.shape {
                GeoShape::Point(at) => {
                    let (x, y) = self.pane.at(*at);
                    let fill = self.on.colour(Role::Dim);
                    self.on.put(format_args!(
                        "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"2\" fill=\"{fill}\"/>"
                    ));
                }
                GeoShape::Line(points) => {
                    self.line(points.iter().copied(), &style);
                }
                GeoShape::Area(rings) => {
                    self.area(rings, &format!("{style} {}", self.on.shade(Role::Dim, "0.08")));
                }
            }
        }
    }

    fn roads(&mut self) {
        let map = self.map;
        for zone in &map.zones {
            let dashes = zone.kind.map_or("2 4", dashes);
            let style = self.on.stroke(Role::Plain, 1.4);
            let style = format!("{style} stroke-dasharray=\"{dashes}\"");
            for line in &zone.lines {
                self.line(line.iter().copied(), &style);
                self.parting.extend(self.pane.stretches(line.iter().copied()));
            }
        }
        for (_, ring) in &map.edges {
            let style = format!(
                "{} {} stroke-opacity=\"0.7\" stroke-dasharray=\"2 4\"",
                self.on.shade(Role::Bar, "0.10"),
                self.on.stroke(Role::Bar, 1.0)
            );
            self.area(std::slice::from_ref(ring), &style);
            self.parting.extend(self.pane.stretches(ring.iter().copied()));
        }
        for (_, line) in &map.roads {
            let style = self.on.stroke(Role::Plain, 2.0);
            self.line(line.iter().copied(), &style);
            self.parting.extend(self.pane.stretches(line.iter().copied()));
        }
        for reach in map.reaches.iter().filter(|reach| reach.age == Age::Fresh) {
            let style = self.on.stroke(Role::Bar, 5.0) + " stroke-opacity=\"0.85\"";
            self.line(reach.points.iter().copied(), &style);
        }
        for track in map.tracks.iter().filter(|track| track.age == Age::Fresh) {
            let style = self.on.stroke(Role::Link, 1.5);
            for part in &track.parts {
                self.line(part.iter().copied(), &style);
            }
        }
    }

    fn marks(&mut self, selected: Option<usize>) {
        let map = self.map;
        // What comes first in the map's order lies on top of the others.
        let mut spots: Vec<usize> = map.spots_in(&self.pane).map(|(n, _)| n).collect();
        spots.sort_by_key(|n| std::cmp::Reverse(*n));
        for spot in spots.iter().map(|n| &map.spots[*n]) {
            let Some(first) = spot.marks.first() else { continue };
            let chosen = selected.filter(|n| spot.marks.contains(n));
            let mark = &map.marks[chosen.unwrap_or(*first)];
            let ((x, y), role) = (self.pane.at(spot.at), role(mark));
            let colour = self.on.colour(role);
            let radius = spot.precision_km.map_or(0.0, |km| km / self.pane.view.km);
            // Within its halo nobody knows where: the sign stands on the rim.
            let (x, y) = if radius > 12.0 {
                self.on.put(format_args!(
                    "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{radius:.1}\" {} stroke=\"{colour}\" stroke-dasharray=\"3 3\"/>",
                    self.on.shade(role, "0.08")
                ));
                let holds = |at: (f64, f64)| self.pane.holds(at);
                sign_place((x, y), radius, &self.parting, holds)
            } else {
                (x, y)
            };
            if !self.pane.holds((x, y)) {
                continue;
            }
            self.shown.insert(mark.sign);
            let paper = self.on.palette.paper;
            let rim = match chosen {
                Some(_) => self.on.stroke(Role::Plain, 2.5),
                None => self.on.outline(role, 1.2),
            };
            self.on.put(format_args!(
                "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"9\" fill=\"{paper}\" fill-opacity=\"0.85\" {rim}/>"
            ));
            self.on.text(
                (x, y + 5.0),
                signs::sign(mark.sign, Glyphs::Braille),
                role,
                " font-size=\"14\" text-anchor=\"middle\"",
            );
            // What was taken back counts nowhere.
            let stands = |n: &&usize| self.map.marks[**n].age != Age::Withdrawn;
            let count = spot.marks.iter().filter(stands).count();
            if count > 1 {
                let count = count.to_string();
                self.on.text((x + 10.0, y - 7.0), &count, role, " font-size=\"11\"");
            }
            let cell = cell((x, y));
            for column in cell.0.saturating_sub(1)..=cell.0 + 1 {
                self.labels.take(column, cell.1);
            }
            self.signs.insert(cell);
        }
    }

    fn names(&mut self, selected: Option<usize>) {
        let (map, board) = (self.map, self.board);
        let chosen = selected.and_then(|n| board.located(map.marks[n].subject.record()?)?.place);
        let mut places: Vec<_> = map.places.iter().take(MOST_PLACES).collect();
        places.sort_by_key(|place| Some(place.record) != chosen);
        for place in &places {
            self.dot(place.at, Role::Plain, 2.5);
        }
        for place in places {
            let must = Some(place.record) == chosen;
            let name = board.short_place(&board.record(place.record).id);
            let bold = if must { " font-weight=\"700\"" } else { "" };
            self.name(place.at, &name, Role::Plain, (bold, must));
        }
        for zone in &map.zones {
            self.name(zone.middle, &legend::zone_name(board, zone), Role::Plain, ("", false));
        }
        for town in basemap().places_in(self.pane.bounds(), MOST_TOWNS) {
            let at = Coordinates { lat: town.spot.lat, lon: town.spot.lon };
            let view = MapView::new(at, 1.0);
            let is_same = map.places.iter().any(|place| {
                let (right, up) = view.offset(place.at);
                right.hypot(up) < SAME_KM
            });
            if !is_same {
                let radius = if town.capital { 3.0 } else { 1.5 };
                self.dot(at, Role::Dim, radius);
                self.name(at, &crate::model::clean(town.name), Role::Dim, ("", false));
            }
        }
    }

    /// A dot that no name will lie on, unless a sign stands there.
    fn dot(&mut self, at: Coordinates, role: Role, r: f64) {
        let Some((x, y)) = self.pane.inside(at) else { return };
        let cell = cell((x, y));
        if self.signs.contains(&cell) {
            return;
        }
        self.labels.take(cell.0, cell.1);
        let fill = self.on.colour(role);
        self.on
            .put(format_args!("<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{r}\" fill=\"{fill}\"/>"));
    }

    fn name(&mut self, at: Coordinates, name: &str, role: Role, (more, must): (&str, bool)) {
        let Some((x, y)) = self.pane.inside(at) else { return };
        let name = fit(name, 28);
        let Some((column, row)) = self.labels.place(cell((x, y)), width(&name), must) else {
            return;
        };
        let (x, y) = (column as f64 * CELL.0, (row as f64 + 0.78) * CELL.1);
        self.on.rimmed((x, y), &name, role, more);
    }

    /// The scale, where the selection lies, what the signs and lines mean, where it comes from.
    fn foot(&mut self, selected: Option<usize>) {
        let top = TALL - FOOT;
        let (km, wide) = self.pane.scale(240.0);
        let (left, y) = (24.0, top + 24.0);
        self.on.put(format_args!(
            "<path d=\"M{left} {}v8h{wide:.1}v-8\" fill=\"none\" stroke=\"{}\" stroke-width=\"1.5\"/>",
            y - 8.0, self.on.colour(Role::Plain)
        ));
        let words = if km < 1.0 { format!("{:.0} m", km * 1000.0) } else { format!("{km} km") };
        self.on.text((left + wide + 8.0, y), &format!("{words}   N ↑"), Role::Plain, "");
        let at = match selected {
            Some(n) => {
                let mark = &self.map.marks[n];
                let spot = &self.map.spots[self.map.marks[n].spot];
                let brief = match mark.subject {
                    Subject::Record(record) => self.board.brief(self.board.record(record)),
                    Subject::FeedRow(at) => {
                        self.board.site(at).map_or_else(String::new, |site| site.name.to_string())
                    }
                };
                let at = self.board.point_in_words(spot.at, spot.precision_km);
                format!("{} · {at}", fit(&brief, 80))
            }
            None => self.board.point_in_words(self.pane.view.centre, None),
        };
        self.on.text((WIDE - 24.0, y), &at, Role::Plain, " text-anchor=\"end\"");
        for (n, line) in self.legend().iter().enumerate() {
            self.on.text((left, y + 22.0 + 17.0 * n as f64), line, Role::Dim, " font-size=\"12\"");
        }
        let told = "Background: Natural Earth, public domain; it is some kilometres off in places.";
        self.on.text((left, TALL - 10.0), told, Role::Dim, " font-size=\"11\"");
    }

    /// Lines, signs, colours, how it is drawn and what is not, a line each.
    fn legend(&self) -> Vec<String> {
        let board = self.board;
        let days = board.window.days();
        let mut lines: Vec<String> = Vec::new();
        let roads = self.map.roads.iter();
        lines.extend(roads.map(|(n, _)| format!("━ {}", legend::road_name(board, *n))));
        if self.map.reaches.iter().any(|reach| reach.age == Age::Fresh) {
            lines.push(format!("▬ driven in {days} days"));
        }
        if self.map.tracks.iter().any(|track| track.age == Age::Fresh) {
            lines.push("─ tracks, as measured".to_owned());
        }
        let edges = self.map.edges.iter();
        lines.extend(edges.map(|(n, _)| format!("┈ shaded: {}", legend::edge_words(board, *n))));
        let kinds = legend::zones_by_kind(board, self.map.zones.iter());
        let sign = |kind: Option<ZoneKind>| kind.map_or("┈", |kind| edge_dashes(kind).1);
        lines.extend(kinds.into_iter().map(|(kind, words)| format!("{} {words}", sign(kind))));
        lines.extend(board.index.layers.iter().map(|layer| format!("─ {}", layer.name)));
        if self.has_border {
            lines.push("╶╌ border".to_owned());
        }
        if self.has_inner {
            lines.push("···· province".to_owned());
        }
        if self.has_disputed {
            lines.push("╌╌ disputed or claimed".to_owned());
        }
        let sign = |sign: &Sign| {
            format!("{} {}", signs::sign(*sign, Glyphs::Braille), signs::sign_word(*sign))
        };
        let signs: Vec<String> = self.shown.iter().map(sign).collect();
        let colours = legend::colours(board, self.map);
        let is_withdrawn = self.map.marks.iter().any(|mark| mark.age == Age::Withdrawn);
        let withdrawn =
            is_withdrawn.then(|| "grey too: taken back, or gone from its feed".to_owned());
        let rest = legend::drawn(board).into_iter();
        let rest = rest.chain(legend::not_drawn(self.map).map(|told| told.text()));
        let told = [
            ("Lines", lines),
            ("Signs", signs.into_iter().chain(colours).chain(withdrawn).collect()),
        ];
        let told = told.into_iter().chain([("Drawn", rest.collect())]);
        let told = told.filter(|(_, parts): &(&str, Vec<String>)| !parts.is_empty());
        told.map(|(label, parts)| format!("{label}   {}", parts.join("   ·   "))).collect()
    }
}

/// How the edge of a zone of a kind is dashed, and the sign that stands for that in the legend.
fn edge_dashes(kind: ZoneKind) -> (&'static str, &'static str) {
    match kind {
        ZoneKind::Buffer => ("1 3", "···"),
        ZoneKind::Demilitarised => ("4 4", "╌╌╌"),
        ZoneKind::WeaponsFree => ("8 3", "━ ━"),
        ZoneKind::NoFly => ("1 7", "·  ·"),
        ZoneKind::Restricted => ("6 2 1 2", "─·─"),
        ZoneKind::Evacuation => ("10 3 1 3 1 3", "─··─"),
        ZoneKind::Humanitarian => ("3 2", "┄┄┄"),
        ZoneKind::Control => ("14 4", "── ──"),
        ZoneKind::AreaOfResponsibility => ("12 3 3 3", "──╌──"),
    }
}

fn dashes(kind: ZoneKind) -> &'static str {
    edge_dashes(kind).0
}

/// The role in which a mark is drawn: a sign cannot be struck through, so what was taken back is as
/// what is old.
fn role(mark: &Mark) -> Role {
    match signs::role(mark) {
        Role::Withdrawn => Role::Stale,
        role => role,
    }
}

fn cell((x, y): (f64, f64)) -> (usize, usize) {
    ((x / CELL.0) as usize, (y / CELL.1) as usize)
}
