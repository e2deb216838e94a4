//! A page of plain text or Markdown that reads well in mail: paragraphs of 72 columns, numbered
//! citations, each record's word cited once.

use std::collections::HashMap;

use super::{
    escape::{markdown_address, markdown_lines},
    html_blocks::{self, HtmlBlocks},
};
use crate::{
    board::{Board, full_day},
    look::{width, wrap_words},
    model::{Clean, Id, Key, RecordIx, Value, clean},
};

/// Columns that a mail client shows without breaking lines of its own.
pub const COLUMNS: usize = 72;

/// Columns by which Markdown knows code from text.
const LEAST_OF_CODE: usize = 4;

/// How a page is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PageFormat {
    /// Markdown, to be put on a page or into a message.
    Markdown,
    /// Plain text, to be read in a terminal or a mail.
    Text,
    /// One file of HTML, to be read in a browser and printed.
    Html,
}

impl PageFormat {
    /// As the flag `--format` names it.
    pub(super) fn name(self) -> &'static str {
        match self {
            PageFormat::Markdown => "md",
            PageFormat::Text => "text",
            PageFormat::Html => "html",
        }
    }
}

/// A page that is being written.
pub struct ReportPage<'a> {
    board: &'a Board,
    format: PageFormat,
    lines: Vec<String>,
    /// What it is made of in HTML, where it has no lines.
    blocks: HtmlBlocks,
    /// What is cited: a record and one of its words, in the order of first mention.
    cited: Vec<(RecordIx, usize)>,
    /// Which number each of these has, less one.
    numbers: HashMap<(RecordIx, usize), usize>,
}

impl<'a> ReportPage<'a> {
    pub fn new(board: &'a Board, format: PageFormat) -> Self {
        ReportPage {
            board,
            format,
            lines: Vec::new(),
            blocks: HtmlBlocks::default(),
            cited: Vec::new(),
            numbers: HashMap::new(),
        }
    }

    /// The blocks of a page of HTML; `None` of one of lines.
    fn html(&mut self) -> Option<&mut HtmlBlocks> {
        (self.format == PageFormat::Html).then_some(&mut self.blocks)
    }

    pub fn title(&mut self, text: &str) {
        if let Some(html) = self.html() {
            return html.heading(1, text);
        }
        self.headed(text, "# ", "=");
    }

    pub fn heading(&mut self, text: &str) {
        if let Some(html) = self.html() {
            return html.heading(2, text);
        }
        self.gap();
        self.headed(text, "## ", "-");
    }

    /// Markdown marks a heading of one line ahead of it; one of several is underlined, as in text.
    fn headed(&mut self, text: &str, mark: &str, under: &str) {
        let short = self.lines_of(text, COLUMNS - width(mark));
        match short.as_slice() {
            [line]
                if self.format == PageFormat::Markdown && width(line) + width(mark) <= COLUMNS =>
            {
                self.lines.push(format!("{mark}{line}"));
            }
            _ => {
                let lines = self.lines_of(text, COLUMNS);
                let wide = lines.iter().map(|line| width(line)).max().unwrap_or(0);
                self.lines.extend(lines);
                self.lines.push(under.repeat(wide));
            }
        }
        self.lines.push(String::new());
    }

    /// The one way from text to lines: as the format of the page needs it to be written.
    fn lines_of(&self, text: &str, columns: usize) -> Vec<String> {
        match self.format {
            PageFormat::Markdown => markdown_lines(text, columns),
            PageFormat::Text | PageFormat::Html => wrap_words(text, columns),
        }
    }

    /// What is HTML already, between two blocks; a page of lines has no room for it.
    pub fn put_html(&mut self, html: &str) {
        if let Some(blocks) = self.html() {
            blocks.put(html);
        }
    }

    /// A paragraph behind its label, in HTML.
    pub fn labelled(&mut self, label: &str, text: &str) {
        match self.html() {
            Some(html) => html.labelled(label, text),
            None => self.paragraph(&format!("{label}: {text}")),
        }
    }

    /// An empty line, unless there is one already.
    pub fn gap(&mut self) {
        if self.lines.last().is_some_and(|line| !line.is_empty()) {
            self.lines.push(String::new());
        }
    }

    pub fn paragraph(&mut self, text: &str) {
        if let Some(html) = self.html() {
            return html.paragraph(text);
        }
        self.lines.extend(self.lines_of(text, COLUMNS));
    }

    /// A point of a list; its further lines hang.
    pub fn point(&mut self, text: &str) {
        if let Some(html) = self.html() {
            return html.point(text);
        }
        self.hanging("- ", text);
    }

    pub(super) fn hanging(&mut self, head: &str, text: &str) {
        let indent = head.chars().count();
        for (n, line) in self.lines_of(text, COLUMNS - indent).into_iter().enumerate() {
            let head = if n == 0 { head.to_owned() } else { " ".repeat(indent) };
            self.lines.push(format!("{head}{line}"));
        }
    }

    /// The title, with no line below it.
    pub fn top(&mut self, text: &str) {
        match self.format {
            PageFormat::Markdown => {
                let lines = self.lines_of(text, COLUMNS - 2);
                match lines.as_slice() {
                    [line] => self.lines.push(format!("# {line}")),
                    // A heading of several lines is underlined.
                    _ => self.lines.extend(lines.into_iter().chain(["===".to_owned()])),
                }
            }
            PageFormat::Text => self.paragraph(text),
            PageFormat::Html => {
                let handling = self.board.handling();
                self.blocks.masthead(text, handling.as_deref());
            }
        }
    }

    /// A heading on one line with no empty one below it: in text in capitals.
    pub fn label(&mut self, text: &str) {
        match self.format {
            PageFormat::Markdown => {
                let lines = self.lines_of(text, COLUMNS - 3);
                self.lines.extend(lines.into_iter().take(1).map(|line| format!("## {line}")));
            }
            PageFormat::Text => self.paragraph(&text.to_uppercase()),
            PageFormat::Html => self.blocks.heading(2, text),
        }
    }

    /// The same right below the line before, which is a heading or such a line too.
    pub fn verbatim_below(&mut self, lines: impl IntoIterator<Item = String>) {
        if let Some(html) = self.html() {
            return html.lines(lines.into_iter());
        }
        let indent =
            " ".repeat(if self.format == PageFormat::Markdown { LEAST_OF_CODE } else { 0 });
        let line = |line: String| format!("{indent}{}", clean(&line)).trim_end().to_owned();
        self.lines.extend(lines.into_iter().map(line));
    }

    /// How it is written.
    pub fn format(&self) -> PageFormat {
        self.format
    }

    /// The lines that it has so far.
    pub fn height(&self) -> usize {
        self.lines.len()
    }

    /// What it has cited so far, in the order of its numbers.
    pub fn cited(&self) -> &[(RecordIx, usize)] {
        &self.cited
    }

    /// A text behind its head; its further lines are set in by so many columns, whatever the head
    /// takes.
    pub fn behind(&mut self, head: &str, indent: usize, text: &str) {
        let first = self.lines_of(text, COLUMNS.saturating_sub(width(head)).max(1));
        let Some(line) = first.first() else { return };
        self.lines.push(format!("{head}{line}"));
        if first.len() > 1 {
            let words = line.split(' ').count();
            let rest: Vec<&str> = text.split_whitespace().skip(words).collect();
            let rest = self.lines_of(&rest.join(" "), COLUMNS - indent);
            self.lines.extend(rest.into_iter().map(|line| format!("{}{line}", " ".repeat(indent))));
        }
    }

    /// Lines that stand as they are: tables, commands. Markdown reads nothing into what is set in,
    /// as long as each of them is one line.
    pub fn verbatim(&mut self, lines: impl IntoIterator<Item = String>) {
        self.gap();
        self.verbatim_below(lines);
    }

    /// Columns that a verbatim line may take.
    pub fn verbatim_columns(&self) -> usize {
        if self.format == PageFormat::Markdown { COLUMNS - LEAST_OF_CODE } else { COLUMNS }
    }

    /// The mark of a word of a record: ` [3]`.
    pub fn cite(&mut self, record: RecordIx, word: usize) -> String {
        let next = self.cited.len();
        let number = *self.numbers.entry((record, word)).or_insert(next);
        if number == next {
            self.cited.push((record, word));
        }
        match self.format {
            PageFormat::Html => html_blocks::mark(number + 1),
            PageFormat::Markdown | PageFormat::Text => format!(" [{}]", number + 1),
        }
    }

    /// The mark of the word that leads a record.
    pub fn cite_record(&mut self, record: RecordIx) -> String {
        let known = self.board.record(record);
        let leading = self.board.leading(known);
        let word = known.words.iter().position(|word| std::ptr::eq(word, leading)).unwrap_or(0);
        self.cite(record, word)
    }

    /// Marks of several records: all, since a figure without its source is a claim.
    pub fn cite_all(&mut self, records: &[RecordIx]) -> String {
        records.iter().map(|n| self.cite_record(*n)).collect()
    }

    /// Every word that was cited: whose it is, how it is graded, when it was said, where it can be
    /// read, and where it stands in the file.
    pub fn citations(&mut self, file: &str) {
        let cited = self.cited.clone();
        let marks = cited.len().to_string().len();
        for (n, (record, word)) in cited.into_iter().enumerate() {
            let text = citation(self.board, record, word, file);
            let url = self.board.record(record).words[word].get(Key::Url).and_then(Value::as_text);
            if let Some(html) = self.html() {
                html.citation(n + 1, &text, url.map(Clean::as_str));
                continue;
            }
            // Markdown takes a line that stands far in for code.
            let wide = (marks + 2).min((n + 1).to_string().len() + 2 + LEAST_OF_CODE - 1);
            let head = format!("{:>wide$} ", format!("[{}]", n + 1));
            self.hanging(&head, &text);
            if let Some(url) = url {
                self.address(url, head.chars().count());
            }
        }
    }

    /// An address stays whole on a line of its own, so that it can be followed; what is none is text.
    fn address(&mut self, url: &str, indent: usize) {
        let indent = " ".repeat(indent);
        let lines = match self.format {
            PageFormat::Text | PageFormat::Html => vec![url.to_owned()],
            PageFormat::Markdown => markdown_address(url).map_or_else(
                || markdown_lines(url, COLUMNS - indent.len()),
                |address| vec![address],
            ),
        };
        self.lines.extend(lines.into_iter().map(|line| format!("{indent}{line}")));
    }

    pub fn finish(self) -> String {
        if self.format == PageFormat::Html {
            return self.blocks.finish();
        }
        let mut text = self.lines.join("\n");
        text.push('\n');
        text
    }
}

fn citation(board: &Board, record: RecordIx, word: usize, file: &str) -> String {
    let record = board.record(record);
    let word = &record.words[word];
    let mut parts: Vec<String> = Vec::new();
    match word.voice() {
        Some(voice) => {
            parts.push(board.voice_name(voice).to_owned());
            let via =
                word.get(Key::Citing).and(word.source()).map(|source| board.voice_name(source));
            parts.extend(via.map(|outlet| format!("via {outlet}")));
            parts.push(board.grade(word).to_string());
        }
        None => parts.push("the file itself".to_owned()),
    }
    if let Some(known) = word.known() {
        let assumed = if known.assumed { " (assumed)" } else { "" };
        parts.push(format!("{}{assumed}", full_day(known.day)));
    }
    parts.push(format!("{} {}", record.table_name, Id::as_str(&record.id)));
    parts.push(format!("{file}:{}", word.spot.line));
    parts.join(", ")
}
