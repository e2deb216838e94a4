//! Tables that leave the board: rows of typed cells, one after the other, into whatever format they
//! are to be in. No more than one row is held at a time.

mod columns;
mod csv;
mod derived;
mod json;
mod markdown;
mod rows;
mod workbook;

use std::io;

pub use csv::CsvSink;
pub use derived::flat;
pub use json::{JsonArray, indented};
pub use markdown::MarkdownSink;
pub use rows::{all_tables, one_table, panel_table};
pub use workbook::{BoardAbout, WorkbookSink, about};

use crate::model::{Clean, Day};

/// What stands in one cell.
#[derive(Clone, PartialEq, Debug)]
pub enum TableCell {
    /// Nothing is stated.
    Nothing,
    /// Words.
    Text(String),
    /// A whole number.
    Whole(u64),
    /// A number; degrees and kilometres among them.
    Number(f64),
    /// A day of the calendar.
    Day(Day),
}

impl TableCell {
    /// Words; nothing where there are none.
    pub fn text(words: impl Into<String>) -> TableCell {
        let words = words.into();
        if words.is_empty() { TableCell::Nothing } else { TableCell::Text(words) }
    }

    /// The cell as it is read.
    pub fn words(&self) -> String {
        match self {
            TableCell::Nothing => String::new(),
            TableCell::Text(text) => text.clone(),
            TableCell::Whole(number) => number.to_string(),
            TableCell::Number(number) => number.to_string(),
            TableCell::Day(day) => day.to_string(),
        }
    }
}

impl<T: Into<TableCell>> From<Option<T>> for TableCell {
    fn from(cell: Option<T>) -> TableCell {
        cell.map_or(TableCell::Nothing, Into::into)
    }
}

impl From<&Clean> for TableCell {
    fn from(text: &Clean) -> TableCell {
        TableCell::text(text.as_str())
    }
}

impl From<&str> for TableCell {
    fn from(text: &str) -> TableCell {
        TableCell::text(text)
    }
}

impl From<Day> for TableCell {
    fn from(day: Day) -> TableCell {
        TableCell::Day(day)
    }
}

impl From<u64> for TableCell {
    fn from(number: u64) -> TableCell {
        TableCell::Whole(number)
    }
}

/// A table that begins.
pub struct TableHead<'a> {
    /// What its rows are; nothing where whoever takes it knows.
    pub title: &'a str,
    /// Of each column its name and how many signs wide it is at first.
    pub columns: &'a [(String, u16)],
    /// What is said of all of it: the day, the handling.
    pub notes: &'a [String],
}

/// Where rows go.
pub trait RowSink {
    /// Begins a table; the rows that follow are its.
    fn begin(&mut self, table: &TableHead) -> io::Result<()>;

    /// Adds a row, with a cell for each column.
    fn row(&mut self, cells: &[TableCell]) -> io::Result<()>;

    /// Ends the output.
    fn finish(&mut self) -> io::Result<()>;

    /// Whether columns that nothing fills are better left out, since people read it as it is.
    fn leaves_out_empty(&self) -> bool {
        false
    }
}
