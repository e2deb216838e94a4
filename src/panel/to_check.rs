//! To check today: what the desk noted down as open, word by word.

use std::sync::Arc;

use serde_json::json;

use super::{
    cells,
    json_keys::{JsonForm, JsonKey, always, perhaps},
    rows::Row,
    sheet::{Column, Sheet, Sort},
    spec::{Content, Object, PanelSpec, Placement},
    values::object,
};
use crate::{
    board::{Board, ToCheck, human},
    look::{Flow, Phrase, Role, counted},
    model::{Id, When, Word},
};

pub(super) static SPEC: PanelSpec = PanelSpec {
    title: "To check today",
    help: "what is still to be checked",
    placement: Placement::Page { shows: "what is marked `verify`" },
    content: Content::Derived {
        empty: "nothing is marked to be checked; `verify` marks it",
        json: rows_json,
        keys: &[KEYS],
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
        let points = points.and(" to check", Role::Plain);
        let overdue = checks.iter().filter(|check| check.is_overdue(board)).count();
        let overdue = (overdue > 0).then(|| {
            Phrase::figure(overdue.to_string(), Role::Warning, "checks-overdue")
                .and(" past their day", Role::Warning)
        });
        Flow::new([points].into_iter().chain(overdue).collect())
    };
    let [of, voices] = [(); 2].map(|()| checks.clone());
    let due = due_columns(board, &checks);
    let lines = checks;
    let name = Column::of_record("record", 0, (20, 44), |board, n| {
        Phrase::new(board.brief(board.record(n)), Role::Link)
    });
    let mut points = vec![
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
    points.splice(1..1, due);
    let columns = sorted.then_some(name).into_iter().chain(points).collect();
    let heading = |board: &Board, row: &Row, _: usize| {
        let record = row.record().filter(|_| row.depth == 0)?;
        Some(Phrase::new(board.brief(board.record(record)), Role::Heading))
    };
    let sheet = Sheet { columns, rows: rows.into(), summary, total, ..Sheet::default() };
    let sheet = sheet.sorted(board, sort);
    if sorted { sheet } else { sheet.headed(heading) }
}

/// By when and by whom, where the desk says so of any.
fn due_columns(board: &Board, checks: &Arc<Vec<ToCheck>>) -> Vec<Column> {
    let (days, owners) = (checks.clone(), checks.clone());
    let has_day = checks.iter().any(|check| check.due(board).is_some());
    let has_owner = checks.iter().any(|check| check.owner(board).is_some());
    let day = || Column::new("by", 1, (6, 12), move |board, row| due(board, days[row.line]));
    let owner = || {
        Column::new("who checks", 2, (8, 20), move |board, row| {
            let owner = owners[row.line].owner(board);
            Phrase::plain(owner.map_or("", |owner| owner.as_str()))
        })
    };
    has_day.then(day).into_iter().chain(has_owner.then(owner)).collect()
}

/// The day by which it is to be checked, with the year where that is another one.
fn due(board: &Board, check: ToCheck) -> Phrase {
    let Some(day) = check.due(board) else { return Phrase::default() };
    let role = if check.is_overdue(board) { Role::Warning } else { Role::Plain };
    Phrase::new(human(&When::on(day), board.clock.as_of).to_string(), role)
}

fn word(board: &Board, check: ToCheck) -> &Word {
    &board.record(check.record).words[check.word]
}

/// What is still to be checked: a row for each word that says so.
/// What a row for scripts has.
const KEYS: &[JsonKey] = &[
    always("record", JsonForm::Text, "the id of the record"),
    always("verify", JsonForm::Text, "what is to be checked"),
    perhaps("verify_by", JsonForm::Day, "the day by which"),
    perhaps("owner", JsonForm::Text, "who checks it"),
    perhaps("voice", JsonForm::Text, "the id of the source of the word"),
    always("line", JsonForm::Whole, "where the word stands in the file"),
];

fn rows_json(board: &Board) -> Vec<Object> {
    let row = |check: ToCheck| {
        let record = board.record(check.record);
        let word = &record.words[check.word];
        object(json!({
            "record": record.id.as_str(),
            "verify": board.verify(check),
            "verify_by": check.due(board).map(|day| day.to_string()),
            "owner": check.owner(board).map(|owner| owner.to_string()),
            "voice": word.voice().map(Id::as_str),
            "line": word.spot.line,
        }))
    };
    ToCheck::all(board).into_iter().map(row).collect()
}
