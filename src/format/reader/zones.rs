//! What the keys of a zone must agree on, and zones with each other.

use std::collections::HashMap;

use toml::de::DeTable;

use super::Reader;
use crate::{
    format::values::span_of,
    model::{Clean, Id, Key, Record, Severity, Span, Table, Value, Word},
};

/// The keys of which one draws a zone, or names its members.
const EXTENTS: [Key; 7] =
    [Key::Ring, Key::Rings, Key::Around, Key::Along, Key::Between, Key::Layer, Key::Places];

impl Reader<'_> {
    /// Rules that tie keys of one zone to each other; of an account of one, too, but that it need
    /// not draw anything.
    pub(super) fn check_zone(&mut self, word: &Word, toml: &DeTable, span: Span, is_account: bool) {
        let at = |key: Key| toml.get(key.name()).map_or(span, span_of);
        let mut given = EXTENTS.iter().filter(|key| toml.contains_key(key.name()));
        let forms = EXTENTS.map(Key::name).join(", ");
        match (given.next(), given.next()) {
            (None, _) if !is_account => {
                let hint = Some(Clean::from(format!("one of: {forms}")));
                self.reading.error("missing-key", span, "a zone needs one form of extent", hint);
            }
            (Some(one), Some(other)) => self.reading.error(
                "two-extents",
                at(*other),
                format!("`{}` stands beside `{}`", other.name(), one.name()),
                Some("a zone is drawn in one form; another voice draws it in its account".into()),
            ),
            _ => {}
        }
        if toml.contains_key("feature") && !toml.contains_key("layer") {
            let hint = Some("name the file: layer = \"data/zones.geojson\"".into());
            self.reading.error("missing-key", at(Key::Feature), "`feature` needs `layer`", hint);
        }
        self.check_path(word, Key::Layer, at(Key::Layer));
        let routes = word.get(Key::Between).map(Value::ids);
        if routes.is_some_and(|routes| routes.len() != 2 || routes[0] == routes[1]) {
            self.reading.error(
                "wrong-type",
                at(Key::Between),
                "a zone lies between two routes",
                Some("write between = [\"one\", \"other\"]".into()),
            );
        }
        let day = |key: Key| word.get(key).and_then(Value::as_when);
        let ends = day(Key::Until).and_then(|until| until.latest);
        if ends.zip(day(Key::From).and_then(|from| from.earliest)).is_some_and(|(a, b)| a <= b) {
            self.reading.error(
                "until-before-from",
                at(Key::Until),
                "it holds no more before it has begun",
                Some("until is the first day on which it holds no more".into()),
            );
        }
    }

    /// Cuts every circle of `within` and `except` at the zone that closes it.
    pub(super) fn refuse_zone_circles(&mut self) {
        for (n, word, key, spot) in closing(&self.records) {
            let record = &mut self.records[n];
            record.words[word].entries.retain(|entry| entry.key != key);
            let message = format!("`{}` is clipped by itself", record.id);
            let at = self.reading.source.offset(spot);
            let span = Span { start: at, end: at + key.name().len() };
            let hint = Some("follow within and except: they must end".into());
            self.reading.report(Severity::Error, "circular", span, message, hint);
        }
    }
}

/// A key of a word of a record, and where it stands.
type KeyOfWord = (usize, usize, Key, crate::model::Spot);

/// The keys that close circles of zones.
fn closing(records: &[Record]) -> Vec<KeyOfWord> {
    let zones = records.iter().enumerate().filter(|(_, record)| record.table == Table::Zone);
    let by_id: HashMap<&Id, usize> = zones.map(|(n, zone)| (&zone.id, n)).collect();
    let clipped_by = |n: usize| -> Vec<(usize, KeyOfWord)> {
        let words = records[n].words.iter().enumerate();
        let keys = words.flat_map(|(word, said)| {
            let entries = [Key::Within, Key::Except].into_iter().filter_map(|key| said.entry(key));
            entries.flat_map(move |entry| {
                let others = entry.value.ids().iter();
                others.map(move |id| (id, (n, word, entry.key, entry.spot)))
            })
        });
        keys.filter_map(|(id, key)| Some((*by_id.get(id)?, key))).collect()
    };
    let (mut closing, mut is_seen) = (Vec::new(), vec![false; records.len()]);
    let mut is_open = vec![false; records.len()];
    let mut starts: Vec<usize> = by_id.values().copied().collect();
    starts.sort_unstable();
    for start in starts {
        if std::mem::replace(&mut is_seen[start], true) {
            continue;
        }
        is_open[start] = true;
        let mut path = vec![(start, clipped_by(start).into_iter())];
        while let Some((n, others)) = path.last_mut() {
            match others.next() {
                None => {
                    is_open[*n] = false;
                    path.pop();
                }
                Some((other, key)) if is_open[other] => closing.push(key),
                Some((other, _)) if !is_seen[other] => {
                    (is_seen[other], is_open[other]) = (true, true);
                    path.push((other, clipped_by(other).into_iter()));
                }
                Some(_) => {}
            }
        }
    }
    closing
}
