//! A panel's rows and columns, and how many of the columns fit.

use std::{
    ops::Range,
    sync::{Arc, OnceLock},
};

pub use super::column::Column;
use super::{
    cells,
    column::{Behind, ColumnContent, arrange},
    rows::{Row, Rows},
};
use crate::{
    board::{Board, Map},
    look::{Flow, Phrase, Role, Summary, glyph},
    model::{RecordIx, Table},
};

type AcrossOf = Box<dyn Fn(&Board, &Row, usize) -> Option<Phrase> + Send + Sync>;

/// How a panel is sorted.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Sort {
    /// Position of the column sorted by; `None` for the panel's own order.
    pub column: Option<usize>,
    /// Whether the order runs backwards.
    pub reversed: bool,
}

/// Everything a panel shows of a board.
#[derive(Default)]
pub struct Sheet {
    /// The columns from left to right, those included that may not fit.
    pub columns: Vec<Column>,
    /// The rows in the order in which they are listed.
    pub rows: Rows,
    /// What it is called, where that depends on the board.
    pub title: Option<String>,
    /// The panel summed up in labelled lines above the rows, the most important first: each is a row
    /// for the cursor.
    pub lines: Summary,
    /// The panel summed up in parts below the rows, the most important first.
    pub summary: Flow,
    /// What the signs of its picture mean; not for where the board is read aloud.
    pub legend: Flow,
    /// Rows there would be without a filter.
    pub total: usize,
    /// Whether its rows count things: the record of a row is the latest of them, and not what it says.
    pub is_of_counts: bool,
    /// Whether its rows were laid out for the cells that they have.
    pub is_laid_out: bool,
    /// What lies where, of the panel that shows it.
    pub map: Option<Arc<Map>>,
    /// What stands across all columns in the rows that are headings or sentences.
    pub(super) across: Option<AcrossOf>,
    /// What columns hold, column by column: of rows of feeds, then block by block of [`BLOCK`]
    /// records.
    pub(super) measured: Vec<OnceLock<ColumnContent>>,
}

/// Records that are measured together: a list shorter than that never moves a column.
const BLOCK: usize = 128;
/// Rows of feeds that stand for all of them: there may be millions.
const SAMPLE: usize = 48;

impl Sheet {
    /// The same sheet, whose headings and sentences stand across its columns: what `across` says of
    /// a row in so many cells, or `None` where the columns tell it.
    pub fn headed(
        mut self,
        across: impl Fn(&Board, &Row, usize) -> Option<Phrase> + Send + Sync + 'static,
    ) -> Self {
        self.across = Some(Box::new(across));
        self
    }

    /// Whether rows are headings or sentences.
    pub fn has_headings(&self) -> bool {
        self.across.is_some() && !self.rows.has_lines()
    }

    /// What stands across the columns of a row, in no more than `cells` cells if it can be said so.
    pub fn across(&self, board: &Board, row: &Row, cells: usize) -> Option<Phrase> {
        self.across.as_ref()?(board, row, cells)
    }

    /// All that sums it up, line by line and part by part.
    pub fn summed_up(&self) -> impl Iterator<Item = Phrase> {
        self.lines.told().chain(self.summary.parts().iter().cloned())
    }

    /// Lines above the rows.
    pub fn head_rows(&self) -> usize {
        self.columns.iter().map(|column| column.head_rows).max().unwrap_or(1)
    }

    /// The same sheet, which keeps what it measures once.
    pub(super) fn kept(mut self) -> Self {
        let blocks = 1 + self.rows.records().len().div_ceil(BLOCK);
        self.measured.resize_with(self.columns.len() * blocks, OnceLock::new);
        self
    }

    /// Which columns fit into `cells` cells, and how wide each is: (column, width). No figure of the
    /// rows `in_sight` is cut: columns of them are as wide as the widest near there, or have no room
    /// at all. Measured are only columns that may have room, and only what is near.
    pub fn arrange(
        &self,
        board: &Board,
        in_sight: Range<usize>,
        cells: usize,
        gap: usize,
    ) -> Vec<(usize, usize)> {
        let records = self.rows.records_in(in_sight);
        let blocks = records.start / BLOCK..records.end.div_ceil(BLOCK);
        arrange(&self.columns, cells, gap, |n| {
            let blocks = blocks.clone().map(|block| self.content(board, n, 1 + block));
            let content = blocks.fold(self.content(board, n, 0), ColumnContent::with);
            self.columns[n].sizes(content)
        })
    }

    /// What a column holds of a block of records, from 1; 0 stands for the rows of feeds.
    fn content(&self, board: &Board, n: usize, block: usize) -> ColumnContent {
        let column = &self.columns[n];
        if column.is_picture {
            return ColumnContent::default();
        }
        let guests = self.columns.iter().enumerate().filter(|(_, guest)| {
            guest.behind.as_ref().is_some_and(|behind| behind.host == column.title)
        });
        let guests = guests.filter(|(at, _)| self.content(board, *at, block).is_sparse());
        let guests: Vec<&Behind> = guests.filter_map(|(_, guest)| guest.behind.as_ref()).collect();
        let behind = |row: &Row| {
            let said = guests.iter().map(|guest| (guest.said)(board, row).width());
            said.filter(|cells| *cells > 0).map(|cells| cells + 2).sum()
        };
        let measure = || match block.checked_sub(1) {
            Some(block) => {
                let rows = self.rows.records().chunks(BLOCK).nth(block).unwrap_or_default();
                column.content(board, rows.iter().filter(|row| !row.is_line), behind)
            }
            None if self.rows.has_feed_rows() => {
                let rows: Vec<Row> = self.rows.iter().take(SAMPLE).collect();
                let of_feeds = rows.iter().filter(|row| row.feed_row().is_some());
                let content = column.content(board, of_feeds, behind);
                // Figures of feeds have a short form that fits.
                if column.is_whole() { content } else { content.with_short_figures() }
            }
            None => ColumnContent::default(),
        };
        let blocks = 1 + self.rows.records().len().div_ceil(BLOCK);
        self.measured
            .get(n * blocks + block)
            .map_or_else(measure, |kept| *kept.get_or_init(measure))
    }

    /// What stands in a column of a row, in exactly its cells: behind it the values that have no
    /// column. Text gives way to them, since none of them is cut.
    pub fn fitted(
        &self,
        board: &Board,
        row: &Row,
        columns: &[(usize, usize)],
        (n, cells): (usize, usize),
    ) -> Phrase {
        let column = &self.columns[n];
        let is_hidden = |at: &usize| columns.iter().all(|(shown, _)| shown != at);
        let guests = (0..self.columns.len()).filter(is_hidden).map(|at| &self.columns[at]);
        let said = guests
            .filter_map(|guest| guest.behind.as_ref())
            .filter(|behind| behind.host == column.title);
        let said = said.map(|behind| ((behind.said)(board, row), behind.yields));
        let mut said: Vec<(Phrase, bool)> = said.filter(|(said, _)| !said.is_empty()).collect();
        let full = column.cell(board, row, cells);
        while let Some((_, yields)) = said.last() {
            let least = if *yields { usize::MAX } else { LEAST_OF_HOST };
            let whole = column.cell(board, row, usize::MAX).width();
            let least = whole.min(least);
            let tail = Phrase::list(said.iter().map(|(said, _)| said.clone()), ", ");
            let is_bare = full.text() == glyph::NOT_STATED;
            if is_bare && tail.width() <= cells {
                return tail.fit(cells, column.align);
            }
            if let Some(room) = cells.checked_sub(tail.width() + 2).filter(|room| *room >= least) {
                let host = column.cell(board, row, room);
                let host = host.fit(room.min(host.width()), column.align);
                return host.and(", ", Role::Dim).join(tail).fit(cells, column.align);
            }
            said.pop();
        }
        full.fit(cells, column.align)
    }

    /// The same sheet with lines before some of the records that it lists in its own order, each by
    /// the place of the first below it. In another order nothing stands together that they could tell
    /// of.
    pub(super) fn with_lines(mut self, sort: Sort, lines: Vec<(usize, Phrase)>) -> Self {
        if sort != Sort::default() || lines.is_empty() {
            return self;
        }
        for (n, (before, _)) in lines.iter().enumerate() {
            self.rows.insert(before + n, Row::line_among(n));
        }
        let says: Vec<Phrase> = lines.into_iter().map(|(_, says)| says.all_in(Role::Dim)).collect();
        self.headed(move |_, row, _| row.is_line.then(|| says[row.line].clone()))
    }

    /// The same sheet, the latest first, with a line before the records of a table of which nobody
    /// tells the day: `2 with no day told`.
    pub(super) fn with_undated(self, board: &Board, table: Table, sort: Sort) -> Self {
        let is_undated = |row: &Row| row.record().is_some_and(|n| board.is_undated(n));
        let Some(first) = self.rows.records().iter().position(is_undated) else { return self };
        let Some(count) = cells::named_count(board, "undated", table.name()) else { return self };
        let says = count.and(" with no day told", Role::Dim);
        self.with_lines(sort, vec![(first, says)])
    }

    /// Sorts the rows by a column, keeping the given order among equals.
    pub fn sorted(mut self, board: &Board, sort: Sort) -> Self {
        match sort.column.and_then(|n| self.columns.get(n)) {
            // The latest first is the list's own order: the oldest first is that turned round.
            Some(column) if column.is_day && self.rows.is_by_day() => self.rows.reverse(),
            Some(column) => self.rows.sort_all(|row| column.key(board, row)),
            None => {}
        }
        if sort.reversed {
            self.rows.reverse();
        }
        self
    }
}

/// A row of a table's record, struck through when every voice has withdrawn it.
pub fn row(board: &Board, record: RecordIx) -> Row {
    let role = if board.is_taken_back(record) { Role::Withdrawn } else { Role::Plain };
    Row { role, ..Row::of(record) }
}

/// The table's visible records, the latest first; those come last whose day nobody tells.
pub fn latest_first(board: &Board, table: Table) -> Vec<Row> {
    let ends = |n: &RecordIx| board.date_of(*n).map(|date| (date.latest, date.earliest));
    let mut records: Vec<RecordIx> = board.shown_of(table).collect();
    records.sort_by_key(|n| (board.is_undated(*n), std::cmp::Reverse(ends(n))));
    records.into_iter().map(|n| row(board, n)).collect()
}

/// Cells of a name that still says something before a value that stands behind it.
const LEAST_OF_HOST: usize = 6;
