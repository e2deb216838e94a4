//! The map: the ground in dots, what happened as signs, names where there is room, and below it
//! what the signs mean and how long a kilometre is.

use std::collections::{BTreeSet, HashSet};

use ratatui::layout::Rect;

use super::{
    canvas::Canvas,
    dots::{Dots, Stroke},
    map_legend,
    strokes::{
        CHOSEN_REACH, EDGE, Lines, OLDER_REACH, REACH, ROAD, TRACK, halo, of_basemap, of_layer,
        of_zone,
    },
};
use crate::{
    app::{App, lines_below, pane, selected_mark},
    board::{
        Board, Map,
        basemap::{self, basemap},
        map::{Age, LabelSpace, MapView, NamedPlace, Pane, PaneLine, ReachLine, Sign, sign_place},
    },
    look::{Glyphs, Phrase, Role, fit, glyph, width},
    model::{Coordinates, GeoShape, Key},
    panel::{
        Panel,
        map::{self as signs, legend},
    },
};

/// Kilometres to a cell up to which lines of provinces, and lakes, are drawn.
const WITH_INNER: f64 = 4.0;
const WITH_SHORES: f64 = 20.0;
/// Towns that are considered for names, and places, in one picture.
const MOST_TOWNS: usize = 60;
const MOST_PLACES: usize = 80;
/// Halos in one picture: more would hide what they are of.
const MOST_HALOS: usize = 24;
/// Cells of a name at most.
const NAME: usize = 24;
/// Kilometres within which a town of the basemap is taken to be a place of the scenario.
const SAME_KM: f64 = 4.0;

/// A name on the map, with the sign that it stands beside.
struct Name {
    cell: (usize, usize),
    text: String,
    role: Role,
    sign: (&'static str, &'static str),
}

/// A map while it is drawn.
pub(super) struct Sketch<'a, 'b> {
    app: &'a App,
    pub board: &'a Board,
    pub map: &'a Map,
    pane: Pane,
    area: Rect,
    dots: Dots,
    labels: LabelSpace,
    /// Cells on which a sign stands.
    signs: HashSet<(usize, usize)>,
    /// Position of the selected mark.
    pub selected: Option<usize>,
    /// Which lines are in sight.
    pub seen: Lines,
    /// Lines that part one ground from another: no sign stands across them from where it belongs.
    parting: Vec<PaneLine>,
    /// Whether so many places are uncertain that only the halo of the selected one is drawn.
    pub is_crowded: bool,
    canvas: &'a mut Canvas<'b>,
}

pub(super) fn draw(app: &App, board: &Board, map: &Map, area: Rect, canvas: &mut Canvas) {
    if map.extent.is_none() {
        // The whole world would say nothing of a board that locates nothing.
        let words = Phrase::dim("nothing on this board has a point, so there is no map");
        canvas.line(area.x + 1, area.y, area.width.saturating_sub(2), &words);
        return;
    }
    let (picture, below) = lines_below(area);
    let selected = selected_mark(app, map);
    let mut sketch = Sketch {
        app,
        board,
        map,
        pane: pane(app, map, picture),
        area: picture,
        dots: Dots::new(picture, app.glyphs),
        labels: LabelSpace::new(picture.width.into(), picture.height.into()),
        signs: HashSet::new(),
        selected,
        seen: Lines::default(),
        parting: Vec::new(),
        is_crowded: false,
        canvas,
    };
    sketch.ground();
    sketch.roads();
    let shown = sketch.marks();
    sketch.names();
    sketch.selected_mark();
    sketch.below(below, &shown);
    if area.x > 0 && area.right() < canvas.buffer.area.right() && app_has_list(app) {
        let line = Phrase::new(app.glyphs.sign(glyph::BESIDE), Role::Border);
        (area.y..area.bottom()).for_each(|y| canvas.line(area.right(), y, 1, &line));
    }
}

/// Whether the list stands beside the map.
fn app_has_list(app: &App) -> bool {
    let plan = crate::app::Plan::of(app.size, app);
    plan.panel(Panel::Map).is_some_and(|plan| plan.list.height > 0)
}

impl<'a> Sketch<'a, '_> {
    /// Kilometres to a cell.
    pub fn km(&self) -> f64 {
        self.pane.view.km
    }

    pub fn glyphs(&self) -> Glyphs {
        self.app.glyphs
    }

    /// Draws a line; its stretches that are in sight.
    fn line(&mut self, points: impl Iterator<Item = Coordinates>, stroke: Stroke) -> Vec<PaneLine> {
        let stretches = self.pane.stretches(points);
        self.dots.lines(&stretches, stroke);
        stretches
    }

    /// The basemap, and the scenario's own layers.
    fn ground(&mut self) {
        let km = self.pane.view.km;
        for line in basemap().lines_in(self.pane.bounds()) {
            let is_far = match line.kind {
                basemap::GroundKind::Inner => km > WITH_INNER,
                basemap::GroundKind::Shore => km > WITH_SHORES,
                basemap::GroundKind::Coast
                | basemap::GroundKind::Border
                | basemap::GroundKind::Disputed => false,
            };
            if is_far {
                continue;
            }
            let points = line.points().map(|spot| Coordinates { lat: spot.lat, lon: spot.lon });
            let stretches = self.line(points, of_basemap(line.kind, km));
            let is_seen = !stretches.is_empty();
            match line.kind {
                basemap::GroundKind::Border => self.seen.border |= is_seen,
                basemap::GroundKind::Disputed => self.seen.disputed |= is_seen,
                basemap::GroundKind::Inner => self.seen.inner |= is_seen,
                basemap::GroundKind::Coast | basemap::GroundKind::Shore => {
                    self.seen.shore |= is_seen;
                }
            }
            let parts = matches!(
                line.kind,
                basemap::GroundKind::Border
                    | basemap::GroundKind::Disputed
                    | basemap::GroundKind::Coast
            );
            if parts {
                self.parting.extend(stretches);
            }
        }
        let board = self.board;
        for (n, layer) in board.index.layers.iter().enumerate() {
            let mut is_seen = false;
            for feature in &layer.features {
                is_seen |= self.feature(&feature.shape, of_layer(n));
            }
            self.seen.layers.extend(is_seen.then_some(n));
        }
    }

    /// Draws what a layer has; whether any of it is in sight.
    fn feature(&mut self, shape: &GeoShape, stroke: Stroke) -> bool {
        match shape {
            GeoShape::Point(at) => {
                let place = self.pane.at(*at);
                self.dots.dot(place, stroke);
                self.pane.holds(place)
            }
            GeoShape::Line(points) => !self.line(points.iter().copied(), stroke).is_empty(),
            GeoShape::Area(rings) => {
                let mut seen = Vec::new();
                for ring in rings {
                    seen.extend(self.line(ring.iter().copied(), stroke));
                }
                let is_seen = !seen.is_empty();
                // A line of control is an area's edge as well.
                self.parting.extend(seen);
                is_seen
            }
        }
    }

    /// Corridors, routes and what patrols covered of them.
    fn roads(&mut self) {
        let map = self.map;
        for (n, zone) in map.zones.iter().enumerate() {
            let mut seen = Vec::new();
            for line in &zone.lines {
                seen.extend(self.line(line.iter().copied(), of_zone(zone.kind)));
            }
            self.seen.zones.extend((!seen.is_empty()).then_some(n));
            self.parting.extend(seen);
        }
        for (clause, ring) in &map.edges {
            let seen = self.line(ring.iter().copied(), EDGE);
            self.seen.edges.extend((!seen.is_empty()).then_some(*clause));
            self.parting.extend(seen);
        }
        for (route, line) in &map.roads {
            let seen = self.line(line.iter().copied(), ROAD);
            self.seen.roads.extend((!seen.is_empty()).then_some(*route));
            self.parting.extend(seen);
        }
        let chosen = self.chosen_reach();
        for reach in &map.reaches {
            let stroke = match reach.age {
                Age::Fresh => REACH,
                _ => OLDER_REACH,
            };
            self.line(reach.points.iter().copied(), stroke);
        }
        if let Some(reach) = chosen {
            self.line(reach.points.iter().copied(), CHOSEN_REACH);
        }
        for track in &map.tracks {
            if track.age != Age::Fresh && Some(track.patrol) != chosen.map(|reach| reach.patrol) {
                continue;
            }
            for part in &track.parts {
                self.seen.track |= !self.line(part.iter().copied(), TRACK).is_empty();
            }
        }
    }

    /// What the patrol covered that is selected in the log, if the reader comes from there.
    pub(super) fn chosen_reach(&self) -> Option<&'a ReachLine> {
        let chosen = self.app.selected(Panel::Patrols)?;
        let is_chosen = |reach: &&ReachLine| reach.patrol == chosen;
        self.map.reaches.iter().find(is_chosen).filter(|_| self.app.home == Panel::Patrols)
    }

    /// Signs, one to a cell, and halos; tells which signs were drawn, and puts the dots.
    fn marks(&mut self) -> BTreeSet<Sign> {
        let columns = usize::from(self.area.width);
        let halos = self.map.spots_in(&self.pane).filter(|(spot, at)| {
            let precision = self.map.spots[*spot].precision_km;
            self.radius(precision).is_some() && self.pane.inside(*at).is_some()
        });
        self.is_crowded = halos.take(MOST_HALOS + 1).count() > MOST_HALOS;
        // The spot that comes before the others of its cell: they are in that order.
        let mut first: Vec<Option<usize>> = vec![None; columns * usize::from(self.area.height)];
        for (spot, at) in self.map.spots_in(&self.pane) {
            let Some((column, row)) = self.anchor(spot, at).and_then(|at| self.cell(at)) else {
                continue;
            };
            let held = &mut first[row * columns + column];
            *held = Some(held.map_or(spot, |other| other.min(spot)));
        }
        let map = self.map;
        let mark = |spot: &usize| map.spots[*spot].marks.first().copied();
        let each = first.iter().flatten().filter_map(mark).filter(|_| !self.is_crowded);
        for mark in each.collect::<Vec<_>>() {
            self.halo(mark, signs::role(&map.marks[mark]));
        }
        if let Some(mark) = self.selected {
            self.halo(mark, Role::Mentioned);
        }
        self.dots.put(self.area, self.canvas);
        self.labels_of_roads();
        let mut shown = BTreeSet::new();
        for (n, spot) in first.iter().enumerate() {
            let Some(mark) = spot.as_ref().and_then(mark) else { continue };
            let mark = &map.marks[mark];
            let sign = signs::sign(mark.sign, self.glyphs());
            self.put_sign((n % columns, n / columns), sign, signs::role(mark));
            shown.insert(mark.sign);
        }
        shown
    }

    /// Where a spot's sign stands: on the point, or on the rim of its halo, where some of that is
    /// in sight.
    fn anchor(&self, spot: usize, at: Coordinates) -> Option<(f64, f64)> {
        let (x, y) = self.pane.at(at);
        let selected = self.selected.map(|mark| self.map.marks[mark].spot);
        let is_drawn = !self.is_crowded || selected == Some(spot);
        let precision = self.map.spots[spot].precision_km;
        let Some(radius) = self.radius(precision).filter(|_| is_drawn) else {
            return Some((x, y));
        };
        let place = sign_place((x, y), radius, &self.parting, |at| self.pane.holds(at));
        self.pane.holds(place).then_some(place)
    }

    /// Units of a halo, where it is larger than the sign.
    fn radius(&self, precision_km: Option<f64>) -> Option<f64> {
        precision_km.map(|km| km / self.pane.view.km).filter(|radius| *radius > 1.5)
    }

    /// The rim of what a mark may be off by.
    fn halo(&mut self, mark: usize, role: Role) {
        let spot = &self.map.spots[self.map.marks[mark].spot];
        let Some(radius) = self.radius(spot.precision_km) else { return };
        let (x, y) = self.pane.at(spot.at);
        let points = (radius * 6.0).clamp(16.0, 720.0) as usize;
        for n in 0..points {
            let (sin, cos) = (n as f64 / points as f64 * std::f64::consts::TAU).sin_cos();
            self.dots.dot((x + radius * cos, y + radius * sin), halo(role));
        }
    }

    fn cell(&self, (x, y): (f64, f64)) -> Option<(usize, usize)> {
        let inside = self.pane.holds((x, y));
        inside.then_some((x as usize, (y / 2.0) as usize))
    }

    /// Puts a sign on a cell, over which no name will lie.
    fn put_sign(&mut self, (column, row): (usize, usize), sign: &str, role: Role) {
        let at = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
        let (x, y) = (self.area.x + at(column), self.area.y + at(row));
        self.write((x, y), sign, role);
        self.labels.take(column, row);
        self.signs.insert((column, row));
    }

    fn label(&mut self, cell: (usize, usize), text: &str, role: Role, must: bool) {
        let text = fit(text, NAME.min(self.area.width.into()));
        let Some((column, row)) = self.labels.place(cell, width(&text), must) else { return };
        let at = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
        let (x, y) = (self.area.x + at(column), self.area.y + at(row));
        self.write((x, y), &text, role);
    }

    /// Writes over the dots, of which nothing stays.
    fn write(&mut self, (x, y): (u16, u16), text: &str, role: Role) {
        let cells = u16::try_from(width(text)).unwrap_or(u16::MAX);
        for x in x..x.saturating_add(cells) {
            self.canvas.buffer[(x, y)].reset();
        }
        self.canvas.line(x, y, cells, &Phrase::new(text, role));
    }

    /// No name lies over a road.
    fn labels_of_roads(&mut self) {
        for (column, row) in self.dots.heavy(ROAD.weight) {
            self.labels.take(column, row);
        }
    }

    /// Names: the selected mark first, then places of the scenario, then towns.
    fn names(&mut self) {
        let map = self.map;
        self.selected_name();
        let here = self.selected.and_then(|mark| map.marks[mark].subject.record());
        let told = here.and_then(|n| self.board.located(n)?.place);
        let places = map.places.iter().take(MOST_PLACES);
        let places: Vec<_> = places.filter(|place| Some(place.record) != told).collect();
        let name = |place: &NamedPlace| self.board.short_place(&self.board.record(place.record).id);
        let mut named: Vec<Name> = places
            .iter()
            .filter_map(|place| self.named(place.at, name(place), Role::Plain, glyph::PLACE))
            .collect();
        let known: Vec<Coordinates> = map.places.iter().map(|place| place.at).collect();
        for town in basemap().places_in(self.pane.bounds(), MOST_TOWNS) {
            let at = Coordinates { lat: town.spot.lat, lon: town.spot.lon };
            let view = MapView::new(at, 1.0);
            let is_same = known.iter().any(|other| {
                let (right, up) = view.offset(*other);
                right.hypot(up) < SAME_KM
            });
            let sign = if town.capital { glyph::CAPITAL } else { glyph::TOWN };
            let name = crate::model::clean(town.name);
            named.extend(self.named(at, name, Role::Dim, sign).filter(|_| !is_same));
        }
        // All signs first, so that no name is cut by one.
        named.retain(|name| {
            let is_free = !self.signs.contains(&name.cell);
            if is_free {
                self.put_sign(name.cell, self.app.glyphs.sign(name.sign), name.role);
            }
            is_free || name.role == Role::Plain
        });
        self.names_of_zones();
        named.iter().for_each(|name| self.label(name.cell, &name.text, name.role, false));
    }

    /// The names of zones, each in its middle, where that is in sight.
    fn names_of_zones(&mut self) {
        for zone in &self.map.zones {
            let Some(cell) = self.pane.inside(zone.middle).and_then(|at| self.cell(at)) else {
                continue;
            };
            let name = legend::zone_name(self.board, zone);
            let half = width(&name) / 2 + 2;
            self.label((cell.0.saturating_sub(half), cell.1), &name, Role::Plain, false);
        }
    }

    fn named(
        &self,
        at: Coordinates,
        text: String,
        role: Role,
        sign: (&'static str, &'static str),
    ) -> Option<Name> {
        let cell = self.pane.inside(at).and_then(|at| self.cell(at))?;
        Some(Name { cell, text, role, sign })
    }

    /// The cell of the selected mark: on its sign, else in the middle of a halo that is larger than
    /// the picture.
    fn selected_cell(&self) -> Option<(usize, usize)> {
        let spot = self.map.marks[self.selected?].spot;
        let at = self.map.spots[spot].at;
        let (anchor, middle) = (self.anchor(spot, at), self.pane.at(at));
        anchor.and_then(|at| self.cell(at)).or_else(|| self.cell(middle))
    }

    fn selected_name(&mut self) {
        let Some((mark, cell)) = self.selected.zip(self.selected_cell()) else { return };
        self.labels.take(cell.0, cell.1);
        let mark = &self.map.marks[mark];
        let of_spot = self.map.spots[mark.spot].marks.iter();
        let others = of_spot.map(|n| self.map.marks[*n].rows).sum::<usize>().saturating_sub(1);
        let more = if others > 0 { format!(" +{others}") } else { String::new() };
        let site = mark.subject.feed_row().and_then(|at| self.board.site(at));
        let site = site.map(|site| site.name.as_str()).filter(|name| !name.is_empty());
        let record = mark.subject.record().map(|record| self.board.record(record));
        let place = record.and_then(|record| self.board.shown_id(record, Key::Place));
        let place = place.map(|id| self.board.short_place(id));
        let place = site.or(place.as_deref());
        let word = signs::sign_word(mark.sign);
        let text = format!("{}{more}", place.unwrap_or(&word));
        self.label(cell, &text, Role::Selected, true);
    }

    /// The selected mark over all else.
    fn selected_mark(&mut self) {
        let Some((mark, cell)) = self.selected.zip(self.selected_cell()) else { return };
        let sign = signs::sign(self.map.marks[mark].sign, self.glyphs());
        self.put_sign(cell, sign, Role::Selected);
    }

    /// What the signs mean, then the scale and where the selection lies.
    fn below(&mut self, area: Rect, shown: &BTreeSet<Sign>) {
        let Some(last) = area.height.checked_sub(1) else { return };
        let scale = self.scale();
        let room = area.width.saturating_sub(1);
        let at = match self.selected {
            Some(mark) => {
                let spot = &self.map.spots[self.map.marks[mark].spot];
                self.board.point_in_words(spot.at, spot.precision_km)
            }
            None => self.board.point_in_words(self.pane.view.centre, None),
        };
        let used = u16::try_from(scale.width()).unwrap_or(u16::MAX);
        self.canvas.line(area.x, area.y + last, room, &scale);
        if usize::from(used) + width(&at) + 2 <= room.into() {
            let x = area.x + room - u16::try_from(width(&at)).unwrap_or(0);
            self.canvas.line(x, area.y + last, area.right() - x, &Phrase::dim(at));
        }
        let legend = map_legend::lines(self, shown, (room.into(), last.into()));
        let rows = (area.y..area.y + last).zip(&legend);
        rows.for_each(|(y, line)| self.canvas.line(area.x, y, room, line));
    }

    fn scale(&self) -> Phrase {
        let (km, units) = self.pane.scale((self.pane.width / 4.0).min(20.0));
        let [from, between, to] = glyph::SCALE.map(|sign| self.glyphs().sign(sign));
        let cells = (units.round() as usize).saturating_sub(2);
        let words = if km < 1.0 { format!(" {:.0} m", km * 1000.0) } else { format!(" {km} km") };
        let north = self.glyphs().sign(glyph::NORTH);
        Phrase::dim(format!("{from}{}{to}", between.repeat(cells)))
            .and(words, Role::Plain)
            .and(format!("  N{north}"), Role::Dim)
    }
}
