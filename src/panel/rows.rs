//! The rows of a sheet: records, and between them rows of feeds, of which only those in sight are
//! ever made.

use super::sheet::{Row, SortKey};
use crate::{
    board::{Board, Fed, RowAt, partition},
    look::Role,
    model::Day,
};

/// Rows in the order of a list.
#[derive(Clone, Default, Debug)]
pub struct Rows {
    records: Vec<Row>,
    fed: Option<Between>,
}

/// Rows of feeds, with the places that the records have among them.
#[derive(Clone, Debug)]
struct Between {
    rows: FedRows,
    /// Of each feed the record that names it.
    of: Vec<usize>,
    /// Of each record its place in the list, in order.
    places: Vec<usize>,
    reversed: bool,
}

/// Rows of feeds in the order of a list.
#[derive(Clone, Debug)]
enum FedRows {
    /// As the board has them, the latest first.
    Latest(Fed),
    Listed(Vec<RowAt>),
}

impl FedRows {
    fn len(&self) -> usize {
        match self {
            FedRows::Latest(fed) => fed.len(),
            FedRows::Listed(rows) => rows.len(),
        }
    }

    fn get(&self, n: usize) -> Option<RowAt> {
        match self {
            FedRows::Latest(fed) => fed.row(n),
            FedRows::Listed(rows) => rows.get(n).copied(),
        }
    }

    fn place(&self, at: RowAt) -> Option<usize> {
        match self {
            FedRows::Latest(fed) => fed.place(at),
            FedRows::Listed(rows) => rows.iter().position(|row| *row == at),
        }
    }
}

impl From<Vec<Row>> for Rows {
    fn from(records: Vec<Row>) -> Rows {
        Rows { records, fed: None }
    }
}

impl FromIterator<Row> for Rows {
    fn from_iter<I: IntoIterator<Item = Row>>(rows: I) -> Rows {
        Rows::from(rows.into_iter().collect::<Vec<Row>>())
    }
}

impl Rows {
    /// Records, the latest by their days first, and among them the rows of feeds.
    pub fn with_fed(
        board: &Board,
        records: Vec<Row>,
        day: impl Fn(&Row) -> Option<Day>,
        fed: &Fed,
    ) -> Rows {
        let later = |day: Option<Day>| {
            // What is dated to the same day stands behind the records.
            partition(fed.len(), |n| fed.day(n) > day)
        };
        let places = records.iter().enumerate().map(|(n, row)| n + later(day(row)));
        let places = places.collect();
        Rows::between(board, records, FedRows::Latest(fed.clone()), places)
    }

    /// Records and rows of feeds, in the order in which they are given.
    pub fn among(
        board: &Board,
        rows: impl Iterator<Item = (usize, Option<RowAt>)>,
        of: impl Fn(usize) -> Row,
    ) -> Rows {
        let (mut records, mut listed, mut places) = (Vec::new(), Vec::new(), Vec::new());
        for (place, (record, fed)) in rows.enumerate() {
            match fed {
                Some(at) => listed.push(at),
                None => {
                    records.push(of(record));
                    places.push(place);
                }
            }
        }
        if listed.is_empty() {
            return records.into();
        }
        Rows::between(board, records, FedRows::Listed(listed), places)
    }

    /// Records, and behind them rows of feeds.
    pub fn with_listed(board: &Board, records: Vec<Row>, listed: Vec<RowAt>) -> Rows {
        let places = (0..records.len()).collect();
        Rows::between(board, records, FedRows::Listed(listed), places)
    }

    fn between(board: &Board, records: Vec<Row>, rows: FedRows, places: Vec<usize>) -> Rows {
        let of =
            (0..board.feeds.files.len()).map(|n| board.feeds.record(&board.index, n).unwrap_or(0));
        Rows { records, fed: Some(Between { rows, of: of.collect(), places, reversed: false }) }
    }

    pub fn len(&self) -> usize {
        self.records.len() + self.fed.as_ref().map_or(0, |fed| fed.rows.len())
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The rows that are records, in their order.
    pub fn records(&self) -> &[Row] {
        &self.records
    }

    pub fn has_fed(&self) -> bool {
        self.fed.is_some()
    }

    /// Whether rows of feeds stand among the others by their days, the latest first.
    pub fn is_by_day(&self) -> bool {
        self.fed.as_ref().is_some_and(|fed| matches!(fed.rows, FedRows::Latest(_)))
    }

    pub fn get(&self, n: usize) -> Option<Row> {
        let Some(fed) = &self.fed else { return self.records.get(n).cloned() };
        let n = if fed.reversed { self.len().checked_sub(n + 1)? } else { n };
        let before = fed.places.partition_point(|place| *place < n);
        if fed.places.get(before) == Some(&n) {
            return self.records.get(before).cloned();
        }
        let at = fed.rows.get(n - before)?;
        Some(Row { fed: Some(at), role: Role::Plain, ..Row::of(*fed.of.get(at.feed)?) })
    }

    /// The place of a row of a feed.
    pub fn place_of(&self, at: RowAt) -> Option<usize> {
        let fed = self.fed.as_ref()?;
        let among = fed.rows.place(at)?;
        // So many records stand before it: those whose place less their own number is no greater.
        let numbered = fed.places.iter().enumerate();
        let before = numbered.take_while(|(n, place)| *place - n <= among).count();
        Some(fed.turned(among + before, self.len()))
    }

    /// The place of a record, by its position among the records here.
    pub fn place_of_record(&self, n: usize) -> usize {
        match &self.fed {
            Some(fed) => fed.turned(fed.places.get(n).copied().unwrap_or(n), self.len()),
            None => n,
        }
    }

    pub fn iter(&self) -> impl DoubleEndedIterator<Item = Row> + use<'_> {
        (0..self.len()).filter_map(|n| self.get(n))
    }

    /// Sorts records alone by their keys, keeping the order among equals.
    pub fn sort(&mut self, key: impl Fn(&Row) -> SortKey) {
        self.records.sort_by_cached_key(key);
    }

    /// Sorts records and rows by one key.
    pub fn sort_all(&mut self, key: impl Fn(&Row) -> SortKey) {
        let Some(fed) = self.fed.take() else { return self.sort(key) };
        let of = |at: &RowAt| fed.of.get(at.feed).copied().unwrap_or(0);
        let keyed = (0..fed.rows.len()).filter_map(|n| fed.rows.get(n));
        let keyed = keyed.map(|at| (key(&Row { fed: Some(at), ..Row::of(of(&at)) }), at));
        let mut keyed: Vec<(SortKey, RowAt)> = keyed.collect();
        keyed.sort_by(|a, b| a.0.cmp(&b.0));
        let mut records: Vec<(SortKey, Row)> =
            std::mem::take(&mut self.records).into_iter().map(|row| (key(&row), row)).collect();
        records.sort_by(|a, b| a.0.cmp(&b.0));
        let before = |of: &SortKey| keyed.partition_point(|(key, _)| key < of);
        let places = records.iter().enumerate().map(|(n, (key, _))| n + before(key)).collect();
        self.records = records.into_iter().map(|(_, row)| row).collect();
        let rows = FedRows::Listed(keyed.into_iter().map(|(_, at)| at).collect());
        self.fed = Some(Between { rows, places, ..fed });
    }

    pub fn reverse(&mut self) {
        match &mut self.fed {
            Some(fed) => fed.reversed = !fed.reversed,
            None => self.records.reverse(),
        }
    }
}

impl Between {
    fn turned(&self, place: usize, len: usize) -> usize {
        if self.reversed { len.saturating_sub(place + 1) } else { place }
    }
}
