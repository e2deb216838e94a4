//! The details that are open: references followed from one record to the next, and the way back.

use super::{App, OpenDetail, Plan};
use crate::{
    board::Board,
    panel::{detail, feed_row},
};

/// The lines of a page for the room that a plan gives it.
pub fn page_lines(
    app: &App,
    board: &Board,
    page: &OpenDetail,
    cells: usize,
) -> Vec<detail::DetailLine> {
    if let Some(at) = page.subject.feed_row() {
        let read = app.open_scenario().and_then(|open| open.read.as_ref());
        let text = read.filter(|(of, _)| *of == at).map(|(_, text)| text);
        return feed_row::lines(board, at, text, cells);
    }
    match page.record(board) {
        Some(record) => {
            let file = app.open_scenario().map_or_else(Default::default, |open| open.place.name());
            detail::lines(board, record, &file, cells, page.voice)
        }
        None => {
            let words = format!(
                "{} is not on the board: not in the file, or not known by this day",
                page.subject.id()
            );
            let line =
                |words: String| detail::DetailLine { phrase: words.into(), ..Default::default() };
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
