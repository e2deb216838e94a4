//! What entry begins with: which record and which voice are meant, and whether the file can be
//! written at all.

use super::{Ask, Form, LineEntry, Writes};
use crate::{
    app::{App, Effect, Input, Loss, Overlay, Plan, Prompt, Purpose, Stop, on_top, work::make},
    board::Board,
    format::{
        edit::{Edit, Target, referring},
        typed::{Typing, typed},
    },
    model::{Clean, Id, Key, Record, Table},
    panel::Panel,
};

/// Opens a form for a record of a kind, of the focused panel's where none is named. Where the panel
/// has none, the kind is chosen.
pub fn add(app: &mut App, table: Option<Table>) -> Vec<Effect> {
    let Some(table) = table.or(adds(app.focus)) else {
        app.overlay = Some(on_top::palette(app, Input::new("add ")));
        return Vec::new();
    };
    let owner = match table {
        Table::Tie => Some((Table::Actor, "select its actor first")),
        Table::Clause => Some((Table::Agreement, "select its agreement first")),
        _ => None,
    };
    let parent = selected(app).and_then(|record| match (owner, &record.parent) {
        (Some((owner, _)), _) if record.table == owner => Some(record.id.clone()),
        // One more beside the one that is selected.
        (Some(_), Some(parent)) => Some(parent.clone()),
        _ => None,
    });
    if let (Some((_, why)), None) = (owner, &parent) {
        return refuse(app, why);
    }
    open(app, Writes::Record { table, parent: parent.filter(|_| owner.is_some()) }, None)
}

/// What a panel's rows are made of.
fn adds(panel: Panel) -> Option<Table> {
    match panel {
        Panel::Agreement => Some(Table::Status),
        Panel::Ledgers | Panel::Window => Some(Table::Tally),
        Panel::Indicators => Some(Table::Indicator),
        _ => panel.table(),
    }
}

/// Opens the one line.
pub fn add_line(app: &mut App) -> Vec<Effect> {
    let Some(board) = app.board() else { return Vec::new() };
    let entry = LineEntry::new(Input::default(), &typing(board));
    app.overlay = Some(Overlay::Line(Box::new(entry)));
    probe(app)
}

/// Opens a form for another voice on the selected record.
pub fn add_account(app: &mut App) -> Vec<Effect> {
    match selected(app) {
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

/// The record that a detail is open on, else the one selected in the panel.
fn selected(app: &App) -> Option<Record> {
    let board = app.board()?;
    let n = match app.trail.last() {
        Some(page) => page.record(board),
        None => app.selected(app.focus),
    };
    n.map(|n| board.record(n).clone())
}

/// The selected record, and of its words the one that is chosen in the detail.
fn chosen(app: &App) -> Option<(Record, usize)> {
    let (board, record) = (app.board()?, selected(app)?);
    let nth = app.trail.last().map_or(0, |page| page.voice);
    let mut said = (0..record.words.len()).filter(|n| board.is_said(&record.words[*n]));
    let word = said.nth(nth).unwrap_or(0);
    Some((record, word))
}

pub(super) fn typing(board: &Board) -> Typing<'_> {
    Typing::new(board.scenario(), board.clock.as_of)
}

fn open(app: &mut App, writes: Writes, like: Option<&Record>) -> Vec<Effect> {
    let Some(board) = app.board() else { return Vec::new() };
    let typing = typing(board);
    let first = first(&writes, like, &typing, app);
    let mut form = Form::new(writes, &first, &typing);
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
        let entries = record.words.get(word).map(|word| word.entries.as_slice());
        entries.unwrap_or_default().iter().map(|entry| (entry.key, typed(&entry.value))).collect()
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
        (Writes::Account(_), _) => typing.defaults(writes.table(), true, &app.last),
        _ => typing.defaults(writes.table(), false, &app.last),
    }
}

/// Lines of a form that are in sight.
pub fn room(app: &App, form: &Form) -> usize {
    Plan::of(app.size, app).form_rows(form.lines.len())
}

/// Asks the disk whether the file can be written, before much is typed.
fn probe(app: &App) -> Vec<Effect> {
    let Some(path) = app.volume().and_then(|volume| volume.place.path()) else { return Vec::new() };
    vec![Effect::Probe { volume: app.current, path: path.clone() }]
}

/// The disk has answered: a form that nothing was typed in closes again, another says why.
pub fn probed(app: &mut App, n: usize, result: Result<Vec<Loss>, Stop>) -> Vec<Effect> {
    let words: Clean = match (&result, app.shelf.get(n)) {
        (Ok(losses), Some(volume)) => {
            match losses.iter().find(|loss| !volume.work.agreed.contains(loss)) {
                Some(loss) => loss.to_string().into(),
                None => return Vec::new(),
            }
        }
        (Err(stop), Some(_)) => stop.to_string().into(),
        (_, None) => return Vec::new(),
    };
    let is_blocked = matches!(result, Err(Stop::Failed(_)));
    match &mut app.overlay {
        Some(Overlay::Form(form)) if form.is_touched() || !is_blocked => form.refused = Some(words),
        Some(Overlay::Line(line)) if !line.input.text().is_empty() || !is_blocked => {
            line.refused = Some(words);
        }
        Some(Overlay::Form(_) | Overlay::Line(_)) => {
            app.overlay = None;
            app.refuse(words);
        }
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
        return refuse(app, "this word is withdrawn already; e changes the day");
    }
    let input = Input::new(&board.clock.as_of.to_string());
    let purpose = Purpose::Withdraw;
    app.overlay = Some(Overlay::Prompt(Prompt { purpose, input, error: None }));
    Vec::new()
}

/// Takes the chosen voice's word back on the day that was typed.
pub fn withdraw(app: &mut App, mut prompt: Prompt) -> Vec<Effect> {
    let (Some((record, word)), Some(board)) = (chosen(app), app.board()) else { return Vec::new() };
    match typing(board).read(record.table, Key::Withdrawn, prompt.input.text()) {
        Ok(understood) => {
            let voice = record.words[word].voice().map(Id::to_string).unwrap_or_default();
            let name = format!("{voice} takes its word on {} back", record.id);
            let (record, value) = (Target::of(&record), Some(understood.toml));
            let edit = Edit::SetKey { record, word, key: Key::Withdrawn, value };
            make(app, name, vec![edit], None)
        }
        Err(error) => {
            prompt.error = Some((error.message, error.hint));
            app.overlay = Some(Overlay::Prompt(prompt));
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
        .map(|(other, key)| format!("{} ({})", other.id, key.name()))
        .collect();
    let word = if app.trail.is_empty() { 0 } else { word };
    app.overlay = Some(Overlay::Ask(Ask::Remove { record: target, word, referring }));
    Vec::new()
}

/// Opens the file in the reader's own editor, at the record.
pub fn editor(app: &mut App) -> Vec<Effect> {
    let Some(volume) = app.volume() else { return Vec::new() };
    let Some(path) = volume.place.path().cloned() else {
        return refuse(app, "there is no file to be opened");
    };
    if volume.is_unsaved() {
        return refuse(app, "save first (w): the editor opens the file as it is");
    }
    let problem = volume.problems().first().filter(|_| volume.fault.is_some());
    let line = match (problem, chosen(app)) {
        (Some(problem), _) => problem.spot.line,
        (None, Some((record, word))) => record.words[word].spot.line,
        (None, None) => 1,
    };
    vec![Effect::Edit { path, line }]
}
