//! What bears `mask = true`: a source, an actor or a place that is told of by its kind. Its names and
//! its id are replaced wherever they stand as words.

use std::{collections::HashMap, sync::Arc};

use super::{Clean, Id, Key, OwnKind, Part, Record, Scenario, Table, Value, Word, fold};

/// Who is masked, and by what.
#[derive(Default)]
pub struct Masks {
    /// By the id in the file; sources have ids of their own.
    records: HashMap<Id, Id>,
    sources: HashMap<Id, Id>,
    /// Letters of names and ids with what stands in their place, the longest first.
    names: Vec<(Vec<char>, String, Id)>,
}

/// A letter that a name is known by, whatever its case.
fn folded(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

impl Masks {
    /// What a scenario masks.
    pub fn of(scenario: &Scenario) -> Masks {
        let mut masks = Masks::default();
        for record in scenario.records() {
            if record.get(Key::Mask) == Some(&Value::Flag(true)) {
                masks.add(scenario, record);
            }
        }
        masks.names.sort_by_key(|(name, ..)| std::cmp::Reverse(name.len()));
        masks
    }

    /// Whether nobody is masked.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// How many are masked.
    pub fn len(&self) -> usize {
        self.records.len() + self.sources.len()
    }

    fn add(&mut self, scenario: &Scenario, record: &Record) {
        let kind = record.get(Key::Kind).and_then(Value::word_said);
        let kind = kind.map_or_else(|| record.table.name().to_owned(), |kind| kind.into_owned());
        let of = |n: usize| Id::from_words(&format!("{kind}-{n}"));
        let is_free = |id: &Id| {
            let is_taken = scenario.position(id).is_some() || scenario.source(id).is_some();
            !is_taken && self.records.values().chain(self.sources.values()).all(|other| other != id)
        };
        let Some(id) = (1..).filter_map(of).find(is_free) else { return };
        let names = [Key::Name, Key::Short, Key::Title].into_iter();
        let names = names.filter_map(|key| record.text(key)).map(Clean::to_string);
        let others = match record.get(Key::Aliases) {
            Some(Value::Texts(others)) => others.iter().map(Clean::to_string).collect(),
            _ => Vec::new(),
        };
        let called = [record.id.as_str().to_owned(), record.id.in_words()];
        for name in names.chain(others).chain(called).filter(|name| !name.is_empty()) {
            self.names.push((name.chars().map(folded).collect(), kind.clone(), id.clone()));
        }
        let ids = if record.table == Table::Source { &mut self.sources } else { &mut self.records };
        ids.insert(record.id.clone(), id);
    }

    /// A text in which each name stands as its kind; in a filter as its id.
    fn text(&self, text: &str, is_filter: bool) -> String {
        let letters: Vec<char> = text.chars().collect();
        let is_word = |at: Option<&char>| at.is_some_and(|c| c.is_alphanumeric());
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        while at < letters.len() {
            let begins = at == 0 || !is_word(letters.get(at - 1));
            let found = self.names.iter().filter(|_| begins).find(|(name, ..)| {
                let end = at + name.len();
                let is_it = letters
                    .get(at..end)
                    .is_some_and(|of| of.iter().map(|c| folded(*c)).eq(name.iter().copied()));
                is_it && !is_word(letters.get(end))
            });
            match found {
                Some((name, kind, id)) => {
                    out.push_str(if is_filter { id.as_str() } else { kind });
                    at += name.len();
                }
                None => {
                    out.push(letters[at]);
                    at += 1;
                }
            }
        }
        out
    }

    /// A text without the names.
    pub fn clean(&self, text: &Clean) -> Clean {
        // As it stands in the file: where paragraphs end, what is shown does not tell.
        if self.is_empty() { text.clone() } else { self.text(text.original(), false).into() }
    }

    /// Whether an address or a path may tell a name, however it is joined there.
    pub fn is_told_by(&self, address: &str) -> bool {
        let bare =
            |text: &str| -> String { fold(text).chars().filter(|c| c.is_alphanumeric()).collect() };
        let address = bare(address);
        let names = self.names.iter().map(|(name, ..)| bare(&name.iter().collect::<String>()));
        names.filter(|name| name.chars().count() > 2).any(|name| address.contains(&name))
    }

    /// The id by which a record goes: one that holds a masked id is told without it.
    fn id(&self, id: &Id, is_source: bool) -> Id {
        let ids = if is_source { &self.sources } else { &self.records };
        if let Some(mask) = ids.get(id) {
            return mask.clone();
        }
        let parts: Vec<&str> = id.as_str().split('-').collect();
        let all = self.records.iter().chain(&self.sources);
        for (masked, mask) in all {
            let of: Vec<&str> = masked.as_str().split('-').collect();
            if let Some(at) = parts.windows(of.len()).position(|some| some == of) {
                let (before, behind) = (&parts[..at], &parts[at + of.len()..]);
                let joined = [before, &[mask.as_str()], behind].concat().join("-");
                return Id::new(&joined).unwrap_or_else(|| mask.clone());
            }
        }
        id.clone()
    }

    /// A record as it may be published: one that is masked says of what kind it is.
    pub fn record(&self, mut record: Record) -> Record {
        if self.is_empty() {
            return record;
        }
        let is_source = record.table == Table::Source;
        let is_masked = record.get(Key::Mask) == Some(&Value::Flag(true));
        record.id = self.id(&record.id, is_source);
        record.parent = record.parent.map(|parent| self.id(&parent, false));
        for word in &mut record.words {
            self.word(word, is_source, is_masked);
        }
        record
    }

    fn word(&self, word: &mut Word, is_source: bool, is_masked: bool) {
        const TELLS: [Key; 9] = [
            Key::Short,
            Key::Aliases,
            Key::Title,
            Key::Url,
            Key::Pcode,
            Key::At,
            Key::Note,
            Key::LedBy,
            Key::Mask,
        ];
        word.entries.retain(|entry| {
            // Not read as words: they lead somewhere, or to nothing where a name in them is changed.
            let leads = matches!(
                entry.key,
                Key::Url | Key::Path | Key::Track | Key::Layer | Key::Feature | Key::Contact
            );
            let told = entry.value.as_text().is_some_and(|text| leads && self.is_told_by(text));
            !(told || is_masked && TELLS.contains(&entry.key))
        });
        for entry in &mut word.entries {
            let names_source = entry.key.names_source() || is_source && entry.key == Key::Id;
            self.value(entry.key, &mut entry.value, names_source);
        }
    }

    fn value(&self, key: Key, value: &mut Value, names_source: bool) {
        let clean = |text: &mut Clean| *text = self.clean(text);
        let rename = |id: &mut Id| *id = self.id(id, names_source);
        match value {
            Value::Text(text) if matches!(key, Key::Counts | Key::Filter | Key::Without) => {
                *text = self.text(text, true).into();
            }
            Value::Text(text) => clean(text),
            Value::Texts(texts) => texts.iter_mut().for_each(clean),
            Value::When(when) => {
                when.words.iter_mut().for_each(clean);
                clean(&mut when.written);
            }
            Value::Count(count) => clean(&mut count.written),
            Value::Counts(counts) => {
                let parts = counts.parts.iter_mut().chain(&mut counts.of_which);
                parts.for_each(|part| self.part(part));
            }
            Value::Id(id) => rename(id),
            Value::Ids(ids) => ids.iter_mut().for_each(rename),
            Value::Corridor(corridor) => rename(&mut corridor.along),
            Value::Within(within) => rename(&mut within.of),
            Value::Kind(kind) => {
                let (id, name) = (self.id(&kind.id, false), self.clean(&kind.name));
                *kind = Arc::new(OwnKind { id, name, class: kind.class });
            }
            Value::Codes(codes) => codes.iter_mut().for_each(|(_, code)| clean(code)),
            Value::Promise(promise) => {
                clean(&mut promise.of);
                clean(&mut promise.count.written);
                if let Some(counts) = &mut promise.counts {
                    *counts = self.text(counts, true).into();
                }
            }
            Value::Evidence(_) | Value::Columns(_) | Value::Term(_) | Value::Terms(_) => {}
            Value::Number(_) | Value::Integer(_) | Value::Flag(_) => {}
            Value::Point(_) | Value::Path(_) | Value::Rings(_) => {}
        }
    }

    fn part(&self, part: &mut Part) {
        part.name = match Id::new(&part.name).and_then(|id| self.records.get(&id)) {
            Some(mask) => mask.as_str().into(),
            None => self.clean(&part.name),
        };
        part.count.iter_mut().for_each(|count| count.written = self.clean(&count.written));
        part.parts.iter_mut().chain(&mut part.of_which).for_each(|inner| self.part(inner));
    }
}
