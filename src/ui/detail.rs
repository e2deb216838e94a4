//! The detail of a record: the open one, or a preview of the selection where there is room.

use ratatui::layout::Rect;

use super::{canvas::Canvas, hint};
use crate::{
    app::{App, is_of_figure, page_lines},
    command::Command,
    look::{Phrase, Role},
};

pub(super) fn draw(app: &App, area: Rect, canvas: &mut Canvas) {
    let Some(board) = app.board() else { return };
    let open = app.trail.last();
    let preview = || app.page_of(app.focus);
    let title =
        Phrase::new(" Detail ", if open.is_some() { Role::FocusTitle } else { Role::Title });
    let right = match (open.is_some(), app.trail.len()) {
        (false, _) => Phrase::plain(" ").join(hint(Command::Open, "follow ")),
        (true, 1) => Phrase::plain(" ").join(hint(Command::Escape, "close ")),
        (true, depth) => {
            Phrase::plain(" ").join(hint(Command::Back, &format!("back ({}) ", depth - 1)))
        }
    };
    let inner = canvas.boxed(area, title, right);
    let Some(page) = open.cloned().or_else(preview) else {
        canvas.line(
            inner.x + 1,
            inner.y,
            inner.width.saturating_sub(2),
            &match is_of_figure(app) {
                true => {
                    Phrase::dim("a figure of the board: ").join(hint(Command::Open, "says why"))
                }
                false => Phrase::dim("nothing is selected"),
            },
        );
        return;
    };
    let cells = inner.width.saturating_sub(2);
    let lines = page_lines(app, board, &page, cells.into());
    let top = page.top.min(lines.len().saturating_sub(1));
    for (y, line) in (inner.y..inner.bottom()).zip(lines.into_iter().skip(top)) {
        let selected = open.is_some() && line.link.is_some() && line.link == page.link;
        let phrase = if selected { line.phrase.all_in(Role::Selected) } else { line.phrase };
        canvas.line(inner.x + 1, y, cells, &phrase);
    }
}
