//! Weapons: what was seen where it may or may not be, or missed where it was stored. Numbers of several
//! reports are never added up: the same weapons may be seen twice.

use super::{
    cells,
    sheet::{Column, Sheet, Sort, latest_first},
    spec::{Content, PanelSpec, Placement},
};
use crate::{
    board::{Board, Figure, Register},
    look::{Flow, Phrase},
    model::{Key, RecordIx, Table},
};

pub(super) static SPEC: PanelSpec = PanelSpec {
    title: "Weapons",
    help: "weapons that were seen, or missed",
    placement: Placement::Page {
        shows: "weapons seen in violation, in and outside storage, or missing; reports are never added up",
    },
    content: Content::Records { table: Table::Weapon, joins: None },
    adds: Some(Table::Weapon),
    of_the_whole: None,
    opens_at_end: false,
    sheet,
    caption: |board, row| Some(caption(board, row.record()?)),
};

fn sheet(board: &Board, sort: Sort) -> Sheet {
    let columns = vec![
        cells::date_column(0, (8, 16)),
        Column::of_record("of", 1, (8, 24), |board, n| cells::names_of(board, n, Key::Of)),
        Column::sized_of_record("count", 0, (5, 13), |board, n, cells| {
            cells::count(board, n, Key::Count, cells)
        })
        .right()
        .sorted_by_record(|board, n| cells::count_key(board, n, Key::Count)),
        Column::of_record("what", 0, (12, 40), |board, n| cells::told(board, n, Key::What)),
        Column::of_record("status", 1, (12, 17), |board, n| cells::told(board, n, Key::Status)),
        Column::of_record("place", 2, (10, 22), |board, n| cells::names_of(board, n, Key::Place)),
        Column::of_record("voice", 3, (10, 30), cells::voice),
        Column::of_record("grade", 5, (5, 5), cells::grade),
        cells::clause_column(8),
        Column::of_record("note", 9, (12, 60), |board, n| cells::note(board, board.record(n))),
    ];
    let rows = latest_first(board, Table::Weapon);
    let total = board.visible_of(Table::Weapon).count();
    let summary = Flow::new(summary(board));
    Sheet { columns, rows: rows.into(), summary, total, ..Sheet::default() }
        .sorted(board, sort)
        .with_undated(board, Table::Weapon, sort)
}

/// How many reports there are, and how the weapons stand to what was agreed.
fn summary(board: &Board) -> Vec<Phrase> {
    let register = Register::new(board);
    let total = register.one("weapons-reports").filter(Figure::counts_any);
    let total = total.map(|total| cells::counted_figure(board, &total, "report of weapons"));
    let of = register.of("weapons-by-status").into_iter();
    total.into_iter().chain(of.map(|figure| cells::named_figure(board, &figure))).collect()
}

fn caption(board: &Board, n: RecordIx) -> Phrase {
    let what = cells::told(board, n, Key::What);
    cells::stated([what, cells::voice(board, n), cells::note(board, board.record(n))])
}
