//! Settling what was changed here and outside: part by part, and nothing that was not in sight.

use super::versions::{VersionLine, lines};
use crate::{
    app::{
        App, Choice, Clash, ClashView, Effect, Overlay, Plan,
        history::{give_back, settle},
        list::{Step, moved},
    },
    command::Command,
};

/// Shows the first thing that is not settled yet; nothing where all is.
pub fn show(app: &mut App) {
    let at = app.open_scenario().and_then(|open| {
        let history = &open.history;
        let is_open = |clash: &Clash| clash.open(&history.choices).next().is_some();
        history.clashes.iter().position(is_open)
    });
    app.overlay = at.map(|at| Overlay::Clash(at_first_open(app, at)));
}

/// A key while the versions of a record stand side by side.
pub fn keys(app: &mut App, mut view: ClashView, command: Option<Command>) -> Vec<Effect> {
    let Some((clash, lines, height)) = versions_in_view(app, &view) else { return Vec::new() };
    // What was drawn until now was seen.
    let drawn = lines.iter().skip(view.top).take(height);
    view.seen.extend(drawn.filter_map(|line| line.part));
    let count = app.open_scenario().map_or(1, |open| open.history.clashes.len());
    match command {
        Some(Command::Escape) => return give_back(app),
        Some(Command::KeepOurs) => return choose_one(app, view, &clash, Choice::Ours),
        Some(Command::TakeTheirs) => return choose_one(app, view, &clash, Choice::Theirs),
        Some(Command::KeepBoth) => return choose_one(app, view, &clash, Choice::Both),
        Some(Command::KeepAllOurs) => return choose_all(app, view, &clash, Choice::Ours),
        Some(Command::TakeAllTheirs) => return choose_all(app, view, &clash, Choice::Theirs),
        Some(Command::NextVersions) => view = at_first_open(app, (view.at + 1) % count),
        Some(Command::PreviousVersions) => {
            view = at_first_open(app, (view.at + count - 1) % count);
        }
        other => {
            if let Some(step) = other.and_then(Step::of) {
                view = stepped(view, step, clash.parts.len(), &lines, height);
            }
        }
    }
    app.overlay = Some(Overlay::Clash(view));
    Vec::new()
}

/// The record that is looked at, its lines, and how many are in sight.
fn versions_in_view(app: &App, view: &ClashView) -> Option<(Clash, Vec<VersionLine>, usize)> {
    let history = &app.open_scenario()?.history;
    let clash = history.clashes.get(view.at)?.clone();
    let overlay = Overlay::Clash(view.clone());
    let (cells, height) = Plan::of(app.size, app).overlay_room(app, &overlay);
    let lines = lines(&clash, &history.choices, cells);
    Some((clash, lines, height.max(1)))
}

/// A record from the first part of it that is not settled yet.
fn at_first_open(app: &App, at: usize) -> ClashView {
    let view = ClashView { at, ..ClashView::default() };
    let Some((clash, lines, height)) = versions_in_view(app, &view) else { return view };
    let open = app.open_scenario().and_then(|open| clash.open(&open.history.choices).next());
    to_part(view, open.unwrap_or(0), &lines, height)
}

/// Selects a part and brings its lines into sight, the first of them at any rate.
fn to_part(view: ClashView, part: usize, lines: &[VersionLine], height: usize) -> ClashView {
    let is_it = |line: &VersionLine| line.part == Some(part);
    let first = lines.iter().position(is_it).unwrap_or(0);
    let end = lines.iter().rposition(is_it).unwrap_or(0) + 1;
    let top = view.top.max(end.saturating_sub(height)).min(first);
    ClashView { part, top, ..view }
}

/// Up and down go from part to part; pages move over the lines.
fn stepped(
    view: ClashView,
    step: Step,
    parts: usize,
    lines: &[VersionLine],
    height: usize,
) -> ClashView {
    let last_top = lines.len().saturating_sub(height);
    match step {
        Step::Down if view.part + 1 < parts => {
            let part = view.part + 1;
            to_part(view, part, lines, height)
        }
        Step::Up if view.part > 0 => {
            let part = view.part - 1;
            to_part(view, part, lines, height)
        }
        step => {
            let top = moved(step, view.top, last_top + 1, height);
            ClashView { top, ..view }
        }
    }
}

fn choose_one(app: &mut App, view: ClashView, clash: &Clash, choice: Choice) -> Vec<Effect> {
    let is_offered = clash.parts.get(view.part).is_some_and(|it| it.offers.contains(&choice));
    if !is_offered {
        app.overlay = Some(Overlay::Clash(view));
        app.refuse("that cannot become of it; what can stands below");
        return Vec::new();
    }
    let part = view.part;
    choose(app, view, clash, choice, &[part])
}

/// All that is open of the record, as far as it can be chosen for it.
fn choose_all(app: &mut App, view: ClashView, clash: &Clash, choice: Choice) -> Vec<Effect> {
    let open = app.open_scenario().map(|open| clash.open(&open.history.choices).collect());
    let open: Vec<usize> = open.unwrap_or_default();
    let offered = |part: &usize| clash.parts[*part].offers.contains(&choice);
    let parts: Vec<usize> = open.into_iter().filter(offered).collect();
    choose(app, view, clash, choice, &parts)
}

/// Nothing is given up that was not in sight.
fn choose(
    app: &mut App,
    view: ClashView,
    clash: &Clash,
    choice: Choice,
    parts: &[usize],
) -> Vec<Effect> {
    let Some((_, lines, height)) = versions_in_view(app, &view) else { return Vec::new() };
    if let Some(unseen) = parts.iter().find(|part| !view.seen.contains(part)) {
        app.refuse("this was not in sight yet: look at it first");
        app.overlay = Some(Overlay::Clash(to_part(view, *unseen, &lines, height)));
        return Vec::new();
    }
    let mut effects = Vec::new();
    let at = view.at;
    app.overlay = Some(Overlay::Clash(view.clone()));
    for part in parts {
        effects.extend(settle(app, clash.record.clone(), clash.parts[*part].part, choice));
    }
    if app.overlay.is_none() {
        return effects; // all is settled
    }
    let open = app.open_scenario().and_then(|open| {
        let clash = open.history.clashes.get(at)?;
        let mut open_parts = clash.open(&open.history.choices);
        let first = open_parts.next()?;
        Some(
            std::iter::once(first)
                .chain(open_parts)
                .find(|part| *part > view.part)
                .unwrap_or(first),
        )
    });
    match open {
        Some(part) => app.overlay = Some(Overlay::Clash(to_part(view, part, &lines, height))),
        None => show(app),
    }
    effects
}
