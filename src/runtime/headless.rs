//! The board without a terminal: the same update and draw, with every effect done at once.

use std::sync::{Mutex, PoisonError};

use super::feeds;
use super::files;
use super::keeping::Keeping;
use crate::app::{App, Effect, Message, Recall, Shown, update};

/// Does effects, and those that follow from them, until none is left. What would touch the world
/// is dropped. True when the board wanted to quit.
pub fn settle(app: &mut App, effects: Vec<Effect>) -> bool {
    let mut left = effects;
    while let Some(effect) = (!left.is_empty()).then(|| left.remove(0)) {
        let message = match effect {
            Effect::Load { volume, place, before } => {
                Message::Loaded { volume, result: files::load(&place, before.as_ref()) }
            }
            Effect::Feed { volume, place, wishes } => {
                let mut fed = Vec::new();
                for (wish, before) in wishes {
                    let mut last = None;
                    let run = feeds::Runs::default().begin(volume);
                    feeds::fetch(&place, &wish, before.as_ref(), &run, &mut |result| {
                        last = Some(result);
                    });
                    fed.extend(last.map(|result| Message::Fed { volume, wish, result }));
                }
                left.extend(fed.into_iter().flat_map(|message| update(app, message)));
                continue;
            }
            Effect::ReadRow { volume, place, file, at } => {
                Message::Row { volume, at, text: feeds::row(&place, &file, at) }
            }
            Effect::Search { volume, place, files, text } => {
                let found = Mutex::new(Vec::new());
                let keep = |rows: Vec<_>, _| {
                    found.lock().unwrap_or_else(PoisonError::into_inner).extend(rows);
                };
                feeds::search(&place, &files, &text, &feeds::Runs::default().begin(volume), &keep);
                let rows = found.into_inner().unwrap_or_else(PoisonError::into_inner);
                Message::Found { volume, text, rows, is_over: true }
            }
            Effect::Derive(request) => {
                let (volume, generation) = (request.volume, request.generation);
                Message::Derived { volume, generation, shown: Shown::derive(*request).into() }
            }
            Effect::Recall { volume, from } => {
                // What a reader closed is the reader's: no picture depends on it.
                let result = match &from {
                    Recall::Closed { .. } => Err("no board was closed here before".into()),
                    Recall::File(_) => files::recall(&from),
                };
                Message::Recalled { volume, from, result }
            }
            Effect::Write(writing) => {
                Message::Written { volume: writing.volume, page: files::page(&writing) }
            }
            Effect::Turn { volume, place, text, file, turn } => {
                let result = Keeping::nowhere().turn(volume, &place, (&text, file), &turn);
                Message::Turned { volume, turn, result }
            }
            Effect::Quit => return true,
            Effect::Warm { .. }
            | Effect::Tick { .. }
            | Effect::Save { .. }
            | Effect::Store(_)
            | Effect::Probe { .. }
            | Effect::LookForLeftOver { .. }
            | Effect::Forget(_)
            | Effect::Discard
            | Effect::Edit { .. }
            | Effect::Follow(_)
            | Effect::Mouse(_)
            | Effect::Redraw
            | Effect::Suspend => continue,
        };
        left.extend(update(app, message));
    }
    false
}
