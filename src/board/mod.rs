//! Every question an analyst asks of a scenario, as pure functions of the scenario, the two
//! clocks and the filter.

mod accounts;
mod around;
mod assessments;
mod audit;
mod baseline;
pub mod basemap;
mod change;
mod clock;
mod compliance;
mod contest;
pub mod corridor;
mod counts_against;
mod days;
pub mod differences;
mod digest;
mod disagreement;
mod due;
mod feed_rows;
mod filter;
mod gauge;
mod incidents;
mod index;
mod indicators;
mod layers;
mod ledger;
mod loaded_file;
pub mod map;
mod merge;
mod notes;
mod numbering;
mod orders;
mod rates;
mod reported;
mod roster;
mod seen;
mod sight;
mod silence;
mod standing;
mod tempo;
mod timeline;
mod to_check;
mod typed;
mod window;
mod words;

pub use crate::model::Known;
pub use crate::model::{Unreadable, fold};
pub use accounts::{Account, Matter, Stance, bounds};
pub use around::Around;
pub use assessments::EvidenceChange;
pub use baseline::Baseline;
pub use change::{Comparison, Corner, Verdict};
pub use clock::{Clock, Knowledge, opening_day};
pub use compliance::{Bearing, Breaches, Clause, Compliance, Deadline, Named, Way};
pub use corridor::{
    Along, Coverage, End, Geography, Hand, InZone, Line, Located, Part, PerKm, Reach, Route,
    Side as RouteSide, Stands, Stop, Undrawn, Zone,
};
pub use counts_against::{Confirmed, Side, SideBySide};
pub use days::{age, day_month, days_in, full_day, human, in_days, month_name};
pub use differences::{Change, Differences, counterparts, says_the_same, word_counterparts};
pub use digest::Digest;
pub use disagreement::Disagreement;
pub use due::Due;
pub(in crate::board) use feed_rows::ROW_CLASSES;
pub use feed_rows::{
    ByDay, FeedFile, Feeds, FilteredRows, Group, InWindow, RowCount, RowIx, Terms, VisibleRows,
    Wish, partition, terms, wishes,
};
pub use filter::{KEYS as FILTER_KEYS, Query, completions as filter_completions, rows_named};
pub use gauge::{Figure, Share};
pub use incidents::Tally;
pub use index::Index;
pub use indicators::{Indicator, Level, Reading, Thresholds, highest};
pub use layers::{Fetch, Unfetched};
pub use ledger::{Ledger, Number, runs};
pub use loaded_file::LoadedFile;
pub use map::{Ground, Map};
pub use merge::{Incident, Incidents, Windowed};
pub use notes::{Finding, findings};
pub use numbering::Numbered;
pub use rates::{Chance, SIGNIFICANT, Seen, equal_rates, equal_shares};
pub use reported::ReportedDays;
pub use roster::Member;
pub use sight::{Board, Said, Visibility};
pub use silence::Silence;
pub use standing::Standing;
pub use tempo::{AttackedPatrols, Counted, Pace, Ran, Stretch, Subject, Tempo, Window};
pub use timeline::{Dated, Density, Held, Kind, Period, Strand, Timeline};
pub use to_check::ToCheck;
pub use typed::typed_day;
pub use window::{Check, Counter, Printed, Reported, Told, WindowRow, WindowTable};
pub use words::written;

#[cfg(test)]
mod made;
