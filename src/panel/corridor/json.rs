//! The rows of the corridor for scripts: what each patrol covered, where each incident lies, be it
//! a record or the row of a feed. In kilometres, to three decimals; what is not known is null.

use serde_json::{Value as Json, json};

use crate::{
    board::{Board, Denial, Located, Reach, RouteEnd, RowIx, Subject},
    model::{Key, RecordIx, Table},
    panel::{
        Row,
        feed_json::{feed_row_json, feed_terms},
        json_keys::{DATE, JsonForm, JsonKey, always, perhaps},
        spec::Object,
        track::along_json,
        track::{ENDS, SPAN, TRACK},
        values::when_json,
    },
};

/// What the row of a record has for scripts.
pub const KEYS: &[JsonKey] = &[
    always("record", JsonForm::Text, "its id"),
    always("kind", JsonForm::Text, "its table"),
    always("route", JsonForm::Text, "the id of the route"),
    perhaps("what", JsonForm::Text, "how a patrol went, of which kind an incident is"),
    perhaps("date", DATE, "when"),
    perhaps("covered_km", SPAN, "what a patrol covered for certain"),
    perhaps("covered_at_most_km", SPAN, "what it may have covered"),
    perhaps("reached_off_line", JsonForm::Text, "a place off the route that it got to"),
    perhaps("beyond_end", ENDS, "the end of the route that it went beyond"),
    perhaps("measured", TRACK, "what its track says"),
    perhaps("corridor", JsonForm::Text, "whether it lies in the corridor"),
    perhaps("side", JsonForm::Text, "the side of the route"),
    perhaps("km", JsonForm::Number, "how far from the route"),
    perhaps("chainage_km", JsonForm::Number, "how far along it"),
    perhaps(
        "denial",
        JsonForm::One(&[
            always("id", JsonForm::Text, "the restriction that leads"),
            perhaps("chainage_km", JsonForm::Number, "how far along the route"),
            perhaps("between_km", SPAN, "between which points of it"),
            perhaps("is_turn", JsonForm::Flag, "whether the patrol turned there"),
        ]),
        "where it was refused",
    ),
];

/// What the row of a feed has besides what it has everywhere.
pub const OF_FEED_ROWS: &[JsonKey] = &[
    perhaps("corridor", JsonForm::Text, "whether it lies in the corridor"),
    perhaps("side", JsonForm::Text, "the side of the route"),
    perhaps("km", JsonForm::Number, "how far from the route"),
    perhaps("chainage_km", JsonForm::Number, "how far along it"),
];

/// Every line of the chart, in its order.
pub fn rows(board: &Board) -> Vec<Object> {
    let Some(route) = board.charted_route() else { return Vec::new() };
    let of_route = &board.record(board.geography().routes[route].record).id;
    let sheet = super::sheet(board);
    let denials = Denial::all(board);
    let row = |n: RecordIx| {
        let record = board.record(n);
        let mut row = Object::new();
        row.insert("record".into(), json!(record.id.as_str()));
        row.insert("kind".into(), json!(record.table.name()));
        row.insert("route".into(), json!(of_route.as_str()));
        let mut what = [Key::Outcome, Key::Kind, Key::Is].into_iter();
        let what = what.find_map(|key| board.shown_word(record, key));
        row.insert("what".into(), json!(what));
        let date = board.date(record);
        row.insert("date".into(), date.map_or(Json::Null, |date| when_json(&date)));
        match record.table {
            Table::Patrol => row.extend(reach_json(board, n, route)),
            Table::Attack | Table::Restriction => row.extend(
                board.located(n).map(|at| where_json(board, &at, route)).unwrap_or_default(),
            ),
            _ => {}
        }
        if let Some(denial) = denials.iter().find(|denial| denial.is_of(n)) {
            row.insert("denial".into(), json!(denial_json(board, denial, route)));
        }
        row
    };
    let terms = feed_terms(board);
    let feed_rows = |at: RowIx| {
        let terms = terms.iter().find(|(n, ..)| *n == at.feed);
        let mut row =
            terms.map_or_else(Object::new, |(_, terms, _)| feed_row_json(board, at, terms));
        let lies = board.located_row(at);
        row.extend(lies.map(|at| where_json(board, &at, route)).unwrap_or_default());
        row
    };
    let line = |line: Row| match line.subject {
        Subject::Record(record) => row(record),
        Subject::FeedRow(at) => feed_rows(at),
    };
    sheet.rows.iter().map(line).collect()
}

fn reach_json(board: &Board, patrol: RecordIx, route: usize) -> Object {
    let reach = Reach::of(board, patrol, route);
    let stretch = |stretch: Option<(f64, f64)>| {
        stretch.map_or(Json::Null, |(from, to)| json!([thousandths(from), thousandths(to)]))
    };
    let beyond = reach.beyond.map(|end| match end {
        RouteEnd::First => "first",
        RouteEnd::Last => "last",
    });
    let mut row = Object::new();
    row.insert("covered_km".into(), stretch(reach.sure));
    row.insert("covered_at_most_km".into(), stretch(reach.possible));
    let unplaced = board.unplaced_end(&reach).map(|(place, _)| place.as_str());
    row.insert("reached_off_line".into(), json!(unplaced));
    row.insert("beyond_end".into(), json!(beyond));
    let track = board.track_along(patrol, route).map(along_json);
    row.extend(track.map(|track| ("track".to_owned(), track)));
    row
}

/// The denial that a record tells of, or a patrol met: by its first record, so that it is counted
/// once, and where along the route it was.
fn denial_json(board: &Board, denial: &Denial, route: usize) -> Json {
    let at = denial.along(board, route);
    json!({
        "id": board.record(denial.leading()).id.as_str(),
        "chainage_km": at.map(|at| thousandths(at.km)),
        "between_km": at.map(|at| [thousandths(at.between.0), thousandths(at.between.1)]),
        "is_turn": at.map(|at| at.is_turn),
    })
}

/// Where a point lies to a route and to its corridor.
fn where_json(board: &Board, at: &Located, route: usize) -> Object {
    let geography = board.geography();
    let along = &at.along[route];
    let zone = geography.zones.iter().find(|zone| zone.route == route);
    let stands = zone.map(|zone| at.stands(zone, geography).word().replace(' ', "-"));
    let side = along.hand.map(|hand| geography.routes[route].line.side(hand).word());
    let mut row = Object::new();
    row.insert("corridor".into(), json!(stands));
    row.insert("side".into(), json!(side));
    row.insert("km".into(), json!(thousandths(along.km)));
    row.insert("chainage_km".into(), json!(thousandths(along.chainage_km)));
    row
}

fn thousandths(km: f64) -> f64 {
    (km * 1000.0).round() / 1000.0
}
