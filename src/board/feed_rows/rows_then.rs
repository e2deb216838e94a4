//! What is known of the rows of a feed at a clock that its file has otherwise.

use std::collections::{BTreeMap, BTreeSet};

use crate::{feed::SeenWithin, model::Day};

/// What of the rows of a feed is otherwise at a clock than its file has it.
#[derive(Clone, Debug, Default)]
pub struct RowsThen {
    /// Readings after this day have not been made yet; `None` where all are known.
    pub known_by: Option<Day>,
    /// Rows that are gone, each with when: they are counted nowhere.
    pub gone: BTreeMap<usize, SeenWithin>,
    /// Rows that were revised since, of which nobody kept what they said.
    pub unkept: BTreeSet<usize>,
    /// Rows that were revised since, and say here what they said then.
    pub restored: BTreeSet<usize>,
    /// Rows that are gone, of which nobody kept what they said.
    pub gone_unkept: usize,
    /// Rows that were told then and went later, of which nobody kept what they said.
    pub uncounted: usize,
}
