//! Indicators: each tripwire with its level and the records that count; below them the sources
//! that have gone silent.

use std::sync::Arc;

use serde_json::json;

use super::{
    cells,
    json_keys::{BOUNDS, JsonForm, JsonKey, REPORTED, TEXTS, always, perhaps},
    rows::Row,
    sheet::{Column, Sheet},
    spec::{Content, OF_THE_WHOLE, Object, PanelSpec, Placement},
    standing,
    values::{bounds_json, object},
};
use crate::{
    board::{Board, Indicator, IndicatorReading, Level, Silence, day_month},
    look::{Flow, Phrase, Role, glyph},
    model::{Key, Table, Value},
};

pub(super) static SPEC: PanelSpec = PanelSpec {
    title: "Indicators",
    help: "indicators, and sources gone silent",
    placement: Placement::Page {
        shows: "each tripwire's level and the records that count; sources gone silent",
    },
    content: Content::Derived {
        empty: "no indicator is set in this file",
        json: rows_json,
        keys: &[KEYS],
    },
    adds: Some(Table::Indicator),
    of_the_whole: Some(OF_THE_WHOLE),
    opens_at_end: false,
    sheet: |board, _| sheet(board),
    caption: |_, _| None,
};

/// What stands in one row: an indicator, or the n-th record that counts in it.
type IndicatorLine = (usize, Option<usize>);

struct IndicatorLines {
    indicators: Arc<Vec<Indicator>>,
    lines: Vec<IndicatorLine>,
}

fn sheet(board: &Board) -> Sheet {
    let indicators = board.indicators().clone();
    let mut lines: Vec<IndicatorLine> = Vec::new();
    for (n, indicator) in indicators.iter().enumerate() {
        lines.push((n, None));
        let counting = indicator.reading.as_ref().map_or(0, |reading| reading.records.len());
        lines.extend((0..counting).map(|record| (n, Some(record))));
    }
    let lines = Arc::new(IndicatorLines { indicators, lines });
    let row = |(line, (indicator, record)): (usize, &IndicatorLine)| {
        let indicator = &lines.indicators[*indicator];
        let record = match (record, &indicator.reading) {
            (Some(n), Ok(reading)) => reading.records[*n],
            _ => indicator.record,
        };
        let depth = usize::from(record != indicator.record);
        Row { line, depth, ..super::sheet::row(board, record) }
    };
    let rows: Vec<Row> = lines.lines.iter().enumerate().map(row).collect();
    let total = rows.len();
    let summary = Flow::new(silence_line(board));
    Sheet { columns: columns(&lines), rows: rows.into(), summary, total, ..Sheet::default() }
}

fn columns(lines: &Arc<IndicatorLines>) -> Vec<Column> {
    let column = |title: &str,
                  rank: u8,
                  sizes: (usize, usize),
                  cell: fn(&Board, &Indicator, &Row) -> Phrase| {
        let lines = lines.clone();
        Column::new(title, rank, sizes, move |board, row| {
            cell(board, &lines.indicators[lines.lines[row.line].0], row)
        })
    };
    vec![
        column("indicator, record", 0, (20, 34), name).aloud(|board, row| {
            Phrase::plain(board.brief(board.record(board.record_of(row.subject))))
        }),
        {
            let lines = lines.clone();
            Column::sized("level", 0, (14, 29), move |_, row, cells| {
                level(&lines.indicators[lines.lines[row.line].0], row, cells)
            })
        },
        column("value", 0, (10, 12), value).right(),
        column("patrols ran", 1, (11, 11), ran).right(),
        column("window", 1, (6, 8), |_, indicator, row| {
            let days = format!("{} days", indicator.window_days);
            if row.depth > 0 { Phrase::default() } else { Phrase::plain(days) }
        })
        .right(),
        column("levels", 2, (26, 28), |_, indicator, row| {
            let of = indicator.thresholds;
            let words = format!("watch from {}, alarm from {}", of.watch, of.alarm);
            if row.depth > 0 { Phrase::default() } else { Phrase::dim(words) }
        }),
        column("since, date", 1, (12, 14), since),
        column("counts", 3, (16, 50), counts),
    ]
}

fn name(board: &Board, indicator: &Indicator, row: &Row) -> Phrase {
    if row.depth > 0 {
        return Phrase::new(
            format!("  {}", board.record(board.record_of(row.subject)).id),
            Role::Link,
        );
    }
    Phrase::new(indicator.name.as_str(), Role::Heading)
}

fn reading<'a>(indicator: &'a Indicator, row: &Row) -> Option<&'a IndicatorReading> {
    indicator.reading.as_ref().ok().filter(|_| row.depth == 0)
}

fn level(indicator: &Indicator, row: &Row, cells: usize) -> Phrase {
    if row.depth > 0 {
        return Phrase::default();
    }
    match &indicator.reading {
        Ok(reading) => {
            let may_be = reading.may_be.map(|level| format!(", perhaps {}", level.word()));
            let with = |words: String| {
                let level = Phrase::new(words, standing::role_of_level(reading.level));
                level.and(may_be.clone().unwrap_or_default(), Role::Stale)
            };
            let full = with(reading.level_in_words());
            if full.width() <= cells { full } else { with(level_in_short(reading)) }
        }
        Err(_) => Phrase::new("cannot be read", Role::Severe),
    }
}

/// The level where there is little room: `seen 9 of 28 days`.
pub fn level_in_short(reading: &IndicatorReading) -> String {
    match reading.level {
        Level::TooLittleSeen => format!("seen {} days", reading.days),
        Level::NoReports | Level::Quiet | Level::Watch | Level::Alarm => reading.level_in_words(),
    }
}

fn value(board: &Board, indicator: &Indicator, row: &Row) -> Phrase {
    let Some(reading) = reading(indicator, row) else { return Phrase::default() };
    let name = figure_name(board, "indicator", indicator);
    // Nothing on the board is no proof of nothing.
    if reading.value.count.high == Some(0) {
        return Phrase::figure("none known", Role::Dim, &name);
    }
    Phrase::figure(reading.value.count.to_string(), Role::Plain, &name)
}

/// What a figure of an indicator is called in the register.
pub fn figure_name(board: &Board, id: &str, indicator: &Indicator) -> String {
    format!("{id}:{}", board.record(indicator.record).id)
}

/// The patrols that could have been attacked.
fn ran(_: &Board, indicator: &Indicator, row: &Row) -> Phrase {
    match reading(indicator, row).and_then(|reading| reading.ran) {
        Some(ran) if ran.high == Some(0) => Phrase::dim("none known"),
        Some(ran) => Phrase::plain(ran.to_string()),
        None => Phrase::default(),
    }
}

fn since(board: &Board, indicator: &Indicator, row: &Row) -> Phrase {
    if row.depth > 0 {
        return cells::date(board, board.record_of(row.subject), usize::MAX);
    }
    let since = reading(indicator, row).and_then(|reading| reading.since);
    Phrase::plain(since.map(day_month).unwrap_or_default())
}

fn counts(board: &Board, indicator: &Indicator, row: &Row) -> Phrase {
    let record = board.record(board.record_of(row.subject));
    if row.depth > 0 {
        let kind =
            [Key::Kind, Key::Outcome].into_iter().find_map(|key| board.displayed(record, key));
        let said = kind.and_then(Value::word_said);
        return Phrase::plain(said.map_or(record.table_name.to_owned(), |word| word.into_owned()));
    }
    match &indicator.reading {
        Ok(_) => cells::text(board, record, Key::Counts).all_in(Role::Dim),
        Err(error) => Phrase::new(error.message.to_string(), Role::Severe),
    }
}

/// Sources that are expected to report and have gone silent.
pub fn silence_line(board: &Board) -> Vec<Phrase> {
    let silences = Silence::all(board);
    if silences.is_empty() {
        return vec![Phrase::dim("no source is expected to report every so often")];
    }
    let late = silences.iter().filter(|silence| silence.is_overdue() || silence.last.is_none());
    let mut parts: Vec<Phrase> = late.map(|silence| silent(board, silence)).collect();
    let in_time = silences.len() - parts.len();
    if in_time > 0 {
        let sources = format!(" source{} reported in time", if in_time == 1 { "" } else { "s" });
        let count = Phrase::figure(in_time.to_string(), Role::Dim, "in-time");
        parts.push(count.and(sources, Role::Dim));
    }
    parts
}

fn silent(board: &Board, silence: &Silence) -> Phrase {
    let name = board.voice_name(&board.record(silence.source).id);
    let Some((days, known)) = silence.days.zip(silence.last) else {
        return Phrase::new(format!("{name}: not heard yet"), Role::Stale);
    };
    let mark = if known.assumed { glyph::ASSUMED } else { "" };
    let figure = format!("silent:{}", board.record(silence.source).id);
    let in_days = format!("{days} day{}", if days == 1 { "" } else { "s" });
    let days = Phrase::figure(in_days, Role::Warning, &figure);
    let due = match silence.every_days {
        1 => "due daily".to_owned(),
        7 => "due weekly".to_owned(),
        every => format!("due every {every} days"),
    };
    Phrase::new(format!("{name}: silent "), Role::Warning)
        .join(days)
        .and(format!("; {due}, last {mark}{}", day_month(known.day)), Role::Dim)
}

/// What a row for scripts has.
const KEYS: &[JsonKey] = &[
    always("id", JsonForm::Text, "its id"),
    always("name", JsonForm::Text, "its name"),
    perhaps("counts", JsonForm::Text, "what it counts, in the filter language"),
    always("window_days", JsonForm::Whole, "over so many days"),
    always("watch", JsonForm::Whole, "from this count on: watch"),
    always("alarm", JsonForm::Whole, "from this count on: alarm"),
    always("line", JsonForm::Whole, "where it stands in the file"),
    perhaps("first", JsonForm::Day, "the first day of its window"),
    perhaps("last", JsonForm::Day, "the last day of its window"),
    perhaps("value", BOUNDS, "its count"),
    perhaps("reported_days", REPORTED, "of how many days somebody reported"),
    perhaps("patrols_ran", BOUNDS, "patrols of the window, where it is of patrols"),
    perhaps("open", JsonForm::Whole, "what may lie in the window or outside"),
    perhaps("level", JsonForm::Text, "its level"),
    perhaps("may_be", JsonForm::Text, "the level that it may have besides"),
    perhaps("since", JsonForm::Day, "since when it has its level"),
    perhaps("records", TEXTS, "ids of what counts"),
    perhaps("error", JsonForm::Text, "why it cannot be read"),
];

/// Indicators: a row for each, with the records that count.
fn rows_json(board: &Board) -> Vec<Object> {
    let row = |indicator: &Indicator| {
        let record = board.record(indicator.record);
        let mut row = object(json!({
            "id": record.id.as_str(),
            "name": &*indicator.name,
            "counts": record.text(Key::Counts).map(|text| text.as_str()),
            "window_days": indicator.window_days,
            "watch": indicator.thresholds.watch,
            "alarm": indicator.thresholds.alarm,
            "line": record.spot.line,
        }));
        match &indicator.reading {
            Ok(reading) => {
                let ids = reading.records.iter().map(|n| board.record(*n).id.as_str());
                row.extend(object(json!({
                    "first": reading.first.to_string(),
                    "last": reading.last.to_string(),
                    "value": bounds_json(reading.value.count),
                    "reported_days": { "n": reading.days.n, "of": reading.days.of },
                    "patrols_ran": reading.ran.map(bounds_json),
                    "open": reading.value.open,
                    "level": reading.level.word(),
                    "may_be": reading.may_be.map(|level| level.word()),
                    "since": reading.since.map(|day| day.to_string()),
                    "records": ids.collect::<Vec<_>>(),
                })));
            }
            Err(error) => {
                row.insert("error".into(), json!(&*error.message));
            }
        }
        row
    };
    board.indicators().iter().map(row).collect()
}
