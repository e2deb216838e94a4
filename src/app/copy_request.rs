//! What is to be copied, and what came of that.

use std::sync::Arc;

use super::{Place, Shown};
use crate::{board::Subject, command::Command, model::Clean, panel::Panel};

/// What of the board is copied.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CopyForm {
    /// The selected row in words.
    Row,
    /// What is said in it, by whom, of which grade, when and where.
    Citation,
    /// Its id.
    Id,
    /// The command that tells what the panel with the keys tells.
    View,
    /// The rows of that panel for a spreadsheet.
    Csv,
    /// The same in Markdown.
    Markdown,
}

impl CopyForm {
    /// What a command copies; `None` of one that copies nothing.
    pub fn of(command: Command) -> Option<CopyForm> {
        Some(match command {
            Command::CopyRow => CopyForm::Row,
            Command::CopyCitation => CopyForm::Citation,
            Command::CopyId => CopyForm::Id,
            Command::CopyView => CopyForm::View,
            Command::CopyCsv => CopyForm::Csv,
            Command::CopyMarkdown => CopyForm::Markdown,
            _ => return None,
        })
    }
}

/// What is to be copied.
#[derive(Clone, Debug)]
pub struct CopyRequest {
    /// In which form.
    pub form: CopyForm,
    /// The board, as it is shown.
    pub shown: Arc<Shown>,
    /// Where its scenario comes from.
    pub place: Place,
    /// The panel that has the keys.
    pub panel: Panel,
    /// What is selected, or has its detail open; `None` if nothing.
    pub subject: Option<Subject>,
}

/// What was copied.
#[derive(Clone, Debug)]
pub struct Copied {
    /// What is said of it.
    pub words: Clean,
    /// What the terminal is still to be handed, which does not say whether it takes it.
    pub to_terminal: Option<Arc<str>>,
}
