//! How files are called, and what an error of the system means to somebody who wants to save one.

use std::io;
use std::path::Path;

use rustix::io::Errno;

use crate::model::Clean;

/// A path in a message: file names pass the same gate as all other text.
pub fn shown(path: &Path) -> Clean {
    Clean::new(&path.to_string_lossy())
}

pub fn why(error: &io::Error) -> String {
    let known = match Errno::from_io_error(error) {
        Some(Errno::NOSPC) => "the disk is full",
        Some(Errno::DQUOT) => "the disk quota is used up",
        Some(Errno::ROFS) => "the disk is read-only",
        Some(Errno::ACCESS) => "permission denied",
        Some(Errno::PERM) => "not permitted",
        Some(Errno::IO) => "the disk reports an error",
        Some(Errno::BUSY) => "it is in use as a mount point",
        Some(Errno::LOOP) => "a link is in the way",
        Some(Errno::NOLCK | Errno::NOTSUP | Errno::NOSYS) => "this file system has no way to",
        _ => return error.to_string(),
    };
    known.to_owned()
}
