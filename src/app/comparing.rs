//! Comparing with a baseline: asked for, fetched, listed.

use std::path::PathBuf;

use super::{
    App, ChangeLine, Effect, ListState, OpenDetail, Overlay, Plan, Prompt, Purpose, Recall,
    ScenarioIx, Since,
    asking::go_to,
    list::{Step, moved},
};
use crate::{
    board::{Subject, full_day, typed_day},
    command::Command,
    model::{Clean, Refusal},
};

/// Shows what changed; where no baseline was chosen, since the day before.
pub(super) fn show(app: &mut App) -> Vec<Effect> {
    app.overlay = Some(Overlay::Changes { list: ListState::default() });
    let has_baseline = app.open_scenario().is_some_and(|open| open.view.since.is_some());
    if has_baseline { Vec::new() } else { set(app, app.current, Since::default()) }
}

/// Asks for the baseline, and says which one holds.
pub(super) fn ask(app: &mut App) {
    let Some(board) = app.board() else { return };
    let since = app.open_scenario().and_then(|open| open.view.since.clone()).unwrap_or_default();
    let now = since.in_words(board.clock.as_of);
    let note = format!("now {now}; a day pins it, 7d ago moves along, closed, last, a file");
    let prompt = Prompt::new(Purpose::Baseline, "");
    app.overlay = Some(Overlay::Prompt(Prompt { note: Some(note.into()), ..prompt }));
}

fn recall_closed(app: &mut App) -> Vec<Effect> {
    let closed = app.open_scenario().and_then(|open| {
        let scenario = open.index()?.scenario.header.id.clone();
        Some(Recall::Closed { place: open.place.clone(), scenario })
    });
    closed.map_or_else(Vec::new, |from| recall(app, from))
}

fn recall(app: &mut App, from: Recall) -> Vec<Effect> {
    let scenario = app.current;
    app.open_scenario_mut().into_iter().for_each(|open| open.view.asked = Some(from.clone()));
    vec![Effect::Recall { scenario, from }]
}

/// Takes what was typed as the baseline: a day, so many days ago, `closed`, or the path of a file;
/// nothing typed is the day before.
pub(super) fn accept(app: &mut App, mut prompt: Prompt) -> Vec<Effect> {
    let text = prompt.input.text().trim().to_owned();
    let Some(board) = app.board() else { return Vec::new() };
    let clock = board.clock;
    let shows = |app: &mut App, since: Since| {
        app.overlay = Some(Overlay::Changes { list: ListState::default() });
        set(app, app.current, since)
    };
    if text.is_empty() {
        return shows(app, Since::default());
    }
    if text.eq_ignore_ascii_case("closed") {
        app.overlay = Some(Overlay::Changes { list: ListState::default() });
        return recall_closed(app);
    }
    let message: Clean = match typed_day(&text, board.scenario(), clock, app.opening.today) {
        Ok(day) if day <= clock.as_of => {
            let back = (clock.as_of - day).num_days();
            let moves = text.to_lowercase().ends_with("ago") && back > 0;
            return shows(app, if moves { Since::Back(back) } else { Since::Day(day) });
        }
        Ok(day) => {
            let as_of = full_day(clock.as_of);
            format!("{} is later than the day that is looked at, {as_of}", full_day(day)).into()
        }
        Err(_) if text.contains('/') || text.ends_with(".toml") => {
            app.overlay = Some(Overlay::Changes { list: ListState::default() });
            return recall(app, Recall::File(PathBuf::from(text)));
        }
        Err(error) => error.message,
    };
    let hint = "an earlier day, 7d ago, closed, last, or the path of a file";
    prompt.error = Some(Refusal::new(message, hint));
    app.stays(Overlay::Prompt(prompt));
    Vec::new()
}

/// Takes a baseline that was fetched, or says why there is none.
pub(super) fn recalled(
    app: &mut App,
    scenario: ScenarioIx,
    from: Recall,
    result: Result<Since, Refusal>,
) -> Vec<Effect> {
    // Another baseline was asked for since.
    if app.workspace.get(scenario).is_none_or(|open| open.view.asked.as_ref() != Some(&from)) {
        return Vec::new();
    }
    let is_seen = scenario == app.current;
    match (result, from) {
        (Ok(since), _) => set(app, scenario, since),
        (Err(why), Recall::Closed { .. }) => {
            if is_seen {
                app.refuse(format!("{why}; compared with the day before"));
            }
            set(app, scenario, Since::default())
        }
        (Err(why), Recall::File(_)) => {
            if is_seen {
                app.overlay.take_if(|overlay| matches!(overlay, Overlay::Changes { .. }));
                app.refuse(why.to_string());
            }
            Vec::new()
        }
    }
}

fn set(app: &mut App, scenario: ScenarioIx, since: Since) -> Vec<Effect> {
    let Some(open) = app.workspace.get_mut(scenario) else { return Vec::new() };
    open.view.since = Some(since);
    open.view.asked = None;
    app.derive(scenario)
}

/// Keys in the list of changes: moving, and to the record of one.
pub(super) fn keys(app: &mut App, mut list: ListState, command: Option<Command>) -> Vec<Effect> {
    match command {
        Some(Command::Escape | Command::Quit | Command::Changes) => return Vec::new(),
        Some(Command::Baseline) => {
            ask(app);
            return Vec::new();
        }
        _ => {}
    }
    let changes = app.shown().and_then(|shown| shown.changes.clone());
    let count = changes.as_ref().map_or(0, |changes| changes.lines.len());
    if command == Some(Command::Choose) {
        let record = changes.as_ref().and_then(|changes| match changes.lines.get(list.at)? {
            ChangeLine::Record(n) | ChangeLine::Change(n) => changes.differences.changes[*n].newer,
            ChangeLine::Title(..) => None,
        });
        match (record, app.shown().cloned()) {
            (Some(record), Some(shown)) => {
                go_to(app, OpenDetail::of(&shown.board, Subject::Record(record)))
            }
            _ => {
                app.overlay = Some(Overlay::Changes { list });
                app.refuse("there is no record to open here");
            }
        }
        return Vec::new();
    }
    if let Some(step) = command.and_then(Step::of) {
        let overlay = Overlay::Changes { list: list.clone() };
        let height = Plan::of(app.size, app).overlay_rows(app, &overlay);
        list.go(moved(step, list.at, count, height), count, height);
    }
    app.overlay = Some(Overlay::Changes { list });
    Vec::new()
}
