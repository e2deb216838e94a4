//! How far patrols got as measured, beside what is reported of them.

use super::{
    Figure, FigureGrounds, FigureSpec, FigureValue, Labels,
    geography::{days, each_route},
    grounds::{GroundGroup, sorted},
};
use crate::{
    board::{Board, DayRun, Measured, ReportSubject, Stretch, day_month, track::united},
    model::{Bounds, RecordIx, Table},
};

const WINDOW: &str = "as many days as tempo has, the last of them the one that is looked at";

pub(super) static ROWS: &[FigureSpec] = &[
    FigureSpec {
        id: "reached-by-track",
        unit: "km",
        definition: "Kilometres of a route that patrols of the window reached by their tracks, on the \
                     line as drawn; beside what is reported, never in its place.",
        counts: "stretches that a track covered, to those that lie in a gap of one, of which nobody \
                 can say",
        window: WINDOW,
        is_whole: true,
        is_cell: true,
        each: |register, spec| each_route(register.board, spec, reached),
        why: |register, figure| why(register.board, figure),
    },
    FigureSpec {
        id: "tracks-otherwise",
        unit: "patrols",
        definition: "Patrols of the window whose track ends otherwise than is reported, by more than \
                     the precision of both.",
        counts: "patrols that ran along the route and have a track that touches it",
        window: WINDOW,
        is_whole: true,
        is_cell: true,
        each: |register, spec| each_route(register.board, spec, otherwise),
        why: |register, figure| why(register.board, figure),
    },
];

/// The patrols of the window with a track on a route, and whether each is certainly of it.
fn tracked(board: &Board, route: usize) -> Vec<(RecordIx, bool)> {
    let (first, last) = days(board);
    let ran = board.visible_of(Table::Patrol).filter(|n| board.has_run(*n));
    let touches = |n: &RecordIx| board.track_along(*n, route).is_some_and(|of| of.ends.is_some());
    let ran = ran.filter(touches);
    let of_window = |n: RecordIx| {
        let date = board.date_of(n).filter(|date| date.touches(first, last))?;
        Some((n, date.within(first, last)))
    };
    ran.filter_map(of_window).collect()
}

fn reached(board: &Board, spec: &'static FigureSpec, route: usize) -> Option<Figure> {
    let board = &board.unfiltered();
    let tracked = tracked(board, route);
    let along = |n: RecordIx| board.track_along(n, route).into_iter();
    let km =
        |stretches: Vec<Stretch>| united(stretches).iter().map(|(from, to)| to - from).sum::<f64>();
    let sure = tracked.iter().filter(|(_, is_sure)| *is_sure).flat_map(|(n, _)| along(*n));
    let least = km(sure.flat_map(|along| along.covered.clone()).collect());
    let all = tracked.iter().flat_map(|(n, _)| along(*n));
    let all = all.flat_map(|along| along.covered.iter().chain(&along.cannot_say).copied());
    let most = km(all.collect());
    if tracked.is_empty() {
        return None;
    }
    let value = FigureValue::Measured(Measured { least, most: Some(most.max(least)) }, 0, " km");
    let (first, last) = days(board);
    let name = format!("by track {}–{}", day_month(first), day_month(last));
    let reported = board.reported(ReportSubject::Patrols).within(first, last);
    let figure = Figure::new(spec, Labels::one(name), value);
    Some(figure.within(Some(DayRun { first, last, reported })))
}

fn differs(board: &Board, patrol: RecordIx, route: usize) -> bool {
    let file = board.track(patrol).and_then(|track| track.file?.ok());
    let along = board.track_along(patrol, route);
    file.zip(along).is_some_and(|(file, along)| {
        !board.track_differences(patrol, route, along, file.within_km).is_empty()
    })
}

fn otherwise(board: &Board, spec: &'static FigureSpec, route: usize) -> Option<Figure> {
    let board = &board.unfiltered();
    let tracked = tracked(board, route);
    let count = |is_counted: &dyn Fn(&(RecordIx, bool)) -> bool| {
        let sure = tracked.iter().filter(|of| of.1 && is_counted(of)).count() as u64;
        Bounds::new(sure, tracked.iter().filter(|of| is_counted(of)).count() as u64)
    };
    let value = FigureValue::Of(count(&|(n, _)| differs(board, *n, route)), count(&|_| true));
    let figure = || Figure::new(spec, Labels::one("tracks end otherwise than reported"), value);
    (!tracked.is_empty()).then(figure)
}

/// Each patrol with what its track has and what is reported of it.
fn why(board: &Board, figure: &Figure) -> FigureGrounds {
    let mut routes = board.geography().routes.iter();
    let route = routes.position(|route| figure.is_of(&board.record(route.record).id));
    let Some(route) = route else { return FigureGrounds::default() };
    let board = board.unfiltered();
    let tracked = tracked(&board, route);
    let is_of_ends = figure.spec.id == "tracks-otherwise";
    sorted(&board, tracked.iter().map(|(n, _)| *n), |n| {
        let is_sure = tracked.iter().any(|(of, is_sure)| *of == n && *is_sure);
        let group = match is_sure {
            _ if is_of_ends && !differs(&board, n, route) => GroundGroup::Not,
            true => GroundGroup::Certain,
            false => GroundGroup::Possible,
        };
        Some((group, board.track_and_report(n, route)))
    })
}
