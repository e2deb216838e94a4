//! Transactions on a text: a change made, undone, done again, or made anew on top of what somebody
//! else wrote. Pure: a text goes in, what is to be shown comes out.

use super::{
    EditStep,
    conflict::{Choices, Rejection},
    text::{gone, made_anew, read},
    three_way_merge::{Merged, over},
};
use crate::{
    app::Overlay,
    board::{Board, Digest, LoadedFile},
    format::edit::{Edit, Patch, Target, apply},
    model::{Clean, Day, Problem, Refusal},
};

/// What is to be done to a text.
#[derive(Clone, Debug)]
pub enum Transaction {
    /// Meant for the text that `basis` says. What was typed stays with it, to be mended if it is
    /// refused.
    Make {
        /// What the change is called.
        name: Clean,
        /// The edits, in the order in which they are made.
        edits: Vec<Edit>,
        /// The file as it stood when the change was meant.
        basis: LoadedFile,
        /// The form or line it was typed into; `None` where nothing was typed.
        typed: Option<Box<Overlay>>,
        /// What is chosen of what somebody else changed since then too.
        choices: Choices,
        /// The day that was looked at: the days of what was added are told as seen from there.
        as_of: Day,
    },
    /// Takes a step back.
    Undo(EditStep),
    /// Does a step again that was taken back.
    Redo(EditStep),
    /// Changes that the file does not have, made again on top of what somebody else left there.
    Again {
        /// The file as it was before our changes.
        base: LoadedFile,
        /// The file as somebody else left it.
        theirs: LoadedFile,
        /// Our changes, in the order in which they were made.
        unsaved: Vec<EditStep>,
        /// What is chosen for records that both changed; the rest of those are told as clashes.
        choices: Choices,
    },
    /// Changes of a board that did not come to its end.
    Recover(Vec<JournaledChange>),
}

/// A change as the journal keeps it.
#[derive(Clone, PartialEq, Debug, serde::Serialize, serde::Deserialize)]
pub struct JournaledChange {
    /// What the change is called.
    pub name: String,
    /// What leads from the text before to the text after.
    pub patch: Patch,
}

/// What came of a transaction.
#[derive(Clone, Debug)]
pub struct Settled {
    /// The new text, read.
    pub loaded: LoadedFile,
    /// The steps that were made. When changes are made again, one for each of them, `None` where it
    /// was given up.
    pub steps: Vec<Option<EditStep>>,
    /// What choices gave up of ours, taken back behind the steps.
    pub given_up: Option<EditStep>,
    /// What `check` would warn of now and did not before.
    pub warnings: Vec<Problem>,
    /// Why the change would not outlive a crash, if it would not.
    pub unkept: Option<Refusal>,
}

/// Does a transaction to a text that loads; what comes of it is read by `loaded`.
pub fn apply_transaction(
    text: &[u8],
    loaded: &dyn Fn(&[u8]) -> LoadedFile,
    transaction: &Transaction,
) -> Result<Settled, Rejection> {
    let text = read(text)?;
    let (after, step, warnings) = match transaction {
        Transaction::Make { name, edits, basis, choices, as_of, .. } => {
            let added = |text: &str, new: &Target| called(&loaded(text.as_bytes()), new, *as_of);
            if basis.digest != Digest::of(text.as_bytes()) {
                // Meant for what the file said then: brought together with what it says now.
                let before = read(basis.bytes.as_deref().unwrap_or_default())?;
                let (_, step, _) = edited_text(name, before, edits, &added)?;
                return settled(over(basis, text.as_bytes(), &[step], choices)?, loaded);
            }
            edited_text(name, text, edits, &added)?
        }
        Transaction::Undo(step) => {
            let (after, back) = without(step, text)?;
            (after, back, Vec::new())
        }
        Transaction::Redo(step) => match without(&step.inverse(), text) {
            Ok((after, back)) => {
                (after, EditStep { edits: step.edits.clone(), ..back }, Vec::new())
            }
            // Where its place is gone, it may still be meant.
            Err(why) if step.edits.is_empty() => return Err(why.into()),
            Err(_) => edited_text(&step.name, text, &step.edits, &|_, _| None)?,
        },
        Transaction::Again { base, theirs, unsaved, choices } => {
            let now = theirs.bytes.as_deref().unwrap_or_default();
            return settled(over(base, now, unsaved, choices)?, loaded);
        }
        Transaction::Recover(kept) => {
            // What fits is put back; what does not is kept.
            let (mut text, mut steps) = (text.to_owned(), Vec::new());
            for JournaledChange { name, patch } in kept {
                steps.push(made_anew(patch, &text).ok().map(|(after, patch)| {
                    let step = EditStep::new(&name.as_str().into(), &text, &after, patch);
                    text = after;
                    step
                }));
            }
            return Ok(Settled::new(loaded(text.as_bytes()), steps));
        }
    };
    let loaded = loaded(after.as_bytes());
    Ok(Settled { warnings, ..Settled::new(loaded, vec![Some(step)]) })
}

/// A record by what it says in a text.
fn called(loaded: &LoadedFile, target: &Target, as_of: Day) -> Option<String> {
    let index = loaded.index.clone()?;
    let board = Board::of_words(index, as_of);
    Some(board.brief(target.find(board.scenario())?))
}

/// A text with edits made, the step that made them, and what `check` would warn of. What was added
/// is named by what it says in the text with it, as `added` tells.
fn edited_text(
    name: &Clean,
    text: &str,
    edits: &[Edit],
    added: &dyn Fn(&str, &Target) -> Option<String>,
) -> Result<(String, EditStep, Vec<Problem>), Refusal> {
    let edited = apply(text, edits)?;
    let touched: Vec<Target> =
        edited.touched.iter().map(|touched| touched.record.clone()).collect();
    let new = touched.last().filter(|_| matches!(edits.last(), Some(Edit::AddRecord(_))));
    let what = new.and_then(|new| added(&edited.text, new));
    let name = what.map_or_else(|| name.clone(), |what| format!("{name}: {what}").into());
    let step = EditStep::new(&name, text, &edited.text, edited.patch);
    Ok((edited.text, EditStep { edits: edits.to_vec(), touched, ..step }, edited.warnings))
}

fn settled(merged: Merged, loaded: &dyn Fn(&[u8]) -> LoadedFile) -> Result<Settled, Rejection> {
    let Merged { text, steps, settled } = merged;
    Ok(Settled { given_up: settled, ..Settled::new(loaded(text.as_bytes()), steps) })
}

impl Settled {
    fn new(loaded: LoadedFile, steps: Vec<Option<EditStep>>) -> Settled {
        Settled { loaded, steps, given_up: None, warnings: Vec::new(), unkept: None }
    }
}

/// The text without a step, and the step that took it away. Where the text is not the one that the
/// step led to, its place is looked for.
fn without(step: &EditStep, text: &str) -> Result<(String, EditStep), Refusal> {
    let is_same = Digest::of(text.as_bytes()) == step.after;
    let patch = if is_same { step.patch.clone() } else { step.patch.rebase(text)? };
    let after = patch.undo(text).ok_or_else(gone)?;
    let back = EditStep::new(&step.name, text, &after, patch.inverse());
    Ok((after, EditStep { touched: step.touched.clone(), ..back }))
}

impl EditStep {
    pub(super) fn new(name: &Clean, before: &str, after: &str, patch: Patch) -> EditStep {
        EditStep {
            name: name.clone(),
            edits: Vec::new(),
            touched: patch.records().collect(),
            patch,
            before: Digest::of(before.as_bytes()),
            after: Digest::of(after.as_bytes()),
        }
    }

    /// The step back.
    pub fn inverse(&self) -> EditStep {
        EditStep {
            name: self.name.clone(),
            edits: Vec::new(),
            touched: self.touched.clone(),
            patch: self.patch.inverse(),
            before: self.after,
            after: self.before,
        }
    }
}
