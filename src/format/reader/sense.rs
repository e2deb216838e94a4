//! What keys of one record, and records of one file, must agree on.

use std::collections::{HashMap, HashSet};

use toml::de::DeTable;

use super::{LINES, Reader};
use crate::{
    format::{
        tables::{Shape, TableForm},
        values::{leads_outside, span_of},
    },
    model::{Id, Key, Severity, Span, Table, Value, Word},
};

impl Reader<'_> {
    /// Rules that tie keys of one record to each other.
    pub(super) fn check_sense(&mut self, table: Table, word: &Word, toml: &DeTable, span: Span) {
        let at = |key: Key| toml.get(key.name()).map_or(span, span_of);
        self.check_inner(table, toml, span);
        match table {
            Table::Route if !toml.contains_key("through") && !toml.contains_key("path") => {
                self.reading.error(
                    "missing-key",
                    span,
                    "a route needs `through` or `path`",
                    Some("name the places it passes, in order".into()),
                );
            }
            Table::Assessment
                if word.get(Key::Likelihood).is_some() && word.get(Key::Confidence).is_some() =>
            {
                self.reading.error(
                    "both-scales",
                    at(Key::Confidence),
                    "a likelihood and a confidence never stand together",
                    Some("keep the one that the assessor used".into()),
                );
            }
            Table::Amendment
                if [Key::Deadline, Key::Text, Key::Until]
                    .iter()
                    .all(|key| word.get(*key).is_none() && !toml.contains_key(key.name())) =>
            {
                self.reading.error(
                    "missing-key",
                    span,
                    "an amendment needs `deadline`, `text` or `until`",
                    Some("say what it moves: deadline = 2025-02-18".into()),
                );
            }
            Table::Status => self.check_status(word, None, [at(Key::Is), at(Key::To)]),
            Table::Zone => self.check_zone(word, toml, span, false),
            Table::Layer | Table::Feed => self.check_path(word, Key::Path, at(Key::Path)),
            Table::Patrol => self.check_path(word, Key::Track, at(Key::Track)),
            _ => {}
        }
    }

    /// That a record has what must stand inside it.
    fn check_inner(&mut self, table: Table, toml: &DeTable, span: Span) {
        for field in TableForm::of(table).own {
            let Shape::Nested(inner) = field.shape else { continue };
            if field.must_stand() && !toml.contains_key(field.key.name()) {
                let (name, key) = (table.name(), field.key.name());
                let message = format!("{} {name} needs `{key}`", table.article());
                let hint = format!("begin each {} with [[{name}.{key}]] below it", inner.name());
                self.reading.error("missing-key", span, message, Some(hint.into()));
            }
        }
    }

    /// That a file which a word names lies beside the scenario.
    pub(super) fn check_path(&mut self, word: &Word, key: Key, at: Span) {
        let path = word.get(key).and_then(Value::as_text);
        if path.is_some_and(|path| leads_outside(path.original())) {
            let example = if key == Key::Track { "data/patrol.gpx" } else { LINES };
            self.reading.outside_folder(at, example);
        }
    }

    /// Cuts every circle of `part_of` at the record that closes it.
    pub(super) fn refuse_circles(&mut self) {
        let wholes: HashMap<Id, Id> = self
            .records
            .iter()
            .filter(|record| !record.table.has_own_ids())
            .filter_map(|record| Some((record.id.clone(), record.id_of(Key::PartOf)?.clone())))
            .collect();
        let circular = in_circles(&wholes);
        for record in self
            .records
            .iter_mut()
            .filter(|record| circular.contains(&record.id) && !record.table.has_own_ids())
        {
            let Some(n) = record.words[0].entries.iter().position(|entry| entry.key == Key::PartOf)
            else {
                continue;
            };
            let entry = record.words[0].entries.remove(n);
            let at = self.reading.source.offset(entry.spot);
            let span = Span { start: at, end: at + Key::PartOf.name().len() };
            let message = format!("`{}` is a part of itself", record.id);
            self.reading.report(
                Severity::Error,
                "circular",
                span,
                message,
                Some("follow part_of upwards: it must end".into()),
            );
        }
    }
}

/// Who can be reached from himself. Each step upwards is made once, however long the way.
fn in_circles(wholes: &HashMap<Id, Id>) -> HashSet<Id> {
    let mut circular = HashSet::new();
    let mut walks: HashMap<&Id, usize> = HashMap::new();
    for (walk, start) in wholes.keys().enumerate() {
        let mut at = start;
        while !walks.contains_key(at) {
            walks.insert(at, walk);
            let Some(whole) = wholes.get(at) else { break };
            at = whole;
            if walks.get(at) == Some(&walk) {
                // This walk has met itself: all from here round to here again is the circle.
                let mut round = at;
                while circular.insert(round.clone()) {
                    let Some(whole) = wholes.get(round) else { break };
                    round = whole;
                }
            }
        }
    }
    circular
}
