//! Incidents in the window table: the board's own list, which never proves a zero.

use std::{borrow::Cow, cmp::Reverse, collections::BTreeMap};

use super::{
    Board, CellKey, DaySpan, Reported, TallySeries, ToldCount, WindowRow, WindowTable, apart,
    places::{PlaceTree, Seat, Seated},
    row,
};
use crate::{
    board::{
        Incident, Incidents, ReportArea, ReportSubject, ReportedDays, Stands, Windowed, days_in,
    },
    model::{Bounds, Class, Clean, Id, Key, RecordIx},
};

/// What the row of a corridor stands for, where a place would: of several, each by its clause.
const ZONE: &str = "inside the corridor";

/// Where incidents are counted together: one in a corridor at both ends only where it is certain.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Whereabouts<'a> {
    Zone(usize),
    Place(Seat<'a>),
}

/// A place or corridor and a kind; both missing is the total.
type Whereto<'a> = (Option<Whereabouts<'a>>, Option<&'static str>);

/// The incidents of one cell at both ends: what may be one stands where its first record does.
#[derive(Default)]
struct CellIncidents<'a> {
    fewest: Vec<&'a Incident>,
    most: Vec<&'a Incident>,
}

impl WindowRow {
    /// The rows of a class of incidents, of which those told to be one are one, as in the panels;
    /// those whose date is open at an end in a row of their own.
    pub(super) fn of_incidents(
        board: &Board,
        class: Class,
        of: &str,
        window: &WindowTable,
    ) -> Vec<WindowRow> {
        let span = (window.first, window.last);
        let series = |of: &str| TallySeries { of: of.into(), by: None, against: None };
        let incidents = Incidents::of(board, &board.of_class(class));
        let all = incidents.most.iter().chain(&incidents.fewest);
        let places = all.filter_map(|incident| board.place_of(incident));
        let tree = PlaceTree::summed(board.scenario(), places);
        let mut cells: BTreeMap<_, CellIncidents> = BTreeMap::new();
        for incident in &incidents.most {
            for cell in board.cells(&tree, incident) {
                cells.entry(cell).or_default().most.push(incident);
            }
        }
        for incident in &incidents.fewest {
            for cell in board.cells(&tree, incident) {
                cells.entry(cell).or_default().fewest.push(incident);
            }
        }
        board.hold_in_zones(&incidents, &mut cells);
        let (mut rows, mut open) = (Vec::new(), None);
        for ((place, kind), held) in cells {
            let within = |(first, last): DaySpan| {
                let (fewest, most) = (held.fewest.iter().copied(), held.most.iter().copied());
                Windowed::between(fewest, most, first, last)
            };
            let reported = board.reported_there(class, place.as_ref());
            let in_days = |(first, last): DaySpan| {
                let (n, of) = (reported.within(first, last), days_in(first, last));
                Reported { n, of }
            };
            let depth = match &place {
                Some(Whereabouts::Place(seat)) => seat.depth(),
                _ => 0,
            };
            let place = place.and_then(|place| match place {
                Whereabouts::Zone(n) => Some(board.zone_name(n)),
                Whereabouts::Place(seat) => Some(seat.seated()?.name(board.scenario())),
            });
            let cell: CellKey = (place, kind.map(Clean::from));
            if cell == (None, None) {
                let count = |span| {
                    ToldCount::listed(Bounds::new(0, within(span).open as u64), in_days(span))
                };
                let records = held.touching(window.all_days(), true);
                let row = row(series(&apart(of)), cell.clone(), window, count, records);
                open = Some(WindowRow { reported: in_days(span), ..row });
            }
            let count = |span| ToldCount::listed(within(span).count, in_days(span));
            let records = held.touching(window.all_days(), false);
            let row = row(series(of), cell, window, count, records);
            rows.push(WindowRow { reported: in_days(span), depth, ..row });
        }
        rows.extend(open);
        rows.retain(WindowRow::is_told);
        rows
    }
}

impl Board {
    /// The days that are reported of a class where a cell counts it.
    fn reported_there(&self, class: Class, place: Option<&Whereabouts>) -> Cow<'_, ReportedDays> {
        let subject = ReportSubject::Incidents(class);
        let area = match place {
            None => None,
            Some(Whereabouts::Zone(n)) => Some(ReportArea::Route(self.geography().zones[*n].route)),
            Some(Whereabouts::Place(seat)) => seat.seated().map(|seated| match seated {
                Seated::All(id) => ReportArea::Place(id),
                Seated::Elsewhere(id) => ReportArea::Elsewhere(id),
            }),
        };
        match area {
            None => Cow::Borrowed(self.reported(subject)),
            Some(area) => Cow::Owned(self.reported_in(subject, area)),
        }
    }

    fn place_of(&self, incident: &Incident) -> Option<&Id> {
        self.shown_id(self.record(incident.record), Key::Place)
    }

    /// Where an incident counts, by shown kind and place: in the total, in its kind, in its place
    /// with all that this is a part of, and in its kind there.
    fn cells<'a>(&'a self, tree: &PlaceTree<'a>, incident: &Incident) -> Vec<Whereto<'a>> {
        let kind = self.shown_word(self.record(incident.record), Key::Kind);
        let seats = self.place_of(incident).map(|place| tree.seats_of(place));
        let seats = seats.into_iter().flatten().map(|seat| Some(Whereabouts::Place(seat)));
        let wheres = std::iter::once(None).chain(seats);
        wheres.flat_map(|place| [(place.clone(), None), (place, kind)]).collect()
    }

    /// Counts incidents inside each corridor, certain to possible: what is too near to the edge to
    /// say, and what has no point, may be inside. A corridor that certainly holds none has no row.
    fn hold_in_zones<'a>(
        &'a self,
        incidents: &'a Incidents,
        cells: &mut BTreeMap<Whereto<'a>, CellIncidents<'a>>,
    ) {
        for (n, zone) in self.geography().zones.iter().enumerate() {
            let stands = |incident: &Incident| self.stands(incident.record, zone);
            let may_be_inside = |incident: &&Incident| stands(incident) != Some(Stands::Outside);
            let is_inside = |incident: &&Incident| stands(incident) == Some(Stands::Inside);
            let most: Vec<&Incident> = incidents.most.iter().filter(may_be_inside).collect();
            if most.is_empty() {
                continue;
            }
            let fewest = incidents.fewest.iter().filter(is_inside).collect();
            cells.insert((Some(Whereabouts::Zone(n)), None), CellIncidents { fewest, most });
        }
    }

    pub(super) fn zone_name(&self, n: usize) -> Clean {
        match self.geography().zones.as_slice() {
            [_] => ZONE.into(),
            zones => format!("{ZONE} {}", self.record(zones[n].clause).id).into(),
        }
    }
}

impl CellIncidents<'_> {
    /// The records that touch a span, the newest first: those with both ends, or those open at one.
    fn touching(&self, (first, last): DaySpan, is_open: bool) -> Vec<RecordIx> {
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
