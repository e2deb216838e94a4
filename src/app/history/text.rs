//! Texts and what is said where they cannot be changed.

use crate::format::edit::Patch;
use crate::model::Refusal;

pub(super) fn read(text: &[u8]) -> Result<&str, Refusal> {
    std::str::from_utf8(text).map_err(|_| refusal("the file is no UTF-8 text", "save it as UTF-8"))
}

pub(super) fn refusal(message: &str, hint: &str) -> Refusal {
    Refusal::new(message, hint)
}

pub(super) fn gone() -> Refusal {
    refusal("what was written is no longer there as it was written", "somebody changed it since")
}

/// The text with a change made once more, where it belongs now.
pub(super) fn made_anew(patch: &Patch, text: &str) -> Result<(String, Patch), Refusal> {
    let there = patch.inverse().rebase(text)?;
    let after = there.undo(text).ok_or_else(gone)?;
    Ok((after, there.inverse()))
}

pub(super) fn broken() -> Refusal {
    refusal("the file does not load as it is", "mend it first")
}
