//! Text with the words that it rests on. Which number a word has is decided when the page is laid
//! out, so that what has no room takes its citations with it.

use crate::{board::Board, model::RecordIx, report::sheet::ReportPage};

/// A record and one of its words.
pub(super) type CitedWord = (RecordIx, usize);

/// Citations that stand behind one statement; the rest is counted.
const MARKS: usize = 3;

/// Text, with the words that each part of it rests on.
#[derive(Clone, Debug, Default)]
pub(super) struct CitedText {
    pieces: Vec<CitedPiece>,
}

#[derive(Clone, Debug)]
enum CitedPiece {
    Said(String),
    RestsOn(Vec<CitedWord>),
}

impl CitedText {
    pub fn new(text: impl Into<String>) -> CitedText {
        CitedText { pieces: vec![CitedPiece::Said(text.into())] }
    }

    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// The same with more text.
    pub fn say(mut self, text: impl Into<String>) -> CitedText {
        self.pieces.push(CitedPiece::Said(text.into()));
        self
    }

    /// The same, and what it rests on.
    pub fn rests_on(mut self, words: impl IntoIterator<Item = CitedWord>) -> CitedText {
        let mut known: Vec<CitedWord> = Vec::new();
        for word in words {
            if !known.contains(&word) {
                known.push(word);
            }
        }
        self.pieces.push(CitedPiece::RestsOn(known));
        self
    }

    /// The same with another text behind it.
    pub fn then(mut self, other: CitedText) -> CitedText {
        self.pieces.extend(other.pieces);
        self
    }

    /// The records that it rests on.
    pub fn records(&self) -> impl Iterator<Item = RecordIx> {
        let cited = self.pieces.iter().filter_map(|piece| match piece {
            CitedPiece::Said(_) => None,
            CitedPiece::RestsOn(words) => Some(words),
        });
        cited.flatten().map(|(record, _)| *record)
    }

    /// The text with the numbers that a page gives its words.
    pub fn on(&self, page: &mut ReportPage) -> String {
        let piece = |piece: &CitedPiece| match piece {
            CitedPiece::Said(text) => text.clone(),
            CitedPiece::RestsOn(words) => {
                let marks = words.iter().take(MARKS).map(|(n, word)| page.cite(*n, *word));
                let marks: String = marks.collect();
                match words.len().saturating_sub(MARKS) {
                    0 => marks,
                    more => format!("{marks} and {more} more"),
                }
            }
        };
        self.pieces.iter().map(piece).collect()
    }
}

/// The word that leads a record.
pub(super) fn leading(board: &Board, n: RecordIx) -> CitedWord {
    let record = board.record(n);
    let leading = board.leading(record);
    (n, record.words.iter().position(|word| std::ptr::eq(word, leading)).unwrap_or(0))
}

/// Texts one after the other, with this between them.
pub(super) fn joined(texts: impl IntoIterator<Item = CitedText>, between: &str) -> CitedText {
    let mut joined = CitedText::default();
    for text in texts {
        joined = if joined.is_empty() { text } else { joined.say(between).then(text) };
    }
    joined
}
