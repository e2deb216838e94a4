//! Between two files: every word and every key, whether it shows on some day or not.

use std::sync::Arc;

use super::{
    Change, ChangeKind, Differences, Telling, ToldValue,
    both::Both,
    pairing::{self, facts, says_the_same},
    standings,
    telling::RecordOnBoard,
};
use crate::{
    board::{Board, Clock, Index, Knowledge, Query},
    model::{Day, Entry, Header, Id, Key, Record, Spot, Table, Value, Word, WordsLeft},
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
            let (old, new) = (RecordOnBoard::new(before, old), RecordOnBoard::new(after, new));
            if !says_the_same(old.record, new.record) {
                changes.extend(revised(&Both::new(old, new)));
            }
        }
        changes.extend(
            pairing.gone.into_iter().map(|n| Change::removed(RecordOnBoard::new(before, n))),
        );
        changes
            .extend(pairing.new.into_iter().map(|n| Change::added(RecordOnBoard::new(after, n))));
        changes.extend(standings::moved(before, after));
        Differences::sorted(changes)
    }
}

/// Every word and key in which two readings of one record differ.
fn revised(both: &Both) -> Vec<Change> {
    let (old, new) = (both.old, both.new);
    let pairing = pairing::words(old.record, new.record);
    let mut pairs = pairing.pairs;
    pairs.sort_unstable_by_key(|(_, new)| *new);
    let mut changes = Vec::new();
    if old.record.parent != new.record.parent {
        changes.push(both.revised(Key::PartOf).from(parent(old)).to(parent(new)));
    }
    for (then, now) in &pairs {
        let (a, b) = (&old.record.words[*then], &new.record.words[*now]);
        for key in keys(a, b).into_iter().filter(|key| a.get(*key) != b.get(*key)) {
            let change = match (key, a.get(key)) {
                (Key::Withdrawn, None) => both.change(ChangeKind::Withdrawn, Some(key)),
                _ => both.revised(key),
            };
            changes.push(change.from(old.value(*then, key)).to(new.value(*now, key)));
        }
    }
    let gone = pairing.gone.into_iter();
    changes.extend(gone.map(|n| both.change(ChangeKind::Unsaid, None).from(old.word(n))));
    let said = pairing.new.into_iter();
    changes.extend(said.map(|n| both.change(ChangeKind::Said, None).to(new.word(n))));
    if !pairs.is_sorted() {
        changes.push(both.revised(Key::Account).from(order(old)).to(order(new)));
    }
    changes
}

/// The keys of either word, those of the newer first.
fn keys(old: &Word, new: &Word) -> Vec<Key> {
    let gone = facts(old).filter(|entry| new.entry(entry.key).is_none());
    facts(new).chain(gone).map(|entry| entry.key).collect()
}

/// What a clause or a tie stands in.
fn parent(seen: RecordOnBoard) -> Telling {
    let Some(parent) = &seen.record.parent else { return Telling::default() };
    Telling {
        told: ToldValue::Value(Value::Id(parent.clone())),
        text: parent.to_string(),
        voices: Vec::new(),
        spot: Some(seen.record.spot),
    }
}

/// The voices in the order of the file: where two of a day differ, the later one is shown.
fn order(seen: RecordOnBoard) -> Telling {
    let words = seen.record.accounts().iter();
    let voices: Vec<Id> = words.filter_map(|word| word.voice().cloned()).collect();
    let names: Vec<&str> = voices.iter().map(|voice| seen.board.voice_name(voice)).collect();
    Telling {
        text: names.join(", "),
        told: ToldValue::Value(Value::Ids(voices.clone())),
        voices: Vec::new(),
        spot: Some(seen.record.spot),
    }
}

// ---------------------------------------------------------------------- the header

/// What the `[scenario]` tables say, compared like a record.
pub(super) fn header(before: &Board, after: &Board) -> Vec<Change> {
    let (old, new) = (as_record(&before.scenario().header), as_record(&after.scenario().header));
    let old = RecordOnBoard { board: before, at: None, record: &old };
    let new = RecordOnBoard { board: after, at: None, record: &new };
    let both = Both::new(old, new);
    let mut changes = revised(&both);
    if old.record.id != new.record.id {
        let id = |seen: RecordOnBoard| seen.value(0, Key::Id);
        changes.push(both.revised(Key::Id).from(id(old)).to(id(new)));
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
        (Key::Until, header.until.clone().map(Value::When)),
        (Key::Handling, header.handling.clone().map(Value::Text)),
        (Key::IssuedBy, header.issued_by.clone().map(Value::Text)),
        (Key::Contact, header.contact.clone().map(Value::Text)),
    ];
    let entry = |(key, value): (Key, Option<Value>)| {
        Some(Entry { key, value: value?, spot: Spot::default() })
    };
    Record {
        table: Table::Scenario,
        table_name: Table::Scenario.name(),
        id: header.id.clone(),
        id_made_up: false,
        parent: None,
        words: vec![Word::new(entries.into_iter().filter_map(entry).collect(), Spot::default())],
        spot: Spot::default(),
        left: WordsLeft::Own,
    }
}
