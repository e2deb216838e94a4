//! What a story says of the view: a rule with its title, and its words; and the list of stories.

use ratatui::layout::Rect;

use super::{canvas::Canvas, hint_in};
use crate::{
    app::{App, ListState, Plan, stories},
    command::{Command, Context},
    look::{Phrase, Role, counted, glyph},
    model::{Key, Record, Table},
};

/// Cells for the title of a story.
const TITLE: usize = 60;

pub(super) fn draw(app: &App, plan: &Plan, canvas: &mut Canvas) {
    let (Some(area), Some(told)) = (plan.story, app.told_step()) else { return };
    let rule = glyph::BETWEEN.repeat(area.width.into());
    canvas.line(area.x, area.y, area.width, &Phrase::new(rule, Role::Border));
    let room = area.width.saturating_sub(2);
    let (lines, part, parts) = app.story_lines(room.into(), area.height.saturating_sub(1).into());
    let rest = if parts > 1 { format!(", part {part} of {parts}") } else { String::new() };
    let place = format!("{} of {}: {}{rest}", told.number, told.of, told.title);
    let of = Context::Story;
    let keys = [(Command::NextStep, "on  "), (Command::PreviousStep, "back  ")];
    let keys = keys.into_iter().map(|(command, words)| hint_in(of, command, words));
    let keys = keys.fold(Phrase::plain(" "), Phrase::join);
    let keys = keys.join(hint_in(of, Command::Escape, "leave "));
    let keys = if app.overlay.is_none() { keys } else { Phrase::default() };
    // The number and the title of the step come before the name of the story, and that before keys.
    let title = |words: String| Phrase::new(format!(" {words} "), Role::FocusTitle);
    let whole = title(format!("{}, {place}", told.story));
    let short = title(place);
    let fits = |title: &Phrase, more: usize| title.width() + more + 6 <= usize::from(area.width);
    let (title, keys) = match keys.width() {
        cells if fits(&whole, cells) => (whole, keys),
        cells if fits(&short, cells) => (short, keys),
        _ if fits(&whole, 0) => (whole, Phrase::default()),
        _ => (short, Phrase::default()),
    };
    let cells = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
    let width = cells(title.width()).min(area.width.saturating_sub(4));
    canvas.line(area.x + 2, area.y, width, &title);
    let width = cells(keys.width());
    if width > 0 {
        canvas.line(area.right() - 2 - width, area.y, width, &keys);
    }
    let remarks = told.remarks.len();
    for (y, line) in (area.y + 1..area.bottom()).zip(lines) {
        let role = if remarks > 0 && line.starts_with("! ") { Role::Warning } else { Role::Plain };
        canvas.line(area.x + 1, y, room, &Phrase::new(line, role));
    }
}

pub(super) fn list(app: &App, list: &ListState, area: Rect, canvas: &mut Canvas) {
    let cells = area.width.saturating_sub(2);
    let index = app.open_scenario().and_then(|open| open.index());
    let steps = |story: &Record| {
        let steps = index.map_or(&[][..], |index| index.scenario.table(Table::Step));
        steps.iter().filter(|step| step.parent.as_ref() == Some(&story.id)).count()
    };
    let lines = stories(app).iter().enumerate().skip(list.top);
    for (y, (n, story)) in (area.y..area.bottom()).zip(lines) {
        let title = story.text(Key::Title).map(ToString::to_string).unwrap_or_default();
        let title = Phrase::plain(title).fit(TITLE, Default::default());
        let line = title.and("  ", Role::Plain).and(counted(steps(story), "step"), Role::Dim);
        let line = if n == list.at {
            line.fit(cells.into(), Default::default()).all_in(Role::Selected)
        } else {
            line
        };
        canvas.line(area.x + 1, y, cells, &line);
    }
}
