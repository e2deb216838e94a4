//! What a word says of a key.

use crate::model::Value;

/// A value with the word that carries it.
#[derive(Clone, Copy, Debug)]
pub struct Said<'a> {
    /// The value as its author wrote it and what it means.
    pub value: &'a Value,
    /// Position in the record's words; 0 is its own.
    pub word: usize,
}
