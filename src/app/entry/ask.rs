//! Questions that are asked before something would be lost.

use crate::{
    app::{Loss, Openable},
    command::Command,
    format::edit::Target,
};

/// A question that lies on the board until it is answered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Ask {
    /// To remove a record, or one account of it; what refers to the record keeps it.
    Remove {
        /// The record that goes, or that loses an account.
        record: Target,
        /// Position in the record's words; 0 removes the record with all of its accounts.
        word: usize,
        /// The records that refer to it, as the question names them.
        referring: Vec<String>,
    },
    /// To write a record that was written here already.
    Again,
    /// To leave with changes that are not in their files.
    Leave,
    /// To open a file of evidence, or an address, with another program.
    Open {
        /// All that the record has of these.
        all: Vec<Openable>,
        /// Which of them is asked about.
        at: usize,
    },
    /// To lose something by saving.
    Agree(Loss),
    /// To write a file that is gone.
    Anew,
    /// To put back what a board left that did not come to its end.
    LeftOver,
    /// To take note that of what a board left nothing can be read.
    Unreadable,
    /// To discard that after all.
    DiscardLeftOver,
    /// To leave and to discard what is not in its file after all.
    DiscardAndLeave,
}

impl Ask {
    /// The title of the question's box.
    pub fn title(&self) -> &'static str {
        match self {
            Ask::Remove { .. } => "Remove",
            Ask::Again => "Once more?",
            Ask::Leave => "Not saved yet",
            Ask::Open { all, at } => match all.get(*at) {
                Some(Openable::Address(_)) => "A link",
                _ => "Evidence",
            },
            Ask::Agree(_) => "Save all the same?",
            Ask::Anew => "The file is gone",
            Ask::LeftOver => "Changes that were not saved",
            Ask::Unreadable => "Changes that cannot be read",
            Ask::DiscardLeftOver => "Discard them?",
            Ask::DiscardAndLeave => "Discard and quit?",
        }
    }

    /// The question that it goes back to when it is escaped.
    pub(super) fn before(&self) -> Option<Ask> {
        match self {
            Ask::DiscardLeftOver => Some(Ask::LeftOver),
            Ask::DiscardAndLeave => Some(Ask::Leave),
            Ask::Remove { .. }
            | Ask::Again
            | Ask::Leave
            | Ask::Open { .. }
            | Ask::Agree(_)
            | Ask::Anew
            | Ask::LeftOver
            | Ask::Unreadable => None,
        }
    }

    /// The commands that answer it, and what each does; escaping does nothing.
    pub fn answers(&self) -> &'static [(Command, &'static str)] {
        match self {
            Ask::Remove { referring, word: 0, .. } if !referring.is_empty() => &[],
            Ask::Unreadable => &[],
            Ask::Remove { .. } => &[(Command::Confirm, "remove")],
            Ask::Again => &[(Command::Confirm, "write it once more")],
            Ask::Leave => &[
                (Command::SaveAndQuit, "save and quit"),
                (Command::DiscardChanges, "discard and quit …"),
            ],
            Ask::DiscardAndLeave => &[(Command::DiscardChanges, "discard and quit")],
            Ask::Open { all, .. } if all.len() > 1 => {
                &[(Command::Confirm, "open"), (Command::NextFile, "another of them")]
            }
            Ask::Open { .. } => &[(Command::Confirm, "open")],
            Ask::Agree(_) => &[(Command::Confirm, "save")],
            Ask::Anew => &[(Command::Confirm, "write it anew")],
            Ask::LeftOver => {
                &[(Command::Confirm, "put back, unsaved"), (Command::DiscardChanges, "discard …")]
            }
            Ask::DiscardLeftOver => &[(Command::DiscardChanges, "discard")],
        }
    }
}
