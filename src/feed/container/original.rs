//! The bytes of a packed file, read at any place by whoever takes them apart.

use std::{
    io::{self, Read, Seek, SeekFrom},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

/// Bytes that can be read at any place.
pub trait PackedBytes: Send + Sync {
    /// How many there are.
    fn length(&self) -> u64;
    /// Reads some of them from a place on; none where they are over.
    fn read_at(&self, into: &mut [u8], from: u64) -> io::Result<usize>;
}

impl PackedBytes for Vec<u8> {
    fn length(&self) -> u64 {
        self.len() as u64
    }

    fn read_at(&self, into: &mut [u8], from: u64) -> io::Result<usize> {
        let from = usize::try_from(from).unwrap_or(usize::MAX).min(self.len());
        { &self[from..] }.read(into)
    }
}

/// A reader of such bytes. Each has a place of its own; all of one file count together how far it
/// was read.
#[derive(Clone)]
pub struct PackedReader {
    bytes: Arc<dyn PackedBytes>,
    at: u64,
    furthest: Arc<AtomicU64>,
}

impl PackedReader {
    /// Reads from the beginning on.
    pub fn new(bytes: &Arc<dyn PackedBytes>) -> PackedReader {
        PackedReader { bytes: bytes.clone(), at: 0, furthest: Arc::default() }
    }

    /// The same bytes from a place on.
    pub fn from(&self, at: u64) -> PackedReader {
        PackedReader { at, ..self.clone() }
    }

    /// How many bytes there are.
    pub fn length(&self) -> u64 {
        self.bytes.length()
    }

    /// How far the bytes were read, by whichever reader of them.
    pub fn furthest(&self) -> u64 {
        self.furthest.load(Ordering::Relaxed)
    }

    /// The first bytes, so many at most.
    pub fn beginning(&self, most: usize) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.from(0).take(most as u64).read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

impl Read for PackedReader {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.bytes.read_at(into, self.at)?;
        self.at += read as u64;
        self.furthest.fetch_max(self.at, Ordering::Relaxed);
        Ok(read)
    }
}

impl Seek for PackedReader {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let moved = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => self.length().checked_add_signed(by),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
        };
        self.at = moved.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.at)
    }
}
