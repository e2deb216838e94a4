//! A workbook for spreadsheets (XLSX): a sheet that says what it is of, then one for each table. Rows
//! go to disk as they come. No cell is a formula, days are days and numbers are numbers.

use std::io::{self, Write};

use chrono::Datelike;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::{RowSink, TableCell, TableHead};
use crate::{
    board::{Board, Terms, full_day},
    model::{Clean, Day},
    report::window::left_out_words,
};

/// Rows that a sheet can hold.
const MOST_ROWS: u32 = 1_048_576;
/// Signs that a cell can hold.
const MOST_SIGNS: usize = 32_767;
/// Signs that the name of a sheet can have.
const MOST_OF_NAME: usize = 31;

/// Lines of what a workbook is of: what is told, and what of it.
pub type BoardAbout = Vec<(String, String)>;

/// What a workbook says of a board: scenario, day, clock, filter, handling, licences.
pub fn about(board: &Board, file: &str, feeds: &[(usize, Terms)]) -> BoardAbout {
    let header = &board.scenario().header;
    let mut all: BoardAbout = Vec::new();
    let mut tell = |what: &str, text: String| all.push((what.to_owned(), text));
    tell("Scenario", format!("{} ({})", header.title, header.id));
    tell("File", file.to_owned());
    tell("Day", full_day(board.clock.as_of));
    tell("Clock", board.clock.words());
    let filter = if board.query.is_empty() { "none" } else { board.query.text() };
    tell("Filter", filter.to_owned());
    if let Some(names) = board.without() {
        tell("Without", names.to_string());
    }
    tell("Handling", board.handling().map_or("not stated".to_owned(), |mark| mark.to_string()));
    let told = |text: &Option<Clean>| text.as_ref().map(Clean::to_string);
    if let Some(by) = told(&header.issued_by) {
        tell("Issued by", by);
    }
    if let Some(at) = told(&header.contact) {
        tell("Contact", at);
    }
    for (n, terms) in feeds {
        let id = &board.feeds.files[*n].id;
        tell(&format!("Licence of {id}"), terms.licence.to_string());
        tell(&format!("To cite {id}"), terms.cite.to_string());
    }
    if let Some(words) = left_out_words(board) {
        tell("Left out", words);
    }
    tell("Made by", format!("sitboard {}", env!("CARGO_PKG_VERSION")));
    all
}

/// A workbook that is being written; it goes out when it is finished.
pub struct WorkbookSink<W: Write + Send> {
    book: Workbook,
    out: Option<W>,
    names: Vec<String>,
    most_rows: u32,
    /// The sheet that rows go to, and its next row.
    at: (usize, u32),
    /// What a sheet that goes on where one is full begins with.
    title: String,
    columns: Vec<(String, u16)>,
    bold: Format,
    day: Format,
}

impl<W: Write + Send> WorkbookSink<W> {
    /// A workbook of boards, as of a day.
    pub fn new(out: W, boards: &[BoardAbout], day: Day) -> io::Result<Self> {
        WorkbookSink::with_most(out, boards, day, MOST_ROWS)
    }

    fn with_most(out: W, boards: &[BoardAbout], day: Day, most_rows: u32) -> io::Result<Self> {
        let mut book = Workbook::new();
        // The same board gives the same bytes, whenever it is asked.
        let made = u16::try_from(day.year()).unwrap_or_default();
        let made = ExcelDateTime::from_ymd(
            made,
            u8::try_from(day.month()).unwrap_or(1),
            u8::try_from(day.day()).unwrap_or(1),
        );
        if let Ok(made) = made {
            book.set_properties(&DocProperties::new().set_creation_datetime(&made));
        }
        let mut sink = WorkbookSink {
            book,
            out: Some(out),
            names: Vec::new(),
            most_rows,
            at: (0, 0),
            title: String::new(),
            columns: Vec::new(),
            bold: Format::new().set_bold(),
            day: Format::new().set_num_format("yyyy-mm-dd"),
        };
        sink.add_sheet("About", &[(String::new(), 18), (String::new(), 80)])?;
        for (n, board) in boards.iter().enumerate() {
            if n > 0 {
                sink.at.1 += 1;
            }
            for (what, text) in board {
                let row = sink.at.1;
                let (bold, text) = (sink.bold.clone(), fitted(text));
                let sheet = sink.sheet()?;
                sheet.write_string_with_format(row, 0, what, &bold).map_err(io::Error::other)?;
                sheet.write_string(row, 1, text).map_err(io::Error::other)?;
                sink.at.1 += 1;
            }
        }
        Ok(sink)
    }

    fn sheet(&mut self) -> io::Result<&mut Worksheet> {
        self.book.worksheet_from_index(self.at.0).map_err(io::Error::other)
    }

    /// Begins a sheet with these columns, no row of it written yet.
    fn add_sheet(&mut self, title: &str, columns: &[(String, u16)]) -> io::Result<()> {
        let name = self.free_name(title);
        let sheet = self.book.add_worksheet_with_constant_memory().map_err(io::Error::other)?;
        sheet.set_name(&name).map_err(io::Error::other)?;
        for (n, (_, width)) in (0..).zip(columns) {
            sheet.set_column_width(n, f64::from(*width)).map_err(io::Error::other)?;
        }
        self.at = (self.names.len(), 0);
        self.names.push(name);
        Ok(())
    }

    /// A name for a sheet that no other has: without what none may hold, and not too long.
    fn free_name(&self, title: &str) -> String {
        let allowed = |c: char| if "[]:*?/\\'".contains(c) { ' ' } else { c };
        let title: String = title.chars().map(allowed).collect();
        let named = |end: &str| {
            let room = MOST_OF_NAME - end.len();
            let mut name = String::new();
            for c in title.trim().chars() {
                // A spreadsheet counts in units of UTF-16.
                if name.encode_utf16().count() + c.len_utf16() > room {
                    break;
                }
                name.push(c);
            }
            format!("{}{end}", name.trim_end())
        };
        let is_free = |name: &String| {
            self.names.iter().all(|other| other.to_lowercase() != name.to_lowercase())
        };
        let numbered = (2..).map(|n| named(&format!(" {n}")));
        let mut names = std::iter::once(named("")).chain(numbered);
        names.find(is_free).unwrap_or_default()
    }

    /// A sheet of the table that rows are of, with its head.
    fn begin_sheet(&mut self) -> io::Result<()> {
        let (title, columns) = (self.title.clone(), self.columns.clone());
        self.add_sheet(&title, &columns)?;
        let bold = self.bold.clone();
        let sheet = self.sheet()?;
        sheet.set_freeze_panes(1, 0).map_err(io::Error::other)?;
        for (n, (name, _)) in (0..).zip(&columns) {
            sheet.write_string_with_format(0, n, name, &bold).map_err(io::Error::other)?;
        }
        self.at.1 = 1;
        Ok(())
    }
}

impl<W: Write + Send> RowSink for WorkbookSink<W> {
    fn begin(&mut self, table: &TableHead) -> io::Result<()> {
        self.title = table.title.to_owned();
        self.columns = table.columns.to_vec();
        self.begin_sheet()
    }

    fn row(&mut self, cells: &[TableCell]) -> io::Result<()> {
        if self.at.1 >= self.most_rows {
            self.begin_sheet()?;
        }
        let (row, day_format) = (self.at.1, self.day.clone());
        let sheet = self.sheet()?;
        for (n, cell) in (0..).zip(cells) {
            write_cell(sheet, (row, n), cell, &day_format).map_err(io::Error::other)?;
        }
        self.at.1 += 1;
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        match self.out.take() {
            Some(out) => self.book.save_to_writer(out).map_err(|error| match error {
                XlsxError::IoError(error) => error,
                other => io::Error::other(other),
            }),
            None => Ok(()),
        }
    }
}

fn write_cell(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &TableCell,
    day_format: &Format,
) -> Result<(), XlsxError> {
    match cell {
        TableCell::Nothing => return Ok(()),
        TableCell::Text(text) => sheet.write_string(row, column, fitted(text))?,
        TableCell::Whole(number) => sheet.write_number(row, column, *number as f64)?,
        TableCell::Number(number) => sheet.write_number(row, column, *number)?,
        // Before 1900 a spreadsheet has no days.
        TableCell::Day(day) if day.year() < 1900 => {
            sheet.write_string(row, column, day.to_string())?
        }
        TableCell::Day(day) => sheet.write_datetime_with_format(row, column, day, day_format)?,
    };
    Ok(())
}

/// As much of a text as a cell holds; what is cut off leaves an ellipsis.
fn fitted(text: &str) -> String {
    if text.encode_utf16().count() <= MOST_SIGNS {
        return text.to_owned();
    }
    let mut kept = String::new();
    let mut signs = 1;
    for c in text.chars() {
        signs += c.len_utf16();
        if signs > MOST_SIGNS {
            break;
        }
        kept.push(c);
    }
    kept + "…"
}

#[cfg(test)]
mod tests;
