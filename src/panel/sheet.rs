//! A panel's rows and columns, and how many of the columns fit.

use std::{
    ops::Range,
    sync::{Arc, OnceLock},
};

use super::rows::{Row, Rows, SortKey};
use crate::{
    board::{Board, Map},
    look::{Align, Flow, Phrase, Role},
    model::{RecordIx, Table},
};

type CellOf = Box<dyn Fn(&Board, &Row, usize) -> Phrase + Send + Sync>;
type HeadOf = Box<dyn Fn(usize) -> Vec<Phrase> + Send + Sync>;
type NeedOf = Box<dyn Fn(&Board, &Row) -> usize + Send + Sync>;
type AcrossOf = Box<dyn Fn(&Board, &Row, usize) -> Option<Phrase> + Send + Sync>;
type KeyOf = Box<dyn Fn(&Board, &Row) -> SortKey + Send + Sync>;

/// One column: what stands in it, how wide it may be, how soon it gives way.
pub struct Column {
    /// What stands above the column, unless it has a head of its own.
    pub title: String,
    /// To which side its text is set.
    pub align: Align,
    /// Cells that it needs at least.
    pub min: usize,
    /// Cells beyond which more room is of no use to it.
    pub ideal: usize,
    /// Columns of a higher rank give way first.
    pub rank: u8,
    /// It only draws what other columns say: left out where the board is read aloud.
    pub is_picture: bool,
    cell: CellOf,
    /// How many lines stand above it, and what they are where that depends on its width.
    pub head_rows: usize,
    head: Option<HeadOf>,
    key: Option<KeyOf>,
    /// It has the days by which rows of feeds stand in order already.
    pub is_day: bool,
    room: Room,
}

/// How many cells a column must have so that no figure in it is cut.
enum Room {
    /// Its cells are words, which may be cut.
    Words,
    /// Each of its cells is a figure, as short as it can be said.
    Figures,
    /// So many as it says of each row.
    Rows(NeedOf),
}

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
    /// The panel summed up in parts, the most important first.
    pub summary: Flow,
    /// What the signs of its picture mean; not for where the board is read aloud.
    pub legend: Flow,
    /// Rows there would be without a filter.
    pub total: usize,
    /// What lies where, of the panel that shows it.
    pub map: Option<Arc<Map>>,
    /// What stands across all columns in the rows that are headings or sentences.
    pub(super) across: Option<AcrossOf>,
    /// Cells that figures need, column by column and block by block of [`BLOCK`] records.
    pub(super) needed: Vec<OnceLock<usize>>,
}

/// Records that are measured together: a list shorter than that never moves a column.
const BLOCK: usize = 128;

/// Cells of one column.
#[derive(Clone, Copy)]
struct Sizes {
    min: usize,
    ideal: usize,
}

impl Sizes {
    /// Cells at which little of it is cut.
    fn comfortable(self) -> usize {
        self.min + self.ideal.saturating_sub(self.min) * 3 / 4
    }
}

impl Column {
    /// A column set to the left, whose cells are words without a width of their own.
    pub fn new(
        title: impl Into<String>,
        rank: u8,
        (min, ideal): (usize, usize),
        cell: impl Fn(&Board, &Row) -> Phrase + Send + Sync + 'static,
    ) -> Self {
        Column::sized(title, rank, (min, ideal), move |board, row, _| cell(board, row))
    }

    /// A column whose words depend on its width.
    pub fn sized(
        title: impl Into<String>,
        rank: u8,
        (min, ideal): (usize, usize),
        cell: impl Fn(&Board, &Row, usize) -> Phrase + Send + Sync + 'static,
    ) -> Self {
        Column {
            title: title.into(),
            align: Align::Left,
            min,
            ideal,
            rank,
            is_picture: false,
            cell: Box::new(cell),
            head_rows: 1,
            head: None,
            key: None,
            is_day: false,
            room: Room::Words,
        }
    }

    /// A column that says something of records only.
    pub fn of_record(
        title: impl Into<String>,
        rank: u8,
        sizes: (usize, usize),
        cell: impl Fn(&Board, RecordIx) -> Phrase + Send + Sync + 'static,
    ) -> Self {
        Column::sized_of_record(title, rank, sizes, move |board, record, _| cell(board, record))
    }

    /// A column that says something of records only, in words that depend on its width.
    pub fn sized_of_record(
        title: impl Into<String>,
        rank: u8,
        sizes: (usize, usize),
        cell: impl Fn(&Board, RecordIx, usize) -> Phrase + Send + Sync + 'static,
    ) -> Self {
        Column::sized(title, rank, sizes, move |board, row, cells| {
            row.record().map_or_else(Phrase::default, |record| cell(board, record, cells))
        })
    }

    /// The same column set to the right, as figures are, of which none is cut.
    pub fn right(mut self) -> Self {
        self.align = Align::Right;
        self.room = Room::Figures;
        self
    }

    /// The same column, never narrower than any row needs it.
    pub fn never_below(
        mut self,
        needs: impl Fn(&Board, &Row) -> usize + Send + Sync + 'static,
    ) -> Self {
        self.room = Room::Rows(Box::new(needs));
        self
    }

    /// Cells that the figure of a row takes at least.
    fn needed(&self, board: &Board, row: &Row) -> usize {
        match &self.room {
            Room::Words => 0,
            Room::Figures => self.cell(board, row, self.min).width(),
            Room::Rows(needs) => needs(board, row),
        }
    }

    /// The same column, left out where the board is read aloud.
    pub fn picture(mut self) -> Self {
        self.is_picture = true;
        self
    }

    /// A head of so many lines, the last of them right above the rows.
    pub fn headed_by(
        mut self,
        rows: usize,
        head: impl Fn(usize) -> Vec<Phrase> + Send + Sync + 'static,
    ) -> Self {
        self.head_rows = rows;
        self.head = Some(Box::new(head));
        self
    }

    /// What stands above the column, in `cells` cells.
    pub fn head(&self, cells: usize) -> Vec<Phrase> {
        match &self.head {
            Some(head) => head(cells),
            None => vec![Phrase::dim(self.title.as_str())],
        }
    }

    /// The same column, sorted by a key of its own in place of its text.
    pub fn sorted_by(
        mut self,
        key: impl Fn(&Board, &Row) -> SortKey + Send + Sync + 'static,
    ) -> Self {
        self.key = Some(Box::new(key));
        self
    }

    /// A column that is told of the row and of its record.
    pub fn sized_of_row(
        title: impl Into<String>,
        rank: u8,
        sizes: (usize, usize),
        cell: impl Fn(&Board, &Row, RecordIx, usize) -> Phrase + Send + Sync + 'static,
    ) -> Self {
        Column::sized(title, rank, sizes, move |board, row, cells| {
            let record = row.record();
            record.map_or_else(Phrase::default, |record| cell(board, row, record, cells))
        })
    }

    /// What of a record it sorts by.
    pub fn sorted_by_record(
        self,
        key: impl Fn(&Board, RecordIx) -> SortKey + Send + Sync + 'static,
    ) -> Self {
        self.sorted_by(move |board, row| {
            row.record().map_or_else(SortKey::nothing, |record| key(board, record))
        })
    }

    /// It has the days by which rows of feeds stand in order already.
    pub fn by_day(mut self) -> Self {
        self.is_day = true;
        self
    }

    /// What stands in a row, in no more than `cells` cells if it can be said so.
    pub fn cell(&self, board: &Board, row: &Row, cells: usize) -> Phrase {
        let mut phrase = (self.cell)(board, row, cells);
        if row.role != Role::Plain {
            let plain = phrase.pieces.iter_mut().filter(|piece| piece.role == Role::Plain);
            plain.for_each(|piece| piece.role = row.role);
        }
        phrase
    }

    /// What a row is sorted by: the column's own key, else the text of its cell, folded.
    pub fn key(&self, board: &Board, row: &Row) -> SortKey {
        match &self.key {
            Some(key) => key(board, row),
            None => SortKey::Text(crate::board::fold(&self.cell(board, row, usize::MAX).text())),
        }
    }
}

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
        self.across.is_some()
    }

    /// What stands across the columns of a row, in no more than `cells` cells if it can be said so.
    pub fn across(&self, board: &Board, row: &Row, cells: usize) -> Option<Phrase> {
        self.across.as_ref()?(board, row, cells)
    }

    /// Lines above the rows.
    pub fn head_rows(&self) -> usize {
        self.columns.iter().map(|column| column.head_rows).max().unwrap_or(1)
    }

    /// The same sheet, which keeps what it measures once.
    pub(super) fn kept(mut self) -> Self {
        let blocks = self.rows.records().len().div_ceil(BLOCK);
        self.needed.resize_with(self.columns.len() * blocks, OnceLock::new);
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
            let Column { min, ideal, .. } = self.columns[n];
            let needed = blocks.clone().map(|block| self.needed(board, n, block)).max();
            let min = min.max(needed.unwrap_or(0));
            Sizes { min, ideal: ideal.max(min) }
        })
    }

    /// Cells that figures of a block of records need; rows of feeds, of which there may be millions,
    /// have a short form that fits.
    fn needed(&self, board: &Board, n: usize, block: usize) -> usize {
        let column = &self.columns[n];
        if matches!(column.room, Room::Words) {
            return 0;
        }
        let records = self.rows.records().chunks(BLOCK).nth(block).unwrap_or_default();
        let measure = || records.iter().map(|row| column.needed(board, row)).max().unwrap_or(0);
        let blocks = self.rows.records().len().div_ceil(BLOCK);
        self.needed.get(n * blocks + block).map_or_else(measure, |kept| *kept.get_or_init(measure))
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

/// The table's visible records, the latest first.
pub fn latest_first(board: &Board, table: Table) -> Vec<Row> {
    let ends = |n: &RecordIx| board.date_of(*n).map(|date| (date.latest, date.earliest));
    let mut records: Vec<RecordIx> = board.shown_of(table).collect();
    records.sort_by_key(|n| std::cmp::Reverse(ends(n)));
    records.into_iter().map(|n| row(board, n)).collect()
}

/// Which columns fit into `cells` cells, and how wide each is. Columns are taken in by rank, a
/// further one only where those before it are comfortable; what is left over goes to those that
/// have use for it, then to the last. Columns that come too late are not asked for their sizes.
fn arrange(
    columns: &[Column],
    cells: usize,
    gap: usize,
    sizes: impl Fn(usize) -> Sizes,
) -> Vec<(usize, usize)> {
    let mut by_rank: Vec<usize> = (0..columns.len()).collect();
    by_rank.sort_by_key(|n| (columns[*n].rank, *n));
    let mut chosen: Vec<(usize, usize, Sizes)> = Vec::new();
    let (mut used, mut comfortable) = (0, 0);
    for n in by_rank {
        let between = if chosen.is_empty() { 0 } else { gap };
        let taken = if columns[n].rank > ESSENTIAL { comfortable } else { used };
        // A column of less weight never stands where a weightier one had no room.
        if taken + columns[n].min + between > cells {
            break;
        }
        let sizes = sizes(n);
        if taken + sizes.min + between > cells {
            break;
        }
        used += sizes.min + between;
        comfortable += sizes.comfortable() + between;
        chosen.push((n, sizes.min, sizes));
    }
    let mut left = cells - used;
    // Everybody gets to be comfortable before anybody gets all it has use for.
    for target in [Sizes::comfortable, |sizes: Sizes| sizes.ideal] {
        for (_, width, sizes) in &mut chosen {
            let more = target(*sizes).saturating_sub(*width).min(left);
            *width += more;
            left -= more;
        }
    }
    let mut chosen: Vec<(usize, usize)> =
        chosen.into_iter().map(|(n, width, _)| (n, width)).collect();
    chosen.sort_by_key(|(n, _)| *n);
    if let Some((n, width)) = chosen.last_mut()
        && columns[*n].align == Align::Left
    {
        *width += left;
    }
    chosen
}

/// Columns up to this rank stand even where all are cramped.
const ESSENTIAL: u8 = 1;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn columns(sizes: &[(usize, usize, u8)]) -> Vec<Column> {
        let column = |(min, ideal, rank): &(usize, usize, u8)| {
            Column::new("x", *rank, (*min, *ideal), |_, _| Phrase::default())
        };
        sizes.iter().map(column).collect()
    }

    fn arranged(columns: &[Column], cells: usize, gap: usize) -> Vec<(usize, usize)> {
        arrange(columns, cells, gap, |n| Sizes { min: columns[n].min, ideal: columns[n].ideal })
    }

    #[test]
    fn the_least_important_column_gives_way_first() {
        let columns = columns(&[(5, 5, 2), (6, 10, 0), (4, 4, 1)]);
        assert_eq!(arranged(&columns, 12, 1), [(1, 7), (2, 4)]);
        assert_eq!(arranged(&columns, 40, 1).len(), 3);
        assert!(arranged(&columns, 3, 1).is_empty());
    }

    proptest! {
        #[test]
        fn chosen_columns_never_pass_their_room(sizes in proptest::collection::vec((1usize..20, 1usize..40, 0u8..9), 0..10), cells in 0usize..120, gap in 1usize..3) {
            let columns = columns(&sizes);
            let chosen = arranged(&columns, cells, gap);
            let used: usize = chosen.iter().map(|(_, width)| width + gap).sum::<usize>().saturating_sub(gap);
            prop_assert!(used <= cells);
            prop_assert!(chosen.is_sorted_by_key(|(n, _)| *n));
        }
    }
}
