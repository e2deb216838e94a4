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
    model::{Bounds, Count, Counts, Day, Interval, Key, Record, RecordIx, Table, Value},
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
            let (open, dated): (Vec<_>, Vec<_>) = tallies.into_iter().partition(is_open);
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
                figures.push(RunningFigure { day: last, count: count.clone(), record: *n });
            }
        }
        let printed = printed(&figures, &sheet.daily, window.since);
        let running = printed.as_ref().and_then(|printed| running_report(printed, window.since));
        let (first, last) = window.all_days();
        let mut touching: Vec<&(RecordIx, Interval)> =
            tallies.iter().filter(|(_, date)| date.touches(first, last)).collect();
        touching.sort_by_key(|(_, date)| Reverse((date.latest, date.earliest)));
        // A counter that was silent through them all is still traced to what it said last.
        let said_last = tallies.last().filter(|_| touching.is_empty());
        let touching: Vec<RecordIx> =
            touching.into_iter().chain(said_last).map(|(n, _)| *n).collect();
        let mut rows: Vec<WindowRow> = Vec::new();
        for TallyCell { place, depth, kind, mut reports } in sheet.into_cells() {
            let cell: CellKey = (place, kind);
            let is_total = cell == (None, None);
            let count = |(a, b)| told_count(&reports, a, b);
            let counted = CountedInRow::Tallies { is_open: false };
            let mut row = row(series.clone(), cell, counted, window, count, touching.clone());
            row.depth = depth;
            if is_total {
                reports.extend(running.clone());
                row.running = window.running().and_then(|(a, b)| told_count(&reports, a, b));
                row.printed = printed.clone();
                let told = tallies.iter().rev().map(|(n, _)| *n);
                row.latest = told.into_iter().find(|n| board.shown_count(*n, Key::Count).is_some());
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
            let told = ToldCount { count, reported, words, from_parts: false, contradicts: false };
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
        let voice = || self.voice_shown(record, Key::Count).or_else(|| record.own().voice());
        let of = self.shown(record, Key::Of).and_then(|said| said.value.as_text().cloned());
        TallySeries {
            of: of.unwrap_or_default(),
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

/// A printed running figure as a report of all days since the agreement, unless it does not fit.
fn running_report(printed: &Printed, since: Option<Day>) -> Option<Report> {
    let fits = !matches!(printed.check, Check::Differs { .. });
    let since = since.filter(|since| fits && *since <= printed.day)?;
    Report::of(&printed.count, (since, printed.day))
}
