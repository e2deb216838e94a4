//! Names: what many rows share is kept once, and a row keeps its number.

use std::collections::HashMap;

use foldhash::fast::RandomState;

/// Different values, numbered in the order in which they came, found by the bytes they were read
/// from.
#[derive(Clone, Debug)]
pub struct Names<T> {
    list: Vec<T>,
    numbers: HashMap<Box<[u8]>, u32, RandomState>,
}

impl<T> Default for Names<T> {
    fn default() -> Self {
        Names { list: Vec::new(), numbers: HashMap::default() }
    }
}

impl<T> Names<T> {
    /// The number of what stands for these bytes; `read` reads it the first time.
    pub fn number(&mut self, bytes: &[u8], read: impl FnOnce() -> T) -> u32 {
        if let Some(number) = self.numbers.get(bytes) {
            return *number;
        }
        // Fewer names than rows, and those are fewer than 2^32.
        let number = u32::try_from(self.list.len()).unwrap_or(u32::MAX);
        self.numbers.insert(bytes.into(), number);
        self.list.push(read());
        number
    }

    pub fn list(&self) -> &[T] {
        &self.list
    }

    pub fn get(&self, number: u32) -> Option<&T> {
        self.list.get(number as usize)
    }
}

impl<T> Names<T> {
    /// Each with the bytes it was read from, in the order of their numbers.
    pub(super) fn keyed(&self) -> Vec<(&[u8], &T)> {
        let mut keys: Vec<(u32, &[u8])> =
            self.numbers.iter().map(|(key, number)| (*number, key.as_ref())).collect();
        keys.sort_unstable_by_key(|(number, _)| *number);
        keys.into_iter().map(|(_, key)| key).zip(&self.list).collect()
    }
}

/// Names as they came, with the bytes they were read from.
pub(super) type Fresh<T> = Vec<(Box<[u8]>, T)>;

impl<T> Names<T> {
    /// Takes names in that another numbered one after another; adds the number that each has here.
    pub(super) fn take_in(&mut self, fresh: Fresh<T>, numbers: &mut Vec<u32>) {
        numbers.extend(fresh.into_iter().map(|(bytes, value)| self.number(&bytes, || value)));
    }
}
