//! Where a record or the row of a feed lies: to which corridor and to which road.

use crate::{
    board::{Board, Ground, Located, Stands, Subject},
    look::Phrase,
};

/// Where a record or the row of a feed lies; `None` without a point.
pub fn located(board: &Board, subject: Subject) -> Option<Located<'_>> {
    match subject {
        Subject::Record(record) => board.located(record),
        Subject::FeedRow(at) => board.located_row(at),
    }
}

pub(super) fn ground(board: &Board, subject: Subject) -> Option<Ground> {
    located(board, subject).map(|located| Ground::at(board, &located))
}

pub(super) fn corridor_of(stands: Option<Stands>) -> Phrase {
    match stands {
        Some(stands @ (Stands::Inside | Stands::Outside)) => Phrase::plain(stands.word()),
        Some(Stands::CannotSay) => Phrase::dim(Stands::CannotSay.word()),
        None => Phrase::default(),
    }
}

/// In which corridor a row lies, and how far from which road and along it.
pub fn lies(board: &Board, subject: Subject) -> Vec<Phrase> {
    let Some(ground) = ground(board, subject) else { return Vec::new() };
    let route = ground.route.map(|n| board.geography().routes[n].record);
    let route = route.map(|n| board.short_place(&board.record(n).id));
    let to_route = ground.km.zip(route).map_or_else(Phrase::default, |(km, route)| {
        let side = ground.side.map(|side| format!(" {} of", side.word())).unwrap_or_default();
        let to = if side.is_empty() { " from" } else { side.as_str() };
        let along = ground.chainage_km.unwrap_or_default();
        Phrase::plain(format!("{km:.0} km{to} {route}, at its km {along:.0}"))
    });
    let corridor = corridor_of(ground.corridor);
    let corridor =
        if corridor.is_empty() { corridor } else { Phrase::dim("corridor: ").join(corridor) };
    [corridor, to_route].into_iter().filter(|phrase| !phrase.is_empty()).collect()
}
