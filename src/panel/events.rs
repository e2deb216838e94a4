//! Events: convoys, meetings, clashes, appearances, and whatever else is no patrol and no attack,
//! in the words of whoever tells of them.

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
    title: "Events",
    help: "events: what else happened",
    placement: Placement::Page {
        shows: "what else happened: convoys, meetings, clashes, appearances, each with its text and its voice",
    },
    content: Content::Records { table: Table::Event, joins: None },
    adds: Some(Table::Event),
    of_the_whole: None,
    opens_at_end: false,
    sheet,
    caption: |board, row| Some(caption(board, row.record()?)),
};

fn sheet(board: &Board, sort: Sort) -> Sheet {
    let columns = vec![
        cells::date_column(0, (8, 16)),
        Column::of_record("kind", 1, (11, 14), |board, n| {
            let kind = cells::text(board, board.record(n), Key::Kind);
            cells::contested(board, n, Key::Kind, kind)
        }),
        Column::of_record("by", 2, (10, 26), |board, n| cells::names_of(board, n, Key::By)),
        Column::of_record("on", 6, (10, 22), |board, n| cells::names_of(board, n, Key::On)),
        Column::of_record("place", 4, (10, 22), |board, n| cells::names_of(board, n, Key::Place)),
        Column::of_record("what", 0, (24, 60), what),
        Column::of_record("words", 7, (14, 40), cells::quoted),
        Column::of_record("voice", 1, (10, 30), cells::voice),
        Column::of_record("grade", 5, (5, 5), cells::grade),
        cells::clause_column(8),
        Column::of_record("note", 9, (12, 60), |board, n| cells::note(board, board.record(n))),
    ];
    let rows = latest_first(board, Table::Event);
    let total = board.visible_of(Table::Event).count();
    let summary = Flow::new(summary(board));
    Sheet { columns, rows: rows.into(), summary, total, ..Sheet::default() }
        .sorted(board, sort)
        .with_undated(board, Table::Event, sort)
}

fn what(board: &Board, n: RecordIx) -> Phrase {
    let text = cells::text(board, board.record(n), Key::What);
    cells::contested(board, n, Key::What, text)
}

/// How many there are of each kind, the kinds with most of them first.
fn summary(board: &Board) -> Vec<Phrase> {
    let register = Register::new(board);
    let total = register.one("events").filter(Figure::counts_any);
    let total = total.map(|total| cells::counted_figure(board, &total, "event"));
    let kinds = register.of("events-by-kind").into_iter().take(8);
    let kinds = kinds.map(|kind| cells::named_figure(board, &kind));
    total.into_iter().chain(kinds).collect()
}

fn caption(board: &Board, n: RecordIx) -> Phrase {
    let record = board.record(n);
    let parts = [what(board, n), cells::voice(board, n), cells::quoted(board, n)];
    Phrase::list(parts.into_iter().chain([cells::note(board, record)]), " · ")
}
