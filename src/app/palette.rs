//! The palette: commands, tables to add to and records, by what is typed. Commands are found at
//! once, records off the main thread: of many keys the last is answered.

use std::sync::Arc;

use super::{
    App, Effect, Input, ListState, OpenDetail, Overlay, PaletteEntry, PaletteView, Plan,
    RecordHits, ScenarioIx,
    list::{Step, moved},
    matching::{MatchQuality, Rank, Words},
};
use crate::{
    board::{Subject, fold},
    command::{Command, Context, Pressed, rows_in},
    format::TABLES,
    model::Table,
    panel::{Front, Panel, describe},
};

/// Entries that the palette lists; more would not be read.
const FOUND: usize = 200;

/// Commands that are remembered as the last ones chosen.
const RECENT: usize = 20;

/// What a command is called: its name, and of one that goes to a panel, that panel's.
fn name(command: Command, front: &Front) -> String {
    let panel = front.goal(command).map(Panel::name).unwrap_or_default();
    format!("{panel} {}", command.kebab())
}

/// What the palette calls the adding of a record.
pub fn add_words(table: Table) -> String {
    format!("add {} {}", table.article(), table.name())
}

/// Opens the palette with what is typed, and asks for its records.
pub(super) fn open(app: &mut App, input: Input) -> Vec<Effect> {
    let commands = commands(app, &input);
    let words = Words::new(input.text());
    let effect = app.shown().filter(|_| !words.is_empty()).map(|shown| Effect::FindRecords {
        scenario: app.current,
        shown: Arc::clone(shown),
        text: input.text().to_owned(),
    });
    let found = commands.into_iter().map(|(_, entry)| entry).take(FOUND).collect();
    let (is_waiting, list) = (effect.is_some(), ListState::default());
    let view = PaletteView { input, found, list, is_waiting, is_chosen: false };
    app.overlay = Some(Overlay::Palette(view));
    effect.into_iter().collect()
}

/// The commands and tables that have what is typed, the likeliest first; where nothing is, all
/// commands, those chosen last before the others.
fn commands(app: &App, input: &Input) -> Vec<(MatchQuality, PaletteEntry)> {
    let front = app.front();
    let rows = rows_in(Context::Board).filter(|row| front.names(row.command));
    let words = Words::new(input.text());
    if words.is_empty() {
        let mut rows: Vec<Command> = rows.map(|row| row.command).collect();
        let nth = |command: &Command| app.recent.iter().position(|other| other == command);
        rows.sort_by_key(|command| nth(command).unwrap_or(usize::MAX));
        let entry = |command| (MatchQuality::default(), PaletteEntry::Command(command));
        return rows.into_iter().map(entry).collect();
    }
    let kinds = TABLES.iter().map(|form| form.table).filter(|table| *table != Table::Scenario);
    let kinds = kinds.map(PaletteEntry::Add);
    let all = rows.map(|row| PaletteEntry::Command(row.command)).chain(kinds);
    let all: Vec<PaletteEntry> = all.collect();
    let called = |entry: &PaletteEntry| match entry {
        PaletteEntry::Command(command) => {
            let does = describe(command.row(), &front);
            [fold(&format!("{does} {}", name(*command, &front))), fold(&name(*command, &front))]
        }
        PaletteEntry::Add(table) => [fold(&add_words(*table)), fold(&add_words(*table))],
        PaletteEntry::Record(_) => Default::default(),
    };
    let texts = |nth: usize| all.iter().map(|entry| called(entry)[nth].clone()).collect::<Vec<_>>();
    // A sentence has nearly every letter in any order: letter by letter only names are looked through.
    let by_words = words.fitting(&texts(0)).into_iter().filter(|(fit, _)| fit.rank < Rank::Letters);
    let by_letters = words.fitting(&texts(1));
    let is_named = |entry: &PaletteEntry| match entry {
        PaletteEntry::Command(command) => {
            let panel = front.goal(*command).map(Panel::name);
            panel == Some(input.text().trim()) || command.kebab() == input.text().trim()
        }
        PaletteEntry::Add(_) | PaletteEntry::Record(_) => false,
    };
    let mut found: Vec<(MatchQuality, PaletteEntry)> = Vec::new();
    for (fit, nth) in by_words.chain(by_letters) {
        let entry = &all[nth];
        let fit = if is_named(entry) { MatchQuality { rank: Rank::Name, ..fit } } else { fit };
        match found.iter_mut().find(|(_, other)| other == entry) {
            Some((known, _)) => *known = fit.min(*known),
            None => found.push((fit, entry.clone())),
        }
    }
    found.sort_by_key(|(fit, _)| *fit); // stable: of equals the first in the table stays first
    found
}

/// The records that were looked for are there: they take their places among the commands.
pub(super) fn records_found(
    app: &mut App,
    scenario: ScenarioIx,
    text: &str,
    hits: RecordHits,
) -> Option<PaletteEntry> {
    let Some(Overlay::Palette(view)) = &app.overlay else { return None };
    let is_asked_for = view.is_waiting && view.input.text() == text && app.current == scenario;
    let shown = app.shown().filter(|_| is_asked_for)?;
    let board = &shown.board;
    let is_there = board.scenario().records().len();
    let records = hits.into_iter().filter(|(_, record)| record.index() < is_there);
    let records = records.map(|(fit, record)| {
        (fit, PaletteEntry::Record(OpenDetail::of(board, Subject::Record(record))))
    });
    let mut found = commands(app, &view.input);
    found.extend(records);
    found.sort_by_key(|(fit, _)| *fit);
    let found: Vec<PaletteEntry> = found.into_iter().map(|(_, entry)| entry).take(FOUND).collect();
    let Some(Overlay::Palette(view)) = &mut app.overlay else { return None };
    // Who went on to an entry meanwhile means that one still.
    let selected = view.found.get(view.list.at).filter(|_| view.list.at > 0);
    let at = selected.and_then(|entry| found.iter().position(|other| other == entry)).unwrap_or(0);
    view.is_waiting = false;
    view.found = found;
    let (is_chosen, view) = (std::mem::take(&mut view.is_chosen), view.clone());
    if is_chosen && let Some(entry) = view.found.get(at) {
        app.overlay = None;
        return Some(entry.clone());
    }
    let height = Plan::of(app.size, app).overlay_rows(app, &Overlay::Palette(view));
    if let Some(Overlay::Palette(view)) = &mut app.overlay {
        view.list.go(at, view.found.len(), height);
    }
    None
}

/// What a key in the palette comes to.
pub(super) enum InPalette {
    /// It stands as before, or as it was changed.
    Stays(Vec<Effect>),
    /// This is chosen, and the palette closed.
    Chosen(PaletteEntry),
}

/// Types into the palette, or chooses an entry.
pub(super) fn keys(app: &mut App, mut view: PaletteView, pressed: Pressed) -> InPalette {
    let step = match pressed.command() {
        Some(Command::Escape) => return InPalette::Stays(Vec::new()),
        Some(Command::Choose) if view.is_waiting && view.list.at == 0 => {
            view.is_chosen = true;
            app.overlay = Some(Overlay::Palette(view));
            return InPalette::Stays(Vec::new());
        }
        Some(Command::Choose) => match view.found.get(view.list.at) {
            Some(entry) => return InPalette::Chosen(entry.clone()),
            None => None,
        },
        Some(Command::NextEntry) => Some(Step::Down),
        Some(Command::PreviousEntry) => Some(Step::Up),
        other => other.and_then(Step::of),
    };
    if let Some(step) = step {
        let height =
            Plan::of(app.size, app).overlay_rows(app, &Overlay::Palette(PaletteView::default()));
        let row = moved(step, view.list.at, view.found.len(), height);
        view.list.go(row, view.found.len(), height);
        view.is_chosen = false;
    } else if view.input.edit(pressed) {
        return InPalette::Stays(open(app, view.input));
    }
    app.overlay = Some(Overlay::Palette(view));
    InPalette::Stays(Vec::new())
}

impl App {
    /// Takes the commands that were chosen last in the palette, the latest first, from a run before.
    pub fn recall_recent(&mut self, commands: impl IntoIterator<Item = Command>) {
        self.recent = commands.into_iter().take(RECENT).collect();
    }

    /// A command was chosen in the palette.
    pub(super) fn chose(&mut self, command: Command) -> Effect {
        self.recent.retain(|other| *other != command);
        self.recent.insert(0, command);
        self.recent.truncate(RECENT);
        Effect::KeepRecent(self.recent.clone())
    }
}
