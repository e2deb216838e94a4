//! Putting phrases on the canvas: always fitted first, so that no widget cuts text of its own.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    widgets::{Block, BorderType, Clear, Widget},
};

use crate::look::{Align, Phrase, Role, Theme};

/// The cells to draw on, and the theme to draw with.
pub struct Canvas<'a> {
    pub buffer: &'a mut Buffer,
    pub theme: Theme,
    /// Whether the board puts text that runs from right to left in order.
    pub puts_in_order: bool,
}

impl Canvas<'_> {
    /// Puts a phrase on one line of at most `width` cells.
    pub fn line(&mut self, x: u16, y: u16, width: u16, phrase: &Phrase) {
        self.aligned(x, y, width, phrase, Align::Left);
    }

    pub(super) fn aligned(&mut self, x: u16, y: u16, width: u16, phrase: &Phrase, align: Align) {
        let whole = self.buffer.area;
        if y >= whole.bottom() || x >= whole.right() || width == 0 {
            return;
        }
        let width = width.min(whole.right() - x);
        let fitted = phrase.fit(width.into(), align);
        let read = if self.puts_in_order { fitted.as_read() } else { fitted };
        self.buffer.set_line(x, y, &read.line(self.theme), width);
    }

    /// A box with a title on the left and one on the right; returns what is inside.
    pub fn boxed(&mut self, area: Rect, title: Phrase, right: Phrase) -> Rect {
        if area.width < 2 || area.height < 2 {
            return Rect { width: 0, height: 0, ..area };
        }
        let border = self.theme.style(Role::Border);
        let block = Block::bordered().border_type(BorderType::Rounded).border_style(border);
        let inner = block.inner(area);
        block.render(area, self.buffer);
        let room = area.width.saturating_sub(4);
        let title_width = u16::try_from(title.width()).unwrap_or(u16::MAX).min(room);
        self.line(area.x + 2, area.y, title_width, &title);
        let right_width = u16::try_from(right.width()).unwrap_or(u16::MAX);
        if right_width > 0 && title_width.saturating_add(right_width) < room {
            self.line(area.right() - 2 - right_width, area.y, right_width, &right);
        }
        inner
    }

    /// Nothing but the theme's ground.
    pub fn clear(&mut self, area: Rect) {
        Clear.render(area, self.buffer);
        self.buffer.set_style(area, self.theme.base());
    }

    /// A box on top of what was drawn before.
    pub fn on_top(&mut self, area: Rect, title: Phrase, right: Phrase) -> Rect {
        self.clear(area);
        self.boxed(area, title, right)
    }
}
