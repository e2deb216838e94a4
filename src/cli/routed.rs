//! Which route the corridor is told along.

use super::arguments::{DrawnPart, told_names};
use crate::{
    app::{App, Effect, show_route},
    board::Board,
    model::{Id, Refusal},
};

/// A part of the board that is drawn alone, and the route along which.
pub(super) struct Drawn {
    pub(super) panel: Option<DrawnPart>,
    pub(super) route: Option<String>,
}

impl Drawn {
    /// Has the chosen route drawn; nothing where none is chosen.
    pub(super) fn along(&self, app: &mut App) -> Result<Vec<Effect>, Refusal> {
        let Some(route) = &self.route else { return Ok(Vec::new()) };
        let id = app.board().map(|board| drawn_route(board, route)).transpose()?;
        Ok(id.map(|id| show_route(app, id)).unwrap_or_default())
    }
}

/// A route of a board that can be drawn, by its id.
pub(super) fn drawn_route(board: &Board, name: &str) -> Result<Id, Refusal> {
    let routes = &board.geography().routes;
    let ids: Vec<&Id> = routes.iter().map(|route| &board.record(route.record).id).collect();
    let known = || ids.iter().map(|id| id.as_str()).collect();
    let chosen = ids.iter().find(|id| id.as_str() == name).copied();
    chosen.cloned().ok_or_else(|| told_names(name, "route that can be drawn", known()))
}
