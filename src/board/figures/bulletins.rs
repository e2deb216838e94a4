//! Bulletins, and how much rests on each.

use super::{
    Figure, FigureSpec,
    grounds::{GroundGroup, out_of_sight, sorted},
};
use crate::{
    board::Board,
    model::{Id, RecordIx, Table},
};

const ALL_DAYS: &str = "all days up to the one that is looked at";

pub(super) static ROWS: &[FigureSpec] = &[
    FigureSpec {
        id: "bulletins",
        unit: "bulletins",
        definition: "Reports that carry many facts, each with its own voice and day.",
        counts: "bulletins that were published by then",
        window: ALL_DAYS,
        is_whole: false,
        is_cell: false,
        each: |register, spec| {
            let count = register.board.shown_of(Table::Bulletin).count();
            let figure = Figure::listed(spec, "bulletins", count);
            Vec::from_iter(has_bulletins(register.board).then_some(figure))
        },
        why: |register, _| {
            let board = register.board;
            sorted(board, board.scenario().span(Table::Bulletin), |n| {
                Some(match out_of_sight(board, n, false) {
                    Some(reason) => (GroundGroup::Not, reason),
                    None => (GroundGroup::Certain, "a bulletin".to_owned()),
                })
            })
        },
    },
    FigureSpec {
        id: "resting-on-bulletins",
        unit: "records",
        definition: "Records of which some word is that of a bulletin.",
        counts: "records with a word that names a bulletin and is said by then, each once",
        window: ALL_DAYS,
        is_whole: true,
        is_cell: false,
        each: |register, spec| {
            let board = register.board;
            let figure =
                Figure::listed(spec, "records that rest on bulletins", resting(board).len());
            Vec::from_iter(has_bulletins(board).then_some(figure))
        },
        why: |register, _| {
            let rests = |_| Some((GroundGroup::Certain, "it rests on a bulletin".to_owned()));
            sorted(register.board, resting(register.board), rests)
        },
    },
    FigureSpec {
        id: "resting-on",
        unit: "records",
        definition: "Records of which some word is that of one bulletin.",
        counts: "records with a word that names the bulletin and is said by then",
        window: ALL_DAYS,
        is_whole: true,
        is_cell: true,
        each: |register, spec| {
            let board = register.board;
            let figure = |n: RecordIx| {
                let bulletin = board.record(n);
                let name = format!("records on {}", board.what(bulletin));
                let count = board.resting_on(&bulletin.id).count();
                Figure::listed(spec, &name, count).of(&bulletin.id)
            };
            board.shown_of(Table::Bulletin).map(figure).collect()
        },
        why: |register, figure| {
            let board = register.board;
            let records: Vec<RecordIx> = match figure.of_id() {
                Some(id) => board.index.naming(Table::Bulletin, &id).to_vec(),
                None => Vec::new(),
            };
            let counted = |of: &Id| board.resting_on(of).collect::<Vec<_>>();
            let counted = figure.of_id().as_ref().map(counted).unwrap_or_default();
            sorted(board, records, |n| {
                Some(match out_of_sight(board, n, true) {
                    Some(reason) => (GroundGroup::Not, reason),
                    None if counted.contains(&n) => {
                        (GroundGroup::Certain, "it rests on the bulletin".to_owned())
                    }
                    None => (GroundGroup::Not, "that word is not known yet".to_owned()),
                })
            })
        },
    },
];

fn has_bulletins(board: &Board) -> bool {
    !board.scenario().table(Table::Bulletin).is_empty()
}

/// Every record that rests on any bulletin, once.
fn resting(board: &Board) -> Vec<RecordIx> {
    let bulletins = board.visible_of(Table::Bulletin);
    let ids = bulletins.map(|n| &board.record(n).id);
    let mut records: Vec<RecordIx> = ids.flat_map(|id| board.resting_on(id)).collect();
    records.sort_unstable();
    records.dedup();
    records
}
