//! The panels: each turns a board into rows, says what its columns are, and sums itself up.

mod accounts;
mod actors;
mod agreement;
mod assessments;
mod attacks;
mod bulletins;
mod cases;
mod cells;
mod column;
mod corridor;
pub mod detail;
mod displacement;
mod events;
mod evidence;
pub mod feed_json;
mod feed_readings;
pub mod feed_row;
mod figures;
mod front;
mod handovers;
mod harm;
pub mod indicators;
pub mod json_keys;
mod ledgers;
mod location;
pub mod map;
mod patrols;
mod reference;
mod restrictions;
mod rows;
mod said;
mod sheet;
mod spec;
pub mod standing;
mod statements;
mod tallies;
mod tempo;
pub mod timeline;
mod to_check;
mod to_come;
pub mod track;
pub mod values;
mod weapons;
pub mod why;
pub mod window;
mod without;
pub mod zones;

pub use front::Front;
pub use reference::{describe, page_table};
pub use rows::{Row, Rows};
pub use sheet::{Column, Sheet, Sort};
pub use spec::{Content, Object, PanelSpec, Placement};

use std::borrow::Cow;

use crate::{
    board::{Board, capitalized},
    command::Command,
    look::{Phrase, Role, SummaryLine, UNREAD},
    model::{FeedUse, Key, LeftOut, PanelName, Record, Table},
};

/// Makes the panels from their modules, each of which declares a `SPEC`.
macro_rules! panels {
    ($($module:ident $name:ident),+ $(,)?) => {
        /// The panels of the board, in the order of `Tab`: those of the front, the strip, the
        /// pages.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
        pub enum Panel {
            $(
                #[doc = concat!("Declared in `src/panel`, module `", stringify!($module), "`.")]
                $name
            ),+
        }

        impl Panel {
            /// Every panel, in the order of `Tab`.
            pub const ALL: [Panel; [$(Panel::$name),+].len()] = [$(Panel::$name),+];

            /// Its name on the command line, in files and of the command that goes to it.
            pub const fn name(self) -> &'static str {
                match self { $(Panel::$name => PanelName::$name.word()),+ }
            }

            /// What the panel declares of itself.
            pub const fn spec(self) -> &'static PanelSpec {
                match self { $(Panel::$name => &$module::SPEC),+ }
            }
        }
    };
}

panels! {
    patrols Patrols,
    attacks Attacks,
    displacement Displacement,
    actors Actors,
    timeline Timeline,
    accounts Accounts,
    agreement Agreement,
    ledgers Ledgers,
    statements Statements,
    events Events,
    restrictions Restrictions,
    handovers Handovers,
    weapons Weapons,
    cases Cases,
    assessments Assessments,
    bulletins Bulletins,
    indicators Indicators,
    window Window,
    to_check ToCheck,
    corridor Corridor,
    map Map,
    zones Zones,
    figures Figures,
    why Why,
    without Without,
}

/// The panel that stands in the strip.
const fn strip() -> Panel {
    let (mut found, mut n) = (None, 0);
    while n < Panel::ALL.len() {
        if matches!(Panel::ALL[n].spec().placement, Placement::Strip) {
            assert!(found.is_none(), "one panel stands in the strip");
            found = Some(Panel::ALL[n]);
        }
        n += 1;
    }
    match found {
        Some(panel) => panel,
        None => panic!("a panel stands in the strip"),
    }
}

impl Default for Panel {
    fn default() -> Panel {
        Panel::ALL[0]
    }
}

impl Panel {
    /// The one in the strip.
    pub const STRIP: Panel = strip();

    /// What it is called above its rows.
    pub fn title(self) -> &'static str {
        self.spec().title
    }

    /// What it is called above its rows on a board.
    pub fn title_on(self, board: &Board) -> Cow<'static, str> {
        match self.table() {
            Some(table @ Table::Attack) => capitalized(board.called_together(table)).into(),
            _ => self.title().into(),
        }
    }

    /// The table whose records are its rows, if they are.
    pub fn table(self) -> Option<Table> {
        match self.spec().content {
            Content::Records { table, .. } => Some(table),
            Content::Derived { .. } => None,
        }
    }

    /// Which feeds have their rows among its records, if any.
    pub fn joins(self) -> Option<FeedUse> {
        match self.spec().content {
            Content::Records { joins, .. } => joins,
            Content::Derived { .. } => None,
        }
    }

    /// Its position, from 0.
    pub fn number(self) -> usize {
        self as usize
    }

    /// The panel with this name on the command line; `None` if none has it. That of incidents goes
    /// by both names of its table.
    pub fn from_name(name: &str) -> Option<Panel> {
        let is_attacks = name == PanelName::Incidents.word();
        let name = if is_attacks { PanelName::Attacks.word() } else { name };
        Panel::ALL.into_iter().find(|panel| panel.name() == name)
    }

    /// Everything the panel shows of a board, sorted. Built once per change of the board.
    pub fn sheet(self, board: &Board, sort: Sort) -> Sheet {
        let mut sheet = (self.spec().sheet)(board, sort).kept();
        let left_out = self.left_out(board);
        if !left_out.is_empty() {
            let key = Command::Problems.key();
            let words = format!("{left_out} left out, {key} says why");
            let phrase = Phrase::new(words, Role::Severe);
            if self.is_summed_up_above() {
                sheet.lines.push_front(SummaryLine::new(UNREAD, vec![phrase]));
            } else {
                sheet.summary.push_front(phrase);
            }
        }
        let words = self.spec().of_the_whole.filter(|_| !board.query.is_empty());
        if let Some(words) = words.filter(|_| sheet.summed_up().next().is_some()) {
            // Where rows of feeds are summed up, those that pass are.
            let has_feed_rows = self.joins().is_some() && !board.feeds.is_empty();
            let of_records = "figures of records are of the whole, whatever the filter";
            let phrase = Phrase::dim(if has_feed_rows { of_records } else { words });
            if self.is_summed_up_above() {
                sheet.lines.push(SummaryLine::new("", vec![phrase]));
            } else {
                sheet.summary.push(phrase);
            }
        }
        sheet
    }

    /// Whether the lines that sum it up stand above its rows.
    fn is_summed_up_above(self) -> bool {
        self.spec().placement == Placement::Front
    }

    /// What could not be read of what the panel lists and counts.
    pub fn left_out(self, board: &Board) -> LeftOut {
        let left_out = &board.scenario().left_out;
        match self.spec().content {
            // Whether a patrol was attacked is counted from the attacks.
            Content::Records { table: Table::Patrol, .. } => {
                left_out.of(&[Table::Patrol, Table::Attack])
            }
            Content::Records { table, .. } => left_out.of(&[table]),
            Content::Derived { .. } => left_out.clone(),
        }
    }

    /// One row in words, for where its columns have no room; `None` if the hidden columns say it.
    pub fn caption(self, board: &Board, row: &Row) -> Option<Phrase> {
        (self.spec().caption)(board, row)
    }

    /// What stands in place of rows when there are none.
    pub fn empty(self, board: &Board) -> String {
        match self.spec().content {
            Content::Records { table, joins } => no_records(board, table, joins),
            Content::Derived { empty, .. } if board.query.is_empty() => empty.to_owned(),
            // Behind a filter, nothing is said of what it hides.
            Content::Derived { .. } => {
                format!("nothing matches the filter; {} clears it", Command::ClearFilter.key())
            }
        }
    }
}

/// Why no record of a table, and no row of the feeds that join it, is in sight.
fn no_records(board: &Board, table: Table, joins: Option<FeedUse>) -> String {
    let what = board.called_together(table);
    let has_rows = joins
        .and_then(|joins| board.all_visible_rows(joins))
        .is_some_and(|feed_rows| !feed_rows.is_empty());
    let is_joined = |feed: &&Record| joins.is_some() && feed.term::<FeedUse>(Key::As) == joins;
    let feeds = board.scenario().table(Table::Feed).iter().filter(is_joined);
    let feeds: Vec<&Record> = feeds.collect();
    if board.scenario().table(table).is_empty() && feeds.is_empty() {
        return format!("no {what} on this board");
    }
    if board.visible_of(table).next().is_none() && !has_rows {
        let is_read = |feed: &&Record| {
            board.feeds.files.iter().any(|file| file.id == feed.id && file.is_whole)
        };
        let is_all_read = feeds.iter().all(is_read);
        let unread = if is_all_read { "" } else { "; a feed is not read to its end" };
        return format!("no {what} known by this day{unread}");
    }
    format!("no {what} match the filter; {} clears it", Command::ClearFilter.key())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::COMMANDS;
    use std::collections::HashSet;

    #[test]
    fn panels_stand_in_the_order_of_their_numbers() {
        for (n, panel) in Panel::ALL.into_iter().enumerate() {
            assert_eq!(panel.number(), n);
            assert_eq!(Panel::from_name(panel.name()), Some(panel));
        }
        assert_eq!(Panel::from_name("incidents"), Some(Panel::Attacks));
        let named = PanelName::ALL.iter().filter_map(|name| Panel::from_name(name.word()));
        assert_eq!(named.count(), PanelName::ALL.len());
    }

    #[test]
    fn every_panel_says_who_it_is_and_has_a_key() {
        let (mut titles, mut help) = (HashSet::new(), HashSet::new());
        for spec in Panel::ALL.map(Panel::spec) {
            assert!(!spec.title.is_empty() && titles.insert(spec.title), "{}", spec.title);
            assert!(!spec.help.is_empty() && help.insert(spec.help), "{}", spec.help);
        }
        let front = Front::default();
        let goals = COMMANDS.iter().filter_map(|row| front.goal(row.command));
        assert_eq!(goals.collect::<HashSet<Panel>>(), HashSet::from(Panel::ALL));
        assert!(COMMANDS.iter().all(|row| !describe(row, &front).is_empty()));
    }
}
