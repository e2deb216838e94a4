//! A frame of cells as a picture, the same whoever draws it. Signs of the board's own drawing are
//! shapes; words are text, a run for words of one colour with single blanks between them, each at
//! the place of its first cell: what some programs do with blanks at the ends of text, with
//! `textLength` or with glyphs of another font moves no other run. The picture stands alone: no
//! script, no font of its own, text that can be selected.

use std::fmt::Write;

use ratatui::{
    buffer::{Buffer, Cell},
    style::Modifier,
};

use super::{
    cell_shapes::{ShapeStyle, fills_width, shape},
    cells::{lines, span},
    escape::Markup,
};
use crate::look::{Palette, Rgb, Theme};

/// Pixels of one cell.
const CELL: (f32, f32) = (8.4, 18.0);
const MARGIN: f32 = 12.0;
/// From the upper edge of a line of cells to what its letters stand on.
const BASELINE: f32 = 13.5;

/// Fixed-width fonts of the systems that there are. What reads no style takes the one name: of a list
/// ImageMagick finds none. At this size its letters are as wide as a cell.
const FONT: &str = "style=\"font-family:'DejaVu Sans Mono',Menlo,'Cascadia Mono',Consolas,\
                    'Liberation Mono',monospace\" font-family=\"DejaVu Sans Mono\" \
                    font-size=\"13.95\"";

pub fn svg(buffer: &Buffer, theme: Theme) -> String {
    let area = buffer.area;
    let palette = theme.palette();
    let (text, paper) = (palette.text, palette.paper);
    let (width, height) = (
        f32::from(area.width) * CELL.0 + 2.0 * MARGIN,
        f32::from(area.height) * CELL.1 + 2.0 * MARGIN,
    );
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.0}\" height=\"{height:.0}\" viewBox=\"0 0 {width:.0} {height:.0}\">\n\
         <rect width=\"{width:.0}\" height=\"{height:.0}\" rx=\"8\" fill=\"{paper}\"/>\n\
         <g {FONT} text-rendering=\"geometricPrecision\" fill=\"{text}\" stroke=\"none\">\n"
    );
    for (y, cells) in lines(buffer).enumerate() {
        let top = MARGIN + y as f32 * CELL.1;
        grounds(&mut out, &cells, top, palette);
        for run in runs(&cells, palette) {
            run.draw(&mut out, top, palette.text);
        }
        strokes(&mut out, &cells, top, palette);
    }
    out.push_str("</g>\n</svg>\n");
    out
}

fn left_of(column: u16) -> f32 {
    MARGIN + f32::from(column) * CELL.0
}

// ---------------------------------------------------------------------- runs

/// How neighbouring cells go together.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Joining {
    /// Letters and signs as wide as a cell in every fixed-width font.
    Words,
    /// Letters written from the right: they join, and turn round among themselves.
    FromRight,
    /// A sign that may be narrower or wider than its cells: it stands in their middle.
    Alone,
    /// What is drawn without a font.
    Shape,
}

impl Joining {
    fn of(symbol: &str) -> Joining {
        let from_right = |c: char| ('\u{590}'..='\u{8ff}').contains(&c);
        let is_plain = |c: char| {
            c.is_ascii()
                || c < '\u{530}' && c.is_alphabetic()
                || ('\u{300}'..'\u{370}').contains(&c)
        };
        let mut chars = symbol.chars();
        match (chars.next(), chars.next()) {
            (Some(c), None) if shape(c, (0.0, 0.0), CELL).is_some() => Joining::Shape,
            _ if symbol.chars().all(is_plain) && span(symbol) == 1 => Joining::Words,
            _ if symbol.chars().any(from_right) => Joining::FromRight,
            _ => Joining::Alone,
        }
    }
}

/// How letters are drawn; the same letters on another ground are drawn alike.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Pen {
    /// `None` if that of all words.
    colour: Option<Rgb>,
    weight: Modifier,
}

/// Cells that are drawn as one, from the first to before the last.
struct Run {
    from: u16,
    to: u16,
    joining: Joining,
    pen: Pen,
    text: String,
}

fn runs(cells: &[(u16, &Cell)], palette: &Palette) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (x, cell) in cells.iter().copied() {
        let symbol = cell.symbol();
        if symbol.trim().is_empty() {
            continue;
        }
        let colour = palette.cell(cell.style()).text;
        let pen = Pen { colour, weight: cell.modifier & (Modifier::BOLD | Modifier::ITALIC) };
        let (joining, to) = (Joining::of(symbol), x + span(symbol));
        let blanks = match joining {
            Joining::Words | Joining::FromRight => 1,
            Joining::Shape => 0,
            Joining::Alone => {
                runs.push(Run { from: x, to, joining, pen, text: symbol.to_owned() });
                continue;
            }
        };
        match runs.last_mut() {
            Some(run) if (run.joining, run.pen) == (joining, pen) && x - run.to <= blanks => {
                run.text.extend((run.to < x).then_some(' '));
                run.text.push_str(symbol);
                run.to = to;
            }
            _ => runs.push(Run { from: x, to, joining, pen, text: symbol.to_owned() }),
        }
    }
    runs
}

impl Run {
    fn draw(&self, out: &mut String, top: f32, text: Rgb) {
        let (x, wide) = (left_of(self.from), f32::from(self.to - self.from) * CELL.0);
        let place = match self.joining {
            Joining::Shape => return self.draw_shapes(out, top, text),
            Joining::Alone => {
                format!("x=\"{:.1}\" text-anchor=\"middle\"", x + wide / 2.0)
            }
            Joining::Words => format!("x=\"{x:.1}\" textLength=\"{wide:.1}\""),
            // Room between the letters would tear apart what joins.
            Joining::FromRight => {
                format!("x=\"{x:.1}\" textLength=\"{wide:.1}\" lengthAdjust=\"spacingAndGlyphs\"")
            }
        };
        let colour = self.pen.colour.map(|colour| format!(" fill=\"{colour}\""));
        let is = |weight| self.pen.weight.contains(weight);
        let _ = writeln!(
            out,
            "<text {place} y=\"{:.1}\"{}{}{}>{}</text>",
            top + BASELINE,
            colour.unwrap_or_default(),
            if is(Modifier::BOLD) { " font-weight=\"bold\"" } else { "" },
            if is(Modifier::ITALIC) { " font-style=\"italic\"" } else { "" },
            Markup(&self.text)
        );
    }

    /// Neighbours that are drawn alike are one path, and those that fill their width one shape, so that
    /// no seam shows.
    fn draw_shapes(&self, out: &mut String, top: f32, text: Rgb) {
        let colour = self.pen.colour.unwrap_or(text);
        let mut paths: Vec<(ShapeStyle, String)> = Vec::new();
        let mut column = self.from;
        let mut signs = self.text.chars().peekable();
        while let Some(sign) = signs.next() {
            let mut cells = 1;
            while fills_width(sign) && signs.next_if_eq(&sign).is_some() {
                cells += 1;
            }
            let size = (f32::from(cells) * CELL.0, CELL.1);
            if let Some((drawn, path)) = shape(sign, (left_of(column), top), size) {
                match paths.last_mut() {
                    Some((last, whole)) if *last == drawn => whole.push_str(&path),
                    _ => paths.push((drawn, path)),
                }
            }
            column += cells;
        }
        for (drawn, path) in paths {
            let _ = writeln!(out, "<path d=\"{path}\" {}/>", drawn.style(colour));
        }
    }
}

// ---------------------------------------------------------------------- below and above words

/// Neighbouring cells of which this says the same, from the first to before the last.
fn stretches<T: PartialEq>(
    cells: &[(u16, &Cell)],
    what: impl Fn(&Cell) -> Option<T>,
) -> Vec<(u16, u16, T)> {
    let mut found: Vec<(u16, u16, T)> = Vec::new();
    for (x, cell) in cells {
        let Some(says) = what(cell) else { continue };
        let to = x + span(cell.symbol());
        match found.last_mut() {
            Some((_, last, same)) if *same == says && *last == *x => *last = to,
            _ => found.push((*x, to, says)),
        }
    }
    found
}

/// What lies behind the cells of a line.
fn grounds(out: &mut String, cells: &[(u16, &Cell)], top: f32, palette: &Palette) {
    for (from, to, colour) in stretches(cells, |cell| palette.cell(cell.style()).ground) {
        let (x, wide) = (left_of(from), f32::from(to - from) * CELL.0);
        let _ = writeln!(
            out,
            "<rect x=\"{x:.1}\" y=\"{top:.1}\" width=\"{wide:.1}\" height=\"{:.1}\" fill=\"{colour}\"/>",
            CELL.1
        );
    }
}

/// Lines below words and through them, blanks and all.
fn strokes(out: &mut String, cells: &[(u16, &Cell)], top: f32, palette: &Palette) {
    for (modifier, y) in [(Modifier::UNDERLINED, BASELINE + 2.0), (Modifier::CROSSED_OUT, 9.0)] {
        let colour = |cell: &Cell| palette.cell(cell.style()).text.unwrap_or(palette.text);
        let struck = |cell: &Cell| cell.modifier.contains(modifier).then(|| colour(cell));
        for (from, to, colour) in stretches(cells, struck) {
            let (x, wide) = (left_of(from), f32::from(to - from) * CELL.0);
            let _ = writeln!(
                out,
                "<path d=\"M{x:.1} {:.1}h{wide:.1}\" {}/>",
                top + y,
                ShapeStyle::Line.style(colour)
            );
        }
    }
}
