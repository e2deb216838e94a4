//! Figures are the records that they name: on the shipped boards, and on any.

use std::{collections::HashSet, sync::Arc};

use proptest::prelude::*;

use super::*;
use crate::{
    board::{Clock, Index, Knowledge, Query, made},
    model::{RecordIx, Table},
};

const SCENARIOS: [&str; 4] = [
    include_str!("../../../scenarios/idlib-2020.toml"),
    include_str!("../../../scenarios/donbas-2020.toml"),
    include_str!("../../../scenarios/hodeidah-2018.toml"),
    include_str!("../../../scenarios/syria-2016.toml"),
];

const FILTERS: [&str; 4] = ["", "kind:ied", "place:idlib", "-is:contested since:2020-04-01"];

/// Every figure that counts records as the records that it names, each of them in one group only.
fn check(board: &Board, with_cells: bool) {
    let register = Register::new(board);
    let mut names = HashSet::new();
    let cells = if with_cells { register.cells() } else { Vec::new() };
    for figure in register.all().into_iter().chain(cells) {
        assert!(names.insert(figure.name()), "{} stands twice", figure.name());
        let FigureValue::Listed(value) = figure.value else { continue };
        let grounds = register.why(&figure);
        let has_feed_rows = grounds.more != (0, 0);
        let (certain, possible) = (grounds.certain.len() as u64, grounds.possible.len() as u64);
        let context = format!(
            "{} on {} {} `{}`",
            figure.name(),
            board.clock.as_of,
            board.clock.words(),
            board.query.text()
        );
        if !has_feed_rows && figure.spec.unit != "people" {
            assert_eq!(value.low, certain, "certain of {context}: {grounds:#?}");
            assert_eq!(value.high, Some(certain + possible), "possible of {context}: {grounds:#?}");
        }
        let all = [&grounds.certain, &grounds.possible, &grounds.not];
        let mut seen = HashSet::new();
        for ground in all.into_iter().flatten() {
            // A record may be planned, and hold words to be checked: each is a point.
            let point = (figure.spec.unit == "points").then_some(&ground.reason);
            let is_new = seen.insert((ground.subject, point));
            assert!(is_new, "{context} names {:?} twice", ground.subject);
            assert!(!ground.reason.is_empty(), "{context}");
        }
        if !board.query.is_empty() && !figure.spec.is_whole {
            let passes = |n: RecordIx| board.is_matching(n);
            let counted = grounds.certain.iter().chain(&grounds.possible);
            let mut records = counted.filter_map(|ground| ground.subject.record());
            assert!(records.all(passes), "{context} counts what the filter leaves out");
        }
    }
}

#[test]
fn figures_of_the_shipped_boards_are_the_records_that_they_name() {
    for text in SCENARIOS {
        let scenario = crate::format::load(text.as_bytes(), "x").scenario.unwrap();
        let index = Arc::new(Index::new(Arc::new(scenario)));
        for (nth, day) in index.days().iter().enumerate() {
            for knowledge in [Knowledge::Then, Knowledge::Hindsight] {
                let clock = Clock { as_of: *day, knowledge };
                let filter = FILTERS[nth % FILTERS.len()];
                let queries =
                    [Query::default(), Query::parse(filter, &index.scenario).unwrap_or_default()];
                for query in queries {
                    // Cells are many, and most of them the same from day to day.
                    check(&Board::new(index.clone(), clock, query), nth % 5 == 0);
                }
            }
        }
    }
}

/// A record of an attack of July 2020: its id, day and span, and the keys that merge it.
fn attack() -> impl Strategy<Value = String> {
    let kinds = prop_oneof![Just("ied"), Just("rpg"), Just("blockade"), Just("other")];
    let merged = prop_oneof![
        Just(String::new()),
        (0..3u8).prop_map(|n| format!("patrol = \"p{n}\"\n")),
        (0..6u8).prop_map(|n| format!("perhaps_same_as = \"a{n}\"\n")),
        Just("place = \"there\"\n".to_owned()),
    ];
    (1..28u32, 0..3u32, kinds, merged, 0..4u8).prop_map(|(from, more, kind, merged, withdrawn)| {
        let date = match more {
            0 => format!("date = 2020-07-{from:02}\n"),
            1 => format!("date = {{ from = 2020-07-{from:02}, to = 2020-07-{:02} }}\n", from + 3),
            _ => format!("date = {{ before = 2020-07-{from:02} }}\n"),
        };
        let withdrawn = if withdrawn == 0 { "withdrawn = 2020-07-20\n" } else { "" };
        format!("kind = \"{kind}\"\nsource = \"s\"\n{date}{merged}{withdrawn}")
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn figures_of_any_board_are_the_records_that_they_name(
        attacks in proptest::collection::vec(attack(), 0..7), day in 1..31u32, hindsight: bool,
    ) {
        let attacks = attacks.iter().enumerate();
        let attacks: String =
            attacks.map(|(n, keys)| format!("[[attack]]\nid = \"a{n}\"\n{keys}")).collect();
        let patrols: String = (0..3)
            .map(|n| format!(
                "[[patrol]]\nid = \"p{n}\"\ndate = 2020-07-{:02}\noutcome = \"completed\"\nsource = \"s\"\n",
                4 + 9 * n
            ))
            .collect();
        let place = "[[place]]\nid = \"there\"\nname = \"There\"\n";
        let mut board = made::board(&format!("{place}{patrols}{attacks}"), &format!("2020-07-{day:02}"));
        if hindsight {
            board = board.moved(Clock { knowledge: Knowledge::Hindsight, ..board.clock });
        }
        check(&board, true);
    }
}

fn told(board: &Board, name: &str) -> (String, String) {
    let register = Register::new(board);
    let figure = register.named(name).unwrap();
    let grounds = register.why(&figure);
    let words = |grounds: &[FigureGround]| {
        let word = |ground: &FigureGround| {
            let id = &board.record(board.record_of(ground.subject)).id;
            format!("{id} ({})", ground.reason)
        };
        grounds.iter().map(word).collect::<Vec<_>>().join("; ")
    };
    let groups = [&grounds.certain, &grounds.possible, &grounds.not].map(|group| words(group));
    (figure.text(), groups.join(" | "))
}

#[test]
fn a_figure_says_which_records_count_and_why_others_do_not() {
    let records = r#"
[[attack]]
id = "sure"
date = 2020-07-10
kind = "ied"
source = "s"
[[attack]]
id = "perhaps"
date = 2020-07-11
kind = "rpg"
perhaps_same_as = "sure"
source = "s"
[[attack]]
id = "vague"
date = { from = 2020-06-10, to = 2020-06-20 }
kind = "rpg"
source = "s"
[[attack]]
id = "earlier"
date = 2020-06-01
kind = "rpg"
source = "s"
[[attack]]
id = "later-told"
date = 2020-07-12
kind = "rpg"
source = "s"
published = 2020-07-20
[[attack]]
id = "road"
date = 2020-07-10
kind = "blockade"
source = "s"
"#;
    let board = made::board(records, "2020-07-14");
    assert_eq!(
        told(&board, "attacks-in-window"),
        (
            "1–3".to_owned(),
            "sure (10 Jul–11 Jul) | perhaps (perhaps the same as: IED, 10 Jul); \
             vague (may lie outside the window: 10 Jun–20 Jun) | earlier (outside the window: 1 Jun); \
             later-told (not known then: first said 20 Jul); road (no attack: obstruction)"
                .to_owned()
        )
    );
}

#[test]
fn a_name_of_no_figure_is_refused_with_what_may_be_meant() {
    let board = made::board("", "2020-07-14");
    let refused = Register::new(&board).named("attacks-in-windw").unwrap_err();
    assert!(refused.to_string().contains("did you mean `attacks-in-window`?"), "{refused}");
}

#[test]
fn every_row_says_what_it_is() {
    let mut ids = HashSet::new();
    for spec in FigureSpec::all() {
        assert!(ids.insert(spec.id), "{} stands twice", spec.id);
        assert!(spec.definition.ends_with('.'), "{}", spec.id);
        for words in [spec.unit, spec.counts, spec.window] {
            assert!(!words.is_empty(), "{}", spec.id);
        }
    }
}

#[test]
fn without_the_article_a_third_of_the_attacks_is_left() {
    let all = made::idlib("2020-08-14");
    let without = crate::board::put_aside("sofrep", all.scenario()).unwrap();
    let index = Arc::new(all.index.without(&without));
    let without = Board::new(index, all.clock, Query::default());
    let flips = Flip::between(&all, &without);
    let of = |name: &str| {
        let is_it = |flip: &&Flip| flip.what == Turned::Figure(name.to_owned());
        let flip = flips.iter().find(is_it).unwrap_or_else(|| panic!("{name} of {flips:#?}"));
        format!("{} → {}", flip.all, flip.without)
    };
    assert_eq!(of("attacks-in-window"), "3 → 1");
    assert_eq!(of("against:cessation"), "10–12 → 8–9");
}

/// A kind of patrol that a scenario declares.
const OWN: &str = "[[kind]]\nid = \"night-watch\"\nname = \"Night watch\"\nclass = \"activity\"\n\
     table = \"patrol\"\n";

fn patrol_of_kind(day: u32, kind: &str) -> String {
    format!(
        "[[patrol]]\nid = \"p{day}\"\ndate = 2020-07-{day:02}\noutcome = \"completed\"\n\
         source = \"s\"\n{kind}\n"
    )
}

#[test]
fn a_kind_of_ones_own_stands_beside_the_patrols_and_counts_as_none() {
    let records = [
        OWN.to_owned(),
        patrol_of_kind(2, ""),
        patrol_of_kind(3, "kind = \"night-watch\""),
        patrol_of_kind(4, "kind = \"night-watch\""),
        patrol_of_kind(5, "kind = \"flight\""),
    ]
    .concat();
    let board = made::board(&records, "2020-07-20");
    let register = Register::new(&board);
    assert_eq!(register.one("patrols").unwrap().text(), "1");
    let besides = register.of("besides-patrols");
    let told: Vec<String> =
        besides.iter().map(|of| format!("{} {}", of.labels.short, of.text())).collect();
    assert_eq!(told, ["flight 1", "Night watch 2"]);
    assert_eq!(register.why(&besides[1]).counts(), [2, 0, 2]);
    let watch = board.record(board.shown_of(Table::Patrol).nth(1).unwrap());
    assert!(board.brief(watch).starts_with("Night watch"), "{}", board.brief(watch));
    assert!(!watch.is_patrol());
    let asked = Query::parse("kind:night-watch", board.scenario()).unwrap();
    let found = board.shown_of(Table::Patrol).filter(|n| asked.matches(&board, *n));
    assert_eq!(found.count(), 2);
}
