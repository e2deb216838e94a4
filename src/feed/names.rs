//! Names: what many rows share is kept once, and a row keeps its number.

use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use xxhash_rust::xxh3;

use super::weighed::Weighed;

/// A sum of 128 bits (XXH3) over the cells that a value was read from. It stands for them: among the
/// most names a feed can have, two share one with a chance of one in 10^21.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct NameKey(pub(super) u128);

impl NameKey {
    /// The sum over one cell more. Each half of what it was before goes into both halves of what it
    /// is then, so that where a cell ends counts too.
    #[inline]
    pub fn and(self, cell: &[u8]) -> NameKey {
        NameKey(xxh3::xxh3_128_with_seed(cell, self.0 as u64) ^ self.0.rotate_left(64))
    }
}

/// Odd, and without a pattern in its bits (those of the golden ratio).
const SPREAD: u128 = 0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835;

impl NameKey {
    /// The sum over one cell more, of which a sum is known: each of these goes into all higher bits, and
    /// by the exchange of the halves into the others with the next.
    #[inline]
    pub fn with(self, cell: u128) -> NameKey {
        NameKey((self.0.rotate_left(64) ^ cell).wrapping_mul(SPREAD))
    }
}

/// A key is a hash already.
#[derive(Clone, Default)]
pub struct AsItIs(u64);

impl Hasher for AsItIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = xxh3::xxh3_64_with_seed(bytes, self.0);
    }

    fn write_u128(&mut self, key: u128) {
        self.0 = key as u64;
    }
}

/// Different values, numbered in the order in which they came.
#[derive(Clone, Debug)]
pub struct Names<T> {
    list: Vec<T>,
    numbers: HashMap<NameKey, u32, BuildHasherDefault<AsItIs>>,
    /// The one asked for last: rows of a day mostly stand together.
    last: Option<(NameKey, u32)>,
    /// Bytes that the values have on the heap beside themselves.
    beside: usize,
}

impl<T> Default for Names<T> {
    fn default() -> Self {
        Names { list: Vec::new(), numbers: HashMap::default(), last: None, beside: 0 }
    }
}

impl<T: Weighed> Names<T> {
    /// The number of what stands for this key; `read` reads it the first time.
    pub(super) fn number(&mut self, key: NameKey, read: impl FnOnce() -> T) -> u32 {
        if let Some((_, number)) = self.last.filter(|(last, _)| *last == key) {
            return number;
        }
        // Fewer names than rows, and those are fewer than 2^32.
        let next = u32::try_from(self.list.len()).unwrap_or(u32::MAX);
        let number = *self.numbers.entry(key).or_insert(next);
        if number == next {
            let value = read();
            self.beside += value.weight();
            self.list.push(value);
        }
        self.last = Some((key, number));
        number
    }
}

impl<T> Names<T> {
    /// How many bytes they take, with the table in which they are looked up.
    pub(super) fn weight(&self) -> usize {
        // A table is never filled to more than seven eighths, and has a byte for each place.
        let places = self.numbers.capacity() * 8 / 7;
        let table = places * (size_of::<(NameKey, u32)>() + 1);
        table + self.list.capacity() * size_of::<T>() + self.beside
    }

    /// Every value once, in the order in which they came; a number is a position in it.
    pub fn list(&self) -> &[T] {
        &self.list
    }

    /// The same, to be changed in place.
    pub(super) fn list_mut(&mut self) -> &mut [T] {
        &mut self.list
    }

    /// The value of a number; `None` for a number that was never given out.
    pub fn get(&self, number: u32) -> Option<&T> {
        self.list.get(number as usize)
    }

    /// Each with its key, in the order of their numbers.
    pub(super) fn keyed(&self) -> impl ExactSizeIterator<Item = (NameKey, &T)> {
        let mut keys: Vec<(u32, NameKey)> =
            self.numbers.iter().map(|(key, n)| (*n, *key)).collect();
        keys.sort_unstable_by_key(|(number, _)| *number);
        keys.into_iter().map(|(_, key)| key).zip(&self.list)
    }
}

/// Names as they came.
pub(super) type Fresh<T> = Vec<(NameKey, T)>;

impl<T: Weighed> Names<T> {
    /// Takes names in that another numbered one after another; adds the number that each has here.
    pub(super) fn take_in(&mut self, fresh: Fresh<T>, numbers: &mut Vec<u32>) {
        numbers.extend(fresh.into_iter().map(|(key, value)| self.number(key, || value)));
    }
}

/// The names with their keys, in the order of their numbers.
impl<T: Serialize> Serialize for Names<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(self.keyed().map(|(key, value)| (key.0.to_le_bytes(), value)))
    }
}

impl<'de, T: Deserialize<'de> + Weighed> Deserialize<'de> for Names<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let mut names = Names::default();
        for (key, value) in Vec::<([u8; 16], T)>::deserialize(from)? {
            let next = names.list.len();
            if names.number(NameKey(u128::from_le_bytes(key)), || value) as usize != next {
                return Err(D::Error::custom("the same name twice"));
            }
        }
        Ok(names)
    }
}
