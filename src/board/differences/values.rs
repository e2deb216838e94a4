//! One record that two boards show: what became of its values, their contests and their grades.

use std::collections::HashMap;

use super::{
    Change, ChangeKind,
    compared::{Compared, Correction, contested, matters},
};
use crate::{board::Said, model::Key};

impl<'a> Compared<'a> {
    /// What voices said anew of a key that they had spoken of.
    pub fn corrected(&self, key: Key) -> Vec<Correction<'a>> {
        let then = self.old.board.voices(self.old.record, key).into_iter();
        let then: HashMap<_, Said> =
            then.map(|said| (self.old.record.words[said.word].voice(), said)).collect();
        let now = self.new.board.voices(self.new.record, key).into_iter();
        let correction = |now: Said<'a>| {
            let then = *then.get(&self.new.record.words[now.word].voice())?;
            let differs = self.is_new(now.word) && then.value != now.value;
            differs.then_some(Correction { key, then, now })
        };
        now.filter_map(correction).collect()
    }

    /// Corrections of a key, then what became of its shown value otherwise.
    pub fn revisions(&self, key: Key) -> Vec<Change> {
        let corrections = || self.corrections.iter().filter(|one| one.key == key);
        let tell = |one: &Correction| {
            let (then, now) =
                (self.old.value(one.then.word, key), self.new.value(one.now.word, key));
            self.both.change(ChangeKind::Corrected, Some(key)).from(then).to(now)
        };
        let mut changes: Vec<Change> = corrections().map(tell).collect();
        let then = self.old.board.shown(self.old.record, key);
        let now = self.new.board.shown(self.new.record, key);
        let is_the_same = then.map(|said| said.value) == now.map(|said| said.value);
        let is_corrected = then.zip(now).is_some_and(|(then, now)| {
            corrections().any(|one| (one.then.word, one.now.word) == (then.word, now.word))
        });
        // A key that nobody had told of is told with the word that brings it.
        let is_brought = then.is_none() && now.is_some_and(|now| self.is_new(now.word));
        // Nor is a key that nobody tells of any more, since its voice took its word back.
        let is_back = now.is_none() && then.is_some_and(|then| self.is_back(then.word));
        if !is_the_same && !is_corrected && !is_brought && !is_back {
            let change = self.both.revised(key);
            changes.push(change.from(self.old.shown(key)).to(self.new.shown(key)));
        }
        let rest = self.words().filter(|n| now.is_none_or(|now| now.word != *n));
        changes.extend(rest.filter_map(|n| self.rewritten(n, key)));
        changes
    }

    /// Of two readings: what was written anew in the place of a word that was and is said.
    fn rewritten(&self, word: usize, key: Key) -> Option<Change> {
        let old = self.was[word].filter(|_| !self.is_same)?;
        let (then, now) = (self.old.value(old, key), self.new.value(word, key));
        let is_heard = self.before(word).said && self.after(word).said;
        let change = || self.both.revised(key);
        (is_heard && then.told != now.told).then(|| change().from(then).to(now))
    }

    pub(super) fn contest(&self, key: Key) -> Option<Change> {
        let is_contested = |seen| contested(seen).contains(&key);
        let kind = match (is_contested(self.old), is_contested(self.new)) {
            (false, true) => ChangeKind::Contested,
            (true, false) => ChangeKind::Settled,
            _ => return None,
        };
        let change = self.both.change(kind, Some(key));
        Some(change.from(self.old.voices(key)).to(self.new.voices(key)))
    }

    /// A word graded anew in its place; or a later word of the same voice on the same matter, or on
    /// nothing but the grade, with another credibility.
    pub fn regraded(&self) -> Vec<Change> {
        let key = Key::Credibility;
        let then = self.old.board.voices(self.old.record, key);
        let later = |n: usize| {
            let word = &self.new.record.words[n];
            let old = then.iter().find(|said| {
                self.old.record.words[said.word].voice() == word.voice()
                    && word.get(key).is_some_and(|value| value != said.value)
            })?;
            let matter = &self.old.record.words[old.word];
            let is_the_same = matters(word).iter().all(|key| matter.get(*key).is_some());
            let (then, now) = (self.old.value(old.word, key), self.new.value(n, key));
            is_the_same
                .then(|| self.both.change(ChangeKind::Regraded, Some(key)).from(then).to(now))
        };
        let tell = |n: usize| if self.is_new(n) { later(n) } else { self.rewritten(n, key) };
        self.words().filter_map(tell).collect()
    }
}
