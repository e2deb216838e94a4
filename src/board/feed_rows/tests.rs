//! Rows on a board: which show, how many a window holds, what a filter leaves.

use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::{
    board::{Board, Clock, Index, Knowledge, Query, made},
    feed::{Opened, Wanted},
    format,
    model::{Bounds, Class, Day, FeedKind, FeedUse, Id, later},
};

const HEADER: &str = "date,until,kind,killed,place,by,on,published,lat,lon\n";

/// A feed of this text, as the scenario names it.
pub fn file(id: &str, text: &str) -> Arc<FeedFile> {
    let opened = Opened::new(
        text.as_bytes(),
        &Wanted { kind: Some(FeedKind::Csv), joins: Some(FeedUse::Attacks), ..Wanted::default() },
    );
    let opened = opened.expect("a table");
    let reading = opened.reading.clone();
    let rows = Arc::new(opened.read().expect("memory is read"));
    let id = Id::new(id).expect("an id");
    Arc::new(FeedFile {
        lineage: None,
        id,
        path: "made.csv".into(),
        reading,
        rows,
        is_whole: true,
        is_full: false,
        stamp: [0; 32],
        packing: None,
    })
}

fn index(more: &str) -> Arc<Index> {
    let feed = "[[feed]]\nid = \"f\"\nkind = \"csv\"\npath = \"made.csv\"\nas = \"attacks\"\n\
                [[actor]]\nid = \"hts\"\nname = \"Hayat Tahrir al-Sham\"\naliases = [\"HTS\"]\nkind = \"armed-group\"\n\
                [[place]]\nid = \"ariha\"\nname = \"Ariha\"\n";
    let text = made::text(&format!("{feed}{more}"));
    let loaded = format::load(text.as_bytes(), "made");
    Arc::new(Index::new(Arc::new(loaded.scenario.expect("a scenario"))))
}

fn board(rows: &str, more: &str, query: &str, clock: Clock) -> Board {
    let index = index(more);
    let query = Query::parse(query, &index.scenario).expect("a filter");
    let feeds = Feeds::new(&index, &[file("f", &format!("{HEADER}{rows}"))]);
    Board::with_feeds(index, clock, query, Arc::new(feeds))
}

fn hindsight(day: &str) -> Clock {
    Clock { as_of: day.parse().expect("a day"), knowledge: Knowledge::Hindsight }
}

const ROWS: &str = "2020-07-01,,ied,2,Ariha,HTS,Army,2020-07-03,35.8,36.6\n\
                    2020-07-02,2020-07-09,shelling,4,Idlib,Army,Civilians,2020-07-04,35.9,36.6\n\
                    2020-07-08,,other,,Ariha,\"HTS, Army\",,,35.8,36.6\n";

#[test]
fn a_row_shows_from_its_first_day_and_then_once_it_was_told() {
    let shown =
        |clock| board(ROWS, "", "", clock).visible_rows(FeedUse::Attacks).expect("a feed").len();
    assert_eq!(shown(hindsight("2020-07-01")), 1);
    assert_eq!(shown(hindsight("2020-07-09")), 3);
    let then = |day: &str| shown(Clock::then(day.parse().expect("a day")));
    assert_eq!((then("2020-07-02"), then("2020-07-03"), then("2020-07-04")), (0, 1, 2));
    assert_eq!(then("2020-12-31"), 2, "of one nobody says when it was told");
}

#[test]
fn filters_ask_of_rows_what_they_ask_of_records() {
    let count = |query: &str| {
        let board = board(ROWS, "", query, hindsight("2020-12-31"));
        board.visible_rows(FeedUse::Attacks).expect("a feed").len()
    };
    for (query, rows) in [
        ("", 3),
        ("kind:ied", 1),
        ("-kind:ied", 2),
        ("class:attack", 2),
        ("actor:hts", 2),
        ("by:hts", 0),
        ("place:ariha", 2),
        ("killed>2", 1),
        ("since:2020-07-03", 2),
        ("until:2020-07-02", 2),
        ("attack", 3),
        ("patrol", 0),
        ("feed:f", 3),
        ("-feed:f", 0),
        ("civilians", 1),
        ("text:idlib killed>=4", 1),
        ("patrol:none", 3),
        ("is:contested", 0),
    ] {
        assert_eq!(count(query), rows, "{query}");
    }
}

/// A row that names a place by its code is at that place, as one that has its name is.
#[test]
fn a_row_is_at_the_place_whose_code_it_has() {
    let more =
        "pcode = \"SY0703\"\n[[place]]\nid = \"idlib\"\nname = \"Idlib\"\npcode = \"SY07\"\n";
    let rows = "2020-07-01,,ied,2,sy0703,,,,35.8,36.6\n2020-07-02,,ied,2,SY07,,,,35.9,36.6\n\
                2020-07-03,,ied,2,SY0704,,,,35.9,36.6\n";
    let count = |query: &str| {
        let board = board(rows, more, query, hindsight("2020-12-31"));
        board.visible_rows(FeedUse::Attacks).expect("a feed").len()
    };
    let counts = ["", "place:ariha", "place:idlib", "pcode:SY07", "pcode:SY0703"].map(count);
    assert_eq!(counts, [3, 1, 1, 2, 1]);
}

#[test]
fn a_feed_narrowed_to_a_place_leaves_out_what_is_far_or_nowhere() {
    let index = index("");
    let text = made::text(
        "[[feed]]\nid = \"f\"\nkind = \"csv\"\npath = \"made.csv\"\nas = \"attacks\"\nwithin = { km = 5, of = \"p\" }\n\
         [[place]]\nid = \"p\"\nname = \"P\"\nat = { lat = 35.8, lon = 36.6 }\n",
    );
    let narrowed = format::load(text.as_bytes(), "made").scenario.expect("a scenario");
    let rows = format!("{HEADER}{ROWS}2020-07-09,,ied,1,nowhere,,,,,\n");
    let count = |index: Arc<Index>| {
        let feeds = Arc::new(Feeds::new(&index, &[file("f", &rows)]));
        let board = Board::with_feeds(index, hindsight("2020-12-31"), Query::default(), feeds);
        board.visible_rows(FeedUse::Attacks).expect("a feed").len()
    };
    assert_eq!(count(index), 4);
    assert_eq!(count(Arc::new(Index::new(Arc::new(narrowed)))), 2);
}

#[test]
fn of_what_may_be_near_is_told_apart_or_taken_in_where_that_is_asked() {
    let narrowed = |more: &str| {
        let text = made::text(&format!(
            "[[feed]]\nid = \"f\"\nkind = \"csv\"\npath = \"made.csv\"\nas = \"attacks\"\n\
             within = {{ km = 5, of = \"p\"{more} }}\n\
             [[place]]\nid = \"p\"\nname = \"P\"\nat = {{ lat = 35.8, lon = 36.6 }}\n"
        ));
        let scenario = format::load(text.as_bytes(), "made").scenario.expect("a scenario");
        Arc::new(Index::new(Arc::new(scenario)))
    };
    let rows = "date,kind,place,lat,lon,precision_km\n2020-07-01,ied,sure,35.8,36.6,2\n\
                2020-07-02,ied,perhaps,35.8,36.6,25\n2020-07-03,ied,far,36.8,36.6,2\n";
    let shown = |index: Arc<Index>| {
        let feeds = Arc::new(Feeds::new(&index, &[file("f", rows)]));
        let told = feeds.narrowed(0).map(str::to_owned);
        let board = Board::with_feeds(index, hindsight("2020-12-31"), Query::default(), feeds);
        (board.visible_rows(FeedUse::Attacks).expect("a feed").len(), told)
    };
    let told = "1 within 5 km of p, 1 more may be (`possible = true` takes them too)";
    assert_eq!(shown(narrowed("")), (1, Some(told.to_owned())));
    let all = shown(narrowed(", possible = true"));
    assert_eq!(all, (2, Some("2 within 5 km of p".to_owned())));
}

#[test]
fn deaths_are_told_as_a_range_and_missing_figures_apart() {
    let board = board(ROWS, "", "", hindsight("2020-07-20"));
    let feed_rows = board.all_visible_rows(FeedUse::Attacks).expect("a feed");
    let day = |text: &str| text.parse().expect("a day");
    // The second was told on the 4th: it ended by then.
    let week = feed_rows.within(0, Class::Attack, day("2020-07-01"), day("2020-07-03"));
    assert_eq!((week.rows().to_string(), week.best().to_string()), ("1–2".into(), "2–6".into()));
    let other = feed_rows.total(0, Class::Other);
    assert_eq!((other.certain.rows, other.certain.unstated), (1, 1));
    assert_eq!(feed_rows.since_last(0, Class::Attack), Some(18));
}

#[test]
fn a_figure_without_an_upper_end_leaves_its_sums_without_one() {
    let rows = "2020-07-01,,ied,12+,Ariha,,,,,\n2020-07-02,,ied,3,Ariha,,,,,\n";
    let sums = |rows: &str| {
        let board = board(rows, "", "", hindsight("2020-07-20"));
        let told =
            board.all_visible_rows(FeedUse::Attacks).expect("a feed").total(0, Class::Attack);
        (told.people().to_string(), board.feeds.files[0].rows.sums())
    };
    let (people, all) = sums(rows);
    assert_eq!(people, "at least 15");
    assert_eq!((all.low, all.best, all.high), (Some(15), Some(15), None));
    let (people, all) = sums(&rows.replace("12+", "12-14"));
    assert_eq!(people, "15–17");
    assert_eq!((all.low, all.high), (Some(15), Some(17)));
}

proptest! {
    /// Rows of up to forty days, told at once, late or never; any day, any knowledge, any window.
    #[test]
    fn what_is_summed_is_what_is_counted_one_by_one(
        rows in proptest::collection::vec((0i64..200, prop_oneof![5 => Just(0i64), 2 => 1i64..40, 1 => 60i64..90], proptest::option::of(0i64..150), 0u64..5, any::<bool>()), 0..40),
        (as_of, known) in (0i64..250, proptest::option::of(0i64..250)),
        (from, days) in (0i64..220, 0i64..60),
    ) {
        let start: Day = "2020-01-01".parse().expect("a day");
        let day = |n: i64| later(start, n).expect("a day");
        let row = |(first, more, told, killed, is_attack): &(i64, i64, Option<i64>, u64, bool)| {
            let told = told.map_or(String::new(), |lag| day(first + more + lag).to_string());
            let kind = if *is_attack { "ied" } else { "other" };
            let place = if killed % 2 == 0 { "Ariha" } else { "P" };
            format!("{},{},{kind},{killed},{place},,,{told},,\n", day(*first), day(first + more))
        };
        let text: String = rows.iter().map(row).collect();
        let clock = Clock {
            as_of: day(as_of),
            knowledge: known.map_or(Knowledge::Hindsight, |known| Knowledge::By(day(known))),
        };
        let board = board(&text, "", "", clock);
        let feed_rows = board.visible_rows(FeedUse::Attacks).expect("a feed");
        let is_seen = |(first, more, told, ..): &&(i64, i64, Option<i64>, u64, bool)| {
            *first <= as_of && known.is_none_or(|known| told.is_some_and(|lag| first + more + lag <= known))
        };
        let seen: Vec<_> = rows.iter().filter(is_seen).collect();
        prop_assert_eq!(feed_rows.len(), seen.len());
        let mut last: Option<Day> = None;
        for place in 0..feed_rows.len() {
            let at = feed_rows.row(place).expect("a row");
            prop_assert_eq!(feed_rows.place(at), Some(place));
            let begins = feed_rows.day(place).expect("a day");
            prop_assert!(last.is_none_or(|last| begins <= last), "the latest first");
            last = Some(begins);
        }
        prop_assert_eq!(feed_rows.row(feed_rows.len()), None);
        let (from, to) = (from, (from + days).min(as_of));
        if from <= to {
            let mut listed: Vec<RowIx> = feed_rows.touching(day(from), day(to)).collect();
            let touch = seen.iter().filter(|r| r.0 <= to && r.0 + r.1 >= from);
            prop_assert_eq!(listed.len(), touch.count());
            listed.sort();
            listed.dedup();
            prop_assert!(listed.iter().all(|at| feed_rows.place(*at).is_some()));
        }
        for class in [Class::Attack, Class::Other] {
            let of = |row: &&&(i64, i64, Option<i64>, u64, bool)| row.4 == (class == Class::Attack);
            let touching = seen.iter().filter(of).filter(|r| r.0 <= to && r.0 + r.1 >= from);
            let inside = seen.iter().filter(of).filter(|r| r.0 >= from && r.0 + r.1 <= to);
            let told = feed_rows.within(0, class, day(from), day(to));
            if from <= to {
                prop_assert_eq!(told.possible.rows, touching.clone().count() as u64);
                prop_assert_eq!(told.certain.rows, inside.clone().count() as u64);
                prop_assert_eq!(told.possible.best, touching.clone().map(|r| r.3).sum::<u64>());
                prop_assert_eq!(told.certain.best, inside.clone().map(|r| r.3).sum::<u64>());
                let groups = feed_rows.groups(&board.index, 0, (day(from), day(to)));
                let count = |group: RowGroup| groups.get(&(class, group)).copied().unwrap_or(Bounds::ZERO);
                let kind = if class == Class::Attack { "ied" } else { "other" };
                prop_assert_eq!(count(RowGroup::Kind(kind.into())), told.rows());
                let even = |r: &&&(i64, i64, Option<i64>, u64, bool)| r.3.is_multiple_of(2);
                let at_ariha = Bounds::new(inside.filter(even).count() as u64, touching.filter(even).count() as u64);
                prop_assert_eq!(count(RowGroup::Place(Id::new("ariha").expect("an id"))), at_ariha);
            }
        }
    }
}

#[test]
fn only_a_licence_that_is_known_to_be_open_lets_rows_go() {
    let may = |licence: &str| {
        let text = made::text(&format!(
            "[[feed]]\nid = \"f\"\nkind = \"acled\"\npath = \"f.csv\"\nas = \"attacks\"\n{licence}\n"
        ));
        let scenario = format::load(text.as_bytes(), "made").scenario.expect("a scenario");
        terms(&scenario.table(crate::model::Table::Feed)[0]).may_share
    };
    assert!(!may(""), "ACLED's own terms");
    for open in [
        "CC-BY-4.0",
        "CC BY 4.0",
        "cc0",
        "CC0-1.0",
        "Public domain",
        "ODbL",
        "CC BY-IGO",
        "CC-BY-3.0-IGO",
        "CC-BY-SA-4.0",
    ] {
        assert!(may(&format!("licence = \"{open}\"")), "{open}");
    }
    for closed in [
        "CC BY ND 4.0",
        "CC-BY-ND-4.0",
        "cc - not to be passed on",
        "Public domain? no",
        "mine",
        "CC-BY for friends",
    ] {
        assert!(!may(&format!("licence = \"{closed}\"")), "{closed}");
    }
}
