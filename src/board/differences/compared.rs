//! One record that two boards show: which words were said, taken back or replaced in between, and
//! what that made of each key.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use super::{
    Change, Kind,
    pairing::{self, facts, says_the_same},
    scenarios::kind_of_key,
    telling::Seen,
};
use crate::{
    board::Said,
    model::{Key, Word},
};

pub(super) struct Compared<'a> {
    old: Seen<'a>,
    new: Seen<'a>,
    /// For each word of the newer reading that word in the older one, if it is there.
    was: Vec<Option<usize>>,
    /// Whether both readings say the same, so that only the days differ.
    is_same: bool,
    corrections: Vec<Correction<'a>>,
}

/// What a voice said of a key, and what it says in a later word of its own.
struct Correction<'a> {
    key: Key,
    then: Said<'a>,
    now: Said<'a>,
}

/// Whether a word has been said, and taken back, on a board.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
struct State {
    said: bool,
    withdrawn: bool,
}

fn state(seen: Seen, word: &Word) -> State {
    let said = seen.board.is_said(seen.record, word);
    State { said, withdrawn: said && seen.board.is_withdrawn(word) }
}

impl<'a> Compared<'a> {
    pub fn of(old: Seen<'a>, new: Seen<'a>) -> Self {
        let is_one_file = Arc::ptr_eq(&old.board.index, &new.board.index);
        let is_same = is_one_file || says_the_same(old.record, new.record);
        let words = new.record.words.len();
        let was = if is_same {
            (0..words).map(Some).collect()
        } else {
            let mut was = vec![None; words];
            let pairs = pairing::words(old.record, new.record).pairs;
            pairs.into_iter().for_each(|(old, new)| was[new] = Some(old));
            was
        };
        Compared { old, new, was, is_same, corrections: Vec::new() }
    }

    pub fn changes(mut self) -> Vec<Change> {
        if self.is_untouched() {
            return Vec::new();
        }
        let keys = self.keys();
        self.corrections = keys.iter().flat_map(|key| self.corrected(*key)).collect();
        let mut changes = self.said();
        changes.extend(self.taken_back());
        changes.extend(self.gone());
        for key in keys {
            changes.extend(self.revisions(key));
            changes.extend(self.contest(key));
        }
        changes.extend(self.regraded());
        changes
    }

    fn change(&self, kind: Kind, key: Option<Key>) -> Change {
        Change::of(kind, self.old, self.new, key)
    }

    // ------------------------------------------------------------------ words

    /// Whether every word is said or unsaid, withdrawn or not, contested or not, as it was.
    fn is_untouched(&self) -> bool {
        let same = |word: &Word| state(self.old, word) == state(self.new, word);
        self.is_same
            && self.new.record.words.iter().all(same)
            && contested(self.old) == contested(self.new)
    }

    fn before(&self, word: usize) -> State {
        self.was[word].map_or(State::default(), |n| state(self.old, &self.old.record.words[n]))
    }

    fn after(&self, word: usize) -> State {
        state(self.new, &self.new.record.words[word])
    }

    /// Whether a word of the newer reading is said now and was not then.
    fn is_new(&self, word: usize) -> bool {
        self.after(word).said && !self.before(word).said
    }

    /// Whether a word of the older reading has been taken back since.
    fn is_back(&self, old: usize) -> bool {
        self.words().any(|n| self.was[n] == Some(old) && self.after(n).withdrawn)
    }

    fn words(&self) -> impl Iterator<Item = usize> + use<> {
        0..self.was.len()
    }

    /// New words, but for those that only correct what their voice said before.
    fn said(&self) -> Vec<Change> {
        let corrects: HashSet<(usize, Key)> =
            self.corrections.iter().map(|one| (one.now.word, one.key)).collect();
        let only_corrects = |n: &usize| {
            let keys = matters(&self.new.record.words[*n]);
            !keys.is_empty() && keys.iter().all(|key| corrects.contains(&(*n, *key)))
        };
        let new = self.words().filter(|n| self.is_new(*n)).filter(|n| !only_corrects(n));
        new.map(|n| self.change(Kind::Said, None).to(self.new.word(n))).collect()
    }

    fn taken_back(&self) -> Vec<Change> {
        let key = Key::Withdrawn;
        let tell = |n: usize| match (self.before(n).withdrawn, self.after(n).withdrawn) {
            (false, true) => {
                Some(self.change(Kind::Withdrawn, Some(key)).to(self.new.value(n, key)))
            }
            (true, false) => {
                let then = self.was[n].map(|old| self.old.value(old, key)).unwrap_or_default();
                Some(self.change(Kind::Revised, Some(key)).from(then))
            }
            _ => None,
        };
        self.words().filter_map(tell).collect()
    }

    fn gone(&self) -> Vec<Change> {
        let kept: HashSet<usize> =
            self.words().filter(|n| self.after(*n).said).filter_map(|n| self.was[n]).collect();
        let words = self.old.record.words.iter().enumerate();
        let gone = words.filter(|(n, word)| state(self.old, word).said && !kept.contains(n));
        gone.map(|(n, _)| self.change(Kind::Unsaid, None).from(self.old.word(n))).collect()
    }

    /// Every key that tells what happened, in the order in which it is first met.
    fn keys(&self) -> Vec<Key> {
        let mut keys: Vec<Key> = Vec::new();
        for key in self.new.record.words.iter().chain(&self.old.record.words).flat_map(matters) {
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        keys
    }

    // ------------------------------------------------------------------ values

    fn corrected(&self, key: Key) -> Vec<Correction<'a>> {
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
    fn revisions(&self, key: Key) -> Vec<Change> {
        let corrections = || self.corrections.iter().filter(|one| one.key == key);
        let tell = |one: &Correction| {
            let (then, now) =
                (self.old.value(one.then.word, key), self.new.value(one.now.word, key));
            self.change(Kind::Corrected, Some(key)).from(then).to(now)
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
            let change = self.change(kind_of_key(self.new.record.table, key), Some(key));
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
        let change = || self.change(kind_of_key(self.new.record.table, key), Some(key));
        (is_heard && then.told != now.told).then(|| change().from(then).to(now))
    }

    fn contest(&self, key: Key) -> Option<Change> {
        let is_contested = |seen| contested(seen).contains(&key);
        let kind = match (is_contested(self.old), is_contested(self.new)) {
            (false, true) => Kind::Contested,
            (true, false) => Kind::Settled,
            _ => return None,
        };
        let change = self.change(kind, Some(key));
        Some(change.from(self.old.voices(key)).to(self.new.voices(key)))
    }

    /// A word graded anew in its place; or a later word of the same voice on the same matter, or on
    /// nothing but the grade, with another credibility.
    fn regraded(&self) -> Vec<Change> {
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
            is_the_same.then(|| self.change(Kind::Regraded, Some(key)).from(then).to(now))
        };
        let tell = |n: usize| if self.is_new(n) { later(n) } else { self.rewritten(n, key) };
        self.words().filter_map(tell).collect()
    }
}

fn contested(seen: Seen<'_>) -> &[Key] {
    seen.at.map_or(&[], |n| seen.board.contested(n))
}

/// The keys in which a word tells what happened.
fn matters(word: &Word) -> Vec<Key> {
    facts(word).map(|entry| entry.key).filter(|key| !key.is_of_the_word()).collect()
}
