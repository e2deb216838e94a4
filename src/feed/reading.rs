//! How the cells of a row are read: days, what happened, people, places; and what is wrong with them.

use std::{borrow::Cow, collections::HashSet, io::Read, sync::Arc};

use chrono::Datelike;
use xxhash_rust::xxh3;

use super::{
    Blocks, Cell, DayPrecision, DayRange, Deaths, Dialect, EventType, FaultKind, Means, Site,
    blanks,
    cells::{self, Cells},
    dates::{self, DateForm, Style},
    points,
    rows::UNTOLD,
    seen::Seen,
};
use crate::model::{Clean, Coordinates, Day, FeedUse, GridSquare, IncidentKind, Measure};

/// How the blocks of a file are read.
#[derive(Clone, Debug)]
pub struct FeedReading {
    /// The file's form: its columns, encoding and order of dates.
    pub dialect: Arc<Dialect>,
    /// Its form as the beginning of the file tells.
    pub begun: Arc<Dialect>,
    /// What its rows count as on the board.
    pub joins: FeedUse,
    /// The column of each meaning.
    columns: [Option<usize>; Means::People as usize + 1],
    /// The columns of levels of a place, and of parts of the people.
    levels: Vec<usize>,
    parts: Vec<usize>,
    /// Whether each column of people is a figure of its own.
    counts_people: bool,
}

/// Letters of a cell that are shown beside what is wrong with it.
const SHOWN: usize = 40;

/// What only the row itself shows, once it is looked at.
const ONLY_SHOWN: [Means; 7] = [
    Means::DeathsA,
    Means::DeathsB,
    Means::DeathsCivilian,
    Means::DeathsUnknown,
    Means::Headline,
    Means::Note,
    Means::Tags,
];

/// What is wrong with what was read from some cells, and what they show of how to read all.
#[derive(Clone, Debug, Default)]
pub(super) struct Noted {
    pub faults: Vec<(FaultKind, Option<Means>)>,
    pub seen: Seen,
}

impl Noted {
    pub fn push(&mut self, fault: (FaultKind, Option<Means>)) {
        self.faults.push(fault);
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.faults.is_empty()
    }

    pub fn extend(&mut self, other: Option<&Noted>) {
        self.faults.extend(other.into_iter().flat_map(|other| &other.faults));
    }
}

/// The days that a row's cells name, and those on which it may have been.
#[derive(Clone, Copy, Debug)]
pub(super) struct Days {
    pub written: DayRange,
    pub span: DayRange,
}

impl FeedReading {
    /// Reads blocks of this form; its rows count as `joins` says.
    pub(super) fn new(dialect: Arc<Dialect>, joins: FeedUse) -> FeedReading {
        FeedReading::with(dialect.clone(), dialect, joins)
    }

    pub(super) fn with(begun: Arc<Dialect>, dialect: Arc<Dialect>, joins: FeedUse) -> FeedReading {
        let mut columns = [None; Means::People as usize + 1];
        dialect.places.iter().for_each(|(means, n)| columns[*means as usize] = Some(*n));
        let all = |wanted: Means| {
            let places = dialect.places.iter().filter(|(means, _)| *means == wanted);
            places.map(|(_, n)| *n).collect()
        };
        let (levels, parts) = (all(Means::Level), all(Means::Part));
        let counts_people = dialect.spec().counts_people();
        FeedReading { dialect, begun, joins, columns, levels, parts, counts_people }
    }

    /// The blocks of the file from a record on, which begins there, on this line.
    pub fn blocks<R: Read>(&self, reader: R, offset: u64, line: u64) -> Blocks<R> {
        let blocks = Blocks::new(reader, self.dialect.delimiter, offset, line);
        blocks.with_quotes(self.dialect.has_quotes)
    }

    /// The cell of a meaning among those of a row.
    pub fn cell<'a>(&self, cells: &'a [Cell], means: Means) -> Option<&'a Clean> {
        self.column(means).and_then(|n| cells.get(n)).map(|cell| &cell.text)
    }

    /// The sum over the id among the cells of a row, as a segment has it.
    pub fn id_of(&self, cells: &[Cell]) -> u64 {
        let own = self.column(Means::Id).and_then(|n| cells.get(n));
        let all = cells.iter().enumerate().filter(|(n, _)| self.tells_apart(*n));
        id_sum(own.map(|id| id.text.original()), all.map(|(_, cell)| cell.text.original()))
    }

    /// Whether a column tells rows without an id apart: of rows that count events, their figures do
    /// not, or a later count would be another row.
    pub(super) fn tells_apart(&self, n: usize) -> bool {
        const FIGURES: [Means; 4] = [Means::Events, Means::Low, Means::Best, Means::High];
        !self.counts_events() || FIGURES.iter().all(|means| self.column(*means) != Some(n))
    }

    /// Whether its rows count events, rather than be one each.
    pub fn counts_events(&self) -> bool {
        self.column(Means::Events).is_some()
    }

    /// Whether each column of people is a figure of its own, rather than the row an estimate.
    pub(super) fn counts_people(&self) -> bool {
        self.counts_people
    }

    /// Whether each of so many columns is used: by what its rows say, and by what tells them apart
    /// where they have no id.
    pub fn used(&self, columns: usize) -> Vec<bool> {
        let has_id = self.column(Means::Id).is_some();
        let places = self.dialect.places.iter().filter(|(means, _)| !ONLY_SHOWN.contains(means));
        let places = places.map(|(_, n)| *n);
        let people = self.dialect.people.iter().map(|(n, ..)| *n);
        let named: HashSet<usize> = places.chain(people).collect();
        (0..columns).map(|n| named.contains(&n) || !has_id && self.tells_apart(n)).collect()
    }

    pub(super) fn column(&self, means: Means) -> Option<usize> {
        self.columns[means as usize]
    }

    /// The columns that name a place on one of several levels, the narrowest first.
    pub(super) fn levels(&self) -> &[usize] {
        &self.levels
    }

    /// The columns that name a part of the people.
    pub(super) fn parts(&self) -> &[usize] {
        &self.parts
    }
}

impl FeedReading {
    pub(super) fn text<'a>(&self, record: &'a impl Cells, means: Means) -> Cow<'a, str> {
        let cell = self.column(means).and_then(|n| record.cell(n)).unwrap_or_default();
        let encoding = self.dialect.encoding;
        let text = match cell {
            Cow::Borrowed(bytes) => encoding.text(bytes).0,
            Cow::Owned(bytes) => Cow::Owned(encoding.text(&bytes).0.into_owned()),
        };
        if cells::is_missing(blanks::trimmed(&text)) { Cow::Borrowed("") } else { text }
    }

    /// What stands in the cells of a meaning, to be shown beside what is wrong with it.
    pub(super) fn shown(&self, record: &impl Cells, means: Means) -> Clean {
        let raw = |n: usize| {
            let cell = record.cell(n).unwrap_or_default();
            self.dialect.encoding.text(&cell).0.trim().to_owned()
        };
        let is_count =
            |text: &String| cells::count(text, self.dialect.point, &mut Seen::default()).is_ok();
        let text = match (means, self.column(means)) {
            (Means::Day, None) => self.day_cell(record).into_owned(),
            (Means::People, _) => {
                let mut counts = self.dialect.people.iter().map(|(n, ..)| raw(*n));
                counts.find(|text| !is_count(text)).unwrap_or_default()
            }
            (Means::Lat, Some(lat)) => match self.column(Means::Lon).filter(|lon| *lon != lat) {
                Some(lon) => format!("{}, {}", raw(lat), raw(lon)),
                None => raw(lat),
            },
            (_, Some(n)) => raw(n),
            (_, None) => String::new(),
        };
        let short: String = text.chars().take(SHOWN).collect();
        Clean::new(&if short.len() < text.len() { short + "…" } else { short })
    }

    pub(super) fn clean(&self, record: &impl Cells, means: Means, wrong: &mut Noted) -> Clean {
        self.column(means).map_or_else(Clean::default, |n| self.clean_at(record, n, means, wrong))
    }

    /// The text of a column, empty where it says that nothing is known.
    fn clean_at(&self, record: &impl Cells, n: usize, means: Means, wrong: &mut Noted) -> Clean {
        let cell = record.cell(n).unwrap_or_default();
        let (text, is_other) = self.dialect.encoding.text(&cell);
        if is_other {
            wrong.seen |= Seen::NOT_UTF8;
        } else if !text.is_ascii() {
            wrong.seen |= Seen::UTF8;
        }
        if is_other && self.dialect.encoding.is_utf8() {
            wrong.push((FaultKind::NotUtf8, Some(means)));
        }
        let text = blanks::trimmed(&text);
        if cells::is_missing(text) { Clean::default() } else { Clean::new(text) }
    }

    /// What part of the people a figure counts, by every column that names one: `Conflict · women`.
    pub(super) fn part(&self, record: &impl Cells, wrong: &mut Noted) -> Clean {
        let all = self.parts.iter().map(|n| self.clean_at(record, *n, Means::Part, wrong));
        let named: Vec<Clean> = all.filter(|part| !part.is_empty()).collect();
        let words: Vec<&str> = named.iter().map(|part| part.original()).collect();
        Clean::new(&words.join(" · "))
    }

    /// The days on which it may have been.
    pub(super) fn days(&self, record: &impl Cells, wrong: &mut Noted) -> Option<Days> {
        let cell = self.day_cell(record);
        if blanks::trimmed(&cell).is_empty() {
            wrong.push((FaultKind::NoDay, Some(Means::Day)));
            return None;
        }
        let read = dates::read(&cell, &self.dialect.dates);
        wrong.seen.add_date(&cell, read.as_ref());
        let Some(read) = read else {
            let kind = match dates::has_two_ends(&cell) && self.dialect.dates.format.is_none() {
                true => FaultKind::EitherYear,
                false => FaultKind::BadDay,
            };
            wrong.push((kind, Some(Means::Day)));
            return None;
        };
        if read.style == Style::Month && dates::is_month_of_short_year(&cell) {
            wrong.push((FaultKind::ShortYear, Some(Means::Day)));
        }
        if read.is_either {
            wrong.push((FaultKind::EitherDay, Some(Means::Day)));
        }
        if read.is_other_order {
            wrong.push((FaultKind::OtherOrder, Some(Means::Day)));
        }
        let (mut first, mut last) = (read.first, read.last);
        let end = self.text(record, Means::LastDay);
        if !blanks::trimmed(&end).is_empty() {
            let read = dates::read(&end, &self.dialect.dates);
            wrong.seen.add_date(&end, read.as_ref());
            match read {
                Some(end) if end.last < first => {
                    wrong.push((FaultKind::EndsBeforeItBegins, Some(Means::LastDay)));
                    (first, last) = (end.first, last);
                }
                Some(end) => last = last.max(end.last),
                None => wrong.push((FaultKind::BadDay, Some(Means::LastDay))),
            }
        }
        let written = DayRange::of(first, last);
        if !self.dialect.spec().day_codes.is_empty() {
            (first, last) = self.widened(record, (first, last), wrong);
        }
        let span = DayRange::of(first, last);
        if span.last - span.first > i32::from(u16::MAX) {
            wrong.push((FaultKind::BadDay, Some(Means::LastDay)));
            return None; // two centuries are no day
        }
        Some(Days { written, span })
    }

    /// The cell of the day, or what three columns of year, month and day say together.
    fn day_cell<'a>(&self, record: &'a impl Cells) -> Cow<'a, str> {
        if self.column(Means::Day).is_some() || self.column(Means::Year).is_none() {
            return self.text(record, Means::Day);
        }
        let parts =
            [Means::Year, Means::Month, Means::DayOfMonth].map(|means| self.text(record, means));
        let said = parts.iter().map(|part| part.trim()).take_while(|part| !part.is_empty());
        Cow::Owned(said.collect::<Vec<_>>().join("-"))
    }

    /// Some kinds give one day and a code for how exactly it is known.
    pub(super) fn widened(
        &self,
        record: &impl Cells,
        days: (Day, Day),
        wrong: &mut Noted,
    ) -> (Day, Day) {
        if self.column(Means::DayCode).is_none() {
            return days;
        }
        let around = |n: i64| {
            let later = |day: Day, n: i64| crate::model::later(day, n).unwrap_or(day);
            (later(days.0, -n), later(days.1, n))
        };
        match self.dialect.spec().day_precision(self.text(record, Means::DayCode).trim()) {
            Some(DayPrecision::Exact) => days,
            Some(DayPrecision::Days(n)) => around(n),
            Some(DayPrecision::Month) => dates::month(days.0).unwrap_or(days),
            None => {
                wrong.push((FaultKind::BadCode, Some(Means::DayCode)));
                days
            }
        }
    }

    /// The first of the days on which sources told of it.
    pub(super) fn told(&self, record: &impl Cells, wrong: &mut Noted) -> i32 {
        let cell = self.text(record, Means::SourceDay);
        let parts = cell.split(';').map(str::trim).filter(|part| !part.is_empty());
        let mut is_bad = false;
        let days = parts.filter_map(|part| {
            let read = dates::read(part, &DateForm::default());
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
    pub(super) fn sort(&self, record: &impl Cells, wrong: &mut Noted) -> EventType {
        let label = |means: Means, wrong: &mut Noted| self.clean(record, means, wrong);
        let (event, finer) = (label(Means::Event, wrong), label(Means::SubEvent, wrong));
        let written = [finer, event].into_iter().find(|written| !written.is_empty());
        let written = written.unwrap_or_else(|| label(Means::Disorder, wrong));
        let spec = self.dialect.spec();
        let known = spec.event(&written);
        let word = written.to_lowercase();
        let (attack, measure) = match self.joins {
            _ if !spec.events.is_empty() => (known.map(|form| form.attack), None),
            FeedUse::Attacks => (IncidentKind::from_word(&word), None),
            FeedUse::Displacement => (None, Measure::from_word(&word)),
        };
        let event = known.and_then(|form| form.label).map_or(written, Clean::new);
        let on_civilians = known.is_some_and(|form| form.on_civilians)
            || says_yes(&self.text(record, Means::OnCivilians));
        let has_none = self.column(Means::Event).is_none();
        if attack.is_none() && measure.is_none() && !has_none {
            wrong.push((FaultKind::UnknownEvent, Some(Means::Event)));
        }
        match self.joins {
            FeedUse::Attacks => EventType {
                label: event,
                attack: attack.or(Some(IncidentKind::Unspecified)),
                on_civilians,
                measure: None,
                part: Clean::default(),
            },
            FeedUse::Displacement => {
                let part = self.part(record, wrong);
                let measure = measure.or(spec.measure);
                EventType { label: event, attack: None, on_civilians: false, measure, part }
            }
        }
    }

    /// How many events a row counts.
    pub(super) fn events(&self, record: &impl Cells, wrong: &mut Noted) -> u32 {
        let text = self.text(record, Means::Events);
        let count = cells::count(&text, self.dialect.point, &mut wrong.seen).ok().flatten();
        let count = count.and_then(|count| count.best.or(count.low).or(count.high));
        count.and_then(|count| u32::try_from(count).ok()).unwrap_or_else(|| {
            wrong.push((FaultKind::NoEvents, Some(Means::Events)));
            1
        })
    }

    /// A sum over the incident whose victim a row is, 0 where it names none.
    pub(super) fn incident(&self, record: &impl Cells, n: usize) -> u64 {
        let cell = record.cell(n).unwrap_or_default();
        let text = self.dialect.encoding.text(&cell).0;
        let id = blanks::trimmed(&text);
        if cells::is_missing(id) { 0 } else { xxh3::xxh3_64(id.as_bytes()).max(1) }
    }

    pub(super) fn estimate(&self, record: &impl Cells, wrong: &mut Noted) -> Deaths {
        // A victim without a figure is one.
        let has = |means: Means| self.column(means).is_some();
        let has_figure = has(Means::Low) || has(Means::Best) || has(Means::High);
        if has(Means::Incident) && !has_figure {
            return Deaths::exactly(1);
        }
        let figure = |means: Means, wrong: &mut Noted| {
            let text = self.text(record, means);
            let count = cells::count(&text, self.dialect.point, &mut wrong.seen);
            count.map(Option::unwrap_or_default).unwrap_or_else(|_| {
                wrong.push((FaultKind::BadNumber, Some(means)));
                Deaths::default()
            })
        };
        let best = figure(Means::Best, wrong);
        if self.column(Means::Low).is_none() && self.column(Means::High).is_none() {
            return best;
        }
        let (low, high) = (figure(Means::Low, wrong), figure(Means::High, wrong));
        let best = best.best.or(best.low).or(best.high);
        let (low, high) = (low.best.or(low.low), high.best.or(high.high));
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

    pub(super) fn site(&self, record: &impl Cells, wrong: &mut Noted) -> Site {
        let (name, levels) = self.place(record, wrong);
        let area = self.clean(record, Means::Area, wrong);
        let country = self.clean(record, Means::Country, wrong);
        let (lat, lon) = (self.text(record, Means::Lat), self.text(record, Means::Lon));
        let is_one =
            self.column(Means::Lat) == self.column(Means::Lon) || blanks::trimmed(&lon).is_empty();
        // Without digits it is as large as a province, and no point.
        let square = is_one.then(|| GridSquare::read(&lat).ok()).flatten();
        let square = square.filter(GridSquare::has_digits);
        let at = match square {
            Some(square) => Some((square.middle().lat, square.middle().lon)),
            None if is_one => points::pair(&lat),
            None => points::point(&lat, &lon),
        };
        if at.is_none() && !(blanks::trimmed(&lat).is_empty() && blanks::trimmed(&lon).is_empty()) {
            wrong.push((FaultKind::BadPoint, Some(Means::Lat)));
        }
        // Programs write 0, 0 where they know none, and nobody fights there.
        if at == Some((0.0, 0.0)) {
            wrong.push((FaultKind::ZeroPoint, Some(Means::Lat)));
        }
        let at = at.filter(|at| *at != (0.0, 0.0));
        let mut at = at.map(|(lat, lon)| Coordinates { lat, lon });
        let mut precision_km = square.map(|square| square.to_corner_km());
        if self.column(Means::PlaceCode).is_some() {
            let code = self.text(record, Means::PlaceCode);
            match self.dialect.spec().kilometres(code.trim()) {
                Some(Some(km)) => precision_km = Some(km),
                Some(None) => at = None, // a whole country is no point
                None => wrong.push((FaultKind::BadCode, Some(Means::PlaceCode))),
            }
        }
        if self.column(Means::PlaceKm).is_some() {
            let km = self.text(record, Means::PlaceKm);
            let said = points::number(&km).filter(|km| (0.0..=20_000.0).contains(km));
            precision_km = said.or(precision_km);
            if said.is_none() && !km.trim().is_empty() {
                wrong.push((FaultKind::BadNumber, Some(Means::PlaceKm)));
            }
        }
        Site { name, area, country, at, precision_km, levels }
    }

    /// The place by its narrowest name; and where the file has several levels, a sum over the names
    /// on all of them, since places of two districts may have one name.
    fn place(&self, record: &impl Cells, wrong: &mut Noted) -> (Clean, u64) {
        let levels = self.levels.iter().map(|n| self.clean_at(record, *n, Means::Place, wrong));
        let levels: Vec<Clean> = levels.collect();
        if levels.is_empty() {
            return (self.clean(record, Means::Place, wrong), 0);
        }
        let with = |sum, name: &Clean| xxh3::xxh3_64_with_seed(name.original().as_bytes(), sum);
        let sum = levels.iter().fold(0, with);
        (levels.into_iter().find(|name| !name.is_empty()).unwrap_or_default(), sum)
    }
}

/// Whether a cell that says something of a row says that it is so.
fn says_yes(cell: &str) -> bool {
    let word = cell.trim().to_lowercase();
    !word.is_empty() && !["0", "no", "false", "n", "f"].contains(&word.as_str())
}

/// The sum that a row is known by: odd over an id of its own, even over all its cells where that is
/// empty or there is none. The same for the same, whenever they are read.
pub(super) fn id_sum<T: AsRef<str>>(own: Option<&str>, all: impl Iterator<Item = T>) -> u64 {
    match own.map(blanks::trimmed).filter(|id| !cells::is_missing(id)) {
        Some(id) => xxh3::xxh3_64(id.as_bytes()) | 1,
        None => {
            let with = |sum: u64, cell: T| xxh3::xxh3_64_with_seed(cell.as_ref().as_bytes(), sum);
            all.fold(0, with) & !1
        }
    }
}
