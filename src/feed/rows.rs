//! The rows of a feed as columns: some forty bytes a row, in segments that are shared once full.

use std::{collections::BTreeMap, sync::Arc};

use chrono::Datelike;
use serde::{Deserialize, Serialize};

use super::{Faults, Names, column, marks::Marks, seen::Seen};
use crate::model::{Bounds, Clean, Coordinates, Day, IncidentKind, Interval, Measure, Point};

/// Rows to a segment.
pub const SEGMENT: usize = 1 << 16;
/// Rows of a feed at most; what follows is counted and left out.
pub const MOST_ROWS: usize = 1 << 28;

/// What happened, in the words of the file, and what that is to the board.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct EventType {
    /// The file's own word for it; empty where it has none.
    pub label: Clean,
    /// A kind of attack; `None` where the row is a figure.
    pub attack: Option<IncidentKind>,
    /// Whether civilians were aimed at, as far as the file says.
    pub on_civilians: bool,
    /// What the row's figure counts; `None` where the row is an event.
    pub measure: Option<Measure>,
    /// Which part of the people that is, by cause, origin, sex, age or whatever the file tells them
    /// apart by; empty of a figure of all.
    pub part: Clean,
}

impl EventType {
    /// What to call it: as the file does, else as the board does.
    pub fn name(&self) -> &str {
        let known = || self.attack.map(IncidentKind::word).or(self.measure.map(Measure::word));
        if self.label.is_empty() { known().unwrap_or("not yet known") } else { &self.label }
    }
}

/// The two sides of an event. Which of them acted is not said.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Parties {
    /// The side that the file names first.
    pub a: Clean,
    /// The side that it names second; empty where it names one only.
    pub b: Clean,
}

/// Where it was, as the file says.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Site {
    /// The place by the file's name for it.
    pub name: Clean,
    /// The province or district.
    pub area: Clean,
    /// The country.
    pub country: Clean,
    /// The point that the file gives; `None` where it gives none that can be used.
    pub at: Option<Coordinates>,
    /// Kilometres that the point may be off; `None` where nobody says.
    pub precision_km: Option<f64>,
    /// A sum over its names on every level, where the file has several; 0 elsewhere.
    pub(super) levels: u64,
}

impl Site {
    /// Its point, as a record would give it.
    pub fn point(&self) -> Option<Point> {
        let Coordinates { lat, lon } = self.at?;
        Some(Point { lat, lon, precision_km: self.precision_km, grid: None })
    }
}

/// People, as the file estimates them. The file may contradict itself: kept as printed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Deaths {
    /// The least; `None` where the file does not state it.
    pub low: Option<u64>,
    /// The best figure; `None` where the file does not state it.
    pub best: Option<u64>,
    /// The most; `None` where the file does not state it.
    pub high: Option<u64>,
}

impl Deaths {
    /// A figure that leaves no room.
    pub fn exactly(n: u64) -> Deaths {
        Deaths { low: Some(n), best: Some(n), high: Some(n) }
    }

    /// From the least that any figure says to the most; where no least or no most is stated, nobody
    /// can say it: `12+` is twelve or any number more.
    pub fn bounds(&self) -> Bounds {
        let figures = || [self.low, self.best, self.high].into_iter().flatten();
        Bounds {
            low: self.low.and_then(|_| figures().min()).unwrap_or(0),
            high: self.high.and_then(|_| figures().max()),
        }
    }
}

impl Deaths {
    /// The figure that stands for these; `None` where none is stated.
    fn usual(self) -> Option<u64> {
        self.best.or(self.low).or(self.high)
    }

    /// The sums of some estimates, each so many times. One without a least has its best figure there,
    /// as on the board; one without a most leaves the sum without one: `12+` is twelve or any number
    /// more.
    pub(super) fn sum(all: impl Iterator<Item = (Deaths, u64)>) -> Deaths {
        let add = |to: &mut Option<u64>, figure: Option<u64>, times: u64| {
            let more = figure.map(|figure| figure.saturating_mul(times));
            *to = more.map_or(*to, |more| Some(to.unwrap_or(0).saturating_add(more)));
        };
        let (mut sum, mut is_open) = (Deaths::default(), false);
        for (deaths, times) in all {
            let usual = deaths.usual();
            add(&mut sum.low, deaths.low.or(usual), times);
            add(&mut sum.best, usual, times);
            add(&mut sum.high, deaths.high, times);
            is_open |= usual.is_some() && deaths.high.is_none();
        }
        Deaths { high: sum.high.filter(|_| !is_open), ..sum }
    }
}

/// First and last day on which it may have been.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct DayRange {
    /// The first day, counted as `chrono` counts them from the common era.
    pub first: i32,
    /// The last day, counted alike; never before the first.
    pub last: i32,
}

impl DayRange {
    /// The same as dates of the calendar.
    pub fn interval(self) -> Interval {
        Interval {
            earliest: Day::from_num_days_from_ce_opt(self.first),
            latest: Day::from_num_days_from_ce_opt(self.last),
        }
    }

    /// Every day that can be.
    pub(super) fn range() -> std::ops::RangeInclusive<i32> {
        Day::MIN.num_days_from_ce()..=Day::MAX.num_days_from_ce() - i32::from(u16::MAX)
    }

    /// Both, and what lies between.
    pub fn and(self, other: DayRange) -> DayRange {
        DayRange { first: self.first.min(other.first), last: self.last.max(other.last) }
    }

    /// From the one day to the other.
    pub(super) fn of(first: Day, last: Day) -> DayRange {
        DayRange { first: first.num_days_from_ce(), last: last.num_days_from_ce() }
    }
}

/// The columns of up to [`SEGMENT`] rows. Days are counted as `chrono` counts them from the common
/// era; the others are numbers of names.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Segment {
    /// Where the row begins in the file, in bytes.
    #[serde(with = "column")]
    pub offset: Vec<u64>,
    /// The first day on which it may have been.
    #[serde(with = "column")]
    pub first: Vec<i32>,
    /// Days from the first to the last.
    #[serde(with = "column")]
    pub more: Vec<u16>,
    /// The first day on which a source told of it; [`UNTOLD`] where the file names none.
    #[serde(with = "column")]
    pub told: Vec<i32>,
    /// What happened: a number in [`FeedRows::sorts`].
    #[serde(with = "column")]
    pub sort: Vec<u32>,
    /// Its two sides: a number in [`FeedRows::parties`].
    #[serde(with = "column")]
    pub parties: Vec<u32>,
    /// Where it was: a number in [`FeedRows::sites`].
    #[serde(with = "column")]
    pub site: Vec<u32>,
    /// The dead or counted: a number in [`FeedRows::deaths`].
    #[serde(with = "column")]
    pub deaths: Vec<u32>,
    /// Who reported it: a number in [`FeedRows::sources`].
    #[serde(with = "column")]
    pub source: Vec<u32>,
    /// A sum over the row's own id, odd, or where it has none over all its cells, even: to know it
    /// when it is met again, and to find it when the file was read anew.
    #[serde(with = "column")]
    pub id: Vec<u64>,
    /// When the row was last changed, in seconds from 1970, 0 where it does not say; no number at all
    /// of a file without such a column.
    #[serde(with = "column")]
    pub changed: Vec<u32>,
    /// How many events the row counts; no number at all of a file whose rows are one event each.
    #[serde(with = "column")]
    pub events: Vec<u32>,
    /// A sum over the id of the incident whose victim the row is, 0 where it names none; no number
    /// at all of a file of other rows.
    #[serde(with = "column")]
    pub incident: Vec<u64>,
    /// The dead as the row itself has them, where they are summed by incident.
    #[serde(with = "column")]
    pub own: Vec<u32>,
}

/// No source day.
pub const UNTOLD: i32 = i32::MIN;

impl Segment {
    pub(super) fn with_capacity(rows: usize) -> Segment {
        Segment {
            offset: Vec::with_capacity(rows),
            first: Vec::with_capacity(rows),
            more: Vec::with_capacity(rows),
            told: Vec::with_capacity(rows),
            sort: Vec::with_capacity(rows),
            parties: Vec::with_capacity(rows),
            site: Vec::with_capacity(rows),
            deaths: Vec::with_capacity(rows),
            source: Vec::with_capacity(rows),
            id: Vec::with_capacity(rows),
            changed: Vec::new(),
            events: Vec::new(),
            incident: Vec::new(),
            own: Vec::new(),
        }
    }

    /// How many events a row counts.
    pub fn events_of(&self, row: usize) -> u64 {
        self.events.get(row).map_or(1, |events| u64::from(*events))
    }

    /// How many rows it holds, at most [`SEGMENT`].
    pub fn len(&self) -> usize {
        self.offset.len()
    }

    /// Whether it holds no row.
    pub fn is_empty(&self) -> bool {
        self.offset.is_empty()
    }
}

/// Everything that was read of a file.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct FeedRows {
    /// The rows in the order of the file, every segment but the last of them full.
    #[serde(skip)]
    pub segments: Vec<Arc<Segment>>,
    /// The kinds of event that occur, each once.
    pub sorts: Arc<Names<EventType>>,
    /// The pairs of sides that occur, each once.
    pub parties: Arc<Names<Parties>>,
    /// The places that occur, each once.
    pub sites: Arc<Names<Site>>,
    /// The estimates of deaths that occur, each once.
    pub deaths: Arc<Names<Deaths>>,
    /// The reports' sources that occur, each once.
    pub sources: Arc<Names<Clean>>,
    /// What was wrong with the file, counted by kind.
    pub faults: Arc<Faults>,
    /// Data records of the file, whatever became of them.
    pub records: u64,
    /// Those that are left out.
    pub left_out: u64,
    /// Whether any row has a source day: without, the clock can only look back.
    #[serde(skip)]
    pub is_told: bool,
    /// Bytes that were read.
    pub bytes: u64,
    /// Rows of which another with the same id stands, from the first: they are kept as earlier words
    /// of it and counted nowhere.
    pub(super) earlier: Arc<Vec<u32>>,
    /// How many of these are victims of an incident for which another row stands.
    pub(super) joined: u64,
    /// Which record and line each row is.
    pub(super) marks: Arc<Marks>,
    pub(super) written: Option<DayRange>,
    /// What the cells show of how the file is to be read.
    pub(super) seen: Seen,
    /// Where the next row would begin, in bytes and lines; of a file of columns, in rows.
    pub end: (u64, u64),
    /// Columns with values that are no text, and how many.
    pub(super) lost: BTreeMap<usize, u64>,
    /// Whether a row is told from others by cells that were not asked for: it is to be read again.
    #[serde(skip)]
    pub needs_all: bool,
    #[serde(skip)]
    pub(super) count: usize,
    /// While the file is read: what each reader's numbers are here.
    #[serde(skip)]
    pub(super) readers: Vec<Numbers>,
}

/// The numbers that names have here, by the numbers they have with a reader.
#[derive(Clone, Debug, Default)]
pub(super) struct Numbers {
    pub sorts: Vec<u32>,
    pub parties: Vec<u32>,
    pub sites: Vec<u32>,
    pub deaths: Vec<u32>,
    pub sources: Vec<u32>,
}

impl FeedRows {
    /// Rows that are kept.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether not one row could be used.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The segment of a row, and its place there.
    pub fn segment_of(&self, row: usize) -> Option<(&Segment, usize)> {
        let segment = self.segments.get(row / SEGMENT)?;
        (row % SEGMENT < segment.len()).then_some((segment.as_ref(), row % SEGMENT))
    }

    /// The days on which the event may have been; `None` past the last row.
    pub fn span(&self, row: usize) -> Option<DayRange> {
        let (segment, n) = self.segment_of(row)?;
        Some(DayRange {
            first: segment.first[n],
            last: segment.first[n] + i32::from(segment.more[n]),
        })
    }

    /// The first day on which a source told of it; `None` where the file names none.
    pub fn told(&self, row: usize) -> Option<Day> {
        let (segment, n) = self.segment_of(row)?;
        Day::from_num_days_from_ce_opt(segment.told[n]).filter(|_| segment.told[n] != UNTOLD)
    }

    /// The byte at which the row begins in the file, or of a file of columns its number there, from
    /// 0; `None` past the last row, and of one that
    /// stands there no more.
    pub fn offset(&self, row: usize) -> Option<u64> {
        self.segment_of(row).filter(|_| self.is_in_file(row)).map(|(segment, n)| segment.offset[n])
    }

    /// The row in whose record a place of the file lies, as far as that is among those that are kept;
    /// of several figures of one record the first.
    pub fn row_at(&self, place: u64) -> Option<usize> {
        let begins = |segment: &Arc<Segment>| segment.offset.first().is_some_and(|at| *at <= place);
        let n = self.segments.partition_point(begins).checked_sub(1)?;
        let offsets = &self.segments[n].offset;
        let last = offsets.partition_point(|at| *at <= place).checked_sub(1)?;
        let first = offsets.partition_point(|at| *at < offsets[last]);
        Some(n * SEGMENT + first)
    }

    /// What happened, in the file's words; `None` past the last row.
    pub fn sort(&self, row: usize) -> Option<&EventType> {
        let (segment, n) = self.segment_of(row)?;
        self.sorts.get(segment.sort[n])
    }

    /// Its two sides; `None` past the last row.
    pub fn parties(&self, row: usize) -> Option<&Parties> {
        let (segment, n) = self.segment_of(row)?;
        self.parties.get(segment.parties[n])
    }

    /// Where it was; `None` past the last row.
    pub fn site(&self, row: usize) -> Option<&Site> {
        let (segment, n) = self.segment_of(row)?;
        self.sites.get(segment.site[n])
    }

    /// Its estimate of deaths; nothing stated past the last row.
    pub fn deaths(&self, row: usize) -> Deaths {
        let of = |(segment, n): (&Segment, usize)| self.deaths.get(segment.deaths[n]).copied();
        self.segment_of(row).and_then(of).unwrap_or_default()
    }

    /// How many events it counts: one of every row that is an event itself.
    pub fn events(&self, row: usize) -> u64 {
        self.segment_of(row).map_or(1, |(segment, n)| segment.events_of(n))
    }

    /// The same; `None` of every row of a file whose rows are one event each.
    pub(super) fn events_counted(&self, row: usize) -> Option<u64> {
        let (segment, n) = self.segment_of(row)?;
        segment.events.get(n).map(|events| u64::from(*events))
    }

    /// Who reported it; `None` past the last row.
    pub fn source(&self, row: usize) -> Option<&Clean> {
        let (segment, n) = self.segment_of(row)?;
        self.sources.get(segment.source[n])
    }

    /// The first and last day that any row names, as written: a code may widen it.
    pub fn period(&self) -> Option<(Day, Day)> {
        self.written?.interval().closed()
    }

    /// The sums of what the file gives as the least, the best figure and the most; `None` where no
    /// row gives any, and of the most where a row gives a figure that has no upper end.
    pub fn sums(&self) -> Deaths {
        let mut times = vec![0u64; self.deaths.list().len()];
        for n in self.segments.iter().flat_map(|segment| &segment.deaths) {
            times[*n as usize] += 1;
        }
        for (segment, n) in self.earlier.iter().filter_map(|row| self.segment_of(*row as usize)) {
            times[segment.deaths[n] as usize] -= 1;
        }
        Deaths::sum(self.deaths.list().iter().copied().zip(times).filter(|(_, times)| *times > 0))
    }

    /// The same with points no more exact than the file says that they are.
    pub fn rounded(&self) -> FeedRows {
        let mut sites = (*self.sites).clone();
        for site in sites.list_mut() {
            let rounded = site.point().map(Point::rounded);
            site.at = rounded.map(|point| point.coordinates());
            site.precision_km = rounded.and_then(|point| point.precision_km).or(site.precision_km);
        }
        FeedRows { sites: Arc::new(sites), ..self.clone() }
    }

    /// Makes ready for other readers, which number names anew.
    pub fn resumed(mut self) -> FeedRows {
        self.readers.clear();
        self
    }
}
