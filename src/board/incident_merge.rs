//! Records that tell of one incident, put together before anything is counted.
//!
//! The high end of a count takes every record for an incident of its own, save those that are
//! *told to be one* where incidents are asked for: attacks that name the same patrol, or that
//! share place, kind and day. The low end takes what only *may be one* (`perhaps_same_as`) for one
//! as well. Who belongs together never depends on the window, so that windows tile: nothing is
//! certain in two of them, and what is certain in a part is certain in the whole.

use chrono::Datelike;

use super::{
    Board, ReportedDays, Visibility, days_in,
    record_state::{KindOfIncident, RecordFacts},
};
use crate::model::{Bounds, Day, Interval, Key, RecordIx};

/// What is taken for one incident.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Incident {
    /// The first of its records, in file order.
    pub record: RecordIx,
    /// The days that all its closed dates allow, or where they contradict each other all that any
    /// does; open only where no record gives both ends.
    pub date: Option<Interval>,
    /// Whether it has happened; in hindsight it may not have yet.
    pub has_happened: bool,
}

/// Incidents at both ends of what is certain.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Incidents {
    /// The low end: those that may be one are one.
    pub fewest: Vec<Incident>,
    /// The high end.
    pub most: Vec<Incident>,
}

/// An incident of the high end with all the records that are told to be it, in file order.
#[derive(Clone, PartialEq, Debug)]
pub struct ToldOne {
    /// It, by the first of its records.
    pub incident: Incident,
    /// Every record of it.
    pub records: Vec<RecordIx>,
}

/// An incident of the low end with those of the high end that may be one.
#[derive(Clone, PartialEq, Debug)]
pub struct PerhapsOne {
    /// It, by the first of its records.
    pub incident: Incident,
    /// What it is if all of that is apart; one at least.
    pub parts: Vec<ToldOne>,
}

/// Incidents in a window: certain (wholly inside) to possible (touching); open spans apart.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Windowed {
    /// How many, certain to possible; those open at an end are not among them.
    pub count: Bounds,
    /// How many more have a date that is open at an end.
    pub open: usize,
}

/// What tells that two attacks are one: the patrol, or place, kind and day.
enum SameIncident {
    Patrol(RecordIx),
    Spot(RecordIx, KindOfIncident, Day),
}

impl SameIncident {
    /// As a number of its own: thousands of numbers are sorted sooner than thousands of keys.
    fn packed(self) -> u128 {
        match self {
            SameIncident::Patrol(patrol) => patrol.index() as u128,
            SameIncident::Spot(place, kind, day) => {
                let day = day.num_days_from_ce().cast_unsigned();
                let (place, kind) = (place.index() as u128, u128::from(kind.number()));
                1 << 127 | place << 64 | kind << 32 | u128::from(day)
            }
        }
    }
}

impl Incidents {
    /// Records, in file order, as incidents: those told to be one are one.
    pub fn of(board: &Board, records: &[RecordIx]) -> Incidents {
        let alone = board.alone(records);
        let mut groups = board.told_to_be_one(&alone);
        let most = groups.merged(alone);
        board.ends(records, most, groups)
    }

    /// Records, in file order, each for itself.
    pub fn apart(board: &Board, records: &[RecordIx]) -> Incidents {
        board.ends(records, board.alone(records), Groups::of(records.len()))
    }

    /// The low end of the same, each incident with those of the high end that it may be.
    pub fn groups(board: &Board, records: &[RecordIx]) -> Vec<PerhapsOne> {
        let alone = board.alone(records);
        let mut groups = board.told_to_be_one(&alone);
        let most = groups.merged(alone);
        let mut told: Vec<Vec<RecordIx>> = vec![Vec::new(); records.len()];
        for (at, record) in records.iter().enumerate() {
            told[groups.root(at)].push(*record);
        }
        let seats: Vec<usize> = most.iter().map(|(seat, _)| groups.root(*seat)).collect();
        board.join_perhaps_same(records, &mut groups);
        let low = groups.merged(most.clone());
        let mut parts: Vec<Vec<ToldOne>> = vec![Vec::new(); records.len()];
        for (seat, (_, incident)) in seats.into_iter().zip(most) {
            let records = std::mem::take(&mut told[seat]);
            parts[groups.root(seat)].push(ToldOne { incident, records });
        }
        let mut of_low = |(seat, incident): Seated| {
            let parts = std::mem::take(&mut parts[groups.root(seat)]);
            PerhapsOne { incident, parts }
        };
        low.into_iter().map(&mut of_low).collect()
    }
}

impl Board {
    fn told_to_be_one(&self, alone: &[Seated]) -> Groups {
        let mut groups = Groups::of(alone.len());
        let shared = alone.iter().flat_map(|(at, incident)| {
            self.same_incident_by(incident).into_iter().flatten().map(|told| (told.packed(), *at))
        });
        let mut shared: Vec<(u128, usize)> = shared.collect();
        shared.sort_unstable();
        for pair in shared.windows(2).filter(|pair| pair[0].0 == pair[1].0) {
            groups.join(pair[0].1, pair[1].1);
        }
        groups
    }

    /// The low end of a high end: what may be one is one.
    fn ends(&self, records: &[RecordIx], most: Vec<Seated>, mut groups: Groups) -> Incidents {
        self.join_perhaps_same(records, &mut groups);
        let fewest = groups.merged(most.clone());
        let incidents = |seated: Vec<Seated>| seated.into_iter().map(|(_, one)| one).collect();
        Incidents { fewest: incidents(fewest), most: incidents(most) }
    }

    fn join_perhaps_same(&self, records: &[RecordIx], groups: &mut Groups) {
        for n in self.index.perhaps_same() {
            let Ok(at) = records.binary_search(n) else { continue };
            let other = self.shown_id(self.record(*n), Key::PerhapsSameAs);
            let other = other.and_then(|id| self.scenario().position(id));
            if let Some(other) = other.and_then(|n| records.binary_search(&n).ok()) {
                groups.join(at, other);
            }
        }
    }

    fn alone(&self, records: &[RecordIx]) -> Vec<Seated> {
        let incident = |n: RecordIx| Incident {
            record: n,
            date: self.date_of(n),
            has_happened: self.visibility(n) == Visibility::Shown,
        };
        records.iter().enumerate().map(|(at, n)| (at, incident(*n))).collect()
    }

    /// What a record shares with every other that tells of the same incident.
    fn same_incident_by(&self, incident: &Incident) -> [Option<SameIncident>; 2] {
        let RecordFacts::Attack { kind, patrol, place } =
            self.states[incident.record.index()].facts
        else {
            return [None, None];
        };
        let spot = || Some(SameIncident::Spot(place?, kind?, incident.date?.day()?));
        [patrol.map(SameIncident::Patrol), spot()]
    }
}

impl Incident {
    /// First and last day on which it may have happened, when both are known.
    pub fn closed(&self) -> Option<(Day, Day)> {
        self.date?.closed()
    }

    fn take_in(&mut self, other: Incident) {
        self.has_happened |= other.has_happened;
        match (self.closed(), other.closed()) {
            (Some(one), Some(two)) => {
                let met = (one.0.max(two.0), one.1.min(two.1));
                let all = (one.0.min(two.0), one.1.max(two.1));
                let (first, last) = if met.0 <= met.1 { met } else { all };
                self.date = Some(Interval { earliest: Some(first), latest: Some(last) });
            }
            (None, Some(_)) => self.date = other.date,
            (_, None) => self.date = self.date.or(other.date),
        }
    }
}

impl Incidents {
    /// How many, whenever; what may not have happened yet is possible only.
    pub fn total(&self) -> Bounds {
        let happened = self.fewest.iter().filter(|incident| incident.has_happened);
        Bounds::new(happened.count() as u64, self.most.len() as u64)
    }

    /// Days from the last of them to `day`, as a range when that is uncertain; `None` when there is
    /// none. No upper end when no date has a beginning.
    pub fn since_last(&self, day: Day) -> Option<Bounds> {
        let ago = |then: Day| u64::try_from((day - then).num_days()).unwrap_or(0);
        let dates = || self.most.iter().filter_map(|incident| Some((incident, incident.date?)));
        // One that has no end may have been on the day itself.
        let latest = dates().map(|(_, date)| date.latest.unwrap_or(Day::MAX)).max()?;
        let low = ago(latest);
        // The last of all is no longer ago than any that has happened.
        let happened = dates().filter(|(incident, _)| incident.has_happened);
        let high = happened.filter_map(|(_, date)| date.earliest).max().map(ago);
        Some(Bounds { low, high: high.map(|high| high.max(low)) })
    }

    /// How many from `first` to `last` on reported days: for certain where each day on which it can
    /// have been is one, possibly where any is.
    pub fn on_reported(&self, first: Day, last: Day, reported: &ReportedDays) -> Bounds {
        let is_certain = |(from, to): &(Day, Day)| {
            *from >= first && *to <= last && reported.within(*from, *to) == days_in(*from, *to)
        };
        let is_possible = |(from, to): &(Day, Day)| {
            let touches = *from <= last && *to >= first;
            touches && reported.within((*from).max(first), (*to).min(last)) > 0
        };
        let certain = self.fewest.iter().filter_map(Incident::closed).filter(is_certain);
        let possible = self.most.iter().filter_map(Incident::closed).filter(is_possible);
        Bounds::new(certain.count() as u64, possible.count() as u64)
    }

    /// How many from `first` to `last`.
    pub fn within(&self, first: Day, last: Day) -> Windowed {
        Windowed::between(&self.fewest, &self.most, first, last)
    }
}

impl Windowed {
    /// How many of incidents, told at both ends of what is certain, are from `first` to `last`.
    pub(super) fn between<'a>(
        fewest: impl IntoIterator<Item = &'a Incident>,
        most: impl IntoIterator<Item = &'a Incident>,
        first: Day,
        last: Day,
    ) -> Self {
        let mut open = 0;
        let touches = |incident: &&Incident| match incident.date {
            Some(date) if date.touches(first, last) => {
                open += usize::from(incident.closed().is_none());
                incident.closed().is_some()
            }
            _ => false,
        };
        let possible = most.into_iter().filter(touches).count() as u64;
        let inside =
            |incident: &&Incident| incident.date.is_some_and(|date| date.within(first, last));
        let certain = fewest.into_iter().filter(inside).count() as u64;
        Windowed { count: Bounds::new(certain, possible), open }
    }
}

/// An incident with its place in the list of records.
type Seated = (usize, Incident);

/// Which of a list belong together; the first of a group stands for it.
struct Groups {
    up: Vec<usize>,
    /// Whether any two were joined that are not merged yet.
    is_open: bool,
}

impl Groups {
    fn of(size: usize) -> Self {
        Groups { up: (0..size).collect(), is_open: false }
    }

    fn root(&mut self, mut at: usize) -> usize {
        while self.up[at] != at {
            self.up[at] = self.up[self.up[at]]; // halves the way for the next who asks
            at = self.up[at];
        }
        at
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.up[a.max(b)] = a.min(b);
        self.is_open |= a != b;
    }

    fn merged(&mut self, incidents: Vec<Seated>) -> Vec<Seated> {
        if !std::mem::take(&mut self.is_open) {
            return incidents;
        }
        let mut merged: Vec<Seated> = Vec::with_capacity(incidents.len());
        let mut seats: Vec<Option<usize>> = vec![None; self.up.len()];
        for (at, incident) in incidents {
            let root = self.root(at);
            match seats[root] {
                Some(seat) => merged[seat].1.take_in(incident),
                None => {
                    seats[root] = Some(merged.len());
                    merged.push((root, incident));
                }
            }
        }
        merged
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        board::{Clock, Knowledge, made},
        model::{Class, later},
    };
    use proptest::prelude::*;

    const PATROL: &str =
        "[[patrol]]\nid = \"p\"\ndate = 2020-07-14\noutcome = \"completed\"\nsource = \"s\"\n";
    const PLACE: &str = "[[place]]\nid = \"ariha\"\nname = \"Ariha\"\n";

    /// An attack of class attack with these keys.
    fn attack(id: &str, kind: &str, keys: &str) -> String {
        format!("[[attack]]\nid = \"{id}\"\nkind = \"{kind}\"\nsource = \"s\"\n{keys}\n")
    }

    fn total(attacks: &[String]) -> String {
        let board = made::board(&format!("{PATROL}{PLACE}{}", attacks.concat()), "2020-12-31");
        Incidents::of(&board, &board.of_class(Class::Attack)).total().to_string()
    }

    #[test]
    fn one_patrol_or_one_place_kind_and_day_is_one_incident() {
        let on_patrol = "date = 2020-07-14\npatrol = \"p\"";
        let at_ariha = "date = 2020-07-14\nplace = \"ariha\"";
        let (ied, rpg) = (attack("a", "ied", on_patrol), attack("b", "rpg", on_patrol));
        assert_eq!(total(&[ied.clone(), rpg]), "1", "the same patrol, whatever the kind");
        let there = attack("b", "ied", at_ariha);
        assert_eq!(total(&[ied.clone(), there.clone()]), "2", "the first names no place");
        let again = attack("c", "ied", at_ariha);
        assert_eq!(total(&[there.clone(), again]), "1", "the same place, kind and day");
        assert_eq!(total(&[there.clone(), attack("c", "rpg", at_ariha)]), "2", "another kind");
        let next_day = attack("c", "ied", "date = 2020-07-15\nplace = \"ariha\"");
        assert_eq!(total(&[there.clone(), next_day]), "2", "another day");
        let vague = attack("c", "ied", "date = \"2020-07\"\nplace = \"ariha\"");
        assert_eq!(total(&[there, vague]), "2", "no one day is named");
    }

    #[test]
    fn what_may_be_one_is_one_at_the_low_end_only() {
        let one = attack("a", "ied", "date = 2020-07-14\nperhaps_same_as = \"b\"");
        let two = attack("b", "rpg", "date = 2020-07-15\nperhaps_same_as = \"c\"");
        let three = attack("c", "rpg", "date = 2020-07-16");
        assert_eq!(total(&[one, two, three]), "1–3");
    }

    #[test]
    fn records_of_one_incident_narrow_its_date() {
        let vague = attack("a", "ied", "date = \"2020-07\"\npatrol = \"p\"");
        let exact = attack("b", "ied", "date = 2020-07-14\npatrol = \"p\"");
        let open = attack("c", "ied", "date = { before = 2020-07-30 }\npatrol = \"p\"");
        let text = format!("{PATROL}{vague}{exact}{open}");
        let board = made::board(&text, "2020-12-31");
        let attacks = board.of_class(Class::Attack);
        let incidents = Incidents::of(&board, &attacks);
        let day = |text: &str| text.parse().unwrap();
        assert_eq!(incidents.most[0].closed(), Some((day("2020-07-14"), day("2020-07-14"))));
        let before = incidents.within(day("2020-07-01"), day("2020-07-13"));
        assert_eq!((before.count, before.open), (Bounds::ZERO, 0), "it was on the 14th");
        let apart = Incidents::apart(&board, &attacks).within(day("2020-07-01"), day("2020-07-13"));
        assert_eq!((apart.count, apart.open), (Bounds::new(0, 1), 1), "each for itself");
    }

    #[test]
    fn what_may_not_have_happened_yet_is_possible_only() {
        let text = made::text(&attack("a", "ied", "date = { from = 2020-07-01, to = 2020-07-20 }"));
        let day: Day = "2020-07-10".parse().unwrap();
        let clock = Clock { as_of: day, knowledge: Knowledge::Hindsight };
        let board = made::of_text(&text, clock);
        let incidents = Incidents::of(&board, &board.of_class(Class::Attack));
        assert_eq!(incidents.since_last(day), Some(Bounds { low: 0, high: None }));
        assert_eq!(incidents.total(), Bounds::new(0, 1), "nor from below");
    }

    proptest! {
        /// Attacks on or between days of 60, some perhaps the same as the one before, two patrols.
        #[test]
        fn windows_tile(
            attacks in proptest::collection::vec((0..60i64, 0..9i64, any::<bool>(), 0..4u8), 0..12),
            cut in 1..59i64,
        ) {
            let start: Day = "2020-01-01".parse().unwrap();
            let day = |n: i64| later(start, n).unwrap();
            let mut text = [1, 2].map(|n| PATROL.replace("\"p\"", &format!("\"p{n}\""))).concat();
            for (n, (first, more, perhaps, patrol)) in attacks.iter().enumerate() {
                let mut keys = format!("date = {{ from = {}, to = {} }}", day(*first), day(first + more));
                if *perhaps && n > 0 {
                    keys += &format!("\nperhaps_same_as = \"a{}\"", n - 1);
                }
                if (1..3).contains(patrol) {
                    keys += &format!("\npatrol = \"p{patrol}\"");
                }
                text += &attack(&format!("a{n}"), "ied", &keys);
            }
            let board = made::board(&text, "2020-12-31");
            let records = board.of_class(Class::Attack);
            prop_assert_eq!(records.len(), attacks.len());
            for incidents in [Incidents::of(&board, &records), Incidents::apart(&board, &records)] {
                let within = |a: i64, b: i64| incidents.within(day(a), day(b)).count;
                let (left, right, all) = (within(0, cut - 1), within(cut, 70), within(0, 70));
                prop_assert!(left.low + right.low <= all.low, "certain twice");
                prop_assert!(left.high.unwrap() + right.high.unwrap() >= all.high.unwrap(), "possible nowhere");
                prop_assert_eq!(all, incidents.total());
            }
        }
    }
}
