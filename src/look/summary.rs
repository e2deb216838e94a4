//! A summary in labelled lines: one thought a line, the label in a column of its own, the figure
//! first and its caveat behind it.

use super::{Phrase, Role, width};

/// One thought of a summary, from its fullest form to its shortest.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SummaryLine {
    /// What it is about, in a word or two.
    pub label: String,
    forms: Vec<Phrase>,
}

impl SummaryLine {
    /// A line with its forms, the fullest first; `None` where there is nothing to say.
    pub fn new(label: impl Into<String>, forms: Vec<Phrase>) -> Option<SummaryLine> {
        let forms: Vec<Phrase> = forms.into_iter().filter(|form| !form.is_empty()).collect();
        let label = label.into();
        (!forms.is_empty()).then_some(SummaryLine { label, forms })
    }

    /// All that it says.
    pub fn full(&self) -> &Phrase {
        &self.forms[0]
    }

    /// The same, of whose figures none can be asked about.
    pub fn without_figures(mut self) -> SummaryLine {
        self.forms.iter_mut().for_each(|form| *form = Phrase::plain(form.text()));
        self
    }

    /// The fullest form that fits so many cells; where none does, the shortest, which is cut.
    fn in_cells(&self, cells: usize) -> &Phrase {
        let fits = self.forms.iter().find(|form| form.width() <= cells);
        fits.unwrap_or(&self.forms[self.forms.len() - 1])
    }
}

/// Labelled lines, the most important first. What has no room falls off at the bottom.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Summary {
    lines: Vec<SummaryLine>,
}

/// The label of the line on what could not be read.
pub const UNREAD: &str = "unread";
/// What stands between a label and its line.
const GAP: usize = 2;

impl Summary {
    /// A summary of these lines.
    pub fn new(lines: impl IntoIterator<Item = Option<SummaryLine>>) -> Summary {
        Summary { lines: lines.into_iter().flatten().collect() }
    }

    /// The lines, the most important first.
    pub fn lines(&self) -> &[SummaryLine] {
        &self.lines
    }

    /// Whether there is nothing to say.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Whether it tells of what could not be read.
    pub fn is_unread(&self) -> bool {
        self.lines.first().is_some_and(|line| line.label == UNREAD)
    }

    /// How many lines it has.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Adds a line before the others.
    pub fn push_front(&mut self, line: Option<SummaryLine>) {
        self.lines.splice(0..0, line);
    }

    /// Adds a line behind the others.
    pub fn push(&mut self, line: Option<SummaryLine>) {
        self.lines.extend(line);
    }

    /// The first `rows` lines in `cells` cells, their labels one below another.
    pub fn drawn(&self, cells: usize, rows: usize) -> Vec<Phrase> {
        let shown = &self.lines[..rows.min(self.lines.len())];
        let labels = shown.iter().map(|line| width(&line.label)).max().unwrap_or(0);
        let column = if labels == 0 { 0 } else { labels + GAP };
        let draw = |line: &SummaryLine| {
            if line.label.is_empty() {
                return line.in_cells(cells).clone().with_bold_figures();
            }
            let blanks = " ".repeat(column - width(&line.label));
            let label = Phrase::dim(line.label.as_str()).and(blanks, Role::Plain);
            label.join(line.in_cells(cells.saturating_sub(column)).clone().with_bold_figures())
        };
        shown.iter().map(draw).collect()
    }

    /// Each line with its label before it, for where it is read aloud.
    pub fn told(&self) -> impl Iterator<Item = Phrase> {
        self.lines.iter().map(|line| match line.label.as_str() {
            "" | UNREAD => line.full().clone(),
            label => Phrase::dim(format!("{label}: ")).join(line.full().clone()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn summary() -> Summary {
        let forms = ["22 joint, 1 by Turkey alone", "22 joint"].map(Phrase::plain).to_vec();
        let attacked = vec![Phrase::plain("3 of them")];
        Summary::new([SummaryLine::new("patrols", forms), SummaryLine::new("attacked", attacked)])
    }

    #[test]
    fn labels_stand_one_below_another_and_lines_are_said_shorter() {
        let drawn = |cells: usize, rows: usize| -> Vec<String> {
            summary().drawn(cells, rows).iter().map(Phrase::text).collect()
        };
        assert_eq!(drawn(40, 4), ["patrols   22 joint, 1 by Turkey alone", "attacked  3 of them"]);
        assert_eq!(drawn(30, 1), ["patrols  22 joint"], "what has no room falls off at the bottom");
        let told: Vec<String> = summary().told().map(|line| line.text()).collect();
        assert_eq!(told, ["patrols: 22 joint, 1 by Turkey alone", "attacked: 3 of them"]);
    }
}
