//! Turns on the board: asked for, done one after another, shown, or refused with a reason.

use super::{
    Choice, Choices, ClashPart, EditRequest, EditStep, JournaledChange, Rejection, Settled,
    Transaction,
    just_written::show_written,
    queue::{BROKEN, UNREAD, ask, bring_together, make_again, next},
};
use crate::{
    app::{
        App, Ask, ClashView, Effect, FileFault, OpenScenario, Overlay, Place, ScenarioIx,
        leaving::leaves,
    },
    board::SubjectId,
    command::Command,
    format::edit::{Edit, Target},
    look::counted,
    model::{Clean, Severity},
    panel::Panel,
};

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
    app.ahead.writes();
    let as_of = app.board().map_or_else(|| app.opening.today, |board| board.clock.as_of);
    let made = Transaction::Make { name, edits, basis, typed, choices: Choices::new(), as_of };
    ask(app, app.current, EditRequest::Make(Box::new(made)))
}

pub(in crate::app) fn undo(app: &mut App) -> Vec<Effect> {
    let is_writing = app.ahead.is_writing();
    let history = app.open_scenario_mut().map(|open| &mut open.history);
    let back = history.filter(|_| !is_writing).and_then(|history| history.take_back_discarded());
    if let Some(count) = back {
        app.say(format!("undone: {} discarded", counted(count, "change")));
        return Vec::new();
    }
    ask(app, app.current, EditRequest::Undo)
}

pub(in crate::app) fn redo(app: &mut App) -> Vec<Effect> {
    ask(app, app.current, EditRequest::Redo)
}

/// Puts back what a board left that did not come to its end.
pub fn recover(app: &mut App) -> Vec<Effect> {
    ask(app, app.current, EditRequest::Recover)
}

/// Why an open scenario cannot be changed at all.
pub fn why_not(open: &OpenScenario) -> Option<&'static str> {
    match (&open.place, open.index().is_none() || open.is_stale()) {
        (Place::Embedded(..), _) => {
            Some("this scenario is part of the program; `sitboard new` begins one of your own")
        }
        (Place::Input(_) | Place::Piped(..), _) => {
            Some("what was piped in has no file to be changed")
        }
        (Place::File(_), true) => match open.fault {
            Some(FileFault::Gone) => None, // it can be written anew
            Some(FileFault::Unreadable(_)) => Some(UNREAD),
            _ => Some(BROKEN),
        },
        (Place::File(_), false) => None,
    }
}

/// A transaction was done, or refused.
pub fn done(
    app: &mut App,
    n: ScenarioIx,
    transaction: Transaction,
    result: Result<Box<Settled>, Rejection>,
) -> Vec<Effect> {
    if matches!(transaction, Transaction::Make { .. }) {
        app.ahead.written();
    }
    let settled = match result {
        Ok(settled) => *settled,
        Err(Rejection::Clashes(clashes)) => {
            let Some(open) = app.workspace.get_mut(n) else { return Vec::new() };
            let history = &mut open.history;
            history.clashes = clashes;
            history.asks = Some(Overlay::Clash(ClashView::default()));
            if let Transaction::Make { choices, .. } = &transaction {
                history.choices.clone_from(choices);
                history.meant = Some(Box::new(transaction));
                history.forget_steps();
                app.leaving = false;
            }
            let name = app.workspace[n].called();
            app.refuse(format!("{name} was changed where you changed it"));
            return next(app, n);
        }
        Err(Rejection::Refused(refusal)) => {
            let why: Clean = refusal.to_string().into();
            match transaction {
                Transaction::Make { typed: Some(typed), basis, .. } => {
                    app.bring_back(*typed, basis, why);
                    app.workspace[n].history.forget_steps();
                    app.leaving = false;
                }
                Transaction::Make { .. } | Transaction::Undo(_) | Transaction::Redo(_) => {
                    app.refuse(why)
                }
                Transaction::Again { .. } => {
                    app.refuse(format!("not brought together: {why}"));
                    let choices = &mut app.workspace[n].history.choices;
                    if !std::mem::take(choices).is_empty() {
                        // It can be chosen otherwise.
                        app.workspace[n].history.waiting.push_front(EditRequest::BringTogether);
                    }
                }
                Transaction::Recover(_) => app.refuse(format!("not put back: {why}")),
            }
            return next(app, n);
        }
    };
    let Some(open) = app.workspace.get_mut(n) else { return Vec::new() };
    let is_new = matches!(&transaction, Transaction::Make { edits, .. }
        if matches!(edits.last(), Some(Edit::AddRecord(_))));
    let said = adopt_transaction(open, transaction, settled);
    app.say(said);
    if is_new {
        show_written(app, n);
    }
    let mut effects = app.derive(n);
    if app.autosave && app.workspace[n].is_unsaved() {
        app.workspace[n].history.waiting.push_front(EditRequest::SaveScenario { anew: false });
    }
    effects.extend(next(app, n));
    effects.extend(leaves(app));
    effects
}

/// Takes a transaction that was done into the open scenario; what is to be said of it.
fn adopt_transaction(
    open: &mut OpenScenario,
    transaction: Transaction,
    settled: Settled,
) -> String {
    let Settled { loaded, steps, given_up, warnings, unkept } = settled;
    let touched = steps.iter().chain([&given_up]).flatten();
    let touched = touched.flat_map(|step| step.touched.clone());
    let touched: Vec<Target> = touched.collect();
    let history = &mut open.history;
    let step = steps.first().cloned().flatten();
    let said = match (transaction, step) {
        (Transaction::Make { .. }, Some(step)) => {
            let name = step.name.clone();
            history.undone.clear();
            history.done.push(step.clone());
            history.leads_on(step);
            let warned = warnings.iter().find(|problem| problem.severity == Severity::Warning);
            let warned = warned.map(|problem| format!("; {}", problem.message)).unwrap_or_default();
            format!("{name}{warned}")
        }
        (Transaction::Undo(_), Some(step)) => {
            let was = history.done.pop();
            let edits = was.map(|step| step.edits).unwrap_or_default();
            history.undone.push(EditStep { edits, ..step.inverse() });
            history.leads_on(step.clone());
            format!("undone: {}", step.name)
        }
        (Transaction::Redo(_), Some(step)) => {
            history.undone.pop();
            history.done.push(step.clone());
            history.leads_on(step.clone());
            format!("done again: {}", step.name)
        }
        (Transaction::Again { theirs, unsaved, .. }, _) => {
            let digest = history.file.as_ref().map(|file| file.digest);
            let is_same_text = digest == Some(theirs.digest);
            history.replace(&unsaved, &steps);
            history.unsaved = steps.into_iter().flatten().collect();
            history.file = Some(theirs);
            history.forget_theirs();
            open.fault = None;
            let changes = counted(history.unsaved.len(), "change");
            match is_same_text {
                true => format!("a track was read anew; {changes} of yours on top of it"),
                false => format!("the file was changed outside; {changes} of yours on top of it"),
            }
        }
        (Transaction::Recover(kept), _) => {
            let fits = steps.iter().flatten().count();
            let pairs = kept.into_iter().zip(&steps).filter(|(_, step)| step.is_none());
            history.left = pairs.map(|(kept, _)| kept).collect();
            for step in steps.into_iter().flatten() {
                history.done.push(step.clone());
                history.leads_on(step);
            }
            let rest = history.left.len();
            if rest > 0 {
                history.asks = Some(Overlay::Ask(Ask::LeftOver));
                format!("put back: {}; {rest} no longer fit", counted(fits, "change"))
            } else {
                let key = Command::SaveScenario.key();
                format!("put back: {}; {key} saves", counted(fits, "change"))
            }
        }
        (Transaction::Make { name, .. }, None) => format!("{name}: the file says so already"),
        (Transaction::Undo(_) | Transaction::Redo(_), None) => String::new(),
    };
    if let Some(step) = given_up {
        history.done.push(step.clone());
        history.leads_on(step);
    }
    open.loaded = Some(loaded);
    // With nothing of ours left, the file as it is now is what the board shows.
    if !open.is_unsaved() {
        let file = open.history.theirs.take().or_else(|| open.history.file.clone());
        if let Some(file) = file {
            open.history.took(&file);
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
            list.selected = Some(SubjectId::of_record(target.table, &target.id));
            list.nth = 0;
        }
    }
}

/// What becomes of a part of a record that both changed; when nothing is left to be chosen, the
/// changes are brought together.
pub fn settle(app: &mut App, record: Target, part: ClashPart, choice: Choice) -> Vec<Effect> {
    let n = app.current;
    let Some(open) = app.open_scenario_mut() else { return Vec::new() };
    let history = &mut open.history;
    history.choices.insert((record, part), choice);
    if history.clashes.iter().any(|clash| clash.open(&history.choices).next().is_some()) {
        return Vec::new();
    }
    history.clashes.clear();
    let mut meant = history.meant.take();
    if let Some(Transaction::Make { choices, .. }) = meant.as_deref_mut() {
        *choices = std::mem::take(&mut history.choices);
    }
    app.overlay = None;
    match meant {
        Some(meant) => make_again(app, n, meant),
        None => bring_together(app, n),
    }
}

/// What is not settled yet is left for later; a change that waits for it goes back to whom it was
/// typed by.
pub fn give_back(app: &mut App) -> Vec<Effect> {
    let Some(open) = app.open_scenario_mut() else { return Vec::new() };
    let key = Command::SaveScenario.key();
    let Some(meant) = open.history.meant.take() else {
        app.refuse(format!("not settled yet: {key} shows both versions again"));
        return Vec::new();
    };
    open.history.clashes.clear();
    open.history.choices.clear();
    let why: Clean = "not written: it was changed outside while this was open".into();
    match *meant {
        Transaction::Make { typed: Some(typed), basis, .. } => app.bring_back(*typed, basis, why),
        _ => app.refuse(why),
    }
    Vec::new()
}

/// What boards left that did not come to their end was found.
pub fn left_over(
    app: &mut App,
    n: ScenarioIx,
    left: Vec<JournaledChange>,
    remarks: Vec<Clean>,
) -> Vec<Effect> {
    let Some(open) = app.workspace.get_mut(n) else { return Vec::new() };
    let history = &mut open.history;
    (history.left, history.remarks) = (left, remarks);
    if !history.left.is_empty() {
        history.asks = Some(Overlay::Ask(Ask::LeftOver));
    } else if !history.remarks.is_empty() {
        history.asks = Some(Overlay::Ask(Ask::Unreadable));
    }
    Vec::new()
}
