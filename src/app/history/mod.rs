//! What is changed on the board: every change has a name, can be undone and redone, and is kept
//! until it is in the file. Changes are made to the text of the file; what the board shows is read
//! from that text. One thing at a time is done to an open scenario; what is asked for meanwhile
//! waits.

mod added;
mod beside;
mod conflict;
mod just_written;
mod meaning;
mod names;
mod queue;
mod replay;
mod requests;
mod saving;
#[cfg(test)]
mod tests;
mod text;
mod three_way_merge;
mod transaction;

use std::collections::VecDeque;

pub use conflict::{Choice, Choices, Clash, ClashPart, ContestedPart, Rejection, WordVersions};
pub use three_way_merge::{Merged, over};
pub use transaction::{JournaledChange, Settled, Transaction, apply_transaction};

pub(super) use queue::loaded;
pub(super) use requests::{done, give_back, left_over, make, recover, redo, settle, undo, why_not};
pub(super) use saving::{save, scenario_saved};

use super::{Ask, LoadResult, Loss, Overlay, Place, Saved, ScenarioIx};
use crate::{
    board::{Digest, LoadedFile},
    format::edit::{Edit, Patch, Target},
    model::Clean,
};

/// One change, and what it is called.
#[derive(Clone, PartialEq, Debug)]
pub struct EditStep {
    /// What the change is called where it can be undone or redone.
    pub name: Clean,
    /// What was meant; empty for a step that is known by its text alone.
    pub edits: Vec<Edit>,
    /// The record of each edit, under the id that it has afterwards.
    pub touched: Vec<Target>,
    /// What leads from the text before to the text after.
    pub patch: Patch,
    /// The text that it leads from, as a hash.
    pub before: Digest,
    /// The text that it leads to, as a hash.
    pub after: Digest,
}

/// The changes of one open scenario in this session.
#[derive(Clone, Debug, Default)]
pub struct EditHistory {
    /// In the order in which they were made; the last is undone first.
    pub done: Vec<EditStep>,
    /// Undone, the latest last.
    pub undone: Vec<EditStep>,
    /// What leads from the file to the board; a step back from what the file has is one of them.
    pub unsaved: Vec<EditStep>,
    /// The file as it was last read or written.
    pub file: Option<LoadedFile>,
    /// The file as somebody else left it, not brought together with the changes here yet.
    pub theirs: Option<LoadedFile>,
    /// What both changed, and what was chosen so far.
    pub clashes: Vec<Clash>,
    /// What was chosen so far of what both changed.
    pub choices: Choices,
    /// A change that meets one of somebody else, made when that is settled.
    pub(super) meant: Option<Box<Transaction>>,
    /// What is to be asked as soon as nothing lies on top.
    pub(super) asks: Option<Overlay>,
    /// Why the file cannot be written, as the disk said last.
    pub blocked: Option<Clean>,
    /// What was agreed to lose by saving.
    pub agreed: Vec<Loss>,
    /// Changes that a board which did not come to its end left.
    pub left: Vec<JournaledChange>,
    /// What is to be said of them beside their names.
    pub remarks: Vec<Clean>,
    /// Of those, what was discarded: it is forgotten when the board is left by its own keys.
    pub discarded: Option<DiscardedChanges>,
    waiting: VecDeque<EditRequest>,
    under_way: bool,
    /// A reading that came while something was under way.
    pub(super) arrived: Option<LoadResult>,
}

/// Changes that an earlier board left and the reader wants no more.
#[derive(Clone, PartialEq, Debug)]
pub struct DiscardedChanges {
    /// In the order in which they were made.
    pub changes: Vec<JournaledChange>,
    /// How many changes were done here by then: undone after them, it is the first to come back.
    after: usize,
}

/// What is asked for, until its turn comes.
#[derive(Clone, Debug)]
pub(super) enum EditRequest {
    /// What [`Transaction::Make`] says.
    Make(Box<Transaction>),
    Undo,
    Redo,
    SaveScenario {
        anew: bool,
    },
    BringTogether,
    Recover,
}

/// All that the runtime needs to save an open scenario.
#[derive(Clone, Debug)]
pub struct SaveRequest {
    /// Of which open scenario.
    pub scenario: ScenarioIx,
    /// Where the scenario comes from; only a file can be saved.
    pub place: Place,
    /// The file as it was last read or written.
    pub base: LoadedFile,
    /// What the board says, to be written.
    pub ours: LoadedFile,
    /// What leads from the file as it was to what the board says.
    pub steps: Vec<EditStep>,
    /// What the reader agreed that the file may lose.
    pub agreed: Vec<Loss>,
    /// The file is gone, and is to be written as a new one.
    pub anew: bool,
}

/// An open scenario that was saved.
#[derive(Clone, Debug)]
pub struct SavedScenario {
    /// What the file holds since, and how safely.
    pub saved: Saved,
    /// What the file says now.
    pub loaded: LoadedFile,
    /// Our changes as they stand there, where somebody else had changed it.
    pub merged: Option<Merged>,
}

impl EditHistory {
    /// Whether the board says something that the file does not.
    pub fn is_unsaved(&self, loaded: Option<&LoadedFile>) -> bool {
        let (Some(file), Some(loaded)) = (&self.file, loaded) else { return false };
        file.digest != loaded.digest
    }

    /// Takes what the file says; nothing here is unsaved.
    pub(super) fn took(&mut self, loaded: &LoadedFile) {
        self.file = Some(loaded.clone());
        self.unsaved.clear();
        self.forget_theirs();
    }

    /// Nothing is left to be settled between the board and the file.
    pub(super) fn forget_theirs(&mut self) {
        self.theirs = None;
        self.clashes.clear();
        self.choices.clear();
        self.asks.take_if(|asks| matches!(asks, Overlay::Clash(_)));
    }

    /// Takes what somebody else left in the file; what was chosen against an earlier text of theirs
    /// is chosen no more.
    pub(super) fn meets(&mut self, theirs: LoadedFile) {
        self.forget_theirs();
        self.theirs = Some(theirs);
    }

    /// Discards what an earlier board left; undoing brings it back.
    pub(super) fn discard_left(&mut self) {
        let changes = std::mem::take(&mut self.left);
        let after = self.done.len();
        self.discarded = Some(DiscardedChanges { changes, after });
    }

    /// What was discarded last stands again, unless a change was made since; how many changes.
    fn take_back_discarded(&mut self) -> Option<usize> {
        let done = self.done.len();
        let discarded = self.discarded.take_if(|discarded| done <= discarded.after)?;
        self.left = discarded.changes;
        self.asks = Some(Overlay::Ask(Ask::LeftOver));
        Some(self.left.len())
    }

    /// Whether a change or a save is under way: what is asked for meanwhile waits.
    pub fn is_busy(&self) -> bool {
        self.under_way
    }

    /// How many changes and saves are under way or wait for their turn.
    pub fn in_hand(&self) -> usize {
        self.waiting.len() + usize::from(self.under_way)
    }

    /// What was asked for behind a change that is not made was meant for a board that has it.
    fn forget_steps(&mut self) {
        self.waiting.retain(|request| !matches!(request, EditRequest::Undo | EditRequest::Redo));
    }

    /// Takes note of a step that the file does not have; one that takes the last back leaves
    /// nothing.
    fn leads_on(&mut self, step: EditStep) {
        let takes_back = |last: &EditStep| last.after == step.before && last.before == step.after;
        if self.unsaved.last().is_some_and(takes_back) {
            self.unsaved.pop();
        } else {
            self.unsaved.push(step);
        }
    }

    /// Puts what was made again in the place of what it was.
    fn replace(&mut self, was: &[EditStep], now: &[Option<EditStep>]) {
        for (was, now) in was.iter().zip(now) {
            let Some(at) = self.done.iter().position(|step| step == was) else { continue };
            match now {
                Some(now) => self.done[at] = now.clone(),
                None => drop(self.done.remove(at)),
            }
        }
    }
}
