//! Handovers: prisoners, hostages, remains, weapons, positions, territory: who gave them to whom, through
//! whom, how many by whose count, and what is still planned.

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
    title: "Handovers",
    help: "handovers: who and what was handed over",
    placement: Placement::Page {
        shows: "prisoners, hostages, remains, weapons, positions handed over, planned or put off",
    },
    content: Content::Records { table: Table::Handover, joins: None },
    adds: Some(Table::Handover),
    of_the_whole: None,
    opens_at_end: false,
    sheet,
    caption: |board, row| Some(caption(board, row.record()?)),
};

fn sheet(board: &Board, sort: Sort) -> Sheet {
    let columns = vec![
        cells::date_column(0, (8, 16)),
        Column::sized_of_record("count", 0, (5, 13), |board, n, cells| {
            cells::count(board, n, Key::Count, cells)
        })
        .right()
        .sorted_by_record(|board, n| cells::count_key(board, n, Key::Count)),
        Column::of_record("kind", 0, (9, 12), |board, n| cells::told(board, n, Key::Kind)),
        Column::of_record("from", 1, (8, 24), |board, n| cells::names_of(board, n, Key::From)),
        Column::of_record("to", 1, (8, 24), |board, n| cells::names_of(board, n, Key::To)),
        Column::of_record("via", 4, (8, 22), |board, n| cells::names_of(board, n, Key::Via)),
        Column::of_record("outcome", 0, (9, 11), |board, n| cells::told(board, n, Key::Outcome)),
        Column::of_record("place", 5, (10, 22), |board, n| cells::names_of(board, n, Key::Place)),
        Column::of_record("voice", 3, (10, 30), cells::voice),
        Column::of_record("grade", 5, (5, 5), cells::grade),
        cells::clause_column(8),
        Column::of_record("note", 9, (12, 60), |board, n| cells::note(board, board.record(n))),
    ];
    let rows = latest_first(board, Table::Handover);
    let total = board.visible_of(Table::Handover).count();
    let summary = Flow::new(summary(board));
    Sheet { columns, rows: rows.into(), summary, total, ..Sheet::default() }
        .sorted(board, sort)
        .with_undated(board, Table::Handover, sort)
}

/// How many of each kind were handed over, and how many handovers went how.
fn summary(board: &Board) -> Vec<Phrase> {
    let register = Register::new(board);
    let total = register.one("handovers").filter(Figure::counts_any);
    let total = total.map(|total| cells::counted_figure(board, &total, "handover"));
    let went = register.of("handovers-by-outcome").into_iter();
    let went = went.map(|figure| cells::named_figure(board, &figure));
    let over = register.of("handed-over").into_iter();
    let over = over.map(|figure| cells::named_figure(board, &figure));
    let over = Phrase::list(over, ", ");
    let over = Some(over).filter(|over| !over.is_empty());
    let over = over.map(|over| Phrase::dim("handed over: ").join(over));
    total.into_iter().chain(went).chain(over).collect()
}

fn caption(board: &Board, n: RecordIx) -> Phrase {
    let outcome = cells::told(board, n, Key::Outcome);
    let via = cells::names_of(board, n, Key::Via);
    cells::stated([outcome, via, cells::voice(board, n), cells::quoted(board, n)])
}
