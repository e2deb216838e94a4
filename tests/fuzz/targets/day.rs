//! A day of any text, as it is typed and as a file writes it.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use sitboard::{
    format::{load, read_day, typed_day},
    model::{Day, Scenario, in_range},
};

static SCENARIO: LazyLock<Scenario> = LazyLock::new(|| {
    let text = include_bytes!("../../../scenarios/idlib-2020.toml");
    load(text, "idlib-2020").scenario.expect("it loads")
});

fuzz_target!(|text: &str| {
    if let Some((first, last)) = read_day(text) {
        assert!(first <= last);
    }
    let today = Day::from_ymd_opt(2020, 8, 14).expect("a day");
    if let Ok(day) = typed_day(text, &SCENARIO, today) {
        assert!(in_range(day), "{day}");
    }
});
