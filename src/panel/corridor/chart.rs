//! The chart: a patrol is a bar over what it covered, an attack a mark at its kilometre, an
//! obstruction a mark with a tail for as long as it stood, a change of status a rule across.

use super::{
    Corridor, class, mark,
    strip::{cell, phrase},
};
use crate::{
    board::{Board, Reach, Stands},
    look::{Phrase, Role, glyph},
    model::{Class, Day, Key, Status, Table},
    panel::Row,
};

/// All lines of the chart, in the order of its rows.
pub struct Chart {
    km: f64,
    lines: Vec<Drawn>,
    /// Obstructions that went on: where, and from which line to which.
    tails: Vec<(f64, usize, usize)>,
}

/// What a line shows.
enum Drawn {
    Patrol(Reach),
    /// At its chainage, and between which it may be.
    Incident {
        km: f64,
        between: (f64, f64),
        glyph: &'static str,
        role: Role,
    },
    Status(Status),
    /// It has no place on the route.
    Nowhere,
}

pub fn legend() -> Vec<Phrase> {
    let sign = |glyph: &str, role: Role, words: &str| {
        Phrase::new(glyph, role).and(format!(" {words}"), Role::Dim)
    };
    vec![
        sign(glyph::COVERED, Role::Bar, "covered"),
        sign(glyph::SPAN, Role::BarUncertain, "at most"),
        sign(glyph::UNSEEN, Role::Stale, "not known to be reached"),
        sign(glyph::ATTACKED, Role::Severe, "attack"),
        sign(glyph::CANCELLED, Role::Warning, "obstruction"),
        sign(glyph::CHANGE, Role::Plain, "change of status"),
    ]
}

impl Chart {
    pub fn of(board: &Board, corridor: &Corridor, lines: &[usize]) -> Chart {
        let drawn: Vec<Drawn> = lines.iter().map(|n| drawn(board, corridor, *n)).collect();
        let ends = |n: usize| {
            let date = board.date_of(n);
            let first = date.and_then(|date| date.earliest);
            (first, date.map_or(Some(Day::MIN), |date| date.latest))
        };
        let mut tails = Vec::new();
        for (line, (n, drawn)) in lines.iter().zip(&drawn).enumerate() {
            let Drawn::Incident { km, .. } = drawn else { continue };
            if class(board, *n) != Some(Class::Obstruction) {
                continue;
            }
            let last = ends(*n).1.unwrap_or(board.clock.as_of);
            let goes_on = |other: &usize| ends(*other).0.is_some_and(|day| day <= last);
            let more = lines[line + 1..].iter().take_while(|other| goes_on(other)).count();
            tails.push((*km, line, line + more));
        }
        Chart { km: corridor.coverage.km, lines: drawn, tails }
    }

    pub fn picture(&self, _board: &Board, row: &Row, cells: usize) -> Phrase {
        let cells = cells.clamp(1, 1000);
        let mut line = vec![(" ".to_owned(), Role::Plain); cells];
        for (km, from, to) in &self.tails {
            if *from < row.line && row.line <= *to {
                line[cell(*km, self.km, cells)] = (glyph::TAIL.to_owned(), Role::Warning);
            }
        }
        match &self.lines[row.line] {
            Drawn::Patrol(reach) => self.bar(reach, &mut line),
            Drawn::Incident { km, between, glyph, role } => {
                let (from, to) = (cell(between.0, self.km, cells), cell(between.1, self.km, cells));
                line[from..=to].fill((glyph::SPAN.to_owned(), Role::BarUncertain));
                line[cell(*km, self.km, cells)] = ((*glyph).to_owned(), *role);
            }
            Drawn::Status(is) => {
                let word = format!("{}{} ", glyph::CHANGE, is.word());
                let letters = word.chars().map(|letter| letter.to_string());
                let rule = std::iter::repeat(glyph::LASTS.to_owned());
                for (cell, text) in line.iter_mut().zip(letters.chain(rule)) {
                    *cell = (text, Role::of(*is));
                }
            }
            Drawn::Nowhere => {}
        }
        phrase(line)
    }

    fn bar(&self, reach: &Reach, line: &mut [(String, Role)]) {
        let cells = line.len();
        let at = |km: f64| cell(km, self.km, cells);
        let mut fill = |stretch: Option<(f64, f64)>, glyph: &str, role: Role| {
            if let Some((from, to)) = stretch {
                // A stretch that ends where a cell begins has nothing in it.
                let last = at((to - 1e-9).max(from));
                line[at(from)..=last].fill((glyph.to_owned(), role));
            }
        };
        fill(reach.possible, glyph::SPAN, Role::BarUncertain);
        fill(reach.sure, glyph::COVERED, Role::Bar);
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

fn drawn(board: &Board, corridor: &Corridor, n: usize) -> Drawn {
    let record = board.record(n);
    match record.table {
        Table::Patrol => Drawn::Patrol(board.reach(n, corridor.route)),
        Table::Attack => match corridor.stands(board, n) {
            Some((along, stands)) if stands != Stands::Outside => {
                let (glyph, role) = mark(board, n);
                let off = board.located(n).map_or(0.0, |located| located.precision_km());
                let km = along.chainage_km;
                let between = ((km - off).max(0.0), (km + off).min(corridor.coverage.km));
                Drawn::Incident { km, between, glyph, role }
            }
            _ => Drawn::Nowhere,
        },
        _ => {
            let is = board.shown_term(record, Key::Is).and_then(Status::from_word);
            is.map_or(Drawn::Nowhere, Drawn::Status)
        }
    }
}
