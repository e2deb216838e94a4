//! Where a point lies to routes and corridors, in one answer for every view and export.

use crate::{
    board::{Board, Located, RouteSide, Stands},
    model::RecordIx,
};

/// Where a located record, or a row of a feed, lies.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Ground {
    /// To the known corridors: inside of any, else cannot say of any, else outside; `None` where no
    /// corridor is known.
    pub corridor: Option<Stands>,
    /// Position of the nearest route; all below is of that one.
    pub route: Option<usize>,
    /// Kilometres to it.
    pub km: Option<f64>,
    /// Kilometres along the nearest route, from its first point.
    pub chainage_km: Option<f64>,
    /// `None` on the line itself.
    pub side: Option<RouteSide>,
}

impl Ground {
    /// Where a record lies; `None` without a point.
    pub fn of(board: &Board, n: RecordIx) -> Option<Ground> {
        Some(Ground::at(board, &board.located(n)?))
    }

    /// Where a point lies.
    pub fn at(board: &Board, located: &Located) -> Ground {
        let geography = board.geography();
        let stands: Vec<Stands> =
            board.corridors().map(|zone| located.stands(zone, geography)).collect();
        let order = [Stands::Inside, Stands::CannotSay, Stands::Outside];
        let corridor = order.into_iter().find(|one| stands.contains(one));
        let Some((route, along)) = located.nearest() else {
            return Ground { corridor, ..Ground::default() };
        };
        let side = along.hand.map(|hand| geography.routes[route].line.side(hand));
        Ground {
            corridor,
            route: Some(route),
            km: Some(along.km),
            chainage_km: Some(along.chainage_km),
            side,
        }
    }
}

impl Board {
    /// What kind of thing a record on the map tells of, in the format's words; of a displacement
    /// figure, what it measures.
    pub fn kind_on_map(&self, n: RecordIx) -> Option<String> {
        let record = self.record(n);
        let key = record.table.kind_key();
        let value = self.displayed(record, key)?;
        Some(value.word().map_or_else(|| self.in_words(key, value), str::to_owned))
    }
}
