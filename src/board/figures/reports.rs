//! What bodies counted last, who is silent, what voices differ on, and what is left out.

use super::{
    Figure, FigureGround, FigureGrounds, FigureSpec, FigureValue, Labels, Register,
    grounds::{GroundGroup, out_of_sight, sorted},
};
use crate::{
    board::{Board, Counter, Silence, ToCheck, written},
    model::{Bounds, Key, RecordIx, Table, WordsLeft},
};

const ALL_DAYS: &str = "all days up to the one that is looked at";

pub(super) static ROWS: &[FigureSpec] = &[
    FigureSpec {
        id: "told",
        unit: "as the counter says",
        definition: "The latest count that a body gives of what it counts.",
        counts: "nothing: the figure is its counter's own, never a sum, and never added to records",
        window: "the day or the days that its counter names",
        is_whole: false,
        is_cell: false,
        each: |register, spec| {
            let board = register.board;
            let tallies = board.latest_tallies().iter().copied();
            tallies.filter_map(|n| tally(board, spec, n)).collect()
        },
        why: |register, figure| why_tally(register.board, figure),
    },
    FigureSpec {
        id: "silent",
        unit: "days",
        definition: "Days since a source that is expected to report spoke last.",
        counts: "days on which the source itself spoke; being quoted is not speaking",
        window: ALL_DAYS,
        is_whole: true,
        is_cell: false,
        each: |register, spec| {
            let board = register.board;
            let silences = Silence::all(board).into_iter();
            silences.filter_map(|silence| silent(board, spec, &silence)).collect()
        },
        why: |register, figure| why_silent(register.board, figure),
    },
];

pub(super) static OF_THE_FILE: &[FigureSpec] = &[
    FigureSpec {
        id: "contested",
        unit: "matters",
        definition: "Keys of records on which two voices cannot both be right.",
        counts: "each key of each record once",
        window: ALL_DAYS,
        is_whole: false,
        is_cell: false,
        each: |register, spec| {
            let contested = contested(register).count();
            vec![count(spec, "contested", contested)]
        },
        why: |register, _| {
            let pairs = contested(register);
            let grounds = pairs.map(|(n, key)| FigureGround::of(n, key.name()));
            FigureGrounds { certain: grounds.collect(), ..FigureGrounds::default() }
        },
    },
    FigureSpec {
        id: "to-check",
        unit: "remarks",
        definition: "What the author marked to be checked.",
        counts: "each word of a record that carries `verify` once",
        window: ALL_DAYS,
        is_whole: false,
        is_cell: false,
        each: |register, spec| vec![count(spec, "to check", ToCheck::all(register.board).len())],
        why: |register, _| {
            let board = register.board;
            let records = ToCheck::all(board).into_iter().map(|one| one.record);
            sorted(board, records, |_| Some((GroundGroup::Certain, "to be checked".to_owned())))
        },
    },
    FigureSpec {
        id: "checks-overdue",
        unit: "remarks",
        definition: "What was to be checked by a day that is over.",
        counts: "each word of a record that carries `verify` and a `verify_by` before the day that is \
                 looked at, once",
        window: ALL_DAYS,
        is_whole: false,
        is_cell: false,
        each: |register, spec| {
            let overdue = ToCheck::all(register.board);
            let overdue = overdue.into_iter().filter(|check| check.is_overdue(register.board));
            vec![count(spec, "checks past their day", overdue.count())]
        },
        why: |register, _| {
            let board = register.board;
            let checks = ToCheck::all(board);
            sorted(board, checks.iter().map(|one| one.record), |n| {
                let of = checks.iter().filter(|one| one.record == n);
                Some(match of.clone().any(|one| one.is_overdue(board)) {
                    true => (GroundGroup::Certain, "its day is over".to_owned()),
                    false => {
                        (GroundGroup::Not, "no day by which, or it is still to come".to_owned())
                    }
                })
            })
        },
    },
    FigureSpec {
        id: "actors",
        unit: "actors",
        definition: "Actors that are named; labels are somebody's names for others, and not counted.",
        counts: "records of actors that are no labels",
        window: ALL_DAYS,
        is_whole: true,
        is_cell: false,
        each: |register, spec| vec![count(spec, "actors", register.board.actor_count())],
        why: |register, _| {
            let board = register.board;
            sorted(board, board.scenario().span(Table::Actor), |n| {
                if let Some(reason) = out_of_sight(board, n, true) {
                    return Some((GroundGroup::Not, reason));
                }
                Some(match board.is_label(&board.record(n).id) {
                    true => (GroundGroup::Not, "a label: somebody's name for others".to_owned()),
                    false => (GroundGroup::Certain, "an actor".to_owned()),
                })
            })
        },
    },
    FigureSpec {
        id: "labels",
        unit: "labels",
        definition: "Labels: somebody's names for others, which are no actors.",
        counts: "records of actors that are labels",
        window: ALL_DAYS,
        is_whole: true,
        is_cell: false,
        each: |register, spec| vec![count(spec, "labels", register.board.label_count())],
        why: |register, _| {
            let board = register.board;
            let labels = board.scenario().span(Table::Actor);
            sorted(board, labels.filter(|n| board.is_label(&board.record(*n).id)), |n| {
                Some(match out_of_sight(board, n, true) {
                    Some(reason) => (GroundGroup::Not, reason),
                    None => (GroundGroup::Certain, "a label".to_owned()),
                })
            })
        },
    },
    FigureSpec {
        id: "after-this-day",
        unit: "records",
        definition: "Records of the file that the day and the clock keep out of sight.",
        counts: "each record that happened, or was first told, after the day that is looked at; known \
                 in hindsight, only what happened after it; a bulletin counts with what rests on it",
        window: "after the day that is looked at",
        is_whole: true,
        is_cell: false,
        each: |register, spec| {
            let hidden = hidden_by_the_day(register.board).count();
            vec![count(spec, "after this day", hidden)]
        },
        why: |register, _| {
            let board = register.board;
            sorted(board, hidden_by_the_day(board), |n| {
                Some((GroundGroup::Certain, out_of_sight(board, n, true)?))
            })
        },
    },
    FigureSpec {
        id: "left-out",
        unit: "records",
        definition: "Records of the file that cannot be read, and so count nowhere.",
        counts: "records with an error that `check` names",
        window: "the whole file",
        is_whole: true,
        is_cell: false,
        each: |register, spec| {
            vec![count(spec, "left out", register.board.scenario().left_out.total())]
        },
        why: |_, _| FigureGrounds::default(),
    },
];

fn count(spec: &'static FigureSpec, name: &str, count: usize) -> Figure {
    let count = count as u64;
    let value = FigureValue::Told(Bounds::new(count, count));
    Figure::new(spec, Labels::one(name), value)
}

/// Records that are out of sight for the day or the clock alone; a bulletin is the voice of what
/// rests on it, and no record besides.
fn hidden_by_the_day(board: &Board) -> impl Iterator<Item = RecordIx> {
    let is_left = |n: RecordIx| board.record(n).left != WordsLeft::Nothing;
    let tells = |n: RecordIx| board.record(n).table != Table::Bulletin;
    board.scenario().all().filter(move |n| !board.is_visible(*n) && is_left(*n) && tells(*n))
}

/// Every contested key in sight.
fn contested(register: &Register) -> impl Iterator<Item = (RecordIx, Key)> {
    let matters = register.board.matters().iter().filter(|matter| matter.is_contested);
    matters.map(|matter| (matter.record, matter.key))
}

fn tally(board: &Board, spec: &'static FigureSpec, n: RecordIx) -> Option<Figure> {
    let record = board.record(n);
    let count = board.shown(record, board.tally_key(record))?.value.as_count()?;
    let series = board.series_of(n);
    let by = match &series.by {
        Some(Counter::Actor(id)) => board.name(id),
        Some(Counter::Voice(id)) => board.voice_name(id),
        None => "nobody named",
    };
    let what = board.counted_name(&series.of, series.against.as_ref());
    let name = format!("{what} counted by {by}");
    let labels = Labels { short: by.to_owned(), ..Labels::one(name) };
    let figure = Figure::new(spec, labels, FigureValue::Told(count.bounds()));
    Some(figure.of(&record.id).in_words(written(count)))
}

/// The tally itself; earlier ones of the same series do not count any more.
fn why_tally(board: &Board, figure: &Figure) -> FigureGrounds {
    let Some(own) = figure.record(board.scenario()) else {
        return FigureGrounds::default();
    };
    let series = board.series_of(own);
    let key = board.tally_key(board.record(own));
    sorted(board, board.scenario().span(Table::Tally), |n| {
        if let Some(reason) = out_of_sight(board, n, true) {
            return (n == own).then_some((GroundGroup::Not, reason));
        }
        if n == own {
            return Some((GroundGroup::Certain, "the latest of its counter".to_owned()));
        }
        (board.series_of(n) == series && board.tally_key(board.record(n)) == key)
            .then(|| (GroundGroup::Not, "earlier, of the same counter".to_owned()))
    })
}

fn silent(board: &Board, spec: &'static FigureSpec, silence: &Silence) -> Option<Figure> {
    let days = u64::try_from(silence.days?).ok()?;
    let source = board.record(silence.source);
    let name = board.voice_name(&source.id);
    let labels = Labels { short: name.to_owned(), ..Labels::one(format!("{name} silent")) };
    Some(Figure::new(spec, labels, FigureValue::Days(Bounds::new(days, days))).of(&source.id))
}

/// The records in which the source spoke last.
fn why_silent(board: &Board, figure: &Figure) -> FigureGrounds {
    let Some(source) = figure.of_id() else {
        return FigureGrounds::default();
    };
    let last = |n: RecordIx| {
        let words = board.record(n).words.iter();
        let own = words.filter(|word| word.source() == Some(&source) && board.is_said(word));
        own.filter_map(|word| word.known()).map(|known| known.day).max()
    };
    let records = board.index.of_source(&source);
    let latest =
        records.iter().filter_map(|n| last(*n)).filter(|day| *day <= board.clock.as_of).max();
    sorted(board, records.iter().copied(), |n| {
        let spoke = last(n)?;
        (Some(spoke) == latest).then(|| (GroundGroup::Certain, "the last it said".to_owned()))
    })
}
