//! Zones on the map: those that hold on the day that is looked at, with their edges.

use super::Extent;
use crate::{
    board::{Board, Stands, outlines},
    model::{Coordinates, Key, RecordIx, ZoneKind},
};

/// A zone that is drawn.
#[derive(Clone, PartialEq, Debug)]
pub struct MapZone {
    /// Position of the zone.
    pub record: RecordIx,
    /// What holds in it; `None` where nobody says by now.
    pub kind: Option<ZoneKind>,
    /// Its edges as each voice draws them.
    pub lines: Vec<Vec<Coordinates>>,
    /// Where its name stands: in its middle.
    pub middle: Coordinates,
    /// Whether it certainly holds.
    pub is_certain: bool,
}

/// The zones that hold on the day that is looked at, certainly or perhaps, and have edges.
pub(super) fn zones(board: &Board) -> Vec<MapZone> {
    let known = board.index.zones().records.iter().enumerate();
    let known = known.filter(|(_, n)| board.is_visible(**n));
    let drawn = known.filter_map(|(zone, n)| {
        let day = board.clock.as_of;
        let holds = board.zones_then().holds(zone, day);
        let lines = outlines(board, zone, day);
        let middle = Extent::of(lines.iter().flatten().copied())?.centre;
        let kind = board.shown_term::<ZoneKind>(board.record(*n), Key::Kind);
        let is_certain = holds == Stands::Inside;
        Some(MapZone { record: *n, kind, lines, middle, is_certain })
    });
    drawn.collect()
}
