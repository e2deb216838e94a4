//! What stands on one side of a change, in words and with its voices.

use super::{Change, ChangeKind, Telling, ToldValue, Voice, pairing::facts};
use crate::{
    board::{Board, Standing},
    model::{Grade, Key, Record, RecordIx, Value, Word},
};

/// A record as one side has it.
#[derive(Clone, Copy)]
pub(super) struct RecordOnBoard<'a> {
    pub board: &'a Board,
    /// Its position; none for the header.
    pub at: Option<RecordIx>,
    pub record: &'a Record,
}

impl<'a> RecordOnBoard<'a> {
    pub(super) fn new(board: &'a Board, n: RecordIx) -> Self {
        RecordOnBoard { board, at: Some(n), record: board.record(n) }
    }

    /// The whole record, with everyone who speaks of it.
    pub fn whole(self) -> Telling {
        let words = &self.record.words;
        let said = words.iter().enumerate().filter(|(_, word)| self.board.is_said(word));
        let mut voices: Vec<Voice> = Vec::new();
        for voice in said.filter_map(|(n, _)| self.voice(n)) {
            if !voices.iter().any(|known| known.id == voice.id) {
                voices.push(voice);
            }
        }
        Telling {
            told: ToldValue::Record(Box::new(self.record.clone())),
            text: self.board.brief(self.record),
            voices,
            spot: Some(self.record.spot),
        }
    }

    /// One word: what it says of the matter, else the phrase it used. A note is its author's, never
    /// the voice's.
    pub fn word(self, n: usize) -> Telling {
        let word = &self.record.words[n];
        let said: Vec<String> = facts(word)
            .filter(|entry| !entry.key.is_of_one_account())
            .map(|entry| self.key_in_words(entry.key, &entry.value))
            .collect();
        let remark = || {
            let entry = word.entry(Key::Words);
            entry.map_or_else(String::new, |entry| self.key_in_words(entry.key, &entry.value))
        };
        Telling {
            told: ToldValue::Word(word.clone()),
            text: if said.is_empty() { remark() } else { said.join(", ") },
            voices: self.voice(n).into_iter().collect(),
            spot: Some(word.spot),
        }
    }

    /// What one word says of a key; its voice stands there even where it says nothing.
    pub fn value(self, n: usize, key: Key) -> Telling {
        let word = &self.record.words[n];
        let entry = word.entry(key);
        Telling {
            told: entry.map_or(ToldValue::Nothing, |entry| ToldValue::Value(entry.value.clone())),
            text: entry.map_or_else(String::new, |entry| self.board.in_words(key, &entry.value)),
            voices: self.voice(n).into_iter().collect(),
            spot: entry.filter(|_| self.at.is_some()).map(|entry| entry.spot),
        }
    }

    /// The shown value of a key, with every voice that says the same.
    pub fn shown(self, key: Key) -> Telling {
        let Some(shown) = self.board.shown(self.record, key) else { return Telling::default() };
        let voices = self.board.voices(self.record, key).into_iter();
        let others = voices.filter(|said| said.word != shown.word && said.value == shown.value);
        let mut telling = self.value(shown.word, key);
        telling.voices.extend(others.filter_map(|said| self.voice(said.word)));
        telling
    }

    /// What every voice says of a key.
    pub fn voices(self, key: Key) -> Telling {
        let said = self.board.voices(self.record, key);
        let voiced = said.iter().filter_map(|said| Some((said.value, self.voice(said.word)?)));
        let (values, voices): (Vec<&Value>, Vec<Voice>) = voiced.unzip();
        let text = |(value, voice): (&&Value, &Voice)| {
            format!("{} ({voice})", self.board.in_words(key, value))
        };
        let differs = self.at.is_some_and(|n| self.board.contested(n).contains(&key));
        let between = if differs { " ≠ " } else { ", " };
        Telling {
            text: values.iter().zip(&voices).map(text).collect::<Vec<_>>().join(between),
            told: ToldValue::Values(values.into_iter().cloned().collect()),
            spot: self.record.own().entry(key).map(|entry| entry.spot),
            voices,
        }
    }

    /// Where what a status is about stands.
    pub fn standing(self, standing: &Standing) -> Telling {
        let voice = self.board.shown(self.record, Key::Is).and_then(|said| self.voice(said.word));
        Telling {
            told: ToldValue::Standing(standing.is),
            text: standing.to_string(),
            voices: voice.into_iter().collect(),
            spot: Some(self.record.spot),
        }
    }

    fn voice(self, n: usize) -> Option<Voice> {
        let word: &Word = &self.record.words[n];
        let id = word.voice()?.clone();
        let via = word.get(Key::Citing).and(word.source()).filter(|source| **source != id);
        let via = via.map(|source| format!(" via {}", self.board.voice_name(source)));
        let name = format!("{}{}", self.board.voice_name(&id), via.unwrap_or_default());
        Some(Voice { id, name, grade: self.board.grade(word), word: n })
    }

    fn key_in_words(self, key: Key, value: &Value) -> String {
        match (key, value) {
            (Key::Words, _) => format!("“{}”", self.board.in_words(key, value)),
            (Key::Note, _) => self.board.in_words(key, value),
            _ => format!("{} {}", key.name(), self.board.in_words(key, value)),
        }
    }
}

/// `MoD Russia B2`; without a grade where neither mark is given.
impl std::fmt::Display for Voice {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.name)?;
        if self.grade == Grade::default() { Ok(()) } else { write!(f, " {}", self.grade) }
    }
}

impl Telling {
    /// What was told; nothing is *not stated*, never zero.
    fn plain(&self) -> &str {
        if self.told == ToldValue::Nothing { "not stated" } else { &self.text }
    }

    /// `3 (MoD Russia B2, SOHR C3)`
    fn voiced(&self) -> String {
        let nobody = self.voices.is_empty() || self.told == ToldValue::Nothing;
        if nobody { self.plain().to_owned() } else { format!("{} ({})", self.plain(), self.who()) }
    }

    fn who(&self) -> String {
        self.voices.iter().map(Voice::to_string).collect::<Vec<_>>().join(", ")
    }

    /// `MoD Russia B2: killed 3`
    fn speech(&self) -> String {
        let text = if self.text.is_empty() { "speaks of it" } else { &self.text };
        format!("{}: {text}", self.who())
    }
}

impl Change {
    /// Whether its words name what changed; of every other, the record stands above it.
    pub fn names_it(&self) -> bool {
        matches!(
            self.kind,
            ChangeKind::Added | ChangeKind::Removed | ChangeKind::Moved | ChangeKind::FeedRows
        )
    }

    /// Whether another change is of the same record.
    pub fn is_of_one_record(&self, other: &Change) -> bool {
        (self.table, &self.id) == (other.table, &other.id)
    }

    /// The change in one line, below the record's name: `killed: 3 (MoD Russia B2) → 5 (SOHR C3)`.
    pub fn words(&self) -> String {
        let (before, after) = (&self.before, &self.after);
        let key = self.key.map_or("", Key::name);
        match self.kind {
            ChangeKind::Added => after.voiced(),
            ChangeKind::Removed => before.voiced(),
            ChangeKind::Said => after.speech(),
            ChangeKind::Unsaid => before.speech(),
            ChangeKind::Withdrawn => format!("{}, withdrawn {}", after.who(), after.text),
            ChangeKind::Regraded if self.key == Some(Key::Credibility) => {
                format!("{} → {}", before.who(), after.who())
            }
            ChangeKind::Revised | ChangeKind::Regraded | ChangeKind::Corrected => {
                format!("{key}: {}", self.turn())
            }
            ChangeKind::Contested => format!("{key}: {}", after.text),
            ChangeKind::Settled => format!("{key}: {} → {}", before.text, after.text),
            ChangeKind::Moved => {
                format!("{}: {} → {}", self.heading, before.voiced(), after.voiced())
            }
            ChangeKind::FeedRows => {
                let rows = |telling: &Telling| match telling.told {
                    ToldValue::Nothing => "no row".to_owned(),
                    _ => telling.text.clone(),
                };
                format!("{}: {} → {}", self.heading, rows(before), rows(after))
            }
        }
    }

    /// `3 → 5 (MoD Russia B2)`, or each with its voice where it is another's.
    fn turn(&self) -> String {
        let (before, after) = (&self.before, &self.after);
        let who = |telling: &Telling| -> Vec<_> {
            telling.voices.iter().map(|voice| (voice.id.clone(), voice.grade)).collect()
        };
        if before.voices.is_empty() || who(before) != who(after) {
            return format!("{} → {}", before.voiced(), after.voiced());
        }
        format!("{} → {} ({})", before.plain(), after.plain(), after.who())
    }
}
