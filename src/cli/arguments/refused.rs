//! What is said of arguments that are none.

use clap::{
    builder::StyledStr,
    error::{ContextKind, ContextValue},
};

use crate::{
    format,
    model::{Refusal, clean},
};

/// What the parser says of the arguments, with nothing of theirs in it that a terminal would obey.
pub(in crate::cli) fn cleaned(mut error: clap::Error) -> clap::Error {
    let styled = |text: &StyledStr| StyledStr::from(clean(&text.to_string()));
    let cleaned = |kind: ContextKind, value: &ContextValue| match value {
        ContextValue::String(text) => ContextValue::String(clean(text)),
        ContextValue::Strings(texts) => {
            ContextValue::Strings(texts.iter().map(|text| clean(text)).collect())
        }
        // Usage is of the program's own words, over several lines.
        ContextValue::StyledStr(text) if kind != ContextKind::Usage => {
            ContextValue::StyledStr(styled(text))
        }
        ContextValue::StyledStrs(texts) => {
            ContextValue::StyledStrs(texts.iter().map(styled).collect())
        }
        other => other.clone(),
    };
    let context: Vec<_> =
        error.context().map(|(kind, value)| (kind, cleaned(kind, value))).collect();
    for (kind, value) in context {
        error.insert(kind, value);
    }
    error
}

/// What is said of a name that nothing has.
pub(in crate::cli) fn told_names(name: &str, what: &str, names: Vec<&str>) -> Refusal {
    Refusal::hinted(format!("no {what} is called `{name}`"), format::hint(name, names))
}
