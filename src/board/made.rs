//! Boards for tests: of a few records, and the shipped ones.

use std::sync::Arc;

use super::{Board, Clock, Index, Query};
use crate::format;

/// A board as of `day`, known then, of what `records` say.
pub fn board(records: &str, day: &str) -> Board {
    of_text(&text(records), Clock::then(day.parse().unwrap()))
}

/// A scenario with one source, `s`, and `records`.
pub fn text(records: &str) -> String {
    let head = "format = 1\n[scenario]\nid = \"made\"\ntitle = \"Made\"\n\
                [[source]]\nid = \"s\"\nname = \"S\"\nkind = \"media\"\n";
    format!("{head}{records}")
}

/// The shipped board of Idlib as of `day`, known then.
pub fn idlib(day: &str) -> Board {
    let text = include_str!("../../scenarios/idlib-2020.toml");
    of_text(text, Clock::then(day.parse().unwrap()))
}

pub fn of_text(text: &str, clock: Clock) -> Board {
    let scenario = format::load(text.as_bytes(), "made").scenario.unwrap();
    Board::new(Arc::new(Index::new(Arc::new(scenario))), clock, Query::default())
}
