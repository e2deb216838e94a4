//! One frame of the board as text, with colours, as a page, or as a picture.

use std::fmt::Write;

use ratatui::{
    Terminal,
    backend::TestBackend,
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::{cells::lines, frame_page::frame_page, frame_picture::svg};
use crate::{
    app::{App, Plan},
    look::{self, Theme},
    panel::Panel,
    ui,
};

/// What a frame is written as.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// Text alone, a line for each row of cells, blanks at line ends left out.
    Text,
    /// Text with the colour codes of a terminal.
    Ansi,
    /// A page for a browser, in the theme's own colours.
    Html,
    /// A picture, in the theme's own colours.
    Svg,
}

/// The cells of the board as it stands.
pub fn frame(app: &App) -> Buffer {
    frame_and_cursor(app).0
}

/// The same, with the place of the cursor while a text is typed.
pub fn frame_and_cursor(app: &App) -> (Buffer, Option<Position>) {
    let (width, height) = app.size;
    let Ok(mut terminal) = Terminal::new(TestBackend::new(width, height)); // memory cannot fail
    let Ok(_) = terminal.draw(|frame| ui::draw(app, frame));
    let drawn = terminal.backend();
    let cursor = drawn.cursor_visible().then(|| drawn.cursor_position());
    (drawn.buffer().clone(), cursor)
}

/// A panel of the board as it stands, as a picture in the theme's colours; `None` where it is not in
/// sight.
pub fn panel_picture(app: &App, panel: Panel) -> Option<String> {
    let area = Plan::of(app.size, app).panel(panel)?.area;
    Some(picture_of(app, area))
}

/// The board as it stands, as a picture in the theme's colours: without its footer, which is for who has
/// keys to press.
pub fn board_picture(app: &App) -> String {
    let plan = Plan::of(app.size, app);
    picture_of(app, Rect { height: plan.whole.height - plan.footer.height, ..plan.whole })
}

/// A part of the frame.
fn picture_of(app: &App, area: Rect) -> String {
    let whole = frame(app);
    let mut part = Buffer::empty(Rect::new(0, 0, area.width, area.height));
    for (x, y) in (0..area.height).flat_map(|y| (0..area.width).map(move |x| (x, y))) {
        part[(x, y)] = whole[(area.x + x, area.y + y)].clone();
    }
    svg(&part, app.theme)
}

/// A frame as one text of the format; the theme colours only a page and a picture.
pub fn render(buffer: &Buffer, format: Format, theme: Theme) -> String {
    match format {
        Format::Text => text(buffer),
        Format::Ansi => ansi(buffer),
        Format::Html => frame_page(buffer, theme),
        Format::Svg => svg(buffer, theme),
    }
}

/// Exactly one line of text for each line of the frame.
fn text(buffer: &Buffer) -> String {
    let mut out = String::new();
    for cells in lines(buffer) {
        let line: String = cells.iter().map(|(_, cell)| cell.symbol()).collect();
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

fn ansi(buffer: &Buffer) -> String {
    let mut out = String::new();
    for cells in lines(buffer) {
        let mut last = anstyle::Style::new();
        for (_, cell) in cells {
            let style = look::ansi(cell.style());
            if style != last {
                let _ = write!(out, "{}{}", anstyle::Reset.render(), style.render());
                last = style;
            }
            out.push_str(cell.symbol());
        }
        let _ = writeln!(out, "{}", anstyle::Reset.render());
    }
    out
}
