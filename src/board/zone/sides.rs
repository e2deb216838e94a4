//! Quickly on which side of a ring a point lies that is not near it.
//!
//! The ring's legs are taken for arcs of planes through the middle of the earth, and so is the way
//! from the point to one that is known to lie outside: an odd number of arcs that it crosses puts
//! the point inside (Bevis and Chatelain 1989, *Locating a point on a spherical surface relative to
//! a spherical polygon of arbitrary shape*). Only signs of determinants are asked, the same for a corner of two legs, so
//! that no crossing is lost or counted twice. A leg of 100 km is less than a metre off its plane.

use crate::board::corridor::{
    RouteLine,
    earth::{self, dot},
};

/// Kilometres from a ring beyond which its planes tell the side.
pub(super) const NEAR_KM: f64 = 0.02;

/// A leg's plane, with the corner in which the leg begins.
#[derive(Clone, Copy, Debug)]
struct Plane {
    corner: [f64; 3],
    normal: [f64; 3],
    /// Whether the point that is known lies on its left.
    has_known_left: bool,
}

/// The planes of a ring that a ball of less than 3,000 km holds, all on one half of the earth.
#[derive(Clone, Debug)]
pub(super) struct RingPlanes {
    planes: Vec<Plane>,
    known: [f64; 3],
}

impl RingPlanes {
    /// The planes of a ring that lies in this ball.
    pub(super) fn of(line: &RouteLine, (middle, radius): ([f64; 3], f64)) -> RingPlanes {
        // Two radii off, across from the middle: outside the ball, and so outside the ring.
        let aside = across(middle);
        let off = (2.0 * radius + 1.0) / dot(aside, aside).sqrt();
        let known = [0, 1, 2].map(|axis| middle[axis] + off * aside[axis]);
        let corners: Vec<[f64; 3]> =
            line.legs().iter().map(|leg| earth::centred(leg.start)).collect();
        let next = corners.iter().cycle().skip(1);
        let plane = |(corner, next): (&[f64; 3], &[f64; 3])| {
            let normal = cross(*corner, *next);
            Plane { corner: *corner, normal, has_known_left: dot(normal, known) > 0.0 }
        };
        RingPlanes { planes: corners.iter().zip(next).map(plane).collect(), known }
    }

    /// Whether a point of the ball lies inside, earth-centred, that is further off the ring than
    /// [`NEAR_KM`].
    pub(super) fn has_inside(&self, point: [f64; 3]) -> bool {
        let way = cross(point, self.known);
        let is_left = |plane: &Plane| dot(way, plane.corner) > 0.0;
        let Some(last) = self.planes.last() else { return false };
        let (mut is_inside, mut before, mut was_left) = (false, last, is_left(last));
        for plane in &self.planes {
            let is_left = is_left(plane);
            if is_left != was_left {
                is_inside ^= (dot(before.normal, point) > 0.0) != before.has_known_left;
            }
            (before, was_left) = (plane, is_left);
        }
        is_inside
    }
}

fn cross(a: [f64; 3], b: [f64; 3]) -> [f64; 3] {
    [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
}

/// Some direction across another: with the axis to which that one is least alike.
fn across(of: [f64; 3]) -> [f64; 3] {
    let least = (0..3).min_by(|a: &usize, b| of[*a].abs().total_cmp(&of[*b].abs())).unwrap_or(0);
    let mut axis = [0.0; 3];
    axis[least] = 1.0;
    cross(of, axis)
}
