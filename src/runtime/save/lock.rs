//! The lock beside a file: of all boards that save it, one at a time does.

use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use super::draft::DraftFile;
use super::held::{hold, make};
use super::target::SaveTarget;
use crate::app::SaveStop;

/// How long another board may take: it waits itself for a file to stand still.
const PATIENCE: Duration = Duration::from_secs(10);
const PAUSE: Duration = Duration::from_millis(1);

/// Held as long as it lives.
pub struct Lock {
    path: PathBuf,
    _held: fs::File,
}

impl Lock {
    /// Waits for the lock. Who has it finds no draft: one that stands there is of a board that died.
    pub fn take(target: &SaveTarget) -> Result<Lock, SaveStop> {
        let path = target.beside("lock");
        let begun = Instant::now();
        loop {
            match held_file(&path, 0o666).map_err(|error| target.failed("locking it", &error))? {
                Some(held) => {
                    let lock = Lock { path, _held: held };
                    DraftFile::clear(target)?;
                    return Ok(lock);
                }
                None if begun.elapsed() < PATIENCE => thread::sleep(PAUSE),
                None => return Err(target.refusal("another board has been saving it for too long")),
            }
        }
    }
}

/// Makes a file, or opens the one that is there, and holds it as long as it is open. `None` where another
/// process holds it.
pub fn held_file(path: &Path, mode: u32) -> io::Result<Option<fs::File>> {
    let made = make(path, mode);
    if !made.as_ref().is_err_and(|error| error.kind() == ErrorKind::AlreadyExists) {
        return made;
    }
    match hold(path, OpenOptions::new().append(true)) {
        // Of another user, who died: to be read is enough for it to be held.
        Err(error) if error.kind() == ErrorKind::PermissionDenied => {
            hold(path, OpenOptions::new().read(true))
        }
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        held => held,
    }
}

impl Drop for Lock {
    /// Taken away before it is let go of, so that whoever waited for it sees that it is gone.
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}
