//! What a command reads: scenarios with their feeds, and the boards of the days that are asked for.

use super::{
    arguments::{Aside, Narrowed, Times},
    leaving,
    meant::opened_places,
    output::say,
    settings::{self, is_cut_short, memory, today},
};
use crate::{
    app::{Opening, Place},
    board::{Board, Feeds, LoadedFile},
    model::{Audience, Day, Refusal},
    runtime::{feeds, files},
};

/// What a place says.
pub(super) fn load(place: &Place) -> Result<LoadedFile, Refusal> {
    let read = files::load(place, None).map(|read| read.loaded);
    let with_feeds = |mut loaded: LoadedFile| {
        feeds::read_all(place, &mut loaded, memory());
        loaded
    };
    read.map(with_feeds).map_err(|fault| format!("{}: {fault}", place.name()).into())
}

/// A place that can be read; one that cannot, or not to its end, is told and remembered.
pub(super) fn read(place: &Place, troubled: &mut bool) -> Option<LoadedFile> {
    let read = load(place);
    match &read {
        Ok(loaded) => *troubled |= is_cut_short(loaded),
        Err(why) => {
            say(&why.to_string());
            *troubled = true;
        }
    }
    read.ok()
}

/// The board of a loaded file on the day it opens, through a filter.
pub(super) fn opened(loaded: &LoadedFile, opening: &Opening) -> Result<Option<Board>, Refusal> {
    let Some(index) = &loaded.index else { return Ok(None) };
    let index = &match opening.audience {
        Audience::Desk => index.clone(),
        Audience::Others => index.for_others(),
        Audience::Public => index.published().0,
    };
    let query = opening.query(&index.scenario).map_err(refused("filter"))?;
    let clock = opening.clock(&index.scenario).map_err(refused("day"))?;
    let without = opening.without(&index.scenario).map_err(refused("voice"))?;
    let index = if without.is_empty() { index.clone() } else { index.without(&without).into() };
    let feeds = Feeds::new(&index, &loaded.feeds);
    let mut board = Board::with_feeds(index, clock, query, feeds.into());
    board.layout.notation = opening.notation;
    Ok(Some(board))
}

/// What is said when what was typed cannot be read.
pub(super) fn refused(what: &'static str) -> impl Fn(Refusal) -> Refusal {
    move |why| Refusal {
        message: format!("the {what} cannot be read: {}", why.message).into(),
        ..why
    }
}

pub(super) fn opening(narrowed: &Narrowed, today: Day) -> Opening {
    let Narrowed { times, filter, aside, .. } = narrowed.clone();
    let Times { as_of, known_by, hindsight } = times;
    let Aside { without, least } = aside;
    let audience = leaving::audience(narrowed);
    let notation = narrowed.coordinates.unwrap_or_else(settings::notation);
    let opening = Opening { filter, without, least, ..Opening::default() };
    Opening { as_of, known_by, hindsight, today, audience, notation, ..opening }
}

/// Every board that is meant, with its loaded file and the name of its file; what does not load is told
/// and remembered.
pub(super) fn each_board(
    narrowed: &Narrowed,
    troubled: &mut bool,
) -> Result<Vec<(Board, LoadedFile, Place)>, Refusal> {
    let opening = opening(narrowed, today());
    let mut boards = Vec::new();
    for place in opened_places(&narrowed.scenarios)? {
        let Some(loaded) = read(&place, troubled) else { continue };
        let loaded = leaving::seen(loaded, &opening, &place.name())?;
        match opened(&loaded, &opening)? {
            Some(board) => boards.push((board, loaded, place)),
            None => {
                say(&format!("{} does not load; `sitboard check` says why", place.name()));
                *troubled = true;
            }
        }
    }
    Ok(boards)
}
