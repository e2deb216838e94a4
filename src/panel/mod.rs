//! The panels: each turns a board into rows, says what its columns are, and sums itself up.

mod accounts;
mod actors;
mod agreement;
mod assessments;
mod attacks;
mod cells;
mod corridor;
pub mod detail;
mod displacement;
pub mod feed_row;
pub mod indicators;
mod ledgers;
pub mod map;
mod patrols;
mod rows;
mod sheet;
mod statements;
mod tempo;
pub mod timeline;
mod to_check;
mod window;

pub use rows::Rows;
pub use sheet::{Column, Row, Sheet, Sort, arrange};

use crate::{
    board::Board,
    command::Command,
    look::{Phrase, counted},
    model::{FeedUse, Key, Record, Table},
};

/// The panels of the board, in the order of their keys.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Panel {
    #[default]
    Patrols,
    Attacks,
    Displacement,
    Actors,
    Timeline,
    Accounts,
    Agreement,
    Ledgers,
    Statements,
    Assessments,
    Indicators,
    Window,
    ToCheck,
    Corridor,
    Map,
}

/// What is fixed about a panel.
struct Form {
    /// Its name on the command line.
    name: &'static str,
    title: &'static str,
    /// The command that goes there; its key stands in the title.
    command: Command,
    /// The table whose records are its rows, if they are.
    table: Option<Table>,
}

const fn form(
    name: &'static str,
    title: &'static str,
    command: Command,
    table: Option<Table>,
) -> Form {
    Form { name, title, command, table }
}

impl Panel {
    pub const ALL: [Panel; 15] = [
        Panel::Patrols,
        Panel::Attacks,
        Panel::Displacement,
        Panel::Actors,
        Panel::Timeline,
        Panel::Accounts,
        Panel::Agreement,
        Panel::Ledgers,
        Panel::Statements,
        Panel::Assessments,
        Panel::Indicators,
        Panel::Window,
        Panel::ToCheck,
        Panel::Corridor,
        Panel::Map,
    ];

    /// The four that stand together wherever there is room; the timeline stands below them.
    pub const FOUR: [Panel; 4] =
        [Panel::Patrols, Panel::Attacks, Panel::Displacement, Panel::Actors];

    fn form(self) -> Form {
        match self {
            Panel::Patrols => {
                form("patrols", "Patrol log", Command::PatrolLog, Some(Table::Patrol))
            }
            Panel::Attacks => form("attacks", "Attacks", Command::AttackList, Some(Table::Attack)),
            Panel::Displacement => form(
                "displacement",
                "Displacement",
                Command::DisplacementGauge,
                Some(Table::Displacement),
            ),
            Panel::Actors => form("actors", "Actors", Command::ActorRoster, Some(Table::Actor)),
            Panel::Timeline => form("timeline", "Timeline", Command::Timeline, None),
            Panel::Accounts => form("accounts", "Rival accounts", Command::Accounts, None),
            Panel::Agreement => form("agreement", "Agreement", Command::Agreement, None),
            Panel::Ledgers => form("ledgers", "Ledgers", Command::Ledgers, None),
            Panel::Statements => {
                form("statements", "Statements", Command::Statements, Some(Table::Statement))
            }
            Panel::Assessments => {
                form("assessments", "Assessments", Command::Assessments, Some(Table::Assessment))
            }
            Panel::Indicators => form("indicators", "Indicators", Command::Indicators, None),
            Panel::Window => form("window", "Window table", Command::WindowTable, None),
            Panel::Corridor => form("corridor", "Corridor", Command::Corridor, None),
            Panel::ToCheck => form("to-check", "To check today", Command::ToCheck, None),
            Panel::Map => form("map", "Map", Command::Map, None),
        }
    }

    pub fn name(self) -> &'static str {
        self.form().name
    }

    pub fn title(self) -> &'static str {
        self.form().title
    }

    pub fn command(self) -> Command {
        self.form().command
    }

    pub fn table(self) -> Option<Table> {
        self.form().table
    }

    /// Its position, from 0.
    pub fn number(self) -> usize {
        self as usize
    }

    pub fn from_name(name: &str) -> Option<Panel> {
        Panel::ALL.into_iter().find(|panel| panel.name() == name)
    }

    /// The panel that a command goes to.
    pub fn of(command: Command) -> Option<Panel> {
        Panel::ALL.into_iter().find(|panel| panel.command() == command)
    }

    /// Whether it stands on the board itself; the others are pages, each over the whole board.
    pub fn is_page(self) -> bool {
        self.number() > Panel::Timeline.number()
    }

    /// Whether its rows run from the oldest to the newest, so that it opens at its end.
    pub fn runs_on(self) -> bool {
        self == Panel::Corridor
    }

    /// The next panel: around the board, or around the pages.
    pub fn beside(self, forward: bool) -> Panel {
        let ring: Vec<Panel> =
            Panel::ALL.into_iter().filter(|panel| panel.is_page() == self.is_page()).collect();
        let at = ring.iter().position(|panel| *panel == self).unwrap_or(0);
        ring[(at + if forward { 1 } else { ring.len() - 1 }) % ring.len()]
    }

    /// Everything the panel shows of a board, sorted. Built once per change of the board.
    pub fn sheet(self, board: &Board, sort: Sort) -> Sheet {
        let mut sheet = self.rows(board, sort);
        if !board.query.is_empty() && self.sums_up_the_whole() && !sheet.summary.is_empty() {
            // Where rows of feeds are summed up, those that pass are; of patrols, all that they covered.
            let words = match self {
                Panel::Corridor => "what patrols covered is of the whole, whatever the filter",
                Panel::Attacks | Panel::Displacement if !board.feeds.is_empty() => {
                    "figures of records are of the whole, whatever the filter"
                }
                _ => "figures of the whole, whatever the filter",
            };
            sheet.summary.push(Phrase::dim(words));
        }
        sheet
    }

    /// Whether its figures are of all records, even where a filter leaves only some as rows.
    fn sums_up_the_whole(self) -> bool {
        match self {
            Panel::Patrols
            | Panel::Attacks
            | Panel::Actors
            | Panel::Agreement
            | Panel::Ledgers
            | Panel::Indicators
            | Panel::Window
            | Panel::Corridor => true,
            Panel::Displacement
            | Panel::Timeline
            | Panel::Accounts
            | Panel::Statements
            | Panel::Assessments
            | Panel::ToCheck
            | Panel::Map => false,
        }
    }

    fn rows(self, board: &Board, sort: Sort) -> Sheet {
        match self {
            Panel::Patrols => patrols::sheet(board, sort),
            Panel::Attacks => attacks::sheet(board, sort),
            Panel::Displacement => displacement::sheet(board, sort),
            Panel::Actors => actors::sheet(board, sort),
            Panel::Timeline => timeline::sheet(board),
            Panel::Accounts => accounts::sheet(board, sort),
            Panel::Agreement => agreement::sheet(board),
            Panel::Ledgers => ledgers::sheet(board, sort),
            Panel::Statements => statements::sheet(board, sort),
            Panel::Assessments => assessments::sheet(board, sort),
            Panel::Indicators => indicators::sheet(board),
            Panel::Window => window::sheet(board),
            Panel::ToCheck => to_check::sheet(board, sort),
            Panel::Corridor => corridor::sheet(board),
            Panel::Map => map::sheet(board, sort),
        }
    }

    /// One row in words, for where its columns have no room; none where the hidden columns say it.
    pub fn caption(self, board: &Board, row: &Row) -> Option<Phrase> {
        if let Some(at) = row.feed_row.filter(|_| self != Panel::Map) {
            return Some(feed_row::caption(board, at));
        }
        Some(match self {
            Panel::Patrols => patrols::caption(board, row),
            Panel::Attacks => attacks::caption(board, row),
            Panel::Displacement => displacement::caption(board, row),
            Panel::Actors => actors::caption(board, row),
            Panel::Statements => statements::caption(board, row),
            Panel::Assessments => assessments::caption(board, row),
            Panel::Map => map::caption(board, row),
            Panel::Timeline
            | Panel::Accounts
            | Panel::Agreement
            | Panel::Ledgers
            | Panel::Indicators
            | Panel::Window
            | Panel::ToCheck
            | Panel::Corridor => return None,
        })
    }

    /// What stands in place of rows when there are none.
    pub fn empty(self, board: &Board) -> String {
        let Some(table) = self.table() else {
            // Behind a filter, nothing is said of what it hides.
            let is_whole = board.query.is_empty();
            return if is_whole {
                self.nothing().to_owned()
            } else {
                format!("nothing matches the filter; {} clears it", Command::ClearFilter.key())
            };
        };
        let what = table.plural(2);
        let joins = match self {
            Panel::Attacks => Some(FeedUse::Attacks),
            Panel::Displacement => Some(FeedUse::Displacement),
            _ => None,
        };
        let has_rows = joins
            .and_then(|joins| board.all_visible_rows(joins))
            .is_some_and(|feed_row| !feed_row.is_empty());
        let is_joined = |feed: &&Record| joins.is_some() && feed.term::<FeedUse>(Key::As) == joins;
        let feeds = board.scenario().table(Table::Feed).iter().filter(is_joined);
        let feeds: Vec<&Record> = feeds.collect();
        if board.scenario().table(table).is_empty() && feeds.is_empty() {
            let but = match board.scenario().left_out {
                0 => String::new(),
                n => {
                    let key = Command::Problems.key();
                    format!("; {} left out, {key} says why", counted(n, "record"))
                }
            };
            return format!("no {what} in this file{but}");
        }
        if board.visible_of(table).next().is_none() && !has_rows {
            let is_read = |feed: &&Record| {
                board.feeds.files.iter().any(|file| file.id == feed.id && file.is_whole)
            };
            let unread = match feeds.iter().all(is_read) {
                true => "",
                false => "; a feed is not read to its end",
            };
            return format!("no {what} known by this day{unread}");
        }
        format!("no {what} match the filter; {} clears it", Command::ClearFilter.key())
    }

    /// Why a panel that draws from several tables is empty.
    fn nothing(self) -> &'static str {
        match self {
            Panel::Timeline => "nothing is dated by this day",
            Panel::Accounts => "no voice contests another, corrects or withdraws its word",
            Panel::Agreement => "no agreement in this file, or none known by this day",
            Panel::Ledgers => "nobody numbers patrols or counts by this day",
            Panel::Indicators => "no indicator is set in this file",
            Panel::Window => "nothing is counted by this day",
            Panel::Corridor => "no route in this file that can be drawn",
            Panel::ToCheck => "nothing is marked to be checked; `verify` marks it",
            Panel::Map => "no incident, event or figure is known by this day",
            Panel::Patrols
            | Panel::Attacks
            | Panel::Displacement
            | Panel::Actors
            | Panel::Statements
            | Panel::Assessments => "",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn panels_stand_in_the_order_of_their_numbers() {
        for (n, panel) in Panel::ALL.into_iter().enumerate() {
            assert_eq!(panel.number(), n);
            assert_eq!(Panel::from_name(panel.name()), Some(panel));
            assert_eq!(Panel::of(panel.command()), Some(panel));
            assert_eq!(panel.beside(true).beside(false), panel);
        }
    }
}
