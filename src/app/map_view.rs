//! What of the map is in sight: its picture, its pane, and the mark that is selected in it.

use ratatui::layout::Rect;

use super::{App, Plan};
use crate::{
    board::{
        Map,
        map::{MapView, Pane},
    },
    model::Coordinates,
    panel::Panel,
};

/// The free rim that a selected mark keeps, as a part of the picture.
const RIM: f64 = 0.08;

/// Where the map stands in its panel: the picture, without the lines below it.
fn picture(app: &App) -> Option<Rect> {
    let plan = Plan::of(app.size, app);
    plan.panel(Panel::Map)?.map.map(|area| lines_below(area).0)
}

/// The picture of a map, and the lines below it: what its signs mean, and its scale.
pub fn lines_below(area: Rect) -> (Rect, Rect) {
    let lines = match area.height {
        0..=3 => 0,
        4..=9 => 1,
        10..=13 => 2,
        14..=23 => 3,
        24..=29 => 6,
        _ => 7,
    };
    let height = area.height - lines;
    let below = Rect { y: area.y + height, height: lines, ..area };
    (Rect { height, ..area }, below)
}

/// The pane of a map that is drawn in an area: cells are twice as tall as they are wide.
pub fn pane(app: &App, map: &Map, area: Rect) -> Pane {
    let (width, height) = (f64::from(area.width), f64::from(area.height) * 2.0);
    let chosen = app.open_scenario().and_then(|open| open.view.map);
    Pane { view: chosen.unwrap_or_else(|| map.home(width, height)), width, height }
}

pub(super) fn look(app: &mut App, view: Option<MapView>) {
    if let Some(open) = app.open_scenario_mut() {
        open.view.map = view;
    }
}

/// The map in sight, and its pane.
pub(super) fn seen(app: &App) -> Option<(std::sync::Arc<Map>, Pane)> {
    let map = app.shown()?.sheet(Panel::Map)?.map.clone()?;
    let pane = pane(app, &map, picture(app)?);
    Some((map, pane))
}

/// The selected mark.
pub fn selected_mark(app: &App, map: &Map) -> Option<usize> {
    map.mark_of(app.selected_subject(Panel::Map)?)
}

/// Where the selected record lies.
pub(super) fn selected(app: &App, map: &Map) -> Option<Coordinates> {
    let mark = selected_mark(app, map)?;
    Some(map.spots[map.marks[mark].spot].at)
}

/// Moves the view so far that the selected mark is in it, and not at its very rim.
pub(super) fn follow(app: &mut App) {
    let Some((map, pane)) = seen(app) else { return };
    let Some(at) = selected(app, &map) else { return };
    let (x, y) = pane.at(at);
    let off = |at: f64, length: f64| {
        let rim = length * RIM;
        if at < rim {
            at - rim
        } else if at > length - rim {
            at - (length - rim)
        } else {
            0.0
        }
    };
    let (right, down) = (off(x, pane.width), off(y, pane.height));
    let is_chosen = app.open_scenario().is_some_and(|open| open.view.map.is_some());
    if is_chosen && (right != 0.0 || down != 0.0) {
        look(app, Some(pane.view.moved(right, -down)));
    }
}
