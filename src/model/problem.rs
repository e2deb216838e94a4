//! What is wrong with a file, and where.

use super::{Clean, Spot};

/// How much it matters. Only errors make `check` fail; notes are findings about the sources.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Severity {
    Error,
    Warning,
    Note,
}

impl Severity {
    pub fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }
}

/// A stretch of the source text, in bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct Span {
    pub start: usize,
    pub end: usize,
}

/// A stable name for one sort of problem, such as `unknown-key`.
pub type Code = &'static str;

/// One problem, ready to be shown: all its text is clean.
#[derive(Clone, PartialEq, Debug)]
pub struct Problem {
    pub severity: Severity,
    pub code: Code,
    pub message: Clean,
    pub hint: Option<Clean>,
    pub span: Span,
    pub spot: Spot,
    /// The source line and, in characters from 0, the stretch under which the caret stands.
    pub line: Clean,
    pub caret: (usize, usize),
}
