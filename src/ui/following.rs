//! After the first of two keys: what may follow it, in a box above the footer.

use ratatui::layout::Rect;

use super::{canvas::Canvas, hint_in};
use crate::{
    app::{App, Plan, unavailable},
    command::{Command, keymap},
    look::{Phrase, Role},
    panel::describe,
};

/// Cells of a column at least, where there are several, and lines of the box at most where more
/// columns have room.
const COLUMN: u16 = 34;
const LINES: u16 = 14;

/// Draws what may follow the key that waits for a second.
pub fn draw(app: &App, plan: &Plan, canvas: &mut Canvas) {
    let Some(first) = app.pending() else { return };
    let context = app.context();
    let front = app.front();
    let following = keymap().following(context, first);
    let lines: Vec<Phrase> = following
        .iter()
        .map(|(stroke, command)| {
            let role = if unavailable(app, *command).is_some() { Role::Dim } else { Role::Plain };
            Phrase::new(format!("{:<6}", stroke.to_string()), Role::Key)
                .and(describe(command.row(), &front), role)
        })
        .collect();
    let body = plan.body;
    let count = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    let most = body.height.saturating_sub(2).max(1);
    let columns = count.div_ceil(LINES.min(most)).clamp(1, (body.width / COLUMN).max(1));
    let rows = count.div_ceil(columns).min(most);
    let widest = lines.iter().map(Phrase::width).max().unwrap_or(0);
    let widest = u16::try_from(widest).unwrap_or(u16::MAX).saturating_add(2);
    let room = body.width.saturating_sub(3) / columns;
    let column = widest.min(room);
    let width = (column * columns + 3).max(24).min(body.width);
    let height = (rows + 2).min(body.height);
    let area = Rect { x: body.right() - width, y: body.bottom() - height, width, height };
    let title = Phrase::new(format!(" {first} and then "), Role::FocusTitle);
    let close = Phrase::plain(" ").join(hint_in(context, Command::Escape, "closes "));
    let inner = canvas.on_top(area, title, close);
    for (nth, line) in (0..).zip(&lines) {
        let (at, row): (u16, u16) = (nth / rows, nth % rows);
        if at < columns {
            let x = inner.x + 1 + at * column;
            canvas.line(x, inner.y + row, column.saturating_sub(1), line);
        }
    }
}
