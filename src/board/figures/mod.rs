//! The register of figures: every number that the board works out, what it counts and why.
//!
//! A figure has an id, a definition, a window and a function. Worked out, it holds its value from
//! certain to possible, the days of its window and how many of them are reported. Asked why, it
//! names the records that count for certain, those that may, and those near it that do not, each
//! with its reason ([`FigureGrounds`]). Whatever prints a number asks here, so that one question has one
//! number and one name everywhere.

mod agreed;
mod bulletins;
mod clauses;
mod denied;
mod feeds;
mod flips;
mod geography;
mod grounds;
mod harm;
mod harmed;
mod incidents;
mod lists;
mod mission;
mod patrols;
mod people;
mod promises;
mod reports;
mod revised;
mod tracks;
mod tripwires;
mod value;
mod window;

pub use flips::{Flip, Rests, Turned};
pub use grounds::{FigureGround, FigureGrounds};
pub use harm::AttackHarm;
pub(super) use harmed::StatedHarm;
pub use value::{FigureValue, Labels};
pub use window::WindowColumn;

use super::{Board, DayRun, Pace, Refusal, TempoSubject, WindowCount};
use crate::{
    format,
    model::{Bounds, Class, Clean, Id, RecordIx, Scenario, Table},
};

/// A row of the register.
#[derive(Debug)]
pub struct FigureSpec {
    /// What it is asked for by; one of several stands behind a colon: `against:cessation`.
    pub id: &'static str,
    /// What is counted, in the plural: incidents, patrols, days.
    pub unit: &'static str,
    /// What it says, in one sentence.
    pub definition: &'static str,
    /// What is counted how: records or incidents, of which class, and what is left out.
    pub counts: &'static str,
    /// Over which days.
    pub window: &'static str,
    /// Whether the filter leaves it as it is.
    pub is_whole: bool,
    /// Whether it stands for the cells of a table, which are listed there and not among the rest.
    pub is_cell: bool,
    /// Every figure of the row on a board, with its value.
    each: fn(&Register, &'static FigureSpec) -> Vec<Figure>,
    /// Why it is what it is.
    why: fn(&Register, &Figure) -> FigureGrounds,
}

/// A figure as of a day.
#[derive(Clone, Debug)]
pub struct Figure {
    /// Its row of the register.
    pub spec: &'static FigureSpec,
    /// What it is of, where the row stands for several: the id of a record, or a row of a table.
    pub of: Option<Clean>,
    /// What it is called, in three lengths.
    pub labels: Labels,
    /// How much.
    pub value: FigureValue,
    /// How its author puts it, where it is somebody's own figure.
    pub words: Option<Clean>,
    /// Its window; `None` where all days up to the one that is looked at are in it.
    pub days: Option<DayRun>,
    /// What it is measured in.
    pub unit: &'static str,
}

/// The register on a board, which works out once what several figures rest on.
pub struct Register<'a> {
    board: &'a Board,
}

/// The rows, in the order in which they are listed.
const ROWS: [&[FigureSpec]; 21] = [
    incidents::TOTALS,
    incidents::IN_WINDOW,
    incidents::ROWS,
    harm::ROWS,
    patrols::ROWS,
    feeds::ROWS,
    revised::ROWS,
    people::ROWS,
    clauses::ROWS,
    tripwires::ROWS,
    reports::ROWS,
    reports::OF_THE_FILE,
    lists::ROWS,
    mission::ROWS,
    denied::ROWS,
    bulletins::ROWS,
    agreed::ROWS,
    promises::ROWS,
    geography::ROWS,
    tracks::ROWS,
    window::ROWS,
];

impl FigureSpec {
    /// Every row of the register.
    pub fn all() -> impl Iterator<Item = &'static FigureSpec> {
        ROWS.into_iter().flatten()
    }
}

impl Figure {
    fn new(spec: &'static FigureSpec, labels: Labels, value: FigureValue) -> Figure {
        Figure { spec, of: None, labels, value, words: None, days: None, unit: spec.unit }
    }

    /// So many of a list, for certain.
    fn listed(spec: &'static FigureSpec, name: &str, count: usize) -> Figure {
        let count = count as u64;
        Figure::new(spec, Labels::one(name), FigureValue::Listed(Bounds::new(count, count)))
    }

    fn of(self, id: &Id) -> Figure {
        self.of_row(id.as_str().into())
    }

    fn of_row(self, name: Clean) -> Figure {
        Figure { of: Some(name), ..self }
    }

    /// Whether it is of this record.
    pub fn is_of(&self, id: &Id) -> bool {
        self.of.as_deref() == Some(id.as_str())
    }

    /// The id that it is of; `None` of the whole board.
    pub fn of_id(&self) -> Option<Id> {
        Id::new(self.of.as_deref()?)
    }

    /// The record that it is of; `None` of the whole board, and of what is no record.
    pub fn record(&self, scenario: &Scenario) -> Option<RecordIx> {
        let id = self.of_id()?;
        let apart = [Table::Source, Table::Bulletin].into_iter();
        let apart = || apart.filter_map(|table| scenario.position_in(table, &id)).next();
        scenario.position(&id).or_else(apart)
    }

    fn within(self, days: Option<DayRun>) -> Figure {
        Figure { days, ..self }
    }

    fn in_words(self, words: String) -> Figure {
        Figure { words: Some(words.into()), ..self }
    }

    /// What it is asked for by: `attacks-in-window`, `against:cessation`.
    pub fn name(&self) -> String {
        match &self.of {
            Some(of) => format!("{}:{of}", self.spec.id),
            None => self.spec.id.to_owned(),
        }
    }

    /// Whether it counts anything, for certain or perhaps.
    pub fn counts_any(&self) -> bool {
        self.value.bounds().is_some_and(|count| count.high != Some(0))
    }

    /// Its value in words, with what silence makes of a zero.
    pub fn text(&self) -> String {
        let own = self.words.as_ref().map(Clean::to_string);
        own.unwrap_or_else(|| self.value.text(self.days.as_ref()))
    }
}

impl<'a> Register<'a> {
    /// The register on a board; nothing is worked out yet.
    pub fn new(board: &'a Board) -> Register<'a> {
        Register { board }
    }

    /// Every figure of the board, in the order of the register, without the cells of tables.
    pub fn all(&self) -> Vec<Figure> {
        let listed = FigureSpec::all().filter(|spec| !spec.is_cell);
        listed.flat_map(|spec| (spec.each)(self, spec)).collect()
    }

    /// The cells of tables.
    pub fn cells(&self) -> Vec<Figure> {
        let cells = FigureSpec::all().filter(|spec| spec.is_cell);
        cells.flat_map(|spec| (spec.each)(self, spec)).collect()
    }

    /// The figures of one row; none where the register has no such row.
    pub fn of(&self, id: &str) -> Vec<Figure> {
        let spec = FigureSpec::all().find(|spec| spec.id == id);
        spec.map_or_else(Vec::new, |spec| (spec.each)(self, spec))
    }

    /// The figure of a row; `None` where the board has nothing to say of it, or several.
    pub fn one(&self, id: &str) -> Option<Figure> {
        let mut figures = self.of(id);
        figures.pop().filter(|_| figures.is_empty())
    }

    /// A figure by its name.
    ///
    /// # Errors
    ///
    /// A name that no figure of this board has is refused, with what may be meant.
    pub fn named(&self, name: &str) -> Result<Figure, Refusal> {
        let id = name.split(':').next().unwrap_or(name);
        if let Some(figure) = self.of(id).into_iter().find(|figure| figure.name() == name) {
            return Ok(figure);
        }
        let figures = self.all().into_iter().chain(self.cells());
        let names: Vec<String> = figures.map(|figure| figure.name()).collect();
        let near = format::hint(name, names.iter().map(String::as_str).collect::<Vec<_>>());
        Err(Refusal::hinted(format!("no figure of this board is called `{name}`"), near))
    }

    /// Why a figure is what it is.
    pub fn why(&self, figure: &Figure) -> FigureGrounds {
        (figure.spec.why)(self, figure)
    }

    /// How many incidents of the window have a day that is open: they count in none.
    pub fn open_in_window(&self, class: Class) -> usize {
        let [(first, last), _] = self.board.windows(self.board.window);
        self.board.incidents(class).within(first, last).open
    }

    /// The window that ends on the last complete day, and the one before it, of what tempo counts.
    fn windows(&self, subject: TempoSubject) -> Option<[WindowCount; 2]> {
        self.pace(subject).map(|pace| [pace.now, pace.before])
    }

    fn pace(&self, subject: TempoSubject) -> Option<&'a Pace> {
        self.board.tempo().paces.iter().find(|pace| pace.subject == subject)
    }
}

#[cfg(test)]
mod tests;
