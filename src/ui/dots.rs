//! Lines in dots: several points to a cell, each cell in the role of what weighs most in it.

use super::canvas::Canvas;
use crate::look::{Glyphs, Phrase, Role};
use ratatui::layout::Rect;

/// How a line is drawn.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stroke {
    pub role: Role,
    /// What lies over what: a cell takes the role of the heaviest.
    pub weight: u8,
    /// Points that are lit, and then left out, one after another.
    pub dash: (usize, usize),
    /// What stands for it in ASCII.
    pub ascii: &'static str,
    /// What stands in its cells in place of dots; `None` where dots do.
    pub sign: Option<&'static str>,
    /// How many dots it is wide.
    pub wide: u8,
}

/// An area of cells to draw lines on, in units: a cell is one wide and two tall.
pub struct Dots {
    glyphs: Glyphs,
    columns: usize,
    rows: usize,
    cells: Vec<Dotted>,
}

#[derive(Clone, Copy, Default)]
struct Dotted {
    lit: u8,
    weight: u8,
    role: Role,
    ascii: &'static str,
    sign: Option<&'static str>,
}

impl Dots {
    pub(super) fn new(area: Rect, glyphs: Glyphs) -> Dots {
        let (columns, rows) = (area.width.into(), area.height.into());
        Dots { glyphs, columns, rows, cells: vec![Dotted::default(); columns * rows] }
    }

    /// Lights the point at a place, if it is inside.
    pub fn dot(&mut self, (x, y): (f64, f64), stroke: Stroke) {
        let (wide, tall) = self.glyphs.points();
        let (column, row) = (x * wide as f64, y / 2.0 * tall as f64);
        if !(column >= 0.0 && row >= 0.0) {
            return;
        }
        let (column, row) = (column as usize, row as usize);
        let (at, within) = ((column / wide, row / tall), (column % wide, row % tall));
        if at.0 >= self.columns || at.1 >= self.rows {
            return;
        }
        let cell = &mut self.cells[at.1 * self.columns + at.0];
        cell.lit |= 1 << (within.1 * wide + within.0);
        if stroke.weight >= cell.weight {
            (cell.weight, cell.role, cell.ascii) = (stroke.weight, stroke.role, stroke.ascii);
            cell.sign = stroke.sign;
        }
    }

    /// Draws stretches one after another; the dashes run on from each to the next.
    pub fn lines(&mut self, stretches: &[[(f64, f64); 2]], stroke: Stroke) {
        let (wide, tall) = self.glyphs.points();
        let (lit, out) = stroke.dash;
        // Only dots are fine enough for a line to have a width within its cell.
        let width = if self.glyphs == Glyphs::Braille { stroke.wide } else { 1 };
        let mut run = 0;
        for [from, to] in stretches {
            let (dx, dy) = (to.0 - from.0, to.1 - from.1);
            let points = (dx.abs() * wide as f64).max(dy.abs() / 2.0 * tall as f64);
            // Inside the picture no line has more points than it has; a float that is none is 0.
            let steps = (points.ceil() as usize).max(1);
            for step in 0..steps {
                let part = step as f64 / steps as f64;
                if out == 0 || run % (lit + out) < lit {
                    let at = (from.0 + dx * part, from.1 + dy * part);
                    self.dot(at, stroke);
                    for further in 1..width {
                        self.dot((at.0, at.1 + 2.0 * f64::from(further) / tall as f64), stroke);
                    }
                }
                run += 1;
            }
            if out == 0 {
                self.dot(*to, stroke);
            }
        }
    }

    /// The cells in which something of at least this weight is lit.
    pub fn heavy(&self, weight: u8) -> Vec<(usize, usize)> {
        let is_heavy = |cell: &Dotted| cell.lit != 0 && cell.weight >= weight;
        let heavy = self.cells.iter().enumerate().filter(|(_, cell)| is_heavy(cell));
        heavy.map(|(n, _)| (n % self.columns, n / self.columns)).collect()
    }

    /// Puts what is lit on the canvas.
    pub fn put(&self, area: Rect, canvas: &mut Canvas) {
        for (n, cell) in self.cells.iter().enumerate().filter(|(_, cell)| cell.lit != 0) {
            let at = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
            let (x, y) = (area.x + at(n % self.columns), area.y + at(n / self.columns));
            let lit = self.glyphs.lit(cell.lit, cell.ascii).to_string();
            let sign = cell.sign.filter(|_| self.glyphs != Glyphs::Ascii);
            let shown = sign.map_or(lit, str::to_owned);
            canvas.line(x, y, 1, &Phrase::new(shown, cell.role));
        }
    }
}
