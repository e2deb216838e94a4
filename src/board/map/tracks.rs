//! The tracks of patrols, to be drawn: where they were, off the route too, and nothing over a gap.

use super::{Age, of_window};
use crate::{
    board::{Board, track::KeptPoint},
    model::{Coordinates, RecordIx, Table},
};

/// Points of a track that are drawn: a map needs no more than it can show.
const MOST_DRAWN: usize = 2_000;

/// Where a patrol was, as measured.
#[derive(Clone, PartialEq, Debug)]
pub struct TrackLine {
    /// Position of the patrol.
    pub patrol: RecordIx,
    /// Its parts between gaps.
    pub parts: Vec<Vec<Coordinates>>,
    /// How near in time the patrol is to the day that is looked at.
    pub age: Age,
}

/// The tracks of the patrols that pass the filter, in the order of their dates.
pub(super) fn tracks(board: &Board) -> Vec<TrackLine> {
    let patrols = board.shown_of(Table::Patrol).filter(|n| !board.is_taken_back(*n));
    let mut patrols: Vec<RecordIx> = patrols.collect();
    patrols.sort_by_key(|n| board.date_of(*n).map(|date| (date.latest, date.earliest)));
    let line = |patrol: RecordIx| {
        let file = board.track(patrol)?.file?.ok()?;
        let age = of_window(board, board.date_of(patrol));
        Some(TrackLine { patrol, parts: parts(&file.points), age })
    };
    patrols.into_iter().filter_map(line).collect()
}

fn parts(points: &[KeptPoint]) -> Vec<Vec<Coordinates>> {
    let each = points.len().div_ceil(MOST_DRAWN).max(1);
    let mut parts: Vec<Vec<Coordinates>> = Vec::new();
    for (n, point) in points.iter().enumerate() {
        let is_last = points.get(n + 1).is_none_or(|next| next.gap.is_some());
        match parts.last_mut().filter(|_| point.gap.is_none()) {
            Some(part) if is_last || n % each == 0 => part.push(point.at),
            Some(_) => {}
            None => parts.push(vec![point.at]),
        }
    }
    parts
}
