//! Tallies in the window table: each counter's figures as it gives them, total, kinds and places.

use std::{cmp::Reverse, collections::BTreeMap};

use super::{
    Board, CellKey, Check, CountedInRow, Counter, DaySpan, Printed, Reported, TallySeries,
    ToldCount, WindowRow, WindowTable, apart,
    coverage::{Report, told_count},
    row,
    running::{RunningFigure, printed},
    tally_sheet::{TallyCell, TallySheet},
};
use crate::{
    board::days_in,
    model::{Bounds, Count, Counts, Interval, Key, Record, RecordIx, Table, Value},
};

impl WindowRow {
    pub(super) fn of_tallies(board: &Board, window: &WindowTable) -> Vec<WindowRow> {
        let mut all: BTreeMap<TallySeries, Vec<(RecordIx, Interval)>> = BTreeMap::new();
        for n in board.shown_of(Table::Tally) {
            if let Some(date) = board.date_of(n).filter(|_| !board.is_taken_back(n)) {
                all.entry(board.series_of(n)).or_default().push((n, date));
            }
        }
        let mut rows = Vec::new();
        for (series, tallies) in all {
            let (mut open, dated): (Vec<_>, Vec<_>) = tallies.into_iter().partition(is_open);
            open.retain(|(n, _)| board.tally_key(board.record(*n)) == Key::Count);
            rows.extend(WindowRow::of_series(board, &series, dated, window));
            rows.extend(WindowRow::of_open(board, series, &open, window));
        }
        rows
    }

    /// The rows of one series: its total, its kinds, its places.
    fn of_series(
        board: &Board,
        series: &TallySeries,
        mut tallies: Vec<(RecordIx, Interval)>,
        window: &WindowTable,
    ) -> Vec<WindowRow> {
        tallies.retain(|(_, date)| date.earliest.is_some_and(|earliest| earliest <= window.end()));
        tallies.sort_by_key(|(_, date)| date.latest);
        let mut sheet = TallySheet::new(board);
        let mut figures = Vec::new();
        for (n, date) in &tallies {
            let (Some(first), Some(last)) = (date.earliest, date.latest) else { continue };
            let running = board.shown_count(*n, Key::Running);
            sheet.enter(*n, (first, last), running);
            if let Some(count) = running.filter(|_| last <= window.last) {
                let since = board.shown(board.record(*n), Key::Since);
                let since = since.and_then(|said| said.value.as_when()?.earliest);
                figures.push(RunningFigure { day: last, since, count: count.clone(), record: *n });
            }
        }
        let printed = printed(&figures, &sheet.daily, window.since);
        let (first, last) = window.all_days();
        let mut touching: Vec<&(RecordIx, Interval)> =
            tallies.iter().filter(|(_, date)| date.touches(first, last)).collect();
        touching.sort_by_key(|(_, date)| Reverse((date.latest, date.earliest)));
        // A counter that was silent through them all is still traced to what it said last.
        let said_last = tallies.last().filter(|_| touching.is_empty());
        let touching: Vec<RecordIx> =
            touching.into_iter().chain(said_last).map(|(n, _)| *n).collect();
        let mut rows: Vec<WindowRow> = Vec::new();
        for TallyCell { place, depth, kind, reports } in sheet.into_cells() {
            let cell: CellKey = (place, kind);
            let is_total = cell == (None, None);
            let count = |(a, b)| told_count(&reports, a, b);
            let counted = CountedInRow::Tallies { is_open: false };
            let mut row = row(series.clone(), cell, counted, window, count, touching.clone());
            row.depth = depth;
            if is_total {
                let told = window.running().and_then(|(a, b)| told_count(&reports, a, b));
                row.running = with_printed(told, printed.as_ref(), window);
                row.printed = printed.clone();
                let told = tallies.iter().rev().map(|(n, _)| *n);
                let says = |n: &RecordIx| {
                    let key = board.tally_key(board.record(*n));
                    board.shown_count(*n, key).is_some()
                };
                row.latest = told.into_iter().find(says);
            }
            rows.push(row);
        }
        // A known counter that is silent is told; a place or kind only where it was ever counted.
        rows.retain(|row| row.is_total() || row.is_told());
        rows
    }

    /// Tallies whose time is open at an end: they may hold for the window in part or not at all.
    fn of_open(
        board: &Board,
        series: TallySeries,
        open: &[(RecordIx, Interval)],
        window: &WindowTable,
    ) -> Option<WindowRow> {
        let touching =
            |(first, last): DaySpan| open.iter().filter(move |(_, date)| date.touches(first, last));
        let count = |span: DaySpan| {
            let highs = touching(span).map(|(n, _)| board.shown_count(*n, Key::Count)?.high);
            let high: Option<u64> = highs.collect::<Option<Vec<u64>>>().map(|all| all.iter().sum());
            let reported = Reported { n: 0, of: days_in(span.0, span.1) };
            let count = Bounds { low: 0, high };
            let words = high.is_none().then(|| "unknown".into());
            let (exact, from_parts, contradicts) = (None, false, false);
            let told = ToldCount { count, exact, reported, words, from_parts, contradicts };
            touching(span).next().map(|_| told)
        };
        let records = touching(window.all_days()).map(|(n, _)| *n).collect();
        let series = TallySeries { of: apart(&series.of).into(), ..series };
        let counted = CountedInRow::Tallies { is_open: true };
        let row = row(series, (None, None), counted, window, count, records);
        row.is_told().then_some(row)
    }
}

impl Board {
    /// What a tally counts, and who counts it: its body, else the voice of its figure.
    pub(in crate::board) fn series_of(&self, tally: RecordIx) -> TallySeries {
        let record = self.record(tally);
        let actor = self.shown_id(record, Key::By).cloned().map(Counter::Actor);
        let key = self.tally_key(record);
        let voice = || self.voice_shown(record, key).or_else(|| record.own().voice());
        TallySeries {
            of: self.tally_series_of(record),
            by: actor.or_else(|| voice().cloned().map(Counter::Voice)),
            against: self.shown_id(record, Key::Against).cloned(),
        }
    }

    pub(in crate::board) fn shown_count(&self, n: RecordIx, key: Key) -> Option<&Count> {
        self.shown(self.record(n), key)?.value.as_count()
    }

    pub(super) fn shown_counts<'a>(&'a self, record: &'a Record, key: Key) -> Option<&'a Counts> {
        match self.shown(record, key)?.value {
            Value::Counts(counts) => Some(counts),
            _ => None,
        }
    }
}

/// Whether a date is open at an end: such spans stand apart from every window.
fn is_open((_, date): &(RecordIx, Interval)) -> bool {
    date.earliest.is_none() || date.latest.is_none()
}

/// What is told since the agreement beside the figure printed for it: that stands as it was printed,
/// and nothing is added to it. Where it is of fewer days it is the least that there were.
fn with_printed(
    told: Option<ToldCount>,
    printed: Option<&Printed>,
    window: &WindowTable,
) -> Option<ToldCount> {
    let fits = |printed: &&Printed| !matches!(printed.check, Check::Differs { .. });
    let ((since, last), Some(printed)) = (window.running()?, printed.filter(fits)) else {
        return told;
    };
    let from = printed.since.unwrap_or(since);
    if from < since || since > printed.day {
        return told;
    }
    let all = Report::of(&printed.count, (from, printed.day));
    let Some(all) = all.and_then(|all| told_count(&[all], since, last)) else { return told };
    match told {
        Some(told) if from > since || printed.day < last => Some(told.at_least(&all)),
        _ => Some(all),
    }
}
