//! An open detail: what it is of, and where its reader stands in it.

use crate::{
    board::{Board, Subject, SubjectId},
    model::RecordIx,
};

/// One open detail.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OpenDetail {
    /// What it is of, by id: it survives a reload.
    pub subject: SubjectId,
    /// The link that Enter follows.
    pub link: Option<usize>,
    /// The first line in sight.
    pub top: usize,
    /// Voices passed over, when more speak than fit side by side.
    pub voice: usize,
}

impl OpenDetail {
    /// A detail from its first line, with no link chosen.
    pub fn of(board: &Board, subject: Subject) -> OpenDetail {
        OpenDetail { subject: board.subject_id(subject), link: None, top: 0, voice: 0 }
    }

    /// Where its record stands now, if it still does and is known; `None` if it is of a row of a
    /// feed.
    pub fn record(&self, board: &Board) -> Option<RecordIx> {
        board.subject(&self.subject)?.record().filter(|n| board.is_visible(*n))
    }
}
