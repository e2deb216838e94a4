//! A record that our changes touch beside what somebody else made of it, led on with both texts.

use super::conflict::{Clash, ClashPart, ContestedPart, WordVersions};
use crate::{
    board::word_counterparts,
    format::{
        TableForm,
        edit::{Draft, Edit, Target},
        free_id,
    },
    model::{Clean, Id, Key, Record, Scenario},
};

/// A record in both texts.
#[derive(Clone, PartialEq, Debug)]
pub struct RecordBeside {
    /// What it was called before our changes; where we added it, a name that no other had then.
    pub origin: Target,
    /// What we call it now; `None` where we removed it.
    pub ours_now: Option<Target>,
    /// What theirs calls it now; `None` where it is not there.
    pub theirs_now: Option<Target>,
    /// As it was before our changes; `None` where we added it.
    pub base: Option<Record>,
    /// As theirs had it before our changes; `None` where it was not there.
    pub theirs: Option<Record>,
    /// Whether theirs is only likely the same record.
    pub is_likely: bool,
    /// Whether the step under way writes it into theirs as a whole.
    pub is_written: bool,
    /// Its words by number: those before our changes, then the accounts that we added.
    pub words: Vec<WordBeside>,
    /// How many words theirs has of it now.
    pub theirs_count: usize,
    /// The first change of ours that meets one of theirs.
    name: Clean,
    parts: Vec<ContestedPart>,
}

/// Where a word stands in both texts now, 0 being the record's own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct WordBeside {
    ours: Option<usize>,
    theirs: Option<usize>,
    /// Where theirs had it before our changes.
    first: Option<usize>,
}

impl RecordBeside {
    fn new(
        (origin, now): (&Target, &Target),
        base: Option<&Record>,
        theirs: Option<&Record>,
    ) -> RecordBeside {
        RecordBeside {
            origin: origin.clone(),
            ours_now: Some(now.clone()),
            theirs_now: theirs.map(Target::of),
            base: base.cloned(),
            theirs: theirs.cloned(),
            is_likely: false,
            is_written: false,
            words: Vec::new(),
            theirs_count: theirs.map_or(0, |theirs| theirs.words.len()),
            name: Clean::default(),
            parts: Vec::new(),
        }
    }

    /// A record that stood before our changes, as it was called then and is now, and theirs with
    /// whether it is certainly the same.
    pub fn met(
        names: (&Target, &Target),
        base: Option<&Record>,
        theirs: Option<(&Record, bool)>,
    ) -> RecordBeside {
        let mut met = RecordBeside::new(names, base, theirs.map(|(record, _)| record));
        met.is_likely = theirs.is_some_and(|(_, is_certain)| !is_certain);
        let there = match (base, &met.theirs) {
            (Some(base), Some(theirs)) => word_counterparts(base, theirs),
            (base, _) => vec![None; base.map_or(0, |base| base.words.len())],
        };
        let word = |(n, theirs): (usize, Option<usize>)| WordBeside {
            ours: Some(n),
            theirs,
            first: theirs,
        };
        met.words = there.into_iter().enumerate().map(word).collect();
        met
    }

    /// A record that we add with so many accounts; theirs may have one of its id.
    pub fn added(
        (origin, now): (&Target, &Target),
        accounts: usize,
        theirs: &Scenario,
    ) -> RecordBeside {
        let theirs = now.find(theirs).filter(|record| !record.id_made_up);
        let mut added = RecordBeside::new((origin, now), None, theirs);
        let word = |n: usize| {
            let there = theirs.filter(|_| n == 0).map(|_| 0);
            WordBeside { ours: Some(n), theirs: there, first: there }
        };
        added.words = (0..=accounts).map(word).collect();
        added
    }

    /// The record of a change that is known by its text alone.
    pub fn unknown(origin: &Target) -> RecordBeside {
        RecordBeside::new((origin, origin), None, None)
    }

    /// Whether it is this record of theirs now.
    pub fn is_theirs(&self, record: &Record) -> bool {
        self.theirs_now.as_ref().is_some_and(|now| *now == Target::of(record))
    }

    /// Notes a part that both changed; the first time tells why.
    pub fn contests(&mut self, name: &Clean, contested: ContestedPart) {
        if self.parts.is_empty() {
            self.name = name.clone();
        }
        if !self.parts.iter().any(|known| known.part == contested.part) {
            self.parts.push(contested);
        }
    }

    /// The number of the word that stands at a place in ours.
    pub fn number_of(&self, ours: usize) -> Option<usize> {
        self.words.iter().position(|word| word.ours == Some(ours))
    }

    /// Where theirs has a word.
    pub fn theirs_of(&self, number: usize) -> Option<usize> {
        self.words[number].theirs
    }

    /// The accounts of theirs that are no word of ours, or none any more.
    pub fn new_in_theirs(&self, theirs: &Record) -> Vec<usize> {
        let stands = |word: &&WordBeside| word.ours.is_some();
        let ours = self.words.iter().filter(stands);
        let is_ours = |at: &usize| ours.clone().any(|word| word.theirs == Some(*at));
        (1..theirs.words.len()).filter(|at| !is_ours(at)).collect()
    }

    /// Counts an account that is added here, before it is looked at beside theirs.
    pub fn counts(&mut self, edit: &Edit) {
        if let Edit::AddAccount { .. } = edit {
            let ours = self.words.iter().filter(|word| word.ours.is_some()).count();
            self.words.push(WordBeside { ours: Some(ours), theirs: None, first: None });
        }
    }

    /// Leads ours on by an edit of this record that was looked at.
    pub fn led_on(&mut self, edit: &Edit) {
        match edit {
            Edit::RemoveAccount { word: gone, .. } => {
                self.words.iter_mut().for_each(|word| word.ours = behind(word.ours, *gone));
            }
            Edit::RemoveRecord { .. } => {
                self.ours_now = None;
                self.words.iter_mut().for_each(|word| word.ours = None);
            }
            Edit::AddRecord(_) | Edit::AddAccount { .. } | Edit::SetKey { .. } => {}
        }
    }

    /// A word of ours is one that somebody else wrote too.
    pub fn meets(&mut self, number: usize, there: usize) {
        self.words[number].theirs = Some(there);
        self.words[number].first = Some(there);
    }

    /// A word of ours is written behind the words of theirs.
    pub fn theirs_gains(&mut self, number: usize) {
        self.words[number].theirs = Some(self.theirs_count);
        self.theirs_count += 1;
    }

    /// An account goes out of theirs.
    pub fn theirs_loses(&mut self, at: usize) {
        self.words.iter_mut().for_each(|word| word.theirs = behind(word.theirs, at));
        self.theirs_count -= 1;
    }

    /// The record is written into theirs as ours has it.
    pub fn is_written_as_ours(&mut self) {
        (self.is_written, self.is_likely) = (true, false);
        self.words.iter_mut().for_each(|word| word.theirs = word.ours);
        self.theirs_count = self.words.iter().filter(|word| word.ours.is_some()).count();
    }

    /// Theirs did not take the step under way.
    pub fn theirs_stands_as(&mut self, before: &RecordBeside) {
        self.theirs_now.clone_from(&before.theirs_now);
        (self.is_written, self.is_likely) = (before.is_written, before.is_likely);
        self.theirs_count = before.theirs_count;
        for (n, word) in self.words.iter_mut().enumerate() {
            word.theirs = before.words.get(n).and_then(|word| word.theirs);
        }
    }

    /// What both changed of it, with ours after all our changes; `None` where they met nowhere.
    pub fn clash(&self, ours: &Scenario) -> Option<Clash> {
        let ours = self.ours_now.as_ref().and_then(|name| name.find(ours));
        let version = |(n, word): (usize, &WordBeside)| WordVersions {
            base: self.base.as_ref().filter(|base| n < base.words.len()).map(|_| n),
            ours: word.ours.filter(|_| ours.is_some()),
            theirs: word.first,
        };
        let mut words: Vec<WordVersions> = self.words.iter().enumerate().map(version).collect();
        let known = |at: usize| self.words.iter().any(|word| word.first == Some(at));
        let theirs = self.theirs.as_ref().map_or(0, |theirs| theirs.words.len());
        let others = (0..theirs).filter(|at| !known(*at));
        words.extend(others.map(|at| WordVersions { theirs: Some(at), ..WordVersions::default() }));
        let fields = TableForm::of(self.origin.table).fields().map(|field| field.key);
        let fields: Vec<Key> = fields.collect();
        let place = |part: ClashPart| match part {
            ClashPart::Record | ClashPart::Change(_) => (0, 0),
            ClashPart::Word(word) => (word, 0),
            ClashPart::Key(word, key) => {
                (word, 1 + fields.iter().position(|field| *field == key).unwrap_or(fields.len()))
            }
        };
        let mut parts = self.parts.clone();
        parts.sort_by_key(|contested| place(contested.part));
        (!parts.is_empty()).then(|| Clash {
            record: self.origin.clone(),
            name: self.name.clone(),
            base: self.base.clone(),
            ours: ours.cloned(),
            theirs: self.theirs.clone(),
            words,
            parts,
        })
    }
}

/// Where what stood at a place stands when what stood at `gone` does no more.
fn behind(at: Option<usize>, gone: usize) -> Option<usize> {
    at.filter(|at| *at != gone).map(|at| if at > gone { at - 1 } else { at })
}

/// Gives a draft an id that no record has.
pub fn rename(draft: &mut Draft, taken: &Target, scenario: &Scenario) {
    let is_taken = |id: &Id| scenario.position_in(taken.table, id).is_some();
    let id = free_id(&taken.id, is_taken);
    draft.fields.retain(|(key, _)| *key != Key::Id);
    draft.fields.insert(0, (Key::Id, format!("\"{id}\"")));
}

/// The keys that say whose word a word is, and of when.
pub const SPEAKER: [Key; 3] = [Key::Source, Key::Citing, Key::Published];
