//! Saving a scenario: at every instant its file is the whole old one or the whole new one, and
//! nothing that somebody else wrote is overwritten unseen.
//!
//! Beside the file stand, while it is saved, `.NAME.sitboard-lock`, which only one board can hold,
//! and `.NAME.sitboard-draft`. Both are gone afterwards; what a killed board left of them is
//! harmless, and goes with the next save.
//!
//! 1. The path is followed to a regular file; the lock beside it is taken.
//! 2. The file is read again. One that somebody else changed is waited for until it stands still.
//! 3. The caller makes the new text out of what the file says now, or refuses.
//! 4. The draft is written, likened to the file (owner, mode, attributes) and seen onto the disk.
//! 5. Draft and file change places, in one step; what comes out of the file's place must be what
//!    was read, else it goes back there and all begins again.
//! 6. The folder is seen onto the disk.
//!
//! A new file is written by the same steps, but that in the fifth the draft is given a name that
//! nothing else may have by then. Where a file system has no way to exchange two files, or to give a
//! name only where it is free, other calls that every system has do the same.
//!
//! A program that opened the file before step 5 and writes into it only afterwards writes into what
//! is thrown away; nothing that Unix offers to an ordinary user tells of it.

mod ahead;
mod draft;
pub(super) mod held;
mod likeness;
mod lock;
mod new_file;
mod target;

pub use ahead::may_write;
pub use likeness::Likeness;
pub use lock::held_file;
pub use new_file::{Unput, create, create_written, put, put_written, renew, write_new};

use std::fs::File;
use std::io;
use std::path::Path;

use rustix::io::Errno;

use crate::app::{Loss, SaveStop, Saved, Unsaved};
use crate::board::Digest;
use crate::format::MOST_BYTES;
use draft::{DraftFile, Replaced};
use lock::Lock;
use target::SaveTarget;

/// How often somebody else may write the file in the very moment of ours.
const ATTEMPTS: usize = 20;

/// Saves what `make` makes of the bytes that the file holds now. They are those of `was` unless
/// somebody else changed it. `make` may refuse them, and is asked again when the file changes
/// meanwhile. `agreed` names the losses that the user has agreed to.
pub fn save<C>(
    path: &Path,
    was: Digest,
    agreed: &[Loss],
    mut make: impl FnMut(&[u8]) -> Result<Vec<u8>, C>,
) -> Result<Saved, Unsaved<C>> {
    let target = SaveTarget::find(path)?;
    let folder = open_folder(&target)?;
    let _lock = Lock::take(&target)?;
    for attempt in 0..ATTEMPTS {
        // A file that was given its place back looks as if it had come there whole.
        let original = target.read_still(was, attempt == 0)?;
        if let Some(loss) = original.other_names().filter(|loss| !agreed.contains(loss)) {
            return Err(SaveStop::Asks(loss).into());
        }
        let bytes = make(&original.bytes).map_err(Unsaved::Conflict)?;
        if bytes.len() > MOST_BYTES {
            let most = MOST_BYTES >> 20;
            return Err(target.refusal(&format!("it would be larger than {most} MiB")).into());
        }
        let mut unconfirmed = None;
        if bytes != original.bytes {
            let like = Likeness::of(&original.file, &original.about)
                .map_err(|error| target.failed("keeping its attributes", &error.into()))?;
            // Nobody else's until it is likened: its mode may keep out whom its owner would let in.
            let mut draft = DraftFile::begin(&target, 0o600)?;
            draft.fill(&[&bytes])?;
            like.give(&draft.file, agreed, &target)?;
            draft.confirm()?;
            let displaced = match draft.replace_file(&original, &bytes)? {
                Replaced::Theirs => continue,
                Replaced::Ours => None,
                Replaced::Displaced(where_it_is) => Some(where_it_is),
            };
            unconfirmed = confirm(&folder).err().map(|error| target.unconfirmed(&error));
            unconfirmed = displaced.or(unconfirmed);
        }
        let digest = Digest::of(&bytes);
        return Ok(Saved { bytes, digest, merged: original.digest != was, unconfirmed });
    }
    Err(target.refusal("another program keeps writing it").into())
}

fn open_folder(target: &SaveTarget) -> Result<File, SaveStop> {
    File::open(&target.folder).map_err(|error| target.failed("opening its folder", &error))
}

/// Sees a new name onto the disk, where the file system has a way to.
fn confirm(folder: &File) -> io::Result<()> {
    match folder.sync_all() {
        Err(error) if error.raw_os_error() == Some(Errno::INVAL.raw_os_error()) => Ok(()),
        confirmed => confirmed,
    }
}

#[cfg(test)]
mod tests;
