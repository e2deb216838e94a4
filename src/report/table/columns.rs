//! The columns of a table of records, from what the format declares of their keys, and what stands
//! in them.

use super::TableCell;
use crate::{
    board::{Board, Terms, Visibility},
    format::{Shape, TableForm},
    model::{Key, Number, Record, RecordIx, Table, Value, Word},
    panel::values::exact_bounds,
};

/// What a column tells.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ColumnSubject {
    /// Which table the record is of.
    Table,
    /// The id of the record, or the feed and number of the row.
    Id,
    /// A key in words, as its author wrote it.
    Words(Key),
    /// The first day, or the least, that it can be.
    From(Key),
    /// The last day, or the most.
    To(Key),
    /// A day, as such where it is a single one.
    Day(Key),
    /// A number.
    Figure(Key),
    /// Degrees north, where a point is said.
    Latitude,
    /// Degrees east.
    Longitude,
    /// Kilometres that the point may be off.
    Precision,
    /// Whether it is withdrawn or may not have happened yet; of a row what readings found of it.
    State,
    /// The one side of a row, of which nobody says that it acted.
    SideA,
    /// The other.
    SideB,
    /// Events that a row counts.
    Events,
    /// The feed that a row is of.
    Feed,
    /// The grade of the word that leads.
    Grade,
    /// Everybody whose word it is.
    Voices,
    /// Keys of which not all that is said can be true.
    Contested,
    /// How it may be handled.
    Handling,
    /// The licence of a row.
    Licence,
    /// How a row is to be cited.
    Cite,
    /// The scenario.
    Scenario,
    /// The day that is looked at.
    AsOf,
    /// With whose knowledge.
    Clock,
    /// Whose words are put aside.
    Without,
    /// File and line.
    File,
}

/// A column of a table that leaves the board.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TableColumn {
    /// What stands above it.
    pub name: String,
    /// What stands in it.
    pub told: ColumnSubject,
}

impl TableColumn {
    fn new(told: ColumnSubject) -> TableColumn {
        let of = |key: Key, end: &str| format!("{}{end}", key.name());
        let name = match told {
            ColumnSubject::Words(key) | ColumnSubject::Day(key) | ColumnSubject::Figure(key) => {
                of(key, "")
            }
            ColumnSubject::From(key) => of(key, "_from"),
            ColumnSubject::To(key) => of(key, "_to"),
            ColumnSubject::AsOf => "as_of".to_owned(),
            ColumnSubject::SideA => "side_a".to_owned(),
            ColumnSubject::SideB => "side_b".to_owned(),
            ColumnSubject::Precision => Key::PrecisionKm.name().to_owned(),
            told => format!("{told:?}").to_lowercase(),
        };
        TableColumn { name, told }
    }

    /// Signs that it is wide in a workbook.
    pub fn width(&self) -> u16 {
        match self.told {
            ColumnSubject::From(_)
            | ColumnSubject::To(_)
            | ColumnSubject::Day(_)
            | ColumnSubject::Figure(_)
            | ColumnSubject::AsOf => 11,
            ColumnSubject::Latitude
            | ColumnSubject::Longitude
            | ColumnSubject::Precision
            | ColumnSubject::Events
            | ColumnSubject::Grade => 11,
            ColumnSubject::Words(
                Key::What | Key::Says | Key::Judgement | Key::Text | Key::Damage | Key::Note,
            ) => 60,
            ColumnSubject::Words(Key::Url)
            | ColumnSubject::Cite
            | ColumnSubject::Voices
            | ColumnSubject::File => 32,
            _ => 18,
        }
    }
}

/// The columns of the records of these tables, and of the rows of feeds among them: what is declared
/// of each key, in the format's order, then what the board says of the whole record.
pub fn columns(tables: &[Table], has_feed_rows: bool, is_without: bool) -> Vec<TableColumn> {
    let mut all: Vec<ColumnSubject> =
        if tables.len() > 1 { vec![ColumnSubject::Table] } else { Vec::new() };
    all.extend([ColumnSubject::Id, ColumnSubject::State]);
    for own in [true, false] {
        for table in tables {
            let form = TableForm::of(*table);
            let fields =
                form.fields().filter(|field| form.own.iter().any(|it| it.key == field.key) == own);
            for field in fields {
                all.extend(told(*table, field.key, field.shape));
            }
        }
        if own && has_feed_rows {
            all.extend([
                ColumnSubject::SideA,
                ColumnSubject::SideB,
                ColumnSubject::Events,
                ColumnSubject::Feed,
            ]);
        }
    }
    all.extend([
        ColumnSubject::Grade,
        ColumnSubject::Voices,
        ColumnSubject::Contested,
        ColumnSubject::Handling,
    ]);
    if has_feed_rows {
        all.extend([ColumnSubject::Licence, ColumnSubject::Cite]);
    }
    all.extend([ColumnSubject::Scenario, ColumnSubject::AsOf, ColumnSubject::Clock]);
    all.extend(is_without.then_some(ColumnSubject::Without));
    all.push(ColumnSubject::File);
    let mut columns: Vec<TableColumn> = Vec::new();
    for column in all.into_iter().map(TableColumn::new) {
        if columns.iter().all(|known| known.name != column.name) {
            columns.push(column);
        }
    }
    columns
}

/// What is told of a key: vague days and counts in words, with their ends beside them.
fn told(table: Table, key: Key, shape: Shape) -> Vec<ColumnSubject> {
    const POINT: [ColumnSubject; 3] =
        [ColumnSubject::Latitude, ColumnSubject::Longitude, ColumnSubject::Precision];
    match shape {
        // Each has a column of its own, or none that a sheet could hold.
        Shape::Id | Shape::Nested(_) | Shape::Accounts | Shape::Evidence => Vec::new(),
        Shape::Path | Shape::Ring | Shape::Rings | Shape::Columns => Vec::new(),
        _ if matches!(key, Key::Private | Key::Handling) => Vec::new(),
        Shape::When if key.is_fact() => {
            vec![ColumnSubject::Words(key), ColumnSubject::From(key), ColumnSubject::To(key)]
        }
        Shape::When => vec![ColumnSubject::Day(key)],
        Shape::Count | Shape::CountByActor | Shape::CountOfWhich | Shape::ByActor => {
            vec![ColumnSubject::Words(key), ColumnSubject::From(key), ColumnSubject::To(key)]
        }
        Shape::Number(..) | Shape::Integer(..) => vec![ColumnSubject::Figure(key)],
        Shape::Point => POINT.to_vec(),
        _ if key == Key::Place && Table::ON_MAP.contains(&table) => {
            [&[ColumnSubject::Words(key)][..], &POINT].concat()
        }
        _ => vec![ColumnSubject::Words(key)],
    }
}

/// What a column says of a record.
pub fn cell(board: &Board, n: RecordIx, told: ColumnSubject, file: &str) -> TableCell {
    let record = board.record(n);
    let value = |key: Key| shown(board, record, key);
    match told {
        ColumnSubject::Table => record.table_name.into(),
        ColumnSubject::Id => record.id.as_str().into(),
        ColumnSubject::Words(key) => match value(key) {
            Some(value) => TableCell::text(board.in_words(key, value)),
            None if board.unread(record).contains(&key) => "unreadable".into(),
            None => TableCell::Nothing,
        },
        ColumnSubject::From(key) => {
            value(key).map_or(TableCell::Nothing, |value| end(value, false))
        }
        ColumnSubject::To(key) => value(key).map_or(TableCell::Nothing, |value| end(value, true)),
        ColumnSubject::Day(key) => value(key).map_or(TableCell::Nothing, |value| {
            let day = value.as_when().filter(|when| when.moment.is_none());
            match day.and_then(|when| when.day()) {
                Some(day) => TableCell::Day(day),
                None => TableCell::text(board.in_words(key, value)),
            }
        }),
        ColumnSubject::Figure(key) => match value(key) {
            Some(Value::Number(Number { value, .. })) => TableCell::Number(*value),
            Some(Value::Integer(value)) => TableCell::Number(*value as f64),
            _ => TableCell::Nothing,
        },
        ColumnSubject::Latitude => {
            point(board, n).map_or(TableCell::Nothing, |(lat, _, _)| degrees(lat))
        }
        ColumnSubject::Longitude => {
            point(board, n).map_or(TableCell::Nothing, |(_, lon, _)| degrees(lon))
        }
        ColumnSubject::Precision => point(board, n)
            .and_then(|(_, _, off)| off)
            .map_or(TableCell::Nothing, TableCell::Number),
        ColumnSubject::State if board.is_taken_back(n) => "withdrawn".into(),
        ColumnSubject::State if board.visibility(n) == Visibility::Pending => "pending".into(),
        ColumnSubject::Grade if record.own().voice().is_some() => {
            TableCell::text(board.grade(board.leading(record)).to_string())
        }
        ColumnSubject::Voices => TableCell::text(voices(board, record)),
        ColumnSubject::Contested => {
            TableCell::text(board.contested(n).iter().map(Key::name).collect::<Vec<_>>().join(", "))
        }
        ColumnSubject::Handling => board.handling_of(n).as_ref().into(),
        ColumnSubject::File => TableCell::text(format!("{file}:{}", record.spot.line)),
        told => of_the_board(board, told),
    }
}

/// What a column says of the board that a row is of.
pub fn of_the_board(board: &Board, told: ColumnSubject) -> TableCell {
    match told {
        ColumnSubject::Scenario => board.scenario().header.id.as_str().into(),
        ColumnSubject::AsOf => board.clock.as_of.into(),
        ColumnSubject::Clock => TableCell::text(board.clock.words()),
        ColumnSubject::Without => board.without().map_or(TableCell::Nothing, TableCell::text),
        _ => TableCell::Nothing,
    }
}

/// The value that is told of a key: what is said of a word itself is its author's, never mixed from
/// several voices.
fn shown<'a>(board: &Board, record: &'a Record, key: Key) -> Option<&'a Value> {
    if key.is_of_one_account() {
        board.leading(record).get(key)
    } else {
        board.displayed(record, key)
    }
}

/// The least and the most that a day or a count can be.
fn end(value: &Value, is_last: bool) -> TableCell {
    match value {
        Value::When(when) => if is_last { when.latest } else { when.earliest }.into(),
        value => match exact_bounds(value) {
            Some((low, high)) => {
                if is_last { high } else { low }.map_or(TableCell::Nothing, |of| {
                    match of.is_whole() {
                        true => TableCell::Whole(of.floor()),
                        false => TableCell::Number(of.as_f64()),
                    }
                })
            }
            None => TableCell::Nothing,
        },
    }
}

/// Where a record lies, with the kilometres that this may be off; a place where its own point is.
fn point(board: &Board, n: RecordIx) -> Option<(f64, f64, Option<f64>)> {
    let own = || board.displayed(board.record(n), Key::At)?.as_point().copied();
    let point = board.located(n).map(|located| located.point).or_else(own)?;
    Some((point.lat, point.lon, point.precision_km))
}

/// Degrees to some ten centimetres.
pub fn degrees(degrees: f64) -> TableCell {
    TableCell::Number((degrees * 1e6).round() / 1e6)
}

/// Everybody whose word a record is, each once.
fn voices(board: &Board, record: &Record) -> String {
    let said = record.words.iter().filter(|word| board.is_said(word)).filter_map(Word::voice);
    let mut names: Vec<&str> = Vec::new();
    for name in said.map(|voice| board.voice_name(voice)) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.join("; ")
}

/// The terms of a row of a feed, as columns have them.
pub fn of_terms(terms: &Terms, told: ColumnSubject) -> TableCell {
    match told {
        ColumnSubject::Licence => (&terms.licence).into(),
        ColumnSubject::Cite => (&terms.cite).into(),
        _ => TableCell::Nothing,
    }
}
