//! Where the agreement, its clauses and the patrols stood, and where they stand.

use std::collections::BTreeSet;

use super::{Change, ChangeKind, Telling, telling::RecordOnBoard};
use crate::{
    board::{Board, Standing, capitalized},
    model::{Id, Key, Table},
};

/// What moved: another word for where something stands, or other words used for it. A later status
/// that says the same again is no move.
pub(super) fn moved(before: &Board, after: &Board) -> Vec<Change> {
    let subjects = |board: &Board| -> Vec<Id> {
        let statuses = board.scenario().table(Table::Status).iter();
        statuses.filter_map(|record| record.id_of(Key::Of).cloned()).collect()
    };
    let all: BTreeSet<Id> = subjects(before).into_iter().chain(subjects(after)).collect();
    all.iter().filter_map(|of| of_subject(before, after, of)).collect()
}

fn of_subject(before: &Board, after: &Board, of: &Id) -> Option<Change> {
    let (old, new) = (Standing::of(before, of.into()), Standing::of(after, of.into()));
    let said = |standing: &Option<Standing>| {
        standing.as_ref().map(|standing| (standing.is, standing.words.clone()))
    };
    if said(&old) == said(&new) {
        return None;
    }
    let tell = |board: &Board, standing: &Option<Standing>| {
        let standing = standing.as_ref();
        standing
            .map_or_else(Telling::default, |is| RecordOnBoard::new(board, is.record).standing(is))
    };
    let (board, standing) = match (&new, &old) {
        (Some(standing), _) => (after, standing),
        (None, Some(standing)) => (before, standing),
        (None, None) => return None,
    };
    Some(Change {
        kind: ChangeKind::Moved,
        table: Table::Status,
        id: board.record(standing.record).id.clone(),
        heading: capitalized(&board.status_subject(of)),
        older: old.as_ref().map(|standing| standing.record),
        newer: new.as_ref().map(|standing| standing.record),
        key: Some(Key::Is),
        before: tell(before, &old),
        after: tell(after, &new),
    })
}
