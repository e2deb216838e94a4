//! Incidents in the window table: the board's own list, which never proves a zero.

use std::{cmp::Reverse, collections::BTreeMap};

use super::{Board, Cell, Reported, Series, Span, Told, WindowRow, WindowTable, apart, row};
use crate::{
    board::{Incident, ReportedDays, Windowed, days_in},
    model::{Bounds, Class, Clean, Id, Key},
};

/// The incidents of one cell at both ends: what may be one stands where its first record does.
#[derive(Default)]
struct Held<'a> {
    fewest: Vec<&'a Incident>,
    most: Vec<&'a Incident>,
}

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
            let (n, of) = (reported.within(first, last), days_in(first, last));
            Reported { n, of }
        };
        let row_of = |of: &str, cell: Cell, records, count: &dyn Fn(Span) -> Option<Told>| {
            let series = Series { of: of.into(), by: None, against: None };
            WindowRow { reported: in_days(span), ..row(series, cell, window, count, records) }
        };
        let incidents = self.apart(&self.of_class(class));
        let mut cells: BTreeMap<_, Held> = BTreeMap::new();
        for incident in &incidents.most {
            self.cells(incident)
                .for_each(|cell| cells.entry(cell).or_default().most.push(incident));
        }
        for incident in &incidents.fewest {
            self.cells(incident)
                .for_each(|cell| cells.entry(cell).or_default().fewest.push(incident));
        }
        let (mut rows, mut open) = (Vec::new(), None);
        for ((place, kind), held) in cells {
            let within = |(first, last): Span| {
                let (fewest, most) = (held.fewest.iter().copied(), held.most.iter().copied());
                Windowed::of(fewest, most, first, last)
            };
            let cell: Cell = (place.map(|id| id.as_str().into()), kind.map(Clean::from));
            if cell == (None, None) {
                open = Some(row_of(
                    &apart(of),
                    cell.clone(),
                    held.touching(window.all_days(), true),
                    &|span| Told::listed(Bounds::new(0, within(span).open as u64), in_days(span)),
                ));
            }
            rows.push(row_of(of, cell, held.touching(window.all_days(), false), &|span| {
                Told::listed(within(span).count, in_days(span))
            }));
        }
        rows.extend(open);
        rows.retain(WindowRow::is_told);
        rows
    }

    /// Where an incident counts, by shown kind and place: in the total, in its kind, in its place
    /// and in its kind there.
    fn cells<'a>(
        &'a self,
        incident: &Incident,
    ) -> impl Iterator<Item = (Option<&'a Id>, Option<&'static str>)> {
        let record = self.record(incident.record);
        let (place, kind) = (self.shown_id(record, Key::Place), self.shown_term(record, Key::Kind));
        let of_place = place.map(|place| [(Some(place), None), (Some(place), kind)]);
        [(None, None), (None, kind)].into_iter().chain(of_place.into_iter().flatten())
    }
}

impl Held<'_> {
    /// The records that touch a span, the newest first: those with both ends, or those open at one.
    fn touching(&self, (first, last): Span, is_open: bool) -> Vec<usize> {
        let touches = self.most.iter().filter(|incident| {
            incident.closed().is_none() == is_open
                && incident.date.is_some_and(|date| date.touches(first, last))
        });
        let mut touching: Vec<&Incident> = touches.copied().collect();
        touching.sort_by_key(|incident| {
            Reverse(incident.date.map(|date| (date.latest, date.earliest)))
        });
        touching.into_iter().map(|incident| incident.record).collect()
    }
}
