//! What every record of a file says, as a sum: read a second time, by whoever compares two files.

use std::path::Path;

use super::text;
use crate::feed::{CommonColumns, Opened, RecordSum, Unusable, Wanted};

/// A sum over each record of a file that was read, as the older of two (0) or the newer (1).
pub fn record_sums(
    path: &Path,
    wanted: &Wanted,
    columns: &CommonColumns,
    side: usize,
) -> Result<Vec<RecordSum>, Unusable> {
    let file = text(path, wanted)?;
    let Opened { reading, mut blocks } = Opened::new(file.text, wanted)?;
    let (mut sums, mut spent) = (Vec::new(), Vec::new());
    while let Some(block) = blocks.next_block(spent).map_err(Unusable::Unreadable)? {
        sums.extend(columns.sums(side, &reading, &block));
        spent = block.bytes;
    }
    Ok(sums)
}
