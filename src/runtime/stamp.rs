//! What a file looks like from outside, and what is in it, told apart cheaply.

use std::fs::{self, Metadata};
use std::hash::{DefaultHasher, Hasher};
use std::io::{self, ErrorKind, Read};
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::time::{Duration, SystemTime};

use super::opening::{self, Unopened};

/// A file written within this time may be written again without looking different: file times tick
/// slowly.
const YOUNG: Duration = Duration::from_secs(2);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileStamp {
    pub size: u64,
    inode: (u64, u64),
    modified: (i64, i64),
    /// Catches a file put back with its old time of modification.
    changed: (i64, i64),
}

impl FileStamp {
    /// `None` when no regular file is there: a pipe or a device is never read.
    pub fn of(path: &Path) -> io::Result<Option<FileStamp>> {
        match fs::metadata(path) {
            Ok(found) if found.is_file() => Ok(Some(FileStamp::from(&found))),
            Ok(_) => Ok(None),
            Err(error)
                if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) =>
            {
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    /// Whether the file came to its place after it was written, as by renaming: whoever still writes
    /// a file moves both of its times at once.
    pub fn came_written(&self) -> bool {
        self.changed > self.modified
    }

    pub fn is_young(&self) -> bool {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        let (seconds, nanoseconds) = self.modified;
        let then =
            Duration::new(seconds.try_into().unwrap_or(0), nanoseconds.try_into().unwrap_or(0));
        // A time in the future, from a server with another clock, is not young for ever.
        now.abs_diff(then) < YOUNG
    }
}

impl From<&Metadata> for FileStamp {
    fn from(found: &Metadata) -> FileStamp {
        FileStamp {
            size: found.size(),
            inode: (found.dev(), found.ino()),
            modified: (found.mtime(), found.mtime_nsec()),
            changed: (found.ctime(), found.ctime_nsec()),
        }
    }
}

/// A hash of the contents, good within this run of the program.
pub fn hash(path: &Path) -> Result<u64, Unopened> {
    let mut file = opening::file(path)?;
    let mut hasher = DefaultHasher::new();
    let mut part = vec![0; 1 << 16];
    loop {
        match file.read(&mut part) {
            Ok(0) => return Ok(hasher.finish()),
            Ok(n) => hasher.write(&part[..n]),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error.into()),
        }
    }
}
