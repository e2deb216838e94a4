//! What came of reading: a scenario, or a row of one of its feeds.

use std::{collections::HashSet, error::Error, fmt, sync::Arc};

use super::KeptViews;
use crate::{
    board::LoadedFile,
    feed::Cell,
    model::{Clean, Id, Problem, Reason, Refusal},
    panel::Front,
};

/// What came of reading an open scenario.
pub type LoadResult = Result<Box<ScenarioReading>, FileFault>;

/// An open scenario that was read.
#[derive(Clone, Debug)]
pub struct ScenarioReading {
    /// What it says now.
    pub loaded: LoadedFile,
    /// The records that differ from what it said before; none where it was not read before.
    pub changed: HashSet<Id>,
    /// The front that its reader chose at another time; `None` where nothing is kept, or the scenario
    /// was open already.
    pub front: Option<Front>,
    /// The views of it that are kept; `None` where none are, or the scenario was open already.
    pub views: Option<KeptViews>,
}

/// What is wrong with an open scenario as a whole.
#[derive(Clone, PartialEq, Debug)]
pub enum FileFault {
    /// The file is not there any more.
    Gone,
    /// The file cannot be read.
    Unreadable(Clean),
    /// The file was saved, but does not load: its problems.
    Broken(Vec<Problem>),
}

impl fmt::Display for FileFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            FileFault::Gone => "no such file",
            FileFault::Unreadable(why) => why,
            FileFault::Broken(_) => "it does not load",
        })
    }
}

impl Error for FileFault {}

impl Reason for FileFault {}

/// The cells of a row of a feed, or why they cannot be read.
pub type RowText = Result<Arc<[Cell]>, Refusal>;
