//! The table of a monitoring mission: incidents and tallies of a window of reporting days, by place
//! and kind, against the window before and since the agreement. The two are never added together,
//! nor are two counters' figures.

mod coverage;
mod feed_rows;
mod incidents;
#[cfg(test)]
mod part_sums;
mod places;
mod running;
mod tallies;
mod tally_sheet;
#[cfg(test)]
mod tests;

pub use coverage::{Reported, ToldCount};
pub(super) use incidents::CellIncidents;
pub use running::{Check, Printed};

use super::{Area, Board, RowGroup, StillToCome, days_in};
use crate::model::{Class, Clean, Day, Id, IncidentKind, Record, RecordIx, later};

/// A window of reporting days and what is counted in it.
#[derive(Clone, PartialEq, Debug)]
pub struct WindowTable {
    /// The first reporting day of the window.
    pub first: Day,
    /// The last reporting day of the window.
    pub last: Day,
    /// The window of the same length before it.
    pub previous: (Day, Day),
    /// The days since the window that are not over, or not told of yet: the one that is looked at;
    /// `None` when the window ends with it.
    pub so_far: Option<(Day, Day)>,
    /// The first day of the running totals: the agreement's; `None` when the window ends before it.
    pub since: Option<Day>,
    /// Series by series, incidents first; in each the total, then kinds, then places, each followed by
    /// its parts; of incidents, corridors before places.
    pub rows: Vec<WindowRow>,
}

/// One line of the table. Without place and kind it is the reported total: of a tally the figure
/// that its author gives, never a sum of parts.
#[derive(Clone, PartialEq, Debug)]
pub struct WindowRow {
    /// What is counted: the plural of a class of incidents, or a tally's `of`. Records whose date is open at an end stand apart: "…, day open".
    pub of: Clean,
    /// Who counted; none for incidents, which are the board's own list.
    pub by: Option<Counter>,
    /// Who is accused, where a tally says so: what is held against one is not added to the rest.
    pub against: Option<Id>,
    /// A place's id, or the word of a tally that is none; "inside the corridor" of incidents,
    /// certain to possible, whatever their place; "elsewhere in" a place what is of it and of none of
    /// its parts that have a row.
    pub place: Option<Clean>,
    /// How many rows of places it lies in: incidents count into each of them; a tally's whole is
    /// the figure that its author gives.
    pub depth: usize,
    /// What of it is counted, in the word of files or the tally's own; `None` for all kinds.
    pub kind: Option<Clean>,
    /// Days of the window with a report: of a tally one of its own, of incidents one by something
    /// else than they, of their class and there.
    pub reported: Reported,
    /// `None` without a report, which is not zero.
    pub count: Option<ToldCount>,
    /// The same count in the window before; `None` without a report.
    pub previous: Option<ToldCount>,
    /// The same count since the window, as far as it is told.
    pub so_far: Option<ToldCount>,
    /// Since the agreement: the latest printed figure that can be right, as it was printed, else what
    /// the days amount to.
    pub running: Option<ToldCount>,
    /// The latest running figure as printed; on totals only.
    pub printed: Option<Printed>,
    /// The newest tally of a series whatever its day, which the front shows; on totals only.
    pub latest: Option<RecordIx>,
    /// How many there will be in the window in the end: on the totals of a feed with a lineage, and not
    /// of people.
    pub to_come: Option<StillToCome>,
    /// What is counted in it, by which its figures find their records.
    pub(super) counted: CountedInRow,
    /// What the figures rest on: records that touch the window, the one before, the time since or
    /// the running time, the newest first.
    pub records: Vec<RecordIx>,
}

/// Who counts: the actor that a tally names, else the voice that tells it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Counter {
    /// The actor whose count the tally says it is.
    Actor(Id),
    /// The voice that tells a figure without saying whose it is.
    Voice(Id),
}

/// What one counter counts: figures that may be added up.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(super) struct TallySeries {
    pub of: Clean,
    pub by: Option<Counter>,
    pub against: Option<Id>,
}

/// What a row counts.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum CountedInRow {
    /// Incidents of a class, at a place and of a kind.
    Incidents { class: Class, place: RowPlace, kind: Option<Clean> },
    /// Incidents of a class whose day is open at an end.
    OpenIncidents(Class),
    /// Rows of a feed, or the people killed in them.
    FeedRows { feed: usize, class: Class, group: Option<RowGroup>, of_people: bool },
    /// What one counter gives; `is_open` where its days are open at an end.
    Tallies { is_open: bool },
}

/// Where incidents are counted together.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum RowPlace {
    Anywhere,
    /// In a corridor or a zone.
    Area(Area),
    /// At a place, its parts included.
    Place(Id),
    /// At a place, and at none of its parts that have a row.
    Elsewhere(Id),
}

/// A place and a kind; both missing is the total.
type CellKey = (Option<Clean>, Option<Clean>);
type DaySpan = (Day, Day);

impl Counter {
    /// The id of the actor or the voice.
    pub fn id(&self) -> &Id {
        match self {
            Counter::Actor(id) | Counter::Voice(id) => id,
        }
    }
}

impl WindowTable {
    /// Days of the window.
    pub fn days(&self) -> u64 {
        days_in(self.first, self.last)
    }

    /// All days that a figure of the table can rest on.
    fn all_days(&self) -> DaySpan {
        let start = self.since.map_or(self.previous.0, |since| since.min(self.previous.0));
        (start, self.end())
    }

    /// The last day that anything in the table can be of.
    fn end(&self) -> Day {
        self.so_far.map_or(self.last, |(_, end)| end)
    }

    pub(super) fn running(&self) -> Option<DaySpan> {
        self.since.map(|since| (since, self.last))
    }
}

impl WindowRow {
    /// Whether it is the total of its series: of all places and kinds.
    pub fn is_total(&self) -> bool {
        self.place.is_none() && self.kind.is_none()
    }

    /// What the register calls it: `attacks`, `attacks@ariha/ied`, `violations:osce~armenia@hadrut`.
    pub fn name(&self) -> String {
        let by = self.by.as_ref().map(|by| format!(":{}", by.id())).unwrap_or_default();
        let against = self.against.as_ref().map(|id| format!("~{id}")).unwrap_or_default();
        let place = self.place.as_ref().map(|place| format!("@{place}")).unwrap_or_default();
        let kind = self.kind.as_ref().map(|kind| format!("/{kind}")).unwrap_or_default();
        format!("{}{by}{against}{place}{kind}", self.of)
    }

    /// Whether it is a row of what a counter counts.
    pub(super) fn series_of(&self, series: &TallySeries, is_open: bool) -> bool {
        let of = if is_open { apart(&series.of).into() } else { series.of.clone() };
        (&self.of, &self.by, &self.against) == (&of, &series.by, &series.against)
    }

    /// Whether its author contradicts himself in any of its figures.
    pub fn contradicts(&self) -> bool {
        let told = [&self.count, &self.previous, &self.so_far, &self.running];
        told.into_iter().flatten().any(|told| told.contradicts)
    }

    /// Whether there is anything to tell, now or before.
    fn is_told(&self) -> bool {
        let told = [&self.count, &self.previous, &self.so_far, &self.running];
        told.into_iter().any(Option::is_some)
    }
}

impl WindowTable {
    /// The table of the newest complete window of so many days. A bulletin for a day is published
    /// the day after, so that by the evening of day K the days to K-1 are complete: *known then*
    /// the window ends on the day before the one that is looked at, *in hindsight* on that day.
    /// What is told of the days after it stands apart.
    pub fn of(board: &Board, days: i64) -> WindowTable {
        let last = board.clock.last_complete_day();
        let so_far = later(last, 1).filter(|next| *next <= board.clock.as_of);
        WindowTable::with(board, (last, so_far.map(|next| (next, board.clock.as_of))), days)
    }

    /// The table of the `days` days that end on `last`. The filter does not narrow it.
    pub fn to(board: &Board, last: Day, days: i64) -> WindowTable {
        WindowTable::with(board, (last, None), days)
    }

    fn with(board: &Board, (last, so_far): (Day, Option<DaySpan>), days: i64) -> WindowTable {
        let back = |from: Day, days: i64| later(from, -days).unwrap_or(from);
        let (first, days) = (back(last, days.max(1) - 1), days.max(1));
        let previous = (back(first, days), back(first, 1));
        let since = board.start_of_agreement().filter(|since| *since <= last);
        let mut window = WindowTable { first, last, previous, so_far, since, rows: Vec::new() };
        for class in Class::ALL {
            let rows = WindowRow::of_incidents(board, *class, &window);
            window.rows.extend(rows);
        }
        let rows = WindowRow::of_feeds(board, &window);
        window.rows.extend(rows);
        let rows = WindowRow::of_tallies(board, &window);
        window.rows.extend(rows);
        window
    }
}

impl Board {
    /// What is counted, and against whom where the counter says so.
    pub fn series_name(&self, row: &WindowRow) -> String {
        self.counted_name(&row.of, row.against.as_ref())
    }

    pub(super) fn counted_name(&self, of: &str, against: Option<&Id>) -> String {
        let against = against.map(|id| format!(", held against {}", self.quoted_name(id)));
        format!("{of}{}", against.unwrap_or_default())
    }

    /// The place and the kind of a row below its total, set in; `None` of a total.
    pub fn cell_name(&self, row: &WindowRow) -> Option<String> {
        let place = row.place.as_ref().map(|place| self.place_in_words(place));
        let margin = "  ".repeat(row.depth);
        let kind = row.kind.as_ref().map(|kind| self.kind_name(row, kind));
        match (place, kind) {
            (None, None) => None,
            (None, Some(kind)) => Some(format!("  {kind}")),
            (Some(place), None) => Some(format!("{margin}  {place}")),
            (Some(_), Some(kind)) => Some(format!("{margin}    {kind}")),
        }
    }

    /// A row's place as it is read: a place, a zone or a route by its name.
    fn place_in_words(&self, place: &str) -> String {
        let name = |id: &str| Some(self.scenario().name(&Id::new(id)?).to_owned());
        let areas = [incidents::INSIDE_CORRIDOR, incidents::INSIDE];
        let area = areas.iter().find_map(|inside| {
            let id = place.strip_prefix(inside)?.strip_prefix(' ')?;
            Some(format!("{inside} {}", name(id)?))
        });
        area.or_else(|| name(place)).unwrap_or_else(|| place.to_owned())
    }

    /// A kind as it is read: a word of the closed list as the lists say it, one of the board's own by
    /// its name, a tally's as it stands.
    fn kind_name<'a>(&'a self, row: &WindowRow, kind: &'a Clean) -> &'a str {
        let is_incident = matches!(row.counted, CountedInRow::Incidents { .. });
        let record = self.own_kind_of_row(row);
        let of_list = IncidentKind::from_word(kind).filter(|_| is_incident);
        match (record, of_list) {
            (Some(record), _) => record.heading(),
            (None, Some(kind)) => kind.spoken(),
            (None, None) => kind,
        }
    }

    /// The record that declares the kind of a row of incidents; `None` of a kind of the format's.
    pub fn own_kind_of_row(&self, row: &WindowRow) -> Option<&Record> {
        let is_incident = matches!(row.counted, CountedInRow::Incidents { .. });
        let kind = row.kind.as_ref().filter(|_| is_incident)?;
        self.scenario().kind(&Id::new(kind)?)
    }

    /// What to call a counter.
    pub fn counter_name<'a>(&'a self, counter: &'a Counter) -> &'a str {
        match counter {
            Counter::Actor(id) => self.name(id),
            Counter::Voice(id) => self.voice_name(id),
        }
    }
}

/// The name under which records of an open date stand apart.
fn apart(of: &str) -> String {
    format!("{of}, day open")
}

fn row(
    series: TallySeries,
    (place, kind): CellKey,
    counted: CountedInRow,
    window: &WindowTable,
    count: impl Fn(DaySpan) -> Option<ToldCount>,
    records: Vec<RecordIx>,
) -> WindowRow {
    let TallySeries { of, by, against } = series;
    let of_window = count((window.first, window.last));
    let none = Reported { n: 0, of: window.days() };
    WindowRow {
        of,
        by,
        against,
        place,
        depth: 0,
        kind,
        reported: of_window.as_ref().map_or(none, |told| told.reported),
        count: of_window,
        previous: count(window.previous),
        so_far: window.so_far.and_then(&count),
        latest: None,
        running: window.running().and_then(&count),
        printed: None,
        to_come: None,
        counted,
        records,
    }
}
