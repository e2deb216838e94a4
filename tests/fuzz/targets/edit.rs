//! Edits of a scenario of any text: what comes out loads, says what was meant, and undone is the
//! text again, byte for byte.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sitboard::{
    format::{
        edit::{Draft, Edit, Target, apply},
        load,
    },
    model::{Key, Table},
};

const KEYS: &[(Key, &str)] = &[
    (Key::Note, "\"typed\""),
    (Key::Date, "2020-07-14"),
    (Key::Source, "\"desk\""),
    (Key::Injured, "\"3–5\""),
    (Key::Kind, "\"ied\""),
    (Key::Name, "\"A name\""),
    (Key::Id, "\"another-id\""),
];

fuzz_target!(|input: (u8, u8, u8, &str)| {
    let (which, at, word, text) = input;
    let Some(scenario) = load(text.as_bytes(), "file").scenario else { return };
    let records = scenario.records();
    let Some(record) = records.get(usize::from(at) % records.len().max(1)) else { return };
    let (target, word) = (Target::of(record), usize::from(word));
    let (key, value) = KEYS[word % KEYS.len()];
    let edit = match which % 6 {
        0 => Edit::SetKey {
            record: target,
            word: word % record.words.len(),
            key,
            value: Some(value.to_owned()),
        },
        1 => Edit::SetKey { record: target, word: word % record.words.len(), key, value: None },
        2 => Edit::AddAccount {
            record: target,
            fields: vec![(Key::Source, "\"desk\"".to_owned()), (key, value.to_owned())],
        },
        3 => Edit::RemoveRecord { record: target },
        4 => Edit::RemoveAccount { record: target, word: word % record.words.len() },
        _ => {
            let fields = [
                (Key::Date, "2020-07-14".to_owned()),
                (Key::Kind, "\"ied\"".to_owned()),
                (Key::Source, "\"desk\"".to_owned()),
            ];
            Edit::AddRecord(Draft::new(Table::Attack, fields.to_vec()))
        }
    };
    let Ok(edited) = apply(text, &[edit]) else { return };
    assert!(load(edited.text.as_bytes(), "file").scenario.is_some(), "what was written loads");
    assert_eq!(edited.patch.undo(&edited.text).as_deref(), Some(text));
    assert_eq!(edited.patch.redo(text).as_deref(), Some(&*edited.text));
});
