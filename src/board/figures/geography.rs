//! What lies where: on the map, in a corridor, and how far patrols got along a route.

use super::{
    Figure, FigureGround, FigureGrounds, FigureSpec, FigureValue, Labels, Register,
    grounds::{GroundGroup, out_of_sight, sorted},
};
use crate::{
    board::{
        Area, Board, Coverage, DayRun, InZone, Map, Measured, PerKm, Reach, ReportSubject, Stands,
        day_month,
    },
    model::{Bounds, Day, RecordIx, Table, later},
};

const ALL_DAYS: &str = "all days up to the one that is looked at";
const RECORDS: &str = "records of incidents, each for itself; what was taken back is left out";
const ROWS_COUNT: &str = "rows of feeds that tell of attacks, each for itself";
const WINDOW: &str = "as many days as tempo has, the last of them the one that is looked at";

macro_rules! stands {
    ($id:literal $words:literal $place:ident $of_rows:literal $counts:expr, $definition:literal) => {
        FigureSpec {
            id: $id,
            unit: if $of_rows { "rows" } else { "records" },
            definition: $definition,
            counts: $counts,
            window: ALL_DAYS,
            is_whole: false,
            is_cell: true,
            each: |register, spec| in_zones(register, spec, $words, $of_rows, |of| of.$place),
            why: |register, figure| why_stands(register.board, figure, $words, $of_rows),
        }
    };
}

const INSIDE: &str = "inside";
const OUTSIDE: &str = "outside";
const CANNOT_SAY: &str = "cannot say";

pub(super) static ROWS: &[FigureSpec] = &[
    FigureSpec {
        id: "on-map",
        unit: "signs",
        definition: "Signs on the map: a record each, or all rows of a feed at one site.",
        counts: "records with a point, and sites of feeds with one; what was taken back, or is gone from \
                 its feed, has a sign of its own",
        window: ALL_DAYS,
        is_whole: false,
        is_cell: true,
        each: |register, spec| {
            let map = Map::of(register.board);
            is_any(&map)
                .then(|| Figure::listed(spec, "on the map", map.marks.len()))
                .into_iter()
                .collect()
        },
        why: |register, _| {
            let ground = |subject| FigureGround { subject, reason: "has a point".into() };
            let marks = Map::of(register.board).marks;
            let certain = marks.iter().map(|mark| ground(mark.subject)).collect();
            FigureGrounds { certain, ..FigureGrounds::default() }
        },
    },
    FigureSpec {
        id: "without-point-of",
        unit: "records",
        definition: "Of the records without a point, figures of people and those of which nobody tells \
                     the day.",
        counts: "records, each for itself",
        window: ALL_DAYS,
        is_whole: false,
        is_cell: true,
        each: |register, spec| {
            let [_, people, undated] =
                Map::of(register.board).groups_without_a_point(register.board);
            let groups = [("displacement", people), ("undated", undated)];
            let told = groups.into_iter().filter(|(_, records)| !records.is_empty());
            let figure = |(of, records): (&str, Vec<RecordIx>)| {
                Figure::listed(spec, &format!("{of}, without a point"), records.len())
                    .of_row(of.into())
            };
            told.map(figure).collect()
        },
        why: |register, figure| {
            let [_, people, undated] =
                Map::of(register.board).groups_without_a_point(register.board);
            let (records, words) = match figure.of.as_deref() {
                Some("undated") => (undated, "no point and no day"),
                _ => (people, "a figure without a point"),
            };
            let certain = records.into_iter().map(|n| FigureGround::of(n, words)).collect();
            FigureGrounds { certain, ..FigureGrounds::default() }
        },
    },
    FigureSpec {
        id: "without-point",
        unit: "records",
        definition: "Records that the map would show and that have no point.",
        counts: "records of incidents, events and displacement that pass the filter",
        window: ALL_DAYS,
        is_whole: false,
        is_cell: true,
        each: |register, spec| {
            let map = Map::of(register.board);
            let figure = || Figure::listed(spec, "without a point", map.unlocated.len());
            is_any(&map).then(figure).into_iter().collect()
        },
        why: |register, _| {
            let ground = |n: &RecordIx| FigureGround::of(*n, "no point is known");
            let certain = Map::of(register.board).unlocated.iter().map(ground).collect();
            FigureGrounds { certain, ..FigureGrounds::default() }
        },
    },
    stands!("inside" "inside" inside false RECORDS, "Incidents certainly inside a corridor, or a zone as it was on their day."),
    stands!("outside" "outside" outside false RECORDS, "Incidents certainly outside a corridor, or a zone as it was on their day."),
    stands!("cannot-say" "cannot say" cannot_say false RECORDS,
        "Incidents too near to the edge of a corridor or a zone for the precision of their points; of \
         a zone those, too, that say nothing of where they were, and those on which voices differ."),
    stands!("no-point" "no point" unlocated false RECORDS,
        "Incidents without a point, of which nobody can say whether a corridor holds them."),
    stands!("rows-inside" "inside" inside true ROWS_COUNT,
        "Rows of feeds certainly inside a corridor, or a zone as it was on their day."),
    stands!("rows-outside" "outside" outside true ROWS_COUNT,
        "Rows of feeds certainly outside a corridor, or a zone as it was on their day."),
    stands!("rows-cannot-say" "cannot say" cannot_say true ROWS_COUNT,
        "Rows of feeds too near to the edge of a corridor or a zone for the precision of their \
         points; of a zone those, too, without a point."),
    stands!("rows-no-point" "no point" unlocated true ROWS_COUNT, "Rows of feeds without a point."),
    FigureSpec {
        id: "reached",
        unit: "km",
        definition: "Kilometres of a route that patrols of the window reached, on the line as drawn.",
        counts: "stretches that a patrol certainly covered, to those that one may have covered",
        window: WINDOW,
        is_whole: true,
        is_cell: true,
        each: |register, spec| {
            let figure = |board: &Board, spec, route| {
                reached(board, spec, &register.board.coverages()[route])
            };
            each_route(register.board, spec, figure)
        },
        why: |register, figure| why_reached(register.board, figure),
    },
    FigureSpec {
        id: "not-told-how-far",
        unit: "patrols",
        definition: "Patrols of the window of which nobody says how far they got.",
        counts: "patrols that ran along the route",
        window: WINDOW,
        is_whole: true,
        is_cell: true,
        each: |register, spec| {
            each_route(register.board, spec, |_, spec, route| {
                let of = &register.board.coverages()[route];
                some_of(spec, "not told how far", of.untold - of.unplaced, of.patrols)
            })
        },
        why: |register, figure| why_reached(register.board, figure),
    },
    FigureSpec {
        id: "reached-off-the-line",
        unit: "patrols",
        definition: "Patrols of the window that reached a place which nobody can put on the line.",
        counts: "patrols that ran along the route",
        window: WINDOW,
        is_whole: true,
        is_cell: true,
        each: |register, spec| {
            each_route(register.board, spec, |_, spec, route| {
                let of = &register.board.coverages()[route];
                some_of(spec, "reached a place that is not on the line", of.unplaced, of.patrols)
            })
        },
        why: |register, figure| why_reached(register.board, figure),
    },
    FigureSpec {
        id: "attacks-per-100-km",
        unit: "attacks",
        definition: "Attacks on patrols of a route for every hundred kilometres that they ran.",
        counts: "attacks that name a patrol, over the kilometres that patrols ran at least and most",
        window: ALL_DAYS,
        is_whole: true,
        is_cell: true,
        each: |register, spec| {
            each_route(register.board, spec, |board, spec, route| {
                let PerKm { rate, .. } = PerKm::of(board, route)?;
                let value = FigureValue::Measured(rate, 2, "");
                Some(Figure::new(spec, Labels::one("attacks on patrols per 100 km"), value))
            })
        },
        why: |register, _| {
            let board = register.board.unfiltered();
            sorted(&board, board.scenario().span(Table::Attack), |n| {
                board.patrol_hit_by(n)?;
                let reason = out_of_sight(&board, n, true);
                let group = if reason.is_some() { GroundGroup::Not } else { GroundGroup::Certain };
                Some((group, reason.unwrap_or_else(|| "names a patrol".to_owned())))
            })
        },
    },
];

fn some_of(spec: &'static FigureSpec, name: &str, part: usize, of: usize) -> Option<Figure> {
    let exactly = |count: usize| Bounds::new(count as u64, count as u64);
    let value = FigureValue::Of(exactly(part), exactly(of));
    (part > 0).then(|| Figure::new(spec, Labels::one(name), value))
}

fn is_any(map: &Map) -> bool {
    !map.marks.is_empty() || !map.unlocated.is_empty()
}

fn in_zones(
    register: &Register,
    spec: &'static FigureSpec,
    words: &str,
    of_rows: bool,
    of: fn(InZone) -> u64,
) -> Vec<Figure> {
    let board = register.board;
    let figure = |(area, (records, rows)): (Area, &(InZone, Option<InZone>))| {
        let told = of(if of_rows { (*rows)? } else { *records });
        let value = match of_rows {
            true => FigureValue::Told(Bounds::new(told, told)),
            false => FigureValue::Listed(Bounds::new(told, told)),
        };
        let figure = Figure::new(spec, Labels::one(words), value);
        Some(figure.of(board.area_id(area)))
    };
    board.areas().zip(board.in_areas()).filter_map(figure).collect()
}

fn why_stands(board: &Board, figure: &Figure, words: &str, of_rows: bool) -> FigureGrounds {
    let area = board.areas().find(|area| figure.is_of(board.area_id(*area)));
    let Some(area) = area else { return FigureGrounds::default() };
    if of_rows {
        let rows = figure.value.bounds().map_or(0, |rows| rows.low);
        return FigureGrounds { more: (rows, 0), ..FigureGrounds::default() };
    }
    sorted(board, board.scenario().span(Table::Attack), |n| {
        if let Some(reason) = out_of_sight(board, n, false) {
            return Some((GroundGroup::Not, reason));
        }
        let stands = match board.stands(n, area) {
            Some(Stands::Inside) => INSIDE,
            Some(Stands::Outside) => OUTSIDE,
            Some(Stands::CannotSay) => CANNOT_SAY,
            None if matches!(area, Area::Zone(_)) => CANNOT_SAY,
            None => "no point",
        };
        let group = if stands == words { GroundGroup::Certain } else { GroundGroup::Not };
        Some((group, stands.to_owned()))
    })
}

/// A figure for each route that is drawn.
pub(super) fn each_route(
    board: &Board,
    spec: &'static FigureSpec,
    figure: impl Fn(&Board, &'static FigureSpec, usize) -> Option<Figure>,
) -> Vec<Figure> {
    let routes = board.geography().routes.iter().enumerate();
    let of = |(n, route): (usize, &crate::board::Route)| {
        Some(figure(board, spec, n)?.of(&board.record(route.record).id))
    };
    routes.filter_map(of).collect()
}

/// The days of the window, which ends on the one that is looked at.
pub(super) fn days(board: &Board) -> (Day, Day) {
    let last = board.clock.as_of;
    (later(last, 1 - board.window.days()).unwrap_or(last), last)
}

fn reached(board: &Board, spec: &'static FigureSpec, coverage: &Coverage) -> Option<Figure> {
    if coverage.patrols == 0 {
        return None;
    }
    let (least, most) = coverage.reached_km();
    // All of the line is as long as the line is said to be.
    let most = if most / coverage.km > 0.99999 { coverage.km.round() } else { most };
    let value =
        FigureValue::Measured(Measured { least: least.min(most), most: Some(most) }, 0, " km");
    let (first, last) = days(board);
    let name = format!("reached {}–{}", day_month(first), day_month(last));
    let reported = board.reported(ReportSubject::Patrols).within(first, last);
    let figure = Figure::new(spec, Labels::one(name), value);
    Some(figure.within(Some(DayRun { first, last, reported })))
}

/// The patrols of the window along a route, by how far they certainly or perhaps got.
fn why_reached(board: &Board, figure: &Figure) -> FigureGrounds {
    let route = board.geography().routes.iter();
    let route = route.into_iter().position(|route| figure.is_of(&board.record(route.record).id));
    let (Some(route), (first, last)) = (route, days(board)) else {
        return FigureGrounds::default();
    };
    let board = board.unfiltered();
    let ran = board.visible_of(Table::Patrol).filter(|n| board.has_run(*n));
    let ran: Vec<RecordIx> = ran.filter(|n| board.runs_along(*n, route)).collect();
    sorted(&board, ran, |n| {
        let date = board.date_of(n).filter(|date| date.touches(first, last))?;
        let reach = Reach::of(&board, n, route);
        let km = |(from, to): (f64, f64)| format!("km {from:.0}–{to:.0}");
        let (group, told) = match (reach.sure, reach.possible) {
            (Some(sure), _) if date.within(first, last) => (GroundGroup::Certain, km(sure)),
            (Some(sure), _) => (GroundGroup::Possible, format!("perhaps then, {}", km(sure))),
            (None, Some(most)) => (GroundGroup::Possible, format!("at most {}", km(most))),
            (None, None) => (GroundGroup::Possible, "not told how far".to_owned()),
        };
        let track = board.track_along(n, route).map(|_| board.track_and_report(n, route));
        Some((group, track.unwrap_or(told)))
    })
}
