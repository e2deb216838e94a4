//! The mouse: a click selects, the wheel moves what is under it.

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Position;

use super::{
    App, Effect, Overlay, Plan, figures, form_parts,
    keys::{on_click, on_wheel},
    list::Step,
    map,
    moving::{select, step_by, step_in_detail, to_panel},
    time::{day_under, to_day},
};
use crate::panel::Panel;

pub(super) fn on_mouse(app: &mut App, mouse: MouseEvent) -> Vec<Effect> {
    if matches!(mouse.kind, MouseEventKind::Down(_)) {
        (app.greets, app.prefix) = (false, None);
    }
    let at = Position::new(mouse.column, mouse.row);
    let plan = Plan::of(app.size, app);
    let step = match mouse.kind {
        MouseEventKind::ScrollDown => Some(Step::Down),
        MouseEventKind::ScrollUp => Some(Step::Up),
        _ => None,
    };
    if let Some(Overlay::Form(form)) = &mut app.overlay
        && step.is_none()
    {
        let is_click = mouse.kind == MouseEventKind::Down(MouseButton::Left);
        let lines = plan
            .overlay
            .map(|area| form_parts(area, form.lines.len()).0)
            .filter(|area| area.contains(at));
        if let Some(area) = lines.filter(|_| is_click) {
            form.go(form.top + usize::from(at.y - area.y), area.height.into());
        }
        return Vec::new();
    }
    if let (Some(overlay), MouseEventKind::Down(MouseButton::Left)) = (&app.overlay, mouse.kind) {
        let first = plan.overlay.map_or(0, |area| area.y + 1 + overlay.rows_begin());
        let is_row = plan.overlay.is_some_and(|area| area.contains(at)) && at.y >= first;
        let rows = plan.overlay_rows(app, overlay);
        let row = usize::from(at.y.saturating_sub(first));
        return if is_row && row < rows { on_click(app, row) } else { Vec::new() };
    }
    if app.overlay.is_some() {
        return step.map_or_else(Vec::new, |step| on_wheel(app, step == Step::Down));
    }
    if plan.detail.is_some_and(|area| area.contains(at)) && !app.trail.is_empty() {
        step.into_iter().for_each(|step| step_in_detail(app, step));
        return Vec::new();
    }
    if plan.header.contains(at) && step.is_none() {
        return figures::in_header(app, &plan, at);
    }
    let Some(hit) = plan.panels.iter().find(|plan| plan.area.contains(at)).copied() else {
        return Vec::new();
    };
    let is_click = mouse.kind == MouseEventKind::Down(MouseButton::Left);
    if !is_click && step.is_none() {
        return Vec::new();
    }
    if app.focus != hit.panel {
        to_panel(app, hit.panel); // a panel in sight is worked out already
    }
    let list = app
        .open_scenario()
        .map(|open| open.view.lists[hit.panel.number()].clone())
        .unwrap_or_default();
    if let Some(area) = hit.map.filter(|area| area.contains(at)) {
        map::under(app, area, at, step);
        return Vec::new();
    }
    match step {
        Some(step) => step_by(app, step),
        None if hit.panel == Panel::Timeline && hit.list.contains(at) => {
            let day = day_under(app, &hit, at.x);
            return day.map_or_else(Vec::new, |day| to_day(app, day));
        }
        None if let Some(effects) = figures::under(app, &hit, at) => return effects,
        None if hit.lines.contains(at) => {
            let line = usize::from(at.y - hit.lines.y);
            if let Some(open) = app.open_scenario_mut() {
                open.view.lists[hit.panel.number()].line = Some(line);
            }
        }
        None if hit.list.contains(at) => {
            let row = list.top + usize::from(at.y - hit.list.y);
            let count = app.shown().map_or(0, |shown| shown.length(hit.panel));
            if row < count {
                select(app, hit.panel, row);
            }
        }
        None => {}
    }
    Vec::new()
}
