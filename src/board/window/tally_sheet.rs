//! The figures that one counter gives in its tallies, cell by cell: of places below what they are a
//! part of, with the rest that is left of a whole.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Board, DaySpan,
    coverage::Report,
    places::{PlaceTree, Seat, Seated},
};
use crate::model::{Bounds, Clean, Count, Counts, Id, Key, Part, RecordIx};

/// One cell with what is reported of it.
pub(super) struct TallyCell {
    pub place: Option<Clean>,
    /// How many rows of places it lies in.
    pub depth: usize,
    pub kind: Option<Clean>,
    pub reports: Vec<Report>,
}

/// Of what a figure is: of a place as the tally names it, or of the rest of one.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Whereof {
    Named(Clean),
    Elsewhere(Id),
}

/// A place and a kind; both missing is the total.
type Whole = (Option<Whereof>, Option<Clean>);

/// The figures of a series, cell by cell.
pub(super) struct TallySheet<'a> {
    board: &'a Board,
    cells: BTreeMap<Whole, Vec<Report>>,
    /// Totals that are no running figure in another dress.
    pub daily: Vec<Report>,
    /// Cells with a zero: none of any part of them.
    zeros: Vec<(Whole, DaySpan)>,
    /// What each tally gives of the places that are on file: all kinds together, then each kind.
    places: Vec<(DaySpan, Option<Clean>, BTreeMap<Id, Bounds>)>,
}

impl<'a> TallySheet<'a> {
    pub fn new(board: &'a Board) -> TallySheet<'a> {
        let (cells, daily) = (BTreeMap::new(), Vec::new());
        TallySheet { board, cells, daily, zeros: Vec::new(), places: Vec::new() }
    }

    pub fn enter(&mut self, n: RecordIx, span: DaySpan, running: Option<&Count>) {
        let (board, scenario) = (self.board, self.board.scenario());
        let record = board.record(n);
        let by_place = board.shown_counts(record, Key::ByPlace);
        let by_kind = board.shown_counts(record, Key::ByKind);
        let count = board.shown_count(n, Key::Count);
        self.cells.entry((None, None)).or_default(); // known, even where it tells no figure
        if board.tally_key(record) == Key::Running {
            return; // what it counts so far, and the parts of that, are of no days
        }
        let total = count.and_then(|count| Report::of(count, span)).or_else(|| {
            let parts = [by_place, by_kind].into_iter().flatten();
            let low = parts.map(|parts| scenario.least_of(parts)).max();
            low.map(|low| Report::of_parts(low, span))
        });
        let most = count.and_then(|count| count.high);
        let is_above = |low: u64| most.is_some_and(|most| low > most);
        let listed = |parts: &Counts| {
            is_above(scenario.outermost(parts).map(|part| part.bounds().low).sum())
        };
        if let Some(mut total) = total {
            total.contradicts = [by_place, by_kind].into_iter().flatten().any(listed);
            let is_cumulative =
                span.0 < span.1 && running.is_some_and(|running| running.bounds() == total.count);
            self.daily.extend((!is_cumulative).then(|| total.clone()));
            self.push((None, None), total, span);
        }
        for part in by_kind.into_iter().flat_map(Counts::named) {
            self.part((None, Some(part.name.clone())), part, span, is_above(part.bounds().low));
        }
        if let Some(by_place) = by_place {
            self.enter_places(by_place, by_kind, span, most);
        }
    }

    fn enter_places(
        &mut self,
        by_place: &Counts,
        by_kind: Option<&Counts>,
        span: DaySpan,
        most: Option<u64>,
    ) {
        let scenario = self.board.scenario();
        let places = by_place.named().filter_map(|part| Some((Id::new(&part.name)?, part)));
        let places: BTreeMap<Id, &Part> = places.collect();
        let bounds: BTreeMap<Id, Bounds> =
            places.iter().map(|(id, part)| (id.clone(), part.bounds())).collect();
        for place in by_place.named() {
            let at = Whereof::Named(place.name.clone());
            // It is a part of the total, and of each whole that is told beside it.
            let wholes = Id::new(&place.name).map(|id| {
                let wholes = scenario.with_wholes(&id).skip(1);
                wholes.filter_map(|whole| bounds.get(whole)?.high).min()
            });
            let most = wholes.flatten().into_iter().chain(most).min();
            let is_above = |low: u64| most.is_some_and(|most| low > most);
            let is_below_parts = Id::new(&place.name).is_some_and(|id| {
                let listed = self.parts_told(&id, &bounds).map(|(_, part)| part.low).sum::<u64>();
                place.bounds().high.is_some_and(|high| listed > high)
            });
            let contradicts = is_above(place.bounds().low) || is_below_parts;
            self.part((Some(at.clone()), None), place, span, contradicts);
            for part in place.parts.iter().filter(|part| &*part.name != "total") {
                let above = is_above(part.bounds().low);
                self.part((Some(at.clone()), Some(part.name.clone())), part, span, above);
            }
        }
        self.kinds_of_places(by_place, by_kind, &places, span);
        self.places.push((span, None, bounds));
        let mut kinds: BTreeMap<&Clean, BTreeMap<Id, Bounds>> = BTreeMap::new();
        for (id, place) in &places {
            for part in place.parts.iter().filter(|part| &*part.name != "total") {
                kinds.entry(&part.name).or_default().insert(id.clone(), part.bounds());
            }
        }
        let kinds = kinds.into_iter().map(|(kind, told)| (span, Some(kind.clone()), told));
        self.places.extend(kinds);
    }

    /// A kind that only places tell of is at least what they add up to; a place whose whole tells of
    /// it as well is counted there.
    fn kinds_of_places(
        &mut self,
        by_place: &Counts,
        by_kind: Option<&Counts>,
        places: &BTreeMap<Id, &Part>,
        span: DaySpan,
    ) {
        let scenario = self.board.scenario();
        let mut of_places: BTreeMap<&Clean, u64> = BTreeMap::new();
        for place in by_place.named() {
            for part in place.parts.iter().filter(|part| &*part.name != "total") {
                let is_in_whole = Id::new(&place.name).is_some_and(|id| {
                    let mut wholes = scenario.with_wholes(&id).skip(1);
                    let tells = |whole: &Part| whole.parts.iter().any(|of| of.name == part.name);
                    wholes.any(|whole| places.get(whole).is_some_and(|whole| tells(whole)))
                });
                let low = if is_in_whole { 0 } else { part.bounds().low };
                *of_places.entry(&part.name).or_default() += low;
            }
        }
        for (kind, low) in of_places {
            let is_told = by_kind.is_some_and(|by_kind| by_kind.of(kind).is_some());
            if low > 0 && !is_told {
                self.push((None, Some(kind.clone())), Report::of_parts(low, span), span);
            }
        }
    }

    /// Those of the places told that are parts of a whole, and no part of another one of them.
    fn parts_told<'b>(
        &'b self,
        whole: &'b Id,
        told: &'b BTreeMap<Id, Bounds>,
    ) -> impl Iterator<Item = (&'b Id, Bounds)> {
        let scenario = self.board.scenario();
        let is_right_below = move |id: &Id| {
            let nearest = scenario.with_wholes(id).skip(1);
            let nearest = nearest.into_iter().find(|of| *of == whole || told.contains_key(*of));
            nearest == Some(whole)
        };
        told.iter().filter(move |(id, _)| is_right_below(id)).map(|(id, of)| (id, *of))
    }

    /// One part of a breakdown: its own figure, else what its parts amount to.
    fn part(&mut self, cell: Whole, part: &Part, span: DaySpan, contradicts: bool) {
        let total = || part.parts.iter().find(|inner| &*inner.name == "total")?.count.as_ref();
        let report = match part.count.as_ref().or_else(total) {
            Some(count) => Report::of(count, span),
            None => Some(Report::of_parts(part.bounds().low, span)),
        };
        if let Some(report) = report {
            self.push(cell, Report { contradicts, ..report }, span);
        }
    }

    fn push(&mut self, cell: Whole, report: Report, span: DaySpan) {
        if report.count == Bounds::ZERO {
            self.zeros.push((cell.clone(), span));
        }
        self.cells.entry(cell).or_default().push(report);
    }

    /// What is left of a whole besides its parts where a tally gives both, and what parts amount to
    /// where it gives only them: the whole is this counter's own, never another's.
    fn enter_wholes(&mut self, tree: &PlaceTree) {
        let mut found: Vec<(Whole, Report, DaySpan)> = Vec::new();
        for (span, kind, told) in &self.places {
            let wholes = told.keys().flat_map(|id| tree.wholes(id).skip(1));
            for whole in wholes.collect::<BTreeSet<&Id>>() {
                let parts: Vec<(&Id, Bounds)> = self.parts_told(whole, told).collect();
                let listed: Bounds = parts.iter().map(|(_, bounds)| *bounds).sum();
                let Some(all) = told.get(whole) else {
                    let named = Whereof::Named(whole.as_str().into());
                    let report = Report::of_parts(listed.low, *span);
                    let cell = (Some(named), kind.clone());
                    found.extend((listed.low > 0).then_some((cell, report, *span)));
                    continue;
                };
                // A part that has a row and no figure here may have all of the rest.
                let is_all = tree.parts(whole).all(|part| told.contains_key(part));
                let rest = Report::rest(*all, listed, is_all, *span);
                let cell = (Some(Whereof::Elsewhere(whole.clone())), kind.clone());
                found.extend(rest.map(|rest| (cell, rest, *span)));
            }
        }
        found.into_iter().for_each(|(cell, report, span)| self.push(cell, report, span));
    }

    /// Each cell with its reports, and with the zeros of the whole that it is a part of.
    pub fn into_cells(mut self) -> Vec<TallyCell> {
        let scenario = self.board.scenario();
        let named: BTreeSet<Id> =
            self.places.iter().flat_map(|(.., told)| told.keys().cloned()).collect();
        let tree = PlaceTree::told(scenario, named.iter());
        self.enter_wholes(&tree);
        let seat = |place: &Option<Whereof>| -> (Option<Clean>, Option<Seat>) {
            match place {
                None => (None, None),
                Some(Whereof::Elsewhere(id)) => {
                    let seated = named.get(id).map(Seated::Elsewhere);
                    (seated.map(|of| of.name(scenario)), seated.map(|of| tree.seat(of)))
                }
                Some(Whereof::Named(name)) => {
                    let id = Id::new(name).and_then(|id| named.get(&id));
                    (Some(name.clone()), id.map(|id| tree.seat(Seated::All(id))))
                }
            }
        };
        let zeros = self.zeros;
        let cells = self.cells.into_iter().map(|(cell, mut reports)| {
            let covers = |(whole, _): &&(Whole, DaySpan)| {
                let is_of_kind = whole.1.is_none() || whole.1 == cell.1;
                *whole != cell && is_of_kind && is_within(scenario, &cell.0, &whole.0)
            };
            reports.extend(zeros.iter().filter(covers).map(|(_, span)| Report::zero(*span)));
            let (place, seat) = seat(&cell.0);
            let depth = seat.as_ref().map_or(0, Seat::depth);
            // Words that are no place on file stand before the places.
            let key = (seat, place.clone(), cell.1.clone());
            (key, TallyCell { place, depth, kind: cell.1, reports })
        });
        let mut cells: Vec<_> = cells.collect();
        cells.sort_by(|(a, _), (b, _)| a.cmp(b));
        cells.into_iter().map(|(_, cell)| cell).collect()
    }
}

/// Whether what is counted in `part` is counted in `whole` as well.
fn is_within(
    scenario: &crate::model::Scenario,
    part: &Option<Whereof>,
    whole: &Option<Whereof>,
) -> bool {
    let (part, whole) = match (part, whole) {
        (_, None) => return true,
        (Some(part), Some(Whereof::Named(whole))) => (part, whole),
        _ => return part == whole,
    };
    let id = match part {
        Whereof::Named(name) if name == whole => return true,
        Whereof::Named(name) => Id::new(name),
        Whereof::Elsewhere(id) => Some(id.clone()),
    };
    id.is_some_and(|id| scenario.with_wholes(&id).any(|of| of.as_str() == &**whole))
}
