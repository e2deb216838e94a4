//! A page of sentences: laid out for the width that it has, its clauses closed and opened.

use std::{collections::BTreeSet, sync::Arc};

use super::{App, Effect, Plan};
use crate::{
    board::{PageLayout, SubjectId},
    command::Command,
    model::{Id, Table},
    panel::Panel,
};

/// Cells of the lines of the page that has the keys; `None` while it is out of sight.
fn cells(app: &App) -> Option<usize> {
    let plan = Plan::of(app.size, app);
    plan.panel(app.focus).filter(|_| app.front().is_page(app.focus)).map(|plan| plan.cells())
}

/// How the page of the open scenario is laid out; behind a detail as before.
pub(super) fn layout(app: &App) -> PageLayout {
    let view = app.open_scenario().map(|open| &open.view.layout);
    let before = view.cloned().unwrap_or_default();
    PageLayout { cells: cells(app).or(before.cells), ..before }
}

/// Has the page that has the keys laid out anew where it stands in another width by now.
pub(super) fn follow(app: &mut App) -> Vec<Effect> {
    let sheet = app.shown().and_then(|shown| shown.sheet(app.focus));
    let is_laid_out = sheet.is_some_and(|sheet| sheet.is_laid_out);
    let asked = app.open_scenario().map(|open| &open.view.layout);
    if is_laid_out && asked.is_some_and(|asked| *asked != layout(app)) {
        return app.derive(app.current);
    }
    Vec::new()
}

/// Closes the selected clause of the agreement, or opens it; in the corridor, goes to the next route.
pub(super) fn open_or_close(app: &mut App) -> Vec<Effect> {
    if app.focus == Panel::Corridor && app.trail.is_empty() {
        return next_route(app);
    }
    let Some((clause, closed)) = selected_clause(app) else {
        app.refuse(match app.focus {
            Panel::Agreement => "no clause is selected".to_owned(),
            _ => elsewhere(),
        });
        return Vec::new();
    };
    let Some(open) = app.open_scenario_mut() else { return Vec::new() };
    open.view.layout.closed = Arc::new(closed);
    let list = &mut open.view.lists[Panel::Agreement.number()];
    list.selected = Some(SubjectId::of_record(Table::Clause, &clause));
    list.nth = 0;
    app.derive(app.current)
}

/// Has the corridor drawn along the next of the routes.
fn next_route(app: &mut App) -> Vec<Effect> {
    let next = app.shown().and_then(|shown| {
        let board = &shown.board;
        let routes = &board.geography().routes;
        let at = board.charted_route()?;
        let next = routes.get((at + 1) % routes.len()).filter(|_| routes.len() > 1)?;
        Some(board.record(next.record).id.clone())
    });
    let Some(next) = next else {
        app.refuse("no other route of this file can be drawn".to_owned());
        return Vec::new();
    };
    show_route(app, next)
}

/// Has the corridor drawn along a route.
pub fn show_route(app: &mut App, route: Id) -> Vec<Effect> {
    if let Some(open) = app.open_scenario_mut() {
        open.view.layout.route = Some(route);
    }
    app.derive(app.current)
}

/// The clause to which the selected row belongs, and what is closed without it, or with it.
fn selected_clause(app: &App) -> Option<(Id, BTreeSet<Id>)> {
    let panel = app.focus;
    let (open, shown) = (app.open_scenario()?, app.shown()?);
    if panel != Panel::Agreement || !app.trail.is_empty() {
        return None;
    }
    let at = open.view.lists[panel.number()].at;
    // What stands below a clause is indented.
    let mut above = (0..=at).rev().filter_map(|n| shown.row(panel, n));
    let head = above.find(|row| row.depth == 0)?;
    let record = shown.board.record(head.record()?);
    let mut closed = BTreeSet::clone(&open.view.layout.closed);
    if record.table != Table::Clause {
        return None;
    }
    if !closed.remove(&record.id) {
        closed.insert(record.id.clone());
    }
    Some((record.id.clone(), closed))
}

/// What is said of the key anywhere else.
fn elsewhere() -> String {
    let [agreement, map, corridor] = [Panel::Agreement, Panel::Map, Panel::Corridor]
        .map(|panel| Command::GoTo(panel.name()).key());
    format!(
        "this is for the agreement, the map and the corridor; {agreement}, {map} and {corridor} go there"
    )
}
