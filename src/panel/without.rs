//! What turns without the voices that are put aside: each figure in all voices and without.

use std::sync::Arc;

use serde_json::json;

use super::{
    json_keys::{JsonForm, JsonKey, always, perhaps},
    rows::Row,
    sheet::{Column, Sheet, Sort},
    spec::{Content, Object, PanelSpec, Placement},
    values::object,
};
use crate::{
    board::{Board, Flip, figures::Turned},
    command::Command,
    look::{Flow, Phrase, Role, counted},
    model::Id,
};

pub(super) static SPEC: PanelSpec = PanelSpec {
    title: "Without these voices",
    help: "what turns without the voices that are put aside",
    placement: Placement::Page {
        shows: "each figure, status and contest in all voices, and without those put aside",
    },
    content: Content::Derived { empty: "nothing turns", json: rows_json, keys: &[KEYS] },
    adds: None,
    of_the_whole: None,
    opens_at_end: false,
    sheet,
    caption: |_, _| None,
};

/// What turns on a board; nothing where everybody speaks.
pub fn flips(board: &Board) -> Vec<Flip> {
    board.in_all_voices().map_or_else(Vec::new, |all| Flip::between(&all, board))
}

fn sheet(board: &Board, sort: Sort) -> Sheet {
    let Some(names) = board.without() else {
        let key = Command::PutAside.key();
        let words = format!("everybody speaks; {key} puts a voice aside");
        return Sheet { summary: Flow::new(vec![Phrase::dim(words)]), ..Sheet::default() };
    };
    let flips = Arc::new(flips(board));
    let row = |(line, flip): (usize, &Flip)| Row { line, ..Row::of_any(flip.record) };
    let rows: Vec<Row> = flips.iter().enumerate().map(row).collect();
    let total = rows.len();
    let column = |title: &str, rank: u8, sizes, cell: fn(&Flip) -> Phrase| {
        let flips = flips.clone();
        Column::new(title, rank, sizes, move |_, row| cell(&flips[row.line]))
    };
    let columns = vec![
        column("what", 1, (11, 11), |flip| Phrase::dim(flip.what.word())),
        column("turns", 0, (20, 36), |flip| match &flip.what {
            Turned::Figure(_) => Phrase::plain(flip.name.as_str()),
            _ => Phrase::new(flip.name.as_str(), Role::Link),
        }),
        column("all voices", 0, (14, 40), |flip| value(flip, &flip.all)),
        column("without", 0, (14, 44), |flip| value(flip, &flip.without)),
    ];
    let of = |word: &str| flips.iter().filter(|flip| flip.what.word() == word).count();
    let kinds =
        [("figure", "figure"), ("status", "status"), ("contested", "matter"), ("record", "record")];
    let told = kinds.into_iter().map(|(word, name)| (of(word), name)).filter(|(n, _)| *n > 0);
    let mut summary = vec![Phrase::new(format!("WITHOUT {names}"), Role::Severe)];
    summary.extend(told.map(|(n, name)| Phrase::plain(counted(n, name))));
    Sheet { columns, rows: rows.into(), summary: Flow::new(summary), total, ..Sheet::default() }
        .sorted(board, sort)
}

fn value(flip: &Flip, text: &str) -> Phrase {
    match &flip.what {
        Turned::Figure(name) => Phrase::figure(text, Role::Plain, name),
        _ => Phrase::plain(text),
    }
}

/// What a row for scripts has.
const KEYS: &[JsonKey] = &[
    always(
        "what",
        JsonForm::Words(&["figure", "status", "contested", "record", "rests on it"]),
        "what turns without the voices that are put aside",
    ),
    perhaps("figure", JsonForm::Text, "the name of the figure that turns"),
    perhaps("key", JsonForm::Text, "the key that is contested no more, or newly"),
    always("name", JsonForm::Text, "what it is called"),
    always("all_voices", JsonForm::Text, "with all voices"),
    always("without_them", JsonForm::Text, "without those"),
    perhaps("id", JsonForm::Text, "the id of the record that turns"),
    perhaps("line", JsonForm::Whole, "where it stands in the file"),
];

fn rows_json(board: &Board) -> Vec<Object> {
    let row = |flip: &Flip| {
        let record = flip.record.map(|n| board.record(n));
        let figure = match &flip.what {
            Turned::Figure(name) => Some(name.as_str()),
            _ => None,
        };
        let key = match &flip.what {
            Turned::Contested(key) => Some(key.name()),
            _ => None,
        };
        object(json!({
            "what": flip.what.word(),
            "figure": figure,
            "key": key,
            "name": flip.name,
            "all_voices": flip.all,
            "without_them": flip.without,
            "id": record.map(|record| Id::as_str(&record.id)),
            "line": record.map(|record| record.spot.line),
        }))
    };
    flips(board).iter().map(row).collect()
}
