//! Filters asked of the shipped board, and of small ones that were made for a question.

use super::*;
use crate::model::Bounds;
use crate::{
    board::{Clock, Index},
    format,
};
use std::sync::Arc;

fn board(query: &str) -> Result<Board, Refusal> {
    let text = include_str!("../../../scenarios/idlib-2020.toml");
    let scenario = Arc::new(format::load(text.as_bytes(), "idlib").scenario.unwrap());
    let query = Query::parse(query, &scenario)?;
    let clock = Clock::then("2020-08-14".parse().unwrap());
    Ok(Board::new(Arc::new(Index::new(scenario)), clock, query))
}

fn found(query: &str, table: Table) -> Vec<String> {
    let board = board(query).unwrap();
    board.shown_of(table).map(|n| board.record(n).id.to_string()).collect()
}

#[test]
fn words_fold_case_and_marks() {
    assert!(found("hayat", Table::Actor).contains(&"hts".to_owned()));
    assert!(found("\"tahrir al-sham\"", Table::Actor).contains(&"hts".to_owned()));
    assert_eq!(found("zzzz", Table::Actor), Vec::<String>::new());
}

/// A code finds its place, every place whose code begins so, and what is part of any of them.
#[test]
fn a_code_finds_what_lies_below_it() {
    let text = include_str!("../../../tests/data/valid/places.toml");
    let scenario = Arc::new(format::load(text.as_bytes(), "places").scenario.unwrap());
    let clock = Clock::then("2020-08-14".parse().unwrap());
    let found = |query: &str| -> Vec<String> {
        let query = Query::parse(query, &scenario).unwrap();
        let board = Board::new(Arc::new(Index::new(scenario.clone())), clock, query);
        board.shown_of(Table::Attack).map(|n| board.record(n).id.to_string()).collect()
    };
    let all = ["in-ariha", "in-saraqib", "in-the-district"].map(str::to_owned);
    let sorted = |query: &str| {
        let mut found = found(query);
        found.sort();
        found
    };
    for query in ["pcode:SY07", "pcode:sy", "place:SY07", "place:idlib", "pcode:SY070"] {
        assert_eq!(sorted(query), all, "{query}");
    }
    assert_eq!(sorted("pcode:SY0703"), [all[0].clone(), all[2].clone()]);
    assert_eq!(sorted("pcode:SY070300"), [all[0].clone()]);
    assert_eq!(sorted("-pcode:SY0703"), [all[1].clone()], "surely elsewhere");
    let none = Query::parse("pcode:LB", &scenario).unwrap_err();
    assert!(none.to_string().contains("is no code of a place; one of: SY, SY07"), "{none}");
}

#[test]
fn keys_ask_of_one_key() {
    assert!(
        found("kind:vbied", Table::Attack).contains(&"ied-14jul".to_owned()),
        "any voice's kind"
    );
    assert!(found("attack patrol:any class:attack", Table::Patrol).is_empty());
    let unknown = ["attack-18jun".to_owned()];
    assert_eq!(found("attack patrol:unknown", Table::Attack), unknown);
    for either in ["attack patrol:any", "attack patrol:none"] {
        let found = found(either, Table::Attack);
        assert!(!found.contains(&unknown[0]), "{either}: nobody says whether it hit one");
    }
    assert!(found("is:attacked", Table::Patrol).contains(&"patrol-14jul".to_owned()));
    let all = found("", Table::Patrol).len();
    let since = found("since:2020-07", Table::Patrol).len();
    let before = found("-since:2020-07", Table::Patrol).len();
    assert!(since > 0 && before > 0 && since + before == all);
    assert!(
        found("by:russia", Table::Statement).iter().any(|id| id.contains("zakharova")),
        "members speak for the whole"
    );
}

#[test]
fn a_word_that_joins_two_terms_is_refused_and_one_in_a_text_is_looked_for() {
    let why = |query: &str| board(query).err().map(|why| why.message.to_string());
    assert_eq!(why("kind:ied or kind:vbied").as_deref(), Some("no `or` joins two terms"));
    assert_eq!(why("attack AND kind:ied").as_deref(), Some("no `AND` joins two terms"));
    for query in ["search and rescue", "or", "kind:ied or", "kind:ied \"or\" by:russia"] {
        assert_eq!(why(query), None, "{query}");
    }
}

#[test]
fn a_query_knows_what_it_asks_for() {
    let of_idlib = |query: &str| board(query).unwrap().query;
    assert!(!of_idlib("attack patrol:any").asks_for_class());
    assert!(!of_idlib("attack -kind:ied -class:other").asks_for_class(), "left out, not asked");
    assert!(of_idlib("class:obstruction").asks_for_class());
    assert!(of_idlib("attack kind:blockade").asks_for_class());
    assert!(of_idlib("tally violations").asks_for(Table::Tally));
    assert!(!of_idlib("-tally \"tally\"").asks_for(Table::Tally));
    assert_eq!(of_idlib("kind:ied attack").table(), Some(Table::Attack));
    assert_eq!(of_idlib("-attack kind:ied").table(), None);
}

#[test]
fn numbers_match_only_what_is_certain() {
    let certain = Bounds { low: 5, high: None };
    assert!(Operator::Over.is_certain(certain, 4) && !Operator::Over.is_certain(certain, 5));
    assert!(!Operator::AtMost.is_certain(certain, 100));
    assert!(!Operator::Equal.is_certain(certain, 5));
    assert!(Operator::AtMost.is_possible(certain, 100) && Operator::Equal.is_possible(certain, 9));
    assert!(!Operator::Under.is_possible(certain, 5));
}

/// A road along the equator with 6 km to its north and 10 to its south, and attacks beside it.
fn beside_a_road(query: &str) -> Vec<String> {
    let attack = |id: &str, at: &str| {
        format!(
            "[[attack]]\nid = \"{id}\"\ndate = 2020-01-01\nkind = \"ied\"\nsource = \"s\"\n{at}\n"
        )
    };
    let records = [
        "[[route]]\nid = \"r\"\nname = \"R\"\npath = [[0, 10], [0, 11]]\nprecision_km = 1\n\
         [[agreement]]\nid = \"p\"\nname = \"P\"\nsigned = 2019-01-01\nsource = \"s\"\n\
         clause = [ { id = \"z\", kind = \"corridor\", text = \"T\", \
         corridor = { along = \"r\", north_km = 6, south_km = 10 } } ]\n"
            .to_owned(),
        attack("inside", "at = { lat = 0.02, lon = 10.2 }"), // 2.2 km north, 22.3 km along
        attack("vague", "at = { lat = 0.02, lon = 10.2, precision_km = 5 }"),
        attack("edge", "at = { lat = 0.05, lon = 10.2 }"), // 5.5 km
        attack("south", "at = { lat = -0.05, lon = 10.5 }"),
        attack("outside", "at = { lat = 0.1, lon = 10.5 }"), // 11.1 km
        attack("nowhere", ""),
        "[[patrol]]\nid = \"run\"\ndate = 2020-01-01\noutcome = \"completed\"\nkm = 18.5\n\
         source = \"s\"\n"
            .to_owned(),
    ];
    let board = crate::board::made::board(&records.concat(), "2020-02-01");
    let query = Query::parse(query, board.scenario()).unwrap();
    let found = [Table::Patrol, Table::Attack].map(|table| board.scenario().span(table));
    let found = found.into_iter().flatten().filter(|n| query.matches(&board, *n));
    found.map(|n| board.record(n).id.to_string()).collect()
}

#[test]
fn what_is_too_near_to_the_edge_is_neither_inside_nor_outside() {
    assert_eq!(beside_a_road("in:corridor"), ["inside", "south"]);
    assert_eq!(beside_a_road("in:z"), ["inside", "south"]);
    assert_eq!(beside_a_road("out:corridor"), ["outside"]);
    let neither = beside_a_road("attack -in?:corridor -out?:corridor");
    assert_eq!(neither, ["vague", "edge", "nowhere"]);
}

#[test]
fn kilometres_are_held_against_both_ends_of_what_is_known() {
    assert_eq!(beside_a_road("attack km<4"), ["inside"]);
    assert_eq!(beside_a_road("km<=9"), ["inside", "vague", "edge", "south"]);
    assert_eq!(beside_a_road("attack km>4"), ["edge", "south", "outside"]);
    assert_eq!(beside_a_road("km>15"), ["run"], "a patrol's own are the reported ones");
    assert_eq!(beside_a_road("km:18-19"), ["run"]);
    assert_eq!(beside_a_road("km:19"), ["run"], "in whole kilometres");
}

/// Attacks in parts of Idlib, and the numbers that are told of them.
fn counted(query: &str) -> Vec<String> {
    let attack = |id: &str, keys: &str| {
        format!(
            "[[attack]]\nid = \"{id}\"\ndate = 2020-01-01\nkind = \"ied\"\nsource = \"s\"\n{keys}\n"
        )
    };
    let records = [
        "[[place]]\nid = \"idlib\"\nname = \"Idlib\"\n\
         [[place]]\nid = \"saraqib\"\nname = \"Saraqib\"\npart_of = \"idlib\"\n\
         [[place]]\nid = \"trumba\"\nname = \"Trumba\"\npart_of = \"saraqib\"\n\
         [[place]]\nid = \"ariha\"\nname = \"Ariha\"\npart_of = \"idlib\"\n"
            .to_owned(),
        attack("three", "killed = 3\nplace = \"trumba\""),
        attack("several", "killed = \"several\"\nplace = \"saraqib\""), // two or more
        attack("range", "killed = \"2-5\"\nplace = \"idlib\""),
        attack("none", "killed = 0\nplace = \"ariha\""),
        attack(
            "contested",
            "killed = 1\naccount = [{ source = \"desk\", killed = 0, place = \"ariha\" }]",
        ),
        attack("untold", ""),
    ];
    let board = crate::board::made::board(&records.concat(), "2020-02-01");
    let query = Query::parse(query, board.scenario()).unwrap();
    let found = board.scenario().span(Table::Attack).filter(|n| query.matches(&board, *n));
    found.map(|n| board.record(n).id.to_string()).collect()
}

#[test]
fn a_number_is_asked_for_as_certain_and_as_possible() {
    assert_eq!(counted("killed>2"), ["three"]);
    // Of whom nobody counts the dead there may be any number.
    assert_eq!(counted("killed?>2"), ["three", "several", "range", "untold"]);
    assert_eq!(counted("killed>=2"), ["three", "several", "range"]);
    assert_eq!(counted("killed<=5"), ["three", "range", "none", "contested"]);
    assert_eq!(counted("killed?<3"), ["several", "range", "none", "contested", "untold"]);
    assert_eq!(counted("killed?:4"), ["several", "range", "untold"]);
    assert_eq!(counted("killed?:0"), ["none", "contested", "untold"]);
    let in_any = ["contested", "untold"];
    assert_eq!(counted("killed?:1"), in_any, "in any voice, not only the shown one");
    assert_eq!(counted("killed>2?"), counted("killed?>2"));
    assert_eq!(counted("-killed>2?"), counted("-killed?>2"));
}

#[test]
fn a_place_is_asked_for_with_and_without_its_wholes() {
    assert_eq!(counted("place:saraqib"), ["three", "several"]);
    assert_eq!(counted("place?:saraqib"), ["three", "several", "range"]);
    assert_eq!(counted("place?:trumba"), ["three", "several", "range"]);
    assert_eq!(counted("place:ariha"), ["none", "contested"], "in any voice");
    assert_eq!(counted("place?:ariha"), ["range", "none", "contested"]);
    assert_eq!(counted("attack -place:ariha"), ["three", "several"], "a whole may mean it");
    assert_eq!(counted("attack -place?:ariha"), ["three", "several", "range", "untold"]);
}

#[test]
fn a_negation_is_of_the_same_reading() {
    assert_eq!(counted("-killed>2"), ["none", "contested"], "surely not, in any voice");
    assert_eq!(counted("-killed?>2"), ["several", "range", "none", "contested", "untold"]);
    assert_eq!(counted("!killed>2"), counted("-killed>2"));
    assert_eq!(counted("-killed>2?"), counted("-killed?>2"));
    assert_eq!(beside_a_road("attack -in:corridor"), ["outside"]);
    assert_eq!(beside_a_road("attack -out:corridor"), ["inside", "south"]);
    let all = beside_a_road("attack");
    for term in [
        "km<4",
        "km>4",
        "km:5",
        "km<=9",
        "chainage:20-25",
        "chainage>=50",
        "in:corridor",
        "out:corridor",
    ] {
        let (key, rest) = term.split_at(term.find([':', '<', '>']).unwrap());
        let found = |term: String| beside_a_road(&format!("attack {term}"));
        let [sure, may] = [format!("{key}{rest}"), format!("{key}?{rest}")].map(&found);
        let [sure_not, may_not] = [format!("-{key}{rest}"), format!("-{key}?{rest}")].map(&found);
        let is_part = |part: &[String], whole: &[String]| part.iter().all(|id| whole.contains(id));
        assert!(is_part(&sure, &may) && is_part(&sure_not, &may_not), "{term}");
        assert!(!sure_not.iter().any(|id| may.contains(id)), "{term}: {sure_not:?} {may:?}");
        assert!(!sure.iter().any(|id| may_not.contains(id)), "{term}: {sure:?} {may_not:?}");
        assert!(all.iter().all(|id| sure.contains(id) != may_not.contains(id)), "{term}");
    }
}

#[test]
fn distances_and_corridors_may_be() {
    assert_eq!(beside_a_road("in?:corridor"), ["inside", "vague", "edge", "south"]);
    assert_eq!(beside_a_road("out?:corridor"), ["vague", "edge", "outside"]);
    assert_eq!(beside_a_road("attack km?<4"), ["inside", "vague"]);
    assert_eq!(beside_a_road("chainage?:24-25"), ["vague"]);
}

#[test]
fn chainage_is_as_precise_as_the_point() {
    assert_eq!(beside_a_road("chainage:20-25"), ["inside", "edge"]);
    assert_eq!(beside_a_road("chainage:17-28"), ["inside", "vague", "edge"]);
    assert_eq!(beside_a_road("chainage:28-17 in:corridor"), ["inside"]);
    assert_eq!(beside_a_road("chainage>=50.5"), ["south", "outside"]);
    assert_eq!(
        found("chainage:17-25 attack", Table::Attack),
        found("chainage>=17 chainage<=25", Table::Attack)
    );
    assert!(found("in:corridor", Table::Attack).contains(&"ied-14jul".to_owned()));
}

#[test]
fn what_is_typed_is_asked_for_as_it_is_shown() {
    let typed = board("x\u{4}y \u{2028} -z").unwrap().query;
    assert_eq!(board(typed.text()).unwrap().query, typed);
    assert!(!typed.text().contains('\u{4}'));
}

#[test]
fn what_cannot_be_read_is_an_error_with_a_hint() {
    let said = |query: &str| {
        let error = board(query).unwrap_err();
        format!("{} / {}", error.message, error.hint.unwrap_or_default())
    };
    assert_eq!(said("kid:ied"), "the filter has no key `kid` / did you mean `kind`?");
    assert_eq!(said("kind:iedd"), "`iedd` is no kind / did you mean `ied`?");
    assert_eq!(said("actor:hst"), "`hst` is no actor / did you mean `hts`?");
    assert!(
        said("killed>many").starts_with("`many` is no whole number / surely, as shown: killed>2")
    );
    assert!(said("grade>=F6").starts_with("`F6` is no least grade"));
    assert_eq!(
        said("since?:2020-06"),
        "`since` has no reading with ? / may be on that day or later: since:2020-06; surely: -until:2020-05"
    );
    assert!(said("\"open").starts_with("a quote is not closed"));
    assert!(said("kind:").starts_with("`kind` needs a value"));
    assert!(said("km<near").starts_with("`near` is no distance in kilometres / reported"));
    assert!(said("chainage>17-25").starts_with("`17-25` is no distance in kilometres"));
    assert!(said("chainage:-3").starts_with("`-3` is no distance in kilometres"));
    assert!(said("km<1e999").starts_with("`1e999` is no distance"));
    assert_eq!(said("in:corridors"), "`corridors` is no corridor / did you mean `corridor`?");
    assert_eq!(said("in:nowhere"), "`nowhere` is no corridor / one of: corridor");
    assert!(said("in<corridor").starts_with("`in` is asked with a colon"));
    assert!(said("kind>ied").starts_with("`kind` is asked with a colon"));
}
