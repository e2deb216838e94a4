//! The ledgers side by side: each patrol's number in each party's count, how far the counts have
//! drifted apart, and where numbers are missing or come twice.

use std::sync::Arc;

use super::{Board, Ledger, LedgerNumber};
use crate::model::{Day, RecordIx, Table};

/// One patrol in every ledger.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Numbered {
    /// Position of the patrol.
    pub patrol: RecordIx,
    /// Its number in each ledger, in the order of [`Board::ledgers`].
    pub numbers: Vec<Option<LedgerNumber>>,
    /// How far the first ledger is ahead of the second, where both number this patrol.
    pub offset: Option<i64>,
    /// Whether the offset is another one than before.
    pub has_moved: bool,
    /// For each ledger the numbers passed over since its previous patrol.
    pub missing: Vec<Vec<i64>>,
    /// For each ledger whether another patrol bears the same number.
    pub repeated: Vec<bool>,
}

impl Numbered {
    /// Every visible patrol that somebody numbers, in time's order.
    pub fn all(board: &Board, ledgers: &[Arc<Ledger>]) -> Vec<Numbered> {
        let start = |n: RecordIx| -> Option<Day> { board.date_of(n)?.earliest };
        let number = |n: RecordIx| ledgers.iter().map(move |ledger| ledger.of(n));
        let mut patrols: Vec<RecordIx> = board
            .shown_of(Table::Patrol)
            .filter(|n| number(*n).any(|number| number.is_some()))
            .collect();
        patrols.sort_by_key(|n| (start(*n), *n));
        let mut highest: Vec<Option<i64>> = vec![None; ledgers.len()];
        let mut offset_before = None;
        let line = |patrol: RecordIx| {
            let numbers: Vec<Option<LedgerNumber>> = number(patrol).collect();
            let missing = ledgers.iter().zip(&numbers).zip(&mut highest);
            let missing = missing.map(|((ledger, number), highest)| {
                let Some(number) = number else { return Vec::new() };
                let passed = (*highest)
                    .map_or(Vec::new(), |highest| ledger.missing_in(highest + 1, number.number));
                *highest = (*highest).max(Some(number.number));
                passed
            });
            let missing = missing.collect();
            let offset = match numbers.as_slice() {
                [Some(first), Some(second), ..] => Some(first.number - second.number),
                _ => None,
            };
            let has_moved = offset.is_some() && offset_before.is_some() && offset != offset_before;
            offset_before = offset.or(offset_before);
            let repeated = ledgers
                .iter()
                .zip(&numbers)
                .map(|(ledger, number)| number.is_some_and(|number| ledger.is_repeated(number)));
            let repeated = repeated.collect();
            Numbered { patrol, numbers, offset, has_moved, missing, repeated }
        };
        patrols.into_iter().map(line).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        board::{Clock, Index, Query},
        format,
    };

    /// What the sources on the patrols say of the two counts.
    #[test]
    fn the_counts_of_idlib_drift_apart_as_reported() {
        let text = include_str!("../../scenarios/idlib-2020.toml");
        let scenario = format::load(text.as_bytes(), "idlib").scenario.expect("loads");
        let clock = Clock::then("2020-09-01".parse().unwrap());
        let board = Board::new(Arc::new(Index::new(scenario.into())), clock, Query::default());
        let ledgers = board.ledgers();
        let parties: Vec<&str> = ledgers.iter().map(|ledger| ledger.party.as_str()).collect();
        assert_eq!(parties, ["turkey", "russia"]);
        let lines = Numbered::all(&board, ledgers);
        let day = |line: &Numbered| board.date(board.record(line.patrol)).unwrap().earliest;
        let offset = |on: &str| {
            let line = lines.iter().find(|line| day(line) == on.parse().ok());
            line.and_then(|line| line.offset)
        };
        let early = lines.iter().filter(|line| day(line) <= "2020-06-02".parse().ok());
        assert!(early.into_iter().all(|line| line.offset.is_none_or(|offset| offset == 0)));
        assert_eq!(offset("2020-07-14"), Some(1));
        assert_eq!(offset("2020-08-12"), Some(2));
        assert_eq!((offset("2020-08-17"), offset("2020-08-25")), (Some(3), Some(3)));
        let missing: Vec<i64> = lines.iter().flat_map(|line| line.missing[0].clone()).collect();
        assert_eq!(missing, [18, 23], "of Turkey's count");
    }
}
