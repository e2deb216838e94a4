//! Every figure of the board with its value and its window: the register to be asked from.

use std::sync::Arc;

use serde_json::json;

use super::{
    cells,
    json_keys::JsonKey,
    rows::Row,
    sheet::{Column, Sheet, Sort},
    spec::{Content, Object, PanelSpec, Placement},
    values::{FIGURE_KEYS, figure_json, object},
};
use crate::{
    board::{Board, Figure, Register},
    look::{Flow, Phrase, Role, counted},
};

pub(super) static SPEC: PanelSpec = PanelSpec {
    title: "Figures",
    help: "every figure; {Open} says why it is so",
    placement: Placement::Page {
        shows: "every figure of the board, its window and its definition",
    },
    content: Content::Derived {
        empty: "no figure can be told by this day",
        json: rows_json,
        keys: &[KEYS],
    },
    adds: None,
    of_the_whole: None,
    opens_at_end: false,
    sheet,
    caption: |_, _| None,
};

/// The figures of a board in the order of the page.
pub fn figures(board: &Board) -> Vec<Figure> {
    Register::new(board).all()
}

fn sheet(board: &Board, sort: Sort) -> Sheet {
    if board.scenario().records().is_empty() {
        return Sheet::default(); // nothing can be opened of a file that says nothing
    }
    let figures = Arc::new(figures(board));
    let row = |(line, figure): (usize, &Figure)| Row {
        line,
        ..Row::of_any(figure.record(board.scenario()))
    };
    let rows: Vec<Row> = figures.iter().enumerate().map(row).collect();
    let total = rows.len();
    let column = |title: &str, rank: u8, sizes, cell: fn(&Board, &Figure) -> Phrase| {
        let figures = figures.clone();
        Column::new(title, rank, sizes, move |board, row| cell(board, &figures[row.line]))
    };
    let columns = vec![
        column("figure", 0, (20, 44), |_, figure| Phrase::plain(figure.labels.middle.as_str())),
        column("value", 0, (9, 44), cells::figure).right(),
        column("reported", 2, (13, 13), |_, figure| {
            let days = figure.days.map(|days| format!("{} of {} days", days.reported, days.days()));
            Phrase::dim(days.unwrap_or_default())
        }),
        column("asked by", 1, (16, 36), |_, figure| Phrase::new(figure.name(), Role::Link)),
        column("says", 3, (24, 90), |_, figure| Phrase::dim(figure.spec.definition)),
    ];
    let summary = Flow::new(vec![Phrase::plain(counted(total, "figure"))]);
    Sheet { columns, rows: rows.into(), summary, total, ..Sheet::default() }.sorted(board, sort)
}

/// What a row for scripts has.
const KEYS: &[JsonKey] = FIGURE_KEYS;

fn rows_json(board: &Board) -> Vec<Object> {
    let row = |figure: &Figure| object(json!(figure_json(board, figure)));
    let is_empty = board.scenario().records().is_empty();
    if is_empty { Vec::new() } else { figures(board).iter().map(row).collect() }
}
