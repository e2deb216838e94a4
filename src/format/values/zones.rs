//! The forms in which zones are drawn, as values: rings, what lies round a place, what lies along a
//! route.

use super::{Node, ValueReading, span_of};
use crate::{
    format::tables,
    model::{Corridor, Point, Table, Within},
};

impl ValueReading<'_> {
    pub(super) fn ring(&mut self, node: &Node) -> Option<Vec<Point>> {
        let ring = self.points(node)?;
        if ring.len() < 3 {
            self.error(
                "short-ring",
                span_of(node),
                "a ring needs three points or more",
                Some("give the points in the order in which the edge runs".into()),
            );
            return None;
        }
        Some(ring)
    }

    pub(super) fn rings(&mut self, node: &Node) -> Option<Vec<Vec<Point>>> {
        let items = self.list(node, "[[[lat, lon], …], …]")?;
        if items.is_empty() {
            self.error(
                "short-ring",
                span_of(node),
                "rings need an outer one",
                Some("write [outer, hole, …], each a list of points".into()),
            );
            return None;
        }
        items.iter().map(|item| self.ring(item)).collect()
    }

    /// `{ place, km }`: a distance from a place.
    pub(super) fn around(&mut self, node: &Node) -> Option<Within> {
        let table = self.table(node, "{ place = …, km = … }")?;
        self.known_keys(table, tables::AROUND_KEYS, "round");
        let (Some(place), Some(km)) = (table.get("place"), table.get("km")) else {
            self.error(
                "missing-key",
                span_of(node),
                "what lies round a place needs `place` and `km`",
                Some("write { place = \"tadif\", km = 5 }".into()),
            );
            return None;
        };
        Some(Within {
            km: self.number(km, 0.0, 20_040.0)?.value,
            of: self.reference(place, &[Table::Place], &[])?,
            possible: false,
        })
    }

    /// `{ route, north_km, south_km }`: as a corridor has it.
    pub(super) fn along(&mut self, node: &Node) -> Option<Corridor> {
        self.flanked(node, "strip along a route", "route", tables::ALONG_KEYS)
    }
}
