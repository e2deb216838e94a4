//! The draft beside a file: the whole new text, before it takes the file's place.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use rustix::fs::{AtFlags, CWD, RenameFlags, linkat, renameat, renameat_with};
use rustix::io::{Errno, retry_on_intr};

use super::target::{Original, SaveTarget, open, read};
use crate::app::SaveStop;
use crate::model::Clean;
use crate::runtime::why::{shown, why};

/// What stands beside the file is removed with it.
pub struct DraftFile<'a> {
    target: &'a SaveTarget,
    path: PathBuf,
    pub file: File,
    is_kept: bool,
}

/// What became of the file that a draft was to replace.
pub enum Replaced {
    /// The draft stands in its place.
    Ours,
    /// What stands there is not what was read, and stays.
    Theirs,
    /// The draft stands in its place, and what it displaced could not be put back: where that is.
    Displaced(Clean),
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

    /// Begins an empty draft.
    pub fn begin(target: &'a SaveTarget, mode: u32) -> Result<DraftFile<'a>, SaveStop> {
        let path = target.beside("draft");
        let create = OpenOptions::new().write(true).create_new(true).mode(mode).open(&path);
        let file = create.map_err(|error| target.failed("writing beside it", &error))?;
        Ok(DraftFile { target, path, file, is_kept: false })
    }

    /// Writes all of the text.
    pub fn fill(&mut self, parts: &[&[u8]]) -> Result<(), SaveStop> {
        let written = parts.iter().try_for_each(|part| self.file.write_all(part));
        written.map_err(|error| self.target.failed("writing beside it", &error))
    }

    /// Sees the draft onto the disk.
    pub fn confirm(&self) -> Result<(), SaveStop> {
        self.file.sync_all().map_err(|error| self.target.failed("writing beside it", &error))
    }

    /// Puts the draft in the file's place, unless that is not the file that was read.
    pub fn replace_file(
        &mut self,
        original: &Original,
        bytes: &[u8],
    ) -> Result<Replaced, SaveStop> {
        let failed = |error: io::Error| self.target.failed("replacing it", &error);
        if !self.target.is_still(original) {
            return Ok(Replaced::Theirs);
        }
        match self.exchange() {
            Ok(()) => {}
            Err(Errno::NOENT) => return Ok(Replaced::Theirs),
            // Not every file system can: then only what changes within microseconds is missed.
            Err(error) if cannot(error) => {
                return self.take_place().map(|()| Replaced::Ours).map_err(failed);
            }
            // What a file system answers from afar need not be what it did.
            Err(_) if self.stands_in_place() => {}
            Err(error) => return Err(failed(error.into())),
        }
        match self.displaced() {
            Ok(displaced) if displaced == original.bytes => Ok(Replaced::Ours),
            Ok(_) => Ok(self.give_way(bytes)),
            Err(error) => {
                let stop = failed(error);
                match self.give_way(bytes) {
                    Replaced::Theirs => Err(stop),
                    ours => Ok(ours),
                }
            }
        }
    }

    /// Puts the draft in the place of whatever stands there.
    pub fn take_place(&self) -> io::Result<()> {
        match retry_on_intr(|| renameat(CWD, &self.path, CWD, &self.target.path)) {
            Err(_) if self.stands_in_place() => Ok(()),
            taken => Ok(taken?),
        }
    }

    /// Gives the draft the name of a new file. False where something has that name already.
    pub fn take_new_name(&self) -> io::Result<bool> {
        let named = retry_on_intr(|| {
            renameat_with(CWD, &self.path, CWD, &self.target.path, RenameFlags::NOREPLACE)
        });
        match named {
            Ok(()) => Ok(true),
            Err(error) if cannot(error) => self.link(),
            Err(_) if self.stands_in_place() => Ok(true),
            Err(Errno::EXIST) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    /// As above, by a second name of the draft: the first is removed with it.
    fn link(&self) -> io::Result<bool> {
        let linked =
            retry_on_intr(|| linkat(CWD, &self.path, CWD, &self.target.path, AtFlags::empty()));
        match linked {
            Ok(()) => Ok(true),
            Err(error) if cannot(error) || matches!(error, Errno::PERM | Errno::MLINK) => {
                self.reserve()
            }
            Err(_) if self.stands_in_place() => Ok(true),
            Err(Errno::EXIST) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    /// As above, where files have one name only: the name is taken by an empty file, and the draft
    /// takes the place of that; only who does the same within microseconds is missed.
    fn reserve(&self) -> io::Result<bool> {
        let path = &self.target.path;
        let reserved = match OpenOptions::new().write(true).create_new(true).open(path) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => return Ok(false),
            reserved => reserved?,
        };
        let taken = self.take_place();
        if taken.is_err() && is_at(&reserved, path) {
            let _ = fs::remove_file(path);
        }
        taken.map(|()| true)
    }

    fn exchange(&self) -> Result<(), Errno> {
        retry_on_intr(|| {
            renameat_with(CWD, &self.path, CWD, &self.target.path, RenameFlags::EXCHANGE)
        })
    }

    fn displaced(&self) -> io::Result<Vec<u8>> {
        open(&self.path).and_then(|file| read(&file))
    }

    /// Whether the draft is what stands in the file's place.
    fn stands_in_place(&self) -> bool {
        is_at(&self.file, &self.target.path)
    }

    /// Somebody else saved in the very moment of ours: theirs goes back in its place.
    fn give_way(&mut self, bytes: &[u8]) -> Replaced {
        let back = self.exchange().map_err(io::Error::from);
        let back = back.or_else(|_| {
            renameat(CWD, &self.path, CWD, &self.target.path).map_err(io::Error::from)
        });
        if let Err(error) = back {
            self.is_kept = true;
            return Replaced::Displaced(self.set_aside(&error));
        }
        // And should a third have come in between, theirs is the latest.
        if self.displaced().is_ok_and(|ours| ours != bytes) {
            let _ = self.exchange();
        }
        Replaced::Theirs
    }

    /// Keeps what was displaced under a name that the next save leaves alone; what is said of it.
    fn set_aside(&self, error: &io::Error) -> Clean {
        let aside = self.target.beside("displaced");
        let moved = renameat_with(CWD, &self.path, CWD, &aside, RenameFlags::NOREPLACE);
        let (place, until) = match moved {
            Ok(()) => (shown(&aside), ""),
            Err(_) => (shown(&self.path), " until you save again"),
        };
        let why = why(error);
        let name = &self.target.name;
        let words = format!(
            "{name} is saved; what another program wrote in that moment is in {place}{until} ({why})"
        );
        words.into()
    }
}

impl Drop for DraftFile<'_> {
    fn drop(&mut self) {
        if !self.is_kept {
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Whether a file system has no way to do what was asked.
fn cannot(error: Errno) -> bool {
    [Errno::INVAL, Errno::NOSYS, Errno::NOTSUP].contains(&error)
}

/// Whether an open file is the one that stands at a path.
fn is_at(file: &File, path: &Path) -> bool {
    let same = |found: fs::Metadata| {
        file.metadata().is_ok_and(|ours| (found.dev(), found.ino()) == (ours.dev(), ours.ino()))
    };
    fs::symlink_metadata(path).is_ok_and(same)
}
