//! Texts of a column of which many rows share few: a file keeps each in a dictionary, and whoever reads
//! it is handed the same bytes for every row that has it. What is to be known of a text is worked out
//! once, and found again by where its bytes lie.

use std::{collections::HashMap, sync::Arc};

use memchr::memmem::Finder;
use parquet::data_type::ByteArray;
use xxhash_rust::xxh3;

/// Texts that are kept at most; a column with more of them is read as it stands.
const MOST: usize = 1 << 16;
/// The number of the text of a row that has none.
const NONE: u32 = 0;

/// The texts that a column was found to have. As long as they are kept, no other bytes can lie where
/// theirs do.
#[derive(Clone, Debug)]
pub struct KnownTexts {
    numbers: HashMap<(usize, usize), u32>,
    texts: Arc<Vec<KnownText>>,
    /// Whether hardly any text was found again.
    is_various: bool,
}

#[derive(Clone, Debug)]
struct KnownText {
    /// Empty where the bytes are no text.
    bytes: ByteArray,
    key: u128,
    is_lost: bool,
}

/// Texts of some rows.
#[derive(Debug)]
pub struct NamedValues {
    texts: Arc<Vec<KnownText>>,
    numbers: Vec<u32>,
    /// Bytes of the texts, as often as they are named.
    pub size: usize,
    /// Rows whose bytes are no text.
    pub lost: u64,
}

/// A sum over a text, the same wherever it is read.
pub fn text_key(text: &[u8]) -> u128 {
    xxh3::xxh3_128(text)
}

impl Default for KnownTexts {
    fn default() -> Self {
        let none = KnownText { bytes: Vec::new().into(), key: text_key(&[]), is_lost: false };
        KnownTexts { numbers: HashMap::new(), texts: Arc::new(vec![none]), is_various: false }
    }
}

impl KnownTexts {
    /// Whether the next rows of the column are better read as they stand.
    pub fn is_various(&self) -> bool {
        self.is_various
    }

    /// Takes the texts of some rows in; `has_value` says which rows have one.
    pub fn take(
        &mut self,
        values: &[ByteArray],
        has_value: impl Iterator<Item = bool>,
    ) -> NamedValues {
        let before = self.texts.len();
        let mut named =
            NamedValues { texts: Arc::default(), numbers: Vec::new(), size: 0, lost: 0 };
        let mut values = values.iter();
        let mut last: Option<((usize, usize), u32)> = None;
        for has_value in has_value {
            let number = match if has_value { values.next() } else { None } {
                None => NONE,
                Some(value) => {
                    let bytes = value.data();
                    let place = (bytes.as_ptr() as usize, bytes.len());
                    match last.filter(|(known, _)| *known == place) {
                        Some((_, number)) => number,
                        None => {
                            let number = self.number(place, value);
                            last = Some((place, number));
                            number
                        }
                    }
                }
            };
            let text = &self.texts[number as usize];
            named.size += text.bytes.len();
            named.lost += u64::from(text.is_lost);
            named.numbers.push(number);
        }
        let new = self.texts.len() - before;
        self.is_various = new > named.numbers.len() / 2 || self.texts.len() > MOST;
        named.texts = self.texts.clone();
        named
    }

    fn number(&mut self, place: (usize, usize), value: &ByteArray) -> u32 {
        if place.1 == 0 {
            return NONE;
        }
        let next = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        let number = *self.numbers.entry(place).or_insert(next);
        if number == next {
            let is_lost = std::str::from_utf8(value.data()).is_err();
            // Also of what is lost the bytes are kept, so that nothing else comes to lie there.
            let key = text_key(if is_lost { &[] } else { value.data() });
            Arc::make_mut(&mut self.texts).push(KnownText { bytes: value.clone(), key, is_lost });
        }
        number
    }
}

impl KnownText {
    fn text(&self) -> &[u8] {
        if self.is_lost { &[] } else { self.bytes.data() }
    }
}

impl NamedValues {
    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.numbers.len()
    }

    fn of(&self, row: usize) -> Option<&KnownText> {
        self.texts.get(*self.numbers.get(row)? as usize)
    }

    /// The text of a row; empty where it has none.
    #[inline]
    pub fn get(&self, row: usize) -> &[u8] {
        self.of(row).map_or(&[], KnownText::text)
    }

    /// A sum over the text of a row.
    #[inline]
    pub fn key(&self, row: usize) -> u128 {
        self.of(row).map_or_else(|| text_key(&[]), |text| text.key)
    }

    /// The rows in whose text some other stands.
    pub fn rows_with(&self, finder: &Finder) -> impl Iterator<Item = usize> {
        let has: Vec<bool> =
            self.texts.iter().map(|text| finder.find(text.text()).is_some()).collect();
        let rows = self.numbers.iter().enumerate();
        rows.filter(move |(_, number)| has[**number as usize]).map(|(row, _)| row)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(of: &[&str]) -> Vec<ByteArray> {
        of.iter().map(|text| ByteArray::from(*text)).collect()
    }

    #[test]
    fn rows_have_the_texts_that_they_were_given() {
        let dictionary = texts(&["Ariha", "Jisr", ""]);
        let rows = [0, 1, 0, 0, 2, 1].map(|n: usize| dictionary[n].clone());
        let mut known = KnownTexts::default();
        let has = [true, true, false, true, true, true, true].into_iter();
        let named = known.take(&rows, has);
        let told: Vec<&[u8]> = (0..named.len()).map(|row| named.get(row)).collect();
        let wanted: [&[u8]; 7] = [b"Ariha", b"Jisr", b"", b"Ariha", b"Ariha", b"", b"Jisr"];
        assert_eq!(told, wanted);
        assert_eq!((named.size, named.lost), (5 * 3 + 4 * 2, 0));
        assert!((0..7).all(|row| named.key(row) == text_key(wanted[row])));
        let with = named.rows_with(&Finder::new("is")).collect::<Vec<_>>();
        assert_eq!(with, [1, 6]);
        assert!(!known.is_various());
    }

    #[test]
    fn a_column_in_which_each_row_says_something_else_is_left_to_others() {
        let rows: Vec<ByteArray> =
            (0..100).map(|n| ByteArray::from(format!("{n}").as_str())).collect();
        let mut known = KnownTexts::default();
        let named = known.take(&rows, std::iter::repeat_n(true, 100));
        assert_eq!(named.get(99), b"99");
        assert!(known.is_various());
    }

    #[test]
    fn bytes_that_are_no_text_are_counted_row_by_row() {
        let rows = vec![ByteArray::from(vec![0xff, 0xfe]); 3];
        let named = KnownTexts::default().take(&rows, std::iter::repeat_n(true, 3));
        assert_eq!((named.lost, named.get(1)), (3, &b""[..]));
        assert_eq!(named.key(2), text_key(b""));
    }
}
