//! A line of text that is being typed: what of it is in sight, and where the cursor stands.

use unicode_segmentation::UnicodeSegmentation;

use super::canvas::Canvas;
use crate::{
    app::Input,
    look::{Phrase, Role, width},
};

/// Draws what is typed into `cells` cells; where the cursor stands. A text longer than that shows
/// the part before the cursor.
pub fn field(input: &Input, (x, y): (u16, u16), cells: u16, canvas: &mut Canvas) -> (u16, u16) {
    let before = input.before_cursor();
    let room = usize::from(cells.saturating_sub(1));
    let column = |at: usize| (x + u16::try_from(at).unwrap_or(0).min(cells.saturating_sub(1)), y);
    if width(before) <= room {
        canvas.line(x, y, cells, &Phrase::plain(input.text()));
        return column(width(before));
    }
    let mut shown = String::new();
    for grapheme in before.graphemes(true).rev() {
        if width(&shown) + width(grapheme) + 1 > room {
            break;
        }
        shown.insert_str(0, grapheme);
    }
    let at = width(&shown) + 1;
    canvas.line(x, y, cells, &Phrase::dim("…").and(shown, Role::Plain));
    column(at)
}
