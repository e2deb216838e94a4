//! The table that a container is unpacked into: CSV, and on which line of the original each of its
//! rows stands.

use std::{borrow::Cow, io::Write};

use super::{lines::LineMap, outlet::Outlet, refused::NotUnpacked};
use crate::feed::line_ends;

/// Bytes that are gathered before they are written out.
const GATHERED: usize = 1 << 18;

/// Rows one after another, as text.
pub struct TableText {
    pub text: Vec<u8>,
    line: u64,
    /// On which line of the original each line stands.
    pub lines: LineMap,
}

/// Writes rows out one after another.
pub struct TableWriter<'a, 'b> {
    to: &'a mut Outlet<'b>,
    table: TableText,
}

/// Whether a text holds a sign that means something in a table.
fn has_signs(text: &[u8]) -> bool {
    memchr::memchr3(b',', b'\n', b'\r', text).is_some() || memchr::memchr(b'"', text).is_some()
}

impl Default for TableText {
    fn default() -> Self {
        TableText { text: Vec::new(), line: 1, lines: LineMap::default() }
    }
}

impl TableText {
    /// Adds a row that stands on a line of the original.
    pub fn row<C: AsRef<[u8]>>(&mut self, cells: impl IntoIterator<Item = C>, original: u64) {
        self.lines.push(self.line, original);
        self.line += 1;
        let begin = self.text.len();
        for (n, cell) in cells.into_iter().enumerate() {
            if n > 0 {
                self.text.push(b',');
            }
            match has_signs(cell.as_ref()) {
                false => self.text.extend_from_slice(cell.as_ref()),
                true => self.quoted(cell.as_ref()),
            }
        }
        // An empty line would be no row.
        if self.text.len() == begin {
            self.text.extend_from_slice(b"\"\"");
        }
        self.text.push(b'\n');
    }

    fn quoted(&mut self, cell: &[u8]) {
        self.line += line_ends(cell);
        self.text.push(b'"');
        let mut rest = cell;
        while let Some(at) = memchr::memchr(b'"', rest) {
            self.text.extend_from_slice(&rest[..=at]);
            self.text.push(b'"');
            rest = &rest[at + 1..];
        }
        self.text.extend_from_slice(rest);
        self.text.push(b'"');
    }
}

impl<'a, 'b> TableWriter<'a, 'b> {
    /// Begins an empty table.
    pub fn new(to: &'a mut Outlet<'b>) -> TableWriter<'a, 'b> {
        TableWriter { to, table: TableText::default() }
    }

    /// Writes a row that stands on a line of the original.
    pub fn row<C: AsRef<[u8]>>(
        &mut self,
        cells: impl IntoIterator<Item = C>,
        original: u64,
    ) -> Result<(), NotUnpacked> {
        self.table.row(cells, original);
        if self.table.text.len() >= GATHERED {
            self.write_out()?;
        }
        Ok(())
    }

    fn write_out(&mut self) -> Result<(), NotUnpacked> {
        self.to.write_all(&self.table.text)?;
        self.table.text.clear();
        Ok(())
    }

    /// Writes all of it out; where the rows stand in the original.
    pub fn finish(mut self) -> Result<LineMap, NotUnpacked> {
        self.write_out()?;
        self.to.flush()?;
        Ok(self.table.lines)
    }
}

/// A number as it is written by hand: without the noise of its last binary digits, of which a sheet
/// shows fifteen decimal ones.
pub fn number(value: f64) -> Cow<'static, str> {
    if !value.is_finite() {
        return Cow::Borrowed("");
    }
    let rounded: f64 = format!("{value:.14e}").parse().unwrap_or(value);
    format!("{rounded}").into()
}
