//! Cells: bytes of a record, as one library or the other hands them over, and what is read from them.

use std::borrow::Cow;

use super::{
    ColumnStep, Deaths,
    blanks::trimmed,
    digits::western,
    names::NameKey,
    seen::{PointSign, Seen},
};
use crate::model::{Count, MOST, counts};

/// The cells of one record.
pub(super) trait Cells {
    /// How many there are.
    fn count(&self) -> usize;
    /// One of them, without its quotes.
    fn cell(&self, n: usize) -> Option<Cow<'_, [u8]>>;
    /// A key with one of them: whatever tells it from others.
    #[inline]
    fn keyed(&self, key: NameKey, n: usize) -> NameKey {
        key.and(&self.cell(n).unwrap_or_default())
    }
    /// Whether some were not asked for.
    fn is_partial(&self) -> bool {
        false
    }
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

/// A row of columns.
pub(super) struct ColumnRow<'a> {
    pub step: &'a ColumnStep,
    pub row: usize,
    /// Whether only some columns were asked for.
    pub is_partial: bool,
}

impl Cells for ColumnRow<'_> {
    fn count(&self) -> usize {
        self.step.width()
    }

    #[inline]
    fn cell(&self, n: usize) -> Option<Cow<'_, [u8]>> {
        self.step.cell(n, self.row)
    }

    /// What is kept once was summed once, and a number is told from others without being written out.
    #[inline]
    fn keyed(&self, key: NameKey, n: usize) -> NameKey {
        key.with(self.step.key(n, self.row))
    }

    fn is_partial(&self) -> bool {
        self.is_partial
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
    let Some(first) = cell.bytes().next() else { return true };
    // No other byte begins one of the words.
    let may_be = matches!(first, b'N' | b'n' | b'#' | b'<' | b'-' | b'\\' | b'?' | 0xe2);
    may_be && cell.len() <= 4 && MISSING.contains(&cell)
}

/// A cell that should hold a whole number of people and does not.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct NoNumber;

/// People as a cell counts them, `None` where it says nothing: `1,200`, `1 200` and `1'200` are 1200,
/// `12.0` is 12, `12+` at least 12, and what a count of a scenario may be is understood too. What it
/// shows of the column is added to `seen`.
pub(super) fn count(
    text: &str,
    point: PointSign,
    seen: &mut Seen,
) -> Result<Option<Deaths>, NoNumber> {
    let text = trimmed(text);
    if is_missing(text) {
        return Ok(None);
    }
    if text.len() <= 12 && text.bytes().all(|b| b.is_ascii_digit()) {
        *seen |= Seen::PLAIN;
        return exactly(text).map(Some).ok_or(NoNumber);
    }
    let text = western(text);
    let digits = text.strip_suffix('+').unwrap_or(&text).trim_end();
    let whole = whole(digits, point, seen).ok_or(NoNumber)?;
    if digits.len() < text.len() {
        let low = exactly(&whole).ok_or(NoNumber)?.low;
        return Ok(Some(Deaths { low, ..Deaths::default() }));
    }
    let count = counts::read(&whole).ok().filter(|count| count.decimals.is_none());
    let Count { low, best, high, .. } = count.ok_or(NoNumber)?;
    let is_stated = low.or(best).or(high).is_some();
    Ok(is_stated.then_some(Deaths { low, best, high }))
}

fn exactly(digits: &str) -> Option<Deaths> {
    let count = digits.parse().ok().filter(|count| *count <= MOST);
    count.map(Deaths::exactly)
}

/// A number without the points that part its thousands, and without decimals that are zero; `None`
/// where it is none of people, or where nobody can say how many it is.
fn whole<'a>(text: &'a str, point: PointSign, seen: &mut Seen) -> Option<Cow<'a, str>> {
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let parts: Vec<&str> = text.split('.').collect();
    let is_number = parts.iter().all(|part| part.split(',').all(is_digits));
    if parts.len() == 1 || !is_number {
        let zeros = text.strip_suffix(",0").or_else(|| text.strip_suffix(",00"));
        return Some(Cow::Borrowed(zeros.unwrap_or(text)));
    }
    let last = parts.last()?;
    let is_zero = last.bytes().all(|b| b == b'0');
    let is_grouped = parts[1..].iter().all(|part| part.len() == 3);
    let decimals = || Some(Cow::Owned(parts[0].to_owned()));
    match (parts.len(), last.len()) {
        (2, 1 | 2) if is_zero => {
            *seen |= Seen::DECIMALS;
            decimals()
        }
        (2, 3) if is_zero => {
            *seen |= Seen::THREE_ZEROS;
            match point {
                PointSign::Thousands => Some(Cow::Owned(parts.concat())),
                PointSign::Decimals => decimals(),
                PointSign::Unknown => None,
            }
        }
        _ if is_grouped && parts[0].len() <= 3 && point != PointSign::Decimals => {
            *seen |= Seen::THOUSANDS;
            Some(Cow::Owned(parts.concat()))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, point: PointSign) -> Result<Option<Deaths>, NoNumber> {
        count(text, point, &mut Seen::default())
    }

    #[test]
    fn people_are_counted_in_every_writing_or_not_at_all() {
        let exactly = |n| Ok(Some(Deaths::exactly(n)));
        for (text, wanted) in [
            (" 12 ", 12),
            ("1,200", 1200),
            ("1 200", 1200),
            ("1\u{202f}200", 1200),
            ("1'200", 1200),
            ("1’200", 1200),
            ("1.200", 1200),
            ("1.234.567", 1_234_567),
            ("12.0", 12),
            ("12,00", 12),
            ("\u{661}\u{662}", 12),
            ("1,234,567", 1_234_567),
            ("2 million", 2_000_000),
        ] {
            assert_eq!(read(text, PointSign::Unknown), exactly(wanted), "{text}");
        }
        for text in ["", "NA", "N/A", "NULL", "-", "nan", "unknown"] {
            assert_eq!(read(text, PointSign::Unknown), Ok(None), "{text}");
        }
        let bounds = |low, high| Ok(Some(Deaths { low, best: None, high }));
        assert_eq!(read("12+", PointSign::Unknown), bounds(Some(12), None));
        assert_eq!(read("12-15", PointSign::Unknown), bounds(Some(12), Some(15)));
        assert_eq!(read("at least 5", PointSign::Unknown), bounds(Some(5), None));
        for no in ["1.5", "-3", "1,2", "1e9", "1.000", ",", ".0", "9999999999999999", "1.2000", "+"]
        {
            assert_eq!(read(no, PointSign::Unknown), Err(NoNumber), "{no}");
        }
        assert_eq!(read("1.000", PointSign::Thousands), exactly(1000));
        assert_eq!(read("1.000", PointSign::Decimals), exactly(1));
        assert_eq!(read("1.200", PointSign::Decimals), Err(NoNumber));
    }
}
