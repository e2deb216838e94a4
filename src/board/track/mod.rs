//! Tracks: where a patrol was, as measured. A file beside the scenario is read once, thinned as it is
//! read, and measured on the route of the patrol that names it. What was measured stands beside what
//! was reported and never in its place; where the track has a gap, nobody can say.

mod along;
mod file;
mod findings;
mod reading;
mod remarks;
mod shown;
#[cfg(test)]
mod tests;

pub(super) use along::united;
pub use along::{Away, GapAlong, TOLERANCE_KM, TrackReach};
pub use file::{GAP_KM, GAP_MINUTES, KeptPoint, TrackFile, TrackGap};
pub(super) use findings::findings;
pub(super) use reading::tracks;
pub use reading::{FetchTrack, NoTrack, TrackFiles, TrackReaches, TrackResult};
pub use remarks::TrackRemark;
pub use shown::{ToldTrack, TrackDifference};
