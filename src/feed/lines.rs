//! Which line of the file a record of a block begins on; and whether its quotes stand as they should.

use super::Block;

/// The lines on which the records of a block begin, asked for one after another.
pub(super) struct LineCounter<'a> {
    block: &'a Block,
    /// Records that were read, and line ends before them that end none.
    read: u64,
    within: usize,
}

impl<'a> LineCounter<'a> {
    pub fn of(block: &'a Block) -> LineCounter<'a> {
        LineCounter { block, read: 0, within: 0 }
    }

    /// Where a record begins: line ends before it are none of it.
    pub fn begin(&self, mut place: usize) -> usize {
        while self.block.bytes.get(place).is_some_and(|b| matches!(b, b'\n' | b'\r')) {
            place += 1;
        }
        place
    }

    /// The line of the next record, which begins there.
    pub fn next(&mut self, place: usize) -> u64 {
        while self.block.within.get(self.within).is_some_and(|at| *at < place) {
            self.within += 1;
        }
        self.read += 1;
        self.block.line + self.read - 1 + self.within as u64
    }
}

/// Whether a record has a quote that opens or closes no cell: seen by where the quotes stand.
pub(super) fn has_stray_quote(record: &[u8], delimiter: u8) -> bool {
    let ends = |b: Option<&u8>| b.is_none_or(|b| [delimiter, b'\n', b'\r'].contains(b));
    let (mut is_open, mut after) = (false, 0);
    for n in memchr::memchr_iter(b'"', record).collect::<Vec<_>>() {
        if n < after {
            continue;
        }
        after = n + 1;
        let before = n.checked_sub(1).and_then(|n| record.get(n));
        let behind = record.get(n + 1);
        if is_open && behind == Some(&b'"') {
            after = n + 2;
        } else if is_open && ends(behind) {
            is_open = false;
        } else if !is_open && ends(before) {
            is_open = true;
        } else {
            return true;
        }
    }
    false
}
