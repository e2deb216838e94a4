//! Names that records call each other by.

use std::{fmt, sync::Arc};

/// Words that no record may take as its id, since references give them a meaning of their own.
pub const RESERVED: &[&str] = &[
    "patrols",
    "desk",
    "unknown",
    "any",
    "civilians",
    "combatants",
    "others",
    "total",
    "low",
    "best",
    "high",
    "words",
];

/// The id of a record: lower-case letters, digits and `-`; cheap to clone.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(Arc<str>);

impl Id {
    /// `None` when `text` has a character that an id may not have, or none at all.
    pub fn new(text: &str) -> Option<Self> {
        let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        (!text.is_empty() && text.chars().all(fits)).then(|| Id(text.into()))
    }

    /// The nearest id to any text: folded to lower case, other characters become `-`.
    pub fn from_words(text: &str) -> Option<Self> {
        let mut id = String::new();
        for c in text.chars().flat_map(char::to_lowercase) {
            if c.is_ascii_alphanumeric() {
                id.push(c);
            } else if !id.is_empty() && !id.ends_with('-') {
                id.push('-');
            }
        }
        Id::new(id.trim_end_matches('-'))
    }

    /// The id as files write it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The same as words: `no ground` for `no-ground`.
    pub fn in_words(&self) -> String {
        self.0.replace('-', " ")
    }

    /// This desk's own voice.
    pub fn desk() -> Self {
        Id("desk".into())
    }

    /// The joint patrols as a whole, in the key that says what a status is of.
    pub fn patrols() -> Self {
        Id("patrols".into())
    }

    /// Whether it means the joint patrols as a whole.
    pub fn is_patrols(&self) -> bool {
        self.as_str() == "patrols"
    }

    /// Whether it stands for somebody whom nobody names.
    pub fn is_unknown(&self) -> bool {
        self.as_str() == "unknown"
    }

    /// Whether it stands for people whom no actor is.
    pub fn is_people(&self) -> bool {
        matches!(self.as_str(), "civilians" | "combatants" | "others")
    }

    /// Whether it is this desk's own voice.
    pub fn is_desk(&self) -> bool {
        self.as_str() == "desk"
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::borrow::Borrow<str> for Id {
    fn borrow(&self) -> &str {
        self.as_str()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_lower_case_letters_digits_and_dashes() {
        assert!(Id::new("patrol-24").is_some());
        for wrong in ["", "Patrol", "a b", "a_b", "é", "a\u{1b}"] {
            assert!(Id::new(wrong).is_none(), "{wrong:?}");
        }
    }

    #[test]
    fn words_become_the_nearest_id() {
        assert_eq!(Id::from_words("Ain Al-Hour (end)").unwrap().as_str(), "ain-al-hour-end");
        assert!(Id::from_words("عين").is_none());
    }
}
