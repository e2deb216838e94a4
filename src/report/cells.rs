//! The cells of a frame, line by line.

use ratatui::buffer::{Buffer, Cell};
use unicode_width::UnicodeWidthStr;

/// The cells of each line, each with its column, without the halves of wide characters.
pub fn lines(buffer: &Buffer) -> impl Iterator<Item = Vec<(u16, &Cell)>> {
    let area = buffer.area;
    (0..area.height).map(move |y| {
        let mut cells = Vec::new();
        let mut x = 0;
        while x < area.width {
            let cell = &buffer[(x, y)];
            cells.push((x, cell));
            x += span(cell.symbol());
        }
        cells
    })
}

/// Columns that a sign takes, at least one.
pub fn span(symbol: &str) -> u16 {
    u16::try_from(symbol.width()).unwrap_or(1).max(1)
}
