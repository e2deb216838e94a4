//! One thing at a time is done to an open scenario: what is asked for waits for its turn, and so
//! does what is read meanwhile.

use std::sync::Arc;

use super::{EditRequest, SaveRequest, Transaction};
use crate::{
    app::{
        App, Effect, FileFault, LoadResult, OpenScenario, Overlay, ScenarioIx, ScenarioReading,
        moving::scroll_all, views,
    },
    board::Index,
    look::counted,
    model::{Clean, Refusal},
};

/// Why a file that does not load is not changed.
pub(super) const BROKEN: &str = "the file does not load as it is; mend it first";

/// Why a file that could not be read is not changed: whoever is told so has it read again.
pub(super) const UNREAD: &str = "the file could not be read; it is being read again";

/// Brings the changes here together with what somebody else left in the file.
pub fn bring_together(app: &mut App, n: ScenarioIx) -> Vec<Effect> {
    ask(app, n, EditRequest::BringTogether)
}

/// Puts a request behind those that wait, and begins it if nothing is under way.
pub fn ask(app: &mut App, n: ScenarioIx, request: EditRequest) -> Vec<Effect> {
    let Some(open) = app.workspace.get_mut(n) else { return Vec::new() };
    open.history.waiting.push_back(request);
    if open.history.under_way { Vec::new() } else { next(app, n) }
}

/// Makes a change that had met one of somebody else, as it is settled by now.
pub fn make_again(app: &mut App, n: ScenarioIx, meant: Box<Transaction>) -> Vec<Effect> {
    app.ahead.writes();
    ask(app, n, EditRequest::Make(meant))
}

/// Begins what waits longest; when nothing does, takes in what was read meanwhile.
pub fn next(app: &mut App, n: ScenarioIx) -> Vec<Effect> {
    let Some(open) = app.workspace.get_mut(n) else { return Vec::new() };
    open.history.under_way = false;
    let Some(request) = open.history.waiting.pop_front() else {
        return match open.history.arrived.take() {
            Some(reading) => loaded(app, n, reading),
            None => Vec::new(),
        };
    };
    match begun(open, n, request.clone()) {
        Ok(effect) => {
            open.history.under_way = true;
            vec![effect]
        }
        Err(why) => {
            let why = Clean::from(why.to_string());
            app.refuse(why.clone());
            if let EditRequest::Make(meant) = request {
                app.ahead.written();
                if let Transaction::Make { typed: Some(typed), basis, .. } = *meant {
                    app.bring_back(*typed, basis, why);
                }
            }
            next(app, n)
        }
    }
}

/// The effect that a wish asks for, as the open scenario stands now.
fn begun(open: &OpenScenario, n: ScenarioIx, request: EditRequest) -> Result<Effect, Refusal> {
    let history = &open.history;
    let loaded = open.loaded.as_ref().ok_or(BROKEN)?;
    let text = loaded.bytes.clone().ok_or(BROKEN)?;
    let transaction = match request {
        EditRequest::Make(meant) => *meant,
        EditRequest::Undo => {
            Transaction::Undo(history.done.last().cloned().ok_or("there is nothing to undo")?)
        }
        EditRequest::Redo => {
            Transaction::Redo(history.undone.last().cloned().ok_or("there is nothing to redo")?)
        }
        EditRequest::Recover => Transaction::Recover(history.left.clone()),
        EditRequest::BringTogether => {
            let (Some(base), Some(theirs)) = (&history.file, &history.theirs) else {
                return Err("the file is as it was".into());
            };
            let (base, theirs) = (base.clone(), theirs.clone());
            Transaction::Again {
                base,
                theirs,
                unsaved: history.unsaved.clone(),
                choices: history.choices.clone(),
            }
        }
        EditRequest::SaveScenario { anew } => {
            return save_request(open, n, anew).map(Effect::SaveScenario);
        }
    };
    let (place, file) = (open.place.clone(), history.file.as_ref().map(|file| file.digest));
    Ok(Effect::ApplyTransaction {
        scenario: n,
        place,
        text,
        file,
        transaction: Box::new(transaction),
    })
}

fn save_request(
    open: &OpenScenario,
    n: ScenarioIx,
    anew: bool,
) -> Result<Box<SaveRequest>, Refusal> {
    let (Some(base), Some(ours)) = (&open.history.file, &open.loaded) else {
        return Err("there is no file to be saved".into());
    };
    Ok(Box::new(SaveRequest {
        scenario: n,
        place: open.place.clone(),
        base: base.clone(),
        ours: ours.clone(),
        steps: open.history.unsaved.clone(),
        agreed: open.history.agreed.clone(),
        anew,
    }))
}

/// An open scenario was read. A file that does not load leaves the last good board standing.
pub fn loaded(app: &mut App, n: ScenarioIx, result: LoadResult) -> Vec<Effect> {
    let opening = app.opening.clone();
    let Some(open) = app.workspace.get_mut(n) else { return Vec::new() };
    if open.history.is_busy() {
        open.history.arrived = Some(result);
        return Vec::new();
    }
    let first = open.index().is_none();
    let audience = opening.audience;
    let ScenarioReading { loaded, changed, front, views } = match result {
        Ok(read) => *read,
        Err(fault) => {
            open.fault = Some(fault);
            scroll_all(app); // a banner takes a line
            return app.load_the_rest();
        }
    };
    let loaded = loaded.for_audience(audience);
    if loaded.index.is_none() {
        open.fault = Some(FileFault::Broken(loaded.problems.clone()));
        if open.index().is_none() {
            open.loaded = Some(loaded);
        }
        scroll_all(app);
        return app.load_the_rest();
    }
    open.fault = None;
    if open.is_unsaved() {
        let tracks = |index: Option<&Arc<Index>>| index.map(|index| index.tracks.clone());
        let beside = tracks(open.index()).zip(tracks(loaded.index.as_ref()));
        let is_new = open.history.file.as_ref().is_none_or(|file| file.digest != loaded.digest)
            || beside.is_some_and(|(before, now)| !before.is_same(&now));
        if is_new {
            open.history.meets(loaded);
        } else {
            open.history.forget_theirs();
        }
        let meant = open.history.meant.take();
        app.overlay.take_if(|on_top| n == app.current && matches!(on_top, Overlay::Clash(_)));
        scroll_all(app);
        let mut effects = if is_new { bring_together(app, n) } else { Vec::new() };
        effects.extend(meant.into_iter().flat_map(|meant| make_again(app, n, meant)));
        return effects;
    }
    open.history.took(&loaded);
    let meant = open.history.meant.take();
    let left = first.then(|| Effect::LookForLeftOver {
        scenario: n,
        place: open.place.clone(),
        digest: loaded.digest,
    });
    let told = (!first && !changed.is_empty()).then(|| {
        format!("{} was changed outside: {}", open.called(), counted(changed.len(), "record"))
    });
    open.loaded = Some(loaded);
    open.changed.extend(changed);
    open.view.front = front.filter(|_| first).or(open.view.front);
    let index = open.index().cloned().filter(|_| first);
    let mut refused = None;
    if let Some(index) = index {
        match opening.query(&index.scenario) {
            Ok(query) => open.view.query = query,
            Err(error) => refused = Some(error),
        }
        match opening.without(&index.scenario) {
            Ok(without) => open.view.without = without,
            Err(error) => refused = Some(error),
        }
        match opening.clock(&index.scenario) {
            Ok(clock) => open.view.clock = Some(clock),
            Err(error) => refused = Some(error),
        }
    }
    if let Some(told) = told {
        app.say(told);
    }
    // Another scenario need not know the names that were meant for this one.
    if let Some(error) = refused.filter(|_| n == app.current) {
        app.refuse(error.message);
    }
    if n == app.current && meant.is_some() {
        app.overlay.take_if(|on_top| matches!(on_top, Overlay::Clash(_)));
    }
    let mut effects = app.derive(n);
    if first {
        effects.extend(views::opens(app, n, views));
    }
    // What was to be settled against an earlier text is looked at beside this one.
    effects.extend(meant.into_iter().flat_map(|meant| make_again(app, n, meant)));
    if !app.read_only {
        effects.extend(left);
        effects.extend(first.then(|| app.ask_disk(n)).flatten());
    }
    effects
}
