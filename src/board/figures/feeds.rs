//! What event files beside the scenario tell of attacks.

use super::{
    Figure, FigureGround, FigureGrounds, FigureSpec, FigureValue, Labels, Register,
    grounds::GroundGroup, incidents::window_labels,
};
use crate::{
    board::{Board, DayRun, ReportedDays, RowIx, Subject, TempoSubject, VisibleRows, day_month},
    look::counted,
    model::{Class, Day, FeedUse},
};

const ROWS_COUNT: &str = "rows of the file, each for itself or for the events that it counts: certain where its days lie in the window, \
                          possible where they touch it";
const PEOPLE: &str = "people, from the sum of the lowest figures of rows in the window to that of the \
                      highest of rows that touch it; without an end where a row gives no figure, or one \
                      that has none";
const WINDOW: &str = "the days of tempo, the last of them the last that is complete";
const BEFORE: &str = "as many days right before the window";

const SO_FAR: &str = "the window of tempo and the days after it, of which not all is told yet";

/// The days of a figure of feeds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum FeedDays {
    All,
    Window,
    Before,
    /// The window, and the day that is looked at where it is not complete.
    SoFar,
}

/// Rows that are listed in one group.
const LISTED: usize = 200;

macro_rules! in_window {
    ($id:literal $unit:literal $days:ident $people:literal $counts:expr, $window:expr, $definition:literal) => {
        FigureSpec {
            id: $id,
            unit: $unit,
            definition: $definition,
            counts: $counts,
            window: $window,
            is_whole: false,
            is_cell: false,
            each: |register, spec| each(register, spec, FeedDays::$days, $people),
            why,
        }
    };
}

pub(super) static ROWS: &[FigureSpec] = &[
    FigureSpec {
        id: "feed-attacks",
        unit: "rows",
        definition: "Attacks that the file tells of by this day.",
        counts: ROWS_COUNT,
        window: "all days up to the one that is looked at",
        is_whole: false,
        is_cell: false,
        each: |register, spec| each(register, spec, FeedDays::All, false),
        why,
    },
    in_window!("feed-attacks-in-window" "rows" Window false ROWS_COUNT, WINDOW,
        "Attacks that the file tells of in the window of tempo."),
    in_window!("feed-attacks-before" "rows" Before false ROWS_COUNT, BEFORE,
        "Attacks that the file tells of in the window before."),
    in_window!("feed-killed-in-window" "people" Window true PEOPLE, WINDOW,
        "People killed in attacks that the file tells of in the window of tempo."),
    in_window!("feed-killed-before" "people" Before true PEOPLE, BEFORE,
        "People killed in attacks that the file tells of in the window before."),
    in_window!("feed-attacks-so-far" "rows" SoFar false ROWS_COUNT, SO_FAR,
        "Attacks that the file tells of in the window and on the day that is looked at."),
    in_window!("feed-killed-so-far" "people" SoFar true PEOPLE, SO_FAR,
        "People killed in attacks that the file tells of in the window and on the day that is looked at."),
];

fn each(
    register: &Register,
    spec: &'static FigureSpec,
    asked: FeedDays,
    of_people: bool,
) -> Vec<Figure> {
    let board = register.board;
    let Some(rows) = board.visible_rows(FeedUse::Attacks) else { return Vec::new() };
    let figure = |n: usize| {
        let file = board.feeds.files.get(n)?;
        let days = match asked {
            FeedDays::All => None,
            FeedDays::Window => Some(register.windows(TempoSubject::FeedRows(n))?[0].days),
            FeedDays::Before => Some(register.windows(TempoSubject::FeedRows(n))?[1].days),
            FeedDays::SoFar => Some(so_far(register, n)?),
        };
        let told = match days {
            Some(days) => rows.within(n, Class::Attack, days.first, days.last),
            None => rows.total(n, Class::Attack),
        };
        let value = if of_people { told.people() } else { told.rows() };
        let what = format!("{} {}", file.id, if of_people { "killed" } else { "attacks" });
        let labels = match days {
            Some(days) => window_labels(&what, &days, asked == FeedDays::Before),
            None => Labels::one(what),
        };
        let figure = Figure::new(spec, labels, FigureValue::Listed(value));
        let counts_events = !of_people && file.reading.counts_events();
        let unit = if counts_events { "events" } else { spec.unit };
        Some(Figure { unit, ..figure }.of(&file.id).within(days))
    };
    rows.feeds().filter_map(figure).collect()
}

/// The window of a feed up to the day that is looked at, where that is not complete.
fn so_far(register: &Register, n: usize) -> Option<DayRun> {
    let board = register.board;
    let [now, _] = register.windows(TempoSubject::FeedRows(n))?;
    let (first, last) = (now.days.first, board.clock.as_of);
    let told = ReportedDays::of(board.visible_rows(FeedUse::Attacks)?.told_days(n));
    let days = DayRun { first, last, reported: told.within(first, last) };
    (last > now.days.last).then_some(days)
}

fn feed_of(board: &Board, figure: &Figure) -> Option<usize> {
    board.feeds.files.iter().position(|file| figure.is_of(&file.id))
}

fn why(register: &Register, figure: &Figure) -> FigureGrounds {
    let board = register.board;
    let all = (Day::MIN, board.clock.as_of);
    let days = figure.days.map_or(all, |DayRun { first, last, .. }| (first, last));
    let is_attack = |at: RowIx| match is_attack(board, at) {
        true => GroundGroup::Certain,
        false => GroundGroup::Not,
    };
    feed_of(board, figure)
        .map_or_else(FigureGrounds::default, |n| why_rows(board, n, days, is_attack))
}

/// The rows of a feed that lie in days or touch them, of those that count at all.
pub(super) fn why_rows(
    board: &Board,
    n: usize,
    (first, last): (Day, Day),
    counts: impl Fn(RowIx) -> GroundGroup,
) -> FigureGrounds {
    let mut grounds = FigureGrounds::default();
    let Some(rows) = board.visible_rows(FeedUse::Attacks) else { return grounds };
    for at in rows.touching(first, last).filter(|at| at.feed == n) {
        let group_of = counts(at);
        let Some(span) = board.feeds.files[n].rows.span(at.row) else { continue };
        let events = board.feeds.files[n].rows.events(at.row);
        if group_of == GroundGroup::Not || events == 0 {
            continue;
        }
        let interval = span.interval();
        let is_within = interval.within(first, last);
        let is_inside = is_within && group_of == GroundGroup::Certain;
        let (group, more) = if is_inside {
            (&mut grounds.certain, &mut grounds.more.0)
        } else {
            (&mut grounds.possible, &mut grounds.more.1)
        };
        if group.len() >= LISTED {
            *more += events;
            continue;
        }
        let day = |day: Option<Day>| day.map(day_month).unwrap_or_default();
        let days = match interval.closed() {
            Some((first, last)) if first == last => day_month(first),
            _ => format!("{}–{}", day(interval.earliest), day(interval.latest)),
        };
        let reason = match (is_within, group_of) {
            (true, GroundGroup::Certain) => days,
            (true, _) => format!("perhaps there: {days}"),
            (false, _) => format!("may lie outside the window: {days}"),
        };
        let reason = match board.feeds.files[n].reading.counts_events() {
            true => format!("{}, {reason}", counted(events as usize, "event")),
            false => reason,
        };
        // A row of several events stands for all of them.
        *more += events.saturating_sub(1);
        group.push(FigureGround { subject: Subject::FeedRow(at), reason: reason.into() });
    }
    left_out(board, n, rows, (first, last), &counts, &mut grounds);
    grounds
}

fn is_attack(board: &Board, at: RowIx) -> bool {
    let sort = board.feeds.files[at.feed].rows.sort(at.row);
    sort.and_then(|sort| sort.attack).map(|kind| kind.class()) == Some(Class::Attack)
}

/// Rows in the window that the filter leaves out.
fn left_out(
    board: &Board,
    n: usize,
    rows: &VisibleRows,
    (first, last): (Day, Day),
    counts: &impl Fn(RowIx) -> GroundGroup,
    grounds: &mut FigureGrounds,
) {
    if board.query.is_empty() {
        return;
    }
    let Some(whole) = board.all_visible_rows(FeedUse::Attacks) else { return };
    let passed = whole.touching(first, last);
    let passed = passed.filter(|at| at.feed == n && counts(*at) != GroundGroup::Not);
    let not = passed.filter(|at| rows.place(*at).is_none()).take(LISTED);
    let ground = |at| FigureGround {
        subject: Subject::FeedRow(at),
        reason: "the filter leaves it out".into(),
    };
    grounds.not.extend(not.map(ground));
}
