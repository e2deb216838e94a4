//! Incidents counted honestly: by class, as ranges, never with bulletins.

use std::collections::{HashMap, HashSet};

use super::{Board, Counted};
use crate::model::{AttackKind, Bounds, Class, Day, Id, Key, Outcome, Record, Table, later};

/// Incidents of one class: the low end counts `perhaps_same_as` as one, the high end as two.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Tally {
    pub class: Class,
    pub count: Bounds,
}

/// Incidents in a window: certain (wholly inside) to possible (touching); open spans apart.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Windowed {
    pub count: Bounds,
    pub open: usize,
}

impl Board {
    /// The class of an attack record, by its shown kind.
    pub fn class(&self, record: &Record) -> Option<Class> {
        self.shown_term(record, Key::Kind).and_then(AttackKind::from_word).map(AttackKind::class)
    }

    fn of_class(&self, class: Class) -> impl Iterator<Item = usize> {
        self.visible_of(Table::Attack)
            .filter(move |n| self.class(self.record(*n)) == Some(class))
            .filter(|n| !self.is_all_withdrawn(self.record(*n)))
    }

    /// Totals of the visible incidents, class by class.
    pub fn tallies(&self) -> Vec<Tally> {
        let tally = |class: &Class| {
            let records: Vec<usize> = self.of_class(*class).collect();
            let low = self.merged(&records).len() as u64;
            Tally { class: *class, count: Bounds::new(low, records.len() as u64) }
        };
        Class::ALL.iter().map(tally).collect()
    }

    /// Incidents of a class in the `days` days that end on `last`.
    pub fn windowed(&self, class: Class, last: Day, days: i64) -> Windowed {
        let first = later(last, 1 - days).unwrap_or(last);
        let (mut certain, mut possible, mut open) = (Vec::new(), Vec::new(), 0);
        for n in self.of_class(class) {
            let Some(date) = self.date(self.record(n)) else { continue };
            if date.earliest.is_none() || date.latest.is_none() {
                open += usize::from(date.touches(first, last));
                continue;
            }
            if date.within(first, last) {
                certain.push(n);
            }
            if date.touches(first, last) {
                possible.push(n);
            }
        }
        let low = self.merged(&certain).len() as u64;
        Windowed { count: Bounds::new(low, possible.len() as u64), open }
    }

    /// Groups of records that may be one incident, each by its first.
    pub(super) fn merged(&self, records: &[usize]) -> Vec<usize> {
        let mut group: HashMap<&Id, &Id> = HashMap::new();
        fn root<'a>(group: &HashMap<&'a Id, &'a Id>, mut id: &'a Id) -> &'a Id {
            while let Some(up) = group.get(id) {
                id = up;
            }
            id
        }
        let ids: HashSet<&Id> = records.iter().map(|n| &self.record(*n).id).collect();
        for n in records {
            let record = self.record(*n);
            if let Some(other) = self.shown_id(record, Key::PerhapsSameAs) {
                let (a, b) = (root(&group, &record.id), root(&group, other));
                if a != b && ids.contains(&b) {
                    group.insert(a, b);
                }
            }
        }
        records.iter().copied().filter(|n| !group.contains_key(&self.record(*n).id)).collect()
    }

    /// Days since the last visible attack (on a patrol only, if asked), as a range when its date
    /// is one; none when there is none. It says nothing of the days nobody reported.
    pub fn since_last_attack(&self, on_patrols: bool) -> Option<Bounds> {
        let days = |day: Day| u64::try_from((self.clock.as_of - day).num_days()).unwrap_or(0);
        self.of_class(Class::Attack)
            .map(|n| self.record(n))
            .filter(|record| !on_patrols || self.shown_id(record, Key::Patrol).is_some())
            .filter_map(|record| self.date(record))
            .map(|date| {
                let latest = date.latest.unwrap_or(self.clock.as_of).min(self.clock.as_of);
                Bounds { low: days(latest), high: date.earliest.map(days) }
            })
            .reduce(|a, b| Bounds {
                // The last of all is no longer ago than the last of any.
                low: a.low.min(b.low),
                high: [a.high, b.high].into_iter().flatten().min(),
            })
    }

    /// What bodies counted last: for each counter and subject the latest visible tally, the newest
    /// first. Tallies are never added to incidents, nor to each other.
    pub fn latest_tallies(&self) -> Vec<usize> {
        let end =
            |n: usize| self.date(self.record(n)).and_then(|date| date.latest.or(date.earliest));
        let mut tallies: Vec<usize> = self.visible_of(Table::Tally).collect();
        tallies.sort_by_key(|n| std::cmp::Reverse(end(*n)));
        let mut seen: Vec<(Option<&Id>, Option<&str>)> = Vec::new();
        tallies.retain(|n| {
            let record = self.scenario().records().get(*n);
            let by = record.and_then(|record| record.id_of(Key::By));
            let of = record.and_then(|record| record.text(Key::Of)).map(|text| &**text);
            let is_new = !seen.contains(&(by, of));
            seen.push((by, of));
            is_new
        });
        tallies
    }

    /// Whether a patrol ran: neither planned nor cancelled, and not taken back.
    pub fn ran(&self, record: &Record) -> bool {
        let outcome = self.shown_term(record, Key::Outcome).and_then(Outcome::from_word);
        !self.is_all_withdrawn(record)
            && !matches!(outcome, Some(Outcome::Planned | Outcome::Cancelled))
    }

    /// Records of a kind that pass the filter; `perhaps_same_as` makes the number a range.
    pub fn counted(&self, what: Counted) -> Bounds {
        let records: Vec<usize> = match what {
            Counted::Patrols => {
                let patrols = self.shown_of(Table::Patrol);
                patrols.filter(|n| self.ran(self.record(*n))).collect()
            }
            Counted::Incidents(class) => {
                let incidents = self.of_class(class);
                incidents.filter(|n| self.is_matching(*n)).collect()
            }
            Counted::Events => self.standing_of(Table::Event),
            Counted::Statements => self.standing_of(Table::Statement),
        };
        Bounds::new(self.merged(&records).len() as u64, records.len() as u64)
    }

    /// A table's records that pass the filter and were not taken back.
    fn standing_of(&self, table: Table) -> Vec<usize> {
        self.shown_of(table).filter(|n| !self.is_all_withdrawn(self.record(*n))).collect()
    }

    /// Days since the last patrol that ran.
    pub fn since_last_patrol(&self) -> Option<u64> {
        self.visible_of(Table::Patrol)
            .map(|n| self.record(n))
            .filter(|record| self.ran(record))
            .filter_map(|record| self.date(record)?.latest)
            .filter_map(|day| u64::try_from((self.clock.as_of - day).num_days()).ok())
            .min()
    }
}
