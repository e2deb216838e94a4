//! Which record a command changes, and whose word of it.

use super::{
    arguments::{Voice, Writing},
    writing::{Refused, ScenarioFile, seen_from},
};
use crate::{
    format::{
        SeenFrom,
        edit::Target,
        typed::{IdTyped, record_named},
    },
    model::{Id, Record, Refusal, Scenario, Table, Word},
};

/// A word of a record that is to be changed.
pub(super) struct WordMeant<'s> {
    pub scenario: &'s Scenario,
    /// The days that a typed one is seen from.
    pub seen_from: SeenFrom,
    pub record: &'s Record,
    /// Its position; 0 is the record's own.
    pub at: usize,
}

/// The record of a file that is named, and whose word of it.
pub(super) fn meant<'s>(
    file: &'s ScenarioFile,
    named: &str,
    voice: &Voice,
    writing: &Writing,
) -> Result<WordMeant<'s>, Refused> {
    let scenario = file.scenario().map_err(Refused::Trouble)?;
    let seen_from = seen_from(scenario, writing.as_of.as_deref())?;
    let record = record(scenario, named, |_| true)?;
    let at = word(scenario, record, voice.voice.as_deref())?;
    Ok(WordMeant { scenario, seen_from, record, at })
}

/// The record that is named, whole, of those that `fits` takes.
pub(super) fn record<'s>(
    scenario: &'s Scenario,
    typed: &str,
    fits: impl Fn(&Record) -> bool,
) -> Result<&'s Record, Refusal> {
    record_named(scenario, typed, IdTyped::Whole, fits)
}

/// The word of a record that a voice is named for, by its position: its source, whom that cites, or
/// the line on which it stands; 0, the record's own, where nobody is named.
pub(super) fn word(
    scenario: &Scenario,
    record: &Record,
    voice: Option<&str>,
) -> Result<usize, Refusal> {
    let Some(voice) = voice else { return Ok(0) };
    let source = self::record(scenario, voice, |record| record.table == Table::Source);
    let source = source.ok().map(|source| &source.id);
    let is_named =
        |id: Option<&Id>| id.is_some_and(|id| id.as_str() == voice || Some(id) == source);
    let line = voice.parse::<u32>().ok();
    let speaks = |word: &Word| {
        is_named(word.voice()) || is_named(word.source()) || line == Some(word.spot.line)
    };
    let words = record.words.iter().enumerate().filter(|(_, word)| speaks(word));
    let found: Vec<(usize, &Word)> = words.collect();
    match found[..] {
        [] => {
            let known = record.words.iter().filter_map(Word::voice).map(Id::as_str);
            let known: Vec<&str> = known.collect();
            Err(super::told_names(voice, "voice of it", known))
        }
        [(only, _)] => Ok(only),
        _ => {
            let lines = found.iter().map(|(_, word)| word.spot.line.to_string());
            let lines = lines.collect::<Vec<_>>().join(", --voice ");
            let message = format!("`{voice}` has {} words on it", found.len());
            Err(Refusal::new(message, &format!("say which by its line: --voice {lines}")))
        }
    }
}

/// Refuses where a record says something else now than when it was looked at.
pub(super) fn unchanged<'s>(was: &Record, now: &'s Scenario) -> Result<&'s Record, Refusal> {
    let target = Target::of(was);
    let Some(is) = target.find(now) else {
        let message = format!("the {} `{}` was taken out meanwhile", was.table.name(), was.id);
        return Err(Refusal::new(message, "somebody else did it; nothing was written"));
    };
    let says = |record: &Record| -> Vec<Vec<_>> {
        let entries = |word: &Word| {
            word.written().map(|entry| (entry.key, entry.value.clone())).collect::<Vec<_>>()
        };
        record.words.iter().map(entries).collect()
    };
    if says(was) == says(is) {
        return Ok(is);
    }
    let message = format!("the {} `{}` was changed meanwhile", was.table.name(), was.id);
    Err(Refusal::new(message, "nothing was written; look at it, and do it once more"))
}

/// The record of words that name it and nothing else.
pub(super) fn only(words: &[String]) -> Result<&str, Refusal> {
    match words {
        [record] => Ok(record),
        [] => Err(Refusal::new("which record?", "name it by its id")),
        [_, more, ..] => {
            let hint = "a record is named by its id, or by its name in quotes";
            Err(Refusal::new(format!("`{more}` is one word too many"), hint))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::load;

    #[test]
    fn what_somebody_else_changed_meanwhile_is_not_written_over() {
        const TEXT: &str = "format = 1\n[scenario]\nid = \"t\"\ntitle = \"T\"\n[[event]]\nid = \"a\"\n\
            date = 2020-07-01\nkind = \"x\"\nwhat = \"A.\"\nsource = \"desk\"\n";
        let read = |text: &str| load(text.as_bytes(), "t").scenario.expect("loads");
        let was = read(TEXT);
        let record = record(&was, "a", |_| true).expect("it is there");
        // Elsewhere the file may have changed, and the record may stand on another line.
        let moved = TEXT.replace("title = \"T\"\n", "title = \"T\"\nsummary = \"S\"\n");
        assert!(unchanged(record, &read(&moved)).is_ok());
        let changed = unchanged(record, &read(&TEXT.replace("A.", "B."))).map(|it| it.id.clone());
        assert_eq!(changed.unwrap_err().message.as_str(), "the event `a` was changed meanwhile");
        let other = read(&TEXT.replace("id = \"a\"", "id = \"b\""));
        let gone = unchanged(record, &other).map(|it| it.id.clone()).unwrap_err();
        assert_eq!(gone.message.as_str(), "the event `a` was taken out meanwhile");
    }
}
