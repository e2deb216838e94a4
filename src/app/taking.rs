//! Keys and pastes on their way to what they are meant for: at once, later, or not at all.

use super::{
    App, Effect, Overlay, entry, keys,
    typed_ahead::{OnTop, Typed},
};
use crate::command::Command;

/// Takes what was typed, unless what has the keys was not shown yet.
pub(super) fn take(app: &mut App, typed: Typed) -> Vec<Effect> {
    let must_wait = app.ahead.must_wait();
    let is_early = must_wait || app.ahead.is_unseen();
    if !is_early || is_for_what_is_there(app, &typed) {
        return at_once(app, typed);
    }
    if !must_wait || !app.ahead.wait(typed) {
        app.tell_given_up();
    }
    Vec::new()
}

/// Whether a key ends the board, whatever has the keys, or asks to leave what was typed and refused,
/// with nothing typed in between.
fn is_for_what_is_there(app: &App, typed: &Typed) -> bool {
    let is = |command| matches!(typed, Typed::Key(key) if keys::is(app, *key, command));
    let stays = takes_text(app) && !app.ahead.has_waiting();
    is(Command::Interrupt) || (stays && is(Command::Escape))
}

fn takes_text(app: &App) -> bool {
    matches!(app.overlay, Some(Overlay::Form(_) | Overlay::Line(_) | Overlay::Prompt(_)))
}

fn at_once(app: &mut App, typed: Typed) -> Vec<Effect> {
    match typed {
        Typed::Key(key) => keys::on_key(app, key),
        Typed::Paste(text) => keys::on_paste(app, &text),
    }
}

/// So many keys that waited are taken between two frames: a long text must not hide the board.
const AT_ONCE: usize = 8;

/// After each message: what waited and may go on does; what came up is noted as not shown yet.
pub(super) fn go_on(app: &mut App, mut before: OnTop, mut is_typed: bool) -> Vec<Effect> {
    let mut effects = Vec::new();
    for nth in 0.. {
        // What waits to be asked is asked as soon as nothing lies on top, and nobody types.
        if app.overlay.is_none() && app.typed.is_empty() && !app.ahead.has_waiting() {
            app.overlay = app.open_scenario_mut().and_then(|open| open.history.asks.take());
            if let Some(Overlay::Clash(_)) = app.overlay {
                entry::show_clashes(app);
            }
        }
        let now = OnTop::of(app);
        if now.surprises(&before, is_typed) {
            let takes_text = takes_text(app);
            app.ahead.came_up(takes_text);
            if !takes_text && app.ahead.give_up() {
                app.tell_given_up();
            }
        }
        if app.overlay.is_none() {
            app.ahead.is_free();
        }
        if nth == AT_ONCE {
            break;
        }
        let Some(typed) = app.ahead.next() else { break };
        (before, is_typed) = (now, true);
        effects.extend(at_once(app, typed));
    }
    effects
}
