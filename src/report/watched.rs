//! What a watch tells, in lines and for scripts.

use serde_json::Value as Json;

use super::rows::placed;
use crate::{
    board::{Board, WatchedChange},
    model::clean,
    panel::Object,
};

/// `2020-07-14 idlib-2020: Raids: alarm, 2 in 7 days; it was watch`
pub fn watched_line(board: &Board, change: &WatchedChange) -> String {
    let (day, id) = (board.clock.as_of, &board.scenario().header.id);
    format!("{day} {id}: {}\n", clean(&change.words))
}

/// The same as a line of JSON, with what lets it stand alone.
pub fn watched_json(board: &Board, change: &WatchedChange, file: &str) -> String {
    // Only maps with other keys than strings, and they have none, could fail to serialise.
    let told = serde_json::to_value(change).unwrap_or_default();
    let Json::Object(told) = told else { return String::new() };
    let row = placed(board, vec![Object::from_iter(told)], file);
    row.into_iter().map(|row| format!("{row}\n")).collect()
}
