//! What is asked of agreements: the phase of a clause, the case of an incident.

use super::Test;
use crate::{
    board::{Board, Case},
    model::{Id, Key, Record, RecordIx, State, Table, Value},
};

/// Which cases are asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum AskedCase {
    /// Any case at all.
    Any,
    /// Cases that are not closed.
    Open,
    /// Cases that stand so.
    Is(State),
}

impl AskedCase {
    /// The words that may be asked for.
    pub(super) fn words() -> impl Iterator<Item = &'static str> {
        let states = State::OF_CASE.iter().map(|state| state.word());
        ["any", "open"].into_iter().chain(states)
    }

    pub(super) fn from_word(word: &str) -> Option<AskedCase> {
        match word {
            "any" => Some(AskedCase::Any),
            "open" => Some(AskedCase::Open),
            word => {
                let state = State::from_word(word).filter(|state| State::OF_CASE.contains(state));
                state.map(AskedCase::Is)
            }
        }
    }
}

impl Test {
    /// Whether an incident has such a case by now.
    pub(super) fn has_case(asked: AskedCase, board: &Board, n: RecordIx) -> bool {
        Case::of(board, n).is_some_and(|case| match asked {
            AskedCase::Any => true,
            AskedCase::Open => case.is_open(),
            AskedCase::Is(state) => case.standing().any(|step| step.is == state),
        })
    }

    /// Whether it is a clause of that phase, or names one.
    pub(super) fn is_in_phase(phase: i64, board: &Board, n: RecordIx) -> bool {
        let record = board.record(n);
        let clause = |id: &Id| board.scenario().find(id);
        let named = [Key::Clause, Key::Of].into_iter().filter(|_| record.table != Table::Agreement);
        let named = named.filter_map(|key| board.shown_id(record, key)).filter_map(clause);
        std::iter::once(record).chain(named).any(|record| phase_of(record) == Some(phase))
    }
}

fn phase_of(record: &Record) -> Option<i64> {
    match record.get(Key::Phase)? {
        Value::Integer(phase) if record.table == Table::Clause => Some(*phase),
        _ => None,
    }
}
