//! Where it stands: what voices say of patrols and agreements, what a party gives as its reason, and
//! what the log has in the classes that the party names.

use super::{
    cited_text::{CitedText, CitedWord, joined, leading},
    naming::{SAID, clause_of, days, in_a_row, subject_name, value_words, voices, what_it_says},
    reason::reasons,
    section::{SectionShape, SheetPoint, SheetSection},
};
use crate::{
    board::{
        Board, Disagreement, LastAttack, Register, Standing, StandingOf, WindowTable, capitalized,
    },
    model::{Id, Key, RecordIx, Table, Term, Value},
};

/// The section.
pub(super) fn section(board: &Board, weeks: &WindowTable) -> SheetSection {
    let mut points: Vec<SheetPoint> = Vec::new();
    let last = LastAttack::if_told_of(board);
    if last.is_some() || Standing::of(board, StandingOf::Patrols).is_some() {
        let id = Id::patrols();
        points.push(SheetPoint::Said("Patrols", stands(board, &id, "")));
    }
    let agreements = board.scenario().table(Table::Agreement);
    for agreement in agreements {
        let name = if agreements.len() == 1 {
            String::new()
        } else {
            format!("{}: ", subject_name(board, &agreement.id))
        };
        points.push(SheetPoint::Said("Agreement", stands(board, &agreement.id, &name)));
    }
    let reasons = reasons(board, weeks);
    let names_no_cause = !reasons.is_empty();
    let (said, logged): (Vec<CitedText>, Vec<CitedText>) = reasons.into_iter().unzip();
    points.extend(said.into_iter().map(|text| SheetPoint::Said("Reason", text)));
    let mut log: Vec<CitedText> = last.iter().map(|last| last_attack(board, last)).collect();
    log.extend(logged.into_iter().filter(|text| !text.is_empty()));
    log.extend(disagreements(board));
    if log.is_empty() {
        log.extend(latest_counts(board));
    }
    if names_no_cause {
        log.push(CitedText::new("The board names no cause"));
    }
    if !log.is_empty() {
        points.push(SheetPoint::Said("Log", joined(log, ". ")));
    }
    let day = board.day_in_words(board.clock.as_of);
    let title = format!("Where it stands{}", day.map(|day| format!(", {day}")).unwrap_or_default());
    SheetSection {
        keeps: [9, 9],
        rank: 0,
        more: |hidden, _| format!("{hidden} more, in the appendix"),
        ..SheetSection::new(title, SectionShape::Labelled, points)
    }
}

/// Where something stands, and who says so.
fn stands(board: &Board, of: &Id, name: &str) -> CitedText {
    let subject = match of.is_patrols() {
        true => "the patrols stand",
        false => "the agreement stands",
    };
    let Some(standing) = Standing::of(board, of.into()) else {
        return CitedText::new(format!("{name}No voice says where {subject}"));
    };
    let n = standing.record;
    let said = said_of(board, n, Key::Is);
    let (same, others): (Vec<CitedWord>, Vec<CitedWord>) = said.into_iter().partition(|word| {
        value_of(board, *word, Key::Is).and_then(Value::term) == Some(standing.is)
    });
    let quoted = word_of(board, n, Key::Words);
    let state = state_words(board, &standing);
    // What is quoted begins as its voice put it.
    let state = if standing.is_hedged { state } else { capitalized(&state) };
    let mut text = CitedText::new(format!("{name}{state}"));
    if let Some(at) = quoted.filter(|at| !same.contains(at)) {
        text = text.say(format!(" ({})", in_a_row(voices(board, &[at])))).rests_on([at]);
    }
    text = text.say(whose_word(board, of, &same, &standing)).rests_on(same.iter().copied());
    for other in others {
        let value = value_of(board, other, Key::Is).map(|is| value_words(board, Key::Is, is));
        let voice = in_a_row(voices(board, &[other]));
        text = text.say(format!("; {voice} says {}", value.unwrap_or_default())).rests_on([other]);
    }
    if standing.since_contested {
        text = text.say("; ").then(since_otherwise(board, n));
    }
    if standing.dated_since().is_none() {
        text = text.say("; since when is not said");
    }
    match standing.age {
        Some(age) => text.say(format!("; {}", age.in_words())),
        None => text,
    }
}

/// `suspended since 13 Aug, “temporarily suspended”`; words that say less than the state does stand
/// before it.
fn state_words(board: &Board, standing: &Standing) -> String {
    let state = state_in_brief(board, standing);
    let words = standing.words.as_ref().map(|words| clause_of(words, SAID));
    match words {
        Some(words) if standing.is_hedged => format!("“{words}” ({state})"),
        Some(words) => format!("{state}, “{words}”"),
        None => state,
    }
}

/// `suspended since 13 Aug`
pub(super) fn state_in_brief(board: &Board, standing: &Standing) -> String {
    let since = standing.dated_since();
    let since = since.map(|when| format!(" since {}", days(when, board.clock.as_of)));
    format!("{}{}", Term::State(standing.is).spoken(), since.unwrap_or_default())
}

/// The words that give the state as it is shown.
pub(super) fn same_words(board: &Board, standing: &Standing) -> Vec<CitedWord> {
    let said = said_of(board, standing.record, Key::Is).into_iter();
    let is_same = |word: &CitedWord| {
        value_of(board, *word, Key::Is).and_then(Value::term) == Some(standing.is)
    };
    said.filter(is_same).collect()
}

/// Who says another day from which a status holds: `SouthFront says since 14 Aug`.
pub(super) fn since_otherwise(board: &Board, n: RecordIx) -> CitedText {
    let shown = board.shown(board.record(n), Key::Since).map(|said| said.value);
    let others = said_of(board, n, Key::Since).into_iter();
    let others = others.filter(|word| value_of(board, *word, Key::Since) != shown);
    let text = |other: CitedWord| {
        let day = value_of(board, other, Key::Since).map(|day| value_words(board, Key::Since, day));
        let voice = in_a_row(voices(board, &[other]));
        let says = format!("{voice} says since {}", day.unwrap_or_default());
        CitedText::new(says).rests_on([other])
    };
    joined(others.map(text), "; ")
}

/// Whose word it is: `, says SOFREP alone`. A state that nobody but the desk gives is its judgement.
pub(super) fn whose_word(
    board: &Board,
    of: &Id,
    same: &[CitedWord],
    standing: &Standing,
) -> String {
    let is_desk =
        |(n, word): &CitedWord| board.record(*n).words[*word].voice().is_some_and(Id::is_desk);
    if same.iter().all(is_desk) {
        return ", as the desk has it".to_owned();
    }
    let elsewhere = board.visible_of(Table::Status).filter(|n| {
        let record = board.record(*n);
        record.id_of(Key::Of) == Some(of)
            && board.shown(record, Key::Is).and_then(|said| said.value.term()) == Some(standing.is)
    });
    let all: Vec<CitedWord> = elsewhere.flat_map(|n| words_of(board, n)).collect();
    let is_alone = voices(board, same).len() == 1 && voices(board, &all).len() == 1;
    let says = if voices(board, same).len() == 1 { "says" } else { "say" };
    let alone = if is_alone { " alone" } else { "" };
    format!(", {says} {}{alone}", in_a_row(voices(board, same)))
}

/// Every word of a record that counts.
pub(super) fn words_of(board: &Board, n: RecordIx) -> Vec<CitedWord> {
    let words = &board.record(n).words;
    (0..words.len()).filter(|at| board.counts(&words[*at])).map(|at| (n, at)).collect()
}

/// What each voice says of a key, by its word.
pub(super) fn said_of(board: &Board, n: RecordIx, key: Key) -> Vec<CitedWord> {
    let said = board.voices(board.record(n), key).into_iter();
    said.map(|said| (n, said.word)).collect()
}

fn word_of(board: &Board, n: RecordIx, key: Key) -> Option<CitedWord> {
    board.shown(board.record(n), key).map(|said| (n, said.word))
}

/// What a word says of a key.
pub(super) fn value_of(board: &Board, (n, word): CitedWord, key: Key) -> Option<&Value> {
    board.record(n).words.get(word)?.get(key)
}

fn last_attack(board: &Board, last: &LastAttack) -> CitedText {
    let records = last.attack.iter().chain(&last.since).chain(&last.perhaps);
    let words = last.in_words(board.clock.as_of);
    let words = words.strip_suffix("; patrols suspended").unwrap_or(&words);
    CitedText::new(capitalized(words)).rests_on(records.map(|n| leading(board, *n)))
}

/// Patrols that ran while the word is that they stand still.
fn disagreements(board: &Board) -> impl Iterator<Item = CitedText> {
    Disagreement::all(board).into_iter().rev().take(2).map(|found| {
        let (patrol, status) = (found.patrol, found.status);
        let outcome = board.shown(board.record(patrol), Key::Outcome);
        let outcome = outcome.map(|said| value_words(board, Key::Outcome, said.value));
        let ran = what_it_says(board, patrol, None);
        let stood = what_it_says(board, status, None);
        let since = board.written_date(board.record(status));
        let since = since.map(|when| format!(" since {}", days(when, board.clock.as_of)));
        CitedText::new(format!("{ran}: told to be {}", outcome.unwrap_or_else(|| "run".into())))
            .rests_on([leading(board, patrol)])
            .say(format!(", while the word is: {stood}{}", since.unwrap_or_default()))
            .rests_on([leading(board, status)])
    })
}

/// Of a board that has counts alone, what bodies counted last.
fn latest_counts(board: &Board) -> Vec<CitedText> {
    let told = Register::new(board).of("told").into_iter().take(2);
    let position = |of: Option<Id>| board.scenario().position(&of?);
    let text = |n: RecordIx| {
        CitedText::new(capitalized(&what_it_says(board, n, None))).rests_on([leading(board, n)])
    };
    told.filter_map(|figure| position(figure.of_id())).map(text).collect()
}
