//! The rows of a window table for scripts.

use std::collections::BTreeSet;

use serde_json::{Value as Json, json};

use crate::{
    board::{Board, Printed, ToldCount, WindowRow, WindowTable},
    model::{Id, Key, RecordIx},
    panel::{
        json_keys::{BOUNDS, CODES, JsonForm, JsonKey, LAST_TOLD, REPORTED, always, perhaps},
        spec::Object,
        values::{
            bounds_json, count_json, decimal_bounds_json, declared_kind_json, object, when_json,
        },
    },
};

/// One object a row: `of`, `by` (an id; null for incidents), `place` (an id, "inside the corridor", or
/// "elsewhere in" a place besides its parts) and `kind` (null for all; both null is the reported
/// total), `count`, `previous` and `running` as `{low, high}`, where
/// null is no report and a null `high` is no upper end, `so_far` what is told of the days since the
/// window, `last_told` the newest tally of a total whatever its day, `reported_days` as `{n, of}`. `running`
/// may hold the figure as `printed`, with its `day` and whether it can be checked. Then the
/// window's first and last day, scenario, file, handling, the day and the clock; of a kind of one's
/// own also its name and its codes.
pub fn rows(board: &Board, window: &WindowTable) -> Vec<Object> {
    let several = of_several(window);
    let handling = board.handling();
    let row = |row: &WindowRow| {
        let mut running = row.running.as_ref().map(told_json);
        if let Some(printed) = &row.printed {
            let running = running.get_or_insert_with(|| json!({ "low": null, "high": null }));
            running["printed"] = printed_json(printed);
        }
        let header = &board.scenario().header;
        let mut told = object(json!({
            "of": of(row, &several),
            "by": row.by.as_ref().map(|counter| counter.id().as_str()),
            "place": row.place.as_deref(),
            "kind": row.kind.as_deref(),
            "count": row.count.as_ref().map(told_json),
            "previous": row.previous.as_ref().map(told_json),
            "so_far": row.so_far.as_ref().map(told_json),
            "last_told": row.latest.map(|n| last_told_json(board, n)),
            "running": running,
            "reported_days": { "n": row.reported.n, "of": row.reported.of },
            "first": window.first.to_string(),
            "last": window.last.to_string(),
            "scenario": header.id.as_str(),
            "file": null, // it has its place among the keys, and is named by who knows it
            "handling": handling.as_deref(),
            "as_of": board.clock.as_of.to_string(),
            "clock": board.clock.words(),
        }));
        told.extend(board.own_kind_of_row(row).into_iter().flat_map(declared_kind_json));
        told
    };
    window.rows.iter().map(row).collect()
}

fn told_json(told: &ToldCount) -> Json {
    told.exact.map_or_else(|| bounds_json(told.count), decimal_bounds_json)
}

/// What a row for scripts has.
pub const KEYS: &[JsonKey] = &[
    always("of", JsonForm::Text, "what is counted, and by whom where several do"),
    perhaps("by", JsonForm::Text, "the id of who counts"),
    perhaps("place", JsonForm::Text, "the place of a part"),
    perhaps("kind", JsonForm::Text, "the kind of a part"),
    perhaps("count", BOUNDS, "the count of the window; absent: no report"),
    perhaps("previous", BOUNDS, "that of the window before"),
    perhaps("so_far", BOUNDS, "what is told of the days since"),
    perhaps("last_told", LAST_TOLD, "the newest tally of a total, whatever its day"),
    perhaps(
        "running",
        JsonForm::One(&[
            perhaps("low", JsonForm::Number, "no less than this so far"),
            perhaps("high", JsonForm::Number, "no more than this so far"),
            perhaps(
                "printed",
                JsonForm::One(&[
                    always("text", JsonForm::Text, "the figure as printed"),
                    perhaps("low", JsonForm::Number, "no less than this"),
                    perhaps("best", JsonForm::Number, "the best estimate"),
                    perhaps("high", JsonForm::Number, "no more than this"),
                    always("day", JsonForm::Day, "of which day"),
                    always("check", JsonForm::Text, "whether it can be checked"),
                ]),
                "the figure as printed",
            ),
        ]),
        "what was counted so far",
    ),
    always("reported_days", REPORTED, "of how many days somebody reported"),
    always("first", JsonForm::Day, "the first day of the window"),
    always("last", JsonForm::Day, "its last day"),
    perhaps("kind_name", JsonForm::Text, "the name of a kind of one's own"),
    perhaps("codes", CODES, "its codes in other lists"),
];

/// The newest tally of a counter, whatever its day.
pub fn last_told_json(board: &Board, n: RecordIx) -> Json {
    let record = board.record(n);
    let figure = |key: Key| board.shown(record, key).and_then(|said| said.value.as_count());
    let mut told = json!({
        "record": record.id.as_str(),
        "count": figure(Key::Count).map(count_json),
        "date": board.written_date(record).map(when_json),
    });
    // What is counted so far is no count of the date.
    if board.tally_key(record) == Key::Running {
        told["running"] = json!(figure(Key::Running).map(count_json));
    }
    told
}

fn printed_json(printed: &Printed) -> Json {
    let mut json = count_json(&printed.count);
    json["day"] = json!(printed.day.to_string());
    json["check"] = json!(printed.to_string());
    json
}

/// What is counted, and by whom.
type Counting<'a> = (&'a str, Option<&'a Id>);

fn counting(row: &WindowRow) -> Counting<'_> {
    (&row.of, row.by.as_ref().map(|counter| counter.id()))
}

/// What one body counts of several: whom each figure is held against must stand beside it.
pub fn of_several(window: &WindowTable) -> BTreeSet<Counting<'_>> {
    let totals = window.rows.iter().filter(|row| row.is_total());
    let mut seen = BTreeSet::new();
    totals.map(counting).filter(|counting| !seen.insert(*counting)).collect()
}

/// What is counted, with whom it is held against where that alone tells it from another row.
pub fn of(row: &WindowRow, several: &BTreeSet<Counting>) -> String {
    match row.against.as_ref().filter(|_| several.contains(&counting(row))) {
        Some(against) => format!("{}, held against {against}", row.of),
        None => row.of.to_string(),
    }
}
