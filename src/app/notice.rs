//! What is said in the footer, and for how long it is true.

use super::ScenarioIx;
use crate::{model::Clean, panel::Panel};

/// A line for the footer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Notice {
    /// What is said, in one line.
    pub words: Clean,
    /// Whether it says that something was not done.
    pub is_refusal: bool,
    /// For how long it is true, at most until the next key.
    pub holds: NoticeHolds,
}

/// For how long a notice is true.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum NoticeHolds {
    /// It tells what was done, or why not.
    #[default]
    Always,
    /// As long as the days play.
    WhilePlaying,
    /// As long as the files of feeds are looked through.
    WhileSearching,
    /// As long as what is selected in a panel is out of its list.
    WhileMissing(ScenarioIx, Panel),
}
