//! Every question an analyst asks of a scenario, as pure functions of the scenario, the two
//! clocks and the filter.

mod accounts;
mod ahead;
mod amendments;
mod around;
mod assessments;
mod audit;
mod audit_agreed;
mod baseline;
pub mod basemap;
mod bulletin_audit;
mod bulletins;
mod called;
mod cases;
mod change;
mod clock;
mod compliance;
mod contest;
pub mod corridor;
mod counts_against;
mod date_search;
mod days;
mod denials;
pub mod differences;
mod digest;
mod disagreement;
mod due;
mod evidence;
mod feed_rows;
pub mod figures;
mod filter;
mod finding;
mod gauge;
mod gazetteer;
mod handling;
mod incident_merge;
mod incidents;
mod index;
mod indicators;
mod last_attack;
mod layers;
mod ledger;
mod loaded_file;
pub mod map;
mod notes;
mod numbering;
mod orders;
mod page_layout;
mod period;
mod place_audit;
mod put_aside;
mod rates;
mod reasons;
mod record_state;
mod reported;
mod roster;
mod said;
mod silence;
mod standing;
mod still_to_come;
mod subject;
mod tally_figure;
mod tempo;
mod timeline;
mod to_check;
pub mod track;
mod typed;
mod visibility;
mod watched;
mod window;
mod window_length;
mod words;
mod worked_out;
pub mod zone;
mod zones;

pub use crate::model::Known;
pub use crate::model::{Refusal, fold};
pub use accounts::{Account, Matter, Stance, bounds};
pub use ahead::{Coming, ComingKind};
pub use amendments::{AMENDED, Amended};
pub use around::Around;
pub use assessments::EvidenceChange;
pub use baseline::Baseline;
pub use called::capitalized;
pub use cases::{Case, CaseStep};
pub use change::{Comparison, Corner, TooLittleSeen, Verdict};
pub use clock::{Clock, Knowledge, opening_day};
use compliance::NamedParties;
pub use compliance::{
    Bearing, Breaches, Clause, Compliance, Deadline, Mention, NamedActor, Naming, Way,
};
pub use corridor::{
    Along, CompassSide as RouteSide, Coverage, CoveredPart, Geography, Hand, InZone, Located,
    Measured, PerKm, Reach, Route, RouteEnd, RouteLine, RouteStop, Stretch, Undrawn, Zone,
};
pub use counts_against::{Confirmed, CounterSide, SideBySide};
pub use date_search::DateSearch;
pub use days::{
    age, ago, day_month, days_in, full_day, human, in_days, in_full, in_own_words, is_weekday,
    month_name, weekday_month,
};
pub use denials::{Denial, DeniedAt};
pub use differences::{
    Change, Counterpart, Differences, counterparts, says_the_same, word_counterparts,
    word_says_the_same,
};
pub use digest::{Digest, DigestSoFar};
pub use disagreement::Disagreement;
pub use due::Due;
pub use evidence::{EvidenceFault, evidence_files};
pub use feed_rows::{
    ByDay, ChangedRow, ChangedRows, FeedFile, FeedLineage, FeedRequest, Feeds, FilteredRows,
    InWindow, LineagePlace, NumberedFeeds, ReadingOutcome, Revision, RowChanges, RowCount,
    RowGroup, RowIx, RowRevision, RowThen, RowsThen, Terms, ToldLast, VisibleRows, feed_requests,
    partition, terms,
};
pub use figures::{Figure, FigureGrounds, FigureValue, Flip, Register, WindowColumn};
pub use filter::{KEYS as FILTER_KEYS, Query, completions as filter_completions, rows_named};
pub use finding::Finding;
pub use gauge::{PeopleFigure, Share};
pub use gazetteer::{GazetteerPlace, gazetteer_place, points_of_towns};
pub use incident_merge::{Incident, Incidents, PerhapsOne, ToldOne, Windowed};
pub use incidents::Tally;
pub use index::Index;
pub use indicators::{Indicator, IndicatorReading, Level, Thresholds, highest};
pub use last_attack::LastAttack;
pub use layers::{Fetch, Unfetched};
pub use ledger::{Ledger, LedgerNumber, runs};
pub use loaded_file::LoadedFile;
pub use map::{Ground, Map};
pub use notes::findings;
pub use numbering::Numbered;
pub use page_layout::PageLayout;
pub use period::{Period, TimelineSpan};
pub use place_audit::offered_point;
pub use put_aside::put_aside;
pub use rates::{Chance, Exposure, SIGNIFICANT, equal_rates, equal_shares};
pub use record_state::Visibility;
pub use reported::{DayReport, ReportArea, ReportSubject, ReportedDays};
pub use roster::Member;
pub use said::Said;
pub use silence::{Silence, Unheard};
pub use standing::{Standing, StandingAge, StandingOf};
pub use still_to_come::{
    BetweenReadings, CountedRows, DelayChange, FeedReadings, MOST_DELAY, PredictionBand, Redated,
    ReportingDelay, SeenRow, StillToCome, TooLittleKnown,
};
pub use subject::{Subject, SubjectId};
pub use tempo::{AttackedPatrols, DayRun, Pace, Ran, Tempo, TempoSubject, WindowCount};
pub use timeline::{Dated, DayContent, Density, Strand, StrandKind, Timeline};
pub use to_check::ToCheck;
pub use typed::typed_day;
pub use visibility::Board;
pub use watched::{Watched, WatchedChange, WatchedKind};
use window::{CellIncidents, CountedInRow};
pub use window::{Check, Counter, Printed, Reported, ToldCount, WindowRow, WindowTable};
pub use window_length::Window;
pub use words::{what_of, written};
pub use zone::{
    DrawnZone, EdgeMargin, Flanked, Flanks, Stands, StraightPolygons, Vicinity, ZoneFault,
    ZoneRings, ZoneShape,
};

pub use zones::{
    Area, RowsToArea, ScenarioZones, ZoneDrawing, ZoneFile, ZonePeriod, ZoneUndrawn, ZonesThen,
    outlines,
};

#[cfg(test)]
mod made;
