//! What a packed file may cost: every bound on unpacking, in one place. What is larger is refused
//! before it fills memory or disk.

/// Bytes that a file may have once it is unpacked.
pub const MOST_UNPACKED: u64 = 8 << 30;
/// How many times its packed size it may be then: no table that anybody publishes packs as well.
pub const MOST_RATIO: u64 = 200;
/// Bytes up to which nobody asks for the ratio.
pub const UNWEIGHED: u64 = 64 << 20;
/// Files in an archive.
pub const MOST_MEMBERS: usize = 1_000;
/// Bytes that are read of an archive until its directory is known.
pub const MOST_DIRECTORY: u64 = 4 << 20;
/// Packings around each other, such as a gzip file in a zip file.
pub const MOST_DEPTH: usize = 2;
/// Bytes of a workbook or of columns within another container, which are held in memory.
pub const MOST_HELD: u64 = 512 << 20;
/// Bytes that the parts of a workbook may have together once they are unpacked: its texts are held
/// in memory while a sheet is read.
pub const MOST_WORKBOOK: u64 = 1 << 30;
/// Bytes of the texts that the cells of a workbook share, and of its styles and names.
pub const MOST_SHARED: u64 = 128 << 20;
/// Bytes of one cell of a workbook.
pub const MOST_CELL: usize = crate::feed::MOST_RECORD;
/// Merged regions of a sheet.
pub const MOST_MERGED: usize = 100_000;
/// Bytes of a column of a Parquet file within one row group.
pub const MOST_CHUNK: i64 = 1 << 30;
/// Bytes of what a Parquet file says about itself, at its end.
pub const MOST_FOOTER: u64 = 64 << 20;
/// Brackets within brackets of a JSON file.
pub const MOST_NESTING: usize = 64;
/// Bytes of one JSON record, as of one record of any table.
pub const MOST_JSON_RECORD: usize = crate::feed::MOST_RECORD;
/// Columns that the records of a JSON file may have together.
pub const MOST_COLUMNS: usize = 16 << 10;
