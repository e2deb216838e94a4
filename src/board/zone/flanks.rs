//! What lies along a line, up to some kilometres on either hand: a corridor, as a clause or a zone
//! lays it.
//!
//! Widths are kilometres, 0 to 10,000, and more than 0 on one hand at least. Ends are round: beyond
//! an end the width of the hand on which the point lies is held against its distance to the end.

use std::sync::Arc;

use super::{Stands, ZoneFault, vicinity::MOST_RADIUS_KM};
use crate::{
    board::corridor::{Along, CompassSide, Hand, RouteEnd, RouteLine},
    model::Coordinates,
};

/// How far a corridor reaches on both hands of its line.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Flanks {
    /// Kilometres to the left edge; 0 where it lies on the right only.
    pub left_km: f64,
    /// Kilometres to the right edge; 0 where it lies on the left only.
    pub right_km: f64,
}

/// A line with its flanks.
#[derive(Clone, Debug)]
pub struct Flanked {
    line: Arc<RouteLine>,
    flanks: Flanks,
    /// Whether the line goes on before its first or after its last point, nobody knows where.
    goes_on: [bool; 2],
}

impl Flanks {
    /// The flanks of so many kilometres on the sides of a line that are named, `north`, `south`,
    /// `east` or `west`; what is no side of the compass is both.
    pub fn named<'a>(
        line: &RouteLine,
        sides: impl Iterator<Item = (&'a str, f64)> + Clone,
    ) -> Flanks {
        let is_on = |side: &str, hand: Hand| {
            CompassSide::from_word(side).is_none_or(|side| line.hand(side) == hand)
        };
        let width = |hand: Hand| {
            let mut sides = sides.clone();
            sides.find(|(side, _)| is_on(side, hand)).map_or(0.0, |(_, km)| km)
        };
        Flanks { left_km: width(Hand::Left), right_km: width(Hand::Right) }
    }

    /// Kilometres from the line to the edge on one hand; 0 where there is none.
    pub fn width_km(&self, hand: Hand) -> f64 {
        match hand {
            Hand::Left => self.left_km,
            Hand::Right => self.right_km,
        }
    }

    /// Inside or outside only when every point within `off_km` of this one is: the margin to the
    /// edge must exceed it, and so must that to the other hand's edge where the point could as well
    /// lie there. Beyond an end after which the line goes on (`is_open`), nobody knows where, a
    /// point is not said to be outside.
    pub fn stands(&self, along: &Along, is_open: bool, off_km: f64) -> Stands {
        let (least, most) = (along.km - off_km, along.km + off_km);
        let (here, over) = match along.hand {
            Some(hand) => (self.width_km(hand), self.width_km(hand.other())),
            None => (self.left_km.min(self.right_km), self.left_km.max(self.right_km)),
        };
        let is_on_either = along.hand.is_none() || is_open || along.across_km < off_km;
        // Abreast of the line, going over to the other hand leaves the rest of the precision there;
        // round an end, all of it.
        let most_over = if along.beyond.is_some() { most } else { off_km - along.km };
        match () {
            () if most < here && (!is_on_either || most_over < over) => Stands::Inside,
            () if !is_open && least > here && (!is_on_either || least > over) => Stands::Outside,
            () => Stands::CannotSay,
        }
    }
}

impl Flanked {
    /// The zone along a line; `goes_on` says whether the line goes on before its first and after
    /// its last point.
    pub fn of(
        line: Arc<RouteLine>,
        flanks: Flanks,
        goes_on: [bool; 2],
    ) -> Result<Flanked, ZoneFault> {
        let is_width = |km: f64| (0.0..=MOST_RADIUS_KM).contains(&km);
        let widths = [flanks.left_km, flanks.right_km];
        if !widths.into_iter().all(is_width) || widths == [0.0; 2] {
            return Err(ZoneFault::Width);
        }
        Ok(Flanked { line, flanks, goes_on })
    }

    /// Its edge as a closed ring of points.
    pub fn outline(&self) -> Vec<Coordinates> {
        self.flanks.outline(&self.line)
    }

    /// Where a disc of so many kilometres round a point stands.
    pub fn stands(&self, point: Coordinates, off_km: f64) -> Stands {
        let most_km = self.flanks.left_km.max(self.flanks.right_km) + off_km;
        let has_open_end = self.goes_on.contains(&true);
        let limit = if has_open_end { f64::INFINITY } else { most_km + 0.001 };
        let Some(along) = self.line.nearest_within(point, limit) else { return Stands::Outside };
        let is_open = along.beyond.is_some_and(|end| match end {
            RouteEnd::First => self.goes_on[0],
            RouteEnd::Last => self.goes_on[1],
        });
        self.flanks.stands(&along, is_open, off_km)
    }
}
