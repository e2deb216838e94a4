//! Where what is unpacked goes: counted, so that no file grows past its bounds, and ended where
//! nobody waits for it any more.

use std::{
    io::{self, Write},
    sync::atomic::{AtomicU64, Ordering},
};

use super::{
    limits::{MOST_HELD, MOST_RATIO, MOST_UNPACKED, UNWEIGHED},
    original::PackedReader,
    refused::NotUnpacked,
};
use crate::model::Refusal;

/// What to do with a file that is too large.
const TRUST: &str = "if you trust it, unpack it yourself and name what is in it";

/// The way out of an unpacking.
pub struct Outlet<'a> {
    to: &'a mut dyn Write,
    goes_on: &'a dyn Fn() -> bool,
    original: PackedReader,
    written: u64,
    /// Why no more is taken.
    ended: Option<NotUnpacked>,
}

impl<'a> Outlet<'a> {
    /// Writes what is unpacked of an original for as long as it is wanted.
    pub fn new(
        to: &'a mut dyn Write,
        original: &PackedReader,
        goes_on: &'a dyn Fn() -> bool,
    ) -> Outlet<'a> {
        Outlet { to, goes_on, original: original.clone(), written: 0, ended: None }
    }

    /// What an error of whoever wrote here was in truth: where the outlet ended it, why it did.
    pub fn cause(&mut self, error: NotUnpacked) -> NotUnpacked {
        self.ended.take().unwrap_or(error)
    }

    /// Errs where nobody waits any more, for whoever reads long before it writes.
    pub fn is_wanted(&self) -> Result<(), NotUnpacked> {
        if (self.goes_on)() { Ok(()) } else { Err(NotUnpacked::Unwanted) }
    }

    /// Errs where so many bytes that came out are too many to be held in memory.
    pub fn weigh_held(&self, bytes: u64) -> Result<(), NotUnpacked> {
        if bytes > MOST_HELD {
            let message = format!("what is in it has more than {} MiB", MOST_HELD >> 20);
            return Err(Refusal::new(message, "unpack it once and name that file").into());
        }
        match is_past_ratio(bytes, self.original.furthest()) {
            true => Err(too_well_packed().into()),
            false => Ok(()),
        }
    }

    /// Errs where so much more cannot be taken.
    fn weigh(&mut self, more: usize) -> Result<(), NotUnpacked> {
        self.is_wanted()?;
        self.written = self.written.saturating_add(more as u64);
        if self.written > MOST_UNPACKED {
            return Err(too_large().into());
        }
        if is_past_ratio(self.written, self.original.furthest()) {
            return Err(too_well_packed().into());
        }
        Ok(())
    }

    /// Takes no more.
    fn end(&mut self, why: NotUnpacked) -> io::Error {
        self.ended.get_or_insert(why);
        io::Error::other("ended")
    }
}

impl Write for Outlet<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.ended.is_some() {
            return Err(io::Error::other("ended"));
        }
        self.weigh(bytes.len()).map_err(|why| self.end(why))?;
        match self.to.write_all(bytes) {
            Ok(()) => Ok(bytes.len()),
            Err(error) => Err(self.end(NotUnpacked::Unwritten(error))),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

/// What came out of a file that is read where it stands, by several threads, and perhaps again.
pub struct CameOut {
    length: u64,
    bytes: AtomicU64,
}

/// How often a file is read at most while it is open.
const MAY_BE_READ: u64 = 8;

impl CameOut {
    /// Nothing yet of a file of so many bytes.
    pub fn of(length: u64) -> CameOut {
        CameOut { length, bytes: AtomicU64::new(0) }
    }

    /// Takes note of bytes that came out; errs where they are more than any table has.
    pub fn weigh(&self, more: usize) -> Result<(), NotUnpacked> {
        let more = more as u64;
        let all = self.bytes.fetch_add(more, Ordering::Relaxed).saturating_add(more);
        match all / MAY_BE_READ {
            each if each > MOST_UNPACKED => Err(too_large().into()),
            each if is_past_ratio(each, self.length) => Err(too_well_packed().into()),
            _ => Ok(()),
        }
    }
}

/// Whether so much came out of so much that it cannot be a table.
pub fn is_past_ratio(unpacked: u64, packed: u64) -> bool {
    unpacked > UNWEIGHED && unpacked / MOST_RATIO > packed
}

/// Why a file of any ratio is refused.
pub fn too_large() -> Refusal {
    Refusal::new(format!("it unpacks to more than {} GiB", MOST_UNPACKED >> 30), TRUST)
}

/// Why a file that may be made to fill a disk is refused.
pub fn too_well_packed() -> Refusal {
    let message = format!("it unpacks to more than {MOST_RATIO} times its size, as no table does");
    Refusal::new(message, TRUST)
}
