//! The columns that two files of a feed have in common, and a sum over what a record says in them: by
//! it a change is seen in whatever column it is, the notes that the board keeps no column of among
//! them.

use std::{borrow::Cow, collections::BTreeMap};

use xxhash_rust::xxh3;

use crate::{
    feed::{Block, Cell, ColumnStep, FeedReading},
    model::Clean,
};

/// Columns that say when a row was last touched, not what it says: a change there alone is none.
const STAMPS: [&str; 1] = ["timestamp"];

/// The columns of two files, side by side.
#[derive(Clone, PartialEq, Debug)]
pub struct CommonColumns {
    /// Those that both have, in the order of the newer.
    pub both: Vec<CommonColumn>,
    /// Those that only the older has.
    pub only_older: Vec<Clean>,
    /// Those that only the newer has.
    pub only_newer: Vec<Clean>,
}

/// A column that two files have.
#[derive(Clone, PartialEq, Debug)]
pub struct CommonColumn {
    /// As the newer names it.
    pub name: Clean,
    /// Its place in each, the older first.
    pub places: [usize; 2],
    /// Whether it says no more than when the row was last touched.
    pub is_stamp: bool,
}

/// The sum over a record, by the byte at which it begins.
pub type RecordSum = (u64, u64);

impl CommonColumns {
    /// Columns are the same that mean the same, or else are called the same.
    pub fn of(older: &FeedReading, newer: &FeedReading) -> CommonColumns {
        let mut theirs: BTreeMap<(String, usize), usize> =
            keys(older).into_iter().enumerate().map(|(n, key)| (key, n)).collect();
        let (mut both, mut only_newer) = (Vec::new(), Vec::new());
        for (n, key) in keys(newer).into_iter().enumerate() {
            let name = newer.dialect.columns[n].clone();
            let is_stamp = STAMPS.contains(&key.0.as_str());
            match theirs.remove(&key) {
                Some(old) => both.push(CommonColumn { name, places: [old, n], is_stamp }),
                None => only_newer.push(name),
            }
        }
        let mut left: Vec<usize> = theirs.into_values().collect();
        left.sort_unstable();
        let only_older = left.into_iter().map(|n| older.dialect.columns[n].clone()).collect();
        CommonColumns { both, only_older, only_newer }
    }

    /// Sums over the records of a block of the older file (0) or the newer (1).
    pub fn sums(&self, side: usize, reading: &FeedReading, block: &Block) -> Vec<RecordSum> {
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(reading.dialect.delimiter)
            .quoting(reading.dialect.has_quotes)
            .has_headers(false)
            .flexible(true)
            .from_reader(block.bytes.as_slice());
        let (mut record, mut sums) = (csv::ByteRecord::new(), Vec::new());
        loop {
            let place = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
            if !reader.read_byte_record(&mut record).unwrap_or(false) {
                return sums;
            }
            // Line ends before a record are none of it.
            let rest = block.bytes.get(place..).unwrap_or_default();
            let ends = rest.iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
            let at = block.offset + (place + ends) as u64;
            let cell = |n: usize| Cow::Borrowed(record.get(n).unwrap_or_default());
            sums.push((at, self.sum(side, reading, cell)));
        }
    }

    /// Which of so many columns of the older file (0) or the newer (1) such sums are over.
    pub fn wants(&self, side: usize, columns: usize) -> Vec<bool> {
        let told = |n: usize| self.told().any(|column| column.places[side] == n);
        (0..columns).map(told).collect()
    }

    /// Sums over some rows of columns, of the older file (0) or the newer (1).
    pub fn sums_of_columns(
        &self,
        side: usize,
        reading: &FeedReading,
        step: &ColumnStep,
    ) -> Vec<RecordSum> {
        let sum = |row: usize| {
            let cell = |n: usize| step.cell(n, row).unwrap_or_default();
            (step.first + row as u64, self.sum(side, reading, cell))
        };
        (0..step.len()).map(sum).collect()
    }

    fn told(&self) -> impl Iterator<Item = &CommonColumn> {
        self.both.iter().filter(|column| !column.is_stamp)
    }

    fn sum<'a>(
        &self,
        side: usize,
        reading: &FeedReading,
        cell: impl Fn(usize) -> Cow<'a, [u8]>,
    ) -> u64 {
        self.told().fold(0, |sum, column| {
            let cell = cell(column.places[side]);
            let text = reading.dialect.encoding.text(&cell).0;
            xxh3::xxh3_64_with_seed(text.trim().as_bytes(), sum)
        })
    }

    /// What two records have differently, as (column, older text, newer text).
    pub fn changes(&self, older: &[Cell], newer: &[Cell]) -> Vec<(Clean, Clean, Clean)> {
        let text = |cells: &[Cell], n: usize| cells.get(n).map(|cell| cell.text.clone());
        let change = |column: &CommonColumn| {
            let old = text(older, column.places[0]).unwrap_or_default();
            let new = text(newer, column.places[1]).unwrap_or_default();
            let is_other = old.original().trim() != new.original().trim();
            is_other.then(|| (column.name.clone(), old, new))
        };
        self.both.iter().filter_map(change).collect()
    }
}

/// What each column is known by: the first of its names with the kind, else its own; of several of
/// one name the how-manieth it is.
fn keys(reading: &FeedReading) -> Vec<(String, usize)> {
    let spec = reading.dialect.spec();
    let mut met: BTreeMap<String, usize> = BTreeMap::new();
    let key = |(n, column): (usize, &Clean)| {
        let means = reading.dialect.places.iter().find(|(_, place)| *place == n);
        let form = means.and_then(|(means, _)| spec.columns.iter().find(|c| c.means == *means));
        let name = form.and_then(|form| form.names.first().map(|name| (*name).to_owned()));
        let name = name.unwrap_or_else(|| column.original().trim().to_lowercase());
        let times = met.entry(name.clone()).or_default();
        *times += 1;
        (name, *times)
    };
    reading.dialect.columns.iter().enumerate().map(key).collect()
}
