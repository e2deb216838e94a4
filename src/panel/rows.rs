//! The rows of a sheet: records, and between them rows of feeds, of which only those in sight are
//! ever made.

use std::ops::Range;

use crate::{
    board::{RowIx, Subject, VisibleRows, partition},
    look::Role,
    model::{Day, RecordIx},
};

/// One row: what it is of, and what it means as a whole.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    /// The record or the row of a feed that it tells of: Enter opens it.
    pub subject: Subject,
    /// Whether it tells of the whole board: the subject only keeps its place, and nothing opens.
    pub is_of_all: bool,
    /// Whether it is a line among the rows that says something of those below it, and no row of the
    /// list.
    pub is_line: bool,
    /// Its place among what the panel itself worked out; 0 where rows are records and no more.
    pub line: usize,
    /// How far it is indented, as an account under its record; 0 at the margin.
    pub depth: usize,
    /// The role of its plain text: dim for what is earlier, struck through for what was withdrawn.
    pub role: Role,
}

impl Row {
    /// A plain row of a record.
    pub fn of(record: RecordIx) -> Self {
        let subject = Subject::Record(record);
        Row { subject, is_of_all: false, is_line: false, line: 0, depth: 0, role: Role::Plain }
    }

    /// A plain row of what a feed has.
    pub fn of_feed_row(at: RowIx) -> Self {
        Row { subject: Subject::FeedRow(at), ..Row::of(RecordIx::new(0)) }
    }

    /// The same of one that is told no more, as of a record that was withdrawn.
    pub fn of_gone(at: RowIx) -> Self {
        Row { role: Role::Withdrawn, ..Row::of_feed_row(at) }
    }

    /// A plain row of a record, or where it is of none, of the whole board.
    pub fn of_any(record: Option<RecordIx>) -> Self {
        let row = Row::of(record.unwrap_or(RecordIx::new(0)));
        Row { is_of_all: record.is_none(), ..row }
    }

    /// One of the lines among the rows, by its number.
    pub fn line_among(line: usize) -> Self {
        Row { is_line: true, role: Role::Dim, line, ..Row::of_any(None) }
    }

    /// The position of its record; `None` if it is the row of a feed.
    pub fn record(&self) -> Option<RecordIx> {
        self.subject.record()
    }

    /// The row of a feed that it is; `None` if it is a record.
    pub fn feed_row(&self) -> Option<RowIx> {
        self.subject.feed_row()
    }
}

/// What a column sorts by.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum SortKey {
    Day(Option<Day>),
    Number(Option<i64>),
    Text(String),
}

impl SortKey {
    /// Of a row of which the column says nothing.
    pub fn nothing() -> SortKey {
        SortKey::Text(String::new())
    }
}

/// Rows in the order of a list.
#[derive(Clone, Default, Debug)]
pub struct Rows {
    records: Vec<Row>,
    /// Which of them are lines among the rows, by their positions.
    lines: Vec<usize>,
    feed_rows: Option<Between>,
}

/// Rows of feeds, with the places that the records have among them.
#[derive(Clone, Debug)]
struct Between {
    rows: OrderedRows,
    /// Of each record its place in the list, in order.
    places: Vec<usize>,
    reversed: bool,
}

/// Rows of feeds in the order of a list.
#[derive(Clone, Debug)]
enum OrderedRows {
    /// As the board has them, the latest first.
    Latest(VisibleRows),
    Listed(Vec<RowIx>),
}

impl OrderedRows {
    fn len(&self) -> usize {
        match self {
            OrderedRows::Latest(feed_rows) => feed_rows.len(),
            OrderedRows::Listed(rows) => rows.len(),
        }
    }

    fn get(&self, n: usize) -> Option<RowIx> {
        match self {
            OrderedRows::Latest(feed_rows) => feed_rows.row(n),
            OrderedRows::Listed(rows) => rows.get(n).copied(),
        }
    }

    fn place(&self, at: RowIx) -> Option<usize> {
        match self {
            OrderedRows::Latest(feed_rows) => feed_rows.place(at),
            OrderedRows::Listed(rows) => rows.iter().position(|row| *row == at),
        }
    }
}

impl From<Vec<Row>> for Rows {
    fn from(records: Vec<Row>) -> Rows {
        Rows { records, ..Rows::default() }
    }
}

impl FromIterator<Row> for Rows {
    fn from_iter<I: IntoIterator<Item = Row>>(rows: I) -> Rows {
        Rows::from(rows.into_iter().collect::<Vec<Row>>())
    }
}

impl Rows {
    /// Records, the latest by their days first, and among them the rows of feeds: those that are gone
    /// as records that were withdrawn.
    pub fn with_feed_rows(
        mut records: Vec<Row>,
        day: impl Fn(&Row) -> Option<Day>,
        feed_rows: &VisibleRows,
    ) -> Rows {
        let later = |day: Option<Day>| {
            // What is dated to the same day stands behind the records.
            partition(feed_rows.len(), |n| feed_rows.day(n) > day)
        };
        for at in feed_rows.gone() {
            let first = feed_rows.first_day(at);
            let seat = records.partition_point(|row| match row.feed_row() {
                Some(other) => feed_rows.first_day(other) >= first,
                None => day(row) >= first,
            });
            records.insert(seat, Row::of_gone(at));
        }
        let day = |row: &Row| match row.feed_row() {
            Some(at) => feed_rows.first_day(at),
            None => day(row),
        };
        let places = records.iter().enumerate().map(|(n, row)| n + later(day(row)));
        let places = places.collect();
        Rows::between(records, OrderedRows::Latest(feed_rows.clone()), places)
    }

    /// Records and rows of feeds, in the order in which they are given; rows that are gone as records
    /// that were withdrawn.
    pub fn among(
        subjects: impl Iterator<Item = Subject>,
        of: impl Fn(RecordIx) -> Row,
        is_gone: impl Fn(RowIx) -> bool,
    ) -> Rows {
        let (mut records, mut listed, mut places) = (Vec::new(), Vec::new(), Vec::new());
        for (place, subject) in subjects.enumerate() {
            match subject {
                Subject::FeedRow(at) if is_gone(at) => {
                    records.push(Row::of_gone(at));
                    places.push(place);
                }
                Subject::FeedRow(at) => listed.push(at),
                Subject::Record(record) => {
                    records.push(of(record));
                    places.push(place);
                }
            }
        }
        if listed.is_empty() {
            return records.into();
        }
        Rows::between(records, OrderedRows::Listed(listed), places)
    }

    /// Records, behind them rows of feeds, and last of these such as are gone.
    pub fn with_listed(mut records: Vec<Row>, listed: Vec<RowIx>, gone: Vec<RowIx>) -> Rows {
        let before = records.len();
        let behind = before + listed.len();
        let places = (0..before).chain(behind..behind + gone.len()).collect();
        records.extend(gone.into_iter().map(Row::of_gone));
        Rows::between(records, OrderedRows::Listed(listed), places)
    }

    fn between(records: Vec<Row>, rows: OrderedRows, places: Vec<usize>) -> Rows {
        let feed_rows = Some(Between { rows, places, reversed: false });
        Rows { feed_rows, ..records.into() }
    }

    /// Puts a line before the row at a place among those that are records, which are in order.
    pub(super) fn insert(&mut self, at: usize, line: Row) {
        if let Some(between) = &mut self.feed_rows {
            let place = between.places.get(at).copied().unwrap_or(at);
            between.places.iter_mut().skip(at).for_each(|place| *place += 1);
            between.places.insert(at, place);
        }
        self.records.insert(at, line);
        self.lines.iter_mut().filter(|line| **line >= at).for_each(|line| *line += 1);
        self.lines.push(at);
    }

    /// How many rows there are, of records and of feeds.
    pub fn len(&self) -> usize {
        self.records.len() + self.feed_rows.as_ref().map_or(0, |feed_rows| feed_rows.rows.len())
    }

    /// Whether it has neither a record nor a row of a feed.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether lines stand among the rows.
    pub fn has_lines(&self) -> bool {
        !self.lines.is_empty()
    }

    /// How many rows stand up to a place, and how many in all, without the lines among them.
    pub fn listed(&self, place: usize) -> (usize, usize) {
        let up_to = self.lines.iter().filter(|n| self.place_of_record(**n) <= place).count();
        ((place + 1).min(self.len()) - up_to.min(self.len()), self.len() - self.lines.len())
    }

    /// The rows that are records, in their order.
    pub fn records(&self) -> &[Row] {
        &self.records
    }

    /// Whether rows of feeds may stand among the records.
    pub fn has_feed_rows(&self) -> bool {
        self.feed_rows.is_some()
    }

    /// Whether rows of feeds stand among the others by their days, the latest first.
    pub fn is_by_day(&self) -> bool {
        self.feed_rows
            .as_ref()
            .is_some_and(|feed_rows| matches!(feed_rows.rows, OrderedRows::Latest(_)))
    }

    /// The row at a place of the list, from 0; `None` beyond the end.
    pub fn get(&self, n: usize) -> Option<Row> {
        let Some(feed_rows) = &self.feed_rows else { return self.records.get(n).cloned() };
        let n = if feed_rows.reversed { self.len().checked_sub(n + 1)? } else { n };
        let before = feed_rows.places.partition_point(|place| *place < n);
        if feed_rows.places.get(before) == Some(&n) {
            return self.records.get(before).cloned();
        }
        feed_rows.rows.get(n - before).map(Row::of_feed_row)
    }

    /// The place of a row of a feed.
    pub fn place_of(&self, at: RowIx) -> Option<usize> {
        let feed_rows = self.feed_rows.as_ref()?;
        let Some(among) = feed_rows.rows.place(at) else {
            // One that is gone stands among the records.
            let n = self.records.iter().position(|row| row.feed_row() == Some(at))?;
            return Some(self.place_of_record(n));
        };
        // So many records stand before it: those whose place less their own number is no greater.
        let numbered = feed_rows.places.iter().enumerate();
        let before = numbered.take_while(|(n, place)| *place - n <= among).count();
        Some(feed_rows.place_in_order(among + before, self.len()))
    }

    /// The place of a record, by its position among the records here.
    pub fn place_of_record(&self, n: usize) -> usize {
        match &self.feed_rows {
            Some(feed_rows) => {
                feed_rows.place_in_order(feed_rows.places.get(n).copied().unwrap_or(n), self.len())
            }
            None => n,
        }
    }

    /// Which of the records stand in a stretch of the list, by their positions among the records.
    pub fn records_in(&self, stretch: Range<usize>) -> Range<usize> {
        let (len, all) = (self.len(), self.records.len());
        let start = stretch.start.min(len);
        let end = stretch.end.clamp(start, len);
        let Some(feed_rows) = &self.feed_rows else { return start.min(all)..end.min(all) };
        let (start, end) = if feed_rows.reversed { (len - end, len - start) } else { (start, end) };
        let before = |n: usize| feed_rows.places.partition_point(|place| *place < n);
        before(start)..before(end)
    }

    /// All rows from the top; those of feeds are made as they are asked for.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = Row> + use<'_> {
        (0..self.len()).filter_map(|n| self.get(n))
    }

    /// Sorts records alone by their keys, keeping the order among equals.
    pub fn sort(&mut self, key: impl Fn(&Row) -> SortKey) {
        self.records.sort_by_cached_key(key);
    }

    /// Sorts records and rows by one key.
    pub fn sort_all(&mut self, key: impl Fn(&Row) -> SortKey) {
        let Some(feed_rows) = self.feed_rows.take() else { return self.sort(key) };
        let keyed = (0..feed_rows.rows.len()).filter_map(|n| feed_rows.rows.get(n));
        let keyed = keyed.map(|at| (key(&Row::of_feed_row(at)), at));
        let mut keyed: Vec<(SortKey, RowIx)> = keyed.collect();
        keyed.sort_by(|a, b| a.0.cmp(&b.0));
        let mut records: Vec<(SortKey, Row)> =
            std::mem::take(&mut self.records).into_iter().map(|row| (key(&row), row)).collect();
        records.sort_by(|a, b| a.0.cmp(&b.0));
        let before = |of: &SortKey| keyed.partition_point(|(key, _)| key < of);
        let places = records.iter().enumerate().map(|(n, (key, _))| n + before(key)).collect();
        self.records = records.into_iter().map(|(_, row)| row).collect();
        let rows = OrderedRows::Listed(keyed.into_iter().map(|(_, at)| at).collect());
        self.feed_rows = Some(Between { rows, places, ..feed_rows });
    }

    /// Turns the order round, rows of feeds with it.
    pub fn reverse(&mut self) {
        match &mut self.feed_rows {
            Some(feed_rows) => feed_rows.reversed = !feed_rows.reversed,
            None => self.records.reverse(),
        }
    }
}

impl Between {
    fn place_in_order(&self, place: usize, len: usize) -> usize {
        if self.reversed { len.saturating_sub(place + 1) } else { place }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_of_a_stretch_are_those_that_stand_in_it() {
        let feed_row = |row: usize| RowIx { feed: 0, row };
        let subjects = |n: usize| match n % 3 {
            0 => Subject::Record(RecordIx::new(n)),
            _ => Subject::FeedRow(feed_row(n)),
        };
        let mut rows = Rows::among((0..12).map(subjects), Row::of, |_| false);
        for _ in 0..2 {
            for (start, end) in [(0, 12), (0, 1), (1, 3), (3, 7), (5, 40), (12, 12), (40, 50)] {
                let in_it =
                    rows.iter().skip(start).take(end - start).filter_map(|row| row.record());
                let mut in_it: Vec<RecordIx> = in_it.collect();
                in_it.sort();
                let records = &rows.records()[rows.records_in(start..end)];
                let told: Vec<RecordIx> = records.iter().filter_map(Row::record).collect();
                assert_eq!(told, in_it, "{start}..{end}");
            }
            rows.reverse();
        }
    }
}
