//! The details that are open: references followed from one record to the next, and the way back.

use super::{App, Plan};
use crate::{
    board::Board,
    model::{Id, Table},
    panel::detail,
};

/// One open detail.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Page {
    /// The record, by id: it survives a reload. Sources have ids of their own.
    pub id: Id,
    pub is_source: bool,
    /// The link that Enter follows.
    pub link: Option<usize>,
    pub top: usize,
    /// Voices passed over, when more speak than fit side by side.
    pub voice: usize,
}

impl Page {
    pub fn of(board: &Board, record: usize) -> Page {
        let record = board.record(record);
        Page {
            id: record.id.clone(),
            is_source: record.table == Table::Source,
            link: None,
            top: 0,
            voice: 0,
        }
    }

    /// Where its record stands now, if it still does and is known.
    pub fn record(&self, board: &Board) -> Option<usize> {
        let scenario = board.scenario();
        let n = if self.is_source {
            scenario.source_position(&self.id)
        } else {
            scenario.position(&self.id)
        };
        n.filter(|n| board.is_visible(*n))
    }
}

/// The lines of a page for the room that a plan gives it.
pub fn page_lines(app: &App, board: &Board, page: &Page, cells: usize) -> Vec<detail::Line> {
    match page.record(board) {
        Some(record) => {
            let file = app.volume().map_or_else(Default::default, |volume| volume.place.name());
            detail::lines(board, record, &file, cells, page.voice)
        }
        None => {
            let words = format!(
                "{} is not on the board: not in the file, or not known by this day",
                page.id
            );
            let line = |words: String| detail::Line { phrase: words.into(), link: None };
            crate::look::wrap(&words, cells).into_iter().map(line).collect()
        }
    }
}

/// The room for the lines of the open detail: its width and height in cells.
pub fn room(app: &App) -> (usize, usize) {
    let plan = Plan::of(app.size, app);
    plan.detail.map_or((0, 0), |area| {
        (area.width.saturating_sub(4).into(), area.height.saturating_sub(2).into())
    })
}
