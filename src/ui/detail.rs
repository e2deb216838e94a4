//! The detail of a record: the open one, or a preview of the selection where there is room.

use ratatui::layout::Rect;

use super::{ScreenLink, canvas::Canvas, hint};
use crate::{
    app::{App, OpenDetail, is_of_figure, page_lines},
    board::Board,
    command::Command,
    look::{Phrase, Role},
    panel::detail::DetailLine,
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
    for (y, line) in lines_in_sight(app, board, &page, inner) {
        let selected = open.is_some() && line.link.is_some() && line.link == page.link;
        let phrase = if selected { line.phrase.all_in(Role::Selected) } else { line.phrase };
        canvas.line(inner.x + 1, y, cells, &phrase);
    }
}

/// The lines of a page that are in sight, each with its row on the screen.
fn lines_in_sight(
    app: &App,
    board: &Board,
    page: &OpenDetail,
    inner: Rect,
) -> impl Iterator<Item = (u16, DetailLine)> {
    let cells = inner.width.saturating_sub(2);
    let lines = page_lines(app, board, page, cells.into());
    let top = page.top.min(lines.len().saturating_sub(1));
    (inner.y..inner.bottom()).zip(lines.into_iter().skip(top))
}

/// Where addresses of the web stand in the open detail, while nothing lies on it.
pub(super) fn links(app: &App, area: Rect) -> Vec<ScreenLink> {
    let (Some(board), Some(page), None) = (app.board(), app.trail.last(), &app.overlay) else {
        return Vec::new();
    };
    let inner = Rect {
        x: area.x + 1,
        y: area.y + 1,
        width: area.width.saturating_sub(2),
        height: area.height.saturating_sub(2),
    };
    let lines = lines_in_sight(app, board, page, inner);
    let links = lines.filter_map(|(y, line)| {
        let room = inner.width.saturating_sub(2);
        let width = u16::try_from(line.phrase.width()).unwrap_or(u16::MAX).min(room);
        Some(ScreenLink { x: inner.x + 1, y, width, address: line.address? })
    });
    links.collect()
}
