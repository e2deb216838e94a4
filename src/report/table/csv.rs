//! Tables with signs between their cells: for spreadsheets (CSV) and scripts (TSV).

use std::io::{self, Write};

use super::{RowSink, TableCell, TableHead};
use crate::report::escape::CsvLines;

/// Lines of cells, the first of which names the columns.
pub struct CsvSink<W: Write> {
    lines: CsvLines<W>,
    /// The columns of the last header.
    columns: Vec<String>,
}

impl<W: Write> CsvSink<W> {
    /// Cells with commas between them.
    pub fn csv(out: W) -> Self {
        CsvSink { lines: CsvLines::to(out, b','), columns: Vec::new() }
    }

    /// Cells with tabs between them.
    pub fn tsv(out: W) -> Self {
        CsvSink { lines: CsvLines::to(out, b'\t'), columns: Vec::new() }
    }
}

impl<W: Write> RowSink for CsvSink<W> {
    /// Rows of a second board stand below those of the first, where their columns are the same.
    fn begin(&mut self, table: &TableHead) -> io::Result<()> {
        let columns: Vec<String> = table.columns.iter().map(|(name, _)| name.clone()).collect();
        if self.columns == columns || columns.is_empty() {
            return Ok(());
        }
        columns.iter().try_for_each(|name| self.lines.text(name))?;
        self.columns = columns;
        self.lines.end_line()
    }

    fn row(&mut self, cells: &[TableCell]) -> io::Result<()> {
        for cell in cells {
            match cell {
                TableCell::Nothing => self.lines.figure("")?,
                TableCell::Text(text) => self.lines.text(text)?,
                cell => self.lines.figure(&cell.words())?,
            }
        }
        self.lines.end_line()
    }

    fn finish(&mut self) -> io::Result<()> {
        self.lines.flush()
    }
}
