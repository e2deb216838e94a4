//! What is still to come: how many events of a few days a feed will have told of in the end, by the
//! delay from event to first seen, as it was known on the as-of day.
//!
//! Method: the nonparametric delay of right-truncated data by its reverse hazard, and from it the
//! prediction of what has happened and is not yet told, with extra-Poisson variation (Lawless 1994,
//! Canad. J. Statist. 22:15; Kalbfleisch & Lawless 1991, Statist. Sinica 1:19). Delays are known only
//! to lie between two readings, so that each is shared out over its days by an EM (Turnbull 1976,
//! J. R. Statist. Soc. B 38:290). How much more than chance totals vary is measured on this feed
//! itself: the same question asked at its earlier readings, whose outcome is known by now, as
//! nowcasts of epidemics do (Höhle & an der Heiden 2014, Biometrics 70:993; the R package
//! baselinenowcast). What is not known of the delay is measured by leaving out one week of event days
//! after the other (the jackknife over clusters). The band is 80 % of a negative binomial with the
//! mean and the variance of all of these.
//!
//! - Only days are used, and of them only those up to the as-of day. Nothing is drawn by lot: the
//!   same input gives the same band.
//! - How many events there were in the weeks before is *not* used. Whether there are fewer now than
//!   then is what the board is asked; a band that leans on the weeks before a ceasefire would answer
//!   with its own assumption.
//! - The first reading tells of no delay, and neither does an event day before it: its rows that
//!   came late are seen, those that came early are not.
//! - *In the end* means [`MOST_DELAY`] days after the event, or as many as the readings can tell of,
//!   if fewer. Where more than a few rows come later than that, nothing is said.
//! - A feed that is told in batches and read more often counts as read when it was last told.
//! - Rows that are withdrawn again, or put on another day, widen the band and may lower it.
//!
//! How well it holds: of feeds made by lot, 2,000 of each kind asked for ten windows, the band held
//! what came in 78 to 86 of 100 cases where 20 or more were outstanding, and in 78 to 99 where fewer
//! were: with daily and weekly readings, clusters, days that vary, rows withdrawn and re-dated. It
//! holds less (76) of four weeks ago where a source withdraws many rows on few days. A delay twice or
//! half as long for three weeks is found in 98 to 100 of 100 feeds with six clusters a day or more, one
//! longer by a third in 84, and twice as long in 20 where there are five rows a week: too few rows
//! tell of no change. Of feeds whose delay is as it was, 1 to 4 of 100 are taken for changed.
//! `tests/still_to_come` prints the table.

mod band;
mod changed;
mod delay;
mod moments;
mod pace;
mod reason;
mod revision;
#[cfg(test)]
mod tests;
mod triangle;

use std::{fmt, ops::RangeInclusive, sync::Arc};

pub use self::reason::{DelayChange, TooLittleKnown};
use self::{
    band::SeenRows,
    changed::change_of,
    delay::DelayFit,
    pace::{WatchedReadings, pace_of},
    revision::RowRevisions,
    triangle::{Triangle, number},
};
use crate::model::Day;

/// The longest delay, in days, that is looked at.
pub const MOST_DELAY: i32 = 90;

/// What is known of a feed by reading it again and again.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct FeedReadings {
    /// The days on which it was read, in any order.
    pub days: Vec<Day>,
    /// Every event that was ever in it.
    pub rows: Vec<SeenRow>,
    /// How often its source says that it tells; 7 days where it does not say.
    pub every_days: Option<u32>,
}

/// One event of a feed: its day, and when it was first and last seen there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SeenRow {
    /// The day of the event.
    pub event: Day,
    /// When it was first seen.
    pub seen: BetweenReadings,
    /// When it was gone, if it is.
    pub gone: Option<BetweenReadings>,
    /// Whether it was put on another day since, the last time if more than once.
    pub redated: Option<Redated>,
}

/// An event that was put on another day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Redated {
    /// Its day before.
    pub from: Day,
    /// When the feed changed it.
    pub at: BetweenReadings,
}

/// Something that happened between two readings.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct BetweenReadings {
    /// The last reading before it; `None` if there is none, or none that covers the row.
    pub after: Option<Day>,
    /// The first reading after it.
    pub by: Day,
}

/// How many events of a window there will be in the end.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum StillToCome {
    /// As many as the band says, in 80 of 100 cases.
    Band(PredictionBand),
    /// Nothing can be said.
    TooLittleKnown(TooLittleKnown),
    /// The delay is not what it was: what came before says nothing of what will.
    DelayChanged(DelayChange),
}

/// A prediction interval of 80 % for a count.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PredictionBand {
    /// How many are in the feed at the last reading.
    pub so_far: u64,
    /// The least that there will be; fewer than so far where rows are withdrawn.
    pub low: u64,
    /// The most.
    pub high: u64,
}

impl StillToCome {
    /// Whether a verdict of fewer than so many may be given: only where even the upper end of the
    /// band is fewer, and never where there is no band.
    pub fn allows_fewer_than(self, earlier: u64) -> bool {
        matches!(self, StillToCome::Band(band) if band.high < earlier)
    }
}

impl PredictionBand {
    /// Whether nothing more is expected to come or go.
    pub fn is_settled(self) -> bool {
        self.low == self.so_far && self.high == self.so_far
    }
}

impl PredictionBand {
    /// `12 so far, 15–21 in the end`
    pub fn in_brief(&self) -> String {
        format!("{} so far, {} in the end", self.so_far, self.ends())
    }

    /// `12 → 15–21`, where the words have no room.
    pub fn in_short(&self) -> String {
        format!("{} → {}", self.so_far, self.ends())
    }

    fn ends(&self) -> String {
        let PredictionBand { low, high, .. } = self;
        if low == high { low.to_string() } else { format!("{low}–{high}") }
    }
}

/// `12 so far; by this source's delays 15–21 in the end`
impl fmt::Display for PredictionBand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (so_far, ends) = (self.so_far, self.ends());
        write!(f, "{so_far} so far; by this source's delays {ends} in the end")
    }
}

impl fmt::Display for StillToCome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StillToCome::Band(band) => band.fmt(f),
            StillToCome::TooLittleKnown(reason) => reason.fmt(f),
            StillToCome::DelayChanged(change) => change.fmt(f),
        }
    }
}

/// The delays of a feed as they are known on one day: made once, asked of any window.
#[derive(Clone, Debug)]
pub struct ReportingDelay {
    as_of: Day,
    known: Result<Arc<KnownDelay>, StillToCome>,
}

/// Enough to draw bands from.
#[derive(Clone, Debug)]
struct KnownDelay {
    triangle: Triangle,
    fit: DelayFit,
    revisions: RowRevisions,
}

impl ReportingDelay {
    /// What readings up to a day tell of a feed's delay. Later ones are left out.
    pub fn known_on(readings: &FeedReadings, as_of: Day) -> Self {
        ReportingDelay { as_of, known: KnownDelay::of(readings, as_of).map(Arc::new) }
    }

    /// The rows that count: all rows of the feed, or what a filter keeps of them.
    pub fn counting(&self, rows: &[SeenRow]) -> CountedRows {
        let rows = || rows.iter().filter_map(|row| row.known_by(self.as_of)).collect();
        let counted = |known: Arc<KnownDelay>| {
            let rows = SeenRows::new(&known, rows());
            (known, rows)
        };
        CountedRows { known: self.known.clone().map(counted) }
    }
}

/// Rows that count, by the delays of their feed.
#[derive(Clone, Debug)]
pub struct CountedRows {
    known: Result<(Arc<KnownDelay>, SeenRows), StillToCome>,
}

impl CountedRows {
    /// How many of them will have an event day in a window in the end.
    pub fn still_to_come(&self, window: RangeInclusive<Day>) -> StillToCome {
        let (known, rows) = match &self.known {
            Ok(known) => known,
            Err(reason) => return *reason,
        };
        let days = number(*window.start())..=number(*window.end());
        rows.band(known, days).map_or_else(StillToCome::TooLittleKnown, StillToCome::Band)
    }
}

impl KnownDelay {
    fn of(readings: &FeedReadings, as_of: Day) -> Result<KnownDelay, StillToCome> {
        let rows: Vec<SeenRow> =
            readings.rows.iter().filter_map(|row| row.known_by(as_of)).collect();
        let WatchedReadings { readings, blocks } =
            pace_of(readings, &rows, as_of).map_err(StillToCome::TooLittleKnown)?;
        let triangle = Triangle::new(readings, &rows);
        let fit = DelayFit::of(&triangle, blocks).map_err(StillToCome::TooLittleKnown)?;
        if let Some(change) = change_of(&triangle) {
            return Err(StillToCome::DelayChanged(change));
        }
        let revisions = RowRevisions::of(&triangle, &rows);
        Ok(KnownDelay { triangle, fit, revisions })
    }
}

impl SeenRow {
    /// The row as it was known on a day: not yet gone if it went later, on its earlier day if it was
    /// put on another later, `None` if it came later.
    fn known_by(&self, as_of: Day) -> Option<SeenRow> {
        let gone = self.gone.filter(|gone| gone.by <= as_of);
        let redated = self.redated.filter(|redated| redated.at.by <= as_of);
        let event = match self.redated {
            Some(later) if redated.is_none() => later.from,
            _ => self.event,
        };
        (self.seen.by <= as_of).then_some(SeenRow { event, gone, redated, ..*self })
    }
}
