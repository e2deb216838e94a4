//! Which record of one file is which of another, and which of its words is which. Where a record
//! stands in its file does not matter, nor where an account stands in its record.

use std::{
    collections::{HashMap, HashSet, VecDeque},
    hash::Hash,
};

use crate::model::{Entry, Key, Record, RecordIx, Scenario, Word};

/// Two lists, and which of the one is which of the other.
pub(super) struct Pairing<'a, T> {
    before: &'a [T],
    after: &'a [T],
    /// Positions in both, in the order of `after` for each likeness.
    pub pairs: Vec<(usize, usize)>,
    /// Positions that no likeness paired, in order.
    pub gone: Vec<usize>,
    pub new: Vec<usize>,
}

impl<'a, T> Pairing<'a, T> {
    fn new(before: &'a [T], after: &'a [T]) -> Self {
        let (gone, new) = ((0..before.len()).collect(), (0..after.len()).collect());
        Pairing { before, after, pairs: Vec::new(), gone, new }
    }

    /// Pairs what is left and alike, first with first; what has no likeness is left.
    fn by<K: Hash + Eq>(mut self, likeness: impl Fn(&'a T) -> Option<K>) -> Self {
        let mut alike: HashMap<K, VecDeque<usize>> = HashMap::new();
        for n in &self.gone {
            if let Some(key) = likeness(&self.before[*n]) {
                alike.entry(key).or_default().push_back(*n);
            }
        }
        let mut paired = HashSet::new();
        for n in std::mem::take(&mut self.new) {
            let found = likeness(&self.after[n]).and_then(|key| alike.get_mut(&key)?.pop_front());
            match found {
                Some(old) => {
                    self.pairs.push((old, n));
                    paired.insert(old);
                }
                None => self.new.push(n),
            }
        }
        self.gone.retain(|n| !paired.contains(n));
        self
    }
}

/// Which record of one scenario is which of another.
pub(super) struct RecordPairing {
    /// In the order of the later scenario for each likeness.
    pub pairs: Vec<(RecordIx, RecordIx)>,
    /// Records that no likeness paired, in order.
    pub gone: Vec<RecordIx>,
    pub new: Vec<RecordIx>,
}

/// Records by table and id. An id that `check` made up hangs on what stands before it in the file:
/// such records are first paired by what they say.
pub(super) fn records(before: &Scenario, after: &Scenario) -> RecordPairing {
    paired(before, after, Pairing::new(before.records(), after.records()))
}

fn paired<'a>(
    before: &'a Scenario,
    after: &'a Scenario,
    mut pairing: Pairing<'a, Record>,
) -> RecordPairing {
    let made_up = |record: &Record| record.id_made_up;
    let any = before.records().iter().any(made_up) && after.records().iter().any(made_up);
    if any {
        pairing = pairing.by(|record| record.id_made_up.then(|| said_by(record)));
    }
    let Pairing { pairs, gone, new, .. } = pairing.by(|record| Some((record.table, &record.id)));
    let pair = |(old, new)| (RecordIx::new(old), RecordIx::new(new));
    let all = |positions: Vec<usize>| positions.into_iter().map(RecordIx::new).collect();
    RecordPairing { pairs: pairs.into_iter().map(pair).collect(), gone: all(gone), new: all(new) }
}

/// The words of one record: its own with its own, accounts that say the same, then those of the
/// same voice, the likest first.
pub(super) fn words<'a>(before: &'a Record, after: &'a Record) -> Pairing<'a, Word> {
    let published = |word: &Word| word.get(Key::Published).map(|value| format!("{value:?}"));
    let mut pairing = Pairing::new(&before.words, &after.words);
    pairing.pairs.push((0, 0));
    pairing.gone.remove(0);
    pairing.new.remove(0);
    pairing
        .by(|word| Some(said_in(word)))
        .by(|word| Some((word.voice(), word.source(), published(word))))
        .by(|word| Some((word.voice(), published(word))))
        .by(|word| Some(word.voice()))
}

/// All that a record says, as a text that is equal for equal records.
fn said_by(record: &Record) -> String {
    let words: Vec<String> = record.words.iter().map(said_in).collect();
    format!("{:?} {:?} {words:?}", record.table, record.parent)
}

fn said_in(word: &Word) -> String {
    let said = |entry: &Entry| format!("{:?} {:?}", entry.key, entry.value);
    facts(word).map(said).collect::<Vec<_>>().join("\n")
}

/// What a word says; its id only names it.
pub(super) fn facts(word: &Word) -> impl Iterator<Item = &Entry> {
    word.entries.iter().filter(|entry| entry.key != Key::Id)
}

/// Which record of another reading a record is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Counterpart {
    /// By its own id, or by all that it says.
    Certain(RecordIx),
    /// The one that says the most of what it says, under an id that neither had before.
    Likely(RecordIx),
}

/// Where each record of one reading stands in another: by its own id, where it has none by all
/// that it says; under another id where it says the same there; else likely where most of what it
/// says is alike. `None` where nothing is. Records that are known already, of the one reading and of
/// the other, are left out.
pub fn counterparts(
    before: &Scenario,
    after: &Scenario,
    (known_before, known_after): (impl Fn(&Record) -> bool, impl Fn(&Record) -> bool),
) -> Vec<Option<Counterpart>> {
    let mut found = vec![None; before.records().len()];
    let mut pairing = Pairing::new(before.records(), after.records());
    pairing.gone.retain(|n| !known_before(&before.records()[*n]));
    pairing.new.retain(|n| !known_after(&after.records()[*n]));
    let RecordPairing { pairs, mut gone, mut new } = paired(before, after, pairing);
    for (old, at) in pairs {
        let (was, is) = (before.record(old), after.record(at));
        if !was.id_made_up && !is.id_made_up || says_the_same(was, is) {
            found[old.index()] = Some(Counterpart::Certain(at));
        } else {
            gone.push(old);
            new.push(at);
        }
    }
    // Where half a file was written anew, nobody can say which record is which.
    if gone.len().saturating_mul(new.len()) > LIKENESSES {
        return found;
    }
    let alike = |n: usize, at: usize| likeness(before.record(gone[n]), after.record(new[at]));
    for (n, at) in likely_pairs(gone.len(), new.len(), alike) {
        let (old, at) = (gone[n], new[at]);
        let is_same = says_the_same(before.record(old), after.record(at));
        let which = if is_same { Counterpart::Certain } else { Counterpart::Likely };
        found[old.index()] = Some(which(at));
    }
    found
}

/// Pairs of two lists that are more like each other than either is like any other.
fn likely_pairs(
    olds: usize,
    news: usize,
    likeness: impl Fn(usize, usize) -> f64,
) -> Vec<(usize, usize)> {
    let row = |old: usize| (0..news).map(|new| likeness(old, new)).collect();
    let rows: Vec<Vec<f64>> = (0..olds).map(row).collect();
    let is_pair = |old: usize, new: usize| {
        let best = rows[old][new];
        let rivals = rows[old].iter().chain(rows.iter().map(|row| &row[new]));
        // It stands in its row and in its column.
        best >= LIKE && rivals.filter(|other| **other >= best).count() == 2
    };
    let all = (0..olds).flat_map(|old| (0..news).map(move |new| (old, new)));
    all.filter(|(old, new)| is_pair(*old, *new)).collect()
}

/// Pairs of records whose likeness is looked at.
const LIKENESSES: usize = 100_000;

/// The share of what they say that two records must have alike to be taken for one.
const LIKE: f64 = 0.5;

/// The share of facts that two records have alike, 0 to 1; 0 where they stand in different tables.
fn likeness(a: &Record, b: &Record) -> f64 {
    if a.table != b.table || a.parent != b.parent {
        return 0.0;
    }
    let said = |record: &Record| record.words.iter().flat_map(facts).count();
    let alike: usize = a.words.iter().zip(&b.words).map(|(a, b)| alike(a, b)).sum();
    alike as f64 / said(a).max(said(b)).max(1) as f64
}

/// How many facts two words have alike.
fn alike(a: &Word, b: &Word) -> usize {
    let is_said = |entry: &&Entry| b.get(entry.key).is_some_and(|value| *value == entry.value);
    facts(a).filter(is_said).count()
}

/// Where each word of a record stands in another reading of it, as far as that is certain: its own,
/// one that says the same, the only one of its voice, source and day, or of several the one that is
/// most like it.
pub fn word_counterparts(before: &Record, after: &Record) -> Vec<Option<usize>> {
    let published = |word: &Word| word.get(Key::Published).map(|value| format!("{value:?}"));
    let told = |word: &Word| (word.voice().cloned(), word.source().cloned(), published(word));
    let is_only = |words: &[Word], wanted: &Word| {
        words.iter().skip(1).filter(|word| told(word) == told(wanted)).count() == 1
    };
    let mut found = vec![None; before.words.len()];
    for (old, new) in words(before, after).pairs {
        let (was, is) = (&before.words[old], &after.words[new]);
        let is_one =
            told(was) == told(is) && is_only(&before.words, was) && is_only(&after.words, is);
        found[old] = Some(new).filter(|_| old == 0 || word_says_the_same(was, is) || is_one);
    }
    let gone: Vec<usize> = (0..before.words.len()).filter(|old| found[*old].is_none()).collect();
    let new: Vec<usize> =
        (0..after.words.len()).filter(|new| !found.contains(&Some(*new))).collect();
    let likeness = |old: usize, at: usize| {
        let (was, is) = (&before.words[gone[old]], &after.words[new[at]]);
        // Whose word it is and of when is told already.
        let speaker = [Key::Source, Key::Citing, Key::Published];
        let spoken = |word: &Word| facts(word).filter(|it| speaker.contains(&it.key)).count();
        let said = |word: &Word| facts(word).count() - spoken(word);
        let alike = alike(was, is).saturating_sub(spoken(was));
        if told(was) == told(is) {
            alike as f64 / said(was).max(said(is)).max(1) as f64
        } else {
            0.0
        }
    };
    for (old, at) in likely_pairs(gone.len(), new.len(), likeness) {
        found[gone[old]] = Some(new[at]);
    }
    found
}

/// Whether two readings of a record say the same, wherever they stand in their files.
pub fn says_the_same(a: &Record, b: &Record) -> bool {
    a.table == b.table
        && a.parent == b.parent
        && a.words.len() == b.words.len()
        && a.words.iter().zip(&b.words).all(|(a, b)| word_says_the_same(a, b))
}

/// Whether two words say the same, key by key.
pub fn word_says_the_same(a: &Word, b: &Word) -> bool {
    let pair = |(a, b): (&Entry, &Entry)| a.key == b.key && a.value == b.value;
    facts(a).count() == facts(b).count() && facts(a).zip(facts(b)).all(pair)
}
