//! What an error of the system means to somebody who wants to save a file.

use std::io;

use rustix::io::Errno;

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
