//! A story without a terminal: its steps one after another on a board of its own.

use std::sync::Arc;

use super::{feeds::FeedMemory, headless::settle_within};
use crate::{
    app::{App, begin_story, to_step},
    model::Id,
};

/// What `draw` makes of the board at each step of a story, in order, with the words of the story beside
/// the board and not on it; nothing where the board has no such story.
pub fn frames<T>(
    app: &mut App,
    story: &Id,
    memory: &Arc<FeedMemory>,
    mut draw: impl FnMut(&mut App) -> T,
) -> Vec<T> {
    let effects = begin_story(app, story);
    app.played.iter_mut().for_each(|played| played.is_mute = true);
    settle_within(app, effects, memory);
    let of = app.told_step().map_or(0, |told| told.of);
    let step = |n: usize| {
        let effects = to_step(app, n);
        settle_within(app, effects, memory);
        draw(app)
    };
    (0..of).map(step).collect()
}
