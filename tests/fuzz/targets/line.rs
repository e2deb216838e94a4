//! A record typed in one line, and each of its values: what is understood is what the file would
//! say.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use sitboard::{
    format::{
        edit::{Edit, apply},
        load, one_line,
        typed::{Typing, typed},
    },
    model::{Day, Scenario},
};

const TEXT: &str = include_str!("../../../scenarios/idlib-2020.toml");
static SCENARIO: LazyLock<Scenario> =
    LazyLock::new(|| load(TEXT.as_bytes(), "idlib-2020").scenario.expect("it loads"));

fuzz_target!(|line: &str| {
    let day = Day::from_ymd_opt(2020, 8, 14).expect("a day");
    let typing = Typing::new(&SCENARIO, day);
    let read = one_line::read(line, &typing);
    let Some(draft) = read.draft().filter(|_| read.missing().is_empty()) else { return };
    for (key, toml) in &draft.fields {
        let understood = read.said(*key).map(|understood| typed(&understood.value));
        let again = understood.and_then(|text| typing.read(draft.table, *key, &text).ok());
        assert_eq!(again.map(|again| again.toml).as_ref(), Some(toml), "{line:?}");
    }
    if let Ok(edited) = apply(TEXT, &[Edit::AddRecord(draft)]) {
        assert!(load(edited.text.as_bytes(), "x").scenario.is_some());
    }
});
