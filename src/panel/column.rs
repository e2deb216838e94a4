//! A column: what stands in it, how wide its content makes it, how soon it gives way.

use super::rows::{Row, SortKey};
use crate::{
    board::Board,
    look::{Align, Phrase, Role, glyph, width},
    model::RecordIx,
};

type CellOf = Box<dyn Fn(&Board, &Row, usize) -> Phrase + Send + Sync>;
type HeadOf = Box<dyn Fn(usize) -> Vec<Phrase> + Send + Sync>;
type NeedOf = Box<dyn Fn(&Board, &Row) -> usize + Send + Sync>;
type BehindOf = Box<dyn Fn(&Board, &Row) -> Phrase + Send + Sync>;
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
    /// What is said instead where the board is read aloud.
    aloud: Option<BehindOf>,
    /// How many lines stand above it, and what they are where that depends on its width.
    pub head_rows: usize,
    head: Option<HeadOf>,
    key: Option<KeyOf>,
    /// It has the days by which rows of feeds stand in order already.
    pub is_day: bool,
    room: Room,
    /// The column behind whose cells its values stand while it is none of its own.
    pub(super) behind: Option<Behind>,
    /// Whether what no column has use for goes to it.
    takes_rest: bool,
    /// Whether it is no column where it is filled in of few rows.
    is_none_if_sparse: bool,
}

/// Where a value stands that has no column, and how it is said there.
pub(super) struct Behind {
    pub host: &'static str,
    pub said: BehindOf,
    /// It stands only where nothing of the host is cut for it.
    pub yields: bool,
}

/// How many cells a column must have so that no figure in it is cut.
enum Room {
    /// Its cells are words, which may be cut.
    Words,
    /// Each of its cells is a figure, as short as it can be said.
    Figures,
    /// So many as it says of each row.
    Rows(NeedOf),
    /// Its words are of a short list, and stand whole.
    Whole,
}

/// What stands in a column of some rows.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct ColumnContent {
    /// Cells without which a figure would be cut.
    needed: usize,
    /// Cells that nine of ten take.
    usual: usize,
    /// Cells that the widest takes.
    widest: usize,
    /// Rows of which it says something, and how many there are.
    filled: usize,
    rows: usize,
}

impl ColumnContent {
    /// What stands in both.
    pub fn with(self, other: ColumnContent) -> ColumnContent {
        ColumnContent {
            needed: self.needed.max(other.needed),
            usual: self.usual.max(other.usual),
            widest: self.widest.max(other.widest),
            filled: self.filled + other.filled,
            rows: self.rows + other.rows,
        }
    }

    /// The same where no figure of it is cut: its figures have short forms that fit.
    pub fn with_short_figures(self) -> ColumnContent {
        ColumnContent { needed: 0, ..self }
    }

    /// Whether it says something of fewer than a third of the rows.
    pub fn is_sparse(self) -> bool {
        self.filled * 3 < self.rows
    }
}

/// Cells of one column.
#[derive(Clone, Copy)]
pub(super) struct Sizes {
    /// It has no room with less.
    min: usize,
    /// Of names, little is cut; of what has shorter forms, these.
    snug: usize,
    /// Little of it is cut.
    usual: usize,
    /// It has no use for more.
    ideal: usize,
    /// It is no column, whatever room there is.
    is_none: bool,
    /// Its cells are words, which may be cut.
    can_be_cut: bool,
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
            aloud: None,
            head_rows: 1,
            head: None,
            key: None,
            is_day: false,
            room: Room::Words,
            behind: None,
            takes_rest: false,
            is_none_if_sparse: false,
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

    /// The same column, which is none where it is filled in of few rows or has no room: its value
    /// then stands behind that of the column with this title.
    pub fn behind(
        mut self,
        host: &'static str,
        said: impl Fn(&Board, &Row) -> Phrase + Send + Sync + 'static,
    ) -> Self {
        self.behind = Some(Behind { host, said: Box::new(said), yields: false });
        self.is_none_if_sparse = true;
        self
    }

    /// The same, where the value stands only if nothing is cut for it.
    pub fn behind_if_room(
        mut self,
        host: &'static str,
        said: impl Fn(&Board, &Row) -> Phrase + Send + Sync + 'static,
    ) -> Self {
        self.behind = Some(Behind { host, said: Box::new(said), yields: true });
        self.is_none_if_sparse = true;
        self
    }

    /// The same column, which is none where it is filled in of few rows: other lines say the same.
    pub fn unless_sparse(mut self) -> Self {
        self.is_none_if_sparse = true;
        self
    }

    /// The same column, which says this where it is read aloud: its cells on the screen are ids or
    /// marks, which have no room for words.
    pub fn aloud(mut self, said: impl Fn(&Board, &Row) -> Phrase + Send + Sync + 'static) -> Self {
        self.aloud = Some(Box::new(said));
        self
    }

    /// The same column, whose words are never cut.
    pub fn whole(mut self) -> Self {
        self.room = Room::Whole;
        self
    }

    /// The same column, which gets what no other has use for.
    pub fn takes_rest(mut self) -> Self {
        self.takes_rest = true;
        self
    }

    /// What stands in it of these rows.
    pub(super) fn content<'r>(
        &self,
        board: &Board,
        rows: impl Iterator<Item = &'r Row>,
        behind: impl Fn(&Row) -> usize,
    ) -> ColumnContent {
        let mut widths: Vec<usize> = Vec::new();
        let mut content = ColumnContent::default();
        for row in rows {
            let cell = self.cell(board, row, self.ideal);
            let text = cell.text();
            let is_said = !matches!(text.trim(), "" | glyph::NOT_STATED);
            content.filled += usize::from(is_said);
            content.needed = content.needed.max(self.needed(board, row));
            widths.push(cell.width() + behind(row));
        }
        widths.sort_unstable();
        content.rows = widths.len();
        content.usual =
            widths.get((widths.len() * 9).div_ceil(10).saturating_sub(1)).copied().unwrap_or(0);
        content.widest = widths.last().copied().unwrap_or(0);
        content
    }

    /// Its sizes for what stands in it.
    pub(super) fn sizes(&self, content: ColumnContent) -> Sizes {
        if self.is_picture {
            let (min, ideal) = (self.min, self.ideal);
            let usual = min + ideal.saturating_sub(min) * 3 / 4;
            return Sizes { min, snug: min, usual, ideal, is_none: false, can_be_cut: false };
        }
        let head = if self.head.is_some() { self.min } else { width(&self.title) };
        let all = content.widest.max(head);
        let is_figures = matches!(self.room, Room::Figures);
        let least = if is_figures { head } else { self.min.min(all) };
        let min = least.max(content.needed);
        let ideal = all.min(self.ideal.max(min)).max(min);
        let usual = if is_figures { min } else { content.usual.max(head).clamp(min, ideal) };
        let snug = if matches!(self.room, Room::Words) { usual } else { min };
        let says_nothing = content.filled == 0 && content.rows > 0 && self.rank > ESSENTIAL;
        let is_none = says_nothing || self.is_none_if_sparse && content.is_sparse();
        let can_be_cut = matches!(self.room, Room::Words);
        Sizes { min, snug, usual, ideal, is_none, can_be_cut }
    }

    /// Whether its words are never cut, those of feeds neither.
    pub(super) fn is_whole(&self) -> bool {
        matches!(self.room, Room::Whole)
    }

    /// Cells that the figure of a row takes at least.
    fn needed(&self, board: &Board, row: &Row) -> usize {
        match &self.room {
            Room::Words => 0,
            Room::Figures => self.cell(board, row, self.min).width(),
            Room::Rows(needs) => needs(board, row),
            Room::Whole => self.cell(board, row, self.ideal).width(),
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

    /// The same column under another title.
    pub fn titled(mut self, title: &str) -> Self {
        self.title = title.to_owned();
        self
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

    /// What is said of a row where there is room for words: in lines, pages and tables that leave the
    /// board.
    pub fn read_aloud(&self, board: &Board, row: &Row) -> Phrase {
        match &self.aloud {
            Some(aloud) => aloud(board, row),
            None => self.cell(board, row, usize::MAX),
        }
    }

    /// What a row is sorted by: the column's own key, else the text of its cell, folded.
    pub fn key(&self, board: &Board, row: &Row) -> SortKey {
        match &self.key {
            Some(key) => key(board, row),
            None => SortKey::Text(crate::board::fold(&self.cell(board, row, usize::MAX).text())),
        }
    }
}

/// Which columns fit into `cells` cells, and how wide each is. Columns are taken in by rank, a
/// further one only where little of those before it is cut; what is left over goes to those that
/// have use for it, then to the one that takes the rest. Columns that come too late are not asked
/// for their sizes.
pub(super) fn arrange(
    columns: &[Column],
    cells: usize,
    gap: usize,
    sizes: impl Fn(usize) -> Sizes,
) -> Vec<(usize, usize)> {
    let mut by_rank: Vec<usize> = (0..columns.len()).collect();
    by_rank.sort_by_key(|n| (columns[*n].rank, *n));
    let mut chosen: Vec<(usize, usize, Sizes)> = Vec::new();
    let (mut used, mut usual) = (0, 0);
    for n in by_rank {
        let between = if chosen.is_empty() { 0 } else { gap };
        let taken = if columns[n].rank > ESSENTIAL { usual } else { used };
        // Whatever stands in it, a column without a single cell has no room.
        if taken + between >= cells {
            break;
        }
        let mut sizes = sizes(n);
        if sizes.is_none {
            continue;
        }
        // Without its first words a row says nothing: they are cut before they are left out.
        let room = cells - taken - between;
        if columns[n].rank == 0 && sizes.can_be_cut && room >= LEAST_WORDS {
            sizes.min = sizes.min.min(room);
        }
        // A column of less weight never stands where a weightier one had no room.
        if taken + sizes.min + between > cells {
            break;
        }
        used += sizes.min + between;
        usual += sizes.usual + between;
        chosen.push((n, sizes.min, sizes));
    }
    let mut left = cells - used;
    // In each of them little is cut before any of them gets all it has use for.
    let targets =
        [|sizes: Sizes| sizes.snug, |sizes: Sizes| sizes.usual, |sizes: Sizes| sizes.ideal];
    for target in targets {
        for (_, width, sizes) in &mut chosen {
            let more = target(*sizes).saturating_sub(*width).min(left);
            *width += more;
            left -= more;
        }
    }
    let mut chosen: Vec<(usize, usize)> =
        chosen.into_iter().map(|(n, width, _)| (n, width)).collect();
    chosen.sort_by_key(|(n, _)| *n);
    let rest = chosen.iter().position(|(n, _)| columns[*n].takes_rest);
    let last = chosen.len().checked_sub(1).filter(|at| columns[chosen[*at].0].align == Align::Left);
    if let Some((_, width)) = rest.or(last).and_then(|at| chosen.get_mut(at)) {
        *width += left;
    }
    chosen
}

/// Columns up to this rank stand even where all are cramped.
const ESSENTIAL: u8 = 1;
/// Cells below which words of the first rank say nothing any more.
const LEAST_WORDS: usize = 8;

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
        arrange(columns, cells, gap, |n| {
            let Column { min, ideal, .. } = columns[n];
            let ideal = ideal.max(min);
            Sizes { min, snug: min, usual: min, ideal, is_none: false, can_be_cut: true }
        })
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
