//! Where a list stands. The selection is a record or the row of a feed, never a place: it survives
//! reload, filter, sort and time.

use crate::board::SubjectId;

/// Selection and scroll of one list.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ListState {
    /// The selected record or row of a feed; `None` if nothing was ever selected.
    pub selected: Option<SubjectId>,
    /// Which of the record's rows, where it has several; 0 is its first.
    pub nth: usize,
    /// Whether it is among the rows now.
    pub is_here: bool,
    /// Its row, for as long as the rows stay as they are.
    pub at: usize,
    /// The first visible row.
    pub top: usize,
    /// The line above the rows on which the cursor stands; `None` while it is on a row.
    pub line: Option<usize>,
}

impl ListState {
    /// Moves to a row of `count`, and scrolls just so far that it is among `height` visible ones.
    pub fn go(&mut self, row: usize, count: usize, height: usize) {
        self.at = row.min(count.saturating_sub(1));
        self.scroll(count, height);
    }

    /// Moves just so far that the current row is among `height` visible ones of `count`.
    pub fn scroll(&mut self, count: usize, height: usize) {
        let height = height.max(1);
        self.top = self.top.min(self.at).max((self.at + 1).saturating_sub(height));
        self.top = self.top.min(count.saturating_sub(height));
    }
}

/// Where a move leads from row `at` of `count`, on a page of `height`.
pub fn moved(by: Step, at: usize, count: usize, height: usize) -> usize {
    let last = count.saturating_sub(1);
    let page = height.saturating_sub(1).max(1);
    match by {
        Step::Down => (at + 1).min(last),
        Step::Up => at.saturating_sub(1),
        Step::First => 0,
        Step::Last => last,
        Step::PageDown => (at + page).min(last),
        Step::PageUp => at.saturating_sub(page),
        Step::HalfDown => (at + page.div_ceil(2)).min(last),
        Step::HalfUp => at.saturating_sub(page.div_ceil(2)),
    }
}

/// How a list moves.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    Down,
    Up,
    First,
    Last,
    PageDown,
    PageUp,
    HalfDown,
    HalfUp,
}

impl Step {
    pub(super) fn of(command: crate::command::Command) -> Option<Step> {
        use crate::command::Command;
        Some(match command {
            Command::Down | Command::NextRow => Step::Down,
            Command::Up | Command::PreviousRow => Step::Up,
            Command::First => Step::First,
            Command::Last => Step::Last,
            Command::PageDown => Step::PageDown,
            Command::PageUp => Step::PageUp,
            Command::HalfPageDown => Step::HalfDown,
            Command::HalfPageUp => Step::HalfUp,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_selected_row_is_always_among_the_visible(at in 0usize..500, count in 0usize..300, height in 0usize..60, top in 0usize..400) {
            let mut list = ListState { top, ..ListState::default() };
            list.go(at, count, height);
            let height = height.max(1);
            prop_assert!(list.top <= list.at && list.at < list.top + height);
            prop_assert!(count == 0 || list.at < count);
            prop_assert!(count <= height || list.top + height <= count, "no empty rows below the last");
        }
    }
}
