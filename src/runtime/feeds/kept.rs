//! Rows that are kept in the reader's cache, so that a large file is there at once when it is opened
//! again. What is kept is believed only of the very same file, read in the same way, and where it is
//! whole; anything else is as good as nothing.

use std::path::{Path, PathBuf};

use super::FeedStamp;
use crate::{
    board::Digest,
    feed::{FeedReading, FeedRows},
    model::{Clean, Refusal},
    runtime::{
        environment, opening, private, save,
        why::{shown, why},
    },
};

/// Rows from which on it is worth it.
pub const FROM: usize = 50_000;
/// How much more memory rows may take than the bytes that they were kept in, those included.
const UNPACKED: usize = 6;

/// Where the rows of a file are kept; `None` where the environment names no place.
fn place(path: &Path, reading: &FeedReading, sheet: Option<&Clean>) -> Option<PathBuf> {
    let folder = environment::cache_folder()?.join("sitboard/feeds");
    let sheet = sheet.map_or("", |sheet| sheet.original());
    let form = format!("{}\n{:?}\n{:?}\n{sheet}", path.display(), reading.begun, reading.joins);
    Some(folder.join(Digest::of(form.as_bytes()).to_string()))
}

/// What was kept of a file that is as it was; only where there is room for it.
pub fn find(
    path: &Path,
    reading: &FeedReading,
    (stamp, sheet): (FeedStamp, Option<&Clean>),
    room: usize,
) -> Option<FeedRows> {
    let bytes = opening::read(&place(path, reading, sheet)?, room / UNPACKED).ok()?;
    let rows = bytes.strip_prefix(env!("CARGO_PKG_VERSION").as_bytes())?;
    FeedRows::from_bytes(rows.strip_prefix(&stamp.to_bytes())?)
}

/// What was kept of a file that stood at this path before, whatever became of it.
pub fn before(
    path: &Path,
    reading: &FeedReading,
    sheet: Option<&Clean>,
    room: usize,
) -> Option<FeedRows> {
    let bytes = opening::read(&place(path, reading, sheet)?, room / UNPACKED).ok()?;
    let rows = bytes.strip_prefix(env!("CARGO_PKG_VERSION").as_bytes())?;
    FeedRows::from_bytes(rows.get(FeedStamp::BYTES..)?)
}

/// Bytes of memory that keeping rows takes for a while.
pub fn room_for(rows: &FeedRows) -> usize {
    rows.weight() / 2
}

/// Keeps them. That it could not be done costs no more than time.
pub fn keep(
    path: &Path,
    reading: &FeedReading,
    (stamp, sheet): (FeedStamp, Option<&Clean>),
    rows: &FeedRows,
) -> Result<(), Refusal> {
    let nowhere = "no folder is named to keep it in";
    let place = place(path, reading, sheet).ok_or(nowhere)?;
    let folder = place.parent().ok_or(nowhere)?;
    private::open_folder(folder).map_err(|error| format!("{}: {}", shown(folder), why(&error)))?;
    let stamp = stamp.to_bytes();
    save::put(&place, &[env!("CARGO_PKG_VERSION").as_bytes(), &stamp, &rows.to_bytes()])?;
    Ok(())
}
