//! The actor roster: a tree by `part_of`; labels last, in quotes, not counted.

use super::{
    cells,
    rows::{Row, SortKey},
    sheet::{Column, Sheet, Sort},
    spec::{Content, OF_THE_WHOLE, PanelSpec, Placement},
};
use crate::{
    board::{Board, Figure, Member, Register},
    look::{Phrase, Role, Summary, SummaryLine, glyph},
    model::{ActorKind, Bounds, Key, RecordIx, Table, Value},
};

pub(super) static SPEC: PanelSpec = PanelSpec {
    name: "actors",
    title: "Actors",
    help: "actor roster",
    placement: Placement::Front,
    content: Content::Records { table: Table::Actor, joins: None },
    adds: Some(Table::Actor),
    of_the_whole: Some(OF_THE_WHOLE),
    opens_at_end: false,
    sheet,
    caption: |board, row| Some(caption(board, row.record()?)),
};

fn sheet(board: &Board, sort: Sort) -> Sheet {
    let columns = vec![
        Column::new("name", 0, (14, 30), name),
        Column::of_record("role", 1, (7, 10), |board, n| word(board, n, Key::Role)).whole(),
        Column::of_record("kind", 3, (6, 13), |board, n| word(board, n, Key::Kind)).whole(),
        Column::of_record("said", 2, (4, 4), statement_count).right().sorted_by_record(
            |board, n| {
                SortKey::Number(i64::try_from(board.statements_of(&board.record(n).id).len()).ok())
            },
        ),
        Column::of_record("title", 4, (12, 30), |board, n| {
            cells::text(board, board.record(n), Key::Title)
        }),
        Column::of_record("led by", 5, (10, 22), |board, n| {
            match board.record(n).id_of(Key::LedBy) {
                Some(leader) => cells::name(board, leader),
                None => Phrase::default(),
            }
        }),
        Column::of_record("ties", 4, (16, 70), ties),
        Column::of_record("note", 9, (12, 60), |board, n| cells::note(board, board.record(n))),
    ];
    let by_column = sort.column.and_then(|n| columns.get(n));
    // Sorting keeps the tree: it orders those that stand side by side.
    let members = Member::all(board, |a, b| {
        let order = match by_column {
            Some(column) => column.key(board, &Row::of(*a)).cmp(&column.key(board, &Row::of(*b))),
            None => a.cmp(b),
        };
        if sort.reversed { order.reverse() } else { order }
    });
    let rows = members
        .into_iter()
        .map(|member| Row { depth: member.depth, ..Row::of(member.record) })
        .collect();
    let total = board.visible_of(Table::Actor).count();
    Sheet { columns, rows, lines: summary(board), total, ..Sheet::default() }
}

fn name(board: &Board, row: &Row) -> Phrase {
    let record = board.record(board.record_of(row.subject));
    let full = record.text(Key::Name).map_or(record.id.as_str(), |name| name);
    let has_parts = !board.index.referring(&record.id, Key::PartOf).is_empty();
    let mark = if has_parts { glyph::PARENT } else { " " };
    let indent = Phrase::plain("  ".repeat(row.depth.min(8))).and(format!("{mark} "), Role::Dim);
    if record.term(Key::Kind) == Some(ActorKind::Label) {
        return indent.and(format!("“{full}”"), Role::Label);
    }
    indent.and(full, Role::Plain)
}

fn word(board: &Board, n: RecordIx, key: Key) -> Phrase {
    match board.record(n).get(key).and_then(Value::word_said) {
        Some(word) => Phrase::plain(word),
        None => Phrase::not_stated(),
    }
}

fn statement_count(board: &Board, n: RecordIx) -> Phrase {
    match board.statements_of(&board.record(n).id).len() {
        0 => Phrase::not_stated(),
        n => Phrase::plain(n.to_string()),
    }
}

/// Every tie with whom, in whose voice and with which grade.
fn ties(board: &Board, n: RecordIx) -> Phrase {
    let ties = board.ties_of(&board.record(n).id).into_iter().map(|n| cells::tie(board, n));
    Phrase::list(ties, "; ")
}

fn caption(board: &Board, n: RecordIx) -> Phrase {
    let record = board.record(n);
    let led = record
        .id_of(Key::LedBy)
        .map(|id| Phrase::dim("led by ").join(cells::name(board, id)))
        .unwrap_or_default();
    let title = cells::text(board, record, Key::Title);
    Phrase::list([title, ties(board, n), led, cells::note(board, record)], " · ")
}

fn summary(board: &Board) -> Summary {
    let register = Register::new(board);
    let Some(actors) = register.one("actors") else { return Summary::default() };
    let line = cells::figure(board, &actors);
    let labels = register.one("labels").filter(Figure::counts_any);
    let full = labels.map(|labels| {
        let is_one = labels.value.bounds() == Some(Bounds::new(1, 1));
        let words = if is_one {
            " name that stands only in quotes"
        } else {
            " names that stand only in quotes"
        };
        let and = line.clone().and(", and ", Role::Plain);
        and.join(cells::figure(board, &labels)).and(words, Role::Plain)
    });
    Summary::new([SummaryLine::new("actors", full.into_iter().chain([line]).collect())])
}
