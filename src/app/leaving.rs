//! Leaving the board: not while something is under way, and not over what is unsaved without a
//! question.

use super::{App, Ask, Effect, Overlay};

/// Leaves the board at once: what was asked for is waited for a moment, and what is lost is said.
pub(super) fn interrupt(app: &mut App) -> Vec<Effect> {
    app.is_interrupted = true;
    vec![Effect::Quit]
}

/// Leaves the board, unless something is not saved yet.
pub fn leave(app: &mut App) -> Vec<Effect> {
    if app.workspace.iter().any(|open| open.history.is_busy()) {
        app.leaving = true; // it goes when what was asked for before is done
        return Vec::new();
    }
    if app.is_unsaved() && !app.is_practice {
        app.overlay = Some(Overlay::Ask(Ask::Leave));
        return Vec::new();
    }
    quit(app)
}

/// Leaves the board: what is unsaved is discarded, and what was discarded before is forgotten.
pub(super) fn quit(app: &App) -> Vec<Effect> {
    let discarded = app.workspace.numbered().filter(|(_, open)| open.history.discarded.is_some());
    let forgotten = discarded.map(|(n, _)| Effect::Forget(n));
    forgotten.chain([Effect::Discard, Effect::Quit]).collect()
}

/// A board that is to be left goes when nothing is under way any more; what could not be saved is
/// asked about.
pub(super) fn leaves(app: &mut App) -> Vec<Effect> {
    let is_busy = app.workspace.iter().any(|open| open.history.is_busy());
    if !app.leaving || is_busy {
        return Vec::new();
    }
    app.leaving = false;
    leave(app)
}
