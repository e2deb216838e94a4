//! The law of uncertain filters: whatever is vague in a row, what is surely found is found as possible,
//! what is surely not found is not, and a row that is made vaguer is sure of less and possible in more.

use std::{collections::BTreeSet, sync::Arc};

use proptest::prelude::*;

use crate::{
    board::{Board, Clock, FeedFile, Feeds, Index, Knowledge, Query, made},
    feed::{Opened, Wanted},
    format,
    model::{Class, Day, FeedKind, FeedUse, Id, Table, later},
};

/// A row by what may be vague in it: its days, its dead, its place and how far its point may be off.
#[derive(Clone, Debug)]
struct VagueRow {
    first: i64,
    more: i64,
    killed: Option<(u64, Option<u64>)>,
    place: &'static str,
    /// Hundredths of degrees north of the road and along it, and kilometres.
    point: Option<(i64, i64, u32)>,
    kind: &'static str,
}

impl VagueRow {
    /// The same, of which less is known.
    fn vaguer(&self) -> VagueRow {
        VagueRow {
            first: self.first - 2,
            more: self.more + 5,
            // Of the vaguest nobody gives a figure.
            killed: self
                .killed
                .map(|(low, high)| (low / 2, high.map(|high| high + 3)))
                .filter(|(low, _)| *low > 0),
            point: self.point.map(|(north, along, km)| (north, along, km + 4)),
            ..self.clone()
        }
    }

    fn text(&self) -> String {
        let killed = match self.killed {
            None => ",,".to_owned(),
            Some((low, Some(high))) => format!("{low},{},{high}", low.midpoint(high)),
            Some((low, None)) => format!("{low},,"),
        };
        let point = self.point.map_or(",,".to_owned(), |(north, along, km)| {
            format!("{},{},{km}", north as f64 / 100.0, 10.0 + along as f64 / 100.0)
        });
        let (first, last) = (day(self.first), day(self.first + self.more));
        format!("{first},{last},{},{killed},{},{point}\n", self.kind, self.place)
    }
}

const HEADER: &str = "date,until,kind,low,killed,high,place,lat,lon,precision_km\n";

fn day(n: i64) -> Day {
    later("2020-03-01".parse().expect("a day"), n).expect("a day")
}

fn row() -> impl Strategy<Value = VagueRow> {
    let killed = (0u64..8, proptest::option::of(0u64..4));
    let killed = killed.prop_map(|(low, more)| (low, more.map(|more| low + more)));
    (
        (0i64..60, prop_oneof![3 => Just(0i64), 2 => 1i64..40]),
        proptest::option::of(killed),
        prop_oneof![Just(""), Just("Idlib"), Just("Saraqib"), Just("Ariha"), Just("elsewhere")],
        proptest::option::of((-12i64..12, -20i64..120, 0u32..12)),
        prop_oneof![Just("ied"), Just("shelling"), Just("other")],
    )
        .prop_map(|((first, more), killed, place, point, kind)| VagueRow {
            first,
            more,
            killed,
            place,
            point,
            kind,
        })
}

/// A term with its two readings: what is asked for as certain, and as possible.
fn term() -> impl Strategy<Value = (String, String)> {
    let sign = || prop_oneof![Just(":"), Just("<"), Just("<="), Just(">"), Just(">=")];
    let two = |key: &str, rest: String| (format!("{key}{rest}"), format!("{key}?{rest}"));
    let day = || (-5i64..100).prop_map(day);
    let before = |day: Day| later(day, -1).expect("a day");
    prop_oneof![
        3 => (sign(), 0u64..9).prop_map(move |(sign, n)| two("killed", format!("{sign}{n}"))),
        3 => (sign(), 0u32..14).prop_map(move |(sign, n)| two("km", format!("{sign}{n}"))),
        2 => (sign(), 0u32..120).prop_map(move |(sign, n)| two("chainage", format!("{sign}{n}"))),
        1 => (0u32..60, 0u32..60)
            .prop_map(move |(from, more)| two("chainage", format!(":{from}-{}", from + more))),
        2 => prop_oneof![Just("in"), Just("out")]
            .prop_map(move |key| two(key, ":corridor".to_owned())),
        2 => prop_oneof![Just("idlib"), Just("saraqib"), Just("ariha")]
            .prop_map(move |place| two("place", format!(":{place}"))),
        1 => day().prop_map(move |day| (format!("-until:{}", before(day)), format!("since:{day}"))),
        1 => day().prop_map(move |day| {
            (format!("-since:{}", later(day, 1).expect("a day")), format!("until:{day}"))
        }),
        1 => Just(("kind:ied".to_owned(), "kind:ied".to_owned())),
    ]
}

/// Attacks of the scenario that tell of the dead as these rows do.
fn records(rows: &[VagueRow]) -> Board {
    let record = |(n, row): (usize, &VagueRow)| {
        let killed = match row.killed {
            None => String::new(),
            Some((low, Some(high))) if low == high => format!("killed = {low}\n"),
            Some((low, Some(high))) => format!("killed = \"{low}-{high}\"\n"),
            Some((low, None)) => format!("killed = \"at least {low}\"\n"),
        };
        let head = "date = 2020-01-01\nkind = \"ied\"\nsource = \"s\"\n";
        format!("[[attack]]\nid = \"a{n}\"\n{head}{killed}")
    };
    made::board(&rows.iter().enumerate().map(record).collect::<String>(), "2020-02-01")
}

/// The records that a filter finds, by their place.
fn found_records(board: &Board, query: &str) -> BTreeSet<usize> {
    let query = Query::parse(query, board.scenario()).expect(query);
    let attacks = board.scenario().span(Table::Attack).enumerate();
    attacks.filter(|(_, n)| query.matches(board, *n)).map(|(n, _)| n).collect()
}

/// A feed of these rows beside a road with a corridor.
fn read(rows: &[VagueRow]) -> (Arc<Index>, Arc<Feeds>) {
    let text = made::text(
        "[[feed]]\nid = \"f\"\nkind = \"csv\"\npath = \"f.csv\"\nas = \"attacks\"\n\
         [[place]]\nid = \"idlib\"\nname = \"Idlib\"\n\
         [[place]]\nid = \"saraqib\"\nname = \"Saraqib\"\npart_of = \"idlib\"\n\
         [[place]]\nid = \"ariha\"\nname = \"Ariha\"\npart_of = \"idlib\"\n\
         [[route]]\nid = \"r\"\nname = \"R\"\npath = [[0, 10], [0, 11]]\nprecision_km = 1\n\
         [[agreement]]\nid = \"p\"\nname = \"P\"\nsigned = 2019-01-01\nsource = \"s\"\n\
         clause = [ { id = \"z\", kind = \"corridor\", text = \"T\", \
         corridor = { along = \"r\", north_km = 6, south_km = 10 } } ]\n",
    );
    let scenario = format::load(text.as_bytes(), "made").scenario.expect("a scenario");
    let index = Arc::new(Index::new(Arc::new(scenario)));
    let table: String = rows.iter().map(VagueRow::text).collect();
    let wanted =
        Wanted { kind: Some(FeedKind::Csv), joins: Some(FeedUse::Attacks), ..Wanted::default() };
    let table = format!("{HEADER}{table}");
    let opened = Opened::new(table.as_bytes(), &wanted).expect("a table");
    let reading = opened.reading.clone();
    let file = FeedFile {
        lineage: None,
        id: Id::new("f").expect("an id"),
        path: "f.csv".into(),
        reading,
        rows: Arc::new(opened.read().expect("memory is read")),
        is_whole: true,
        is_full: false,
        stamp: [0; 32],
        packing: None,
    };
    let feeds = Arc::new(Feeds::new(&index, &[Arc::new(file)]));
    (index, feeds)
}

fn board((index, feeds): &(Arc<Index>, Arc<Feeds>), query: &str) -> Board {
    let clock = Clock { as_of: day(400), knowledge: Knowledge::Hindsight };
    let query = Query::parse(query, &index.scenario).expect(query);
    Board::with_feeds(index.clone(), clock, query, feeds.clone())
}

/// The rows that a filter finds.
fn found(feed: &(Arc<Index>, Arc<Feeds>), query: &str) -> BTreeSet<usize> {
    let board = board(feed, query);
    let rows = board.visible_rows(FeedUse::Attacks).expect("a feed");
    (0..rows.len()).map(|place| rows.row(place).expect("a row").row).collect()
}

fn negated(term: &str) -> String {
    term.strip_prefix('-').map_or_else(|| format!("-{term}"), str::to_owned)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn what_is_sure_is_possible_and_what_is_surely_not_is_not(
        rows in proptest::collection::vec(row(), 0..14),
        terms in proptest::collection::vec(term(), 1..4),
    ) {
        let feed = read(&rows);
        let all: BTreeSet<usize> = (0..rows.len()).collect();
        prop_assert_eq!(found(&feed, ""), all.clone());
        for (sure, possible) in &terms {
            // Of a term by which rows are found and of its negation: the one surely, or the other
            // perhaps, and never both. What says nothing of it is surely in none of them.
            let [is, may, is_not, may_not] =
                [sure.clone(), possible.clone(), negated(possible), negated(sure)].map(|query| {
                    // The negation of what is possible is what is surely not so: of the same reading.
                    found(&feed, &as_negation(&query))
                });
            prop_assert!(is.is_subset(&may), "{sure}: {is:?} {may:?}");
            prop_assert!(is_not.is_subset(&may_not), "-{sure}: {is_not:?} {may_not:?}");
            prop_assert!(is.is_disjoint(&is_not) && is_not.is_disjoint(&may), "{sure}");
            prop_assert_eq!(is.len() + may_not.len(), all.len(), "{}", sure);
            prop_assert!(is.is_disjoint(&may_not), "{sure}");
            let silent = all.iter().filter(|n| !may.contains(n) && !is_not.contains(n));
            for n in silent {
                let row = &rows[*n];
                prop_assert!(row.point.is_none() || row.place.is_empty(), "{sure}: {row:?}");
            }
        }
        // All terms together, each in the one reading or the other.
        let join = |reading: fn(&(String, String)) -> &String| {
            terms.iter().map(reading).cloned().collect::<Vec<_>>().join(" ")
        };
        let (sure, possible) = (join(|term| &term.0), join(|term| &term.1));
        let (sure, possible) = (board(&feed, &sure), board(&feed, &possible));
        let rows_of = |board: &Board, from: i64, to: i64| {
            let rows = board.all_visible_rows(FeedUse::Attacks).expect("a feed");
            [Class::Attack, Class::Other]
                .map(|class| rows.within(0, class, day(from), day(to)).rows())
        };
        for (from, to) in [(0, 20), (10, 12), (-40, 300)] {
            for (sure, possible) in rows_of(&sure, from, to).into_iter().zip(rows_of(&possible, from, to)) {
                // Surely found and wholly within, to perhaps found and touching.
                let most = |bounds: crate::model::Bounds| bounds.high.expect("an end");
                prop_assert!(sure.low <= most(sure) && possible.low <= most(possible));
                prop_assert!(sure.low <= possible.low && most(sure) <= most(possible));
            }
        }
    }

    #[test]
    fn a_number_is_asked_of_records_as_of_rows(
        rows in proptest::collection::vec(row(), 0..14),
        // No count is below zero: to ask for one is to ask for nothing.
        (sign, n) in (prop_oneof![Just(":"), Just("<"), Just("<="), Just(">"), Just(">=")], 1u64..9),
    ) {
        let (feed, records) = (read(&rows), records(&rows));
        for key in ["killed", "killed?", "-killed", "-killed?"] {
            let query = format!("{key}{sign}{n}");
            let of_records = found_records(&records, &query);
            prop_assert_eq!(found(&feed, &query), of_records, "{} {:?}", query, rows);
        }
    }

    #[test]
    fn a_row_that_is_made_vaguer_is_sure_of_less_and_possible_in_more(
        rows in proptest::collection::vec(row(), 0..14),
        (sure, possible) in term(),
    ) {
        let vague: Vec<VagueRow> = rows.iter().map(VagueRow::vaguer).collect();
        let (feed, vaguer) = (read(&rows), read(&vague));
        for query in [sure.clone(), as_negation(&negated(&possible))] {
            let (before, after) = (found(&feed, &query), found(&vaguer, &query));
            prop_assert!(after.is_subset(&before), "{query}: {before:?} {after:?}");
        }
        for query in [possible, as_negation(&negated(&sure))] {
            let (before, after) = (found(&feed, &query), found(&vaguer, &query));
            prop_assert!(before.is_subset(&after), "{query}: {before:?} {after:?}");
        }
    }
}

/// The negation of what is possible is asked for without the sign, that of what is sure with it: a
/// negation is of the same reading.
fn as_negation(query: &str) -> String {
    let Some(term) = query.strip_prefix('-') else { return query.to_owned() };
    let at = term.find([':', '<', '>']).expect("a sign");
    let (key, rest) = term.split_at(at);
    match key.strip_suffix('?') {
        Some(key) => format!("-{key}{rest}"),
        None if ["killed", "km", "chainage", "in", "out", "place"].contains(&key) => {
            format!("-{key}?{rest}")
        }
        None => query.to_owned(),
    }
}
