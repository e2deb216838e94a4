//! Keys and mouse on the map: from mark to mark, closer and farther, and one selection with the
//! other panels.

use ratatui::layout::{Position, Rect};

use super::{
    App,
    list::Step,
    map_view::{look, seen, selected, selected_mark},
    moving::select,
};
use crate::{
    board::{
        Map,
        map::{MapView, Mark, Pane},
    },
    command::Command,
    model::Coordinates,
    panel::Panel,
};

/// How much closer or farther a key goes, and which part of the picture it pans by.
const CLOSER: f64 = 1.5;
const PAN: f64 = 0.2;
/// What is said of the map's keys anywhere else.
pub(super) fn elsewhere() -> String {
    format!("this is for the map; {} goes there", Command::GoTo(Panel::Map.name()).key())
}

/// Runs a command on the map; false where it is none of the map's, or the map has not the keys.
pub(super) fn run(app: &mut App, command: Command) -> bool {
    if app.focus != Panel::Map || !app.trail.is_empty() {
        return false;
    }
    let Some((map, pane)) = seen(app) else { return false };
    let across = pane.width * PAN;
    let down = pane.height * PAN;
    let view = match command {
        Command::Left => return to_mark(app, &map, &pane, (-1.0, 0.0)),
        Command::Right => return to_mark(app, &map, &pane, (1.0, 0.0)),
        Command::Up => return to_mark(app, &map, &pane, (0.0, 1.0)),
        Command::Down => return to_mark(app, &map, &pane, (0.0, -1.0)),
        Command::Closer => Some(around(app, &map, &pane).closer(CLOSER)),
        Command::Farther => Some(pane.view.closer(1.0 / CLOSER)),
        Command::Whole => None,
        Command::CentreMap => match selected(app, &map) {
            Some(at) => Some(pane.view.centred(at)),
            None => {
                app.refuse("the selected record has no point");
                return true;
            }
        },
        Command::PanLeft => Some(pane.view.moved(-across, 0.0)),
        Command::PanRight => Some(pane.view.moved(across, 0.0)),
        Command::PanUp => Some(pane.view.moved(0.0, down)),
        Command::PanDown => Some(pane.view.moved(0.0, -down)),
        _ => return false,
    };
    look(app, view);
    true
}

/// Selects the row of a mark.
fn select_mark(app: &mut App, mark: Mark) {
    let row = app.shown().and_then(|shown| shown.place_of(Panel::Map, mark.subject, 0));
    row.into_iter().for_each(|row| select(app, Panel::Map, row));
}

/// The view to come closer from: around the selected record where that is in sight.
fn around(app: &App, map: &Map, pane: &Pane) -> MapView {
    let at = selected(app, map).filter(|at| pane.inside(*at).is_some());
    at.map_or(pane.view, |at| {
        // Not all at once, so that the eye can follow.
        let (right, up) = pane.view.offset(at);
        let part = 1.0 - 1.0 / CLOSER;
        pane.view.moved(right * part, up * part)
    })
}

/// To the nearest mark in a direction. From a record without a point the list goes on instead.
fn to_mark(app: &mut App, map: &Map, pane: &Pane, direction: (f64, f64)) -> bool {
    let is_record = app.selected(Panel::Map).is_some();
    if is_record && selected_mark(app, map).is_none() {
        return false;
    }
    let from = selected(app, map).unwrap_or(pane.view.centre);
    match map.beside(from, direction, pane.view.km * pane.width) {
        Some(mark) => select_mark(app, map.marks[mark]),
        None => app.say("no mark lies further that way"),
    }
    true
}

/// A click on the map selects the nearest mark, the wheel comes closer or goes farther off.
pub(super) fn under(app: &mut App, area: Rect, at: Position, step: Option<Step>) {
    let Some((map, pane)) = seen(app) else { return };
    let place = (f64::from(at.x - area.x) + 0.5, f64::from(at.y - area.y) * 2.0 + 1.0);
    match step {
        Some(Step::Down) => look(app, Some(pane.view.closer(1.0 / CLOSER))),
        Some(_) => {
            // What lies under the pointer stays there.
            let (right, up) = (place.0 - pane.width / 2.0, pane.height / 2.0 - place.1);
            let part = 1.0 - 1.0 / CLOSER;
            look(app, Some(pane.view.moved(right * part, up * part).closer(CLOSER)));
        }
        None => {
            let off = |at: Coordinates| {
                let (x, y) = pane.at(at);
                (x - place.0).hypot(y - place.1)
            };
            let nearest = map.spots_in(&pane).min_by(|a, b| off(a.1).total_cmp(&off(b.1)));
            let Some(mark) = nearest.and_then(|(n, _)| map.spots[n].marks.first()) else { return };
            select_mark(app, map.marks[*mark]);
        }
    }
}
