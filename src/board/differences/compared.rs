//! One record that two boards show: which of its words were said and taken back in between.

use std::{collections::HashSet, sync::Arc};

use super::{
    Change, ChangeKind,
    both::Both,
    pairing::{self, facts, says_the_same},
    telling::RecordOnBoard,
};
use crate::{
    board::Said,
    model::{Key, Keys, Word},
};

/// What a voice said of a key, and what it says in a later word of its own.
pub(super) struct Correction<'a> {
    pub key: Key,
    pub then: Said<'a>,
    pub now: Said<'a>,
}

/// What changed of a record that both boards show.
pub(super) fn changes(old: RecordOnBoard, new: RecordOnBoard) -> Vec<Change> {
    let is_one_file = Arc::ptr_eq(&old.board.index, &new.board.index);
    let is_same = is_one_file || says_the_same(old.record, new.record);
    if is_same && is_untouched(old, new) {
        return Vec::new();
    }
    Compared::of(old, new, is_same).changes()
}

/// Of two readings that say the same: whether every word is said or unsaid, withdrawn or not,
/// contested or not, as it was.
fn is_untouched(old: RecordOnBoard, new: RecordOnBoard) -> bool {
    let words = old.record.words.iter().zip(&new.record.words);
    let mut states = words.map(|(then, now)| (state(old, then), state(new, now)));
    states.all(|(then, now)| then == now) && contested(old) == contested(new)
}

pub(super) struct Compared<'a> {
    pub old: RecordOnBoard<'a>,
    pub new: RecordOnBoard<'a>,
    pub both: Both<'a>,
    /// For each word of the newer reading that word in the older one, if it is there.
    pub was: Vec<Option<usize>>,
    /// Whether both readings say the same, so that only the days differ.
    pub is_same: bool,
    pub corrections: Vec<Correction<'a>>,
}

/// Whether a word has been said, and taken back, on a board.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct WordState {
    pub said: bool,
    pub withdrawn: bool,
}

fn state(seen: RecordOnBoard, word: &Word) -> WordState {
    let said = seen.board.is_said(word);
    WordState { said, withdrawn: said && seen.board.is_withdrawn(word) }
}

impl<'a> Compared<'a> {
    fn of(old: RecordOnBoard<'a>, new: RecordOnBoard<'a>, is_same: bool) -> Self {
        let words = new.record.words.len();
        let was = if is_same {
            (0..words).map(Some).collect()
        } else {
            let mut was = vec![None; words];
            let pairs = pairing::words(old.record, new.record).pairs;
            pairs.into_iter().for_each(|(old, new)| was[new] = Some(old));
            was
        };
        let both = Both::new(old, new);
        let mut compared = Compared { old, new, both, was, is_same, corrections: Vec::new() };
        let keys = compared.keys();
        compared.corrections = keys.iter().flat_map(|key| compared.corrected(*key)).collect();
        compared
    }

    fn changes(&self) -> Vec<Change> {
        let mut changes = self.changes_of_words();
        changes.extend(self.taken_back());
        changes.extend(self.gone());
        for key in self.keys() {
            changes.extend(self.revisions(key));
            changes.extend(self.contest(key));
        }
        changes.extend(self.regraded());
        changes
    }

    // ------------------------------------------------------------------ words

    pub(super) fn before(&self, word: usize) -> WordState {
        self.was[word].map_or(WordState::default(), |n| state(self.old, &self.old.record.words[n]))
    }

    pub(super) fn after(&self, word: usize) -> WordState {
        state(self.new, &self.new.record.words[word])
    }

    /// Whether a word of the newer reading is said now and was not then.
    pub fn is_new(&self, word: usize) -> bool {
        self.after(word).said && !self.before(word).said
    }

    /// Whether a word of the older reading has been taken back since.
    pub fn is_back(&self, old: usize) -> bool {
        self.words().any(|n| self.was[n] == Some(old) && self.after(n).withdrawn)
    }

    pub(super) fn words(&self) -> impl Iterator<Item = usize> + use<> {
        0..self.was.len()
    }

    /// New words, but for those that only correct what their voice said before.
    fn changes_of_words(&self) -> Vec<Change> {
        let corrects: HashSet<(usize, Key)> =
            self.corrections.iter().map(|one| (one.now.word, one.key)).collect();
        let only_corrects = |n: &usize| {
            let keys = matters(&self.new.record.words[*n]);
            !keys.is_empty() && keys.iter().all(|key| corrects.contains(&(*n, *key)))
        };
        let new = self.words().filter(|n| self.is_new(*n)).filter(|n| !only_corrects(n));
        new.map(|n| self.both.change(ChangeKind::Said, None).to(self.new.word(n))).collect()
    }

    fn taken_back(&self) -> Vec<Change> {
        let key = Key::Withdrawn;
        let tell = |n: usize| match (self.before(n).withdrawn, self.after(n).withdrawn) {
            (false, true) => {
                Some(self.both.change(ChangeKind::Withdrawn, Some(key)).to(self.new.value(n, key)))
            }
            (true, false) => {
                let then = self.was[n].map(|old| self.old.value(old, key)).unwrap_or_default();
                Some(self.both.change(ChangeKind::Revised, Some(key)).from(then))
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
        gone.map(|(n, _)| self.both.change(ChangeKind::Unsaid, None).from(self.old.word(n)))
            .collect()
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
}

pub(super) fn contested(seen: RecordOnBoard<'_>) -> Keys {
    seen.at.map_or(Keys::NONE, |n| seen.board.contested(n))
}

/// The keys in which a word tells what happened.
pub(super) fn matters(word: &Word) -> Vec<Key> {
    facts(word).map(|entry| entry.key).filter(|key| !key.is_of_one_account()).collect()
}
