//! Where rings of geodesics cross or touch, themselves or each other.
//!
//! Two geodesics from one point part and do not meet again this side of the other end of the earth:
//! a point lies on the left of a leg where it is seen from its start to the left of the way ahead.
//! Legs cross where each has the ends of the other on both hands. A millimetre is no distance. Legs
//! that cannot meet are passed over by the balls that hold them; the place is told to a metre.

use super::{ZoneFault, sweep::first_of_pairs};
use crate::{
    board::corridor::{
        RouteLine,
        earth::{self, between, dot, minus},
        leg::{Leg, TINY},
    },
    model::Coordinates,
};

/// Halvings of a leg of 100 km down to less than a metre.
const HALVINGS: usize = 20;

/// A leg of a ring, with the position of its ring and its own there.
struct RingLeg<'a> {
    leg: &'a Leg,
    ring: usize,
    n: usize,
    /// How many legs the ring has.
    of: usize,
    ball: ([f64; 3], f64),
}

/// The first place that is found where closed lines cross or touch.
pub(super) fn crossing(rings: &[&RouteLine]) -> Result<(), ZoneFault> {
    let legs: Vec<RingLeg> = rings.iter().enumerate().flat_map(ring_legs).collect();
    let axis = widest_axis(&legs);
    let reach = |leg: &RingLeg| {
        let (middle, radius) = leg.ball;
        (middle[axis] - radius, middle[axis] + radius)
    };
    let reaches: Vec<_> = legs.iter().map(reach).collect();
    let found = first_of_pairs(&reaches, |a, b| {
        let (a, b) = (&legs[a], &legs[b]);
        Some(ZoneFault::Crosses { at: a.meets(b)?, rings: [a.ring, b.ring] })
    });
    found.map_or(Ok(()), Err)
}

fn ring_legs<'a>((ring, line): (usize, &'a &RouteLine)) -> impl Iterator<Item = RingLeg<'a>> {
    let legs = line.legs();
    let of = legs.len();
    legs.iter().enumerate().map(move |(n, leg)| RingLeg { leg, ring, n, of, ball: leg.ball() })
}

/// The axis, 0 to 2, on which the legs are spread out most.
fn widest_axis(legs: &[RingLeg]) -> usize {
    let spread = |axis: usize| {
        let on_axis = || legs.iter().map(|leg| leg.ball.0[axis]);
        on_axis().fold(f64::MIN, f64::max) - on_axis().fold(f64::MAX, f64::min)
    };
    (0..3).max_by(|a, b| spread(*a).total_cmp(&spread(*b))).unwrap_or(0)
}

impl RingLeg<'_> {
    fn is_before(&self, other: &RingLeg) -> bool {
        self.ring == other.ring && (self.n + 1) % self.of == other.n
    }

    /// Where it meets a later one; the shared point of two that follow each other is none, unless
    /// the ring turns back there upon itself.
    fn meets(&self, other: &RingLeg) -> Option<Coordinates> {
        match () {
            () if self.is_before(other) => turns_back(self.leg, other.leg),
            () if other.is_before(self) => turns_back(other.leg, self.leg),
            () if self.is_far_from(other) => None,
            () => meeting(self.leg, other.leg),
        }
    }

    fn is_far_from(&self, other: &RingLeg) -> bool {
        let apart = minus(self.ball.0, other.ball.0);
        dot(apart, apart).sqrt() > self.ball.1 + other.ball.1
    }
}

/// The point between two legs, where the other runs back along the one.
fn turns_back(leg: &Leg, next: &Leg) -> Option<Coordinates> {
    let turn = (next.sets_out - leg.arrives).to_radians();
    let apart = leg.km.min(next.km) * turn.sin().abs();
    (turn.cos() < 0.0 && apart < TINY).then_some(next.start)
}

/// Where two legs cross or touch.
fn meeting(one: &Leg, other: &Leg) -> Option<Coordinates> {
    let ends = |leg: &Leg| [leg.start, leg.at(leg.km)];
    let (ends_of_one, ends_of_other) = (ends(one), ends(other));
    let sides =
        [ends_of_other.map(|end| right_of(one, end)), ends_of_one.map(|end| right_of(other, end))];
    let is_apart = |[a, b]: [f64; 2]| a.min(b) > TINY || a.max(b) < -TINY;
    if sides.into_iter().any(is_apart) {
        return None;
    }
    if sides.concat().into_iter().all(|km| km.abs() > TINY) {
        return Some(cut(one, other));
    }
    let touches = |leg: &Leg, end: Coordinates| leg.foot(end, earth::centred(end)).km <= 2.0 * TINY;
    let on_one = ends_of_other.into_iter().find(|end| touches(one, *end));
    on_one.or_else(|| ends_of_one.into_iter().find(|end| touches(other, *end)))
}

/// Kilometres by which a point lies on the right of a leg, or of its straight continuation; less
/// than nothing is left.
fn right_of(leg: &Leg, point: Coordinates) -> f64 {
    let course = between(leg.start, point);
    let across = (course.sets_out - leg.sets_out).to_radians().sin();
    earth::RADIUS * ((course.km / earth::RADIUS).sin() * across).asin()
}

/// The point of a leg at which it comes from one hand of another to the other hand.
fn cut(leg: &Leg, over: &Leg) -> Coordinates {
    let begins_right = right_of(over, leg.start) > 0.0;
    let (mut low, mut high) = (0.0, leg.km);
    for _ in 0..HALVINGS {
        let middle = (low + high) / 2.0;
        if (right_of(over, leg.at(middle)) > 0.0) == begins_right {
            low = middle;
        } else {
            high = middle;
        }
    }
    leg.at(high)
}
