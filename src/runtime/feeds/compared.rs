//! What every record of a file says, as a sum: read a second time, by whoever compares two files.

use std::{
    io::{Seek, SeekFrom},
    path::Path,
    sync::{Mutex, PoisonError},
};

use super::{
    FeedContents, reopened,
    source::{FeedSource, each_step},
    unopened,
};
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
    let mut sums = Vec::new();
    match reopened(path, contents)? {
        FeedSource::Text(mut file) => {
            file.seek(SeekFrom::Start(start.byte))?;
            let mut blocks = reading.blocks(file, start.byte, start.line);
            let mut spent = Vec::new();
            while let Some(block) = blocks.next_block(spent)? {
                sums.extend(columns.sums(side, reading, &block));
                spent = block.bytes;
            }
        }
        FeedSource::Columns(file, _) => {
            let all = Mutex::new(sums);
            let wants = columns.wants(side, file.width());
            each_step(&file, &wants, &|step| {
                let some = columns.sums_of_columns(side, reading, step);
                all.lock().unwrap_or_else(PoisonError::into_inner).extend(some);
                true
            })
            .map_err(unopened)?;
            sums = all.into_inner().unwrap_or_else(PoisonError::into_inner);
            sums.sort_unstable();
        }
    }
    Ok(sums)
}
