//! Strip and space-time chart as a picture of its own, for a web page or a report: chainage across
//! and days down, both to scale. It stands alone: no script, no font, nothing fetched.

use std::collections::BTreeMap;

use super::drawing::{Drawing, WIDE};
use crate::{
    board::{
        Board, Coverage, Denial, DeniedAt, Located, Reach, RouteEnd, RowIx, Stands, VisibleRows,
        day_month, full_day, month_name,
    },
    look::{Role, Theme, counted, width},
    model::{Class, Day, Key, RecordIx, State, Table, Term, later},
    panel::Panel,
};
use chrono::Datelike;

/// What is drawn.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CorridorPart {
    /// The route as a strip: what stands on it and what patrols saw of it.
    Strip,
    /// Patrols day by day: how far along the route each one got.
    Chart,
}

/// Pixels: the margins beside the route, a day at least and at most, the chart at most.
const LEFT: f64 = 132.0;
const RIGHT: f64 = 190.0;
const HEAD: f64 = 76.0;
const STRIP: f64 = 190.0;
/// A line below the incidents: of denials, of rows of feeds.
const ROWS: f64 = 30.0;
const DAY: (f64, f64) = (1.0, 14.0);
const TALLEST: f64 = 860.0;
const SMALL: &str = " font-size=\"11\"";
/// Pixels of a letter, to keep names off each other.
const LETTER: f64 = 7.6;

/// Rows of a feed on one pixel.
struct RowMark {
    at: (f64, f64),
    feed: usize,
    rows: usize,
}

struct CorridorPicture<'a> {
    board: &'a Board,
    route: usize,
    coverage: Coverage,
    /// Where access was denied, each time once.
    denied: Vec<(Denial, DeniedAt)>,
    /// Rows of feeds that may lie in the corridor.
    feed_rows: Option<VisibleRows>,
    days: (Day, f64),
    top: f64,
    on: Drawing,
}

/// A picture of the corridor in SVG; `None` where no route can be drawn.
pub fn corridor_picture(board: &Board, part: CorridorPart, theme: Theme) -> Option<String> {
    let route = board.charted_route()?;
    let coverage = Coverage::of(board, route, board.window);
    let sheet = Panel::Corridor.sheet(board, Default::default());
    let lines: Vec<RecordIx> = sheet.rows.records().iter().filter_map(|row| row.record()).collect();
    let feed_rows = board.rows_near_route(route, &board.query);
    let earliest =
        feed_rows.as_ref().and_then(|feed_rows| feed_rows.day(feed_rows.len().checked_sub(1)?));
    let first = lines.iter().filter_map(|n| ends(board, *n).0).chain(earliest).min();
    let first = first.unwrap_or(board.clock.as_of).min(board.clock.as_of);
    let count = (board.clock.as_of - first).num_days().max(1) as f64;
    let each = (TALLEST / count).clamp(DAY.0, DAY.1);
    let denied = Denial::all_along(board, route);
    let more = usize::from(feed_rows.is_some()) + usize::from(!denied.is_empty());
    let strip = STRIP + ROWS * more as f64;
    let top = HEAD + if part == CorridorPart::Strip { strip } else { 40.0 };
    let chart = if part == CorridorPart::Chart { count * each + 64.0 } else { 0.0 };
    let below = below(board, route, coverage.km);
    let on = Drawing::begin(board, top + chart + 28.0, &below, theme);
    let mut picture =
        CorridorPicture { board, route, coverage, denied, feed_rows, days: (first, each), top, on };
    match part {
        CorridorPart::Strip => picture.strip(),
        CorridorPart::Chart => picture.chart(&lines, count),
    }
    Some(picture.on.end())
}

/// The route, its length, and the clock.
fn below(board: &Board, route: usize, km: f64) -> String {
    let route = &board.geography().routes[route];
    let name = board.record(route.record).heading();
    let reported = route.reported_km.map(|km| format!(", {km:.0} km reported")).unwrap_or_default();
    let clock = board.clock;
    let day = full_day(clock.as_of);
    format!("{name}: {km:.0} km as drawn{reported} · as of {day}, {}", clock.words())
}

/// The days between which a record lies.
fn ends(board: &Board, n: RecordIx) -> (Option<Day>, Option<Day>) {
    board.date_of(n).map_or((None, None), |date| (date.earliest, date.latest))
}

impl CorridorPicture<'_> {
    fn km(&self) -> f64 {
        self.coverage.km
    }

    fn x(&self, km: f64) -> f64 {
        LEFT + (WIDE - LEFT - RIGHT) * (km / self.km()).clamp(0.0, 1.0)
    }

    fn y(&self, day: Day) -> f64 {
        self.top + (day - self.days.0).num_days().max(0) as f64 * self.days.1
    }

    /// The stops with their names, the ends first; a name that would touch another is left out.
    fn stops(&mut self, y: f64) {
        let route = &self.board.geography().routes[self.route];
        let named = |stop: &crate::board::RouteStop| {
            Some((stop.chainage_km?, self.board.short_place(&self.board.record(stop.place).id)))
        };
        let stops: Vec<(f64, String)> = route.stops.iter().filter_map(named).collect();
        let goes_on = route.stops.last().filter(|_| route.goes_on(RouteEnd::Last));
        let goes_on = goes_on.map(|stop| self.board.short_place(&self.board.record(stop.place).id));
        let ends = stops.first().into_iter().chain(stops.last());
        let mut taken: Vec<(f64, f64)> = Vec::new();
        for (km, name) in ends.chain(&stops).cloned().collect::<Vec<_>>() {
            let (x, half) = (self.x(km), width(&name) as f64 * LETTER / 2.0);
            let (from, to) = (x - half - 6.0, x + half + 6.0);
            if taken.iter().all(|known| to <= known.0 || known.1 <= from) {
                taken.push((from, to));
                self.on.text((x, y), &name, Role::Plain, " text-anchor=\"middle\"");
            }
        }
        if let Some(name) = goes_on {
            let right = taken.iter().map(|known| known.1).fold(self.x(self.km()), f64::max);
            self.on.text((right + 4.0, y), &format!("→ {name}"), Role::Dim, "");
        }
        for (km, _) in stops {
            let x = self.x(km);
            self.on.rule((x, y + 6.0), (x, y + 14.0), &self.on.stroke(Role::Dim, 1.0));
        }
        let line = self.on.stroke(Role::Plain, 2.0);
        self.on.rule((self.x(0.0), y + 14.0), (self.x(self.km()), y + 14.0), &line);
    }

    fn scale(&mut self, y: f64) {
        let step = [1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0, 5000.0]
            .into_iter()
            .find(|step| self.x(*step) - self.x(0.0) >= 60.0)
            .unwrap_or(self.km());
        let count = (self.km() / step).floor().min(100.0) as usize;
        for n in 0..=count {
            let km = n as f64 * step;
            let words = if n == 0 { "km 0".to_owned() } else { format!("{km:.0}") };
            self.on.text((self.x(km), y), &words, Role::Dim, " text-anchor=\"middle\"");
        }
    }

    /// Above the route how many patrols of the window covered it, below it the incidents.
    fn strip(&mut self) {
        let base = HEAD + 96.0;
        self.on.hatches();
        let days = self.board.window.days();
        self.on.text((24.0, base - 34.0), &format!("patrols {days} d"), Role::Dim, "");
        self.on.text((24.0, base + 58.0), &format!("incidents {days} d"), Role::Dim, "");
        let parts = self.coverage.parts.clone();
        let most = parts.iter().map(|part| part.possible).max().unwrap_or(0).max(1) as f64;
        let surely = format!("fill=\"{}\"", self.on.colour(Role::Bar));
        let (possibly, unseen) =
            (self.on.uncertain(Role::Bar, "0.3"), self.on.uncertain(Role::Dim, "0.25"));
        for part in &parts {
            let (from, to) = (self.x(part.stretch.0), self.x(part.stretch.1));
            let bar = |count: usize| 56.0 * count as f64 / most;
            let (sure, possible) = (bar(part.sure), bar(part.possible));
            let words = format!(
                "km {:.0} to {:.0}: {} to {} patrols in {days} days",
                part.stretch.0, part.stretch.1, part.sure, part.possible
            );
            let mut area = |height: f64, fill: &str| {
                let shape = format_args!(
                    "<rect x=\"{from:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{height:.1}\" {fill}",
                    base - 6.0 - height,
                    to - from
                );
                self.on.titled(shape, &words);
            };
            area(possible, &possibly);
            area(sure, &surely);
            if part.possible == 0 {
                area(10.0, &unseen);
                if to - from > 60.0 {
                    let middle = ((from + to) / 2.0, base - 20.0);
                    self.on.text(middle, "unseen", Role::Dim, " text-anchor=\"middle\"");
                }
            }
        }
        self.stops(base + 14.0);
        let as_of = self.board.clock.as_of;
        let first = later(as_of, 1 - days).unwrap_or(as_of);
        let is_in = |n: RecordIx| {
            let (from, to) = ends(self.board, n);
            to.is_none_or(|day| day >= first) && from.is_none_or(|day| day <= as_of)
        };
        let denied = std::mem::take(&mut self.denied);
        let denied_now =
            || denied.iter().filter(|(denial, _)| denial.told.iter().any(|n| is_in(*n)));
        let tells = |n: &RecordIx| denied_now().any(|(denial, _)| denial.told.contains(n));
        let incidents = self.board.shown_of(Table::Attack).filter(|n| is_in(*n));
        let standing = incidents.filter(|n| !self.board.is_taken_back(*n) && !tells(n));
        for n in standing.collect::<Vec<_>>() {
            if let Some(km) = self.on_route(self.board.located(n)) {
                self.incident(n, (self.x(km), base + 54.0));
            }
        }
        let mut below = base + 84.0;
        if !denied.is_empty() {
            let y = below - 26.0;
            self.on.text((24.0, y + 4.0), "access denied", Role::Dim, "");
            for (denial, at) in denied_now() {
                self.denial(denial, (self.x(at.km), y));
            }
            below += ROWS;
        }
        if let Some(feed_rows) = self.feed_rows.clone() {
            let y = below - 26.0;
            self.on.text((24.0, y + 4.0), "rows of feeds", Role::Dim, "");
            let rows = feed_rows.touching(first, as_of);
            let marks = self.marks(rows.map(|at| (at, y)));
            marks.into_iter().for_each(|mark| self.row(&mark));
            below += ROWS;
        }
        self.scale(below);
    }

    /// Rows of feeds at the pixels where they lie, each pixel once, in the order of their places.
    fn marks(&self, rows: impl Iterator<Item = (RowIx, f64)>) -> Vec<RowMark> {
        let mut marks: BTreeMap<(i64, i64), RowMark> = BTreeMap::new();
        for (at, y) in rows {
            let Some(km) = self.on_route(self.board.located_row(at)) else { continue };
            let x = self.x(km).round();
            let mark = marks.entry((y.round() as i64, x as i64));
            mark.or_insert(RowMark { at: (x, y), feed: at.feed, rows: 0 }).rows += self.weight(at);
        }
        marks.into_values().collect()
    }

    /// How many events a row counts: one, where it is one.
    fn weight(&self, at: RowIx) -> usize {
        self.board.feeds.files.get(at.feed).map_or(0, |file| file.rows.events(at.row) as usize)
    }

    /// Rows are many, and no record vouches for them: each is small and open.
    fn row(&mut self, mark: &RowMark) {
        let feed = self.board.feeds.files.get(mark.feed).map_or("", |file| file.id.as_str());
        let unit = self.board.feeds.files.get(mark.feed).map_or("row", |file| file.unit());
        let title = format!("{feed}: {}", counted(mark.rows, unit));
        let ((x, y), colour) = (mark.at, self.on.colour(Role::Severe));
        let shape = format_args!(
            "<path d=\"M{:.1} {:.1}l5 5m0 -5l-5 5\" fill=\"none\" stroke=\"{colour}\" stroke-opacity=\"0.6\"",
            x - 2.5,
            y - 2.5
        );
        self.on.titled(shape, &title);
    }

    /// The chainage of an incident that is not known to lie outside the corridor.
    fn on_route(&self, located: Option<Located>) -> Option<f64> {
        let (along, stands) = located?.beside(self.route, self.board.geography())?;
        (stands != Stands::Outside).then_some(along.chainage_km)
    }

    fn class(&self, n: RecordIx) -> Option<Class> {
        self.board.class(self.board.record(n))
    }

    fn incident(&mut self, n: RecordIx, (x, y): (f64, f64)) {
        let record = self.board.record(n);
        let title = self.board.brief(record);
        let (shape, role) = match self.class(n) {
            Some(Class::Attack) => {
                (format!("M{:.1} {:.1}l8 8m0 -8l-8 8", x - 4.0, y - 4.0), Role::Severe)
            }
            Some(Class::Obstruction) => {
                (format!("M{:.1} {y:.1}a5 5 0 1 0 10 0a5 5 0 1 0 -10 0", x - 5.0), Role::Warning)
            }
            other => {
                let dot = format!("M{:.1} {y:.1}a2 2 0 1 0 4 0a2 2 0 1 0 -4 0", x - 2.0);
                (dot, Role::of_mark(other))
            }
        };
        let stroke = self.on.stroke(role, 2.0);
        self.on.titled(format_args!("<path d=\"{shape}\" fill=\"none\" {stroke}"), &title);
    }

    /// A movement that was refused: a ring with a bar.
    fn denial(&mut self, denial: &Denial, (x, y): (f64, f64)) {
        let title = self.board.brief(self.board.record(denial.leading()));
        let stroke = self.on.stroke(Role::Warning, 2.0);
        let shape = format_args!(
            "<path d=\"M{:.1} {y:.1}a5 5 0 1 0 10 0a5 5 0 1 0 -10 0m2 0h6\" fill=\"none\" {stroke}",
            x - 5.0
        );
        self.on.titled(shape, &format!("access denied: {title}"));
    }

    fn chart(&mut self, lines: &[RecordIx], days: f64) {
        self.stops(HEAD + 10.0);
        let bottom = self.top + days * self.days.1;
        self.months(bottom);
        let margin = WIDE - RIGHT + 40.0;
        self.on.text((margin - 10.0, self.top - 12.0), "elsewhere, or no point", Role::Dim, SMALL);
        let of = |table: Table| {
            let is_of = |n: &&RecordIx| self.board.record(**n).table == table;
            lines.iter().filter(is_of).copied().collect::<Vec<_>>()
        };
        let (statuses, patrols, incidents) =
            (of(Table::Status), of(Table::Patrol), of(Table::Attack));
        let denied = std::mem::take(&mut self.denied);
        let tells = |n: &RecordIx| denied.iter().any(|(denial, _)| denial.told.contains(n));
        let changes = self.changes(&statuses);
        self.rules(&changes);
        for n in patrols {
            self.patrol(&Reach::of(self.board, n, self.route));
        }
        self.rule_words(&changes);
        if let Some(feed_rows) = &self.feed_rows {
            let rows = (0..feed_rows.len())
                .filter_map(|place| Some((feed_rows.row(place)?, feed_rows.day(place)?)));
            let marks = self.marks(rows.map(|(at, day)| (at, self.y(day))));
            marks.into_iter().for_each(|mark| self.row(&mark));
        }
        for (denial, at) in &denied {
            let (from, to) = ends(self.board, denial.leading());
            if let Some(day) = from.or(to) {
                self.denial(denial, (self.x(at.km), self.y(day)));
            }
        }
        for n in incidents.into_iter().filter(|n| !tells(n)) {
            let (from, to) = ends(self.board, n);
            let Some(day) = from.or(to) else { continue };
            let x = self.on_route(self.board.located(n)).map_or(margin, |km| self.x(km));
            let (y, end) = (self.y(day), self.y(to.unwrap_or(self.board.clock.as_of)));
            if end > y {
                let role = Role::of_mark(self.class(n));
                let dash = self.on.palette.ink(role).dash.unwrap_or("2 3");
                let more = format!(" stroke-opacity=\"0.5\" stroke-dasharray=\"{dash}\"");
                let style = self.on.stroke(role, 1.0) + &more;
                self.on.rule((x, y), (x, end), &style);
            }
            self.incident(n, (x, y));
        }
        self.scale(bottom + 24.0);
        let words = format!("{} ", day_month(self.board.clock.as_of));
        self.on.text((24.0, bottom + 4.0), &words, Role::Plain, "");
        let legend = "line: covered · dashed: at most, or between these days · circle: where it set out, \
                      not told how far · cross: attack · ring: obstruction · dot: other";
        let rows = self.feed_rows.as_ref().map_or("", |_| " · small cross: rows of feeds");
        let refused = if denied.is_empty() { "" } else { " · ring with a bar: access denied" };
        let tracks = if self.board.has_tracks() { " · thin line: by track" } else { "" };
        let legend = format!("{legend}{refused}{rows}{tracks}");
        self.on.text((LEFT, bottom + 46.0), &legend, Role::Dim, " font-size=\"11\"");
    }

    fn months(&mut self, bottom: f64) {
        let (mut day, last) = (self.days.0, self.board.clock.as_of);
        let mut free = f64::MIN;
        while day <= last {
            if day.day() == 1 || day == self.days.0 {
                let y = self.y(day);
                let style = format!("stroke=\"{}\" stroke-width=\"0.5\"", self.on.palette.hairline);
                self.on.rule((LEFT, y), (WIDE - RIGHT, y), &style);
                let name = if day.month() == 1 {
                    day.year().to_string()
                } else {
                    month_name(day).to_string()
                };
                if y > free && y < bottom - 12.0 {
                    self.on.text((24.0, y + 4.0), &name, Role::Dim, "");
                    free = y + 14.0;
                }
            }
            let Some(next) = later(day, 1) else { break };
            day = next;
        }
        let style = self.on.stroke(Role::Dim, 1.0);
        self.on.rule((LEFT, bottom), (WIDE - RIGHT, bottom), &style);
    }

    /// The days on which a status changed, with all that changed.
    fn changes(&self, lines: &[RecordIx]) -> Vec<(Day, Vec<String>)> {
        let mut changes: Vec<(Day, Vec<String>)> = Vec::new();
        for n in lines {
            let record = self.board.record(*n);
            let is = self.board.shown_term::<State>(record, Key::Is);
            let (from, to) = ends(self.board, *n);
            let (Some(is), Some(day)) = (is, from.or(to)) else { continue };
            let of = self.board.shown_id(record, Key::Of).map(|id| self.board.name(id));
            let words = format!("{} {}", of.unwrap_or_default(), Term::State(is).spoken());
            match changes.iter_mut().find(|(known, _)| *known == day) {
                Some((_, told)) => told.push(words),
                None => changes.push((day, vec![words])),
            }
        }
        changes
    }

    /// A rule across for each of these days, below what happened on them.
    fn rules(&mut self, changes: &[(Day, Vec<String>)]) {
        for (day, _) in changes {
            let y = self.y(*day);
            let style = self.on.stroke(Role::Plain, 1.0) + " stroke-dasharray=\"1 3\"";
            self.on.rule((LEFT, y), (WIDE - RIGHT, y), &style);
        }
    }

    /// What changed, above what happened.
    fn rule_words(&mut self, changes: &[(Day, Vec<String>)]) {
        for (day, told) in changes {
            let place = (WIDE - RIGHT - 4.0, self.y(*day) - 3.0);
            let style = " text-anchor=\"end\" font-size=\"10\"";
            self.on.rimmed(place, &told.join(" · "), Role::Plain, style);
        }
    }

    fn patrol(&mut self, reach: &Reach) {
        let (from, to) = ends(self.board, reach.patrol);
        let Some(day) = to.or(from) else { return };
        let (y, accent) = (self.y(day), self.on.colour(Role::Bar));
        let name = self.board.brief(self.board.record(reach.patrol));
        let (possible, sure) = (self.on.stroke(Role::Bar, 1.5), self.on.stroke(Role::Bar, 3.0));
        let mut bar = |stretch: Option<(f64, f64)>, stroke: &str| {
            let Some((from, to)) = stretch else { return };
            let (from, to) = (self.x(from), self.x(to));
            let shape =
                format_args!("<path d=\"M{from:.1} {y:.1}L{to:.1} {y:.1}\" fill=\"none\" {stroke}");
            self.on.titled(shape, &name);
        };
        bar(reach.possible, &(possible + " stroke-dasharray=\"3 3\""));
        bar(reach.sure, &sure);
        let track = self.board.track_along(reach.patrol, self.route);
        let (thin, y) = (self.on.stroke(Role::Mentioned, 1.0), y + 3.5);
        for (from, to) in track.into_iter().flat_map(|track| track.covered.clone()) {
            let (from, to) = (self.x(from), self.x(to));
            let shape =
                format_args!("<path d=\"M{from:.1} {y:.1}L{to:.1} {y:.1}\" fill=\"none\" {thin}");
            self.on.titled(shape, &format!("{name}: by track"));
        }
        let y = y - 3.5;
        let middle = |(low, high): (f64, f64)| (low + high) / 2.0;
        match (reach.from.map(middle), reach.to.map(middle)) {
            (Some(from), Some(to)) => {
                let (x, back) = (self.x(to), if to >= from { -6.0 } else { 6.0 });
                let shape =
                    format_args!("<path d=\"M{x:.1} {y:.1}l{back} -4v8z\" fill=\"{accent}\"");
                self.on.titled(shape, &name);
            }
            (Some(at), None) | (None, Some(at)) => {
                let x = self.x(at);
                let shape = format_args!(
                    "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3\" fill=\"none\" stroke=\"{accent}\""
                );
                self.on.titled(shape, &name);
            }
            (None, None) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::board::{Clock, LoadedFile, Query};

    fn board(text: &str, day: &str) -> Board {
        let index = LoadedFile::read(text.as_bytes(), "x").index.unwrap();
        Board::new(index, Clock::then(day.parse().unwrap()), Query::default())
    }

    const IDLIB: &str = include_str!("../../scenarios/idlib-2020.toml");

    #[test]
    fn pictures_are_well_formed_and_stand_alone() {
        let hostile = IDLIB
            .replace("name = \"Ariha\"", "name = \"<script>&\\u001b[2J\\\"Ariha\"")
            .replacen("title = \"Idlib", "title = \"<b>Idlib", 1);
        for text in [IDLIB, &hostile] {
            for part in [CorridorPart::Strip, CorridorPart::Chart] {
                for theme in Theme::ALL {
                    let picture =
                        corridor_picture(&board(text, "2020-07-14"), part, *theme).unwrap();
                    let read = roxmltree::Document::parse(&picture).unwrap();
                    assert_eq!(read.root_element().attribute("width"), Some("1200"));
                    for node in read.descendants() {
                        let name = node.tag_name().name();
                        assert!(
                            !matches!(name, "script" | "foreignObject" | "image" | "a"),
                            "{name}"
                        );
                    }
                    assert!(!picture.contains("NaN") && !picture.contains("href"));
                }
            }
        }
    }

    #[test]
    fn every_mark_tells_its_record() {
        let picture =
            corridor_picture(&board(IDLIB, "2020-08-14"), CorridorPart::Chart, Theme::Terminal);
        let picture = picture.unwrap();
        for name in ["Patrol", "IED near Ariha, 14 Jul", "Blockade near Nayrab, 15 Mar"] {
            assert!(picture.contains(&format!("<title>{name}")), "{name}");
        }
        assert!(picture.contains(">patrols running · joint-patrols partly met<"), "one rule a day");
    }

    #[test]
    fn a_denial_has_a_mark_of_its_own_and_stands_once() {
        let denied = |at: &str| {
            format!(
                "\n[[restriction]]\nid = \"r-{at}\"\ndate = 2020-08-{at}\nkind = \"denied\"\n\
                 place = \"ariha\"\nsource = \"mod-russia\"\npublished = 2020-08-{at}\n"
            )
        };
        let refused = "\n[[attack]]\nid = \"refused\"\ndate = 2020-08-09\nkind = \"movement-denied\"\n\
                       place = \"ariha\"\nsource = \"mod-russia\"\npublished = 2020-08-10\n";
        let text = [IDLIB, &denied("05"), refused].concat();
        for part in [CorridorPart::Strip, CorridorPart::Chart] {
            let of = |text: &str| corridor_picture(&board(text, "2020-08-14"), part, Theme::Mono);
            let (picture, without) = (of(&text).unwrap(), of(IDLIB).unwrap());
            assert_eq!(picture.matches("<title>access denied: ").count(), 2, "{part:?}");
            assert!(!without.contains("access denied"), "{part:?}");
            assert_eq!(picture.matches("movement").count(), 0);
        }
    }

    #[test]
    fn without_a_route_there_is_no_picture() {
        let text = "format = 1\n[scenario]\nid = \"x\"\ntitle = \"x\"\n";
        assert!(
            corridor_picture(&board(text, "2020-01-01"), CorridorPart::Strip, Theme::Mono)
                .is_none()
        );
    }
}
