//! `Clean`: the only gate through which text from outside reaches a panel, a message or a report.
//!
//! What a terminal would obey instead of show becomes a visible mark: control characters, escape
//! sequences, bidirectional controls, invisible format characters, tags, private use, line and
//! paragraph separators. The original is kept only where it differs, for writing back.

use std::{fmt, sync::Arc};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Text that cannot give an order to a terminal: one line, no controls, nothing invisible.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Clean {
    shown: Arc<str>,
    original: Option<Arc<str>>,
}

/// Stands for a character that would be invisible or would reorder its neighbours.
const MARK: char = '\u{FFFD}';
/// Combining marks kept on one base character; more would climb over the lines above.
const MARKS_PER_BASE: usize = 3;
/// Characters kept of one text, so that no value can fill memory twice over.
const LONGEST: usize = 64 * 1024;

impl Clean {
    /// Cleans any text. Infallible: whatever goes in, only clean text comes out.
    pub fn new(text: &str) -> Self {
        let shown = clean(text);
        let original = (shown != text).then(|| text.into());
        Clean { shown: shown.into(), original }
    }

    /// The text as it may be shown, with nothing in it that a terminal would obey.
    pub fn as_str(&self) -> &str {
        &self.shown
    }

    /// What the file says, byte for byte.
    pub fn original(&self) -> &str {
        self.original.as_deref().unwrap_or(&self.shown)
    }

    /// Its paragraphs, each one line: what stands between the blank lines of the file.
    pub fn paragraphs(&self) -> Vec<Clean> {
        let mut paragraphs = vec![String::new()];
        for line in self.original().lines() {
            let last = paragraphs.len() - 1;
            match line.trim() {
                "" if paragraphs[last].is_empty() => {}
                "" => paragraphs.push(String::new()),
                line if paragraphs[last].is_empty() => paragraphs[last].push_str(line),
                line => paragraphs[last].extend([" ", line]),
            }
        }
        paragraphs.into_iter().filter(|text| !text.is_empty()).map(Clean::from).collect()
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.shown.is_empty()
    }
}

impl From<&str> for Clean {
    fn from(text: &str) -> Self {
        Clean::new(text)
    }
}

impl From<String> for Clean {
    fn from(text: String) -> Self {
        Clean::new(&text)
    }
}

/// Written as the file says it: reading cleans it again.
impl Serialize for Clean {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.original())
    }
}

impl<'de> Deserialize<'de> for Clean {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from).map(Clean::from)
    }
}

impl std::ops::Deref for Clean {
    type Target = str;
    fn deref(&self) -> &str {
        &self.shown
    }
}

impl fmt::Display for Clean {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.shown)
    }
}

impl fmt::Debug for Clean {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", &*self.shown)
    }
}

/// The clean form of a text; the same where nothing in it would be obeyed or hidden.
pub fn cleaned(text: String) -> String {
    if is_clean(&text) { text } else { clean(&text) }
}

/// Whether no character needs a second look: those of most texts and all glyphs of the board.
fn is_clean(text: &str) -> bool {
    let is_plain = |c: char| {
        matches!(c, ' '..='~' | '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{2ff}'
            | '\u{400}'..='\u{482}' | '\u{48a}'..='\u{52f}'
            | '\u{2010}'..='\u{2027}' | '\u{2190}'..='\u{2bff}')
    };
    text.len() <= LONGEST
        && (text.bytes().all(|b| (0x20..0x7f).contains(&b)) || text.chars().all(is_plain))
}

/// The clean form of `text`, as a plain string.
pub fn clean(text: &str) -> String {
    if is_clean(text) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len().min(LONGEST));
    let mut marks = MARKS_PER_BASE; // a leading mark has no base to stand on
    let mut chars = text.chars().peekable();
    let mut last = None;
    while let Some(c) = chars.next() {
        if out.len() >= LONGEST {
            out.push('…');
            break;
        }
        let next = chars.peek().copied();
        if is_combining(c) {
            marks += 1;
            if marks <= MARKS_PER_BASE {
                out.push(c);
            }
            continue;
        }
        marks = 0;
        let shown = match c {
            '\n' | '\t' => ' ',
            '\r' if next == Some('\n') => continue,
            '\0'..='\u{1f}' => char::from_u32(0x2400 + c as u32).unwrap_or(MARK),
            '\u{7f}' => '␡',
            '\u{9b}' => '␛', // the one-byte form of an escape sequence
            '\u{80}'..='\u{9f}' => MARK,
            // Joiners shape Persian and Indic letters and tie emoji together: kept between those.
            '\u{200c}' | '\u{200d}'
                if last.is_some_and(is_joined) && next.is_some_and(is_joined) =>
            {
                c
            }
            _ if is_invisible(c) => {
                marks = MARKS_PER_BASE;
                MARK
            }
            _ => c,
        };
        if shown.is_whitespace() {
            marks = MARKS_PER_BASE; // nor has one behind a blank
        }
        out.push(shown);
        last = Some(c);
    }
    out
}

/// Letters and pictures that a joiner may stand between.
fn is_joined(c: char) -> bool {
    !c.is_ascii() && !is_invisible(c) && (c.is_alphanumeric() || c as u32 >= 0x2190)
}

/// Whether a character does something to its neighbours alone: a mark on the one before it, or a
/// joiner between two.
pub fn is_joining(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}') || is_combining(c)
}

/// Marks that stand on the character before them and take no cell of their own.
fn is_combining(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
        && !is_invisible(c)
        && unicode_width::UnicodeWidthChar::width(c) == Some(0)
}

/// Characters that show nothing, change the order of others, or mean nothing outside one program:
/// the format class Cf, separators, fillers, tags, private use, non-characters.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
        | '\u{e000}'..='\u{f8ff}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{13430}'..='\u{1345f}' | '\u{e0000}'..='\u{e0fff}' | '\u{f0000}'..='\u{10ffff}'
        | '\u{600}'..='\u{605}' | '\u{6dd}' | '\u{70f}' | '\u{890}' | '\u{891}' | '\u{8e2}'
        | '\u{110bd}' | '\u{110cd}')
        || (c as u32) & 0xfffe == 0xfffe
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_blank_line_begins_a_paragraph() {
        let text = Clean::from("\r\none\r\n  goes on\r\n \t\r\n\n two\u{1b}[2J\n\n\n");
        let paragraphs = text.paragraphs();
        assert_eq!(
            paragraphs.iter().map(Clean::as_str).collect::<Vec<_>>(),
            ["one goes on", "two␛[2J"]
        );
        assert_eq!(Clean::from(" \n").paragraphs(), []);
    }

    #[test]
    fn orders_to_the_terminal_become_marks() {
        assert_eq!(clean("a\u{1b}]0;title\u{7}b"), "a␛]0;title␇b");
        assert_eq!(clean("\u{9b}31m"), "␛31m");
        assert_eq!(clean("one\ntwo\tthree\r\nfour"), "one two three four");
        assert_eq!(clean("abc\u{202e}def\u{2066}"), "abc\u{fffd}def\u{fffd}");
        assert_eq!(clean("zero\u{200b}width\u{feff}"), "zero\u{fffd}width\u{fffd}");
        assert_eq!(clean("tag\u{e0041}"), "tag\u{fffd}");
    }

    #[test]
    fn letters_of_any_script_stay() {
        for text in ["Hay'at Taḥrīr al-Shām", "عين الحور", "می‌خواهم", "Ґанок", "한국", "👩‍🚒"]
        {
            assert_eq!(clean(text), text);
        }
    }

    #[test]
    fn endless_marks_stop_at_three() {
        assert_eq!(clean("e\u{301}\u{301}\u{301}\u{301}\u{301}x"), "e\u{301}\u{301}\u{301}x");
        assert_eq!(clean("\u{301}x"), "x");
        assert_eq!(clean("x \u{301}y"), "x y");
    }

    #[test]
    fn the_original_is_kept_only_where_it_differs() {
        assert!(Clean::new("plain").original.is_none());
        let hostile = Clean::new("a\u{1b}[2J");
        assert_eq!(hostile.original(), "a\u{1b}[2J");
    }

    proptest! {
        #[test]
        fn only_clean_text_comes_out(text in any::<String>()) {
            let once = clean(&text);
            let joiner = |c| matches!(c, '\u{200c}' | '\u{200d}');
            let shown = once.chars().all(|c| !c.is_control() && (joiner(c) || !is_invisible(c)));
            prop_assert!(shown, "{:?}", once);
            prop_assert_eq!(clean(&once), once.clone(), "cleaning twice changes nothing");
        }
    }
}
