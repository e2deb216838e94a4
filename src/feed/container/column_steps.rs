//! The values of columns, step by step: text as it stands, numbers as numbers, which are written out
//! only where somebody asks for a cell.

use std::{borrow::Cow, ops::RangeInclusive};

use memchr::memmem::Finder;
use parquet::{
    column::reader::{ColumnReader, ColumnReaderImpl},
    data_type::{ByteArray, DataType},
    errors::Result as ParquetResult,
    file::metadata::RowGroupMetaData,
};

use super::{
    named_values::{KnownTexts, NamedValues, text_key},
    outlet::CameOut,
    parquet_cells::{ColumnText, ValueForm},
    refused::{NotUnpacked, cut_off, unread},
};
use crate::model::Refusal;

/// Rows that are read of each column at once.
const STEP: u64 = 4096;
/// Bytes that these should have together, and that they may have at most: a value that is named often
/// is as long each time.
const USUAL_STEP: u64 = 16 << 20;
const MOST_STEP: usize = 64 << 20;

/// A column that somebody asks for.
pub struct WantedColumn {
    reader: ColumnReader,
    form: ValueForm,
    known: KnownTexts,
}

/// Rows of a file as they are read, from the first of a part to its last.
pub struct ColumnReading<'a> {
    came_out: &'a CameOut,
    columns: Vec<Option<WantedColumn>>,
    /// The row that is next, counted from 0 through all of the file, and the rows that are left.
    next: u64,
    left: u64,
    step: u64,
}

/// Some columns in some rows.
pub struct ColumnStep {
    columns: Vec<Option<ColumnValues>>,
    /// The first row, counted from 0 through all of the file, and how many they are.
    pub first: u64,
    rows: usize,
    /// Bytes of the values.
    pub bytes: usize,
}

/// The values of a column: one a row.
enum ColumnValues {
    Text(ColumnText),
    Named(NamedValues),
    Whole(Vec<Option<i64>>, ValueForm),
    Real(Vec<Option<f64>>),
}

impl<'a> ColumnReading<'a> {
    pub(super) fn new(
        came_out: &'a CameOut,
        mut columns: Vec<Option<WantedColumn>>,
        (first, before, rows): (u64, u64, u64),
        group: &RowGroupMetaData,
    ) -> Result<ColumnReading<'a>, NotUnpacked> {
        for column in columns.iter_mut().flatten().filter(|_| before > 0) {
            column.skip(before)?;
        }
        let bytes = u64::try_from(group.total_byte_size()).unwrap_or_default();
        let all = u64::try_from(group.num_rows()).unwrap_or_default().max(1);
        let step = (USUAL_STEP / (bytes / all).max(1)).clamp(1, STEP);
        Ok(ColumnReading { came_out, columns, next: first, left: rows, step })
    }

    /// The next rows, at most so many; `None` behind the last.
    pub fn next_step(&mut self, most: u64) -> Result<Option<ColumnStep>, NotUnpacked> {
        let rows = self.left.min(self.step).min(most.max(1));
        if rows == 0 {
            return Ok(None);
        }
        let size = usize::try_from(rows).unwrap_or(usize::MAX);
        let (mut columns, mut bytes) = (Vec::with_capacity(self.columns.len()), 0);
        for wanted in &mut self.columns {
            let Some(wanted) = wanted else {
                columns.push(None);
                continue;
            };
            let values = wanted.values(size).map_err(unread)?;
            bytes += values.size();
            if bytes > MOST_STEP {
                return Err(too_long().into());
            }
            if values.len() != size {
                return Err(cut_off().into());
            }
            columns.push(Some(values));
        }
        self.came_out.weigh(bytes)?;
        let first = self.next;
        self.next += rows;
        self.left -= rows;
        Ok(Some(ColumnStep { columns, first, rows: size, bytes }))
    }

    /// Leaves out all rows before this one, which is one of those that are left.
    pub fn skip_to(&mut self, row: u64) -> Result<(), NotUnpacked> {
        let rows = row.saturating_sub(self.next).min(self.left);
        for column in self.columns.iter_mut().flatten().filter(|_| rows > 0) {
            column.skip(rows)?;
        }
        self.next += rows;
        self.left -= rows;
        Ok(())
    }
}

fn too_long() -> Refusal {
    let message = format!("its cells have more than {} MiB at once", MOST_STEP >> 20);
    Refusal::new(message, "if you trust it, save its table as CSV and name that")
}

impl ColumnStep {
    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// How many columns the file has, asked for or not.
    pub fn width(&self) -> usize {
        self.columns.len()
    }

    /// What a cell says; `None` of a column that nobody asked for.
    #[inline]
    pub fn cell(&self, column: usize, row: usize) -> Option<Cow<'_, [u8]>> {
        Some(match self.columns.get(column)?.as_ref()? {
            ColumnValues::Text(text) => Cow::Borrowed(text.get(row)),
            ColumnValues::Named(named) => Cow::Borrowed(named.get(row)),
            ColumnValues::Whole(values, form) => {
                let value = values.get(row).copied().flatten();
                written(|text| value.iter().for_each(|value| text.whole(*value, *form)))
            }
            ColumnValues::Real(values) => {
                let value = values.get(row).copied().flatten();
                written(|text| value.iter().for_each(|value| text.real(*value, value)))
            }
        })
    }

    /// A sum over what tells a cell from others: its text, or a number without its being written out;
    /// the same for the same in all of the file.
    #[inline]
    pub fn key(&self, column: usize, row: usize) -> u128 {
        let number = |number: Option<u64>| match number {
            Some(number) => text_key(&number.to_le_bytes()),
            None => text_key(&[]),
        };
        match self.columns.get(column).and_then(Option::as_ref) {
            None => text_key(&[]),
            Some(ColumnValues::Text(text)) => text_key(text.get(row)),
            Some(ColumnValues::Named(named)) => named.key(row),
            Some(ColumnValues::Whole(values, _)) => {
                number(values.get(row).copied().flatten().map(i64::cast_unsigned))
            }
            Some(ColumnValues::Real(values)) => {
                number(values.get(row).copied().flatten().map(f64::to_bits))
            }
        }
    }

    /// The rows with a cell in which some text stands, counted from 0 through all of the file; one that
    /// has several may be named as often.
    pub fn rows_with(&self, finder: &Finder) -> Vec<u64> {
        let is_of_number = |byte: &u8| byte.is_ascii_digit() || b"+-.".contains(byte);
        let may_be_number = finder.needle().iter().all(is_of_number);
        let mut rows = Vec::new();
        for (n, values) in self.columns.iter().enumerate() {
            match values {
                Some(ColumnValues::Text(text)) => rows.extend(text.rows_with(finder)),
                Some(ColumnValues::Named(named)) => rows.extend(named.rows_with(finder)),
                Some(_) if may_be_number => {
                    let cell = |row: usize| self.cell(n, row).unwrap_or_default();
                    rows.extend((0..self.rows).filter(|row| finder.find(&cell(*row)).is_some()));
                }
                _ => {}
            }
        }
        rows.into_iter().map(|row| self.first + row as u64).collect()
    }

    /// The columns with values that are no text, and how many.
    pub fn lost(&self) -> impl Iterator<Item = (usize, u64)> {
        let lost = |values: &ColumnValues| match values {
            ColumnValues::Text(text) => text.lost,
            ColumnValues::Named(named) => named.lost,
            _ => 0,
        };
        let columns = self.columns.iter().enumerate();
        let lost = columns.filter_map(move |(n, values)| Some((n, lost(values.as_ref()?))));
        lost.filter(|(_, lost)| *lost > 0)
    }
}

/// A cell that is written out.
fn written(write: impl FnOnce(&mut ColumnText)) -> Cow<'static, [u8]> {
    let mut text = ColumnText::default();
    write(&mut text);
    text.end();
    Cow::Owned(text.get(0).to_vec())
}

impl ColumnValues {
    fn len(&self) -> usize {
        match self {
            ColumnValues::Text(text) => text.len(),
            ColumnValues::Named(named) => named.len(),
            ColumnValues::Whole(values, _) => values.len(),
            ColumnValues::Real(values) => values.len(),
        }
    }

    fn size(&self) -> usize {
        match self {
            ColumnValues::Text(text) => text.size(),
            // The number of each text is held, and each text once; but where it goes it is written out.
            ColumnValues::Named(named) => named.size,
            _ => self.len() * size_of::<u64>(),
        }
    }
}

impl WantedColumn {
    pub(super) fn new(reader: ColumnReader, form: ValueForm) -> WantedColumn {
        WantedColumn { reader, form, known: KnownTexts::default() }
    }

    fn skip(&mut self, rows: u64) -> Result<(), NotUnpacked> {
        let rows = usize::try_from(rows).unwrap_or(usize::MAX);
        let skipped = match &mut self.reader {
            ColumnReader::BoolColumnReader(reader) => reader.skip_records(rows),
            ColumnReader::Int32ColumnReader(reader) => reader.skip_records(rows),
            ColumnReader::Int64ColumnReader(reader) => reader.skip_records(rows),
            ColumnReader::Int96ColumnReader(reader) => reader.skip_records(rows),
            ColumnReader::FloatColumnReader(reader) => reader.skip_records(rows),
            ColumnReader::DoubleColumnReader(reader) => reader.skip_records(rows),
            ColumnReader::ByteArrayColumnReader(reader) => reader.skip_records(rows),
            ColumnReader::FixedLenByteArrayColumnReader(reader) => reader.skip_records(rows),
        };
        match skipped.map_err(unread)? == rows {
            true => Ok(()),
            false => Err(cut_off().into()),
        }
    }

    fn values(&mut self, rows: usize) -> ParquetResult<ColumnValues> {
        let form = self.form;
        // A day, a whole or a real number always shows itself; others are written out here, where it is
        // seen which cannot.
        let is_plain = matches!(form, ValueForm::Plain | ValueForm::Unsigned);
        match &mut self.reader {
            ColumnReader::Int32ColumnReader(reader) if is_plain || form == ValueForm::Day => {
                let values = spread(reader, rows, |value| i64::from(*value))?;
                let is_day = |day: &i64| DAYS.contains(day);
                Ok(match form == ValueForm::Day && !values.iter().flatten().all(is_day) {
                    true => ColumnValues::Text(shown(&values, form)),
                    false => ColumnValues::Whole(values, form),
                })
            }
            ColumnReader::Int64ColumnReader(reader) if is_plain => {
                Ok(ColumnValues::Whole(spread(reader, rows, |value| *value)?, form))
            }
            ColumnReader::DoubleColumnReader(reader) => {
                Ok(ColumnValues::Real(spread(reader, rows, |value| *value)?))
            }
            ColumnReader::ByteArrayColumnReader(reader)
                if form == ValueForm::Plain && !self.known.is_various() =>
            {
                let (values, levels) = read(reader, rows)?;
                let count = if levels.is_empty() { values.len() } else { levels.len() };
                let has_value =
                    (0..count).map(|row| levels.get(row).is_none_or(|level| *level > 0));
                Ok(ColumnValues::Named(self.known.take(&values, has_value)))
            }
            reader => text(reader, form, rows).map(ColumnValues::Text),
        }
    }
}

/// Days since 1970 that always are days of the calendar.
const DAYS: RangeInclusive<i64> = -50_000_000..=50_000_000;

/// Whole numbers as text.
fn shown(values: &[Option<i64>], form: ValueForm) -> ColumnText {
    let mut text = ColumnText::default();
    for value in values {
        value.iter().for_each(|value| text.whole(*value, form));
        text.end();
    }
    text
}

/// Reads values of a column as text.
fn text(reader: &mut ColumnReader, form: ValueForm, rows: usize) -> ParquetResult<ColumnText> {
    match reader {
        ColumnReader::BoolColumnReader(reader) => {
            each(reader, rows, |text, value| text.show(value))
        }
        ColumnReader::Int32ColumnReader(reader) => {
            each(reader, rows, |text, value| text.whole(i64::from(*value), form))
        }
        ColumnReader::Int64ColumnReader(reader) => {
            each(reader, rows, |text, value| text.whole(*value, form))
        }
        ColumnReader::Int96ColumnReader(reader) => {
            each(reader, rows, |text, value| text.moment(value.to_seconds(), 0, false))
        }
        ColumnReader::FloatColumnReader(reader) => {
            each(reader, rows, |text, value| text.real(f64::from(*value), value))
        }
        ColumnReader::DoubleColumnReader(reader) => {
            each(reader, rows, |text, value| text.real(*value, value))
        }
        ColumnReader::ByteArrayColumnReader(reader) => {
            each(reader, rows, |text, value: &ByteArray| text.bytes(value.data(), form))
        }
        ColumnReader::FixedLenByteArrayColumnReader(reader) => {
            each(reader, rows, |text, value| text.bytes(value.data(), form))
        }
    }
}

/// Reads so many values, and for each row whether it has one: of a column that is never empty, nothing.
fn read<T: DataType>(
    reader: &mut ColumnReaderImpl<T>,
    rows: usize,
) -> ParquetResult<(Vec<T::T>, Vec<i16>)> {
    let (mut values, mut levels) = (Vec::with_capacity(rows), Vec::with_capacity(rows));
    let mut done = 0;
    while done < rows {
        let (records, ..) =
            reader.read_records(rows - done, Some(&mut levels), None, &mut values)?;
        if records == 0 {
            break;
        }
        done += records;
    }
    Ok((values, levels))
}

fn spread<T: DataType, N>(
    reader: &mut ColumnReaderImpl<T>,
    rows: usize,
    of: impl Fn(&T::T) -> N,
) -> ParquetResult<Vec<Option<N>>> {
    let (values, levels) = read(reader, rows)?;
    let mut values = values.iter().map(of);
    Ok(match levels.is_empty() {
        true => values.map(Some).collect(),
        false => levels.iter().map(|level| if *level > 0 { values.next() } else { None }).collect(),
    })
}

fn each<T: DataType>(
    reader: &mut ColumnReaderImpl<T>,
    rows: usize,
    add: impl Fn(&mut ColumnText, &T::T),
) -> ParquetResult<ColumnText> {
    let (values, levels) = read(reader, rows)?;
    let mut text = ColumnText::default();
    let mut values = values.iter();
    let rows = if levels.is_empty() { values.len() } else { levels.len() };
    for row in 0..rows {
        let has_value = levels.get(row).is_none_or(|level| *level > 0);
        if let Some(value) = if has_value { values.next() } else { None } {
            add(&mut text, value);
        }
        text.end();
        if text.size() > MOST_STEP {
            break; // too long to be held
        }
    }
    Ok(text)
}
