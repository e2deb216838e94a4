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
            Some(Ok(file)) => !file.is_whole,
            Some(Err(_)) => false,
        };
        is_open && !self.is_stopped
    }

    /// What was read of it, if to its end.
    pub(super) fn whole(&self) -> Option<Arc<FeedFile>> {
        let read = self.result.as_ref()?.as_ref().ok().cloned();
        read.filter(|file| file.is_whole)
    }
}
