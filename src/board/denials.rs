//! Denied reach: movements that were refused, each once whatever tells of it, and where that was.

use std::collections::BTreeMap;

use super::{Area, Board, Reach, Stands};
use crate::model::{
    Id, IncidentKind, Key, PatrolOutcome, RecordIx, RestrictionKind, Table, Term, Value,
};

/// A movement that was refused.
#[derive(Clone, PartialEq, Debug)]
pub struct Denial {
    /// The restrictions, then the incidents, that tell of it.
    pub told: Vec<RecordIx>,
    /// The patrol that was stopped; `None` where none is named.
    pub patrol: Option<RecordIx>,
}

/// Where along a route a movement was refused.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct DeniedAt {
    /// Kilometres from the first point of the route.
    pub km: f64,
    /// Chainages between which it may have been.
    pub between: (f64, f64),
    /// Whether it is known only by how far the patrol got.
    pub is_turn: bool,
}

impl Denial {
    /// The movements that were refused, of what passes the filter: what names the same patrol is
    /// one.
    pub fn all(board: &Board) -> Vec<Denial> {
        let denied = Term::RestrictionKind(RestrictionKind::Denied);
        let refused = Term::IncidentKind(IncidentKind::MovementDenied);
        let told = [(Table::Restriction, denied), (Table::Attack, refused)];
        let told = told.into_iter().flat_map(|(table, kind)| {
            let standing = board.shown_of(table).filter(|n| !board.is_taken_back(*n));
            standing.filter(move |n| {
                let shown = board.shown(board.record(*n), Key::Kind);
                shown.is_some_and(|said| *said.value == Value::Term(kind))
            })
        });
        let mut denials: Vec<Denial> = Vec::new();
        let mut of_patrols: BTreeMap<RecordIx, usize> = BTreeMap::new();
        for n in told {
            let patrol = board.shown_id(board.record(n), Key::Patrol);
            let patrol = patrol.and_then(|id| board.scenario().position(id));
            match patrol.and_then(|patrol| of_patrols.get(&patrol)) {
                Some(at) => denials[*at].told.push(n),
                None => {
                    of_patrols.extend(patrol.map(|patrol| (patrol, denials.len())));
                    denials.push(Denial { told: vec![n], patrol });
                }
            }
        }
        denials
    }

    /// The movements that were refused beside a route, and where along it.
    pub fn all_along(board: &Board, route: usize) -> Vec<(Denial, DeniedAt)> {
        let denials = Denial::all(board).into_iter();
        denials.filter_map(|denial| denial.along(board, route).map(|at| (denial, at))).collect()
    }

    /// The record that stands for it where it stands once.
    pub fn leading(&self) -> RecordIx {
        self.told[0] // nothing is a denial that nobody tells of
    }

    /// Whether a record tells of it, or is the patrol that was stopped.
    pub fn is_of(&self, n: RecordIx) -> bool {
        self.told.contains(&n) || self.patrol == Some(n)
    }

    /// Where it was to a corridor or a zone: by what tells of it; where nothing of that says where, by
    /// how far the patrol got. `None` where nobody says.
    pub fn stands(&self, board: &Board, area: Area) -> Option<Stands> {
        let told = self.told.iter().filter_map(|n| board.stands(*n, area));
        let told: Vec<Stands> = told.collect();
        if !told.is_empty() {
            return Some(Stands::agreed(told));
        }
        let patrol = self.patrol.filter(|patrol| board.is_visible(*patrol))?;
        let turned = || {
            let time = board.date_of(self.leading()).unwrap_or_default();
            board.place_stands(self.turned_at(board)?, time, area)
        };
        board.stands(patrol, area).or_else(turned)
    }

    /// Where along a route it was; `None` where that is not known to be beside it.
    pub fn along(&self, board: &Board, route: usize) -> Option<DeniedAt> {
        let geography = board.geography();
        let end = geography.routes.get(route)?.line.km();
        if let Some(located) = self.told.iter().find_map(|n| board.located(*n)) {
            let (along, stands) = located.beside(route, geography)?;
            let (km, off) = (along.chainage_km, located.precision_km());
            let between = ((km - off).max(0.0), (km + off).min(end));
            return (stands != Stands::Outside).then_some(DeniedAt { km, between, is_turn: false });
        }
        let patrol = self.patrol.filter(|_| self.turned_at(board).is_some())?;
        let between = Some(patrol).filter(|n| board.runs_along(*n, route));
        let between = Reach::of(board, between?, route).to?;
        Some(DeniedAt { km: (between.0 + between.1) / 2.0, between, is_turn: true })
    }

    /// The place where the patrol turned back, if it did and somebody says where.
    fn turned_at(&self, board: &Board) -> Option<RecordIx> {
        let patrol = board.record(self.patrol?);
        let is_cut_short = board.outcome(patrol) == Some(PatrolOutcome::CutShort);
        let to: Option<&Id> = board.shown_id(patrol, Key::To).filter(|_| is_cut_short);
        board.scenario().position(to?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::board::{Register, made};

    /// A road along the equator, some 22 km long, with a corridor of 3 km and a zone at its far end.
    const GROUND: &str = r#"
        [[place]]
        id = "a"
        name = "a"
        at = { lat = 0.0, lon = 0.0 }
        [[place]]
        id = "b"
        name = "b"
        at = { lat = 0.0, lon = 0.1 }
        [[place]]
        id = "c"
        name = "c"
        at = { lat = 0.0, lon = 0.2 }
        [[route]]
        id = "road"
        name = "Road"
        through = ["a", "b", "c"]
        [[zone]]
        id = "far"
        name = "Far end"
        kind = "buffer"
        around = { place = "c", km = 4 }
        source = "s"
        published = 2020-07-01
        [[patrol]]
        id = "p"
        date = 2020-07-02
        from = "a"
        to = "b"
        route = "road"
        outcome = "cut-short"
        source = "s"
        published = 2020-07-02
        [[attack]]
        id = "refused"
        date = 2020-07-02
        kind = "movement-denied"
        patrol = "p"
        source = "s"
        published = 2020-07-02
    "#;

    fn restriction(id: &str, keys: &str) -> String {
        format!(
            "[[restriction]]\nid = \"{id}\"\ndate = 2020-07-02\nkind = \"denied\"\nsource = \"s\"\n\
             published = 2020-07-02\n{keys}\n"
        )
    }

    fn along(board: &Board) -> Vec<(Option<i64>, bool)> {
        let along = Denial::all(board).into_iter().map(|denial| denial.along(board, 0));
        let told = |at: Option<DeniedAt>| {
            (at.map(|at| at.km.round() as i64), at.is_some_and(|at| at.is_turn))
        };
        along.map(told).collect()
    }

    #[test]
    fn a_denial_lies_where_it_is_told_else_where_its_patrol_turned() {
        let turned = made::board(GROUND, "2020-07-20");
        assert_eq!(along(&turned), [(Some(11), true)]);
        let named = [GROUND, &restriction("r", "patrol = \"p\"\nplace = \"c\"")].concat();
        let named = made::board(&named, "2020-07-20");
        assert_eq!(along(&named), [(Some(22), false)], "one denial, by the word that says where");
        let nowhere = [GROUND, &restriction("r", "")].concat();
        let nowhere = made::board(&nowhere, "2020-07-20");
        assert_eq!(along(&nowhere), [(None, false), (Some(11), true)]);
    }

    #[test]
    fn a_zone_counts_each_denial_inside_once_and_says_why() {
        let records = [
            GROUND.to_owned(),
            restriction("r1", "patrol = \"p\"\nplace = \"c\""),
            restriction("r2", "patrol = \"p\"\nplace = \"c\""),
            restriction("r3", "zone = \"far\""),
            restriction("r4", "place = \"a\""),
            restriction("r5", ""),
        ]
        .concat();
        let board = made::board(&records, "2020-07-20");
        let register = Register::new(&board);
        let figures = register.of("denied-inside");
        let [far] = figures.as_slice() else { panic!("{figures:?}") };
        assert_eq!((far.of.as_deref(), far.text()), (Some("far"), "2–3".to_owned()));
        let grounds = register.why(far);
        assert_eq!(grounds.counts(), [2, 1, 3]);
        let reasons = grounds.not.iter().map(|ground| ground.reason.to_string());
        let reasons: Vec<String> = reasons.collect();
        assert!(reasons.iter().any(|reason| reason.starts_with("the same denial")), "{reasons:?}");
        let none = made::board("", "2020-07-20");
        assert!(Register::new(&none).of("denied-inside").is_empty());
    }
}
