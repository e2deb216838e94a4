//! Feeds in the window table: the rows of each on lines of their own, in all, by kind, corridor and
//! place, never added to the board's list.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Board, CellKey, DaySpan, Reported, TallySeries, ToldCount, WindowRow, WindowTable, row,
};
use crate::{
    board::{ROW_CLASSES, RowGroup, days_in},
    model::{Bounds, Class, FeedUse, RecordIx},
};

impl WindowRow {
    /// Attacks that each feed tells of, and the people killed in them, from its least figures of
    /// what is certain to its most of what is possible. A day counts as reported where it lies
    /// within the days that the feed is known to tell of.
    pub(super) fn of_feeds(board: &Board, window: &WindowTable) -> Vec<WindowRow> {
        let Some(feed_rows) = board.visible_rows(FeedUse::Attacks) else { return Vec::new() };
        let mut rows = Vec::new();
        for n in feed_rows.feeds() {
            let Some(file) = board.feeds.files.get(n) else { continue };
            let Some((from, to)) = feed_rows.told_days(n) else { continue };
            let reported = |(first, last): DaySpan| Reported {
                n: days_in(first.max(from), last.min(to)),
                of: days_in(first, last),
            };
            let records: Vec<RecordIx> = board.feeds.record(&board.index, n).into_iter().collect();
            let of_row = |name: &str, cell: CellKey, of: &dyn Fn(DaySpan) -> Bounds| {
                let of_feed = format!("{}: {name}", file.id).into();
                let series = TallySeries { of: of_feed, by: None, against: None };
                let count = |span: DaySpan| ToldCount::listed(of(span), reported(span));
                WindowRow {
                    reported: reported((window.first, window.last)),
                    ..row(series, cell, window, count, records.clone())
                }
            };
            let spans = [
                Some((window.first, window.last)),
                Some(window.previous),
                window.so_far,
                window.running(),
            ];
            let groups: BTreeMap<DaySpan, _> = spans
                .into_iter()
                .flatten()
                .map(|span| (span, feed_rows.groups(&board.index, n, span)))
                .collect();
            let known: BTreeSet<&(Class, RowGroup)> =
                groups.values().flat_map(|groups| groups.keys()).collect();
            for (class, name) in ROW_CLASSES {
                let total = |(first, last): DaySpan| feed_rows.within(n, class, first, last);
                rows.push(of_row(name, (None, None), &|span| total(span).rows()));
                for group in known.iter().filter(|(of, _)| *of == class) {
                    let cell = match &group.1 {
                        RowGroup::Kind(kind) => (None, Some(kind.clone())),
                        RowGroup::Zone(zone) => (Some(board.zone_name(*zone)), None),
                        RowGroup::Place(id) => (Some(id.as_str().into()), None),
                    };
                    let count =
                        |span: DaySpan| groups.get(&span).and_then(|of| of.get(*group)).copied();
                    rows.push(of_row(name, cell, &|span| count(span).unwrap_or(Bounds::ZERO)));
                }
                if class == Class::Attack {
                    let killed = |span| total(span).people();
                    rows.push(of_row("killed in attacks", (None, None), &killed));
                }
            }
        }
        rows.retain(WindowRow::is_told);
        rows
    }
}
