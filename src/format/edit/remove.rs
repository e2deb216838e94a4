//! Text out of a file: keys, entries of lists, records. Remarks that stand outside of what is
//! removed stay; where one stands in the midst of it, nothing is done.

use super::{
    outline::Outline,
    place::{Home, ListItem},
    splice::Splice,
};

impl Outline<'_> {
    /// Takes keys out of a table; `None` when a remark stands in between.
    pub fn remove_pairs(&self, home: Home, pairs: &[usize]) -> Option<Vec<Splice>> {
        match home {
            Home::Section(..) => Some(
                pairs
                    .iter()
                    .map(|n| {
                        let pair = &home.pairs()[*n];
                        self.remove_lines(self.line_start(pair.start), self.next_line(pair.end()))
                    })
                    .collect(),
            ),
            Home::Braces(node) => {
                let all = node.pairs();
                let spans: Vec<_> = all.iter().map(|pair| (pair.start, pair.end())).collect();
                self.remove_between_commas(&spans, pairs, node.span.end - 1)
            }
        }
    }

    /// Takes an entry out of its list; with the last one the key goes that holds the list.
    pub fn remove_item(&self, item: ListItem) -> Option<Vec<Splice>> {
        let (items, span) = (item.list.items(), item.node().span);
        let close = item.list.span.end - 1;
        let next = items.get(item.n + 1).map_or(close, |next| next.span.start);
        let behind = self.behind_comma(span.end, next).unwrap_or(span.end);
        let lines = (self.line_start(span.start), self.next_line(behind));
        let rest = self.text[behind..self.line_end(behind)].trim_start();
        let alone = self.text[lines.0..span.start].trim().is_empty()
            && (rest.is_empty() || rest.starts_with('#'));
        let around = &self.text[item.list.span.start + 1..span.start];
        let bare = !around.contains('#') && !self.text[behind..close].contains('#');
        if items.len() == 1 && bare {
            return self.remove_pairs(item.home, &[item.pair]);
        }
        if alone {
            return Some(vec![Splice::remove(lines.0, lines.1)]);
        }
        let spans: Vec<_> = items.iter().map(|item| (item.span.start, item.span.end)).collect();
        self.remove_between_commas(&spans, &[item.n], close)
    }

    /// Takes entries that commas part, each run of them at once.
    fn remove_between_commas(
        &self,
        all: &[(usize, usize)],
        gone: &[usize],
        close: usize,
    ) -> Option<Vec<Splice>> {
        let mut splices = Vec::new();
        let mut n = 0;
        while n < all.len() {
            if !gone.contains(&n) {
                n += 1;
                continue;
            }
            let first = n;
            while n < all.len() && gone.contains(&n) {
                n += 1;
            }
            let (start, end) = match (all.get(n), first.checked_sub(1)) {
                (Some(next), _) => (all[first].0, next.0),
                (None, Some(before)) => (all[before].1, all[n - 1].1),
                (None, None) => {
                    let last = all[n - 1].1;
                    (all[first].0, self.behind_comma(last, close).unwrap_or(last))
                }
            };
            // Between the entries, where remarks may stand; within them they go along.
            let gaps = (first..n).map(|at| (all[at].1, all.get(at + 1).map_or(end, |next| next.0)));
            let ahead = (start, all[first].0);
            let remark = |(from, to): (usize, usize)| {
                from < to && self.text[from..to.min(end).max(from)].contains('#')
            };
            if remark(ahead) || gaps.into_iter().any(remark) {
                return None;
            }
            splices.push(Splice::remove(start, end));
        }
        Some(splices)
    }

    /// Takes a section with all that belongs to it, and the empty lines that parted it from the
    /// next.
    pub fn remove_section(&self, n: usize) -> Vec<Splice> {
        let mut parts: Vec<(usize, usize)> = Vec::new();
        let mut last = None;
        for n in std::iter::once(n).chain(self.below(n)) {
            let section = &self.sections[n];
            let span = (self.line_start(section.header.start), self.next_line(section.end()));
            match parts.last_mut().filter(|_| last == n.checked_sub(1)) {
                Some(part) => part.1 = span.1,
                None => parts.push(span),
            }
            last = Some(n);
        }
        parts.into_iter().map(|(start, end)| self.remove_block(start, end)).collect()
    }

    /// Takes whole lines and one of the gaps around them.
    fn remove_block(&self, start: usize, end: usize) -> Splice {
        let mut next = end;
        while self.is_blank(next) {
            next = self.next_line(next);
        }
        let above = &self.text[..start];
        let parted = start == 0 || self.is_blank(self.line_start(start - 1));
        if next >= self.text.len() && parted {
            // Nothing follows: what stood above ends the file as it ended before.
            let kept = above.trim_end_matches(['\r', '\n', ' ', '\t']).len();
            return self.remove_lines(self.next_line(kept).min(start), end);
        }
        if parted { Splice::remove(start, next) } else { self.remove_lines(start, end) }
    }

    /// Takes whole lines; a file without a line end at its end keeps none.
    fn remove_lines(&self, start: usize, end: usize) -> Splice {
        if end < self.text.len() || self.text.ends_with('\n') || start == 0 {
            return Splice::remove(start, end);
        }
        Splice::remove(self.line_end(self.line_start(start - 1)), end)
    }
}
