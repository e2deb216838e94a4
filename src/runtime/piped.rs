//! What the user names that is no file: standard input, a pipe, a terminal. It is read once, to its
//! end, and whoever waits for it is told what for.

use std::{
    fs::OpenOptions,
    io::{self, Read, Write},
    os::{
        fd::{AsFd, BorrowedFd, OwnedFd},
        unix::fs::OpenOptionsExt,
    },
    path::Path,
    time::Duration,
};

use rustix::{
    event::{PollFd, PollFlags, Timespec, poll},
    fs::OFlags,
    io::Errno,
    stdio::stdin,
};

use super::opening::at_most;
use crate::model::Clean;

/// How long nothing may come before it is said what is waited for.
const PATIENCE: Duration = Duration::from_secs(1);

/// What comes by standard input, up to one byte more than `most`.
pub fn input(most: usize) -> io::Result<Vec<u8>> {
    at_most(Patient::new(stdin(), "standard input".into()), most)
}

/// What comes from what stands at a path, up to one byte more than `most`.
pub fn read(path: &Path, most: usize) -> io::Result<Vec<u8>> {
    let flags = OFlags::NONBLOCK | OFlags::NOCTTY;
    let found =
        OpenOptions::new().read(true).custom_flags(flags.bits().cast_signed()).open(path)?;
    at_most(Patient::new(OwnedFd::from(found), Clean::new(&path.to_string_lossy())), most)
}

/// Waits until something comes, and says so once.
struct Patient<F> {
    from: F,
    name: Clean,
    has_told: bool,
}

impl<F: AsFd> Patient<F> {
    fn new(from: F, name: Clean) -> Patient<F> {
        Patient { from, name, has_told: false }
    }

    fn wait(&mut self) -> io::Result<()> {
        let limit = if self.has_told { None } else { Timespec::try_from(PATIENCE).ok() };
        match ready(self.from.as_fd(), limit.as_ref()) {
            Ok(false) => {
                self.has_told = true;
                // Where nobody can be told, it is waited for all the same.
                let _ = writeln!(io::stderr(), "sitboard: waiting for {}", self.name);
                self.wait()
            }
            Ok(true) | Err(Errno::INTR) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}

/// Whether there is something to read, or its end, before the time is over.
fn ready(from: BorrowedFd, limit: Option<&Timespec>) -> Result<bool, Errno> {
    Ok(poll(&mut [PollFd::from_borrowed_fd(from, PollFlags::IN)], limit)? > 0)
}

impl<F: AsFd> Read for Patient<F> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        loop {
            self.wait()?;
            match rustix::io::read(&self.from, &mut *bytes) {
                Err(Errno::AGAIN | Errno::INTR) => {}
                read => return Ok(read?),
            }
        }
    }
}
