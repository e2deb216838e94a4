//! The reader's own folder for what is kept between two runs: nobody else looks into it, and what
//! is kept in it about a file is found again whatever path leads there.

use std::fs::{self, DirBuilder, Permissions};
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::{Path, PathBuf};

use super::environment;
use crate::app::Place;
use crate::board::Digest;

/// `None` where the environment names no place for it.
pub fn folder() -> Option<PathBuf> {
    Some(environment::state_folder()?.join("sitboard"))
}

/// Nobody but the reader sees what was read or typed, or when.
pub fn open_folder(folder: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    let mode = fs::metadata(folder)?.permissions().mode();
    if mode & 0o077 == 0 {
        return Ok(());
    }
    fs::set_permissions(folder, Permissions::from_mode(0o700))
}

/// What a place is known by, whatever path leads to it. What was piped in has no place.
pub fn key(place: &Place) -> Option<Digest> {
    let name = match place {
        Place::File(path) => whole(path)?.into_os_string(),
        Place::Embedded(name, _) => format!("built in: {name}").into(), // no path is so called
        Place::Input(_) | Place::Piped(..) => return None,
    };
    Some(Digest::of(name.as_bytes()))
}

/// The path without links and detours; of a file that is gone, its folder's.
pub fn whole(path: &Path) -> Option<PathBuf> {
    let in_folder = || {
        let folder = match path.parent() {
            Some(folder) if folder != Path::new("") => folder,
            _ => Path::new("."),
        };
        Some(fs::canonicalize(folder).ok()?.join(path.file_name()?))
    };
    fs::canonicalize(path).ok().or_else(in_folder)
}
