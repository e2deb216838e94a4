//! What `update` asks of the world.

use std::{path::PathBuf, sync::Arc, time::Duration};

use super::{
    CopyRequest, Place, Recall, ReportRequest, Request, Ring, SaveRequest, SavedView, ScenarioIx,
    Shown, Transaction,
};
use crate::board::{Digest, FeedFile, FeedRequest, Index, RowIx};
use crate::command::Command;
use crate::model::{Clean, Evidence, Id, WebAddress};
use crate::panel::Front;

/// Something that only the runtime can do.
#[derive(Clone, Debug)]
pub enum Effect {
    /// Read an open scenario; `before` is what it said last, to tell what changed.
    Load {
        /// Of which open scenario.
        scenario: ScenarioIx,
        /// Where to read it from.
        place: Place,
        /// `None` on the first reading.
        before: Option<Arc<Index>>,
    },
    /// Read the event files that an open scenario names; what is under way for it is given up.
    Feed {
        /// Of which open scenario.
        scenario: ScenarioIx,
        /// The scenario's own place: paths of feeds are taken from its folder.
        place: Place,
        /// Each with what was read of it before.
        requests: Vec<(FeedRequest, Option<Arc<FeedFile>>)>,
        /// Whether the readings may be noted beside the scenario.
        may_keep: bool,
    },
    /// Read the text of a row of a feed.
    ReadRow {
        /// Of which open scenario.
        scenario: ScenarioIx,
        /// The scenario's own place, from whose folder the feed's path is taken.
        place: Place,
        /// The feed's file, as it was read.
        file: Arc<FeedFile>,
        /// The row to read.
        at: RowIx,
    },
    /// Look for words in the files of feeds; what is under way for an open scenario is given up.
    Search {
        /// Of which open scenario.
        scenario: ScenarioIx,
        /// The scenario's own place, from whose folder the feeds' paths are taken.
        place: Place,
        /// The files to look through, in the order of the feeds.
        files: Vec<Arc<FeedFile>>,
        /// What to look for.
        text: String,
    },
    /// Work out what an open scenario looks like; a pure function, off the main thread.
    Derive(Box<Request>),
    /// Have at hand what the first search would otherwise wait for.
    Warm {
        /// Of which open scenario.
        scenario: ScenarioIx,
        /// The scenario whose words are to be made ready.
        index: Arc<Index>,
    },
    /// Watch these files, and no others.
    Follow(Vec<PathBuf>),
    /// Take the mouse, or leave it to the terminal.
    Mouse(bool),
    /// Draw every cell anew.
    Redraw,
    /// A tick after a while, for days that play.
    Tick {
        /// The run of play that the tick belongs to; a later run makes it stale.
        run: u64,
        /// How long to wait.
        after: Duration,
    },
    /// Fetch what an open scenario is to be compared with.
    Recall {
        /// Of which open scenario.
        scenario: ScenarioIx,
        /// Which baseline.
        from: Recall,
    },
    /// Write the morning page.
    ComposeReport(Box<ReportRequest>),
    /// Write a new file.
    WriteReport {
        /// Where to write; a file that is there already is not overwritten.
        path: PathBuf,
        /// All that goes into it.
        text: Arc<str>,
    },
    /// Make a change to a text, and keep it for the case of a crash.
    ApplyTransaction {
        /// Of which open scenario.
        scenario: ScenarioIx,
        /// Where the scenario comes from: the journal keeps its changes under it.
        place: Place,
        /// The text that the change is made to.
        text: Arc<[u8]>,
        /// What the file says: a change that leads back to it needs no keeping.
        file: Option<Digest>,
        /// The change.
        transaction: Box<Transaction>,
    },
    /// Save an open scenario into its file.
    SaveScenario(Box<SaveRequest>),
    /// Find out whether a file can be written.
    Probe {
        /// Of which open scenario.
        scenario: ScenarioIx,
        /// The scenario's file.
        path: PathBuf,
    },
    /// Look for what boards that did not come to their end left of a file that says `digest`.
    LookForLeftOver {
        /// Of which open scenario.
        scenario: ScenarioIx,
        /// Where the scenario comes from.
        place: Place,
        /// What the file says now, as a hash.
        digest: Digest,
    },
    /// Keep which panels the reader wants on the front of a scenario.
    KeepFront {
        /// Where the scenario comes from.
        place: Place,
        /// The scenario's own id.
        id: Id,
        /// The reader's choice; `None` for the scenario's own front again.
        front: Option<Front>,
    },
    /// Keep a view of a scenario under a name.
    KeepView {
        /// Where the scenario comes from.
        place: Place,
        /// The scenario's own id.
        id: Id,
        /// What it is called.
        name: Clean,
        /// The view; `None` to forget the one that has the name.
        view: Option<Box<SavedView>>,
    },
    /// Find the records that have what is typed into the palette; of several texts the last counts.
    FindRecords {
        /// Of which open scenario.
        scenario: ScenarioIx,
        /// What the open scenario looks like.
        shown: Arc<Shown>,
        /// What is typed.
        text: String,
    },
    /// Keep which commands were chosen last in the palette, the latest first.
    KeepRecent(Vec<Command>),
    /// What was left of an open scenario is wanted no more.
    Forget(ScenarioIx),
    /// What is unsaved here is wanted no more.
    Discard,
    /// Open a file in the reader's own editor.
    Edit {
        /// The file to open.
        path: PathBuf,
        /// The line to open it at, from 1.
        line: u32,
    },
    /// Put into words what is to be copied, and copy it.
    Copy(Box<CopyRequest>),
    /// Write this to the terminal, which has it copied.
    Clipboard(Arc<str>),
    /// Open a file of evidence with the system's program, if it still is what was taken in.
    OpenEvidence {
        /// The scenario's own place, in whose folder the file lies.
        place: Place,
        /// The file.
        file: Box<Evidence>,
    },
    /// Ask for attention, in these words.
    Ring(Ring, Clean),
    /// Open an address on the web with the system's program.
    OpenAddress(WebAddress),
    /// Give the terminal back and stop, until the shell continues the board.
    Suspend,
    /// End the board.
    Quit,
}
