//! Feed rows on the board: which of them show as of a day, through a filter, and how many there are
//! in any window, without walking them.
//!
//! A row shows from its first day on; *known then* also only once a source has told of it, or where
//! the feed has a lineage, once a reading has; it says what it said then, where that is kept. A feed
//! with neither is known in hindsight only. Rows and records are never added together:
//! both may tell of the same incident.

mod areas;
mod days;
mod delays;
mod feed_file;
mod feeds;
mod files;
mod filtered;
mod groups;
mod known_then;
mod lineage;
mod names;
mod readings;
mod revisions;
mod row_changes;
mod rows_then;
#[cfg(test)]
mod tests;
mod to_come;
mod told;
mod visible;

pub use days::{ByDay, Counted as RowCount, InWindow};
pub use feed_file::{FeedFile, RowIx};
pub use feeds::Feeds;
pub use files::{FeedRequest, LineagePlace, NumberedFeeds, Terms, feed_requests, terms};
pub use filtered::FilteredRows;
pub use groups::RowGroup;
pub use lineage::{FeedLineage, ReadingOutcome};
pub(in crate::board) use names::KnownNames;
pub(in crate::board) use readings::readings;
pub use revisions::{Revision, RowRevision, ToldLast};
pub use row_changes::{ChangedRow, ChangedRows, RowChanges, RowThen};
pub use rows_then::RowsThen;
pub(in crate::board) use told::{columns, faults, form, full, lost, unfetched};
pub use visible::{VisibleRows, partition};
