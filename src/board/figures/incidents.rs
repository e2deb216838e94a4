//! Incidents, class by class: in all, in the window, and since the last.

use std::borrow::Cow;

use super::{
    Figure, FigureGrounds, FigureSpec, FigureValue, Labels, Register,
    grounds::{AskedOf, GroundGroup, everywhere, out_of_sight, sorted},
};
use crate::{
    board::{Board, Comparison, DayRun, Incident, ReportSubject, TempoSubject, day_month},
    model::{Class, RecordIx, Table, for_each_class},
};

const AS_INCIDENTS: &str = "incidents: records that name one patrol, or one place, kind and day, are \
                            one; what may be one is one at the low end and two at the high end";
const WINDOW: &str = "the days of tempo, the last of them the last that is complete";
const BEFORE: &str = "as many days right before the window";
const ALL_DAYS: &str = "all days up to the one that is looked at";

/// The rows of each class: all of it, and what of it lies in the windows of tempo.
macro_rules! of_each_class {
    ($($class:ident = $word:literal $name:tt $brief:tt $id:literal $title:literal $meaning:literal),+ $(,)?) => {
        pub(super) static TOTALS: &[FigureSpec] = &[$(FigureSpec {
            id: $id,
            unit: "incidents",
            definition: concat!($title, " that are on the board by this day."),
            counts: AS_INCIDENTS,
            window: ALL_DAYS,
            is_whole: false,
            is_cell: false,
            each: |register, spec| total(register, spec, Class::$class),
            why: |register, figure| of_class(register.board, figure, Class::$class),
        }),+];
        pub(super) static IN_WINDOW: &[FigureSpec] = &[$(
            of_window!($class concat!($id, "-in-window"), 0 WINDOW
                concat!($title, " in the window of tempo.")),
            of_window!($class concat!($id, "-before"), 1 BEFORE
                concat!($title, " in the window before.")),
        )+];
    };
}

macro_rules! of_window {
    ($class:ident $id:expr, $at:literal $window:ident $definition:expr) => {
        FigureSpec {
            id: $id,
            unit: "incidents",
            definition: $definition,
            counts: AS_INCIDENTS,
            window: $window,
            is_whole: false,
            is_cell: false,
            each: |register, spec| {
                let class = Class::$class;
                // What is left over has no tempo, and a class that a board has none of no line.
                let subject = TempoSubject::Incidents(class);
                if !TempoSubject::of_board(register.board).contains(&subject) {
                    return Vec::new();
                }
                in_window(register, spec, subject, $at)
            },
            why: |register, figure| of_class(register.board, figure, Class::$class),
        }
    };
}
for_each_class!(of_each_class);

/// A part of the attacks: those that name a patrol, or those that name none.
macro_rules! of_attacks {
    ($id:literal $subject:ident $at:literal $on_patrols:literal $window:expr, $definition:expr) => {
        FigureSpec {
            id: $id,
            unit: "incidents",
            definition: $definition,
            counts: AS_INCIDENTS,
            window: $window,
            is_whole: false,
            is_cell: false,
            each: |register, spec| {
                let board = register.board;
                // Where no attack names a patrol, nothing stands apart.
                if board.attacks_by_target(true).is_empty() {
                    return Vec::new();
                }
                in_window(register, spec, TempoSubject::$subject, $at)
            },
            why: |register, figure| of_target(register.board, figure, $on_patrols),
        }
    };
}

pub(super) static ROWS: &[FigureSpec] = &[
    of_attacks!("attacks-on-patrols-in-window" AttacksOnPatrols 0 true WINDOW,
        "Attacks that name a patrol, in the window of tempo."),
    of_attacks!("attacks-on-patrols-before" AttacksOnPatrols 1 true BEFORE,
        "Attacks that name a patrol, in the window before."),
    of_attacks!("other-attacks-in-window" OtherAttacks 0 false WINDOW,
        "Attacks that name no patrol, in the window of tempo; those are among them of which nobody \
         says which patrol they hit."),
    of_attacks!("other-attacks-before" OtherAttacks 1 false BEFORE,
        "Attacks that name no patrol, in the window before."),
    FigureSpec {
        id: "attacks-so-far",
        unit: "incidents",
        definition: "Attacks on the day that is looked at, of which not all is told yet.",
        counts: AS_INCIDENTS,
        window: "the day that is looked at, where it is not complete",
        is_whole: false,
        is_cell: false,
        each: |register, spec| {
            let board = register.board;
            let (day, end) = (board.clock.as_of, board.clock.last_complete_day());
            if day == end {
                return Vec::new();
            }
            let reported = board.reported(ReportSubject::Incidents(Class::Attack));
            let days = DayRun { first: day, last: day, reported: reported.within(day, day) };
            let name = format!("attacks {}, so far", day_month(day));
            let labels = Labels { short: "so far".into(), ..Labels::one(name) };
            let value =
                FigureValue::Listed(register.board.incidents(Class::Attack).within(day, day).count);
            vec![Figure::new(spec, labels, value).within(Some(days))]
        },
        why: |register, figure| of_class(register.board, figure, Class::Attack),
    },
    FigureSpec {
        id: "attacks-change",
        unit: "verdict",
        definition: "Whether attacks in the window differ from those before by more than chance.",
        counts: AS_INCIDENTS,
        window: "both windows of tempo; rates are per reported day",
        is_whole: false,
        is_cell: false,
        each: |register, spec| {
            let pace = register.pace(TempoSubject::Incidents(Class::Attack));
            let verdict = pace.and_then(|pace| Some((pace.now.days, pace.change.as_ref()?)));
            let figure = |(days, change): (DayRun, &Comparison)| {
                let value = FigureValue::Verdict(change.verdict);
                let figure = Figure::new(spec, Labels::one("attacks, change"), value);
                figure.within(Some(days)).in_words(change.in_words())
            };
            verdict.map(figure).into_iter().collect()
        },
        why: |register, figure| of_class(register.board, figure, Class::Attack),
    },
    FigureSpec {
        id: "days-since-attack",
        unit: "days",
        definition: "Days since the last attack that is on the board; it says nothing of days that \
                     nobody reported.",
        counts: "attack records; of a span from its last day to its first",
        window: ALL_DAYS,
        is_whole: false,
        is_cell: false,
        each: |register, spec| since(register, spec, false),
        why: |register, figure| why_since(register.board, figure, false),
    },
    FigureSpec {
        id: "days-since-attack-on-patrol",
        unit: "days",
        definition: "Days since the last attack on a patrol that is on the board; it says nothing of \
                     days that nobody reported.",
        counts: "attack records that name a patrol; of a span from its last day to its first",
        window: ALL_DAYS,
        is_whole: true,
        is_cell: false,
        each: |register, spec| since(register, spec, true),
        why: |register, figure| why_since(register.board, figure, true),
    },
];

fn total(register: &Register, spec: &'static FigureSpec, class: Class) -> Vec<Figure> {
    // These three every board counts, be it none.
    let is_always = matches!(class, Class::Attack | Class::Obstruction | Class::Other);
    if !is_always && !register.board.has_any_of(class) {
        return Vec::new();
    }
    let value = FigureValue::Listed(register.board.incidents(class).total());
    vec![Figure::new(spec, Labels::one(class.plural()), value)]
}

fn in_window(
    register: &Register,
    spec: &'static FigureSpec,
    subject: TempoSubject,
    at: usize,
) -> Vec<Figure> {
    let Some(windows) = register.windows(subject) else { return Vec::new() };
    let counted = windows[at];
    let what = subject.word().replace('-', " ");
    let labels = window_labels(&what, &counted.days, at == 1);
    let value = FigureValue::Listed(counted.incidents.count);
    vec![Figure::new(spec, labels, value).within(Some(counted.days))]
}

/// `attacks 28 days`, `attacks in 28 d`, `attacks 18 Jul–14 Aug`.
pub(super) fn window_labels(what: &str, days: &DayRun, is_before: bool) -> Labels {
    let before = if is_before { " before" } else { "" };
    let (first, last) = (day_month(days.first), day_month(days.last));
    Labels {
        short: format!("{what} {} days{before}", days.days()),
        middle: format!("{what} {first}–{last}"),
        long: format!("{what} {first}–{last} {}", chrono::Datelike::year(&days.last)),
    }
}

/// Why incidents of a class count.
pub(super) fn of_class(board: &Board, figure: &Figure, class: Class) -> FigureGrounds {
    of_class_here(board, figure, class, &everywhere)
}

/// Why incidents of a class count, of those that are here.
pub(super) fn of_class_here(
    board: &Board,
    figure: &Figure,
    class: Class,
    here: &dyn Fn(&Incident) -> GroundGroup,
) -> FigureGrounds {
    let refuses = |n: RecordIx| match board.class_of(n) {
        Some(own) if own == class => None,
        Some(own) => Some(format!("no {}: {}", class.singular(), own.word())),
        None => Some("nobody says of which kind it was".to_owned()),
    };
    let (table, days) = (Table::Attack, figure.days);
    AskedOf { board, table, refuses: &refuses, here, days, is_whole: false }.grounds()
}

/// Why attacks count that name a patrol, or that name none.
fn of_target(board: &Board, figure: &Figure, on_patrols: bool) -> FigureGrounds {
    let refuses = |n: RecordIx| match (board.class_of(n), board.patrol_hit_by(n).is_some()) {
        (Some(Class::Attack), hits) if hits == on_patrols => None,
        (Some(Class::Attack), true) => Some("it names a patrol".to_owned()),
        (Some(Class::Attack), false) => Some("it names no patrol".to_owned()),
        (Some(own), _) => Some(format!("no attack: {}", own.word())),
        (None, _) => Some("nobody says of which kind it was".to_owned()),
    };
    let (table, days) = (Table::Attack, figure.days);
    AskedOf { board, table, refuses: &refuses, here: &everywhere, days, is_whole: false }.grounds()
}

fn since(register: &Register, spec: &'static FigureSpec, on_patrol: bool) -> Vec<Figure> {
    let what = if on_patrol { "last attack on a patrol" } else { "last attack" };
    let board =
        if spec.is_whole { register.board.unfiltered() } else { Cow::Borrowed(register.board) };
    let days = board.since_last_attack(on_patrol);
    let figure = |days| {
        let labels = Labels { short: "last".into(), ..Labels::one(what) };
        Figure::new(spec, labels, FigureValue::Days(days))
    };
    days.map(figure).into_iter().collect()
}

/// The attack that was the last for certain, and those that may have been later.
fn why_since(board: &Board, figure: &Figure, on_patrol: bool) -> FigureGrounds {
    let is_of = |n: RecordIx| {
        board.class_of(n) == Some(Class::Attack) && (!on_patrol || board.patrol_hit_by(n).is_some())
    };
    let attacks = || board.scenario().span(Table::Attack);
    let is_seen =
        |n: &RecordIx| out_of_sight(board, *n, figure.spec.is_whole).is_none() && is_of(*n);
    let seen: Vec<RecordIx> = attacks().filter(is_seen).collect();
    let has_happened = |n: &RecordIx| board.visibility(*n) == crate::board::Visibility::Shown;
    let earliest = |n: &RecordIx| board.date_of(*n)?.earliest;
    let last = seen.iter().copied().filter(has_happened).max_by_key(earliest);
    let from = last.and_then(|last| earliest(&last));
    sorted(board, attacks(), |n| {
        if !is_seen(&n) {
            return None;
        }
        let date = board.date_of(n)?;
        let may_be_later = date.latest.is_none_or(|latest| Some(latest) >= from);
        match Some(n) == last {
            true => Some((GroundGroup::Certain, "the last that has happened for certain".into())),
            false if may_be_later => Some((GroundGroup::Possible, "may have been later".into())),
            false => Some((GroundGroup::Not, "earlier".into())),
        }
    })
}
