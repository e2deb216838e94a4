//! The table that a container is unpacked into: CSV, and on which line of the original each of its
//! rows stands.

use std::borrow::Cow;

use super::{lines::LineMap, outlet::Outlet, refused::NotUnpacked};
use crate::feed::line_ends;

/// Writes rows one after another.
pub struct TableWriter<'a, 'b> {
    to: csv::Writer<&'a mut Outlet<'b>>,
    line: u64,
    lines: LineMap,
}

impl<'a, 'b> TableWriter<'a, 'b> {
    /// Begins an empty table.
    pub fn new(to: &'a mut Outlet<'b>) -> TableWriter<'a, 'b> {
        let to = csv::WriterBuilder::new().flexible(true).buffer_capacity(1 << 18).from_writer(to);
        TableWriter { to, line: 1, lines: LineMap::default() }
    }

    /// Writes a row that stands on a line of the original.
    pub fn row<C: AsRef<[u8]>>(
        &mut self,
        cells: impl IntoIterator<Item = C>,
        original: u64,
    ) -> Result<(), NotUnpacked> {
        self.lines.push(self.line, original);
        self.line += 1;
        for cell in cells {
            self.line += line_ends(cell.as_ref());
            self.to.write_field(cell).map_err(unwritten)?;
        }
        self.to.write_record(None::<&[u8]>).map_err(unwritten)
    }

    /// Writes all of it out; where the rows stand in the original.
    pub fn finish(mut self) -> Result<LineMap, NotUnpacked> {
        self.to.flush()?;
        Ok(self.lines)
    }
}

fn unwritten(error: csv::Error) -> NotUnpacked {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error.into(),
        other => super::refused::damaged(&format!("{other:?}")).into(),
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
