//! A record that was written here already, word for word: it is asked about before it is written
//! once more.

use super::Ask;
use crate::{
    app::{App, Effect, Overlay, history::make},
    format::edit::Edit,
};

/// Writes a new record, unless the very same was written on this board before and still stands:
/// then it is asked whether it is meant.
pub fn write_new(app: &mut App, name: String, edits: Vec<Edit>, typed: Overlay) -> Vec<Effect> {
    if is_written(app, &edits) {
        app.repeat = Some((name, edits, typed));
        app.overlay = Some(Overlay::Ask(Ask::Again));
        return Vec::new();
    }
    make(app, name, edits, Some(typed))
}

/// What was undone does not stand any more.
fn is_written(app: &App, edits: &[Edit]) -> bool {
    let Some(new @ Edit::AddRecord(_)) = edits.last() else { return false };
    let done = app.open_scenario().into_iter().flat_map(|open| &open.history.done);
    done.flat_map(|step| &step.edits).any(|edit| edit == new)
}
