//! To check today: what the desk noted down as open, word by word.

use std::sync::Arc;

use super::{
    cells,
    sheet::{Column, Row, Sheet, Sort},
};
use crate::{
    board::{Board, ToCheck},
    look::{Flow, Phrase, Role, counted},
    model::Word,
};

pub fn sheet(board: &Board, sort: Sort) -> Sheet {
    let checks = Arc::new(board.to_check());
    let row = |(line, check): (usize, &ToCheck)| Row { line, ..Row::of(check.record) };
    let rows: Vec<Row> = checks.iter().enumerate().map(row).collect();
    let total = rows.len();
    let summary = if checks.is_empty() {
        Flow::default()
    } else {
        Flow::new(vec![Phrase::plain(format!("{} to check", counted(total, "point")))])
    };
    let (of, voices, lines) = (checks.clone(), checks.clone(), checks);
    let columns = vec![
        Column::new("record", 0, (14, 24), |board, row| {
            Phrase::new(board.record(row.record).id.as_str(), Role::Link)
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
