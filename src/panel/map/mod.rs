//! The map's list: what lies where, then what nobody located; and what stands for each on the map.

mod json;
pub mod legend;

pub use json::located_json;

use std::{borrow::Cow, collections::BTreeMap, sync::Arc};

use super::{
    Rows, cells,
    location::{corridor_of, ground, lies, located},
    rows::{Row, SortKey},
    sheet::{Column, Sheet, Sort, row},
    spec::{Content, PanelSpec, Placement},
};
use crate::{
    board::{
        Area, Board, Figure, Ground, Map, Register, RowIx, Subject, VisibleRows,
        map::{Age, Mark, Sign},
    },
    look::{Flow, Glyphs, Phrase, Role, counted, glyph},
    model::{FeedUse, Id, Key, OWN_SIGN, RecordIx, Table},
};

pub(super) static SPEC: PanelSpec = PanelSpec {
    title: "Map",
    help: "the map: routes, corridors, what happened where",
    placement: Placement::Page {
        shows: "routes, corridors, how far patrols got, what happened where; beside it the list, with what has no point below",
    },
    content: Content::Derived {
        empty: "no incident, event or figure is known by this day",
        json: json::rows,
        keys: &[json::KEYS],
    },
    adds: Some(Table::Attack),
    of_the_whole: None,
    opens_at_end: false,
    sheet,
    caption: |board, row| Some(caption(board, row)),
};

fn sheet(board: &Board, sort: Sort) -> Sheet {
    let columns = vec![
        cells::date_column(1, (6, 13)),
        Column::new("what", 0, (9, 16), cells::kind(kind)),
        cells::place_column("place", 0, (8, 24), place),
        Column::new("corridor", 2, (8, 10), corridor),
        Column::new("km", 2, (3, 5), km).right().sorted_by(|board, row| {
            let ground = ground(board, row.subject);
            SortKey::Number(ground.and_then(|ground| ground.km).map(|km| (km * 1000.0) as i64))
        }),
        Column::new("side", 2, (5, 5), side),
        Column::new("chainage", 3, (8, 8), chainage).right().sorted_by(|board, row| {
            let along = ground(board, row.subject).and_then(|ground| ground.chainage_km);
            SortKey::Number(along.map(|km| (km * 1000.0) as i64))
        }),
        Column::new("precision", 4, (9, 9), precision),
        Column::new("voice", 5, (10, 34), cells::source),
    ];
    let map = Map::of(board);
    let (rows, lines) = rows(board, &map);
    let total = if board.query.is_empty() { rows.len() } else { total(board) };
    let summary = Flow::new(summary(board, &map));
    let map = Some(Arc::new(map));
    let sheet = Sheet { columns, rows, summary, total, map, ..Sheet::default() };
    sheet.sorted(board, sort).with_lines(sort, lines)
}

/// What lies on the map, then what has no point: what happened on a day that is told, figures of
/// people, and what happened on no day that anybody tells. A line stands above each.
fn rows(board: &Board, map: &Map) -> (Rows, Vec<(usize, Phrase)>) {
    let marks = map.marks.iter().map(|mark| mark.subject);
    let [dated, people, undated] = map.groups_without_a_point(board);
    // Lines stand among the rows that are made at once.
    let is_made = |subject: &Subject| subject.feed_row().is_none_or(|at| board.is_gone(at));
    let mut before = marks.clone().filter(is_made).count();
    let of = |what: &'static str| cells::named_count(board, "without-point-of", what);
    let mut lines = Vec::new();
    let heads = [
        (dated.len(), legend::not_drawn(map)),
        (
            people.len(),
            of("displacement").map(|n| Phrase::plain("displaced and returned: ").join(n)),
        ),
        (undated.len(), of("undated").map(|n| Phrase::plain("day not told: ").join(n))),
    ];
    for (n, (count, says)) in heads.into_iter().enumerate() {
        let is_needed = count > 0 || n == 0 && !map.unlocated.is_empty();
        lines.extend(says.filter(|_| is_needed).map(|says| (before, says)));
        before += count;
    }
    let others = [dated, people, undated].into_iter().flatten().map(Subject::Record);
    let rows = marks.chain(others);
    (Rows::among(rows, |record| row(board, record), |at| board.is_gone(at)), lines)
}

/// `on the map: 5, all inside the corridor`
fn on_map(board: &Board, map: &Map) -> Phrase {
    let n = Phrase::figure(map.marks.len().to_string(), Role::Plain, "on-map");
    let told = match are_all_inside(board, map) {
        false => "",
        true if map.marks.len() == 1 => ", inside the corridor",
        true => ", all inside the corridor",
    };
    Phrase::plain("on the map: ").join(n).and(told, Role::Plain)
}

/// Whether all records that are drawn certainly lie inside the one corridor that there is.
fn are_all_inside(board: &Board, map: &Map) -> bool {
    let mut corridors = board.areas().filter(|area| matches!(area, Area::Corridor(_)));
    let (Some(corridor), None) = (corridors.next(), corridors.next()) else { return false };
    let records: Option<Vec<RecordIx>> =
        map.marks.iter().map(|mark| mark.subject.record()).collect();
    let Some(records) = records.filter(|records| !records.is_empty()) else { return false };
    let all = records.len() as u64;
    board.count_in(corridor, records).inside == all
}

/// How many rows there would be without a filter.
fn total(board: &Board) -> usize {
    let records = Table::ON_MAP.iter().map(|table| board.visible_of(*table).count()).sum::<usize>();
    let is_located = |at: RowIx| board.site(at).is_some_and(|site| site.at.is_some());
    let whole = board.all_visible_rows(FeedUse::Attacks).into_iter();
    let sites = whole.flat_map(|of| of.sites().chain(of.gone_sites()));
    records + sites.filter(|(at, _)| is_located(*at)).count()
}

fn kind(board: &Board, n: RecordIx) -> Phrase {
    let record = board.record(n);
    let key = record.table.kind_key();
    let word = board.displayed(record, key).map(|value| board.in_words(key, value));
    let word = word.unwrap_or_else(|| "not yet known".to_owned());
    // That its kind is not told is what the sign says.
    let word = word.strip_suffix(", kind not told").unwrap_or(&word).to_owned();
    cells::contested(board, n, key, Phrase::plain(word))
}

fn place(board: &Board, n: RecordIx) -> Phrase {
    let record = board.record(n);
    if board.shown_id(record, Key::Place).is_some() {
        let id = board.shown_id(record, Key::Place);
        let name = id.map(|id| board.short_place(id)).unwrap_or_default();
        return cells::contested(board, n, Key::Place, Phrase::plain(name));
    }
    match board.located(n) {
        Some(located) => Phrase::plain(board.point_alone(&located.point)),
        None => Phrase::not_stated(),
    }
}

fn corridor(board: &Board, row: &Row) -> Phrase {
    let Some(ground) = ground(board, row.subject) else { return Phrase::dim("no point") };
    corridor_of(ground.corridor)
}

/// What is told of where a row lies; nothing without a point or a route.
fn ground_phrase(board: &Board, row: &Row, tell: impl Fn(&Ground) -> Option<String>) -> Phrase {
    let told = ground(board, row.subject).as_ref().and_then(tell);
    told.map_or_else(Phrase::default, Phrase::plain)
}

fn km(board: &Board, row: &Row) -> Phrase {
    ground_phrase(board, row, |ground| Some(format!("{:.0}", ground.km?)))
}

fn side(board: &Board, row: &Row) -> Phrase {
    ground_phrase(board, row, |ground| Some(ground.side?.word().to_owned()))
}

fn chainage(board: &Board, row: &Row) -> Phrase {
    ground_phrase(board, row, |ground| Some(format!("km {:.0}", ground.chainage_km?)))
}

fn precision(board: &Board, row: &Row) -> Phrase {
    let precision = located(board, row.subject).and_then(|located| located.point.precision_km);
    precision.map_or_else(Phrase::default, |km| Phrase::plain(format!("±{km} km")))
}

/// The selected row in a line: what it is, where it lies, to which road, and how sure that is.
pub fn caption(board: &Board, row: &Row) -> Phrase {
    if row.is_line {
        return Phrase::default();
    }
    let brief = cells::caption(board, row, |board, n| {
        let record = board.record(n);
        // What is contested is what it was, not the day behind it.
        let (what, brief) = (board.what(record), board.brief(record));
        let day = brief.strip_prefix(what.as_str()).unwrap_or_default().to_owned();
        let name = cells::contested(board, n, record.table.kind_key(), Phrase::plain(what));
        name.and(day, Role::Plain).join(cells::harm(board, n))
    });
    let brief = brief.and(row.record().map_or_else(String::new, |n| voices(board, n)), Role::Dim);
    if ground(board, row.subject).is_none() {
        return brief.and(" · no point, not drawn", Role::Dim);
    }
    let lies = lies(board, row.subject);
    let precision = precision(board, row);
    Phrase::list([brief].into_iter().chain(lies).chain([precision]), " · ")
}

/// How many voices tell of a record, and whether they differ: `; 5 voices, which differ`.
fn voices(board: &Board, n: RecordIx) -> String {
    let mut voices: Vec<&Id> = Vec::new();
    for word in board.record(n).words.iter().filter(|word| board.counts(word)) {
        voices.extend(word.voice().filter(|voice| !voices.contains(voice)));
    }
    let differ = if board.contested(n).is_empty() { "" } else { ", which differ" };
    match voices.len() {
        0 => String::new(),
        many => format!("; {}{differ}", counted(many, "voice")),
    }
}

fn summary(board: &Board, map: &Map) -> Vec<Phrase> {
    if map.marks.is_empty() && map.unlocated.is_empty() {
        return Vec::new();
    }
    let mut parts = vec![on_map(board, map)];
    parts.extend(legend::not_drawn(map));
    let feed_row = board.visible_rows(FeedUse::Attacks).into_iter();
    let is_nowhere = |at: RowIx| board.site(at).is_some_and(|site| site.at.is_none());
    let nowhere = feed_row.flat_map(VisibleRows::sites).filter(|(at, _)| is_nowhere(*at));
    let mut units: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, count) in nowhere {
        *units.entry(board.feeds.files[at.feed].unit()).or_default() += count;
    }
    let units = units.into_iter().rev().map(|(unit, count)| counted(count, unit));
    parts.extend(units.map(|count| Phrase::plain(format!("{count} without a point"))));
    let register = Register::new(board);
    for area in board.areas() {
        if matches!(area, Area::Corridor(_)) && are_all_inside(board, map) {
            continue;
        }
        let (clause, name) = (board.area_id(area), board.area_name(area));
        let behind = match area {
            Area::Corridor(_) => format!(" in the {name}"),
            Area::Zone(_) => format!(", {name}"),
        };
        let of = |id: &str| {
            let figures = register.of(id).into_iter().filter(Figure::counts_any);
            figures.into_iter().find(|figure| figure.is_of(clause))
        };
        for (name, ids) in [
            (format!("incidents{behind}"), ["inside", "outside", "cannot-say"]),
            (format!("rows{behind}"), ["rows-inside", "rows-outside", "rows-cannot-say"]),
        ] {
            let told = ids.into_iter().filter_map(of).map(|figure| {
                let words = format!("{} {}", figure.text(), figure.labels.short);
                Phrase::figure(words, Role::Plain, &figure.name())
            });
            let told = Phrase::list(told, ", ");
            if !told.is_empty() {
                parts.push(Phrase::plain(format!("{name}: ")).join(told));
            }
        }
    }
    parts
}

/// The glyph of a mark.
pub fn sign(sign: Sign, glyphs: Glyphs) -> &'static str {
    glyphs.sign(match sign {
        Sign::Incident(kind) => (kind.row().sign, kind.row().ascii),
        Sign::OwnKind(_) => OWN_SIGN,
        Sign::Of(table) => match table {
            Table::Displacement => glyph::DISPLACEMENT,
            Table::Restriction => glyph::RESTRICTION,
            Table::Weapon => glyph::WEAPON,
            Table::Handover => glyph::HANDOVER,
            _ => glyph::EVENT,
        },
    })
}

/// What a sign is called in a legend.
pub fn sign_word(sign: Sign) -> Cow<'static, str> {
    match sign {
        Sign::Incident(kind) => kind.spoken().into(),
        Sign::OwnKind(class) => format!("{}, own kind", class.singular()).into(),
        Sign::Of(table) => table.name().into(),
    }
}

/// The role of a mark: a hue only where it is an incident of late.
pub fn role(mark: &Mark) -> Role {
    match (mark.age, mark.sign) {
        (Age::Withdrawn, _) => Role::Withdrawn,
        (Age::Older | Age::Pending, _) => Role::Stale,
        (Age::Fresh, Sign::Incident(kind)) => Role::of_mark(Some(kind.class())),
        (Age::Fresh, Sign::OwnKind(class)) => Role::of_mark(Some(class)),
        (Age::Fresh, Sign::Of(_)) => Role::Plain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Class, IncidentKind};
    use std::collections::BTreeSet;

    #[test]
    fn every_kind_has_a_sign_of_its_own_also_in_ascii() {
        for glyphs in [Glyphs::Braille, Glyphs::Ascii] {
            let kinds = IncidentKind::ALL.iter().map(|kind| Sign::Incident(*kind));
            let others = Table::ON_MAP.iter().filter(|table| **table != Table::Attack);
            let others = others.map(|table| Sign::Of(*table));
            let own = [Sign::OwnKind(Class::Activity)];
            let signs: Vec<Sign> = kinds.chain(own).chain(others).collect();
            let drawn: BTreeSet<&str> = signs.iter().map(|one| sign(*one, glyphs)).collect();
            assert_eq!(drawn.len(), signs.len(), "{glyphs:?}");
            assert!(drawn.iter().all(|sign| crate::look::width(sign) == 1));
            assert!(glyphs != Glyphs::Ascii || drawn.iter().all(|sign| sign.is_ascii()));
        }
    }
}
