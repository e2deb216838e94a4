//! A record: one thing that happened or exists, in the words of every voice that speaks of it.

use super::{Clean, Count, Id, Key, Number, Table, Value, When};

/// Where in the file something stands; both count from 1, columns in characters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct Spot {
    pub line: u32,
    pub column: u32,
}

/// One key with its value and where it stands.
#[derive(Clone, PartialEq, Debug)]
pub struct Entry {
    pub key: Key,
    pub value: Value,
    pub spot: Spot,
}

/// What one voice says in one place: the record's own keys, or one of its accounts.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Word {
    /// In the format's order of keys.
    pub entries: Vec<Entry>,
    pub spot: Spot,
}

/// A record of any table. Word 0 is the record's own; the rest are its accounts.
#[derive(Clone, PartialEq, Debug)]
pub struct Record {
    pub table: Table,
    pub id: Id,
    /// Whether the id was made up from table, date and place, since the file gives none.
    pub id_made_up: bool,
    /// The record it stands in: a tie's actor, a clause's agreement.
    pub parent: Option<Id>,
    pub words: Vec<Word>,
    pub spot: Spot,
}

impl Word {
    pub fn get(&self, key: Key) -> Option<&Value> {
        self.entry(key).map(|entry| &entry.value)
    }

    pub fn entry(&self, key: Key) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key == key)
    }

    pub fn source(&self) -> Option<&Id> {
        self.get(Key::Source)?.as_id()
    }

    /// Whose word it is: the one cited, else the source itself.
    pub fn voice(&self) -> Option<&Id> {
        self.get(Key::Citing).and_then(Value::as_id).or_else(|| self.source())
    }
}

impl Record {
    pub fn own(&self) -> &Word {
        &self.words[0]
    }

    pub fn accounts(&self) -> &[Word] {
        &self.words[1..]
    }

    /// The record's own value of a key, whoever else says otherwise.
    pub fn get(&self, key: Key) -> Option<&Value> {
        self.own().get(key)
    }

    pub fn text(&self, key: Key) -> Option<&Clean> {
        self.get(key)?.as_text()
    }

    pub fn id_of(&self, key: Key) -> Option<&Id> {
        self.get(key)?.as_id()
    }

    pub fn term(&self, key: Key) -> Option<&'static str> {
        self.get(key)?.as_term()
    }

    pub fn count(&self, key: Key) -> Option<&Count> {
        self.get(key)?.as_count()
    }

    pub fn number(&self, key: Key) -> Option<&Number> {
        match self.get(key)? {
            Value::Number(number) => Some(number),
            _ => None,
        }
    }

    pub fn ids_of(&self, key: Key) -> &[Id] {
        self.get(key).map_or(&[], Value::ids)
    }

    pub fn date_key(&self) -> Key {
        date_key(self.table)
    }

    /// When it happened, in the record's own word.
    pub fn date(&self) -> Option<&When> {
        self.get(self.date_key())?.as_when()
    }

    /// A heading for lists and messages: name, title or text; else the id.
    pub fn heading(&self) -> &str {
        const HEADINGS: &[Key] =
            &[Key::Name, Key::Title, Key::What, Key::Says, Key::Judgement, Key::Text];
        HEADINGS.iter().find_map(|key| self.text(*key)).map_or(self.id.as_str(), |text| text)
    }
}

/// The key that says when a record of this table happened.
pub fn date_key(table: Table) -> Key {
    match table {
        Table::Agreement => Key::Signed,
        Table::Status => Key::Since,
        _ => Key::Date,
    }
}
