//! Rows that are kept in the reader's cache, so that a large file is there at once when it is opened
//! again. What is kept is believed only of the very same file, read in the same way, and where it is
//! whole; anything else is as good as nothing.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use super::FeedStamp;
use crate::{
    board::Digest,
    feed::{FeedReading, FeedRows},
    runtime::{environment, private},
};

/// Rows from which on it is worth it.
pub const FROM: usize = 50_000;

/// Where the rows of a file are kept; `None` where the environment names no place.
fn place(path: &Path, reading: &FeedReading) -> Option<PathBuf> {
    let folder = environment::cache_folder()?.join("sitboard/feeds");
    let form = format!("{}\n{:?}\n{:?}", path.display(), reading.dialect, reading.joins);
    Some(folder.join(Digest::of(form.as_bytes()).to_string()))
}

/// What was kept of a file that is as it was.
pub fn find(path: &Path, reading: &FeedReading, stamp: FeedStamp) -> Option<FeedRows> {
    let bytes = fs::read(place(path, reading)?).ok()?;
    let rows = bytes.strip_prefix(env!("CARGO_PKG_VERSION").as_bytes())?;
    FeedRows::from_bytes(rows.strip_prefix(&stamp.to_bytes())?)
}

/// Keeps them. That it could not be done costs no more than time.
pub fn keep(
    path: &Path,
    reading: &FeedReading,
    stamp: FeedStamp,
    rows: &FeedRows,
) -> io::Result<()> {
    let place = place(path, reading).ok_or(io::ErrorKind::NotFound)?;
    let folder = place.parent().ok_or(io::ErrorKind::NotFound)?;
    private::open_folder(folder)?;
    let draft = place.with_extension(std::process::id().to_string());
    let mut file = fs::File::create(&draft)?;
    let written = file
        .write_all(env!("CARGO_PKG_VERSION").as_bytes())
        .and_then(|()| file.write_all(&stamp.to_bytes()))
        .and_then(|()| file.write_all(&rows.to_bytes()))
        .and_then(|()| fs::rename(&draft, &place));
    if written.is_err() {
        let _ = fs::remove_file(&draft); // nobody looks for it
    }
    written
}
