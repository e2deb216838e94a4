//! Cases: what became of incidents that were reported: how far each procedure is, what was found and
//! by whom. The board itself finds nothing.

use std::sync::Arc;

use serde_json::{Value as Json, json};

use super::{
    cells,
    json_keys::{DATE, JsonForm, JsonKey, TEXTS, always, perhaps},
    rows::Row,
    sheet::{Column, Sheet, Sort},
    spec::{Content, Object, PanelSpec, Placement},
    values::{object, when_json},
};
use crate::{
    board::{Board, Case, CaseStep, Figure, Register, human},
    look::{Flow, Phrase, Role, glyph},
    model::{Id, RecordIx, Table, Term},
};

pub(super) static SPEC: PanelSpec = PanelSpec {
    title: "Cases",
    help: "cases: what became of incidents",
    placement: Placement::Page {
        shows: "incidents with a case: how far it is, what was found, since when, by whom",
    },
    content: Content::Derived {
        empty: "no case by this day; a status of an incident opens one",
        json: rows_json,
        keys: &[KEYS],
    },
    adds: Some(Table::Status),
    of_the_whole: None,
    opens_at_end: false,
    sheet,
    caption: |board, row| Some(caption(board, row.record()?)),
};

/// The cases of incidents that pass the filter; the one with the latest step first.
fn cases(board: &Board) -> Vec<Case> {
    let mut cases = Case::all(board);
    cases.retain(|case| board.is_matching(case.incident));
    let latest = |case: &Case| {
        let days = case.standing().filter_map(|step| step.since.as_ref());
        days.filter_map(|since| since.earliest.or(since.latest)).max()
    };
    cases.sort_by_key(|case| std::cmp::Reverse(latest(case)));
    cases
}

fn sheet(board: &Board, sort: Sort) -> Sheet {
    let cases = Arc::new(cases(board));
    let rows: Vec<Row> = cases
        .iter()
        .enumerate()
        .map(|(line, case)| Row { line, ..Row::of(case.incident) })
        .collect();
    let total = Case::all(board).len();
    let step =
        |title: &'static str, rank, sizes, of: fn(&Case) -> Option<&CaseStep>, cell: Cell| {
            let cases = cases.clone();
            Column::new(title, rank, sizes, move |board, row| {
                of(&cases[row.line]).map_or_else(Phrase::default, |step| cell(board, step))
            })
        };
    let columns = vec![
        Column::of_record("incident", 0, (16, 44), |board, n| {
            Phrase::plain(board.brief(board.record(n)))
        }),
        step("procedure", 0, (10, 20), |case| case.procedure.as_ref(), state),
        step("since", 3, (6, 12), |case| case.procedure.as_ref(), since),
        step("by whom", 4, (8, 24), |case| case.procedure.as_ref(), voice),
        step("finding", 0, (10, 36), |case| case.finding.as_ref(), state),
        step("found", 2, (6, 12), |case| case.finding.as_ref(), since),
        step("found by", 1, (8, 24), |case| case.finding.as_ref(), voice),
    ];
    let summary = Flow::new(summary(board));
    Sheet { columns, rows: rows.into(), summary, total, ..Sheet::default() }.sorted(board, sort)
}

/// What stands in a cell of a step.
type Cell = fn(&Board, &CaseStep) -> Phrase;

/// `attributed to North ≠`
fn state(board: &Board, step: &CaseStep) -> Phrase {
    let to: Vec<String> = step.to.iter().map(|id| board.quoted_name(id)).collect();
    let to = if to.is_empty() { String::new() } else { format!(" to {}", to.join(", ")) };
    let mark = if step.is_contested { format!(" {}", glyph::CONTESTED) } else { String::new() };
    let role = Role::of(step.is);
    Phrase::new(format!("{}{to}", Term::State(step.is).spoken()), role).and(mark, Role::Contested)
}

fn since(board: &Board, step: &CaseStep) -> Phrase {
    let since = step.since.as_ref().map(|since| human(since, board.clock.as_of).to_string());
    Phrase::plain(since.unwrap_or_default())
}

fn voice(board: &Board, step: &CaseStep) -> Phrase {
    let voice = step.voice.as_ref().map(|voice| board.voice_name(voice).to_owned());
    Phrase::dim(voice.unwrap_or_default())
}

/// How many there are, how many are open, and what was found.
fn summary(board: &Board) -> Vec<Phrase> {
    let register = Register::new(board);
    let one = |id: &str, noun: &str| {
        let figure = register.one(id).filter(Figure::counts_any);
        figure.map(|figure| cells::counted_figure(board, &figure, noun))
    };
    let total = one("cases", "case");
    let open = register.one("cases-open").filter(Figure::counts_any);
    let open = open.map(|open| cells::named_figure(board, &open));
    let found = register.of("cases-by-finding").into_iter();
    let found = found.map(|figure| cells::named_figure(board, &figure));
    total.into_iter().chain(open).chain(found).collect()
}

/// The case of an incident in one line: `Under investigation since 4 Jul, says T`.
pub(super) fn in_words(board: &Board, case: &Case) -> Phrase {
    Phrase::list(case.standing().map(|step| step_in_words(board, step)), "; ")
}

/// How far a case is and what was found, in as few words as a cell holds.
pub(super) fn standing(board: &Board, case: &Case) -> Phrase {
    Phrase::list(case.standing().map(|step| state(board, step)), "; ")
}

fn step_in_words(board: &Board, step: &CaseStep) -> Phrase {
    let since = step.since.as_ref().map(|since| human(since, board.clock.as_of));
    let since = since.map(|since| format!(" since {since}")).unwrap_or_default();
    let says = step.voice.as_ref().map(|voice| match voice.is_desk() {
        true => ", says the desk".to_owned(),
        false => format!(", says {}", board.voice_name(voice)),
    });
    state(board, step).and(since, Role::Plain).and(says.unwrap_or_default(), Role::Dim)
}

fn caption(board: &Board, n: RecordIx) -> Phrase {
    Case::of(board, n).map_or_else(Phrase::default, |case| in_words(board, &case))
}

/// What a row for scripts has.
const KEYS: &[JsonKey] = &[
    always("record", JsonForm::Text, "the id of the incident"),
    perhaps("procedure", STEP, "how far the procedure is"),
    perhaps("finding", STEP, "what was found"),
    always("earlier", JsonForm::Many(&STEP), "where it stood before"),
    always("open", JsonForm::Flag, "whether it goes on"),
    always("line", JsonForm::Whole, "where the incident stands in the file"),
];
const STEP: JsonForm = JsonForm::Named(
    "step",
    &[
        always("status", JsonForm::Text, "the id of the status that says so"),
        always("is", JsonForm::Text, "the word of the list of states"),
        perhaps("since", DATE, "since when"),
        perhaps("voice", JsonForm::Text, "the id of the source that says so"),
        always("to", TEXTS, "ids of those to whom it was brought"),
        always("contested", JsonForm::Flag, "whether voices cannot all be right"),
    ],
);

fn step_json(board: &Board, step: &CaseStep) -> Json {
    json!({
        "status": board.record(step.record).id.as_str(),
        "is": step.is.word(),
        "since": step.since.as_ref().map(when_json),
        "voice": step.voice.as_ref().map(Id::as_str),
        "to": step.to.iter().map(Id::as_str).collect::<Vec<_>>(),
        "contested": step.is_contested,
    })
}

fn rows_json(board: &Board) -> Vec<Object> {
    let row = |case: Case| {
        let record = board.record(case.incident);
        object(json!({
            "record": record.id.as_str(),
            "procedure": case.procedure.as_ref().map(|step| step_json(board, step)),
            "finding": case.finding.as_ref().map(|step| step_json(board, step)),
            "earlier": case.earlier.iter().map(|step| step_json(board, step)).collect::<Vec<_>>(),
            "open": case.is_open(),
            "line": record.spot.line,
        }))
    };
    cases(board).into_iter().map(row).collect()
}
