//! Incidents in the window table: the board's own list, which never proves a zero.

use std::collections::BTreeMap;

use super::{Board, Cell, Reported, Series, Span, Told, WindowRow, WindowTable, apart, days, row};
use crate::{
    board::{Incident, Incidents, ReportedDays},
    model::{Bounds, Class, Clean, Id, Key},
};

impl Board {
    /// The rows of a class of incidents, each record for itself, as the lists of the board have
    /// them; those whose date is open at an end in a row of their own.
    pub(super) fn incident_rows(
        &self,
        class: Class,
        of: &str,
        window: &WindowTable,
        reported: &ReportedDays,
    ) -> Vec<WindowRow> {
        let span = (window.first, window.last);
        let in_days = |(first, last): Span| {
            let (n, of) = (reported.within(first, last), days(first, last));
            Reported { n, of }
        };
        let row_of = |of: &str, cell: Cell, records, count: &dyn Fn(Span) -> Option<Told>| {
            let series = Series { of: of.into(), by: None, against: None };
            WindowRow { reported: in_days(span), ..row(series, cell, window, count, records) }
        };
        let (mut rows, mut open) = (Vec::new(), None);
        for ((place, kind), records) in self.cells(&self.of_class(class)) {
            let incidents = self.apart(&records);
            let within = |(first, last): Span| incidents.within(first, last);
            let cell: Cell = (place.map(|id| id.as_str().into()), kind.map(Clean::from));
            if cell == (None, None) {
                open = Some(row_of(
                    &apart(of),
                    cell.clone(),
                    touching(&incidents, window.all_days(), true),
                    &|span| Told::listed(Bounds::new(0, within(span).open as u64), in_days(span)),
                ));
            }
            rows.push(row_of(of, cell, touching(&incidents, window.all_days(), false), &|span| {
                Told::listed(within(span).count, in_days(span))
            }));
        }
        rows.extend(open);
        rows.retain(WindowRow::is_told);
        rows
    }

    /// Records by shown kind and place: the total, each kind, each place and each kind in it.
    fn cells(
        &self,
        records: &[usize],
    ) -> BTreeMap<(Option<&Id>, Option<&'static str>), Vec<usize>> {
        let mut cells: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        for n in records {
            let record = self.record(*n);
            let (place, kind) =
                (self.shown_id(record, Key::Place), self.shown_term(record, Key::Kind));
            let of_place = place.map(|place| [(Some(place), None), (Some(place), kind)]);
            let all =
                [(None, None), (None, kind)].into_iter().chain(of_place.into_iter().flatten());
            all.for_each(|cell| cells.entry(cell).or_default().push(*n));
        }
        cells
    }
}

/// The records that touch a span, the newest first: those with both ends, or those open at one.
fn touching(incidents: &Incidents, (first, last): Span, is_open: bool) -> Vec<usize> {
    let touches = incidents.most.iter().filter(|incident| {
        incident.closed().is_none() == is_open
            && incident.date.as_ref().is_some_and(|date| date.touches(first, last))
    });
    let mut records: Vec<&Incident> = touches.collect();
    records.sort_by_key(|incident| {
        let date = incident.date.as_ref();
        std::cmp::Reverse(date.map(|date| (date.latest, date.earliest)))
    });
    records.into_iter().map(|incident| incident.record).collect()
}
