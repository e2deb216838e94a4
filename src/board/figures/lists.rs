//! How many records lists hold: events, statements, assessments, numbered patrols, and what was said
//! anew of them.

use std::collections::BTreeMap;

use super::{
    Figure, FigureGrounds, FigureSpec, FigureValue, Labels, Register,
    grounds::{AskedOf, GroundGroup, everywhere, out_of_sight, sorted},
};
use crate::{
    board::{Board, Dated, EvidenceChange, Matter, Numbered, Silence, Stance},
    model::{Bounds, Clean, Id, Key, RecordIx, Table},
};

const ALL_DAYS: &str = "all days up to the one that is looked at";
const RECORDS: &str = "records, each for itself; what was taken back is left out";
const ACCOUNTS: &str = "accounts of records on which voices differ or corrected themselves";

/// Tables whose records are listed by their days.
const DATED: [Table; 8] = [
    Table::Patrol,
    Table::Attack,
    Table::Restriction,
    Table::Weapon,
    Table::Handover,
    Table::Event,
    Table::Statement,
    Table::Assessment,
];

macro_rules! stance {
    ($id:literal $stance:ident $definition:literal) => {
        FigureSpec {
            id: $id,
            unit: "accounts",
            definition: $definition,
            counts: ACCOUNTS,
            window: ALL_DAYS,
            is_whole: false,
            is_cell: false,
            each: |register, spec| stances(register, spec, Stance::$stance),
            why: |register, _| why_stances(register, Stance::$stance),
        }
    };
}

pub(super) static ROWS: &[FigureSpec] = &[
    FigureSpec {
        id: "events",
        unit: "events",
        definition: "Events that are told of: meetings, talks, convoys and the like.",
        counts: "records of events; what may be one is one at the low end and two at the high end",
        window: ALL_DAYS,
        is_whole: false,
        is_cell: false,
        each: |register, spec| {
            let value = FigureValue::Listed(register.board.counted(Dated::Events));
            vec![Figure::new(spec, Labels::one("events"), value)]
        },
        why: |register, _| {
            let (board, table) = (register.board, Table::Event);
            let refuses = |_: RecordIx| None;
            let days = None;
            AskedOf { board, table, refuses: &refuses, here: &everywhere, days, is_whole: false }
                .grounds()
        },
    },
    FigureSpec {
        id: "events-by-kind",
        unit: "events",
        definition: "Events of a kind, as their authors call it.",
        counts: RECORDS,
        window: ALL_DAYS,
        is_whole: false,
        is_cell: true,
        each: |register, spec| grouped(register.board, spec, Table::Event, kind_of),
        why: |register, figure| why_grouped(register.board, figure, Table::Event, kind_of),
    },
    FigureSpec {
        id: "undated",
        unit: "records",
        definition: "Records of a table of which nobody tells the day, nor from which day on.",
        counts: "records, each for itself",
        window: ALL_DAYS,
        is_whole: false,
        is_cell: true,
        each: |register, spec| {
            let board = register.board;
            let figure = |table: &Table| {
                let undated = board.shown_of(*table).filter(|n| board.is_undated(*n)).count();
                let name = format!("{} with no day told", table.plural(2));
                let figure = Figure::listed(spec, &name, undated).of_row(table.name().into());
                (undated > 0).then_some(figure)
            };
            DATED.iter().filter_map(figure).collect()
        },
        why: |register, figure| {
            let board = register.board;
            let table = DATED.iter().find(|table| figure.of.as_deref() == Some(table.name()));
            let records = table.map(|table| board.shown_of(*table).collect::<Vec<_>>());
            sorted(board, records.unwrap_or_default(), |n| {
                let words = "its day is not told".to_owned();
                board.is_undated(n).then_some((GroundGroup::Certain, words))
            })
        },
    },
    FigureSpec {
        id: "statements",
        unit: "statements",
        definition: "What speakers are quoted with.",
        counts: RECORDS,
        window: ALL_DAYS,
        is_whole: false,
        is_cell: false,
        each: |register, spec| {
            let statements = register.board.counted(Dated::Statements);
            vec![Figure::new(spec, Labels::one("statements"), FigureValue::Listed(statements))]
        },
        why: |register, _| {
            let (board, table) = (register.board, Table::Statement);
            let refuses = |_: RecordIx| None;
            let days = None;
            AskedOf { board, table, refuses: &refuses, here: &everywhere, days, is_whole: false }
                .grounds()
        },
    },
    FigureSpec {
        id: "statements-by",
        unit: "statements",
        definition: "What one speaker is quoted with.",
        counts: RECORDS,
        window: ALL_DAYS,
        is_whole: false,
        is_cell: true,
        each: |register, spec| grouped(register.board, spec, Table::Statement, speaker_of),
        why: |register, figure| why_grouped(register.board, figure, Table::Statement, speaker_of),
    },
    FigureSpec {
        id: "assessments",
        unit: "assessments",
        definition: "Judgements, which are never counted with facts.",
        counts: RECORDS,
        window: ALL_DAYS,
        is_whole: false,
        is_cell: false,
        each: |register, spec| {
            let all = standing(register.board, Table::Assessment).count();
            vec![Figure::listed(spec, "assessments", all)]
        },
        why: |register, _| why_records(register.board, Table::Assessment, |_| true, "a judgement"),
    },
    FigureSpec {
        id: "assessments-on-changed-evidence",
        unit: "assessments",
        definition: "Judgements of which something that they rest on changed since.",
        counts: RECORDS,
        window: ALL_DAYS,
        is_whole: false,
        is_cell: false,
        each: |register, spec| {
            let board = register.board;
            let changed = standing(board, Table::Assessment).filter(|n| is_on_changed(board, *n));
            vec![Figure::listed(spec, "on changed evidence", changed.count())]
        },
        why: |register, _| {
            let board = register.board;
            let is_it = |n: RecordIx| is_on_changed(board, n);
            why_records(board, Table::Assessment, is_it, "what it rests on changed since")
        },
    },
    stance!("denials" Denies "Accounts that say that it is not so."),
    stance!("corrections" Corrected "Accounts that their own voice replaced later."),
    stance!("withdrawals" Withdrawn "Accounts that their own voice took back."),
    FigureSpec {
        id: "in-time",
        unit: "sources",
        definition: "Sources that are expected to report, and have done so in time.",
        counts: "sources with `every_days`",
        window: ALL_DAYS,
        is_whole: true,
        is_cell: false,
        each: |register, spec| {
            let board = register.board;
            let in_time = Silence::all(board).iter().filter(|silence| is_in_time(silence)).count();
            vec![Figure::listed(spec, "sources in time", in_time)]
        },
        why: |register, _| {
            let board = register.board;
            let silences = Silence::all(board);
            sorted(board, silences.iter().map(|silence| silence.source), |n| {
                let silence = silences.iter().find(|silence| silence.source == n)?;
                Some(match is_in_time(silence) {
                    true => (GroundGroup::Certain, "heard in time".to_owned()),
                    false => (GroundGroup::Not, "overdue, or not heard yet".to_owned()),
                })
            })
        },
    },
    FigureSpec {
        id: "numbered-patrols",
        unit: "patrols",
        definition: "Patrols that somebody gives a number.",
        counts: RECORDS,
        window: ALL_DAYS,
        is_whole: false,
        is_cell: false,
        each: |register, spec| {
            let numbered = Numbered::all(register.board, register.board.ledgers()).len();
            vec![Figure::listed(spec, "numbered patrols", numbered)]
        },
        why: |register, _| {
            let numbered = Numbered::all(register.board, register.board.ledgers());
            let is_numbered = |n: RecordIx| numbered.iter().any(|line| line.patrol == n);
            sorted(register.board, register.board.scenario().span(Table::Patrol), |n| {
                Some(match is_numbered(n) {
                    true => (GroundGroup::Certain, "somebody numbers it".to_owned()),
                    false => (GroundGroup::Not, "nobody numbers it".to_owned()),
                })
            })
        },
    },
];

/// A table's records that pass the filter and were not taken back.
pub(super) fn standing(board: &Board, table: Table) -> impl Iterator<Item = RecordIx> {
    board.shown_of(table).filter(|n| !board.is_taken_back(*n))
}

/// The records of a table, of which those count that are it.
pub(super) fn why_records(
    board: &Board,
    table: Table,
    is_it: impl Fn(RecordIx) -> bool,
    reason: &str,
) -> FigureGrounds {
    sorted(board, board.scenario().span(table), |n| {
        Some(match out_of_sight(board, n, false) {
            Some(reason) => (GroundGroup::Not, reason),
            None if is_it(n) => (GroundGroup::Certain, reason.to_owned()),
            None => (GroundGroup::Not, "another".to_owned()),
        })
    })
}

fn kind_of(board: &Board, n: RecordIx) -> Option<Clean> {
    board.shown(board.record(n), Key::Kind)?.value.text_or_name().cloned()
}

fn speaker_of(board: &Board, n: RecordIx) -> Option<Clean> {
    board.shown_id(board.record(n), Key::Speaker).map(|id| id.as_str().into())
}

/// A figure for each group of a table's records, the largest first.
pub(super) fn grouped(
    board: &Board,
    spec: &'static FigureSpec,
    table: Table,
    group_of: fn(&Board, RecordIx) -> Option<Clean>,
) -> Vec<Figure> {
    let mut groups: BTreeMap<Clean, usize> = BTreeMap::new();
    for group in standing(board, table).filter_map(|n| group_of(board, n)) {
        *groups.entry(group).or_default() += 1;
    }
    let mut groups: Vec<(Clean, usize)> = groups.into_iter().collect();
    groups.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let figure = |(group, n): (Clean, usize)| {
        let name = match Id::new(&group).filter(|id| board.scenario().find(id).is_some()) {
            Some(id) => board.name(&id).to_owned(),
            None => group.to_string(),
        };
        Figure::listed(spec, &name, n).of_row(group)
    };
    groups.into_iter().map(figure).collect()
}

pub(super) fn why_grouped(
    board: &Board,
    figure: &Figure,
    table: Table,
    group_of: fn(&Board, RecordIx) -> Option<Clean>,
) -> FigureGrounds {
    let is_it = |n: RecordIx| group_of(board, n) == figure.of;
    why_records(board, table, is_it, "one of them")
}

fn is_on_changed(board: &Board, n: RecordIx) -> bool {
    !EvidenceChange::all(board, board.record(n)).is_empty()
}

fn is_in_time(silence: &Silence) -> bool {
    silence.days.is_some() && !silence.is_overdue()
}

fn stances(register: &Register, spec: &'static FigureSpec, stance: Stance) -> Vec<Figure> {
    let told = Matter::accounts_that(register.board.matters(), stance) as u64;
    vec![Figure::new(spec, Labels::one(spec.id), FigureValue::Told(Bounds::new(told, told)))]
}

fn why_stances(register: &Register, stance: Stance) -> FigureGrounds {
    let mut told: BTreeMap<RecordIx, usize> = BTreeMap::new();
    for matter in register.board.matters().iter() {
        let count = Matter::accounts_that(std::slice::from_ref(matter), stance);
        if count > 0 {
            *told.entry(matter.record).or_default() += count;
        }
    }
    sorted(register.board, told.keys().copied(), |n| {
        let words = match told[&n] {
            1 => "one account of it".to_owned(),
            many => format!("{many} accounts of it"),
        };
        Some((GroundGroup::Certain, words))
    })
}
