//! What else happened around a day. Sequence is not cause: nothing more is claimed.

use super::Board;
use crate::model::{RecordIx, Table, When, later};

/// Records whose whole date lies near another date.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Around {
    /// On the days before it, none of them on the day itself.
    pub before: Vec<RecordIx>,
    /// On the day itself, or within the days of an interval.
    pub same: Vec<RecordIx>,
    /// On the days after it, none of them on the day itself.
    pub after: Vec<RecordIx>,
}

impl Around {
    /// Patrols, incidents, events and changes of status in the `days` days before and after a
    /// date, in time's order; only those that certainly lie there. A date that is vaguer than that
    /// has no surroundings.
    pub fn of(board: &Board, date: &When, days: i64) -> Around {
        let (Some(first), Some(last)) = (date.earliest, date.latest) else {
            return Around::default();
        };
        if (last - first).num_days() > days {
            return Around::default(); // said at some time or other: nothing is near it
        }
        let (Some(from), Some(to)) = (later(first, -days), later(last, days)) else {
            return Around::default();
        };
        let mut around = Around::default();
        let mut near: Vec<_> = Table::OCCURRENCES
            .iter()
            .flat_map(|table| board.visible_of(*table))
            .filter(|n| !board.is_all_withdrawn(board.record(*n)))
            .filter_map(|n| board.date(board.record(n)).map(|when| (when, n)))
            .filter(|(when, _)| when.within(from, to))
            .collect();
        near.sort_by_key(|(when, n)| (when.earliest, when.moment, *n));
        for (when, n) in near {
            if when.latest < Some(first) {
                around.before.push(n);
            } else if when.earliest > Some(last) {
                around.after.push(n);
            } else {
                around.same.push(n);
            }
        }
        around
    }
}
