//! The one way in which the program opens what it reads by itself: a regular file, of a size that is
//! bounded, and never one that it would wait for.

use std::{
    error::Error,
    fmt,
    fs::{self, File, FileType, OpenOptions},
    io::{self, ErrorKind, Read},
    os::unix::fs::{FileTypeExt, OpenOptionsExt},
    path::Path,
};

use rustix::fs::OFlags;

use super::why::why;
use crate::model::{Reason, Refusal};

/// Why a file is not read.
#[derive(Debug)]
pub enum Unopened {
    /// Nothing stands there.
    Missing,
    /// What stands there is no regular file: what it is, in words.
    NoFile(&'static str),
    /// It has more than so many bytes.
    TooLarge(usize),
    /// The system does not give it.
    Failed(io::Error),
}

impl fmt::Display for Unopened {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unopened::Missing => f.write_str("there is no such file"),
            Unopened::NoFile(kind) => write!(f, "it is {kind}, not a file"),
            Unopened::TooLarge(most) if *most >= 1 << 20 => {
                write!(f, "it is larger than {} MiB", most >> 20)
            }
            Unopened::TooLarge(most) => write!(f, "it is larger than {} KiB", most >> 10),
            Unopened::Failed(error) => f.write_str(&why(error)),
        }
    }
}

impl Error for Unopened {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Unopened::Failed(error) => Some(error),
            Unopened::Missing | Unopened::NoFile(_) | Unopened::TooLarge(_) => None,
        }
    }
}

impl Reason for Unopened {}

impl From<io::Error> for Unopened {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory => Unopened::Missing,
            _ => Unopened::Failed(error),
        }
    }
}

impl From<Unopened> for Refusal {
    fn from(why: Unopened) -> Self {
        Refusal::from(why.to_string())
    }
}

/// Opens a regular file for reading.
pub fn file(path: &Path) -> Result<File, Unopened> {
    // Opening a device may do something to it, and a socket cannot be opened at all.
    is_regular(fs::metadata(path)?.file_type())?;
    // Non-blocking, should a pipe have taken its place since.
    let flags = OFlags::NONBLOCK | OFlags::NOCTTY;
    let file = OpenOptions::new().read(true).custom_flags(flags.bits().cast_signed()).open(path)?;
    is_regular(file.metadata()?.file_type())?;
    Ok(file)
}

/// The bytes of a regular file; none is read where there are more than `most`.
pub fn read(path: &Path, most: usize) -> Result<Vec<u8>, Unopened> {
    let file = file(path)?;
    if file.metadata()?.len() > most as u64 {
        return Err(Unopened::TooLarge(most));
    }
    let bytes = at_most(file, most)?;
    if bytes.len() > most { Err(Unopened::TooLarge(most)) } else { Ok(bytes) }
}

/// The bytes of a regular file up to one more than `most`, for whoever tells of those that are too
/// many.
pub fn beginning(path: &Path, most: usize) -> Result<Vec<u8>, Unopened> {
    Ok(at_most(file(path)?, most)?)
}

/// All that comes, up to one byte more than `most`: what grows without end, or says that it is empty
/// and is not, fills no memory.
pub fn at_most(from: impl Read, most: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take((most as u64).saturating_add(1)).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// A folder, to see a new name in it onto the disk.
pub fn folder(path: &Path) -> io::Result<File> {
    let flags = OFlags::NONBLOCK | OFlags::DIRECTORY;
    OpenOptions::new().read(true).custom_flags(flags.bits().cast_signed()).open(path)
}

/// Refuses what stands at a path and can hold no text for good: a pipe, a device, a socket.
pub fn is_file_or_folder(path: &Path) -> Result<(), Unopened> {
    match fs::metadata(path) {
        Ok(found) if !found.is_dir() => is_regular(found.file_type()),
        _ => Ok(()), // what is not there is told where it is looked for
    }
}

fn is_regular(found: FileType) -> Result<(), Unopened> {
    if found.is_file() { Ok(()) } else { Err(Unopened::NoFile(kind(found))) }
}

/// What else than a file stands there, in words.
fn kind(found: FileType) -> &'static str {
    match () {
        () if found.is_dir() => "a folder",
        () if found.is_fifo() => "a pipe",
        () if found.is_socket() => "a socket",
        () => "a device",
    }
}

#[cfg(test)]
mod tests {
    use std::{
        os::unix::net::UnixListener,
        time::{Duration, Instant},
    };

    use rustix::fs::{CWD, FileType, Mode, mknodat};

    use super::*;

    #[track_caller]
    fn is_refused(path: &Path, words: &str) {
        let begun = Instant::now();
        for told in [file(path).map(drop), read(path, 9).map(drop), beginning(path, 9).map(drop)] {
            assert_eq!(told.unwrap_err().to_string(), words, "{path:?}");
        }
        assert!(begun.elapsed() < Duration::from_millis(500), "{path:?}");
    }

    #[test]
    fn what_is_no_file_is_refused_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        mknodat(CWD, at("pipe"), FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).unwrap();
        let _socket = UnixListener::bind(at("socket")).unwrap();
        std::os::unix::fs::symlink("/dev/zero", at("link")).unwrap();
        is_refused(&at("pipe"), "it is a pipe, not a file");
        is_refused(&at("socket"), "it is a socket, not a file");
        is_refused(&at("link"), "it is a device, not a file");
        is_refused(folder.path(), "it is a folder, not a file");
        is_refused(&at("none"), "there is no such file");
    }

    #[test]
    fn no_more_is_read_than_was_asked_for() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("hole");
        File::create(&path).unwrap().set_len(1 << 30).unwrap();
        let begun = Instant::now();
        assert_eq!(read(&path, 4096).unwrap_err().to_string(), "it is larger than 4 KiB");
        assert_eq!(beginning(&path, 4096).unwrap().len(), 4097);
        assert!(begun.elapsed() < Duration::from_millis(500));
        fs::write(&path, "four").unwrap();
        assert_eq!(read(&path, 4).unwrap(), b"four");
        assert!(matches!(read(&path, 3), Err(Unopened::TooLarge(3))));
        // Of some files the system says that they are empty, and is wrong.
        let status = Path::new("/proc/self/status");
        if status.exists() {
            assert!(matches!(read(status, 10), Err(Unopened::TooLarge(10))));
        }
    }
}
