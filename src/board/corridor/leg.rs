//! A leg of a route, one geodesic: how near a point can be to it, and where on it the nearest
//! point lies.

use super::earth::{self, between, dot, minus};
use crate::model::Coordinates;

/// Steps towards the nearest point; three bring it to millimetres on legs of a corridor's length.
const STEPS: usize = 12;
/// A millimetre, in kilometres: no step or length below it matters.
pub(in crate::board) const TINY: f64 = 1e-6;

/// The geodesic between two points of a route.
#[derive(Clone, Debug)]
pub(in crate::board) struct Leg {
    pub start: Coordinates,
    /// Degrees clockwise from north at its start and at its end.
    pub sets_out: f64,
    pub arrives: f64,
    /// Kilometres along the route to its start, and its own.
    pub from_km: f64,
    pub km: f64,
    /// Its start, and the straight line from there to its end through the earth.
    head: [f64; 3],
    chord: [f64; 3],
    /// Kilometres that it may be off its chord.
    bulge: f64,
}

/// The nearest point of a leg.
#[derive(Clone, Copy, Debug)]
pub(in crate::board) struct Foot {
    pub km: f64,
    /// Kilometres along the leg.
    pub along: f64,
    /// Degrees clockwise from north in which the point that was asked for lies.
    pub azimuth: f64,
    /// The leg's own direction there.
    pub heading: f64,
}

impl Leg {
    pub(in crate::board) fn new(
        start: Coordinates,
        sets_out: f64,
        end: Coordinates,
        from_km: f64,
    ) -> Leg {
        let course = between(start, end);
        let head = earth::centred(start);
        let chord = minus(earth::centred(end), head);
        // A way of length s between the ends of a chord c keeps within the ellipse that has the
        // ends for its foci: half of √(s² - c²) off the chord. A millimetre more for rounding.
        let bulge = (course.km.powi(2) - dot(chord, chord)).max(0.0).sqrt() / 2.0 + TINY;
        let (km, arrives) = (course.km, course.arrives);
        Leg { start, sets_out, arrives, from_km, km, head, chord, bulge }
    }

    pub(in crate::board) fn end_km(&self) -> f64 {
        self.from_km + self.km
    }

    pub(in crate::board) fn at(&self, along: f64) -> Coordinates {
        earth::ahead(self.start, self.sets_out, along).0
    }

    /// The middle of its chord, and how far from there all of it lies, in kilometres.
    pub(in crate::board) fn ball(&self) -> ([f64; 3], f64) {
        let middle = [0, 1, 2].map(|axis| self.head[axis] + self.chord[axis] / 2.0);
        (middle, dot(self.chord, self.chord).sqrt() / 2.0 + self.bulge)
    }

    /// How much of its chord lies before the point of it that is nearest to `point`, 0 to 1.
    fn share(&self, point: [f64; 3]) -> f64 {
        let length = dot(self.chord, self.chord);
        if length <= 0.0 {
            return 0.0;
        }
        (dot(minus(point, self.head), self.chord) / length).clamp(0.0, 1.0)
    }

    /// Kilometres that a point of the ground, earth-centred, has to this leg at the least.
    pub(in crate::board) fn least_km(&self, point: [f64; 3]) -> f64 {
        let share = self.share(point);
        let nearest = [0, 1, 2].map(|axis| self.head[axis] + share * self.chord[axis]);
        let off = minus(point, nearest);
        earth::least_km((dot(off, off).sqrt() - self.bulge).max(0.0))
    }

    /// The nearest point, by Newton steps: on a sphere the foot of a point in direction Δ at the
    /// angle d lies atan(tan d · cos Δ) ahead, so that each step leaves no more than what the
    /// ellipsoid differs from one.
    pub(in crate::board) fn foot(&self, point: Coordinates, centred: [f64; 3]) -> Foot {
        let mut foot = self.seen_from(self.share(centred) * self.km, point);
        let mut best = foot;
        for _ in 0..STEPS {
            let next = (foot.along + foot.step()).clamp(0.0, self.km);
            if (next - foot.along).abs() < TINY {
                break;
            }
            foot = self.seen_from(next, point);
            if foot.km <= best.km {
                best = foot;
            }
        }
        best
    }

    fn seen_from(&self, along: f64, point: Coordinates) -> Foot {
        let (here, heading) = earth::ahead(self.start, self.sets_out, along);
        let course = between(here, point);
        Foot { km: course.km, along, azimuth: course.sets_out, heading }
    }
}

impl Foot {
    /// Kilometres from here on to where the point lies abreast.
    fn step(&self) -> f64 {
        let angle = self.km / earth::RADIUS;
        let turn = (self.azimuth - self.heading).to_radians();
        earth::RADIUS * (angle.sin() * turn.cos()).atan2(angle.cos())
    }
}
