//! The rows of the ledgers for scripts.

use serde_json::{Value as Json, json};

use crate::{
    board::{Board, Numbered, SideBySide, ToldCount},
    model::Id,
    panel::{
        spec::Object,
        values::{bounds_json, object, when_json},
        window::last_told_json as last_told,
    },
};

/// The ledgers: a row for each numbered patrol.
pub fn rows(board: &Board) -> Vec<Object> {
    let ledgers = board.ledgers();
    let row = |line: &Numbered| {
        let record = board.record(line.patrol);
        let by_party = |value: &dyn Fn(usize) -> Json| -> Json {
            let parties = ledgers.iter().enumerate();
            Json::Object(parties.map(|(n, ledger)| (ledger.party.to_string(), value(n))).collect())
        };
        let number = |n: usize| {
            line.numbers[n].map_or(
                Json::Null,
                |number| json!({ "number": number.number, "inferred": number.inferred }),
            )
        };
        object(json!({
            "patrol": record.id.as_str(),
            "date": board.written_date(record).map(when_json),
            "numbers": by_party(&number),
            "offset": line.offset,
            "missing": by_party(&|n| json!(line.missing[n])),
            "repeated": by_party(&|n| json!(line.repeated[n])),
            "line": record.spot.line,
        }))
    };
    let mut rows: Vec<Object> = Numbered::all(board, ledgers).iter().map(row).collect();
    let counts = SideBySide::all(board.window_table(), board);
    rows.extend(counts.iter().flat_map(|count| {
        count.sides.iter().map(|side| {
            let told = |told: &Option<ToldCount>| told.as_ref().map(|told| bounds_json(told.count));
            let confirmed = side.confirmed.iter().map(|confirmed| {
                json!({
                    "by": &*confirmed.by,
                    "count": bounds_json(confirmed.count),
                    "days": confirmed.days,
                })
            });
            object(json!({
                "of": &*count.of,
                "by": side.by.id().as_str(),
                "against": count.against.as_ref().map(Id::as_str),
                "first": count.window.0.to_string(),
                "last": count.window.1.to_string(),
                "count": told(&side.total.count),
                "previous": told(&side.total.previous),
                "so_far": told(&side.total.so_far),
                "last_told": side.total.latest.map(|n| last_told(board, n)),
                "reported_days": { "n": side.total.reported.n, "of": side.total.reported.of },
                "confirmed": confirmed.collect::<Vec<_>>(),
                "running": side.total.printed.as_ref().map(|printed| json!({
                    "printed": &*printed.count.written,
                    "day": printed.day.to_string(),
                    "check": printed.to_string(),
                })),
            }))
        })
    }));
    rows
}
