//! To check today: what the desk noted down as open, word by word.

use std::sync::Arc;

use serde_json::json;

use super::{
    cells,
    rows::Row,
    sheet::{Column, Sheet, Sort},
    spec::{Content, Object, PanelSpec, Placement},
    values::object,
};
use crate::{
    board::{Board, ToCheck},
    look::{Flow, Phrase, Role, counted},
    model::{Id, Word},
};

pub(super) static SPEC: PanelSpec = PanelSpec {
    name: "to-check",
    title: "To check today",
    help: "what is still to be checked",
    placement: Placement::Page { shows: "what is marked `verify`" },
    content: Content::Derived {
        empty: "nothing is marked to be checked; `verify` marks it",
        json: rows_json,
    },
    adds: None,
    of_the_whole: None,
    opens_at_end: false,
    sheet,
    caption: |_, _| None,
};

fn sheet(board: &Board, sort: Sort) -> Sheet {
    let checks = Arc::new(ToCheck::all(board));
    let row = |(line, check): (usize, &ToCheck)| Row { line, ..Row::of(check.record) };
    let rows: Vec<Row> = checks.iter().enumerate().map(row).collect();
    let total = rows.len();
    let summary = if checks.is_empty() {
        Flow::default()
    } else {
        let points = Phrase::figure(counted(total, "point"), Role::Plain, "to-check");
        Flow::new(vec![points.and(" to check", Role::Plain)])
    };
    let (of, voices, lines) = (checks.clone(), checks.clone(), checks);
    let columns = vec![
        Column::of_record("record", 0, (14, 24), |board, n| {
            Phrase::new(board.record(n).id.as_str(), Role::Link)
        }),
        Column::new("to check", 0, (20, 90), move |board, row| {
            Phrase::plain(board.verify(of[row.line]).unwrap_or_default())
        }),
        Column::new("voice", 2, (10, 28), move |board, row| {
            let voice = word(board, voices[row.line]).voice();
            Phrase::plain(voice.map_or("the file", |voice| board.voice_name(voice)))
        }),
        cells::date_column(3, (8, 14)),
        Column::new("line", 1, (5, 6), move |board, row| {
            Phrase::dim(word(board, lines[row.line]).spot.line.to_string())
        })
        .right(),
    ];
    Sheet { columns, rows: rows.into(), summary, total, ..Sheet::default() }.sorted(board, sort)
}

fn word(board: &Board, check: ToCheck) -> &Word {
    &board.record(check.record).words[check.word]
}

/// What is still to be checked: a row for each word that says so.
fn rows_json(board: &Board) -> Vec<Object> {
    let row = |check: ToCheck| {
        let record = board.record(check.record);
        let word = &record.words[check.word];
        object(json!({
            "record": record.id.as_str(),
            "verify": board.verify(check),
            "voice": word.voice().map(Id::as_str),
            "line": word.spot.line,
        }))
    };
    ToCheck::all(board).into_iter().map(row).collect()
}
