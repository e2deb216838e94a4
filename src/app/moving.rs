//! Moving: between panels, through lists, along the references of a detail.

use super::{
    App, Effect, Plan,
    list::{Step, moved},
    map_view,
    time::along,
    trail::{page_lines, room},
};
use crate::{
    board::{Subject, SubjectId},
    model::Table,
    panel::{Panel, detail},
};

pub(super) fn step_by(app: &mut App, step: Step) {
    if !app.trail.is_empty() {
        return step_in_detail(app, step);
    }
    let Some(shown) = app.shown().cloned() else { return };
    let (panel, plan) = (app.focus, Plan::of(app.size, app));
    let (count, height) = (shown.length(panel), plan.rows(panel));
    if let Some(line) = line_beside(app, &plan, step) {
        if let Some(open) = app.open_scenario_mut() {
            open.view.lists[panel.number()].line = line;
        }
        return;
    }
    let at = app.open_scenario().map_or(0, |open| open.view.lists[panel.number()].at);
    select_in(app, panel, moved(step, at, count, height), height);
}

/// Where a step leads among the lines that sum a panel up, and from them back to its rows; `None`
/// where it is a step among rows.
fn line_beside(app: &App, plan: &Plan, step: Step) -> Option<Option<usize>> {
    let plan = plan.panel(app.focus)?;
    let lines = usize::from(plan.lines.height);
    let list = &app.open_scenario()?.view.lists[app.focus.number()];
    match (plan.line(app), step) {
        (None, Step::Up) if list.at == 0 && lines > 0 => Some(Some(lines - 1)),
        (Some(line), Step::Up) => Some(Some(line.saturating_sub(1))),
        (Some(line), Step::Down) => Some(Some(line + 1).filter(|line| *line < lines)),
        _ => None,
    }
}

/// Selects a row of a panel and brings it into sight.
pub(super) fn select(app: &mut App, panel: Panel, row: usize) {
    let height = Plan::of(app.size, app).rows(panel);
    select_in(app, panel, row, height);
}

/// The same, where it is known how many rows are in sight.
fn select_in(app: &mut App, panel: Panel, row: usize, height: usize) {
    app.written = None;
    let Some(open) = app.open_scenario_mut() else { return };
    let Some(shown) = open.shown.clone() else { return };
    let list = &mut open.view.lists[panel.number()];
    list.go(row, shown.length(panel), height);
    list.line = None;
    let row = shown.row(panel, list.at);
    list.selected = row.map(|row| shown.board.subject_id(row.subject));
    list.nth = shown.nth(panel, list.at);
    list.is_here = list.selected.is_some();
    if panel == Panel::Map {
        map_view::follow(app);
    }
}

/// Gives a panel the keys. A page that is not there yet has to be worked out.
pub(super) fn to_panel(app: &mut App, panel: Panel) -> Vec<Effect> {
    carry(app, panel);
    app.focus = panel;
    if !app.front().is_page(panel) {
        app.home = panel;
    }
    app.trail.clear();
    scroll_all(app);
    let is_there = app.shown().is_none_or(|shown| shown.sheet(panel).is_some());
    if is_there { Vec::new() } else { app.derive(app.current) }
}

/// Takes the selection along to the map, and from it to the panel that has the same record.
fn carry(app: &mut App, to: Panel) {
    let from = app.focus;
    if (from == Panel::Map) == (to == Panel::Map) {
        return;
    }
    let Some(record) = app.selected(from) else { return };
    let Some(shown) = app.shown().cloned() else { return };
    let of = shown.board.record(record);
    if !Table::ON_MAP.contains(&of.table) {
        return;
    }
    let row = shown.place_of(to, Subject::Record(record), 0);
    match row {
        Some(row) => select(app, to, row),
        // Its rows are still to be worked out, and will find it.
        None if shown.sheet(to).is_none() => {
            let Some(open) = app.open_scenario_mut() else { return };
            let list = &mut open.view.lists[to.number()];
            list.selected = Some(SubjectId::of_record(of.table, &of.id));
            (list.nth, list.is_here) = (0, false);
        }
        None => {}
    }
}

/// To the panel beside this one; in a detail, to the voices that did not fit; along the timeline.
pub(super) fn sideways(app: &mut App, right: bool) -> Vec<Effect> {
    let Some(shown) = app.shown().cloned() else { return Vec::new() };
    if let Some(page) = app.trail.last_mut() {
        let voices =
            page.record(&shown.board).map_or(0, |record| detail::voice_count(&shown.board, record));
        page.voice = if right {
            (page.voice + 1).min(voices.saturating_sub(1))
        } else {
            page.voice.saturating_sub(1)
        };
        return Vec::new();
    }
    if app.focus == Panel::Timeline {
        return along(app, right);
    }
    let front = app.front();
    let slot = front.slot(app.focus).map(|n| if right { n | 1 } else { n & !1 });
    slot.map_or_else(Vec::new, |slot| to_panel(app, front.panels()[slot]))
}

/// In a detail: to the next reference in sight, else a line further.
pub(super) fn step_in_detail(app: &mut App, step: Step) {
    let (cells, height) = room(app);
    let Some(shown) = app.shown().cloned() else { return };
    let Some(mut page) = app.trail.last().cloned() else { return };
    let lines = page_lines(app, &shown.board, &page, cells);
    let last_top = lines.len().saturating_sub(height.max(1));
    let line_of = |link: usize| lines.iter().position(|line| line.link == Some(link));
    let in_sight = |line: usize, top: usize| (top..top + height).contains(&line);
    match step {
        Step::Down => {
            let next = page.link.map_or(0, |link| link + 1);
            match line_of(next) {
                Some(line) if in_sight(line, page.top) => page.link = Some(next),
                Some(line) if page.top == last_top || in_sight(line, page.top + 1) => {
                    page.link = Some(next);
                    page.top = (page.top + 1).min(last_top);
                }
                _ => page.top = (page.top + 1).min(last_top),
            }
        }
        Step::Up => {
            let previous = page.link.and_then(|link| link.checked_sub(1));
            match previous.and_then(line_of) {
                Some(line) if in_sight(line, page.top) => page.link = previous,
                Some(line) if line < page.top => {
                    page.link = previous;
                    page.top = line;
                }
                _ if page.top == 0 => page.link = None,
                _ => page.top -= 1,
            }
        }
        other => {
            page.top = match other {
                Step::First => 0,
                Step::Last => last_top,
                Step::PageDown => (page.top + height.saturating_sub(1)).min(last_top),
                Step::PageUp => page.top.saturating_sub(height.saturating_sub(1)),
                Step::HalfDown => (page.top + height / 2).min(last_top),
                Step::HalfUp => page.top.saturating_sub(height / 2),
                Step::Down | Step::Up => page.top,
            };
            // The selected reference stays in sight: the first visible one takes over.
            let visible = lines.iter().enumerate().filter(|(n, _)| in_sight(*n, page.top));
            page.link =
                visible.filter_map(|(_, line)| line.link).next().filter(|_| other != Step::First);
        }
    }
    if let Some(top) = app.trail.last_mut() {
        *top = page;
    }
}

/// Keeps the selected row of every list in sight after the rooms have changed.
pub(super) fn scroll_all(app: &mut App) {
    let plan = Plan::of(app.size, app);
    let Some(open) = app.open_scenario_mut() else { return };
    let Some(shown) = open.shown.clone() else { return };
    for panel in Panel::ALL {
        let count = shown.length(panel);
        let list = &mut open.view.lists[panel.number()];
        let rows = plan.rows(panel);
        list.go(list.at, count, rows);
    }
}
