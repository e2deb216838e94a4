//! Asking of the records: open, follow, filter, sort, another scenario.

use super::{
    App, Effect, OpenDetail, Plan, ScenarioIx, feeds, figures,
    moving::{scroll_all, to_panel},
    searching, telling, tour,
};
use crate::{
    board::{Query, Standing, Subject},
    command::Command,
    panel::{Sort, detail},
};

/// Opens the selected record; in a detail, follows the selected reference.
pub(super) fn open(app: &mut App) -> Vec<Effect> {
    let Some(shown) = app.shown().cloned() else { return Vec::new() };
    let board = &shown.board;
    if app.trail.is_empty() && figures::is_of_figure(app) {
        return figures::of_row(app);
    }
    if app.trail.is_empty()
        && let Some(effects) = figures::of_line(app)
    {
        return effects;
    }
    let page = match app.trail.last() {
        None => app.page_of(app.focus),
        Some(page) => {
            let links =
                page.record(board).map(|record| detail::links(board, record)).unwrap_or_default();
            let link = page.link.and_then(|link| links.get(link));
            if link.is_none() {
                let key = Command::Down.key();
                app.refuse(format!("no reference is selected; {key} goes to the first"));
            }
            link.map(|link| OpenDetail::of(board, Subject::Record(link.to)))
        }
    };
    let Some(page) = page else { return Vec::new() };
    let reading = page.subject.feed_row().and_then(|at| feeds::read(app, at));
    go_to(app, page);
    Vec::from_iter(reading)
}

/// Opens the status of the patrols, of which the header says a word; from there, or where nobody
/// gives one, that of the agreement.
pub(super) fn open_standing(app: &mut App) {
    let Some(shown) = app.shown().cloned() else { return };
    let board = &shown.board;
    let headline = &shown.headline;
    let of = |standing: &Standing| OpenDetail::of(board, Subject::Record(standing.record));
    let patrols = headline.patrols.as_ref().map(of);
    let agreement = headline.agreement.as_ref().and_then(Option::as_ref).map(of);
    let is_open =
        |page: &OpenDetail| app.trail.last().is_some_and(|top| top.subject == page.subject);
    let next = match (patrols, agreement) {
        (Some(patrols), Some(agreement)) if is_open(&patrols) => Some(agreement),
        (Some(patrols), _) => Some(patrols),
        (None, agreement) => agreement,
    };
    match next {
        Some(page) if is_open(&page) => {}
        Some(page) => go_to(app, page),
        None => app.refuse("nobody says by this day where patrols or agreement stand"),
    }
}

pub(super) fn go_to(app: &mut App, page: OpenDetail) {
    app.trail.push(page);
    scroll_all(app);
}

pub(super) fn escape(app: &mut App) -> Vec<Effect> {
    if let Some(given_up) = searching::give_up(app) {
        return vec![given_up];
    }
    if !app.trail.is_empty() {
        app.trail.clear();
    } else if app.played.is_some() {
        return telling::leave(app);
    } else if app.front().is_page(app.focus) {
        return to_panel(app, app.home);
    } else if app.open_scenario().is_some_and(|open| !open.view.query.is_empty()) {
        return filter(app, Query::default());
    } else if app.zoomed {
        app.zoomed = false;
    } else {
        tour::leave(app);
    }
    scroll_all(app);
    Vec::new()
}

pub(super) fn filter(app: &mut App, query: Query) -> Vec<Effect> {
    let current = app.current;
    if let Some(open) = app.open_scenario_mut() {
        open.view.query = query;
    }
    app.derive(current)
}

pub(super) fn sort(app: &mut App) -> Vec<Effect> {
    // A list that is sorted by what nobody sees looks like one that is not sorted at all.
    let plan = Plan::of(app.size, app);
    let columns = plan.panel(app.focus).map(|plan| plan.columns(app).0).unwrap_or_default();
    let mut in_sight: Vec<usize> = columns.into_iter().map(|(n, _)| n).collect();
    in_sight.sort_unstable();
    let next = |sort: &mut Sort| {
        let is_next = |n: &usize| sort.column.is_none_or(|now| *n > now);
        *sort = Sort { column: in_sight.iter().copied().find(is_next), reversed: false };
    };
    sort_by(app, next)
}

pub(super) fn sort_by(app: &mut App, change: impl FnOnce(&mut Sort)) -> Vec<Effect> {
    let (focus, current) = (app.focus, app.current);
    let Some(shown) = app.shown().cloned() else { return Vec::new() };
    let Some(open) = app.open_scenario_mut() else { return Vec::new() };
    let sort = &mut open.view.sorts[focus.number()];
    change(sort);
    let (column, reversed) = (sort.column, sort.reversed);
    let by = column
        .and_then(|n| shown.sheet(focus)?.columns.get(n))
        .map_or("the panel's own order", |column| &column.title);
    app.say(format!("sorted by {by}{}", if reversed { ", reversed" } else { "" }));
    app.derive(current)
}

pub(super) fn to_scenario(app: &mut App, scenario: ScenarioIx) -> Vec<Effect> {
    let mut effects = telling::leave(app);
    app.current = scenario;
    app.open_current();
    effects.extend(to_panel(app, app.focus));
    effects
}
