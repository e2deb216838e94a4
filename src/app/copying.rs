//! What is copied: asked for here, put into words and handed on by the runtime.

use super::{App, Copied, CopyForm, CopyRequest, Effect};
use crate::model::Refusal;

/// Has something copied.
pub(super) fn copy(app: &mut App, form: CopyForm) -> Vec<Effect> {
    let Some((open, shown)) = app.open_scenario().zip(app.shown()) else { return Vec::new() };
    let subject = match app.trail.last() {
        Some(page) => shown.board.subject(&page.subject),
        None => app.selected_subject(app.focus),
    };
    let (shown, place) = (shown.clone(), open.place.clone());
    let request = CopyRequest { form, shown, place, panel: app.focus, subject };
    vec![Effect::Copy(Box::new(request))]
}

/// Tells what was copied, or why nothing was.
pub(super) fn copied(app: &mut App, result: Result<Copied, Refusal>) -> Vec<Effect> {
    match result {
        Ok(copied) => {
            app.say(copied.words);
            copied.to_terminal.map(Effect::Clipboard).into_iter().collect()
        }
        Err(why) => {
            app.refuse(why.to_string());
            Vec::new()
        }
    }
}
