//! What lies between two lines, such as a line of contact and a river.
//!
//! The lines are joined at their nearer ends by geodesics: of the two ways to pair the ends, the
//! one whose joins are the shorter together. Lines that meet in an end need no join there; lines
//! that cross, or that a join cuts, are refused with the place where. Else it is a ring as any
//! other, with the same bounds; the lines have 10,000 points together at most.

use super::{ZoneFault, ZoneRings};
use crate::{
    board::corridor::{RouteLine, earth},
    model::Coordinates,
};

/// The zone between two lines, whichever way each of them runs.
pub fn between(one: &RouteLine, other: &RouteLine) -> Result<ZoneRings, ZoneFault> {
    let points = |line: &RouteLine| line.points().map(|(_, point)| point).collect::<Vec<_>>();
    let (mut ring, mut back) = (points(one), points(other));
    let ends = |line: &[Coordinates]| line.first().copied().zip(line.last().copied());
    let (Some(of_one), Some(of_other)) = (ends(&ring), ends(&back)) else {
        return Err(ZoneFault::TooFewPoints);
    };
    let joins_km = |a: Coordinates, b: Coordinates| {
        earth::between(of_one.1, a).km + earth::between(of_one.0, b).km
    };
    if joins_km(of_other.1, of_other.0) < joins_km(of_other.0, of_other.1) {
        back.reverse();
    }
    ring.append(&mut back);
    ZoneRings::of(&[ring])
}
