//! A summary in parts that stand side by side, on as many lines as it takes.

use std::sync::OnceLock;

use super::{Phrase, Role, width};

/// Parts with ` · ` between them; their widths are measured once.
#[derive(Clone, Debug, Default)]
pub struct Flow {
    parts: Vec<Phrase>,
    widths: Vec<usize>,
    /// Cells, and the lines that they make: every plan of a frame asks for the same.
    height: OnceLock<(usize, usize)>,
}

/// What stands between the parts of a summary.
const BETWEEN: &str = " · ";
/// Cells from which on a part is broken over lines.
const LEAST: usize = 20;

impl Flow {
    /// A summary of these parts; the empty ones are dropped.
    pub fn new(parts: Vec<Phrase>) -> Self {
        let parts: Vec<Phrase> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        let widths = parts.iter().map(Phrase::width).collect();
        Flow { parts, widths, height: OnceLock::new() }
    }

    /// Whether there is nothing to say.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// Adds a part behind the others.
    pub fn push(&mut self, part: Phrase) {
        self.height.take();
        self.widths.push(part.width());
        self.parts.push(part);
    }

    /// Adds a part before the others.
    pub fn push_front(&mut self, part: Phrase) {
        self.height.take();
        self.widths.insert(0, part.width());
        self.parts.insert(0, part);
    }

    /// The parts, in their order, without what stands between them.
    pub fn parts(&self) -> &[Phrase] {
        &self.parts
    }

    /// How many parts stand on each line of `cells` cells.
    fn breaks(&self, cells: usize) -> Vec<usize> {
        let mut lines: Vec<usize> = Vec::new();
        let mut used = 0;
        for wide in &self.widths {
            let together = used + width(BETWEEN) + wide;
            match lines.last_mut().filter(|_| together <= cells) {
                Some(line) => {
                    *line += 1;
                    used = together;
                }
                None => {
                    lines.push(1);
                    used = *wide;
                }
            }
        }
        lines
    }

    /// Whether no part is broken over lines.
    fn takes_parts_whole(&self, cells: usize) -> bool {
        cells < LEAST || self.widths.iter().all(|wide| *wide <= cells)
    }

    /// Lines of `cells` cells that the parts take.
    pub fn height(&self, cells: usize) -> usize {
        if self.takes_parts_whole(cells) {
            return self.breaks(cells).len();
        }
        let lines = || self.lines(cells).len();
        let (asked, height) = *self.height.get_or_init(|| (cells, lines()));
        if asked == cells { height } else { lines() }
    }

    /// The lines of it, none wider than so many cells unless one word alone is: a part that has no
    /// room on a line goes on in the next.
    pub fn lines(&self, cells: usize) -> Vec<Phrase> {
        let mut lines: Vec<Phrase> = Vec::new();
        let mut used = 0;
        for (part, wide) in self.parts.iter().zip(&self.widths) {
            let together = used + width(BETWEEN) + wide;
            match lines.last_mut().filter(|_| together <= cells) {
                Some(line) => {
                    line.push(BETWEEN, Role::Dim);
                    line.pieces.extend(part.pieces.iter().cloned());
                    used = together;
                }
                None if *wide > cells && cells >= LEAST => {
                    lines.extend(part.broken(cells));
                    used = lines.last().map_or(0, Phrase::width);
                }
                None => {
                    lines.push(part.clone());
                    used = *wide;
                }
            }
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_summary_flows_over_lines() {
        let parts = ["23 dated", "", "TR counts 24", "RU counts 22"].map(Phrase::plain).into();
        let flow = Flow::new(parts);
        let lines: Vec<String> = flow.lines(24).iter().map(Phrase::text).collect();
        assert_eq!(lines, ["23 dated · TR counts 24", "RU counts 22"]);
        assert_eq!((flow.height(23), flow.height(22), flow.height(0)), (2, 3, 3));
        for cells in 0..40 {
            assert_eq!(flow.height(cells), flow.lines(cells).len());
        }
    }
}
