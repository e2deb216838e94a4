//! What something may lie in: the corridor of a clause, or a zone.

use crate::{
    board::{Board, Index, ReportArea},
    model::{Clean, Id, Key, RecordIx},
};

/// A part of the ground that a board tells of; corridors stand before zones.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Area {
    /// The corridor of a clause, by its position among the corridors.
    Corridor(usize),
    /// A zone, by its number among the zones.
    Zone(usize),
}

impl Area {
    /// The clause that lays the corridor, or the zone.
    pub fn record(self, index: &Index) -> RecordIx {
        match self {
            Area::Corridor(n) => index.geography().zones[n].clause,
            Area::Zone(n) => index.zones().records[n],
        }
    }

    /// Where it is asked what is reported of it.
    pub(in crate::board) fn reported(self, index: &Index) -> ReportArea<'_> {
        match self {
            Area::Corridor(n) => ReportArea::Route(index.geography().zones[n].route),
            Area::Zone(_) => ReportArea::Zone(&index.scenario.record(self.record(index)).id),
        }
    }

    /// All of a file, corridors first.
    pub(in crate::board) fn all(index: &Index) -> impl Iterator<Item = Area> + use<> {
        let corridors = (0..index.geography().zones.len()).map(Area::Corridor);
        corridors.chain((0..index.zones().records.len()).map(Area::Zone))
    }
}

impl Board {
    /// The corridors whose agreement is known, and the zones that somebody has told of.
    pub fn areas(&self) -> impl Iterator<Item = Area> {
        let known = |area: &Area| match area {
            Area::Corridor(_) => self.is_known_corridor(area.record(&self.index)),
            Area::Zone(_) => self.is_visible(area.record(&self.index)),
        };
        Area::all(&self.index).filter(known)
    }

    /// The id of the clause or the zone.
    pub fn area_id(&self, area: Area) -> &Id {
        &self.record(area.record(&self.index)).id
    }

    /// What it is called where it stands alone: `corridor`, or the name of the zone.
    pub fn area_name(&self, area: Area) -> Clean {
        let record = self.record(area.record(&self.index));
        match area {
            Area::Corridor(_) if self.geography().zones.len() == 1 => Key::Corridor.name().into(),
            Area::Corridor(_) => format!("corridor {}", record.id).into(),
            Area::Zone(_) => self.name(&record.id).into(),
        }
    }
}
