//! Changes that have not reached their file, kept in the reader's own state folder until they do:
//! what a board that was killed leaves behind is offered to the next.
//!
//! A journal belongs to one board and one file. Its board holds it for as long as it lives, so that
//! another board leaves it alone. It is a list of lines, each a checksum and JSON, and is only ever
//! added to; a line that was not written to its end is as good as never begun, and one that cannot
//! be read any more costs no other. A journal with such a line is never deleted. One whose file is
//! gone is found by any file that says what that one said.

mod lines;

use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::fs::{FileExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::process;

use chrono::{DateTime, Utc};
use rustix::fs::OFlags;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::save::held::{hold, make};
use super::why::why;
use super::{clock, opening, private};
use crate::app::{LeftOver, Place};
use crate::board::Digest;
use crate::model::Refusal;
#[cfg(fuzzing)]
pub(super) use lines::left as left_in;
use lines::{JournalHead, JournalLine, NoneLeft};

/// The longest journal, in bytes: one that is full asks for its file to be saved.
const LONGEST: u64 = 64 << 20;
/// How many boards with one number may begin a journal within a second.
const ATTEMPTS: u32 = 100;
const EXTENSION: &str = "journal";
/// The longest first line that is looked at before a journal is held, in bytes.
const LONGEST_HEAD: u64 = 64 << 10;

/// The folder in which the journals are.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Journals {
    folder: PathBuf,
}

/// The changes of one board to one file. There is nothing in the folder before the first.
#[derive(Debug)]
pub struct Journal {
    folder: PathBuf,
    place: Digest,
    /// In full, where that can be told.
    path: PathBuf,
    /// What the file says without the changes.
    base: Digest,
    unsaved: usize,
    written: Option<JournalPosition>,
}

#[derive(Debug)]
struct JournalPosition {
    path: PathBuf,
    held: File,
    /// Bytes of whole lines; what is beyond is not looked at.
    whole: u64,
}

/// A journal without a board, held so that no other board offers it too.
#[derive(Debug)]
pub struct Claim {
    path: PathBuf,
    _held: File,
    is_damaged: bool,
}

impl Journals {
    /// The reader's own; `None` where the environment names no place for them.
    pub fn of_reader() -> Option<Journals> {
        private::folder().map(Journals::at)
    }

    /// The journals that stand in this folder.
    pub fn at(folder: PathBuf) -> Journals {
        Journals { folder }
    }

    /// A journal for what will be changed in a file that says `base` now. `None` for what is no
    /// file.
    pub fn begin(&self, place: &Place, base: Digest) -> Option<Journal> {
        let Place::File(path) = place else { return None };
        Some(Journal {
            folder: self.folder.clone(),
            place: private::key(place)?,
            path: private::whole(path).unwrap_or_else(|| path.clone()),
            base,
            unsaved: 0,
            written: None,
        })
    }

    /// What boards that ended without saving have left of a file that says `now`, the oldest first:
    /// under its place, or under that of a file that is gone and said the same. Each stays, and is
    /// offered again, until its claim is discarded.
    pub fn left_over<E: DeserializeOwned>(
        &self,
        place: &Place,
        now: Digest,
    ) -> Vec<(LeftOver<E>, Claim)> {
        // Only what can be changed is offered changes, of whatever else said the same.
        let (Place::File(_), Some(key)) = (place, private::key(place)) else { return Vec::new() };
        let found = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let paths = found.map(|entry| entry.path());
        let paths = paths.filter(|path| path.extension().is_some_and(|it| it == EXTENSION));
        let own = prefix(key);
        let claimed = |path: PathBuf| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            match name.starts_with(&own) {
                true => claim(path, Some(key), now),
                false => is_orphan(&path).then(|| claim(path, None, now))?,
            }
        };
        let mut left: Vec<_> = paths.filter_map(claimed).collect();
        left.sort_by_key(|(left, _)| left.begun);
        left
    }
}

/// Half of the place's hash; the whole stands inside.
fn prefix(place: Digest) -> String {
    format!("{:.32}-", place.to_string())
}

/// Whether the file that a journal was begun for is gone. Nobody is kept from it by the question.
fn is_orphan(path: &Path) -> bool {
    let file = OpenOptions::new()
        .read(true)
        .custom_flags(OFlags::NONBLOCK.bits().cast_signed())
        .open(path);
    let file = file.ok().filter(|file| file.metadata().is_ok_and(|about| about.is_file()));
    let head = file.and_then(|file| lines::read(&file, LONGEST_HEAD).ok());
    let begun_for = head.and_then(|head| lines::begun_for(&head));
    let gone = |path: PathBuf| {
        let found = fs::symlink_metadata(path);
        found.is_err_and(|error| error.kind() == io::ErrorKind::NotFound)
    };
    begun_for.is_some_and(gone)
}

/// Claims a journal that no board holds and that has something left; one that has nothing goes.
fn claim<E: DeserializeOwned>(
    path: PathBuf,
    place: Option<Digest>,
    now: Digest,
) -> Option<(LeftOver<E>, Claim)> {
    let held = hold(&path, OpenOptions::new().read(true).write(true)).ok()??;
    if !held.metadata().ok()?.is_file() {
        return None;
    }
    let bytes = lines::read(&held, LONGEST).ok()?;
    let claim = Claim { path, _held: held, is_damaged: false };
    match lines::left(&bytes, place, now) {
        Err(NoneLeft::Others) => None,
        Ok(LeftOver { entries, lost, .. }) if entries.is_empty() && lost.is_empty() => {
            claim.discard().ok()?;
            None
        }
        // Of a file elsewhere it need not be ours to clear away.
        Err(NoneLeft::NeverBegun) if place.is_none() => None,
        Err(NoneLeft::NeverBegun) => {
            claim.discard().ok()?;
            None
        }
        Ok(left) => {
            let is_damaged = !left.lost.is_empty();
            Some((left, Claim { is_damaged, ..claim }))
        }
    }
}

impl Claim {
    /// Where a journal stays of which not everything can be read, once its claim is discarded.
    pub fn aside(&self) -> Option<PathBuf> {
        self.is_damaged.then(|| self.path.with_extension("damaged"))
    }

    /// To be called when its changes are in another journal, in the file, or wanted no more.
    pub fn discard(self) -> io::Result<()> {
        match self.aside() {
            Some(aside) => fs::rename(&self.path, aside),
            None => fs::remove_file(&self.path),
        }
    }
}

impl Journal {
    /// Keeps a change. Only when this is done may the change be shown as made.
    pub fn append(&mut self, change: &impl Serialize) -> Result<(), Refusal> {
        self.add(&JournalLine::Change(change)).map_err(|error| not_journaled(&error))?;
        self.unsaved += 1;
        Ok(())
    }

    /// To be told before the file is replaced: the oldest `changes` are about to reach it, and it
    /// will say `becomes`. Without it a board killed just after would offer them once more.
    pub fn saving(&mut self, changes: usize, becomes: Digest) -> Result<(), Refusal> {
        if self.unsaved == 0 {
            return Ok(());
        }
        self.add(&JournalLine::<()>::Saving { changes, becomes: becomes.to_string() })
            .map_err(|error| not_journaled(&error))
    }

    /// The oldest `changes` have reached the file, which says `now`.
    pub fn saved(&mut self, changes: usize, now: Digest) -> Result<(), Refusal> {
        self.base = now;
        self.unsaved = self.unsaved.saturating_sub(changes);
        if self.unsaved == 0 {
            return self.empty().map_err(|error| not_journaled(&error));
        }
        self.add(&JournalLine::<()>::Saved { changes, now: now.to_string() })
            .map_err(|error| not_journaled(&error))
    }

    /// How many changes have not reached the file.
    pub fn unsaved(&self) -> usize {
        self.unsaved
    }

    /// The user wants the changes no more.
    pub fn discard(mut self) {
        self.unsaved = 0;
    }

    fn empty(&mut self) -> io::Result<()> {
        let Some(written) = &mut self.written else { return Ok(()) };
        written.held.set_len(0)?;
        written.whole = 0;
        Ok(())
    }

    fn add<E: Serialize>(&mut self, line: &JournalLine<E>) -> io::Result<()> {
        let mut bytes = Vec::new();
        if self.written.as_ref().is_none_or(|written| written.whole == 0) {
            let head = JournalHead::of(self.place, &self.path, self.base, clock::now());
            bytes = JournalLine::<()>::Head(head).bytes()?;
        }
        bytes.extend(line.bytes()?);
        let written = match &mut self.written {
            Some(written) => written,
            none => none.insert(JournalPosition::create(&self.folder, self.place, clock::now())?),
        };
        written.add(&bytes)
    }
}

/// Where nothing is unsaved nothing is left; else the next board finds it.
impl Drop for Journal {
    fn drop(&mut self) {
        if let (0, Some(written)) = (self.unsaved, &self.written) {
            let _ = fs::remove_file(&written.path);
        }
    }
}

impl JournalPosition {
    fn create(folder: &Path, place: Digest, now: DateTime<Utc>) -> io::Result<JournalPosition> {
        private::open_folder(folder)?;
        let (prefix, board, begun) = (prefix(place), process::id(), now.timestamp());
        for number in 0..ATTEMPTS {
            let path = folder.join(format!("{prefix}{board}-{begun}-{number}.{EXTENSION}"));
            match make(&path, 0o600) {
                Ok(Some(held)) => {
                    opening::folder(folder)?.sync_all()?; // the name, too, outlasts a power cut
                    return Ok(JournalPosition { path, held, whole: 0 });
                }
                Ok(None) => {} // another board has looked into it before it was held
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
        Err(io::ErrorKind::AlreadyExists.into())
    }

    /// Adds whole lines and sees them onto the disk, or leaves the journal as it was.
    fn add(&mut self, bytes: &[u8]) -> io::Result<()> {
        let longer = self.whole + bytes.len() as u64;
        if longer > LONGEST {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let added = self.held.write_all_at(bytes, self.whole).and_then(|()| self.held.sync_data());
        match added {
            Ok(()) => self.whole = longer,
            Err(_) => drop(self.held.set_len(self.whole)),
        }
        added
    }
}

fn not_journaled(error: &io::Error) -> Refusal {
    format!("what is not saved would not outlive a crash: {}", why(error)).into()
}

#[cfg(test)]
mod tests;
