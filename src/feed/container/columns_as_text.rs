//! A file of columns as text, for whoever reads tables: written row by row as it is asked for.

use std::io::{self, Read};

use super::{
    column_steps::ColumnReading, lines::LineMap, parquet::ColumnFile, refused::NotUnpacked,
    table::TableText,
};

/// Rows that are written out at once.
const STEP: u64 = 256;

/// Gives the table of a file as CSV: the names of its columns, then its rows.
pub struct ColumnsAsText<'a> {
    file: &'a ColumnFile,
    reading: Option<ColumnReading<'a>>,
    /// The row that is next.
    next: u64,
    table: TableText,
    /// How much of the text was given.
    given: usize,
}

impl<'a> ColumnsAsText<'a> {
    /// The text from its beginning on.
    pub fn new(file: &'a ColumnFile) -> ColumnsAsText<'a> {
        let mut table = TableText::default();
        table.row(file.names(), 0);
        ColumnsAsText { file, reading: None, next: 0, table, given: 0 }
    }

    /// On which row of the file, from 1, the lines stand that were given by now.
    pub fn lines(self) -> LineMap {
        self.table.lines
    }

    /// Writes out more; false where all of it was.
    fn write_on(&mut self) -> Result<bool, NotUnpacked> {
        loop {
            if self.reading.is_none() {
                let Some(part) = self.file.part_from(self.next) else { return Ok(false) };
                let all = vec![true; self.file.width()];
                self.reading = Some(self.file.read(part, &all)?);
            }
            let Some(reading) = &mut self.reading else { return Ok(false) };
            match reading.next_step(STEP)? {
                None => self.reading = None,
                Some(step) => {
                    for row in 0..step.len() {
                        let cells = 0..step.width();
                        let cells = cells.map(|n| step.cell(n, row).unwrap_or_default());
                        self.next += 1;
                        self.table.row(cells, self.next);
                    }
                    return Ok(true);
                }
            }
        }
    }
}

impl Read for ColumnsAsText<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.given == self.table.text.len() {
            self.table.text.clear();
            self.given = 0;
            if !self.write_on().map_err(io::Error::other)? {
                return Ok(0);
            }
        }
        let read = { &self.table.text[self.given..] }.read(into)?;
        self.given += read;
        Ok(read)
    }
}
