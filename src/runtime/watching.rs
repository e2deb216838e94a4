//! A watch without a screen: looks whenever something may have changed, and remembers what it saw.

use std::{fs::File, io, path::PathBuf, sync::mpsc, time::Duration};

use rustix::process::{Signal, getpid, kill_process};
use serde::{Deserialize, Serialize};

use super::{
    clock,
    kept::Kept,
    private, save, signals,
    watch::{Notices, Watcher},
    why::{shown, why},
};
use crate::{
    app::{Message, Place},
    board::{Digest, Watched},
    model::Refusal,
};

/// How long nothing may happen before it is asked what day it is.
const A_WHILE: Duration = Duration::from_secs(60);

/// What a watch of one place saw last. While it lives, no other watch tells of the same.
#[derive(Debug)]
pub struct WatchMemory {
    kept: Kept<Seen>,
    key: Digest,
    name: String,
    _held: File,
}

#[derive(Serialize, Deserialize, Debug)]
struct Seen {
    seen: Watched,
}

impl WatchMemory {
    /// The reader's own memory of a place, looked at `in_a_way`: without some voices, say, it is
    /// another. Errs where there is no folder for it, of what was piped in, and where another watch
    /// has it.
    pub fn of_reader(place: &Place, in_a_way: &str) -> Result<WatchMemory, Refusal> {
        let kept = Kept::of_reader("watch").ok_or_else(|| {
            Refusal::new("a watch has nowhere to keep what it saw", "set HOME or XDG_STATE_HOME")
        })?;
        WatchMemory::in_files(kept, place, in_a_way)
    }

    fn in_files(kept: Kept<Seen>, place: &Place, in_a_way: &str) -> Result<WatchMemory, Refusal> {
        let of_place = private::key(place).ok_or_else(|| {
            Refusal::new(format!("{} can be read once only", place.name()), "watch a file")
        })?;
        let key = Digest::of(format!("{of_place} {in_a_way}").as_bytes());
        let name = "watched".to_owned();
        kept.open_folder()?;
        let path = kept.path(key, &name).with_extension("watch-lock");
        let unusable =
            |error: io::Error| Refusal::from(format!("{}: {}", shown(&path), why(&error)));
        match save::held_file(&path, 0o600).map_err(unusable)? {
            Some(held) => Ok(WatchMemory { kept, key, name, _held: held }),
            None => Err(Refusal::new(
                format!("another watch of {} is running", place.name()),
                "end that one first, or let it tell",
            )),
        }
    }

    /// What was seen last; `None` before the first look.
    pub fn seen(&self) -> Option<Watched> {
        self.kept.read(self.key, &self.name).map(|seen| seen.seen)
    }

    /// Keeps what is seen now, once what changed is told.
    pub fn keep(&self, seen: Watched) -> Result<(), Refusal> {
        self.kept.write(self.key, &self.name, Seen { seen })
    }
}

/// Calls `look` now, whenever one of the files changes that it says it read, and when a day begins;
/// until a signal ends it. Where `look` says that it could not tell, it is called again within a minute.
pub fn attend(first: Vec<PathBuf>, mut look: impl FnMut() -> Looked) -> io::Result<()> {
    let (post, mail) = mpsc::channel();
    signals::start(post.clone())?;
    let watcher = Watcher::start(Notices::Asked, post)?;
    // What changes while it is read is looked at again.
    watcher.follow(first.clone());
    let mut followed = first;
    loop {
        let looked = look();
        let day = clock::today();
        if looked.files != followed {
            followed = looked.files;
            watcher.follow(followed.clone());
            continue;
        }
        loop {
            match mail.recv_timeout(A_WHILE) {
                Ok(Message::FileChanged(_) | Message::FileGone(_)) => break,
                Ok(Message::Signal(_)) => return Ok(()),
                Ok(Message::Suspend) => kill_process(getpid(), Signal::STOP)?,
                Ok(Message::Failed(why)) => return Err(io::Error::other(why)),
                Err(mpsc::RecvTimeoutError::Disconnected) => {
                    return Err(io::ErrorKind::BrokenPipe.into());
                }
                Err(mpsc::RecvTimeoutError::Timeout)
                    if looked.is_untold || clock::today() != day =>
                {
                    break;
                }
                _ => {}
            }
        }
    }
}

/// What came of a look.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Looked {
    /// The files that it rested on.
    pub files: Vec<PathBuf>,
    /// Whether something could not be told.
    pub is_untold: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_two_watches_of_one_place_one_tells() {
        let folder = tempfile::tempdir().unwrap();
        let place = Place::File(folder.path().join("board.toml"));
        let kept = || Kept::at(folder.path().join("state"), "watch");
        let memory = WatchMemory::in_files(kept(), &place, "").unwrap();
        let other = WatchMemory::in_files(kept(), &place, "").unwrap_err();
        assert!(other.message.starts_with("another watch of "), "{other}");
        assert!(WatchMemory::in_files(kept(), &place, "--without sohr").is_ok());
        assert_eq!(memory.seen(), None);
        memory.keep(Watched::default()).unwrap();
        drop(memory);
        let again = WatchMemory::in_files(kept(), &place, "").unwrap();
        assert_eq!(again.seen(), Some(Watched::default()));
        let piped = Place::Input(b"".as_slice().into());
        assert!(WatchMemory::in_files(kept(), &piped, "").is_err());
    }
}
