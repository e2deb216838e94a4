//! Zones of a scenario: which voice draws what, from when until when, and what lies in them.
//!
//! [`ScenarioZones`] is what a file draws, worked out once; [`ZonesThen`] what of it was known by a
//! clock. Something lies in a zone as the zone was on its day: of a record that may have been on
//! either side of a change nobody can say where the two differ, and so where voices draw a zone
//! differently. A record lies in a zone, too, where its voice says so, and where its place is one of
//! the zone's members or a part of one.

mod area;
mod asked;
mod drawing;
mod extents;
mod faults;
mod record;
mod rows;
mod then;

pub use area::Area;
pub(in crate::board) use asked::ZoneSubject;
pub use drawing::{ScenarioZones, ZoneDrawing, ZoneFile, ZoneUndrawn};
pub use extents::outlines;
pub(in crate::board) use faults::zone_faults;
pub use rows::RowsToArea;
pub(in crate::board) use rows::SitesOfDrawings;
pub use then::{ZonePeriod, ZonesThen};

/// Zones that are measured: every point of the file is held against each.
pub(in crate::board) const MOST_ZONES: usize = 256;

#[cfg(test)]
mod tests;
