//! Between two boards: what a reader of the one sees otherwise on the other. Mostly two days of one
//! file; two files are paired record by record and word by word first.

use std::sync::Arc;

use super::{
    Change, Differences, compared, feed_rows, pairing, row_steps, scenarios, standings,
    telling::RecordOnBoard,
};
use crate::board::Board;

impl Differences {
    /// What was not on the board before, what no longer is, and what stands there otherwise. The
    /// filter of neither board matters.
    pub fn between_boards(before: &Board, after: &Board) -> Differences {
        let is_one_file = Arc::ptr_eq(&before.index, &after.index);
        let mut changes = Vec::new();
        let (pairs, gone, new) = if is_one_file {
            (after.scenario().all().map(|n| (n, n)).collect(), vec![], vec![])
        } else {
            changes = scenarios::header(before, after);
            let pairing = pairing::records(before.scenario(), after.scenario());
            (pairing.pairs, pairing.gone, pairing.new)
        };
        for (old, new) in pairs {
            match (before.is_visible(old), after.is_visible(new)) {
                (false, false) => {}
                (false, true) => changes.push(Change::added(RecordOnBoard::new(after, new))),
                (true, false) => changes.push(Change::removed(RecordOnBoard::new(before, old))),
                (true, true) => {
                    let (old, new) =
                        (RecordOnBoard::new(before, old), RecordOnBoard::new(after, new));
                    changes.extend(compared::changes(old, new));
                }
            }
        }
        let gone = gone.into_iter().filter(|n| before.is_visible(*n));
        changes.extend(gone.map(|n| Change::removed(RecordOnBoard::new(before, n))));
        let new = new.into_iter().filter(|n| after.is_visible(*n));
        changes.extend(new.map(|n| Change::added(RecordOnBoard::new(after, n))));
        changes.extend(standings::moved(before, after));
        changes.extend(feed_rows::rows(before, after));
        changes.extend(row_steps::rows(before, after));
        Differences::sorted(changes)
    }
}
