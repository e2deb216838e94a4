//! A piece: what was read of one block. Each thread has a reader, which knows the names it has met;
//! pieces are put together in the order of their blocks.

use std::{
    borrow::Cow,
    collections::{BTreeMap, HashMap},
};

use super::{
    Block, ColumnStep, DayRange, Deaths, EventType, FaultKind, Faults, FeedFault, FeedReading,
    Means, Names, Parties, Site,
    cells::{self, Cells, ColumnRow},
    identity::seconds,
    lines::{LineCounter, has_stray_quote},
    marks::Marks,
    names::{Fresh, NameKey},
    reading::{Days, Noted, id_sum},
    rows::{Segment, UNTOLD},
    seen::Seen,
    weighed::Weighed,
};
use crate::model::{Clean, FeedUse};

/// Bytes that the faster reader holds at once: they stay in the cache.
const AT_ONCE: usize = 64 << 10;

/// What was read of a block. Its rows have the numbers that names have with its reader; those that
/// the reader had not met before go with it.
#[derive(Debug, Default)]
pub struct BlockRows {
    pub(super) reader: usize,
    pub(super) columns: Segment,
    pub(super) sorts: Fresh<EventType>,
    pub(super) parties: Fresh<Parties>,
    pub(super) sites: Fresh<Site>,
    pub(super) deaths: Fresh<Deaths>,
    pub(super) sources: Fresh<Clean>,
    pub(super) faults: Faults,
    /// Which record and line each row is.
    pub(super) marks: Marks,
    pub(super) records: u64,
    pub(super) left_out: u64,
    pub(super) written: Option<DayRange>,
    /// What its cells show of how the file is to be read.
    pub(super) seen: Seen,
    /// Values of columns that are no text, and how many.
    pub(super) lost: BTreeMap<usize, u64>,
    /// Whether a row is told from others by cells that were not asked for.
    pub(super) needs_all: bool,
    pub(super) bytes: u64,
    /// Where the next block begins, in bytes and lines.
    pub(super) end: (u64, u64),
}

/// What a reader has met: its number, and what was wrong with its cells, which counts for every row
/// that has them. Most are right, and only of the others is anything kept.
#[derive(Debug, Default)]
struct Met<T> {
    names: Names<T>,
    wrong: HashMap<u32, Noted>,
}

impl<T: Weighed> Met<T> {
    /// The number of what a key stands for; what is wrong with it is added.
    fn number(
        &mut self,
        key: NameKey,
        wrong: &mut Noted,
        read: impl FnOnce(&mut Noted) -> T,
    ) -> u32 {
        let mut found = Noted::default();
        let number = self.names.number(key, || read(&mut found));
        wrong.seen |= found.seen;
        if !found.is_empty() {
            self.wrong.insert(number, found);
        }
        if !self.wrong.is_empty() {
            wrong.extend(self.wrong.get(&number));
        }
        number
    }
}

/// What was met, and of that what no piece has told of yet.
#[derive(Debug)]
struct Passed<T> {
    met: Met<()>,
    fresh: Fresh<T>,
}

impl<T> Default for Passed<T> {
    fn default() -> Self {
        Passed { met: Met::default(), fresh: Fresh::new() }
    }
}

impl<T> Passed<T> {
    fn number(
        &mut self,
        key: NameKey,
        wrong: &mut Noted,
        read: impl FnOnce(&mut Noted) -> T,
    ) -> u32 {
        let fresh = &mut self.fresh;
        self.met.number(key, wrong, |wrong| fresh.push((key, read(wrong))))
    }
}

/// Reads blocks, one after another.
pub struct BlockReader<'a> {
    reading: &'a FeedReading,
    number: usize,
    days: Met<Option<Days>>,
    told: Met<i32>,
    events: Met<u32>,
    sorts: Passed<EventType>,
    parties: Passed<Parties>,
    sites: Passed<Site>,
    deaths: Passed<Deaths>,
    sources: Passed<Clean>,
    /// Rows of the piece before: this one will have about as many.
    rows: usize,
}

/// A block while it is read: what comes of it, and which line a row is on.
struct OpenBlock<'a> {
    piece: BlockRows,
    lines: LineCounter<'a>,
    /// The line of the record that was taken in last.
    line: u64,
}

impl FeedReading {
    /// A reader; each of several has a number of its own, from 0.
    pub fn reader(&self, number: usize) -> BlockReader<'_> {
        BlockReader::new(self, number)
    }
}

impl<'a> BlockReader<'a> {
    pub(super) fn new(reading: &'a FeedReading, number: usize) -> BlockReader<'a> {
        BlockReader {
            reading,
            number,
            days: Met::default(),
            told: Met::default(),
            events: Met::default(),
            sorts: Passed::default(),
            parties: Passed::default(),
            sites: Passed::default(),
            deaths: Passed::default(),
            sources: Passed::default(),
            rows: 0,
        }
    }
}

impl BlockReader<'_> {
    /// Reads a block. One that every reader takes the same way goes to the faster one.
    pub fn piece(&mut self, block: &Block) -> BlockRows {
        let bytes = block.bytes.len() as u64;
        let piece = self.begin(bytes, (block.offset + bytes, block.next_line));
        let lines = LineCounter::of(block);
        let mut open = OpenBlock { piece, lines, line: block.line };
        for (line, _) in &block.too_long {
            open.piece.left_out += 1;
            open.piece.records += 1;
            let row = open.piece.records;
            let fault = FeedFault {
                kind: FaultKind::TooLong,
                means: None,
                row,
                line: *line,
                text: Clean::default(),
            };
            open.piece.faults.add(fault);
        }
        if block.is_odd || !self.reading.dialect.has_quotes {
            self.read_oddly(block, &mut open);
        } else {
            self.read_fast(block, &mut open);
        }
        // Between tabs hardly anybody writes cells of several lines: a quote is then a character.
        if self.reading.dialect.delimiter == b'\t' && self.reading.dialect.has_quotes {
            let is_empty = |at: &usize| {
                matches!(at.checked_sub(1).map(|n| block.bytes[n]), None | Some(b'\n' | b'\r'))
            };
            if !block.within.iter().all(is_empty) {
                open.piece.seen |= Seen::QUOTES;
            }
        }
        if block.ends_in_quotes {
            open.piece.seen |= Seen::QUOTES;
            let (row, line) = (open.piece.records, open.line);
            let text = Clean::default();
            let kind = FaultKind::OpenQuote;
            open.piece.faults.add(FeedFault { kind, means: None, row, line, text });
        }
        self.end(open.piece)
    }

    /// Reads the columns of some rows: the place of a row is its number in the file, from 0.
    pub fn piece_of_columns(&mut self, step: &ColumnStep, is_partial: bool) -> BlockRows {
        let end = step.first + step.len() as u64;
        let mut piece = self.begin(step.bytes as u64, (end, end + 1));
        piece.lost.extend(step.lost());
        for (row, place) in (0..step.len()).zip(step.first..) {
            let record = ColumnRow { step, row, is_partial };
            self.take_at(&record, (place, place + 1), &mut piece, Noted::default());
        }
        self.end(piece)
    }

    fn begin(&self, bytes: u64, end: (u64, u64)) -> BlockRows {
        BlockRows {
            reader: self.number,
            columns: Segment::with_capacity(self.rows + self.rows / 8),
            bytes,
            end,
            ..BlockRows::default()
        }
    }

    fn end(&mut self, piece: BlockRows) -> BlockRows {
        self.rows = piece.columns.len();
        BlockRows {
            sorts: std::mem::take(&mut self.sorts.fresh),
            parties: std::mem::take(&mut self.parties.fresh),
            sites: std::mem::take(&mut self.sites.fresh),
            deaths: std::mem::take(&mut self.deaths.fresh),
            sources: std::mem::take(&mut self.sources.fresh),
            ..piece
        }
    }

    fn read_fast(&mut self, block: &Block, open: &mut OpenBlock) {
        let mut reader = simd_csv::ZeroCopyReaderBuilder::with_capacity(AT_ONCE)
            .delimiter(self.reading.dialect.delimiter)
            .has_headers(false)
            .flexible(true)
            .from_reader(block.bytes.as_slice());
        loop {
            let place = reader.position();
            let Ok(Some(record)) = reader.read_byte_record() else { break };
            self.take(&record, block.offset, place, open, Noted::default());
        }
    }

    fn read_oddly(&mut self, block: &Block, open: &mut OpenBlock) {
        let delimiter = self.reading.dialect.delimiter;
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .quoting(self.reading.dialect.has_quotes)
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
            let mut wrong = Noted::default();
            if self.reading.dialect.has_quotes && has_stray_quote(bytes, delimiter) {
                wrong.push((FaultKind::StrayQuote, None));
                wrong.seen |= Seen::QUOTES;
            }
            self.take(&record, block.offset, place, open, wrong);
        }
    }

    /// Takes in one record, which begins `place` bytes into the block.
    fn take(
        &mut self,
        record: &impl Cells,
        offset: u64,
        place: u64,
        open: &mut OpenBlock,
        wrong: Noted,
    ) {
        let place = open.lines.begin(usize::try_from(place).unwrap_or(usize::MAX));
        open.line = open.lines.next(place);
        self.take_at(record, (offset + place as u64, open.line), &mut open.piece, wrong);
    }

    /// Takes in one record, which stands at this place of the file and on this line.
    fn take_at(
        &mut self,
        record: &impl Cells,
        (place, line): (u64, u64),
        piece: &mut BlockRows,
        mut wrong: Noted,
    ) {
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
        self.rows_of(record, place, piece, &mut wrong);
        (before..piece.columns.len()).for_each(|n| piece.marks.add(n, piece.records, line));
        piece.left_out += u64::from(piece.columns.len() == before);
        piece.seen |= wrong.seen;
        if !wrong.faults.is_empty() {
            let row = piece.records;
            for (kind, means) in wrong.faults {
                let is_listed = piece.faults.has_room(kind);
                let means_shown = means.filter(|_| is_listed);
                let text = means_shown.map(|means| self.reading.shown(record, means));
                let text = text.unwrap_or_default();
                piece.faults.add(FeedFault { kind, means, row, line, text });
            }
        }
    }

    fn rows_of(
        &mut self,
        record: &impl Cells,
        offset: u64,
        piece: &mut BlockRows,
        wrong: &mut Noted,
    ) {
        let Some(Days { written, span }) = self.day(record, wrong) else { return };
        piece.written = Some(piece.written.map_or(written, |so_far| so_far.and(written)));
        if self.reading.counts_people() {
            let before = piece.columns.len();
            for n in 0..self.reading.dialect.people.len() {
                let Some(deaths) = self.people(record, n, wrong) else { continue };
                let sort = self.sort_of_people(record, n, wrong);
                self.push(record, (offset, span, sort, deaths), piece, wrong);
            }
            if piece.columns.len() == before {
                wrong.push((FaultKind::NoCount, None));
            }
            return;
        }
        let (sort, deaths) = (self.sort(record, wrong), self.estimate(record, wrong));
        self.push(record, (offset, span, sort, deaths), piece, wrong);
    }

    fn push(
        &mut self,
        record: &impl Cells,
        (offset, span, sort, deaths): (u64, DayRange, u32, u32),
        piece: &mut BlockRows,
        wrong: &mut Noted,
    ) {
        let (parties, site) = (self.parties(record, wrong), self.site(record, wrong));
        let (source, told) = (self.source(record, wrong), self.told(record, wrong));
        // Told by then, it cannot have been later.
        let is_before = told != UNTOLD && told < span.first;
        if is_before {
            wrong.push((FaultKind::SourceDayBefore, Some(Means::SourceDay)));
        }
        let last = if told == UNTOLD || is_before { span.last } else { span.last.min(told) };
        let columns = &mut piece.columns;
        columns.offset.push(offset);
        columns.first.push(span.first);
        columns.more.push(u16::try_from(last - span.first).unwrap_or(u16::MAX));
        columns.told.push(told);
        columns.sort.push(sort);
        columns.parties.push(parties);
        columns.site.push(site);
        columns.deaths.push(deaths);
        columns.source.push(source);
        let id = self.id(record);
        // Without an id of its own it is known by all its cells.
        piece.needs_all |= record.is_partial() && id & 1 == 0;
        let columns = &mut piece.columns;
        columns.id.push(id);
        if self.reading.column(Means::Events).is_some() {
            columns.events.push(self.events(record, wrong));
        }
        if let Some(n) = self.reading.column(Means::Incident) {
            columns.incident.push(self.reading.incident(record, n));
            columns.own.push(deaths);
        }
        if let Some(n) = self.reading.column(Means::Changed) {
            columns.changed.push(record.cell(n).map_or(0, |cell| seconds(&cell)));
        }
    }

    fn id(&self, record: &impl Cells) -> u64 {
        let encoding = self.reading.dialect.encoding;
        let text = |cell: Cow<[u8]>| encoding.text(&cell).0.into_owned();
        let own = self.reading.column(Means::Id).and_then(|n| record.cell(n));
        let all = (0..record.count()).filter(|n| self.reading.tells_apart(*n));
        let all = all.filter_map(|n| record.cell(n));
        match own {
            Some(Cow::Borrowed(id)) => id_sum(Some(&encoding.text(id).0), all.map(text)),
            Some(id) => id_sum(Some(&text(id)), all.map(text)),
            None => id_sum(None, all.map(text)),
        }
    }

    /// The key of what some cells say.
    fn key(&self, record: &impl Cells, means: &[Means]) -> NameKey {
        let columns = means.iter().filter_map(|means| self.reading.column(*means));
        columns.fold(NameKey::default(), |key, n| record.keyed(key, n))
    }

    fn day(&mut self, record: &impl Cells, wrong: &mut Noted) -> Option<Days> {
        let mut key = self.key(record, &[Means::Day, Means::LastDay, Means::DayCode]);
        if self.reading.column(Means::Year).is_some() {
            let parts = [Means::Year, Means::Month, Means::DayOfMonth];
            key = key.and(&self.key(record, &parts).0.to_le_bytes());
        }
        let number = self.days.number(key, wrong, |wrong| self.reading.days(record, wrong));
        *self.days.names.get(number)?
    }

    fn told(&mut self, record: &impl Cells, wrong: &mut Noted) -> i32 {
        if self.reading.column(Means::SourceDay).is_none() {
            return UNTOLD;
        }
        let key = self.key(record, &[Means::SourceDay]);
        let number = self.told.number(key, wrong, |wrong| self.reading.told(record, wrong));
        self.told.names.get(number).copied().unwrap_or(UNTOLD)
    }

    fn events(&mut self, record: &impl Cells, wrong: &mut Noted) -> u32 {
        let key = self.key(record, &[Means::Events]);
        let number = self.events.number(key, wrong, |wrong| self.reading.events(record, wrong));
        self.events.names.get(number).copied().unwrap_or(1)
    }

    fn sort(&mut self, record: &impl Cells, wrong: &mut Noted) -> u32 {
        let key =
            self.key(record, &[Means::Event, Means::SubEvent, Means::Disorder, Means::OnCivilians]);
        let key = match self.reading.joins {
            FeedUse::Displacement => with_all(key, record, self.reading.parts()),
            FeedUse::Attacks => key,
        };
        self.sorts.number(key, wrong, |wrong| self.reading.sort(record, wrong))
    }

    fn sort_of_people(&mut self, record: &impl Cells, n: usize, wrong: &mut Noted) -> u32 {
        let (_, measure, label) = &self.reading.dialect.people[n];
        let key = NameKey::default().and(&(n as u64).to_le_bytes());
        let key = with_all(key, record, self.reading.parts());
        self.sorts.number(key, wrong, |wrong| EventType {
            label: label.clone(),
            attack: None,
            on_civilians: false,
            measure: Some(*measure),
            part: self.reading.part(record, wrong),
        })
    }

    fn people(&mut self, record: &impl Cells, n: usize, wrong: &mut Noted) -> Option<u32> {
        let column = self.reading.dialect.people[n].0;
        let cell = record.cell(column).unwrap_or_default();
        let text = self.reading.dialect.encoding.text(&cell).0;
        match cells::count(&text, self.reading.dialect.point, &mut wrong.seen) {
            Ok(Some(count)) => Some(self.deaths.number(count.key(), wrong, |_| count)),
            Ok(None) => None,
            Err(cells::NoNumber) => {
                wrong.push((FaultKind::BadNumber, Some(Means::People)));
                None
            }
        }
    }

    fn estimate(&mut self, record: &impl Cells, wrong: &mut Noted) -> u32 {
        let key = self.key(record, &[Means::Low, Means::Best, Means::High]);
        self.deaths.number(key, wrong, |wrong| self.reading.estimate(record, wrong))
    }

    fn parties(&mut self, record: &impl Cells, wrong: &mut Noted) -> u32 {
        let key = self.key(record, &[Means::SideA, Means::SideB]);
        self.parties.number(key, wrong, |wrong| Parties {
            a: self.reading.clean(record, Means::SideA, wrong),
            b: self.reading.clean(record, Means::SideB, wrong),
        })
    }

    fn site(&mut self, record: &impl Cells, wrong: &mut Noted) -> u32 {
        let keys = [
            Means::Place,
            Means::Area,
            Means::Country,
            Means::Lat,
            Means::Lon,
            Means::PlaceCode,
            Means::PlaceKm,
        ];
        let key = with_all(self.key(record, &keys), record, self.reading.levels());
        self.sites.number(key, wrong, |wrong| self.reading.site(record, wrong))
    }

    fn source(&mut self, record: &impl Cells, wrong: &mut Noted) -> u32 {
        let key = self.key(record, &[Means::Source]);
        self.sources.number(key, wrong, |wrong| self.reading.clean(record, Means::Source, wrong))
    }
}

/// A key with what stands in some columns.
fn with_all(key: NameKey, record: &impl Cells, columns: &[usize]) -> NameKey {
    columns.iter().fold(key, |key, n| record.keyed(key, *n))
}
