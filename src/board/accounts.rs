//! Rival accounts: every key on which voices differ, and what became of each voice's word.

use super::{Board, Said};
use crate::model::{Bounds, Day, Id, Key, Record, RecordIx, Value, Word};

/// One key of one record with everything that was said of it.
#[derive(Clone, PartialEq, Debug)]
pub struct Matter {
    /// Position of the record that the voices speak of.
    pub record: RecordIx,
    /// The key on which they differ, or whose word was denied or taken back.
    pub key: Key,
    /// Whether two visible voices cannot both be right. Else a voice only changed its own word.
    pub is_contested: bool,
    /// The day of the latest word in it.
    pub heard: Option<Day>,
    /// What each voice says, with its earlier and withdrawn words below.
    pub accounts: Vec<Account>,
}

/// What one voice says of a matter, or said once.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Account {
    /// Position in the record's words.
    pub word: usize,
    /// What became of the word by the day that is looked at.
    pub stance: Stance,
    /// Outlets that carry the same words of the same voice.
    pub outlets: Vec<Id>,
}

/// What became of a word.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Stance {
    /// The voice stands by it.
    Says,
    /// The voice says that it is not so.
    Denies,
    /// The same voice said something else later.
    Corrected,
    /// The voice took it back.
    Withdrawn,
}

impl Stance {
    /// The word in columns and for scripts.
    pub fn word(self) -> &'static str {
        match self {
            Stance::Says => "says",
            Stance::Denies => "denies",
            Stance::Corrected => "corrected",
            Stance::Withdrawn => "withdrawn",
        }
    }
}

impl Matter {
    /// The accounts of some matters that stand to theirs in one way.
    pub fn accounts_that(matters: &[Matter], stance: Stance) -> usize {
        let accounts = matters.iter().flat_map(|matter| &matter.accounts);
        accounts.filter(|account| account.stance == stance).count()
    }

    /// Every contested key in sight and every word that was corrected, withdrawn or denied; the
    /// contested first, those heard of most recently on top.
    pub fn all(board: &Board) -> Vec<Matter> {
        let disputed = |n: &RecordIx| board.is_matching(*n) && board.is_disputed(*n);
        let records = board.scenario().all().filter(disputed);
        let mut matters: Vec<Matter> = records.flat_map(|n| Matter::of_record(board, n)).collect();
        // Stable: matters of one day keep the order of the file.
        matters.sort_by_key(|matter| (!matter.is_contested, std::cmp::Reverse(matter.heard)));
        matters
    }

    fn of_record(board: &Board, n: RecordIx) -> Vec<Matter> {
        let record = board.record(n);
        let mut keys: Vec<Key> = Vec::new();
        for entry in record.words.iter().flat_map(|word| &word.entries) {
            if entry.key.may_contest() && !keys.contains(&entry.key) {
                keys.push(entry.key);
            }
        }
        let contested = board.contested(n);
        let matter = |key: Key| {
            let accounts = match key {
                Key::Denies => Account::denials(board, record),
                key => Account::all(board, record, key),
            };
            let is_contested = contested.contains(&key)
                || accounts.iter().any(|account| account.stance == Stance::Denies);
            let heard = accounts
                .iter()
                .filter_map(|account| record.words[account.word].known())
                .map(|known| known.day)
                .max();
            let changed = accounts.iter().any(|account| account.stance != Stance::Says);
            (is_contested || changed).then_some(Matter {
                record: n,
                key,
                is_contested,
                heard,
                accounts,
            })
        };
        let matters: Vec<Matter> = keys.into_iter().filter_map(matter).collect();
        // A record taken back as a whole is one matter, not one for each of its keys.
        let is_taken_back = board.is_all_withdrawn(record);
        if is_taken_back { matters.into_iter().take(1).collect() } else { matters }
    }
}

impl Account {
    /// What each voice says of a key, its earlier and withdrawn words after it.
    fn all(board: &Board, record: &Record, key: Key) -> Vec<Account> {
        let now = board.voices(record, key);
        let mut accounts: Vec<Account> = Vec::new();
        for (n, word) in record.words.iter().enumerate() {
            let Some(value) = word.get(key).filter(|_| board.is_said(word)) else {
                continue;
            };
            let latest = now.iter().find(|said| record.words[said.word].voice() == word.voice());
            let stance = match latest {
                _ if board.is_withdrawn(word) => Stance::Withdrawn,
                Some(said) if said.value != value => Stance::Corrected,
                _ => Stance::Says,
            };
            let same = |other: &&mut Account| {
                let told = &record.words[other.word];
                told.voice() == word.voice()
                    && other.stance == stance
                    && told.get(key) == Some(value)
            };
            match accounts.iter_mut().find(same) {
                Some(told) => told.outlets.extend(outlet(word)),
                None => accounts.push(Account {
                    word: n,
                    stance,
                    outlets: outlet(word).into_iter().collect(),
                }),
            }
        }
        // A voice's earlier words stand below what it says now.
        let place = |account: &Account| {
            let voice = record.words[account.word].voice();
            accounts_order(&now, record, voice)
        };
        accounts.sort_by_key(|account| (place(account), account.stance, account.word));
        accounts
    }

    /// Those who deny a record, below the voice that they deny.
    fn denials(board: &Board, record: &Record) -> Vec<Account> {
        let denies =
            |word: &Word| word.get(Key::Denies) == Some(&Value::Flag(true)) && board.counts(word);
        let mut accounts: Vec<Account> = Vec::new();
        for (n, word) in record.words.iter().enumerate() {
            if denies(word) {
                let outlets = outlet(word).into_iter().collect();
                accounts.push(Account { word: n, stance: Stance::Denies, outlets });
            }
        }
        if !accounts.is_empty() {
            let own = record.own();
            let outlets = outlet(own).into_iter().collect();
            let stance = if board.is_withdrawn(own) { Stance::Withdrawn } else { Stance::Says };
            accounts.insert(0, Account { word: 0, stance, outlets });
        }
        accounts
    }
}

impl Board {
    /// Whether there can be anything to tell of a record: more than one word, or one taken back.
    fn is_disputed(&self, n: RecordIx) -> bool {
        let record = self.record(n);
        record.words.len() > 1 || self.is_all_withdrawn(record)
    }

    /// The largest count that any account of a matter allows: the end of their common axis.
    pub fn axis_of(&self, matter: &Matter) -> Option<u64> {
        let record = self.record(matter.record);
        let counts = matter.accounts.iter().filter_map(|account| {
            let bounds = bounds(record.words[account.word].get(matter.key)?)?;
            Some(bounds.high.unwrap_or(bounds.low))
        });
        counts.max()
    }
}

/// The bounds of a value that counts something.
pub fn bounds(value: &Value) -> Option<Bounds> {
    match value {
        Value::Count(count) => Some(count.bounds()),
        Value::Counts(counts) => Some(counts.bounds()),
        _ => None,
    }
}

/// The outlet of a word that only carries somebody else's.
fn outlet(word: &Word) -> Option<Id> {
    word.get(Key::Citing)?;
    word.source().cloned()
}

/// Where a voice stands among those that speak now; one that says nothing any more comes last.
fn accounts_order(now: &[Said], record: &Record, voice: Option<&Id>) -> usize {
    let at = now.iter().position(|said| record.words[said.word].voice() == voice);
    at.unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        board::{Clock, Index, Query},
        format,
    };
    use std::sync::Arc;

    const TEXT: &str = r#"
format = 1
scenario = { id = "x", title = "x" }
source = [
  { id = "a", name = "A", kind = "media" },
  { id = "b", name = "B", kind = "media" },
  { id = "c", name = "C", kind = "media" },
]
[[attack]]
id = "hit"
date = 2020-07-01
kind = "ied"
killed = 2
source = "a"
published = 2020-07-01
account = [
  { source = "a", published = 2020-07-03, killed = 3 },
  { source = "b", published = 2020-07-02, killed = 5, kind = "vbied" },
  { source = "c", citing = "b", published = 2020-07-02, killed = 5 },
  { source = "c", published = 2020-07-02, killed = 9, withdrawn = 2020-07-04 },
]
[[statement]]
id = "claim"
date = 2020-07-01
speaker = "someone"
kind = "claim"
says = "It was so."
source = "a"
published = 2020-07-01
account = [{ source = "c", published = 2020-07-05, denies = true }]
[[actor]]
id = "someone"
name = "Someone"
kind = "person"
"#;

    fn told(day: &str) -> Vec<String> {
        let scenario = format::load(TEXT.as_bytes(), "x").scenario.expect("loads");
        let clock = Clock::then(day.parse().unwrap());
        let board = Board::new(Arc::new(Index::new(scenario.into())), clock, Query::default());
        let account = |matter: &Matter, account: &Account| {
            let word = &board.record(matter.record).words[account.word];
            let voice = word.voice().map_or("", Id::as_str);
            let outlets: Vec<&str> = account.outlets.iter().map(Id::as_str).collect();
            format!("{voice} {} {:?}{outlets:?}", account.stance.word(), account.word)
        };
        let matter = |matter: &Matter| {
            let accounts: Vec<String> =
                matter.accounts.iter().map(|one| account(matter, one)).collect();
            format!("{} {}: {}", matter.key.name(), matter.is_contested, accounts.join(", "))
        };
        Matter::all(&board).iter().map(matter).collect()
    }

    #[test]
    fn what_became_of_each_word_is_told() {
        assert_eq!(told("2020-07-01"), Vec::<String>::new());
        assert_eq!(
            told("2020-07-02"),
            [
                "kind true: a says 0[], b says 2[]",
                "killed true: a says 0[], b says 2[\"c\"], c says 4[]"
            ]
        );
        assert_eq!(
            told("2020-07-05"),
            [
                "denies true: a says 0[], c denies 1[]",
                "killed true: a says 1[], a corrected 0[], b says 2[\"c\"], c withdrawn 4[]",
                "kind true: a says 0[], b says 2[]",
            ]
        );
    }
}
