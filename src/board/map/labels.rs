//! Labels that do not lie on one another: each takes the first free side of its point.

/// Which cells of a picture are taken.
#[derive(Clone, Debug)]
pub struct LabelSpace {
    columns: usize,
    rows: usize,
    taken: Vec<bool>,
}

impl LabelSpace {
    /// A picture of so many cells, all of them free.
    pub fn new(columns: usize, rows: usize) -> LabelSpace {
        LabelSpace { columns, rows, taken: vec![false; columns * rows] }
    }

    /// Takes one cell for a mark.
    pub fn take(&mut self, column: usize, row: usize) {
        if column < self.columns && row < self.rows {
            self.taken[row * self.columns + column] = true;
        }
    }

    /// The first cell of a label of so many cells beside a point: to its right, left, above or
    /// below. One that must stand takes the first side that is inside the picture, be it over
    /// something else; `None` where there is no room for it at all.
    pub fn place(
        &mut self,
        (column, row): (usize, usize),
        cells: usize,
        must: bool,
    ) -> Option<(usize, usize)> {
        let sides = [
            Some((column + 2, row)),
            column.checked_sub(cells + 1).map(|x| (x, row)),
            row.checked_sub(1).map(|y| (column + 1, y)),
            Some((column + 1, row + 1)),
            row.checked_sub(1).and_then(|y| Some((column.checked_sub(cells)?, y))),
            column.checked_sub(cells).map(|x| (x, row + 1)),
        ];
        let inside = |(x, y): &(usize, usize)| x + cells <= self.columns && *y < self.rows;
        let sides: Vec<(usize, usize)> = sides.into_iter().flatten().filter(inside).collect();
        let free = sides.iter().find(|at| self.is_free(**at, cells));
        let forced = || {
            let first = column.min(self.columns.checked_sub(cells)?);
            let other = if row > 0 { row - 1 } else { row + 1 };
            Some((first, other)).filter(inside)
        };
        let at = match (free, must) {
            (Some(at), _) => *at,
            (None, true) => sides.first().copied().or_else(forced)?,
            (None, false) => return None,
        };
        (at.0..at.0 + cells).for_each(|x| self.take(x, at.1));
        Some(at)
    }

    /// Whether a label stands free, with a cell between it and its neighbours.
    fn is_free(&self, (column, row): (usize, usize), cells: usize) -> bool {
        let start = row * self.columns;
        let (from, to) = (column.saturating_sub(1), (column + cells + 1).min(self.columns));
        self.taken[start + from..start + to].iter().all(|taken| !taken)
    }
}
