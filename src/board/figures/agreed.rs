//! What lies ahead, and cases: how many, how many are open, what was found.

use std::collections::BTreeMap;

use super::{
    Figure, FigureGround, FigureGrounds, FigureSpec, FigureValue, Labels, Register,
    grounds::{GroundGroup, sorted},
};
use crate::{
    board::{Board, Case, Coming, ComingKind, day_month},
    model::{Bounds, State, Table, Term},
};

const ALL_DAYS: &str = "all days up to the one that is looked at";
const LATEST: &str = "incidents in sight of which a status tells; the latest of procedure and of \
                      finding stands, whoever says so";

pub(super) static ROWS: &[FigureSpec] = &[
    FigureSpec {
        id: "next-7-days",
        unit: "points",
        definition: "Deadlines, planned patrols and handovers, and checks that fall due.",
        counts: "each clause by its deadline as it stands, each patrol and handover that is planned, \
                 each word to be checked, once; whatever the filter",
        window: "the day that is looked at and the seven days after it",
        is_whole: true,
        is_cell: false,
        each: |register, spec| {
            let count = register.board.coming().len();
            vec![Figure::listed(spec, "in the next 7 days", count)]
        },
        why: |register, _| why_coming(register.board),
    },
    FigureSpec {
        id: "cases",
        unit: "cases",
        definition: "Incidents that have a case.",
        counts: LATEST,
        window: ALL_DAYS,
        is_whole: false,
        is_cell: false,
        each: |register, spec| vec![Figure::listed(spec, "cases", cases(register.board).len())],
        why: |register, _| why_cases(register.board, |_| true),
    },
    FigureSpec {
        id: "cases-open",
        unit: "cases",
        definition: "Cases that are not closed.",
        counts: LATEST,
        window: ALL_DAYS,
        is_whole: false,
        is_cell: false,
        each: |register, spec| {
            let open = cases(register.board).iter().filter(|case| case.is_open()).count();
            vec![Figure::listed(spec, "open", open)]
        },
        why: |register, _| why_cases(register.board, Case::is_open),
    },
    FigureSpec {
        id: "cases-by-finding",
        unit: "cases",
        definition: "Cases in which that was found last.",
        counts: LATEST,
        window: ALL_DAYS,
        is_whole: false,
        is_cell: true,
        each: by_finding,
        why: |register, figure| {
            let word = figure.of.as_deref().and_then(State::from_word);
            why_cases(register.board, |case| found(case) == word)
        },
    },
];

fn cases(board: &Board) -> Vec<Case> {
    let cases = Case::all(board).into_iter();
    cases.filter(|case| board.is_matching(case.incident)).collect()
}

fn found(case: &Case) -> Option<State> {
    case.finding.as_ref().map(|step| step.is)
}

fn by_finding(register: &Register, spec: &'static FigureSpec) -> Vec<Figure> {
    let mut counts: BTreeMap<State, u64> = BTreeMap::new();
    for is in cases(register.board).iter().filter_map(found) {
        *counts.entry(is).or_default() += 1;
    }
    let figure = |(is, n): (State, u64)| {
        let labels = Labels::one(Term::State(is).spoken());
        let value = FigureValue::Listed(Bounds::new(n, n));
        Figure::new(spec, labels, value).of_row(is.word().into())
    };
    counts.into_iter().map(figure).collect()
}

fn why_cases(board: &Board, counts: impl Fn(&Case) -> bool) -> FigureGrounds {
    let attacks = board.scenario().span(Table::Attack);
    let with_case = attacks.filter(|n| board.is_visible(*n));
    sorted(board, with_case, |n| {
        let case = Case::of(board, n)?;
        let words: Vec<String> = case
            .standing()
            .map(|step| {
                let voice = step.voice.as_ref().map(|voice| board.voice_name(voice));
                let said = voice.map(|voice| format!(", says {voice}")).unwrap_or_default();
                format!("{}{said}", Term::State(step.is).spoken())
            })
            .collect();
        let is_it = board.is_matching(n) && counts(&case);
        let group = if is_it { GroundGroup::Certain } else { GroundGroup::Not };
        Some((group, words.join("; ")))
    })
}

fn why_coming(board: &Board) -> FigureGrounds {
    let ground = |coming: &Coming| {
        let day = day_month(coming.day);
        let reason = match coming.kind {
            ComingKind::Deadline => format!("deadline {day}"),
            ComingKind::Planned => format!("planned {day}"),
            ComingKind::Check(check) => {
                let what = board.verify(check).map(ToString::to_string).unwrap_or_default();
                format!("to check by {day}: {what}")
            }
        };
        FigureGround::of(coming.record, reason)
    };
    let certain = board.coming().iter().map(ground).collect();
    FigureGrounds { certain, ..FigureGrounds::default() }
}
