//! What a reader sets for good, or by a flag; and the keys, which every room that names one asks
//! [`keymap`](crate::command::keymap) for.

use super::{App, Effect, Ring, ScenarioIx};
use crate::{
    look::{Glyphs, Theme},
    model::{PointNotation, Refusal},
};

/// What a reader sets for good, or by a flag.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Settings {
    /// The colours and styles that roles are drawn in.
    pub theme: Theme,
    /// What maps are drawn with.
    pub glyphs: Glyphs,
    /// Whether the board, and not the terminal, puts text that runs from right to left in order.
    pub puts_in_order: bool,
    /// How points are written.
    pub notation: PointNotation,
    /// How the terminal is asked for attention.
    pub ring: Ring,
    /// Whether the board takes the mouse from the terminal.
    pub mouse: bool,
    /// Whether every change is saved at once.
    pub autosave: bool,
    /// Whether nothing is to be changed.
    pub read_only: bool,
}

impl App {
    /// Takes settings, as far as they say something else than those before: what was changed on the
    /// board meanwhile stays.
    pub fn set(&mut self, settings: Settings) -> Vec<Effect> {
        let before = std::mem::replace(&mut self.settings, settings);
        fn take<T: PartialEq>(held: &mut T, before: T, now: T) {
            if now != before {
                *held = now;
            }
        }
        take(&mut self.theme, before.theme, settings.theme);
        take(&mut self.glyphs, before.glyphs, settings.glyphs);
        take(&mut self.puts_in_order, before.puts_in_order, settings.puts_in_order);
        take(&mut self.opening.notation, before.notation, settings.notation);
        take(&mut self.ring, before.ring, settings.ring);
        take(&mut self.autosave, before.autosave, settings.autosave);
        take(&mut self.read_only, before.read_only, settings.read_only);
        let had_mouse = self.mouse;
        take(&mut self.mouse, before.mouse, settings.mouse);
        if self.mouse == had_mouse { Vec::new() } else { vec![Effect::Mouse(self.mouse)] }
    }
}

/// The settings were read again, and the keys with them: what names a key is worked out anew.
pub(super) fn read_again(app: &mut App, result: Result<Settings, Refusal>) -> Vec<Effect> {
    let settings = match result {
        Ok(settings) => settings,
        Err(why) => {
            app.refuse(format!("{why}; what held before holds"));
            return Vec::new();
        }
    };
    app.prefix = None;
    let mut effects = app.set(settings);
    let shown = app.workspace.numbered().filter(|(_, open)| open.shown.is_some());
    let shown: Vec<ScenarioIx> = shown.map(|(n, _)| n).collect();
    effects.extend(shown.into_iter().flat_map(|n| app.derive(n)));
    app.say("the settings were read again");
    effects
}

/// A theme of the reader's own was read again: it takes the place of what it was.
pub(super) fn theme_read(
    app: &mut App,
    result: Result<(Theme, Option<Refusal>), Refusal>,
) -> Vec<Effect> {
    let (theme, doubt) = match result {
        Ok(read) => read,
        Err(why) => {
            app.refuse(format!("{why}; what held before holds"));
            return Vec::new();
        }
    };
    let is_it = |held: &Theme| held.name() == theme.name();
    match app.themes.iter_mut().find(|held| is_it(held)) {
        Some(held) => *held = theme,
        None => app.themes.push(theme),
    }
    for held in [&mut app.theme, &mut app.settings.theme] {
        if is_it(held) {
            *held = theme;
        }
    }
    match doubt {
        Some(doubt) => app.refuse(doubt.to_string()),
        None => app.say(format!("the theme {} was read again", theme.name())),
    }
    Vec::new()
}
