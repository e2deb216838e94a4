//! Which lines and places lie in which square of five degrees, so that a view asks only for its
//! own.

use super::GeoBox;

/// Degrees to a side of a square.
const SIDE: f64 = 5.0;
const COLUMNS: usize = 72;
const ROWS: usize = 36;

/// The numbers of what touches each square, row after row from the south-west.
#[derive(Default)]
pub(super) struct TileGrid {
    squares: Vec<Vec<usize>>,
}

impl TileGrid {
    /// A grid of things, numbered in the order of their boxes.
    pub(super) fn of(boxes: impl Iterator<Item = GeoBox>) -> TileGrid {
        let mut squares = vec![Vec::new(); COLUMNS * ROWS];
        for (number, bounds) in boxes.enumerate() {
            for square in squares_of(&bounds) {
                squares[square].push(number);
            }
        }
        TileGrid { squares }
    }

    /// What may touch a box, in ascending order and each once.
    pub(super) fn within(&self, bounds: &GeoBox) -> Vec<usize> {
        let squares = squares_of(bounds).filter_map(|square| self.squares.get(square));
        let mut found: Vec<usize> = squares.flatten().copied().collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}

fn squares_of(bounds: &GeoBox) -> impl Iterator<Item = usize> + use<> {
    let rows = step(bounds.south + 90.0, ROWS)..=step(bounds.north + 90.0, ROWS);
    bounds.spans().flat_map(move |(west, east)| {
        let columns = step(west + 180.0, COLUMNS)..=step(east + 180.0, COLUMNS);
        let row = move |row: usize| columns.clone().map(move |column| row * COLUMNS + column);
        rows.clone().flat_map(row)
    })
}

/// The row or column of so many degrees; the far edge of the world belongs to the last.
fn step(degrees: f64, of: usize) -> usize {
    // A float cast to an integer stops at the integer's ends, and makes 0 of what is no number.
    ((degrees / SIDE) as usize).min(of - 1)
}
