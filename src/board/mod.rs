//! Every question an analyst asks of a scenario, as pure functions of the scenario, the two
//! clocks and the filter.

mod accounts;
mod around;
mod assessments;
mod audit;
mod book;
mod clock;
mod compliance;
mod contest;
mod days;
mod due;
mod filter;
mod fold;
mod gauge;
mod incidents;
mod index;
mod ledger;
mod notes;
mod numbering;
mod roster;
mod sight;
mod standing;
mod timeline;
mod typed;

pub use accounts::{Account, Bearing, Matter, bounds};
pub use around::Around;
pub use assessments::Change;
pub use book::Book;
pub use clock::{Clock, Knowledge, opening_day};
pub use compliance::{Bearing, Breaches, Clause, Compliance, Deadline, Named, Way};
pub use days::{age, day_month, full_day, human, month_name};
pub use due::Due;
pub use filter::{KEYS as FILTER_KEYS, Query, Unreadable};
pub use fold::fold;
pub use gauge::{Figure, Share};
pub use incidents::{Tally, Windowed};
pub use index::Index;
pub use ledger::{Ledger, Number, runs};
pub use notes::{Finding, findings};
pub use numbering::Numbered;
pub use roster::Member;
pub use sight::{Board, Known, Said, Visibility};
pub use standing::Standing;
pub use timeline::{Counted, Density, Kind, Period, Strand, Stretch, Timeline};
pub use typed::typed_day;
