//! `withdraw`: a voice takes its word back, on a day.

use super::{
    Outcome,
    arguments::{Voice, Writing},
    word::{self, WordMeant},
    writing::{
        Deed, OneDeed, Refused, ScenarioFile, Written, apply, board_of, called, change, line_of,
        write,
    },
};
use crate::{
    board::in_full,
    format::{
        edit::{Edit, Target},
        typed::Typing,
    },
    model::{Key, Refusal},
};

pub(super) fn withdraw(words: Vec<String>, on: &str, voice: &Voice, writing: &Writing) -> Outcome {
    change(words, writing, |file, words| written(file, words, (on, voice), writing))
}

fn written(
    file: &ScenarioFile,
    words: &[String],
    (on, voice): (&str, &Voice),
    writing: &Writing,
) -> Result<Written<OneDeed>, Refused> {
    let WordMeant { scenario, seen_from, record, at } =
        word::meant(file, word::only(words)?, voice, writing)?;
    let said = &record.words[at];
    let Some(speaker) = said.voice() else {
        let message = format!("`{}` is a plain fact of the file", record.id);
        return Err(Refusal::new(message, "there is no word to withdraw").into());
    };
    if said.withdrawn().is_some() {
        let message = format!("this word is withdrawn already, on line {}", said.spot.line);
        return Err(
            Refusal::new(message, "`sitboard edit RECORD withdrawn=DAY` changes the day").into()
        );
    }
    let day = Typing::new(scenario, seen_from).read(record.table, Key::Withdrawn, on)?;
    write(file, writing.dry_run, |text, now| {
        let record = Target::of(word::unchanged(record, now)?);
        let value = Some(day.toml.clone());
        let set = Edit::SetKey { record: record.clone(), word: at, key: Key::Withdrawn, value };
        let edited = apply(text, &[set])?;
        let board = board_of(&edited.text, seen_from);
        let name = board.as_ref().map(|board| board.voice_name(speaker).to_owned());
        let name = name.unwrap_or_else(|| speaker.to_string());
        let when = day.value.as_when().map(in_full).unwrap_or_default();
        let called = called(board.as_ref(), &record);
        let words = format!("withdrawn: {name} takes its word back on {when}: {called}");
        let (voice, line) = (Some(speaker.to_string()), line_of(&edited));
        let deed = Deed { did: "withdrawn", words, record, voice, line };
        Ok((edited.text, (deed, edited.warnings)))
    })
}
