//! What is private never leaves the desk: the scenario as others may see it.
//!
//! A record or an account that says `private = true` is gone whole; of a source that does, every word
//! that it carries or is cited with; of a bulletin, every word that rests on it; of a place or an
//! actor, every mention; of evidence, the file with all that is said of it. Nothing that stays refers
//! to what is gone.

use std::collections::HashSet;

use super::{Id, Key, Part, Record, Scenario, Table, Value, Word};

/// Who or what is private.
struct Private<'a> {
    is_kept_back: &'a KeptBack<'a>,
    /// Records, places and actors, by id.
    records: HashSet<Id>,
    sources: HashSet<Id>,
    bulletins: HashSet<Id>,
}

impl Scenario {
    /// Whether anything in it is private.
    pub fn has_private(&self) -> bool {
        let mut words = self.records().iter().flat_map(|record| &record.words);
        words.any(|word| is_private(word) || word.evidence().iter().any(|file| file.is_private))
    }

    /// The scenario without what is private.
    pub fn for_others(&self) -> Scenario {
        self.without_words(&|_, word| is_private(word))
    }

    /// The scenario without the words that are kept back, and without whatever hangs on them.
    pub(super) fn without_words(&self, is_kept_back: &KeptBack) -> Scenario {
        let private = Private::of(self, is_kept_back);
        let stays = |record: &&Record| !private.ids(record.table).contains(&record.id);
        let records = self.records().iter().filter(stays).filter_map(|record| private.left(record));
        Scenario::new(self.header.clone(), records.collect(), self.left_out.clone())
    }
}

/// Whether a word of a record is kept back.
pub(super) type KeptBack<'a> = dyn Fn(&Record, &Word) -> bool + 'a;

pub(super) fn is_private(word: &Word) -> bool {
    word.get(Key::Private) == Some(&Value::Flag(true))
}

impl<'a> Private<'a> {
    fn of(scenario: &Scenario, is_kept_back: &'a KeptBack<'a>) -> Private<'a> {
        let mut private = Private {
            is_kept_back,
            records: HashSet::new(),
            sources: HashSet::new(),
            bulletins: HashSet::new(),
        };
        let is_kept = |record: &&Record| is_kept_back(record, record.own());
        for record in scenario.records().iter().filter(is_kept) {
            private.ids_mut(record.table).insert(record.id.clone());
        }
        // A record all of whose words are of private voices, and what stands inside one that is gone.
        for record in scenario.records() {
            let is_voiced = record.words.iter().any(|word| word.source().is_some());
            if is_voiced && record.words.iter().all(|word| private.silences(record, word)) {
                private.ids_mut(record.table).insert(record.id.clone());
            }
        }
        for record in scenario.records() {
            if record.parent.as_ref().is_some_and(|parent| private.records.contains(parent)) {
                private.records.insert(record.id.clone());
            }
        }
        // What a step of a story shows, its words tell of.
        for step in scenario.table(Table::Step) {
            let selects = step.id_of(Key::Selected).is_some_and(|id| private.records.contains(id));
            let texts = [Key::Filter, Key::Without].into_iter().filter_map(|key| step.text(key));
            if selects || texts.into_iter().any(|text| private.is_named_in(text)) {
                private.records.insert(step.id.clone());
            }
        }
        private
    }

    /// Whether a filter, or a list of voices, names anything private by its id.
    fn is_named_in(&self, text: &str) -> bool {
        let is_of_id = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        let mut names = text.split(|c: char| !is_of_id(c)).filter_map(Id::new);
        let ids = [&self.records, &self.sources, &self.bulletins];
        names.any(|name| ids.iter().any(|ids| ids.contains(&name)))
    }

    /// The ids of a table's private records: sources and bulletins have ids of their own.
    fn ids(&self, table: Table) -> &HashSet<Id> {
        match table {
            Table::Source => &self.sources,
            Table::Bulletin => &self.bulletins,
            _ => &self.records,
        }
    }

    fn ids_mut(&mut self, table: Table) -> &mut HashSet<Id> {
        match table {
            Table::Source => &mut self.sources,
            Table::Bulletin => &mut self.bulletins,
            _ => &mut self.records,
        }
    }

    /// Whether a word is not to be told: by itself, or by who carries it or is cited, or by the bulletin
    /// that it rests on.
    fn silences(&self, record: &Record, word: &Word) -> bool {
        let names = |key, ids: &HashSet<Id>| {
            word.get(key).and_then(Value::as_id).is_some_and(|id| ids.contains(id))
        };
        (self.is_kept_back)(record, word)
            || names(Key::Source, &self.sources)
            || names(Key::Citing, &self.sources)
            || names(Key::Bulletin, &self.bulletins)
    }

    /// What is left of a record; `None` where nothing may be told of it.
    fn left(&self, record: &Record) -> Option<Record> {
        let words = record.words.iter().filter(|word| !self.silences(record, word));
        let words: Vec<Word> = words.map(|word| self.without_mentions(word)).collect();
        (!words.is_empty()).then(|| Record { words, ..record.clone() })
    }

    fn without_mentions(&self, word: &Word) -> Word {
        let mut word = word.clone();
        word.entries.retain_mut(|entry| match &mut entry.value {
            _ if entry.key == Key::Id => true,
            _ if entry.key.names_source() || entry.key == Key::Bulletin => true,
            Value::Id(id) => !self.records.contains(id),
            Value::Ids(ids) => {
                let named = !ids.is_empty();
                ids.retain(|id| !self.records.contains(id));
                !(named && ids.is_empty())
            }
            Value::Counts(counts) => {
                counts.parts.iter_mut().for_each(|part| self.unname(part));
                true
            }
            Value::Evidence(files) => {
                let listed = !files.is_empty();
                files.retain(|file| !file.is_private);
                !(listed && files.is_empty())
            }
            Value::Corridor(corridor) => !self.records.contains(&corridor.along),
            Value::Within(within) => !self.records.contains(&within.of),
            _ => true,
        });
        word
    }

    /// The victims of a private actor stay victims, of others.
    fn unname(&self, part: &mut Part) {
        if Id::new(&part.name).is_some_and(|id| self.records.contains(&id)) {
            part.name = "others".into();
        }
    }
}
