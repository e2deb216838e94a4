//! How far patrols got: the stretch of its route between the two ends that a patrol gives.

use super::{Age, of_window};
use crate::{
    board::Board,
    model::{Coordinates, Id, Key, Outcome, Table},
};

/// What one patrol covered.
#[derive(Clone, PartialEq, Debug)]
pub struct Reach {
    /// Position of the patrol.
    pub patrol: usize,
    /// Along the route; two points at least.
    pub points: Vec<Coordinates>,
    pub age: Age,
}

/// The patrols that ran and whose two ends are places of their route, in the order of their dates:
/// from the first to the last point in between. Towards an end without a point that is the least
/// they covered; of one that gives only kilometres nobody says where it went.
pub(super) fn reaches(board: &Board) -> Vec<Reach> {
    let mut patrols: Vec<usize> = board.shown_of(Table::Patrol).collect();
    patrols.sort_by_key(|n| board.date_of(*n).map(|date| (date.latest, date.earliest)));
    patrols.into_iter().filter_map(|patrol| reach(board, patrol)).collect()
}

fn reach(board: &Board, patrol: usize) -> Option<Reach> {
    let record = board.record(patrol);
    let ran =
        matches!(board.outcome(record)?, Outcome::Completed | Outcome::CutShort | Outcome::Unknown);
    if !ran || board.is_taken_back(patrol) {
        return None;
    }
    let scenario = board.scenario();
    let route = scenario.position(board.shown_id(record, Key::Route)?)?;
    let route = board.geography().routes.iter().find(|known| known.record == route)?;
    let stop = |id: &Id| {
        let place = scenario.position(id)?;
        route.stops.iter().position(|stop| stop.place == place)
    };
    let from = stop(board.shown_id(record, Key::From)?)?;
    let to = stop(board.shown_id(record, Key::To)?)?;
    let covered = || route.stops[from.min(to)..=from.max(to)].iter();
    let points = covered().filter_map(|stop| stop.chainage_km);
    let (first, last) = (points.clone().next()?, points.clone().next_back()?);
    let points = route.line.part(first, last);
    let age = of_window(board, board.date_of(patrol));
    (first < last).then_some(Reach { patrol, points, age })
}
