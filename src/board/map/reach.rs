//! The stretches of routes that patrols covered, to be drawn.

use super::{Age, of_window};
use crate::{
    board::{Board, Reach},
    model::{Coordinates, PatrolOutcome, RecordIx, Table},
};

/// What one patrol certainly covered.
#[derive(Clone, PartialEq, Debug)]
pub struct ReachLine {
    /// Position of the patrol.
    pub patrol: RecordIx,
    /// Along the route; two points at least.
    pub points: Vec<Coordinates>,
    /// How near in time the patrol is to the day that is looked at.
    pub age: Age,
}

/// The patrols that ran and of which it is told from where to where, in the order of their dates.
/// What one may have covered beyond that is not drawn: see [`super::super::Reach::of`].
pub(super) fn reaches(board: &Board) -> Vec<ReachLine> {
    let mut patrols: Vec<RecordIx> =
        board.shown_of(Table::Patrol).filter(|n| ran(board, *n)).collect();
    patrols.sort_by_key(|n| board.date_of(*n).map(|date| (date.latest, date.earliest)));
    let routes = 0..board.geography().routes.len();
    let along = |patrol: RecordIx| {
        let routes = routes.clone().filter(move |route| board.runs_along(patrol, *route));
        routes.filter_map(move |route| {
            let (from, to) = Reach::of(board, patrol, route).sure.filter(|(from, to)| from < to)?;
            let points = board.geography().routes[route].line.part(from, to);
            Some(ReachLine { patrol, points, age: of_window(board, board.date_of(patrol)) })
        })
    };
    patrols.into_iter().flat_map(along).collect()
}

fn ran(board: &Board, patrol: RecordIx) -> bool {
    match board.outcome(board.record(patrol)) {
        Some(PatrolOutcome::Completed | PatrolOutcome::CutShort | PatrolOutcome::Unknown) => {
            !board.is_taken_back(patrol)
        }
        Some(PatrolOutcome::Planned | PatrolOutcome::Cancelled) | None => false,
    }
}
