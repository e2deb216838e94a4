//! Where everything stands in the text: sections, keys, lists and small tables by their bytes.
//! Read from the parser's own events, so that nothing is guessed and nothing is left out.

use toml_parser::{
    ParseError, Source, Span as TokenSpan,
    decoder::Encoding,
    parser::{Event, EventKind, parse_document},
};

use crate::model::Span;

/// A file as its author laid it out.
pub struct Outline<'a> {
    pub text: &'a str,
    /// The first is what stands above all headers.
    pub sections: Vec<Section>,
}

/// A header with the keys below it, up to the next header.
#[derive(Default)]
pub struct Section {
    /// The header, brackets included; empty for what stands above all headers.
    pub header: Span,
    pub path: Vec<String>,
    /// Whether its header stands in two brackets.
    pub is_item: bool,
    pub pairs: Vec<Pair>,
}

/// `key = value`
pub struct Pair {
    /// The key's names: several where it is written with dots.
    pub names: Vec<String>,
    pub start: usize,
    pub value: OutlineNode,
}

/// A value by its place.
pub struct OutlineNode {
    pub span: Span,
    pub kind: NodeKind,
}

pub enum NodeKind {
    Single,
    List(Vec<OutlineNode>),
    Table(Vec<Pair>),
}

impl Pair {
    pub fn name(&self) -> &str {
        self.names.first().map_or("", |name| name)
    }

    pub fn end(&self) -> usize {
        self.value.span.end
    }
}

impl OutlineNode {
    pub fn items(&self) -> &[OutlineNode] {
        match &self.kind {
            NodeKind::List(items) => items,
            NodeKind::Single | NodeKind::Table(_) => &[],
        }
    }

    pub fn pairs(&self) -> &[Pair] {
        match &self.kind {
            NodeKind::Table(pairs) => pairs,
            NodeKind::Single | NodeKind::List(_) => &[],
        }
    }
}

impl Section {
    /// Where its last key ends; its header, when it has none.
    pub fn end(&self) -> usize {
        self.pairs.last().map_or(self.header.end, Pair::end)
    }
}

impl<'a> Outline<'a> {
    /// The outline of a text that loads: what is no TOML would be outlined askew.
    pub fn of(text: &'a str) -> Self {
        let source = Source::new(text);
        let mut builder = Builder::new(source);
        let mut receiver = |event: Event| builder.take(event);
        parse_document(&source.lex().into_vec(), &mut receiver, &mut |_: ParseError| {});
        Outline { text, sections: builder.sections }
    }

    /// The byte at which the line of `at` begins.
    pub fn line_start(&self, at: usize) -> usize {
        self.text[..at].rfind('\n').map_or(0, |n| n + 1)
    }

    /// The byte at which the line of `at` ends, before its line end.
    pub fn line_end(&self, at: usize) -> usize {
        let end = self.text[at..].find('\n').map_or(self.text.len(), |n| at + n);
        if end > at && self.text.as_bytes()[end - 1] == b'\r' { end - 1 } else { end }
    }

    /// The byte at which the next line begins.
    pub fn next_line(&self, at: usize) -> usize {
        self.text[at..].find('\n').map_or(self.text.len(), |n| at + n + 1)
    }

    /// Whether only white space stands in the line that begins at `start`, and it is a line.
    pub fn is_blank(&self, start: usize) -> bool {
        start < self.text.len() && self.text[start..self.line_end(start)].trim().is_empty()
    }

    /// How the lines of the file end.
    pub fn line_break(&self) -> &'static str {
        let first = self.text.find('\n').map(|n| self.text[..n].ends_with('\r'));
        if first == Some(true) { "\r\n" } else { "\n" }
    }

    /// The white space that the line of `at` begins with.
    pub fn indent(&self, at: usize) -> &'a str {
        let line = &self.text[self.line_start(at)..at];
        &line[..line.len() - line.trim_start().len()]
    }

    /// The byte behind the comma that follows in `from..to`, where only white space and remarks
    /// stand beside it.
    pub fn behind_comma(&self, from: usize, to: usize) -> Option<usize> {
        let mut at = from;
        while at < to {
            match self.text.as_bytes()[at] {
                b',' => return Some(at + 1),
                b'#' => at = self.next_line(at),
                _ => at += 1,
            }
        }
        None
    }
}

/// Puts the parser's events together.
struct Builder<'i> {
    source: Source<'i>,
    sections: Vec<Section>,
    /// The header that is being read, with the byte at which it began.
    header: Option<Section>,
    /// The names of the key that is being read, and where it began.
    key: (Vec<String>, usize),
    /// Lists and small tables that are open, each with the key that it belongs to.
    open: Vec<(OutlineNode, (Vec<String>, usize))>,
}

impl<'i> Builder<'i> {
    fn new(source: Source<'i>) -> Self {
        let above = Section::default();
        let (key, open) = ((Vec::new(), 0), Vec::new());
        Builder { source, sections: vec![above], header: None, key, open }
    }

    fn take(&mut self, event: Event) {
        let span = event.span();
        match event.kind() {
            EventKind::StdTableOpen | EventKind::ArrayTableOpen => {
                let header = Span { start: span.start(), end: span.end() };
                let is_item = event.kind() == EventKind::ArrayTableOpen;
                self.header = Some(Section { header, is_item, ..Section::default() });
            }
            EventKind::StdTableClose | EventKind::ArrayTableClose => {
                if let Some(mut section) = self.header.take() {
                    section.header.end = span.end();
                    self.sections.push(section);
                }
            }
            EventKind::SimpleKey => self.name(span, event.encoding()),
            EventKind::InlineTableOpen => self.open(span, NodeKind::Table(Vec::new())),
            EventKind::ArrayOpen => self.open(span, NodeKind::List(Vec::new())),
            EventKind::InlineTableClose | EventKind::ArrayClose => {
                if let Some((mut node, key)) = self.open.pop() {
                    node.span.end = span.end();
                    self.key = key;
                    self.push(node);
                }
            }
            EventKind::Scalar => {
                let span = Span { start: span.start(), end: span.end() };
                self.push(OutlineNode { span, kind: NodeKind::Single });
            }
            EventKind::KeySep
            | EventKind::KeyValSep
            | EventKind::ValueSep
            | EventKind::Whitespace
            | EventKind::Comment
            | EventKind::Newline
            | EventKind::Error => {}
        }
    }

    fn name(&mut self, span: TokenSpan, encoding: Option<Encoding>) {
        let mut name = std::borrow::Cow::default();
        let event = Event::new_unchecked(EventKind::SimpleKey, encoding, span);
        if let Some(raw) = self.source.get(event) {
            raw.decode_key(&mut name, &mut |_: ParseError| {});
        }
        match &mut self.header {
            Some(header) => header.path.push(name.into_owned()),
            None => {
                if self.key.0.is_empty() {
                    self.key.1 = span.start();
                }
                self.key.0.push(name.into_owned());
            }
        }
    }

    fn open(&mut self, span: TokenSpan, kind: NodeKind) {
        let span = Span { start: span.start(), end: span.end() };
        self.open.push((OutlineNode { span, kind }, std::mem::take(&mut self.key)));
    }

    /// A whole value: into the list or table that is open, else into the section.
    fn push(&mut self, value: OutlineNode) {
        let (names, start) = std::mem::take(&mut self.key);
        match self.open.last_mut().map(|(node, _)| &mut node.kind) {
            Some(NodeKind::List(items)) => items.push(value),
            Some(NodeKind::Table(pairs)) => pairs.push(Pair { names, start, value }),
            Some(NodeKind::Single) => {}
            None => {
                if let Some(section) = self.sections.last_mut() {
                    section.pairs.push(Pair { names, start, value });
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_is_found_by_its_bytes() {
        let text = "format = 1\nplace = [{ id = \"a\" }, # one\n { id = 'b', at.lat = 3 } ]\n\
                    [[attack]] # x\nkilled = { a = 1, }\n[ attack . 'by kind' ]\n\"k\" = [1, [2]]\n";
        let outline = Outline::of(text);
        let paths: Vec<String> =
            outline.sections.iter().map(|section| section.path.join("/")).collect();
        assert_eq!(paths, ["", "attack", "attack/by kind"]);
        let above = &outline.sections[0];
        assert_eq!(above.pairs[0].name(), "format");
        let places = above.pairs[1].value.items();
        let cut = |span: Span| &text[span.start..span.end];
        assert_eq!(cut(places[1].span), "{ id = 'b', at.lat = 3 }");
        assert_eq!(places[1].pairs()[1].names, ["at", "lat"]);
        let comma = outline.behind_comma(places[0].span.end, places[1].span.start).unwrap();
        assert_eq!(&text[comma - 1..comma], ",");
        assert_eq!(outline.behind_comma(places[1].span.end, above.pairs[1].end()), None);
        assert_eq!(cut(outline.sections[1].header), "[[attack]]");
        assert_eq!(cut(outline.sections[2].header), "[ attack . 'by kind' ]");
        assert_eq!(outline.sections[2].pairs[0].value.items()[1].items().len(), 1);
    }

    #[test]
    fn lines_end_as_the_file_ends_them() {
        let outline = Outline::of("a = 1\r\n\r\n  b = 2");
        assert_eq!(outline.line_break(), "\r\n");
        assert_eq!(outline.line_end(0), 5);
        assert_eq!(outline.next_line(0), 7);
        assert!(outline.is_blank(7) && !outline.is_blank(9) && !outline.is_blank(14));
        assert_eq!(outline.indent(11), "  ");
    }
}
