//! The changes of this board to its files: each in the journal before it is shown, each saved by
//! the recipe of `save`.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::journal::{Claim, Journal, Journals};
use super::save::Likeness;
use super::why::shown;
use super::{files, save};
use crate::app::{
    EditStep, JournaledChange, LoadResult, Merged, Place, Rejection, SaveRequest, SaveStop, Saved,
    SavedScenario, ScenarioIx, Settled, Transaction, Unsaved, apply_transaction, over,
};
use crate::board::Digest;
use crate::look::counted;
use crate::model::{Clean, Refusal};

/// What is kept, by open scenario.
pub struct Keeping {
    journals: KeptIn,
    open: Mutex<OpenJournals>,
}

/// Where changes are kept.
enum KeptIn {
    Journals(Journals),
    /// Nowhere, although they should be: the environment names no place for it.
    NoPlace,
    /// Nowhere, since nothing is to be.
    Nothing,
}

/// Changes that could not be kept, to be kept before the next one.
struct Unkept {
    /// What the file says without them.
    base: Digest,
    changes: Vec<JournaledChange>,
    why: Refusal,
}

#[derive(Default)]
struct OpenJournals {
    journals: HashMap<ScenarioIx, Journal>,
    /// Journals of boards that did not come to their end.
    claims: HashMap<ScenarioIx, Vec<Claim>>,
    /// How often each was saved.
    saves: HashMap<ScenarioIx, u64>,
    /// Changes that would not outlive a crash.
    unkept: HashMap<ScenarioIx, Unkept>,
    /// What each file was besides its text, when it was read last.
    likenesses: HashMap<ScenarioIx, Likeness>,
}

impl Keeping {
    /// Kept where the reader keeps the state of programs.
    pub fn of_reader() -> Keeping {
        let journals = Journals::of_reader().map_or(KeptIn::NoPlace, KeptIn::Journals);
        Keeping { journals, open: Mutex::default() }
    }

    /// Of this process alone: nothing is kept.
    pub fn nowhere() -> Keeping {
        Keeping { journals: KeptIn::Nothing, open: Mutex::default() }
    }

    /// Every change to it is whole when it is let go of, so a poisoned one is still good.
    fn open(&self) -> MutexGuard<'_, OpenJournals> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Does a turn, and keeps it before it is shown.
    pub fn transaction(
        &self,
        scenario: ScenarioIx,
        place: &Place,
        (text, file): (&[u8], Option<Digest>),
        transaction: &Transaction,
    ) -> Result<Box<Settled>, Rejection> {
        let mut settled = apply_transaction(text, &|text| files::read(place, text), transaction)?;
        let made = settled.steps.iter().chain([&settled.given_up]).flatten();
        let made: Vec<&EditStep> = made.collect();
        let kept = match transaction {
            // What is unsaved stands on another text now: it is kept anew, then the old is let go.
            Transaction::Again { theirs, .. } => {
                self.keep_anew(scenario, place, theirs.digest, &made)
            }
            Transaction::Make { .. }
            | Transaction::Undo(_)
            | Transaction::Redo(_)
            | Transaction::Recover(_) => {
                self.keep(scenario, place, Digest::of(text), made.into_iter().map(kept))
            }
        };
        match kept {
            Ok(()) => {
                let all_fit = settled.steps.iter().all(Option::is_some);
                if matches!(transaction, Transaction::Recover(_)) && all_fit {
                    self.forget(scenario);
                }
            }
            // The reader can still save; that nothing would outlive a crash is told.
            Err(why) => settled.unkept = Some(why),
        }
        if Some(settled.loaded.digest) == file {
            self.saved(scenario, settled.loaded.digest);
        }
        Ok(Box::new(settled))
    }

    fn keep(
        &self,
        n: ScenarioIx,
        place: &Place,
        base: Digest,
        made: impl IntoIterator<Item = JournaledChange>,
    ) -> Result<(), Refusal> {
        let Some(journals) = self.journals.wanted() else { return Ok(()) };
        let mut open = self.open();
        let due = open.unkept.remove(&n);
        let base = due.as_ref().map_or(base, |due| due.base);
        let mut changes = due.map(|due| due.changes).unwrap_or_default();
        changes.extend(made);
        let append = || {
            let journal = match open.journals.entry(n) {
                Entry::Occupied(open) => open.into_mut(),
                Entry::Vacant(none) => match journals?.begin(place, base) {
                    Some(journal) => none.insert(journal),
                    None => {
                        changes.clear(); // it is no file
                        return Ok(());
                    }
                },
            };
            while let Some(change) = changes.first() {
                journal.append(change)?;
                changes.remove(0);
            }
            Ok(())
        };
        let result: Result<(), Refusal> = append();
        if let Err(why) = &result {
            open.unkept.insert(n, Unkept { base, changes, why: why.clone() });
        }
        result
    }

    fn keep_anew(
        &self,
        n: ScenarioIx,
        place: &Place,
        base: Digest,
        steps: &[&EditStep],
    ) -> Result<(), Refusal> {
        let Some(journals) = self.journals.wanted() else { return Ok(()) };
        let begun = journals.and_then(|journals| {
            let Some(mut journal) = journals.begin(place, base) else { return Ok(None) };
            steps.iter().try_for_each(|step| journal.append(&kept(step)))?;
            Ok(Some(journal))
        });
        let mut open = self.open();
        match begun {
            Ok(journal) => {
                open.unkept.remove(&n);
                let old = journal.and_then(|journal| open.journals.insert(n, journal));
                old.into_iter().for_each(Journal::discard);
                Ok(())
            }
            Err(why) => {
                let changes = steps.iter().map(|step| kept(step)).collect();
                open.unkept.insert(n, Unkept { base, changes, why: why.clone() });
                Err(why)
            }
        }
    }

    /// Saves an open scenario: over what the file says now, or as a new file where it is gone.
    pub fn save_scenario(
        &self,
        save_request: &SaveRequest,
    ) -> Result<Box<SavedScenario>, Unsaved<Rejection>> {
        let Place::File(path) = &save_request.place else {
            return Err(SaveStop::Failed("there is no file to be saved".into()).into());
        };
        let ours = save_request.ours.bytes.as_deref().unwrap_or_default();
        let mut merged: Option<Merged> = None;
        let saved = if save_request.anew {
            self.about_to_save(save_request.scenario, Digest::of(ours));
            self.anew(save_request.scenario, path, ours)?
        } else {
            let was = save_request.base.digest;
            save::save(path, was, &save_request.agreed, |now| {
                let text = if Digest::of(now) == was {
                    merged = None;
                    ours.to_vec()
                } else {
                    let both = over(&save_request.base, now, &save_request.steps, &HashMap::new())?;
                    merged.insert(both).text.clone().into_bytes()
                };
                self.about_to_save(save_request.scenario, Digest::of(&text));
                Ok(text)
            })?
        };
        self.saved(save_request.scenario, saved.digest);
        *self.open().saves.entry(save_request.scenario).or_default() += 1;
        let loaded = files::read(&save_request.place, &saved.bytes);
        Ok(Box::new(SavedScenario { saved, loaded, merged }))
    }

    /// Writes a file that was moved or removed, unless one stands there by now.
    fn anew(&self, n: ScenarioIx, path: &Path, bytes: &[u8]) -> Result<Saved, SaveStop> {
        let like = self.open().likenesses.get(&n).cloned();
        let unconfirmed = save::create(path, bytes, like.as_ref())?;
        let digest = Digest::of(bytes);
        Ok(Saved { bytes: bytes.to_vec(), digest, merged: false, unconfirmed })
    }

    /// Reads an open scenario and tells what it says; once more where it was saved meanwhile, so that
    /// what it said before the save is never told after it.
    pub fn read_between_saves(
        &self,
        n: ScenarioIx,
        read: &dyn Fn() -> LoadResult,
        tell: &dyn Fn(LoadResult),
    ) {
        loop {
            let before = self.open().saves.get(&n).copied();
            let result = read();
            let open = self.open();
            if open.saves.get(&n).copied() == before {
                return tell(result);
            }
        }
    }

    /// Takes note of what the file of an open scenario is besides its text, for the case that it is
    /// to be written anew.
    pub fn saw(&self, n: ScenarioIx, place: &Place) {
        if let Some(like) = place.path().and_then(|path| Likeness::at(path)) {
            self.open().likenesses.insert(n, like);
        }
    }

    /// What cannot be noted here costs no more than being offered once more after a crash.
    fn about_to_save(&self, n: ScenarioIx, becomes: Digest) {
        if let Some(journal) = self.open().journals.get_mut(&n) {
            let _ = journal.saving(journal.unsaved(), becomes);
        }
    }

    fn saved(&self, n: ScenarioIx, now: Digest) {
        let mut open = self.open();
        open.unkept.remove(&n);
        if let Some(journal) = open.journals.get_mut(&n) {
            let _ = journal.saved(journal.unsaved(), now);
        }
    }

    /// What boards that did not come to their end left of a file that says `now`, the oldest first,
    /// and what is to be said of it.
    pub fn left_over(
        &self,
        n: ScenarioIx,
        place: &Place,
        now: Digest,
    ) -> (Vec<JournaledChange>, Vec<Clean>) {
        let KeptIn::Journals(journals) = &self.journals else { return Default::default() };
        let (mut changes, mut remarks) = (Vec::new(), Vec::new());
        for (left, claim) in journals.left_over::<JournaledChange>(place, now) {
            remarks.extend(left.moved_from.map(|path| {
                format!("They were made to {path}, which is gone; this file says what it said.")
                    .into()
            }));
            remarks.extend(claim.aside().map(|aside| lost(&left.lost, &aside)));
            if left.entries.is_empty() {
                let _ = claim.discard(); // told once, and kept aside
                continue;
            }
            changes.extend(left.entries);
            self.open().claims.entry(n).or_default().push(claim);
        }
        (changes, remarks)
    }

    /// Of what was left, only these changes are still to be kept, of a file that says `now`.
    pub fn keep_only(
        &self,
        n: ScenarioIx,
        place: &Place,
        now: Digest,
        changes: Vec<JournaledChange>,
    ) -> Result<(), Refusal> {
        self.keep(n, place, now, changes)?;
        self.forget(n);
        Ok(())
    }

    /// What would be lost if the board ended now: the names of changes, and why.
    pub fn unkept(&self, n: ScenarioIx) -> Option<Clean> {
        let open = self.open();
        let unkept = open.unkept.get(&n)?;
        let names: Vec<&str> = unkept.changes.iter().map(|change| change.name.as_str()).collect();
        let (changes, names) = (counted(names.len(), "change"), names.join(", "));
        Some(format!("{changes} neither saved nor kept ({names}): {}", unkept.why.message).into())
    }

    /// What was left of an open scenario is in good hands, or wanted no more.
    pub fn forget(&self, n: ScenarioIx) {
        for claim in self.open().claims.remove(&n).unwrap_or_default() {
            let _ = claim.discard();
        }
    }

    /// Nothing that is unsaved here is wanted any more.
    pub fn discard(&self) {
        let mut open = self.open();
        open.unkept.clear();
        open.journals.drain().for_each(|(_, journal)| journal.discard());
    }
}

impl KeptIn {
    /// The journals, or why there are none; `None` where nothing is to be kept.
    fn wanted(&self) -> Option<Result<&Journals, Refusal>> {
        match self {
            KeptIn::Journals(journals) => Some(Ok(journals)),
            KeptIn::NoPlace => Some(Err(Refusal::new(
                "what is not saved would not outlive a crash: no folder is named to keep it in",
                "set HOME or XDG_STATE_HOME",
            ))),
            KeptIn::Nothing => None,
        }
    }
}

/// What is said of changes that cannot be read.
fn lost(names: &[Clean], aside: &Path) -> Clean {
    let (changes, aside) = (counted(names.len(), "change"), shown(aside));
    let names: Vec<&str> = names.iter().map(|name| &**name).collect();
    let names = names.join(", ");
    format!("Damaged, and lost with it: {changes} ({names}). What is left of the record: {aside}")
        .into()
}

fn kept(step: &EditStep) -> JournaledChange {
    JournaledChange { name: step.name.to_string(), patch: step.patch.clone() }
}

#[cfg(test)]
mod tests {
    use std::cell::{Cell, RefCell};

    use super::*;
    use crate::app::FileFault;

    #[test]
    fn what_a_file_said_before_a_save_is_not_told_after_it() {
        let (keeping, n) = (Keeping::nowhere(), ScenarioIx::new(0));
        let (reads, told) = (Cell::new(0), RefCell::new(Vec::new()));
        let read = || {
            reads.set(reads.get() + 1);
            if reads.get() == 1 {
                *keeping.open().saves.entry(n).or_default() += 1; // just now
                return Err(FileFault::Unreadable("the old text".into()));
            }
            Err(FileFault::Gone)
        };
        keeping.read_between_saves(n, &read, &|result| told.borrow_mut().push(result.unwrap_err()));
        assert_eq!((reads.get(), told.into_inner()), (2, vec![FileFault::Gone]));
    }
}
