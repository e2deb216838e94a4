//! Every question an analyst asks of a scenario, as pure functions of the scenario, the two
//! clocks and the filter.

mod accounts;
mod around;
mod assessments;
mod audit;
mod book;
mod change;
mod clock;
mod compliance;
mod contest;
mod days;
mod disagreement;
mod due;
mod filter;
mod fold;
mod gauge;
mod incidents;
mod index;
mod indicators;
mod ledger;
mod merge;
mod notes;
mod numbering;
mod rates;
mod reported;
mod roster;
mod sight;
mod silence;
mod standing;
mod tempo;
mod timeline;
mod to_check;
mod typed;

pub use accounts::{Account, Matter, Stance, bounds};
pub use around::Around;
pub use assessments::Change;
pub use book::Book;
pub use change::{Comparison, Corner, Verdict};
pub use clock::{Clock, Knowledge, opening_day};
pub use compliance::{Bearing, Breaches, Clause, Compliance, Deadline, Named, Way};
pub use days::{age, day_month, full_day, human, month_name};
pub use disagreement::Disagreement;
pub use due::Due;
pub use filter::{KEYS as FILTER_KEYS, Query, Unreadable};
pub use fold::fold;
pub use gauge::{Figure, Share};
pub use incidents::Tally;
pub use index::Index;
pub use indicators::{Indicator, Level, Reading, Thresholds, highest};
pub use ledger::{Ledger, Number, runs};
pub use merge::{Incident, Incidents, Windowed};
pub use notes::{Finding, findings};
pub use numbering::Numbered;
pub use rates::{Chance, SIGNIFICANT, Seen, equal_rates, equal_shares};
pub use reported::ReportedDays;
pub use roster::Member;
pub use sight::{Board, Known, Said, Visibility};
pub use silence::Silence;
pub use standing::Standing;
pub use tempo::{AttackedPatrols, Counted, Pace, Ran, Stretch, Subject, Tempo, Window};
pub use timeline::{Dated, Density, Held, Kind, Period, Strand, Timeline};
pub use to_check::ToCheck;
pub use typed::typed_day;

#[cfg(test)]
mod made;
