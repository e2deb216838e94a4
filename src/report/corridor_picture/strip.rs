//! The route as a strip: above it how many patrols of the window covered it, below it what happened.

use super::{CorridorPicture, HEAD, ROWS, ends};
use crate::{
    look::Role,
    model::{RecordIx, Table, later},
};

impl CorridorPicture<'_> {
    /// Above the route how many patrols of the window covered it, below it the incidents.
    pub(super) fn strip(&mut self) {
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
        if self.board.has_tracks() {
            let y = below;
            self.on.text((24.0, y + 4.0), "by track", Role::Dim, "");
            self.tracks(y, is_in);
            below += ROWS;
        }
        if !denied.is_empty() {
            let y = below;
            self.on.text((24.0, y + 4.0), "access denied", Role::Dim, "");
            for (denial, at) in denied_now() {
                self.denial(denial, (self.x(at.km), y));
            }
            below += ROWS;
        }
        if let Some(feed_rows) = self.feed_rows.clone() {
            let y = below;
            self.on.text((24.0, y + 4.0), "rows of feeds", Role::Dim, "");
            let rows = feed_rows.touching(first, as_of);
            let marks = self.marks(rows.map(|at| (at, y)));
            marks.into_iter().for_each(|mark| self.row(&mark));
            below += ROWS;
        }
        self.scale(below);
    }

    /// What tracks covered of the route, and dashed where a gap lets nobody say.
    fn tracks(&mut self, y: f64, is_in: impl Fn(RecordIx) -> bool) {
        let Some(tracks) = self.board.tracks_along(self.route, |n| is_in(*n)) else { return };
        let line = self.on.stroke(Role::Mentioned, 2.0);
        let dashed = format!("{} stroke-dasharray=\"2 4\"", self.on.stroke(Role::Mentioned, 1.0));
        for (stretches, style) in tracks.iter().zip([line, dashed]) {
            for (from, to) in stretches {
                self.on.rule((self.x(*from), y), (self.x(*to), y), &style);
            }
        }
    }
}
