//! Laws of time on the scenarios that are shipped: what was known stays known, windows tile, and
//! text and JSON tell the same on any day in both clocks.

use std::{collections::HashMap, sync::Arc};

use proptest::prelude::*;
use serde_json::Value as Json;
use sitboard::{
    board::{
        Board, Clock, Index, Knowledge, LoadedFile, Query, Visibility, WindowTable, put_aside,
    },
    model::{Bounds, Class, Day, Table, later},
    panel::Panel,
    report,
};

use super::{DONBAS, HODEIDAH, IDLIB, made::generated};

fn read(text: &str) -> Arc<Index> {
    LoadedFile::read(text.as_bytes(), "x").index.unwrap()
}

fn then(index: &Arc<Index>, day: Day) -> Board {
    Board::new(index.clone(), Clock::then(day), Query::default())
}

fn in_hindsight(index: &Arc<Index>, day: Day) -> Board {
    let clock = Clock { as_of: day, knowledge: Knowledge::Hindsight };
    Board::new(index.clone(), clock, Query::default())
}

/// Every day of a scenario, and some on both sides.
fn days(index: &Index) -> Vec<Day> {
    let period = index.period().unwrap();
    let (from, count) = (later(period.first, -3).unwrap(), period.days() as i64 + 6);
    (0..count).map(|n| later(from, n).unwrap()).collect()
}

// ---------------------------------------------------------------------- what was known

#[test]
fn no_day_hides_what_was_known_the_day_before() {
    for text in [IDLIB, DONBAS, HODEIDAH, &generated(60)] {
        let index = read(text);
        let mut before: Option<Board> = None;
        for day in days(&index) {
            let board = then(&index, day);
            for n in index.scenario.all() {
                let was_shown =
                    before.as_ref().is_some_and(|before| before.visibility(n) == Visibility::Shown);
                let record = board.record(n);
                let stays =
                    board.visibility(n) == Visibility::Shown || board.is_all_withdrawn(record);
                assert!(!was_shown || stays, "{} is hidden on {day}", record.id);
            }
            before = Some(board);
        }
    }
}

// ---------------------------------------------------------------------- windows

/// The low ends of two adjacent windows never add up to more than that of both, the high ends never
/// to less.
fn assert_tiles(parts: [Bounds; 2], whole: Bounds, what: &str) {
    let [a, b] = parts;
    assert!(a.low + b.low <= whole.low, "{what}: certain twice: {a} and {b} of {whole}");
    if let (Some(a), Some(b), Some(whole)) = (a.high, b.high, whole.high) {
        assert!(a + b >= whole, "{what}: possible nowhere: {a} and {b} of {whole}");
    }
}

#[test]
fn windows_tile_on_idlib_wherever_it_is_cut() {
    let index = read(IDLIB);
    let days = days(&index);
    let (first, last) = (days[0], days[days.len() - 1]);
    for board in [then(&index, last), in_hindsight(&index, "2020-07-14".parse().unwrap())] {
        for class in Class::ALL.iter().copied() {
            let incidents = board.incidents(class);
            let whole = incidents.within(first, last).count;
            for cut in &days[1..] {
                let left = later(*cut, -1).unwrap();
                let parts = [(first, left), (*cut, last)];
                let parts = parts.map(|(from, to)| incidents.within(from, to).count);
                assert_tiles(parts, whole, &format!("{class:?} cut at {cut}"));
            }
        }
    }
}

/// The counts of a table by what, who, against whom, where and of which kind.
fn counts(table: &WindowTable) -> HashMap<String, Bounds> {
    let rows = table.rows.iter();
    let name = |row: &sitboard::board::WindowRow| {
        let by = row.by.as_ref().map(|by| by.id().as_str());
        format!("{} {by:?} {:?} {:?} {:?}", row.of, row.against, row.place, row.kind)
    };
    rows.filter_map(|row| Some((name(row), row.count.as_ref()?.count))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    /// Every row of the window table, too: incidents and what each body counts.
    #[test]
    fn window_tables_tile(
        which in 0..3usize, end in 0..600i64, left in 1..60i64, right in 1..60i64, hindsight: bool,
    ) {
        let index = read([IDLIB, DONBAS, HODEIDAH][which]);
        let period = index.period().unwrap();
        let end = later(period.first, end).unwrap();
        let board = if hindsight { in_hindsight(&index, end) } else { then(&index, end) };
        let cut = later(end, -right).unwrap();
        let [a, b, whole] = [(cut, left), (end, right), (end, left + right)]
            .map(|(last, days)| counts(&WindowTable::to(&board, last, days)));
        for (row, whole) in &whole {
            // Who is silent of a part bounds nothing.
            if let (Some(a), Some(b)) = (a.get(row), b.get(row)) {
                assert_tiles([*a, *b], *whole, row);
            }
            let parts = [a.get(row), b.get(row)].into_iter().flatten();
            prop_assert!(parts.map(|part| part.low).sum::<u64>() <= whole.low, "{row}");
        }
        for row in a.keys().chain(b.keys()) {
            prop_assert!(whole.contains_key(row), "{row} is in a part and not in the whole");
        }
    }
}

// ---------------------------------------------------------------------- text and JSON

/// The rows of a text, each led by what its record is called.
fn told(text: &str) -> Vec<String> {
    text.split("\n\n").skip(1).map(|row| row.trim().to_owned()).collect()
}

/// The same from the JSON, where a row may hold a list of records.
fn listed(panel: Panel, rows: &[Json]) -> Vec<String> {
    let id = |json: &Json| json.as_str().unwrap().to_owned();
    let records = |row: &Json, list: &str| -> Vec<String> {
        let list = row[list].as_array().into_iter().flatten();
        list.map(|one| id(one.get("record").unwrap_or(one))).collect()
    };
    let one = |row: &Json| match panel {
        Panel::Timeline => vec![id(&row["latest"])],
        Panel::Accounts => {
            row["accounts"].as_array().unwrap().iter().map(|_| id(&row["record"])).collect()
        }
        Panel::Agreement => {
            let clauses = row["clauses"].as_array().unwrap().iter();
            let told = clauses.flat_map(|clause| {
                [vec![id(&clause["clause"])], records(clause, "records")].concat()
            });
            [vec![id(&row["agreement"])], told.collect()].concat()
        }
        Panel::Indicators => [vec![id(&row["id"])], records(row, "records")].concat(),
        Panel::ToCheck | Panel::Corridor => vec![id(&row["record"])],
        Panel::Ledgers => row.get("patrol").map(id).into_iter().collect(),
        Panel::Window | Panel::Figures | Panel::Without => vec![],
        Panel::Why => vec![id(&row["id"])],
        panel if panel == Panel::Map || panel.table().is_some() => vec![id(&row["id"])],
        panel => panic!("say how the rows of {} name their records", panel.name()),
    };
    rows.iter().flat_map(one).collect()
}

#[track_caller]
fn assert_told_alike(board: &Board, panel: Panel) {
    let text = report::panel_text(board, panel);
    let rows = report::rows_json(board, panel, "file.toml");
    let printed = serde_json::to_string(&rows).unwrap();
    assert_eq!(serde_json::from_str::<Vec<Json>>(&printed).unwrap(), rows, "it parses");
    let what = format!("{} on {} {}", panel.name(), board.clock.as_of, board.clock.words());
    let mut told = told(&text);
    if rows.is_empty() {
        return;
    }
    match panel {
        Panel::Window | Panel::Figures | Panel::Without => {
            return assert_eq!(told.len(), rows.len(), "{what}");
        }
        // Each question or record is a heading, and what is said of it stands below.
        Panel::Accounts => {
            let voices: usize =
                rows.iter().map(|row| row["accounts"].as_array().unwrap().len()).sum();
            return assert_eq!(told.len(), rows.len() + voices, "{what}: {text}");
        }
        Panel::ToCheck | Panel::Agreement => {
            let clauses = rows.iter().flat_map(|row| row["clauses"].as_array().cloned()).flatten();
            let said = rows.iter().filter_map(|row| row["verify"].as_str().map(str::to_owned));
            let said =
                said.chain(clauses.filter_map(|row| row["text"].as_str().map(str::to_owned)));
            return said.for_each(|words| assert!(text.contains(&words), "{what}: {words}"));
        }
        _ => {}
    }
    let called = |id: &String| {
        let id = sitboard::model::Id::new(id).unwrap();
        // Bulletins have ids of their own.
        let bulletins = board.scenario().table(Table::Bulletin).iter();
        let bulletin = bulletins.filter(|_| panel == Panel::Bulletins).find(|it| it.id == id);
        board.brief(bulletin.or_else(|| board.scenario().find(&id)).unwrap())
    };
    let listed: Vec<String> = listed(panel, &rows).iter().map(called).collect();
    // The counts stand before the patrols.
    if panel == Panel::Ledgers {
        told.retain(|row| listed.iter().any(|name| row.starts_with(name)));
    }
    // Lines among the rows say what stands below them, and are none.
    told.retain(|row| {
        let heads =
            ["no point, not drawn: ", "displaced and returned: ", "day not told: ", "earlier: "];
        !row.ends_with(" with no day told") && heads.iter().all(|head| !row.starts_with(head))
    });
    assert_eq!(told.len(), listed.len(), "{what}: {told:#?}");
    for (row, name) in told.iter().zip(&listed) {
        let name = name.trim_end_matches('.');
        let is_led = match panel {
            Panel::Timeline => row.ends_with(&format!("; latest: {name}.")),
            _ => row.starts_with(name),
        };
        assert!(is_led, "{what}: {row} {name}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_view_tells_the_same_as_text_and_as_json(which in 0..3usize, day in -3..1200i64) {
        let index = read([IDLIB, DONBAS, HODEIDAH][which]);
        let period = index.period().unwrap();
        let day = later(period.first, day % (period.days() as i64 + 5)).unwrap();
        for board in [then(&index, day), in_hindsight(&index, day)] {
            Panel::ALL.into_iter().for_each(|panel| assert_told_alike(&board, panel));
            assert!(report::overview_json(&board, &LoadedFile::read(b"", "x"), "file.toml").is_object());
        }
    }
}

#[test]
fn every_view_has_rows_to_tell() {
    let all = read(IDLIB);
    let without = put_aside("sofrep", &all.scenario).unwrap();
    let mut board = then(&Arc::new(all.without(&without)), "2020-08-14".parse().unwrap());
    board.asked = Some("attacks".into());
    for panel in Panel::ALL {
        assert!(!told(&report::panel_text(&board, panel)).is_empty(), "{}", panel.name());
        assert_told_alike(&board, panel);
    }
}
