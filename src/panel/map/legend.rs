//! What lines, colours and gaps of a map mean, in the words that the screen and the picture share.

use std::collections::BTreeMap;

use crate::{
    board::{
        Board, Map, Route, human,
        map::{Age, MapZone, Mark},
    },
    look::{Phrase, Role},
    model::{Clean, Day, Key, RecordIx, Value, When, ZoneKind, later},
};

/// What a route of the geography is called.
pub fn road_name(board: &Board, route: usize) -> String {
    board.short_place(&board.record(board.geography().routes[route].record).id)
}

/// `edge of the corridor, 6 km on either side`; with the clause's name where there
/// are several.
pub fn edge_words(board: &Board, clause: RecordIx) -> String {
    let record = board.record(clause);
    let name = if board.corridors().count() > 1 {
        format!("the {} of {}", Key::Corridor.name(), record.id.in_words())
    } else {
        "the corridor".to_owned()
    };
    let sides = match record.get(Key::Corridor) {
        Some(Value::Corridor(corridor)) => match corridor.sides.as_slice() {
            [("both", km)] => format!(", {km} km on either side"),
            [(_, one), (_, other)] if one == other => format!(", {one} km on either side"),
            sides => {
                let sides = sides.iter().map(|(side, km)| format!(", {km} km {side}"));
                sides.collect::<String>()
            }
        },
        _ => String::new(),
    };
    format!("edge of {name}{sides}")
}

/// What a zone is called on the map; with a mark where nobody can say that it holds.
pub fn zone_name(board: &Board, zone: &MapZone) -> String {
    let name = board.short_place(&board.record(zone.record).id);
    if zone.is_certain { name } else { format!("{name}?") }
}

/// Zones kind by kind, in words: `restricted: Bint Jbeil, Khiam`.
pub fn zones_by_kind<'a>(
    board: &Board,
    zones: impl Iterator<Item = &'a MapZone>,
) -> Vec<(Option<ZoneKind>, String)> {
    let mut kinds: BTreeMap<Option<ZoneKind>, Vec<String>> = BTreeMap::new();
    for zone in zones {
        kinds.entry(zone.kind).or_default().push(zone_name(board, zone));
    }
    let words = |(kind, names): (Option<ZoneKind>, Vec<String>)| {
        let word = kind.map_or("zone", ZoneKind::word).replace('-', " ");
        (kind, format!("{word}: {}", names.join(", ")))
    };
    kinds.into_iter().map(words).collect()
}

/// What the roles of signs mean: `bright: 18 Jul–14 Aug, grey: older`; nothing without a sign.
pub fn colours(board: &Board, map: &Map) -> Option<String> {
    let is = |age: Age| map.marks.iter().any(|mark| mark.age == age);
    let (fresh, older) = (is(Age::Fresh), is(Age::Older));
    if !fresh && !older {
        return None;
    }
    let as_of = board.clock.as_of;
    let first = later(as_of, 1 - board.window.days()).unwrap_or(as_of);
    let days = human(&When { latest: Some(as_of), ..When::on(first) }, as_of);
    let latest = map.marks.first().filter(|_| !fresh).and_then(|mark| day_of(board, mark));
    Some(match (fresh, older, latest) {
        (true, false, _) => format!("bright: all are of {days}"),
        (true, true, _) => format!("bright: {days}, grey: older"),
        (false, _, Some(day)) => {
            format!("grey: older than {}; all are, the last is of {day}", first_words(board, first))
        }
        (false, ..) => format!("grey: older than {}; all are", first_words(board, first)),
    })
}

fn first_words(board: &Board, first: Day) -> Clean {
    human(&When::on(first), board.clock.as_of)
}

fn day_of(board: &Board, mark: &Mark) -> Option<Clean> {
    let date = board.date_of(mark.subject.record()?)?;
    let when = When { latest: date.latest, earliest: date.earliest, ..When::on(date.latest?) };
    Some(human(&when, board.clock.as_of))
}

/// How each route is drawn: `straight lines, 63 of 70 km; no point for Ain al-Hawr`.
pub fn drawn(board: &Board) -> Vec<String> {
    let routes = &board.geography().routes;
    let told = |(n, route): (usize, &Route)| {
        let words = of_route(board, route);
        if routes.len() == 1 { words } else { format!("{}: {words}", road_name(board, n)) }
    };
    routes.iter().enumerate().map(told).collect()
}

fn of_route(board: &Board, route: &Route) -> String {
    let how = if route.stops.is_empty() { "as its points lie" } else { "straight lines" };
    let drawn = route.line.km();
    let length = match route.reported_km {
        Some(told) => format!("{drawn:.0} of {told:.0} km"),
        None => format!("{drawn:.0} km"),
    };
    let lacking = route.stops.iter().filter(|stop| stop.chainage_km.is_none());
    let lacking = lacking.map(|stop| board.short_place(&board.record(stop.place).id));
    let lacking: Vec<String> = lacking.collect();
    match lacking.as_slice() {
        [] => format!("{how}, {length}"),
        places => format!("{how}, {length}; no point for {}", places.join(", ")),
    }
}

/// How many records have no point.
pub fn not_drawn(map: &Map) -> Option<Phrase> {
    let n = map.unlocated.len();
    let figure = || Phrase::figure(n.to_string(), Role::Plain, "without-point");
    (n > 0).then(|| Phrase::plain("no point, not drawn: ").join(figure()))
}
