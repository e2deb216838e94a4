//! Patrols day by day along the route, with what happened and how statuses changed.

use chrono::Datelike;

use super::{CorridorPicture, HEAD, LEFT, RIGHT, SMALL, ends};
use crate::{
    board::{Reach, day_month, month_name},
    look::Role,
    model::{Day, Key, RecordIx, State, Table, Term, later},
    report::drawing::WIDE,
};

impl CorridorPicture<'_> {
    pub(super) fn chart(&mut self, lines: &[RecordIx], days: f64) {
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
        self.on.text((LEFT, bottom + 46.0), legend, Role::Dim, SMALL);
        let rarer = [
            (!denied.is_empty(), "ring with a bar: access denied"),
            (self.feed_rows.is_some(), "small cross: rows of feeds"),
            (self.board.has_tracks(), "thin line: by track"),
        ];
        let rarer: Vec<&str> =
            rarer.iter().filter(|(is, _)| *is).map(|(_, words)| *words).collect();
        self.on.text((LEFT, bottom + 60.0), &rarer.join(" · "), Role::Dim, SMALL);
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
