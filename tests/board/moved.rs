//! A law of speed: a board whose day moves is the board that would have been built anew.

use std::sync::Arc;

use proptest::prelude::*;
use sitboard::{
    board::{Board, Clock, Index, Knowledge, LoadedFile, PeopleFigure, Query, Tally, Visibility},
    model::{Class, Day, Interval, Keys, PatrolOutcome, RecordIx, Table, later},
};

use super::{IDLIB, made::generated};

const CLOCKS: [Knowledge; 2] = [Knowledge::Then, Knowledge::Hindsight];

/// All that a board says of one record.
#[derive(PartialEq, Debug)]
struct Answers {
    visibility: Visibility,
    is_matching: bool,
    is_taken_back: bool,
    date: Option<Interval>,
    class: Option<Class>,
    outcome: Option<PatrolOutcome>,
    contested: Keys,
    hits: Vec<RecordIx>,
}

fn answers(board: &Board) -> (Vec<Answers>, Vec<Tally>, Vec<PeopleFigure>) {
    let of = |n: RecordIx| Answers {
        visibility: board.visibility(n),
        is_matching: board.is_matching(n),
        is_taken_back: board.is_taken_back(n),
        date: board.date_of(n),
        class: board.class_of(n),
        outcome: board.outcome_of(n),
        contested: board.contested(n),
        hits: board.hits_on(n).to_vec(),
    };
    let records = board.scenario().all().map(of).collect();
    (records, Tally::all(board), PeopleFigure::all(board))
}

fn read(text: &str) -> Arc<Index> {
    LoadedFile::read(text.as_bytes(), "x").index.expect("it loads")
}

/// Every day on which a board can look otherwise than the day before, and a day between.
fn days(index: &Index) -> Vec<Day> {
    let days = index.days().iter().flat_map(|day| [Some(*day), later(*day, 1)]);
    let mut days: Vec<Day> = days.flatten().collect();
    days.dedup();
    days
}

/// Moves a board from each day to each other.
#[track_caller]
fn moves_hold(text: &str, query: &str, days: impl Fn(&Index) -> Vec<Day>) {
    let index = read(text);
    let query = Query::parse(query, &index.scenario).expect("a filter");
    let days = days(&index);
    for knowledge in CLOCKS {
        let clock = |day: &Day| Clock { as_of: *day, knowledge };
        let new = |day: &Day| Board::new(index.clone(), clock(day), query.clone());
        let boards: Vec<Board> = days.iter().map(new).collect();
        for (day, wanted) in days.iter().zip(boards.iter().map(answers)) {
            for from in &boards {
                let there = answers(&from.moved(clock(day)));
                assert!(there == wanted, "from {:?} to {day}", from.clock);
            }
        }
    }
}

#[test]
fn a_moved_board_of_idlib_is_a_new_one_on_every_pair_of_days() {
    moves_hold(IDLIB, "", days);
}

#[test]
fn a_filter_is_asked_anew_where_the_day_moves() {
    let some = |index: &Index| days(index).into_iter().step_by(9).collect();
    moves_hold(IDLIB, "is:attacked", some);
    moves_hold(IDLIB, "-is:contested until:2020-07-20", some);
}

#[test]
fn a_moved_board_of_many_records_is_a_new_one() {
    moves_hold(&generated(120), "", days);
}

#[test]
fn another_knowledge_is_looked_at_anew() {
    let index = read(IDLIB);
    let day: Day = "2020-07-14".parse().unwrap();
    let next = later(day, 1).unwrap();
    let kinds = [Knowledge::Then, Knowledge::By(day), Knowledge::By(next), Knowledge::Hindsight];
    let clocks: Vec<Clock> = kinds
        .into_iter()
        .flat_map(|knowledge| [day, next].map(|as_of| Clock { as_of, knowledge }))
        .collect();
    for from in &clocks {
        let before = Board::new(index.clone(), *from, Query::default());
        for to in &clocks {
            let wanted = answers(&Board::new(index.clone(), *to, Query::default()));
            assert!(answers(&before.moved(*to)) == wanted, "from {from:?} to {to:?}");
        }
    }
}

/// What is said of an attack: from which day of a month, published and taken back on which, of
/// which kind, by whom.
type Telling = (Option<u32>, Option<u32>, Option<u32>, u8, u8);

fn keys((day, published, back, kind, voice): &Telling, is_own: bool) -> Vec<String> {
    let date = |day: u32| format!("2020-01-{day:02}");
    let mut keys = vec![
        format!("source = \"{}\"", ["s", "t", "desk"][usize::from(*voice)]),
        format!("kind = \"{}\"", ["ied", "rpg", "blockade", "other"][usize::from(*kind)]),
    ];
    keys.extend(match (day, kind) {
        (Some(day), 0) => {
            Some(format!("date = {{ from = {}, to = {} }}", date(*day), date(day + 4)))
        }
        (Some(day), 1) => Some(format!("date = {{ before = {} }}", date(*day))),
        (Some(day), _) => Some(format!("date = {}", date(*day))),
        (None, _) => is_own.then(|| "date = \"2020-01\"".to_owned()),
    });
    keys.extend(published.map(|day| format!("published = {}", date(day))));
    keys.extend(back.map(|day| format!("withdrawn = {}", date(day))));
    keys.extend((*kind < 2).then(|| "patrol = \"p\"".to_owned()));
    keys
}

/// A patrol, and attacks of which several voices tell.
fn told() -> impl Strategy<Value = String> {
    const HEAD: &str = "format = 1\n[scenario]\nid = \"x\"\ntitle = \"X\"\n\
        [[source]]\nid = \"s\"\nname = \"S\"\nkind = \"media\"\n\
        [[source]]\nid = \"t\"\nname = \"T\"\nkind = \"media\"\n\
        [[patrol]]\nid = \"p\"\ndate = 2020-01-05\noutcome = \"planned\"\nsource = \"s\"\n\
        account = [ { source = \"t\", published = 2020-01-09, outcome = \"completed\" } ]\n";
    let day = || proptest::option::of(1..20u32);
    let telling = (day(), day(), day(), 0..4u8, 0..3u8);
    let attack = proptest::collection::vec(telling, 1..4).prop_map(|tellings| {
        let account = |telling| format!("{{ {} }}", keys(telling, false).join(", "));
        let accounts: Vec<String> = tellings[1..].iter().map(account).collect();
        let own = keys(&tellings[0], true).join("\n");
        format!("{own}\naccount = [ {} ]\n", accounts.join(", "))
    });
    proptest::collection::vec(attack, 1..6).prop_map(|attacks| {
        let attack = |(n, keys): (usize, &String)| format!("[[attack]]\nid = \"a{n}\"\n{keys}");
        HEAD.to_owned() + &attacks.iter().enumerate().map(attack).collect::<String>()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_told_a_moved_board_is_a_new_one(text in told()) {
        prop_assert!(!read(&text).scenario.table(Table::Attack).is_empty());
        moves_hold(&text, "", |_| (1..28).step_by(2).map(|day| Day::from_ymd_opt(2020, 1, day).unwrap()).collect());
    }
}
