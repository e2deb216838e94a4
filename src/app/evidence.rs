//! The evidence of the record whose detail is open: asked for, and only then opened.

use super::{App, Ask, Effect, Overlay, Purpose, on_top::prompt};
use crate::model::{Clean, Evidence, Refusal};

/// Asks whether a file of the record whose detail is open is to be opened; where there is none, whose
/// voices are put aside.
pub(super) fn ask_or_put_aside(app: &mut App) {
    match files(app) {
        files if files.is_empty() => prompt(app, Purpose::Without),
        files => app.overlay = Some(Overlay::Ask(Ask::OpenEvidence { files, at: 0 })),
    }
}

/// The files of the record whose detail is open, as far as they are known by the day.
fn files(app: &App) -> Vec<Evidence> {
    let (Some(board), Some(page)) = (app.board(), app.trail.last()) else { return Vec::new() };
    let Some(record) = page.record(board) else { return Vec::new() };
    let mut files: Vec<Evidence> = Vec::new();
    for (_, file) in board.evidence(board.record(record)) {
        // Two voices may show the same.
        if !files.iter().any(|known| (&known.file, &known.sha256) == (&file.file, &file.sha256)) {
            files.push(file.clone());
        }
    }
    files
}

/// Has a file opened that somebody said yes to.
pub(super) fn open(app: &mut App, file: Evidence) -> Vec<Effect> {
    let Some(place) = app.open_scenario().map(|open| open.place.clone()) else {
        return Vec::new();
    };
    app.say(format!("verifying {} …", file.file));
    vec![Effect::OpenEvidence { place, file: Box::new(file) }]
}

/// Tells what came of that.
pub(super) fn opened(app: &mut App, result: Result<Clean, Refusal>) -> Vec<Effect> {
    match result {
        Ok(words) => app.say(words),
        Err(why) => app.refuse(why.to_string()),
    }
    Vec::new()
}
