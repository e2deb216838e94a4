//! Assessments: judgement apart from fact, in the assessor's own terms, and whether what it rests
//! on has changed since.

use super::{
    cells,
    sheet::{Column, Sheet, Sort, latest_first},
    spec::{Content, PanelSpec, Placement},
};
use crate::{
    board::{Board, EvidenceChange, Figure, Register},
    look::{Flow, Phrase, Role, counted},
    model::{Id, Key, Likelihood, RecordIx, Table, Term, Value},
};

pub(super) static SPEC: PanelSpec = PanelSpec {
    title: "Assessments",
    help: "assessments, apart from facts",
    placement: Placement::Page {
        shows: "judgements apart from facts, and whether what they rest on has changed since",
    },
    content: Content::Records { table: Table::Assessment, joins: None },
    adds: Some(Table::Assessment),
    of_the_whole: None,
    opens_at_end: false,
    sheet,
    caption: |board, row| Some(caption(board, row.record()?)),
};

fn sheet(board: &Board, sort: Sort) -> Sheet {
    let columns = vec![
        cells::date_column(1, (8, 14)),
        Column::of_record("judgement", 0, (24, 110), |board, n| {
            cells::text(board, board.record(n), Key::Judgement)
        }),
        Column::of_record("how sure", 0, (17, 22), how_sure),
        Column::of_record("about", 4, (10, 30), |board, n| about(board, n, cells::names)).aloud(
            |board, row| {
                let said = row.record().map(|n| about(board, n, cells::briefs));
                said.unwrap_or_default()
            },
        ),
        Column::of_record("rests on", 1, (9, 10), rests_on),
        Column::of_record("evidence", 1, (9, 36), evidence),
        Column::of_record("assessor", 2, (10, 26), cells::voice),
        Column::of_record("grade", 3, (5, 5), cells::grade),
        Column::of_record("note", 5, (12, 40), |board, n| cells::note(board, board.record(n))),
    ];
    let rows = latest_first(board, Table::Assessment);
    let total = board.visible_of(Table::Assessment).count();
    Sheet {
        columns,
        rows: rows.into(),
        summary: Flow::new(summary(board)),
        total,
        ..Sheet::default()
    }
    .sorted(board, sort)
    .with_undated(board, Table::Assessment, sort)
}

/// The term with its band, or the confidence, or the assessor's own words; never more than was
/// said.
fn how_sure(board: &Board, n: RecordIx) -> Phrase {
    let record = board.record(n);
    let likelihood = board.shown_term::<Likelihood>(record, Key::Likelihood);
    if let Some(likelihood) = likelihood {
        let words = Phrase::plain(Term::Likelihood(likelihood).spoken())
            .and(format!(" {}", likelihood.meaning()), Role::Dim);
        return cells::contested(board, n, Key::Likelihood, words);
    }
    if let Some(confidence) = board.shown_word(record, Key::Confidence) {
        let words = Phrase::plain(confidence).and(" confidence", Role::Dim);
        return cells::contested(board, n, Key::Confidence, words);
    }
    let words = board.leading(record).get(Key::Words).and_then(Value::as_text);
    words.map_or_else(Phrase::not_stated, |words| Phrase::plain(format!("“{words}”")))
}

/// What it is about, where its author says so.
fn about(board: &Board, n: RecordIx, said: fn(&Board, &[Id]) -> Phrase) -> Phrase {
    let about = board.shown_ids(board.record(n), Key::About);
    if about.is_empty() { Phrase::default() } else { said(board, about) }
}

fn rests_on(board: &Board, n: RecordIx) -> Phrase {
    match board.rests_on(board.record(n)).len() {
        0 => Phrase::new("nothing", Role::Warning),
        n => Phrase::plain(counted(n, "record")),
    }
}

fn evidence(board: &Board, n: RecordIx) -> Phrase {
    let changed = EvidenceChange::all(board, board.record(n));
    if changed.is_empty() {
        return Phrase::dim("unchanged");
    }
    let changed = changed
        .into_iter()
        .map(|(n, how)| Phrase::plain(format!("{}: {}", board.brief(board.record(n)), how.word())));
    Phrase::new("changed: ", Role::Warning).join(Phrase::list(changed, ", "))
}

fn summary(board: &Board) -> Vec<Phrase> {
    let register = Register::new(board);
    let Some(total) = register.one("assessments").filter(Figure::counts_any) else {
        return Vec::new();
    };
    let mut parts = vec![cells::counted_figure(board, &total, "assessment")];
    let changed = register.one("assessments-on-changed-evidence").filter(Figure::counts_any);
    parts.extend(changed.map(|changed| {
        let words = format!("{} on evidence that changed since", changed.text());
        Phrase::figure(words, Role::Warning, &changed.name())
    }));
    parts.push(Phrase::dim("judgements, never counted with facts"));
    parts
}

fn caption(board: &Board, n: RecordIx) -> Phrase {
    let judgement = cells::text(board, board.record(n), Key::Judgement);
    Phrase::list([judgement, evidence(board, n), cells::voice(board, n)], " · ")
}
