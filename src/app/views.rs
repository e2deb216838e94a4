//! Views that are kept under a name: kept, listed, gone to, forgotten; and the one in which the board
//! was left.

use super::{
    App, Effect, KeptViews, ListState, Overlay, Plan, Prompt, SavedView, ScenarioIx,
    list::{Step, moved},
    looking::look,
};
use crate::{
    command::Command,
    format,
    model::{Clean, Refusal},
};

/// Letters that a name has at most.
const LONGEST: usize = 80;

/// Keeps how the board is looked at under the name that was typed.
pub(super) fn keep(app: &mut App, mut prompt: Prompt) -> Vec<Effect> {
    let name = prompt.input.text().trim().to_owned();
    let wrong = match name.chars().count() {
        0 => Some("a view needs a name"),
        n if n > LONGEST => Some("a name has at most 80 letters"),
        _ => None,
    };
    if let Some(wrong) = wrong {
        prompt.error = Some(Refusal::from(wrong));
        app.stays(Overlay::Prompt(prompt));
        return Vec::new();
    }
    let view = app.open_scenario().and_then(|open| SavedView::of(app, open, app.focus));
    let Some(view) = view else { return Vec::new() };
    let (name, key) = (Clean::new(&name), Command::Views.key());
    let is_new = app.open_scenario().is_some_and(|open| open.views.find(&name).is_none());
    let kept = if is_new { "is kept" } else { "is kept in the place of the one before" };
    app.say(format!("“{name}” {kept}: {}; {key} lists the views", view.in_words()));
    set(app, name, Some(view))
}

fn set(app: &mut App, name: Clean, view: Option<SavedView>) -> Vec<Effect> {
    let Some(open) = app.open_scenario_mut() else { return Vec::new() };
    open.views.set(&name, view.clone());
    let id = open.index().map(|index| index.scenario.header.id.clone());
    let place = open.place.clone();
    let view = view.map(Box::new);
    id.map(|id| Effect::KeepView { place, id, name, view }).into_iter().collect()
}

/// Lists the views; the first is how the board opens.
pub(super) fn show(app: &mut App) {
    app.overlay = Some(Overlay::Views { list: ListState::default() });
}

/// How many entries the list of views has.
pub(super) fn count(app: &App) -> usize {
    app.open_scenario().map_or(1, |open| open.views.listed())
}

/// Keys in the list of views.
pub(super) fn keys(app: &mut App, mut list: ListState, command: Option<Command>) -> Vec<Effect> {
    match command {
        Some(Command::Escape | Command::Quit | Command::Views) => return Vec::new(),
        Some(Command::Choose) => return go_to(app, list.at),
        Some(Command::ForgetView) => return forget(app, list),
        _ => {}
    }
    let count = count(app);
    if let Some(step) = command.and_then(Step::of) {
        let overlay = Overlay::Views { list: list.clone() };
        let height = Plan::of(app.size, app).overlay_rows(app, &overlay);
        list.go(moved(step, list.at, count, height), count, height);
    }
    app.overlay = Some(Overlay::Views { list });
    Vec::new()
}

fn go_to(app: &mut App, at: usize) -> Vec<Effect> {
    let named = at.checked_sub(1).and_then(|at| app.open_scenario()?.views.named.get(at).cloned());
    match named {
        Some(named) => {
            app.say(format!("“{}”: {}", named.name, named.view.in_words()));
            look(app, app.current, &named.view)
        }
        None => {
            app.say("as the board opens");
            look(app, app.current, &SavedView::default())
        }
    }
}

fn forget(app: &mut App, list: ListState) -> Vec<Effect> {
    let at = list.at.checked_sub(1);
    let name = at.and_then(|at| Some(app.open_scenario()?.views.named.get(at)?.name.clone()));
    let effects = match name {
        Some(name) => {
            app.say(format!("“{name}” is forgotten"));
            set(app, name, None)
        }
        None => {
            app.refuse("how the board opens cannot be forgotten");
            Vec::new()
        }
    };
    let at = list.at.min(count(app) - 1);
    app.overlay = Some(Overlay::Views { list: ListState { at, ..list } });
    effects
}

/// A scenario was read for the first time: the views that are kept of it, of which one was asked for
/// by name, or the one in which the board was left comes back.
pub(super) fn opens(app: &mut App, n: ScenarioIx, views: Option<KeptViews>) -> Vec<Effect> {
    let Some(open) = app.workspace.get_mut(n) else { return Vec::new() };
    if let Some(views) = views {
        open.views = views;
    }
    let (is_current, views) = (n == app.current, &open.views);
    if let Some(name) = app.opening.view.clone().filter(|_| is_current) {
        let names = views.named.iter().map(|named| &*named.name);
        let names: Vec<String> = names.map(str::to_owned).collect();
        return match views.find(&name).cloned() {
            Some(view) => look(app, n, &view),
            None => {
                let hint = format::hint(&name, names.iter().map(String::as_str));
                let why = Refusal::hinted(format!("no view is called `{name}`"), hint);
                app.refuse(why.to_string());
                Vec::new()
            }
        };
    }
    let left = views.left.clone().filter(|_| app.opening.comes_back());
    let Some(left) = left else { return Vec::new() };
    let effects = look(app, n, &left);
    if is_current && app.notice.is_none() {
        let key = Command::Views.key();
        app.say(format!("as you left it: {}; {key} takes it as it opens", left.in_words()));
    }
    effects
}
