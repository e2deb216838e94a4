//! Strip and space-time chart as a picture of its own, for a web page or a report: chainage across
//! and days down, both to scale. It stands alone: no script, no font, nothing fetched.

mod chart;
mod strip;

use std::collections::BTreeMap;

use super::drawing::{Drawing, WIDE};
use crate::{
    board::{
        Board, Coverage, Denial, DeniedAt, Located, RouteEnd, RowIx, Stands, VisibleRows, full_day,
    },
    look::{Role, Theme, counted, width},
    model::{Class, Day, RecordIx},
    panel::Panel,
};

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
/// A line below the incidents: of tracks, of denials, of rows of feeds.
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
    let told = [feed_rows.is_some(), !denied.is_empty(), board.has_tracks()];
    let more = told.iter().filter(|line| **line).count();
    let strip = STRIP + ROWS * more as f64;
    let top = HEAD + if part == CorridorPart::Strip { strip } else { 40.0 };
    let chart = if part == CorridorPart::Chart { count * each + 64.0 } else { 0.0 };
    let below = below(board, route, coverage.km);
    let mut on = Drawing::begin(board, top + chart + 28.0, theme);
    on.head(board, &below);
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
}

#[cfg(test)]
mod tests;
