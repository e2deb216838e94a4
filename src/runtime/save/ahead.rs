//! What can be told before anything is typed: whether a file can be saved at all.

use std::fs::{self, Metadata};
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use rustix::fs::statvfs;
use rustix::process::{getegid, geteuid, getgroups};

use super::target::{SaveTarget, other_names};
use crate::app::{Loss, SaveStop};

/// Room for what is typed, beside room for the file once more: in bytes.
const ROOM: u64 = 64 * 1024;

/// Whether the file can be saved, as far as that can be told without writing: if so, what saving
/// would cost it and is to be agreed to; if not, why not.
pub fn may_write(path: &Path) -> Result<Vec<Loss>, SaveStop> {
    let target = SaveTarget::find(path)?;
    let about =
        |path: &Path| fs::metadata(path).map_err(|error| target.failed("finding it", &error));
    let (file, folder) = (about(&target.path)?, about(&target.folder)?);
    if !may_replace(&file, &folder) {
        return Err(target.refusal("in its folder nobody may replace what is somebody else's"));
    }
    has_room(&target, &file)?;
    Ok(other_names(&file).into_iter().chain(loses_owner(&file).then_some(Loss::Owner)).collect())
}

/// In a folder like /tmp a file is replaced by its owner, or the folder's.
fn may_replace(file: &Metadata, folder: &Metadata) -> bool {
    let us = geteuid().as_raw();
    let is_sticky = folder.mode() & 0o1000 != 0;
    !is_sticky || us == 0 || [file.uid(), folder.uid()].contains(&us)
}

/// The administrator can give a file to anybody; others can give it to themselves and their groups.
fn loses_owner(file: &Metadata) -> bool {
    let us = geteuid();
    let is_ours = || {
        let is_of = |group: rustix::process::Gid| group.as_raw() == file.gid();
        file.uid() == us.as_raw()
            && (is_of(getegid()) || getgroups().unwrap_or_default().into_iter().any(is_of))
    };
    !us.is_root() && !is_ours()
}

fn has_room(target: &SaveTarget, file: &Metadata) -> Result<(), SaveStop> {
    // Some file systems cannot say; then it shows when the file is saved.
    let Ok(disk) = statvfs(&target.folder) else { return Ok(()) };
    let room = disk.f_bavail.saturating_mul(disk.f_frsize);
    let is_full = room < file.len().saturating_add(ROOM) && disk.f_blocks > 0;
    if is_full || (disk.f_favail == 0 && disk.f_files > 0) {
        return Err(target.refusal("the disk is full"));
    }
    Ok(())
}
