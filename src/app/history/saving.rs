//! Saving the changes of the board: asked for, stored by the runtime, and what came of it.

use super::{
    EditRequest, Rejection, SavedScenario,
    queue::{ask, next},
};
use crate::{
    app::{
        App, Ask, ClashView, Effect, FileFault, Overlay, SaveStop, ScenarioIx, Unsaved,
        leaving::leaves,
    },
    look::counted,
};

pub(in crate::app) fn save(app: &mut App, n: ScenarioIx, anew: bool) -> Vec<Effect> {
    let Some(open) = app.workspace.get_mut(n) else { return Vec::new() };
    if !open.history.clashes.is_empty() {
        open.history.asks = Some(Overlay::Clash(ClashView::default()));
        app.leaving = false;
        let effects = if n == app.current { Vec::new() } else { app.leave_story() };
        app.current = n;
        return effects;
    }
    if !open.history.left.is_empty() && !open.is_unsaved() {
        app.overlay = Some(Overlay::Ask(Ask::LeftOver));
        return Vec::new();
    }
    let is_gone = matches!(open.fault, Some(FileFault::Gone));
    let is_unsaved = open.is_unsaved() || open.history.is_busy();
    if !is_unsaved && !is_gone {
        app.say("everything is saved");
        return Vec::new();
    }
    ask(app, n, EditRequest::SaveScenario { anew })
}

pub(in crate::app) fn scenario_saved(
    app: &mut App,
    n: ScenarioIx,
    result: Result<Box<SavedScenario>, Unsaved<Rejection>>,
) -> Vec<Effect> {
    let Some(open) = app.workspace.get_mut(n) else { return Vec::new() };
    let mut effects = Vec::new();
    match result {
        Ok(scenario_saved) => {
            let SavedScenario { saved, loaded, merged } = *scenario_saved;
            let history = &mut open.history;
            let unsaved = std::mem::take(&mut history.unsaved);
            if let Some(merged) = &merged {
                history.replace(&unsaved, &merged.steps);
            }
            history.file = Some(loaded.clone());
            // What was read while it was being saved may be what it said before.
            let is_read_again = history.arrived.take().is_some();
            open.loaded = Some(loaded);
            open.fault = None;
            let with = if saved.merged { ", with what was changed outside" } else { "" };
            // A doubt comes first: a long line is cut at its end.
            let told = saved.unconfirmed.map(|doubt| doubt.to_string());
            let told = told.unwrap_or_else(|| format!("saved {}", open.place.name()));
            let changes = match unsaved.last() {
                Some(only) if app.autosave && unsaved.len() == 1 => only.name.to_string(),
                Some(_) => counted(unsaved.len(), "change"),
                None => "written anew".to_owned(),
            };
            let said = format!("{told}{with}: {changes}");
            app.say(said);
            effects.extend(app.derive(n));
            effects.extend(is_read_again.then(|| app.load(n)));
        }
        Err(unsaved) => {
            app.leaving = false;
            effects.extend(not_saved(app, n, unsaved));
        }
    }
    effects.extend(next(app, n));
    effects.extend(leaves(app));
    effects
}

fn not_saved(app: &mut App, n: ScenarioIx, unsaved: Unsaved<Rejection>) -> Vec<Effect> {
    let question = match unsaved {
        Unsaved::Conflict(Rejection::Clashes(_)) => {
            // Read anew, it shows what clashes; nothing was written.
            app.refuse("not saved: the file was changed where you changed it");
            return vec![app.load(n)];
        }
        Unsaved::Conflict(Rejection::Refused(why)) => {
            app.refuse(format!("not saved: {}", why.message));
            return vec![app.load(n)];
        }
        Unsaved::Stopped(SaveStop::Failed(words)) => {
            app.refuse(words);
            return Vec::new();
        }
        Unsaved::Stopped(SaveStop::Asks(loss)) => Ask::Agree(loss),
        Unsaved::Stopped(SaveStop::Gone(_)) => Ask::Anew,
    };
    if let Some(open) = app.workspace.get_mut(n) {
        open.history.asks = Some(Overlay::Ask(question));
        let name = open.called();
        app.refuse(format!("{name} is not saved yet"));
    }
    Vec::new()
}
