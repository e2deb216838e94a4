//! The panels: each turns a board into rows, says what its columns are, and sums itself up.

mod actors;
mod attacks;
mod cells;
pub mod detail;
mod displacement;
mod patrols;
mod sheet;

pub use sheet::{Column, Row, Sheet, Sort, arrange};

use crate::{
    board::Board,
    look::{Phrase, counted},
    model::Table,
};

/// The panels of the board, in the order of their keys.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Panel {
    #[default]
    Patrols,
    Attacks,
    Displacement,
    Actors,
}

impl Panel {
    pub const ALL: [Panel; 4] =
        [Panel::Patrols, Panel::Attacks, Panel::Displacement, Panel::Actors];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Panel::Patrols => "patrols",
            Panel::Attacks => "attacks",
            Panel::Displacement => "displacement",
            Panel::Actors => "actors",
        }
    }

    pub fn title(self) -> &'static str {
        match self {
            Panel::Patrols => "Patrol log",
            Panel::Attacks => "Attacks",
            Panel::Displacement => "Displacement",
            Panel::Actors => "Actors",
        }
    }

    pub fn table(self) -> Table {
        match self {
            Panel::Patrols => Table::Patrol,
            Panel::Attacks => Table::Attack,
            Panel::Displacement => Table::Displacement,
            Panel::Actors => Table::Actor,
        }
    }

    /// Its position, from 0; its key is one more.
    pub fn number(self) -> usize {
        self as usize
    }

    pub fn from_name(name: &str) -> Option<Panel> {
        Panel::ALL.into_iter().find(|panel| panel.name() == name)
    }

    /// Everything the panel shows of a board, sorted. Built once per change of the board.
    pub fn sheet(self, board: &Board, sort: Sort) -> Sheet {
        match self {
            Panel::Patrols => patrols::sheet(board, sort),
            Panel::Attacks => attacks::sheet(board, sort),
            Panel::Displacement => displacement::sheet(board, sort),
            Panel::Actors => actors::sheet(board, sort),
        }
    }

    /// One row in words, for where its columns have no room.
    pub fn caption(self, board: &Board, row: &Row) -> Phrase {
        match self {
            Panel::Patrols => patrols::caption(board, row),
            Panel::Attacks => attacks::caption(board, row),
            Panel::Displacement => displacement::caption(board, row),
            Panel::Actors => actors::caption(board, row),
        }
    }

    /// What stands in place of rows when there are none.
    pub fn empty(self, board: &Board) -> String {
        let what = self.table().plural(2);
        if board.scenario().table(self.table()).is_empty() {
            let but = match board.scenario().left_out {
                0 => String::new(),
                n => format!("; {} left out, ! says why", counted(n, "record")),
            };
            return format!("no {what} in this file{but}");
        }
        if board.visible_of(self.table()).next().is_none() {
            return format!("no {what} known by this day");
        }
        format!("no {what} match the filter; F clears it")
    }
}
