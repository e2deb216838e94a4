//! What every record of a file says, as a sum: read a second time, by whoever compares two files.

use std::path::Path;

use super::{opening, opening::Unopened};
use crate::feed::{CommonColumns, Opened, RecordSum, Unusable, Wanted};

/// A sum over each record of a file that was read, as the older of two (0) or the newer (1).
pub fn record_sums(
    path: &Path,
    wanted: &Wanted,
    columns: &CommonColumns,
    side: usize,
) -> Result<Vec<RecordSum>, Unusable> {
    let file = opening::file(path).map_err(|why| match why {
        Unopened::Failed(error) => Unusable::Unreadable(error),
        why => Unusable::Unlike(why.into()),
    })?;
    let Opened { reading, mut blocks } = Opened::new(file, wanted)?;
    let (mut sums, mut spent) = (Vec::new(), Vec::new());
    while let Some(block) = blocks.next_block(spent).map_err(Unusable::Unreadable)? {
        sums.extend(columns.sums(side, &reading, &block));
        spent = block.bytes;
    }
    Ok(sums)
}
