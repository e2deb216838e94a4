//! A line of text that is being typed: what of it is in sight, and where the cursor stands.

use unicode_segmentation::UnicodeSegmentation;

use super::canvas::Canvas;
use crate::{
    app::Input,
    look::{Phrase, Role, width},
    model::clean,
};

/// Draws what is typed into `cells` cells; where the cursor stands. A text longer than that shows
/// the part before the cursor. Either side of the cursor is drawn clean by itself, so that the
/// cursor stands where the clean text before it ends, whatever the file says there. Of a long text
/// only what may be in sight is looked at.
pub fn field(input: &Input, (x, y): (u16, u16), cells: u16, canvas: &mut Canvas) -> (u16, u16) {
    let near = usize::from(cells) + 1;
    let before = input.before_cursor();
    let from = before.grapheme_indices(true).rev().take(near).last().map_or(0, |(at, _)| at);
    let after: String = input.after_cursor().graphemes(true).take(near).collect();
    let before_near = clean(&before[from..]);
    let room = usize::from(cells.saturating_sub(1));
    let column = |at: usize| (x + u16::try_from(at).unwrap_or(0).min(cells.saturating_sub(1)), y);
    if from == 0 && width(&before_near) <= room {
        let line = Phrase::plain(before_near.as_str()).and(after, Role::Plain);
        canvas.line(x, y, cells, &line);
        return column(width(&before_near));
    }
    let (mut shown, mut at) = (before_near.len(), 1);
    for (start, grapheme) in before_near.grapheme_indices(true).rev() {
        if at + width(grapheme) > room {
            break;
        }
        (shown, at) = (start, at + width(grapheme));
    }
    canvas.line(x, y, cells, &Phrase::dim("…").and(&before_near[shown..], Role::Plain));
    column(at)
}

#[cfg(test)]
mod tests {
    use ratatui::{buffer::Buffer, layout::Rect};

    use super::*;
    use crate::{
        command::{Command, Pressed},
        look::Theme,
    };

    /// What stands in the cells, and the cell of the cursor.
    fn drawn(input: &Input, cells: u16) -> (String, u16) {
        let mut buffer = Buffer::empty(Rect::new(0, 0, cells, 1));
        let canvas = &mut Canvas { buffer: &mut buffer, theme: Theme::Mono, puts_in_order: false };
        let (x, _) = field(input, (0, 0), cells, canvas);
        (buffer.content().iter().map(|cell| cell.symbol()).collect(), x)
    }

    #[test]
    fn the_cursor_stands_behind_what_is_seen_of_the_original() {
        let marks = "\u{301}".repeat(300);
        let mut input = Input::new(&format!("a\u{e000}\u{2028}Z{marks}한\u{1b}"));
        let whole = format!("a\u{fffd}\u{fffd}Z{}한 ␛", &marks[..6]);
        let mut places = Vec::new();
        for _ in 0..7 {
            let (seen, at) = drawn(&input, 20);
            assert_eq!(seen.trim_end(), whole);
            places.push(at);
            input.edit(Pressed::Command(Command::CursorLeft));
        }
        assert_eq!(places, [7, 6, 4, 3, 2, 1, 0]);
        // Typing goes on in the original.
        input.edit(Pressed::Command(Command::LineEnd));
        input.insert("!");
        assert_eq!(input.text(), format!("a\u{e000}\u{2028}Z{marks}한\u{1b}!"));
        // Where there is no room for all, the part before the cursor is in sight.
        assert_eq!(drawn(&input, 6), ("…한 ␛! ".to_owned(), 5));
    }

    #[test]
    fn a_long_text_is_drawn_by_its_end() {
        let input = Input::new(&"x".repeat(100_000));
        assert_eq!(drawn(&input, 5), ("…xxx ".to_owned(), 4));
    }
}
