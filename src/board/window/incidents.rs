//! Incidents in the window table: the board's own list, which never proves a zero.

use std::{borrow::Cow, cmp::Reverse, collections::BTreeMap};

use super::{
    Board, CellKey, CountedInRow, DaySpan, Reported, RowPlace, TallySeries, ToldCount, WindowRow,
    WindowTable, apart,
    places::{PlaceTree, Seat, Seated},
    row,
};
use crate::{
    board::{
        Area, Incident, Incidents, PerhapsOne, ReportArea, ReportSubject, ReportedDays, Stands,
        ToldOne, Windowed, days_in,
    },
    model::{Bounds, Class, Clean, Id, Key, RecordIx},
};

/// What the row of a corridor stands for, where a place would: of several, each by its clause.
pub(super) const INSIDE_CORRIDOR: &str = "inside the corridor";
/// The same of a zone, by its id.
pub(super) const INSIDE: &str = "inside";

/// Where incidents are counted together: one in a corridor at both ends only where it is certain.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Whereabouts<'a> {
    Area(Area),
    Place(Seat<'a>),
}

/// A place or corridor and a kind; both missing is the total.
type Whereto<'a> = (Option<Whereabouts<'a>>, Option<&'a str>);

/// The incidents of one cell, by which its figures find their records.
pub(in crate::board) struct CellIncidents<'a> {
    board: &'a Board,
    tree: PlaceTree<'a>,
    place: &'a RowPlace,
    kind: Option<&'a str>,
}

/// The incidents of one cell at both ends: what may be one is certain only where all of it stands.
#[derive(Default)]
struct BothEnds<'a> {
    fewest: Vec<&'a Incident>,
    most: Vec<&'a Incident>,
}

impl WindowRow {
    /// The rows of a class of incidents, of which those told to be one are one, as in the panels;
    /// those whose date is open at an end in a row of their own.
    pub(super) fn of_incidents(
        board: &Board,
        class: Class,
        window: &WindowTable,
    ) -> Vec<WindowRow> {
        let of = class.plural();
        let span = (window.first, window.last);
        let series = |of: &str| TallySeries { of: of.into(), by: None, against: None };
        let incidents = Incidents::groups(board, &board.of_class(class));
        let tree = board.tree(&incidents);
        let mut cells: BTreeMap<_, BothEnds> = BTreeMap::new();
        for one in &incidents {
            let cells_of = |part: &ToldOne| board.cells(&tree, &part.incident);
            let mut of_all: Option<Vec<Whereto>> = None;
            for part in &one.parts {
                let own = cells_of(part);
                for cell in &own {
                    cells.entry(cell.clone()).or_default().most.push(&part.incident);
                }
                of_all = Some(match of_all {
                    Some(all) => all.into_iter().filter(|cell| own.contains(cell)).collect(),
                    None => own,
                });
            }
            for cell in of_all.into_iter().flatten() {
                cells.entry(cell).or_default().fewest.push(&one.incident);
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
            let at = place_of_row(place.as_ref());
            let depth = match &place {
                Some(Whereabouts::Place(seat)) => seat.depth(),
                _ => 0,
            };
            let place = place.and_then(|place| match place {
                Whereabouts::Area(n) => Some(board.area_row(n)),
                Whereabouts::Place(seat) => Some(seat.seated()?.name(board.scenario())),
            });
            let cell: CellKey = (place, kind.map(Clean::from));
            if cell == (None, None) {
                let count = |span| {
                    ToldCount::listed(Bounds::new(0, within(span).open as u64), in_days(span))
                };
                let records = held.touching(window.all_days(), true);
                let counted = CountedInRow::OpenIncidents(class);
                let series = series(&apart(of));
                let row = row(series, cell.clone(), counted, window, count, records);
                open = Some(WindowRow { reported: in_days(span), ..row });
            }
            let count = |span| ToldCount::listed(within(span).count, in_days(span));
            let records = held.touching(window.all_days(), false);
            let counted = CountedInRow::Incidents { class, place: at, kind: kind.map(Clean::from) };
            let row = row(series(of), cell, counted, window, count, records);
            rows.push(WindowRow { reported: in_days(span), depth, ..row });
        }
        rows.extend(open);
        rows.retain(WindowRow::is_told);
        rows
    }
}

impl<'a> CellIncidents<'a> {
    pub fn of(
        board: &'a Board,
        class: Class,
        place: &'a RowPlace,
        kind: Option<&'a str>,
    ) -> CellIncidents<'a> {
        let tree = board.tree(&Incidents::groups(board, &board.of_class(class)));
        CellIncidents { board, tree, place, kind }
    }

    /// Whether an incident counts there: for certain, and perhaps.
    pub fn holds(&self, incident: &Incident) -> (bool, bool) {
        if let RowPlace::Area(area) = self.place {
            let stands = self.board.stands(incident.record, *area);
            return (stands == Some(Stands::Inside), stands != Some(Stands::Outside));
        }
        let mut cells = self.board.cells(&self.tree, incident).into_iter();
        let is_here = cells
            .any(|(place, kind)| kind == self.kind && place_of_row(place.as_ref()) == *self.place);
        (is_here, is_here)
    }
}

fn place_of_row(place: Option<&Whereabouts>) -> RowPlace {
    match place {
        None => RowPlace::Anywhere,
        Some(Whereabouts::Area(n)) => RowPlace::Area(*n),
        Some(Whereabouts::Place(seat)) => match seat.seated() {
            Some(Seated::All(id)) => RowPlace::Place(id.clone()),
            Some(Seated::Elsewhere(id)) => RowPlace::Elsewhere(id.clone()),
            None => RowPlace::Anywhere,
        },
    }
}

impl Board {
    /// The rows of places that incidents have.
    fn tree(&self, incidents: &[PerhapsOne]) -> PlaceTree<'_> {
        let all = incidents.iter().flat_map(|one| &one.parts);
        let places = all.filter_map(|part| self.place_of(&part.incident));
        PlaceTree::summed(self.scenario(), places)
    }

    /// The days that are reported of a class where a cell counts it.
    fn reported_there(&self, class: Class, place: Option<&Whereabouts>) -> Cow<'_, ReportedDays> {
        let subject = ReportSubject::Incidents(class);
        let area = match place {
            None => None,
            Some(Whereabouts::Area(area)) => Some(area.reported(&self.index)),
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

    /// Counts incidents inside each corridor and zone, certain to possible: what is too near to the edge to
    /// say, and what has no point, may be inside. One that certainly holds none has no row.
    fn hold_in_zones<'a>(
        &'a self,
        incidents: &'a [PerhapsOne],
        cells: &mut BTreeMap<Whereto<'a>, BothEnds<'a>>,
    ) {
        for area in Area::all(&self.index) {
            let stands = |incident: &Incident| self.stands(incident.record, area);
            let may_be_inside = |incident: &&Incident| stands(incident) != Some(Stands::Outside);
            let is_inside = |part: &ToldOne| stands(&part.incident) == Some(Stands::Inside);
            let parts = incidents.iter().flat_map(|one| &one.parts).map(|part| &part.incident);
            let most: Vec<&Incident> = parts.filter(may_be_inside).collect();
            if most.is_empty() {
                continue;
            }
            let all_inside = incidents.iter().filter(|one| one.parts.iter().all(is_inside));
            let fewest = all_inside.map(|one| &one.incident).collect();
            cells.insert((Some(Whereabouts::Area(area)), None), BothEnds { fewest, most });
        }
    }

    /// The name of the row of a corridor or a zone.
    pub(super) fn area_row(&self, area: Area) -> Clean {
        match area {
            Area::Corridor(_) if self.geography().zones.len() == 1 => INSIDE_CORRIDOR.into(),
            Area::Corridor(_) => format!("{INSIDE_CORRIDOR} {}", self.area_id(area)).into(),
            Area::Zone(_) => format!("{INSIDE} {}", self.area_id(area)).into(),
        }
    }
}

impl BothEnds<'_> {
    /// The records that touch a span, the newest first: those with both ends, or those open at one.
    fn touching(&self, (first, last): DaySpan, is_open: bool) -> Vec<RecordIx> {
        let touches = self.most.iter().filter(|incident| {
            incident.closed().is_none() == is_open
                && incident.date.is_some_and(|date| date.touches(first, last))
        });
        let mut touching: Vec<&Incident> = touches.copied().collect();
        touching.sort_by_key(|incident| {
            let newest_first = Reverse(incident.date.map(|date| (date.latest, date.earliest)));
            (newest_first, incident.record)
        });
        touching.into_iter().map(|incident| incident.record).collect()
    }
}
