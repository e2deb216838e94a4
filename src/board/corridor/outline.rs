//! The edge of a corridor, to be drawn.

use super::{Geography, Hand, RouteEnd, RouteLine, Zone, earth};
use crate::{board::zone::Flanks, model::Coordinates};

/// Points of an outline at most, give or take the bends.
const MOST_POINTS: f64 = 1_000.0;
/// Degrees between the points of a round.
const TURN: f64 = 10.0;
/// Kilometres by which a point of the edge may seem off it for rounding.
const SLACK: f64 = 0.005;

impl Zone {
    /// The edge of the corridor as a closed ring of points.
    pub fn outline(&self, geography: &Geography) -> Vec<Coordinates> {
        self.flanks.outline(&geography.routes[self.route].line)
    }
}

impl Flanks {
    /// The edge along a line as a closed ring of points: along the left of the line, round its last
    /// point, back along the right and round its first. What lies nearer to another stretch, as in a
    /// bend, is left out.
    pub fn outline(&self, line: &RouteLine) -> Vec<Coordinates> {
        let mut ring = self.side(line, Hand::Left);
        ring.extend(self.round(line, RouteEnd::Last));
        ring.extend(self.side(line, Hand::Right).into_iter().rev());
        ring.extend(self.round(line, RouteEnd::First));
        ring.retain(|point| self.is_edge(line, *point));
        ring.extend(ring.first().copied());
        ring
    }

    /// Points across from the line, in its order; round the outside of its bends.
    fn side(&self, line: &RouteLine, hand: Hand) -> Vec<Coordinates> {
        let width = self.width_km(hand);
        let step = (width / 4.0).max(line.km() / MOST_POINTS).max(0.001);
        let mut points = Vec::new();
        let mut last: Option<f64> = None;
        for (here, heading) in line.stations(step) {
            // From the direction before to this one, by the shorter way round.
            let turn = last.map_or(0.0, |last| (heading - last + 540.0).rem_euclid(360.0) - 180.0);
            let is_outside = (turn < 0.0) == (hand == Hand::Right);
            let parts = if is_outside { (turn.abs() / TURN).ceil() as usize } else { 0 };
            for part in (0..=parts).rev() {
                let back = if parts == 0 { 0.0 } else { turn * part as f64 / parts as f64 };
                points.push(earth::ahead(here, heading - back + across(hand), width).0);
            }
            last = Some(heading);
        }
        points
    }

    /// The round end, from the left to the right of the last point or the other way of the first.
    fn round(&self, line: &RouteLine, end: RouteEnd) -> Vec<Coordinates> {
        let ((here, heading), first) = match end {
            RouteEnd::First => (line.at(0.0), Hand::Right),
            RouteEnd::Last => (line.at(line.km()), Hand::Left),
        };
        let ahead = if end == RouteEnd::Last { heading } else { heading + 180.0 };
        let steps = (90.0 / TURN) as i32;
        let quarter = |hand: Hand, sign: f64, from: i32, to: i32| {
            let width = self.width_km(hand);
            let turns: Vec<i32> =
                if from < to { (from..=to).collect() } else { (to..=from).rev().collect() };
            turns
                .into_iter()
                .map(move |turn| earth::ahead(here, ahead + sign * f64::from(turn) * TURN, width).0)
        };
        // Seen outwards from an end, the hand that comes first lies to the left.
        quarter(first, -1.0, steps, 0).chain(quarter(first.other(), 1.0, 0, steps)).collect()
    }

    /// Whether a point is as far from the whole line as the corridor is wide on its hand.
    fn is_edge(&self, line: &RouteLine, point: Coordinates) -> bool {
        let near = line.nearest(point);
        let is_off = |hand: Hand| (near.km - self.width_km(hand)).abs() < SLACK;
        near.hand.map_or_else(|| Hand::BOTH.into_iter().any(is_off), is_off)
    }
}

/// Degrees clockwise from the way ahead.
fn across(hand: Hand) -> f64 {
    match hand {
        Hand::Left => -90.0,
        Hand::Right => 90.0,
    }
}
