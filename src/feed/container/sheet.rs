//! Workbooks of Excel: one sheet as a table. The parts of a workbook are measured before the library
//! opens them, which holds some of them in memory and asks for no size.

use std::io::BufReader;

use calamine::{
    Data, DataRef, Dimensions, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx, XlsxError,
};

use super::{
    archive::Archive,
    kinds::Container,
    limits::{MOST_CELL, MOST_MERGED, MOST_SHARED, MOST_WORKBOOK},
    original::PackedReader,
    outlet::{Outlet, is_past_ratio, too_well_packed},
    packing::Packing,
    refused::{NotUnpacked, damaged},
    table::{TableWriter, number},
};
use crate::model::{Clean, Refusal};

/// What to do with a workbook that is too large.
const SMALLER: &str = "save the sheet as CSV and name that";

/// A workbook as the library opens it.
type Workbook = Xlsx<BufReader<PackedReader>>;

/// Unpacks a sheet into a table.
pub fn unpack(
    archive: &Archive,
    reader: &PackedReader,
    packing: &mut Packing,
    to: &mut Outlet,
) -> Result<(), NotUnpacked> {
    packing.containers.push(Container::Workbook);
    measure(archive, reader, to)?;
    let mut workbook: Workbook =
        Xlsx::new(BufReader::with_capacity(1 << 16, reader.from(0))).map_err(unread)?;
    let sheet = chosen(&workbook, packing)?;
    let merged = workbook.merge_cells_by_sheet_name(&sheet).map_err(unread)?;
    if merged.len() > MOST_MERGED {
        let message = format!("the sheet has more than {MOST_MERGED} merged regions");
        return Err(Refusal::new(message, SMALLER).into());
    }
    let mut cells = workbook.worksheet_cells_reader(&sheet).map_err(unread)?;
    let mut rows = SheetRows::new(merged, to);
    while let Some(cell) = cells.next_cell().map_err(unread)? {
        let (row, column) = cell.get_position();
        rows.cell(row, column, text(cell.get_value()))?;
    }
    packing.lines = rows.finish()?;
    Ok(())
}

/// Refuses a workbook whose parts are too large, and a text in it that has no end: each part is
/// unpacked for that, and none is kept.
fn measure(archive: &Archive, reader: &PackedReader, to: &Outlet) -> Result<(), NotUnpacked> {
    let mut all = 0u64;
    for name in archive.names().filter(|name| name.ends_with(".xml") || name.ends_with(".rels")) {
        let is_sheet = name.starts_with("xl/worksheets/");
        archive.open(name, &mut |part| {
            let (mut bytes, mut own, mut run) = (vec![0; 1 << 16], 0u64, 0usize);
            loop {
                to.is_wanted()?;
                let read = part.read(&mut bytes)?;
                if read == 0 {
                    return Ok(());
                }
                own += read as u64;
                all += read as u64;
                let last = memchr::memrchr2(b'<', b'>', &bytes[..read]);
                let first = memchr::memchr2(b'<', b'>', &bytes[..read]).unwrap_or(read);
                let longest = run + first;
                run = last.map_or(run + read, |last| read - last);
                if longest > MOST_CELL {
                    let message = format!("a cell of it has more than {} MiB", MOST_CELL >> 20);
                    return Err(Refusal::new(message, SMALLER).into());
                }
                if is_past_ratio(all, reader.length()) {
                    return Err(too_well_packed().into());
                }
                if all > MOST_WORKBOOK || (own > MOST_SHARED && !is_sheet) {
                    return Err(too_large().into());
                }
            }
        })?;
    }
    Ok(())
}

fn too_large() -> Refusal {
    let (all, shared) = (MOST_WORKBOOK >> 30, MOST_SHARED >> 20);
    let message =
        format!("it unpacks to more than {all} GiB, or to more than {shared} MiB of shared texts");
    Refusal::new(message, SMALLER)
}

/// The sheet that is asked for, else the first that is shown; which, and which others there are, is
/// noted.
fn chosen(workbook: &Workbook, packing: &mut Packing) -> Result<String, NotUnpacked> {
    let sheets =
        || workbook.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let asked = packing.asked.as_ref().map(|asked| asked.original().trim());
    let found = match asked {
        Some(asked) => sheets()
            .find(|sheet| sheet.name == asked)
            .or_else(|| sheets().find(|sheet| sheet.name.to_lowercase() == asked.to_lowercase())),
        None => sheets()
            .find(|sheet| sheet.visible == SheetVisible::Visible)
            .or_else(|| sheets().next()),
    };
    let names = || sheets().map(|sheet| Clean::from(sheet.name.as_str()));
    let Some(found) = found else {
        let names: Vec<String> = names().map(|name| name.to_string()).collect();
        return Err(match asked {
            Some(asked) => Refusal::new(
                format!("it has no sheet called {}", Clean::from(asked)),
                &format!("its sheets are: {}", names.join(", ")),
            ),
            None => "it has no sheet with cells".into(),
        }
        .into());
    };
    packing.sheet = Some(found.name.as_str().into());
    packing.other_sheets = names().filter(|name| name.original() != found.name).collect();
    Ok(found.name.clone())
}

/// Cells as they come, put together to rows; merged regions are filled.
struct SheetRows<'a, 'b> {
    table: TableWriter<'a, 'b>,
    /// Regions by their first row, those that come last first.
    merged: Vec<Dimensions>,
    /// Regions that reach into the row, with the text of their first cell.
    filling: Vec<(Dimensions, String)>,
    row: u32,
    cells: Vec<String>,
    /// Cells of the widest row so far: a shorter one only ends in empty cells.
    width: usize,
}

impl<'a, 'b> SheetRows<'a, 'b> {
    fn new(mut merged: Vec<Dimensions>, to: &'a mut Outlet<'b>) -> SheetRows<'a, 'b> {
        merged.sort_by_key(|region| std::cmp::Reverse(region.start));
        let table = TableWriter::new(to);
        SheetRows { table, merged, filling: Vec::new(), row: 0, cells: Vec::new(), width: 0 }
    }

    fn cell(&mut self, row: u32, column: u32, text: String) -> Result<(), NotUnpacked> {
        if row < self.row {
            return Err(damaged(&format!("row {} stands behind a later one", row + 1)).into());
        }
        if row > self.row {
            self.end_row()?;
            self.row = row;
        }
        let column = column as usize;
        if self.cells.len() <= column {
            self.cells.resize(column + 1, String::new());
        }
        self.cells[column] = text;
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), NotUnpacked> {
        self.fill();
        let filled = self.cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |n| n + 1);
        self.width = self.width.max(filled);
        if filled > 0 {
            self.cells.resize(self.width, String::new());
            self.table.row(&self.cells, u64::from(self.row) + 1)?;
        }
        self.cells.clear();
        Ok(())
    }

    /// Gives every cell of a merged region the text of its first.
    fn fill(&mut self) {
        let row = self.row;
        while let Some(region) = self.merged.pop_if(|region| region.start.0 <= row) {
            let text = self.cells.get(region.start.1 as usize).cloned().unwrap_or_default();
            // A title over the whole table stands for no column.
            let is_title = region.start.0 == region.end.0
                && self.cells.iter().filter(|cell| !cell.is_empty()).count() <= 1;
            if region.start.0 == row && !text.is_empty() && !is_title {
                self.filling.push((region, text));
            }
        }
        self.filling.retain(|(region, _)| region.end.0 >= row);
        let most = self.width.max(self.cells.len());
        for (region, text) in &self.filling {
            let last = (region.end.1 as usize + 1).min(most.max(region.start.1 as usize + 1));
            if self.cells.len() < last {
                self.cells.resize(last, String::new());
            }
            for cell in &mut self.cells[region.start.1 as usize..last] {
                if cell.is_empty() {
                    cell.clone_from(text);
                }
            }
        }
    }

    fn finish(mut self) -> Result<super::LineMap, NotUnpacked> {
        self.end_row()?;
        self.table.finish()
    }
}

/// The text of a cell: dates as ISO dates, numbers without the noise of their binary form.
fn text(value: &DataRef) -> String {
    match Data::from(value.clone()) {
        Data::Int(n) => n.to_string(),
        Data::Float(n) => number(n).into_owned(),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text,
        Data::Bool(is) => is.to_string(),
        Data::DateTime(when) => moment(when),
        Data::Error(error) => error.to_string(),
        _ => String::new(),
    }
}

/// A day, with a time where it has one; a time alone where it has no day.
fn moment(when: ExcelDateTime) -> String {
    if when.is_duration() {
        return number(when.as_f64()).into_owned();
    }
    let (year, month, day, hour, minute, second, _) = when.to_ymd_hms_milli();
    let time = format!("{hour:02}:{minute:02}:{second:02}");
    match when.as_f64() {
        value if (0.0..1.0).contains(&value) => time,
        _ if (hour, minute, second) == (0, 0, 0) => format!("{year:04}-{month:02}-{day:02}"),
        _ => format!("{year:04}-{month:02}-{day:02}T{time}"),
    }
}

/// Why a workbook cannot be read, in words.
fn unread(error: XlsxError) -> NotUnpacked {
    match error {
        XlsxError::Io(error) => error.into(),
        other => damaged(&other).into(),
    }
}
