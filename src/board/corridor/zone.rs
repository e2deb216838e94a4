//! A corridor: a zone on both sides of a route, and whether a point lies in it.

use super::{Along, CompassSide, Hand, Route, RouteLine};
use crate::model::{Corridor, Key, Record, RecordIx, Value};

/// A corridor that a clause lays along a route.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Zone {
    /// Position of the clause.
    pub clause: RecordIx,
    /// Position in [`super::Geography::routes`].
    pub route: usize,
    /// Kilometres to the left edge; 0 where the corridor lies on the right only.
    pub left_km: f64,
    /// Kilometres to the right edge; 0 where the corridor lies on the left only.
    pub right_km: f64,
}

/// Whether a point lies in a corridor, as far as its precision and the route's allow to say.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Stands {
    /// Certainly in it.
    Inside,
    /// Certainly not in it.
    Outside,
    /// Too near to its edge for what is known of the point and the route.
    CannotSay,
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
}

impl Zone {
    pub(super) fn of(
        clause: RecordIx,
        corridor: &Corridor,
        route: usize,
        line: &RouteLine,
    ) -> Zone {
        let width = |hand: Hand| {
            let mut sides = corridor.sides.iter();
            // What is no side of the compass is both.
            let is_on =
                |side: &str| CompassSide::from_word(side).is_none_or(|s| line.hand(s) == hand);
            sides.find(|(side, _)| is_on(side)).map_or(0.0, |(_, km)| *km)
        };
        let (left_km, right_km) = (width(Hand::Left), width(Hand::Right));
        Zone { clause, route, left_km, right_km }
    }

    /// Kilometres from the route to the edge on one side; 0 where the corridor has none there.
    pub fn width_km(&self, hand: Hand) -> f64 {
        match hand {
            Hand::Left => self.left_km,
            Hand::Right => self.right_km,
        }
    }

    /// Inside or outside only when every point within `precision_km` of this one is: the margin to
    /// the edge must exceed it, and so must that to the other hand's edge where the point could as
    /// well lie there. Ends are round. Beyond an end after which the road goes on, nobody knows
    /// where, a point is not said to be outside.
    pub fn stands(&self, route: &Route, along: &Along, precision_km: f64) -> Stands {
        let (least, most) = (along.km - precision_km, along.km + precision_km);
        let is_open = along.beyond.is_some_and(|end| route.goes_on(end));
        let (here, over) = match along.hand {
            Some(hand) => (self.width_km(hand), self.width_km(hand.other())),
            None => (self.left_km.min(self.right_km), self.left_km.max(self.right_km)),
        };
        let is_on_either = along.hand.is_none() || is_open || along.across_km < precision_km;
        // Abreast of the line, going over to the other hand leaves the rest of the precision there;
        // round an end, all of it.
        let most_over = if along.beyond.is_some() { most } else { precision_km - along.km };
        match () {
            () if most < here && (!is_on_either || most_over < over) => Stands::Inside,
            () if !is_open && least > here && (!is_on_either || least > over) => Stands::Outside,
            () => Stands::CannotSay,
        }
    }
}

/// The corridor that a clause lays down.
pub(super) fn corridor(clause: &Record) -> Option<&Corridor> {
    match clause.get(Key::Corridor)? {
        Value::Corridor(corridor) => Some(corridor),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        board::{Index, corridor::Geography, made},
        format,
        model::Coordinates,
    };
    use std::sync::Arc;

    /// A route along the parallel of 36° north, 2 km precise, 45 km long, with this corridor.
    fn geography(corridor: &str, end: &str) -> (Arc<Index>, impl Fn(&str) -> Stands) {
        let records = format!(
            "[[place]]\nid = \"a\"\nname = \"A\"\nat = {{ lat = 36, lon = 36 }}\n\
             [[place]]\nid = \"b\"\nname = \"B\"\nat = {{ lat = 36, lon = 36.5 }}\n\
             [[place]]\nid = \"c\"\nname = \"C\"\n\
             [[route]]\nid = \"r\"\nname = \"R\"\nthrough = [\"a\", \"b\"{end}]\n\
             precision_km = 2\n\
             [[agreement]]\nid = \"p\"\nname = \"P\"\nsigned = 2020-01-01\nsource = \"s\"\n\
             clause = [ {{ id = \"z\", kind = \"corridor\", text = \"T\", corridor = {{ along = \"r\", {corridor} }} }} ]\n"
        );
        let scenario = format::load(made::text(&records).as_bytes(), "made").scenario.unwrap();
        let index = Arc::new(Index::new(Arc::new(scenario)));
        let of = index.clone();
        // "north of the line by so many kilometres, a quarter along, so precise"
        let stands = move |told: &str| {
            let told: Vec<f64> = told.split(' ').map(|part| part.parse().unwrap()).collect();
            let [north, lon, precision] = told[..] else { panic!("{told:?}") };
            let geography: &Geography = of.geography();
            let (zone, route) = (&geography.zones[0], &geography.routes[0]);
            // A degree of latitude has 110.96 km here.
            let near = route.line.nearest(Coordinates { lat: 36.0 + north / 110.96, lon });
            zone.stands(route, &near, precision + route.precision_km.unwrap())
        };
        (index, stands)
    }

    #[test]
    fn the_margin_must_exceed_both_precisions() {
        let (_, stands) = geography("north_km = 6, south_km = 10", "");
        assert_eq!(stands("3.9 36.25 0"), Stands::Inside);
        assert_eq!(stands("4.1 36.25 0"), Stands::CannotSay);
        assert_eq!(stands("3.9 36.25 0.5"), Stands::CannotSay);
        assert_eq!(stands("7.9 36.25 0"), Stands::CannotSay);
        assert_eq!(stands("8.2 36.25 0"), Stands::Outside);
        assert_eq!(stands("8.2 36.25 5"), Stands::CannotSay);
        // The other side is wider.
        assert_eq!(stands("-7.9 36.25 0"), Stands::Inside);
        assert_eq!(stands("-8.2 36.25 0"), Stands::CannotSay);
        assert_eq!(stands("-12.2 36.25 0"), Stands::Outside);
    }

    #[test]
    fn who_may_have_crossed_the_line_must_be_inside_on_either_hand() {
        let (_, stands) = geography("north_km = 1, south_km = 20", "");
        assert_eq!(stands("-2.5 36.25 0"), Stands::Inside);
        assert_eq!(stands("-1.5 36.25 0"), Stands::Inside, "half a kilometre over at most");
        assert_eq!(stands("-0.5 36.25 0"), Stands::CannotSay);
        assert_eq!(stands("0 36.25 0"), Stands::CannotSay);
        assert_eq!(stands("0.5 36.25 0"), Stands::CannotSay);
        assert_eq!(stands("3.2 36.25 0"), Stands::Outside);
    }

    #[test]
    fn ends_are_round_and_may_be_open() {
        // A hundredth of a degree of longitude has 0.9 km here.
        let (_, stands) = geography("both_km = 6", "");
        assert_eq!(stands("1 36.53 0"), Stands::Inside);
        assert_eq!(stands("0 36.6 0"), Stands::Outside);
        let (_, stands) = geography("both_km = 6", ", \"c\"");
        assert_eq!(stands("1 36.53 0"), Stands::Inside);
        assert_eq!(stands("0 36.6 0"), Stands::CannotSay, "the road goes on to C");
        assert_eq!(stands("20 36.4 0"), Stands::Outside);
        assert_eq!(stands("0 35.9 0"), Stands::Outside);
        let (_, stands) = geography("north_km = 6, south_km = 20", "");
        assert_eq!(stands("1 36.53 0"), Stands::Inside, "6 km round the end on both hands");
        assert_eq!(stands("1 36.65 0"), Stands::CannotSay, "south of the end it would be inside");
        assert_eq!(stands("5 36.6 0"), Stands::Outside);
        assert_eq!(stands("-5 36.6 0"), Stands::Inside);
    }

    #[test]
    fn sides_lie_where_the_compass_has_them() {
        let (index, _) = geography("east_km = 3, west_km = 4", "");
        let zone = index.geography().zones[0];
        // The parallel bends a little north on the way: west is on the left, as far as it goes.
        assert_eq!(zone.left_km + zone.right_km, 7.0);
        let (index, _) = geography("north_km = 3, south_km = 4", "");
        let zone = index.geography().zones[0];
        assert_eq!((zone.left_km, zone.right_km), (3.0, 4.0));
    }
}
