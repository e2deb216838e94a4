//! Text of scripts that run from right to left, in the order in which it is read from left to right
//! (Unicode's bidirectional algorithm, UAX 9), its letters joined: for terminals that put one cell
//! behind the other as they come. What is cut or aligned was so before, in the order of its letters.

use std::{borrow::Cow, sync::LazyLock};

use ar_reshaper::{
    ArabicReshaper,
    config::{Language, LigaturesFlags, ReshaperConfig},
    prelude::LigatureNames,
};
use unicode_bidi::{BidiClass, BidiInfo, Level, bidi_class};
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

use super::width;

/// Who puts text that runs from right to left in order.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Bidi {
    /// The board, unless the terminal is known to do it by itself.
    #[default]
    Auto,
    /// The board.
    On,
    /// The terminal.
    Off,
}

impl Bidi {
    /// All of them, as they are listed.
    pub const ALL: [Bidi; 3] = [Bidi::Auto, Bidi::On, Bidi::Off];

    /// As it is written in the settings.
    pub fn name(self) -> &'static str {
        match self {
            Bidi::Auto => "auto",
            Bidi::On => "on",
            Bidi::Off => "off",
        }
    }

    /// The one of that name.
    pub fn from_name(name: &str) -> Option<Bidi> {
        Bidi::ALL.into_iter().find(|bidi| bidi.name() == name)
    }
}

/// Joins letters as Arabic, Persian and Urdu do. Of ligatures only that of lam and alef, which no text
/// is without.
static JOINED: LazyLock<ArabicReshaper> = LazyLock::new(|| {
    let mut config = ReshaperConfig::new(Language::Arabic, LigaturesFlags::default());
    config.support_ligatures = true;
    // A sign as wide as a word has no room in a cell.
    config.update_ligature(LigatureNames::ARABIC_LIGATURE_ALLAH, false);
    config.delete_harakat = false;
    config.delete_tatweel = false;
    config.shift_harakat_position = false;
    config.support_zwj = true;
    ArabicReshaper::new(config)
});

/// The text as its cells stand from left to right, as many as before.
pub fn as_read(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_right_to_left) {
        return Cow::Borrowed(text);
    }
    let marked = with_marks(text);
    let joined = joined(&marked);
    let info = BidiInfo::new(&joined, Some(Level::ltr()));
    let mut read = String::with_capacity(joined.len());
    for paragraph in &info.paragraphs {
        let (levels, runs) = info.visual_runs(paragraph, paragraph.range.clone());
        for run in runs {
            if levels[run.start].is_rtl() {
                read.extend(joined[run].graphemes(true).rev().map(mirrored));
            } else {
                read.push_str(&joined[run]);
            }
        }
    }
    read.retain(|sign| sign != RIGHT_TO_LEFT_MARK);
    // Two letters that became one leave a cell.
    let left = width(text).saturating_sub(width(&read));
    read.push_str(&" ".repeat(left));
    Cow::Owned(read)
}

/// What stands at the end of what was cut.
const CUT: char = '…';
const RIGHT_TO_LEFT_MARK: char = '\u{200f}';

fn is_right_to_left(letter: char) -> bool {
    letter >= '\u{590}' && matches!(bidi_class(letter), BidiClass::R | BidiClass::AL)
}

/// What says that the end of a text was cut off stands where the text ends.
fn with_marks(text: &str) -> Cow<'_, str> {
    if !text.contains(CUT) {
        return Cow::Borrowed(text);
    }
    let mut marked = String::with_capacity(text.len() + RIGHT_TO_LEFT_MARK.len_utf8());
    let mut last = None;
    for letter in text.chars() {
        marked.push(letter);
        if letter == CUT && last.is_some_and(is_right_to_left) {
            marked.push(RIGHT_TO_LEFT_MARK);
        }
        last = (!is_combining_mark(letter)).then_some(letter).or(last);
    }
    Cow::Owned(marked)
}

/// The text with its letters joined. What stands before the first letter joins nothing.
fn joined(text: &str) -> String {
    let begins = text.find(|letter| !is_combining_mark(letter)).unwrap_or(text.len());
    let (before, rest) = text.split_at(begins);
    format!("{before}{}", JOINED.reshape(rest))
}

/// What opens from the left opens from the right.
fn mirrored(sign: &str) -> &str {
    match sign {
        "(" => ")",
        ")" => "(",
        "[" => "]",
        "]" => "[",
        "{" => "}",
        "}" => "{",
        "<" => ">",
        ">" => "<",
        "«" => "»",
        "»" => "«",
        "‹" => "›",
        "›" => "‹",
        sign => sign,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn arabic_is_joined_and_runs_from_right_to_left() {
        // Aleppo: three letters in their first, middle and last form, from the last to the first.
        assert_eq!(as_read("حلب"), "\u{fe90}\u{fee0}\u{fea3}");
        // Lam and alef are one sign; its cell is left behind it.
        assert_eq!(as_read("لا"), "\u{fefb} ");
        assert_eq!(as_read("الله").chars().count(), 4);
        assert_eq!(as_read("near Ariha"), "near Ariha");
    }

    #[test]
    fn hebrew_numbers_and_brackets_stand_as_they_are_read() {
        assert_eq!(as_read("אבג 12 דה"), "הד 12 גבא");
        assert_eq!(as_read("killed 3: אבג"), "killed 3: גבא");
        assert_eq!(as_read("אב (גד)"), "(דג) בא");
        assert_eq!(as_read("12 אבג"), "12 גבא");
    }

    #[test]
    fn what_was_cut_is_cut_where_it_ends() {
        assert_eq!(as_read("אבג…"), "…גבא");
        assert_eq!(as_read("Ari…"), "Ari…");
        assert_eq!(as_read("אבג…   "), "…גבא   ");
    }

    #[test]
    fn marks_stay_on_their_letters() {
        assert_eq!(as_read("שָׁלוֹם"), "םוֹלשָׁ");
        assert_eq!(as_read("\u{64e}א"), "\u{64e}א");
    }

    proptest! {
        #[test]
        fn cells_stay_as_many_and_nothing_panics(text in "[א-תا-ي\u{64b}-\u{652}0-9a-z ().…\u{200d}\u{640}-]{0,24}") {
            prop_assert_eq!(width(&as_read(&text)), width(&text));
        }

        #[test]
        fn any_text_can_be_read(text in "\\PC{0,40}") {
            let _ = as_read(&text);
        }
    }
}
