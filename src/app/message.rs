//! What happened outside.

use std::{path::PathBuf, sync::Arc};

use crossterm::event::{KeyEvent, MouseEvent};

use super::{
    ComposedReport, JournaledChange, LoadResult, Loss, Recall, Rejection, RowText, SaveStop,
    SavedScenario, ScenarioIx, Settled, Shown, Since, Transaction, Unsaved,
};
use crate::{
    board::{FeedFile, FeedRequest, RowIx, Unfetched},
    model::{Clean, Refusal},
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
    /// An open scenario of the workspace was read.
    Loaded {
        scenario: ScenarioIx,
        result: LoadResult,
    },
    /// More of a feed was read, all of it, or nothing.
    FeedRead {
        scenario: ScenarioIx,
        request: FeedRequest,
        result: Result<Arc<FeedFile>, Unfetched>,
    },
    /// The text of a row of a feed, or why it cannot be read.
    Row {
        scenario: ScenarioIx,
        at: RowIx,
        text: RowText,
    },
    /// Rows of feeds that have the words searched for; whether those are all that were left to tell.
    Found {
        scenario: ScenarioIx,
        text: String,
        rows: Vec<RowIx>,
        is_over: bool,
    },
    /// A change was made to an open scenario's text, or refused.
    TransactionSettled {
        scenario: ScenarioIx,
        transaction: Box<Transaction>,
        result: Result<Box<Settled>, Rejection>,
    },
    /// An open scenario was saved, or not.
    ScenarioSaved {
        scenario: ScenarioIx,
        result: Result<Box<SavedScenario>, Unsaved<Rejection>>,
    },
    /// Whether an open scenario's file can be written, and what that would cost it.
    Probed {
        scenario: ScenarioIx,
        result: Result<Vec<Loss>, SaveStop>,
    },
    /// What boards that did not come to their end left of an open scenario.
    LeftOver {
        scenario: ScenarioIx,
        left: Vec<JournaledChange>,
    },
    /// What an open scenario looks like as of a day, through a filter.
    Derived {
        scenario: ScenarioIx,
        generation: u64,
        shown: Arc<Shown>,
    },
    /// A baseline was fetched, or why there is none.
    Recalled {
        scenario: ScenarioIx,
        from: Recall,
        result: Result<Since, Refusal>,
    },
    /// The morning page of an open scenario, to be read.
    ReportComposed {
        scenario: ScenarioIx,
        page: ComposedReport,
    },
    /// A file was saved, by this name; or why not.
    ReportWritten {
        path: PathBuf,
        result: Result<Clean, Refusal>,
    },
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
