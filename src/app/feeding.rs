//! One feed of an open scenario, as far as it was read.

use std::sync::Arc;

use crate::board::{FeedFile, FeedRequest, Unfetched};

/// A feed that a scenario names.
#[derive(Clone, Debug)]
pub struct Feeding {
    /// The file that the scenario wants, and what it wants of it.
    pub request: FeedRequest,
    /// What was read of it, or why nothing was.
    pub result: Option<Result<Arc<FeedFile>, Unfetched>>,
    /// Why the file cannot be had any more, of which rows still stand.
    pub lost: Option<Result<Arc<FeedFile>, Unfetched>>,
    /// Whether its reader had the reading stopped.
    pub is_stopped: bool,
}

impl Feeding {
    /// Whether it is still being read.
    pub fn is_under_way(&self) -> bool {
        let is_open = match &self.result {
            None => true,
            Some(Ok(file)) => !file.is_whole && !file.is_full,
            Some(Err(_)) => false,
        };
        is_open && !self.is_stopped
    }

    /// Whether its reading ended where feeds may take no more memory.
    pub(super) fn is_full(&self) -> bool {
        matches!(&self.result, Some(Ok(file)) if file.is_full)
    }

    /// What was read of it, if to its end or as far as memory went: from there it can be read on.
    pub(super) fn known(&self) -> Option<Arc<FeedFile>> {
        let read = self.result.as_ref()?.as_ref().ok().cloned();
        read.filter(|file| file.is_whole || file.is_full)
    }
}
