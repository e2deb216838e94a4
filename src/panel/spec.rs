//! What a panel declares of itself, once, in its own file.

use serde_json::{Map, Value as Json};

use super::{
    json_keys::JsonKey,
    rows::Row,
    sheet::{Sheet, Sort},
};
use crate::{
    board::Board,
    look::Phrase,
    model::{FeedUse, Table},
};

/// An object of a row for scripts.
pub type Object = Map<String, Json>;

/// Everything that is fixed about a panel.
pub struct PanelSpec {
    /// What it is called above its rows.
    pub title: &'static str,
    /// What the help says of the key that goes to it.
    pub help: &'static str,
    /// Where it stands on the board.
    pub placement: Placement,
    /// What its rows are.
    pub content: Content,
    /// The table of which `a` adds a record there; `None` if that has to be chosen.
    pub adds: Option<Table>,
    /// What is said of its figures under a filter, if they are of the whole and not of the rows.
    pub of_the_whole: Option<&'static str>,
    /// Whether its rows run from the oldest to the newest, so that it opens at its end.
    pub opens_at_end: bool,
    /// Its columns, rows and summary, sorted.
    pub sheet: fn(&Board, Sort) -> Sheet,
    /// One row in words, for where its columns have no room; `None` if the hidden columns say it.
    pub caption: fn(&Board, &Row) -> Option<Phrase>,
}

/// What most panels say whose figures a filter leaves as they are.
pub const OF_THE_WHOLE: &str = "figures of the whole, whatever the filter";

/// Where a panel stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Placement {
    /// In the next slot of the front, in the order of the list of panels, unless the scenario or its
    /// reader chooses others; its lines that sum up stand above its rows.
    Front,
    /// In the strip below the four of the front.
    Strip,
    /// Over the whole board.
    Page {
        /// What the page shows, for the reference.
        shows: &'static str,
    },
}

/// What the rows of a panel are.
#[derive(Clone, Copy)]
pub enum Content {
    /// The records of a table, and among them the rows of the feeds with this use.
    Records {
        /// The table of which each record in sight is a row.
        table: Table,
        /// The use of the feeds whose rows join in; `None` where no feed's rows do.
        joins: Option<FeedUse>,
    },
    /// Rows that are worked out.
    Derived {
        /// What is said when there are none.
        empty: &'static str,
        /// The rows for scripts, in the order of the panel.
        json: fn(&Board) -> Vec<Object>,
        /// What these have: the keys of each sort of row.
        keys: &'static [&'static [JsonKey]],
    },
}
