//! What lies within some kilometres of a point.
//!
//! Distances over the ellipsoid, exact to a millimetre. The radius is more than 0 and at most
//! 10,000 km, a quarter of the way round the earth.

use super::{EdgeMargin, Stands, ZoneFault};
use crate::{
    board::corridor::{
        earth::{self, between, dot, minus},
        leg::TINY,
    },
    model::Coordinates,
};

/// Kilometres of a radius, and of a width, at most.
pub(super) const MOST_RADIUS_KM: f64 = 10_000.0;

/// The zone round a point.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Vicinity {
    middle: Coordinates,
    centred: [f64; 3],
    km: f64,
}

impl Vicinity {
    /// The zone of so many kilometres round a point.
    pub fn of(middle: Coordinates, km: f64) -> Result<Vicinity, ZoneFault> {
        match () {
            () if !(middle.lat.abs() <= 90.0 && middle.lon.abs() <= 180.0) => {
                Err(ZoneFault::NoPoint)
            }
            () if !(km > 0.0 && km <= MOST_RADIUS_KM) => Err(ZoneFault::Radius),
            () => Ok(Vicinity { middle, centred: earth::centred(middle), km }),
        }
    }

    /// Its middle, and the kilometres to its edge.
    pub fn circle(&self) -> (Coordinates, f64) {
        (self.middle, self.km)
    }

    /// Where a point lies to the edge.
    pub fn margin(&self, point: Coordinates) -> EdgeMargin {
        let km = between(self.middle, point).km;
        EdgeMargin { is_inside: km < self.km, km: (self.km - km).abs() }
    }

    /// Where a disc of so many kilometres round a point stands.
    pub fn stands(&self, point: Coordinates, off_km: f64) -> Stands {
        let off = minus(earth::centred(point), self.centred);
        if earth::least_km(dot(off, off).sqrt()) > self.km + off_km.max(TINY) {
            return Stands::Outside;
        }
        self.margin(point).stands(off_km)
    }
}
