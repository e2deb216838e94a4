//! Sides of a route: left and right as it runs, named by the compass.

/// Which hand lies towards a point for somebody who goes along the route from its first point.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Hand {
    /// On the left of somebody who goes from the first point to the last.
    Left,
    /// On the right of somebody who goes from the first point to the last.
    Right,
}

/// What a side of a route is called.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum CompassSide {
    /// The northern side.
    North,
    /// The southern side.
    South,
    /// The eastern side.
    East,
    /// The western side.
    West,
}

/// An end of a route.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum RouteEnd {
    /// Where its line begins, at chainage 0.
    First,
    /// Where its line ends, at the greatest chainage.
    Last,
}

impl Hand {
    /// Left, then right.
    pub const BOTH: [Hand; 2] = [Hand::Left, Hand::Right];

    /// The hand across the route.
    pub fn other(self) -> Hand {
        match self {
            Hand::Left => Hand::Right,
            Hand::Right => Hand::Left,
        }
    }
}

impl CompassSide {
    /// The word in files and in rows.
    pub fn word(self) -> &'static str {
        match self {
            CompassSide::North => "north",
            CompassSide::South => "south",
            CompassSide::East => "east",
            CompassSide::West => "west",
        }
    }

    /// The side that a word names; `None` if it names none.
    pub fn from_word(word: &str) -> Option<CompassSide> {
        [CompassSide::North, CompassSide::South, CompassSide::East, CompassSide::West]
            .into_iter()
            .find(|s| s.word() == word)
    }
}

/// How far a route comes east and north on the whole, in kilometres; less than nothing is west and
/// south.
#[derive(Clone, Copy, PartialEq, Default, Debug)]
pub(super) struct Drift {
    pub east: f64,
    pub north: f64,
}

impl Drift {
    /// North and south where the route as a whole runs more east–west, else east and west.
    pub fn side(self, hand: Hand) -> CompassSide {
        let sides = if self.east.abs() >= self.north.abs() {
            [CompassSide::North, CompassSide::South]
        } else {
            [CompassSide::East, CompassSide::West]
        };
        if self.hand(sides[0]) == hand { sides[0] } else { sides[1] }
    }

    /// On which hand a side lies, be it the side that the route is named by or the other pair:
    /// north is on the left of whoever comes east, west on the left of whoever comes north.
    pub fn hand(self, side: CompassSide) -> Hand {
        let (comes_east, comes_north) = (self.east >= 0.0, self.north >= 0.0);
        let is_left = match side {
            CompassSide::North => comes_east,
            CompassSide::South => !comes_east,
            CompassSide::West => comes_north,
            CompassSide::East => !comes_north,
        };
        if is_left { Hand::Left } else { Hand::Right }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sides_are_named_across_the_way_the_route_runs() {
        let left = |east, north| Drift { east, north }.side(Hand::Left);
        assert_eq!(left(50.0, 10.0), CompassSide::North);
        assert_eq!(left(-50.0, 10.0), CompassSide::South);
        assert_eq!(left(10.0, 50.0), CompassSide::West);
        assert_eq!(left(-10.0, -50.0), CompassSide::East);
        assert_eq!(Drift { east: -50.0, north: 10.0 }.side(Hand::Right), CompassSide::North);
    }

    #[test]
    fn every_side_lies_on_the_hand_that_it_names() {
        for drift in [(3.0, 1.0), (-3.0, 1.0), (1.0, 3.0), (1.0, -3.0), (0.0, 0.0)] {
            let drift = Drift { east: drift.0, north: drift.1 };
            for hand in Hand::BOTH {
                assert_eq!(drift.hand(drift.side(hand)), hand);
                assert_ne!(drift.side(hand), drift.side(hand.other()));
            }
        }
    }
}
