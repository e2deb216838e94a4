//! What we added beside what somebody else added meanwhile: records and accounts.

use super::{
    beside::{RecordBeside, SPEAKER, rename},
    conflict::{Choice, ClashPart},
    replay::{ANY, APART, Beside, EITHER, Replay},
};
use crate::{
    board::{Counterpart, says_the_same},
    format::{
        edit::{Draft, Edit, Fields, Target},
        typed::toml_of,
    },
    model::{Key, Record},
};

impl Replay<'_> {
    /// A voice that we added: one more, unless theirs has the same word of the same voice.
    pub(super) fn account_added(
        &mut self,
        (at, number): (usize, usize),
        fields: &Fields,
        theirs: &Record,
        beside: &Beside,
    ) -> Vec<Edit> {
        let toml = |there: usize, key: Key| {
            let value = theirs.words[there].get(key)?;
            toml_of(theirs.table, key, value, beside.theirs)
        };
        let ours = |key: Key| fields.iter().find(|(known, _)| *known == key).map(|(_, toml)| toml);
        let is_it = |there: &usize| {
            SPEAKER.iter().all(|key| same_toml(ours(*key), toml(*there, *key).as_ref()))
        };
        let there = self.made.records[at].new_in_theirs(theirs).into_iter().find(is_it);
        let Some(there) = there else {
            self.made.records[at].theirs_gains(number);
            let (record, fields) = (Target::of(theirs), fields.clone());
            return vec![Edit::AddAccount { record, fields }];
        };
        self.made.records[at].meets(number, there);
        self.said_twice(at, (number, there), fields, theirs, beside)
    }

    /// What we wrote of a word that somebody else wrote too: what only one says stands, what both
    /// say differently is contested.
    fn said_twice(
        &mut self,
        at: usize,
        (number, there): (usize, usize),
        fields: &Fields,
        theirs: &Record,
        beside: &Beside,
    ) -> Vec<Edit> {
        let mut made = Vec::new();
        for (key, value) in fields.iter().filter(|(key, _)| *key != Key::Id) {
            let stands = theirs.words[there].get(*key);
            let stands = stands.map(|stands| toml_of(theirs.table, *key, stands, beside.theirs));
            let is_ours = match stands {
                None => true,
                Some(stands) if same_toml(Some(value), stands.as_ref()) => false,
                Some(_) => {
                    let part = ClashPart::Key(number, *key);
                    self.chosen(at, beside, part, EITHER, None) == Choice::Ours
                }
            };
            if is_ours {
                made.push(Edit::SetKey {
                    record: Target::of(theirs),
                    word: there,
                    key: *key,
                    value: Some(value.clone()),
                });
            }
        }
        made
    }

    /// A record that we added, whose id may be another's by now.
    pub(super) fn added(&mut self, at: usize, draft: &Draft, beside: &Beside) -> Vec<Edit> {
        let Some(theirs) = self.made.records[at].theirs.clone() else {
            self.made.records[at].is_written_as_ours();
            return vec![Edit::AddRecord(draft.clone())];
        };
        let ours = self.made.records[at].ours_now.as_ref();
        let ours = ours.and_then(|ours| ours.find(beside.after?));
        if ours.is_some_and(|ours| says_the_same(ours, &theirs)) {
            return Vec::new();
        }
        // What stands inside a record is not merged with what stands in another.
        let is_apart = !draft.inner.is_empty() || self.is_anothers(at, &theirs, beside);
        let (offers, why) = if is_apart { (APART, ANOTHERS) } else { (ANY, TAKEN) };
        match self.chosen(at, beside, ClashPart::Record, offers, Some(why)) {
            Choice::Theirs => {
                // What is changed of ours later is no change of theirs.
                self.made.records[at].theirs_now = None;
                Vec::new()
            }
            Choice::Both => {
                let mut draft = draft.clone();
                rename(&mut draft, &Target::of(&theirs), beside.theirs);
                self.made.records[at].is_written_as_ours();
                vec![Edit::AddRecord(draft)]
            }
            Choice::Ours => {
                let mut made = self.said_twice(at, (0, 0), &draft.fields, &theirs, beside);
                for (n, account) in draft.accounts.iter().enumerate() {
                    made.extend(self.account_added((at, n + 1), account, &theirs, beside));
                }
                made
            }
        }
    }

    /// Whether a record of theirs is another record of ours than the one at a place.
    fn is_anothers(&self, at: usize, theirs: &Record, beside: &Beside) -> bool {
        let is_met = |(n, known): (usize, &RecordBeside)| {
            n != at && known.ours_now.is_some() && known.is_theirs(theirs)
        };
        let is_it = |found: &Counterpart| match found {
            Counterpart::Certain(n) => Target::of(beside.theirs.record(*n)) == Target::of(theirs),
            Counterpart::Likely(_) => false,
        };
        self.made.records.iter().enumerate().any(is_met)
            || beside.counterparts.iter().flatten().any(is_it)
    }
}

const TAKEN: &str = "the file has a record of this id by now: yours is the same one, or stands \
                     beside it under another id";

const ANOTHERS: &str = "the file has another record of this id by now: yours can only stand beside it \
                        under another id";

/// Whether two TOML texts of one key say the same.
fn same_toml(a: Option<&String>, b: Option<&String>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => {
            let value = |text: &str| toml::from_str::<toml::Table>(&format!("a = {text}")).ok();
            a == b || value(a).is_some_and(|a| Some(a) == value(b))
        }
        (None, None) => true,
        _ => false,
    }
}
