//! How what a board tells may be handled, by the marks of what shows on it.

use super::{Board, Index};
use crate::model::{Clean, RecordIx, strictest};

impl Index {
    /// The records that may need another mark than the whole; few do.
    fn marked(&self) -> &[RecordIx] {
        self.marked.get_or_init(|| {
            let all = self.scenario.numbered();
            all.filter(|(_, it)| self.scenario.may_be_marked(it)).map(|(n, _)| n).collect()
        })
    }
}

impl Board {
    /// How all that the board tells is to be handled: by the strictest mark of the scenario and of
    /// what shows, whatever the filter, since a figure of the whole counts what no list has.
    pub fn handling(&self) -> Option<Clean> {
        let shown = self.index.marked().iter().filter(|n| self.is_visible(**n));
        let marks: Vec<Clean> = shown.filter_map(|n| self.own_handling(*n)).collect();
        strictest(self.scenario().header.handling.iter().chain(&marks))
    }

    /// How one record is to be handled, where its words or the bulletins that they rest on say so.
    pub fn own_handling(&self, n: RecordIx) -> Option<Clean> {
        self.scenario().marked(self.record(n), |word| self.is_said(word))
    }

    /// How one record is to be handled: as it says, which outranks the scenario.
    pub fn handling_of(&self, n: RecordIx) -> Option<Clean> {
        self.own_handling(n).or_else(|| self.scenario().header.handling.clone())
    }
}
