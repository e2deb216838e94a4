//! The chart: a patrol is a bar over what it covered, an attack a mark at its kilometre, an
//! obstruction a mark with a tail for as long as it stood, a change of status a rule across.

use std::sync::Arc;

use super::{ChartedRoute, DENIED, class, day, mark, strip::cell, table};
use crate::{
    board::{Board, DeniedAt, Reach, Stands, Subject},
    look::{Phrase, Role, glyph},
    model::{Class, Day, Key, RecordIx, State, Table, Term},
    panel::{Row, feed_row, location::located, standing::role_of_status},
};

/// The chart, whose rows are drawn when they are in sight.
pub struct Chart {
    corridor: Arc<ChartedRoute>,
    tails: Vec<Tail>,
}

/// An obstruction that went on: its line, where it was, and from which day to which it stood.
struct Tail {
    line: usize,
    km: f64,
    first: Day,
    last: Day,
}

impl Tail {
    /// Whether a row stands below it while it lasted.
    fn is_above(&self, board: &Board, row: &Row) -> bool {
        match row.subject {
            Subject::Record(record) => {
                let begins = board.date_of(record).and_then(|date| date.earliest);
                row.line > self.line && begins.is_some_and(|begins| begins <= self.last)
            }
            Subject::FeedRow(at) => feed_row::first_day(board, at)
                .is_some_and(|begins| self.first < begins && begins <= self.last),
        }
    }
}

/// What a line shows.
enum LineContent {
    Patrol(Reach),
    /// At its chainage, and between which it may be.
    Incident {
        km: f64,
        between: (f64, f64),
        class: Option<Class>,
    },
    /// Where access was denied, and between which chainages that may be.
    Denied(DeniedAt),
    Status(State),
    /// It has no place on the route.
    Nowhere,
}

/// What the signs mean; those of denials and tracks where there are any.
pub(super) fn legend(has_denied: bool, has_tracks: bool) -> Vec<Phrase> {
    let sign = |glyph: &str, role: Role, words: &str| {
        Phrase::new(glyph, role).and(format!(" {words}"), Role::Dim)
    };
    let tracks = [
        sign(glyph::BY_TRACK, Role::Mentioned, "by track"),
        sign(glyph::BY_BOTH, Role::Mentioned, "by both"),
    ];
    let mut legend = vec![
        sign(glyph::COVERED, Role::Bar, "covered"),
        sign(glyph::SPAN, Role::BarUncertain, "at most"),
        sign(glyph::UNSEEN, Role::Stale, "not known to be reached"),
        sign(glyph::ATTACKED, Role::Severe, "attack"),
        sign(glyph::CANCELLED, Role::Warning, "obstruction"),
        sign(glyph::CHANGE, Role::Plain, "change of status"),
    ];
    if has_tracks {
        legend.splice(1..1, tracks);
    }
    legend.extend(has_denied.then(|| sign(DENIED.0, DENIED.1, "access denied")));
    legend
}

impl Chart {
    /// The chart of records in their order; rows of feeds stand among them.
    pub fn of(board: &Board, corridor: &Arc<ChartedRoute>, lines: &[RecordIx]) -> Chart {
        let mut chart = Chart { corridor: corridor.clone(), tails: Vec::new() };
        for (line, n) in lines.iter().enumerate() {
            let drawn = chart.drawn(board, Subject::Record(*n));
            if let LineContent::Incident { km, class: Some(Class::Obstruction), .. } = drawn {
                let ends = board.date_of(*n).map_or(Some(Day::MIN), |date| date.latest);
                let last = ends.unwrap_or(board.clock.as_of);
                chart.tails.push(Tail { line, km, first: day(board, *n).0, last });
            }
        }
        chart
    }

    pub(super) fn picture(&self, board: &Board, row: &Row, cells: usize) -> Phrase {
        let (cells, of_km) = (cells.clamp(1, 1000), self.corridor.coverage.km);
        let mut line = vec![(" ".to_owned(), Role::Plain); cells];
        for tail in &self.tails {
            if tail.is_above(board, row) {
                line[cell(tail.km, of_km, cells)] = (glyph::TAIL.to_owned(), Role::Warning);
            }
        }
        match self.drawn(board, row.subject) {
            LineContent::Patrol(reach) => self.bar(board, &reach, &mut line),
            LineContent::Incident { km, between, class } => {
                let (from, to) = (cell(between.0, of_km, cells), cell(between.1, of_km, cells));
                line[from..=to].fill((glyph::SPAN.to_owned(), Role::BarUncertain));
                let (glyph, role) = mark(class);
                line[cell(km, of_km, cells)] = (glyph.to_owned(), role);
            }
            LineContent::Denied(DeniedAt { km, between, .. }) => {
                let (from, to) = (cell(between.0, of_km, cells), cell(between.1, of_km, cells));
                line[from..=to].fill((glyph::SPAN.to_owned(), Role::BarUncertain));
                line[cell(km, of_km, cells)] = (DENIED.0.to_owned(), DENIED.1);
            }
            LineContent::Status(is) => {
                let word = format!("{}{} ", glyph::CHANGE, Term::State(is).spoken());
                let letters = word.chars().map(|letter| letter.to_string());
                let rule = std::iter::repeat(glyph::LASTS.to_owned());
                let role = role_of_status(board, board.record_of(row.subject), is);
                for (cell, text) in line.iter_mut().zip(letters.chain(rule)) {
                    *cell = (text, role);
                }
            }
            LineContent::Nowhere => {}
        }
        Phrase::of_cells(line)
    }

    fn drawn(&self, board: &Board, subject: Subject) -> LineContent {
        let corridor = &self.corridor;
        match table(board, subject) {
            Table::Patrol => {
                LineContent::Patrol(Reach::of(board, board.record_of(subject), corridor.route))
            }
            Table::Attack => {
                let located = located(board, subject);
                let off = located.map_or(0.0, |located| located.precision_km());
                match corridor.stands(board, located) {
                    Some((along, stands)) if stands != Stands::Outside => {
                        let km = along.chainage_km;
                        let between = ((km - off).max(0.0), (km + off).min(corridor.coverage.km));
                        LineContent::Incident { km, between, class: class(board, subject) }
                    }
                    Some(_) => LineContent::Nowhere,
                    // Told of a denial whose place another word says.
                    None => {
                        let at = subject.record().and_then(|n| corridor.denied_at(n));
                        at.map_or(LineContent::Nowhere, LineContent::Denied)
                    }
                }
            }
            Table::Restriction => {
                let at = corridor.denied_at(board.record_of(subject));
                at.map_or(LineContent::Nowhere, LineContent::Denied)
            }
            _ => {
                let is = board.shown_term(board.record(board.record_of(subject)), Key::Is);
                is.map_or(LineContent::Nowhere, LineContent::Status)
            }
        }
    }

    fn bar(&self, board: &Board, reach: &Reach, line: &mut [(String, Role)]) {
        let cells = line.len();
        let at = |km: f64| cell(km, self.corridor.coverage.km, cells);
        let mut fill = |stretch: Option<(f64, f64)>, glyph: &str, role: Role| {
            if let Some((from, to)) = stretch {
                // A stretch that ends where a cell begins has nothing in it.
                let last = at((to - 1e-9).max(from));
                line[at(from)..=last].fill((glyph.to_owned(), role));
            }
        };
        fill(reach.possible, glyph::SPAN, Role::BarUncertain);
        fill(reach.sure, glyph::COVERED, Role::Bar);
        // What was measured stands beside what was reported: a cell tells which of the two it has.
        let track = board.track_along(reach.patrol, self.corridor.route);
        for (from, to) in track.into_iter().flat_map(|track| &track.cannot_say) {
            let blank = line[at(*from)..=at(*to)].iter_mut().filter(|(sign, _)| sign == " ");
            blank.for_each(|cell| *cell = (glyph::SPAN.to_owned(), Role::BarUncertain));
        }
        for (from, to) in track.into_iter().flat_map(|track| &track.covered) {
            let last = at((to - 1e-9).max(*from));
            for (sign, role) in &mut line[at(*from)..=last] {
                let is_reported = [glyph::COVERED, glyph::BY_BOTH].contains(&&**sign);
                let both = if is_reported { glyph::BY_BOTH } else { glyph::BY_TRACK };
                (*sign, *role) = (both.to_owned(), Role::Mentioned);
            }
        }
        let middle = |(low, high): (f64, f64)| (low + high) / 2.0;
        match (reach.from.map(middle), reach.to.map(middle)) {
            (Some(from), Some(to)) => {
                let head = if to >= from { glyph::ONWARD } else { glyph::BACKWARD };
                line[at(to)] = (head.to_owned(), Role::Bar);
            }
            (None, Some(to)) => line[at(to)] = (glyph::POINT.to_owned(), Role::Bar),
            (Some(from), None) => line[at(from)] = (glyph::FROM.to_owned(), Role::Bar),
            (None, None) => {}
        }
    }
}
