//! The rows of the map for scripts: the located records, then those without a point.

use serde_json::json;

use crate::{
    board::{Board, Ground, Map, Stands},
    model::{Key, RecordIx},
    panel::{
        json_keys::{CODES, JsonForm, JsonKey, always, perhaps},
        spec::Object,
        values::{object, own_kind_json},
    },
};

/// Kilometres to a metre.
fn metres(km: f64) -> f64 {
    (km * 1000.0).round() / 1000.0
}

/// A row for each record in the order of the map's list.
/// What a row for scripts has.
pub const KEYS: &[JsonKey] = &[
    always("id", JsonForm::Text, "the id of the record"),
    always("table", JsonForm::Text, "its table"),
    perhaps("kind", JsonForm::Text, "of which kind it is"),
    perhaps("place", JsonForm::Text, "the id of its place"),
    perhaps("corridor", JsonForm::Text, "whether it lies in the corridor"),
    perhaps("side", JsonForm::Text, "the side of the route"),
    perhaps("km", JsonForm::Number, "how far from the route"),
    perhaps("chainage_km", JsonForm::Number, "how far along it"),
    perhaps("route", JsonForm::Text, "the id of the route that it lies nearest to"),
    perhaps("lat", JsonForm::Number, "degrees north"),
    perhaps("lon", JsonForm::Number, "degrees east"),
    perhaps("precision_km", JsonForm::Number, "how far it may be off"),
    always("line", JsonForm::Whole, "where it stands in the file"),
    perhaps("kind_name", JsonForm::Text, "the name of a kind of one's own"),
    perhaps("codes", CODES, "its codes in other lists"),
    perhaps(
        "zones",
        JsonForm::ByName(&JsonForm::Text),
        "each zone by its id, and how it lies to it",
    ),
];

pub fn rows(board: &Board) -> Vec<Object> {
    Map::of(board).records().map(|n| located_json(board, n)).collect()
}

/// Where a record lies: what cannot be said is null.
pub fn located_json(board: &Board, n: RecordIx) -> Object {
    let record = board.record(n);
    let (located, ground) = (board.located(n), Ground::of(board, n).unwrap_or_default());
    let point = located.as_ref().map(|located| located.point);
    let corridor = ground.corridor.map(|stands| match stands {
        Stands::CannotSay => "cannot-say",
        Stands::Inside | Stands::Outside => stands.word(),
    });
    let mut row = object(json!({
        "id": record.id.as_str(),
        "table": record.table.name(),
        "kind": board.kind_on_map(n),
        "place": board.shown_id(record, Key::Place).map(|id| id.as_str()),
        "corridor": corridor,
        "side": ground.side.map(|side| side.word()),
        "km": ground.km.map(metres),
        "chainage_km": ground.chainage_km.map(metres),
        "route": ground.route.map(|n| board.record(board.geography().routes[n].record).id.as_str()),
        "lat": point.map(|point| point.lat),
        "lon": point.map(|point| point.lon),
        "precision_km": point.and_then(|point| point.precision_km),
        "line": record.spot.line,
    }));
    row.extend(own_kind_json(board, n));
    row
}
