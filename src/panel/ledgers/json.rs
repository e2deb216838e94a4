//! The rows of the ledgers for scripts.

use serde_json::{Value as Json, json};

use crate::{
    board::{Board, Numbered, SideBySide, ToldCount},
    model::Id,
    panel::{
        json_keys::{BOUNDS, DATE, JsonForm, JsonKey, LAST_TOLD, REPORTED, always, perhaps},
        spec::Object,
        values::{bounds_json, object, when_json},
        window::last_told_json as last_told,
    },
};

/// What the row of a numbered patrol has for scripts.
pub const PATROL_KEYS: &[JsonKey] = &[
    always("patrol", JsonForm::Text, "its id"),
    perhaps("date", DATE, "when"),
    always(
        "numbers",
        JsonForm::ByName(&JsonForm::One(&[
            always("number", JsonForm::Whole, "its number"),
            always("inferred", JsonForm::Flag, "whether nobody says it"),
        ])),
        "its number by each party that counts it",
    ),
    perhaps("offset", JsonForm::Whole, "by how much the numbers are apart"),
    always(
        "missing",
        JsonForm::ByName(&JsonForm::Anything),
        "numbers that are missing before it, by party",
    ),
    always(
        "repeated",
        JsonForm::ByName(&JsonForm::Anything),
        "whether its number stands twice, by party",
    ),
    always("line", JsonForm::Whole, "where it stands in the file"),
];

/// What the row of a count has.
pub const COUNT_KEYS: &[JsonKey] = &[
    always("of", JsonForm::Text, "what is counted"),
    always("by", JsonForm::Text, "the id of who counts"),
    perhaps("against", JsonForm::Text, "the id of whom it is held against"),
    always("first", JsonForm::Day, "the first day of the window"),
    always("last", JsonForm::Day, "its last day"),
    perhaps("count", BOUNDS, "the count of the window; absent: no report"),
    perhaps("previous", BOUNDS, "that of the window before"),
    perhaps("so_far", BOUNDS, "what is told of the days since"),
    perhaps("last_told", LAST_TOLD, "the newest tally, whatever its day"),
    always("reported_days", REPORTED, "of how many days somebody reported"),
    always(
        "confirmed",
        JsonForm::Many(&JsonForm::One(&[
            always("by", JsonForm::Text, "who"),
            always("count", BOUNDS, "how many"),
            always("days", JsonForm::Whole, "of how many days"),
        ])),
        "how many the other side confirmed",
    ),
    perhaps(
        "running",
        JsonForm::One(&[
            always("printed", JsonForm::Text, "the figure as printed"),
            always("day", JsonForm::Day, "of which day"),
            always("check", JsonForm::Text, "whether it can be checked"),
        ]),
        "what was counted so far",
    ),
];

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
