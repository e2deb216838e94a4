//! The whole period day by day: what is dated to each day, of which kind, and where things stood.

use std::{cmp::Reverse, collections::HashMap};

use super::{Board, Period, Visibility, window::TallySeries};
use crate::model::{
    Class, Clean, Day, FeedUse, Id, Interval, Key, RecordIx, State, Table, Value, later,
};

/// The period with a row for each kind of record that it holds.
#[derive(Clone, PartialEq, Debug)]
pub struct Timeline {
    /// The days that the rows run over.
    pub period: Period,
    /// One for each kind of record that there is anything of.
    pub rows: Vec<Strand>,
}

/// One row of the timeline.
#[derive(Clone, PartialEq, Debug)]
pub struct Strand {
    /// What the row is called.
    pub name: Clean,
    /// The latest record of its kind: the one to open.
    pub latest: RecordIx,
    /// What the row counts or tells.
    pub kind: StrandKind,
}

/// What a row of the timeline holds.
#[derive(Clone, PartialEq, Debug)]
pub enum StrandKind {
    /// Records of a kind, counted.
    Records {
        /// Which records.
        what: Dated,
        /// How many are dated to each day.
        density: Density,
    },
    /// What one body reports of one thing: its own figures, day by day.
    Reports {
        /// How many reports there are.
        reports: usize,
        /// Their figures, day by day.
        density: Density,
    },
    /// Where something stood, from each day on.
    Standing {
        /// The first day of each state, in order; it holds until the next.
        changes: Vec<(Day, State)>,
    },
}

/// What is counted record by record.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Dated {
    /// Patrols that ran, whatever became of them.
    Patrols,
    /// Incidents of one class.
    Incidents(Class),
    /// Attacks that name a patrol: some of the attacks.
    AttacksOnPatrols,
    /// Attacks that name no patrol: the others.
    OtherAttacks,
    /// Events.
    Events,
    /// Statements.
    Statements,
    /// Rows of a feed, by its place among the feeds.
    FeedRows(usize, Class),
}

/// How much is dated to each day of the period. Only days that something is dated to are held: a
/// file may name any two days of three centuries, for each of many counters.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Density {
    /// Days that anything is dated to, each with the sum up to and with it.
    certain: Vec<(usize, u64)>,
    /// Stretches that an interval touches, first and last day, apart from each other.
    possible: Vec<(usize, usize)>,
    /// Stretches for which somebody reports a zero, likewise.
    zeros: Vec<(usize, usize)>,
}

/// What a stretch of days holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct DayContent {
    /// How much is dated to single days of it.
    pub certain: u64,
    /// Whether something vague may have happened in it.
    pub is_possible: bool,
    /// Whether a zero is reported for a day of it. No report is no zero.
    pub has_zero: bool,
}

impl Density {
    /// Enters so many at a date, both ends as days of the period.
    fn enter(&mut self, (first, last): (usize, usize), count: u64, is_zero: bool) {
        match (is_zero, first == last) {
            (true, _) => self.zeros.push((first, last)),
            (false, true) => self.certain.push((first, count)),
            (false, false) => self.possible.push((first, last)),
        }
    }

    /// From what was entered, in any order, to what can be asked.
    fn summed(mut self) -> Self {
        self.certain.sort_unstable();
        let mut sum = 0u64;
        for (_, count) in &mut self.certain {
            sum = sum.saturating_add(*count);
            *count = sum;
        }
        Density {
            certain: self.certain,
            possible: joined(self.possible),
            zeros: joined(self.zeros),
        }
    }

    /// The days that something is dated to, as places in the period, each with how much.
    pub fn dated(&self) -> impl Iterator<Item = (usize, u64)> {
        let days = self.certain.chunk_by(|a, b| a.0 == b.0);
        let mut before = 0;
        days.filter_map(move |of_day| {
            let (day, sum) = *of_day.last()?;
            let count = sum - before;
            before = sum;
            (count > 0).then_some((day, count))
        })
    }

    /// Stretches in which something vague may have happened, first and last place.
    pub fn spans(&self) -> &[(usize, usize)] {
        &self.possible
    }

    /// Stretches for which a zero is reported, first and last place.
    pub fn zeros(&self) -> &[(usize, usize)] {
        &self.zeros
    }

    /// What stands on the days `from..to` of the period.
    pub fn content_between(&self, from: usize, to: usize) -> DayContent {
        let up_to = |day: usize| {
            let before = self.certain.partition_point(|(dated, _)| *dated < day);
            before.checked_sub(1).map_or(0, |last| self.certain[last].1)
        };
        let touches = |stretches: &[(usize, usize)]| {
            let next = stretches.partition_point(|(_, last)| *last < from);
            stretches.get(next).is_some_and(|(first, _)| from < to && *first < to)
        };
        DayContent {
            certain: up_to(to).saturating_sub(up_to(from)),
            is_possible: touches(&self.possible),
            has_zero: touches(&self.zeros),
        }
    }
}

/// The same days as stretches that neither meet nor overlap.
fn joined(mut stretches: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    stretches.sort_unstable();
    let mut apart: Vec<(usize, usize)> = Vec::with_capacity(stretches.len());
    for (first, last) in stretches {
        match apart.last_mut().filter(|before| first <= before.1.saturating_add(1)) {
            Some(before) => before.1 = before.1.max(last),
            None => apart.push((first, last)),
        }
    }
    apart
}

impl Timeline {
    /// The timeline of everything in sight that passes the filter, over the days of its span; `None`
    /// when nothing is dated.
    pub fn of(board: &Board) -> Option<Timeline> {
        Period::shown(board).map(|period| Timeline::over(board, period))
    }

    /// The same over all days that the file tells of.
    pub fn of_file(board: &Board) -> Option<Timeline> {
        Period::of(board).map(|period| Timeline::over(board, period))
    }

    fn over(board: &Board, period: Period) -> Timeline {
        let mut rows = Vec::new();
        use Dated::{AttacksOnPatrols, Events, Incidents, OtherAttacks, Patrols, Statements};
        rows.extend(Strand::of_dated(board, &period, Patrols, "patrols"));
        let of = |what: Dated, name: &str| Strand::of_dated(board, &period, what, name);
        let on_patrols = of(AttacksOnPatrols, "attacks on patrols");
        match on_patrols {
            Some(on_patrols) => {
                rows.push(on_patrols);
                rows.extend(of(OtherAttacks, "other attacks"));
            }
            None => rows.extend(of(Incidents(Class::Attack), "attacks")),
        }
        rows.extend(Strand::of_feeds(board, &period));
        rows.extend(Strand::of_standings(board, &period));
        let others = Class::ALL.iter().filter(|class| **class != Class::Attack);
        rows.extend(others.filter_map(|class| of(Incidents(*class), class.row().brief.1)));
        rows.extend(Strand::of_dated(board, &period, Events, "events"));
        rows.extend(Strand::of_dated(board, &period, Statements, "statements"));
        rows.extend(Strand::of_reports(board, &period));
        Timeline { period, rows }
    }
}

impl Strand {
    /// A row for each feed of attacks and each class that it tells of.
    fn of_feeds(board: &Board, period: &Period) -> Vec<Strand> {
        let Some(feed_rows) = board.visible_rows(FeedUse::Attacks) else { return Vec::new() };
        let strand = |n: usize, class: Class| {
            let mut density = Density::default();
            let in_period = |(day, _): &(Day, u64)| (period.first..=period.last).contains(day);
            for (day, count) in feed_rows.alone(n, class).into_iter().filter(in_period) {
                let place = period.place(day);
                density.enter((place, place), count, false);
            }
            feed_rows.spans(n, class).filter_map(|days| period.ends(days)).for_each(|ends| {
                density.enter(ends, 1, false);
            });
            let is_empty = density.certain.is_empty() && density.possible.is_empty();
            let kind =
                StrandKind::Records { what: Dated::FeedRows(n, class), density: density.summed() };
            let name = format!("{}: {}", board.feeds.files[n].id, class.rows_plural()).into();
            let latest = board.feeds.record(&board.index, n)?;
            (!is_empty).then_some(Strand { name, latest, kind })
        };
        let each = |n: usize| Class::ALL.iter().filter_map(move |class| strand(n, *class));
        feed_rows.feeds().flat_map(each).collect()
    }

    fn of_dated(board: &Board, period: &Period, what: Dated, name: &str) -> Option<Strand> {
        let table = match what {
            Dated::Patrols => Table::Patrol,
            Dated::Incidents(_)
            | Dated::AttacksOnPatrols
            | Dated::OtherAttacks
            | Dated::FeedRows(..) => Table::Attack,
            Dated::Events => Table::Event,
            Dated::Statements => Table::Statement,
        };
        let mut density = Density::default();
        let mut latest: Option<(Option<Day>, RecordIx)> = None;
        for n in board.shown_of(table) {
            if board.is_taken_back(n) || !board.is_of(n, what) {
                continue;
            }
            let Some(date) = board.date_of(n) else { continue };
            latest = latest.max(Some((date.latest, n)));
            if let Some(ends) = period.ends(date) {
                density.enter(ends, 1, false);
            }
        }
        let (_, latest) = latest?;
        let kind = StrandKind::Records { what, density: density.summed() };
        Some(Strand { name: name.into(), latest, kind })
    }

    /// A row for each body and what it counts, those that report most often first.
    fn of_reports(board: &Board, period: &Period) -> Vec<Strand> {
        let mut series: HashMap<TallySeries, Vec<RecordIx>> = HashMap::new();
        for n in board.shown_of(Table::Tally).filter(|n| !board.is_taken_back(*n)) {
            series.entry(board.series_of(n)).or_default().push(n);
        }
        let mut series: Vec<(TallySeries, Vec<RecordIx>)> = series.into_iter().collect();
        series.sort_by_key(|(_, tallies)| (Reverse(tallies.len()), tallies.first().copied()));
        let counters: Vec<_> = series.iter().map(|(of, _)| of.by.clone()).collect();
        let strand = |(of, tallies): (TallySeries, Vec<RecordIx>)| {
            let mut density = Density::default();
            let mut latest: Option<(Option<Day>, RecordIx)> = None;
            for n in &tallies {
                let record = board.record(*n);
                let Some(date) = board.date_of(*n) else { continue };
                latest = latest.max(Some((date.latest, *n)));
                let count = board.shown(record, Key::Count).and_then(|said| said.value.as_count());
                // What is counted so far is of no day.
                let has_days = board.tally_key(record) == Key::Count;
                let parts =
                    board.shown(record, Key::ByPlace).filter(|_| has_days).and_then(|said| {
                        match said.value {
                            crate::model::Value::Counts(counts) => {
                                Some(board.scenario().least_of(counts))
                            }
                            _ => None,
                        }
                    });
                // Without a total of its own, what it lists is counted: at least so many.
                let is_zero = count.map_or(parts == Some(0), |count| count.high == Some(0));
                let count = count.and_then(|count| count.central()).or(parts);
                if let (Some(ends), Some(count)) = (period.ends(date), count) {
                    density.enter(ends, count, is_zero);
                }
            }
            let (_, latest) = latest?;
            let counted = board.counted_name(&of.of, of.against.as_ref());
            let name = match &of.by {
                // What it counts goes without saying where it counts nothing else.
                Some(by) if counters.iter().filter(|other| **other == of.by).count() == 1 => {
                    format!("{} counts", board.counter_name(by))
                }
                Some(by) => format!("{} counts {counted}", board.counter_name(by)),
                None => counted,
            };
            let kind = StrandKind::Reports { reports: tallies.len(), density: density.summed() };
            Some(Strand { name: name.into(), latest, kind })
        };
        series.into_iter().filter_map(strand).collect()
    }

    /// A row for everything that a status is given of, in the order of the file.
    fn of_standings(board: &Board, period: &Period) -> Vec<Strand> {
        type Change = (Day, State, RecordIx);
        let mut rows: Vec<(&Id, Vec<Change>)> = Vec::new();
        let mut known: HashMap<&Id, usize> = HashMap::new();
        let has_begun = |n: &RecordIx| board.visibility(*n) == Visibility::Shown;
        for n in board.shown_of(Table::Status).filter(has_begun) {
            let record = board.record(n);
            let since = board.date_of(n).and_then(|date| date.earliest.or(date.latest));
            let is = board.shown_term::<State>(record, Key::Is);
            let (Some(since), Some(is), Some(of)) = (since, is, record.id_of(Key::Of)) else {
                continue;
            };
            // The case of an incident is no state of the whole.
            if is.is_of_case() {
                continue;
            }
            let since = since.clamp(period.first, period.last);
            let at = *known.entry(of).or_insert(rows.len());
            match rows.get_mut(at) {
                Some((_, changes)) => changes.push((since, is, n)),
                None => rows.push((of, vec![(since, is, n)])),
            }
        }
        rows.sort_by_key(|(of, _)| !of.is_patrols());
        let strand = |(of, mut changes): (&Id, Vec<Change>)| {
            changes.sort_by_key(|(since, _, n)| (*since, *n));
            let (_, _, latest) = *changes.last()?;
            let changes = changes.into_iter().map(|(since, is, _)| (since, is)).collect();
            let record = board.scenario().find(of);
            let kind = record.and_then(|record| record.get(Key::Kind)).and_then(Value::word_said);
            let name = match record.map(|record| record.table) {
                _ if of.is_patrols() => "patrols stood".to_owned(),
                Some(Table::Agreement) => "agreement stood".to_owned(),
                Some(Table::Clause) => {
                    format!("clause on {}", kind.unwrap_or_else(|| board.name(of).into()))
                }
                _ => format!("{} stood", board.name(of)),
            };
            Some(Strand { name: name.into(), latest, kind: StrandKind::Standing { changes } })
        };
        rows.into_iter().filter_map(strand).collect()
    }
}

impl Board {
    /// The events or statements that may lie in the window up to the day that is looked at, the
    /// latest first: what a row of the timeline tells in words. Of all else none.
    pub fn told_lately(&self, what: Dated) -> Vec<RecordIx> {
        let table = match what {
            Dated::Events => Table::Event,
            Dated::Statements => Table::Statement,
            Dated::Patrols
            | Dated::Incidents(_)
            | Dated::AttacksOnPatrols
            | Dated::OtherAttacks
            | Dated::FeedRows(..) => return Vec::new(),
        };
        let last = self.clock.as_of;
        let first = later(last, 1 - self.window.days()).unwrap_or(last);
        let days = |n: RecordIx| Some((self.date_of(n)?, n));
        let shown = self.shown_of(table).filter(|n| !self.is_taken_back(*n)).filter_map(days);
        let mut told: Vec<(Interval, RecordIx)> = shown
            .filter(|(date, _)| {
                date.earliest.is_none_or(|earliest| earliest <= last)
                    && date.latest.is_none_or(|latest| latest >= first)
            })
            .collect();
        told.sort_by_key(|(date, n)| (Reverse((date.latest, date.earliest)), *n));
        told.into_iter().map(|(_, n)| n).collect()
    }

    fn is_of(&self, n: RecordIx, what: Dated) -> bool {
        match what {
            Dated::Incidents(class) => self.class_of(n) == Some(class),
            Dated::AttacksOnPatrols | Dated::OtherAttacks => {
                let on_patrols = what == Dated::AttacksOnPatrols;
                self.class_of(n) == Some(Class::Attack)
                    && self.patrol_hit_by(n).is_some() == on_patrols
            }
            Dated::Patrols => self.has_run(n),
            Dated::Events | Dated::Statements | Dated::FeedRows(..) => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_dated_is_told_day_by_day() {
        let mut density = Density::default();
        for (day, count) in [(4, 2), (2, 1), (4, 3), (7, 0)] {
            density.enter((day, day), count, false);
        }
        density.enter((3, 6), 1, false);
        let density = density.summed();
        assert_eq!(density.dated().collect::<Vec<_>>(), [(2, 1), (4, 5)]);
        assert_eq!((density.spans(), density.zeros()), (&[(3, 6)][..], &[][..]));
    }

    #[test]
    fn a_reported_zero_is_not_the_same_as_no_report() {
        let mut density = Density::default();
        density.enter((2, 2), 3, false);
        density.enter((4, 4), 0, true);
        density.enter((6, 8), 1, false);
        let density = density.summed();
        let at = |day| density.content_between(day, day + 1);
        assert_eq!(at(2), DayContent { certain: 3, ..DayContent::default() });
        assert_eq!(at(3), DayContent::default(), "nobody reports");
        assert_eq!(at(4), DayContent { has_zero: true, ..DayContent::default() });
        assert_eq!(at(7), DayContent { is_possible: true, ..DayContent::default() });
    }

    proptest! {
        #[test]
        fn stretches_add_up(dated in proptest::collection::vec((0usize..50, 0usize..9), 0..40), cut in 0usize..60) {
            let mut density = Density::default();
            dated.iter().for_each(|(first, more)| density.enter((*first, first + more), 1, false));
            let density = density.summed();
            let whole = density.content_between(0, 50).certain;
            prop_assert_eq!(whole, density.content_between(0, cut).certain + density.content_between(cut, 50).certain);
            prop_assert_eq!(whole, dated.iter().filter(|(_, more)| *more == 0).count() as u64);
            for day in 0..70 {
                let on = |wanted: &dyn Fn(&usize) -> bool| {
                    let dated = dated.iter().filter(|(first, more)| (*first..=first + more).contains(&day));
                    dated.filter(|(_, more)| wanted(more)).count()
                };
                let held = density.content_between(day, day + 1);
                prop_assert_eq!(held.certain, on(&|more| *more == 0) as u64);
                prop_assert_eq!(held.is_possible, on(&|more| *more > 0) > 0);
            }
        }
    }
}
