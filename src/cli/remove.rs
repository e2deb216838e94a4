//! `remove`: a record, or one voice's account of it, out of the file.

use super::{
    Outcome,
    arguments::{Voice, Writing},
    word::{self, WordMeant},
    writing::{
        Deed, OneDeed, Refused, ScenarioFile, Written, apply, board_of, called, change, write,
    },
};
use crate::{
    board::Board,
    format::edit::{Edit, Target, referring},
    look::counted,
    model::{Refusal, Word},
};

/// Referring records that are named in a refusal.
const NAMED: usize = 6;

pub(super) fn remove(words: Vec<String>, voice: &Voice, writing: &Writing) -> Outcome {
    change(words, writing, |file, words| written(file, words, voice, writing))
}

fn written(
    file: &ScenarioFile,
    words: &[String],
    voice: &Voice,
    writing: &Writing,
) -> Result<Written<OneDeed>, Refused> {
    let WordMeant { seen_from, record, at, .. } =
        word::meant(file, word::only(words)?, voice, writing)?;
    if at == 0 && voice.voice.is_some() {
        let message = "this is the record's own word, without which nothing stands";
        let hint =
            "`sitboard withdraw` takes it back; without --voice all of the record is removed";
        return Err(Refusal::new(message, hint).into());
    }
    write(file, writing.dry_run, |text, now| {
        let is = word::unchanged(record, now)?;
        let target = Target::of(is);
        let board = board_of(text, seen_from);
        if at == 0 {
            refuse_referred(board.as_ref(), &target)?;
        }
        let speaker = is.words.get(at).and_then(Word::voice).filter(|_| at > 0);
        let of = speaker.zip(board.as_ref()).map(|(id, board)| board.voice_name(id));
        let of = of.map(|name| format!("the account of {name} on ")).unwrap_or_default();
        let words = format!("removed: {of}{}", called(board.as_ref(), &target));
        let remove = match at {
            0 => Edit::RemoveRecord { record: target.clone() },
            _ => Edit::RemoveAccount { record: target.clone(), word: at },
        };
        let edited = apply(text, &[remove])?;
        let did = if at == 0 { "removed" } else { "account-removed" };
        let voice = speaker.map(|id| id.to_string());
        let deed = Deed { did, words, record: target, voice, line: None };
        Ok((edited.text, (deed, edited.warnings)))
    })
}

/// Refuses to remove what others refer to, and says who does.
fn refuse_referred(board: Option<&Board>, target: &Target) -> Result<(), Refusal> {
    let Some(board) = board else { return Ok(()) };
    let referring = referring(board.scenario(), target);
    if referring.is_empty() {
        return Ok(());
    }
    let names = referring
        .iter()
        .take(NAMED)
        .map(|(other, key)| format!("{} ({}), {}", board.brief(other), other.id, key.name()));
    let names = names.collect::<Vec<_>>().join("; ");
    let more = referring.len().saturating_sub(NAMED);
    let more = if more > 0 { format!("; and {more} more") } else { String::new() };
    let count = counted(referring.len(), "reference");
    let message = format!("{} stays: {count} to it: {names}{more}", called(Some(board), target));
    Err(Refusal::new(message, "change what refers to it first"))
}
