//! What a search found in the rows of feeds.

use crate::board::RowIx;

/// What a search found in the rows of feeds, so far.
#[derive(Clone, Debug, Default)]
pub struct Hits {
    /// What was searched for.
    pub text: String,
    /// A bit for each row, feed by feed: a word may be in all of them.
    bits: Vec<Vec<u64>>,
    count: usize,
    /// Whether the files were looked through to their ends.
    pub is_over: bool,
    /// Whether the selection waits for the first hit, and in which direction that lies.
    pub waits: Option<bool>,
}

impl Hits {
    /// Nothing is found yet; the selection waits for the first hit in a direction.
    pub(super) fn of(text: String, forward: bool) -> Hits {
        Hits { text, waits: Some(forward), ..Hits::default() }
    }

    /// How many rows were found so far.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether no row was found so far.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Whether the files are still looked through.
    pub fn is_under_way(&self) -> bool {
        !self.text.is_empty() && !self.is_over
    }

    /// Takes a row in; one that is there already counts once.
    pub(super) fn add(&mut self, at: RowIx) {
        if self.bits.len() <= at.feed {
            self.bits.resize_with(at.feed + 1, Vec::new);
        }
        let (word, bit) = (at.row / 64, 1u64 << (at.row % 64));
        let bits = &mut self.bits[at.feed];
        if bits.len() <= word {
            bits.resize(word + 1, 0);
        }
        self.count += usize::from(bits[word] & bit == 0);
        bits[word] |= bit;
    }

    /// The rows that were found, feed by feed, in the order of their files.
    pub fn rows(&self) -> impl Iterator<Item = RowIx> {
        let feeds = self.bits.iter().enumerate();
        feeds.flat_map(|(feed, bits)| {
            let words = bits.iter().enumerate().filter(|(_, word)| **word != 0);
            words.flat_map(move |(n, word)| {
                let set = (0..64).filter(move |bit| word & (1 << bit) != 0);
                set.map(move |bit| RowIx { feed, row: n * 64 + bit })
            })
        })
    }

    /// Whether a row is among those found.
    pub fn has(&self, at: RowIx) -> bool {
        let word = self.bits.get(at.feed).and_then(|bits| bits.get(at.row / 64));
        word.is_some_and(|word| word & (1 << (at.row % 64)) != 0)
    }
}
