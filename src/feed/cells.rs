//! Cells: bytes of a record, as one library or the other hands them over, and what is read from them.

use std::borrow::Cow;

/// The cells of one record.
pub(super) trait Cells {
    /// How many there are.
    fn count(&self) -> usize;
    /// One of them, without its quotes.
    fn cell(&self, n: usize) -> Option<Cow<'_, [u8]>>;
}

impl Cells for simd_csv::ZeroCopyByteRecord<'_> {
    fn count(&self) -> usize {
        self.len()
    }

    #[inline]
    fn cell(&self, n: usize) -> Option<Cow<'_, [u8]>> {
        self.unescape(n)
    }
}

impl Cells for csv::ByteRecord {
    fn count(&self) -> usize {
        self.len()
    }

    fn cell(&self, n: usize) -> Option<Cow<'_, [u8]>> {
        self.get(n).map(Cow::Borrowed)
    }
}

/// Text of a cell: UTF-8, else Latin-1, in which every byte is a character; and whether it was that.
pub(super) fn text(bytes: &[u8]) -> (Cow<'_, str>, bool) {
    match std::str::from_utf8(bytes) {
        Ok(text) => (Cow::Borrowed(text), false),
        Err(_) => (Cow::Owned(bytes.iter().copied().map(char::from).collect()), true),
    }
}

/// Words that programs and people write where nothing is known.
const MISSING: &[&str] = &[
    "NA", "N/A", "n/a", "N/a", "na", "n.a.", "N.A.", "#N/A", "#NA", "<NA>", "NULL", "null", "Null",
    "NaN", "nan", "NAN", "-NaN", "-nan", "None", "none", "NONE", "nil", "-", "--", "---", "–", "—",
    "\\N", "?",
];

/// Whether a cell says nothing, in whatever word.
#[inline]
pub(super) fn is_missing(cell: &str) -> bool {
    cell.is_empty() || cell.len() <= 4 && MISSING.contains(&cell)
}

/// A cell that should hold a whole number of people and does not.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct NoNumber;

/// A whole number of people, `None` in an empty cell; `1,200` and `1 200` are 1200, and `12.0` is
/// 12.
pub(super) fn number(text: &str) -> Result<Option<u64>, NoNumber> {
    let text = text.trim();
    if is_missing(text) {
        return Ok(None);
    }
    let whole = match text.split_once('.') {
        // Three digits behind a point may be thousands.
        Some((whole, part)) if part.len() < 3 && part.bytes().all(|b| b == b'0') => whole,
        Some(_) => return Err(NoNumber),
        None => text,
    };
    let groups: Vec<&str> = whole.split([',', ' ', '\u{a0}', '\u{202f}']).collect();
    let is_grouped = groups.len() == 1 || groups.iter().skip(1).all(|group| group.len() == 3);
    let digits = groups.concat();
    let is_number = is_grouped && !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    let count =
        digits.parse().ok().filter(|count| *count <= crate::model::MOST).filter(|_| is_number);
    count.map(Some).ok_or(NoNumber)
}

/// Degrees, within `most` to either side of zero.
pub(super) fn degrees(text: &str, most: f64) -> Option<f64> {
    text.trim().parse().ok().filter(|value: &f64| value.is_finite() && value.abs() <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_whole_or_none() {
        assert_eq!(number(" 12 "), Ok(Some(12)));
        assert_eq!(number("1,200"), Ok(Some(1200)));
        assert_eq!(number("12.0"), Ok(Some(12)));
        assert_eq!(number(""), Ok(None));
        for no in ["1.5", "-3", "unknown", "1,2", "1e9", "1.000", ",", ".0", "9999999999999999"] {
            assert_eq!(number(no), Err(NoNumber), "{no}");
        }
        assert_eq!(degrees("36.61", 90.0), Some(36.61));
        assert_eq!(
            (degrees("91", 90.0), degrees("NaN", 90.0), degrees("", 90.0)),
            (None, None, None)
        );
    }
}
