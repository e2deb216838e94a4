//! The window table on made scenarios and on the three that are built in.

use super::*;
use crate::{
    board::{Clock, Dated, Knowledge, made as boards},
    model::{Bounds, Class},
};

const IDLIB: &str = include_str!("../../../scenarios/idlib-2020.toml");
const DONBAS: &str = include_str!("../../../scenarios/donbas-2020.toml");
const HODEIDAH: &str = include_str!("../../../scenarios/hodeidah-2018.toml");

fn board(text: &str, day: &str, knowledge: Knowledge) -> Board {
    boards::of_text(text, Clock { as_of: day.parse().unwrap(), knowledge })
}

/// Each row in a line: what, by whom, place/kind: count, before, running; days.
fn told(board: &Board, days: i64) -> Vec<String> {
    let window = WindowTable::of(board, days);
    let words =
        |told: &Option<ToldCount>| told.as_ref().map_or("–".to_owned(), ToldCount::to_string);
    let line = |row: &WindowRow| {
        let by = row.by.as_ref().map_or("", |counter| counter.id().as_str());
        let (place, kind) = (row.place.as_deref(), row.kind.as_deref());
        format!(
            "{} {by} {}/{}: {}, {}, {}; {}",
            row.of,
            place.unwrap_or_default(),
            kind.unwrap_or_default(),
            words(&row.count),
            words(&row.previous),
            words(&row.running),
            row.reported
        )
    };
    window.rows.iter().map(line).collect()
}

fn hindsight(text: &str, day: &str, days: i64) -> Vec<String> {
    told(&board(text, day, Knowledge::Hindsight), days)
}

const MADE: &str = r#"
format = 1
scenario = { id = "made", title = "Made" }
source = [
  { id = "mission", name = "Mission", kind = "monitor" },
  { id = "press", name = "Press", kind = "media" },
]
actor = [{ id = "north", name = "North", kind = "state" }, { id = "south", name = "South", kind = "state" }]
place = [{ id = "town", name = "Town" }, { id = "village", name = "Village" }]
[[agreement]]
id = "truce"
name = "Truce"
signed = 2020-01-01
source = "press"
"#;

fn made(records: &str, day: &str, days: i64) -> Vec<String> {
    hindsight(&format!("{MADE}{records}"), day, days)
}

#[test]
fn the_newest_complete_window_ends_on_the_day_before_what_is_known() {
    let last =
        |knowledge| WindowTable::of(&board(DONBAS, "2020-08-08", knowledge), 7).last.to_string();
    let by = |day: &str| Knowledge::By(day.parse().unwrap());
    assert_eq!(last(Knowledge::Then), "2020-08-07");
    assert_eq!(last(Knowledge::Hindsight), "2020-08-08");
    assert_eq!(last(by("2020-08-09")), "2020-08-08");
    assert_eq!(last(by("2020-12-31")), "2020-08-08");
    assert_eq!(last(by("2020-08-01")), "2020-07-31");
    let window = WindowTable::of(&board(DONBAS, "2020-08-08", Knowledge::Then), 7);
    let days = [window.first, window.previous.0, window.previous.1].map(|day| day.to_string());
    assert_eq!(days, ["2020-08-01", "2020-07-25", "2020-07-31"]);
    assert_eq!((window.days(), window.since), (7, "2020-07-27".parse().ok()));
}

#[test]
fn donbas_on_the_day_without_a_violation() {
    let rows = told(&board(DONBAS, "2020-08-08", Knowledge::Then), 1);
    assert_eq!(
        rows,
        [
            "ceasefire violations osce /: 0, 5, 256; 1 of 1",
            "ceasefire violations osce /explosion: 0, –, at least 44; 1 of 1",
            "ceasefire violations osce /small-arms: 0, –, at least 180; 1 of 1",
            "ceasefire violations osce /undetermined: 0, –, at least 1; 1 of 1",
            "ceasefire violations osce donetsk/: 0, 5, at least 120; 1 of 1",
            "ceasefire violations osce donetsk/explosion: 0, –, at least 21; 1 of 1",
            "ceasefire violations osce luhansk/: 0, 0, at least 2; 1 of 1",
        ]
    );
}

#[test]
fn donbas_a_total_missing_is_not_made_up() {
    let window = WindowTable::of(&board(DONBAS, "2021-09-01", Knowledge::Then), 1);
    let row = |place: Option<&str>, kind: Option<&str>| {
        let is_it = |row: &&WindowRow| row.place.as_deref() == place && row.kind.as_deref() == kind;
        window.rows.iter().find(is_it).unwrap().count.clone()
    };
    assert_eq!(row(None, None).unwrap().to_string(), "at least 144");
    assert_eq!(row(Some("donetsk"), Some("explosion")).unwrap().to_string(), "63");
    let luhansk = row(Some("luhansk"), None).unwrap();
    assert_eq!((luhansk.to_string(), luhansk.from_parts), ("at least 48".into(), true));
    assert_eq!(row(Some("luhansk"), Some("explosion")).unwrap().to_string(), "48");
    let explosions = row(None, Some("explosion")).unwrap();
    let told = (explosions.to_string(), explosions.from_parts);
    assert_eq!(told, ("at least 111".into(), true), "of the whole nobody says; its places do");
}

#[test]
fn hodeidah_keeps_two_ledgers_apart() {
    assert_eq!(
        hindsight(HODEIDAH, "2019-01-04", 2),
        ["violations coalition /: 34, –, at least 48; 2 of 2"]
    );
    assert_eq!(
        hindsight(HODEIDAH, "2020-04-20", 1),
        [
            "violations coalition /: –, –, at least 48; 0 of 1",
            "violations houthi-lco /: 68, –, at least 68; 1 of 1",
            "violations houthi-lco /shelling: 26, –, at least 26; 1 of 1",
            "violations houthi-lco /shooting: 40, –, at least 40; 1 of 1",
        ]
    );
}

#[test]
fn idlib_lists_incidents_and_tallies_apart() {
    let rows = told(&board(IDLIB, "2020-08-14", Knowledge::Then), 28);
    for wanted in [
        "attacks  /: 3, 2, 10–11; 7 of 28",
        "attacks  ariha/ied: –, 1, 1; 5 of 28",
        "attacks, day open  /: up to 2, up to 2, up to 2; 7 of 28",
        "obstructions  /: –, –, 1–2; 2 of 28",
        // The parts of 5 July are above their total.
        "violations russia /: at least 36, at least 10 ≠, at least 63 ≠; 5 of 28",
        "violations turkey /: at least 3, at least 5, at least 19; 5 of 28",
    ] {
        assert!(rows.iter().any(|row| row == wanted), "{wanted}: {rows:#?}");
    }
    // The same count of the same body, held against somebody: not added to the rest.
    let russia = rows.iter().filter(|row| row.starts_with("violations russia /:"));
    assert_eq!(russia.count(), 2);
}

#[test]
fn an_incident_list_never_proves_a_zero_nor_that_anybody_looked() {
    let attack = r#"
[[attack]]
id = "one"
date = 2020-02-01
kind = "ied"
place = "town"
killed = 0
source = "press"
"#;
    assert_eq!(made(attack, "2020-02-01", 1)[0], "attacks  /: 1, –, 1; 0 of 1");
    assert_eq!(made(attack, "2020-02-02", 1)[0], "attacks  /: –, 1, 1; 0 of 1");
    assert_eq!(made(attack, "2020-02-03", 1)[0], "attacks  /: –, –, 1; 0 of 1");
    assert_eq!(made("", "2020-02-03", 1), Vec::<String>::new());
}

#[test]
fn what_is_told_to_be_one_is_one_in_the_table_as_in_the_panels() {
    let attack = |id: &str, source: &str| {
        format!(
            "[[attack]]\nid = \"{id}\"\ndate = 2020-02-01\nkind = \"ied\"\nplace = \"town\"\nsource = \"{source}\"\n"
        )
    };
    let records = attack("one", "press") + &attack("again", "mission");
    assert_eq!(made(&records, "2020-02-07", 7)[0], "attacks  /: 1, –, 1; 0 of 7");
    let board = board(&format!("{MADE}{records}"), "2020-02-07", Knowledge::Hindsight);
    let one = Bounds::new(1, 1);
    let [first, last] = ["2020-02-01", "2020-02-07"].map(|day| day.parse().unwrap());
    assert_eq!(board.incidents(Class::Attack).within(first, last).count, one);
    assert_eq!(board.counted(Dated::Incidents(Class::Attack)), one);
}

#[test]
fn what_may_be_one_of_another_kind_is_certain_of_neither() {
    let records = r#"
[[attack]]
id = "mine"
date = 2020-07-10
kind = "ied"
source = "press"
[[attack]]
id = "rocket"
date = 2020-07-10
kind = "rpg"
perhaps_same_as = "mine"
source = "press"
"#;
    assert_eq!(
        made(records, "2020-07-10", 2),
        [
            "attacks  /: 1–2, –, 1–2; 0 of 2",
            "attacks  /ied: up to 1, –, up to 1; 0 of 2",
            "attacks  /rpg: up to 1, –, up to 1; 0 of 2",
        ]
    );
}

#[test]
fn vague_incidents_are_possible_and_the_same_ones_make_a_range() {
    let attacks = r#"
[[attack]]
id = "one"
date = 2020-02-01
kind = "ied"
source = "press"
[[attack]]
id = "perhaps-one"
date = 2020-02-01
kind = "ied"
source = "mission"
perhaps_same_as = "one"
[[attack]]
id = "in-february"
date = "2020-02"
kind = "shelling"
source = "press"
[[attack]]
id = "blocked"
date = 2020-02-01
kind = "blockade"
source = "press"
"#;
    assert_eq!(
        made(attacks, "2020-02-29", 29),
        [
            "attacks  /: 2–3, –, 2–3; 0 of 29",
            "attacks  /ied: 1–2, –, 1–2; 0 of 29",
            "attacks  /shelling: 1, –, 1; 0 of 29",
            "obstructions  /: 1, –, 1; 0 of 29",
            "obstructions  /blockade: 1, –, 1; 0 of 29",
        ]
    );
    assert_eq!(made(attacks, "2020-02-07", 7)[0], "attacks  /: 1–3, –, 1–3; 0 of 7");
    let window =
        WindowTable::of(&board(&format!("{MADE}{attacks}"), "2020-02-07", Knowledge::Hindsight), 7);
    assert_eq!(window.rows[0].records.len(), 3, "what to walk to");
}

#[test]
fn a_zero_of_the_whole_is_a_zero_of_its_parts_and_of_nothing_else() {
    let tallies = r#"
[[tally]]
date = 2020-02-01
of = "violations"
by = "north"
count = 7
by_place = { town = { total = 4, explosion = 1 }, village = 3 }
by_kind = { explosion = 2 }
source = "mission"
[[tally]]
date = 2020-02-02
of = "violations"
by = "north"
count = 5
by_place = { town = 0, village = 5 }
source = "mission"
[[tally]]
date = 2020-02-02
of = "violations"
by = "south"
count = 0
source = "mission"
"#;
    assert_eq!(
        made(tallies, "2020-02-02", 1),
        [
            "violations north /: 5, 7, at least 12; 1 of 1",
            "violations north /explosion: –, 2, at least 2; 0 of 1",
            "violations north town/: 0, 4, at least 4; 1 of 1",
            "violations north town/explosion: 0, 1, at least 1; 1 of 1",
            "violations north village/: 5, 3, at least 8; 1 of 1",
            "violations south /: 0, –, none reported; 1 of 1",
        ]
    );
}

#[test]
fn what_a_tally_leaves_open_stays_open() {
    let tallies = r#"
[[tally]]
date = 2020-02-01
of = "shellings"
by = "north"
count = "unknown"
by_place = { town = 4, village = "several" }
source = "mission"
[[tally]]
date = 2020-02-01
of = "flights"
count = "unknown"
source = "press"
[[tally]]
date = { before = 2020-02-10 }
of = "flights"
count = "up to 30"
source = "press"
[[tally]]
date = 2020-02-01
of = "rounds"
by = "north"
count = 3
withdrawn = 2020-02-03
source = "mission"
"#;
    assert_eq!(
        made(tallies, "2020-02-01", 1),
        [
            "flights press /: –, –, –; 0 of 1",
            "flights, day open press /: up to 30, up to 30, up to 30; 0 of 1",
            "shellings north /: at least 6, –, at least 6; 1 of 1",
            "shellings north town/: 4, –, at least 4; 1 of 1",
            "shellings north village/: several, –, at least 2; 1 of 1",
        ]
    );
}

#[test]
fn a_running_figure_stands_as_it_was_printed_whatever_came_after_it() {
    let tally = |day: &str, count: u64, running: Option<u64>| {
        let running = running.map_or(String::new(), |running| format!("running = {running}\n"));
        format!(
            "[[tally]]\ndate = 2020-01-{day}\nof = \"violations\"\nby = \"north\"\n\
             count = {count}\n{running}source = \"mission\"\n"
        )
    };
    let series = |second: u64| {
        [tally("01", 4, Some(4)), tally("05", 2, Some(second)), tally("06", 1, None)].concat()
    };
    assert_eq!(
        made(&series(20), "2020-01-06", 1),
        ["violations north /: 1, 2, at least 20; 1 of 1"]
    );
    // A printed figure below what is already counted is told, and not built upon.
    let text = format!("{MADE}{}", series(5));
    let window = WindowTable::of(&board(&text, "2020-01-06", Knowledge::Hindsight), 1);
    let row = &window.rows[0];
    assert_eq!(row.running.as_ref().unwrap().to_string(), "at least 7");
    assert_eq!(
        row.printed.as_ref().unwrap().to_string(),
        "differs from the 4 printed for Wed 1 Jan 2020 and the days since (at least 2)"
    );
}

#[test]
fn without_an_agreement_nothing_runs() {
    let text = MADE.replace("signed = 2020-01-01", "signed = 2021-01-01");
    let attack =
        "[[attack]]\nid = \"one\"\ndate = 2020-02-01\nkind = \"ied\"\nsource = \"press\"\n";
    let rows = hindsight(&format!("{text}{attack}"), "2020-02-01", 1);
    assert_eq!(rows[0], "attacks  /: 1, –, –; 0 of 1");
}

#[test]
fn the_calendar_ends_without_a_panic() {
    for day in ["1900-01-01", "2200-12-31"] {
        for days in [i64::MIN, 0, 1, 3660, i64::MAX] {
            WindowTable::of(&board(IDLIB, day, Knowledge::Then), days);
        }
    }
}

#[test]
fn incidents_are_inside_a_corridor_certain_to_possible() {
    let attack = |place: &str| {
        format!("[[attack]]\ndate = 2020-01-05\nkind = \"ied\"\nsource = \"press\"\n{place}\n")
    };
    let road = "[[route]]\nid = \"r\"\nname = \"R\"\npath = [[0, 10], [0, 11]]\n\
                [[agreement]]\nid = \"p\"\nname = \"P\"\nsigned = 2020-01-01\nsource = \"press\"\n\
                clause = [ { id = \"z\", kind = \"corridor\", text = \"T\", \
                corridor = { along = \"r\", both_km = 6 } } ]\n";
    let far = attack("at = { lat = 1, lon = 10.5 }");
    let inside = |records: &[&str]| {
        let rows = made(&format!("{road}{}", records.concat()), "2020-01-05", 1);
        rows.into_iter().find(|row| row.contains("inside the corridor"))
    };
    let near = attack("at = { lat = 0.01, lon = 10.5 }");
    let vague = attack("at = { lat = 0.01, lon = 10.5, precision_km = 9 }");
    let told = inside(&[&near, &near, &vague, &attack("place = \"town\""), &far]);
    let told = told.unwrap();
    assert!(told.starts_with("attacks  inside the corridor/: 2–4, "), "{told}");
    assert_eq!(inside(&[&far]), None, "that none is inside is no zero: a list proves none");
}

/// A province with a city, which has a quarter, and a hamlet.
const PLACES: &str = r#"place = [
  { id = "province", name = "The province" },
  { id = "city", name = "City", part_of = "province" },
  { id = "quarter", name = "Quarter", part_of = "city" },
  { id = "hamlet", name = "Hamlet", part_of = "province" },
  { id = "town", name = "Town" },
"#;

fn with_places(records: &str) -> String {
    MADE.replace("place = [", PLACES).replace("{ id = \"town\", name = \"Town\" }, ", "") + records
}

/// The rows of places of a table, as they are set in, with their count.
fn of_places(records: &str, days: i64) -> Vec<String> {
    of_cells(records, days, |row| row.place.is_some() && row.kind.is_none())
}

fn of_cells(records: &str, days: i64, is_asked: fn(&WindowRow) -> bool) -> Vec<String> {
    let board = board(&with_places(records), "2020-02-29", Knowledge::Hindsight);
    let rows = WindowTable::of(&board, days).rows.into_iter().filter(is_asked);
    let line = |row: WindowRow| {
        let count = row.count.as_ref().map_or("–".to_owned(), ToldCount::to_string);
        format!("{}: {count}", board.cell_name(&row).expect("a place"))
    };
    rows.map(line).collect()
}

#[test]
fn incidents_of_parts_count_in_the_whole_and_the_rest_is_elsewhere() {
    let attack = |id: &str, more: &str| {
        format!(
            "[[attack]]\nid = \"{id}\"\ndate = 2020-02-03\nkind = \"ied\"\n\
             source = \"press\"\n{more}\n"
        )
    };
    let at = |id: &str, place: &str| attack(id, &format!("place = \"{place}\""));
    let all = [
        at("a", "quarter"),
        at("b", "hamlet"),
        // Of another kind, so that it is not told to be one with it.
        attack("b-again", "place = \"hamlet\"\nperhaps_same_as = \"b\"").replace("ied", "rpg"),
        at("c", "province"),
        at("d", "town"),
    ];
    assert_eq!(
        of_places(&all.concat(), 29),
        [
            "  The province: 3–4",
            "    Hamlet: 1–2",
            "    Quarter: 1",
            "    elsewhere in The province: 1",
            "  Town: 1",
        ]
    );
    // A whole that nobody names has its row where it has several parts.
    assert_eq!(of_places(&all[..1].concat(), 29), ["  Quarter: 1"]);
    assert_eq!(
        of_places(&all[..2].concat(), 29),
        ["  The province: 2", "    Hamlet: 1", "    Quarter: 1"]
    );
    // One incident in two parts, as two voices have it, is one in the whole.
    let twice = [all[0].clone(), attack("e", "place = \"hamlet\"\nperhaps_same_as = \"a\"")];
    assert_eq!(of_places(&twice.concat(), 29)[0], "  The province: 1–2");
}

#[test]
fn a_tally_of_a_whole_and_its_parts_leaves_the_rest_elsewhere() {
    let tally = |day: u64, by: &str, by_place: &str| {
        format!(
            "[[tally]]\ndate = 2020-02-{day:02}\nof = \"violations\"\nby = \"{by}\"\n\
             count = 30\nby_place = {{ {by_place} }}\nsource = \"mission\"\n"
        )
    };
    let both = tally(28, "north", "province = 20, city = 9, quarter = 4, hamlet = 5");
    assert_eq!(
        of_places(&both, 2),
        [
            "  The province: at least 20",
            "    City: at least 9",
            "      Quarter: at least 4",
            "      elsewhere in City: at least 5",
            "    Hamlet: at least 5",
            "    elsewhere in The province: at least 6",
        ]
    );
    // The rest of a kind is told where both give that kind.
    let kinds = "province = { total = 20, ied = 8, rpg = 2 }, hamlet = { total = 5, ied = 3 }";
    assert_eq!(
        of_cells(&tally(29, "north", kinds), 1, |row| row.place.is_some()),
        [
            "  The province: 20",
            "    ied: 8",
            "    rpg: 2",
            "    Hamlet: 5",
            "      ied: 3",
            "    elsewhere in The province: 15",
            "      ied: 5",
        ]
    );
    // Never from another's figures, and no whole that its counter does not give.
    let apart = [tally(29, "north", "city = 9, hamlet = 5"), tally(29, "south", "province = 20")];
    assert_eq!(of_places(&apart.concat(), 1), ["  City: 9", "  Hamlet: 5", "  The province: 20"]);
    // Where the counter gives the whole on another day, its parts say at least how many.
    let days = [tally(28, "north", "province = 20, hamlet = 3"), tally(29, "north", "city = 9")];
    assert_eq!(
        of_places(&days.concat(), 1),
        ["  The province: at least 9", "    City: 9", "    Hamlet: –"]
            .map(str::to_owned)
            .into_iter()
            .chain(["    elsewhere in The province: –".to_owned()])
            .collect::<Vec<_>>()
    );
    // A part that has a row and no figure of the day may have all of the rest.
    let rest = &of_places(
        &[days[1].clone(), tally(28, "north", "province = 20, hamlet = 3")].concat(),
        29,
    );
    assert_eq!(rest.last().map(String::as_str), Some("    elsewhere in The province: unknown"));
}

#[test]
fn what_lies_in_a_place_told_beside_it_is_not_added_twice() {
    let tally = |by_place: &str| {
        format!(
            "[[tally]]\ndate = 2020-02-29\nof = \"violations\"\nby = \"north\"\n\
             count = 20\nby_place = {{ {by_place} }}\nsource = \"mission\"\n"
        )
    };
    let total = |by_place: &str| hindsight(&with_places(&tally(by_place)), "2020-02-29", 1);
    assert!(total("province = 15, city = 10")[0].contains("/: 20, "), "no contradiction");
    assert!(total("province = 15, hamlet = 10, city = 9")[0].contains("/: 20, "));
    let rows = of_places(&tally("province = 15, hamlet = 10, city = 9"), 1);
    assert_eq!(rows, ["  The province: 15 ≠", "    City: 9", "    Hamlet: 10"]);
    let rows = of_places(&tally("province = 15, hamlet = 16"), 1);
    assert_eq!(rows, ["  The province: 15 ≠", "    Hamlet: 16 ≠"]);
    // None in the whole is none in its parts.
    let zero = [tally("hamlet = 2").replace("-29", "-28"), tally("province = 0")].concat();
    assert_eq!(of_places(&zero, 1), ["  The province: 0", "    Hamlet: 0"]);
}
