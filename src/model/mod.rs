//! Plain facts: what a scenario says, before anyone asks a question of it.
//! No files, no TOML, no terminal and no clock: only values and their laws.

mod bulletin;
mod coordinates;
mod count;
pub mod counts;
mod decimal;
mod evidence;
mod file_name;
mod fold;
mod grade;
mod grid;
mod handling;
mod id;
mod key;
mod kind;
mod layer;
mod left_out;
mod masking;
mod private;
mod problem;
mod publication;
mod record;
mod record_ix;
mod refusal;
mod rounding;
mod scenario;
mod table;
mod text;
mod value;
mod vocabulary;
mod web_address;
mod when;
mod without;

pub use bulletin::INHERITED;
pub use coordinates::{Coordinates, normalized_longitude};
pub use count::{
    Bounds, Count, Counts, DecimalBounds, MOST, OF_WHICH, PEACEKEEPERS, Part, deaths_of_then,
};
pub use decimal::{Decimal, Decimals};
pub use evidence::Evidence;
pub use file_name::{is_safe_path, numbered_file_name, safe_file_name, safe_path};
pub use fold::fold;
pub use grade::{Credibility, Grade, LeastGrade};
pub use grid::{GridFault, GridSquare, PointNotation};
pub use handling::{Audience, strictest};
pub use id::{Id, RESERVED};
pub use key::{Key, KeyRole, Keys};
pub use kind::{OWN_SIGN, OwnKind, RecordKind};
pub use layer::{Feature, GeoShape, Layer};
pub use left_out::LeftOut;
pub use masking::Masks;
pub use problem::{Code, Problem, Severity, Span};
pub use publication::StayedBehind;
pub use record::{Entry, Known, Record, Spot, Word, WordsLeft};
pub use record_ix::{RecordIx, RecordSpan};
pub use refusal::{Reason, Refusal};
pub use rounding::rounded_line;
pub use scenario::{Header, Scenario};
pub use table::{Owner, Table};
pub use text::{Clean, clean, cleaned, is_joining};
pub use value::{Corridor, Number, Point, Promise, Value, Within};
pub(crate) use vocabulary::for_each_class;
pub use vocabulary::{
    ActorKind, ActorRole, Basis, Class, ClassRow, ClauseKind, ClosedWord, Confidence, EvidenceKind,
    FeedKind, FeedUse, FrontPanel, HandoverKind, HandoverOutcome, HarmedObject, IncidentKind,
    KindRow, KindTable, Likelihood, Measure, PanelName, PatrolKind, PatrolOutcome, PromisePeriod,
    Reliability, RestrictionKind, RestrictionOutcome, RouteKind, SourceKind, State, StatementKind,
    TallySubject, Term, Topic, Vocabulary, WeaponStatus, ZoneKind,
};
pub use web_address::WebAddress;
pub use when::{Day, FIRST_YEAR, Interval, LAST_YEAR, MONTHS, When, in_range, later, month_number};
pub use without::Without;
