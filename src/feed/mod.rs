//! Feeds: event files of any size beside a scenario, read once into columns.
//!
//! Bytes become blocks of whole records ([`Blocks`]), blocks become pieces ([`BlockReader::piece`],
//! on any thread), and pieces go one after another into [`FeedRows`]; a file of columns ([`ColumnFile`])
//! gives the columns that are used instead of blocks. A row keeps where it stands in
//! the file: its text is read from there when it is looked at. What a kind of feed means is one
//! [`FeedSpec`]; what a cell did not say plainly is counted ([`Faults`]). How a file is read its
//! beginning tells; where its whole columns tell otherwise ([`Seen`]), it is read once more. A row met
//! again is known by its [`Identity`], and counts once.

mod blanks;
mod block;
mod cells;
mod column;
mod container;
mod dates;
mod dialect;
mod digits;
#[cfg(test)]
mod doubtful;
mod doubts;
mod encoding;
mod fault;
mod identity;
mod joined;
mod kept;
mod kinds;
mod lineage;
mod lines;
mod marks;
mod months;
mod names;
mod no_table;
mod opened;
mod piece;
mod points;
mod reading;
mod record;
mod repeats;
mod rows;
mod seen;
mod settled;
mod tags;
#[cfg(test)]
mod tests;
mod trial;
mod victims;
mod wanted;
mod weighed;
mod weight;

pub use block::{BLOCK, Block, Blocks, MOST_RECORD, line_ends};
pub use container::{
    CONTAINERS, ColumnFile, ColumnPart, ColumnReading, ColumnStep, ColumnsAsText, Container,
    LineMap, NotUnpacked, PackedBytes, Packing, TELLING, unpack,
};
pub use dates::{DATE_FORMS, DateForm, DayOrder, ReadDate, Style};
pub use dialect::{Dialect, FirstRow, SAMPLE};
pub use doubts::ColumnDoubt;
pub use encoding::Encoding;
pub use fault::{FAULTS, FaultKind, Faults, FeedFault};
pub use identity::Identity;
pub use kinds::{ColumnForm, DayPrecision, EventForm, FeedSpec, Heading, Means};
pub use lineage::{
    CommonColumn, CommonColumns, ComparedFeed, EventSeen, EventState, EventStep, FeedComparison,
    FieldChange, HeldRow, HeldRows, Lineage, NotTaken, PastReading, PastRow, RecordSum, SeenWithin,
    Stratum, Taken,
};
pub use names::Names;
pub use opened::{Opened, Unusable};
pub use piece::{BlockReader, BlockRows};
pub use reading::FeedReading;
pub use record::{Cell, record_at};
pub use rows::{
    DayRange, Deaths, EventType, FeedRows, MOST_ROWS, Parties, SEGMENT, Segment, Site, UNTOLD,
};
pub use seen::{PointSign, Seen};
pub use trial::HeaderKind;
pub use wanted::Wanted;
