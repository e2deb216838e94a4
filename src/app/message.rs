//! What happened outside.

use std::{path::PathBuf, sync::Arc};

use crossterm::event::{KeyEvent, MouseEvent};

use super::{
    ComposedReport, Copied, JournaledChange, LoadResult, Loss, Recall, RecordHits, Rejection,
    RowText, SaveStop, SavedScenario, ScenarioIx, Settings, Settled, Shown, Since, Transaction,
    Unsaved,
};
use crate::{
    board::{FeedFile, FeedRequest, RowIx, Unfetched},
    look::{Rgb, Theme},
    model::{Clean, Refusal},
};

/// Something that happened outside the board.
#[derive(Debug)]
pub enum Message {
    /// A key was pressed.
    Key(KeyEvent),
    /// The mouse was moved, pressed or turned.
    Mouse(MouseEvent),
    /// A whole paste at once.
    Paste(String),
    /// The terminal has another size: columns and rows.
    Resize(u16, u16),
    /// The terminal says what its background is.
    Background(Rgb),
    /// The terminal says that it can spell out every key.
    KeyboardOffered,
    /// A file that is followed says something else.
    FileChanged(PathBuf),
    /// A file that is followed was moved or removed.
    FileGone(PathBuf),
    /// An open scenario of the workspace was read.
    Loaded {
        /// Of which open scenario.
        scenario: ScenarioIx,
        /// What was read, or why nothing was.
        result: LoadResult,
    },
    /// More of a feed was read, all of it, or nothing.
    FeedRead {
        /// Of which open scenario.
        scenario: ScenarioIx,
        /// What was asked for: an answer to an older request is stale.
        request: Box<FeedRequest>,
        /// What was read so far; the error says why the file cannot be had.
        result: Result<Arc<FeedFile>, Unfetched>,
    },
    /// The text of a row of a feed, or why it cannot be read.
    Row {
        /// Of which open scenario.
        scenario: ScenarioIx,
        /// The row that was read.
        at: RowIx,
        /// Its cells, or why they cannot be read.
        text: RowText,
    },
    /// Rows of feeds that have the words searched for; whether those are all that were left to
    /// tell.
    Found {
        /// Of which open scenario.
        scenario: ScenarioIx,
        /// What was searched for: an answer to another search is stale.
        text: String,
        /// Rows that have it, beside those told before.
        rows: Vec<RowIx>,
        /// Whether every file was looked through.
        is_over: bool,
    },
    /// A change was made to an open scenario's text, or refused.
    TransactionSettled {
        /// Of which open scenario.
        scenario: ScenarioIx,
        /// What was asked for.
        transaction: Box<Transaction>,
        /// The new text, or why it was not made.
        result: Result<Box<Settled>, Rejection>,
    },
    /// An open scenario was saved, or not.
    ScenarioSaved {
        /// Of which open scenario.
        scenario: ScenarioIx,
        /// What the file says now, or why it was not saved.
        result: Result<Box<SavedScenario>, Unsaved<Rejection>>,
    },
    /// Whether an open scenario's file can be written, and what that would cost it.
    Probed {
        /// Of which open scenario.
        scenario: ScenarioIx,
        /// What saving would cost the file; the error says what keeps it from being saved.
        result: Result<Vec<Loss>, SaveStop>,
    },
    /// What boards that did not come to their end left of an open scenario.
    LeftOver {
        /// Of which open scenario.
        scenario: ScenarioIx,
        /// The changes in the order in which they were made; empty when none can be put back.
        left: Vec<JournaledChange>,
        /// What is to be said of them beside their names: what cannot be read, where they come from.
        remarks: Vec<Clean>,
    },
    /// What an open scenario looks like as of a day, through a filter.
    Derived {
        /// Of which open scenario.
        scenario: ScenarioIx,
        /// The number of the request: answers to earlier ones are stale.
        generation: u64,
        /// The board with its panels.
        shown: Arc<Shown>,
    },
    /// A baseline was fetched, or why there is none.
    Recalled {
        /// Of which open scenario.
        scenario: ScenarioIx,
        /// The baseline that was asked for.
        from: Recall,
        /// The baseline; the error says why there is none.
        result: Result<Since, Refusal>,
    },
    /// The morning page of an open scenario, to be read.
    ReportComposed {
        /// Of which open scenario.
        scenario: ScenarioIx,
        /// The page in both of its forms.
        page: ComposedReport,
    },
    /// A file was saved, by this name; or why not.
    ReportWritten {
        /// Where it was to be written.
        path: PathBuf,
        /// The name it was saved by; the error says why it was not.
        result: Result<Clean, Refusal>,
    },
    /// Something was copied; or why it was not.
    Copied(Result<Copied, Refusal>),
    /// A file of evidence was opened: what is said of it; or why it was not.
    EvidenceOpened(Result<Clean, Refusal>),
    /// The records that have what was typed into the palette.
    RecordsFound {
        /// Of which open scenario.
        scenario: ScenarioIx,
        /// What was typed: an answer to something else is stale.
        text: String,
        /// The records, with how each has it.
        hits: RecordHits,
    },
    /// The file of settings says something else, and the keys of the process with it; the error says
    /// why it cannot be read, and what held before holds.
    SettingsRead(Result<Settings, Refusal>),
    /// The file of one of the reader's own themes says something else: the theme that it is by now, and
    /// what is to be said of it; the error says why it is none, and what held before holds.
    ThemeRead(Result<(Theme, Option<Refusal>), Refusal>),
    /// The frame that [`App::unseen`](super::App::unseen) asked for has left: what is typed from now
    /// on can be meant for it.
    Drawn(u64),
    /// Time for the next day, in this run of play.
    Tick(u64),
    /// A worker could not do what was asked.
    Failed(String),
    /// The shell asks the board to stop for a while.
    Suspend,
    /// The shell continues the board.
    Continue,
    /// A signal that ends the board.
    Signal(End),
    /// The terminal is gone: nothing can be drawn any more.
    TerminalLost,
}

/// The signals that end the board.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// SIGHUP: the terminal was closed.
    HangUp,
    /// SIGINT: interrupted from outside.
    Interrupt,
    /// SIGQUIT.
    Quit,
    /// SIGTERM: asked to end.
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
