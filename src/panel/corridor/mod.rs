//! The corridor: the route as a straight line with what patrols reached of it and where they were
//! hit, and below it a space-time chart: chainage across, days down, a line for each record.
//! Presence is not risk: nothing is compared with where no patrol was.

mod chart;
mod json;
mod strip;

use std::sync::Arc;

use super::{
    Rows, cells, location,
    rows::Row,
    sheet::{Column, Sheet},
    spec::{Content, PanelSpec, Placement},
    standing::role_of_status,
};
use crate::{
    board::{
        Along, Board, Coverage, Denial, DeniedAt, Figure, Geography, Located, Measured, PerKm,
        Query, Reach, Register, Route, Stands, Subject, VisibleRows, Window, Zone, day_month,
    },
    look::{Flow, Phrase, Role, at_least, at_most, counted, glyph, range},
    model::{Class, Day, IncidentKind, Key, RecordIx, RecordKind, State, Table, Term, later},
};

pub(super) static SPEC: PanelSpec = PanelSpec {
    title: "Corridor",
    help: "the corridor: how far patrols got, where they were hit, what is unseen",
    placement: Placement::Page {
        shows: "the route as a line: how far patrols got, what none is known to have reached, what happened where; below it every patrol and incident, chainage across, days down",
    },
    content: Content::Derived {
        empty: "no route in this file that can be drawn",
        json: json::rows,
        keys: &[json::KEYS, json::OF_FEED_ROWS],
    },
    adds: None,
    of_the_whole: Some("what patrols covered is of the whole, whatever the filter"),
    opens_at_end: true,
    sheet: |board, _| sheet(board),
    caption: |board, row| row.feed_row().map(|at| super::feed_row::caption(board, at)),
};
use chart::Chart;

/// Cells that the picture needs at least, and has much use for.
const PICTURE: (usize, usize) = (14, 72);

/// A route on the board, with what the pictures of it are drawn from.
struct ChartedRoute {
    route: usize,
    zone: Option<Zone>,
    window: Window,
    coverage: Coverage,
    /// The movements that were refused beside it, of those that pass the filter.
    denied: Vec<(Denial, DeniedAt)>,
    /// Rows of feeds that may lie in the corridor.
    feed_rows: Option<VisibleRows>,
}

impl ChartedRoute {
    fn of(board: &Board) -> Option<ChartedRoute> {
        let route = board.charted_route()?;
        let zone = board.geography().zones.iter().find(|zone| zone.route == route).copied();
        let window = board.window;
        let coverage = Coverage::of(board, route, window);
        let feed_rows = board.rows_near_route(route, &board.query);
        let denied = Denial::all_along(board, route);
        Some(ChartedRoute { route, zone, window, coverage, denied, feed_rows })
    }

    fn route<'g>(&self, geography: &'g Geography) -> &'g Route {
        &geography.routes[self.route]
    }

    /// Of each that no incident tells of, the restriction that stands for it on a line.
    fn denied_lines(board: &Board, denied: &[(Denial, DeniedAt)]) -> Vec<RecordIx> {
        let is_line = |n: RecordIx| board.record(n).table == Table::Attack;
        let denied = denied.iter().map(|(denial, _)| denial);
        let denied = denied.filter(|denial| !denial.told.iter().any(|n| is_line(*n)));
        denied.map(|denial| denial.leading()).collect()
    }

    /// Where along the route the movement was refused of which a record tells.
    fn denied_at(&self, n: RecordIx) -> Option<DeniedAt> {
        self.denied.iter().find(|(denial, _)| denial.told.contains(&n)).map(|(_, at)| *at)
    }

    /// Where something lies along the route, and whether in its corridor.
    fn stands(&self, board: &Board, located: Option<Located>) -> Option<(Along, Stands)> {
        located?.beside(self.route, board.geography())
    }
}

fn sheet(board: &Board) -> Sheet {
    let Some(corridor) = ChartedRoute::of(board).map(Arc::new) else { return Sheet::default() };
    let lines = lines(board, &corridor);
    let chart = Arc::new(Chart::of(board, &corridor, &lines));
    let days = format!("{} days", corridor.window.days());
    let (of, on) = (corridor.clone(), Arc::new(strip::Strip::of(board, &corridor)));
    let heads = on.heads(&days);
    let height = heads.len() + 1;
    let what = Column::new("what", 0, (12, 22), what)
        .aloud(|board, row| match table(board, row.subject) {
            Table::Status => status(board, board.record_of(row.subject)), // of what is said before
            _ => what(board, row),
        })
        .headed_by(height, move |_| heads.iter().cloned().chain([Phrase::dim("what")]).collect());
    let picture = Column::sized("route", 0, PICTURE, move |board, row, cells| {
        chart.picture(board, row, cells)
    })
    .headed_by(height, move |cells| on.lines(cells))
    .picture();
    let place = Column::new("where", 1, (12, 34), move |board, row| place(board, &of, row));
    let columns = vec![cells::date_column(0, (6, 11)), what, picture, place];
    let rows = lines.iter().enumerate().map(|(line, n)| Row { line, ..Row::of(*n) });
    let rows: Rows = match &corridor.feed_rows {
        None => rows.collect(),
        Some(feed_rows) => {
            // The oldest first is the latest first turned round.
            let day = |row: &Row| row.record().map(|record| day(board, record).0);
            let mut rows = Rows::with_feed_rows(rows.rev().collect(), day, feed_rows);
            rows.reverse();
            rows
        }
    };
    let whole = board.rows_near_route(corridor.route, &Query::default());
    let total = total(board, &corridor) + whole.map_or(0, |feed_rows| feed_rows.len());
    let summary = Flow::new(summary(board, &corridor));
    let legend = chart::legend(!corridor.denied.is_empty(), board.has_tracks());
    Sheet { columns, rows, summary, legend: Flow::new(legend), total, ..Sheet::default() }
}

/// What stands in the chart: patrols that ran along the route, incidents, changes of status, and the
/// denials beside it that no incident tells of; the oldest first, what has no day last.
fn lines(board: &Board, corridor: &ChartedRoute) -> Vec<RecordIx> {
    let patrols = board.shown_of(Table::Patrol).filter(|n| board.has_run(*n));
    let patrols = patrols.filter(|n| board.runs_along(*n, corridor.route));
    let others = [Table::Attack, Table::Status].into_iter().flat_map(|table| board.shown_of(table));
    let mut lines: Vec<RecordIx> =
        patrols.chain(others).filter(|n| !board.is_taken_back(*n)).collect();
    lines.extend(ChartedRoute::denied_lines(board, &corridor.denied));
    lines.sort_by_key(|n| day(board, *n));
    lines
}

/// By what lines stand in order: what has no day comes last.
fn day(board: &Board, n: RecordIx) -> (Day, Option<Day>) {
    let date = board.date_of(n);
    let day = date.and_then(|date| date.earliest.or(date.latest));
    (day.unwrap_or(Day::MAX), date.and_then(|date| date.latest))
}

fn total(board: &Board, corridor: &ChartedRoute) -> usize {
    let is_here = |n: &RecordIx| match board.record(*n).table {
        Table::Patrol => board.has_run(*n) && board.runs_along(*n, corridor.route),
        _ => true,
    };
    let tables = [Table::Patrol, Table::Attack, Table::Status].into_iter();
    let all = tables.flat_map(|table| board.visible_of(table));
    let whole = board.unfiltered();
    let denied = Denial::all_along(&whole, corridor.route);
    let denied = ChartedRoute::denied_lines(&whole, &denied).len();
    denied + all.filter(|n| !board.is_taken_back(*n)).filter(is_here).count()
}

/// What a line of the chart is.
fn what(board: &Board, row: &Row) -> Phrase {
    let (glyph, role) = mark(class(board, row.subject));
    let sign = Phrase::new(glyph, role).and(" ", Role::Plain);
    let n = match row.subject {
        Subject::Record(n) => n,
        Subject::FeedRow(at) => return sign.join(super::feed_row::label(board, at)),
    };
    let record = board.record(n);
    match record.table {
        Table::Patrol => super::patrols::outcome(board, n),
        Table::Attack => {
            let kind = board.kind(record).map_or("", RecordKind::spoken).to_owned();
            let kind = Phrase::plain(kind);
            let kind = cells::contested(board, n, Key::Kind, kind);
            sign.join(kind)
        }
        Table::Restriction => {
            let kind = Phrase::plain("access denied");
            let kind = cells::contested(board, n, Key::Kind, kind);
            Phrase::new(DENIED.0, DENIED.1).and(" ", Role::Plain).join(kind)
        }
        _ => {
            let of = board.shown_id(record, Key::Of);
            let of = of.map(|id| cells::name(board, id)).unwrap_or_default();
            status(board, n).and(" ", Role::Plain).join(of)
        }
    }
}

/// What a status says that something is.
fn status(board: &Board, n: RecordIx) -> Phrase {
    let is = board.shown_term::<State>(board.record(n), Key::Is);
    is.map(|is| Phrase::new(Term::State(is).spoken(), role_of_status(board, n, is)))
        .unwrap_or_default()
}

/// Whole kilometres along the route and from it.
fn place(board: &Board, corridor: &ChartedRoute, row: &Row) -> Phrase {
    match table(board, row.subject) {
        Table::Patrol => {
            let patrol = board.record_of(row.subject);
            covered(board, corridor, &Reach::of(board, patrol, corridor.route))
        }
        Table::Attack | Table::Restriction => {
            match corridor.stands(board, location::located(board, row.subject)) {
                Some((along, stands)) => {
                    let route = corridor.route(board.geography());
                    let side = along.hand.map_or("", |hand| route.line.side(hand).word());
                    let off = format!("{:.0} km {side}", along.km);
                    let word = match stands {
                        Stands::Inside => Phrase::plain(stands.word()),
                        Stands::Outside => Phrase::dim(stands.word()),
                        Stands::CannotSay => Phrase::new(stands.word(), Role::Stale),
                    };
                    let km = Phrase::plain(format!("km {:.0}", along.chainage_km));
                    // Beside the road is where it is; far off, how far says more.
                    let parts = if stands == Stands::Outside {
                        vec![Phrase::plain(off.trim_end().to_owned()), word]
                    } else {
                        let off = Some(off).filter(|_| along.km >= 0.5).unwrap_or_default();
                        vec![km, word, Phrase::dim(off.trim_end().to_owned())]
                    };
                    Phrase::list(parts, " · ")
                }
                None => {
                    let at = row.record().and_then(|n| corridor.denied_at(n));
                    at.map_or_else(|| Phrase::new("no point", Role::Stale), turned)
                }
            }
        }
        _ => Phrase::default(),
    }
}

/// Where access was denied to a patrol, by what else tells of it.
fn turned(at: DeniedAt) -> Phrase {
    let words = if at.is_turn { "where the patrol turned" } else { "by another word" };
    Phrase::list(
        [Phrase::plain(format!("km {:.0}", at.km)), Phrase::new(words, Role::Stale)],
        " · ",
    )
}

/// What a patrol covered, in words.
fn covered(board: &Board, corridor: &ChartedRoute, reach: &Reach) -> Phrase {
    let unplaced = board.unplaced_end(reach).map(|(place, has_no_point)| {
        let why = if has_no_point { "has no point" } else { "is not on the line" };
        Phrase::new(format!("reached {}, which {why}", board.name(place)), Role::Stale)
    });
    let mut parts = match (reach.sure, reach.possible) {
        (Some((from, to)), _) => vec![Phrase::plain(format!("km {from:.0}–{to:.0}"))],
        (None, Some((from, to))) => {
            let most = format!("at most km {}–{}", at_least(from, 0), at_most(to, 0));
            vec![Phrase::new(most, Role::Stale)]
        }
        (None, None) if unplaced.is_some() => Vec::new(),
        (None, None) => vec![Phrase::new("not told how far", Role::Stale)],
    };
    parts.extend(unplaced);
    parts.extend(super::track::on_route(board, reach.patrol, corridor.route));
    if reach.beyond.is_some() {
        let route = corridor.route(board.geography());
        parts.push(Phrase::plain(format!("beyond km {}", at_least(route.line.km(), 0))));
    }
    if let Some(km) = super::patrols::reported_km(board, board.record(reach.patrol)) {
        parts.push(Phrase::dim(format!("{km} km reported")));
    }
    Phrase::list(parts, " · ")
}

/// The route, what is known of it in the window, and where incidents stand.
fn summary(board: &Board, corridor: &ChartedRoute) -> Vec<Phrase> {
    let geography = board.geography();
    let route = corridor.route(geography);
    let coverage = &corridor.coverage;
    let name = board.record(route.record).heading();
    let length = format!("{:.0} km as drawn", coverage.km);
    let reported = route.reported_km.map(|km| format!(", {km:.0} km reported")).unwrap_or_default();
    let mut parts =
        vec![Phrase::plain(name.to_owned()).and(format!(": {length}{reported}"), Role::Dim)];
    let register = Register::new(board);
    let id = &board.record(route.record).id;
    let of_route = |spec: &str| register.of(spec).into_iter().find(|figure| figure.is_of(id));
    let count = geography.routes.len();
    if count > 1 {
        parts.push(Phrase::dim(format!("route {} of {count}", corridor.route + 1)));
    }
    parts.push(reached(board, of_route("reached"), coverage, route.reported_km));
    for (spec, words) in [
        ("not-told-how-far", "not told how far"),
        ("reached-off-the-line", "reached a place that is not on the line"),
    ] {
        parts.extend(of_route(spec).map(|figure| {
            let counted = counted(coverage.patrols, "patrol");
            let part = figure.value.bounds().unwrap_or_default();
            let told = format!("{part} of {counted} {words}");
            Phrase::figure(told, Role::Stale, &figure.name())
        }));
    }
    for id in ["reached-by-track", "tracks-otherwise"] {
        parts.extend(of_route(id).map(|figure| cells::named_figure(board, &figure)));
    }
    parts.extend(unseen(board, coverage));
    parts.extend(per_km(board, corridor.route, of_route("attacks-per-100-km")));
    if let Some(zone) = &corridor.zone {
        let clause = &board.record(zone.clause).id;
        let told = |name: &str, ids: [&str; 4]| {
            let of = |id: &str| register.of(id).into_iter().find(|figure| figure.is_of(clause));
            let of = |id: &str| of(id).filter(Figure::counts_any);
            let stands = ids.into_iter().filter_map(of);
            let stands = stands.map(|figure| cells::named_figure(board, &figure));
            let stands = Phrase::list(stands, " · ");
            (!stands.is_empty()).then(|| Phrase::plain(format!("{name}: ")).join(stands))
        };
        parts.extend(told("incidents", ["inside", "outside", "cannot-say", "no-point"]));
        let denied = register.of("denied-inside").into_iter().find(|figure| figure.is_of(clause));
        let denied = denied.filter(Figure::counts_any);
        parts.extend(
            denied.map(|denied| cells::named_figure(board, &denied).and(" inside", Role::Plain)),
        );
        let of_rows = ["rows-inside", "rows-outside", "rows-cannot-say", "rows-no-point"];
        parts.extend(told("rows of feeds", of_rows));
    }
    parts
}

/// Attacks on patrols for the way that they ran.
fn per_km(board: &Board, route: usize, figure: Option<Figure>) -> Option<Phrase> {
    let PerKm { rate: Measured { least, most }, km, attacks } = PerKm::of(board, route)?;
    let value = match most {
        // Where one patrol does not say how far it got, there is no telling how few they are.
        Some(most) if km.most.is_none() => format!("at most {}", at_most(most, 2)),
        Some(most) => range(least, most, 2),
        None => format!("{} or more", at_least(least, 2)),
    };
    let km = match km.most {
        Some(most) => format!("{} km", range(km.least, most, 0)),
        None => format!("{} km or more", at_least(km.least, 0)),
    };
    let head = Phrase::dim("attacks on patrols per 100 patrol-km ");
    let value = Phrase::figure(value, Role::Plain, &figure?.name());
    Some(head.join(value).and(format!(" ({attacks} on {km})"), Role::Dim))
}

/// The share of the route that patrols of the window reached, of the line as drawn and, since the
/// road is no shorter than that, at least of the length that is reported.
fn reached(
    board: &Board,
    figure: Option<Figure>,
    coverage: &Coverage,
    reported_km: Option<f64>,
) -> Phrase {
    let Some(figure) = figure else {
        let days = board.window.days();
        return Phrase::dim(format!("reached in {days} days: ")).and("no patrol", Role::Stale);
    };
    let (low, high) = coverage.reached_km();
    let share = |km: f64| km / coverage.km * 100.0;
    let percent = range(share(low), share(high), 0);
    let of_reported = reported_km.filter(|road| *road > coverage.km).map(|road| {
        format!("; at least {} % of {road:.0} km reported", at_least(low / road * 100.0, 0))
    });
    let percent = format!(" ({percent} % as drawn{})", of_reported.unwrap_or_default());
    let head = Phrase::dim(format!("{}: ", figure.labels.middle));
    head.join(cells::figure(board, &figure)).and(percent, Role::Plain)
}

/// The stretches that no patrol of the window can have reached, and since when.
fn unseen(board: &Board, coverage: &Coverage) -> Option<Phrase> {
    let unseen = coverage.unseen();
    let told = unseen.iter().filter(|((from, to), _)| to.floor() > from.ceil()).map(
        |((from, to), last)| {
            let since = match last {
                Some(day) => format!("since {}", day_month(*day)),
                None => "never before".to_owned(),
            };
            // Inward: what is next to it was reached, or may have been.
            let stretch = format!("km {}–{} ", at_most(*from, 0), at_least(*to, 0));
            Phrase::plain(stretch).and(since, Role::Dim)
        },
    );
    let told: Vec<Phrase> = told.collect();
    if told.is_empty() {
        return None;
    }
    let first = later(board.clock.as_of, 1 - board.window.days());
    let since = first.map(|day| format!(" from {}", day_month(day))).unwrap_or_default();
    Some(Phrase::new(format!("unseen{since}: "), Role::Stale).join(Phrase::list(told, ", ")))
}

/// The table of a line; a row of a feed tells of an attack.
fn table(board: &Board, subject: Subject) -> Table {
    subject.record().map_or(Table::Attack, |record| board.record(record).table)
}

/// The class of an incident as shown.
fn class(board: &Board, subject: Subject) -> Option<Class> {
    match subject {
        Subject::Record(record) => board.class(board.record(record)),
        Subject::FeedRow(at) => {
            board.feeds.files.get(at.feed)?.rows.sort(at.row)?.attack.map(IncidentKind::class)
        }
    }
}

/// The mark of a place where access was denied.
const DENIED: (&str, Role) = (glyph::RESTRICTION.0, Role::Warning);

/// The mark of an incident by its class.
fn mark(class: Option<Class>) -> (&'static str, Role) {
    let glyph = match class {
        Some(Class::Attack) => glyph::ATTACKED,
        Some(Class::Obstruction) => glyph::CANCELLED,
        Some(Class::Activity | Class::Hazard | Class::Other) | None => glyph::MENTIONED,
    };
    (glyph, Role::of_mark(class))
}
