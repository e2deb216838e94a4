//! Displaced and returned people: each voice's own figure, and shares where a record says of what.

use super::{
    Figure, FigureGrounds, FigureSpec, FigureValue, Labels,
    grounds::{GroundGroup, out_of_sight, sorted},
};
use crate::{
    board::{Board, PeopleFigure, Share, written},
    model::{Key, Measure, RecordIx, Table, Term},
};

pub(super) static ROWS: &[FigureSpec] = &[
    FigureSpec {
        id: "people",
        unit: "people",
        definition: "The latest figure that a voice gives of people displaced or returned.",
        counts: "nothing: the figure is its author's own, never a sum",
        window: "the day or the days that its author names",
        is_whole: false,
        is_cell: false,
        each: |register, spec| {
            let board = register.board;
            let latest = PeopleFigure::all(board).into_iter().filter(|figure| figure.latest);
            latest.filter_map(|figure| people(board, spec, &figure)).collect()
        },
        why: |register, figure| why_people(register.board, figure),
    },
    FigureSpec {
        id: "earlier-figures",
        unit: "figures",
        definition: "Figures of displaced and returned people that a later one of the same voice \
                     replaced.",
        counts: "records, each for itself",
        window: "all days up to the one that is looked at",
        is_whole: false,
        is_cell: true,
        each: |register, spec| {
            let all = PeopleFigure::all(register.board);
            let earlier = all.iter().filter(|figure| !figure.latest).count();
            let figure = Figure::listed(spec, "earlier figures", earlier);
            (earlier > 0).then_some(figure).into_iter().collect()
        },
        why: |register, _| {
            let board = register.board;
            let all = PeopleFigure::all(board);
            sorted(board, all.iter().map(|figure| figure.record), |n| {
                let figure = all.iter().find(|figure| figure.record == n)?;
                Some(match figure.latest {
                    true => (GroundGroup::Not, "the latest of its voice".to_owned()),
                    false => (GroundGroup::Certain, "earlier, of the same voice".to_owned()),
                })
            })
        },
    },
    FigureSpec {
        id: "share",
        unit: "per cent",
        definition: "What part one figure is of another, where a record says which.",
        counts: "the least of the part against the most of the whole, and the other way round",
        window: "the day or the days that the two authors name",
        is_whole: true,
        is_cell: false,
        each: |register, spec| {
            let board = register.board;
            let shares = board.visible_of(Table::Displacement);
            shares.filter_map(|n| share(board, spec, n)).collect()
        },
        why: |register, figure| why_share(register.board, figure),
    },
];

fn people(board: &Board, spec: &'static FigureSpec, figure: &PeopleFigure) -> Option<Figure> {
    let record = board.record(figure.record);
    let count = board.shown(record, Key::Count)?.value.as_count()?;
    let voice = board.voice_shown(record, Key::Count).map_or("", |voice| board.voice_name(voice));
    let measure = Term::Measure(figure.measure).spoken();
    let labels = Labels {
        short: measure.to_string(),
        middle: format!("{measure}, {voice}"),
        long: format!("people {measure}, says {voice}"),
    };
    let figure = Figure::new(spec, labels, FigureValue::Told(count.bounds()));
    Some(figure.of(&record.id).in_words(written(count)))
}

/// The record that gives the figure; the earlier ones of the same voice do not count any more.
fn why_people(board: &Board, figure: &Figure) -> FigureGrounds {
    let all = PeopleFigure::all(board);
    let of = figure.record(board.scenario());
    let own = all.iter().find(|figure| Some(figure.record) == of);
    let series = |measure: Measure, series: u32| {
        own.is_some_and(|own| own.measure == measure && own.series == series)
    };
    sorted(board, board.scenario().span(Table::Displacement), |n| {
        if Some(n) == of {
            return Some((GroundGroup::Certain, "the latest of its voice".to_owned()));
        }
        let figure = all.iter().find(|figure| figure.record == n)?;
        series(figure.measure, figure.series)
            .then(|| (GroundGroup::Not, "earlier, of the same voice".to_owned()))
    })
}

fn share(board: &Board, spec: &'static FigureSpec, n: RecordIx) -> Option<Figure> {
    let record = board.record(n);
    let (share, whole) = Share::of(board, record)?;
    let measure = |key: &crate::model::Record| {
        board.shown_term::<Measure>(key, Key::Measure).map_or("", Measure::word)
    };
    let (part, all) = (measure(record), measure(whole));
    let labels = Labels {
        short: part.to_owned(),
        middle: format!("{part} of {all}"),
        long: format!("{} of: {}", board.brief(record), board.brief(whole)),
    };
    Some(Figure::new(spec, labels, FigureValue::Share(share)).of(&record.id))
}

fn why_share(board: &Board, figure: &Figure) -> FigureGrounds {
    let record = figure.of_id().and_then(|id| board.scenario().find(&id));
    let Some((record, whole)) =
        record.and_then(|record| Some((record, Share::of(board, record)?.1)))
    else {
        return FigureGrounds::default();
    };
    sorted(board, board.scenario().span(Table::Displacement), |n| {
        let id = &board.record(n).id;
        if out_of_sight(board, n, true).is_some() {
            return None;
        }
        match id {
            id if *id == record.id => Some((GroundGroup::Certain, "the part".to_owned())),
            id if *id == whole.id => Some((GroundGroup::Certain, "the whole".to_owned())),
            _ => None,
        }
    })
}
