//! A zone as one voice draws it: its form, how precise its edge is, and what it is clipped to.

use std::sync::Arc;

use super::{Flanked, Stands, StraightPolygons, Vicinity, ZoneFault, ZoneRings};
use crate::model::{Coordinates, RecordIx};

/// The form in which a zone is drawn.
#[derive(Clone, Debug)]
pub enum ZoneShape {
    /// One ring of geodesics, or an outer one with holes; what lies between two lines too.
    Rings(ZoneRings),
    /// Polygons whose edges are straight in longitude and latitude.
    Straight(StraightPolygons),
    /// What lies within some kilometres of a point.
    Around(Vicinity),
    /// What lies along a line.
    Along(Flanked),
    /// Places by name, without geometry: of a point alone nobody can say.
    Members(Vec<RecordIx>),
}

/// A zone as one voice draws it.
#[derive(Clone, Debug)]
pub struct DrawnZone {
    shape: ZoneShape,
    /// Kilometres that the edge may be off.
    precision_km: f64,
    /// The zones that it is clipped to.
    within: Vec<Arc<DrawnZone>>,
    /// The zones that are cut out of it.
    except: Vec<Arc<DrawnZone>>,
}

impl ZoneShape {
    /// Where a disc of so many kilometres round a point stands, 0 or more.
    pub fn stands(&self, point: Coordinates, off_km: f64) -> Stands {
        match self {
            ZoneShape::Rings(rings) => rings.stands(point, off_km),
            ZoneShape::Straight(polygons) => polygons.stands(point, off_km),
            ZoneShape::Around(around) => around.stands(point, off_km),
            ZoneShape::Along(flanked) => flanked.stands(point, off_km),
            ZoneShape::Members(_) => Stands::CannotSay,
        }
    }
}

impl DrawnZone {
    /// A zone of this form whose edge may be off by so many kilometres, 0 where nobody says.
    pub fn of(shape: ZoneShape, precision_km: f64) -> Result<DrawnZone, ZoneFault> {
        if !(precision_km.is_finite() && precision_km >= 0.0) {
            return Err(ZoneFault::Precision);
        }
        Ok(DrawnZone { shape, precision_km, within: Vec::new(), except: Vec::new() })
    }

    /// The part of it that lies inside another zone too.
    #[must_use]
    pub fn within(mut self, zone: Arc<DrawnZone>) -> DrawnZone {
        self.within.push(zone);
        self
    }

    /// What is left of it without another zone.
    #[must_use]
    pub fn except(mut self, zone: Arc<DrawnZone>) -> DrawnZone {
        self.except.push(zone);
        self
    }

    /// Its form, before it is clipped.
    pub fn shape(&self) -> &ZoneShape {
        &self.shape
    }

    /// Where a point stands that may be off by so many kilometres, 0 where nobody says. The band
    /// along each edge is that zone's own. A disc that only two zones together keep out is one of
    /// which nobody can say: each zone is asked for itself.
    pub fn stands(&self, point: Coordinates, precision_km: f64) -> Stands {
        let own = self.shape.stands(point, self.precision_km + precision_km);
        let within = self.within.iter().map(|zone| zone.stands(point, precision_km));
        let except = self.except.iter().map(|zone| zone.stands(point, precision_km).opposite());
        let mut all = within.chain(except);
        // What is outside one is outside whatever the others say.
        let mut stands = own;
        while stands != Stands::Outside {
            let Some(other) = all.next() else { break };
            stands = stands.and(other);
        }
        stands
    }
}
