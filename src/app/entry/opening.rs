//! What entry begins with: which record and which voice are meant, and whether the file can be
//! written at all.

use std::sync::Arc;

use super::{Ask, Form, LineEntry, Writes};
use crate::{
    app::{
        App, Effect, Input, Loss, Overlay, Plan, Prompt, Purpose, SaveStop, ScenarioIx,
        history::make, palette,
    },
    board::Board,
    command::Command,
    format::{
        Shape, TableForm,
        edit::{Edit, Target, referring},
        typed::{SeenFrom, Typing, typed},
    },
    model::{Clean, Day, Key, Record, Table, Word},
};

/// Opens a form for a record of a kind, of the focused panel's where none is named. Where the panel
/// has none, the kind is chosen.
pub fn add(app: &mut App, table: Option<Table>) -> Vec<Effect> {
    let Some(table) = table.or(app.focus.spec().adds) else {
        return palette::open(app, Input::new("add "));
    };
    let owner = table.owner().map(|owner| owner.table);
    let parent = selected(app).and_then(|record| match (owner, &record.parent) {
        (Some(owner), _) if record.table == owner => Some(record.id.clone()),
        // One more beside the one that is selected.
        (Some(_), Some(parent)) => Some(parent.clone()),
        _ => None,
    });
    if let (Some(owner), None) = (owner, &parent) {
        return refuse(app, &format!("select its {} first", owner.name()));
    }
    open(app, Writes::Record { table, parent: parent.filter(|_| owner.is_some()) }, None)
}

/// Opens the one line.
pub fn add_line(app: &mut App) -> Vec<Effect> {
    let Some(board) = app.board() else { return Vec::new() };
    let typing = typing(board, app.opening.today);
    let entry = LineEntry::new(Input::default(), typing, &board.index, &app.last);
    app.overlay = Some(Overlay::Line(Box::new(entry)));
    probe(app)
}

/// Opens a form for another voice on the selected record.
pub fn add_account(app: &mut App) -> Vec<Effect> {
    match just_written(app).or_else(|| selected(app)) {
        Some(record) if record.own().voice().is_some() && record.table != Table::Tie => {
            open(app, Writes::Account(Target::of(&record)), None)
        }
        Some(_) => refuse(app, "this is a plain fact of the file: nobody's word stands beside it"),
        None => refuse(app, "nothing is selected"),
    }
}

/// Opens the selected record, or the voice that is chosen in its detail.
pub fn edit(app: &mut App) -> Vec<Effect> {
    let Some((record, word)) = chosen(app) else { return refuse(app, "nothing is selected") };
    open(app, Writes::Word(Target::of(&record), word), Some(&record))
}

/// Opens a new record that begins as the selected one.
pub fn duplicate(app: &mut App) -> Vec<Effect> {
    let Some(record) = selected(app) else { return refuse(app, "nothing is selected") };
    let (table, parent) = (record.table, record.parent.clone());
    open(app, Writes::Record { table, parent }, Some(&record))
}

pub(super) fn refuse(app: &mut App, words: &str) -> Vec<Effect> {
    app.refuse(words);
    Vec::new()
}

/// What is said before something is written that nobody typed.
pub(super) fn writes_so(what: &str, command: Command) -> Clean {
    format!("{what}: {} once more writes it so", command.key()).into()
}

/// Where what the last entry had comes from.
pub(super) const AS_LAST_TIME: &str = "as last time";

/// What is said before what was typed is left.
pub(super) fn leaves_unwritten() -> Clean {
    let key = Command::Escape.key();
    format!("{key} once more leaves without writing what was typed").into()
}

/// The record that was written last, until another one is looked at: another voice on it is meant
/// for it, whatever panel has the keys.
fn just_written(app: &App) -> Option<Record> {
    let (scenario, target) = app.written.as_ref().filter(|_| app.trail.is_empty())?;
    let board = app.board().filter(|_| *scenario == app.current)?;
    target.find(board.scenario()).cloned()
}

/// The record that a detail is open on, else the one selected in the panel, as the file has it now:
/// what a change just made of it may not be on the board yet.
fn selected(app: &App) -> Option<Record> {
    let board = app.board()?;
    let n = match app.trail.last() {
        Some(page) => page.record(board),
        None => app.selected(app.focus),
    };
    let shown = board.record(n?);
    let index = app.open_scenario().and_then(|open| open.index());
    let now = index.and_then(|index| Target::of(shown).find(&index.scenario));
    Some(now.unwrap_or(shown).clone())
}

/// The selected record, and of its words the one that is chosen in the detail.
fn chosen(app: &App) -> Option<(Record, usize)> {
    let (board, record) = (app.board()?, selected(app)?);
    let nth = app.trail.last().map_or(0, |page| page.voice);
    let mut said = (0..record.words.len()).filter(|n| board.is_said(&record.words[*n]));
    let word = said.nth(nth).unwrap_or(0);
    Some((record, word))
}

pub(super) fn typing(board: &Board, today: Day) -> Typing<'_> {
    let known = Arc::clone(board.index.known_names());
    Typing::known(board.scenario(), SeenFrom { as_of: board.clock.as_of, today }, known)
}

fn open(app: &mut App, writes: Writes, like: Option<&Record>) -> Vec<Effect> {
    let Some(board) = app.board() else { return Vec::new() };
    let typing = typing(board, app.opening.today);
    let first = first(&writes, like, &typing, app);
    let defaults: Vec<Key> = match (&writes, like) {
        (Writes::Record { .. }, None) | (Writes::Account(_), _) => {
            first.iter().map(|(key, _)| *key).collect()
        }
        _ => Vec::new(),
    };
    let mut form = Form::new(writes, &first, &typing).with_defaults(&defaults);
    form.scroll(room(app, &form));
    app.overlay = Some(Overlay::Form(Box::new(form)));
    probe(app)
}

/// What stands in the lines of a form at first.
pub(super) fn first(
    writes: &Writes,
    like: Option<&Record>,
    typing: &Typing,
    app: &App,
) -> Vec<(Key, String)> {
    let said = |word: usize, record: &Record| -> Vec<(Key, String)> {
        let entries = record.words.get(word).into_iter().flat_map(Word::written);
        entries.map(|entry| (entry.key, typed(&entry.value))).collect()
    };
    match (writes, like) {
        (Writes::Word(_, word), Some(record)) => {
            let mut first = said(*word, record);
            // What is made up is no word of the file's.
            first.retain(|(key, _)| !(record.id_made_up && *key == Key::Id));
            first
        }
        (Writes::Record { .. }, Some(record)) => {
            let mut first = said(0, record);
            first.retain(|(key, _)| *key != Key::Id);
            first
        }
        (Writes::Account(target), _) => {
            let mut first = typing.defaults(writes.table(), true, &app.last);
            first.retain(|(key, text)| *key != Key::Source || !has_spoken(app, target, text));
            first
        }
        _ => {
            let mut first = typing.defaults(writes.table(), false, &app.last);
            first.extend(of_selected(app, writes.table()));
            first
        }
    }
}

/// What is selected, where a new record may be of it: a step of this incident's case, an amendment of
/// this clause.
fn of_selected(app: &App, table: Table) -> Option<(Key, String)> {
    let field = TableForm::of(table).fields().find(|field| field.key == Key::Of)?;
    let Shape::Reference(to, _) = field.shape else { return None };
    let selected = selected(app).filter(|record| to.contains(&record.table) && !record.id_made_up);
    selected.map(|record| (Key::Of, record.id.to_string()))
}

/// Whether a voice has a word of its own on a record: another voice is another one.
fn has_spoken(app: &App, target: &Target, voice: &str) -> bool {
    let index = app.open_scenario().and_then(|open| open.index());
    let record = index.and_then(|index| target.find(&index.scenario));
    let words = record.iter().flat_map(|record| &record.words);
    words.filter_map(|word| word.voice()).any(|id| id.as_str() == voice)
}

/// Lines of a form that are in sight.
pub fn room(app: &App, form: &Form) -> usize {
    Plan::of(app.size, app).form_rows(form.lines.len())
}

/// What is opened is meant for what the file says now. Asks the disk whether it can be written,
/// before much is typed.
fn probe(app: &mut App) -> Vec<Effect> {
    app.opened = app.open_scenario().and_then(|open| open.loaded.clone());
    app.ask_disk(app.current).into_iter().collect()
}

/// The disk has answered: what is typed stays, and is told why it cannot be written.
pub fn probed(app: &mut App, n: ScenarioIx, result: Result<Vec<Loss>, SaveStop>) -> Vec<Effect> {
    app.workspace.get_mut(n).into_iter().for_each(|open| open.history.blocked = None);
    let words: Clean = match (&result, app.workspace.get(n)) {
        (Ok(losses), Some(open)) => {
            match losses.iter().find(|loss| !open.history.agreed.contains(loss)) {
                Some(loss) => loss.to_string().into(),
                None => return Vec::new(),
            }
        }
        (Err(stop), Some(_)) => stop.to_string().into(),
        (_, None) => return Vec::new(),
    };
    if matches!(result, Err(SaveStop::Failed(_))) {
        app.workspace[n].history.blocked = Some(words.clone());
    }
    match &mut app.overlay {
        Some(Overlay::Form(form)) => form.refused = Some(words),
        Some(Overlay::Line(line)) => line.refused = Some(words),
        _ => {}
    }
    Vec::new()
}

/// Asks for the day on which the chosen voice took its word back.
pub fn ask_withdrawal(app: &mut App) -> Vec<Effect> {
    let Some((record, word)) = chosen(app) else { return refuse(app, "nothing is selected") };
    let Some(board) = app.board() else { return Vec::new() };
    let said = &record.words[word];
    if said.voice().is_none() {
        return refuse(app, "this is a plain fact of the file: there is no word to withdraw");
    }
    if said.withdrawn().is_some() {
        let key = Command::EditRecord.key();
        return refuse(app, &format!("this word is withdrawn already; {key} changes the day"));
    }
    let input = Input::new(&board.clock.as_of.to_string());
    let purpose = Purpose::Withdraw { record: Target::of(&record), word };
    app.overlay = Some(Overlay::Prompt(Prompt { input, ..Prompt::new(purpose, "") }));
    probe(app)
}

/// Takes a voice's word back on the day that was typed.
pub fn withdraw(app: &mut App, mut prompt: Prompt) -> Vec<Effect> {
    let (Purpose::Withdraw { record, word }, Some(board)) = (prompt.purpose.clone(), app.board())
    else {
        return Vec::new();
    };
    let said = app.opened.as_ref().and_then(|loaded| loaded.index.clone());
    let voice =
        said.and_then(|index| record.find(&index.scenario)?.words.get(word)?.voice().cloned());
    match typing(board, app.opening.today).read(record.table, Key::Withdrawn, prompt.input.text()) {
        Ok(understood) => {
            let voice = voice.map(|id| board.voice_name(&id).to_owned()).unwrap_or_default();
            let name = format!("{voice} takes its word back: {}", app.called(&record));
            let value = Some(understood.toml);
            let edit = Edit::SetKey { record, word, key: Key::Withdrawn, value };
            make(app, name, vec![edit], None)
        }
        Err(error) => {
            prompt.error = Some(error);
            app.stays(Overlay::Prompt(prompt));
            Vec::new()
        }
    }
}

/// Asks before the selected record is removed; one that others refer to stays.
pub fn ask_to_remove(app: &mut App) -> Vec<Effect> {
    let Some((record, word)) = chosen(app) else { return refuse(app, "nothing is selected") };
    let Some(board) = app.board() else { return Vec::new() };
    let target = Target::of(&record);
    let referring: Vec<String> = referring(board.scenario(), &target)
        .into_iter()
        .map(|(other, key)| format!("{} ({})", board.brief(other), key.name()))
        .collect();
    let word = if app.trail.is_empty() { 0 } else { word };
    app.overlay = Some(Overlay::Ask(Ask::Remove { record: target, word, referring }));
    probe(app)
}

/// Opens the file in the reader's own editor, at the record.
pub fn editor(app: &mut App) -> Vec<Effect> {
    let Some(open) = app.open_scenario() else { return Vec::new() };
    let Some(path) = open.place.path().cloned() else {
        return refuse(app, "there is no file to be opened");
    };
    if open.is_unsaved() {
        let key = Command::SaveScenario.key();
        return refuse(app, &format!("save first ({key}): the editor opens the file as it is"));
    }
    let problem = open.problems().first().filter(|_| open.fault.is_some());
    let line = match (problem, chosen(app)) {
        (Some(problem), _) => problem.spot.line,
        (None, Some((record, word))) => record.words[word].spot.line,
        (None, None) => 1,
    };
    vec![Effect::Edit { path, line }]
}

/// The line with the cursor stays in sight when the terminal changes its size.
pub fn scroll(app: &mut App) {
    if let Some(Overlay::Form(mut form)) = app.overlay.take_if(|it| matches!(it, Overlay::Form(_)))
    {
        form.scroll(room(app, &form));
        app.overlay = Some(Overlay::Form(form));
    }
}
