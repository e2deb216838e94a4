//! A filter of any text: it is refused with a reason, or finds records and is the same when it is
//! read again.
#![no_main]

use std::sync::{Arc, LazyLock};

use libfuzzer_sys::fuzz_target;
use sitboard::{
    board::{Board, Clock, Index, Query, filter_completions, opening_day},
    format::load,
    model::Day,
};

static INDEX: LazyLock<Arc<Index>> = LazyLock::new(|| {
    let text = include_bytes!("../../../scenarios/idlib-2020.toml");
    let scenario = load(text, "idlib-2020").scenario.expect("it loads");
    Arc::new(Index::new(Arc::new(scenario)))
});

fuzz_target!(|text: &str| {
    let scenario = &INDEX.scenario;
    let _ = filter_completions(text, scenario);
    let Ok(query) = Query::parse(text, scenario) else { return };
    assert_eq!(Query::parse(query.text(), scenario).as_ref(), Ok(&query));
    let clock = Clock::then(opening_day(scenario, Day::default()));
    let board = Board::new(INDEX.clone(), clock, query.clone());
    let found = scenario.numbered().filter(|(n, _)| query.matches(&board, *n)).count();
    assert!(found <= scenario.records().len());
});
