//! Parquet files: their columns as a table, row group by row group.

use std::{
    collections::BTreeMap,
    io::{BufReader, Read},
    sync::mpsc::{self, Receiver, SyncSender},
};

use parquet::{
    column::reader::{ColumnReader, ColumnReaderImpl},
    data_type::DataType,
    errors::{ParquetError, Result as ParquetResult},
    file::{
        metadata::{ParquetMetaData, RowGroupMetaData},
        reader::{ChunkReader, FileReader, Length, SerializedFileReader},
    },
};

use super::{
    kinds::Container,
    limits::{MOST_CHUNK, MOST_FOOTER},
    original::PackedReader,
    outlet::{Outlet, is_past_ratio, too_large, too_well_packed},
    packing::Packing,
    parquet_cells::{ColumnText, ValueForm},
    refused::{NotUnpacked, cut_off, damaged},
    table::TableWriter,
};
use crate::model::{Clean, Refusal};

/// What the library says of a way of packing that it was built without, before its name.
const LEFT_OUT: &str = "Disabled feature at compile time: ";
/// Rows that are read of each column before they are written.
const STEP: usize = 4096;
/// Bytes that these should have together, and that they may have at most: a value that is named often
/// is as long each time.
const USUAL_STEP: usize = 16 << 20;
const MOST_STEP: usize = 64 << 20;
/// Steps that a thread may be ahead of what is written.
const AHEAD: usize = 2;

/// The file as the library reads it.
struct Chunks(PackedReader);

impl Length for Chunks {
    fn len(&self) -> u64 {
        self.0.length()
    }
}

impl ChunkReader for Chunks {
    type T = BufReader<PackedReader>;

    fn get_read(&self, start: u64) -> ParquetResult<Self::T> {
        Ok(BufReader::new(self.0.from(start)))
    }

    fn get_bytes(&self, start: u64, length: usize) -> ParquetResult<bytes::Bytes> {
        if start.saturating_add(length as u64) > self.0.length() {
            return Err(ParquetError::EOF("its end is missing".into()));
        }
        let mut bytes = vec![0; length];
        self.0.from(start).read_exact(&mut bytes)?;
        Ok(bytes.into())
    }
}

/// Unpacks every column that holds single values.
pub fn unpack(
    reader: &PackedReader,
    packing: &mut Packing,
    to: &mut Outlet,
) -> Result<(), NotUnpacked> {
    check_footer(reader)?;
    let file = SerializedFileReader::new(Chunks(reader.clone())).map_err(unread)?;
    check_sizes(file.metadata(), reader)?;
    let schema = file.metadata().file_metadata().schema_descr();
    let (mut columns, mut lost) = (Vec::new(), BTreeMap::<String, u64>::new());
    let rows = u64::try_from(file.metadata().file_metadata().num_rows()).unwrap_or_default();
    for (n, column) in schema.columns().iter().enumerate() {
        let parts = column.path().parts();
        match ValueForm::of(column) {
            Some(form) if parts.len() == 1 => columns.push((n, parts[0].clone(), form)),
            _ => drop(lost.insert(parts[0].clone(), rows)),
        }
    }
    if columns.is_empty() {
        return Err(Refusal::from("it has no columns of single values").into());
    }
    let names: Vec<&String> = columns.iter().map(|(_, name, _)| name).collect();
    let mut table = TableWriter::new(to);
    table.row(&names, 0)?;
    let parts = parts(&columns, file.metadata());
    write(&file, &parts, &mut table, |n, count| {
        *lost.entry(names[n].clone()).or_default() += count;
    })?;
    packing.lost = lost.iter().map(|(name, n)| (Clean::from(name.as_str()), *n)).collect();
    packing.lines = table.finish()?;
    debug_assert_eq!(packing.innermost(), Container::Parquet);
    Ok(())
}

/// Where columns stand in the file, and the form of each.
type Columns = Vec<(usize, ValueForm)>;

/// The columns in two runs, each about half of all bytes: two threads take them apart.
fn parts(columns: &[(usize, String, ValueForm)], about: &ParquetMetaData) -> [Columns; 2] {
    let size = |n: usize| -> i64 {
        about.row_groups().iter().map(|group| group.column(n).uncompressed_size().max(1)).sum()
    };
    let all: i64 = columns.iter().map(|(n, ..)| size(*n)).sum();
    let (mut first, mut so_far) = (0, 0);
    while first + 1 < columns.len() && so_far * 2 < all {
        so_far += size(columns[first].0);
        first += 1;
    }
    let of = |some: &[(usize, String, ValueForm)]| -> Columns {
        some.iter().map(|(n, _, form)| (*n, *form)).collect()
    };
    let (first, second) = columns.split_at(first);
    [of(first), of(second)]
}

/// Writes all rows, of which each thread gives its columns, step by step; what is lost is told with
/// the number of its column.
fn write(
    file: &SerializedFileReader<Chunks>,
    parts: &[Columns; 2],
    table: &mut TableWriter,
    mut lose: impl FnMut(usize, u64),
) -> Result<(), NotUnpacked> {
    let rows = file.metadata().row_groups().iter().map(RowGroupMetaData::num_rows);
    let rows: u64 = rows.map(|rows| u64::try_from(rows).unwrap_or_default()).sum();
    std::thread::scope(|scope| {
        let (mut taken, mut threads) = (Vec::new(), Vec::new());
        for columns in parts {
            let (give, take) = mpsc::sync_channel(AHEAD);
            taken.push(take);
            threads.push(scope.spawn(move || {
                if let Err(why) = take_apart(file, columns, &give) {
                    let _ = give.send(Err(why)); // unless nobody waits for it
                }
            }));
        }
        let written = write_steps(&taken, rows, table, &mut lose);
        drop(taken);
        // What a thread gave up on behind the last row is none of it.
        threads.into_iter().for_each(|thread| drop(thread.join()));
        written
    })
}

/// What a thread gives of each step.
type Step = Result<Vec<ColumnText>, NotUnpacked>;

/// Writes the rows of each step as they come.
fn write_steps(
    taken: &[Receiver<Step>],
    rows: u64,
    table: &mut TableWriter,
    lose: &mut impl FnMut(usize, u64),
) -> Result<(), NotUnpacked> {
    let mut done = 0;
    while done < rows {
        let mut texts: Vec<ColumnText> = Vec::new();
        for steps in taken {
            // A thread that ends early was ended by the library.
            let gone = |_| NotUnpacked::from(damaged(&"its columns cannot be taken apart"));
            texts.extend(steps.recv().map_err(gone)??);
        }
        let step = texts.first().map_or(0, ColumnText::len);
        if step == 0 || texts.iter().any(|text| text.len() != step) {
            return Err(cut_off().into());
        }
        for row in 0..step {
            done += 1;
            table.row(texts.iter().map(|text| text.get(row)), done)?;
        }
        let lost = texts.iter().enumerate().filter(|(_, text)| text.lost > 0);
        lost.for_each(|(n, text)| lose(n, text.lost));
    }
    Ok(())
}

/// Gives the texts of some columns, so many rows at once, through all row groups.
fn take_apart(
    file: &SerializedFileReader<Chunks>,
    columns: &Columns,
    give: &SyncSender<Step>,
) -> Result<(), NotUnpacked> {
    for group in 0..file.num_row_groups() {
        let group = file.get_row_group(group).map_err(unread)?;
        let mut readers = Vec::with_capacity(columns.len());
        for (n, _) in columns {
            readers.push(group.get_column_reader(*n).map_err(unread)?);
        }
        let mut left = usize::try_from(group.metadata().num_rows()).unwrap_or_default();
        let most = rows_at_once(group.metadata());
        while left > 0 {
            let step = left.min(most);
            let (mut texts, mut held) = (Vec::with_capacity(columns.len()), 0);
            for (reader, (_, form)) in readers.iter_mut().zip(columns) {
                let mut text = ColumnText::default();
                read(reader, *form, step, &mut text).map_err(unread)?;
                held += text.size();
                if held > MOST_STEP {
                    return Err(too_long().into());
                }
                if text.len() != step {
                    return Err(cut_off().into());
                }
                text.settle();
                texts.push(text);
            }
            if give.send(Ok(texts)).is_err() {
                return Ok(()); // nobody waits for more
            }
            left -= step;
        }
    }
    Ok(())
}

/// Rows of a group that are read at once: fewer where they are long.
fn rows_at_once(group: &RowGroupMetaData) -> usize {
    let rows = usize::try_from(group.num_rows()).unwrap_or_default().max(1);
    let bytes = usize::try_from(group.total_byte_size()).unwrap_or_default();
    (USUAL_STEP / (bytes / rows).max(1)).clamp(1, STEP)
}

fn too_long() -> Refusal {
    let message = format!("its cells have more than {} MiB at once", MOST_STEP >> 20);
    Refusal::new(message, "if you trust it, save its table as CSV and name that")
}

/// Reads values of a column as text.
fn read(
    reader: &mut ColumnReader,
    form: ValueForm,
    step: usize,
    text: &mut ColumnText,
) -> ParquetResult<()> {
    match reader {
        ColumnReader::BoolColumnReader(reader) => {
            values(reader, step, text, |text, value| text.show(value))
        }
        ColumnReader::Int32ColumnReader(reader) => {
            values(reader, step, text, |text, value| text.whole(i64::from(*value), form))
        }
        ColumnReader::Int64ColumnReader(reader) => {
            values(reader, step, text, |text, value| text.whole(*value, form))
        }
        ColumnReader::Int96ColumnReader(reader) => values(reader, step, text, |text, value| {
            text.moment(value.to_seconds(), 0, false);
        }),
        ColumnReader::FloatColumnReader(reader) => {
            values(reader, step, text, |text, value| text.real(f64::from(*value), value))
        }
        ColumnReader::DoubleColumnReader(reader) => {
            values(reader, step, text, |text, value| text.real(*value, value))
        }
        ColumnReader::ByteArrayColumnReader(reader) => {
            values(reader, step, text, |text, value| text.bytes(value.data(), form))
        }
        ColumnReader::FixedLenByteArrayColumnReader(reader) => {
            values(reader, step, text, |text, value| text.bytes(value.data(), form))
        }
    }
}

fn values<T: DataType>(
    reader: &mut ColumnReaderImpl<T>,
    step: usize,
    text: &mut ColumnText,
    add: impl Fn(&mut ColumnText, &T::T),
) -> ParquetResult<()> {
    let (mut values, mut levels) = (Vec::with_capacity(step), Vec::with_capacity(step));
    let mut done = 0;
    while done < step {
        let (records, ..) =
            reader.read_records(step - done, Some(&mut levels), None, &mut values)?;
        if records == 0 {
            break;
        }
        done += records;
    }
    // A column that is never empty has no levels.
    if levels.is_empty() {
        for value in &values {
            add(text, value);
            text.end();
            if text.size() > MOST_STEP {
                break; // too long to be held
            }
        }
        return Ok(());
    }
    let mut values = values.iter();
    for level in levels {
        if level > 0
            && let Some(value) = values.next()
        {
            add(text, value);
        }
        text.end();
        if text.size() > MOST_STEP {
            break;
        }
    }
    Ok(())
}

/// Refuses a file whose end says that it holds more about itself than any.
fn check_footer(reader: &PackedReader) -> Result<(), NotUnpacked> {
    let Some(at) = reader.length().checked_sub(8).filter(|at| *at >= 4) else {
        return Err(cut_off().into());
    };
    let mut end = [0; 8];
    reader.from(at).read_exact(&mut end)?;
    let [a, b, c, d, magic @ ..] = end;
    let footer = u64::from(u32::from_le_bytes([a, b, c, d]));
    match &magic {
        b"PARE" => Err(Refusal::new("it is encrypted", "name a file that is not").into()),
        b"PAR1" if footer > at => Err(damaged(&"its end does not fit it").into()),
        b"PAR1" if footer > MOST_FOOTER => Err(too_much_about().into()),
        b"PAR1" => Ok(()),
        _ => Err(cut_off().into()),
    }
}

fn too_much_about() -> Refusal {
    let message = format!("it says more than {} MiB about itself", MOST_FOOTER >> 20);
    Refusal::new(message, "save its table with fewer columns or row groups")
}

/// Refuses columns that would not fit into memory.
fn check_sizes(about: &ParquetMetaData, reader: &PackedReader) -> Result<(), NotUnpacked> {
    let mut all = 0u64;
    let chunks = about.row_groups().iter().flat_map(RowGroupMetaData::columns);
    for chunk in chunks {
        let size = chunk.uncompressed_size();
        if size > MOST_CHUNK {
            let message = format!("a column of it has more than {} GiB at once", MOST_CHUNK >> 30);
            return Err(Refusal::new(message, "save it with smaller row groups").into());
        }
        all = all.saturating_add(size.try_into().unwrap_or_default());
    }
    match () {
        () if all > super::limits::MOST_UNPACKED => Err(too_large().into()),
        () if is_past_ratio(all, reader.length()) => Err(too_well_packed().into()),
        () => Ok(()),
    }
}

/// Why a file cannot be read, in words.
fn unread(error: ParquetError) -> NotUnpacked {
    match error {
        ParquetError::EOF(_) => cut_off().into(),
        ParquetError::General(why) => match why.strip_prefix(LEFT_OUT) {
            Some(codec) => {
                let message = format!("its columns are packed by {codec}, which is not read");
                Refusal::new(message, "save it packed by Zstandard, or not at all").into()
            }
            None => damaged(&why).into(),
        },
        other => damaged(&other).into(),
    }
}
