//! Files that are not saved over what was read of them: new ones, which overwrite nothing, and the
//! program's own.

use std::fs;
use std::io::{BufWriter, Write};
use std::path::Path;

use super::draft::DraftFile;
use super::likeness::Likeness;
use super::lock::Lock;
use super::target::SaveTarget;
use super::{confirm, open_folder};
use crate::app::{Loss, SaveStop};
use crate::model::{Clean, Refusal};
use crate::runtime::opening::{self, Unopened};
use crate::runtime::why::shown;

/// Writes a new file, wholly or not at all; whatever stands there already is left alone. A file
/// that takes the place of one that is gone is made like that one. What is answered is why it may
/// not outlast a power cut, where the disk did not say that it will.
pub fn create(
    path: &Path,
    bytes: &[u8],
    like: Option<&Likeness>,
) -> Result<Option<Clean>, SaveStop> {
    let target = SaveTarget::of_new(path)?;
    let taken =
        || SaveStop::Failed(format!("{} exists already; nothing was written", target.name).into());
    if fs::symlink_metadata(&target.path).is_ok() {
        return Err(taken());
    }
    let folder = open_folder(&target)?;
    let _lock = Lock::take(&target)?;
    // Nobody else's until it is likened; else as open as the reader's other new files.
    let mut draft = DraftFile::begin(&target, if like.is_some() { 0o600 } else { 0o666 })?;
    draft.fill(&[bytes])?;
    if let Some(like) = like {
        // Whose it was, when it is gone, is no reason to ask.
        like.give(&draft.file, &[Loss::Owner], &target)?;
    }
    draft.confirm()?;
    let named = draft.take_new_name().map_err(|error| target.failed("giving it its name", &error));
    if !named? {
        return Err(taken());
    }
    Ok(confirm(&folder).err().map(|error| target.unconfirmed(&error)))
}

/// Writes a page under a new name; what is answered is that name, with what is in doubt.
pub fn write_new(path: &Path, text: &str) -> Result<Clean, Refusal> {
    let doubt =
        create(path, text.as_bytes(), None).map_err(|stop| Refusal::from(stop.to_string()))?;
    let name = shown(path);
    Ok(doubt.map_or_else(|| name.clone(), |doubt| format!("{name}; {doubt}").into()))
}

/// Writes anew, under its lock, a file that the program keeps beside the user's: `make` is given what
/// it holds, or nothing where it is not there yet. What it cannot be made of is refused, and stays as
/// it is. What is answered is as by `create`.
pub fn renew(
    path: &Path,
    most: usize,
    make: impl FnOnce(Option<&[u8]>) -> Result<Vec<u8>, Refusal>,
) -> Result<Option<Clean>, Refusal> {
    let stopped = |stop: SaveStop| Refusal::from(stop.to_string());
    let path = &fs::canonicalize(path).unwrap_or_else(|_| path.into()); // where a link leads
    let target = SaveTarget::of_new(path).map_err(stopped)?;
    let folder = open_folder(&target).map_err(stopped)?;
    let _lock = Lock::take(&target).map_err(stopped)?;
    let held = match opening::read(path, most) {
        Ok(bytes) => Some(bytes),
        Err(Unopened::Missing) => None,
        Err(why) => return Err(why.into()),
    };
    let bytes = make(held.as_deref())?;
    if held.as_deref() == Some(&bytes) {
        return Ok(None);
    }
    let like = held.and_then(|_| Likeness::at(path));
    let write = || {
        let mut draft = DraftFile::begin(&target, if like.is_some() { 0o600 } else { 0o666 })?;
        draft.fill(&[&bytes])?;
        if let Some(like) = &like {
            like.give(&draft.file, &[Loss::Owner], &target)?;
        }
        draft.confirm()?;
        draft.take_place().map_err(|error| target.failed("replacing it", &error))
    };
    write().map_err(stopped)?;
    Ok(confirm(&folder).err().map(|error| target.unconfirmed(&error)))
}

/// Puts a file of the program's own, which nobody else may read, in the place of what stood there.
/// What is answered is as by `create`.
pub fn put(path: &Path, parts: &[&[u8]]) -> Result<Option<Clean>, Refusal> {
    place(path, parts).map_err(|stop| Refusal::from(stop.to_string()))
}

fn place(path: &Path, parts: &[&[u8]]) -> Result<Option<Clean>, SaveStop> {
    let target = SaveTarget::of_new(path)?;
    let folder = open_folder(&target)?;
    let _lock = Lock::take(&target)?;
    let mut draft = DraftFile::begin(&target, 0o600)?;
    draft.fill(parts)?;
    draft.confirm()?;
    draft.take_place().map_err(|error| target.failed("replacing it", &error))?;
    Ok(confirm(&folder).err().map(|error| target.unconfirmed(&error)))
}

/// Why a file of the program's own is not there.
pub enum Unput<E> {
    /// What was to stand in it was not made.
    NotMade(E),
    /// It cannot be written.
    NotSaved(SaveStop),
}

impl<E> From<SaveStop> for Unput<E> {
    fn from(stop: SaveStop) -> Self {
        Unput::NotSaved(stop)
    }
}

/// Puts a file of the program's own in its place that is too large to be held in memory: `write`
/// writes it, and where that comes to no end nothing of it is left. Unless `may_be_lost`, it is on the
/// disk then, whatever becomes of the power.
pub fn put_written<T, E>(
    path: &Path,
    may_be_lost: bool,
    write: impl FnOnce(&mut dyn Write) -> Result<T, E>,
) -> Result<T, Unput<E>> {
    let target = SaveTarget::of_new(path)?;
    let folder = open_folder(&target)?;
    let _lock = Lock::take(&target)?;
    let draft = DraftFile::begin(&target, 0o600)?;
    let mut to = BufWriter::with_capacity(1 << 18, &draft.file);
    let made = write(&mut to).map_err(Unput::NotMade)?;
    to.flush().map_err(|error| target.failed("writing it", &error))?;
    drop(to);
    if !may_be_lost {
        draft.confirm()?;
    }
    draft.take_place().map_err(|error| target.failed("replacing it", &error))?;
    let _ = confirm(&folder); // it is made again where a power cut takes it
    Ok(made)
}

/// Writes a new file that is too large to be held in memory, wholly or not at all, by what `write`
/// writes. `None` where something has the name already, which is left alone; else what was made, with
/// what is in doubt as by `create`.
pub fn create_written<T, E>(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> Result<T, E>,
) -> Result<Option<(T, Option<Clean>)>, Unput<E>> {
    let target = SaveTarget::of_new(path)?;
    if fs::symlink_metadata(&target.path).is_ok() {
        return Ok(None);
    }
    let folder = open_folder(&target)?;
    let _lock = Lock::take(&target)?;
    let draft = DraftFile::begin(&target, 0o666)?;
    let mut to = BufWriter::with_capacity(1 << 18, &draft.file);
    let made = write(&mut to).map_err(Unput::NotMade)?;
    to.flush().map_err(|error| target.failed("writing it", &error))?;
    drop(to);
    draft.confirm()?;
    let named = draft.take_new_name().map_err(|error| target.failed("giving it its name", &error));
    if !named? {
        return Ok(None);
    }
    Ok(Some((made, confirm(&folder).err().map(|error| target.unconfirmed(&error)))))
}
