//! The table that a container is unpacked into: CSV, and on which line of the original each of its
//! rows stands.

use std::{borrow::Cow, io::Write};

use super::{lines::LineMap, outlet::Outlet, refused::NotUnpacked};
use crate::feed::line_ends;

/// Bytes that are gathered before they are written out.
const GATHERED: usize = 1 << 18;

/// Writes rows one after another. Its own quotes are put here, since most cells are known to need
/// none by a look at many of them at once.
pub struct TableWriter<'a, 'b> {
    to: &'a mut Outlet<'b>,
    text: Vec<u8>,
    line: u64,
    lines: LineMap,
}

/// A cell that goes into a table.
pub trait TableCell {
    /// Its text.
    fn text(&self) -> &[u8];
    /// Whether it is known to hold no sign that means anything in a table.
    fn is_plain(&self) -> bool {
        false
    }
}

impl<T: AsRef<[u8]>> TableCell for T {
    fn text(&self) -> &[u8] {
        self.as_ref()
    }
}

/// Whether a text holds a sign that means something in a table.
pub fn has_signs(text: &[u8]) -> bool {
    memchr::memchr3(b',', b'\n', b'\r', text).is_some() || memchr::memchr(b'"', text).is_some()
}

impl<'a, 'b> TableWriter<'a, 'b> {
    /// Begins an empty table.
    pub fn new(to: &'a mut Outlet<'b>) -> TableWriter<'a, 'b> {
        TableWriter { to, text: Vec::new(), line: 1, lines: LineMap::default() }
    }

    /// Writes a row that stands on a line of the original.
    pub fn row<C: TableCell>(
        &mut self,
        cells: impl IntoIterator<Item = C>,
        original: u64,
    ) -> Result<(), NotUnpacked> {
        self.lines.push(self.line, original);
        self.line += 1;
        let begin = self.text.len();
        for (n, cell) in cells.into_iter().enumerate() {
            if n > 0 {
                self.text.push(b',');
            }
            match cell.is_plain() || !has_signs(cell.text()) {
                true => self.text.extend_from_slice(cell.text()),
                false => self.quoted(cell.text()),
            }
        }
        // An empty line would be no row.
        if self.text.len() == begin {
            self.text.extend_from_slice(b"\"\"");
        }
        self.text.push(b'\n');
        if self.text.len() >= GATHERED {
            self.write_out()?;
        }
        Ok(())
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

    fn write_out(&mut self) -> Result<(), NotUnpacked> {
        self.to.write_all(&self.text)?;
        self.text.clear();
        Ok(())
    }

    /// Writes all of it out; where the rows stand in the original.
    pub fn finish(mut self) -> Result<LineMap, NotUnpacked> {
        self.write_out()?;
        self.to.flush()?;
        Ok(self.lines)
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
