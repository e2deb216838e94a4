//! What `update` asks of the world.

use std::{path::PathBuf, sync::Arc, time::Duration};

use super::{
    SaveRequest, ScenarioIx, Shown, Transaction,
    changes::{Recall, Since},
    page::ReportRequest,
    workspace::Place,
};
use crate::{
    board::{Clock, Digest, FeedFile, FeedRequest, Index, Query, RowIx, Window},
    panel::{Panel, Sort},
};

/// Something that only the runtime can do.
#[derive(Clone, Debug)]
pub enum Effect {
    /// Read an open scenario; `before` is what it said last, to tell what changed.
    Load {
        scenario: ScenarioIx,
        place: Place,
        before: Option<Arc<Index>>,
    },
    /// Read the event files that an open scenario names; what is under way for it is given up.
    Feed {
        scenario: ScenarioIx,
        place: Place,
        /// Each with what was read of it before.
        requests: Vec<(FeedRequest, Option<Arc<FeedFile>>)>,
    },
    /// Read the text of a row of a feed.
    ReadRow {
        scenario: ScenarioIx,
        place: Place,
        file: Arc<FeedFile>,
        at: RowIx,
    },
    /// Look for words in the files of feeds; what is under way for an open scenario is given up.
    Search {
        scenario: ScenarioIx,
        place: Place,
        files: Vec<Arc<FeedFile>>,
        text: String,
    },
    /// Work out what an open scenario looks like; a pure function, off the main thread.
    Derive(Box<Request>),
    /// Have at hand what the first search would otherwise wait for.
    Warm {
        scenario: ScenarioIx,
        index: Arc<Index>,
    },
    /// Watch these files, and no others.
    Follow(Vec<PathBuf>),
    Mouse(bool),
    /// Draw every cell anew.
    Redraw,
    /// A tick after a while, for days that play.
    Tick {
        run: u64,
        after: Duration,
    },
    /// Fetch what an open scenario is to be compared with.
    Recall {
        scenario: ScenarioIx,
        from: Recall,
    },
    /// Write the morning page.
    ComposeReport(Box<ReportRequest>),
    /// Write a new file.
    WriteReport {
        path: PathBuf,
        text: Arc<str>,
    },
    /// Make a change to a text, and keep it for the case of a crash.
    ApplyTransaction {
        scenario: ScenarioIx,
        place: Place,
        text: Arc<[u8]>,
        /// What the file says: a change that leads back to it needs no keeping.
        file: Option<Digest>,
        transaction: Box<Transaction>,
    },
    /// Save an open scenario into its file.
    SaveScenario(Box<SaveRequest>),
    /// Find out whether a file can be written.
    Probe {
        scenario: ScenarioIx,
        path: PathBuf,
    },
    /// Look for what boards that did not come to their end left of a file that says `digest`.
    LookForLeftOver {
        scenario: ScenarioIx,
        place: Place,
        digest: Digest,
    },
    /// What was left of an open scenario is wanted no more.
    Forget(ScenarioIx),
    /// What is unsaved here is wanted no more.
    Discard,
    /// Open a file in the reader's own editor.
    Edit {
        path: PathBuf,
        line: u32,
    },
    Suspend,
    Quit,
}

/// All that a derivation depends on.
#[derive(Clone, Debug)]
pub struct Request {
    pub scenario: ScenarioIx,
    /// Later requests have a higher number: stale answers are dropped.
    pub generation: u64,
    pub index: Arc<Index>,
    /// What was read of its feeds.
    pub feeds: Vec<Arc<FeedFile>>,
    pub clock: Clock,
    pub query: Query,
    /// What the open scenario looked like last: only a hint, from which the board of another day of the
    /// same file is made sooner.
    pub before: Option<Arc<Shown>>,
    pub window: Window,
    /// What it is compared with.
    pub since: Option<Since>,
    pub sorts: [Sort; Panel::ALL.len()],
    /// The page that is open, if one is: the others are not worked out.
    pub page: Option<Panel>,
}
