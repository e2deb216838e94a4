//! Parquet files: their columns, of which only those are read that somebody asks for.

use std::{
    io::{BufReader, Read},
    sync::Arc,
};

use parquet::{
    errors::{ParquetError, Result as ParquetResult},
    file::{
        metadata::{ParquetMetaData, RowGroupMetaData},
        reader::{ChunkReader, FileReader, Length, SerializedFileReader},
    },
};

use super::{
    column_steps::{ColumnReading, WantedColumn},
    kinds::Container,
    limits::{MOST_CHUNK, MOST_FOOTER, MOST_UNPACKED},
    original::{PackedBytes, PackedReader},
    outlet::{CameOut, is_past_ratio, too_large, too_well_packed},
    packing::Packing,
    parquet_cells::ValueForm,
    refused::{NotUnpacked, cut_off, damaged, unread},
};
use crate::model::{Clean, Refusal};

/// Rows of a group that one thread reads at least, where the group has as many: whoever reads on from
/// the middle of a group takes its dictionaries apart again.
const PART: u64 = 1 << 17;

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

/// A file of columns, whose rows are read from any of them on.
pub struct ColumnFile {
    file: SerializedFileReader<Chunks>,
    columns: Vec<FileColumn>,
    /// The names of columns within columns, which no cell holds.
    nested: Vec<Clean>,
    came_out: CameOut,
}

/// A column of single values.
struct FileColumn {
    name: String,
    /// Where it stands in the file.
    at: usize,
    form: ValueForm,
}

/// Rows that follow each other in one group, for one thread.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ColumnPart {
    group: usize,
    /// Rows of the group before them, and how many they are.
    before: u64,
    rows: u64,
    /// The first of them, counted from 0 through all of the file.
    first: u64,
}

impl ColumnFile {
    /// Opens a file. Errs where it is damaged, too large or without any column of single values.
    pub fn new(bytes: &Arc<dyn PackedBytes>) -> Result<ColumnFile, NotUnpacked> {
        ColumnFile::of(&PackedReader::new(bytes))
    }

    pub(super) fn of(reader: &PackedReader) -> Result<ColumnFile, NotUnpacked> {
        check_footer(reader)?;
        let file = SerializedFileReader::new(Chunks(reader.clone())).map_err(unread)?;
        check_sizes(file.metadata(), reader)?;
        let schema = file.metadata().file_metadata().schema_descr();
        let (mut columns, mut nested) = (Vec::new(), Vec::<Clean>::new());
        for (at, column) in schema.columns().iter().enumerate() {
            let [name, deeper @ ..] = column.path().parts() else { continue };
            match ValueForm::of(column) {
                Some(form) if deeper.is_empty() => {
                    columns.push(FileColumn { name: name.clone(), at, form });
                }
                _ if nested.iter().any(|known| known.original() == name) => {}
                _ => nested.push(Clean::new(name)),
            }
        }
        if columns.is_empty() {
            return Err(Refusal::from("it has no columns of single values").into());
        }
        Ok(ColumnFile { file, columns, nested, came_out: CameOut::of(reader.length()) })
    }

    /// How it is packed, and the columns of it that are not read.
    pub fn packing(&self) -> Packing {
        let mut packing = Packing::new(None);
        packing.containers.push(Container::Parquet);
        packing.lost = self.lost();
        packing
    }

    pub(super) fn lost(&self) -> Vec<(Clean, u64)> {
        let mut lost: Vec<(Clean, u64)> =
            self.nested.iter().map(|name| (name.clone(), self.len())).collect();
        lost.sort();
        lost
    }

    /// How many rows it has.
    pub fn len(&self) -> u64 {
        self.groups().iter().map(rows_of).fold(0, u64::saturating_add)
    }

    /// Whether it has no row.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many columns of single values it has.
    pub fn width(&self) -> usize {
        self.columns.len()
    }

    /// Their names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(|column| column.name.as_str())
    }

    /// What the rows from `first` on are for the next thread: as many as it reads in one go.
    pub fn part_from(&self, first: u64) -> Option<ColumnPart> {
        let mut begun = 0u64;
        for (group, about) in self.groups().iter().enumerate() {
            let rows = rows_of(about);
            let before = first.checked_sub(begun)?;
            if before < rows {
                // Even parts, each of them as many rows as are worth it.
                let size = rows.div_ceil(rows.div_ceil(PART).max(1)).max(1);
                let end = (before / size + 1).saturating_mul(size).min(rows);
                return Some(ColumnPart { group, before, rows: end - before, first });
            }
            begun = begun.saturating_add(rows);
        }
        None
    }

    /// Reads the columns of some rows for which `wants` stands.
    pub fn read(&self, part: ColumnPart, wants: &[bool]) -> Result<ColumnReading<'_>, NotUnpacked> {
        let group = self.file.get_row_group(part.group).map_err(unread)?;
        let mut columns = Vec::with_capacity(self.columns.len());
        for (column, wanted) in self.columns.iter().zip(wants) {
            let reader = || group.get_column_reader(column.at).map_err(unread);
            let form = column.form;
            columns.push(
                wanted.then(reader).transpose()?.map(|reader| WantedColumn::new(reader, form)),
            );
        }
        ColumnReading::new(
            &self.came_out,
            columns,
            (part.first, part.before, part.rows),
            group.metadata(),
        )
    }

    fn groups(&self) -> &[RowGroupMetaData] {
        self.file.metadata().row_groups()
    }
}

impl ColumnPart {
    /// The first of its rows, counted from 0 through all of the file.
    pub fn first(&self) -> u64 {
        self.first
    }

    /// The row that follows, counted from 0 through all of the file.
    pub fn end(&self) -> u64 {
        self.first.saturating_add(self.rows)
    }
}

/// How many rows a group says that it has.
fn rows_of(group: &RowGroupMetaData) -> u64 {
    group.num_rows().try_into().unwrap_or_default()
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
    // A row is a sign for each of its cells at least, however well nothing packs.
    let rows = about.row_groups().iter().map(rows_of).fold(0, u64::saturating_add);
    let columns = about.file_metadata().schema_descr().num_columns() as u64;
    let all = all.max(rows.saturating_mul(columns));
    match () {
        () if all > MOST_UNPACKED => Err(too_large().into()),
        () if is_past_ratio(all, reader.length()) => Err(too_well_packed().into()),
        () => Ok(()),
    }
}
