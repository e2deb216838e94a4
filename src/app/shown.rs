//! What a volume looks like: the board and its four sheets, built once per change.

use std::sync::Arc;

use super::{Changes, effect::Request};
use crate::{
    board::{Board, Level, Standing, highest},
    model::{Bounds, Clean},
    panel::{Panel, Row, Sheet},
};

/// A board with the rows of every panel in sight.
pub struct Shown {
    pub board: Board,
    /// None of a page that is not open.
    sheets: [Option<Sheet>; Panel::ALL.len()],
    pub headline: Headline,
    /// What changed since the baseline, where there is one.
    pub changes: Option<Arc<Changes>>,
}

/// Where things stand, for the header.
#[derive(Clone, Debug)]
pub struct Headline {
    /// None when the file has no agreement at all.
    pub agreement: Option<Option<Standing>>,
    pub patrols: Option<Standing>,
    /// Days since the last attack on a patrol.
    pub since_attack: Option<Bounds>,
    /// The name and level of the indicator that stands highest.
    pub indicator: Option<(Clean, Level)>,
}

impl Shown {
    /// Answers a request: pure, and the only place where rows are built.
    pub fn derive(request: Request) -> Shown {
        let is_same = |before: &&Board| {
            Arc::ptr_eq(&before.index, &request.index) && before.query == request.query
        };
        let mut board = match request.before.as_ref().map(|shown| &shown.board).filter(is_same) {
            Some(before) => before.moved(request.clock),
            None => Board::new(request.index, request.clock, request.query),
        };
        board.window = request.window;
        let sheets = Panel::ALL.map(|panel| {
            let wanted = !panel.is_page() || request.page == Some(panel);
            wanted.then(|| panel.sheet(&board, request.sorts[panel.number()]))
        });
        let headline = Headline {
            agreement: board.agreement().map(|(_, standing)| standing),
            patrols: board.standing("patrols"),
            since_attack: board.since_last_attack(true),
            indicator: highest(&board.indicators())
                .and_then(|one| Some((one.name.clone(), one.level()?))),
        };
        let changes = request.since.map(|since| Arc::new(Changes::between(&since, &board)));
        Shown { board, sheets, headline, changes }
    }

    /// A panel's sheet; none of a page that is still being worked out.
    pub fn sheet(&self, panel: Panel) -> Option<&Sheet> {
        self.sheets[panel.number()].as_ref()
    }

    pub fn rows(&self, panel: Panel) -> &[Row] {
        self.sheet(panel).map_or(&[], |sheet| &sheet.rows)
    }

    /// How many rows of the same record stand before a row.
    pub fn nth(&self, panel: Panel, row: usize) -> usize {
        let record = self.record_at(panel, row);
        let before = self.rows(panel).iter().take(row);
        before.filter(|other| Some(other.record) == record).count()
    }

    /// Whether a record changed since the baseline.
    pub fn is_touched(&self, record: usize) -> bool {
        self.changes.as_ref().is_some_and(|changes| changes.touched.contains(&record))
    }

    /// The record in a row of a panel.
    pub fn record_at(&self, panel: Panel, row: usize) -> Option<usize> {
        self.rows(panel).get(row).map(|row| row.record)
    }
}

impl std::fmt::Debug for Shown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Shown({}, {:?})", self.board.scenario().header.id, self.board.clock)
    }
}
