//! The two clocks against a second, plain reading of their definition: what shows, what is
//! pending, what is hidden, on any day with any knowledge.

use std::sync::Arc;

use proptest::prelude::*;
use sitboard::{
    board::{Board, Clock, Knowledge, LoadedFile, Query, Visibility},
    model::{Day, RecordIx, Table, later},
};

/// Days are numbers here, from the first of January 2020.
fn day(n: i64) -> Day {
    later("2020-01-01".parse().unwrap(), n).unwrap()
}

#[derive(Clone, Copy, Debug)]
enum Date {
    On(i64),
    Between(i64, i64),
    Before(i64),
    After(i64),
}

impl Date {
    fn toml(self) -> String {
        match self {
            Date::On(n) => day(n).to_string(),
            Date::Between(a, b) => format!("{{ from = {}, to = {} }}", day(a), day(b)),
            Date::Before(n) => format!("{{ before = {} }}", day(n)),
            Date::After(n) => format!("{{ after = {} }}", day(n)),
        }
    }

    fn earliest(self) -> Option<i64> {
        match self {
            Date::On(n) | Date::Between(n, _) => Some(n),
            Date::Before(_) => None,
            Date::After(n) => Some(n + 1),
        }
    }

    fn latest(self) -> Option<i64> {
        match self {
            Date::On(n) | Date::Between(_, n) => Some(n),
            Date::Before(n) => Some(n - 1),
            Date::After(_) => None,
        }
    }

    /// Known from its end; at an open end, from the day after the one that is named.
    fn end(self) -> i64 {
        match self {
            Date::On(n) | Date::Between(_, n) => n,
            Date::Before(n) | Date::After(n) => n + 1,
        }
    }
}

/// One voice's word; the first of a record is its own and always has a date.
#[derive(Clone, Copy, Debug)]
struct Said {
    date: Option<Date>,
    published: Option<i64>,
    withdrawn: Option<i64>,
}

fn toml(words: &[Said]) -> String {
    let mut text = String::from("format = 1\n[scenario]\nid = \"x\"\ntitle = \"x\"\n");
    for n in 0..words.len() {
        text.push_str(&format!("[[source]]\nid = \"s{n}\"\nname = \"s\"\nkind = \"media\"\n"));
    }
    let keys = |said: &Said, between: &str| {
        let key =
            |name: &str, value: Option<String>| value.map(|value| format!("{name} = {value}"));
        let keys = [
            key("date", said.date.map(Date::toml)),
            key("published", said.published.map(|n| day(n).to_string())),
            key("withdrawn", said.withdrawn.map(|n| day(n).to_string())),
        ];
        keys.into_iter().flatten().collect::<Vec<_>>().join(between)
    };
    text.push_str(&format!(
        "[[event]]\nid = \"e\"\nkind = \"x\"\nwhat = \"x\"\nsource = \"s0\"\n{}\n",
        keys(&words[0], "\n")
    ));
    let accounts = words.iter().enumerate().skip(1);
    let accounts: Vec<String> = accounts
        .map(|(n, said)| format!("{{ source = \"s{n}\", note = \"x\", {} }}", keys(said, ", ")))
        .collect();
    text.push_str(&format!("account = [{}]\n", accounts.join(", ").replace(",  }", " }")));
    text
}

/// The definition, read plainly: (day, assumed) a word is known from.
fn known(words: &[Said], n: usize) -> (i64, bool) {
    let own = &words[0];
    let end = words[n].date.map(|date| date.end());
    match (words[n].published, own.published) {
        (Some(published), _) => (published, false),
        // As the record, but not before the end of the date that it gives itself.
        (None, Some(published)) => match end.filter(|end| *end > published) {
            Some(end) => (end, true),
            None => (published, false),
        },
        (None, None) => (end.or(own.date.map(|date| date.end())).unwrap(), true),
    }
}

fn wanted(words: &[Said], as_of: i64, known_by: Option<i64>) -> Visibility {
    let knows = |n: i64| known_by.is_none_or(|known_by| n <= known_by);
    let all = 0..words.len();
    let became = all.clone().map(|n| known(words, n)).min().unwrap();
    if !knows(became.0) {
        return Visibility::Hidden;
    }
    let said = |n: &usize| knows(known(words, *n).0);
    let counts = |n: &usize| said(n) && !words[*n].withdrawn.is_some_and(knows);
    let dated = |n: &usize| words[*n].date.is_some();
    // The record's own word, else the latest visible account that carries a date.
    let account =
        || all.clone().skip(1).filter(counts).filter(dated).max_by_key(|n| known(words, *n).0);
    let all_withdrawn = all.clone().filter(said).all(|n| !counts(&n));
    let shown = if counts(&0) || all_withdrawn { Some(0) } else { account() };
    let Some(date) = shown.map(|n| words[n].date.unwrap()) else { return Visibility::Shown };
    if date.earliest().is_some_and(|earliest| earliest > as_of) {
        return Visibility::Hidden;
    }
    // A report cannot come before its event.
    let cut = |latest: Option<i64>| {
        let latest = latest.map_or(became.0, |latest| latest.min(became.0));
        Some(date.earliest().map_or(latest, |earliest| latest.max(earliest)))
    };
    let latest = if became.1 { date.latest() } else { cut(date.latest()) };
    let straddles = latest.is_none_or(|latest| latest > as_of);
    let looks_ahead = known_by.is_none_or(|known_by| known_by > as_of);
    if straddles && looks_ahead { Visibility::Pending } else { Visibility::Shown }
}

fn date() -> impl Strategy<Value = Date> {
    (0i64..60, 0i64..30, 0..4).prop_map(|(from, more, form)| match form {
        0 => Date::On(from),
        1 => Date::Between(from, from + more),
        2 => Date::Before(from + 1),
        _ => Date::After(from),
    })
}

fn words() -> impl Strategy<Value = Vec<Said>> {
    let day = || proptest::option::of(0i64..80);
    let said = (proptest::option::of(date()), day(), proptest::option::weighted(0.2, 0i64..90))
        .prop_map(|(date, published, withdrawn)| Said { date, published, withdrawn });
    (date(), proptest::collection::vec(said, 1..4)).prop_map(|(date, mut words)| {
        words[0].date = Some(date);
        words
    })
}

fn seen(words: &[Said], clock: Clock) -> Visibility {
    let (board, event) = looked_at(words, clock);
    board.visibility(event)
}

fn looked_at(words: &[Said], clock: Clock) -> (Board, RecordIx) {
    let loaded = LoadedFile::read(toml(words).as_bytes(), "x");
    let faults: Vec<_> =
        loaded.problems.iter().map(|problem| problem.message.to_string()).collect();
    assert_eq!(faults, Vec::<String>::new(), "{}", toml(words));
    let board = Board::new(Arc::clone(loaded.index.as_ref().unwrap()), clock, Query::default());
    let event = board.scenario().span(Table::Event).next().unwrap();
    (board, event)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_shows_follows_the_definition(words in words(), as_of in 0i64..90, by in 0i64..90) {
        let then = Clock::then(day(as_of));
        prop_assert_eq!(seen(&words, then), wanted(&words, as_of, Some(as_of)), "known then");
        let hindsight = Clock { knowledge: Knowledge::Hindsight, ..then };
        prop_assert_eq!(seen(&words, hindsight), wanted(&words, as_of, None), "in hindsight");
        let fixed = Clock { knowledge: Knowledge::By(day(by)), ..then };
        prop_assert_eq!(seen(&words, fixed), wanted(&words, as_of, Some(by)), "known by a day");
    }

    #[test]
    fn moving_forward_hides_nothing_that_one_voice_told(date in date(), published in 0i64..80, from in 0i64..90, on in 0i64..30) {
        let words = [Said { date: Some(date), published: Some(published), withdrawn: None }];
        let at = |n: i64| seen(&words, Clock::then(day(n)));
        if at(from) == Visibility::Shown {
            prop_assert_eq!(at(from + on), Visibility::Shown);
        }
    }

    /// Many voices: what was shown is hidden only by a later word on when it happened.
    #[test]
    fn moving_forward_hides_only_what_is_dated_anew(words in words(), from in 0i64..90, on in 0i64..30) {
        let at = |n: i64| looked_at(&words, Clock::then(day(n)));
        let ((before, event), (after, _)) = (at(from), at(from + on));
        let date = |board: &Board| board.date(board.record(event));
        let is_shown = |board: &Board| board.visibility(event) == Visibility::Shown;
        if is_shown(&before) && !is_shown(&after) {
            prop_assert_ne!(date(&before), date(&after));
        }
    }
}
