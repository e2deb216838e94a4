//! Digits of other scripts.

use std::borrow::Cow;

/// A text with Arabic-Indic digits and signs written as western ones.
pub(super) fn western(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let sign = |c: char| match c {
        '\u{660}'..='\u{669}' => char::from_digit(c as u32 - 0x660, 10).unwrap_or(c),
        '\u{6f0}'..='\u{6f9}' => char::from_digit(c as u32 - 0x6f0, 10).unwrap_or(c),
        '\u{66b}' => '.',
        '\u{66c}' => ',',
        '\u{2212}' => '-',
        '\u{2019}' => '\'',
        other => other,
    };
    Cow::Owned(text.chars().map(sign).collect())
}
