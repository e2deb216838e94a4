//! What is wrong with a file, and where.

use super::{Clean, Spot};

/// How much it matters. Only errors make `check` fail; notes are findings about the sources.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Severity {
    /// The file says something that cannot be kept: `check` fails, and the record or key is left
    /// out.
    Error,
    /// It is kept, but is probably not what was meant.
    Warning,
    /// A finding about the sources, such as a contradiction that they leave standing.
    Note,
}

impl Severity {
    /// As the list of problems and its JSON name it: `error`, `warning` or `note`.
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
    /// The first byte, from 0.
    pub start: usize,
    /// The byte behind the last.
    pub end: usize,
}

/// A stable name for one sort of problem, such as `unknown-key`.
pub type Code = &'static str;

/// One problem, ready to be shown: all its text is clean.
#[derive(Clone, PartialEq, Debug)]
pub struct Problem {
    /// Whether it makes `check` fail.
    pub severity: Severity,
    /// Its sort, for scripts that filter or count problems.
    pub code: Code,
    /// What is wrong, in one sentence.
    pub message: Clean,
    /// What to write instead; `None` where nothing better than the message can be said.
    pub hint: Option<Clean>,
    /// The stretch of the text that it is about.
    pub span: Span,
    /// Where that stretch begins, as editors count lines and columns.
    pub spot: Spot,
    /// The source line and, in characters from 0, the stretch under which the caret stands.
    pub line: Clean,
    /// The first character of that stretch within `line`, and the one behind its last.
    pub caret: (usize, usize),
}
