//! Indicators: what each tripwire counts, and how near it is.

use super::{
    Figure, FigureGround, FigureGrounds, FigureSpec, FigureValue, Labels, Register,
    grounds::{AskedOf, GroundGroup, everywhere, sorted},
};
use crate::{
    board::{Board, DayRun, Incidents, Indicator, IndicatorReading},
    model::{RecordIx, Table},
};

const COUNTS: &str = "records that pass its own filter, as incidents; attacks alone where it names no \
                      class and no kind, tallies only where it names them; rows of feeds beside them, \
                      never added for certain";
const WINDOW: &str = "the days that its author set, the last of them the day that is looked at";

pub(super) static ROWS: &[FigureSpec] = &[
    FigureSpec {
        id: "indicator",
        unit: "incidents",
        definition: "What a tripwire of this file counts in its window.",
        counts: COUNTS,
        window: WINDOW,
        is_whole: true,
        is_cell: false,
        each: |register, spec| {
            each(register, spec, |reading| FigureValue::Listed(reading.value.count))
        },
        why,
    },
    FigureSpec {
        id: "level",
        unit: "level",
        definition: "How near a tripwire is: its level by the certain count, and by the possible one.",
        counts: COUNTS,
        window: WINDOW,
        is_whole: true,
        is_cell: false,
        each: |register, spec| {
            each(register, spec, |reading| FigureValue::Level(reading.level, reading.may_be))
        },
        why,
    },
];

fn each(
    register: &Register,
    spec: &'static FigureSpec,
    value: impl Fn(&IndicatorReading) -> FigureValue,
) -> Vec<Figure> {
    let board = register.board;
    let figure = |indicator: &Indicator| {
        let reading = indicator.reading.as_ref().ok()?;
        let (first, last) = (reading.first, reading.last);
        let days = DayRun { first, last, reported: reading.days.n };
        let labels = Labels::one(indicator.name.as_str());
        let value = value(reading);
        let figure = Figure::new(spec, labels, value).within(Some(days));
        let figure = figure.of(&board.record(indicator.record).id);
        Some(match value {
            FigureValue::Level(_, may_be) => {
                let may_be = may_be.map(|level| format!(", perhaps {}", level.word()));
                figure.in_words(reading.level_in_words() + &may_be.unwrap_or_default())
            }
            _ => figure,
        })
    };
    register.board.indicators().iter().filter_map(figure).collect()
}

fn why(register: &Register, figure: &Figure) -> FigureGrounds {
    let board = register.board;
    let is_it = |one: &&Indicator| figure.is_of(&board.record(one.record).id);
    let Some((indicator, days)) = register.board.indicators().iter().find(is_it).zip(figure.days)
    else {
        return FigureGrounds::default();
    };
    let Ok(reading) = &indicator.reading else { return FigureGrounds::default() };
    let mut grounds = of_records(board, &reading.counted, days);
    // What a tripwire counts of feeds is told by feed and not row by row: it may be millions.
    grounds.more = reading.rows;
    let others = |n: RecordIx| {
        (!reading.counted.contains(&n) && board.record(n).table == Table::Attack)
            .then(|| (GroundGroup::Not, "its filter leaves it out".to_owned()))
    };
    let near = board.scenario().span(Table::Attack).filter(|n| {
        let date = board.date_of(*n);
        board.is_visible(*n) && date.is_some_and(|date| date.touches(days.first, days.last))
    });
    grounds.not.extend(sorted(board, near, others).not);
    grounds
}

/// The groups of records that are counted together, whichever tables they are of.
fn of_records(board: &Board, counted: &[RecordIx], days: DayRun) -> FigureGrounds {
    let mut grounds = FigureGrounds::default();
    let refuses = |_: RecordIx| None;
    let asked = AskedOf {
        board,
        table: Table::Attack,
        refuses: &refuses,
        here: &everywhere,
        days: Some(days),
        is_whole: true,
    };
    for one in Incidents::groups(board, counted) {
        asked.in_window(&one, days, &mut grounds);
    }
    let key = |ground: &FigureGround| ground.subject.record();
    grounds.not.sort_by_key(key);
    grounds
}
