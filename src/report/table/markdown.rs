//! Tables of Markdown, as GitHub's dialect has them.

use std::io::{self, Write};

use super::{RowSink, TableCell, TableHead};
use crate::report::escape::{markdown_address, markdown_lines};

/// Tables below headings.
pub struct MarkdownSink<W: Write> {
    out: W,
    is_first: bool,
}

impl<W: Write> MarkdownSink<W> {
    /// Nothing is written yet.
    pub fn new(out: W) -> Self {
        MarkdownSink { out, is_first: true }
    }

    fn line(&mut self, cells: impl Iterator<Item = String>) -> io::Result<()> {
        self.out.write_all(b"|")?;
        for cell in cells {
            write!(self.out, " {cell} |")?;
        }
        self.out.write_all(b"\n")
    }
}

impl<W: Write> RowSink for MarkdownSink<W> {
    fn begin(&mut self, table: &TableHead) -> io::Result<()> {
        if !std::mem::replace(&mut self.is_first, false) {
            self.out.write_all(b"\n")?;
        }
        if !table.title.is_empty() {
            writeln!(self.out, "## {}\n", text(table.title))?;
        }
        for note in table.notes {
            writeln!(self.out, "{}\n", text(note))?;
        }
        self.line(table.columns.iter().map(|(name, _)| text(&name.replace('_', " "))))?;
        self.line(table.columns.iter().map(|_| "---".to_owned()))
    }

    fn row(&mut self, cells: &[TableCell]) -> io::Result<()> {
        self.line(cells.iter().map(|cell| match cell {
            TableCell::Text(words) => text(words),
            cell => cell.words(),
        }))
    }

    fn finish(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    fn leaves_out_empty(&self) -> bool {
        true
    }
}

/// A text as it must stand in a cell: of one line, with no mark in it, nor the end of the cell, which
/// is found before anything else, in code and addresses too.
fn text(words: &str) -> String {
    let escaped =
        markdown_address(words).unwrap_or_else(|| markdown_lines(words, usize::MAX).join(" "));
    let mut cell = String::with_capacity(escaped.len());
    let mut is_marked = false;
    for c in escaped.chars() {
        if c == '|' && !is_marked {
            cell.push('\\');
        }
        is_marked = c == '\\' && !is_marked;
        cell.push(c);
    }
    cell
}
