//! A line to begin from, in the names and kinds of the scenario itself.

use chrono::Datelike;

use super::read;
use crate::{
    format::typed::{Typing, typed},
    model::{Id, Key, MONTHS, Record, Table, Value, When},
};

/// Tables that a line is most often of.
const TABLES: &[Table] =
    &[Table::Attack, Table::Patrol, Table::Displacement, Table::Tally, Table::Event];

/// A line as somebody could have typed it of what the scenario has most of; every word of it is
/// understood.
pub fn example(typing: &Typing) -> String {
    let scenario = typing.scenario();
    let mut tables: Vec<&[Record]> = TABLES.iter().map(|table| scenario.table(*table)).collect();
    tables.sort_by_key(|records| std::cmp::Reverse(records.len())); // stable
    let latest = tables.into_iter().flat_map(|records| {
        let mut records: Vec<&Record> = records.iter().collect();
        records.sort_by_key(|record| {
            let has_place = [Key::Place, Key::To].iter().any(|key| record.get(*key).is_some());
            let day = record.date().and_then(When::day);
            std::cmp::Reverse((day.is_some(), has_place, day))
        });
        records.into_iter().take(TRIED)
    });
    let of_source = || {
        let source = scenario.table(Table::Source).first();
        source.map_or_else(
            || "today ied src desk".to_owned(),
            |it| format!("today ied src {}", it.id),
        )
    };
    let is_understood = |line: &String| {
        let line = read(line, typing);
        line.unread().next().is_none() && line.missing().is_empty()
    };
    latest.filter_map(line_of).find(is_understood).unwrap_or_else(of_source)
}

/// Records of a table that are tried.
const TRIED: usize = 8;

fn line_of(record: &Record) -> Option<String> {
    let source = record.own().source().filter(|source| !source.is_desk())?;
    let date = day(record.date()?)?;
    let word = |key: Key| record.get(key).map(typed);
    let place = || word(Key::Place).or_else(|| word(Key::To));
    let on = || {
        let on = record.ids_of(Key::On).iter().map(Id::as_str).collect::<Vec<_>>().join(",");
        Some(format!("on {on}")).filter(|_| !on.is_empty())
    };
    let quoted = |key: Key| word(key).map(|text| format!("\"{}\"", text.replace('"', "'")));
    let parts = match record.table {
        Table::Attack => vec![Some(date), word(Key::Kind), place(), on()],
        Table::Patrol => vec![word(Key::Outcome), Some(date), place()],
        Table::Displacement => vec![word(Key::Measure), word(Key::Count), Some(date), place()],
        Table::Tally => {
            let count = word(Key::Count).map(|count| format!("count {count}"));
            vec![
                Some("tally".into()),
                Some(date),
                word(Key::Of).map(|of| format!("of {of}")),
                count,
            ]
        }
        _ => {
            let kind = word(Key::Kind).map(|kind| format!("kind {kind}"));
            vec![Some("event".into()), Some(date), kind, quoted(Key::What)]
        }
    };
    let credibility = record.get(Key::Credibility).and_then(|value| match value {
        Value::Integer(mark) => Some(format!(" -{mark}")),
        _ => None,
    });
    let words: Vec<String> = parts.into_iter().flatten().collect();
    Some(format!("{} src {source}{}", words.join(" "), credibility.unwrap_or_default()))
}

/// `14 jul 08:50`
fn day(date: &When) -> Option<String> {
    let day = date.day()?;
    let month = MONTHS[day.month0() as usize].to_lowercase();
    let time = date.moment.map(|moment| moment.format(" %H:%M").to_string());
    Some(format!("{} {month}{}", day.day(), time.unwrap_or_default()))
}
