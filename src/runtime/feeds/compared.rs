//! What every record of a file says, as a sum: read a second time, by whoever compares two files.

use std::{
    io::{Seek, SeekFrom},
    path::Path,
};

use super::{FeedContents, reopened};
use crate::{
    feed::{CommonColumns, RecordSum},
    runtime::opening::Unopened,
};

/// A sum over each record of a file that was read, as the older of two (0) or the newer (1).
pub fn record_sums(
    path: &Path,
    contents: &FeedContents,
    columns: &CommonColumns,
    side: usize,
) -> Result<Vec<RecordSum>, Unopened> {
    let (reading, start) = (&contents.reading, contents.reading.dialect.start);
    let mut file = reopened(path, contents)?;
    file.seek(SeekFrom::Start(start.byte))?;
    let mut blocks = reading.blocks(file, start.byte, start.line);
    let (mut sums, mut spent) = (Vec::new(), Vec::new());
    while let Some(block) = blocks.next_block(spent)? {
        sums.extend(columns.sums(side, reading, &block));
        spent = block.bytes;
    }
    Ok(sums)
}
