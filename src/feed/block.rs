//! Blocks of whole records. Only where records end is found here; a library takes them apart.
//!
//! A record ends at a line feed, a carriage return or both, outside quotes. A quote opens only at the
//! beginning of a cell and closes where it is not doubled, as in the `csv` crate (RFC 4180); any other
//! is a character like others. What is read never depends on the size of what comes in at once.

use std::io::{self, Read};

/// Bytes of a block, about.
pub const BLOCK: usize = 2 << 20;
/// Bytes that are read at once: they are looked through while they are still in the cache.
const STEP: usize = 512 << 10;
/// Bytes of one record at most: where a quote is never closed, the rest of the file is one record.
pub const MOST_RECORD: usize = 16 << 20;

/// Whole records, one after another.
#[derive(Debug, Default)]
pub struct Block {
    /// The bytes of the file as they stand, up to the end of the last whole record.
    pub bytes: Vec<u8>,
    /// Where it begins in the file, from 0.
    pub offset: u64,
    /// The line on which it begins, from 1.
    pub line: u64,
    /// The line on which the next begins.
    pub next_line: u64,
    /// Whether it has a quote within a cell or a carriage return alone, which not every reader takes
    /// the same way.
    pub is_odd: bool,
    /// Whether the file ends within quotes, so that the last record may have swallowed others.
    pub ends_in_quotes: bool,
    /// Line ends that end no record, within a cell or on an empty line: where they stand in `bytes`.
    pub(super) within: Vec<usize>,
    /// Where a record begins that is too long to be kept: its line, and its place in the file.
    pub too_long: Vec<(u64, u64)>,
}

/// A file as blocks.
#[derive(Debug)]
pub struct Blocks<R> {
    reader: R,
    delimiter: u8,
    has_quotes: bool,
    most: usize,
    size: usize,
    /// The block that is being filled: whole records up to `whole`, then the beginning of one more.
    open: Block,
    whole: usize,
    /// How far the open block has been looked through.
    at: usize,
    in_quotes: bool,
    /// The line at `at`, and the one on which the unfinished record begins.
    line: u64,
    begun: u64,
    is_over: bool,
}

impl<R: Read> Blocks<R> {
    /// From where a file's records begin: `offset` bytes into it, on `line`.
    pub fn new(reader: R, delimiter: u8, offset: u64, line: u64) -> Self {
        Blocks {
            reader,
            delimiter,
            has_quotes: true,
            most: MOST_RECORD,
            size: BLOCK,
            open: Block { offset, line, ..Block::default() },
            whole: 0,
            at: 0,
            in_quotes: false,
            line,
            begun: line,
            is_over: false,
        }
    }

    /// Whether quotes mean anything, or are characters like others.
    pub fn with_quotes(self, has_quotes: bool) -> Self {
        Blocks { has_quotes, ..self }
    }

    /// Other sizes, for tests.
    pub fn with_sizes(self, block: usize, most: usize) -> Self {
        Blocks { size: block, most, ..self }
    }

    /// The next block; `None` where the file is over. The bytes of a block that was read make room
    /// for another.
    pub fn next_block(&mut self, mut spent: Vec<u8>) -> io::Result<Option<Block>> {
        loop {
            while !self.is_over && self.whole < self.size && self.unfinished() <= self.most {
                self.fill()?;
                self.look_through(false);
            }
            if self.whole > 0 || self.unfinished() <= self.most {
                break;
            }
            self.leave_out()?;
        }
        if self.whole == 0 && self.open.too_long.is_empty() {
            return Ok(None);
        }
        spent.clear();
        let next = Block {
            offset: self.open.offset + self.whole as u64,
            line: self.begun,
            bytes: spent,
            // What of the unfinished record was looked through may have been odd.
            is_odd: self.open.is_odd && self.unfinished() > 0,
            within: moved(&self.open.within, self.whole),
            ..Block::default()
        };
        let mut block = std::mem::replace(&mut self.open, next);
        self.open.bytes.extend_from_slice(&block.bytes[self.whole..]);
        block.bytes.truncate(self.whole);
        block.within.retain(|at| *at < self.whole);
        block.next_line = self.begun;
        block.ends_in_quotes = self.is_over && self.in_quotes;
        block.is_odd |= block.ends_in_quotes;
        self.at -= self.whole;
        self.whole = 0;
        Ok(Some(block))
    }

    fn unfinished(&self) -> usize {
        self.open.bytes.len() - self.whole
    }

    /// Reads over the record that the open block begins with, keeping none of it.
    fn leave_out(&mut self) -> io::Result<()> {
        let begun = (self.begun, self.open.offset);
        while self.whole == 0 && !self.is_over {
            // One byte before is looked back at.
            self.forget(self.at.saturating_sub(1));
            self.fill()?;
            self.look_through(true);
        }
        self.forget(self.whole);
        self.whole = 0;
        self.open.too_long.push(begun);
        self.open.line = self.begun;
        self.look_through(false); // what came with its end
        Ok(())
    }

    fn forget(&mut self, bytes: usize) {
        self.open.bytes.drain(..bytes);
        self.open.within = moved(&self.open.within, bytes);
        self.open.offset += bytes as u64;
        self.at -= bytes;
    }

    /// Reads on; at the end of the file what is left is a record too.
    fn fill(&mut self) -> io::Result<()> {
        // Reads into room that is not cleared first, and goes on where it is interrupted.
        let read = self.reader.by_ref().take(STEP.min(self.size.max(1)) as u64);
        self.is_over = { read }.read_to_end(&mut self.open.bytes)? == 0;
        Ok(())
    }

    /// Finds the ends of records, or only the first, in what has not been looked through.
    fn look_through(&mut self, only_first: bool) {
        let bytes = &self.open.bytes;
        let mut from = self.at;
        for found in memchr::memchr3_iter(b'"', b'\n', b'\r', &bytes[self.at..]) {
            let i = self.at + found;
            if i < from {
                continue; // the second of two quotes
            }
            let next = bytes.get(i + 1).copied();
            if next.is_none() && !self.is_over && bytes[i] != b'\n' {
                from = i; // what it means is known only when more is read
                break;
            }
            from = i + 1;
            match bytes[i] {
                b'"' if !self.has_quotes => {}
                b'"' if self.in_quotes && next == Some(b'"') => from = i + 2,
                b'"' if self.in_quotes => {
                    self.in_quotes = false;
                    let ends = [Some(self.delimiter), Some(b'\n'), Some(b'\r'), None];
                    self.open.is_odd |= !ends.contains(&next);
                }
                b'"' if i == self.whole || bytes[i - 1] == self.delimiter => self.in_quotes = true,
                b'"' => self.open.is_odd = true,
                b'\r' if next == Some(b'\n') => {}
                end => {
                    self.line += 1;
                    self.open.is_odd |= end == b'\r';
                    let is_empty = i == self.whole || i == self.whole + 1 && bytes[i - 1] == b'\r';
                    if self.in_quotes || is_empty {
                        self.open.within.push(i);
                    }
                    if !self.in_quotes {
                        self.whole = i + 1;
                        self.begun = self.line;
                        if only_first {
                            self.at = i + 1;
                            return;
                        }
                    }
                }
            }
        }
        let is_waiting =
            bytes.get(from).is_some_and(|b| matches!(b, b'"' | b'\r')) && !self.is_over;
        self.at = if is_waiting { from } else { bytes.len().max(from) };
        if self.is_over {
            self.whole = self.open.bytes.len();
            self.at = self.whole;
        }
    }
}

/// Places as they are where so many bytes before them are gone; those within these are gone too.
fn moved(places: &[usize], bytes: usize) -> Vec<usize> {
    places.iter().filter_map(|at| at.checked_sub(bytes)).collect()
}

/// How many records end in some bytes, about: every quote is taken to open or to close.
pub(super) fn record_ends(bytes: &[u8]) -> usize {
    let (mut ends, mut in_quotes) = (0, false);
    for at in memchr::memchr3_iter(b'"', b'\n', b'\r', bytes) {
        match bytes[at] {
            b'"' => in_quotes = !in_quotes,
            b'\r' if bytes.get(at + 1) == Some(&b'\n') => {}
            _ => ends += usize::from(!in_quotes),
        }
    }
    ends
}

/// How many lines end in some bytes: by a line feed, a carriage return, or both.
pub fn line_ends(bytes: &[u8]) -> u64 {
    let is_end = |n: &usize| bytes[*n] == b'\n' || bytes.get(n + 1) != Some(&b'\n');
    memchr::memchr2_iter(b'\n', b'\r', bytes).filter(is_end).count() as u64
}
