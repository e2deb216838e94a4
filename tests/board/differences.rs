//! Laws of what changed: a difference applied to its left side gives its right side, and no shown
//! value changes between two days without being told.

use std::sync::Arc;

use proptest::{prelude::*, sample::Index as Pick};
use sitboard::{
    board::{
        Board, Clock, Differences, Index, Knowledge, LoadedFile, Query,
        differences::{ChangeKind, ToldValue},
    },
    model::{Day, Entry, Key, Record, RecordIx, Scenario, Table, Value, Word, later},
};

use super::{DONBAS, HODEIDAH, IDLIB, made::generated};

fn read(text: &str) -> Arc<Index> {
    LoadedFile::read(text.as_bytes(), "x").index.unwrap()
}

// ---------------------------------------------------------------------- files

/// Something an author does to a file.
#[derive(Clone, Debug)]
struct Edit {
    what: u8,
    record: Pick,
    word: Pick,
    other: Pick,
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let edit = (0u8..9, any::<Pick>(), any::<Pick>(), any::<Pick>())
        .prop_map(|(what, record, word, other)| Edit { what, record, word, other });
    proptest::collection::vec(edit, 0..30)
}

/// Does to a list of records what an author might: whatever comes out is a scenario.
fn edited(mut records: Vec<Record>, edits: &[Edit]) -> Vec<Record> {
    for (n, edit) in edits.iter().enumerate() {
        let at = edit.record.index(records.len());
        let table = records[at].table;
        let alike: Vec<usize> = (0..records.len()).filter(|n| records[*n].table == table).collect();
        let other = records[alike[edit.other.index(alike.len())]].clone();
        let is_voiced = records[at].own().voice().is_some();
        let words = records[at].words.len();
        let word = edit.word.index(words);
        match edit.what {
            // Without its bulletin a word would have no voice, and could not be read.
            0 if table != Table::Bulletin => drop(records.remove(at)),
            1 => {
                let id = sitboard::model::Id::new(&format!("copy-{n}")).unwrap();
                records.push(Record { id, id_made_up: false, ..records[at].clone() });
            }
            2 => {
                // A record moves elsewhere in the file.
                let record = records.remove(at);
                records.insert(edit.other.index(records.len() + 1), record);
            }
            3 => {
                let entries = &mut records[at].words[word].entries;
                let keys = [Key::Id, Key::Source];
                let last = entries.iter().rposition(|entry| !keys.contains(&entry.key));
                last.map(|last| entries.remove(last));
            }
            4 if is_voiced && table != Table::Tie => records[at].words.push(other.own().clone()),
            5 if word > 0 => drop(records[at].words.remove(word)),
            6 if words > 2 => records[at].words[1..].rotate_left(1),
            7 => records[at].parent = other.parent,
            _ => {
                let value = |key: Key| other.get(key).cloned();
                for entry in &mut records[at].words[word].entries {
                    let value = value(entry.key).filter(|_| entry.key != Key::Id);
                    entry.value = value.unwrap_or_else(|| entry.value.clone());
                }
            }
        }
    }
    records
}

/// The right side, from the left side and what changed.
fn apply(before: &Scenario, differences: &Differences) -> Vec<String> {
    let mut records: Vec<Option<Record>> = before.records().iter().cloned().map(Some).collect();
    let mut gone: Vec<Vec<usize>> = vec![Vec::new(); records.len()];
    for change in &differences.changes {
        let said_by = change.before.voices.first().map_or(0, |voice| voice.word);
        match (change.kind, &change.before.told, &change.after.told) {
            (ChangeKind::Moved, ..) => {}
            (ChangeKind::Added, _, ToldValue::Record(record)) => {
                records.push(Some((**record).clone()))
            }
            (ChangeKind::Removed, ..) => records[change.older.unwrap().index()] = None,
            (kind, _, told) => {
                let record = records[change.older.unwrap().index()].as_mut().unwrap();
                match (kind, change.key, told) {
                    (ChangeKind::Said, _, ToldValue::Word(word)) => record.words.push(word.clone()),
                    (ChangeKind::Unsaid, ..) => gone[change.older.unwrap().index()].push(said_by),
                    (_, Some(Key::PartOf), told)
                        if matches!(change.table, Table::Tie | Table::Clause) =>
                    {
                        record.parent = match told {
                            ToldValue::Value(Value::Id(id)) => Some(id.clone()),
                            _ => None,
                        };
                    }
                    (_, Some(Key::Account), _) => {} // their order: see `said`
                    (_, Some(key), ToldValue::Value(value)) => {
                        set(&mut record.words[said_by], key, Some(value));
                    }
                    (_, Some(key), ToldValue::Nothing) => {
                        set(&mut record.words[said_by], key, None)
                    }
                    _ => panic!("{change:?}"),
                }
            }
        }
    }
    for (record, mut gone) in records.iter_mut().zip(gone) {
        gone.sort_unstable();
        for word in gone.into_iter().rev() {
            record.as_mut().unwrap().words.remove(word);
        }
    }
    said(records.iter().flatten())
}

fn set(word: &mut Word, key: Key, value: Option<&Value>) {
    word.entries.retain(|entry| entry.key != key);
    let entry = value.map(|value| Entry { key, value: value.clone(), spot: Default::default() });
    word.entries.extend(entry);
}

/// What records say, wherever they and their accounts stand.
fn said<'a>(records: impl Iterator<Item = &'a Record>) -> Vec<String> {
    let word = |word: &Word| {
        let entries = word.entries.iter().filter(|entry| entry.key != Key::Id);
        let mut keys: Vec<String> =
            entries.map(|entry| format!("{:?} = {:?}", entry.key, entry.value)).collect();
        keys.sort();
        keys.join("; ")
    };
    let record = |record: &Record| {
        let id = if record.id_made_up { "made up" } else { record.id.as_str() };
        let mut accounts: Vec<String> = record.accounts().iter().map(word).collect();
        accounts.sort();
        format!("{:?} {id} {:?} {} {accounts:?}", record.table, record.parent, word(record.own()))
    };
    let mut said: Vec<String> = records.map(record).collect();
    said.sort();
    said
}

#[track_caller]
fn law(text: &str, edits: &[Edit]) {
    let before = read(text);
    let scenario = &before.scenario;
    let records = edited(scenario.records().to_vec(), edits);
    let after = Scenario::new(scenario.header.clone(), records, Default::default());
    let after = Arc::new(Index::new(Arc::new(after)));
    let wanted = said(after.scenario.records().iter());
    let there = Differences::between_files(&before, &after);
    assert_eq!(apply(scenario, &there), wanted);
    let back = Differences::between_files(&after, &before);
    assert_eq!(apply(&after.scenario, &back), said(scenario.records().iter()));
    if there.is_empty() {
        assert_eq!(said(scenario.records().iter()), wanted, "nothing changed");
        assert!(back.is_empty(), "nor the other way round");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_difference_applied_to_its_left_side_gives_its_right_side(edits in edits(), made in 30usize..90) {
        for text in [IDLIB, HODEIDAH, &generated(made)] {
            law(text, &edits);
        }
    }
}

#[test]
fn a_file_does_not_differ_from_itself_in_any_order() {
    for text in [IDLIB, DONBAS, HODEIDAH, &generated(300)] {
        let (before, again) = (read(text), read(text));
        assert_eq!(Differences::between_files(&before, &before), Differences::default());
        assert_eq!(Differences::between_files(&before, &again), Differences::default());
        let mut records = before.scenario.records().to_vec();
        records.reverse();
        let turned = Scenario::new(before.scenario.header.clone(), records, Default::default());
        let turned = Arc::new(Index::new(Arc::new(turned)));
        let found = Differences::between_files(&before, &turned);
        assert_eq!(found, Differences::default());
    }
}

// ---------------------------------------------------------------------- days

fn board(index: &Arc<Index>, day: Day, knowledge: Knowledge) -> Board {
    Board::new(index.clone(), Clock { as_of: day, knowledge }, Query::default())
}

fn knowledge() -> impl Strategy<Value = Knowledge> {
    prop_oneof![Just(Knowledge::Then), Just(Knowledge::Hindsight)]
}

/// A record that is not told of is seen as it was.
#[track_caller]
fn nothing_else_changed(before: &Board, after: &Board, differences: &Differences) {
    let touched = differences.touched();
    let gone =
        |n: &RecordIx| differences.of(ChangeKind::Removed).any(|change| change.older == Some(*n));
    for (n, record) in after.scenario().numbered() {
        if touched.contains(&n) || gone(&n) {
            continue;
        }
        let id = &record.id;
        assert_eq!(before.is_visible(n), after.is_visible(n), "{id}");
        if !after.is_visible(n) {
            continue;
        }
        assert_eq!(before.contested(n), after.contested(n), "{id}");
        assert_eq!(before.is_all_withdrawn(record), after.is_all_withdrawn(record), "{id}");
        for key in Key::ALL {
            let seen = |board: &Board| board.displayed(record, *key).cloned();
            assert_eq!(seen(before), seen(after), "{id} {}", key.name());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_changes_without_being_told(from in 0i64..700, on in 0i64..60, how in knowledge()) {
        let first: Day = "2018-12-01".parse().unwrap();
        for text in [IDLIB, HODEIDAH] {
            let index = read(text);
            let day = |n| later(first, n).unwrap();
            let (before, after) = (board(&index, day(from), how), board(&index, day(from + on), how));
            let told = Differences::between_boards(&before, &after);
            nothing_else_changed(&before, &after, &told);
            prop_assert_eq!(Differences::between_boards(&after, &after), Differences::default());
            // Read again, it is another file that says the same: told the same.
            let again = board(&read(text), day(from + on), how);
            prop_assert_eq!(Differences::between_boards(&before, &again), told.clone());
            prop_assert_eq!(Differences::between_boards(&after, &again), Differences::default());
            // And back: what was added is gone.
            let back = Differences::between_boards(&after, &before);
            prop_assert_eq!(back.of(ChangeKind::Removed).count(), told.of(ChangeKind::Added).count());
            prop_assert_eq!(back.of(ChangeKind::Moved).count(), told.of(ChangeKind::Moved).count());
            prop_assert_eq!(back.of(ChangeKind::Settled).count(), told.of(ChangeKind::Contested).count());
        }
    }
}

#[test]
fn the_days_around_the_fourteenth_of_july_on_idlib() {
    let index = read(IDLIB);
    let told = |from: &str, to: &str| {
        let at = |day: &str| board(&index, day.parse().unwrap(), Knowledge::Then);
        let told = Differences::between_boards(&at(from), &at(to));
        let line =
            |change: &sitboard::board::Change| format!("{} {}", change.kind.name(), change.id);
        told.changes.iter().map(line).collect::<Vec<_>>()
    };
    assert_eq!(
        told("2020-07-13", "2020-07-14"),
        ["said patrol-10jun", "said patrol-7jul", "added patrol-14jul", "added ied-14jul"]
    );
    let august = told("2020-08-12", "2020-08-14");
    assert!(august.contains(&"moved status-patrols-2020-08-13".to_owned()), "{august:?}");
}
