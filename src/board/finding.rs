//! What is found in a scenario as a whole.

use crate::model::{Clean, Code, Entry, Key, Severity, Spot};

/// One finding, at the key it is about.
#[derive(Clone, PartialEq, Debug)]
pub struct Finding {
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, as a word that scripts can rely on.
    pub code: Code,
    /// The key that is marked.
    pub key: Key,
    /// Where the record or the word with that key stands in the scenario.
    pub spot: Spot,
    /// What is wrong, in one sentence.
    pub message: Clean,
    /// What to do instead; `None` where nothing can be advised.
    pub hint: Option<Clean>,
}

impl Finding {
    /// What a careful editor notes of a value: nothing is wrong with the file.
    pub(super) fn note(code: Code, entry: &Entry, message: String, hint: &str) -> Finding {
        Finding {
            severity: Severity::Note,
            code,
            key: entry.key,
            spot: entry.spot,
            message: message.into(),
            hint: Some(Clean::from(hint)),
        }
    }
}
