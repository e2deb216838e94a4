//! A record that was written here a moment ago, word for word: it is asked about before it is
//! written once more. Later it is no slip of the hand: two reports may read the same.

use super::Ask;
use crate::{
    app::{App, Effect, Overlay, history::make},
    format::edit::Edit,
};

/// Seconds within which the very same is more likely a key that was pressed twice.
const MOMENT: i64 = 60;

/// Writes a new record, unless the very same was written on this board within a minute and still
/// stands: then it is asked whether it is meant.
pub fn write_new(app: &mut App, name: String, edits: Vec<Edit>, typed: Overlay) -> Vec<Effect> {
    // A clock may be put back meanwhile.
    let now = app.now;
    app.just_written.retain(|(_, then)| (now - *then).num_seconds().abs() < MOMENT);
    if is_written(app, &edits) {
        app.repeat = Some((name, edits, typed));
        app.overlay = Some(Overlay::Ask(Ask::Again));
        return Vec::new();
    }
    write_anyway(app, name, edits, typed)
}

/// Writes a new record, whatever was written before.
pub fn write_anyway(app: &mut App, name: String, edits: Vec<Edit>, typed: Overlay) -> Vec<Effect> {
    let now = app.now;
    app.just_written.extend(edits.last().cloned().map(|new| (new, now)));
    make(app, name, edits, Some(typed))
}

/// What was undone does not stand any more.
fn is_written(app: &App, edits: &[Edit]) -> bool {
    let Some(new @ Edit::AddRecord(_)) = edits.last() else { return false };
    let is_new = app.just_written.iter().any(|(written, _)| written == new);
    let mut done = app.open_scenario().into_iter().flat_map(|open| &open.history.done);
    is_new && done.any(|step| step.edits.contains(new))
}
