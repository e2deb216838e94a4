//! What lies in a zone: by ground, by name, by a voice's word, and as the zone was on the day.

use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::{
    board::{Board, Clock, InZone, Index, LoadedFile, Query, Stands, Unfetched, made},
    model::{Day, Id, RecordIx, Table},
};

/// A box of a tenth of a degree, a place in it, one in its east half, one far off, and two towns of a
/// district.
const GROUND: &str = "\
[[source]]\nid = \"t\"\nname = \"T\"\nkind = \"un\"\n\
[[place]]\nid = \"west\"\nname = \"West\"\nat = { lat = 33.05, lon = 35.02, precision_km = 0.5 }\n\
[[place]]\nid = \"east\"\nname = \"East\"\nat = { lat = 33.05, lon = 35.08, precision_km = 0.5 }\n\
[[place]]\nid = \"far\"\nname = \"Far\"\nat = { lat = 34, lon = 36, precision_km = 0.5 }\n\
[[place]]\nid = \"district\"\nname = \"District\"\n\
[[place]]\nid = \"town\"\nname = \"Town\"\npart_of = \"district\"\n\
[[place]]\nid = \"quarter\"\nname = \"Quarter\"\npart_of = \"town\"\n";
const BOX: &str = "ring = [[33, 35], [33, 35.1], [33.1, 35.1], [33.1, 35]]";
const WEST: &str = "ring = [[33, 35], [33, 35.05], [33.1, 35.05], [33.1, 35]]";
const EAST: &str = "ring = [[33, 35.05], [33, 35.1], [33.1, 35.1], [33.1, 35.05]]";

fn zone(id: &str, keys: &str) -> String {
    format!(
        "[[zone]]\nid = \"{id}\"\nname = \"Zone {id}\"\nkind = \"restricted\"\nsource = \"s\"\n{keys}\n"
    )
}

fn attack(id: &str, date: &str, keys: &str) -> String {
    format!("[[attack]]\nid = \"{id}\"\ndate = {date}\nkind = \"ied\"\nsource = \"s\"\n{keys}\n")
}

fn board(records: &str, day: &str) -> Board {
    made::board(&format!("{GROUND}{records}"), day)
}

/// Where a record stands to the first zone that is named.
fn stands(board: &Board, record: &str, zone: &str) -> Option<Stands> {
    let position = |id: &str| board.scenario().position(&Id::new(id).unwrap()).unwrap();
    let zone = board.index.zones().number(position(zone)).unwrap();
    board.stands(position(record), Area::Zone(zone))
}

/// The ids of the records that a filter finds, as of a day.
fn found(records: &str, filter: &str, day: &str) -> Vec<String> {
    let board = board(records, day);
    let query = Query::parse(filter, board.scenario()).unwrap_or_else(|why| panic!("{why}"));
    let board = Board::new(board.index.clone(), board.clock, query);
    board.shown_of(Table::Attack).map(|n| board.record(n).id.to_string()).collect()
}

#[test]
fn a_zone_that_moved_is_asked_as_it_was_on_the_day() {
    let one = zone("one", &format!("{WEST}\nfrom = 2024-11-27\nuntil = 2025-02-18"));
    let other = zone("other", &format!("{EAST}\nfrom = 2025-02-18"));
    let at = |id: &str, date: &str| attack(id, date, "place = \"west\"");
    let before = at("before", "2025-02-17");
    let after = at("after", "2025-02-18");
    let astride = at("astride", "{ from = 2025-02-10, to = 2025-02-20 }");
    let records = [one, other, before, after, astride].concat();
    let board = board(&records, "2025-03-01");
    use Stands::{CannotSay, Inside, Outside};
    for (record, to_one, to_other) in
        [("before", Inside, Outside), ("after", Outside, Outside), ("astride", CannotSay, Outside)]
    {
        assert_eq!(stands(&board, record, "one"), Some(to_one), "{record}");
        assert_eq!(stands(&board, record, "other"), Some(to_other), "{record}");
    }
    assert_eq!(found(&records, "in:one", "2025-03-01"), ["before"]);
    assert_eq!(found(&records, "in?:one", "2025-03-01"), ["before", "astride"]);
    assert_eq!(found(&records, "out:one", "2025-03-01"), ["after"]);
    assert_eq!(found(&records, "-in:one", "2025-03-01"), ["after"]);
}

#[test]
fn a_voice_that_draws_anew_from_a_day_on_leaves_what_it_said_before() {
    let moved = format!(
        "{WEST}\nfrom = 2024-11-27\npublished = 2024-11-27\n\
         account = [{{ source = \"s\", published = 2025-02-18, from = 2025-02-18, {EAST} }}]"
    );
    let corrected = format!(
        "{WEST}\npublished = 2024-11-27\naccount = [{{ source = \"s\", published = 2025-02-18, {EAST} }}]"
    );
    let at = |id: &str, date: &str| attack(id, date, "place = \"west\"");
    let records = [
        zone("moved", &moved),
        zone("corrected", &corrected),
        at("before", "2025-01-01"),
        at("after", "2025-02-20"),
    ];
    let records = records.concat();
    let now = board(&records, "2025-03-01");
    let told =
        |record: &str| ["moved", "corrected"].map(|zone| stands(&now, record, zone).unwrap());
    assert_eq!(told("before"), [Stands::Inside, Stands::Outside]);
    assert_eq!(told("after"), [Stands::Outside, Stands::Outside]);
    // What nobody had said then draws nothing.
    let then = board(&records, "2025-02-01");
    assert_eq!(stands(&then, "before", "corrected"), Some(Stands::Inside));
}

#[test]
fn of_what_one_voice_draws_and_the_other_does_not_nobody_can_say() {
    let two = format!("{BOX}\naccount = [{{ source = \"t\", published = 2025-01-01, {WEST} }}]");
    let at = |place: &str| attack(place, "2025-01-02", &format!("place = \"{place}\""));
    let at = |place: &str| {
        at(place).replace(&format!("id = \"{place}\""), &format!("id = \"at-{place}\""))
    };
    let records = [zone("two", &two), at("west"), at("east"), at("far")].concat();
    let now = board(&records, "2025-01-03");
    assert_eq!(stands(&now, "at-west", "two"), Some(Stands::Inside));
    assert_eq!(stands(&now, "at-east", "two"), Some(Stands::CannotSay));
    assert_eq!(stands(&now, "at-far", "two"), Some(Stands::Outside));
    // Before the other voice drew it, the one alone says.
    let records = records.replace("published = 2025-01-01", "published = 2025-02-01");
    assert_eq!(stands(&board(&records, "2025-01-03"), "at-east", "two"), Some(Stands::Inside));
}

#[test]
fn a_voice_that_says_only_until_when_leaves_the_ground_as_it_is_shown() {
    let two = format!(
        "{BOX}\naccount = [{{ source = \"t\", published = 2025-01-01, until = 2025-01-01 }}]"
    );
    let records = [zone("two", &two), attack("a", "2025-01-02", "place = \"west\"")].concat();
    let now = board(&records, "2025-01-03");
    assert_eq!(stands(&now, "a", "two"), Some(Stands::CannotSay), "it held no more, or it did");
}

#[test]
fn a_vague_change_leaves_its_days_open() {
    let vague = zone("vague", &format!("{BOX}\nuntil = \"2025-02\""));
    let at = |id: &str, date: &str| attack(id, date, "place = \"west\"");
    let records = [vague, at("a", "2025-01-31"), at("b", "2025-02-14"), at("c", "2025-03-01")];
    let now = board(&records.concat(), "2025-03-02");
    let told = ["a", "b", "c"].map(|record| stands(&now, record, "vague").unwrap());
    assert_eq!(told, [Stands::Inside, Stands::CannotSay, Stands::Outside]);
}

#[test]
fn members_lie_inside_by_name_with_their_parts() {
    let members = zone("members", "places = [\"town\"]");
    let at = |id: &str, place: &str| attack(id, "2025-01-02", &format!("place = \"{place}\""));
    let point = attack("point", "2025-01-02", "at = { lat = 33.05, lon = 35.05 }");
    let nothing = attack("nothing", "2025-01-02", "");
    let records = [
        members,
        at("a", "town"),
        at("b", "quarter"),
        at("c", "district"),
        at("d", "far"),
        point,
        nothing,
    ];
    let records = records.concat();
    let now = board(&records, "2025-01-03");
    let told =
        ["a", "b", "c", "d", "point", "nothing"].map(|record| stands(&now, record, "members"));
    use Stands::{CannotSay, Inside, Outside};
    assert_eq!(
        told,
        [Some(Inside), Some(Inside), Some(CannotSay), Some(Outside), Some(CannotSay), None]
    );
    assert_eq!(found(&records, "in:members", "2025-01-03"), ["a", "b"]);
    assert_eq!(found(&records, "in?:members", "2025-01-03"), ["a", "b", "c", "point"]);
    assert_eq!(found(&records, "-in?:members", "2025-01-03"), ["c", "d", "point", "nothing"]);
    assert_eq!(found(&records, "out:members", "2025-01-03"), ["d"]);
}

#[test]
fn a_zone_in_a_record_is_its_voices_word_that_it_lay_inside() {
    let zones = [zone("box", BOX), zone("part", &format!("{WEST}\nwithin = [\"box\"]"))].concat();
    let other = |id: &str, place: &str| {
        let account = "account = [{ source = \"t\", published = 2025-01-02, zone = \"box\" }]";
        attack(id, "2025-01-02", &format!("place = \"{place}\"\n{account}"))
    };
    let records = [
        zones,
        attack("alone", "2025-01-02", "zone = \"box\""),
        attack("far-off", "2025-01-02", "zone = \"box\"\nplace = \"far\""),
        attack("of-part", "2025-01-02", "zone = \"part\""),
        other("against", "far"),
        other("with", "west"),
    ];
    let records = records.concat();
    let now = board(&records, "2025-01-03");
    let told = ["alone", "far-off", "of-part", "against", "with"]
        .map(|record| stands(&now, record, "box").unwrap());
    use Stands::{CannotSay, Inside};
    assert_eq!(told, [Inside, Inside, Inside, CannotSay, Inside]);
    assert_eq!(stands(&now, "alone", "part"), Some(CannotSay));
    assert_eq!(stands(&now, "of-part", "part"), Some(Inside));
    assert_eq!(found(&records, "in:zone", "2025-01-03").len(), 4);
    assert_eq!(found(&records, "in:\"zone box\"", "2025-01-03").len(), 4, "by its name");
}

#[test]
fn zones_are_clipped_by_each_other() {
    let zones = [
        zone("box", BOX),
        zone("west-of-it", &format!("{WEST}\nuntil = 2025-01-05")),
        zone("rest", &format!("{BOX}\nexcept = [\"west-of-it\"]")),
        zone("both", &format!("{BOX}\nwithin = [\"west-of-it\"]")),
    ];
    let at = |id: &str, date: &str, place: &str| attack(id, date, &format!("place = \"{place}\""));
    let records = [
        zones.concat(),
        at("w", "2025-01-02", "west"),
        at("e", "2025-01-02", "east"),
        at("later", "2025-01-05", "west"),
    ];
    let now = board(&records.concat(), "2025-01-06");
    use Stands::{Inside, Outside};
    let told = |zone: &str| ["w", "e", "later"].map(|record| stands(&now, record, zone).unwrap());
    assert_eq!(told("rest"), [Outside, Inside, Inside], "what is cut out ends with its own time");
    assert_eq!(told("both"), [Inside, Outside, Outside]);
    let drawn = outlines(&now, 3, "2025-01-02".parse().unwrap());
    assert!(!drawn.is_empty());
    let east = drawn.iter().flatten().map(|at| at.lon).fold(f64::MIN, f64::max);
    assert!((east - 35.05).abs() < 0.001, "clipped at the middle: {east}");
    assert!(outlines(&now, 3, "2025-01-06".parse().unwrap()).is_empty());
}

#[test]
fn every_form_of_extent_is_drawn() {
    let routes = "\
[[route]]\nid = \"lower\"\nname = \"Low\"\nkind = \"line\"\npath = [[33, 35], [33, 35.1]]\n\
[[route]]\nid = \"upper\"\nname = \"High\"\nkind = \"river\"\npath = [[33.1, 35.1], [33.1, 35]]\n";
    let zones = [
        zone("round", "around = { place = \"west\", km = 3 }"),
        zone("strip", "along = { route = \"lower\", north_km = 20, south_km = 0 }"),
        zone("between", "between = [\"lower\", \"upper\"]"),
        zone(
            "holed",
            "rings = [[[33, 35], [33, 35.1], [33.1, 35.1], [33.1, 35]], [[33.04, 35.01], [33.04, 35.03], [33.06, 35.03], [33.06, 35.01]]]",
        ),
        zone("file", "layer = \"zones.geojson\"\nfeature = \"South\""),
    ];
    let attacks = [
        attack("w", "2025-01-02", "place = \"west\""),
        attack("e", "2025-01-02", "place = \"east\""),
        attack("f", "2025-01-02", "place = \"far\""),
    ];
    let text = made::text(&[GROUND, routes, &zones.concat(), &attacks.concat()].concat());
    let geojson = r#"{ "type": "FeatureCollection", "features": [
        { "type": "Feature", "properties": { "name": "South" }, "geometry": { "type": "Polygon",
          "coordinates": [[[35, 33], [35.1, 33], [35.1, 33.1], [35, 33.1], [35, 33]]] } },
        { "type": "Feature", "properties": { "name": "North" }, "geometry": { "type": "Polygon",
          "coordinates": [[[35, 34], [37, 34], [37, 35], [35, 34]]] } } ] }"#;
    let read = |files: bool| {
        let fetch = |_: &str| match files {
            true => Ok(geojson.as_bytes().to_vec()),
            false => Err(Unfetched::NoFolder),
        };
        let loaded = LoadedFile::beside(text.as_bytes(), "made", &fetch);
        let index: Arc<Index> = loaded.index.unwrap_or_else(|| panic!("{:?}", loaded.problems));
        Board::new(index, Clock::then("2025-01-03".parse().unwrap()), Query::default())
    };
    let now = read(true);
    use Stands::{CannotSay, Inside, Outside};
    let told = |zone: &str| ["w", "e", "f"].map(|record| stands(&now, record, zone).unwrap());
    assert_eq!(told("round"), [Inside, Outside, Outside]);
    assert_eq!(told("strip"), [Inside, Inside, Outside]);
    assert_eq!(told("between"), [Inside, Inside, Outside]);
    assert_eq!(told("holed"), [Outside, Inside, Outside]);
    assert_eq!(told("file"), [Inside, Inside, Outside]);
    // A file that is not read draws nothing.
    let unread = read(false);
    assert_eq!(stands(&unread, "w", "file"), Some(CannotSay));
}

/// Zones that move, differ, clip each other and name members, and attacks of any day and place.
fn world() -> impl Strategy<Value = String> {
    let day = |n: i64| crate::model::later("2025-01-01".parse::<Day>().unwrap(), n).unwrap();
    let keys = prop_oneof![
        Just(WEST.to_owned()),
        Just(BOX.to_owned()),
        Just("places = [\"town\", \"west\"]".to_owned()),
        Just("around = { place = \"east\", km = 2 }".to_owned()),
        Just(format!("{BOX}\nexcept = [\"z0\"]")),
        Just(format!("{EAST}\nwithin = [\"z0\"]")),
    ];
    let time = prop_oneof![
        Just(String::new()),
        (0..20i64, 1..20i64).prop_map(move |(from, days)| {
            format!("from = {}\nuntil = {}", day(from), day(from + days))
        }),
        (0..20i64).prop_map(move |until| format!("until = {}", day(until))),
    ];
    let account = prop_oneof![
        Just(String::new()),
        (0..30i64, prop_oneof![Just(WEST), Just(EAST)]).prop_map(move |(n, ring)| {
            format!("account = [{{ source = \"t\", published = {}, {ring} }}]", day(n))
        }),
    ];
    let zones = prop::collection::vec((keys, time, account), 1..4);
    let place = prop_oneof![
        Just("place = \"west\""),
        Just("place = \"east\""),
        Just("place = \"far\""),
        Just("place = \"district\""),
        Just("place = \"quarter\""),
        Just(""),
        Just("zone = \"z0\""),
        Just("at = { lat = 33.05, lon = 35.05, precision_km = 1 }"),
    ];
    let attacks = prop::collection::vec((0..30i64, 0..10i64, place), 1..12);
    (zones, attacks).prop_map(move |(zones, attacks)| {
        let zones = zones.into_iter().enumerate().map(|(n, (keys, time, account))| {
            // The first is drawn alone, so that nothing is clipped by itself.
            let keys = if n == 0 { WEST.to_owned() } else { keys };
            zone(&format!("z{n}"), &[keys, time, account].join("\n"))
        });
        let attacks = attacks.into_iter().enumerate().map(|(n, (from, days, place))| {
            let date = format!("{{ from = {}, to = {} }}", day(from), day(from + days));
            attack(&format!("a{n}"), &date, place)
        });
        zones.chain(attacks).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn inside_outside_and_cannot_say_are_all(records in world(), n in 0..45i64) {
        let day = crate::model::later("2025-01-01".parse::<Day>().unwrap(), n).unwrap();
        let board = board(&records, &day.to_string());
        let attacks: Vec<RecordIx> = board.visible_of(Table::Attack).collect();
        for area in Area::all(&board.index) {
            let InZone { inside, outside, cannot_say, unlocated } = board.count_in(area, attacks.clone());
            prop_assert_eq!(inside + outside + cannot_say, attacks.len() as u64);
            prop_assert_eq!(unlocated, 0);
            let id = board.area_id(area).clone();
            let count = |filter: &str| {
                let filter = filter.replace("ID", id.as_str());
                let query = Query::parse(&filter, board.scenario()).unwrap();
                let board = Board::new(board.index.clone(), board.clock, query);
                board.shown_of(Table::Attack).count() as u64
            };
            prop_assert_eq!(count("in:ID"), inside);
            prop_assert_eq!(count("out:ID"), outside);
            prop_assert!(count("in?:ID") <= inside + cannot_say && count("in?:ID") >= inside);
            prop_assert_eq!(count("-in?:ID"), outside + cannot_say, "perhaps not");
        }
    }

    #[test]
    fn a_day_within_an_interval_says_what_the_interval_says(records in world(), n in 0..10i64) {
        let board = board(&records, "2025-03-01");
        for attack in board.visible_of(Table::Attack) {
            let time = board.date_of(attack).unwrap();
            let day = crate::model::later(time.earliest.unwrap(), n).unwrap().min(time.latest.unwrap());
            let id = board.record(attack).id.to_string();
            let (head, tail) = records.split_once(&format!("id = \"{id}\"\n")).unwrap();
            let (date, rest) = tail.split_once('\n').unwrap();
            prop_assert!(date.starts_with("date"));
            let sharper = format!("{head}id = \"{id}\"\ndate = {day}\n{rest}");
            let sharper = super::tests::board(&sharper, "2025-03-01");
            let same = sharper.scenario().position(&Id::new(&id).unwrap()).unwrap();
            for area in Area::all(&board.index) {
                let (whole, one) = (board.stands(attack, area), sharper.stands(same, area));
                prop_assert!(whole == one || whole == Some(Stands::CannotSay), "{whole:?} {one:?}");
            }
        }
    }
}
