//! `account`: another voice on a record, in the one line that `add` takes.

use super::{
    Outcome,
    arguments::Writing,
    output::say,
    word,
    writing::{
        Deed, OneDeed, Refused, ScenarioFile, Written, apply, board_of, called, change, line_of,
        seen_from, write,
    },
};
use crate::{
    board::{Board, in_full},
    format::{
        SeenFrom,
        edit::{Edit, Edited, Fields, Target},
        one_line,
        typed::{Last, Typing},
    },
    model::{Record, Refusal, Scenario, Table},
};

pub(super) fn account(words: Vec<String>, writing: &Writing) -> Outcome {
    change(words, writing, |file, words| written(file, words, writing))
}

fn written(
    file: &ScenarioFile,
    words: &[String],
    writing: &Writing,
) -> Result<Written<OneDeed>, Refused> {
    let scenario = file.scenario().map_err(Refused::Trouble)?;
    let seen_from = seen_from(scenario, writing.as_of.as_deref())?;
    let (record, line) = match words.split_first() {
        Some((record, line)) if !line.is_empty() => (record, line),
        _ => {
            return Err(Refusal::new(
                "nothing is said of it",
                "RECORD, then the line: src sohr killed=3",
            )
            .into());
        }
    };
    let record = word::record(scenario, record, |record| record.table != Table::Scenario)?;
    takes_accounts(record)?;
    let fields = fields(&one_line::line_of(line)?, record, scenario, seen_from)?;
    write(file, writing.dry_run, |text, _| {
        let record = Target::of(record);
        let add = Edit::AddAccount { record: record.clone(), fields: fields.clone() };
        let edited = apply(text, &[add])?;
        Ok((edited.text.clone(), deed(&record, &edited, seen_from)))
    })
}

/// Refuses a record of which nobody else can speak.
fn takes_accounts(record: &Record) -> Result<(), Refusal> {
    match record.own().voice() {
        Some(_) if record.table != Table::Tie => Ok(()),
        _ => {
            let message = format!("`{}` is a plain fact of the file", record.id);
            Err(Refusal::new(message, "nobody's word stands beside it"))
        }
    }
}

/// What the line says, as it stands in an account.
fn fields(
    line: &str,
    record: &Record,
    scenario: &Scenario,
    seen_from: SeenFrom,
) -> Result<Fields, Refused> {
    let typing = Typing::new(scenario, seen_from);
    let read = one_line::read_account(line, record.table, &typing);
    let unread: Vec<Refusal> = read.unread().map(|(_, why)| why.clone()).collect();
    if !unread.is_empty() {
        return Err(Refused::Asked(unread));
    }
    read.remarks().for_each(|remark| say(remark));
    let mut fields = read.draft().map(|draft| draft.fields).unwrap_or_default();
    for (key, understood) in read.filled(&typing, &Last::default()) {
        if let Some(when) = understood.value.as_when() {
            say(&format!("{} is taken to be {}: none was given", key.name(), in_full(when)));
        }
        fields.push((key, understood.toml));
    }
    Ok(fields)
}

fn deed(record: &Target, edited: &Edited, seen_from: SeenFrom) -> OneDeed {
    let board = board_of(&edited.text, seen_from);
    let voice = |board: &Board| {
        let word = edited.touched.first()?.word;
        record.find(board.scenario())?.words.get(word)?.voice().cloned()
    };
    let voice = board.as_ref().and_then(voice);
    let name = voice.as_ref().zip(board.as_ref()).map(|(id, board)| board.voice_name(id));
    let name = name.unwrap_or_default();
    let words = format!("account added: {name} on {}", called(board.as_ref(), record));
    let voice = voice.map(|voice| voice.to_string());
    let deed =
        Deed { did: "account-added", words, record: record.clone(), voice, line: line_of(edited) };
    (deed, edited.warnings.clone())
}
