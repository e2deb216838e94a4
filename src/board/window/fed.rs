//! Feeds in the window table: the rows of each on lines of their own, never added to the board's list.

use super::{Board, Reported, Series, Span, Told, WindowRow, WindowTable, row};
use crate::{
    board::{InWindow, days_in},
    model::{Bounds, Class, FeedUse},
};

impl Board {
    /// Attacks that each feed tells of, and the people killed in them by its best figures, certain to
    /// possible. A day counts as reported where it lies within the days that the feed tells of.
    pub(super) fn fed_rows(&self, window: &WindowTable) -> Vec<WindowRow> {
        let Some(fed) = self.fed_whole(FeedUse::Attacks) else { return Vec::new() };
        let mut rows = Vec::new();
        for n in fed.feeds() {
            let Some(file) = self.feeds.files.get(n) else { continue };
            let Some((from, to)) = file.rows.period() else { continue };
            let reported = |(first, last): Span| Reported {
                n: days_in(first.max(from), last.min(to)),
                of: days_in(first, last),
            };
            let of_row = |name: &str, class: Class, of: fn(&InWindow) -> Bounds| {
                let series =
                    Series { of: format!("{}: {name}", file.id).into(), by: None, against: None };
                let count = |(first, last): Span| {
                    Told::listed(of(&fed.within(n, class, first, last)), reported((first, last)))
                };
                let records = self.feeds.record(&self.index, n).into_iter().collect();
                WindowRow {
                    reported: reported((window.first, window.last)),
                    ..row(series, (None, None), window, count, records)
                }
            };
            rows.push(of_row("attacks", Class::Attack, InWindow::rows));
            rows.push(of_row("killed in attacks", Class::Attack, InWindow::best));
            rows.push(of_row("obstructions", Class::Obstruction, InWindow::rows));
            rows.push(of_row("other", Class::Other, InWindow::rows));
        }
        rows.retain(WindowRow::is_told);
        rows
    }
}
