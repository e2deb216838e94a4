//! A record: one thing that happened or exists, in the words of every voice that speaks of it.

use super::{
    Clean, ClosedWord, Count, Day, Evidence, Id, Key, Keys, Number, PatrolKind, Table, Value, When,
};

/// Where in the file something stands; both count from 1, columns in characters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct Spot {
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1, in characters rather than bytes.
    pub column: u32,
}

/// One key with its value and where it stands.
#[derive(Clone, PartialEq, Debug)]
pub struct Entry {
    /// What is said of the record: its kind, its date, its count.
    pub key: Key,
    /// What the voice gives for it.
    pub value: Value,
    /// Where the key stands, so that an editor can be opened there.
    ///
    /// A value that a bulletin says for it stands with the bulletin.
    pub spot: Spot,
}

/// What one voice says in one place: the record's own keys, or one of its accounts.
#[derive(Clone, Debug, Default)]
pub struct Word {
    /// In the format's order of keys.
    pub entries: Vec<Entry>,
    /// Where its table or its `account` begins.
    pub spot: Spot,
    /// See [`Word::known`] and [`Word::withdrawn`]: they follow from the entries of its record and
    /// are asked for of every word on every day, so a scenario works them out once.
    known: Option<Known>,
    withdrawn: Option<Day>,
    /// Keys whose values stand in the file and could not be read.
    unread: Keys,
    /// Keys whose values are those of the bulletin that it rests on.
    pub(super) inherited: Keys,
}

impl PartialEq for Word {
    fn eq(&self, other: &Self) -> bool {
        self.entries == other.entries && self.spot == other.spot
    }
}

/// The day a word counts from.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Known {
    /// The reporting day from which the board may show it.
    pub day: Day,
    /// Nobody says when it was published: taken from the end of its date.
    pub assumed: bool,
}

/// A record of any table. Word 0 is the record's own; the rest are its accounts.
#[derive(Clone, PartialEq, Debug)]
pub struct Record {
    /// What kind of record it is.
    pub table: Table,
    /// What its author calls the table: one of its names.
    pub table_name: &'static str,
    /// By which other records name it; sources have a namespace of their own.
    pub id: Id,
    /// Whether the id was made up from table, date and place, since the file gives none.
    pub id_made_up: bool,
    /// The record it stands in: a tie's actor, a clause's agreement.
    pub parent: Option<Id>,
    /// At least one; see [`Record::own`] and [`Record::accounts`].
    pub words: Vec<Word>,
    /// Where the record begins.
    pub spot: Spot,
    /// What of it is left where voices are put aside.
    pub left: WordsLeft,
}

/// What of a record is left where voices are put aside.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum WordsLeft {
    /// Its own word, and some accounts or all.
    #[default]
    Own,
    /// Accounts alone; its own word is the desk's, of what the desk adds to any record.
    Accounts,
    /// Accounts none of which says when it was.
    Undated,
    /// No word: it shows nowhere.
    Nothing,
}

impl Word {
    /// A word of these keys; from which day it counts is not worked out until it stands in a
    /// scenario.
    pub fn new(entries: Vec<Entry>, spot: Spot) -> Self {
        Word {
            entries,
            spot,
            known: None,
            withdrawn: None,
            unread: Keys::NONE,
            inherited: Keys::NONE,
        }
    }

    /// The same word, which also has values that could not be read.
    pub fn with_unread(self, unread: Keys) -> Self {
        Word { unread, ..self }
    }

    /// The keys that it has a value for which could not be read: it is not that nobody states one.
    pub fn unread(&self) -> Keys {
        self.unread
    }

    /// The keys that it does not say itself: its bulletin does.
    pub fn inherited(&self) -> Keys {
        self.inherited
    }

    /// The keys that stand in the file for it.
    pub fn written(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(|entry| !self.inherited.contains(&entry.key))
    }

    /// The value that stands in the file for a key; `None` where its bulletin says it, or nobody.
    pub fn written_value(&self, key: Key) -> Option<&Value> {
        self.get(key).filter(|_| !self.inherited.contains(&key))
    }

    /// From which day it counts; `None` for plain facts that nobody dates, and for what stands in
    /// no scenario.
    pub fn known(&self) -> Option<Known> {
        self.known
    }

    /// Whether anything is said: of a word whose voice is put aside nothing is left.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// From which day its voice takes it back.
    pub fn withdrawn(&self) -> Option<Day> {
        self.withdrawn
    }

    /// The end of a date of it, by which at the latest it can be known.
    fn end_of(&self, key: Key) -> Option<Day> {
        self.get(key)?.as_when()?.known_at_the_latest()
    }

    /// The value that this word gives for a key; `None` where it says nothing of it.
    pub fn get(&self, key: Key) -> Option<&Value> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// The value with its place in the file; `None` where the word says nothing of the key.
    pub fn entry(&self, key: Key) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key == key)
    }

    /// The files that bear it out, as it lists them.
    pub fn evidence(&self) -> &[Evidence] {
        self.get(Key::Evidence).map_or(&[], Value::evidence)
    }

    /// The source that carries it; `None` where the word names none.
    pub fn source(&self) -> Option<&Id> {
        self.get(Key::Source)?.as_id()
    }

    /// Whose word it is: the one cited, else the source itself.
    pub fn voice(&self) -> Option<&Id> {
        self.get(Key::Citing).and_then(Value::as_id).or_else(|| self.source())
    }
}

impl Record {
    /// Works out from which day each word counts: the day it was published, else the day its record
    /// was, else the end of its date; and from which day it is taken back.
    pub(super) fn date_words(&mut self) {
        let date = self.date_key();
        let own_day = |key: Key| self.words.first().and_then(|own| own.end_of(key));
        let (published, happened) = (own_day(Key::Published), own_day(date));
        let is_judged = self.table == Table::Assessment;
        for word in &mut self.words {
            let told = word.end_of(Key::Published).map(|day| Known { day, assumed: false });
            // No voice tells a day before it has come, and a judgement is not made when the report
            // that it judges is published: nobody says when it was.
            let beside = || {
                let (day, end) = (published?, word.end_of(date));
                let is_judgement = is_judged || word.voice().is_some_and(Id::is_desk);
                let later = end.filter(|end| *end > day);
                Some(Known { day: later.unwrap_or(day), assumed: is_judgement || later.is_some() })
            };
            let assumed = || Some(Known { day: word.end_of(date).or(happened)?, assumed: true });
            word.known = told.or_else(beside).or_else(assumed);
            let back = word.get(Key::Withdrawn).and_then(Value::as_when);
            word.withdrawn = back.and_then(|when| when.earliest.or(when.latest));
        }
    }

    /// Takes out the words that are not `kept`, each at its place, so that positions stay. Of the
    /// record's own word the desk's keys stay, in the desk's voice.
    pub(super) fn put_aside(&mut self, is_kept: impl Fn(&Word) -> bool) {
        let date = self.date_key();
        let Some((own, accounts)) = self.words.split_first_mut() else { return };
        for word in accounts.iter_mut().filter(|word| !is_kept(word)) {
            *word = Word::new(Vec::new(), word.spot);
        }
        if is_kept(own) {
            return;
        }
        let left = || accounts.iter().filter(|word| !word.is_empty());
        own.entries.retain(|entry| entry.key.is_of_the_desk());
        (own.known, own.withdrawn, own.inherited) = (None, None, Keys::NONE);
        let is_dated = left().any(|word| word.get(date).is_some());
        let told_by = left().filter_map(Word::known).min();
        let spot = own.spot;
        let mut add = |key: Key, value: Value| own.entries.push(Entry { key, value, spot });
        add(Key::Source, Value::Id(Id::desk()));
        self.left = match (told_by, is_dated) {
            (None, _) => WordsLeft::Nothing,
            (Some(_), true) => WordsLeft::Accounts,
            (Some(known), false) => {
                add(date, Value::When(When::by(known.day, "day not told")));
                WordsLeft::Undated
            }
        };
    }

    /// The day it became known: that of its earliest word.
    pub fn became_known(&self) -> Option<Known> {
        self.words.iter().filter_map(Word::known).min() // of one day, the one that is told
    }

    /// The record's own word, which the board shows where no account is preferred.
    pub fn own(&self) -> &Word {
        &self.words[0]
    }

    /// What other voices say of it, in file order; empty where only one speaks.
    pub fn accounts(&self) -> &[Word] {
        &self.words[1..]
    }

    /// The record's own value of a key, whoever else says otherwise.
    pub fn get(&self, key: Key) -> Option<&Value> {
        self.own().get(key)
    }

    /// The record's own text for a key; `None` where it has none, or the key takes no text.
    pub fn text(&self, key: Key) -> Option<&Clean> {
        self.get(key)?.as_text()
    }

    /// The record that the key refers to; `None` where it has none, or the key takes no id.
    pub fn id_of(&self, key: Key) -> Option<&Id> {
        self.get(key)?.as_id()
    }

    /// The word of a closed list that the record's own word gives.
    pub fn term<T: ClosedWord>(&self, key: Key) -> Option<T> {
        self.get(key)?.term()
    }

    /// The record's own count for a key; `None` where it has none, or the key takes no count.
    pub fn count(&self, key: Key) -> Option<&Count> {
        self.get(key)?.as_count()
    }

    /// The record's own decimal number for a key; `None` where it has none, or the key takes none.
    pub fn number(&self, key: Key) -> Option<&Number> {
        match self.get(key)? {
            Value::Number(number) => Some(number),
            _ => None,
        }
    }

    /// The records that a key lists; empty where it lists none.
    pub fn ids_of(&self, key: Key) -> &[Id] {
        self.get(key).map_or(&[], Value::ids)
    }

    /// Whether it is a patrol by its own word, and no inspection, flight or visit of the same log.
    pub fn is_patrol(&self) -> bool {
        let kind = self.get(Key::Kind);
        let is_patrol = kind.is_none_or(|kind| kind.term() == Some(PatrolKind::Patrol));
        self.table == Table::Patrol && is_patrol
    }

    /// The key that says when a record of its table happened, such as `date`, `signed` or `since`.
    pub fn date_key(&self) -> Key {
        self.table.date_key()
    }

    /// When it happened, in the record's own word.
    pub fn date(&self) -> Option<&When> {
        self.get(self.date_key())?.as_when()
    }

    /// A heading for lists and messages: name, title or text; else the id.
    pub fn heading(&self) -> &str {
        const HEADINGS: &[Key] =
            &[Key::Name, Key::Title, Key::What, Key::Says, Key::Judgement, Key::Text, Key::Ref];
        HEADINGS.iter().find_map(|key| self.text(*key)).map_or(self.id.as_str(), |text| text)
    }
}
