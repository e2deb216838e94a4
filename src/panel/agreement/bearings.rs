//! A record that names a clause, in one row: which way it bears, what it says, whose word it is, when.

use super::{super::cells, statuses::name_of_voice};
use crate::{
    board::{Bearing, Board, Naming, Way},
    look::{Phrase, Role, glyph},
    model::{Class, Id, Key, PatrolOutcome, Record, RecordIx, Table, Value},
};

/// `against`, `for`, `held`, `names it`; perhaps, where not every voice has it so.
pub(super) fn way(board: &Board, bearing: &Bearing) -> Phrase {
    // What comes with no fire is held against a clause all the same, and counted apart.
    let is_quiet = matches!(board.class_of(bearing.record), Some(Class::Activity | Class::Hazard));
    let (word, role) = match bearing.way {
        Way::Against => ("against", Role::Severe),
        Way::For => ("for", Role::Good),
        Way::Names if is_quiet => ("held", Role::Plain),
        Way::Names => ("names it", Role::Dim),
    };
    let perhaps = if bearing.is_certain { "" } else { "?" };
    Phrase::new(format!("{word}{perhaps}"), role)
}

/// `IED near Ariha ≠, on a patrol, ≥5 hurt`, `Patrol to Ariha, cut short~, attacked ✕`
pub(super) fn what(board: &Board, bearing: &Bearing) -> Phrase {
    let record = board.record(bearing.record);
    let contested = board.contested(bearing.record);
    let mut phrase = Phrase::plain(board.what(record));
    if contested.contains(&record.table.kind_key()) {
        phrase = phrase.and(format!(" {}", glyph::CONTESTED), Role::Contested);
    }
    match record.table {
        Table::Patrol => phrase.join(outcome(board, bearing)),
        Table::Attack => {
            let is_on_patrol =
                board.shown_id(record, Key::Patrol).is_some_and(|id| !id.is_unknown());
            let phrase = phrase.and(if is_on_patrol { ", on a patrol" } else { "" }, Role::Plain);
            phrase.join(cells::harm(board, bearing.record))
        }
        _ => phrase,
    }
}

/// How a patrol went, where it did not just run; whether it was attacked.
fn outcome(board: &Board, bearing: &Bearing) -> Phrase {
    let record = board.record(bearing.record);
    let is_desk = board.voice_shown(record, Key::Outcome).is_some_and(Id::is_desk);
    let words = match board.outcome(record) {
        Some(PatrolOutcome::Completed) => "",
        Some(PatrolOutcome::CutShort) => ", cut short",
        Some(PatrolOutcome::Planned) => ", planned",
        Some(PatrolOutcome::Cancelled) => ", called off",
        Some(PatrolOutcome::Unknown) | None => ", how it went not told",
    };
    let mark = if is_desk && !words.is_empty() { glyph::ASSUMED } else { "" };
    let hit = if board.hits_on(bearing.record).is_empty() { "" } else { ", attacked ✕" };
    Phrase::new(hit, Role::Severe).and(format!("{words}{mark}"), Role::Plain)
}

/// Whose word it is: of an attack, who blames whom; of a patrol, the numbers that parties give it;
/// else who says so.
pub(super) fn whose_word(board: &Board, n: RecordIx) -> Phrase {
    let record = board.record(n);
    match record.table {
        Table::Attack => blame(board, record),
        Table::Patrol => numbers(board, record),
        _ => says(board, record),
    }
}

/// A record and whose word it is, where its columns have no room.
pub(super) fn caption(board: &Board, n: RecordIx) -> Phrase {
    let record = board.record(n);
    if !matches!(record.table, Table::Attack | Table::Patrol | Table::Event | Table::Statement) {
        return Phrase::default();
    }
    Phrase::plain(board.brief(record)).and(": ", Role::Dim).join(whose_word(board, n))
}

fn says(board: &Board, record: &Record) -> Phrase {
    let voice = board.leading(record).voice();
    voice.map_or_else(Phrase::default, |voice| {
        Phrase::dim(format!("says {}", name_of_voice(board, voice)))
    })
}

/// `SOFREP blames Russia; Khattab al-Shishani Brigades claim it`, `nobody is blamed`
fn blame(board: &Board, record: &Record) -> Phrase {
    let mut told: Vec<(String, Vec<String>)> = Vec::new();
    let mut claims: Vec<String> = Vec::new();
    for said in board.voices(record, Key::By) {
        let Some(voice) = record.words[said.word].voice() else { continue };
        for by in said.value.ids().iter().filter(|by| !by.is_unknown()) {
            if board.naming(record, voice, by) == Naming::Claims {
                claims.push(board.voice_name(voice).to_owned());
                continue;
            }
            let whom = board.quoted_name(by);
            let voice = name_of_voice(board, voice);
            match told.iter_mut().find(|(known, _)| *known == whom) {
                Some((_, voices)) => voices.push(voice),
                None => told.push((whom, vec![voice])),
            }
        }
    }
    let blamed = told.into_iter().map(|(whom, voices)| {
        let verb = if voices.len() == 1 { "blames" } else { "blame" };
        format!("{} {verb} {whom}", voices.join(", "))
    });
    let claimed = claims.into_iter().map(|voice| format!("{voice} claims it"));
    let all: Vec<String> = blamed.chain(claimed).collect();
    if all.is_empty() { Phrase::dim("nobody is blamed") } else { Phrase::plain(all.join("; ")) }
}

/// `Turkey’s 24th, Russia’s 22nd`; without a number, who says so.
fn numbers(board: &Board, record: &Record) -> Phrase {
    let mut told: Vec<String> = Vec::new();
    for said in board.voices(record, Key::Number) {
        let voice = record.words[said.word].voice();
        if let (Some(true), Value::Integer(number)) = (voice.map(Id::is_desk), said.value) {
            told.push(format!("{}{}", ordinal(*number), glyph::ASSUMED));
            continue;
        }
        let party = voice.and_then(|voice| board.party_of(voice)).map(|party| board.name(party));
        let name = party.or_else(|| Some(board.voice_name(voice?)));
        if let (Some(name), Value::Integer(number)) = (name, said.value) {
            told.push(format!("{name}’s {}", ordinal(*number)));
        }
    }
    if told.is_empty() { says(board, record) } else { Phrase::plain(told.join(", ")) }
}

/// `1st`, `12th`, `22nd`
fn ordinal(n: i64) -> String {
    let ending = match (n % 100, n % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{n}{ending}")
}

#[cfg(test)]
mod tests {
    use super::ordinal;

    #[test]
    fn numbers_end_as_they_are_spoken() {
        assert_eq!(
            [1, 2, 3, 4, 11, 12, 22, 113].map(ordinal),
            ["1st", "2nd", "3rd", "4th", "11th", "12th", "22nd", "113th"]
        );
    }
}
