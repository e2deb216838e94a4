//! Zones: what holds where, from when until when, how each is drawn, and how many incidents lie
//! inside, outside, or where nobody can say.

use std::sync::Arc;

use serde_json::{Map as JsonMap, Value as Json, json};

use super::{
    cells,
    sheet::{Column, Sheet, Sort, row},
    spec::{Content, PanelSpec, Placement},
    values::bounds_json,
};
use crate::{
    board::{Area, Board, Figure, Register, Stands, day_month, human},
    look::{Flow, Phrase, Role, counted},
    model::{Key, RecordIx, Table, Value, ZoneKind},
};

pub(super) static SPEC: PanelSpec = PanelSpec {
    title: "Zones",
    help: "zones: what holds where, and what lies inside",
    placement: Placement::Page {
        shows: "zones with their times and how they are drawn; how many incidents lie inside, outside, or where nobody can say",
    },
    content: Content::Records { table: Table::Zone, joins: None },
    adds: Some(Table::Zone),
    of_the_whole: None,
    opens_at_end: false,
    sheet,
    caption: |board, row| Some(caption(board, row.record()?)),
};

/// The figures of a zone: what they are called in the register, and above their columns.
const COUNTS: [(&str, &str); 3] =
    [("inside", "inside"), ("outside", "outside"), ("cannot-say", "cannot say")];
const ROW_COUNTS: [(&str, &str); 3] = [
    ("rows-inside", "rows inside"),
    ("rows-outside", "rows outside"),
    ("rows-cannot-say", "rows cannot say"),
];

/// The figure of movements that were refused inside a zone.
const DENIED: &str = "denied-inside";

fn sheet(board: &Board, sort: Sort) -> Sheet {
    let figures: Arc<Vec<Figure>> = {
        let register = Register::new(board);
        let all = COUNTS.iter().chain(&ROW_COUNTS).flat_map(|(id, _)| register.of(id));
        Arc::new(all.collect())
    };
    let mut columns = vec![
        Column::of_record("zone", 0, (14, 34), |board, n| {
            cells::text(board, board.record(n), Key::Name)
        }),
        Column::of_record("kind", 1, (8, 22), |board, n| {
            let kind = board.shown(board.record(n), Key::Kind);
            let kind = kind.and_then(|said| said.value.word_said()).unwrap_or_default();
            cells::contested(board, n, Key::Kind, Phrase::plain(kind.into_owned()))
        }),
        Column::of_record("now", 0, (8, 18), holds_phrase),
        Column::of_record("from", 2, (6, 12), |board, n| day(board, n, Key::From)),
        Column::of_record("until", 2, (6, 12), |board, n| day(board, n, Key::Until)),
    ];
    let has_rows = figures.iter().any(|figure| figure.spec.id.starts_with("rows-"));
    let counts = COUNTS.iter().map(|of| (of, 1)).chain(ROW_COUNTS.iter().map(|of| (of, 3)));
    for ((id, title), rank) in counts.filter(|((id, _), _)| has_rows || !id.starts_with("rows-")) {
        let figures = figures.clone();
        let cell = move |board: &Board, n: RecordIx| {
            let of = &board.record(n).id;
            let mut told = figures.iter().filter(|figure| figure.spec.id == *id);
            told.find(|figure| figure.is_of(of))
                .map_or_else(Phrase::default, |figure| cells::figure(board, figure))
        };
        columns.push(Column::of_record(*title, rank, (6, 11), cell).right());
    }
    columns.extend(denied_column(board));
    columns.extend([
        Column::of_record("drawn", 2, (14, 46), drawn),
        Column::of_record("of", 4, (8, 22), |board, n| cells::names_of(board, n, Key::Of)),
        Column::of_record("voice", 3, (8, 26), cells::voice),
        Column::of_record("grade", 6, (5, 5), cells::grade),
        Column::of_record("note", 7, (12, 40), |board, n| cells::note(board, board.record(n))),
    ]);
    let rows: Vec<_> = board.shown_of(Table::Zone).map(|n| row(board, n)).collect();
    let total = board.visible_of(Table::Zone).count();
    Sheet {
        columns,
        rows: rows.into(),
        summary: Flow::new(summary(board)),
        total,
        ..Sheet::default()
    }
    .sorted(board, sort)
}

/// How many movements were refused inside; no column where none was anywhere.
fn denied_column(board: &Board) -> Option<Column> {
    let figures = Register::new(board).of(DENIED);
    let is_any = !figures.is_empty();
    let cell = move |board: &Board, n: RecordIx| {
        let figure = figures.iter().find(|figure| figure.is_of(&board.record(n).id));
        figure.map_or_else(Phrase::default, |figure| cells::figure(board, figure))
    };
    is_any.then(|| Column::of_record("denied", 2, (6, 8), cell).right())
}

/// Whether a zone holds on the day that is looked at: certainly, perhaps, or not.
fn holds(board: &Board, n: RecordIx) -> Option<Stands> {
    let zone = board.index.zones().number(n)?;
    Some(board.zones_then().holds(zone, board.clock.as_of))
}

/// The same in words.
fn holds_in_words(board: &Board, n: RecordIx) -> &'static str {
    let has_begun = || {
        let from = board.shown(board.record(n), Key::From).and_then(|said| said.value.as_when());
        from.and_then(|from| from.earliest).is_none_or(|first| first <= board.clock.as_of)
    };
    match holds(board, n) {
        Some(Stands::Inside) => "holds",
        Some(Stands::CannotSay) => "perhaps holds",
        Some(Stands::Outside) if has_begun() => "holds no more",
        Some(Stands::Outside) => "not yet",
        None => "not measured",
    }
}

fn holds_phrase(board: &Board, n: RecordIx) -> Phrase {
    let words = holds_in_words(board, n);
    match holds(board, n) {
        Some(Stands::Inside) => Phrase::plain(words),
        _ => Phrase::new(words, Role::Stale),
    }
}

fn day(board: &Board, n: RecordIx, key: Key) -> Phrase {
    let when = board.displayed(board.record(n), key).and_then(Value::as_when);
    let when = when.map(|when| Phrase::plain(human(when, board.clock.as_of).to_string()));
    cells::contested(board, n, key, when.unwrap_or_default())
}

/// How a zone is drawn, in the words of each voice that draws it.
fn drawn(board: &Board, n: RecordIx) -> Phrase {
    const EXTENTS: [(Key, &str); 7] = [
        (Key::Ring, "ring of "),
        (Key::Rings, "rings of "),
        (Key::Around, ""),
        (Key::Along, ""),
        (Key::Between, "between "),
        (Key::Layer, "file "),
        (Key::Places, "by name: "),
    ];
    let record = board.record(n);
    let of_key = |(key, before): (Key, &'static str)| {
        let voices = board.voices(record, key).into_iter();
        voices.map(move |said| format!("{before}{}", board.in_words(key, said.value)))
    };
    let all: Vec<String> = EXTENTS.into_iter().flat_map(of_key).collect();
    let clips = [(Key::Within, "within "), (Key::Except, "except ")].into_iter();
    let clips = clips.flat_map(of_key);
    let told: Vec<String> = [all.join(" or ")].into_iter().chain(clips).collect();
    Phrase::plain(told.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(", "))
}

/// How many there are, and how many of them hold.
fn summary(board: &Board) -> Vec<Phrase> {
    let shown: Vec<RecordIx> = board.shown_of(Table::Zone).collect();
    if shown.is_empty() {
        return Vec::new();
    }
    let hold = shown.iter().filter(|n| holds(board, **n) == Some(Stands::Inside)).count();
    let day = day_month(board.clock.as_of);
    vec![
        Phrase::plain(counted(shown.len(), "zone")),
        Phrase::plain(format!("{hold} of them hold on {day}")),
        Phrase::dim("incidents are told by the zone as it was on their day"),
    ]
}

fn caption(board: &Board, n: RecordIx) -> Phrase {
    let parts = [drawn(board, n), cells::voice(board, n), cells::note(board, board.record(n))];
    Phrase::list(parts, " · ")
}

/// What the detail says of a zone, and of where a record lies to the zones of its day.
pub(super) fn in_detail(board: &Board, n: RecordIx) -> Vec<Phrase> {
    let record = board.record(n);
    if record.table == Table::Zone {
        let register = Register::new(board);
        let counts = COUNTS.iter().filter_map(|(id, _)| {
            let figure = register.of(id).into_iter().find(|figure| figure.is_of(&record.id))?;
            Some(cells::named_figure(board, &figure))
        });
        let counts = Phrase::list(counts, " · ");
        let day = day_month(board.clock.as_of);
        let denied = register.of(DENIED).into_iter().find(|figure| figure.is_of(&record.id));
        let denied = denied.filter(Figure::counts_any);
        let denied = denied.map(|figure| cells::named_figure(board, &figure));
        let holds = Phrase::plain(format!("{} on {day}", holds_in_words(board, n)));
        let told = [holds, Phrase::plain("incidents: ").join(counts)];
        return told.into_iter().chain(denied).collect();
    }
    if !Table::ON_MAP.contains(&record.table) {
        return Vec::new();
    }
    let told = of_record(board, n).filter(|(_, stands)| *stands != Stands::Outside);
    let told = told.map(|(area, stands)| {
        let words = match stands {
            Stands::Inside => "inside ",
            Stands::Outside | Stands::CannotSay => "perhaps inside ",
        };
        Phrase::plain(format!("{words}{}", board.area_name(area)))
    });
    let told = Phrase::list(told, ", ");
    if told.is_empty() { Vec::new() } else { vec![told] }
}

/// Where a record stands to each zone that is known, as it was on the record's day.
fn of_record(board: &Board, n: RecordIx) -> impl Iterator<Item = (Area, Stands)> {
    let zones = board.areas().filter(|area| matches!(area, Area::Zone(_)));
    zones.filter_map(move |area| Some((area, board.stands(n, area)?)))
}

/// The same for scripts: each zone by its id.
pub fn zones_json(board: &Board, n: RecordIx) -> Option<Json> {
    let word = |stands: Stands| stands.word().replace(' ', "-");
    let told = of_record(board, n)
        .map(|(area, stands)| (board.area_id(area).to_string(), json!(word(stands))));
    let told: JsonMap<String, Json> = told.collect();
    (!told.is_empty()).then_some(Json::Object(told))
}

/// What is worked out of a zone, for scripts.
pub fn zone_json(board: &Board, n: RecordIx) -> Vec<(&'static str, Json)> {
    let register = Register::new(board);
    let id = &board.record(n).id;
    let count = |spec: &str| {
        let figure = register.of(spec).into_iter().find(|figure| figure.is_of(id))?;
        figure.value.bounds().map(|count| count.low)
    };
    let holds = holds(board, n).map(|stands| match stands {
        Stands::Inside => "yes",
        Stands::Outside => "no",
        Stands::CannotSay => "perhaps",
    });
    let names =
        ["inside", "outside", "cannot_say", "rows_inside", "rows_outside", "rows_cannot_say"];
    let counts = names.map(|name| (name, json!(count(&name.replace('_', "-")))));
    let denied = register.of(DENIED).into_iter().find(|figure| figure.is_of(id));
    let denied = denied.and_then(|figure| figure.value.bounds()).map(bounds_json);
    let denied = denied.map(|denied| ("denied_inside", denied));
    [("holds", json!(holds))].into_iter().chain(counts).chain(denied).collect()
}

/// The sign with which the edge of a zone of a kind is drawn, also where only ASCII can be shown.
pub fn edge_sign(kind: ZoneKind) -> (&'static str, &'static str) {
    match kind {
        ZoneKind::Buffer => ("▫", "]"),
        ZoneKind::Demilitarised => ("∷", "}"),
        ZoneKind::WeaponsFree => ("∴", "!"),
        ZoneKind::NoFly => ("⌃", "^"),
        ZoneKind::Restricted => ("╱", "/"),
        ZoneKind::Evacuation => ("≀", "&"),
        ZoneKind::Humanitarian => ("≈", "$"),
        ZoneKind::Control => ("╎", "|"),
        ZoneKind::AreaOfResponsibility => ("╴", "_"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn each_kind_of_zone_has_a_line_of_its_own() {
        let signs = ZoneKind::ALL.iter().map(|kind| edge_sign(*kind));
        let (drawn, ascii): (BTreeSet<&str>, BTreeSet<&str>) = signs.unzip();
        assert_eq!((drawn.len(), ascii.len()), (ZoneKind::ALL.len(), ZoneKind::ALL.len()));
        assert!(drawn.iter().all(|sign| crate::look::width(sign) == 1));
        assert!(ascii.iter().all(|sign| sign.is_ascii()));
    }
}
