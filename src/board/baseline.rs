//! Where a reader left a board: what was seen when it was last closed.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::{Clock, Digest, Index, LoadedFile};
use crate::model::Id;

/// A board as it was closed.
#[derive(Clone, PartialEq, Debug)]
pub struct Baseline {
    /// The id in the header of the scenario that was open.
    pub scenario: Id,
    /// The day that was looked at, and what was known on it.
    pub clock: Clock,
    /// When the board was closed.
    pub closed: DateTime<Utc>,
    /// Of the file as it was last read before.
    pub digest: Digest,
    /// The file itself; `None` where it is longer than `MOST_BYTES`: then the digest alone tells
    /// whether it changed, and not what.
    pub bytes: Option<Arc<[u8]>>,
}

impl Baseline {
    /// The longest file that is kept, in bytes: 4 MiB, some fifteen thousand records.
    pub const MOST_BYTES: usize = 4 << 20;

    /// What is to be kept of a board that closes; `None` of a file that does not load.
    pub fn of(loaded: &LoadedFile, clock: Clock, closed: DateTime<Utc>) -> Option<Baseline> {
        let index = loaded.index.as_ref()?;
        Some(Baseline {
            scenario: index.scenario.header.id.clone(),
            clock,
            closed,
            digest: loaded.digest,
            bytes: loaded.bytes.clone().filter(|bytes| bytes.len() <= Self::MOST_BYTES),
        })
    }

    /// Whether the file is the one that the board was closed on, byte for byte.
    pub fn is_of(&self, loaded: &LoadedFile) -> bool {
        self.digest == loaded.digest
    }

    /// What the file said then, where it was kept; `stem` names it where it does not.
    pub fn index(&self, stem: &str) -> Option<Arc<Index>> {
        LoadedFile::read(self.bytes.as_ref()?, stem).index
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "format = 1\n[scenario]\nid = \"x\"\ntitle = \"A truce\"\n";

    fn closed(text: &str) -> (LoadedFile, Option<Baseline>) {
        let loaded = LoadedFile::read(text.as_bytes(), "x");
        let clock = Clock::then("2020-08-14".parse().unwrap());
        let baseline = Baseline::of(&loaded, clock, DateTime::UNIX_EPOCH);
        (loaded, baseline)
    }

    #[test]
    fn a_closed_board_keeps_what_its_file_said() {
        let (loaded, baseline) = closed(TEXT);
        let baseline = baseline.unwrap();
        assert_eq!(&*baseline.index("x").unwrap().scenario.header.title, "A truce");
        assert!(baseline.is_of(&loaded));
        assert!(!baseline.is_of(&closed(&TEXT.replace("truce", "peace")).0));
        assert_eq!(closed("format = \n").1, None);
    }

    #[test]
    fn a_long_file_leaves_its_digest_alone() {
        let long = format!("{TEXT}# {}\n", "x".repeat(Baseline::MOST_BYTES));
        let (loaded, baseline) = closed(&long);
        let baseline = baseline.unwrap();
        assert!(baseline.bytes.is_none() && baseline.index("x").is_none());
        assert!(baseline.is_of(&loaded));
    }
}
