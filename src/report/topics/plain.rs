//! A page of Markdown as plain text for a terminal, a pipe or a screen reader.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::look::{width, wrap_words};

/// Cells that the first column of a table takes at most.
const TERM: usize = 24;

/// The page in lines of at most `cells` cells; what is to be typed as it stands is never broken.
pub fn plain_page(markdown: &str, cells: usize) -> String {
    let mut page = PlainPage { cells, ..PlainPage::default() };
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        page.take(event);
    }
    page.text
}

#[derive(Default)]
struct PlainPage {
    text: String,
    cells: usize,
    /// Of the paragraph, heading or cell that is being read.
    words: String,
    /// How deep in lists it stands, with the number of the next item of each that has numbers.
    lists: Vec<Option<u64>>,
    /// What stands before the first line of an item.
    bullet: Option<String>,
    /// Rows of the table that is being read; the first names its columns.
    rows: Vec<Vec<String>>,
    is_in_code: bool,
    is_in_picture: bool,
}

impl PlainPage {
    fn take(&mut self, event: Event) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => self.is_in_code = true,
            Event::Start(Tag::Image { .. }) => self.is_in_picture = true,
            Event::Start(Tag::List(first)) => {
                self.end_paragraph();
                if self.lists.is_empty() {
                    self.apart();
                }
                self.lists.push(first);
            }
            Event::Start(Tag::Item) => self.begin_item(),
            Event::Start(Tag::TableHead | Tag::TableRow) => self.rows.push(Vec::new()),
            Event::Start(_) => {}
            Event::End(end) => self.end(end),
            Event::Text(text) if self.is_in_code => self.code(&text),
            Event::Text(text) if !self.is_in_picture => self.words.push_str(&text),
            // What is typed is told from words, but in a table, whose first column it is.
            Event::Code(code) if !self.rows.is_empty() => self.words.push_str(&code),
            Event::Code(code) => self.words.push_str(&format!("`{code}`")),
            Event::SoftBreak | Event::HardBreak => self.words.push(' '),
            _ => {}
        }
    }

    fn end(&mut self, end: TagEnd) {
        match end {
            TagEnd::Heading(_) => {
                let title = std::mem::take(&mut self.words);
                self.apart();
                self.text.push_str(&format!("{}\n", title.to_uppercase()));
            }
            TagEnd::Paragraph => self.end_paragraph(),
            TagEnd::Item => {
                self.end_paragraph();
                self.bullet = None;
            }
            TagEnd::List(_) => {
                self.lists.pop();
            }
            TagEnd::CodeBlock => self.is_in_code = false,
            TagEnd::Image => self.is_in_picture = false,
            TagEnd::TableCell => {
                let cell = std::mem::take(&mut self.words);
                self.rows.iter_mut().last().into_iter().for_each(|row| row.push(cell.clone()));
            }
            TagEnd::Table => self.end_table(),
            _ => {}
        }
    }

    /// An empty line before what follows, where something stands before it.
    fn apart(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    fn begin_item(&mut self) {
        self.end_paragraph();
        self.bullet = Some(match self.lists.last_mut() {
            Some(Some(next)) => {
                *next += 1;
                format!("{}. ", *next - 1)
            }
            _ => "- ".to_owned(),
        });
    }

    fn end_paragraph(&mut self) {
        let words = std::mem::take(&mut self.words);
        if words.trim().is_empty() {
            return;
        }
        let depth = self.lists.len();
        let bullet = self.bullet.take();
        if depth == 0 || bullet.is_none() {
            self.apart();
        }
        let margin = "  ".repeat(depth);
        let first = match bullet {
            Some(bullet) => format!("{}{bullet}", "  ".repeat(depth.saturating_sub(1))),
            None => margin.clone(),
        };
        self.lines(&first, &margin, &words);
    }

    /// Words behind what begins their first line, and what begins the others.
    fn lines(&mut self, first: &str, margin: &str, words: &str) {
        let room = self.cells.saturating_sub(width(margin).max(width(first))).max(1);
        for (n, line) in wrap_words(words, room).iter().enumerate() {
            let before = if n == 0 { first } else { margin };
            self.text.push_str(&format!("{before}{}\n", line.trim_end()));
        }
    }

    fn code(&mut self, text: &str) {
        self.apart();
        let margin = "  ".repeat(self.lists.len() + 1);
        for line in text.lines() {
            self.text.push_str(format!("{margin}{line}").trim_end());
            self.text.push('\n');
        }
    }

    /// A row a term: what its first cell names, then what the others say of it.
    fn end_table(&mut self) {
        self.apart();
        let rows = std::mem::take(&mut self.rows);
        let widest = rows.iter().skip(1).filter_map(|row| row.first()).map(|cell| width(cell));
        let term = widest.max().unwrap_or(0).min(TERM);
        let margin = " ".repeat(term + 4);
        for row in rows.iter().skip(1) {
            let Some((name, rest)) = row.split_first() else { continue };
            let said = rest.join(": ");
            let gap = " ".repeat(term.saturating_sub(width(name)));
            let first = format!("  {name}{gap}  ");
            if width(name) > term {
                self.text.push_str(&format!("  {name}\n"));
                self.lines(&margin, &margin, &said);
            } else {
                self.lines(&first, &margin, &said);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_plain() {
        let page = "# The *title*\n\nWords with `code` and a [link](x.md), so many\nthat they wrap.\n\n\
                    ![a picture](x.svg)\n\n<!-- a remark -->\n| key | does |\n| --- | --- |\n\
                    | `a` `b` | adds one of a kind that is long |\n| `c` | no |\n\n\
                    - one\n  of two\n- **two**\n\n  more\n\n1. first\n2. second\n\n```\n  as it stands\n```\n";
        let told = "\
THE TITLE

Words with `code` and a link,
so many that they wrap.

  a b  adds one of a kind that
       is long
  c    no

- one of two
- two

  more

1. first
2. second

    as it stands
";
        assert_eq!(plain_page(page, 30), told);
    }
}
