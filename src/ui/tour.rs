//! What the tour says: a rule, a few words, and what to press.

use super::{canvas::Canvas, hint};
use crate::{
    app::{App, Plan, Tour},
    command::Command,
    look::{Phrase, Role, glyph},
};

pub(super) fn draw(app: &App, plan: &Plan, canvas: &mut Canvas) {
    let (Some(area), Some(tour)) = (plan.tour, &app.tour) else { return };
    let act = tour.act();
    let rule = glyph::BETWEEN.repeat(area.width.into());
    canvas.line(area.x, area.y, area.width, &Phrase::new(rule, Role::Border));
    let title = format!(" Tour, {} of {}: {} ", act.step, Tour::STEPS, act.title);
    let title = Phrase::new(title, Role::FocusTitle);
    let cells = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
    canvas.line(area.x + 2, area.y, cells(title.width()), &title);
    let does = Phrase::plain(" ").join(hint(Command::TourOn, "does it  "));
    let keys = does.join(hint(Command::Escape, "leaves "));
    let left = cells(title.width() + keys.width() + 4);
    if app.overlay.is_none() && left < area.width {
        let width = cells(keys.width());
        canvas.line(area.right() - 2 - width, area.y, width, &keys);
    }
    let room = area.width.saturating_sub(2);
    let last = area.bottom().saturating_sub(1);
    for (y, line) in (area.y + 1..last).zip(tour.lines(room.into())) {
        canvas.line(area.x + 1, y, room, &Phrase::plain(line));
    }
    let press = act.press.iter().map(|press| Phrase::new(press.words(), Role::Key));
    let press = Phrase::list(press, "  ").and(format!("  {}", act.leads), Role::Dim);
    canvas.line(area.x + 1, last, room, &Phrase::plain("Press ").join(press));
}
