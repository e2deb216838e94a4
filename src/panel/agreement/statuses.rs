//! Where an agreement or a clause stands, and where it stood before: in whose words, since when.

use serde_json::{Value as Json, json};

use crate::{
    board::{Board, Standing, capitalized, human},
    look::{Phrase, Role, glyph},
    model::{Clean, Id, Key, RecordIx, State, Term, When},
    panel::{standing, values::when_json},
};

/// `a`, `a and b`, `a, b and c`
pub(super) fn all_of(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [before @ .., last] => format!("{} and {last}", before.join(", ")),
    }
}

/// `Holding, “tenuous ceasefire continues to hold”, says SOFREP alone, by 14 Aug.`
pub(super) fn stands(board: &Board, standing: Option<&Standing>, of: &str) -> Phrase {
    let Some(is) = standing else {
        return Phrase::new(format!("No voice says where {of} stands."), Role::Stale);
    };
    let record = board.record(is.record);
    let mut phrase = Phrase::new(capitalized(&Term::State(is.is).spoken()), standing::role(is));
    let mark = |phrase: Phrase, yes: bool| {
        if yes { phrase.and(format!(" {}", glyph::CONTESTED), Role::Contested) } else { phrase }
    };
    phrase = mark(phrase, is.is_contested);
    if let Some(since) = &is.since {
        let day = human(since, board.clock.as_of);
        let told = if is.dated_since().is_some() { format!(" since {day}") } else { String::new() };
        phrase = mark(phrase.and(told, Role::Plain), is.since_contested);
    }
    // The age of an old word stands where nothing cuts it off.
    if let Some(age) = is.age {
        phrase.push(format!(", {}", age.in_words()), Role::Stale);
    }
    if let Some(words) = &is.words {
        phrase.push(format!(", “{words}”"), Role::Plain);
    }
    let mut voices: Vec<&Id> = Vec::new();
    for said in board.voices(record, Key::Is) {
        let says_so = said.value.term() == Some(is.is);
        voices.extend(record.words[said.word].voice().filter(|_| says_so));
    }
    let names: Vec<String> = voices.iter().map(|voice| name_of_voice(board, voice)).collect();
    let says = if names.len() == 1 { "says" } else { "say" };
    let alone = match voices.as_slice() {
        [one] if !one.is_desk() && !is.is_contested => " alone",
        _ => "",
    };
    if !names.is_empty() {
        phrase.push(format!(", {says} {}{alone}", all_of(&names)), Role::Plain);
    }
    if is.dated_since().is_none()
        && let Some(day) = is.last_said
    {
        let day = When::on(day);
        phrase.push(format!(", on {}", human(&day, board.clock.as_of)), Role::Plain);
    }
    for said in board.voices(record, Key::Is) {
        let voice = record.words[said.word].voice();
        if let Some(voice) = voice.filter(|_| said.value.term() != Some(is.is)) {
            let word = board.in_words(Key::Is, said.value);
            let other = format!("; {} says {word}", name_of_voice(board, voice));
            phrase.push(other, Role::Contested);
        }
    }
    let check = record.words.iter().filter(|word| board.is_said(word));
    let check = check.filter(|word| word.get(Key::Verify).is_some());
    let check = if check.count() > 0 { " (to check)" } else { "" };
    phrase.and(check, Role::Warning).and(".", Role::Plain)
}

pub(super) fn name_of_voice(board: &Board, voice: &Id) -> String {
    if voice.is_desk() { "the desk".to_owned() } else { board.voice_name(voice).to_owned() }
}

/// Where it stood by an earlier status: `Partly met, “…”`
pub(super) fn was(board: &Board, n: RecordIx) -> Phrase {
    let record = board.record(n);
    let is = board.shown_term::<State>(record, Key::Is);
    let is = is.map_or_else(String::new, |is| capitalized(&Term::State(is).spoken()));
    let contested = board.contested(n).contains(&Key::Is);
    let mark = if contested { format!(" {}", glyph::CONTESTED) } else { String::new() };
    let words = board.words_for(record, Key::Is);
    let words = words.map_or_else(String::new, |words| format!(", “{words}”"));
    Phrase::plain(is).and(mark, Role::Contested).and(words, Role::Plain)
}

/// `says the desk`, `say SOFREP and Kommersant`; who says otherwise is named too.
pub(super) fn says(board: &Board, n: RecordIx) -> Phrase {
    let record = board.record(n);
    let shown = board.shown(record, Key::Is).and_then(|said| said.value.term::<State>());
    let (mut names, mut others) = (Vec::new(), Vec::new());
    for said in board.voices(record, Key::Is) {
        let Some(voice) = record.words[said.word].voice() else { continue };
        let name = name_of_voice(board, voice);
        if said.value.term() == shown {
            names.push(name);
        } else {
            others.push(format!("; {name} says {}", board.in_words(Key::Is, said.value)));
        }
    }
    let verb = if names.len() == 1 { "says" } else { "say" };
    let says = if names.is_empty() { String::new() } else { format!("{verb} {}", all_of(&names)) };
    Phrase::dim(says).and(others.concat(), Role::Contested)
}

/// Earlier statuses for scripts, the oldest last.
pub(super) fn rows_json(board: &Board, earlier: &[RecordIx]) -> Vec<Json> {
    let row = |n: &RecordIx| {
        let record = board.record(*n);
        json!({
            "is": board.shown_term::<State>(record, Key::Is).map(State::word),
            "words": board.words_for(record, Key::Is).map(Clean::as_str),
            "since": board.written_date(record).map(when_json),
            "voice": board.voice_shown(record, Key::Is).map(Id::as_str),
            "contested": board.contested(*n).contains(&Key::Is),
            "id": record.id.as_str(),
        })
    };
    earlier.iter().map(row).collect()
}
