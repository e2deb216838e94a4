//! The feeds of a scenario: what was read of their files, side by side.

use std::sync::Arc;

use super::{
    FeedFile, RowIx,
    names::{KnownNames, Near},
};
use crate::{
    board::{Clock, Index},
    feed::{Cell, FeedSpec, UNTOLD, Wanted},
    format::leads_outside,
    model::{
        Clean, Coordinates, Day, FeedKind, FeedUse, Id, Key, Record, RecordIx, Scenario, Table,
        Value,
    },
};

/// A file that a scenario wants to be read.
#[derive(Clone, PartialEq, Debug)]
pub struct FeedRequest {
    /// The id of the record that names the file.
    pub id: Id,
    /// The path in the scenario, taken from its folder.
    pub path: Clean,
    /// What the record says of its kind, use and columns.
    pub wanted: Wanted,
    /// Where what its readings find is kept.
    pub lineage: LineagePlace,
}

/// Where it is kept what each reading of a feed finds new, revised or gone.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LineagePlace {
    /// Beside the scenario, whose author asks for it: whoever reads there keeps it.
    BesideScenario,
    /// With the reader, where the author says nothing: the board keeps it, and a command that only
    /// looks does not.
    WithReader,
    /// Nowhere, as the author wants it.
    Nowhere,
}

/// The feeds that a scenario names, in its order; of a path that leads out of its folder it is told
/// where it stands.
pub fn feed_requests(scenario: &Scenario) -> Vec<FeedRequest> {
    let request = |record: &Record| {
        let path = record.text(Key::Path).filter(|path| !leads_outside(path.original()))?.clone();
        let kind = record.term::<FeedKind>(Key::Kind);
        let joins = record.term::<FeedUse>(Key::As);
        let columns = match record.get(Key::Columns) {
            Some(Value::Columns(columns)) => columns.clone(),
            _ => Vec::new(),
        };
        let lineage = match record.get(Key::Lineage) {
            Some(Value::Flag(true)) => LineagePlace::BesideScenario,
            Some(Value::Flag(false)) => LineagePlace::Nowhere,
            _ => LineagePlace::WithReader,
        };
        let text = |key: Key| record.text(key).cloned();
        let wanted = Wanted {
            kind,
            joins,
            columns,
            sheet: text(Key::Sheet),
            encoding: text(Key::Encoding),
            delimiter: None,
            date_format: text(Key::DateFormat),
            header_line: match record.get(Key::HeaderLine) {
                Some(Value::Integer(line)) => u64::try_from(*line).ok(),
                _ => None,
            },
            events: text(Key::Events),
            incident: text(Key::Incident),
        };
        Some(FeedRequest { id: record.id.clone(), path, wanted, lineage })
    };
    scenario.table(Table::Feed).iter().filter_map(request).collect()
}

impl FeedFile {
    /// Whether these cells are those of a row: its own id, and its place by name.
    pub fn is_row(&self, row: usize, cells: &[Cell]) -> bool {
        let known = self.rows.segment_of(row).map(|(segment, n)| segment.id[n]);
        known == Some(self.reading.id_of(cells))
    }
}

/// Who may pass rows on, and how they are to be cited.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Terms {
    /// The licence by name; `not stated` where neither the feed nor its kind says.
    pub licence: Clean,
    /// How to cite it; `not stated` where neither the feed nor its kind says.
    pub cite: Clean,
    /// Whether rows may leave the board.
    pub may_share: bool,
}

/// The terms of a feed: its own, else those of its kind.
pub fn terms(record: &Record) -> Terms {
    let spec = record.term::<FeedKind>(Key::Kind).map(FeedSpec::of);
    let text = |key: Key, usual: Option<&str>| {
        record.text(key).cloned().unwrap_or_else(|| usual.unwrap_or("not stated").into())
    };
    let licence = text(Key::Licence, spec.and_then(|spec| spec.licence));
    let cite = text(Key::Cite, spec.and_then(|spec| spec.cite));
    let may_share = is_open(&licence);
    Terms { licence, cite, may_share }
}

/// Whether a licence lets rows be passed on as they are: one of those that are known to, by its
/// name and nothing else. Others forbid it, or nobody can say.
fn is_open(licence: &str) -> bool {
    let small = licence.to_lowercase().replace([' ', '_'], "-");
    let name = small.trim_end_matches(|c: char| c.is_ascii_digit() || ".-".contains(c));
    let open = [
        "cc0",
        "cc",
        "cc-by",
        "cc-by-sa",
        "cc-by-nc",
        "cc-by-nc-sa",
        "cc-by-igo",
        "cc-by-sa-igo",
        "public-domain",
        "odbl",
        "odc-by",
        "odc-odbl",
        "pddl",
    ];
    let igo = name.strip_suffix("-igo").unwrap_or(name);
    let igo = igo.trim_end_matches(|c: char| c.is_ascii_digit() || ".-".contains(c));
    (open.contains(&name) || open.contains(&igo)) && name != "cc" || small.starts_with("cc0")
}

/// The feeds of a scenario as they were read. Rows are numbered through all of them.
#[derive(Debug, Default)]
pub struct NumberedFeeds {
    /// What was read of each feed, in the order of the scenario.
    pub files: Vec<Arc<FeedFile>>,
    /// The number of each feed's first row, and one end more.
    starts: Vec<usize>,
    /// Of each feed, which records its names mean.
    pub(in crate::board) known: Vec<KnownNames>,
    /// Of each feed, every how many days it is downloaded, where the scenario says.
    every_days: Vec<Option<u32>>,
}

impl NumberedFeeds {
    /// The feeds as they were read, their names held against the scenario.
    pub(super) fn new(index: &Index, files: &[Arc<FeedFile>]) -> NumberedFeeds {
        let mut starts = vec![0];
        for file in files {
            starts.push(starts.last().copied().unwrap_or(0) + file.rows.len());
        }
        let known = files.iter().map(|file| KnownNames::of(index, file)).collect();
        let every_days =
            |file: &Arc<FeedFile>| match index.scenario.find(&file.id)?.get(Key::EveryDays) {
                Some(Value::Integer(days)) => u32::try_from(*days).ok(),
                _ => None,
            };
        let every_days = files.iter().map(every_days).collect();
        NumberedFeeds { files: files.to_vec(), starts, known, every_days }
    }

    /// Every how many days a feed is downloaded, where the scenario says.
    pub fn every_days(&self, feed: usize) -> Option<u32> {
        self.every_days.get(feed).copied().flatten()
    }

    /// Whether these are the files it was made of.
    pub fn is_of(&self, files: &[Arc<FeedFile>]) -> bool {
        self.files.len() == files.len()
            && self.files.iter().zip(files).all(|(a, b)| Arc::ptr_eq(a, b))
    }

    /// Whether no feed was read; feeds without a row count as read.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Where a row is, by its number.
    pub fn at(&self, number: usize) -> RowIx {
        let feed = self.starts.partition_point(|start| *start <= number).saturating_sub(1);
        RowIx { feed, row: number - self.starts.get(feed).copied().unwrap_or(0) }
    }

    /// The number of a row through all feeds, from 0.
    pub fn number(&self, at: RowIx) -> usize {
        self.starts.get(at.feed).copied().unwrap_or(0) + at.row
    }

    /// The feeds that join a list, with the number of each one's first row.
    pub(super) fn joining(
        &self,
        joins: FeedUse,
    ) -> impl Iterator<Item = (usize, &FeedFile, usize)> {
        let all = self.files.iter().enumerate().zip(&self.starts);
        all.filter(move |((_, file), _)| file.reading.joins == joins)
            .map(|((n, file), start)| (n, file.as_ref(), *start))
    }

    /// Whether any feed has this use.
    pub fn joins(&self, joins: FeedUse) -> bool {
        self.joining(joins).next().is_some()
    }

    /// The points of all sites, of a feed that is narrowed only those that may be near.
    pub fn points(&self) -> impl Iterator<Item = Coordinates> {
        self.files.iter().zip(&self.known).flat_map(|(file, known)| {
            let near = known.within.as_deref();
            let sites = file.rows.sites.list().iter().enumerate();
            let is_near = move |n: usize| near.is_none_or(|near| near[n] == Near::Surely);
            let sites = sites.filter(move |(n, _)| is_near(*n));
            sites.filter_map(|(_, site)| site.at)
        })
    }

    /// Whether a clock shows a row: it has begun, and where the clock asks when, a source has told.
    pub fn is_in_sight(&self, at: RowIx, clock: Clock) -> bool {
        let Some(file) = self.files.get(at.feed) else { return false };
        let begun = file.rows.span(at.row).and_then(|span| span.interval().earliest);
        let is_told = || {
            let known = file.known_from(at.row);
            let day = Day::from_num_days_from_ce_opt(known).filter(|_| known != UNTOLD);
            day.is_some_and(|day| clock.knows(day))
        };
        begun.is_some_and(|day| day <= clock.as_of) && (clock.known_by().is_none() || is_told())
    }

    /// How many rows of a feed are near enough to what it is narrowed to, and how many may be; `None`
    /// where it is not.
    pub fn narrowed(&self, feed: usize) -> Option<&str> {
        self.known.get(feed)?.narrowed.as_deref()
    }

    /// The record that names a feed.
    pub fn record(&self, index: &Index, feed: usize) -> Option<RecordIx> {
        let file = self.files.get(feed)?;
        let is_it = |n: &RecordIx| index.scenario.record(*n).id == file.id;
        index.scenario.span(Table::Feed).find(is_it)
    }
}
