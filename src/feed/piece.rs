//! A piece: what was read of one block. Each thread has a reader, which knows the names it has met;
//! pieces are put together in the order of their blocks.

use std::{borrow::Cow, hash::BuildHasher, sync::Arc};

use chrono::Datelike;

use super::{
    Block, Cell, Deaths, Dialect, Encoding, Fault, FaultKind, Faults, Means, Names, Parties, Site,
    Sort, Span,
    cells::{self, Cells},
    dates::{self, Order},
    kinds,
    names::Fresh,
    rows::{Segment, UNTOLD},
};
use crate::model::{AttackKind, Clean, Coordinates, Day, FeedKind, FeedUse, Measure};

/// Bytes that the faster reader holds at once: they stay in the cache.
const AT_ONCE: usize = 256 << 10;

/// What was read of a block. Its rows have the numbers that names have with its reader; those that
/// the reader had not met before go with it.
#[derive(Debug, Default)]
pub struct Piece {
    pub(super) reader: usize,
    pub(super) columns: Segment,
    pub(super) sorts: Fresh<Sort>,
    pub(super) parties: Fresh<Parties>,
    pub(super) sites: Fresh<Site>,
    pub(super) deaths: Fresh<Deaths>,
    pub(super) sources: Fresh<Clean>,
    pub(super) faults: Faults,
    pub(super) records: u64,
    pub(super) left_out: u64,
    pub(super) written: Option<Span>,
    pub(super) bytes: u64,
    /// Where the next block begins, in bytes and lines.
    pub(super) end: (u64, u64),
}

/// How the blocks of a file are read.
#[derive(Clone, Debug)]
pub struct Reading {
    pub dialect: Arc<Dialect>,
    pub joins: FeedUse,
    /// The column of each meaning.
    columns: [Option<usize>; Means::People as usize + 1],
}

/// What is wrong with what was read from some cells.
type Wrong = Vec<(FaultKind, Option<Means>)>;

/// Names that a reader has met, what was wrong with each, which counts for every row that has it, and
/// those that no piece has told of yet.
#[derive(Debug)]
struct Met<T> {
    names: Names<T>,
    wrong: Vec<Wrong>,
    fresh: Fresh<T>,
    /// The key that was asked for last, and its number: rows of a day mostly stand together.
    last: (Vec<u8>, u32),
}

impl<T> Default for Met<T> {
    fn default() -> Self {
        Met { names: Names::default(), wrong: Vec::new(), fresh: Vec::new(), last: (Vec::new(), 0) }
    }
}

impl<T: Clone> Met<T> {
    /// The number of what a key stands for; what is wrong with it is added.
    fn number(&mut self, key: &[u8], wrong: &mut Wrong, read: impl FnOnce(&mut Wrong) -> T) -> u32 {
        if !self.wrong.is_empty() && self.last.0 == key {
            wrong.extend_from_slice(&self.wrong[self.last.1 as usize]);
            return self.last.1;
        }
        let (found, fresh) = (&mut self.wrong, &mut self.fresh);
        let number = self.names.number(key, || {
            let mut now = Wrong::new();
            let value = read(&mut now);
            found.push(now);
            fresh.push((key.into(), value.clone()));
            value
        });
        wrong.extend_from_slice(&self.wrong[number as usize]);
        self.last.0.clear();
        self.last.0.extend_from_slice(key);
        self.last.1 = number;
        number
    }
}

/// The days that a row's cells name, and those on which it may have been.
#[derive(Clone, Copy, Debug)]
struct Days {
    written: Span,
    span: Span,
}

/// Reads blocks, one after another.
pub struct Reader<'a> {
    reading: &'a Reading,
    number: usize,
    days: Met<Option<Days>>,
    told: Met<i32>,
    sorts: Met<Sort>,
    parties: Met<Parties>,
    sites: Met<Site>,
    deaths: Met<Deaths>,
    sources: Met<Clean>,
    key: Vec<u8>,
}

/// A block while it is read: what comes of it, and which line a row is on.
struct Open<'a> {
    piece: Piece,
    lines: Lines<'a>,
}

/// Which line a place of a block is on, asked for in order.
struct Lines<'a> {
    bytes: &'a [u8],
    at: usize,
    line: u64,
}

impl Lines<'_> {
    /// Where a record begins: line ends before it are none of it.
    fn begin(&self, mut place: usize) -> usize {
        while self.bytes.get(place).is_some_and(|b| matches!(b, b'\n' | b'\r')) {
            place += 1;
        }
        place
    }

    fn of(&mut self, place: usize) -> u64 {
        if let Some(bytes) = self.bytes.get(self.at..place) {
            self.line += line_ends(bytes);
            self.at = place;
        }
        self.line
    }
}

/// How many lines end in some bytes: by a line feed, a carriage return, or both.
pub(super) fn line_ends(bytes: &[u8]) -> u64 {
    let is_end = |n: &usize| bytes[*n] == b'\n' || bytes.get(n + 1) != Some(&b'\n');
    memchr::memchr2_iter(b'\n', b'\r', bytes).filter(is_end).count() as u64
}

impl Reading {
    pub fn new(dialect: Arc<Dialect>, joins: FeedUse) -> Reading {
        let mut columns = [None; Means::People as usize + 1];
        dialect.places.iter().for_each(|(means, n)| columns[*means as usize] = Some(*n));
        Reading { dialect, joins, columns }
    }

    /// A reader; each of several has a number of its own, from 0.
    pub fn reader(&self, number: usize) -> Reader<'_> {
        Reader {
            reading: self,
            number,
            days: Met::default(),
            told: Met::default(),
            sorts: Met::default(),
            parties: Met::default(),
            sites: Met::default(),
            deaths: Met::default(),
            sources: Met::default(),
            key: Vec::new(),
        }
    }

    /// The cell of a meaning among those of a row.
    pub fn cell<'a>(&self, cells: &'a [Cell], means: Means) -> Option<&'a Clean> {
        self.column(means).and_then(|n| cells.get(n)).map(|cell| &cell.text)
    }

    /// The hash of the id among the cells of a row, as [`Segment::id`] has it.
    pub fn id_of(&self, cells: &[Cell]) -> u32 {
        let id = self.column(Means::Id).and_then(|n| cells.get(n));
        hash(id.map_or("", |cell| cell.text.original()).as_bytes())
    }

    fn column(&self, means: Means) -> Option<usize> {
        self.columns[means as usize]
    }
}

impl Reader<'_> {
    /// Reads a block. One that every reader takes the same way goes to the faster one.
    pub fn piece(&mut self, block: &Block) -> Piece {
        let piece = Piece {
            reader: self.number,
            bytes: block.bytes.len() as u64,
            end: (block.offset + block.bytes.len() as u64, block.next_line),
            ..Piece::default()
        };
        let lines = Lines { bytes: &block.bytes, at: 0, line: block.line };
        let mut open = Open { piece, lines };
        for (line, _) in &block.too_long {
            open.piece.left_out += 1;
            open.piece.records += 1;
            let row = open.piece.records;
            let fault = Fault { kind: FaultKind::TooLong, means: None, row, line: *line };
            open.piece.faults.add(fault);
        }
        match block.is_odd {
            true => self.read_oddly(block, &mut open),
            false => self.read_fast(block, &mut open),
        }
        self.days.fresh.clear();
        self.told.fresh.clear();
        Piece {
            sorts: std::mem::take(&mut self.sorts.fresh),
            parties: std::mem::take(&mut self.parties.fresh),
            sites: std::mem::take(&mut self.sites.fresh),
            deaths: std::mem::take(&mut self.deaths.fresh),
            sources: std::mem::take(&mut self.sources.fresh),
            ..open.piece
        }
    }

    fn read_fast(&mut self, block: &Block, open: &mut Open) {
        let mut reader = simd_csv::ZeroCopyReaderBuilder::with_capacity(AT_ONCE)
            .delimiter(self.reading.dialect.delimiter)
            .has_headers(false)
            .flexible(true)
            .from_reader(block.bytes.as_slice());
        loop {
            let place = reader.position();
            let Ok(Some(record)) = reader.read_byte_record() else { break };
            self.take(&record, block.offset, place, open, Wrong::new());
        }
    }

    fn read_oddly(&mut self, block: &Block, open: &mut Open) {
        let delimiter = self.reading.dialect.delimiter;
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .has_headers(false)
            .flexible(true)
            .from_reader(block.bytes.as_slice());
        let mut record = csv::ByteRecord::new();
        loop {
            let place = reader.position().byte();
            if !reader.read_byte_record(&mut record).unwrap_or(false) {
                break;
            }
            let end =
                |place: u64| usize::try_from(place).unwrap_or(usize::MAX).min(block.bytes.len());
            let bytes = &block.bytes[end(place)..end(reader.position().byte())];
            let wrong = match has_stray_quote(bytes, delimiter) {
                true => vec![(FaultKind::StrayQuote, None)],
                false => Wrong::new(),
            };
            self.take(&record, block.offset, place, open, wrong);
        }
    }

    /// Takes in one record, which begins `place` bytes into the block.
    fn take(
        &mut self,
        record: &impl Cells,
        offset: u64,
        place: u64,
        open: &mut Open,
        mut wrong: Wrong,
    ) {
        let piece = &mut open.piece;
        piece.records += 1;
        if !self.reading.dialect.is_readable() {
            piece.left_out += 1;
            return;
        }
        let width = self.reading.dialect.columns.len();
        match record.count().cmp(&width) {
            std::cmp::Ordering::Less => wrong.push((FaultKind::ShortRow, None)),
            std::cmp::Ordering::Greater => wrong.push((FaultKind::LongRow, None)),
            std::cmp::Ordering::Equal => {}
        }
        let before = piece.columns.len();
        let place = open.lines.begin(usize::try_from(place).unwrap_or(usize::MAX));
        self.rows_of(record, offset + place as u64, piece, &mut wrong);
        piece.left_out += u64::from(piece.columns.len() == before);
        if !wrong.is_empty() {
            let line = open.lines.of(place);
            let row = piece.records;
            wrong.into_iter().for_each(|(kind, means)| {
                piece.faults.add(Fault { kind, means, row, line });
            });
        }
    }

    fn rows_of(&mut self, record: &impl Cells, offset: u64, piece: &mut Piece, wrong: &mut Wrong) {
        let Some(Days { written, span }) = self.day(record, wrong) else { return };
        piece.written = Some(piece.written.map_or(written, |so_far| so_far.and(written)));
        if self.reading.dialect.kind == FeedKind::Hxl {
            let before = piece.columns.len();
            for n in 0..self.reading.dialect.people.len() {
                let Some(deaths) = self.people(record, n, wrong) else { continue };
                let sort = self.sort_of_people(n);
                self.push(record, (offset, span, sort, deaths), &mut piece.columns, wrong);
            }
            if piece.columns.len() == before {
                wrong.push((FaultKind::NoCount, None));
            }
            return;
        }
        let (sort, deaths) = (self.sort(record, wrong), self.estimate(record, wrong));
        self.push(record, (offset, span, sort, deaths), &mut piece.columns, wrong);
    }

    fn push(
        &mut self,
        record: &impl Cells,
        (offset, span, sort, deaths): (u64, Span, u32, u32),
        columns: &mut Segment,
        wrong: &mut Wrong,
    ) {
        let (parties, site) = (self.parties(record, wrong), self.site(record, wrong));
        let (source, told) = (self.source(record, wrong), self.told(record, wrong));
        // Told by then, it cannot have been later.
        let last = if told == UNTOLD { span.last } else { span.last.min(told).max(span.first) };
        columns.offset.push(offset);
        columns.first.push(span.first);
        columns.more.push(u16::try_from(last - span.first).unwrap_or(u16::MAX));
        columns.told.push(told);
        columns.sort.push(u16::try_from(sort).unwrap_or(u16::MAX));
        columns.parties.push(parties);
        columns.site.push(site);
        columns.deaths.push(deaths);
        columns.source.push(source);
        let id = self.reading.column(Means::Id).and_then(|n| record.cell(n));
        columns.id.push(hash(id.as_deref().unwrap_or_default()));
    }

    /// Puts some cells one after another, each with its length, as the key of what they say.
    fn key(&mut self, record: &impl Cells, means: &[Means]) {
        self.key.clear();
        for means in means {
            let cell = self.reading.column(*means).and_then(|n| record.cell(n)).unwrap_or_default();
            self.key.extend_from_slice(&(cell.len() as u32).to_le_bytes());
            self.key.extend_from_slice(&cell);
        }
    }

    fn day(&mut self, record: &impl Cells, wrong: &mut Wrong) -> Option<Days> {
        self.key(record, &[Means::Day, Means::LastDay, Means::DayCode]);
        let reading = self.reading;
        let number = self.days.number(&self.key, wrong, |wrong| reading.days(record, wrong));
        *self.days.names.get(number)?
    }

    fn told(&mut self, record: &impl Cells, wrong: &mut Wrong) -> i32 {
        if self.reading.column(Means::SourceDay).is_none() {
            return UNTOLD;
        }
        self.key(record, &[Means::SourceDay]);
        let reading = self.reading;
        let number = self.told.number(&self.key, wrong, |wrong| reading.told(record, wrong));
        self.told.names.get(number).copied().unwrap_or(UNTOLD)
    }

    fn sort(&mut self, record: &impl Cells, wrong: &mut Wrong) -> u32 {
        self.key(record, &[Means::Event, Means::SubEvent]);
        let reading = self.reading;
        self.sorts.number(&self.key, wrong, |wrong| reading.sort(record, wrong))
    }

    fn sort_of_people(&mut self, n: usize) -> u32 {
        let (_, measure, label) = &self.reading.dialect.people[n];
        let sort = || Sort { label: label.clone(), attack: None, measure: Some(*measure) };
        self.sorts.number(&(n as u64).to_le_bytes(), &mut Wrong::new(), |_| sort())
    }

    fn people(&mut self, record: &impl Cells, n: usize, wrong: &mut Wrong) -> Option<u32> {
        let column = self.reading.dialect.people[n].0;
        let cell = record.cell(column).unwrap_or_default();
        match cells::number(&cells::text(&cell).0) {
            Ok(Some(count)) => {
                let key = [b"p".as_slice(), &cell].concat();
                Some(self.deaths.number(&key, wrong, |_| Deaths::exactly(count)))
            }
            Ok(None) => None,
            Err(()) => {
                wrong.push((FaultKind::BadNumber, Some(Means::People)));
                None
            }
        }
    }

    fn estimate(&mut self, record: &impl Cells, wrong: &mut Wrong) -> u32 {
        self.key(record, &[Means::Low, Means::Best, Means::High]);
        let reading = self.reading;
        self.deaths.number(&self.key, wrong, |wrong| reading.estimate(record, wrong))
    }

    fn parties(&mut self, record: &impl Cells, wrong: &mut Wrong) -> u32 {
        self.key(record, &[Means::SideA, Means::SideB]);
        let reading = self.reading;
        self.parties.number(&self.key, wrong, |wrong| Parties {
            a: reading.clean(record, Means::SideA, wrong),
            b: reading.clean(record, Means::SideB, wrong),
        })
    }

    fn site(&mut self, record: &impl Cells, wrong: &mut Wrong) -> u32 {
        let keys = [
            Means::Place,
            Means::Area,
            Means::Country,
            Means::Lat,
            Means::Lon,
            Means::PlaceCode,
            Means::PlaceKm,
        ];
        self.key(record, &keys);
        let reading = self.reading;
        self.sites.number(&self.key, wrong, |wrong| reading.site(record, wrong))
    }

    fn source(&mut self, record: &impl Cells, wrong: &mut Wrong) -> u32 {
        self.key(record, &[Means::Source]);
        let reading = self.reading;
        self.sources.number(&self.key, wrong, |wrong| reading.clean(record, Means::Source, wrong))
    }
}

impl Reading {
    fn text<'a>(&self, record: &'a impl Cells, means: Means) -> Cow<'a, str> {
        let cell = self.column(means).and_then(|n| record.cell(n)).unwrap_or_default();
        match cell {
            Cow::Borrowed(bytes) => cells::text(bytes).0,
            Cow::Owned(bytes) => Cow::Owned(cells::text(&bytes).0.into_owned()),
        }
    }

    fn clean(&self, record: &impl Cells, means: Means, wrong: &mut Wrong) -> Clean {
        let cell = self.column(means).and_then(|n| record.cell(n)).unwrap_or_default();
        let (text, is_other) = cells::text(&cell);
        if is_other && self.dialect.encoding == Encoding::Utf8 {
            wrong.push((FaultKind::NotUtf8, Some(means)));
        }
        Clean::new(text.trim())
    }

    /// The days on which it may have been.
    fn days(&self, record: &impl Cells, wrong: &mut Wrong) -> Option<Days> {
        let cell = self.text(record, Means::Day);
        if cell.trim().is_empty() {
            wrong.push((FaultKind::NoDay, Some(Means::Day)));
            return None;
        }
        let Some(read) = dates::read(&cell, self.dialect.order) else {
            wrong.push((FaultKind::BadDay, Some(Means::Day)));
            return None;
        };
        if read.is_either {
            wrong.push((FaultKind::EitherDay, Some(Means::Day)));
        }
        if read.is_other_order {
            wrong.push((FaultKind::OtherOrder, Some(Means::Day)));
        }
        let (mut first, mut last) = (read.first, read.last);
        let end = self.text(record, Means::LastDay);
        if !end.trim().is_empty() {
            match dates::read(&end, self.dialect.order) {
                Some(end) if end.last < first => {
                    wrong.push((FaultKind::EndsBeforeItBegins, Some(Means::LastDay)));
                    (first, last) = (end.first, last);
                }
                Some(end) => last = last.max(end.last),
                None => wrong.push((FaultKind::BadDay, Some(Means::LastDay))),
            }
        }
        let written = Span::of(first, last);
        if self.dialect.kind == FeedKind::Acled {
            (first, last) = self.widened(record, (first, last), wrong);
        }
        Some(Days { written, span: Span::of(first, last) })
    }

    /// ACLED gives one day and a code for how exactly it is known.
    fn widened(&self, record: &impl Cells, days: (Day, Day), wrong: &mut Wrong) -> (Day, Day) {
        if self.column(Means::DayCode).is_none() {
            return days;
        }
        let around = |n: i64| {
            let later = |day: Day, n: i64| crate::model::later(day, n).unwrap_or(day);
            (later(days.0, -n), later(days.1, n))
        };
        match self.text(record, Means::DayCode).trim() {
            "1" => days,
            "2" => around(3),
            "3" => dates::month(days.0).unwrap_or(days),
            _ => {
                wrong.push((FaultKind::BadCode, Some(Means::DayCode)));
                days
            }
        }
    }

    /// The first of the days on which sources told of it.
    fn told(&self, record: &impl Cells, wrong: &mut Wrong) -> i32 {
        let cell = self.text(record, Means::SourceDay);
        let parts = cell.split(';').map(str::trim).filter(|part| !part.is_empty());
        let mut is_bad = false;
        let days = parts.filter_map(|part| {
            let read = dates::read(part, Order::Unknown);
            is_bad |= read.is_none();
            read.map(|read| read.last.num_days_from_ce())
        });
        let first = days.min().unwrap_or(UNTOLD);
        if is_bad {
            wrong.push((FaultKind::BadSourceDay, Some(Means::SourceDay)));
        }
        first
    }

    /// What happened, and what that is to the board.
    fn sort(&self, record: &impl Cells, wrong: &mut Wrong) -> Sort {
        let label = |means: Means, wrong: &mut Wrong| self.clean(record, means, wrong);
        let of_table = |table: &[(&str, AttackKind)], word: &str| {
            table.iter().find(|(known, _)| known.eq_ignore_ascii_case(word)).map(|(_, kind)| *kind)
        };
        let mut event = label(Means::Event, wrong);
        let (attack, measure) = match self.dialect.kind {
            FeedKind::Acled => {
                let sub = label(Means::SubEvent, wrong);
                event = if sub.is_empty() { event } else { sub };
                (of_table(kinds::ACLED_EVENTS, &event), None)
            }
            FeedKind::UcdpGed => {
                let named = kinds::GED_EVENTS.iter().find(|(code, _)| **code == *event);
                event = named.map_or(event, |(_, name)| Clean::new(name));
                (named.map(|_| AttackKind::Unspecified), None)
            }
            FeedKind::Hxl | FeedKind::Csv => {
                let word = event.to_lowercase();
                match self.joins {
                    FeedUse::Attacks => (AttackKind::from_word(&word), None),
                    FeedUse::Displacement => (None, Measure::from_word(&word)),
                }
            }
        };
        let has_none = self.column(Means::Event).is_none();
        if attack.is_none() && measure.is_none() && !has_none {
            wrong.push((FaultKind::UnknownEvent, Some(Means::Event)));
        }
        match self.joins {
            FeedUse::Attacks => Sort {
                label: event,
                attack: attack.or(Some(AttackKind::Unspecified)),
                measure: None,
            },
            FeedUse::Displacement => Sort { label: event, attack: None, measure },
        }
    }

    fn estimate(&self, record: &impl Cells, wrong: &mut Wrong) -> Deaths {
        let figure = |means: Means, wrong: &mut Wrong| {
            cells::number(&self.text(record, means)).unwrap_or_else(|()| {
                wrong.push((FaultKind::BadNumber, Some(means)));
                None
            })
        };
        let best = figure(Means::Best, wrong);
        if self.column(Means::Low).is_none() && self.column(Means::High).is_none() {
            return best.map(Deaths::exactly).unwrap_or_default();
        }
        let (low, high) = (figure(Means::Low, wrong), figure(Means::High, wrong));
        let is_below = |one: Option<u64>, other: Option<u64>| {
            one.zip(other).is_some_and(|(one, other)| one < other)
        };
        if is_below(best, low) {
            wrong.push((FaultKind::BestBelowLow, Some(Means::Best)));
        }
        if is_below(high, best) {
            wrong.push((FaultKind::HighBelowBest, Some(Means::High)));
        }
        Deaths { low, best, high }
    }

    fn site(&self, record: &impl Cells, wrong: &mut Wrong) -> Site {
        let name = self.clean(record, Means::Place, wrong);
        let area = self.clean(record, Means::Area, wrong);
        let country = self.clean(record, Means::Country, wrong);
        let (lat, lon) = (self.text(record, Means::Lat), self.text(record, Means::Lon));
        let at = cells::degrees(&lat, 90.0).zip(cells::degrees(&lon, 180.0));
        if at.is_none() && !(lat.trim().is_empty() && lon.trim().is_empty()) {
            wrong.push((FaultKind::BadPoint, Some(Means::Lat)));
        }
        let mut at = at.map(|(lat, lon)| Coordinates { lat, lon });
        let mut precision_km = None;
        if self.column(Means::PlaceCode).is_some() {
            match kinds::kilometres(self.dialect.kind, self.text(record, Means::PlaceCode).trim()) {
                Some(Some(km)) => precision_km = Some(km),
                Some(None) => at = None, // a whole country is no point
                None => wrong.push((FaultKind::BadCode, Some(Means::PlaceCode))),
            }
        }
        if self.column(Means::PlaceKm).is_some() {
            let km = self.text(record, Means::PlaceKm);
            precision_km = cells::degrees(&km, 20_000.0).filter(|km| *km >= 0.0);
            if precision_km.is_none() && !km.trim().is_empty() {
                wrong.push((FaultKind::BadNumber, Some(Means::PlaceKm)));
            }
        }
        Site { name, area, country, at, precision_km }
    }
}

/// The same for the same bytes, whenever they are read.
fn hash(id: &[u8]) -> u32 {
    (foldhash::fast::FixedState::default().hash_one(id) >> 32) as u32
}

/// Whether a record has a quote that opens or closes no cell: seen by where the quotes stand.
fn has_stray_quote(record: &[u8], delimiter: u8) -> bool {
    let ends = |b: Option<&u8>| b.is_none_or(|b| [delimiter, b'\n', b'\r'].contains(b));
    let (mut is_open, mut after) = (false, 0);
    for n in memchr::memchr_iter(b'"', record).collect::<Vec<_>>() {
        if n < after {
            continue;
        }
        after = n + 1;
        let before = n.checked_sub(1).and_then(|n| record.get(n));
        match is_open {
            true if record.get(n + 1) == Some(&b'"') => after = n + 2,
            true => {
                is_open = false;
                if !ends(record.get(n + 1)) {
                    return true;
                }
            }
            false if ends(before) => is_open = true,
            false => return true,
        }
    }
    false
}
