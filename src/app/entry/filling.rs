//! Filling a form in: moving between its lines, typing, completing, making a source on the way,
//! writing what it says, leaving.

use super::{
    Form, Writes,
    line::{id_from, typed_point},
    opening::{AS_LAST_TIME, first, leaves_unwritten, refuse, room, typing, writes_so},
    repeating::write_new,
};
use crate::{
    app::{App, Effect, Input, Overlay},
    board::gazetteer_place,
    command::{Command, Pressed},
    format::edit::{Draft, Edit},
    model::{Key, Table},
};

/// A key in a form.
pub fn keys(app: &mut App, mut form: Box<Form>, pressed: Pressed) -> Vec<Effect> {
    let Some(shown) = app.shown().cloned() else { return Vec::new() };
    let typing = form.typing(typing(&shown.board, app.opening.today));
    let (height, last) = (room(app, &form), form.lines.len().saturating_sub(1));
    let at = form.at;
    if let Some(sought) = form.sought.take() {
        if let Some(sought) = seek(&mut form, sought, pressed, height) {
            form.sought = Some(sought);
        }
        app.overlay = Some(Overlay::Form(form));
        return Vec::new();
    }
    match pressed.command() {
        Some(Command::Escape) => return left(app, form),
        Some(Command::WriteRecord) => return write(app, form),
        Some(Command::FinishLine) if at == last => return write(app, form),
        Some(Command::FinishLine | Command::NextLine) => form.go(at + 1, height),
        Some(Command::PreviousLine) => form.go(at.saturating_sub(1), height),
        Some(Command::PageDown) => form.go(at + height, height),
        Some(Command::PageUp) => form.go(at.saturating_sub(height), height),
        Some(Command::NextCompletion) => form.complete(true, &typing),
        Some(Command::PreviousCompletion) => form.complete(false, &typing),
        Some(Command::FindLine) => form.sought = Some(Input::default()),
        Some(Command::ClearDefaults) => form.clear_defaults(&typing),
        Some(Command::NewReferenced) => return on_the_way(app, form),
        Some(Command::OtherAccount) => return other_word(app, form),
        _ => {
            form.edit(pressed, &typing);
        }
    }
    app.overlay = Some(Overlay::Form(form));
    Vec::new()
}

/// Letters of a key's name go to its line; any key that is no text ends it.
fn seek(form: &mut Form, mut sought: Input, pressed: Pressed, height: usize) -> Option<Input> {
    if !sought.edit(pressed) {
        return None;
    }
    let wanted = sought.text().trim();
    let name = |n: &usize| form.lines[*n].field.key.name();
    let begins = (0..form.lines.len()).find(|n| name(n).starts_with(wanted));
    let found = begins.or_else(|| (0..form.lines.len()).find(|n| name(n).contains(wanted)));
    found.into_iter().for_each(|n| form.go(n, height));
    Some(sought)
}

/// Types a paste into the line of the form; false where it is too long.
pub fn paste(app: &mut App, mut form: Box<Form>, text: &str) -> bool {
    let is_whole = match app.shown().cloned() {
        Some(shown) => {
            let typing = form.typing(typing(&shown.board, app.opening.today));
            form.insert(text, &typing)
        }
        None => true,
    };
    app.overlay = Some(Overlay::Form(form));
    is_whole
}

/// Leaves a form: back to the one below it, if there is one. What was typed is asked about once.
fn left(app: &mut App, mut form: Box<Form>) -> Vec<Effect> {
    if form.is_touched() && !form.asks {
        form.asks = true;
        form.refused = Some(leaves_unwritten());
        app.overlay = Some(Overlay::Form(form));
        return Vec::new();
    }
    app.overlay = form.under.take().map(Overlay::Form);
    Vec::new()
}

/// A new source, place or actor for the line that wants one: its form lies on this one.
fn on_the_way(app: &mut App, mut form: Box<Form>) -> Vec<Effect> {
    let Some(shown) = app.shown().cloned() else { return Vec::new() };
    let Some((table, name)) = form.line().and_then(|line| {
        let typed = line.input.text().rsplit([',', ';']).next().unwrap_or_default();
        Some((*line.refers_to().first()?, typed.trim().to_owned()))
    }) else {
        form.refused = Some("this line names no record that could be made here".into());
        app.overlay = Some(Overlay::Form(form));
        return Vec::new();
    };
    let typing = form.typing(typing(&shown.board, app.opening.today));
    let writes = Writes::Record { table, parent: None };
    let mut lines = first(&writes, None, &typing, app);
    let known = gazetteer_place(&shown.board.index, &name).filter(|_| table == Table::Place);
    lines.extend(known.map(|known| (Key::At, typed_point(&known))));
    lines.push((Key::Id, id_from(&name)));
    lines.push((Key::Name, name));
    let mut above = Form::new(writes, &lines, &typing);
    above.under = Some(form);
    above.scroll(room(app, &above));
    app.overlay = Some(Overlay::Form(Box::new(above)));
    Vec::new()
}

/// The next of a record's words, where nothing was typed yet.
fn other_word(app: &mut App, mut form: Box<Form>) -> Vec<Effect> {
    let Some(shown) = app.shown().cloned() else { return Vec::new() };
    let record = match &form.writes {
        Writes::Word(target, word) => {
            target.find(shown.board.scenario()).map(|record| (target.clone(), *word, record))
        }
        Writes::Record { .. } | Writes::Account(_) => None,
    };
    let Some((target, word, record)) = record.filter(|(.., record)| record.words.len() > 1) else {
        form.refused = Some("there is no other account of it".into());
        app.overlay = Some(Overlay::Form(form));
        return Vec::new();
    };
    if form.is_touched() {
        let (write, leave) = (Command::WriteRecord.key(), Command::Escape.key());
        form.refused = Some(format!("{write} writes this one first, {leave} leaves it").into());
        app.overlay = Some(Overlay::Form(form));
        return Vec::new();
    }
    let typing = typing(&shown.board, app.opening.today);
    let writes = Writes::Word(target, (word + 1) % record.words.len());
    let lines = first(&writes, Some(record), &typing, app);
    let mut other = Form::new(writes, &lines, &typing);
    other.scroll(room(app, &other));
    app.overlay = Some(Overlay::Form(Box::new(other)));
    Vec::new()
}

/// Writes what the form says, unless a line cannot be written: that line gets the cursor.
fn write(app: &mut App, mut form: Box<Form>) -> Vec<Effect> {
    let said = match &form.writes {
        Writes::Record { table, parent } => form.fields().map(|fields| {
            let draft = Draft { parent: parent.clone(), ..Draft::new(*table, fields) };
            ("added".to_owned(), vec![Edit::AddRecord(draft)])
        }),
        Writes::Account(record) => form.fields().map(|fields| {
            let name = format!("another voice: {}", app.called(record));
            (name, vec![Edit::AddAccount { record: record.clone(), fields }])
        }),
        Writes::Word(record, word) => form.changes().map(|changes| {
            let (name, word) = (format!("changed: {}", app.called(record)), *word);
            let set = |(key, value)| Edit::SetKey { record: record.clone(), word, key, value };
            // The id last: until then the record is known by the one that it has.
            let (ids, rest): (Vec<_>, Vec<_>) =
                changes.into_iter().partition(|(key, _)| *key == Key::Id);
            (name, rest.into_iter().chain(ids).map(set).collect())
        }),
    };
    let taken_over = form.taken_over();
    let (name, edits) = match said {
        Ok(_) if !taken_over.is_empty() => {
            let what = format!("{}, {AS_LAST_TIME}", taken_over.join(", "));
            form.refused = Some(writes_so(&what, Command::WriteRecord));
            form.agrees = true;
            app.stays(Overlay::Form(form));
            return Vec::new();
        }
        Ok(said) => said,
        Err(at) => {
            // What is wrong with a line that was read stands below it.
            form.refused = form.lines[at].is_empty().then(|| form.fault(at));
            form.go(at, room(app, &form));
            app.stays(Overlay::Form(form));
            return Vec::new();
        }
    };
    if let Some(under) = form.under.take() {
        return record_added(app, *form, under, edits);
    }
    if edits.is_empty() {
        return refuse(app, "nothing was changed");
    }
    app.last.typed(form.id(Key::Source), form.id(Key::Place));
    if let Writes::Record { table, .. } = form.writes {
        app.last.wrote(table, form.id(Key::Id));
    }
    let new = form.new.iter().cloned().map(Edit::AddRecord);
    let edits = new.chain(edits).collect();
    write_new(app, name, edits, Overlay::Form(form))
}

/// A record that was made on the way stands in the form below from now on.
fn record_added(app: &mut App, form: Form, mut under: Box<Form>, edits: Vec<Edit>) -> Vec<Effect> {
    let Some(shown) = app.shown().cloned() else { return Vec::new() };
    let draft = edits.into_iter().find_map(|edit| match edit {
        Edit::AddRecord(draft) => Some(draft),
        _ => None,
    });
    under.new.extend(form.new.iter().cloned());
    if let Some(draft) = draft {
        let typed = under.line().map(|line| line.input.text().to_owned()).unwrap_or_default();
        let kept = typed.rfind([',', ';']).map_or("", |at| &typed[..=at]);
        let id = draft.id().map(|id| id.to_string()).unwrap_or_default();
        let text = format!("{kept}{id}");
        under.new.push(draft);
        let at = under.at;
        if let Some(line) = under.lines.get_mut(at) {
            line.input = Input::new(&text);
        }
    }
    let typing = under.typing(typing(&shown.board, app.opening.today));
    under.read_all(&typing);
    app.overlay = Some(Overlay::Form(under));
    Vec::new()
}
