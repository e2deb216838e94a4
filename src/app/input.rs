//! One line of typed text, with a cursor between graphemes.

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

use crate::{
    command::{Command, Pressed},
    model::{clean, is_joining},
};

/// A line being typed. It begins with what a file says, byte for byte, and is drawn clean.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Input {
    text: String,
    /// Byte offset of the cursor.
    cursor: usize,
}

/// Characters that a line may hold: a slip of the paste must not slow the board.
pub const LONGEST: usize = 1000;

impl Input {
    /// A line that holds `text`, with the cursor at its end.
    pub fn new(text: &str) -> Self {
        Input { text: text.to_owned(), cursor: text.len() }
    }

    /// All that is typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What stands left of the cursor.
    pub fn before_cursor(&self) -> &str {
        &self.text[..self.cursor]
    }

    /// What stands right of the cursor.
    pub fn after_cursor(&self) -> &str {
        &self.text[self.cursor..]
    }

    /// Types text as it comes from a key or a paste; only its clean form gets in. Marks and joiners
    /// at its ends are kept: they belong to what stands beside them. False where the line is too long
    /// to take all of it.
    pub fn insert(&mut self, text: &str) -> bool {
        let room = LONGEST.saturating_sub(self.text.chars().count());
        let inner = text.trim_start_matches(is_joining);
        let head = &text[..text.len() - inner.len()];
        let inner = inner.trim_end_matches(['\u{200c}', '\u{200d}']);
        let tail = &text[head.len() + inner.len()..];
        let text = [head, &clean(inner), tail].concat();
        let is_whole = text.chars().nth(room).is_none();
        let text: String = text.chars().take(room).collect();
        self.text.insert_str(self.cursor, &text);
        self.cursor += text.len();
        // A mark typed after its letter joins it: the cursor must stay between graphemes.
        let mut place = GraphemeCursor::new(self.cursor, self.text.len(), true);
        if place.is_boundary(&self.text, 0) == Ok(false) {
            self.cursor =
                place.next_boundary(&self.text, 0).ok().flatten().unwrap_or(self.text.len());
        }
        is_whole
    }

    /// Edits by a key; false when the key means nothing to a line of text.
    pub fn edit(&mut self, pressed: Pressed) -> bool {
        let command = match pressed {
            Pressed::Letter(letter) => {
                self.insert(letter.encode_utf8(&mut [0; 4]));
                return true;
            }
            Pressed::Command(command) => command,
            Pressed::Nothing => return false,
        };
        match command {
            Command::DeleteBack => self.cut(self.previous(), self.cursor),
            Command::DeleteForward => self.cut(self.cursor, self.next()),
            Command::CursorLeft => self.cursor = self.previous(),
            Command::CursorRight => self.cursor = self.next(),
            Command::LineStart => self.cursor = 0,
            Command::LineEnd => self.cursor = self.text.len(),
            Command::DeleteToStart => self.cut(0, self.cursor),
            Command::DeleteToEnd => self.cut(self.cursor, self.text.len()),
            Command::DeleteWord => {
                let kept = self.before_cursor().trim_end();
                let word = kept.trim_end_matches(|c: char| !c.is_whitespace());
                self.cut(word.len(), self.cursor);
            }
            _ => return false,
        }
        true
    }

    fn cut(&mut self, from: usize, to: usize) {
        self.text.replace_range(from..to, "");
        self.cursor = from;
    }

    fn previous(&self) -> usize {
        let before = self.text[..self.cursor].grapheme_indices(true);
        before.map(|(at, _)| at).next_back().unwrap_or(0)
    }

    fn next(&self) -> usize {
        let after = self.text[self.cursor..].graphemes(true).next();
        self.cursor + after.map_or(0, str::len)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::{Chord, Context, Keystroke, keymap, parse_keys, rows_in};
    use proptest::prelude::*;

    fn pressed(stroke: Keystroke) -> Pressed {
        keymap().pressed(Context::Text, Chord::of(stroke))
    }

    #[test]
    fn every_command_of_a_text_edits_it() {
        let of_text = rows_in(Context::Text).filter(|row| row.contexts.contains(&Context::Text));
        for row in of_text {
            let mut input = typed("ab c<Left>");
            let before = input.clone();
            assert!(input.edit(Pressed::Command(row.command)), "{}", row.name);
            assert_ne!(input, before, "{}", row.name);
        }
        assert!(!typed("ab").edit(Pressed::Command(Command::Undo)));
    }

    fn typed(keys: &str) -> Input {
        let mut input = Input::default();
        for stroke in parse_keys(keys).unwrap() {
            input.edit(pressed(stroke));
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
                input.edit(pressed(Keystroke::parse(KEYS[key]).unwrap()));
                prop_assert!(input.text().is_char_boundary(input.before_cursor().len()));
            }
        }
    }
}
