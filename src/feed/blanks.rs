//! Blanks around a text, which most texts have not.

/// A text without the blanks around it, of which most have none.
#[inline]
pub(super) fn trimmed(text: &str) -> &str {
    let is_letter = |b: Option<&u8>| b.is_none_or(|b| b.is_ascii_graphic());
    let bytes = text.as_bytes();
    if is_letter(bytes.first()) && is_letter(bytes.last()) { text } else { text.trim() }
}
