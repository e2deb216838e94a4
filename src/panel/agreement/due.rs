//! What is due of an agreement: what comes within a week, and by when each clause is to be met.

use super::phases;
use crate::{
    board::{Bearing, Board, Clause, Coming, ComingKind, Compliance, human},
    look::{Phrase, Role, counted},
    model::{ClauseKind, Day, RecordIx, Table, When},
};

/// What comes within a week, and which clauses of an agreement are over their day; the next deadline
/// where none is so near.
pub(super) fn due_soon(board: &Board, compliance: &Compliance) -> Phrase {
    let day = |day: Day| human(&When::on(day), board.clock.as_of).to_string();
    let is_of = |n: RecordIx| compliance.clauses.iter().any(|clause| clause.record == n);
    let mut told: Vec<Phrase> = Vec::new();
    let late = compliance.clauses.iter().filter_map(|clause| {
        let over = clause.deadline.as_ref()?.due.filter(|due| due.is_over())?;
        let words = format!("{}: {over}", board.what(board.record(clause.record)));
        Some(Phrase::new(words, Role::Severe))
    });
    told.extend(late);
    let soon = board.coming();
    for one in soon.iter() {
        let what = board.what(board.record(one.record));
        match one.kind {
            ComingKind::Deadline if is_of(one.record) => {
                told.push(Phrase::new(format!("{what}, {}", day(one.day)), Role::Warning))
            }
            ComingKind::Planned => told.push(Phrase::plain(format!("{what}, {}", day(one.day)))),
            ComingKind::Deadline | ComingKind::Check(_) => {}
        }
    }
    let checks = soon.iter().filter(|one| matches!(one.kind, ComingKind::Check(_))).count();
    told.extend((checks > 0).then(|| Phrase::plain(counted(checks, "check"))));
    if told.is_empty() {
        told.push(Phrase::dim("Nothing within 7 days"));
    }
    let deadlines = compliance.clauses.iter().filter_map(|clause| {
        let deadline = clause.deadline.as_ref().filter(|deadline| deadline.due.is_some())?;
        let first = deadline.when.earliest.filter(|first| *first > Coming::end(board))?;
        Some((first, &deadline.when, clause.record))
    });
    let next = deadlines.min_by_key(|(first, ..)| *first);
    told.extend(next.map(|(_, when, clause)| {
        let when = human(when, board.clock.as_of);
        Phrase::plain(format!("then {}, {when}", board.what(board.record(clause))))
    }));
    Phrase::list(told, "; ").and(".", Role::Plain)
}

/// ` Due from 15 Mar: begun that day.`
pub(super) fn due(board: &Board, clause: &Clause) -> Phrase {
    let Some(deadline) = &clause.deadline else { return Phrase::default() };
    let when = human(&deadline.when, board.clock.as_of);
    let word = if clause.kind == Some(ClauseKind::Patrols) { "from" } else { "by" };
    let moved = board.deadline_of(clause.record);
    let moved = moved.map(|moved| phases::amended(board, &moved)).unwrap_or_default();
    let phrase = Phrase::dim(format!(" Due {word} {when}")).join(moved);
    let first = clause.bearings.iter().filter(|bearing| ran(board, bearing));
    let first: Option<Day> =
        first.filter_map(|bearing| board.date_of(bearing.record)?.earliest).min();
    let told = match (deadline.due, first) {
        (None, Some(first)) if word == "from" && deadline.when.day() == Some(first) => {
            (": begun that day".to_owned(), Role::Plain)
        }
        (None, Some(first)) if word == "from" => {
            let first = When::on(first);
            (format!(": begun on {}", human(&first, board.clock.as_of)), Role::Plain)
        }
        (None, _) => (String::new(), Role::Plain),
        (Some(due), _) if due.is_over() => (format!(": {due}"), Role::Severe),
        (Some(due), _) => (format!(": {due}"), Role::Warning),
    };
    phrase.and(told.0, told.1).and(".", Role::Dim)
}

fn ran(board: &Board, bearing: &Bearing) -> bool {
    board.record(bearing.record).table == Table::Patrol && board.has_run(bearing.record)
}
