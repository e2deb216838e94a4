//! Restrictions: who was kept from moving, by whom, how long and with what reason. A denial counts once,
//! whatever tells of it.

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
    title: "Restrictions",
    help: "restrictions: who was kept from moving",
    placement: Placement::Page {
        shows: "who was kept from moving: denied, delayed, put under conditions, each with its reason",
    },
    content: Content::Records { table: Table::Restriction, joins: None },
    adds: Some(Table::Restriction),
    of_the_whole: None,
    opens_at_end: false,
    sheet,
    caption: |board, row| Some(caption(board, row.record()?)),
};

fn sheet(board: &Board, sort: Sort) -> Sheet {
    let columns = vec![
        cells::date_column(0, (8, 16)),
        Column::of_record("kind", 0, (7, 13), |board, n| cells::told(board, n, Key::Kind)),
        Column::of_record("by", 1, (8, 24), |board, n| cells::names_of(board, n, Key::By)),
        Column::of_record("on", 1, (8, 24), |board, n| cells::names_of(board, n, Key::On)),
        Column::of_record("place", 2, (10, 22), |board, n| cells::names_of(board, n, Key::Place)),
        Column::sized_of_record("minutes", 4, (7, 10), |board, n, cells| {
            cells::count(board, n, Key::Minutes, cells)
        })
        .right()
        .sorted_by_record(|board, n| cells::count_key(board, n, Key::Minutes)),
        Column::of_record("outcome", 3, (7, 13), |board, n| cells::told(board, n, Key::Outcome)),
        Column::of_record("reason", 2, (14, 60), |board, n| cells::told(board, n, Key::Reason)),
        Column::of_record("voice", 3, (10, 30), cells::voice),
        Column::of_record("grade", 5, (5, 5), cells::grade),
        cells::clause_column(8),
        Column::of_record("note", 9, (12, 60), |board, n| cells::note(board, board.record(n))),
    ];
    let rows = latest_first(board, Table::Restriction);
    let total = board.visible_of(Table::Restriction).count();
    let summary = Flow::new(summary(board));
    Sheet { columns, rows: rows.into(), summary, total, ..Sheet::default() }
        .sorted(board, sort)
        .with_undated(board, Table::Restriction, sort)
}

/// How many there are, of which kinds and by whom, and how many movements were refused in all.
fn summary(board: &Board) -> Vec<Phrase> {
    let register = Register::new(board);
    let total = register.one("restrictions").filter(Figure::counts_any);
    let total = total.map(|total| cells::counted_figure(board, &total, "restriction"));
    let denied = register.one("movements-denied").filter(Figure::counts_any);
    let denied = denied.map(|denied| cells::counted_figure(board, &denied, "denial"));
    let of = |id: &str| {
        let figures = register.of(id).into_iter().take(6);
        figures.map(|figure| cells::named_figure(board, &figure)).collect::<Vec<_>>()
    };
    let (kinds, by) = (of("restrictions-by-kind"), of("restrictions-by"));
    total.into_iter().chain(denied).chain(kinds).chain(by).collect()
}

fn caption(board: &Board, n: RecordIx) -> Phrase {
    let reason = cells::told(board, n, Key::Reason);
    cells::stated([cells::voice(board, n), reason, cells::note(board, board.record(n))])
}
