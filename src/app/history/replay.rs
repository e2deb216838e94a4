//! Our changes made once more in the text that somebody else left. Step by step both texts are led
//! on: ours as it was, theirs with the same change made in it. So each change is looked at beside
//! the records that it was made beside, under the names and account numbers that they had then.

use std::collections::HashMap;

use super::{
    EditStep,
    beside::{RecordBeside, SPEAKER, rename},
    conflict::{Choice, Choices, ClashPart, ContestedPart},
    meaning::meaning,
    text::{broken, made_anew, refusal},
};
use crate::{
    board::{Counterpart, counterparts, says_the_same, word_says_the_same},
    format::{
        edit::{Edit, Target, apply},
        load,
        typed::{draft_of, fields_of},
    },
    model::{Record, RecordIx, Refusal, Scenario, Value, Word},
};

/// What came of making our changes once more.
pub struct Replayed {
    /// Ours, after all changes.
    pub ours: String,
    /// Theirs, with our changes.
    pub theirs: String,
    /// One for each of ours; `None` where nothing of it was made.
    pub steps: Vec<Option<EditStep>>,
    /// The records that our changes touch, in the order in which they first do.
    pub records: Vec<RecordBeside>,
}

/// Both texts as far as they are led on, and what was met on the way.
pub struct Replay<'a> {
    pub(super) made: Replayed,
    /// What the records that ours calls otherwise now, without a change of them, were called before.
    pub(super) origins: HashMap<Target, Target>,
    choices: &'a Choices,
}

/// Both sides beside each other, before and after the step on ours.
pub(super) struct Beside<'a> {
    pub step: &'a EditStep,
    pub before: &'a Scenario,
    pub after: Option<&'a Scenario>,
    pub theirs: &'a Scenario,
    pub counterparts: Vec<Option<Counterpart>>,
}

pub(super) const EITHER: &[Choice] = &[Choice::Ours, Choice::Theirs];
pub(super) const ANY: &[Choice] = &[Choice::Ours, Choice::Theirs, Choice::Both];
pub(super) const APART: &[Choice] = &[Choice::Both, Choice::Theirs];
const THEIRS: &[Choice] = &[Choice::Theirs];

impl<'a> Replay<'a> {
    /// Makes all steps. Of what both changed becomes what was chosen; where nothing was, ours is
    /// kept as far as it can be.
    pub fn run(
        ours: &str,
        theirs: &str,
        steps: &[EditStep],
        choices: &'a Choices,
    ) -> Result<Replayed, Refusal> {
        let made = Replayed {
            ours: ours.to_owned(),
            theirs: theirs.to_owned(),
            steps: Vec::new(),
            records: Vec::new(),
        };
        let mut replay = Replay { made, origins: HashMap::new(), choices };
        steps.iter().try_for_each(|step| replay.step(step))?;
        Ok(replay.made)
    }

    fn step(&mut self, step: &EditStep) -> Result<(), Refusal> {
        let gone = || refusal("a change no longer stands where it was made", "undo it");
        let ours_after = step.patch.redo(&self.made.ours).ok_or_else(gone)?;
        let meant = match &step.edits {
            edits if edits.is_empty() => {
                meaning(&self.made.ours, &ours_after, step.patch.records())
            }
            edits => Some((edits.clone(), step.touched.clone())),
        };
        match meant {
            Some((edits, touched)) => self.meant(step, &edits, &touched, &ours_after)?,
            None => self.patched(step),
        }
        self.made.ours = ours_after;
        Ok(())
    }

    /// A step that is known by what was meant.
    fn meant(
        &mut self,
        step: &EditStep,
        edits: &[Edit],
        touched: &[Target],
        ours_after: &str,
    ) -> Result<(), Refusal> {
        let (before, after) =
            (load(self.made.ours.as_bytes(), ""), load(ours_after.as_bytes(), ""));
        let theirs = load(self.made.theirs.as_bytes(), "");
        let (Some(was), Some(theirs)) = (&before.scenario, &theirs.scenario) else {
            return Err(broken());
        };
        // A record that was met stays what it was met as, whatever the two call theirs by now.
        let of_ours = |record: &Record| self.position(&Target::of(record)).is_some();
        let of_theirs = |record: &Record| self.made.records.iter().any(|it| it.is_theirs(record));
        let counterparts = counterparts(was, theirs, (of_ours, of_theirs));
        let after = after.scenario.as_ref();
        let beside = Beside { step, before: was, after, theirs, counterparts };
        let stood = self.made.records.clone();
        for record in &mut self.made.records {
            let there = record.theirs_now.as_ref().and_then(|name| name.find(theirs));
            record.theirs_count = there.map_or(0, |there| there.words.len());
            record.is_written = false;
        }
        let (mut made, mut of_step): (Vec<(usize, Edit)>, Vec<usize>) = (Vec::new(), Vec::new());
        for (edit, touched) in edits.iter().zip(touched) {
            let at = self.record_of(edit, touched, &beside);
            self.made.records[at].counts(edit);
            let there = match edit {
                Edit::AddRecord(draft) => self.added(at, draft, &beside),
                _ => self.changed(at, edit, touched, &beside),
            };
            made.extend(there.into_iter().map(|edit| (at, edit)));
            self.made.records[at].led_on(edit);
            of_step.push(at);
        }
        for (at, touched) in of_step.iter().zip(touched) {
            let now = &mut self.made.records[*at].ours_now;
            *now = now.take().map(|_| touched.clone());
        }
        if let Some(after) = after {
            self.ours_is_renamed((was, after), (edits, touched), &of_step);
        }
        if made.is_empty() {
            self.made.steps.push(None);
            return Ok(());
        }
        let (of, edits): (Vec<usize>, Vec<Edit>) = made.into_iter().unzip();
        match apply(&self.made.theirs, &edits) {
            Ok(edited) => {
                let now: Vec<Target> =
                    edited.touched.iter().map(|touched| touched.record.clone()).collect();
                for (at, (edit, now)) in of.iter().zip(edits.iter().zip(&now)) {
                    let is_gone = matches!(edit, Edit::RemoveRecord { .. });
                    self.made.records[*at].theirs_now = Some(now.clone()).filter(|_| !is_gone);
                }
                let after = load(edited.text.as_bytes(), "").scenario.ok_or_else(broken)?;
                self.theirs_is_renamed((theirs, &after), (&edits, &now), &of);
                let made = EditStep::new(&step.name, &self.made.theirs, &edited.text, edited.patch);
                self.made.steps.push(Some(EditStep { edits, touched: now, ..made }));
                self.made.theirs = edited.text;
            }
            Err(why) => {
                // Nothing of it stands in theirs.
                for (record, stood) in self.made.records.iter_mut().zip(&stood) {
                    record.theirs_stands_as(stood);
                }
                self.impossible(of[0], step, &why);
            }
        }
        Ok(())
    }

    /// A step that is known by its text alone.
    fn patched(&mut self, step: &EditStep) {
        match made_anew(&step.patch, &self.made.theirs) {
            Ok((after, patch)) => {
                let made = EditStep::new(&step.name, &self.made.theirs, &after, patch);
                self.made.steps.push(Some(EditStep { touched: step.touched.clone(), ..made }));
                self.made.theirs = after;
            }
            Err(why) => {
                let Some(record) = step.touched.first() else {
                    self.made.steps.push(None);
                    return;
                };
                let at = self.position(record);
                let at = at.unwrap_or_else(|| self.take(RecordBeside::unknown(record)));
                self.impossible(at, step, &why);
            }
        }
    }

    /// What cannot be made any more can only be given up, and not without a word.
    fn impossible(&mut self, at: usize, step: &EditStep, why: &Refusal) {
        let part = ClashPart::Change(self.made.steps.len());
        self.made.steps.push(None);
        let why = Some(why.message.clone());
        self.made.records[at].contests(&step.name, ContestedPart { part, offers: THEIRS, why });
    }

    /// Of the records that were met, the one that ours calls so now.
    fn position(&self, name: &Target) -> Option<usize> {
        self.made.records.iter().position(|record| record.ours_now.as_ref() == Some(name))
    }

    fn take(&mut self, record: RecordBeside) -> usize {
        self.made.records.push(record);
        self.made.records.len() - 1
    }

    /// The position of the record that an edit is of, met now if it was not before.
    fn record_of(&mut self, edit: &Edit, touched: &Target, beside: &Beside) -> usize {
        let name = edit.record().unwrap_or(touched);
        // One that was removed here and is written again is another.
        let known = edit.record().and_then(|name| self.position(name));
        known.unwrap_or_else(|| {
            let met = match edit {
                Edit::AddRecord(draft) => {
                    let names = (&self.free_origin(touched), touched);
                    RecordBeside::added(names, draft.accounts.len(), beside.theirs)
                }
                _ => {
                    let base = name.find(beside.before);
                    let there = base.and_then(|base| self.counterpart(base, beside));
                    let origin = self.origins.get(name).unwrap_or(name);
                    RecordBeside::met((origin, name), base, there)
                }
            };
            self.take(met)
        })
    }

    /// The record in theirs that a record of ours is.
    fn counterpart<'s>(&self, base: &Record, beside: &Beside<'s>) -> Option<(&'s Record, bool)> {
        let at = beside
            .before
            .records()
            .iter()
            .position(|record| Target::of(record) == Target::of(base))?;
        let (n, is_certain): (RecordIx, bool) = match beside.counterparts[at]? {
            Counterpart::Certain(n) => (n, true),
            Counterpart::Likely(n) => (n, false),
        };
        let record = beside.theirs.record(n);
        // Met since by another of ours in this step, it is that one.
        let is_free = !self.made.records.iter().any(|known| known.is_theirs(record));
        is_free.then_some((record, is_certain))
    }

    /// What was chosen of a part that both changed; what keeps ours where nothing was.
    pub(super) fn chosen(
        &mut self,
        at: usize,
        beside: &Beside,
        part: ClashPart,
        offers: &'static [Choice],
        why: Option<&str>,
    ) -> Choice {
        let record = &mut self.made.records[at];
        let why = why.map(Into::into);
        record.contests(&beside.step.name, ContestedPart { part, offers, why });
        let chosen = self.choices.get(&(record.origin.clone(), part)).copied();
        chosen.filter(|choice| offers.contains(choice)).unwrap_or(offers[0])
    }

    /// What becomes of an edit of a record that stood before.
    fn changed(&mut self, at: usize, edit: &Edit, touched: &Target, beside: &Beside) -> Vec<Edit> {
        let name = edit.record().unwrap_or(touched);
        let Some(was) = name.find(beside.before) else { return Vec::new() };
        let removes = matches!(edit, Edit::RemoveRecord { .. });
        if self.made.records[at].is_likely {
            let offers = if removes { EITHER } else { ANY };
            match self.chosen(at, beside, ClashPart::Record, offers, Some(LIKELY)) {
                Choice::Ours => {}
                Choice::Theirs => return Vec::new(),
                Choice::Both => return self.written_anew(at, touched, beside),
            }
            self.made.records[at].is_likely = false;
        }
        if self.made.records[at].is_written {
            return Vec::new(); // with all of the step
        }
        let there = self.made.records[at].theirs_now.clone();
        let Some(theirs) = there.as_ref().and_then(|name| name.find(beside.theirs)) else {
            return self.without_counterpart(at, was, (edit, touched), beside);
        };
        let mut made = edit.clone();
        made.redirect(Target::of(theirs));
        match &mut made {
            Edit::AddRecord(_) => Vec::new(),
            Edit::RemoveRecord { .. } => {
                let is_same = says_the_same(was, theirs);
                let removed = is_same
                    || self.chosen(at, beside, ClashPart::Record, EITHER, None) == Choice::Ours;
                Vec::from_iter(removed.then_some(made))
            }
            Edit::AddAccount { fields, .. } => {
                let number = self.made.records[at].words.len() - 1;
                self.account_added((at, number), fields, theirs, beside)
            }
            Edit::RemoveAccount { word, .. } => {
                let number = self.made.records[at].number_of(*word);
                let there = number.and_then(|number| self.made.records[at].theirs_of(number));
                match (number, there) {
                    (Some(number), Some(there)) => {
                        let is_same = word_says_the_same(&was.words[*word], &theirs.words[there]);
                        *word = there;
                        let part = ClashPart::Word(number);
                        let removed =
                            is_same || self.chosen(at, beside, part, EITHER, None) == Choice::Ours;
                        if removed {
                            self.made.records[at].theirs_loses(there);
                        }
                        Vec::from_iter(removed.then_some(made))
                    }
                    _ => Vec::new(), // both removed it
                }
            }
            Edit::SetKey { .. } => self.key_set(at, (was, touched), edit, theirs, beside),
        }
    }

    /// An edit of a record that is not in theirs any more.
    fn without_counterpart(
        &mut self,
        at: usize,
        was: &Record,
        (edit, touched): (&Edit, &Target),
        beside: &Beside,
    ) -> Vec<Edit> {
        let removes = matches!(edit, Edit::RemoveRecord { .. });
        let chosen = match (was.id_made_up && self.made.records[at].theirs.is_none(), removes) {
            (true, true) => self.chosen(at, beside, ClashPart::Record, THEIRS, Some(UNNAMED)),
            (true, false) => self.chosen(at, beside, ClashPart::Record, APART, Some(UNNAMED)),
            (false, true) => return Vec::new(), // both removed it
            (false, false) => self.chosen(at, beside, ClashPart::Record, EITHER, None),
        };
        match chosen {
            Choice::Theirs => Vec::new(),
            Choice::Ours | Choice::Both => self.written_anew(at, touched, beside),
        }
    }

    /// The record as it is here after the step: written as a record of its own.
    fn written_anew(&mut self, at: usize, touched: &Target, beside: &Beside) -> Vec<Edit> {
        let after = beside.after.and_then(|after| Some((touched.find(after)?, after)));
        let Some(mut draft) = after.and_then(|(ours, after)| draft_of(ours, after)) else {
            return Vec::new();
        };
        if touched.find(beside.theirs).is_some() {
            rename(&mut draft, touched, beside.theirs);
        }
        self.made.records[at].is_written_as_ours();
        vec![Edit::AddRecord(draft)]
    }

    /// A key of a word that we set, beside what theirs says of it.
    fn key_set(
        &mut self,
        at: usize,
        (was, touched): (&Record, &Target),
        edit: &Edit,
        theirs: &Record,
        beside: &Beside,
    ) -> Vec<Edit> {
        let Edit::SetKey { word, key, value, .. } = edit else { return Vec::new() };
        let Some(number) = self.made.records[at].number_of(*word) else { return Vec::new() };
        let ours = beside.after.and_then(|after| touched.find(after));
        let Some(there) = self.made.records[at].theirs_of(number) else {
            // They took the account out: ours brings it back as it is here, unless it may be one
            // of those that theirs has of the voice.
            let same = |there: &usize| is_of_one_voice(&was.words[*word], &theirs.words[*there]);
            let may_stand = self.made.records[at].new_in_theirs(theirs).iter().any(same);
            let (offers, why) = if may_stand { (THEIRS, Some(UNTOLD)) } else { (EITHER, None) };
            let chosen = self.chosen(at, beside, ClashPart::Word(number), offers, why);
            let said = ours.and_then(|ours| ours.words.get(*word));
            let after = beside.after.unwrap_or(beside.before);
            let fields = said.and_then(|said| fields_of(was.table, said, after));
            return match (chosen, fields) {
                (Choice::Ours, Some(fields)) => {
                    self.made.records[at].theirs_gains(number);
                    vec![Edit::AddAccount { record: Target::of(theirs), fields }]
                }
                _ => Vec::new(),
            };
        };
        let said = |record: &Record, word: usize| -> Option<Value> {
            record.words.get(word)?.get(*key).cloned()
        };
        let (stood, stands) = (said(was, *word), said(theirs, there));
        let made = Edit::SetKey {
            record: Target::of(theirs),
            word: there,
            key: *key,
            value: value.clone(),
        };
        if stood == stands {
            return vec![made];
        }
        if ours.is_some_and(|ours| said(ours, *word) == stands) {
            return Vec::new(); // theirs says so already
        }
        match self.chosen(at, beside, ClashPart::Key(number, *key), EITHER, None) {
            Choice::Ours => vec![made],
            Choice::Theirs | Choice::Both => Vec::new(),
        }
    }
}

const UNNAMED: &str = "it has no id of its own and stands no longer as it was: which record is \
                       meant can no longer be told";
const UNTOLD: &str = "the file has several accounts of this voice: which one is meant can no longer \
                      be told";
const LIKELY: &str = "the file has a record like it under another name: yours is the same one, or \
                      stands beside it";

/// Whether two words are of one voice, by one source and of one day.
fn is_of_one_voice(a: &Word, b: &Word) -> bool {
    SPEAKER.iter().all(|key| a.get(*key) == b.get(*key))
}
