//! Feeds in the window table: the rows of each on lines of their own, in all, by kind, corridor and
//! place, never added to the board's list.

use std::collections::{BTreeMap, BTreeSet};

use super::{Board, Cell, Reported, Series, Span, Told, WindowRow, WindowTable, row};
use crate::{
    board::{Group, ROW_CLASSES, days_in},
    model::{Bounds, Class, FeedUse, RecordIx},
};

impl Board {
    /// Attacks that each feed tells of, and the people killed in them by its best figures, certain to
    /// possible. A day counts as reported where it lies within the days that the feed tells of.
    pub(super) fn feed_rows(&self, window: &WindowTable) -> Vec<WindowRow> {
        let Some(feed_rows) = self.all_visible_rows(FeedUse::Attacks) else { return Vec::new() };
        let mut rows = Vec::new();
        for n in feed_rows.feeds() {
            let Some(file) = self.feeds.files.get(n) else { continue };
            let Some((from, to)) = file.rows.period() else { continue };
            let reported = |(first, last): Span| Reported {
                n: days_in(first.max(from), last.min(to)),
                of: days_in(first, last),
            };
            let records: Vec<RecordIx> = self.feeds.record(&self.index, n).into_iter().collect();
            let of_row = |name: &str, cell: Cell, of: &dyn Fn(Span) -> Bounds| {
                let of_feed = format!("{}: {name}", file.id).into();
                let series = Series { of: of_feed, by: None, against: None };
                let count = |span: Span| Told::listed(of(span), reported(span));
                WindowRow {
                    reported: reported((window.first, window.last)),
                    ..row(series, cell, window, count, records.clone())
                }
            };
            let spans =
                [Some((window.first, window.last)), Some(window.previous), window.running()];
            let groups: BTreeMap<Span, _> = spans
                .into_iter()
                .flatten()
                .map(|span| (span, feed_rows.groups(&self.index, n, span)))
                .collect();
            let known: BTreeSet<&(Class, Group)> =
                groups.values().flat_map(|groups| groups.keys()).collect();
            for (class, name) in ROW_CLASSES {
                let total = |(first, last): Span| feed_rows.within(n, class, first, last);
                rows.push(of_row(name, (None, None), &|span| total(span).rows()));
                for group in known.iter().filter(|(of, _)| *of == class) {
                    let cell = match &group.1 {
                        Group::Kind(kind) => (None, Some(kind.clone())),
                        Group::Zone(zone) => (Some(self.zone_name(*zone)), None),
                        Group::Place(id) => (Some(id.as_str().into()), None),
                    };
                    let count =
                        |span: Span| groups.get(&span).and_then(|of| of.get(*group)).copied();
                    rows.push(of_row(name, cell, &|span| count(span).unwrap_or(Bounds::ZERO)));
                }
                if class == Class::Attack {
                    let killed = |span| total(span).best();
                    rows.push(of_row("killed in attacks", (None, None), &killed));
                }
            }
        }
        rows.retain(WindowRow::is_told);
        rows
    }
}
