//! What lies ahead: deadlines as they stand, what is planned, and what is to be checked, within a week.

use super::{Board, Clock, Due, Index, Knowledge, ToCheck};
use crate::model::{
    Day, Entry, HandoverOutcome, Key, PatrolOutcome, RecordIx, Table, Term, Value, When, later,
};

/// Days that are looked ahead.
const AHEAD: i64 = 7;

/// What comes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum ComingKind {
    /// A deadline of a clause, as it stands.
    Deadline,
    /// A patrol or a handover that is planned.
    Planned,
    /// What the desk is to check, word by word.
    Check(ToCheck),
}

/// One thing that comes within a week.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Coming {
    /// The day by which it comes.
    pub day: Day,
    /// What it is.
    pub kind: ComingKind,
    /// The clause, the patrol, the handover, or the record to be checked.
    pub record: RecordIx,
}

impl Coming {
    /// All that comes, by day; of one day deadlines first, then what is planned, then checks.
    pub(super) fn find(board: &Board) -> Vec<Coming> {
        let as_of = board.clock.as_of;
        let end = Coming::end(board);
        let mut coming = deadlines(board, end);
        // A board of another day is worked out only where somebody plans or has to check anything.
        if board.index.may_come(as_of, end) {
            let then = board.on_day(end);
            coming.extend(planned(&then, as_of));
            coming.extend(checks(&then, as_of));
        }
        coming.sort_by_key(|one| one.day); // stable
        coming
    }

    /// The last day that is looked at.
    pub fn end(board: &Board) -> Day {
        later(board.clock.as_of, AHEAD).unwrap_or(board.clock.as_of)
    }
}

impl Index {
    /// Whether anything that is planned or to be checked may be of these days.
    fn may_come(&self, first: Day, last: Day) -> bool {
        let looks_ahead = |entry: &Entry| match &entry.value {
            Value::Term(Term::PatrolOutcome(PatrolOutcome::Planned)) => true,
            Value::Term(Term::HandoverOutcome(HandoverOutcome::Planned)) => true,
            _ => entry.key == Key::Verify,
        };
        let entries =
            |n: RecordIx| self.scenario.record(n).words.iter().flat_map(|word| &word.entries);
        let find = || {
            let all = self.scenario.numbered().map(|(n, _)| n);
            all.filter(|n| entries(*n).any(looks_ahead)).collect::<Vec<_>>()
        };
        let to_come = self.to_come.get_or_init(find).iter();
        let is_near = |entry: &Entry| {
            entry.value.as_when().is_some_and(|when| when.interval().touches(first, last))
        };
        to_come.copied().any(|n| entries(n).any(is_near))
    }
}

impl Board {
    /// The board of a day to come, with no more than is known now.
    pub fn on_day(&self, day: Day) -> Board {
        let knowledge = match self.clock.knowledge {
            Knowledge::Then => Knowledge::By(self.clock.as_of),
            known => known,
        };
        self.moved(Clock { as_of: day, knowledge })
    }

    /// The day by which what a record tells of is over.
    pub fn falls_due(&self, n: RecordIx) -> Option<Day> {
        let when = self.written_date(self.record(n))?;
        when.latest.or(when.earliest)
    }
}

fn deadlines(board: &Board, end: Day) -> Vec<Coming> {
    let as_of = board.clock.as_of;
    let of_clause = |n: RecordIx| {
        let when = board.deadline_of(n)?.may_mean()?;
        let due = Due::of(&when, as_of);
        let last = when.latest.or(when.earliest)?;
        let first = when.earliest.unwrap_or(as_of);
        let is_near = !due.is_over() && first <= end;
        let day = last.max(as_of);
        is_near.then_some(Coming { day, kind: ComingKind::Deadline, record: n })
    };
    board.visible_of(Table::Clause).filter_map(of_clause).collect()
}

/// Patrols and handovers that are planned for a day from this one to that of the board.
fn planned(then: &Board, as_of: Day) -> Vec<Coming> {
    let is_planned = |n: &RecordIx| match then.record(*n).table {
        Table::Handover => {
            let outcome = then.shown_term(then.record(*n), Key::Outcome);
            outcome == Some(HandoverOutcome::Planned)
        }
        _ => then.outcome_of(*n) == Some(PatrolOutcome::Planned),
    };
    let of_record = |n: RecordIx| {
        let when: When = then.date(then.record(n))?;
        let (first, last) = (when.earliest.unwrap_or(as_of), when.latest.or(when.earliest)?);
        let is_near = last >= as_of && first <= then.clock.as_of && !then.is_taken_back(n);
        is_near.then_some(Coming { day: last, kind: ComingKind::Planned, record: n })
    };
    let tables = [Table::Patrol, Table::Handover].into_iter();
    let records = tables.flat_map(|table| then.visible_of(table));
    records.filter(is_planned).filter_map(of_record).collect()
}

/// What the desk has to check of what falls due within the week.
fn checks(then: &Board, as_of: Day) -> Vec<Coming> {
    let of_check = |check: ToCheck| {
        let due = check.due(then).or_else(|| then.falls_due(check.record));
        let day = due.filter(|due| *due > as_of && *due <= then.clock.as_of)?;
        Some(Coming { day, kind: ComingKind::Check(check), record: check.record })
    };
    ToCheck::all(then).into_iter().filter_map(of_check).collect()
}
