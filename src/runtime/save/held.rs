//! Files that are held: by a lock which the kernel lets go of when its holder ends, however it ends.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::Path;

use rustix::fs::OFlags;

/// Makes a file that is held from the start. `None` where somebody held it before its maker could.
pub fn make(path: &Path, mode: u32) -> io::Result<Option<File>> {
    let file = OpenOptions::new().write(true).create_new(true).mode(mode).open(path)?;
    let held = locked_and_in_place(file, path);
    if held.is_err() {
        let _ = fs::remove_file(path);
    }
    held
}

/// Opens a file that is there and holds it. `None` where another process holds it, or where what
/// was opened stands there no more by the time it is held: its holder took it away.
pub fn hold(path: &Path, how: &mut OpenOptions) -> io::Result<Option<File>> {
    // Neither where a link leads nor, should a pipe stand there, until somebody reads it.
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK;
    locked_and_in_place(how.custom_flags(flags.bits().cast_signed()).open(path)?, path)
}

fn locked_and_in_place(file: File, path: &Path) -> io::Result<Option<File>> {
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Ok(None),
        Err(TryLockError::Error(error)) => return Err(error),
    }
    let held = file.metadata()?;
    let stands_there = fs::symlink_metadata(path)
        .is_ok_and(|found| (found.dev(), found.ino()) == (held.dev(), held.ino()));
    Ok(stands_there.then_some(file))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_at_a_time_holds_a_file_and_only_the_one_that_stands_there() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lock");
        let take = || hold(&path, OpenOptions::new().append(true)).unwrap();
        let first = make(&path, 0o600).unwrap();
        assert!(first.is_some() && take().is_none());
        assert!(make(&path, 0o600).is_err(), "it is there");
        // The one that was held is taken away: a new one can be held beside it.
        fs::remove_file(&path).unwrap();
        let second = make(&path, 0o600).unwrap();
        assert!(second.is_some());
        drop((first, second));
        assert!(take().is_some(), "whoever let go did not take it along");
        let link = folder.path().join("link");
        std::os::unix::fs::symlink(&path, &link).unwrap();
        assert!(hold(&link, OpenOptions::new().read(true)).is_err(), "a link is not followed");
    }
}
