//! The text of one file: turns byte spans into line, column and caret, and collects problems.

use crate::model::{Clean, Code, Problem, Severity, Span, Spot, clean};

/// A file's text with the start of every line.
pub struct SourceText<'a> {
    pub text: &'a str,
    line_starts: Vec<usize>,
}

/// Characters of a source line that a problem shows; long lines are cut around the caret.
const SHOWN: usize = 160;
/// Problems listed of one file; more help nobody, and are only counted.
const LISTED: usize = 10_000;

impl<'a> SourceText<'a> {
    pub fn new(text: &'a str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let ends = text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(n, _)| n + 1);
        SourceText { text, line_starts: std::iter::once(0).chain(ends).collect() }
    }

    /// Line and column (both from 1, columns in characters) of a byte offset.
    pub fn spot(&self, offset: usize) -> Spot {
        let offset = self.floor(offset);
        let line = self.line_starts.partition_point(|start| *start <= offset).max(1);
        let column = self.text[self.line_starts[line - 1]..offset].chars().count() + 1;
        let small = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Spot { line: small(line), column: small(column) }
    }

    /// The byte offset of a spot: the way back from `spot`.
    pub fn offset(&self, spot: Spot) -> usize {
        let start =
            self.line_starts.get(spot.line.max(1) as usize - 1).copied().unwrap_or(self.text.len());
        let column = spot.column.max(1) as usize - 1;
        self.text[start..].char_indices().nth(column).map_or(self.text.len(), |(n, _)| start + n)
    }

    /// The nearest character boundary at or before `offset`.
    fn floor(&self, offset: usize) -> usize {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    }

    /// The line that `offset` stands in, without its end.
    fn line_at(&self, offset: usize) -> (usize, &'a str) {
        let line = self.line_starts.partition_point(|start| *start <= offset).max(1);
        let start = self.line_starts[line - 1];
        let end = self.line_starts.get(line).map_or(self.text.len(), |next| next - 1);
        (start, self.text[start..end.max(start)].trim_end_matches('\r'))
    }

    pub fn slice(&self, span: Span) -> &'a str {
        let (start, end) = (self.floor(span.start), self.floor(span.end));
        self.text.get(start..end).unwrap_or("")
    }

    /// A problem at `span`, with the line it stands in, cut to what can be shown.
    pub fn problem(
        &self,
        severity: Severity,
        code: Code,
        span: Span,
        message: impl Into<Clean>,
        hint: Option<Clean>,
    ) -> Problem {
        let at = self.floor(span.start);
        let (line_start, line) = self.line_at(at);
        let in_line = |offset: usize| {
            self.floor(offset).clamp(line_start, line_start + line.len()) - line_start
        };
        let from = line[..in_line(span.start)].chars().count();
        let to = line[..in_line(span.end)].chars().count().max(from + 1);
        let first = from.saturating_sub(SHOWN / 2);
        // Cleaned character by character, so that the caret stays under what it means.
        let shown: String = line.chars().skip(first).take(SHOWN).map(one_cell).collect();
        let length = shown.chars().count();
        let caret = ((from - first).min(length), (to - first).min(length.max(from - first + 1)));
        let spot = self.spot(at);
        Problem {
            severity,
            code,
            message: message.into(),
            hint,
            span,
            spot,
            line: shown.into(),
            caret,
        }
    }
}

/// The clean form of one character on its own, always one character.
fn one_cell(c: char) -> char {
    let mut buffer = [0; 4];
    clean(c.encode_utf8(&mut buffer)).chars().next().unwrap_or('\u{fffd}')
}

/// Problems as they are found; put in file order at the end.
#[derive(Default)]
pub struct Problems {
    found: Vec<Problem>,
    unlisted: usize,
}

impl Problems {
    pub fn push(&mut self, problem: Problem) {
        if self.found.len() < LISTED {
            self.found.push(problem);
        } else {
            self.unlisted += 1;
        }
    }

    pub fn in_file_order(mut self, source: &SourceText) -> Vec<Problem> {
        self.found.sort_by_key(|problem| (problem.span.start, problem.severity));
        if self.unlisted > 0 {
            let end = Span { start: source.text.len(), end: source.text.len() };
            let message = format!("{} more problems are not listed", self.unlisted);
            self.found.push(source.problem(
                Severity::Error,
                "too-many-problems",
                end,
                message,
                None,
            ));
        }
        self.found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spots_count_characters_from_one() {
        let source = SourceText::new("a = 1\r\nعين = 2\n");
        assert_eq!(source.spot(0), Spot { line: 1, column: 1 });
        let two = source.text.find('2').unwrap();
        assert_eq!(source.spot(two), Spot { line: 2, column: 7 });
        assert_eq!(source.spot(10_000).line, 3);
    }

    #[test]
    fn a_byte_order_mark_takes_no_column() {
        assert_eq!(SourceText::new("\u{feff}x = 1").spot(0), Spot { line: 1, column: 1 });
    }

    #[test]
    fn a_long_line_is_cut_around_the_caret() {
        let text = format!("{}HERE{}", "x".repeat(5000), "y".repeat(5000));
        let problem = SourceText::new(&text).problem(
            Severity::Error,
            "test",
            Span { start: 5000, end: 5004 },
            "m",
            None,
        );
        let line: Vec<char> = problem.line.chars().collect();
        assert_eq!(line.len(), SHOWN);
        assert_eq!(line[problem.caret.0..problem.caret.1].iter().collect::<String>(), "HERE");
    }
}
