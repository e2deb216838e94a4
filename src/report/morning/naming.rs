//! Records, days and voices by what they say: a sheet names no ids.

use chrono::Datelike;

use super::cited_text::CitedWord;
use crate::{
    board::{Board, capitalized, day_month, human, in_own_words, written},
    look::width,
    model::{Day, FeedKind, Id, Key, RecordIx, RecordKind, Table, Value, When},
};

pub(super) use crate::look::clause_of;

/// Columns of a name within a sentence; of a longer one the qualifier goes first.
const NAME: usize = 40;
/// Columns of what somebody says, within a sentence.
pub(super) const SAID: usize = 150;

/// A name in at most so many columns: without what follows a comma, slash or bracket, else cut.
pub(super) fn short_name(name: &str, columns: usize) -> String {
    if width(name) <= columns {
        return name.to_owned();
    }
    let head = [" (", ", ", " / ", ": "].iter().filter_map(|mark| name.find(mark)).min();
    clause_of(head.filter(|at| *at > 0).map_or(name, |at| &name[..at]), columns)
}

/// A day of the calendar; its year where it is another than that of the board.
pub(super) fn day(day: Day, as_of: Day) -> String {
    let year = if day.year() == as_of.year() { String::new() } else { format!(" {}", day.year()) };
    format!("{}{year}", day_month(day))
}

/// The days of a date: `10 Aug`, `by 13 Aug`, `“last week” (3–13 Aug)`.
pub(super) fn days(when: &When, as_of: Day) -> String {
    let plain = When { words: None, moment: None, ..when.clone() };
    match (when.earliest, when.latest) {
        (None, Some(last)) => format!("by {}", day(last, as_of)),
        (Some(first), Some(last)) if first == last => day(first, as_of),
        _ => match in_own_words(when, as_of) {
            Some(words) => format!("“{}” ({})", clause_of(words, NAME), human(&plain, as_of)),
            None => human(&plain, as_of).to_string(),
        },
    }
}

/// A value within a sentence.
pub(super) fn value_words(board: &Board, key: Key, value: &Value) -> String {
    match value {
        Value::When(when) => days(when, board.clock.as_of),
        Value::Term(term) => term.spoken().into_owned(),
        Value::Count(count) => written(count),
        _ => clause_of(&board.in_words(key, value), NAME + NAME / 2),
    }
}

/// Places and actors, by name; at most three of them.
pub(super) fn names(board: &Board, ids: &[Id]) -> String {
    let mut names: Vec<String> =
        ids.iter().take(3).map(|id| short_name(&board.quoted_name(id), NAME)).collect();
    if ids.len() > names.len() {
        names.push(format!("{} more", ids.len() - names.len()));
    }
    match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, before)) => format!("{} and {last}", before.join(", ")),
        None => String::new(),
    }
}

/// A record by what it says: `IED on a patrol, Ariha, 14 Jul`. What is asked about it, such as its
/// kind, is left out.
pub(super) fn what_it_says(board: &Board, n: RecordIx, asked: Option<Key>) -> String {
    let record = board.record(n);
    let place = [Key::Place, Key::To].into_iter().filter(|key| Some(*key) != asked);
    let place = place.filter_map(|key| board.displayed(record, key)?.as_id()).next();
    let place = place.map(|id| short_name(&board.quoted_name(id), NAME));
    let date_key = record.date_key();
    let date = board.written_date(record).filter(|_| asked != Some(date_key));
    let date = date.map(|date| days(date, board.clock.as_of));
    let of = |key: Key| board.displayed(record, key).and_then(Value::as_id);
    let text = match record.table {
        Table::Attack => {
            let kind = board.displayed(record, Key::Kind).and_then(Value::kind);
            let kind = kind.filter(|_| asked != Some(Key::Kind));
            let on_patrol = of(Key::Patrol).is_some_and(|patrol| !patrol.is_unknown());
            let on_patrol = if on_patrol { " on a patrol" } else { "" };
            let kind = kind.map_or(record.table_name, RecordKind::spoken);
            return listed([Some(capitalized(&format!("{kind}{on_patrol}"))), place, date]);
        }
        Table::Patrol => {
            let to = of(Key::To).filter(|_| asked != Some(Key::To));
            let to = to.map(|to| format!(" to {}", short_name(&board.quoted_name(to), NAME)));
            return listed([Some(format!("Patrol{}", to.unwrap_or_default())), None, date]);
        }
        Table::Tally => return listed([Some(tally_words(board, n)), None, date]),
        Table::Displacement => {
            let measure = board.displayed(record, Key::Measure);
            let measure = measure.map(|value| value_words(board, Key::Measure, value));
            let measure = capitalized(&measure.unwrap_or_else(|| "people".to_owned()));
            return listed([Some(measure), place, date]);
        }
        Table::Status => {
            let is = of(Key::Of).map_or_else(String::new, |of| subject_name(board, of));
            let state = board.displayed(record, Key::Is).filter(|_| asked != Some(Key::Is));
            let state = state.map(|is| format!(" {}", value_words(board, Key::Is, is)));
            return format!("{is}{}", state.unwrap_or_default());
        }
        Table::Statement => {
            let speaker = of(Key::Speaker).map(|id| short_name(&board.quoted_name(id), NAME));
            let said = clause_of(record.heading(), NAME + NAME / 2);
            return match listed([speaker, None, date]) {
                head if head.is_empty() => said,
                head => format!("{head}: {said}"),
            };
        }
        Table::Tie => format!("{}: {}", record.table_name, board.brief(record)),
        _ if record.heading() == record.id.as_str() => record.table_name.to_owned(),
        _ => record.heading().to_owned(),
    };
    listed([Some(clause_of(&capitalized(&text), NAME * 2)), None, date])
}

/// To whom a voice lays an incident: `, attributed to Russia by SOFREP`; nothing where nobody is
/// named.
pub(super) fn attributed(board: &Board, n: RecordIx) -> String {
    let record = board.record(n);
    let Some(by) = board.shown(record, Key::By) else { return String::new() };
    let named: Vec<Id> = by.value.ids().iter().filter(|id| !id.is_unknown()).cloned().collect();
    if named.is_empty() {
        return String::new();
    }
    let voice = in_a_row(voices(board, &[(n, by.word)]));
    format!(", attributed to {} by {voice}", names(board, &named))
}

fn listed(parts: [Option<String>; 3]) -> String {
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// What a feed is called, by what kind of file it is.
pub(super) fn feed_name(board: &Board, id: &Id) -> String {
    let kind = board.scenario().find(id).and_then(|feed| feed.term(Key::Kind));
    match kind {
        Some(FeedKind::Acled) => "ACLED".to_owned(),
        Some(FeedKind::UcdpGed) => "UCDP GED".to_owned(),
        Some(FeedKind::Hapi | FeedKind::HapiIdps) => "HDX HAPI".to_owned(),
        Some(FeedKind::Hxl | FeedKind::Csv) | None => id.to_string(),
    }
}

/// What a status is of: the patrols, an agreement or a clause by name.
pub(super) fn subject_name(board: &Board, of: &Id) -> String {
    if of.is_patrols() {
        return "Patrols".to_owned();
    }
    match board.scenario().find(of) {
        Some(record) if record.table == Table::Clause => {
            format!("Clause “{}”", clause_of(record.heading(), NAME))
        }
        Some(record) => short_name(record.heading(), NAME + NAME / 2),
        None => short_name(board.name(of), NAME),
    }
}

/// `Russia counts 11 violations`: a count is its counter's.
fn tally_words(board: &Board, n: RecordIx) -> String {
    let record = board.record(n);
    let by = board.displayed(record, Key::By).and_then(Value::as_id).map(|by| board.name(by));
    let by = by.or_else(|| board.leading(record).voice().map(|voice| board.voice_name(voice)));
    let by = short_name(by.unwrap_or("Nobody named"), NAME);
    let count = board.displayed(record, board.tally_key(record)).and_then(Value::as_count);
    let of = board.tally_of(record, count);
    let against = board.displayed(record, Key::Against).and_then(Value::as_id);
    let against =
        against.map(|id| format!(", held against {}", short_name(&board.quoted_name(id), NAME)));
    let against = against.unwrap_or_default();
    match count {
        Some(count) => format!("{by} counts {} {}{against}", written(count), of),
        None => format!("{by} counts {of}{against}"),
    }
}

/// Whose words these are: a party's ministries by the party's name, as long as that says which of
/// the voices is meant. A voice is named once.
pub(super) fn voices(board: &Board, words: &[CitedWord]) -> Vec<String> {
    let mut ids: Vec<&Id> = Vec::new();
    for (n, word) in words {
        let voice = board.record(*n).words.get(*word).and_then(|word| word.voice());
        ids.extend(voice.filter(|voice| !ids.contains(voice)));
    }
    let party = |voice: &Id| board.party_of(voice).map(|party| board.name(party));
    let name = |voice: &&Id| {
        let own = board.voice_name(voice);
        let others = ids.iter().filter(|other| *other != voice);
        let by_party =
            party(voice).filter(|name| !others.clone().any(|of| party(of) == Some(name)));
        let name = by_party.filter(|name| width(name) < width(own)).unwrap_or(own);
        if voice.is_desk() { "the desk".to_owned() } else { short_name(name, NAME) }
    };
    ids.iter().map(name).collect()
}

/// Names in a row: `Russia, The National and SOFREP`, at most four of them.
pub(super) fn in_a_row(mut names: Vec<String>) -> String {
    let more = names.len().saturating_sub(4);
    if more > 0 {
        names.truncate(4);
        names.push(format!("{more} more"));
    }
    match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, before)) => format!("{} and {last}", before.join(", ")),
        None => "nobody".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_long_loses_its_qualifier_first() {
        assert_eq!(
            short_name("front-line town near Jabal al-Akrad (unnamed)", 40),
            "front-line town near Jabal al-Akrad"
        );
        assert_eq!(short_name("Ariha", 40), "Ariha");
    }
}
