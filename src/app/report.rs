//! The morning page: what it is written from, and the page as it can be saved.

use std::sync::Arc;

use super::{Place, ScenarioIx, Shown};
use crate::{board::LoadedFile, model::Day};

/// The page as it can be saved.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ComposedReport {
    /// The name that is offered for it.
    pub name: String,
    /// The page as plain text: what is read on the board, and written into any other file.
    pub text: Arc<str>,
    /// The same in Markdown.
    pub markdown: Arc<str>,
    /// Whether the appendix stands behind the sheet.
    pub appendix: bool,
}

/// What a page is written from.
#[derive(Clone, Debug)]
pub struct ReportRequest {
    /// Of which open scenario.
    pub scenario: ScenarioIx,
    /// The board as it is shown.
    pub shown: Arc<Shown>,
    /// The file as it was read: the page tells its hash.
    pub loaded: LoadedFile,
    /// Where the scenario comes from.
    pub place: Place,
    /// What changed is told from this day on.
    pub since: Day,
    /// Whether everything stands behind the sheet.
    pub appendix: bool,
}
