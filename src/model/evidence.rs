//! Evidence: a file beside the scenario that bears out what a word says.

use super::{Clean, EvidenceKind, When};

/// A file in the scenario's folder, known by its content.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// Where it is, from the scenario's folder: `evidence/khiam.jpg`.
    pub file: Clean,
    /// SHA-256 of its bytes in 64 hexadecimal digits, the letters small.
    pub sha256: Clean,
    /// What it is.
    pub kind: EvidenceKind,
    /// Who made it, in words; `None` where nobody says.
    pub by: Option<Clean>,
    /// When it was made; `None` where nobody says.
    pub taken: Option<When>,
    /// Where it was found.
    pub url: Option<Clean>,
    /// Where a copy of that is kept by an archive.
    pub archived: Option<Clean>,
    /// Whether it never leaves the desk.
    pub is_private: bool,
    /// The author's own remark.
    pub note: Option<Clean>,
    /// The line of the scenario on which the name of the file stands, from 1.
    pub line: u32,
    /// The column there, from 1, in characters.
    pub column: u32,
}

/// Digits of a hash that tell files apart at a glance.
const FIRST_DIGITS: usize = 8;

impl Evidence {
    /// The first digits of its hash.
    pub fn first_digits(&self) -> &str {
        self.sha256.get(..FIRST_DIGITS).unwrap_or(&self.sha256)
    }
}

impl Eq for Evidence {}

/// The same evidence wherever it stands in the file.
impl PartialEq for Evidence {
    fn eq(&self, other: &Self) -> bool {
        let Evidence {
            file,
            sha256,
            kind,
            by,
            taken,
            url,
            archived,
            is_private,
            note,
            line: _,
            column: _,
        } = self;
        let said = (&other.file, &other.sha256, other.kind, &other.by, &other.taken);
        let more = (&other.url, &other.archived, other.is_private, &other.note);
        (file, sha256, *kind, by, taken) == said && (url, archived, *is_private, note) == more
    }
}
