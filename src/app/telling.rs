//! Telling a story: it begins, goes on and back, and is left. Its reader may look around meanwhile, and
//! is back where the story began when it is over.

use std::sync::Arc;

use super::{
    App, Effect, ListState, Overlay, Plan, PlayedStory, SavedView, ScenarioView,
    list::{Step, moved},
    looking::look,
    moving::scroll_all,
    step_view::steps,
    stories,
    story::Before,
};
use crate::{
    command::Command,
    model::{Clean, Id, Record, Table},
};

impl App {
    /// Leaves the story, if one is told: the board is looked at as before it.
    pub fn leave_story(&mut self) -> Vec<Effect> {
        leave(self)
    }
}

/// Begins the only story, or lists them.
pub(super) fn ask(app: &mut App) -> Vec<Effect> {
    match stories(app) {
        [] => {
            app.refuse("this scenario tells no story: a [[story]] in its file is one");
            Vec::new()
        }
        [only] => {
            let id = only.id.clone();
            begin(app, &id)
        }
        _ => {
            app.overlay = Some(Overlay::Stories { list: ListState::default() });
            Vec::new()
        }
    }
}

/// Keys in the list of stories.
pub(super) fn keys(app: &mut App, mut list: ListState, command: Option<Command>) -> Vec<Effect> {
    match command {
        Some(Command::Escape | Command::Quit) => return Vec::new(),
        Some(Command::Choose) => {
            let chosen = stories(app).get(list.at).map(|story| story.id.clone());
            return chosen.map(|id| begin(app, &id)).unwrap_or_default();
        }
        _ => {}
    }
    let count = stories(app).len();
    if let Some(step) = command.and_then(Step::of) {
        let overlay = Overlay::Stories { list: list.clone() };
        let height = Plan::of(app.size, app).overlay_rows(app, &overlay);
        list.go(moved(step, list.at, count, height), count, height);
    }
    app.overlay = Some(Overlay::Stories { list });
    Vec::new()
}

/// Begins a story of the scenario that is looked at with its first step.
pub fn begin(app: &mut App, story: &Id) -> Vec<Effect> {
    drop(leave(app)); // of another story: what it asks for is asked for below
    let Some(open) = app.open_scenario() else { return Vec::new() };
    let Some(index) = open.index().cloned() else { return Vec::new() };
    if index.scenario.find(story).is_none_or(|record| record.table != Table::Story) {
        app.refuse(format!("no story is called `{story}`"));
        return Vec::new();
    }
    let before = Before {
        view: open.view.clone(),
        focus: app.focus,
        home: app.home,
        zoomed: app.zoomed,
        trail: app.trail.clone(),
    };
    app.played = Some(PlayedStory {
        story: story.clone(),
        is_mute: false,
        scenario: app.current,
        at: 0,
        part: 0,
        index,
        view: SavedView::default(),
        lost: Vec::new(),
        before: Box::new(before),
    });
    show(app)
}

/// Goes on: the rest of the step's words, then the next step.
pub(super) fn next(app: &mut App) -> Vec<Effect> {
    let (part, parts) = parts(app);
    let Some(told) = app.told_step().map(|told| (told.number, told.of)) else { return Vec::new() };
    let Some(played) = &mut app.played else { return Vec::new() };
    if part < parts {
        played.part = part; // they count from 1
        return Vec::new();
    }
    if told.0 == told.1 {
        let back = Command::Escape.key();
        app.say(format!("the story ends here; {back} goes back to where you were"));
        return Vec::new();
    }
    to_step(app, told.0)
}

/// Goes to a step of the story that is told, by its position; behind the last, to the last.
pub fn to_step(app: &mut App, at: usize) -> Vec<Effect> {
    let Some(played) = &mut app.played else { return Vec::new() };
    (played.at, played.part) = (at, 0);
    show(app)
}

/// Goes back: to the words before, then to the step before.
pub(super) fn previous(app: &mut App) -> Vec<Effect> {
    let (part, _) = parts(app);
    let Some(played) = &mut app.played else { return Vec::new() };
    if part > 1 {
        played.part = part - 2;
        return Vec::new();
    }
    if played.at == 0 {
        app.say("the story begins here");
        return Vec::new();
    }
    let before = played.at - 1;
    to_step(app, before)
}

/// Which part of the step's words is in sight, and of how many, from 1.
fn parts(app: &App) -> (usize, usize) {
    let area = Plan::of(app.size, app).story.unwrap_or_default();
    let (cells, rows) = (area.width.saturating_sub(2), area.height.saturating_sub(1));
    let (_, part, parts) = app.story_lines(cells.into(), rows.into());
    (part, parts)
}

/// The step by its position with its view and what of that does not hold; `None` where the story has
/// no such step any more.
fn taken(app: &App, played: &PlayedStory) -> Option<(usize, SavedView, Vec<Clean>)> {
    let index = app.workspace.get(played.scenario)?.index()?;
    let all: Vec<&Record> = steps(&index.scenario, &played.story).collect();
    let at = played.at.min(all.len().checked_sub(1)?);
    let board = app.shown().map(|shown| &shown.board);
    let (view, found) = SavedView::of_step(all[at], &index.scenario, board);
    let unread = all[at].own().unread();
    let problems = Command::Problems.key();
    let unread = unread.iter().map(|key| {
        Clean::from(format!("`{}` of this step could not be read; {problems} says why", key.name()))
    });
    Some((at, view, unread.chain(found.into_iter().map(|finding| finding.message)).collect()))
}

/// Looks at the board as the step has it; all that it does not say is as the board opens.
fn show(app: &mut App) -> Vec<Effect> {
    let Some(mut played) = app.played.take() else { return Vec::new() };
    let n = played.scenario;
    let Some((at, view, lost)) = taken(app, &played) else {
        app.played = Some(played);
        let effects = leave(app);
        app.refuse("the story has no step that can be told");
        return effects;
    };
    (played.at, played.view, played.lost) = (at, view.clone(), lost);
    app.played = Some(played);
    if let Some(open) = app.workspace.get_mut(n) {
        open.view = ScenarioView::default();
    }
    look(app, n, &view)
}

/// Follows the file of the story that is told: a step that says otherwise by now is shown so.
pub(super) fn follow(app: &mut App) -> Vec<Effect> {
    let Some(played) = &app.played else { return Vec::new() };
    let index = app.workspace.get(played.scenario).and_then(|open| open.index()).cloned();
    let Some(index) = index.filter(|index| !Arc::ptr_eq(index, &played.index)) else {
        return Vec::new();
    };
    let now = taken(app, played);
    let Some(played) = &mut app.played else { return Vec::new() };
    played.index = index;
    match now {
        Some((at, view, lost)) if at == played.at && view == played.view => {
            played.lost = lost;
            Vec::new()
        }
        _ => show(app),
    }
}

/// Leaves the story, if one is told.
pub(super) fn leave(app: &mut App) -> Vec<Effect> {
    let Some(PlayedStory { scenario, before, .. }) = app.played.take() else { return Vec::new() };
    let Before { view, focus, home, zoomed, trail } = *before;
    if let Some(open) = app.workspace.get_mut(scenario) {
        open.view = view;
    }
    if scenario == app.current {
        (app.focus, app.home, app.zoomed, app.trail) = (focus, home, zoomed, trail);
    }
    scroll_all(app);
    app.derive(scenario)
}
