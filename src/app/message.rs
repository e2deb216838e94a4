//! What happened outside.

use std::{collections::HashSet, path::PathBuf, sync::Arc};

use crossterm::event::{KeyEvent, MouseEvent};

use super::{Recall, Shown, Since, Written, shelf::Fault};
use crate::{
    board::Book,
    model::{Clean, Id},
};

/// Something that happened outside the board.
#[derive(Debug)]
pub enum Message {
    Key(KeyEvent),
    Mouse(MouseEvent),
    /// A whole paste at once.
    Paste(String),
    Resize(u16, u16),
    FileChanged(PathBuf),
    FileGone(PathBuf),
    /// A volume of the shelf was read: what it says, and which records differ from before.
    Loaded {
        volume: usize,
        result: Result<Box<(Book, HashSet<Id>)>, Fault>,
    },
    /// What a volume looks like as of a day, through a filter.
    Derived {
        volume: usize,
        generation: u64,
        shown: Arc<Shown>,
    },
    /// A baseline was fetched, or why there is none.
    Recalled {
        volume: usize,
        from: Recall,
        result: Result<Since, Clean>,
    },
    /// The morning page of a volume, to be read.
    Written {
        volume: usize,
        page: Written,
    },
    /// A file was saved, by this name; or why not.
    Saved {
        path: PathBuf,
        result: Result<Clean, Clean>,
    },
    /// What searches need is at hand.
    Warmed,
    /// Time for the next day, in this run of play.
    Tick(u64),
    /// A worker could not do what was asked.
    Failed(String),
    Suspend,
    Continue,
    Signal(End),
    TerminalLost,
}

/// The signals that end the board.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    HangUp,
    Interrupt,
    Quit,
    Terminate,
}

impl End {
    /// What a shell reports for a program ended by this signal.
    pub fn code(self) -> i32 {
        128 + match self {
            End::HangUp => 1,
            End::Interrupt => 2,
            End::Quit => 3,
            End::Terminate => 15,
        }
    }
}
