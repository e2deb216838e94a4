//! One line of typed text, with a cursor between graphemes.

use crossterm::event::KeyCode;
use unicode_segmentation::UnicodeSegmentation;

use crate::{command::Chord, model::clean};

/// A line being typed.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Input {
    text: String,
    /// Byte offset of the cursor.
    cursor: usize,
}

/// Characters that a line may hold: a slip of the paste must not slow the board.
const LONGEST: usize = 1000;

impl Input {
    pub fn new(text: &str) -> Self {
        Input { text: text.to_owned(), cursor: text.len() }
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    pub fn before_cursor(&self) -> &str {
        &self.text[..self.cursor]
    }

    /// Types text as it comes from a key or a paste; only its clean form gets in.
    pub fn insert(&mut self, text: &str) {
        let room = LONGEST.saturating_sub(self.text.chars().count());
        let text: String = clean(text).chars().take(room).collect();
        self.text.insert_str(self.cursor, &text);
        self.cursor += text.len();
        // A mark typed after its letter joins it: the cursor must stay between graphemes.
        self.cursor =
            self.boundaries().into_iter().find(|at| *at >= self.cursor).unwrap_or(self.text.len());
    }

    /// Edits by a key; false when the key means nothing to a line of text.
    pub fn edit(&mut self, chord: Chord) -> bool {
        match (chord.code, chord.control) {
            (KeyCode::Char(c), false) => self.insert(c.encode_utf8(&mut [0; 4])),
            (KeyCode::Backspace, _) | (KeyCode::Char('h'), true) => {
                let from = self.previous();
                self.cut(from, self.cursor);
            }
            (KeyCode::Delete, _) => self.cut(self.cursor, self.next()),
            (KeyCode::Left, _) => self.cursor = self.previous(),
            (KeyCode::Right, _) => self.cursor = self.next(),
            (KeyCode::Home, _) | (KeyCode::Char('a'), true) => self.cursor = 0,
            (KeyCode::End, _) | (KeyCode::Char('e'), true) => self.cursor = self.text.len(),
            (KeyCode::Char('u'), true) => self.cut(0, self.cursor),
            (KeyCode::Char('k'), true) => self.cut(self.cursor, self.text.len()),
            (KeyCode::Char('w'), true) => {
                let kept = self.before_cursor().trim_end();
                let word = kept.trim_end_matches(|c: char| !c.is_whitespace());
                let from = word.len();
                self.cut(from, self.cursor);
            }
            _ => return false,
        }
        true
    }

    fn cut(&mut self, from: usize, to: usize) {
        self.text.replace_range(from..to, "");
        self.cursor = from;
    }

    fn boundaries(&self) -> Vec<usize> {
        let starts = self.text.grapheme_indices(true).map(|(at, _)| at);
        starts.chain([self.text.len()]).collect()
    }

    fn previous(&self) -> usize {
        self.boundaries().into_iter().rev().find(|at| *at < self.cursor).unwrap_or(0)
    }

    fn next(&self) -> usize {
        self.boundaries().into_iter().find(|at| *at > self.cursor).unwrap_or(self.text.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn typed(keys: &str) -> Input {
        let mut input = Input::default();
        for chord in crate::command::parse_keys(keys).unwrap() {
            input.edit(chord);
        }
        input
    }

    #[test]
    fn a_line_is_edited_as_in_a_shell() {
        assert_eq!(typed("kind:ied<BS><BS>x").text(), "kind:ix");
        assert_eq!(typed("ab<Left>x<Home>y<End>z").text(), "yaxbz");
        assert_eq!(typed("one two<C-w>x").text(), "one x");
        assert_eq!(typed("abc<C-u>d").text(), "d");
    }

    proptest! {
        #[test]
        fn the_cursor_stays_on_a_boundary(text in any::<String>(), keys in proptest::collection::vec(0usize..6, 0..20)) {
            const KEYS: [&str; 6] = ["Left", "Right", "BS", "Del", "C-w", "Home"];
            let mut input = Input::default();
            input.insert(&text);
            for key in keys {
                input.edit(Chord::parse(KEYS[key]).unwrap());
                prop_assert!(input.text().is_char_boundary(input.before_cursor().len()));
            }
        }
    }
}
