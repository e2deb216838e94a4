//! A stream that knows where in the text it is, and ends where a piece or the whole of it is too
//! long to be kept.

use std::io::{self, BufRead, Read};

use super::MOST_TRACK_BYTES;
use crate::model::Spot;

/// Bytes of one tag, text or comment.
const MOST_PIECE: u64 = 1 << 20;

pub(super) struct PlacedStream<R> {
    inner: R,
    /// Where the next byte stands.
    here: Spot,
    read: u64,
    /// How much had been read when the piece began.
    piece: u64,
    passed: Option<Passed>,
}

/// Which bound was passed.
#[derive(Clone, Copy)]
pub(super) enum Passed {
    Whole,
    Piece,
}

impl<R: BufRead> PlacedStream<R> {
    pub fn new(inner: R) -> PlacedStream<R> {
        PlacedStream { inner, here: Spot { line: 1, column: 1 }, read: 0, piece: 0, passed: None }
    }

    /// A new piece of the text begins: where that is.
    pub fn begins(&mut self) -> Spot {
        self.piece = self.read;
        self.here
    }

    /// Where the next byte stands.
    pub fn here(&self) -> Spot {
        self.here
    }

    /// Which bound ended the stream.
    pub fn passed(&self) -> Option<Passed> {
        self.passed
    }
}

/// Where the text goes on behind some bytes.
fn advance(here: &mut Spot, bytes: &[u8]) {
    let characters =
        |bytes: &[u8]| bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count() as u32;
    match memchr::memrchr(b'\n', bytes) {
        Some(last) => {
            let lines = memchr::memchr_iter(b'\n', bytes).count() as u32;
            here.line = here.line.saturating_add(lines);
            here.column = 1 + characters(&bytes[last + 1..]);
        }
        None => here.column = here.column.saturating_add(characters(bytes)),
    }
}

impl<R: BufRead> Read for PlacedStream<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let n = available.len().min(buffer.len());
        buffer[..n].copy_from_slice(&available[..n]);
        self.consume(n);
        Ok(n)
    }
}

impl<R: BufRead> BufRead for PlacedStream<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.passed = match () {
            () if self.read > MOST_TRACK_BYTES => Some(Passed::Whole),
            () if self.read - self.piece > MOST_PIECE => Some(Passed::Piece),
            () => None,
        };
        match self.passed {
            Some(_) => Err(io::Error::other("too long")),
            None => self.inner.fill_buf(),
        }
    }

    fn consume(&mut self, amount: usize) {
        if amount == 0 {
            return;
        }
        // What the last `fill_buf` showed is still there.
        if let Ok(bytes) = self.inner.fill_buf() {
            advance(&mut self.here, &bytes[..amount.min(bytes.len())]);
        }
        self.read += amount as u64;
        self.inner.consume(amount);
    }
}
