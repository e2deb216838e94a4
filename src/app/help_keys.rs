//! Keys while the help or the legend is read.

use super::{
    App, Effect, HelpView, Overlay, Plan,
    list::{Step, moved},
};
use crate::command::{Command, Pressed};

/// Keys while the help is read, or what is looked for in it is typed.
pub(super) fn keys(app: &mut App, mut view: HelpView, pressed: Pressed) -> Vec<Effect> {
    let command = pressed.command();
    if view.is_typing {
        match command {
            Some(Command::Escape) => view = HelpView::default(),
            Some(Command::Accept) => view.is_typing = false,
            _ if view.sought.edit(pressed) => view.top = 0,
            _ => {}
        }
        app.overlay = Some(Overlay::Help(view));
        return Vec::new();
    }
    match command {
        Some(Command::Escape) if !view.sought.text().is_empty() => view = HelpView::default(),
        Some(Command::Escape | Command::Quit) => return Vec::new(),
        Some(Command::Help) => {
            app.overlay = Some(Overlay::Legend { top: 0 });
            return Vec::new();
        }
        Some(Command::Search) => view.is_typing = true,
        _ => {
            let height = Plan::of(app.size, app).overlay_rows(app, &Overlay::Help(view.clone()));
            let last = view.lines(&app.front()).len().saturating_sub(height);
            // The page itself moves, so one step of its top line.
            if let Some(step) = command.and_then(Step::of) {
                view.top = moved(step, view.top, last + 1, height);
            }
        }
    }
    app.overlay = Some(Overlay::Help(view));
    Vec::new()
}

/// Lines that a legend has at most, more or less: it is read off the frame, which is not drawn yet.
const LEGEND: usize = 40;

/// Keys while the legend is read.
pub(super) fn legend_keys(app: &mut App, top: usize, command: Option<Command>) -> Vec<Effect> {
    match command {
        Some(Command::Escape | Command::Quit) => return Vec::new(),
        Some(Command::Help) => {
            app.overlay = Some(Overlay::Help(HelpView::default()));
            return Vec::new();
        }
        _ => {}
    }
    let height = Plan::of(app.size, app).overlay_rows(app, &Overlay::Legend { top });
    let last = LEGEND.saturating_sub(height);
    let top = command.and_then(Step::of).map_or(top, |step| moved(step, top, last + 1, height));
    app.overlay = Some(Overlay::Legend { top });
    Vec::new()
}
