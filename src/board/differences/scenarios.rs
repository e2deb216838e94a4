//! Between two files: every word and every key, whether it shows on some day or not.

use std::sync::Arc;

use super::{
    Change, Differences, Kind, Telling, Told,
    pairing::{self, facts, says_the_same},
    standings,
    telling::Seen,
};
use crate::{
    board::{Board, Clock, Index, Knowledge, Query},
    model::{Day, Entry, Header, Id, Key, Record, Spot, Table, Value, Word},
};

impl Differences {
    /// What has to be written into the older file to make it say what the newer says, and what
    /// moved by the end of both.
    pub fn between_files(before: &Arc<Index>, after: &Arc<Index>) -> Differences {
        let last = [before, after].into_iter().filter_map(|index| index.days().last());
        let clock = Clock {
            as_of: last.max().copied().unwrap_or(Day::MAX),
            knowledge: Knowledge::Hindsight,
        };
        let whole = |index: &Arc<Index>| Board::new(index.clone(), clock, Query::default());
        let (before, after) = (&whole(before), &whole(after));
        let pairing = pairing::records(before.scenario(), after.scenario());
        let mut changes = header(before, after);
        for (old, new) in pairing.pairs {
            let (old, new) = (Seen::new(before, old), Seen::new(after, new));
            if !says_the_same(old.record, new.record) {
                changes.extend(revised(old, new));
            }
        }
        changes.extend(pairing.gone.into_iter().map(|n| Change::removed(Seen::new(before, n))));
        changes.extend(pairing.new.into_iter().map(|n| Change::added(Seen::new(after, n))));
        changes.extend(standings::moved(before, after));
        Differences::sorted(changes)
    }
}

impl Change {
    pub(super) fn of(kind: Kind, old: Seen, new: Seen, key: Option<Key>) -> Change {
        Change {
            kind,
            table: new.record.table,
            id: new.record.id.clone(),
            heading: new.board.heading(new.record),
            older: old.at,
            newer: new.at,
            key,
            before: Telling::default(),
            after: Telling::default(),
        }
    }

    pub(super) fn from(self, before: Telling) -> Change {
        Change { before, ..self }
    }

    pub(super) fn to(self, after: Telling) -> Change {
        Change { after, ..self }
    }

    pub(super) fn added(new: Seen) -> Change {
        Change { older: None, ..Change::of(Kind::Added, new, new, None) }.to(new.whole())
    }

    pub(super) fn removed(old: Seen) -> Change {
        Change { newer: None, ..Change::of(Kind::Removed, old, old, None) }.from(old.whole())
    }
}

/// Every word and key in which two readings of one record differ.
fn revised(old: Seen, new: Seen) -> Vec<Change> {
    let pairing = pairing::words(old.record, new.record);
    let mut changes = Vec::new();
    if old.record.parent != new.record.parent {
        changes.push(
            Change::of(Kind::Revised, old, new, Some(Key::PartOf))
                .from(parent(old))
                .to(parent(new)),
        );
    }
    let mut pairs = pairing.pairs;
    pairs.sort_unstable_by_key(|(_, new)| *new);
    for (before, after) in &pairs {
        let keys = keys(&old.record.words[*before], &new.record.words[*after]);
        changes.extend(keys.into_iter().filter_map(|key| {
            let (before, after) = (old.value(*before, key), new.value(*after, key));
            let is_back = key == Key::Withdrawn && before.told == Told::Nothing;
            let kind = if is_back { Kind::Withdrawn } else { kind_of_key(old.record.table, key) };
            let change = Change::of(kind, old, new, Some(key));
            (before.told != after.told).then(|| change.from(before).to(after))
        }));
    }
    let gone = pairing.gone.into_iter();
    changes.extend(gone.map(|n| Change::of(Kind::Unsaid, old, new, None).from(old.word(n))));
    let said = pairing.new.into_iter();
    changes.extend(said.map(|n| Change::of(Kind::Said, old, new, None).to(new.word(n))));
    if !pairs.is_sorted() {
        changes.push(
            Change::of(Kind::Revised, old, new, Some(Key::Account)).from(order(old)).to(order(new)),
        );
    }
    changes
}

/// What a new value of a key is: a new grade has a kind of its own.
pub(super) fn kind_of_key(table: Table, key: Key) -> Kind {
    match (table, key) {
        (_, Key::Credibility) | (Table::Source, Key::Reliability) => Kind::Regraded,
        _ => Kind::Revised,
    }
}

/// The keys of either word, those of the newer first.
fn keys(old: &Word, new: &Word) -> Vec<Key> {
    let gone = facts(old).filter(|entry| new.entry(entry.key).is_none());
    facts(new).chain(gone).map(|entry| entry.key).collect()
}

/// What a clause or a tie stands in.
fn parent(seen: Seen) -> Telling {
    let Some(parent) = &seen.record.parent else { return Telling::default() };
    Telling {
        told: Told::Value(Value::Id(parent.clone())),
        text: parent.to_string(),
        voices: Vec::new(),
        spot: Some(seen.record.spot),
    }
}

/// The voices in the order of the file: where two of a day differ, the later one is shown.
fn order(seen: Seen) -> Telling {
    let words = seen.record.accounts().iter();
    let voices: Vec<Id> = words.filter_map(|word| word.voice().cloned()).collect();
    let names: Vec<&str> = voices.iter().map(|voice| seen.board.voice_name(voice)).collect();
    Telling {
        text: names.join(", "),
        told: Told::Value(Value::Ids(voices.clone())),
        voices: Vec::new(),
        spot: Some(seen.record.spot),
    }
}

// ---------------------------------------------------------------------- the header

/// What the `[scenario]` tables say, compared like a record.
pub(super) fn header(before: &Board, after: &Board) -> Vec<Change> {
    let (old, new) = (as_record(&before.scenario().header), as_record(&after.scenario().header));
    let old = Seen { board: before, at: None, record: &old };
    let new = Seen { board: after, at: None, record: &new };
    let mut changes = revised(old, new);
    if old.record.id != new.record.id {
        let change = Change::of(Kind::Revised, old, new, Some(Key::Id));
        changes.push(change.from(old.value(0, Key::Id)).to(new.value(0, Key::Id)));
    }
    changes
}

fn as_record(header: &Header) -> Record {
    let text = |text: &str| Some(Value::Text(text.into()));
    let ends = format!("{:02}:{:02}", header.day_ends / 60, header.day_ends % 60);
    let entries = [
        (Key::Id, Some(Value::Id(header.id.clone()))),
        (Key::Title, Some(Value::Text(header.title.clone()))),
        (Key::Summary, header.summary.clone().map(Value::Text)),
        (Key::Timezone, Some(Value::Text(header.timezone.clone()))),
        (Key::DayEnds, text(&ends)),
        (Key::OpenAt, header.open_at.clone().map(Value::When)),
        (Key::Handling, header.handling.clone().map(Value::Text)),
    ];
    let entry = |(key, value): (Key, Option<Value>)| {
        Some(Entry { key, value: value?, spot: Spot::default() })
    };
    Record {
        table: Table::Scenario,
        id: header.id.clone(),
        id_made_up: false,
        parent: None,
        words: vec![Word {
            entries: entries.into_iter().filter_map(entry).collect(),
            spot: Spot::default(),
        }],
        spot: Spot::default(),
    }
}
