//! The draft beside a file: the whole new text, before it takes the file's place.

use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::PathBuf;

use rustix::fs::{CWD, RenameFlags, renameat_with};
use rustix::io::Errno;

use super::likeness::liken;
use super::target::{Original, SaveTarget, open, read};
use crate::app::{Loss, SaveStop};
use crate::runtime::files::shown;
use crate::runtime::why::why;

/// What stands beside the file is removed with it.
pub struct DraftFile<'a> {
    target: &'a SaveTarget,
    path: PathBuf,
    bytes: &'a [u8],
    is_kept: bool,
}

impl<'a> DraftFile<'a> {
    /// Removes what a board that died has left. To be called by whoever holds the lock.
    pub fn clear(target: &SaveTarget) -> Result<(), SaveStop> {
        match fs::remove_file(target.beside("draft")) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                Err(target.failed("removing an old draft beside it", &error))
            }
            _ => Ok(()),
        }
    }

    /// Writes the draft onto the disk, in all but its text like the file.
    pub fn write(
        target: &'a SaveTarget,
        original: &Original,
        bytes: &'a [u8],
        agreed: &[Loss],
    ) -> Result<DraftFile<'a>, SaveStop> {
        let path = target.beside("draft");
        let failed = |error: io::Error| target.failed("writing beside it", &error);
        // Nobody else's until it is likened: its mode may keep out whom its owner would let in.
        let create = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path);
        let mut file = create.map_err(failed)?;
        let draft = DraftFile { target, path, bytes, is_kept: false };
        file.write_all(bytes).map_err(failed)?;
        liken(&file, original, agreed, target)?;
        file.sync_all().map_err(failed)?;
        Ok(draft)
    }

    /// Puts the draft in the file's place. False where that is not the file that was read: then
    /// what stands there stays.
    pub fn replace_file(&mut self, original: &Original) -> Result<bool, SaveStop> {
        let failed = |error: io::Error| self.target.failed("replacing it", &error);
        if !self.target.is_still(original) {
            return Ok(false);
        }
        match self.exchange() {
            Ok(()) => {}
            Err(Errno::NOENT) => return Ok(false),
            // Not every file system can: then only what changes within microseconds is missed.
            Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => {
                return fs::rename(&self.path, &self.target.path).map(|()| true).map_err(failed);
            }
            Err(error) => return Err(failed(error.into())),
        }
        match self.displaced() {
            Ok(displaced) if displaced == original.bytes => Ok(true),
            Ok(_) => self.give_way().map(|()| false),
            Err(error) => {
                let stop = failed(error);
                self.give_way().and(Err(stop))
            }
        }
    }

    fn exchange(&self) -> Result<(), Errno> {
        renameat_with(CWD, &self.path, CWD, &self.target.path, RenameFlags::EXCHANGE)
    }

    fn displaced(&self) -> io::Result<Vec<u8>> {
        open(&self.path).and_then(|file| read(&file))
    }

    /// Somebody else saved in the very moment of ours: theirs goes back in its place.
    fn give_way(&mut self) -> Result<(), SaveStop> {
        let back = self.exchange().map_err(io::Error::from);
        let back = back.or_else(|_| fs::rename(&self.path, &self.target.path));
        if let Err(error) = back {
            self.is_kept = true;
            let (draft, why) = (shown(&self.path), why(&error));
            let words = format!(
                "your changes are saved; what another program wrote in that moment is in {draft} \
                 until you save again: {why}"
            );
            return Err(SaveStop::Failed(words.into()));
        }
        // And should a third have come in between, theirs is the latest.
        if self.displaced().is_ok_and(|ours| ours != self.bytes) {
            let _ = self.exchange();
        }
        Ok(())
    }
}

impl Drop for DraftFile<'_> {
    fn drop(&mut self) {
        if !self.is_kept {
            let _ = fs::remove_file(&self.path);
        }
    }
}
