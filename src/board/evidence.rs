//! Files that bear out what is said: which there are, and whether they still are what was taken in.

use super::{Board, Digest, Finding};
use crate::model::{Clean, Evidence, Key, Record, Scenario, Severity, Spot, Word};

/// What is wrong with a file of evidence.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum EvidenceFault {
    /// Nothing stands there.
    Missing,
    /// Its content is another than that which was taken in: the hash that it has now.
    Changed(Digest),
    /// A link leads out of the scenario's folder.
    Outside,
    /// What stands there is no file, or cannot be read: why.
    NoFile(Clean),
}

impl EvidenceFault {
    /// What is wrong with a file, in one sentence.
    pub fn in_words(&self, file: &Evidence) -> String {
        let name = &file.file;
        match self {
            EvidenceFault::Missing => format!("{name} is missing"),
            EvidenceFault::Changed(now) => {
                let now = now.to_string();
                let now = now.get(..8).unwrap_or_default();
                format!("{name} was changed: its hash begins {now}, not {}", file.first_digits())
            }
            EvidenceFault::Outside => format!("{name} leads out of the scenario's folder"),
            EvidenceFault::NoFile(why) => format!("{name} cannot be verified: {why}"),
        }
    }

    /// The same as a finding of `check`.
    pub(super) fn finding(&self, file: &Evidence) -> Finding {
        let (severity, code, hint) = match self {
            EvidenceFault::Missing => {
                (Severity::Error, "evidence-missing", "bring the file back to where it was")
            }
            EvidenceFault::Changed(_) => (
                Severity::Error,
                "evidence-changed",
                "bring back the file that was taken in; its hash stays",
            ),
            EvidenceFault::Outside => {
                (Severity::Error, "evidence-outside", "put the file itself where the link stands")
            }
            EvidenceFault::NoFile(_) => {
                (Severity::Error, "evidence-no-file", "it must be a file that can be read")
            }
        };
        Finding {
            severity,
            code,
            key: Key::Evidence,
            spot: Spot { line: file.line, column: file.column },
            message: self.in_words(file).into(),
            hint: Some(hint.into()),
        }
    }
}

/// Every file that a scenario lists, in the order of its records.
pub fn evidence_files(scenario: &Scenario) -> impl Iterator<Item = &Evidence> {
    scenario.records().iter().flat_map(|record| &record.words).flat_map(Word::evidence)
}

impl Board {
    /// The files that bear a record out by now, each with the word that lists it.
    pub fn evidence<'r>(
        &self,
        record: &'r Record,
    ) -> impl Iterator<Item = (&'r Word, &'r Evidence)> + use<'r, '_> {
        let said = record.words.iter().filter(|word| self.is_said(word));
        said.flat_map(|word| word.evidence().iter().map(move |file| (word, file)))
    }
}
