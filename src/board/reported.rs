//! Days of which the board would have heard: without them a rate says nothing, and no day is quiet.
//!
//! A day is *reported* of a class of incidents by a tally that covers it, a zero included, by a
//! bulletin that covers it and looked for such, or by a patrol that ran on it; of patrols by a count
//! of them, by a bulletin that looked for them, and by one that was called off. A record of the class
//! makes its own day known and no other, and news from elsewhere makes none, nor does a total of more
//! days than any window has: so the days against which incidents are held are reported by something
//! else than the incidents. What was not said by then, or was taken back, reports nothing.

use std::sync::OnceLock;

use super::{Board, days_in};
use crate::model::{Class, Day, Id, Key, PatrolOutcome, RecordIx, Table, TallySubject, later};

/// What a day is reported of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ReportSubject {
    /// Incidents of a class.
    Incidents(Class),
    /// Patrols that ran.
    Patrols,
}

/// Where it is asked of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ReportArea<'a> {
    /// Wherever the board looks.
    Anywhere,
    /// In one place and its parts: a patrol reports of the places between which it ran.
    Place(&'a Id),
    /// In one place, its parts aside: those are reported for themselves.
    Elsewhere(&'a Id),
    /// Along a route, by its number.
    Route(usize),
    /// In a zone: no patrol is known to have seen all of it.
    Zone(&'a Id),
}

/// A record that makes days reported.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DayReport {
    /// Position of the tally, the patrol or the bulletin.
    pub record: RecordIx,
    /// The first day that it reports of.
    pub first: Day,
    /// The last of them; no later than the day that is looked at.
    pub last: Day,
    /// Whether it counts any: a bulletin of some is no quiet day.
    pub counts_any: bool,
}

/// Reported days, in order.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ReportedDays {
    /// Stretches that neither meet nor overlap, each with the days of all before it.
    stretches: Vec<(Day, Day, u64)>,
}

/// What reports of each subject anywhere on a board, found by the first who asks.
#[derive(Clone, Debug, Default)]
pub(super) struct ReportedOnBoard([OnceLock<SubjectReports>; Class::ALL.len() + 1]);

#[derive(Clone, Debug)]
struct SubjectReports {
    reports: Vec<DayReport>,
    days: ReportedDays,
}

/// Days of the longest count that reports of its days: one of more than the longest window says of
/// no window how many were in it.
const LONGEST: u64 = 28;

impl From<Class> for ReportSubject {
    fn from(class: Class) -> ReportSubject {
        ReportSubject::Incidents(class)
    }
}

impl ReportSubject {
    fn number(self) -> usize {
        match self {
            ReportSubject::Incidents(class) => class as usize,
            ReportSubject::Patrols => Class::ALL.len(),
        }
    }

    /// Whether a count of this covers it.
    fn is_counted_as(self, counted: TallySubject) -> bool {
        match self {
            ReportSubject::Patrols => counted == TallySubject::Patrols,
            ReportSubject::Incidents(class) => counted.tells_of(class),
        }
    }
}

impl ReportedDays {
    /// All days of some stretches, in any order.
    pub fn of(spans: impl IntoIterator<Item = (Day, Day)>) -> ReportedDays {
        let mut spans: Vec<(Day, Day)> = spans.into_iter().collect();
        spans.sort_unstable();
        let mut stretches: Vec<(Day, Day, u64)> = Vec::new();
        for (first, last) in spans.into_iter().filter(|(first, last)| first <= last) {
            match stretches.last_mut().filter(|of| later(of.1, 1).is_none_or(|next| first <= next))
            {
                Some(before) => before.1 = before.1.max(last),
                None => stretches.push((first, last, 0)),
            }
        }
        for n in 1..stretches.len() {
            let (first, last, before) = stretches[n - 1];
            stretches[n].2 = before + days_in(first, last);
        }
        ReportedDays { stretches }
    }

    /// The first reported day; `None` while nothing reports.
    pub fn first(&self) -> Option<Day> {
        self.stretches.first().map(|(first, ..)| *first)
    }

    /// Whether a day is reported.
    pub fn contains(&self, day: Day) -> bool {
        self.within(day, day) > 0
    }

    /// How many of the days from `first` to `last` are reported.
    pub fn within(&self, first: Day, last: Day) -> u64 {
        let before = later(first, -1).map_or(0, |eve| self.up_to(eve));
        self.up_to(last).saturating_sub(before)
    }

    fn up_to(&self, day: Day) -> u64 {
        let begun = self.stretches.partition_point(|(first, ..)| *first <= day);
        let latest = begun.checked_sub(1).and_then(|n| self.stretches.get(n));
        latest.map_or(0, |(first, last, before)| before + days_in(*first, day.min(*last)))
    }

    /// The stretches of reported days, first and last, in order.
    pub fn stretches(&self) -> impl Iterator<Item = (Day, Day)> {
        self.stretches.iter().map(|(first, last, _)| (*first, *last))
    }

    /// The longest run of reported days from `start` on of which none is `busy`, the latest of
    /// equals: a day that nobody reported of is not known to be quiet, and ends the run.
    pub(super) fn longest_without(
        &self,
        start: Day,
        mut busy: Vec<(Day, Day)>,
    ) -> Option<(Day, Day)> {
        busy.sort_unstable();
        let mut longest: Option<(Day, Day)> = None;
        let mut try_run = |first: Day, last: Day| {
            let days = days_in(first, last);
            if days > 0 && days >= longest.map_or(0, |(first, last)| days_in(first, last)) {
                longest = Some((first, last));
            }
        };
        let (mut next, mut until) = (0, None);
        for (first, last) in self.stretches() {
            let mut from = until.map_or(first.max(start), |free: Day| free.max(first).max(start));
            while let Some((begin, end)) = busy.get(next).filter(|(begin, _)| *begin <= last) {
                if let Some(eve) = later(*begin, -1) {
                    try_run(from, eve);
                }
                from = from.max(later(*end, 1)?);
                (next, until) = (next + 1, Some(from));
            }
            try_run(from, last);
        }
        longest
    }
}

impl Board {
    /// The days that are reported of something anywhere on the board, whatever the filter.
    pub fn reported(&self, subject: ReportSubject) -> &ReportedDays {
        &self.subject_reports(subject).days
    }

    /// The days that are reported of something in a place or along a route.
    pub fn reported_in(&self, subject: ReportSubject, area: ReportArea) -> ReportedDays {
        ReportedDays::of(self.day_reports(subject, area).map(|report| (report.first, report.last)))
    }

    /// The records that make days reported, tallies first, then patrols and bulletins.
    pub fn day_reports<'a>(
        &'a self,
        subject: ReportSubject,
        area: ReportArea<'a>,
    ) -> impl Iterator<Item = DayReport> + 'a {
        let reports = self.subject_reports(subject).reports.iter().copied();
        let there = match area {
            ReportArea::Place(place) => self.patrols_of(&self.index.with_parts(place)),
            ReportArea::Elsewhere(place) => self.patrols_of(&[place]),
            ReportArea::Anywhere | ReportArea::Route(_) | ReportArea::Zone(_) => Vec::new(),
        };
        reports.filter(move |report| self.reports_in(report.record, area, &there))
    }

    /// The patrols that ran between any of these places and others, in order.
    fn patrols_of(&self, places: &[&Id]) -> Vec<RecordIx> {
        let ends = places.iter().flat_map(|place| [(*place, Key::From), (*place, Key::To)]);
        let there = ends.flat_map(|(place, key)| {
            let naming = self.index.referring(place, key).iter().copied();
            naming.filter(move |n| self.shown_id(self.record(*n), key) == Some(place))
        });
        let mut there: Vec<RecordIx> = there.collect();
        there.sort_unstable();
        there
    }

    fn subject_reports(&self, subject: ReportSubject) -> &SubjectReports {
        let find = || {
            let tallies = self.visible_of(Table::Tally);
            let tallies = tallies.filter_map(|n| self.tally_report(n, subject));
            let patrols = self.visible_of(Table::Patrol);
            let patrols = patrols.filter_map(|n| self.patrol_report(n, subject));
            let bulletins = self.visible_of(Table::Bulletin);
            let bulletins = bulletins.filter_map(|n| self.bulletin_report(n, subject));
            let reports: Vec<DayReport> = tallies.chain(patrols).chain(bulletins).collect();
            let everywhere = reports.iter();
            let everywhere =
                everywhere.filter(|it| self.reports_in(it.record, ReportArea::Anywhere, &[]));
            let days = ReportedDays::of(everywhere.map(|report| (report.first, report.last)));
            SubjectReports { reports, days }
        };
        self.reported.0[subject.number()].get_or_init(find)
    }

    /// A count of one side's violations leaves those of the others untold, and so the class.
    fn tally_report(&self, n: RecordIx, subject: ReportSubject) -> Option<DayReport> {
        let record = self.record(n);
        let is_counted = self.subject_of_tally(n).is_some_and(|of| subject.is_counted_as(of));
        if !is_counted || self.is_taken_back(n) || self.shown_id(record, Key::Against).is_some() {
            return None;
        }
        let count = self.shown(record, Key::Count)?.value.as_count()?;
        count.low.or(count.best).or(count.high)?;
        let is_none = count.low == Some(0) && count.best.is_none() && count.high.is_none();
        let counts_any = !is_none && count.high != Some(0);
        let (first, last) = self.date_of(n)?.closed()?;
        if days_in(first, last) > LONGEST {
            return None;
        }
        Some(DayReport { record: n, first, last: last.min(self.clock.as_of), counts_any })
    }

    fn patrol_report(&self, n: RecordIx, subject: ReportSubject) -> Option<DayReport> {
        let reports = match subject {
            // What flies over, or lies in the ground, a patrol need not have met with.
            ReportSubject::Incidents(Class::Attack | Class::Obstruction) => self.has_run(n),
            ReportSubject::Incidents(Class::Activity | Class::Hazard | Class::Other) => false,
            ReportSubject::Patrols => {
                self.is_patrol(n)
                    && self.outcome_of(n) == Some(PatrolOutcome::Cancelled)
                    && !self.is_taken_back(n)
            }
        };
        let day = self.date_of(n)?.day().filter(|day| reports && *day <= self.clock.as_of)?;
        Some(DayReport { record: n, first: day, last: day, counts_any: false })
    }

    /// A tally is of all places that its body looks at; a patrol is of where it ran, a bulletin of
    /// its area.
    fn reports_in(&self, n: RecordIx, area: ReportArea, there: &[RecordIx]) -> bool {
        let record = self.record(n);
        match area {
            area if record.table == Table::Bulletin => self.covers_area(record, area),
            _ if record.table != Table::Patrol => true,
            ReportArea::Anywhere => true,
            ReportArea::Place(_) | ReportArea::Elsewhere(_) => there.binary_search(&n).is_ok(),
            ReportArea::Route(route) => self.runs_along(n, route),
            ReportArea::Zone(_) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::board::made;
    use proptest::prelude::*;

    const ATTACKS: ReportSubject = ReportSubject::Incidents(Class::Attack);

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn tally(date: &str, keys: &str) -> String {
        format!("[[tally]]\ndate = {date}\nsource = \"s\"\n{keys}\n")
    }

    fn patrol(date: &str, keys: &str) -> String {
        format!("[[patrol]]\ndate = {date}\nsource = \"s\"\n{keys}\n")
    }

    fn told(reported: &ReportedDays) -> String {
        let stretch = |(first, last): (Day, Day)| match first == last {
            true => first.format("%d").to_string(),
            false => format!("{}-{}", first.format("%d"), last.format("%d")),
        };
        reported.stretches().map(stretch).collect::<Vec<_>>().join(" ")
    }

    fn of(records: &str, subject: ReportSubject) -> String {
        told(made::board(records, "2020-07-31").reported(subject))
    }

    #[test]
    fn a_bulletin_reports_of_what_it_counts() {
        let bulletins = [
            tally("2020-07-02", "of = \"violations\"\ncount = 3"),
            tally("2020-07-03", "of = \"ceasefire violations\"\ncount = 0"),
            tally("2020-07-05", "of = \"roads\"\ncounting = \"obstructions\"\ncount = 1"),
            tally("2020-07-07", "of = \"people killed in attacks\"\ncount = 1"),
            tally("2020-07-09", "of = \"violations\"\nagainst = \"unknown\"\ncount = 1"),
            tally("2020-07-11", "of = \"violations\"\ncount = \"unknown\""),
            tally("{ from = 2020-07-13, to = 2020-07-15 }", "of = \"breaches\"\ncount = 1"),
            tally("{ before = 2020-07-20 }", "of = \"violations\"\ncount = 1"),
            tally("2020-07-21", "of = \"violations\"\ncount = 1\nwithdrawn = 2020-07-22"),
            tally("2020-07-23", "of = \"violations\"\ncount = 1\npublished = 2020-08-01"),
            tally("2020-07-25", "of = \"patrols\"\ncount = 1"),
            tally("{ from = 2020-07-01, to = 2020-07-29 }", "of = \"attacks\"\ncount = 9"),
        ]
        .concat();
        assert_eq!(of(&bulletins, ATTACKS), "02-03 13-15");
        assert_eq!(of(&bulletins, ReportSubject::Incidents(Class::Obstruction)), "05");
        assert_eq!(of(&bulletins, ReportSubject::Incidents(Class::Other)), "");
        assert_eq!(of(&bulletins, ReportSubject::Patrols), "25");
    }

    #[test]
    fn a_patrol_reports_of_the_day_on_which_it_ran() {
        let patrols = [
            patrol("2020-07-02", "outcome = \"completed\""),
            patrol("2020-07-04", "outcome = \"cancelled\""),
            patrol("2020-07-06", "outcome = \"planned\""),
            patrol("{ from = 2020-07-08, to = 2020-07-09 }", "outcome = \"completed\""),
            patrol("2020-07-10", "outcome = \"completed\"\npublished = 2020-08-02"),
        ]
        .concat();
        assert_eq!(of(&patrols, ATTACKS), "02");
        assert_eq!(of(&patrols, ReportSubject::Patrols), "04", "one that was called off is a zero");
    }

    #[test]
    fn neither_a_record_of_the_class_nor_news_from_elsewhere_reports() {
        let records = "[[attack]]\ndate = 2020-07-02\nkind = \"ied\"\nsource = \"s\"\n\
             [[event]]\ndate = 2020-07-04\nkind = \"x\"\nwhat = \"x\"\nsource = \"s\"\n\
             [[status]]\nof = \"patrols\"\nis = \"running\"\nsince = 2020-07-06\nsource = \"s\"\n";
        assert_eq!(of(records, ATTACKS), "");
    }

    #[test]
    fn a_patrol_reports_of_where_it_ran_and_a_bulletin_of_everywhere() {
        let places = ["a", "b"].map(|id| format!("[[place]]\nid = \"{id}\"\nname = \"{id}\"\n"));
        let records = [
            places.concat(),
            patrol("2020-07-02", "outcome = \"completed\"\nto = \"a\""),
            tally("2020-07-05", "of = \"violations\"\ncount = 3"),
        ];
        let board = made::board(&records.concat(), "2020-07-31");
        let there = |place: &str| {
            let place = Id::new(place).unwrap();
            told(&board.reported_in(ATTACKS, ReportArea::Place(&place)))
        };
        assert_eq!((there("a").as_str(), there("b").as_str()), ("02 05", "05"));
        let records: Vec<&str> = board
            .day_reports(ATTACKS, ReportArea::Anywhere)
            .map(|report| board.record(report.record).table.name())
            .collect();
        assert_eq!(records, ["tally", "patrol"]);
    }

    #[test]
    fn idlib_is_seen_on_few_days_and_a_year_later_on_none() {
        let within = |on: &str, first: &str| {
            let board = made::idlib(on);
            board.reported(ATTACKS).within(day(first), day(on))
        };
        // Bulletins of 19, 25, 26, 27 and 30 July, patrols of 22 July and 12 August.
        assert_eq!(within("2020-08-14", "2020-07-18"), 7);
        assert_eq!(within("2021-08-14", "2021-02-02"), 0);
    }

    proptest! {
        #[test]
        fn reported_days_are_counted_and_searched_as_one_would_by_hand(
            spans in proptest::collection::vec((0..40i64, 0..5i64), 0..8),
            busy in proptest::collection::vec((0..40i64, 0..4i64), 0..6),
            (a, b, start) in (0..45i64, 0..45i64, 0..20i64),
        ) {
            let at = |n: i64| later(day("2020-01-01"), n).unwrap();
            let as_days = |of: &[(i64, i64)]| {
                of.iter().map(|(first, more)| (at(*first), at(first + more))).collect::<Vec<_>>()
            };
            let holds = |of: &[(i64, i64)], n: i64| of.iter().any(|(first, more)| (*first..=first + more).contains(&n));
            let reported = ReportedDays::of(as_days(&spans));
            let by_hand = (a..=b).filter(|n| holds(&spans, *n)).count() as u64;
            prop_assert_eq!(reported.within(at(a), at(b)), by_hand);
            prop_assert_eq!(reported.contains(at(a)), holds(&spans, a));
            let (mut longest, mut run) = (None, 0);
            for n in start..60 {
                run = if holds(&spans, n) && !holds(&busy, n) { run + 1 } else { 0 };
                if run > 0 && longest.is_none_or(|(days, _)| run >= days) {
                    longest = Some((run, n));
                }
            }
            let longest = longest.map(|(days, last)| (at(last - days + 1), at(last)));
            prop_assert_eq!(reported.longest_without(at(start), as_days(&busy)), longest);
        }
    }
}
