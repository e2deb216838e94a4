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
            Effect::Load { scenario, place, before } => {
                Message::Loaded { scenario, result: files::load(&place, before.as_ref()) }
            }
            Effect::Feed { scenario, place, requests } => {
                let mut feed_rows = Vec::new();
                for (request, before) in requests {
                    let mut last = None;
                    let run = feeds::Runs::default().begin(scenario);
                    feeds::fetch(&place, &request, before.as_ref(), &run, &mut |result| {
                        last = Some(result);
                    });
                    feed_rows.extend(last.map(|result| Message::FeedRead {
                        scenario,
                        request,
                        result,
                    }));
                }
                left.extend(feed_rows.into_iter().flat_map(|message| update(app, message)));
                continue;
            }
            Effect::ReadRow { scenario, place, file, at } => {
                Message::Row { scenario, at, text: feeds::row(&place, &file, at) }
            }
            Effect::Search { scenario, place, files, text } => {
                let found = Mutex::new(Vec::new());
                let keep = |rows: Vec<_>, _| {
                    found.lock().unwrap_or_else(PoisonError::into_inner).extend(rows);
                };
                feeds::search(
                    &place,
                    &files,
                    &text,
                    &feeds::Runs::default().begin(scenario),
                    &keep,
                );
                let rows = found.into_inner().unwrap_or_else(PoisonError::into_inner);
                Message::Found { scenario, text, rows, is_over: true }
            }
            Effect::Derive(request) => {
                let (scenario, generation) = (request.scenario, request.generation);
                Message::Derived { scenario, generation, shown: Shown::derive(*request).into() }
            }
            Effect::Recall { scenario, from } => {
                // What a reader closed is the reader's: no picture depends on it.
                let result = match &from {
                    Recall::Closed { .. } => Err("no board was closed here before".into()),
                    Recall::File(_) => files::recall(&from),
                };
                Message::Recalled { scenario, from, result }
            }
            Effect::ComposeReport(request) => {
                Message::ReportComposed { scenario: request.scenario, page: files::page(&request) }
            }
            Effect::ApplyTransaction { scenario, place, text, file, transaction } => {
                let result =
                    Keeping::nowhere().transaction(scenario, &place, (&text, file), &transaction);
                Message::TransactionSettled { scenario, transaction, result }
            }
            Effect::Quit => return true,
            Effect::Warm { .. }
            | Effect::Tick { .. }
            | Effect::WriteReport { .. }
            | Effect::SaveScenario(_)
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
