//! The list of views that are kept.

use ratatui::layout::Rect;

use super::canvas::Canvas;
use crate::{
    app::{App, ListState},
    command::Command,
    look::{Phrase, Role},
};

/// Cells for the name of a view.
const NAME: usize = 24;

pub(super) fn list(app: &App, list: &ListState, area: Rect, canvas: &mut Canvas) {
    let cells = area.width.saturating_sub(2);
    let Some(open) = app.open_scenario() else { return };
    let line = |name: &str, words: &str| {
        let name = Phrase::plain(name).fit(NAME, Default::default());
        name.and("  ", Role::Plain).and(words, Role::Dim)
    };
    let opens = line("as it opens", "its own day and front, no filter, everybody speaks");
    let named = open.views.named.iter().map(|named| line(&named.name, &named.view.in_words()));
    let lines = std::iter::once(opens).chain(named).enumerate().skip(list.top);
    for (y, (n, line)) in (area.y..area.bottom()).zip(lines) {
        let line = if n == list.at {
            line.fit(cells.into(), Default::default()).all_in(Role::Selected)
        } else {
            line
        };
        canvas.line(area.x + 1, y, cells, &line);
    }
    if open.views.named.is_empty() && area.height > 2 {
        let words =
            format!("{} keeps how the board is looked at under a name", Command::KeepView.key());
        canvas.line(area.x + 1, area.y + 2, cells, &Phrase::dim(words));
    }
}
