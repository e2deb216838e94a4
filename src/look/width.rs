//! Text measured in terminal cells: cut, padded and wrapped by whole graphemes, so that no widget
//! has to cut text of its own.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::whole::cut_before;
use crate::model::clean;

/// Cells that `text` takes, put there grapheme by grapheme.
pub fn width(text: &str) -> usize {
    // Lam and alef are one sign in a font, but no terminal is given them at once.
    if text.contains('\u{644}') {
        return text.graphemes(true).map(UnicodeWidthStr::width).sum();
    }
    text.width()
}

/// `text` in at most `cells` cells; what is cut off leaves an ellipsis, and no part of a number.
pub fn fit(text: &str, cells: usize) -> String {
    if width(text) <= cells {
        return text.to_owned();
    }
    if cells == 0 {
        return String::new();
    }
    let kept = &text[..cut_before(text, start(text, cells - 1).len())];
    // "Ain al-…" rather than "Ain …" with a hole before the dots, but "26 …": a number is whole.
    let bare = kept.trim_end();
    let kept = if bare.ends_with(|c: char| c.is_alphabetic()) { bare } else { kept };
    format!("{kept}…")
}

/// As much of the start of `text` as fits into `cells` cells.
pub fn start(text: &str, cells: usize) -> &str {
    let plain = plain_start(text);
    if plain > cells {
        return &text[..cells];
    }
    let mut used = plain;
    for (at, grapheme) in text[plain..].grapheme_indices(true) {
        used += width(grapheme);
        if used > cells {
            // A joiner that nothing follows joins nothing.
            return text[..plain + at].trim_end_matches(['\u{200c}', '\u{200d}']);
        }
    }
    text
}

/// How many letters at the start of `text` certainly take a cell each: plain ones, save the last
/// where a mark on it may follow.
fn plain_start(text: &str) -> usize {
    let is_plain = |byte: &u8| *byte == b' ' || byte.is_ascii_graphic();
    let plain = text.bytes().take_while(is_plain).count();
    if plain == text.len() { plain } else { plain.saturating_sub(1) }
}

/// `1 note`, `2 notes`.
pub fn counted(n: usize, one: &str) -> String {
    format!("{n} {one}{}", if n == 1 { "" } else { "s" })
}

/// `text` as lines of at most `cells` cells, broken between words where that can be.
pub fn wrap(text: &str, cells: usize) -> Vec<String> {
    if cells == 0 {
        return Vec::new();
    }
    // Cleaned first: a mark in the place of something invisible takes a cell.
    let text = clean(text);
    let lines = textwrap::wrap(&text, textwrap::Options::new(cells).break_words(true));
    lines.into_iter().map(|line| fit(&line, cells)).collect()
}

/// `text` as lines of at most `cells` cells, broken at spaces alone: ids, paths and addresses stay
/// whole, even where one alone is wider.
pub fn wrap_words(text: &str, cells: usize) -> Vec<String> {
    let text = clean(text);
    let options = textwrap::Options::new(cells.max(1))
        .word_separator(textwrap::WordSeparator::AsciiSpace)
        .word_splitter(textwrap::WordSplitter::NoHyphenation)
        .break_words(false);
    textwrap::wrap(&text, options).into_iter().map(|line| line.into_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn cut_text_ends_in_an_ellipsis() {
        assert_eq!(fit("Ain al-Hawr", 11), "Ain al-Hawr");
        assert_eq!(fit("Ain al-Hawr", 5), "Ain…");
        assert_eq!(fit("26 killed", 4), "26 …");
        assert_eq!(fit("26 killed", 3), "…");
        assert_eq!(fit("Ain al-Hawr", 1), "…");
        assert_eq!(fit("Ain al-Hawr", 0), "");
        assert_eq!(fit("한국어", 4), "한…");
        assert_eq!(start("Cafe\u{301}s", 3), "Caf");
        assert_eq!(start("Cafe\u{301}s", 4), "Cafe\u{301}", "a mark stays on its letter");
    }

    proptest! {
        #[test]
        fn a_start_is_cut_between_letters_as_they_are_read(text in "[a-z é\u{301}한\u{200d}]{0,12}", cells in 0usize..12) {
            let mut fits = 0;
            let all = text.graphemes(true).take_while(|of| { fits += width(of); fits <= cells });
            let wanted: String = all.collect();
            let got = start(&text, cells);
            prop_assert!(text.starts_with(got));
            let is_joiner = ['\u{200c}', '\u{200d}'];
            prop_assert_eq!(got.trim_end_matches(is_joiner), wanted.trim_end_matches(is_joiner));
        }

        #[test]
        fn nothing_is_wider_than_its_cells(text in any::<String>(), cells in 0usize..40) {
            let text = clean(&text);
            prop_assert!(width(&fit(&text, cells)) <= cells);
            for line in wrap(&text, cells) {
                prop_assert!(width(&line) <= cells, "{:?}", line);
            }
        }
    }
}
