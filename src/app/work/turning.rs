//! Turns on the board: asked for, done one after another, shown, or refused with a reason.

use super::{
    Choice, Kept, Step, Stuck, Turn, Turned, Wish,
    saving::{leaves, storing},
};
use crate::{
    app::{App, Ask, Effect, Fault, OpenScenario, Overlay, Place, update},
    format::edit::{Edit, Target},
    look::counted,
    model::{Clean, Severity},
    panel::Panel,
};

const BROKEN: &str = "the file does not load as it is; mend it first";

/// Makes edits under a name; what was typed comes back if they are refused.
pub fn make(
    app: &mut App,
    name: impl Into<Clean>,
    edits: Vec<Edit>,
    typed: Option<Overlay>,
) -> Vec<Effect> {
    let (typed, name) = (typed.map(Box::new), name.into());
    // What was opened before the file changed was meant for what it said then.
    let basis = app.opened.take().or_else(|| app.open_scenario()?.loaded.clone());
    let Some(basis) = basis else { return Vec::new() };
    app.say("writing …");
    ask(app, app.current, Wish::Make { name, edits, basis, typed })
}

pub fn undo(app: &mut App) -> Vec<Effect> {
    ask(app, app.current, Wish::Undo)
}

pub fn redo(app: &mut App) -> Vec<Effect> {
    ask(app, app.current, Wish::Redo)
}

/// Puts back what a board left that did not come to its end.
pub fn recover(app: &mut App) -> Vec<Effect> {
    ask(app, app.current, Wish::Recover)
}

/// Brings the changes here together with what somebody else left in the file.
pub fn bring_together(app: &mut App, n: usize) -> Vec<Effect> {
    ask(app, n, Wish::BringTogether)
}

/// Why an open scenario cannot be changed at all.
pub fn why_not(open: &OpenScenario) -> Option<&'static str> {
    match (&open.place, open.index().is_none() || open.is_stale()) {
        (Place::Embedded(..), _) => {
            Some("this scenario is part of the program; `sitboard new` begins one of your own")
        }
        (Place::Input(_), _) => Some("what was piped in has no file to be changed"),
        (Place::File(_), true) => match open.fault {
            Some(Fault::Gone) => None, // it can be written anew
            _ => Some(BROKEN),
        },
        (Place::File(_), false) => None,
    }
}

pub fn ask(app: &mut App, n: usize, wish: Wish) -> Vec<Effect> {
    let Some(open) = app.workspace.get_mut(n) else { return Vec::new() };
    open.work.waiting.push_back(wish);
    if open.work.under_way { Vec::new() } else { next(app, n) }
}

/// Begins what waits longest; when nothing does, takes in what was read meanwhile.
pub fn next(app: &mut App, n: usize) -> Vec<Effect> {
    let Some(open) = app.workspace.get_mut(n) else { return Vec::new() };
    open.work.under_way = false;
    let Some(wish) = open.work.waiting.pop_front() else {
        return match open.work.arrived.take() {
            Some(reading) => update::loaded(app, n, reading),
            None => Vec::new(),
        };
    };
    match begun(open, n, wish) {
        Ok(effect) => {
            open.work.under_way = true;
            vec![effect]
        }
        Err(why) => {
            app.refuse(why);
            next(app, n)
        }
    }
}

/// The effect that a wish asks for, as the open scenario stands now.
fn begun(open: &OpenScenario, n: usize, wish: Wish) -> Result<Effect, &'static str> {
    let work = &open.work;
    let loaded = open.loaded.as_ref().ok_or(BROKEN)?;
    let text = loaded.bytes.clone().ok_or(BROKEN)?;
    let turn = match wish {
        Wish::Make { name, edits, basis, typed } => Turn::Make { name, edits, basis, typed },
        Wish::Undo => Turn::Undo(work.done.last().cloned().ok_or("there is nothing to undo")?),
        Wish::Redo => Turn::Redo(work.undone.last().cloned().ok_or("there is nothing to redo")?),
        Wish::Recover => Turn::Recover(work.left.clone()),
        Wish::BringTogether => {
            let (Some(base), Some(theirs)) = (&work.file, &work.theirs) else {
                return Err("the file is as it was");
            };
            let (base, theirs) = (base.clone(), theirs.clone());
            Turn::Again {
                base,
                theirs,
                unsaved: work.unsaved.clone(),
                choices: work.choices.clone(),
            }
        }
        Wish::Save { anew } => return storing(open, n, anew).map(Effect::Store),
    };
    let (place, file) = (open.place.clone(), work.file.as_ref().map(|file| file.digest));
    Ok(Effect::Turn { scenario: n, place, text, file, turn: Box::new(turn) })
}

/// A turn was done, or refused.
pub fn done(
    app: &mut App,
    n: usize,
    turn: Turn,
    result: Result<Box<Turned>, Stuck>,
) -> Vec<Effect> {
    let turned = match result {
        Ok(turned) => *turned,
        Err(Stuck::Clashes(clashes)) => {
            let Some(open) = app.workspace.get_mut(n) else { return Vec::new() };
            open.work.clashes = clashes;
            open.work.asks = Some(Overlay::Clash { at: 0, top: 0 });
            let name = open.called();
            app.refuse(format!("{name} was changed where you changed it"));
            return next(app, n);
        }
        Err(Stuck::Refused(refusal)) => {
            let hint = refusal.hint.map(|hint| format!("; {hint}")).unwrap_or_default();
            let why: Clean = format!("{}{hint}", refusal.message).into();
            match turn {
                Turn::Make { typed: Some(typed), basis, .. } => app.bring_back(*typed, basis, why),
                Turn::Make { .. } | Turn::Undo(_) | Turn::Redo(_) => app.refuse(why),
                Turn::Again { .. } => app.refuse(format!("not brought together: {why}")),
                Turn::Recover(_) => app.refuse(format!("not put back: {why}")),
            }
            return next(app, n);
        }
    };
    let Some(open) = app.workspace.get_mut(n) else { return Vec::new() };
    let said = taken(open, turn, turned);
    app.say(said);
    let mut effects = app.derive(n);
    if app.autosave && app.workspace[n].is_unsaved() {
        app.workspace[n].work.waiting.push_front(Wish::Save { anew: false });
    }
    effects.extend(next(app, n));
    effects.extend(leaves(app));
    effects
}

/// Takes a turn into the open scenario; what is to be said of it.
fn taken(open: &mut OpenScenario, turn: Turn, turned: Turned) -> String {
    let Turned { loaded, steps, warnings, unkept } = turned;
    let touched = steps.iter().flatten().flat_map(|step| step.touched.clone());
    let touched: Vec<Target> = touched.collect();
    let work = &mut open.work;
    let step = steps.first().cloned().flatten();
    let said = match (turn, step) {
        (Turn::Make { .. }, Some(step)) => {
            let name = step.name.clone();
            work.undone.clear();
            work.done.push(step.clone());
            work.leads_on(step);
            let warned = warnings.iter().find(|problem| problem.severity == Severity::Warning);
            let warned = warned.map(|problem| format!("; {}", problem.message)).unwrap_or_default();
            format!("{name}{warned}")
        }
        (Turn::Undo(_), Some(step)) => {
            let was = work.done.pop();
            let edits = was.map(|step| step.edits).unwrap_or_default();
            work.undone.push(Step { edits, ..step.inverse() });
            work.leads_on(step.clone());
            format!("undone: {}", step.name)
        }
        (Turn::Redo(_), Some(step)) => {
            work.undone.pop();
            work.done.push(step.clone());
            work.leads_on(step.clone());
            format!("done again: {}", step.name)
        }
        (Turn::Again { theirs, unsaved, .. }, _) => {
            work.replace(&unsaved, &steps);
            work.unsaved = steps.into_iter().flatten().collect();
            work.file = Some(theirs);
            work.settled();
            open.fault = None;
            let changes = counted(work.unsaved.len(), "change");
            format!("the file was changed outside; {changes} of yours on top of it")
        }
        (Turn::Recover(kept), _) => {
            let fits = steps.iter().flatten().count();
            let pairs = kept.into_iter().zip(&steps).filter(|(_, step)| step.is_none());
            work.left = pairs.map(|(kept, _)| kept).collect();
            for step in steps.into_iter().flatten() {
                work.done.push(step.clone());
                work.leads_on(step);
            }
            let rest = work.left.len();
            if rest > 0 {
                work.asks = Some(Overlay::Ask(Ask::LeftOver));
                format!("put back: {}; {rest} no longer fit", counted(fits, "change"))
            } else {
                format!("put back: {}; w saves", counted(fits, "change"))
            }
        }
        (Turn::Make { .. } | Turn::Undo(_) | Turn::Redo(_), None) => String::new(),
    };
    open.loaded = Some(loaded);
    // With nothing of ours left, the file as it is now is what the board shows.
    if !open.is_unsaved() {
        let file = open.work.theirs.take().or_else(|| open.work.file.clone());
        if let Some(file) = file {
            open.work.took(&file);
            open.loaded = Some(file);
        }
    }
    open.changed = touched.iter().map(|target| target.id.clone()).collect();
    select(open, &touched);
    let unkept = unkept.map(|why| format!("; {why}")).unwrap_or_default();
    format!("{said}{unkept}")
}

/// The list of its kind goes to the record that was changed last.
fn select(open: &mut OpenScenario, touched: &[Target]) {
    let Some(target) = touched.last() else { return };
    for panel in Panel::ALL {
        if panel.table() == Some(target.table) {
            let list = &mut open.view.lists[panel.number()];
            list.selected = Some(target.id.clone());
            list.nth = 0;
        }
    }
}

/// What becomes of one record that both changed; when all are settled, they are brought together.
pub fn settle(app: &mut App, record: Target, choice: Choice) -> Vec<Effect> {
    let n = app.current;
    let Some(open) = app.open_scenario_mut() else { return Vec::new() };
    open.work.clashes.retain(|clash| clash.record != record);
    open.work.choices.insert(record, choice);
    if open.work.clashes.is_empty() {
        app.overlay = None;
        return bring_together(app, n);
    }
    Vec::new()
}

/// What boards left that did not come to their end was found.
pub fn left_over(app: &mut App, n: usize, left: Vec<Kept>) -> Vec<Effect> {
    let Some(open) = app.workspace.get_mut(n) else { return Vec::new() };
    let work = &mut open.work;
    work.left = left;
    if !work.left.is_empty() {
        work.asks = Some(Overlay::Ask(Ask::LeftOver));
    }
    Vec::new()
}
