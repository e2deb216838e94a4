//! How an agreement is kept, clause by clause: where each clause stands, what bears on it, what is
//! due, and whom a voice names in a violation. A record bears on a clause only where a word names
//! the clause; nothing is inferred from place, kind or time. Among a record's own keys a clause is
//! the desk's judgement, whoever the record's source is; in an account it is that voice's.

mod naming;

use std::cmp::Reverse;

pub(super) use naming::NamedParties;
pub use naming::{Breaches, Mention, NamedActor, Naming};

use super::{Area, Board, Due, Incidents, Standing, StandingOf, Stands};
use crate::model::{
    Bounds, Class, ClauseKind, Clean, Id, Key, PatrolOutcome, Record, RecordIx, State, Table,
    Value, When,
};

/// An agreement and what the records say of it.
#[derive(Clone, PartialEq, Debug)]
pub struct Compliance {
    /// Position of the agreement.
    pub agreement: RecordIx,
    /// Where it stands; `None` while no status of it is known.
    pub standing: Option<Standing>,
    /// Its statuses before that one, the oldest last.
    pub earlier: Vec<RecordIx>,
    /// In the order of the agreement.
    pub clauses: Vec<Clause>,
    /// One for each party, in the order of the agreement, then one for every other actor and every
    /// label that a voice names in a violation.
    pub breaches: Vec<Breaches>,
}

/// A clause, where it stands and what bears on it.
#[derive(Clone, PartialEq, Debug)]
pub struct Clause {
    /// Position of the clause.
    pub record: RecordIx,
    /// What the clause is about, as the agreement has it; `None` where it does not say.
    pub kind: Option<ClauseKind>,
    /// Its text as it stands; empty where that is not given.
    pub text: Clean,
    /// Where it stands; `None` while no status of it is known.
    pub standing: Option<Standing>,
    /// Its statuses before that one, the oldest last.
    pub earlier: Vec<RecordIx>,
    /// By when it is to be met, as that stands; `None` where no deadline is told.
    pub deadline: Option<Deadline>,
    /// What amends it by now, the latest last.
    pub amendments: Vec<RecordIx>,
    /// The phase that it belongs to; `None` where the agreement does not say.
    pub phase: Option<i64>,
    /// Violations and patrols turned back: certain (every voice agrees) to possible.
    pub against: Bounds,
    /// Patrols carried out, certain to possible.
    pub kept: Bounds,
    /// Every visible record that names the clause, the newest first.
    pub bearings: Vec<Bearing>,
}

/// A deadline, and how it lies towards the day that is looked at.
#[derive(Clone, PartialEq, Debug)]
pub struct Deadline {
    /// The day or the days that the deadline can mean.
    pub when: When,
    /// `None` when the clause is met, or met in part: what was begun is no longer overdue.
    pub due: Option<Due>,
    /// What it was before it was amended; `None` where nothing was told.
    pub was: Option<When>,
    /// The amendment that moved it; `None` where none did.
    pub amendment: Option<RecordIx>,
    /// Whether voices amend it differently.
    pub is_contested: bool,
}

/// How a record bears on the clause that it names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    /// An attack, or a patrol cut short.
    Against,
    /// A patrol carried out.
    For,
    /// It names the clause, no more: an obstruction, an event, a patrol of unknown outcome.
    Names,
}

/// A record that names a clause.
#[derive(Clone, PartialEq, Debug)]
pub struct Bearing {
    /// Position of the record.
    pub record: RecordIx,
    /// By the shown value of its kind or outcome.
    pub way: Way,
    /// Whether it happened by now, its shown clause is this one, and no voice has it otherwise.
    pub is_certain: bool,
    /// Whether the record's own keys name the clause: the desk's judgement.
    pub is_by_desk: bool,
    /// The voices that name the clause in an account of theirs.
    pub voices: Vec<Id>,
    /// Whether any voice makes it count against, or for, the clause.
    possible: (bool, bool),
}

impl Compliance {
    /// Every visible agreement, in the order of the file. The filter does not narrow it.
    pub fn all(board: &Board) -> Vec<Compliance> {
        board.visible_of(Table::Agreement).map(|n| Compliance::with(board, n)).collect()
    }

    fn with(board: &Board, agreement: RecordIx) -> Compliance {
        let record = board.record(agreement);
        let clauses: Vec<Clause> = board
            .index
            .referring(&record.id, Key::Clause)
            .iter()
            .filter(|n| board.record(**n).parent.as_ref() == Some(&record.id))
            .map(|n| Clause::of(board, *n))
            .collect();
        let mut violations: Vec<&Bearing> =
            clauses.iter().flat_map(|clause| &clause.bearings).filter(|b| b.possible.0).collect();
        violations.retain(|bearing| board.record(bearing.record).table == Table::Attack);
        violations.sort_by_key(|bearing| bearing.record);
        violations.dedup_by_key(|bearing| bearing.record);
        let breaches = Breaches::all(board, board.shown_ids(record, Key::Parties), &violations);
        let of = StandingOf::Record(&record.id);
        let (standing, earlier) = (Standing::of(board, of), board.earlier_statuses(of));
        Compliance { agreement, standing, earlier, clauses, breaches }
    }
}

impl Clause {
    fn of(board: &Board, n: RecordIx) -> Clause {
        let record = board.record(n);
        let naming = board.index.referring(&record.id, Key::Clause).iter();
        let mut bearings: Vec<Bearing> =
            naming.filter_map(|other| Bearing::of(board, *other, &record.id)).collect();
        bearings.sort_by_key(|bearing| {
            let date = board.date_of(bearing.record);
            Reverse(date.and_then(|date| date.latest.or(date.earliest)))
        });
        let of = StandingOf::Record(&record.id);
        let standing = Standing::of(board, of);
        let deadline = board.deadline_of(n).and_then(|amended| {
            let is = standing.as_ref().map(|standing| standing.is);
            let is_met = matches!(is, Some(State::Met | State::PartlyMet));
            let may_mean = amended.may_mean()?;
            let due = (!is_met).then(|| Due::of(&may_mean, board.clock.as_of));
            let was = amended.was.as_ref().and_then(Value::as_when).cloned();
            Some(Deadline {
                when: amended.when()?.clone(),
                due,
                was,
                amendment: amended.amendment,
                is_contested: amended.is_contested,
            })
        });
        let text = board.amended(n, Key::Text);
        let text = text.and_then(|text| text.value.as_text().cloned()).unwrap_or_default();
        Clause {
            record: n,
            kind: record.term::<ClauseKind>(Key::Kind),
            text,
            standing,
            earlier: board.earlier_statuses(of),
            deadline,
            amendments: board.amendments(&record.id),
            phase: match record.get(Key::Phase) {
                Some(Value::Integer(phase)) => Some(*phase),
                _ => None,
            },
            against: board.counting(&bearings, Way::Against),
            kept: board.counting(&bearings, Way::For),
            bearings,
        }
    }
}

impl Bearing {
    /// How a record bears on a clause; `None` when no visible voice names it there.
    fn of(board: &Board, n: RecordIx, clause: &Id) -> Option<Bearing> {
        if !board.is_visible(n) {
            return None;
        }
        let record = board.record(n);
        let is_by_desk = board.is_said(record.own())
            && record.own().get(Key::Clause).and_then(Value::as_id) == Some(clause);
        let names = board.voices(record, Key::Clause).into_iter();
        let voices: Vec<Id> = names
            .filter(|said| said.word > 0 && said.value.as_id() == Some(clause))
            .filter_map(|said| record.words[said.word].voice().cloned())
            .collect();
        if voices.is_empty() && !is_by_desk {
            return None;
        }
        let key = record.table.kind_key();
        let shown =
            board.shown(record, key).map_or(Some(Way::Names), |said| way(record, said.value));
        let said: Vec<Way> = board
            .voices(record, key)
            .into_iter()
            .filter_map(|said| way(record, said.value))
            .collect();
        let way = shown.unwrap_or(Way::Names);
        let is_certain = board.visibility(n) == super::Visibility::Shown
            && board.shown_id(record, Key::Clause) == Some(clause)
            && said.iter().all(|other| *other == way);
        let possible = (said.contains(&Way::Against), said.contains(&Way::For));
        Some(Bearing { record: n, way, is_certain, is_by_desk, voices, possible })
    }
}

impl Bearing {
    /// Whether any voice makes it count this way.
    pub fn may_be(&self, way: Way) -> bool {
        match way {
            Way::Against => self.possible.0,
            Way::For => self.possible.1,
            Way::Names => self.way == Way::Names,
        }
    }
}

impl Board {
    /// Where a record lies to a clause's corridor or zone or, where the clause has none, to the first
    /// of the same agreement. Told beside the rest: where it lies never makes it count.
    pub fn stands_to_clause(&self, n: RecordIx, clause: RecordIx) -> Option<Stands> {
        self.stands(n, self.area_of_clause(clause)?)
    }

    /// What a clause's evidence is held against: its own corridor, the zone that it names, else the
    /// first of either in its agreement.
    pub fn area_of_clause(&self, clause: RecordIx) -> Option<Area> {
        let corridors = &self.geography().zones;
        let own = |clause: RecordIx| {
            let corridor = corridors.iter().position(|corridor| corridor.clause == clause);
            let zone = || self.scenario().position(self.record(clause).id_of(Key::Zone)?);
            let zone = || Some(Area::Zone(self.index.zones().number(zone()?)?));
            corridor.map(Area::Corridor).or_else(zone)
        };
        let agreement = self.record(clause).parent.as_ref();
        let beside = self.scenario().span(Table::Clause);
        let mut beside = beside.filter(|n| self.record(*n).parent.as_ref() == agreement);
        own(clause).or_else(|| beside.find_map(own))
    }

    /// Records that count one way: certain (`perhaps_same_as` as one) to possible.
    fn counting(&self, bearings: &[Bearing], way: Way) -> Bounds {
        let possible = |bearing: &&Bearing| bearing.may_be(way);
        let certain = bearings.iter().filter(|bearing| bearing.is_certain && bearing.way == way);
        let mut certain: Vec<RecordIx> = certain.map(|bearing| bearing.record).collect();
        certain.sort_unstable();
        let high = bearings.iter().filter(possible).count() as u64;
        Bounds::new(Incidents::apart(self, &certain).total().low, high)
    }
}

/// Which way a kind or an outcome bears on a clause; `None` when the word leaves it open.
fn way(record: &Record, value: &Value) -> Option<Way> {
    match record.table {
        Table::Patrol => match value.term()? {
            PatrolOutcome::Completed => Some(Way::For),
            PatrolOutcome::CutShort => Some(Way::Against),
            PatrolOutcome::Planned | PatrolOutcome::Cancelled => Some(Way::Names),
            PatrolOutcome::Unknown => None,
        },
        Table::Attack => match value.kind()?.class() {
            Class::Attack => Some(Way::Against),
            Class::Obstruction | Class::Activity | Class::Hazard | Class::Other => Some(Way::Names),
        },
        _ => Some(Way::Names),
    }
}

#[cfg(test)]
mod tests;
