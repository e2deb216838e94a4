//! A corridor: a zone on both sides of a route, and whether a point lies in it.

use super::{Along, Hand, Route, RouteLine};
use crate::{
    board::zone::{Flanks, Stands},
    model::{Corridor, Key, Record, RecordIx, Value},
};

/// A corridor that a clause lays along a route.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Zone {
    /// Position of the clause.
    pub clause: RecordIx,
    /// Position in [`super::Geography::routes`].
    pub route: usize,
    /// How far it reaches on both hands of the route.
    pub flanks: Flanks,
}

impl Zone {
    pub(super) fn of(
        clause: RecordIx,
        corridor: &Corridor,
        route: usize,
        line: &RouteLine,
    ) -> Zone {
        let flanks = Flanks::named(line, corridor.sides.iter().copied());
        Zone { clause, route, flanks }
    }

    /// Kilometres from the route to the edge on one side; 0 where the corridor has none there.
    pub fn width_km(&self, hand: Hand) -> f64 {
        self.flanks.width_km(hand)
    }

    /// Where a point stands whose place on the route is known, and which may be off so many
    /// kilometres. Beyond an end after which the road goes on, nobody knows where, a point is not
    /// said to be outside.
    pub fn stands(&self, route: &Route, along: &Along, precision_km: f64) -> Stands {
        let is_open = along.beyond.is_some_and(|end| route.goes_on(end));
        self.flanks.stands(along, is_open, precision_km)
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
        assert_eq!(zone.flanks.left_km + zone.flanks.right_km, 7.0);
        let (index, _) = geography("north_km = 3, south_km = 4", "");
        let zone = index.geography().zones[0];
        assert_eq!((zone.flanks.left_km, zone.flanks.right_km), (3.0, 4.0));
    }
}
