//! One record of a file, taken apart again to be looked at.

use super::{ColumnStep, Dialect};
use crate::model::Clean;

/// A cell with the name of its column.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cell {
    /// As the header names it.
    pub column: Clean,
    /// What stands in it; empty where nothing does.
    pub text: Clean,
}

/// The record at the beginning of some bytes, and where it ends; `None` where it is not whole among
/// them, unless they are the rest of the file.
pub fn record_at(bytes: &[u8], dialect: &Dialect, is_rest: bool) -> Option<(Vec<Cell>, usize)> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(dialect.delimiter)
        .quoting(dialect.has_quotes)
        .has_headers(false)
        .flexible(true)
        .from_reader(bytes);
    let mut record = csv::ByteRecord::new();
    let is_read = reader.read_byte_record(&mut record).ok()?;
    let end = usize::try_from(reader.position().byte()).ok()?.min(bytes.len());
    if !is_read || (end == bytes.len() && !is_rest) {
        return None;
    }
    let cell = |(n, bytes): (usize, &[u8])| Cell {
        column: dialect.columns.get(n).cloned().unwrap_or_default(),
        text: Clean::new(&dialect.encoding.text(bytes).0),
    };
    Some((record.iter().enumerate().map(cell).collect(), end))
}

impl ColumnStep {
    /// The cells of its first row.
    pub fn cells(&self, dialect: &Dialect) -> Vec<Cell> {
        let cell = |n: usize| Cell {
            column: dialect.columns.get(n).cloned().unwrap_or_default(),
            text: Clean::new(&dialect.encoding.text(&self.cell(n, 0).unwrap_or_default()).0),
        };
        (0..self.width()).map(cell).collect()
    }
}
