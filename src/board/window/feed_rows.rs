//! Feeds in the window table: the rows of each on lines of their own, in all, by kind, corridor and
//! place, never added to the board's list.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Board, CellKey, CountedInRow, DaySpan, Reported, TallySeries, ToldCount, WindowRow,
    WindowTable,
    places::{PlaceTree, Seat, Seated},
    row,
};
use crate::{
    board::{RowGroup, days_in},
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
            let of_row = |name: &str,
                          cell: CellKey,
                          counted: CountedInRow,
                          of: &dyn Fn(DaySpan) -> Bounds| {
                let of_feed = format!("{}: {name}", file.id).into();
                let series = TallySeries { of: of_feed, by: None, against: None };
                let count = |span: DaySpan| ToldCount::listed(of(span), reported(span));
                WindowRow {
                    reported: reported((window.first, window.last)),
                    ..row(series, cell, counted, window, count, records.clone())
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
            for class in Class::ALL.iter().copied() {
                let name = class.rows_plural();
                let total = |(first, last): DaySpan| feed_rows.within(n, class, first, last);
                let counted =
                    |group, of_people| CountedInRow::FeedRows { feed: n, class, group, of_people };
                let rows_of_class = |span| total(span).rows();
                let row = of_row(name, (None, None), counted(None, false), &rows_of_class);
                let to_come = feed_rows.still_to_come(n, class, (window.first, window.last));
                rows.push(WindowRow { to_come, ..row });
                let of_class = known.iter().filter(|(of, _)| *of == class);
                for (group, cell, depth) in in_order(board, of_class.map(|(_, group)| group)) {
                    let group = (class, group.clone());
                    let count =
                        |span: DaySpan| groups.get(&span).and_then(|of| of.get(&group)).copied();
                    let counted = counted(Some(group.1.clone()), false);
                    let row =
                        of_row(name, cell, counted, &|span| count(span).unwrap_or(Bounds::ZERO));
                    rows.push(WindowRow { depth, ..row });
                }
                if class == Class::Attack {
                    let killed = |span| total(span).people();
                    let counted = counted(None, true);
                    rows.push(of_row("killed in attacks", (None, None), counted, &killed));
                }
            }
        }
        rows.retain(WindowRow::is_told);
        rows
    }
}

/// The groups of a feed's rows with the cells and depths of their rows: kinds, corridors, then
/// places, parts below their wholes.
fn in_order<'a>(
    board: &'a Board,
    groups: impl Iterator<Item = &'a RowGroup>,
) -> Vec<(&'a RowGroup, CellKey, usize)> {
    let groups: Vec<&RowGroup> = groups.collect();
    let named = groups.iter().filter_map(|group| match group {
        RowGroup::Elsewhere(id) => Some(id),
        _ => None,
    });
    let tree = PlaceTree::summed(board.scenario(), named);
    let seated = |of: Seated<'a>| {
        let place = Some(of.name(board.scenario()));
        tree.has_row(of).then(|| (Some(tree.seat(of)), (place, None)))
    };
    let seat = |group: &'a RowGroup| -> Option<(Option<Seat>, CellKey)> {
        match group {
            RowGroup::Kind(kind) => Some((None, (None, Some(kind.clone())))),
            RowGroup::Area(area) => Some((None, (Some(board.area_row(*area)), None))),
            RowGroup::Place(id) => seated(Seated::All(id)),
            RowGroup::Elsewhere(id) => seated(Seated::Elsewhere(id)),
        }
    };
    let seats = groups.into_iter().filter_map(|group| Some((seat(group)?, group)));
    let mut seats: Vec<((Option<Seat>, CellKey), &RowGroup)> = seats.collect();
    seats.sort_by(|((a, _), _), ((b, _), _)| a.cmp(b)); // keeps kinds and corridors as they are
    let depth = |seat: &Option<Seat>| seat.as_ref().map_or(0, Seat::depth);
    seats.into_iter().map(|((seat, cell), group)| (group, cell, depth(&seat))).collect()
}
