//! New text into a file: records behind the last of their kind, entries into lists, keys into
//! tables. Each gives the splices that do it and leaves every other byte alone.

use super::{
    outline::{Outline, OutlineNode},
    place::Home,
    splice::Splice,
};

impl Outline<'_> {
    /// Puts sections behind another with all that belongs to it; without one, at the end of the
    /// file. Each begins with an empty line, unless its like stand close together.
    pub fn add_sections(&self, behind: Option<usize>, sections: &[Vec<String>]) -> Vec<Splice> {
        let at = behind.map_or(self.text.trim_end().len(), |n| self.last_line(n));
        let close = behind.is_some_and(|n| self.stands_close(n));
        let line_break = self.line_break();
        let mut with = String::new();
        for lines in sections {
            with.push_str(line_break);
            if !close {
                with.push_str(line_break);
            }
            with.push_str(&lines.join(line_break));
        }
        let next = self.next_line(at);
        if !close && next < self.text.len() && !self.is_blank(next) {
            with.push_str(line_break);
        }
        vec![Splice::insert(at, with)]
    }

    /// Whether no empty line stands above a list's section, though something else does.
    fn stands_close(&self, n: usize) -> bool {
        let section = &self.sections[n];
        let start = self.line_start(section.header.start);
        section.path.len() > 1 && start > 0 && !self.is_blank(self.line_start(start - 1))
    }

    /// Where the last line of a section ends, with all that belongs to it: a remark below it is
    /// its own where nothing else follows at once.
    fn last_line(&self, n: usize) -> usize {
        let last = self.below(n).into_iter().next_back().unwrap_or(n);
        let end = self.line_end(self.sections[last].end());
        let (mut remarks, mut line) = (end, self.next_line(end));
        while self.text[line..self.line_end(line)].trim_start().starts_with('#') {
            remarks = self.line_end(line);
            line = self.next_line(line);
        }
        if line >= self.text.len() || self.is_blank(line) { remarks } else { end }
    }

    /// Puts entries at the end of a list: one a line, unless the list stands in braces.
    pub fn add_entries(
        &self,
        list: &OutlineNode,
        in_braces: bool,
        entries: &[String],
    ) -> Vec<Splice> {
        let line_break = self.line_break();
        let close = list.span.end - 1;
        let outer = self.indent(list.span.start);
        let Some(last) = list.items().last() else {
            return self.fill(list, in_braces, entries);
        };
        let comma = self.behind_comma(last.span.end, close);
        let behind = comma.unwrap_or(last.span.end);
        let written = &self.text[list.span.start..list.span.end];
        if !written.contains('\n') && in_braces {
            let all: String = entries.iter().map(|entry| format!(", {entry}")).collect();
            let all = if comma.is_some() { format!("{},", &all[1..]) } else { all };
            return vec![Splice::insert(behind, all)];
        }
        if !written.contains('\n') {
            return self.spread(list, entries);
        }
        let own_line =
            self.text[self.line_start(last.span.start)..last.span.start].trim().is_empty();
        let indent =
            if own_line { self.indent(last.span.start).to_owned() } else { format!("{outer}  ") };
        let entries: Vec<String> =
            entries.iter().map(|entry| format!("{line_break}{indent}{entry}")).collect();
        // Behind the remark of the last entry, unless the bracket stands in that line.
        let at = if self.line_start(close) > behind { self.line_end(behind) } else { behind };
        match comma {
            Some(_) => vec![Splice::insert(at, format!("{},", entries.join(",")))],
            None => {
                let comma = Splice::insert(last.span.end, ",".to_owned());
                vec![comma, Splice::insert(at, entries.join(","))]
            }
        }
    }

    /// Fills a list that is empty but for remarks.
    fn fill(&self, list: &OutlineNode, in_braces: bool, entries: &[String]) -> Vec<Splice> {
        let (open, close) = (list.span.start + 1, list.span.end - 1);
        let line_break = self.line_break();
        let outer = self.indent(list.span.start);
        let lines: String =
            entries.iter().map(|entry| format!("{outer}  {entry},{line_break}")).collect();
        let inside = Splice::remove(open, close);
        if !self.text[open..close].trim().is_empty() {
            vec![Splice::insert(self.line_start(close), lines)]
        } else if in_braces {
            vec![Splice { with: format!(" {} ", entries.join(", ")), ..inside }]
        } else {
            vec![Splice { with: format!("{line_break}{lines}{outer}"), ..inside }]
        }
    }

    /// Spreads a list that stands in one line over several, and puts entries at its end.
    fn spread(&self, list: &OutlineNode, entries: &[String]) -> Vec<Splice> {
        let (line_break, outer) = (self.line_break(), self.indent(list.span.start));
        let next_line = format!("{line_break}{outer}  ");
        let mut splices = Vec::new();
        let mut from = list.span.start + 1;
        for item in list.items() {
            splices.push(Splice::replace(
                crate::model::Span { start: from, end: item.span.start },
                next_line.clone(),
            ));
            from = self.behind_comma(item.span.end, list.span.end).unwrap_or(item.span.end);
        }
        let ended = self.text[..from].ends_with(',');
        let entries: String = entries.iter().map(|entry| format!("{next_line}{entry},")).collect();
        let comma = if ended { "" } else { "," };
        let with = format!("{comma}{entries}{line_break}{outer}");
        splices.push(Splice { with, ..Splice::remove(from, list.span.end - 1) });
        splices
    }

    /// Puts a key into a table, behind those that come before it in `order`.
    pub fn add_pair(&self, home: Home, order: &[&str], key: &str, value: &str) -> Splice {
        let place = |name: &str| order.iter().position(|known| *known == name);
        let line_break = self.line_break();
        let pairs = home.pairs();
        let before = pairs
            .iter()
            .filter(|pair| place(pair.name()) < place(key) && place(pair.name()).is_some())
            .max_by_key(|pair| (place(pair.name()), pair.start));
        match home {
            Home::Section(_, section) => {
                let (at, indent) = match (before, pairs.first()) {
                    (Some(before), _) => (self.line_end(before.end()), self.indent(before.start)),
                    (None, Some(first)) => {
                        (self.line_end(section.header.end), self.indent(first.start))
                    }
                    (None, None) => (self.line_end(section.header.end), ""),
                };
                let value = value.replace('\n', &format!("{line_break}{indent}"));
                Splice::insert(at, format!("{line_break}{indent}{key} = {value}"))
            }
            Home::Braces(node) => match (before, pairs.first()) {
                (Some(before), _) => Splice::insert(before.end(), format!(", {key} = {value}")),
                (None, Some(first)) => Splice::insert(first.start, format!("{key} = {value}, ")),
                (None, None) => {
                    let (open, close) = (node.span.start + 1, node.span.end - 1);
                    let is_empty = self.text[open..close].trim().is_empty();
                    let end = if is_empty { close } else { open };
                    Splice { with: format!(" {key} = {value} "), ..Splice::remove(open, end) }
                }
            },
        }
    }
}
