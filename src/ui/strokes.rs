//! How each line of a map is drawn: no two kinds of line look alike, whatever the colours.

use super::dots::Stroke;
use crate::{
    board::basemap,
    look::Role,
    model::{RecordIx, ZoneKind},
    panel::zones::edge_sign,
};

/// Kilometres to a cell up to which borders are drawn as crosses.
const WITH_CROSSES: f64 = 30.0;

const fn stroke(role: Role, weight: u8, dash: (usize, usize), ascii: &'static str) -> Stroke {
    Stroke { role, weight, dash, ascii, sign: None, wide: 1 }
}

const fn wide(role: Role, weight: u8, wide: u8, ascii: &'static str) -> Stroke {
    Stroke { wide, ..stroke(role, weight, (1, 0), ascii) }
}

/// The edge of a corridor: single points.
pub(super) const EDGE: Stroke = Stroke { sign: Some("·"), ..stroke(Role::Plain, 5, (1, 3), ":") };
/// The edge of a zone: one sign a kind; of one of no known kind as of a corridor.
pub(super) fn of_zone(kind: Option<ZoneKind>) -> Stroke {
    let Some((sign, ascii)) = kind.map(edge_sign) else { return EDGE };
    Stroke { sign: Some(sign), ..stroke(Role::Plain, 5, (1, 3), ascii) }
}

/// A route.
pub(super) const ROAD: Stroke = wide(Role::Plain, 6, 2, "=");
/// What patrols covered before the window.
pub(super) const OLDER_REACH: Stroke = wide(Role::Plain, 7, 2, "=");
/// What patrols covered in the window.
pub(super) const REACH: Stroke = wide(Role::Bar, 8, 3, "#");
/// What the selected patrol covered.
pub(super) const CHOSEN_REACH: Stroke = wide(Role::Mentioned, 9, 3, "#");
/// Where a patrol was by its track: one dot wide, over all of these.
pub(super) const TRACK: Stroke = stroke(Role::Link, 10, (1, 0), "-");
/// The scenario's own layers, each its own dashes; after the last the first comes again.
const LAYERS: [Stroke; 3] = [
    stroke(Role::Dim, 4, (3, 1), "%"),
    stroke(Role::Dim, 4, (2, 2), ";"),
    stroke(Role::Dim, 4, (5, 2), ","),
];

/// The rim of what a mark may be off by.
pub(super) const fn halo(role: Role) -> Stroke {
    stroke(role, 10, (1, 0), "'")
}

/// How a layer is drawn, by its place among them.
pub(super) fn of_layer(n: usize) -> Stroke {
    LAYERS[n % LAYERS.len()]
}

/// How a line of the basemap is drawn; what is disputed never as a settled border.
///
/// A border crosses where a cell holds no more than [`WITH_CROSSES`]; from farther off it would cover
/// what it parts.
pub(super) fn of_basemap(kind: basemap::GroundKind, km: f64) -> Stroke {
    match kind {
        basemap::GroundKind::Coast => stroke(Role::Border, 1, (1, 0), "~"),
        basemap::GroundKind::Shore => stroke(Role::Border, 1, (1, 0), "~"),
        basemap::GroundKind::Border => {
            let sign = (km <= WITH_CROSSES).then_some("+");
            Stroke { sign, ..stroke(Role::Dim, 2, (1, 0), "+") }
        }
        basemap::GroundKind::Disputed => stroke(Role::Dim, 3, (2, 4), "?"),
        basemap::GroundKind::Inner => stroke(Role::Border, 0, (1, 2), "."),
    }
}

/// Which lines a map has in sight.
#[derive(Debug, Default)]
pub(super) struct Lines {
    /// Positions in the routes of the geography.
    pub roads: Vec<usize>,
    /// Positions of the clauses that draw corridors.
    pub edges: Vec<RecordIx>,
    /// Positions among the zones of the map.
    pub zones: Vec<usize>,
    /// Whether any track is.
    pub track: bool,
    pub border: bool,
    pub disputed: bool,
    pub inner: bool,
    pub shore: bool,
    /// Positions among the scenario's layers.
    pub layers: Vec<usize>,
}
