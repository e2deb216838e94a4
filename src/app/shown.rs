//! What a volume looks like: the board and its four sheets, built once per change.

use super::effect::Request;
use crate::{
    board::{Board, Standing},
    model::Bounds,
    panel::{Panel, Sheet},
};

/// A board with the rows of every panel.
pub struct Shown {
    pub board: Board,
    pub sheets: [Sheet; 4],
    pub headline: Headline,
}

/// Where things stand, for the header.
#[derive(Clone, Debug)]
pub struct Headline {
    /// None when the file has no agreement at all.
    pub agreement: Option<Option<Standing>>,
    pub patrols: Option<Standing>,
    /// Days since the last attack on a patrol.
    pub since_attack: Option<Bounds>,
}

impl Shown {
    /// Answers a request: pure, and the only place where rows are built.
    pub fn derive(request: Request) -> Shown {
        let board = Board::new(request.index, request.clock, request.query);
        let sheets = Panel::ALL.map(|panel| panel.sheet(&board, request.sorts[panel.number()]));
        let headline = Headline {
            agreement: board.agreement().map(|(_, standing)| standing),
            patrols: board.standing("patrols"),
            since_attack: board.since_last_attack(true),
        };
        Shown { board, sheets, headline }
    }

    pub fn sheet(&self, panel: Panel) -> &Sheet {
        &self.sheets[panel.number()]
    }

    /// The record in a row of a panel.
    pub fn record_at(&self, panel: Panel, row: usize) -> Option<usize> {
        self.sheet(panel).rows.get(row).map(|row| row.record)
    }
}

impl std::fmt::Debug for Shown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Shown({}, {:?})", self.board.scenario().header.id, self.board.clock)
    }
}
