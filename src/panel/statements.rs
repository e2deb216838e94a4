//! Statements: who said what about what. Sorted by speaker or subject at a key.

use super::{
    cells,
    sheet::{Column, Sheet, Sort, latest_first},
    spec::{Content, PanelSpec, Placement},
};
use crate::{
    board::{Board, Figure, Register},
    look::{Flow, Phrase, Role},
    model::{Key, RecordIx, Table, Value},
};

pub(super) static SPEC: PanelSpec = PanelSpec {
    title: "Statements",
    help: "statements",
    placement: Placement::Page {
        shows: "who said what; the detail shows what happened around it, seven days before and after",
    },
    content: Content::Records { table: Table::Statement, joins: None },
    adds: Some(Table::Statement),
    of_the_whole: None,
    opens_at_end: false,
    sheet,
    caption: |board, row| Some(caption(board, row.record()?)),
};

fn sheet(board: &Board, sort: Sort) -> Sheet {
    let columns = vec![
        cells::date_column(0, (8, 16)),
        Column::of_record("speaker", 0, (10, 22), |board, n| {
            cells::names_of(board, n, Key::Speaker)
        }),
        Column::of_record("for", 3, (8, 16), |board, n| cells::names_of(board, n, Key::For)),
        Column::of_record("kind", 1, (13, 13), |board, n| {
            let word = board.displayed(board.record(n), Key::Kind);
            Phrase::plain(word.and_then(Value::word).unwrap_or(""))
        }),
        cells::records_column("about", 2, (12, 26), Key::About),
        Column::of_record("says", 1, (20, 110), says),
        Column::of_record("voice", 4, (10, 26), cells::voice),
        Column::of_record("grade", 3, (5, 5), cells::grade),
    ];
    let rows = latest_first(board, Table::Statement);
    let total = board.visible_of(Table::Statement).count();
    Sheet {
        columns,
        rows: rows.into(),
        summary: Flow::new(summary(board)),
        total,
        ..Sheet::default()
    }
    .sorted(board, sort)
    .with_undated(board, Table::Statement, sort)
}

fn says(board: &Board, n: RecordIx) -> Phrase {
    let record = board.record(n);
    let mut denials = record
        .words
        .iter()
        .filter(|word| word.get(Key::Denies) == Some(&Value::Flag(true)) && board.counts(word));
    let says = cells::text(board, record, Key::Says);
    match denials.next().and_then(|word| word.voice()) {
        Some(voice) => {
            Phrase::new(format!("denied by {}: ", board.voice_name(voice)), Role::Warning)
                .join(says)
        }
        None => says,
    }
}

/// How many statements each speaker made, those who said most first.
fn summary(board: &Board) -> Vec<Phrase> {
    let register = Register::new(board);
    let total = register.one("statements").filter(Figure::counts_any);
    let total = total.map(|total| cells::counted_figure(board, &total, "statement"));
    let speakers = register.of("statements-by").into_iter().take(8);
    let speakers = speakers.map(|speaker| cells::named_figure(board, &speaker));
    total.into_iter().chain(speakers).collect()
}

fn caption(board: &Board, n: RecordIx) -> Phrase {
    Phrase::list([says(board, n), cells::voice(board, n)], " · ")
}
