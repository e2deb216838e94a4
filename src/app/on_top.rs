//! Keys while something lies on top: a prompt, the picker, problems.

use super::{
    App, Effect, Input, ListState, Overlay, Plan, Prompt, Purpose, ScenarioIx,
    asking::{filter, to_scenario},
    comparing, entry, figures,
    list::{Step, moved},
    page,
    searching::search,
    stories,
    time::to_typed_day,
    views,
};
use crate::{
    board::{Index, Query, filter_completions, fold, typed_day},
    command::{Command, Pressed},
    model::{Record, Refusal, Table},
};

pub(super) fn prompt(app: &mut App, purpose: Purpose) {
    let text = match (&purpose, app.open_scenario()) {
        (Purpose::Filter, Some(open)) => open.view.query.text().to_owned(),
        (Purpose::Without, Some(_)) => figures::put_aside_so_far(app),
        (Purpose::Bulletin, Some(_)) => entry::bulletin_in_sight(app),
        _ => String::new(),
    };
    app.overlay = Some(Overlay::Prompt(Prompt::new(purpose, &text)));
}

pub(super) fn in_prompt(app: &mut App, mut prompt: Prompt, pressed: Pressed) -> Vec<Effect> {
    match pressed.command() {
        Some(Command::Escape) => return Vec::new(),
        Some(Command::Accept) => {
            remember(app, &prompt);
            return accept(app, prompt);
        }
        Some(command @ (Command::CompleteFilter | Command::CompleteFilterBack))
            if matches!(prompt.purpose, Purpose::Filter | Purpose::Without | Purpose::Bulletin) =>
        {
            complete(app, &mut prompt, command == Command::CompleteFilter);
            app.overlay = Some(Overlay::Prompt(prompt));
        }
        Some(command @ (Command::EarlierTyped | Command::LaterTyped)) => {
            recall(app, &mut prompt, command == Command::EarlierTyped);
            app.overlay = Some(Overlay::Prompt(prompt));
        }
        _ => {
            prompt.input.edit(pressed);
            prompt.ways = None;
            prompt.error = None;
            app.overlay = Some(Overlay::Prompt(prompt));
        }
    }
    Vec::new()
}

/// What was typed in this prompt before; the oldest are forgotten.
const REMEMBERED: usize = 50;

fn remember(app: &mut App, prompt: &Prompt) {
    let text = prompt.input.text().trim().to_owned();
    let before = match prompt.purpose {
        Purpose::Filter => &mut app.typed_before.filters,
        Purpose::Search => &mut app.typed_before.searches,
        _ => return,
    };
    before.retain(|other| *other != text);
    if !text.is_empty() {
        before.push(text);
    }
    if before.len() > REMEMBERED {
        before.remove(0);
    }
}

/// To what was typed before, or back to the present.
fn recall(app: &App, prompt: &mut Prompt, back: bool) {
    let before = match prompt.purpose {
        Purpose::Filter => &app.typed_before.filters,
        Purpose::Search => &app.typed_before.searches,
        _ => return,
    };
    prompt.back =
        if back { (prompt.back + 1).min(before.len()) } else { prompt.back.saturating_sub(1) };
    let text = before.len().checked_sub(prompt.back).and_then(|n| before.get(n));
    prompt.input = Input::new(text.map_or("", String::as_str));
    (prompt.ways, prompt.error) = (None, None);
}

/// Completes the last word of a filter; again, in the next way.
fn complete(app: &App, prompt: &mut Prompt, forward: bool) {
    let Some(index) = app.open_scenario().and_then(|open| open.index()) else { return };
    let (ways, at) = match prompt.ways.take() {
        Some((ways, at)) => {
            let count = ways.len();
            (ways, (at + if forward { 1 } else { count - 1 }) % count.max(1))
        }
        None if prompt.purpose == Purpose::Without => (voices(prompt.input.text(), index), 0),
        None if prompt.purpose == Purpose::Bulletin => {
            (entry::bulletins_named(prompt.input.text(), index), 0)
        }
        None => (filter_completions(prompt.input.text(), &index.scenario), 0),
    };
    let Some(text) = ways.get(at) else {
        let hint = format!("{} lists the keys of a filter", Command::Help.key());
        let hint = if prompt.purpose == Purpose::Filter { hint.as_str() } else { "" };
        prompt.error = Some(Refusal::new("nothing goes on from here", hint));
        return;
    };
    prompt.input = Input::new(text);
    let key = Command::CompleteFilter.key();
    let told = format!("{} of {}; {key} goes on", at + 1, ways.len());
    prompt.error = (ways.len() > 1).then(|| told.into());
    prompt.ways = Some((ways, at));
}

/// The ways in which a list of voices goes on: sources that have what is typed behind its last comma
/// in id or name.
fn voices(text: &str, index: &Index) -> Vec<String> {
    let (head, word) = text.rsplit_once(',').map_or(("", text), |(head, word)| (head, word));
    let wanted = fold(word.trim());
    let between = if head.is_empty() { "" } else { "," };
    let sources = index.scenario.table(Table::Source).iter();
    let has =
        |source: &&Record| fold(&format!("{} {}", source.id, source.heading())).contains(&wanted);
    sources.filter(has).map(|source| format!("{head}{between}{}", source.id)).collect()
}

pub(super) fn accept(app: &mut App, mut prompt: Prompt) -> Vec<Effect> {
    let text = prompt.input.text().to_owned();
    match prompt.purpose {
        Purpose::Search => {
            if let Some(open) = app.open_scenario_mut() {
                open.view.search = text.clone();
            }
            if text.is_empty() { Vec::new() } else { search(app, true) }
        }
        Purpose::Day => {
            let Some(board) = app.board() else { return Vec::new() };
            match typed_day(&text, board.scenario(), board.clock, app.opening.today) {
                Ok(day) => to_typed_day(app, day),
                Err(error) => {
                    prompt.error = Some(error);
                    app.stays(Overlay::Prompt(prompt));
                    Vec::new()
                }
            }
        }
        Purpose::Without => figures::put_voices_aside(app, prompt),
        Purpose::Bulletin => entry::choose_bulletin(app, prompt),
        Purpose::Baseline => comparing::accept(app, prompt),
        Purpose::KeepView => views::keep(app, prompt),
        Purpose::Save => page::write_report(app, prompt),
        Purpose::Withdraw { .. } => entry::withdraw(app, prompt),
        Purpose::Filter => {
            let Some(index) = app.open_scenario().and_then(|open| open.index().cloned()) else {
                return Vec::new();
            };
            match Query::parse(&text, &index.scenario) {
                Ok(query) => filter(app, query),
                Err(error) => {
                    prompt.error = Some(error);
                    app.stays(Overlay::Prompt(prompt));
                    Vec::new()
                }
            }
        }
    }
}

/// The picker for what was typed so far; where nothing is typed, the open scenario is chosen.
pub(super) fn picker(app: &App, input: Input) -> Overlay {
    let wanted = fold(input.text());
    let words: Vec<&str> = wanted.split_whitespace().collect();
    let scenarios = app.workspace.numbered().filter(|(_, open)| {
        let text = fold(&format!("{} {} {}", open.title(), open.called(), open.place.name()));
        words.iter().all(|word| text.contains(word))
    });
    let found: Vec<ScenarioIx> = scenarios.map(|(n, _)| n).collect();
    let mut list = ListState::default();
    let typed = Overlay::Picker { input: input.clone(), found: found.clone(), list: list.clone() };
    let height = Plan::of(app.size, app).overlay_rows(app, &typed);
    let at = found.iter().position(|n| words.is_empty() && *n == app.current).unwrap_or(0);
    list.go(at, found.len(), height);
    Overlay::Picker { input, found, list }
}

pub(super) fn in_picker(
    app: &mut App,
    (mut input, found, mut list): (Input, Vec<ScenarioIx>, ListState),
    pressed: Pressed,
) -> Vec<Effect> {
    let step = match pressed.command() {
        Some(Command::Escape) => return Vec::new(),
        Some(Command::Choose) => match found.get(list.at) {
            Some(scenario) => return to_scenario(app, *scenario),
            None => None,
        },
        Some(Command::NextEntry) => Some(Step::Down),
        Some(Command::PreviousEntry) => Some(Step::Up),
        other => other.and_then(Step::of),
    };
    app.overlay = Some(match step {
        Some(step) => {
            let typed =
                Overlay::Picker { input: input.clone(), found: found.clone(), list: list.clone() };
            let height = Plan::of(app.size, app).overlay_rows(app, &typed);
            list.go(moved(step, list.at, found.len(), height), found.len(), height);
            Overlay::Picker { input, found, list }
        }
        None if input.edit(pressed) => picker(app, input),
        None => Overlay::Picker { input, found, list },
    });
    Vec::new()
}

/// A row of what lies on top that was clicked: it is selected, and opened where it can be.
pub(super) fn click(app: &mut App, row: usize) -> Option<Command> {
    let problems = app.open_scenario().map_or(0, |open| open.problems().len());
    let changes = app.shown().and_then(|shown| shown.changes.as_ref());
    let changes = changes.map_or(0, |changes| changes.lines.len());
    let (views, stories) = (views::count(app), stories(app).len());
    let (list, count, opens) = match &mut app.overlay {
        Some(Overlay::Palette(view)) => (&mut view.list, view.found.len(), true),
        Some(Overlay::Picker { found, list, .. }) => (list, found.len(), true),
        Some(Overlay::Problems { list }) => (list, problems, false),
        Some(Overlay::Changes { list }) => (list, changes, false),
        Some(Overlay::Views { list }) => (list, views, true),
        Some(Overlay::Stories { list }) => (list, stories, true),
        _ => return None,
    };
    let at = list.top + row;
    if at >= count {
        return None;
    }
    list.at = at;
    opens.then_some(Command::Choose)
}

pub(super) fn in_problems(
    app: &mut App,
    mut list: ListState,
    command: Option<Command>,
) -> Vec<Effect> {
    if let Some(Command::Escape | Command::Quit | Command::Problems) = command {
        return Vec::new();
    }
    if let Some(step) = command.and_then(Step::of) {
        let count = app.open_scenario().map_or(0, |open| open.problems().len());
        let height =
            Plan::of(app.size, app).overlay_rows(app, &Overlay::Problems { list: list.clone() });
        list.go(moved(step, list.at, count, height), count, height);
    }
    app.overlay = Some(Overlay::Problems { list });
    Vec::new()
}
