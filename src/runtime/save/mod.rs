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
//! A program that opened the file before step 5 and writes into it only afterwards writes into what
//! is thrown away; nothing that Unix offers to an ordinary user tells of it.

mod ahead;
mod draft;
mod likeness;
mod lock;
mod target;

pub use ahead::may_write;

use std::fs::File;
use std::io;
use std::path::Path;

use rustix::io::Errno;

use crate::app::{Loss, SaveStop, Saved, Unsaved};
use crate::board::Digest;
use crate::format::MOST_BYTES;
use draft::DraftFile;
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
    let folder =
        File::open(&target.folder).map_err(|error| target.failed("opening its folder", &error))?;
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
            let mut draft = DraftFile::write(&target, &original, &bytes, agreed)?;
            if !draft.replace_file(&original)? {
                continue;
            }
            unconfirmed = confirm(&folder).err().map(|error| target.unconfirmed(&error));
        }
        let digest = Digest::of(&bytes);
        return Ok(Saved { bytes, digest, merged: original.digest != was, unconfirmed });
    }
    Err(target.refusal("another program keeps writing it").into())
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
