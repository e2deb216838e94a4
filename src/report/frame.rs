//! One frame of the board as text, with colours, or as a picture.

use std::fmt::Write;

use ratatui::{
    Terminal,
    backend::TestBackend,
    buffer::{Buffer, Cell},
    layout::Rect,
    style::Modifier,
};
use unicode_width::UnicodeWidthStr;

use super::escape::Markup;
use crate::{
    app::{App, Plan},
    look::{self, Palette, Rgb, Theme},
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
    /// A picture, in the theme's own colours.
    Svg,
}

/// The cells of the board as it stands.
pub fn frame(app: &App) -> Buffer {
    let (width, height) = app.size;
    // A frame in memory cannot fail; if it did, an empty one is what there is to show.
    let Ok(mut terminal) = Terminal::new(TestBackend::new(width, height));
    let Ok(_) = terminal.draw(|frame| ui::draw(app, frame));
    terminal.backend().buffer().clone()
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

/// A frame as one text of the format; the theme colours only a picture.
pub fn render(buffer: &Buffer, format: Format, theme: Theme) -> String {
    match format {
        Format::Text => text(buffer),
        Format::Ansi => ansi(buffer),
        Format::Svg => svg(buffer, theme),
    }
}

/// The cells of each line, without the halves of wide characters.
fn lines(buffer: &Buffer) -> impl Iterator<Item = Vec<(u16, &Cell)>> {
    let area = buffer.area;
    (0..area.height).map(move |y| {
        let mut cells = Vec::new();
        let mut x = 0;
        while x < area.width {
            let cell = &buffer[(x, y)];
            cells.push((x, cell));
            x += u16::try_from(cell.symbol().width()).unwrap_or(1).max(1);
        }
        cells
    })
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

// ---------------------------------------------------------------------- picture

/// Pixels of one cell.
const CELL: (f32, f32) = (8.4, 18.0);
const MARGIN: f32 = 12.0;

/// A picture that stands alone: no script, no font of its own, text that can be selected.
fn svg(buffer: &Buffer, theme: Theme) -> String {
    let area = buffer.area;
    let palette = theme.palette();
    let (text, paper) = (palette.text, palette.paper);
    let (width, height) = (
        f32::from(area.width) * CELL.0 + 2.0 * MARGIN,
        f32::from(area.height) * CELL.1 + 2.0 * MARGIN,
    );
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.0}\" height=\"{height:.0}\" viewBox=\"0 0 {width:.0} {height:.0}\">\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{paper}\"/>\n\
         <g font-family=\"'DejaVu Sans Mono','Cascadia Mono','Menlo','Consolas',monospace\" font-size=\"14\" fill=\"{text}\">\n"
    );
    for (y, cells) in lines(buffer).enumerate() {
        let top = MARGIN + y as f32 * CELL.1;
        picture_ground(&mut out, &cells, top, palette);
        for run in runs(&cells) {
            picture_run(&mut out, &run, top, palette);
        }
    }
    out.push_str("</g>\n</svg>\n");
    out
}

/// Neighbouring cells of one style, with where they begin.
struct StyledRun<'a> {
    x: u16,
    cells: u16,
    text: String,
    cell: &'a Cell,
}

fn runs<'a>(cells: &[(u16, &'a Cell)]) -> Vec<StyledRun<'a>> {
    let mut runs: Vec<StyledRun> = Vec::new();
    for (x, cell) in cells {
        let wide = u16::try_from(cell.symbol().width()).unwrap_or(1).max(1);
        // Box-drawing and block glyphs differ in width between fonts: each stands at its own cell.
        let alone = !cell.symbol().is_ascii();
        match runs.last_mut() {
            Some(run) if !alone && run.text.is_ascii() && run.cell.style() == cell.style() => {
                run.text.push_str(cell.symbol());
                run.cells += wide;
            }
            _ => runs.push(StyledRun { x: *x, cells: wide, text: cell.symbol().to_owned(), cell }),
        }
    }
    runs
}

/// What lies behind the cells of a line: one piece for all neighbours of one colour, so that no
/// seam shows.
fn picture_ground(out: &mut String, cells: &[(u16, &Cell)], top: f32, palette: &Palette) {
    let mut pieces: Vec<(u16, u16, Option<Rgb>)> = Vec::new();
    for (x, cell) in cells {
        let ground = palette.cell(cell.style()).ground;
        let end = x + u16::try_from(cell.symbol().width()).unwrap_or(1).max(1);
        match pieces.last_mut() {
            Some((_, last, colour)) if *colour == ground => *last = end,
            _ => pieces.push((*x, end, ground)),
        }
    }
    for (from, to, colour) in pieces {
        let Some(colour) = colour else { continue };
        let (x, wide) = (MARGIN + f32::from(from) * CELL.0, f32::from(to - from) * CELL.0);
        let _ = writeln!(
            out,
            "<rect x=\"{x:.1}\" y=\"{top:.1}\" width=\"{wide:.1}\" height=\"{:.1}\" fill=\"{colour}\"/>",
            CELL.1
        );
    }
}

fn picture_run(out: &mut String, run: &StyledRun, top: f32, palette: &Palette) {
    let modifier = run.cell.modifier;
    let front = palette.cell(run.cell.style()).text;
    let x = MARGIN + f32::from(run.x) * CELL.0;
    let wide = f32::from(run.cells) * CELL.0;
    if run.text.trim().is_empty() {
        return;
    }
    if let Some(shape) = shape(&run.text, x, top, front.unwrap_or(palette.text)) {
        out.push_str(&shape);
        return;
    }
    let mut attributes = String::new();
    if let Some(front) = front {
        let _ = write!(attributes, " fill=\"{front}\"");
    }
    for (flag, attribute) in [
        (Modifier::BOLD, " font-weight=\"bold\""),
        (Modifier::ITALIC, " font-style=\"italic\""),
        (Modifier::UNDERLINED, " text-decoration=\"underline\""),
        (Modifier::CROSSED_OUT, " text-decoration=\"line-through\""),
    ] {
        if modifier.contains(flag) {
            attributes.push_str(attribute);
        }
    }
    // Browsers join spaces whatever is asked of them; those that do not break they leave apart.
    let text = run.text.replace(' ', "\u{a0}");
    let _ = writeln!(
        out,
        "<text x=\"{x:.1}\" y=\"{:.1}\" textLength=\"{wide:.1}\"{attributes}>{}</text>",
        top + 13.5,
        Markup(&text)
    );
}

/// Block and line glyphs as shapes, so that they meet without gaps in any font.
fn shape(text: &str, x: f32, y: f32, fill: Rgb) -> Option<String> {
    let (w, h) = CELL;
    let (mid_x, mid_y) = (x + w / 2.0, y + h / 2.0);
    let rect = |width: f32, opacity: f32| {
        Some(format!(
            "<rect x=\"{x:.1}\" y=\"{:.1}\" width=\"{width:.1}\" height=\"{:.1}\" fill=\"{fill}\" opacity=\"{opacity}\"/>\n",
            y + 2.0,
            h - 4.0
        ))
    };
    let path = |d: String| Some(format!("<path d=\"{d}\" stroke=\"{fill}\" fill=\"none\"/>\n"));
    const PARTS: &str = "▏▎▍▌▋▊▉█";
    let only = text.chars().next().filter(|_| text.chars().count() == 1)?;
    if let Some(eighths) = PARTS.chars().position(|part| part == only) {
        return rect(w * (eighths as f32 + 1.0) / 8.0, 1.0);
    }
    match only {
        '▒' => rect(w, 0.45),
        '─' => path(format!("M{x:.1} {mid_y:.1}h{w:.1}")),
        '│' => path(format!("M{mid_x:.1} {y:.1}v{h:.1}")),
        '╭' => path(format!("M{:.1} {mid_y:.1}h-2q-2.2 0-2.2 3V{:.1}", x + w, y + h)),
        '╮' => path(format!("M{x:.1} {mid_y:.1}h2q2.2 0 2.2 3V{:.1}", y + h)),
        '╰' => path(format!("M{:.1} {mid_y:.1}h-2q-2.2 0-2.2-3V{y:.1}", x + w)),
        '╯' => path(format!("M{x:.1} {mid_y:.1}h2q2.2 0 2.2-3V{y:.1}")),
        _ => None,
    }
}
