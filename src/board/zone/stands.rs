//! Whether a point lies in a zone, and what answers make together: a logic of three values, in which
//! *cannot say* is either of the others (Kleene 1938, *On notation for ordinal numbers*).

use crate::board::corridor::leg::TINY;

/// Whether a point lies in a zone, as far as its precision and the zone's allow to say.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Stands {
    /// Certainly in it.
    Inside,
    /// Certainly not in it.
    Outside,
    /// Too near to its edge for what is known of the point and the zone.
    CannotSay,
}

/// Where a point lies to the edge of a zone.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct EdgeMargin {
    /// On which side of the edge.
    pub is_inside: bool,
    /// Kilometres to the nearest point of the edge, 0 or more.
    pub km: f64,
}

impl Stands {
    /// The word in rows, filters and scripts.
    pub fn word(self) -> &'static str {
        match self {
            Stands::Inside => "inside",
            Stands::Outside => "outside",
            Stands::CannotSay => "cannot say",
        }
    }

    /// To what lies in two zones at once: inside if inside both, outside if outside either.
    #[must_use]
    pub fn and(self, other: Stands) -> Stands {
        match (self, other) {
            (Stands::Inside, Stands::Inside) => Stands::Inside,
            (Stands::Outside, _) | (_, Stands::Outside) => Stands::Outside,
            _ => Stands::CannotSay,
        }
    }

    /// To what a zone leaves out.
    #[must_use]
    pub fn opposite(self) -> Stands {
        match self {
            Stands::Inside => Stands::Outside,
            Stands::Outside => Stands::Inside,
            Stands::CannotSay => Stands::CannotSay,
        }
    }

    /// To a zone that several voices draw: what all of them say; where they differ, and of a zone
    /// that nobody draws, nobody can say.
    pub fn agreed(drawings: impl IntoIterator<Item = Stands>) -> Stands {
        let both = |a, b| if a == b { a } else { Stands::CannotSay };
        drawings.into_iter().reduce(both).unwrap_or(Stands::CannotSay)
    }
}

impl EdgeMargin {
    /// What can be said of a disc of so many kilometres round the point, 0 or more.
    pub fn stands(self, off_km: f64) -> Stands {
        match self.is_inside {
            _ if self.km <= off_km.max(TINY) => Stands::CannotSay,
            true => Stands::Inside,
            false => Stands::Outside,
        }
    }
}
