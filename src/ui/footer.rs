//! The footer: what is typed, what was said, or the keys that matter here.

use super::{canvas::Canvas, form, hint_in, typing::field};
use crate::{
    app::{App, Feeding, Overlay, Plan, Prompt, chosen_bulletin},
    board::Figure,
    command::{Command, Context},
    look::{Phrase, Role, width},
    model::{Key, clean},
    panel::Panel,
};

/// Draws the footer; where text is typed, says where the cursor stands.
pub fn draw(app: &App, plan: &Plan, canvas: &mut Canvas) -> Option<(u16, u16)> {
    let area = plan.footer;
    let (x, room) = (area.x + 1, area.width.saturating_sub(2));
    if let Some(Overlay::Prompt(prompt)) = &app.overlay {
        return Some(typed(prompt, (x, area.y), room, canvas));
    }
    // What was just said is read whole: what stands on the right gives way to it, but for its end.
    let said = app.notice.as_ref().map_or(0, |notice| width(&notice.words));
    let fits = |right: &Phrase| said + right.width() + 3 <= usize::from(room);
    let forms = [Some(area.width >= WIDE), Some(false), None].map(|in_full| state(app, in_full));
    let right = forms.iter().find(|right| fits(right)).unwrap_or(&forms[2]);
    let right_width = u16::try_from(right.width()).unwrap_or(0);
    let room_left = usize::from(room.saturating_sub(right_width + 2));
    let left = match &app.notice {
        Some(notice) => {
            let role = if notice.is_refusal { Role::Warning } else { Role::Plain };
            let notice = Phrase::new(notice.words.to_string(), role);
            // What was said does not take the keys away: as many as have room stand behind it.
            let hints = hints(app, room_left.saturating_sub(notice.width() + BESIDE));
            let gap = if hints.is_empty() { 0 } else { BESIDE };
            notice.and(" ".repeat(gap), Role::Plain).join(hints)
        }
        None => hints(app, room_left),
    };
    if right_width + 10 < room {
        canvas.line(x, area.y, room - right_width - 1, &left);
        canvas.line(area.right() - 1 - right_width, area.y, right_width, right);
    } else {
        canvas.line(x, area.y, room, &left);
    }
    None
}

/// Cells between what was said and the keys.
const BESIDE: usize = 3;

/// The line being typed, and why it cannot be used.
fn typed(prompt: &Prompt, (x, y): (u16, u16), room: u16, canvas: &mut Canvas) -> (u16, u16) {
    let head = Phrase::new(format!("{}: ", prompt.purpose.word()), Role::Key);
    let cells = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
    canvas.line(x, y, room, &head);
    let (x, room) = (x + cells(head.width()), room.saturating_sub(cells(head.width())));
    let cursor = field(&prompt.input, (x, y), room, canvas);
    if let Some(note) =
        prompt.note.as_ref().filter(|_| prompt.error.is_none() && prompt.input.text().is_empty())
    {
        canvas.line(x.saturating_add(2), y, room.saturating_sub(2), &Phrase::dim(note.to_string()));
    }
    if let Some(error) = &prompt.error {
        let behind = cells(width(&clean(prompt.input.text()))).saturating_add(3);
        let error = Phrase::new(error.to_string(), Role::Severe);
        canvas.line(x.saturating_add(behind), y, room.saturating_sub(behind), &error);
    }
    cursor
}

/// As many hints as fit, the most useful first.
fn hints(app: &App, room: usize) -> Phrase {
    let hints = match &app.overlay {
        Some(Overlay::Form(typed)) => form::keys(typed),
        Some(Overlay::Line(line)) => {
            let of = Context::Line;
            let mut keys = vec![hint_in(of, Command::FinishLine, "write")];
            keys.extend(
                line.offer.iter().map(|_| hint_in(of, Command::NewReferenced, "make the place")),
            );
            let is_last = line.taken_over().any(|(key, _)| *key == Key::Source);
            keys.extend(is_last.then(|| hint_in(of, Command::ClearDefaults, "not as last time")));
            keys.push(hint_in(of, Command::Escape, "leave"));
            keys
        }
        Some(overlay) => of_overlay(overlay),
        None => of_commands(app),
    };
    let mut line = Phrase::default();
    for next in hints {
        if line.width() + next.width() + 2 > room {
            break;
        }
        line = if line.is_empty() { next } else { line.and("  ", Role::Plain).join(next) };
    }
    line
}

/// The keys of what lies on top.
fn of_overlay(overlay: &Overlay) -> Vec<Phrase> {
    let commands: &[(Command, &str)] = match overlay {
        Overlay::Help(view) if view.is_typing => {
            &[(Command::Accept, "read"), (Command::Escape, "all of it")]
        }
        Overlay::Help(_) => &[
            (Command::Search, "find"),
            (Command::Help, "marks on the screen"),
            (Command::Down, "down"),
            (Command::PageDown, "a page down"),
            (Command::Escape, "close"),
        ],
        Overlay::Legend { .. } => {
            &[(Command::Help, "keys"), (Command::Down, "down"), (Command::Escape, "close")]
        }
        Overlay::Palette(_) | Overlay::Picker { .. } => &[
            (Command::Choose, "open"),
            (Command::NextEntry, "next"),
            (Command::PreviousEntry, "before"),
            (Command::Escape, "close"),
        ],
        Overlay::Problems { .. } => &[(Command::Down, "down"), (Command::Escape, "close")],
        Overlay::Changes { .. } => &[
            (Command::Down, "down"),
            (Command::Choose, "detail"),
            (Command::Baseline, "since another day"),
            (Command::Escape, "close"),
        ],
        Overlay::Views { .. } => &[
            (Command::Choose, "look so"),
            (Command::ForgetView, "forget"),
            (Command::Escape, "close"),
        ],
        Overlay::Stories { .. } => &[(Command::Choose, "tell it"), (Command::Escape, "close")],
        Overlay::Page { .. } => &[
            (Command::PageDown, "a page down"),
            (Command::SaveReport, "save"),
            (Command::Escape, "close"),
        ],
        // They say their keys themselves.
        Overlay::Clash(_) | Overlay::Ask(_) => &[(Command::Escape, "leave")],
        Overlay::Prompt(_) | Overlay::Form(_) | Overlay::Line(_) => &[],
    };
    commands.iter().map(|(command, words)| hint_in(overlay.context(), *command, words)).collect()
}

/// Whether the corridor can be drawn along more than one route.
fn has_routes(app: &App) -> bool {
    app.board().is_some_and(|board| board.geography().routes.len() > 1)
}

fn of_commands(app: &App) -> Vec<Phrase> {
    let is_told = app.trail.is_empty() && app.context() == Context::Story;
    let commands: &[(Command, &str)] = if is_told {
        &[
            (Command::NextStep, "on in the story"),
            (Command::PreviousStep, "back in it"),
            (Command::Escape, "leave it"),
            (Command::Help, "help"),
            (Command::Open, "detail"),
            (Command::Quit, "quit"),
        ]
    } else if app.trail.is_empty() && app.focus == Panel::Map {
        &[
            (Command::Help, "help"),
            (Command::Escape, "back to the board"),
            (Command::Closer, "closer"),
            (Command::Farther, "farther"),
            (Command::Whole, "all"),
            (Command::NextRow, "next row"),
            (Command::Open, "detail"),
            (Command::NextChange, "day on"),
            (Command::Play, "play"),
            (Command::Filter, "filter"),
            (Command::Quit, "quit"),
        ]
    } else if app.trail.is_empty() && app.focus == Panel::Agreement {
        &[
            (Command::Help, "help"),
            (Command::Escape, "back to the board"),
            (Command::NextPanel, "next page"),
            (Command::Open, "detail"),
            (Command::Whole, "clause closed or open"),
            (Command::PreviousChange, "day back"),
            (Command::NextChange, "day on"),
            (Command::Hindsight, "hindsight"),
            (Command::Search, "search"),
            (Command::Quit, "quit"),
        ]
    } else if app.trail.is_empty() && app.focus == Panel::Corridor && has_routes(app) {
        &[
            (Command::Help, "help"),
            (Command::Escape, "back to the board"),
            (Command::NextPanel, "next page"),
            (Command::Open, "detail"),
            (Command::Whole, "next route"),
            (Command::PreviousChange, "day back"),
            (Command::NextChange, "day on"),
            (Command::Hindsight, "hindsight"),
            (Command::Search, "search"),
            (Command::Quit, "quit"),
        ]
    } else if app.trail.is_empty() && app.front().is_page(app.focus) {
        &[
            (Command::Help, "help"),
            (Command::Escape, "back to the board"),
            (Command::NextPanel, "next page"),
            (Command::Open, "detail"),
            (Command::PreviousChange, "day back"),
            (Command::NextChange, "day on"),
            (Command::Hindsight, "hindsight"),
            (Command::Search, "search"),
            (Command::Filter, "filter"),
            (Command::Quit, "quit"),
        ]
    } else if app.trail.is_empty() {
        &[
            (Command::Help, "help"),
            (Command::Palette, "commands"),
            (Command::NextPanel, "panels"),
            (Command::Open, "detail"),
            (Command::NextChange, "day on"),
            (Command::Hindsight, "hindsight"),
            (Command::Changes, "changes"),
            (Command::Search, "search"),
            (Command::Filter, "filter"),
            (Command::Scenarios, "scenarios"),
            (Command::Quit, "quit"),
        ]
    } else {
        &[
            (Command::Help, "help"),
            (Command::Down, "next reference"),
            (Command::Open, "follow"),
            (Command::Back, "back"),
            (Command::Right, "more voices"),
            (Command::Escape, "close"),
        ]
    };
    commands.iter().map(|(command, words)| hint_in(app.context(), *command, words)).collect()
}

/// Columns from which on what the day keeps out of sight is told in full.
const WIDE: u16 = 100;

/// What the day keeps out of sight.
fn later(later: &Figure, is_wide: bool) -> Phrase {
    let words = match (is_wide, later.text().as_str()) {
        (true, "1") => " record after this day",
        (true, _) => " records after this day",
        (false, _) => " later",
    };
    Phrase::figure(later.text(), Role::Dim, &later.name()).and(words, Role::Dim)
}

/// The filter with how much it leaves, what the day keeps out of sight in full, in short or not at
/// all, and which scenario is open.
fn state(app: &App, later_in_full: Option<bool>) -> Phrase {
    let Some(open) = app.open_scenario() else { return Phrase::default() };
    let mut parts = Vec::new();
    if let (false, Some(shown)) = (open.view.query.is_empty(), app.shown()) {
        let sheets = || app.front().panels().into_iter().filter_map(|panel| shown.sheet(panel));
        let rows: usize = sheets().map(|sheet| sheet.rows.listed(0).1).sum();
        let total: usize = sheets().map(|sheet| sheet.total).sum();
        let text = crate::look::fit(open.view.query.text(), 30);
        parts.push(Phrase::new(format!("filter: {text} ({rows} of {total})"), Role::Warning));
    }
    let bulletin = chosen_bulletin(app).map(|called| crate::look::fit(&called, 24));
    let bulletin = bulletin.map(|called| format!("bulletin: {}", called.trim_end()));
    parts.extend(bulletin.map(|words| Phrase::new(words, Role::Warning)));
    let hidden = app.shown().and_then(|shown| shown.later.as_ref());
    parts.extend(hidden.zip(later_in_full).map(|(hidden, in_full)| later(hidden, in_full)));
    if app.mouse {
        parts.push(Phrase::dim("mouse"));
    }
    parts.extend(open.feeds.iter().map(feed));
    let name = open.called();
    let place = if app.workspace.count() > 1 {
        format!("{name} {}/{}", app.current.index() + 1, app.workspace.count())
    } else {
        name.to_string()
    };
    parts.push(Phrase::dim(place));
    Phrase::list(parts, "  ")
}

/// What a feed is, or how far it was read.
fn feed(feed: &Feeding) -> Phrase {
    let id = &feed.request.id;
    match &feed.result {
        None if feed.is_stopped => Phrase::new(format!("{id}: not read"), Role::Warning),
        None => Phrase::dim(format!("{id}: reading")),
        Some(Err(_)) => Phrase::new(format!("{id}: not read"), Role::Warning),
        Some(Ok(file)) if file.is_full => {
            Phrase::new(format!("{id}: memory full at {} rows", file.rows.len()), Role::Warning)
        }
        Some(Ok(file)) if feed.is_stopped && !file.is_whole => {
            Phrase::new(format!("{id}: stopped at {} rows", file.rows.len()), Role::Warning)
        }
        Some(Ok(file)) if !file.is_whole => {
            Phrase::dim(format!("{id}: {} rows so far", file.rows.len()))
        }
        Some(Ok(file)) => Phrase::dim(format!("{id}: {}", file.reading.dialect.brief())),
    }
}
