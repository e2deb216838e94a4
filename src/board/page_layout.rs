//! How a page of sentences is laid out, and how what stands on it is written.

use std::{collections::BTreeSet, sync::Arc};

use crate::model::{Id, PointNotation};

/// How a page of sentences is laid out: for how wide a screen, and what of it is closed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageLayout {
    /// Cells of its lines; `None` where there is no screen, and what is said stands in one line.
    pub cells: Option<usize>,
    /// What is closed: of each only its heading stands.
    pub closed: Arc<BTreeSet<Id>>,
    /// The route whose strip and chart are drawn; `None` for the first that has a corridor.
    pub route: Option<Id>,
    /// How points are written.
    pub notation: PointNotation,
}
