//! How the saving of a scenario ends, and what is to be asked before it begins.

use std::{error::Error, fmt};

use chrono::{DateTime, Utc};

use crate::{
    board::Digest,
    model::{Clean, Reason},
};

/// A scenario that was saved: its file says `bytes`, all of them.
#[derive(Clone, PartialEq, Debug)]
pub struct Saved {
    /// All bytes of the file.
    pub bytes: Vec<u8>,
    /// Of `bytes`.
    pub digest: Digest,
    /// Whether somebody else had changed the file, so that theirs and ours were put together.
    pub merged: bool,
    /// What is to be said of it, in a sentence that begins with its name, where the disk did not say
    /// that it outlasts a power cut or what somebody else wrote could not be put back.
    pub unconfirmed: Option<Clean>,
}

/// Why a scenario was not saved.
#[derive(Clone, PartialEq, Debug)]
pub enum Unsaved<C> {
    /// What was to be written does not go together with what the file says by now.
    Conflict(C),
    /// The file cannot be saved, whatever is written.
    Stopped(SaveStop),
}

/// What keeps a file from being saved, whatever is written into it.
#[derive(Clone, PartialEq, Debug)]
pub enum SaveStop {
    /// It would cost the file something that nobody has agreed to yet.
    Asks(Loss),
    /// There is no file to be saved: it was moved or removed. It can be written anew.
    Gone(Clean),
    /// In words that say what became of the file.
    Failed(Clean),
}

/// What a file loses by being saved: the new one that takes its place cannot have it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Loss {
    /// So many other names of the same file (hard links), which keep the old text.
    OtherNames(u64),
    /// Its owner or group, where only the system's administrator could give them to a file.
    Owner,
}

/// Changes that a board which did not come to its end could not save.
#[derive(Clone, PartialEq, Debug)]
pub struct LeftOver<E> {
    /// When the first of them was made, to the second.
    pub begun: DateTime<Utc>,
    /// What the file said before the first of them: it may say something else by now.
    pub base: Digest,
    /// In the order in which they were made.
    pub entries: Vec<E>,
    /// What those were called that cannot be read any more.
    pub lost: Vec<Clean>,
    /// The file that they were made to, if that is gone and this one says what it said.
    pub moved_from: Option<Clean>,
}

impl<C> From<SaveStop> for Unsaved<C> {
    fn from(stop: SaveStop) -> Unsaved<C> {
        Unsaved::Stopped(stop)
    }
}

impl<C: Reason> fmt::Display for Unsaved<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unsaved::Conflict(why) => write!(f, "{why}"),
            Unsaved::Stopped(stop) => write!(f, "{stop}"),
        }
    }
}

impl<C: Reason> Error for Unsaved<C> {}

impl<C: Reason> Reason for Unsaved<C> {
    fn hint(&self) -> Option<Clean> {
        match self {
            Unsaved::Conflict(why) => why.hint(),
            Unsaved::Stopped(stop) => stop.hint(),
        }
    }
}

impl Error for SaveStop {}

impl Reason for SaveStop {}

impl fmt::Display for SaveStop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SaveStop::Asks(loss) => loss.fmt(f),
            SaveStop::Gone(words) | SaveStop::Failed(words) => words.fmt(f),
        }
    }
}

impl fmt::Display for Loss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Loss::OtherNames(1) => {
                f.write_str("the file has another name (a hard link): it will keep the old text")
            }
            Loss::OtherNames(names) => {
                write!(
                    f,
                    "the file has {names} other names (hard links): they will keep the old text"
                )
            }
            Loss::Owner => f.write_str("the file is somebody else's: once saved it will be yours"),
        }
    }
}
