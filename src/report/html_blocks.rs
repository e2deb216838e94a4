//! A page of HTML, block by block. Text becomes text: only what is called here makes elements.

use std::fmt::Write;

use super::escape::{Markup, markdown_address};

/// What a citation stands between in a text that is not written yet: no text of a file has these.
const MARK: [char; 2] = ['\u{e000}', '\u{e001}'];

/// The mark of a citation within a text: becomes a link to where it is told.
pub fn mark(number: usize) -> String {
    format!(" {}{number}{}", MARK[0], MARK[1])
}

/// What runs over several blocks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    List,
    Citations,
    Table,
}

/// Blocks of a page.
#[derive(Default)]
pub struct HtmlBlocks {
    out: String,
    open: Option<Open>,
}

impl HtmlBlocks {
    /// The page so far, all of it closed.
    pub fn finish(mut self) -> String {
        self.close();
        self.out
    }

    /// What is HTML already.
    pub fn put(&mut self, html: &str) {
        self.close();
        self.out.push_str(html);
    }

    /// The head of the page: what it is of, and how it may be handled.
    pub fn masthead(&mut self, title: &str, handling: Option<&str>) {
        self.close();
        let _ = writeln!(self.out, "<header>\n<h1>{}</h1>", inline(title));
        if let Some(mark) = handling {
            let _ = writeln!(self.out, "<p class=\"handling\">{}</p>", inline(mark));
        }
        self.out.push_str("</header>\n");
    }

    /// A heading; 1 is that of the page.
    pub fn heading(&mut self, level: u8, text: &str) {
        self.element(&format!("h{level}"), "", text);
    }

    pub fn paragraph(&mut self, text: &str) {
        self.element("p", "", text);
    }

    /// A paragraph behind its label.
    pub fn labelled(&mut self, label: &str, text: &str) {
        self.close();
        let _ =
            writeln!(self.out, "<p class=\"point\"><b>{}:</b> {}</p>", inline(label), inline(text));
    }

    /// A point of a list.
    pub fn point(&mut self, text: &str) {
        self.begin(Open::List, "<ul>\n");
        let _ = writeln!(self.out, "<li>{}</li>", inline(text));
    }

    /// What is told of a citation, and where it can be read.
    pub fn citation(&mut self, number: usize, text: &str, url: Option<&str>) {
        self.begin(Open::Citations, "<ol class=\"citations\">\n");
        let _ = write!(self.out, "<li id=\"c-{number}\" value=\"{number}\">{}", inline(text));
        if let Some(url) = url {
            let shown = inline(url);
            match markdown_address(url) {
                Some(_) => {
                    let _ = write!(
                        self.out,
                        " <a rel=\"noreferrer noopener\" href=\"{}\">{shown}</a>",
                        Markup(url)
                    );
                }
                None => {
                    let _ = write!(self.out, " {shown}");
                }
            }
        }
        self.out.push_str("</li>\n");
    }

    /// Lines as they stand; those with tabs between their cells are rows of a table, whose head has no
    /// name in its first cell.
    pub fn lines(&mut self, lines: impl Iterator<Item = String>) {
        let mut plain = String::new();
        for line in lines {
            if !line.contains('\t') {
                let _ = writeln!(plain, "{}", inline(&line));
                continue;
            }
            self.begin(Open::Table, "<div class=\"scroll\"><table class=\"counts\">\n");
            let is_head = line.starts_with('\t');
            self.out.push_str("<tr>");
            for (n, cell) in line.split('\t').enumerate() {
                let tag = if is_head || n == 0 { "th" } else { "td" };
                let deep = n == 0 && cell.starts_with(' ');
                let class = if deep { " class=\"in\"" } else { "" };
                let _ = write!(self.out, "<{tag}{class}>{}</{tag}>", inline(cell.trim()));
            }
            self.out.push_str("</tr>\n");
        }
        if !plain.is_empty() {
            self.close();
            let _ = writeln!(
                self.out,
                "<div class=\"scroll\"><pre>{}</pre></div>",
                plain.trim_end_matches('\n')
            );
        }
    }

    fn element(&mut self, tag: &str, class: &str, text: &str) {
        self.close();
        let _ = writeln!(self.out, "<{tag}{class}>{}</{tag}>", inline(text));
    }

    fn begin(&mut self, what: Open, html: &str) {
        if self.open != Some(what) {
            self.close();
            self.out.push_str(html);
            self.open = Some(what);
        }
    }

    fn close(&mut self) {
        self.out.push_str(match self.open.take() {
            Some(Open::List) => "</ul>\n",
            Some(Open::Citations) => "</ol>\n",
            Some(Open::Table) => "</table></div>\n",
            None => "",
        });
    }
}

/// A text as it must stand between tags, each citation a link.
pub(super) fn inline(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once(MARK[0]) {
        let _ = write!(out, "{}", Markup(before));
        match behind.split_once(MARK[1]) {
            Some((number, behind)) if number.parse::<usize>().is_ok() => {
                let _ = write!(out, "<a class=\"cite\" href=\"#c-{number}\">[{number}]</a>");
                rest = behind;
            }
            _ => rest = behind,
        }
    }
    let _ = write!(out, "{}", Markup(rest));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_makes_no_element_and_citations_are_links() {
        let mut page = HtmlBlocks::default();
        page.paragraph(&format!("<b>&amp; \"x\" [7]{}.", mark(3)));
        page.point("one");
        page.point("two");
        page.lines(["\thead".to_owned(), " inner\t2".to_owned()].into_iter());
        page.citation(3, "who", Some("javascript:alert(1)"));
        page.citation(4, "who", Some("https://example.org/?a=1&b=\"2"));
        let html = page.finish();
        let wanted = "<p>&lt;b&gt;&amp;amp; &quot;x&quot; [7] <a class=\"cite\" href=\"#c-3\">[3]</a>.</p>\n\
            <ul>\n<li>one</li>\n<li>two</li>\n</ul>\n\
            <div class=\"scroll\"><table class=\"counts\">\n<tr><th></th><th>head</th></tr>\n\
            <tr><th class=\"in\">inner</th><td>2</td></tr>\n</table></div>\n\
            <ol class=\"citations\">\n<li id=\"c-3\" value=\"3\">who javascript:alert(1)</li>\n\
            <li id=\"c-4\" value=\"4\">who <a rel=\"noreferrer noopener\" \
            href=\"https://example.org/?a=1&amp;b=&quot;2\">https://example.org/?a=1&amp;b=&quot;2</a></li>\n</ol>\n";
        assert_eq!(html, wanted);
    }
}
