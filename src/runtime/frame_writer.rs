//! What a frame costs on the wire: cells become bytes in memory, and one write carries them, or none.

use std::io::{self, Write};

use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::queue;
use crossterm::terminal::{BeginSynchronizedUpdate, Clear, EndSynchronizedUpdate};
use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::stdio::stdout;
use unicode_width::UnicodeWidthStr;
use xxhash_rust::xxh3;

use crate::look::{self, Depth};
use crate::model::WebAddress;

/// Back to plain text.
const RESET: &[u8] = b"\x1b[0m";

/// A backend that gathers a frame and never asks the terminal anything: ratatui's own opens
/// `/dev/tty` for the size before each frame and writes colour resets even when nothing changed.
pub struct FrameWriter {
    output: Output,
    cells: Vec<u8>,
    size: Size,
    /// Where the cursor is seen now, and where this frame wants it; `None` is hidden.
    cursor: Option<Position>,
    wanted: Option<Position>,
}

/// What a terminal is written to with.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Output {
    /// The colours that it has.
    pub depth: Depth,
    /// Whether it shows ASCII alone: what has no sign in that is a question mark for each cell.
    pub is_ascii: bool,
}

impl FrameWriter {
    pub fn new(size: Size, output: Output) -> FrameWriter {
        FrameWriter { output, cells: Vec::new(), size, cursor: None, wanted: None }
    }

    fn style(&self, cell: &Cell) -> anstyle::Style {
        let (text, ground) = self.output.depth.colours(cell.fg, cell.bg);
        look::ansi(cell.style().fg(text).bg(ground))
    }

    fn symbol<'a>(&self, cell: &'a Cell) -> &'a str {
        let symbol = cell.symbol();
        if !self.output.is_ascii || symbol.is_ascii() {
            return symbol;
        }
        look::in_ascii(symbol).unwrap_or(if symbol.width() > 1 { "??" } else { "?" })
    }

    /// Whether this frame changes any cell.
    pub fn has_cells(&self) -> bool {
        !self.cells.is_empty()
    }

    /// Writes cells of one row once more, which lead to an address, or no longer do (OSC 8).
    pub fn write_linked(&mut self, x: u16, y: u16, cells: &[Cell], address: Option<&WebAddress>) {
        if let Some(address) = address {
            // Rows of one address are one link.
            let id = xxh3::xxh3_64(address.as_str().as_bytes());
            let begin = format!("\x1b]8;id={id:x};{}\x1b\\", address.as_str());
            self.cells.extend_from_slice(begin.as_bytes());
        }
        let placed = cells.iter().zip(x..).filter(|(cell, _)| !cell.symbol().is_empty());
        let mut behind = x;
        let placed = placed.filter(|(cell, x)| {
            let is_seen = *x >= behind; // not the second half of a wide one
            if is_seen {
                behind = x.saturating_add(u16::try_from(cell.symbol().width()).unwrap_or(1).max(1));
            }
            is_seen
        });
        let placed: Vec<(u16, u16, &Cell)> = placed.map(|(cell, x)| (x, y, cell)).collect();
        let _ = self.draw(placed.into_iter()); // memory cannot fail
        if address.is_some() {
            self.cells.extend_from_slice(b"\x1b]8;;\x1b\\");
        }
    }

    pub fn resize(&mut self, size: Size) {
        self.size = size;
    }

    /// The session has just hidden the cursor itself.
    pub fn cursor_was_hidden(&mut self) {
        self.cursor = None;
    }

    /// The bytes of the frame inside a synchronized update, or nothing when nothing changed.
    pub fn take_frame(&mut self) -> io::Result<Option<Vec<u8>>> {
        if self.cells.is_empty() && self.cursor == self.wanted {
            return Ok(None);
        }
        let mut frame = Vec::with_capacity(self.cells.len() + 32);
        queue!(frame, BeginSynchronizedUpdate)?;
        frame.append(&mut self.cells);
        match (self.cursor, self.wanted) {
            (Some(_), None) => queue!(frame, Hide)?,
            (None, Some(at)) => queue!(frame, MoveTo(at.x, at.y), Show)?,
            (Some(_), Some(at)) => queue!(frame, MoveTo(at.x, at.y))?,
            (None, None) => {}
        }
        queue!(frame, EndSynchronizedUpdate)?;
        self.cursor = self.wanted;
        Ok(Some(frame))
    }
}

impl Backend for FrameWriter {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let plain = anstyle::Style::new();
        let (mut style, mut last) = (plain, None);
        for (x, y, cell) in content {
            // After a wide character the place is said again: terminals differ in what is wide.
            if last != x.checked_sub(1).map(|before| (before, y)) {
                queue!(self.cells, MoveTo(x, y))?;
            }
            last = Some((x, y));
            let wanted = self.style(cell);
            if wanted != style {
                if style != plain {
                    self.cells.extend_from_slice(RESET);
                }
                write!(self.cells, "{}", wanted.render())?;
                style = wanted;
            }
            self.cells.extend_from_slice(self.symbol(cell).as_bytes());
        }
        if style != plain {
            self.cells.extend_from_slice(RESET);
        }
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.wanted = None;
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.wanted = self.wanted.or(Some(Position::ORIGIN));
        Ok(())
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.wanted.unwrap_or(Position::ORIGIN))
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.wanted = self.wanted.map(|_| position.into());
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    // The board fills the screen, so only the whole screen is ever cleared.
    fn clear_region(&mut self, _: ClearType) -> io::Result<()> {
        queue!(self.cells, Clear(crossterm::terminal::ClearType::All))
    }

    fn size(&self) -> io::Result<Size> {
        Ok(self.size)
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize { columns_rows: self.size, pixels: Size::ZERO })
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Writes everything to the terminal. An error means that the terminal is lost.
pub fn write_all(mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        match rustix::io::write(stdout(), bytes) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(n) => bytes = &bytes[n..],
            Err(Errno::INTR) => {}
            // A neighbour on the same terminal may have made it non-blocking.
            Err(Errno::AGAIN) => {
                writable_within(None)?;
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

/// Writes a last word if the terminal takes it soon: a stalled one must not keep the program.
pub fn write_parting(bytes: &[u8]) {
    let soon = Timespec { tv_sec: 0, tv_nsec: 100_000_000 };
    if writable_within(Some(&soon)).unwrap_or(false) {
        let _ = write_all(bytes);
    }
}

fn writable_within(limit: Option<&Timespec>) -> io::Result<bool> {
    let out = stdout();
    let mut fds = [PollFd::new(&out, PollFlags::OUT)];
    match poll(&mut fds, limit) {
        Ok(_) => Ok(fds[0].revents() == PollFlags::OUT),
        Err(Errno::INTR) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

#[cfg(test)]
mod tests {
    use ratatui::{Terminal, widgets::Paragraph};

    use super::*;

    fn frame(
        terminal: &mut Terminal<FrameWriter>,
        text: &str,
        cursor: Option<(u16, u16)>,
    ) -> Option<String> {
        terminal
            .draw(|frame| {
                frame.render_widget(Paragraph::new(text.to_owned()), frame.area());
                if let Some(at) = cursor {
                    frame.set_cursor_position(at);
                }
            })
            .unwrap();
        let bytes = terminal.backend_mut().take_frame().unwrap();
        bytes.map(|bytes| String::from_utf8(bytes).unwrap())
    }

    #[test]
    fn only_a_changed_frame_has_bytes() {
        let mut terminal =
            Terminal::new(FrameWriter::new(Size::new(10, 2), Output::default())).unwrap();
        let first = frame(&mut terminal, "quiet", None).unwrap();
        assert!(first.starts_with("\x1b[?2026h") && first.ends_with("\x1b[?2026l"), "{first:?}");
        assert_eq!(frame(&mut terminal, "quiet", None), None);
        assert!(
            frame(&mut terminal, "quiet", Some((3, 1))).unwrap().contains("\x1b[2;4H\x1b[?25h")
        );
        assert_eq!(frame(&mut terminal, "quiet", Some((3, 1))), None);
        assert!(frame(&mut terminal, "quiet", None).unwrap().contains("\x1b[?25l"));
    }

    #[test]
    fn a_new_size_clears_and_draws_all() {
        let mut terminal =
            Terminal::new(FrameWriter::new(Size::new(10, 2), Output::default())).unwrap();
        frame(&mut terminal, "quiet", None);
        terminal.backend_mut().resize(Size::new(20, 4));
        let next = frame(&mut terminal, "quiet", None).unwrap();
        assert!(next.contains("\x1b[2J") && next.contains("quiet"), "{next:?}");
    }
}
