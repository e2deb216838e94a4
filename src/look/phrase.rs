//! A line of text in pieces, each with its meaning.

use std::{borrow::Cow, sync::Arc};

use ratatui::text::{Line, Span};

use super::{
    Role, Theme, as_read,
    whole::{cut_before, may_break},
    width,
    width::start,
};
use crate::model::cleaned;

/// A stretch of text with one meaning. What it shows is clean whatever it was made of, since only
/// a [`Phrase`] makes one:
///
/// ```compile_fail
/// use sitboard::look::{Piece, Role};
///
/// let raw = Piece { text: "\u{1b}[2J".into(), role: Role::Plain };
/// ```
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Piece {
    text: String,
    /// What it means, and so its colour in every theme.
    pub role: Role,
    /// The figure whose value it is, by its name.
    figure: Option<Arc<str>>,
}

impl Piece {
    fn new(text: impl Into<String>, role: Role) -> Piece {
        Piece { text: cleaned(text.into()), role, figure: None }
    }

    /// A part of it, which is as clean.
    fn of(&self, part: &str) -> Piece {
        Piece { text: part.to_owned(), role: self.role, figure: self.figure.clone() }
    }

    /// What is shown: no line end is in it, and nothing that a terminal would obey.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The name of the figure whose value it is; `None` of all other text.
    pub fn figure(&self) -> Option<&Arc<str>> {
        self.figure.as_ref()
    }
}

/// Text made of pieces; always one line. Whatever is drawn is one, and so nothing that is drawn can
/// give an order to a terminal.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Phrase {
    /// From left to right, with nothing between them.
    pub pieces: Vec<Piece>,
}

/// The side of its column that a cell keeps to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Align {
    /// Text.
    #[default]
    Left,
    /// Figures, so that their last digits stand one below another.
    Right,
}

impl Phrase {
    /// A phrase of one piece.
    pub fn new(text: impl Into<String>, role: Role) -> Self {
        Phrase { pieces: vec![Piece::new(text, role)] }
    }

    /// A phrase of one piece without a meaning of its own.
    pub fn plain(text: impl Into<String>) -> Self {
        Phrase::new(text, Role::Plain)
    }

    /// A phrase of one piece that matters less.
    pub fn dim(text: impl Into<String>) -> Self {
        Phrase::new(text, Role::Dim)
    }

    /// Cells in a row, neighbours of one role together.
    pub fn of_cells(cells: impl IntoIterator<Item = (String, Role)>) -> Self {
        let mut phrase = Phrase::default();
        for (text, role) in cells {
            match phrase.pieces.last_mut().filter(|piece| piece.role == role) {
                Some(piece) => piece.text.push_str(&cleaned(text)),
                None => phrase.push(text, role),
            }
        }
        phrase
    }

    /// What nobody states: never zero.
    pub fn not_stated() -> Self {
        Phrase::dim(super::glyph::NOT_STATED)
    }

    /// The value of a figure, which can be asked about by its name.
    pub fn figure(value: impl Into<String>, role: Role, name: &str) -> Self {
        let piece = Piece { figure: Some(name.into()), ..Piece::new(value, role) };
        Phrase { pieces: vec![piece] }
    }

    /// The names of the figures in it, from left to right.
    pub fn figures(&self) -> impl Iterator<Item = &Arc<str>> {
        self.pieces.iter().filter_map(Piece::figure)
    }

    /// The figure that stands in a cell, from 0.
    pub fn figure_at(&self, cell: usize) -> Option<&Arc<str>> {
        let mut end = 0;
        let stands = |piece: &&Piece| {
            end += width(&piece.text);
            cell < end
        };
        self.pieces.iter().find(stands)?.figure()
    }

    /// As much of it as the first figure and what stands before that.
    pub fn to_first_figure(&self) -> Phrase {
        let end = self.pieces.iter().position(|piece| piece.figure.is_some());
        Phrase { pieces: self.pieces[..end.map_or(0, |at| at + 1)].to_vec() }
    }

    /// The same with its plain figures bold.
    pub fn with_bold_figures(mut self) -> Phrase {
        let is_plain = |piece: &&mut Piece| piece.figure.is_some() && piece.role == Role::Plain;
        self.pieces.iter_mut().filter(is_plain).for_each(|piece| piece.role = Role::Figure);
        self
    }

    /// What somebody states, and the file says in a way that cannot be read.
    pub fn unreadable() -> Self {
        Phrase::new("unreadable", Role::Severe)
    }

    /// The phrase with one piece more.
    pub fn and(mut self, text: impl Into<String>, role: Role) -> Self {
        self.push(text, role);
        self
    }

    /// Adds a piece at the end; empty text adds none.
    pub fn push(&mut self, text: impl Into<String>, role: Role) {
        let piece = Piece::new(text, role);
        if !piece.text.is_empty() {
            self.pieces.push(piece);
        }
    }

    /// The phrase with all pieces of another behind its own.
    pub fn join(mut self, other: Phrase) -> Self {
        self.pieces.extend(other.pieces);
        self
    }

    /// Phrases with `between` between them.
    pub fn list(phrases: impl IntoIterator<Item = Phrase>, between: &str) -> Self {
        let mut out = Phrase::default();
        for phrase in phrases.into_iter().filter(|phrase| !phrase.is_empty()) {
            if !out.is_empty() {
                out.push(between, Role::Dim);
            }
            out.pieces.extend(phrase.pieces);
        }
        out
    }

    /// Whether it shows nothing.
    pub fn is_empty(&self) -> bool {
        self.pieces.iter().all(|piece| piece.text.is_empty())
    }

    /// How many cells it takes; wide characters take two, combining ones none.
    pub fn width(&self) -> usize {
        self.pieces.iter().map(|piece| width(&piece.text)).sum()
    }

    /// The words alone.
    pub fn text(&self) -> String {
        self.pieces.iter().map(|piece| piece.text.as_str()).collect()
    }

    /// Every plain piece takes `role`: for rows that mean something as a whole.
    pub fn all_in(mut self, role: Role) -> Self {
        self.pieces.iter_mut().for_each(|piece| piece.role = role);
        self
    }

    /// Exactly `cells` cells: cut with an ellipsis, or padded. A mark that says a value is
    /// contested is never what is cut off, and no number is cut.
    pub fn fit(&self, cells: usize, align: Align) -> Phrase {
        let total = self.width();
        if total <= cells {
            let padding = Piece::new(" ".repeat(cells - total), Role::Plain);
            let mut pieces = self.pieces.clone();
            match align {
                Align::Left => pieces.push(padding),
                Align::Right => pieces.insert(0, padding),
            }
            return Phrase { pieces };
        }
        let (pieces, mark) = match self.pieces.split_last() {
            Some((mark, before)) if mark.role == Role::Contested && cells > 3 => {
                (before, Some(mark))
            }
            _ => (self.pieces.as_slice(), None),
        };
        let mut out = Phrase::default();
        let reserved = 1 + mark.map_or(0, |mark| width(&mark.text));
        let Some(left) = cells.checked_sub(reserved) else { return out };
        let text: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
        let fitting = start(&text, left).len();
        let mut kept = if fitting < text.len() { cut_before(&text, fitting) } else { fitting };
        for piece in pieces {
            let part = kept.min(piece.text.len());
            out.pieces.extend((part > 0).then(|| piece.of(&piece.text[..part])));
            kept -= part;
            if part < piece.text.len() {
                out.push("…", piece.role);
                break;
            }
        }
        out.pieces.extend(mark.cloned());
        let rest = cells.saturating_sub(out.width());
        out.push(" ".repeat(rest), Role::Plain);
        out
    }

    /// The part of it between two places in its text.
    fn between(&self, from: usize, to: usize) -> Phrase {
        let mut at = 0;
        let pieces = self.pieces.iter().filter_map(|piece| {
            let (begin, end) = (at, at + piece.text.len());
            at = end;
            let (from, to) = (from.max(begin), to.min(end));
            (from < to).then(|| piece.of(&piece.text[from - begin..to - begin]))
        });
        Phrase { pieces: pieces.collect() }
    }

    /// Lines of at most `cells` cells, broken at spaces alone and never in a figure: what has no
    /// space is left wider.
    pub fn broken(&self, cells: usize) -> Vec<Phrase> {
        let text = self.text();
        let (mut lines, mut from, mut last) = (Vec::new(), 0, None);
        let ends = text.match_indices(' ').map(|(at, _)| at + 1).chain([text.len() + 1]);
        for end in ends {
            let word_end = end - 1;
            if width(&text[from..word_end]) > cells
                && let Some(at) = last.take()
            {
                lines.push(self.between(from, at - 1));
                from = at;
            }
            if end <= text.len() && may_break(&text, end) {
                last = Some(end);
            }
        }
        lines.push(self.between(from, text.len()));
        lines
    }

    /// The same with each piece as its cells stand from left to right: see [`as_read`].
    pub fn as_read(self) -> Phrase {
        let read = |piece: Piece| match as_read(&piece.text) {
            Cow::Borrowed(_) => piece,
            Cow::Owned(text) => piece.of(&text),
        };
        Phrase { pieces: self.pieces.into_iter().map(read).collect() }
    }

    /// For drawing.
    pub fn line(&self, theme: Theme) -> Line<'static> {
        let span = |piece: &Piece| Span::styled(piece.text.clone(), theme.style(piece.role));
        Line::from(self.pieces.iter().map(span).collect::<Vec<_>>())
    }
}

impl From<&str> for Phrase {
    fn from(text: &str) -> Self {
        Phrase::plain(text)
    }
}

impl From<String> for Phrase {
    fn from(text: String) -> Self {
        Phrase::plain(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_phrase_is_cut_or_padded_to_its_cells() {
        let phrase = Phrase::plain("ied").and(" ≠", Role::Contested);
        assert_eq!(phrase.fit(8, Align::Left).text(), "ied ≠   ");
        assert_eq!(phrase.fit(8, Align::Right).text(), "   ied ≠");
        let unspecified =
            Phrase::plain("unspecified").and(" ", Role::Plain).and("≠", Role::Contested);
        assert_eq!(unspecified.fit(9, Align::Left).text(), "unspeci…≠");
        assert_eq!(Phrase::plain("unspecified").fit(9, Align::Left).text(), "unspecif…");
        assert_eq!(phrase.fit(3, Align::Left).text(), "ie…");
        assert_eq!(phrase.fit(0, Align::Left).text(), "");
    }

    #[test]
    fn a_figure_is_found_under_its_cells() {
        let value = Phrase::figure("31 d", Role::Plain, "days-since-attack");
        let line = Phrase::dim("last ").join(value).and(" ago", Role::Plain);
        let at = |cell: usize| line.figure_at(cell).map(|name| name.to_string());
        assert_eq!((at(4), at(9)), (None, None));
        assert_eq!((at(5), at(8)), (at(6), Some("days-since-attack".to_owned())));
        assert_eq!(line.fit(11, Align::Left).figures().count(), 1);
    }

    #[test]
    fn a_number_is_never_cut() {
        let phrase = Phrase::plain("killed ").and("12,345", Role::Severe).and(" in all", Role::Dim);
        assert_eq!(phrase.fit(12, Align::Left).text(), "killed …    ");
        assert_eq!(phrase.fit(16, Align::Left).text(), "killed 12,345 i…");
        let phrase = Phrase::plain("2541–2604").and(" ≠", Role::Contested);
        assert_eq!(phrase.fit(8, Align::Left).text(), "… ≠     ");
    }

    #[test]
    fn a_long_phrase_is_broken_between_words_and_beside_figures() {
        let phrase = Phrase::dim("Russia: ").and("named by SOFREP in 9 of 28 reports", Role::Plain);
        let lines: Vec<String> = phrase.broken(27).iter().map(Phrase::text).collect();
        assert_eq!(lines, ["Russia: named by SOFREP in", "9 of 28 reports"]);
    }

    proptest! {
        #[test]
        fn fitting_gives_exactly_the_cells(parts in proptest::collection::vec("[a-zא-ת가-나 0-9≥–]{0,8}", 0..5), cells in 0usize..30) {
            let mut phrase = Phrase::default();
            parts.iter().for_each(|part| phrase.push(part.as_str(), Role::Plain));
            prop_assert_eq!(phrase.fit(cells, Align::Left).width(), cells);
        }
    }
}
