//! Our changes on top of what somebody else wrote meanwhile. What they did not touch is merged
//! without a question; a record that both changed is a clash, and only the user settles it.

use std::collections::HashMap;

use super::{
    Step,
    turn::{Stuck, made_anew, read, refusal},
};
use crate::{
    board::{Book, says_the_same},
    format::{
        TableForm, Voiced,
        edit::{Edit, Fields, Refusal, Target, apply},
        load,
        typed::{draft_of, toml_of},
    },
    model::{Clean, Key, Record, Scenario, Word},
};

/// What becomes of a record that both changed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Choice {
    Ours,
    Theirs,
    /// Theirs stays, and ours is added as another account.
    Both,
}

pub type Choices = HashMap<Target, Choice>;

/// A record that was changed here and by somebody else, or a change that has no place any more.
#[derive(Clone, PartialEq, Debug)]
pub struct Clash {
    pub record: Target,
    /// What was to be done here.
    pub name: Clean,
    /// As both began with it; none where it was made since.
    pub base: Option<Record>,
    /// None where it was removed.
    pub ours: Option<Record>,
    pub theirs: Option<Record>,
    /// Whether both can stand, as accounts of one record.
    pub may_keep_both: bool,
    /// Why ours cannot be made at all, if it cannot.
    pub why: Option<Clean>,
}

/// Our changes in their text.
#[derive(Clone, PartialEq, Debug)]
pub struct Merged {
    pub text: String,
    /// One for each of ours; none where it was given up.
    pub steps: Vec<Option<Step>>,
}

/// What both sides began with, and what ours says by now.
#[derive(Clone, Debug)]
pub struct Sides {
    pub base: Book,
    pub ours: Book,
}

/// Makes `steps`, which led from `base` to `ours`, in the text that the file has now.
pub fn over(sides: &Sides, now: &[u8], steps: &[Step], choices: &Choices) -> Result<Merged, Stuck> {
    let now = read(now)?;
    let loaded = load(now.as_bytes(), "");
    let known = (&sides.base.index, &sides.ours.index, &loaded.scenario);
    let (Some(base), Some(ours), Some(theirs)) = known else {
        return Err(refusal("the file does not load as it is", "mend it first").into());
    };
    let (base, ours) = (&*base.scenario, &*ours.scenario);
    let all = Three { base, ours, theirs, edits: by_record(steps), choices };
    let mut merging = Merging { text: now.to_owned(), steps: Vec::new(), clashes: Vec::new() };
    let mut renamed: HashMap<Target, Target> = HashMap::new();
    for step in steps {
        merging.step(step, &all, &mut renamed);
    }
    let Merging { text, steps, clashes } = merging;
    if clashes.is_empty() { Ok(Merged { text, steps }) } else { Err(Stuck::Clashes(clashes)) }
}

/// Every edit of ours, by its record.
fn by_record(steps: &[Step]) -> HashMap<Target, Vec<Edit>> {
    let mut found: HashMap<Target, Vec<Edit>> = HashMap::new();
    for edit in steps.iter().flat_map(|step| &step.edits) {
        if let Some(record) = edit.record() {
            found.entry(record.clone()).or_default().push(edit.clone());
        }
    }
    found
}

/// An edit of the record under the name that it goes by now.
fn follow(edit: &Edit, renamed: &HashMap<Target, Target>) -> Edit {
    let mut edit = edit.clone();
    if let Some(now) = edit.record().and_then(|record| renamed.get(record)) {
        edit.redirect(now.clone());
    }
    edit
}

/// The three that are brought together.
struct Three<'a> {
    base: &'a Scenario,
    ours: &'a Scenario,
    theirs: &'a Scenario,
    /// Of ours, by record.
    edits: HashMap<Target, Vec<Edit>>,
    choices: &'a Choices,
}

struct Merging {
    text: String,
    steps: Vec<Option<Step>>,
    clashes: Vec<Clash>,
}

impl Merging {
    fn step(&mut self, step: &Step, all: &Three, renamed: &mut HashMap<Target, Target>) {
        if step.edits.is_empty() {
            return self.patched(step, all);
        }
        let (mut edits, mut written) = (Vec::new(), Vec::new());
        for (edit, touched) in step.edits.iter().zip(&step.touched) {
            let edit = follow(edit, renamed);
            match all.settled(&edit, &step.name) {
                Ok(settled) => {
                    written.extend(settled.iter().map(|_| touched.clone()));
                    edits.extend(settled);
                }
                Err(clash) => self.clash(*clash),
            }
        }
        if edits.is_empty() {
            return self.steps.push(None);
        }
        match apply(&self.text, &edits) {
            Ok(edited) => {
                let now: Vec<Target> =
                    edited.touched.iter().map(|touched| touched.record.clone()).collect();
                // An id that was made up for a new record may be theirs by now.
                renamed.extend(
                    written.into_iter().zip(now.iter().cloned()).filter(|(was, is)| was != is),
                );
                let made = Step::new(&step.name, &self.text, &edited.text, edited.patch);
                self.steps.push(Some(Step { edits, touched: now, ..made }));
                self.text = edited.text;
            }
            Err(why) => self.impossible(step, all, &why),
        }
    }

    /// A step that is known by its text alone: undone, or found in a journal.
    fn patched(&mut self, step: &Step, all: &Three) {
        let given_up = |target: &Target| all.choices.get(target) == Some(&Choice::Theirs);
        if step.touched.iter().any(given_up) {
            return self.steps.push(None);
        }
        match made_anew(&step.patch, &self.text) {
            Ok((after, patch)) => {
                let made = Step::new(&step.name, &self.text, &after, patch);
                self.steps.push(Some(Step { touched: step.touched.clone(), ..made }));
                self.text = after;
            }
            Err(why) => self.impossible(step, all, &why),
        }
    }

    fn clash(&mut self, clash: Clash) {
        if !self.clashes.iter().any(|known| known.record == clash.record) {
            self.clashes.push(clash);
        }
    }

    /// What cannot be made any more is given up or kept as it is: nothing else can be chosen.
    fn impossible(&mut self, step: &Step, all: &Three, why: &Refusal) {
        self.steps.push(None);
        let Some(record) = step.touched.first() else { return };
        let (base, theirs) = (record.find(all.base), record.find(all.theirs));
        self.clash(Clash {
            record: record.clone(),
            name: step.name.clone(),
            base: base.cloned(),
            ours: None,
            theirs: theirs.cloned(),
            may_keep_both: false,
            why: Some(why.message.clone()),
        });
    }
}

impl Three<'_> {
    /// The edits that are to be made for one of ours; a clash where nobody has chosen yet.
    fn settled(&self, edit: &Edit, name: &Clean) -> Result<Vec<Edit>, Box<Clash>> {
        let as_meant = || Ok(vec![edit.clone()]);
        let Some(target) = edit.record() else { return as_meant() };
        let Some(base) = target.find(self.base) else { return as_meant() };
        let theirs = target.find(self.theirs);
        let adds = matches!(edit, Edit::AddAccount { .. });
        // One more voice disturbs no other.
        if theirs.is_some_and(|theirs| adds || says_the_same(base, theirs)) {
            return as_meant();
        }
        let ours = target.find(self.ours);
        match self.choices.get(target) {
            Some(Choice::Theirs) => Ok(Vec::new()),
            Some(Choice::Ours) if theirs.is_none() => {
                let whole = ours.filter(|_| self.is_first(target, edit));
                let whole = whole.and_then(|ours| draft_of(ours, self.ours));
                Ok(whole.map(Edit::AddRecord).into_iter().collect())
            }
            Some(Choice::Ours) => as_meant(),
            Some(Choice::Both) => {
                let account = Some(()).filter(|()| self.is_first(target, edit));
                Ok(account.and_then(|()| self.account(target, base)).into_iter().collect())
            }
            None => Err(Box::new(Clash {
                record: target.clone(),
                name: name.clone(),
                base: Some(base.clone()),
                ours: ours.cloned(),
                theirs: theirs.cloned(),
                may_keep_both: theirs.is_some() && self.account(target, base).is_some(),
                why: None,
            })),
        }
    }

    /// Whether an edit is the first of ours to its record: what stands for all of them is made
    /// once.
    fn is_first(&self, target: &Target, edit: &Edit) -> bool {
        self.edits.get(target).and_then(|edits| edits.first()) == Some(edit)
    }

    /// Our word as one more account: what we set, in the name of the voice whose word it was.
    fn account(&self, target: &Target, base: &Record) -> Option<Edit> {
        let form = TableForm::of(target.table);
        if form.voiced != Voiced::WithAccounts {
            return None;
        }
        let (mut fields, mut speaker): (Fields, Option<&Word>) = (Vec::new(), None);
        for edit in self.edits.get(target)? {
            let Edit::SetKey { word, key, value, .. } = edit else { return None };
            speaker = speaker.or(base.words.get(*word));
            if let (Some(value), false) = (value, matches!(key, Key::Id | Key::Withdrawn)) {
                fields.retain(|(known, _)| known != key);
                fields.push((*key, value.clone()));
            }
        }
        for key in [Key::Source, Key::Citing, Key::Published] {
            let is_set = fields.iter().any(|(known, _)| *known == key);
            if let Some(value) = speaker?.get(key).filter(|_| !is_set) {
                fields.push((key, toml_of(target.table, key, value, self.ours)?));
            }
        }
        let says = fields.iter().any(|(key, _)| key.is_fact());
        says.then(|| Edit::AddAccount { record: target.clone(), fields })
    }
}
