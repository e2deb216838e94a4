//! What changed since a baseline: a day, the last time this reader closed the board, or another
//! file.

use std::{collections::BTreeSet, path::PathBuf, sync::Arc};

use super::Place;
use crate::{
    board::{Board, Clock, Differences, Index, Query, RowIx, differences::ChangeKind, full_day},
    model::{Clean, Day, Id, RecordIx, later},
};

/// What a board is compared with; where nothing is chosen, the day before. The morning page is of
/// the same days.
#[derive(Clone, Debug)]
pub enum Since {
    /// An earlier day of the same file, whatever day is looked at.
    Day(Day),
    /// So many days before the one that is looked at: it moves along.
    Back(i64),
    /// Another board: as it was closed, or another file on the day that is looked at.
    Board {
        /// What the other board is called, in the list and in the header.
        name: Clean,
        /// The scenario it was made of.
        index: Arc<Index>,
        /// The day and knowledge it is taken at; `None` for those of this board.
        clock: Option<Clock>,
    },
}

impl Default for Since {
    fn default() -> Self {
        Since::Back(1)
    }
}

impl Since {
    /// The day that a board of `as_of` is compared with. A reader who goes back beyond a pinned one
    /// is not told what was known only later. `None` of another board.
    pub fn day(&self, as_of: Day) -> Option<Day> {
        match self {
            Since::Day(day) => Some((*day).min(as_of)),
            Since::Back(days) => Some(later(as_of, -days).unwrap_or(as_of)),
            Since::Board { .. } => None,
        }
    }

    /// What it is called on a day: with the day, whether it moves along.
    pub fn in_words(&self, as_of: Day) -> Clean {
        let on = self.day(as_of).map(full_day).unwrap_or_default();
        match self {
            Since::Day(_) => format!("{on}, pinned").into(),
            Since::Back(1) => format!("{on}, the day before").into(),
            Since::Back(days) => format!("{on}, {days} days before").into(),
            Since::Board { name, .. } => name.clone(),
        }
    }
}

/// A baseline that only the runtime can fetch.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Recall {
    /// The board as this reader closed it last.
    Closed {
        /// Where the scenario that was closed comes from.
        place: Place,
        /// The id in its header: a place may hold another scenario by now.
        scenario: Id,
    },
    /// Another file, taken on the day that is looked at.
    File(PathBuf),
}

/// What changed, ready to be listed.
#[derive(Clone, Debug)]
pub struct Changes {
    /// Since when, in words.
    pub since: Clean,
    /// Every change, from the baseline to the board as shown.
    pub differences: Differences,
    /// The lines of the list, kind by kind; kinds without a change have none.
    pub lines: Vec<ChangeLine>,
    /// Records that changed, by position.
    pub touched: BTreeSet<RecordIx>,
    /// The clock of the baseline: rows of feeds that it does not show are new.
    then: Clock,
}

/// A line of the list: the title of a kind with its number, a record, or one change of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ChangeLine {
    /// A kind, and how many changes of it follow: one at least.
    Title(ChangeKind, usize),
    /// The record above its changes, by the position of the first of them.
    Record(usize),
    /// A position in the changes of [`Changes::differences`].
    Change(usize),
}

impl Changes {
    /// Compares the baseline with a board; a day later than the board's counts as the board's own.
    pub fn between(since: &Since, board: &Board) -> Changes {
        let as_of = board.clock.as_of;
        let name = since.in_words(as_of);
        let before = match since {
            Since::Board { index, clock, .. } => {
                let clock = clock.unwrap_or(board.clock);
                // Who is put aside on one side is on the other.
                let without = board.scenario().without.as_ref();
                let index = without.map_or(index.clone(), |without| index.without(without).into());
                Board::new(index, clock, Query::default())
            }
            Since::Day(_) | Since::Back(_) => {
                let as_of = since.day(as_of).unwrap_or(as_of);
                board.moved(Clock { as_of, ..board.clock })
            }
        };
        let differences = Differences::between_boards(&before, board);
        let mut lines = Vec::new();
        for kind in ChangeKind::ALL {
            let of_kind = differences.changes.iter().enumerate();
            let of_kind: Vec<usize> =
                of_kind.filter(|(_, change)| change.kind == kind).map(|(n, _)| n).collect();
            if !of_kind.is_empty() {
                lines.push(ChangeLine::Title(kind, of_kind.len()));
                let changes = &differences.changes;
                for (at, n) in of_kind.iter().enumerate() {
                    let before = at.checked_sub(1).map(|before| &changes[of_kind[before]]);
                    let is_first =
                        before.is_none_or(|before| !before.is_of_one_record(&changes[*n]));
                    lines.extend(
                        (is_first && !changes[*n].names_it()).then_some(ChangeLine::Record(*n)),
                    );
                    lines.push(ChangeLine::Change(*n));
                }
            }
        }
        let (touched, then) = (differences.touched(), before.clock);
        Changes { since: name, touched, differences, lines, then }
    }

    /// Whether a row of a feed was not in sight yet.
    pub fn is_new_row(&self, board: &Board, at: RowIx) -> bool {
        !board.feeds.is_in_sight(at, self.then)
    }
}
