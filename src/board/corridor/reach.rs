//! How far along a route patrols got, and which of it none is known to have reached.
//!
//! Chainage is measured on the line as drawn, in kilometres. A patrol covers what lies between the
//! place where it set out and the place that it got to, whichever way it ran; of one that gives
//! only kilometres it is known how far it got at most, not where it was; of one that gives neither
//! nothing is known. Reported kilometres are of the road and no shorter than the line.

use super::{Route, RouteEnd};
use crate::{
    board::{Board, Incidents, Window},
    model::{Bounds, Class, Day, Id, Key, Record, RecordIx, Table, Value, later},
};

/// Kilometres from one chainage to another, the lower first.
pub type Stretch = (f64, f64);

/// How far a patrol got along a route.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Reach {
    /// Position of the patrol.
    pub patrol: RecordIx,
    /// Chainages that it certainly covered, in kilometres; `None` where nothing is certain.
    pub sure: Option<Stretch>,
    /// Chainages that it may have covered at most; `None` where nobody says how far it got.
    pub possible: Option<Stretch>,
    /// Chainages between which it set out; `None` where that is not known.
    pub from: Option<Stretch>,
    /// Chainages between which the furthest that it got lies; `None` where that is not known.
    pub to: Option<Stretch>,
    /// The end of the drawn line beyond which it went or set out.
    pub beyond: Option<RouteEnd>,
}

/// A part of the route that all patrols covered alike.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct CoveredPart {
    /// Chainages from where to where, in kilometres.
    pub stretch: Stretch,
    /// Patrols of the window that certainly covered it, of those of which it is told how far they
    /// got.
    pub sure: usize,
    /// Patrols that may have covered it in the window: those that certainly did, those of which
    /// nobody says how far they got, and those of which the day may lie outside.
    pub possible: usize,
    /// The last day on which a patrol may have covered it; `None` if none is known to have.
    pub last: Option<Day>,
}

/// What is known of a route in a window.
#[derive(Clone, PartialEq, Debug)]
pub struct Coverage {
    /// From the first point of the route to its last.
    pub parts: Vec<CoveredPart>,
    /// Patrols of the window along the route.
    pub patrols: usize,
    /// Patrols of the window of which nobody can say how far they got.
    pub untold: usize,
    /// Those of them that are said to have reached a place which nobody can put on the route.
    pub unplaced: usize,
    /// Kilometres of the line.
    pub km: f64,
}

/// Attacks on patrols for every hundred kilometres that patrols ran along the route.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct PerKm {
    /// Attacks on patrols, certain to possible.
    pub attacks: Bounds,
    /// Kilometres that patrols ran, at least and at most; no most where one is open.
    pub km: Measured,
    /// The rate; no most where no kilometres are sure.
    pub rate: Measured,
}

/// A measured figure, between what is sure and what is possible.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Measured {
    /// At least.
    pub least: f64,
    /// At most; `None` where that is open.
    pub most: Option<f64>,
}

impl Coverage {
    /// Kilometres reached in the window, at least and at most.
    pub fn reached_km(&self) -> (f64, f64) {
        let km = |part: &&CoveredPart| part.stretch.1 - part.stretch.0;
        let sure = self.parts.iter().filter(|part| part.sure > 0);
        let possible = self.parts.iter().filter(|part| part.possible > 0);
        (sure.map(|part| km(&part)).sum(), possible.map(|part| km(&part)).sum())
    }

    /// Stretches that no patrol of the window can have reached, each with the last day before on
    /// which one may have; neighbours of one day are one.
    pub fn unseen(&self) -> Vec<(Stretch, Option<Day>)> {
        let mut found: Vec<(Stretch, Option<Day>)> = Vec::new();
        for part in self.parts.iter().filter(|part| part.possible == 0) {
            match found.last_mut() {
                Some((stretch, last)) if stretch.1 == part.stretch.0 && *last == part.last => {
                    stretch.1 = part.stretch.1;
                }
                _ => found.push((part.stretch, part.last)),
            }
        }
        found
    }
}

impl Reach {
    /// How far a patrol got along a route.
    pub fn of(board: &Board, patrol: RecordIx, route: usize) -> Reach {
        let route = &board.geography().routes[route];
        let record = board.record(patrol);
        let (end, km) = (route.line.km(), board.reported_km(record));
        let (from, left) = board.station(record, Key::From, route);
        let (to, reached) = board.station(record, Key::To, route);
        let clamp = |(low, high): Stretch| (low.max(0.0), high.min(end));
        let (sure, possible) = match (from, to) {
            (Some(a), Some(b)) => {
                let sure = if a.1 <= b.0 {
                    Some((a.1, b.0))
                } else if b.1 <= a.0 {
                    Some((b.1, a.0))
                } else {
                    None
                };
                (sure, Some((a.0.min(b.0), a.1.max(b.1))))
            }
            // Only how far it may have got: nobody says where it turned.
            (Some(at), None) | (None, Some(at)) => {
                let way = km.map(|km| match at {
                    (low, _) if low <= 0.0 => (0.0, at.1 + km),
                    (_, high) if high >= end => (at.0 - km, end),
                    (low, high) => (low - km, high + km),
                });
                (None, way)
            }
            (None, None) => (None, None),
        };
        let beyond = left.or(reached);
        Reach { patrol, sure, possible: possible.map(clamp), from, to, beyond }
    }
}

impl Coverage {
    /// What is known of a route in the window that ends on the day that is looked at, whatever the
    /// filter. A patrol whose date is a span counts where it certainly ran within the window.
    pub fn of(board: &Board, route: usize, window: Window) -> Coverage {
        let as_of = board.clock.as_of;
        let first = later(as_of, 1 - window.days()).unwrap_or(as_of);
        let ran = board.visible_of(Table::Patrol).filter(|n| board.has_run(*n));
        let ran: Vec<(Reach, Option<Day>, Option<Day>)> = ran
            .filter(|n| board.runs_along(*n, route))
            .map(|n| {
                let date = board.date_of(n);
                let ends = date.map_or((None, None), |date| (date.earliest, date.latest));
                (Reach::of(board, n, route), ends.0, ends.1)
            })
            .collect();
        let is_in = |first_day: Option<Day>, last_day: Option<Day>| {
            first_day.is_some_and(|day| day >= first) && last_day.is_some_and(|day| day <= as_of)
        };
        let km = board.geography().routes[route].line.km();
        let mut cuts = vec![0.0, km];
        let ends = |stretch: Option<Stretch>| stretch.into_iter().flat_map(|(a, b)| [a, b]);
        cuts.extend(
            ran.iter().flat_map(|(reach, ..)| ends(reach.sure).chain(ends(reach.possible))),
        );
        cuts.sort_by(f64::total_cmp);
        cuts.dedup();
        let may_be_in = |first_day: Option<Day>, last_day: Option<Day>| {
            first_day.is_none_or(|day| day <= as_of) && last_day.is_none_or(|day| day >= first)
        };
        let holds = |stretch: Option<Stretch>, part: Stretch| {
            stretch.is_some_and(|(from, to)| from <= part.0 && part.1 <= to)
        };
        let part = |pair: &[f64]| {
            let stretch = (pair[0], pair[1]);
            let (mut sure, mut possible, mut last) = (0, 0, None);
            for (reach, first_day, last_day) in &ran {
                let is_sure = holds(reach.sure, stretch);
                // One that does not say how far it got may have reached all.
                let is_possible = reach.possible.is_none() || holds(reach.possible, stretch);
                if !is_sure && !is_possible {
                    continue;
                }
                last = last.max(last_day.filter(|day| *day <= as_of));
                sure += usize::from(is_sure && is_in(*first_day, *last_day));
                possible += usize::from(may_be_in(*first_day, *last_day));
            }
            CoveredPart { stretch, sure, possible, last }
        };
        let parts = cuts.windows(2).map(part).collect();
        let within = ran.iter().filter(|(_, from, to)| is_in(*from, *to));
        let untold = || within.clone().filter(|(reach, ..)| reach.possible.is_none());
        let unplaced = untold().filter(|(reach, ..)| board.unplaced_end(reach).is_some()).count();
        Coverage { parts, patrols: within.clone().count(), untold: untold().count(), unplaced, km }
    }
}

impl PerKm {
    /// Attacks on the patrols of a route for every hundred kilometres that they ran, all that is
    /// known by the day that is looked at. Each patrol counts once along its way; whether it came
    /// back the same way nobody says.
    pub fn of(board: &Board, route: usize) -> Option<PerKm> {
        let ran = board.visible_of(Table::Patrol).filter(|n| board.has_run(*n));
        let ran: Vec<RecordIx> = ran.filter(|n| board.runs_along(*n, route)).collect();
        let (mut least, mut most) = (0.0, Some(0.0));
        for patrol in &ran {
            let reach = Reach::of(board, *patrol, route);
            let reported = board.reported_km(board.record(*patrol));
            let length = |stretch: Option<Stretch>| stretch.map(|(from, to)| to - from);
            least += length(reach.sure).or(reported).unwrap_or(0.0);
            let longest = match (length(reach.possible), reported) {
                (Some(a), Some(b)) => Some(a.max(b)),
                (a, b) => a.or(b),
            };
            most = most.zip(longest).map(|(sum, km)| sum + km);
        }
        let hit = |n: &RecordIx| {
            let patrol = board.shown_id(board.record(*n), Key::Patrol);
            let patrol = patrol.and_then(|id| board.scenario().position(id));
            patrol.is_some_and(|patrol| ran.contains(&patrol))
        };
        let attacks: Vec<RecordIx> =
            board.unfiltered().of_class(Class::Attack).into_iter().filter(hit).collect();
        let attacks = Incidents::apart(board, &attacks).total();
        let per = |attacks: u64, km: f64| attacks as f64 / km * 100.0;
        let low = most.filter(|km| *km > 0.0).map_or(0.0, |km| per(attacks.low, km));
        let high = attacks.high.filter(|_| least > 0.0).map(|most| per(most, least));
        (!ran.is_empty()).then_some(PerKm {
            attacks,
            km: Measured { least, most },
            rate: Measured { least: low, most: high },
        })
    }
}

impl Board {
    /// The route whose strip and chart are drawn: the one that is chosen, else the one whose corridor
    /// stands first among the clauses, else the first that can be drawn. Its position in
    /// [`super::Geography::routes`].
    pub fn charted_route(&self) -> Option<usize> {
        let geography = self.geography();
        let chosen = self.layout.route.as_ref().and_then(|id| self.scenario().position(id));
        let is_chosen = |route: &Route| Some(route.record) == chosen;
        if let Some(route) = geography.routes.iter().position(is_chosen) {
            return Some(route);
        }
        let first = geography.zones.first().map(|zone| zone.route);
        first.or_else(|| (!geography.routes.is_empty()).then_some(0))
    }

    /// Whether a patrol ran along a route, as far as is said; one that names none did where only
    /// one is drawn.
    pub fn runs_along(&self, patrol: RecordIx, route: usize) -> bool {
        let geography = self.geography();
        match self.shown_id(self.record(patrol), Key::Route) {
            Some(id) => self.scenario().position(id) == Some(geography.routes[route].record),
            None => geography.routes.len() == 1,
        }
    }

    /// The place that a patrol is said to have reached, where nobody can put it on the route, and
    /// whether that is for want of a point.
    pub fn unplaced_end(&self, reach: &Reach) -> Option<(&Id, bool)> {
        let place = self.shown_id(self.record(reach.patrol), Key::To)?;
        let record = self.scenario().find(place).filter(|_| reach.to.is_none())?;
        Some((place, super::route::own_point(record).is_none()))
    }

    fn reported_km(&self, record: &Record) -> Option<f64> {
        match self.shown(record, Key::Km)?.value {
            Value::Number(km) => Some(km.value),
            _ => None,
        }
    }

    /// Between which chainages a place that a patrol names lies, and the end of the line beyond
    /// which it does; nothing of a place that is not known to lie on the route.
    fn station(
        &self,
        record: &Record,
        key: Key,
        route: &Route,
    ) -> (Option<Stretch>, Option<RouteEnd>) {
        let scenario = self.scenario();
        let place = self.shown_id(record, key).and_then(|id| scenario.position(id));
        let Some(place) = place else { return (None, None) };
        let end = route.line.km();
        if let Some(at) = route.stops.iter().position(|stop| stop.place == place) {
            if let Some(km) = route.stops[at].chainage_km {
                return (Some((km, km)), None);
            }
            // The line passes it over: it lies between its neighbours, or beyond an end.
            let known = |stops: &[super::RouteStop]| stops.iter().find_map(|stop| stop.chainage_km);
            let before = route.stops[..at].iter().rev().find_map(|stop| stop.chainage_km);
            return match (before, known(&route.stops[at..])) {
                (Some(before), Some(next)) => (Some((before, next)), None),
                (Some(_), None) => (Some((end, end)), Some(RouteEnd::Last)),
                (None, Some(_)) => (Some((0.0, 0.0)), Some(RouteEnd::First)),
                (None, None) => (None, None),
            };
        }
        let Some(point) = super::route::own_point(self.record(place)) else { return (None, None) };
        let along = route.line.nearest(point.coordinates());
        let off = point.precision_km.unwrap_or(0.0);
        // No further from the line than either of them may be off.
        if along.km > off + route.precision_km.unwrap_or(0.0) {
            return (None, None);
        }
        let between = ((along.chainage_km - off).max(0.0), (along.chainage_km + off).min(end));
        (Some(between), None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::board::{Clock, LoadedFile, Query};

    /// Four towns on the equator, some eleven kilometres apart; the last has no point.
    fn board(patrols: &str, day: &str) -> Board {
        let place =
            |id: &str, at: &str| format!("[[place]]\nid = \"{id}\"\nname = \"{id}\"\n{at}\n");
        let at = |lon: f64| format!("at = {{ lat = 0.0, lon = {lon} }}");
        let text = format!(
            "format = 1\n[scenario]\nid = \"x\"\ntitle = \"x\"\n\
             [[source]]\nid = \"s\"\nname = \"s\"\nkind = \"media\"\n{}{}{}{}{}{}{}{patrols}",
            place("a", &at(0.0)),
            place("b", &at(0.1)),
            place("c", &at(0.2)),
            place("d", ""),
            place("off", ""),
            place("near", "at = { lat = 0.01, lon = 0.15, precision_km = 2 }"),
            "[[route]]\nid = \"r\"\nname = \"r\"\nthrough = [\"a\", \"b\", \"c\", \"d\"]\n",
        );
        let loaded = LoadedFile::read(text.as_bytes(), "x");
        let index = loaded.index.unwrap_or_else(|| panic!("{:?}", loaded.problems));
        Board::new(index, Clock::then(day.parse().unwrap()), Query::default())
    }

    fn patrol(day: &str, keys: &str) -> String {
        format!("[[patrol]]\ndate = {day}\noutcome = \"completed\"\nsource = \"s\"\n{keys}\n")
    }

    fn reach(keys: &str) -> Reach {
        let board = board(&patrol("2020-01-01", keys), "2020-01-01");
        let n = board.shown_of(Table::Patrol).next().unwrap();
        Reach::of(&board, n, 0)
    }

    fn whole(stretch: Option<Stretch>) -> Option<(i64, i64)> {
        stretch.map(|(from, to)| (from.round() as i64, to.round() as i64))
    }

    #[test]
    fn a_patrol_covers_what_lies_between_its_places_whichever_way_it_ran() {
        for keys in ["from = \"a\"\nto = \"b\"", "from = \"b\"\nto = \"a\""] {
            let reach = reach(keys);
            assert_eq!(whole(reach.sure), Some((0, 11)), "{keys}");
            assert_eq!((reach.possible, reach.beyond), (reach.sure, None));
        }
        // A place near the route is as vague as its point; one beyond the drawn line is its end.
        let reached = reach("from = \"a\"\nto = \"near\"");
        assert_eq!(whole(reached.sure), Some((0, 15)));
        assert_eq!(whole(reached.possible), Some((0, 19)));
        let reached = reach("from = \"a\"\nto = \"d\"");
        assert_eq!((whole(reached.sure), reached.beyond), (Some((0, 22)), Some(RouteEnd::Last)));
    }

    #[test]
    fn kilometres_alone_say_how_far_at_most_and_nothing_says_nothing() {
        let reached = reach("from = \"a\"\nkm = 5");
        assert_eq!((reached.sure, whole(reached.possible)), (None, Some((0, 5))));
        let reached = reach("from = \"b\"\nkm = 5");
        assert_eq!(whole(reached.possible), Some((6, 16)), "either way");
        let reached = reach("from = \"a\"\nkm = 500");
        assert_eq!(whole(reached.possible), Some((0, 22)), "no further than the line");
        for keys in ["", "from = \"a\"", "km = 7"] {
            let reached = reach(keys);
            assert_eq!((reached.sure, reached.possible), (None, None), "{keys}");
        }
    }

    #[test]
    fn what_no_patrol_reached_in_the_window_is_unseen_since_the_last() {
        let patrols = [
            patrol("2020-01-01", "from = \"a\"\nto = \"c\""),
            patrol("2020-02-01", "from = \"a\"\nto = \"b\""),
        ];
        let board = board(&patrols.concat(), "2020-02-03");
        let coverage = Coverage::of(&board, 0, Window::Week);
        let (low, high) = coverage.reached_km();
        assert_eq!((low.round(), high.round(), coverage.untold), (11.0, 11.0, 0));
        let unseen = coverage.unseen();
        let [(stretch, last)] = unseen.as_slice() else { panic!("{unseen:?}") };
        assert_eq!(whole(Some(*stretch)), Some((11, 22)));
        assert_eq!(*last, Some("2020-01-01".parse().unwrap()));
        // In the longer window both count.
        let coverage = Coverage::of(&board, 0, Window::FourWeeks);
        assert_eq!(coverage.reached_km().0.round(), 11.0);
        assert_eq!(coverage.patrols, 1);
    }

    #[test]
    fn a_patrol_that_does_not_say_how_far_may_have_reached_all() {
        let patrols = [
            patrol("2020-02-01", "from = \"a\"\nto = \"b\""),
            patrol("2020-02-02", "from = \"a\""),
        ];
        let coverage = Coverage::of(&board(&patrols.concat(), "2020-02-03"), 0, Window::Week);
        let (low, high) = coverage.reached_km();
        assert_eq!((low.round(), high.round(), coverage.untold), (11.0, 22.0, 1));
    }

    #[test]
    fn what_a_patrol_may_have_reached_is_never_unseen() {
        let told = patrol("2020-02-01", "from = \"a\"\nto = \"b\"");
        let at = |more: &str| {
            let board = board(&format!("{told}{more}"), "2020-02-03");
            let coverage = Coverage::of(&board, 0, Window::Week);
            (coverage.unseen().len(), coverage.untold, coverage.unplaced)
        };
        assert_eq!(at(""), (1, 0, 0));
        // It does not say how far; it reached a place that has no point and lies on no route.
        assert_eq!(at(&patrol("2020-02-02", "from = \"a\"")), (0, 1, 0));
        assert_eq!(at(&patrol("2020-02-02", "from = \"a\"\nto = \"off\"")), (0, 1, 1));
        // It may have run in the window, or a week before.
        let day = "{ from = 2020-01-20, to = 2020-02-02 }";
        assert_eq!(at(&patrol(day, "from = \"a\"\nto = \"c\"")), (0, 0, 0));
    }

    #[test]
    fn attacks_per_hundred_kilometres_are_a_range() {
        let attack =
            "[[attack]]\ndate = 2020-02-01\nkind = \"ied\"\npatrol = \"p\"\nsource = \"s\"\n";
        let hit = patrol("2020-02-01", "id = \"p\"\nfrom = \"a\"\nto = \"c\"");
        let rate = PerKm::of(&board(&format!("{hit}{attack}"), "2020-02-03"), 0).unwrap();
        assert_eq!(rate.attacks, Bounds::new(1, 1));
        assert_eq!((rate.km.least.round(), rate.km.most.map(f64::round)), (22.0, Some(22.0)));
        assert_eq!(rate.rate.least.round(), 4.0);
        assert_eq!(rate.rate.most.map(f64::round), Some(4.0));
        // One that does not say how far it got: the rate has no least but nothing.
        let open = patrol("2020-02-02", "from = \"a\"");
        let rate = PerKm::of(&board(&format!("{hit}{attack}{open}"), "2020-02-03"), 0).unwrap();
        assert_eq!((rate.rate.least, rate.km.most), (0.0, None));
    }
}
