//! `edit`: other values for the keys of a record, or of one voice's word of it.

use super::{
    Outcome,
    arguments::{Voice, Writing},
    output::say,
    told_names,
    word::{self, WordMeant},
    writing::{
        Deed, OneDeed, Refused, ScenarioFile, Written, apply, board_of, called, change, line_of,
        write,
    },
};
use crate::{
    board::Board,
    format::{
        Field, SeenFrom, TableForm,
        edit::{Edit, Edited, Target},
        typed::Typing,
    },
    model::{Key, Record, Refusal, Word},
};

pub(super) fn edit(words: Vec<String>, voice: &Voice, writing: &Writing) -> Outcome {
    change(words, writing, |file, words| written(file, words, voice, writing))
}

/// One key, with the TOML of its new value; `None` takes it away.
type Change = (Key, Option<String>);

fn written(
    file: &ScenarioFile,
    words: &[String],
    voice: &Voice,
    writing: &Writing,
) -> Result<Written<OneDeed>, Refused> {
    let (record, pairs) = match words.split_first() {
        Some((record, pairs)) if !pairs.is_empty() => (record, pairs),
        _ => return Err(Refusal::new("nothing is to be changed", "RECORD, then KEY=VALUE").into()),
    };
    let WordMeant { scenario, seen_from, record, at } = word::meant(file, record, voice, writing)?;
    let form = TableForm::of(record.table);
    let fields: Vec<&Field> = match at {
        0 => form.fields().collect(),
        _ => form.account_fields().collect(),
    };
    let changes = read_changes(pairs, (record, at), &fields, &Typing::new(scenario, seen_from))?;
    write(file, writing.dry_run, |text, now| {
        let record = word::unchanged(record, now)?;
        let set = |(key, value): &Change| {
            let (record, key, value) = (Target::of(record), *key, value.clone());
            Edit::SetKey { record, word: at, key, value }
        };
        let edits: Vec<Edit> = changes.iter().map(set).collect();
        let edited = apply(text, &edits)?;
        let before = board_of(text, seen_from);
        let told = told((record, at), before.as_ref(), &edited, (&changes, seen_from));
        Ok((edited.text, told))
    })
}

/// What is to be changed, key by key, or all that is wrong with it.
fn read_changes(
    pairs: &[String],
    (record, at): (&Record, usize),
    fields: &[&'static Field],
    typing: &Typing,
) -> Result<Vec<Change>, Refused> {
    let (mut changes, mut wrong) = (Vec::new(), Vec::new());
    for (name, typed) in typed_pairs(pairs, fields)? {
        let Some(field) = fields.iter().find(|field| field.key.name() == name) else {
            let keys = fields.iter().map(|field| field.key.name()).collect();
            wrong.push(told_names(&name, "key of it", keys));
            continue;
        };
        let key = field.key;
        if changes.iter().any(|(other, _)| *other == key) {
            wrong.push(Refusal::new(format!("`{name}` stands twice"), "one is too many"));
            continue;
        }
        if typed.trim().is_empty() {
            if record.words[at].written_value(key).is_none()
                && !record.words[at].unread().contains(&key)
            {
                wrong.push(Refusal::new(format!("`{name}` is not stated there"), ""));
            }
            changes.push((key, None));
            continue;
        }
        match typing.read(record.table, key, &typed) {
            Ok(understood) => {
                understood.warnings.iter().for_each(|why| say(&format!("{name}: {why}")));
                changes.push((key, Some(understood.toml)));
            }
            Err(why) => {
                let message = format!("{name}: {}", why.message);
                wrong.push(Refusal { message: message.into(), ..why });
            }
        }
    }
    if wrong.is_empty() { Ok(changes) } else { Err(Refused::Asked(wrong)) }
}

/// `KEY=VALUE` as a shell has cut it into arguments: what has no such sign goes on with the value
/// before it, as in `date=14 jul`, and so does `turkey=2` where a count for each name is given.
fn typed_pairs(
    arguments: &[String],
    fields: &[&'static Field],
) -> Result<Vec<(String, String)>, Refusal> {
    let mut pairs: Vec<(String, String)> = Vec::new();
    for argument in arguments {
        let parted = argument.split_once('=');
        let field = |name: &str| fields.iter().find(|field| field.key.name() == name);
        let goes_on = match (parted, pairs.last()) {
            (None, _) => true,
            (Some((name, _)), Some((key, _))) => {
                field(name).is_none() && field(key).is_some_and(|field| field.shape.takes_pairs())
            }
            (Some(_), None) => false,
        };
        match (parted, pairs.last_mut()) {
            (Some((name, value)), _) if !goes_on => pairs.push((name.to_owned(), value.to_owned())),
            (_, Some((_, value))) if !value.is_empty() => {
                value.push(' ');
                value.push_str(argument);
            }
            _ => {
                let message = format!("`{argument}` belongs to no key");
                return Err(Refusal::new(message, "write KEY=VALUE"));
            }
        }
    }
    Ok(pairs)
}

fn told(
    (record, at): (&Record, usize),
    before: Option<&Board>,
    edited: &Edited,
    (changes, seen_from): (&[Change], SeenFrom),
) -> OneDeed {
    let after = board_of(&edited.text, seen_from);
    let target = edited.touched.first().map_or_else(|| Target::of(record), |it| it.record.clone());
    let now = after.as_ref().and_then(|board| target.find(board.scenario()));
    let value = |board: &Board, word: Option<&Word>, key: Key| {
        let value = word.and_then(|word| word.written_value(key));
        value.map_or_else(|| "not stated".to_owned(), |value| board.in_words(key, value))
    };
    let change = |(key, _): &Change| {
        let was = before.map(|board| value(board, record.words.get(at), *key)).unwrap_or_default();
        let is =
            after.as_ref().map(|board| value(board, now.and_then(|it| it.words.get(at)), *key));
        format!("{}: {was} → {}", key.name(), is.unwrap_or_default())
    };
    let changed = changes.iter().map(change).collect::<Vec<_>>().join("; ");
    let voice = record.words.get(at).and_then(Word::voice);
    let account =
        voice.filter(|_| at > 0).zip(before).map(|(voice, board)| board.voice_name(voice));
    let account = account.map(|name| format!("the account of {name} on ")).unwrap_or_default();
    let words = format!("changed: {account}{}; {changed}", called(after.as_ref(), &target));
    let voice = voice.map(|voice| voice.to_string());
    let deed = Deed { did: "changed", words, record: target, voice, line: line_of(edited) };
    (deed, edited.warnings.clone())
}
