//! Our changes on top of what somebody else wrote meanwhile. What they did not touch is merged
//! without a question; a record that both changed is a clash, and only the user settles it.
//!
//! Step by step both texts are led on: ours as it was, theirs with the same change made in it. So
//! each change is looked at beside the records that it was made beside, under the names and account
//! numbers that they had then.

use std::{collections::HashMap, error::Error, fmt};

use super::{
    EditStep,
    text::{broken, made_anew, read, refusal},
};
use crate::{
    board::{LoadedFile, counterparts, says_the_same, word_counterparts},
    format::{
        TableForm, Voiced,
        edit::{Edit, Fields, Target, apply},
        load,
        typed::{draft_of, toml_of},
    },
    model::{Clean, Key, Reason, Record, RecordIx, Refusal, Scenario, Spot, Value},
};

/// What becomes of a record that both changed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Choice {
    /// Our change is made, over theirs.
    Ours,
    /// Theirs stays, and our change is given up.
    Theirs,
    /// Theirs stays, and ours is added as another account.
    Both,
}

/// What was chosen for each record that both changed.
pub type Choices = HashMap<Target, Choice>;

/// A record that was changed here and by somebody else, or a change that has no place any more.
#[derive(Clone, PartialEq, Debug)]
pub struct Clash {
    /// Under the name that it had before our changes.
    pub record: Target,
    /// What was to be done here.
    pub name: Clean,
    /// As it was before our change; `None` where it was made since.
    pub base: Option<Record>,
    /// `None` where it was removed.
    pub ours: Option<Record>,
    /// As somebody else left it; `None` where they removed it.
    pub theirs: Option<Record>,
    /// Whether both can stand, as accounts of one record.
    pub may_keep_both: bool,
    /// Why ours cannot be made at all, if it cannot.
    pub why: Option<Clean>,
}

/// Why a transaction was not done. The text is as it was.
#[derive(Clone, PartialEq, Debug)]
pub enum Rejection {
    /// The change cannot be made, whoever else changed the file.
    Refused(Refusal),
    /// Somebody else changed the same records.
    Clashes(Vec<Clash>),
}

impl From<Refusal> for Rejection {
    fn from(refusal: Refusal) -> Rejection {
        Rejection::Refused(refusal)
    }
}

impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Rejection::Refused(refusal) => refusal.fmt(f),
            Rejection::Clashes(_) => f.write_str("somebody else changed the same records"),
        }
    }
}

impl Error for Rejection {}

impl Reason for Rejection {
    fn message(&self) -> Clean {
        match self {
            Rejection::Refused(refusal) => refusal.message.clone(),
            Rejection::Clashes(_) => self.to_string().into(),
        }
    }

    fn hint(&self) -> Option<Clean> {
        match self {
            Rejection::Refused(refusal) => refusal.hint.clone(),
            Rejection::Clashes(_) => None,
        }
    }

    fn spot(&self) -> Option<Spot> {
        match self {
            Rejection::Refused(refusal) => refusal.spot,
            Rejection::Clashes(_) => None,
        }
    }
}

/// Our changes in their text.
#[derive(Clone, PartialEq, Debug)]
pub struct Merged {
    /// Their text with our changes made in it.
    pub text: String,
    /// One for each of ours; `None` where it was given up.
    pub steps: Vec<Option<EditStep>>,
}

/// Makes `steps`, which led on from `base`, in the text that the file has now.
pub fn over(
    base: &LoadedFile,
    now: &[u8],
    steps: &[EditStep],
    choices: &Choices,
) -> Result<Merged, Rejection> {
    let mut merging = Merging {
        ours: read(base.bytes.as_deref().unwrap_or_default())?.to_owned(),
        theirs: read(now)?.to_owned(),
        steps: Vec::new(),
        clashes: Vec::new(),
        origins: HashMap::new(),
        renamed: HashMap::new(),
        choices,
    };
    for step in steps {
        merging.step(step)?;
    }
    let Merging { theirs, steps, clashes, .. } = merging;
    if clashes.is_empty() {
        Ok(Merged { text: theirs, steps })
    } else {
        Err(Rejection::Clashes(clashes))
    }
}

struct Merging<'a> {
    /// Both texts before the step that is to be made.
    ours: String,
    theirs: String,
    steps: Vec<Option<EditStep>>,
    clashes: Vec<Clash>,
    /// What records that we renamed were called at first.
    origins: HashMap<Target, Target>,
    /// What records that we added are called in theirs, where their id was taken there.
    renamed: HashMap<Target, Target>,
    choices: &'a Choices,
}

/// What becomes of one edit of ours.
enum MergedEdit {
    Made(Vec<Edit>),
    /// Theirs says so already, or it was chosen.
    LeftOut,
    Clashes(Box<Clash>),
}

/// Both sides beside each other, before and after the step on ours.
struct Beside<'a> {
    before: &'a Scenario,
    after: Option<&'a Scenario>,
    theirs: &'a Scenario,
    counterparts: Vec<Option<RecordIx>>,
}

impl Merging<'_> {
    fn step(&mut self, step: &EditStep) -> Result<(), Rejection> {
        let gone = || refusal("a change no longer stands where it was made", "undo it");
        let ours_after = step.patch.redo(&self.ours).ok_or_else(gone)?;
        let result =
            if step.edits.is_empty() { self.patched(step) } else { self.meant(step, &ours_after) };
        self.ours = ours_after;
        result
    }

    /// A step that is known by what was meant.
    fn meant(&mut self, step: &EditStep, ours_after: &str) -> Result<(), Rejection> {
        let (before, after) = (load(self.ours.as_bytes(), ""), load(ours_after.as_bytes(), ""));
        let theirs = load(self.theirs.as_bytes(), "");
        let (Some(was), Some(theirs)) = (&before.scenario, &theirs.scenario) else {
            return Err(broken().into());
        };
        let after = after.scenario.as_ref();
        let counterparts = counterparts(was, theirs);
        let beside = Beside { before: was, after, theirs, counterparts };
        let (mut edits, mut written) = (Vec::new(), Vec::new());
        for (edit, touched) in step.edits.iter().zip(&step.touched) {
            if let Some(record) = edit.record().filter(|record| *record != touched) {
                let origin = self.origin(record);
                self.origins.insert(touched.clone(), origin);
            }
            match self.settle(edit, touched, step, &beside) {
                MergedEdit::Made(made) => {
                    written.extend(made.iter().map(|_| touched.clone()));
                    edits.extend(made);
                }
                MergedEdit::LeftOut => {}
                MergedEdit::Clashes(clash) => self.clash(*clash),
            }
        }
        if edits.is_empty() {
            self.steps.push(None);
            return Ok(());
        }
        match apply(&self.theirs, &edits) {
            Ok(edited) => {
                let now: Vec<Target> =
                    edited.touched.iter().map(|touched| touched.record.clone()).collect();
                let named = written.into_iter().zip(now.iter().cloned());
                self.renamed.extend(named.filter(|(was, is)| was != is));
                let made = EditStep::new(&step.name, &self.theirs, &edited.text, edited.patch);
                self.steps.push(Some(EditStep { edits, touched: now, ..made }));
                self.theirs = edited.text;
                Ok(())
            }
            Err(why) => self.impossible(step, &why),
        }
    }

    /// A step that is known by its text alone: undone, or found in a journal.
    fn patched(&mut self, step: &EditStep) -> Result<(), Rejection> {
        match made_anew(&step.patch, &self.theirs) {
            Ok((after, patch)) => {
                let made = EditStep::new(&step.name, &self.theirs, &after, patch);
                self.steps.push(Some(EditStep { touched: step.touched.clone(), ..made }));
                self.theirs = after;
                Ok(())
            }
            Err(why) => self.impossible(step, &why),
        }
    }

    fn origin(&self, record: &Target) -> Target {
        self.origins.get(record).unwrap_or(record).clone()
    }

    fn clash(&mut self, clash: Clash) {
        if !self.clashes.iter().any(|known| known.record == clash.record) {
            self.clashes.push(clash);
        }
    }

    /// What cannot be made any more can only be given up, and not without a word.
    fn impossible(&mut self, step: &EditStep, why: &Refusal) -> Result<(), Rejection> {
        self.steps.push(None);
        let Some(record) = step.touched.first() else { return Err(why.clone().into()) };
        let record = self.origin(record);
        if self.choices.get(&record) == Some(&Choice::Theirs) {
            return Ok(());
        }
        let theirs = load(self.theirs.as_bytes(), "").scenario;
        let theirs = theirs.as_ref().and_then(|theirs| record.find(theirs)).cloned();
        let (name, why) = (step.name.clone(), Some(why.message.clone()));
        let clash =
            Clash { record, name, base: None, ours: None, theirs, may_keep_both: false, why };
        self.clash(clash);
        Ok(())
    }

    /// What becomes of an edit in their text.
    fn settle(
        &self,
        edit: &Edit,
        touched: &Target,
        step: &EditStep,
        beside: &Beside,
    ) -> MergedEdit {
        let Some(target) = edit.record() else { return self.added(edit, touched, step, beside) };
        let record = self.origin(target);
        let choice = self.choices.get(&record).copied();
        let base = target.find(beside.before);
        let ours = beside.after.and_then(|after| touched.find(after));
        let theirs = self.theirs_of(target, beside);
        let clash = |why: Option<&str>, may_keep_both: bool| match (choice, why) {
            (Some(Choice::Theirs), _) => MergedEdit::LeftOut,
            _ => MergedEdit::Clashes(Box::new(Clash {
                record: record.clone(),
                name: step.name.clone(),
                base: base.cloned(),
                ours: ours.cloned(),
                theirs: theirs.cloned(),
                may_keep_both,
                why: why.map(Clean::from),
            })),
        };
        let Some(base) = base else {
            return clash(Some("the record that is meant is no longer there"), false);
        };
        let removes = matches!(edit, Edit::RemoveRecord { .. });
        let Some(theirs) = theirs else {
            return match choice {
                _ if base.id_made_up => clash(Some(UNNAMED), false),
                _ if removes => MergedEdit::LeftOut,
                Some(Choice::Ours) => match draft_of(base, beside.before) {
                    Some(draft) => MergedEdit::Made(vec![Edit::AddRecord(draft), edit.clone()]),
                    None => clash(Some("it cannot be written anew"), false),
                },
                _ => clash(None, false),
            };
        };
        let words = word_counterparts(base, theirs);
        let mut there = edit.clone();
        there.redirect(Target::of(theirs));
        let word = match &mut there {
            Edit::SetKey { word, .. } | Edit::RemoveAccount { word, .. } => Some(word),
            Edit::AddRecord(_) | Edit::AddAccount { .. } | Edit::RemoveRecord { .. } => None,
        };
        if let Some(word) = word {
            match words.get(*word).copied().flatten() {
                Some(now) => *word = now,
                None if matches!(edit, Edit::RemoveAccount { .. }) => return MergedEdit::LeftOut,
                None => return clash(Some("the account that is meant is no longer there"), false),
            }
        }
        // One more voice disturbs no other.
        let adds = matches!(edit, Edit::AddAccount { .. });
        if adds || says_the_same(base, theirs) {
            return MergedEdit::Made(vec![there]);
        }
        if is_said(&there, touched, edit, theirs, beside) {
            return MergedEdit::LeftOut;
        }
        match choice {
            Some(Choice::Theirs) => MergedEdit::LeftOut,
            Some(Choice::Ours) => MergedEdit::Made(vec![there]),
            Some(Choice::Both) => {
                let accounts = accounts(step, target, base, beside.before).unwrap_or_default();
                // What stands for all edits of a step is made with the first.
                let is_first =
                    step.edits.iter().find(|it| it.record() == Some(target)) == Some(edit);
                let accounts = accounts.into_iter().filter(|_| is_first);
                let to = Target::of(theirs);
                let account = |fields| Edit::AddAccount { record: to.clone(), fields };
                MergedEdit::Made(accounts.map(account).collect())
            }
            None => clash(None, accounts(step, target, base, beside.before).is_some()),
        }
    }

    /// The record in theirs, as far as it is certain which one it is.
    fn theirs_of<'s>(&self, target: &Target, beside: &Beside<'s>) -> Option<&'s Record> {
        if let Some(renamed) = self.renamed.get(target) {
            return renamed.find(beside.theirs);
        }
        let records = beside.before.records();
        let at = records.iter().position(|record| Target::of(record) == *target)?;
        beside.counterparts[at].map(|n| beside.theirs.record(n))
    }

    /// A record that we added, whose id may be another's by now.
    fn added(&self, edit: &Edit, touched: &Target, step: &EditStep, beside: &Beside) -> MergedEdit {
        let Edit::AddRecord(draft) = edit else { return MergedEdit::Made(vec![edit.clone()]) };
        let taken = draft.id().and_then(|id| Target { table: draft.table, id }.find(beside.theirs));
        let Some(taken) = taken else { return MergedEdit::Made(vec![edit.clone()]) };
        let ours = beside.after.and_then(|after| touched.find(after));
        if self.choices.get(touched) == Some(&Choice::Theirs)
            || ours.is_some_and(|ours| says_the_same(ours, taken))
        {
            return MergedEdit::LeftOut;
        }
        MergedEdit::Clashes(Box::new(Clash {
            record: touched.clone(),
            name: step.name.clone(),
            base: None,
            ours: ours.cloned(),
            theirs: Some(taken.clone()),
            may_keep_both: false,
            why: Some(format!("`{}` is another record of the file by now", touched.id).into()),
        }))
    }
}

const UNNAMED: &str = "it has no id of its own and was changed outside: which record is meant can no \
                       longer be told";

/// Whether theirs says already what an edit means to say.
fn is_said(there: &Edit, touched: &Target, edit: &Edit, theirs: &Record, beside: &Beside) -> bool {
    let (Edit::SetKey { word: now, key, .. }, Edit::SetKey { word, .. }) = (there, edit) else {
        return false;
    };
    let ours = beside.after.and_then(|after| touched.find(after));
    let said = |record: &Record, word: usize| -> Option<Option<Value>> {
        Some(record.words.get(word)?.get(*key).cloned())
    };
    ours.is_some_and(|ours| said(ours, *word) == said(theirs, *now))
}

/// What a step says of a record as accounts in the names of the voices whose words it changed;
/// `None` where it does more than say something.
fn accounts(
    step: &EditStep,
    target: &Target,
    base: &Record,
    scenario: &Scenario,
) -> Option<Vec<Fields>> {
    if TableForm::of(target.table).voiced != Voiced::WithAccounts {
        return None;
    }
    let mut by_word: Vec<(usize, Fields)> = Vec::new();
    for edit in step.edits.iter().filter(|edit| edit.record() == Some(target)) {
        let Edit::SetKey { word, key, value: Some(value), .. } = edit else { return None };
        if !key.is_fact() {
            return None;
        }
        match by_word.iter_mut().find(|(known, _)| known == word) {
            Some((_, fields)) => fields.push((*key, value.clone())),
            None => by_word.push((*word, vec![(*key, value.clone())])),
        }
    }
    for (word, fields) in &mut by_word {
        let speaker = base.words.get(*word)?;
        for key in [Key::Source, Key::Citing, Key::Published] {
            if let Some(value) = speaker.get(key) {
                fields.push((key, toml_of(target.table, key, value, scenario)?));
            }
        }
    }
    Some(by_word.into_iter().map(|(_, fields)| fields).collect())
}
