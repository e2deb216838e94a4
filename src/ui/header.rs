//! The header: what is looked at, as of when and as known when, and where things stand.

use super::canvas::Canvas;
use crate::{
    app::{App, FileFault, Plan, clock_line, headline},
    command::Command,
    look::{Phrase, Role, shortened},
};

pub(super) fn draw(app: &App, plan: &Plan, canvas: &mut Canvas) {
    let area = plan.header;
    let Some(open) = app.open_scenario() else {
        canvas.line(area.x + 1, area.y, area.width, &Phrase::new("sitboard", Role::Title));
        return;
    };
    let room = usize::from(area.width).saturating_sub(2);
    let name = open.title().to_string();
    let right = clock_line::of(app, room);
    let left = room.saturating_sub(right.width() + 1);
    let title = Phrase::new(shortened(&name, left), Role::FocusTitle);
    let cells = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
    canvas.line(area.x + 1, area.y, cells(left), &title);
    canvas.line(
        area.right().saturating_sub(1 + cells(right.width())),
        area.y,
        cells(right.width()),
        &right,
    );
    let below = clock_line::handling_below(app, &right);
    let room = room.saturating_sub(below.width());
    let x = area.x + 1 + cells(room);
    canvas.line(x, area.y + 1, cells(below.width()), &below);
    if let Some(shown) = app.shown() {
        let lines = headline::drawn(app, shown, plan);
        for (y, line) in (area.y + 1..area.bottom()).zip(lines) {
            canvas.line(area.x + 1, y, cells(room), &line);
        }
    }
    if let Some(banner) = plan.banner {
        canvas.line(banner.x + 1, banner.y, banner.width.saturating_sub(2), &banner_line(app));
    }
}

/// Why the board is no longer what the file says.
fn banner_line(app: &App) -> Phrase {
    let Some(open) = app.open_scenario() else { return Phrase::default() };
    let words = match &open.fault {
        Some(FileFault::Gone) => {
            format!("{} is gone; this is what it said last", open.place.name())
        }
        Some(FileFault::Unreadable(why)) => {
            format!("{} cannot be read: {why}; this is what it said last", open.place.name())
        }
        Some(FileFault::Broken(problems)) => match problems.first() {
            Some(first) => format!(
                "{}:{}:{}: {}; this is the last good board, {} shows the place",
                open.place.name(),
                first.spot.line,
                first.spot.column,
                first.message,
                Command::Problems.key()
            ),
            None => "the file does not load; this is the last good board".to_owned(),
        },
        None => String::new(),
    };
    Phrase::new(words, Role::Severe)
}
