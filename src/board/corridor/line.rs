//! The line of a route: legs of geodesics, and where a point lies to it.

use super::{
    earth::{self, between, dot, minus},
    leg::{Foot, Leg, TINY},
    side::{CompassSide, Drift, Hand, RouteEnd},
};
use crate::model::Coordinates;

/// Kilometres of a leg; a longer way between two points is made of several, on the same geodesic.
const LEG_KM: f64 = 100.0;
/// Legs that long ways are cut into at most, beside the points given.
const MOST_LEGS: f64 = 10_000.0;
/// Legs that are looked over at once.
const BLOCK: usize = 64;

/// A line over the ground through points in order; between them it runs on geodesics.
#[derive(Clone, Debug)]
pub struct RouteLine {
    legs: Vec<Leg>,
    /// Every `BLOCK` legs: the middle of a ball that holds them, earth-centred, and its radius.
    balls: Vec<([f64; 3], f64)>,
    drift: Drift,
    /// Whether its last point is its first, so that it has no ends.
    is_closed: bool,
}

/// Where a point lies to a route.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Along {
    /// Kilometres to the nearest point of the line.
    pub km: f64,
    /// Kilometres along the line from its first point to the nearest one, as measured.
    pub chainage_km: f64,
    /// On which hand it lies; none on the line itself, or straight on from an end.
    pub hand: Option<Hand>,
    /// The end beyond which it lies, where none of the line is abreast of it.
    pub beyond: Option<RouteEnd>,
    /// Kilometres to the line or, beyond an end, to its straight continuation: within these it
    /// could as well lie on the other hand.
    pub across_km: f64,
}

impl RouteLine {
    /// The line through points in order; `None` when fewer than two of them differ.
    pub fn through(points: &[Coordinates]) -> Option<RouteLine> {
        let ways: Vec<_> =
            points.windows(2).map(|pair| (pair, between(pair[0], pair[1]))).collect();
        let total: f64 = ways.iter().map(|(_, course)| course.km).sum();
        let longest = LEG_KM.max(total / MOST_LEGS);
        let (mut legs, mut from_km): (Vec<Leg>, f64) = (Vec::new(), 0.0);
        for (pair, course) in ways.into_iter().filter(|(_, course)| course.km > TINY) {
            let parts = (course.km / longest).ceil().max(1.0) as usize;
            let (mut start, mut heading) = (pair[0], course.sets_out);
            for part in 1..=parts {
                let (end, azimuth) = if part == parts {
                    (pair[1], course.arrives)
                } else {
                    earth::ahead(pair[0], course.sets_out, course.km * part as f64 / parts as f64)
                };
                let leg = Leg::new(start, heading, end, from_km);
                from_km = leg.end_km();
                legs.push(leg);
                (start, heading) = (end, azimuth);
            }
        }
        let drift = legs.iter().fold(Drift::default(), |drift, leg| {
            let (sin, cos) = leg.sets_out.to_radians().sin_cos();
            Drift { east: drift.east + leg.km * sin, north: drift.north + leg.km * cos }
        });
        let balls = legs.chunks(BLOCK).map(ball).collect();
        (!legs.is_empty()).then_some(RouteLine { legs, balls, drift, is_closed: false })
    }

    /// The line through points in order and from the last back to the first, without ends; `None`
    /// when fewer than two of them differ.
    pub fn ring(points: &[Coordinates]) -> Option<RouteLine> {
        let first = points.first().copied();
        let closed: Vec<Coordinates> = points.iter().copied().chain(first).collect();
        RouteLine::through(&closed).map(|line| RouteLine { is_closed: true, ..line })
    }

    /// Its legs in order, each no longer than a hundred kilometres on a line of a zone's length.
    pub(in crate::board) fn legs(&self) -> &[Leg] {
        &self.legs
    }

    /// A ball that holds all of it: its middle, earth-centred, and its radius in kilometres.
    pub(in crate::board) fn ball(&self) -> ([f64; 3], f64) {
        around(&self.balls)
    }

    /// Kilometres from its first point to its last, as measured along it.
    pub fn km(&self) -> f64 {
        self.legs.last().map_or(0.0, Leg::end_km)
    }

    /// What the side on one hand is called.
    pub fn side(&self, hand: Hand) -> CompassSide {
        self.drift.side(hand)
    }

    /// On which hand a side lies that somebody named.
    pub fn hand(&self, side: CompassSide) -> Hand {
        self.drift.hand(side)
    }

    /// Its points in order, each with its chainage in kilometres; long ways have some in between.
    pub fn points(&self) -> impl Iterator<Item = (f64, Coordinates)> {
        let last = self.legs.last().map(|leg| (leg.end_km(), leg.at(leg.km)));
        self.legs.iter().map(|leg| (leg.from_km, leg.start)).chain(last)
    }

    /// The point at a chainage in kilometres, and the direction of the line there in degrees
    /// clockwise from north; beyond an end that end.
    pub fn at(&self, chainage_km: f64) -> (Coordinates, f64) {
        let n = self.legs.partition_point(|leg| leg.end_km() < chainage_km);
        let leg = &self.legs[n.min(self.legs.len() - 1)];
        let along = (chainage_km - leg.from_km).clamp(0.0, leg.km);
        earth::ahead(leg.start, leg.sets_out, along)
    }

    /// Points of the line with its direction there, no further apart than `step` kilometres; where
    /// it bends, one for each direction.
    pub(in crate::board) fn stations(&self, step: f64) -> Vec<(Coordinates, f64)> {
        let of_leg = |leg: &Leg| {
            let parts = (leg.km / step).ceil().max(1.0) as usize;
            let (start, heading, km) = (leg.start, leg.sets_out, leg.km);
            (0..=parts)
                .map(move |n| earth::ahead(start, heading, km * n as f64 / parts as f64))
                .collect::<Vec<_>>()
        };
        self.legs.iter().flat_map(of_leg).collect()
    }

    /// The part between two chainages, in whichever order they are given.
    pub fn part(&self, from_km: f64, to_km: f64) -> Vec<Coordinates> {
        let (low, high) = (from_km.min(to_km), from_km.max(to_km));
        let between = self.points().filter(|(km, _)| *km > low && *km < high);
        let mut part = vec![self.at(low).0];
        part.extend(between.map(|(_, point)| point));
        part.push(self.at(high).0);
        if from_km > to_km {
            part.reverse();
        }
        part
    }

    /// Where a point lies to the line: at the place of the line that is nearest to it.
    pub fn nearest(&self, point: Coordinates) -> Along {
        self.nearest_within(point, f64::INFINITY).unwrap_or_else(|| {
            // Not reached: something of the line is within any distance.
            self.along(0, self.legs[0].foot(point, earth::centred(point)), point)
        })
    }

    /// The same, unless all of the line is further off than so many kilometres: what cannot be
    /// nearer is passed over by its straight distance through the earth, which costs next to
    /// nothing.
    pub fn nearest_within(&self, point: Coordinates, most_km: f64) -> Option<Along> {
        let centred = earth::centred(point);
        let block_km = |n: usize| {
            let (middle, radius) = self.balls[n];
            let off = minus(centred, middle);
            earth::least_km((dot(off, off).sqrt() - radius).max(0.0))
        };
        let legs_of = |block: usize| block * BLOCK..((block + 1) * BLOCK).min(self.legs.len());
        // What seems nearest is measured first, so that most of the rest need not be.
        let nearest = |a: &(f64, usize), b: &(f64, usize)| a.0.total_cmp(&b.0);
        let (_, block) = (0..self.balls.len()).map(|n| (block_km(n), n)).min_by(nearest)?;
        let least = |n: usize| (self.legs[n].least_km(centred), n);
        let (least_km, first) = legs_of(block).map(least).min_by(nearest)?;
        let mut best: Option<(usize, Foot)> = None;
        let mut most_km = most_km;
        let mut measure = |n: usize, most_km: &mut f64| {
            let foot = self.legs[n].foot(point, centred);
            if foot.km <= *most_km {
                *most_km = foot.km;
                best = Some((n, foot));
            }
        };
        if least_km <= most_km {
            measure(first, &mut most_km);
        }
        for block in 0..self.balls.len() {
            if block_km(block) > most_km {
                continue;
            }
            for n in legs_of(block).filter(|n| *n != first) {
                if self.legs[n].least_km(centred) <= most_km {
                    measure(n, &mut most_km);
                }
            }
        }
        best.map(|(n, foot)| self.along(n, foot, point))
    }

    /// The legs before and after one; at an end there is none.
    fn neighbours(&self, n: usize) -> (Option<&Leg>, Option<&Leg>) {
        let (first, last) =
            if self.is_closed { (self.legs.first(), self.legs.last()) } else { (None, None) };
        let before = n.checked_sub(1).map_or(last, |before| self.legs.get(before));
        (before, self.legs.get(n + 1).or(first))
    }

    /// What the foot of a point on a leg says of where it lies to the whole line.
    fn along(&self, n: usize, foot: Foot, point: Coordinates) -> Along {
        let leg = &self.legs[n];
        let (is_at_start, is_at_end) = (foot.along < TINY, leg.km - foot.along < TINY);
        // Where two legs meet, abreast is across the mean of their directions: the point lies in
        // the outer angle of the bend, on the same hand of both.
        let (before, after) = self.neighbours(n);
        // A pole has as many directions north as names: those of the legs count.
        let seen = |from: Coordinates| between(from, point).sets_out;
        let (heading, azimuth) = match (before, after) {
            (Some(before), _) if is_at_start => {
                (mean(before.arrives, leg.sets_out), seen(leg.start))
            }
            (_, Some(after)) if is_at_end => (mean(leg.arrives, after.sets_out), seen(after.start)),
            _ => (foot.heading, foot.azimuth),
        };
        let (sin, cos) = (azimuth - heading).to_radians().sin_cos();
        let right = earth::RADIUS * ((foot.km / earth::RADIUS).sin() * sin).asin();
        let is_off = foot.km > TINY;
        let beyond = match (before, after) {
            (None, _) if is_off && is_at_start && cos < -1e-9 => Some(RouteEnd::First),
            (_, None) if is_off && is_at_end && cos > 1e-9 => Some(RouteEnd::Last),
            _ => None,
        };
        Along {
            km: foot.km,
            chainage_km: leg.from_km + foot.along,
            hand: match right {
                right if right > TINY => Some(Hand::Right),
                right if right < -TINY => Some(Hand::Left),
                _ => None,
            },
            beyond,
            across_km: if beyond.is_some() { right.abs() } else { foot.km },
        }
    }
}

/// The direction half-way between two, in degrees.
fn mean(a: f64, b: f64) -> f64 {
    let ((sin_a, cos_a), (sin_b, cos_b)) = (a.to_radians().sin_cos(), b.to_radians().sin_cos());
    (sin_a + sin_b).atan2(cos_a + cos_b).to_degrees()
}

/// A ball around legs.
fn ball(legs: &[Leg]) -> ([f64; 3], f64) {
    around(&legs.iter().map(Leg::ball).collect::<Vec<_>>())
}

/// A ball around balls.
fn around(balls: &[([f64; 3], f64)]) -> ([f64; 3], f64) {
    let sum = balls.iter().fold([0.0; 3], |sum: [f64; 3], (middle, _)| {
        [0, 1, 2].map(|axis| sum[axis] + middle[axis])
    });
    let middle = sum.map(|sum| sum / balls.len() as f64);
    let reach = balls.iter().map(|(of, radius)| {
        let off = minus(*of, middle);
        dot(off, off).sqrt() + radius
    });
    (middle, reach.fold(0.0, f64::max))
}
