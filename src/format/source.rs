//! The text of one file: turns byte spans into line, column and caret, and collects problems.

use crate::model::{Clean, Code, Problem, Severity, Span, Spot, clean};

/// A file's text with what is needed to find a place in it fast, however long its lines are.
pub struct SourceText<'a> {
    /// The text without a byte order mark; spans count its bytes.
    pub text: &'a str,
    /// The byte at which each line starts: four bytes each, for a file may be all line ends.
    line_starts: Vec<u32>,
    /// How many characters stand before every `STEP`th byte.
    characters: Vec<u32>,
}

/// Bytes between two counts of characters.
const STEP: usize = 4096;
/// Characters of a source line that a problem shows; long lines are cut around the caret.
const SHOWN: usize = 160;
/// Problems listed of one file; more help nobody, and are only counted.
pub const LISTED: usize = 10_000;

impl<'a> SourceText<'a> {
    /// Finds the lines of a text once.
    pub fn new(text: &'a str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let small = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let ends = text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(n, _)| n + 1);
        let line_starts = std::iter::once(0).chain(ends).map(small).collect();
        let mut before = 0;
        let counted = text.as_bytes().chunks(STEP).map(|chunk| {
            before += characters_in(chunk);
            small(before)
        });
        SourceText { text, line_starts, characters: std::iter::once(0).chain(counted).collect() }
    }

    /// Line and column (both from 1, columns in characters) of a byte offset.
    pub fn spot(&self, offset: usize) -> Spot {
        let offset = self.floor(offset);
        let line = self.line_of(offset);
        let start = self.start_of(line);
        let column = if offset - start <= STEP {
            characters_in(&self.text.as_bytes()[start..offset])
        } else {
            self.characters_to(offset) - self.characters_to(start)
        };
        let small = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Spot { line: small(line + 1), column: small(column + 1) }
    }

    /// The byte offset of a spot: the way back from `spot`.
    pub fn offset(&self, spot: Spot) -> usize {
        let line = spot.line.max(1) as usize - 1;
        if line >= self.line_starts.len() {
            return self.text.len();
        }
        let wanted = self.characters_to(self.start_of(line)) + spot.column.max(1) as usize - 1;
        let step = self.characters.partition_point(|before| *before as usize <= wanted).max(1) - 1;
        let start = self.floor(step * STEP);
        // A character that straddles the step was begun before it.
        let missing = wanted - self.characters_to(start).min(wanted);
        let rest = self.text[start..].char_indices().nth(missing);
        rest.map_or(self.text.len(), |(n, _)| start + n)
    }

    /// The line, from 0, in which a byte stands.
    fn line_of(&self, offset: usize) -> usize {
        self.line_starts.partition_point(|start| *start as usize <= offset).max(1) - 1
    }

    /// The byte at which a line, from 0, starts.
    fn start_of(&self, line: usize) -> usize {
        self.line_starts.get(line).map_or(self.text.len(), |start| *start as usize)
    }

    /// How many characters begin before a byte.
    fn characters_to(&self, offset: usize) -> usize {
        let step = offset / STEP;
        self.characters[step] as usize + characters_in(&self.text.as_bytes()[step * STEP..offset])
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
        let line = self.line_of(offset);
        let start = self.start_of(line);
        let end = self.line_starts.get(line + 1).map_or(self.text.len(), |next| *next as usize - 1);
        (start, self.text[start..end.max(start)].trim_end_matches('\r'))
    }

    /// The text of a span, cut to whole characters; empty where it lies outside.
    pub(super) fn slice(&self, span: Span) -> &'a str {
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
        let in_line = |offset: usize| self.floor(offset).min(line_start + line.len()) - line_start;
        let (start, end) = (in_line(at), in_line(span.end.max(at)));
        // Only what is shown is looked at: a line may be as long as the whole file.
        let back = line[..start].char_indices().rev().take(SHOWN / 2).last();
        let first = back.map_or(start, |(n, _)| n);
        // Cleaned character by character, so that the caret stays under what it means.
        let shown: String = line[first..].chars().take(SHOWN).map(one_cell).collect();
        let length = shown.chars().count();
        let from = line[first..start].chars().count();
        let to = from + line[start..end].chars().take(SHOWN).count().max(1);
        let caret = (from.min(length), to.min(length.max(from + 1)));
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

/// Characters begin at every byte that does not go on with one.
fn characters_in(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
}

/// The clean form of one character on its own, always one character.
fn one_cell(c: char) -> char {
    if matches!(c, ' '..='~') {
        return c; // nearly all of them, and there are a hundred in each of thousands of problems
    }
    let mut buffer = [0; 4];
    clean(c.encode_utf8(&mut buffer)).chars().next().unwrap_or('\u{fffd}')
}

/// Problems as they are found; put in file order at the end.
#[derive(Default)]
pub struct Problems {
    found: Vec<Problem>,
    unlisted: usize,
    /// The gravest of those that are only counted: too many warnings are no error.
    gravest: Option<Severity>,
}

impl Problems {
    /// Whether the next problem would only be counted, so that nobody need put it into words.
    pub fn is_full(&self) -> bool {
        self.found.len() >= LISTED
    }

    pub fn push(&mut self, severity: Severity, problem: impl FnOnce() -> Problem) {
        if self.is_full() {
            self.unlisted += 1;
            self.gravest = Some(self.gravest.map_or(severity, |gravest| gravest.min(severity)));
        } else {
            self.found.push(problem());
        }
    }

    pub fn in_file_order(mut self, source: &SourceText) -> Vec<Problem> {
        self.found.sort_by_key(|problem| (problem.span.start, problem.severity));
        if let Some(severity) = self.gravest {
            let end = Span { start: source.text.len(), end: source.text.len() };
            let message = format!("{} more problems are not listed", self.unlisted);
            let hint = Some("mend those above first".into());
            self.found.push(source.problem(severity, "too-many-problems", end, message, hint));
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
    fn a_spot_is_found_again_in_the_longest_line() {
        let text = format!("first\n{}\nlast", "aعé€🡠".repeat(3000));
        let source = SourceText::new(&text);
        for (offset, _) in text.char_indices().filter(|(n, _)| n % 7 == 0) {
            let spot = source.spot(offset);
            let line = text[..offset].rfind('\n').map_or(0, |n| n + 1);
            assert_eq!(spot.column as usize, text[line..offset].chars().count() + 1);
            assert_eq!(source.offset(spot), offset);
        }
        assert_eq!(source.offset(Spot { line: 9, column: 1 }), text.len());
    }

    #[test]
    fn too_many_warnings_are_no_error() {
        let source = SourceText::new("x");
        let mut problems = Problems::default();
        for _ in 0..=LISTED {
            let problem = || source.problem(Severity::Warning, "test", Span::default(), "m", None);
            problems.push(Severity::Warning, problem);
        }
        let listed = problems.in_file_order(&source);
        assert_eq!(listed.last().map(|last| last.severity), Some(Severity::Warning));
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
