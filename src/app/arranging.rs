//! Which panels stand on the front, as its reader wants them.

use super::{App, Effect};
use crate::{
    command::Command,
    panel::{Front, Panel},
};

/// A page to the front, in the place of the panel that had the keys before it; on the front, the
/// scenario's own panel back in its place.
pub(super) fn to_front(app: &mut App) -> Vec<Effect> {
    let (panel, front) = (app.focus, app.front());
    let Some(index) = app.open_scenario().and_then(|open| open.index()) else { return Vec::new() };
    let own = Front::of(&index.scenario.header);
    let key = Command::ToFront.key();
    let (moved, slot) = match front.slot(panel) {
        Some(slot) if own.panels()[slot] == panel => {
            app.refuse(format!("this is its place; {key} on a page puts that page here"));
            return Vec::new();
        }
        Some(slot) => (own.panels()[slot], slot),
        None if !panel.may_stand_in_front() => {
            let title = title_on(app, panel).to_lowercase();
            app.refuse(format!("{title} needs the whole board: it cannot stand on the front"));
            return Vec::new();
        }
        None => (panel, front.slot(app.home).unwrap_or_default()),
    };
    let before = front.panels()[slot];
    choose(app, front.with(moved, slot), own, moved);
    let title = |panel: Panel| title_on(app, panel).to_lowercase();
    let place = Command::Slot(slot).key();
    let (moved, before) = (title(moved), title(before));
    app.say(format!("{moved} at {place} instead of {before}; {key} there takes it back"));
    let mut effects = app.derive(app.current);
    effects.extend(keep(app));
    effects
}

fn title_on(app: &App, panel: Panel) -> String {
    let title = app.board().map(|board| panel.title_on(board).into_owned());
    title.unwrap_or_else(|| panel.title().to_owned())
}

fn choose(app: &mut App, front: Front, own: Front, focus: Panel) {
    if let Some(open) = app.open_scenario_mut() {
        open.view.front = Some(front).filter(|front| *front != own);
    }
    (app.focus, app.home) = (focus, focus);
    app.trail.clear();
}

fn keep(app: &App) -> Option<Effect> {
    let open = app.open_scenario()?;
    let id = open.index()?.scenario.header.id.clone();
    Some(Effect::KeepFront { place: open.place.clone(), id, front: open.view.front })
}

/// After another front came into sight, of another scenario or of the same one read anew: who stood
/// on the front stays there, in the same slot where the panel itself does not stand.
pub(super) fn follow(app: &mut App, before: &Front) {
    let front = app.front();
    if front == *before {
        return;
    }
    let stays = |panel: Panel| match before.slot(panel) {
        Some(slot) if front.is_page(panel) => front.panels()[slot],
        _ => panel,
    };
    (app.focus, app.home) = (stays(app.focus), stays(app.home));
    if front.is_page(app.home) {
        app.home = front.panels()[0];
    }
}
