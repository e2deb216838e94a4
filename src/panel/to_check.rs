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
    let sorted = sort != Sort::default();
    let mut lines: Vec<(usize, bool)> = Vec::new();
    for (n, check) in checks.iter().enumerate() {
        // The record is named once, above its points.
        let is_first = n == 0 || checks[n - 1].record != check.record;
        lines.extend((is_first && !sorted).then_some((n, true)));
        lines.push((n, false));
    }
    let row = |(n, is_name): &(usize, bool)| Row {
        line: *n,
        depth: usize::from(!is_name),
        ..Row::of(checks[*n].record)
    };
    let rows: Vec<Row> = lines.iter().map(row).collect();
    let total = rows.len();
    let summary = if checks.is_empty() {
        Flow::default()
    } else {
        let points = Phrase::figure(counted(checks.len(), "point"), Role::Plain, "to-check");
        Flow::new(vec![points.and(" to check", Role::Plain)])
    };
    let (of, voices, lines) = (checks.clone(), checks.clone(), checks);
    let name = Column::of_record("record", 0, (20, 44), |board, n| {
        Phrase::new(board.brief(board.record(n)), Role::Link)
    });
    let points = vec![
        Column::new("to check", 0, (20, 90), move |board, row| {
            let point = board.verify(of[row.line]).unwrap_or_default();
            Phrase::plain(format!("{}{point}", if sorted { "" } else { "  " }))
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
    let columns = sorted.then_some(name).into_iter().chain(points).collect();
    let heading = |board: &Board, row: &Row, _: usize| {
        let record = row.record().filter(|_| row.depth == 0)?;
        Some(Phrase::new(board.brief(board.record(record)), Role::Heading))
    };
    let sheet = Sheet { columns, rows: rows.into(), summary, total, ..Sheet::default() };
    let sheet = sheet.sorted(board, sort);
    if sorted { sheet } else { sheet.headed(heading) }
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
