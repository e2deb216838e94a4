//! Zones: where a point lies to a zone in each of the forms in which a file may draw one.
//!
//! Distances are kilometres over the WGS 84 ellipsoid, by GeographicLib's geodesics (Karney 2013,
//! *Algorithms for geodesics*); points are degrees, latitude -90 to 90, longitude -180 to 180. A
//! point is a disc as wide as it is imprecise: inside only where all of the disc is, outside only
//! where none of it is, and else nobody can say. Nearer than a millimetre to an edge nobody can
//! either, nor nearer than a metre where the edge runs straight in longitude and latitude.
//!
//! [`ZoneShape`] is the form, [`DrawnZone`] what one voice draws, clipped and with its precision,
//! [`Stands::agreed`] what several voices say together.

mod between;
mod drawn;
mod fault;
mod flanks;
mod flat;
mod meeting;
mod ring;
mod sides;
mod stands;
mod straight;
mod sweep;
#[cfg(test)]
mod tests;
mod vicinity;

pub use between::between;
pub use drawn::{DrawnZone, ZoneShape};
pub use fault::ZoneFault;
pub use flanks::{Flanked, Flanks};
pub use ring::ZoneRings;
pub use stands::{EdgeMargin, Stands};
pub use straight::StraightPolygons;
pub use vicinity::Vicinity;
