//! Tempo: how much happened in a window against the window before, and whether the difference is
//! more than chance would often give.
//!
//! Attacks and obstructions are counted as incidents ([`super::Incidents`]), never as tallies:
//! bulletins and monitoring counts cluster, so that no test of rates holds for them. Their rates
//! are those of *reported days* ([`super::ReportedDays`]), and only incidents on such days are
//! tested. Patrols are counted and not tested: they run to a plan, not by chance; what is tested is
//! how many of them were attacked. A window of which fewer than half the days are reported is
//! compared with nothing. A window is so many reporting days and ends on the last that is complete.
//! What the filter leaves out does not count; which days are reported does not depend on it.

use super::{
    Board, Comparison, Dated, Incidents, ReportArea, ReportSubject, Reported, ReportedDays,
    StillToCome, Verdict, Window, Windowed, days_in,
};
use crate::model::{Bounds, Class, Day, FeedUse, RecordIx, later};

/// What a pace is of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TempoSubject {
    /// Incidents of a class.
    Incidents(Class),
    /// Those that name a patrol.
    AttacksOnPatrols,
    /// Those that name none.
    OtherAttacks,
    /// Patrols that ran, whatever became of them.
    Patrols,
    /// Attacks that a feed tells of, by its place among the feeds.
    FeedRows(usize),
}

/// A run of days, both ends in it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DayRun {
    /// Its first day.
    pub first: Day,
    /// Its last day; the same as the first where it is one day.
    pub last: Day,
    /// How many of its days are reported of what is counted.
    pub reported: u64,
}

/// What was counted in one window.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct WindowCount {
    /// The days of the window, and how many of them are reported.
    pub days: DayRun,
    /// How many, certain to possible; open spans apart.
    pub incidents: Windowed,
    /// How many of them on reported days: what a test of rates may use.
    pub tested: Bounds,
}

/// One line of tempo.
#[derive(Clone, PartialEq, Debug)]
pub struct Pace {
    /// What is counted.
    pub subject: TempoSubject,
    /// The window that ends on the last complete day.
    pub now: WindowCount,
    /// The window of the same length before it.
    pub before: WindowCount,
    /// Whole days since the last one; `None` when there is none.
    pub since_last: Option<Bounds>,
    /// The longest run of reported days on which none can have happened and no bulletin counts any,
    /// the latest of equals. Open spans stand apart: with an end unknown they would end every spell.
    pub quiet: Option<DayRun>,
    /// The change of the rate on reported days; none for patrols.
    pub change: Option<Comparison>,
    /// How many there will be in the window in the end; only of a feed with a lineage.
    pub to_come: Option<StillToCome>,
}

/// Patrols that ran in one window, by whether an attack names them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Ran {
    /// The days of the window, and how many of them are reported.
    pub days: DayRun,
    /// Patrols that an attack names, certain to possible.
    pub attacked: Bounds,
    /// Patrols that no attack names, certain to possible.
    pub spared: Bounds,
}

/// Patrols attacked out of patrols that ran, now and before (Fisher's exact test).
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct AttackedPatrols {
    /// The window that ends on the last complete day.
    pub now: Ran,
    /// The window of the same length before it.
    pub before: Ran,
    /// Whether the share of attacked patrols changed by more than chance.
    pub change: Comparison,
}

/// The tempo of a board.
#[derive(Clone, PartialEq, Debug)]
pub struct Tempo {
    /// How many days each of the windows has.
    pub window: Window,
    /// Attacks, obstructions, what else there is of a class of its own, patrols, feeds.
    pub paces: Vec<Pace>,
    /// How many of the patrols that ran were attacked.
    pub attacked: AttackedPatrols,
}

impl TempoSubject {
    /// What a board counts: of classes but attacks and obstructions, those that it has any of.
    /// Attacks of feeds come after, feed by feed.
    pub fn of_board(board: &Board) -> Vec<TempoSubject> {
        use TempoSubject::{AttacksOnPatrols, Incidents, OtherAttacks, Patrols};
        let is_always = |class: Class| matches!(class, Class::Attack | Class::Obstruction);
        let others = Class::ALL.iter().copied().filter(|class| *class != Class::Attack);
        let others = others.filter(|class| class.has_tempo());
        let others = others.filter(|class| is_always(*class) || board.has_any_of(*class));
        let attacks = [Incidents(Class::Attack), AttacksOnPatrols, OtherAttacks];
        attacks.into_iter().chain(others.map(Incidents)).chain([Patrols]).collect()
    }

    /// The word in rows and for scripts.
    pub fn word(self) -> &'static str {
        match self {
            TempoSubject::Incidents(class) => class.row().id,
            TempoSubject::AttacksOnPatrols => "attacks-on-patrols",
            TempoSubject::OtherAttacks => "other-attacks",
            TempoSubject::Patrols => "patrols",
            TempoSubject::FeedRows(_) => "attacks of a feed",
        }
    }
}

impl Tempo {
    /// The pace of what a row of the timeline counts, if it has one.
    pub fn pace(&self, what: Dated) -> Option<&Pace> {
        let subject = match what {
            Dated::Patrols => TempoSubject::Patrols,
            Dated::AttacksOnPatrols => TempoSubject::AttacksOnPatrols,
            Dated::OtherAttacks => TempoSubject::OtherAttacks,
            Dated::Incidents(class) => TempoSubject::Incidents(class),
            Dated::FeedRows(n, Class::Attack) => TempoSubject::FeedRows(n),
            Dated::FeedRows(..) | Dated::Events | Dated::Statements => return None,
        };
        self.paces.iter().find(|pace| pace.subject == subject)
    }
}

impl DayRun {
    fn new(first: Day, last: Day, reported: &ReportedDays) -> Self {
        DayRun { first, last, reported: reported.within(first, last) }
    }

    /// How many days it has.
    pub fn days(&self) -> u64 {
        days_in(self.first, self.last)
    }

    /// How many of them are reported.
    pub fn seen(&self) -> Reported {
        Reported { n: self.reported, of: self.days() }
    }
}

impl WindowCount {
    /// What of incidents lies in the window, and in the one before.
    fn both(
        board: &Board,
        incidents: &Incidents,
        reports: ReportSubject,
        window: Window,
    ) -> [WindowCount; 2] {
        let reported = board.reported(reports);
        board.windows(window).map(|(first, last)| WindowCount {
            days: DayRun::new(first, last, reported),
            incidents: incidents.within(first, last),
            tested: incidents.on_reported(first, last, reported),
        })
    }

    /// How well it is seen, and whether it counts any.
    fn seen(&self) -> (Reported, bool) {
        (self.days.seen(), self.incidents.count.high != Some(0))
    }
}

impl TempoSubject {
    /// What is counted, and of what days are reported for it; nothing of a feed.
    fn counted(self, board: &Board) -> Option<(&Incidents, ReportSubject)> {
        let attacks = Class::Attack.into();
        Some(match self {
            TempoSubject::Incidents(class) => (board.incidents(class), class.into()),
            TempoSubject::AttacksOnPatrols => (board.incidents_by_target(true), attacks),
            TempoSubject::OtherAttacks => (board.incidents_by_target(false), attacks),
            TempoSubject::Patrols => (board.incidents_of_patrols(), ReportSubject::Patrols),
            TempoSubject::FeedRows(_) => return None,
        })
    }
}

impl Tempo {
    /// The tempo of classes of incidents and of patrols as of the day that is looked at.
    pub fn of(board: &Board, window: Window) -> Tempo {
        let of_board = TempoSubject::of_board(board).into_iter();
        let paces = of_board.filter_map(|subject| Pace::of(board, subject, window));
        let paces = paces.chain(Pace::of_feeds(board, window));
        Tempo { window, paces: paces.collect(), attacked: AttackedPatrols::of(board, window) }
    }
}

impl Pace {
    fn of(board: &Board, subject: TempoSubject, window: Window) -> Option<Pace> {
        let (incidents, reports) = subject.counted(board)?;
        let [now, before] = WindowCount::both(board, incidents, reports, window);
        // A part of the attacks has no verdict of its own: of many tests one is bound to find some.
        let is_tested = matches!(subject, TempoSubject::Incidents(_));
        Some(Pace {
            subject,
            now,
            before,
            since_last: incidents.since_last(board.clock.as_of),
            quiet: board.longest_quiet(incidents, reports),
            change: is_tested.then(|| change(now, before)),
            to_come: None,
        })
    }

    /// Why fewer than before is no verdict: more may come than would be fewer, or nobody can say.
    pub fn may_not_be_fewer(&self) -> Option<StillToCome> {
        let is_fewer = self.change.as_ref().is_some_and(|change| change.verdict == Verdict::Fewer);
        let to_come = self.to_come.filter(|_| is_fewer)?;
        let (now, before) = (self.now.days.reported, self.before.days.reported.max(1));
        // As many as the rate before makes in the days of this window.
        let earlier = self.before.tested.low.saturating_mul(now).div_ceil(before);
        (!to_come.allows_fewer_than(earlier)).then_some(to_come)
    }

    /// The pace of each feed of attacks. A day counts as reported where it lies within the days that
    /// the feed is known to tell of.
    fn of_feeds(board: &Board, window: Window) -> Vec<Pace> {
        let Some(feed_rows) = board.visible_rows(FeedUse::Attacks) else { return Vec::new() };
        let pace = |n: usize| {
            let told_days = feed_rows.told_days(n);
            let reported = ReportedDays::of(told_days);
            let within = |(first, last): (Day, Day)| {
                let told = feed_rows.within(n, Class::Attack, first, last).rows();
                let days = DayRun::new(first, last, &reported);
                let incidents = Windowed { count: told, open: 0 };
                WindowCount { days, incidents, tested: told }
            };
            let [now, before] = board.windows(window).map(within);
            let since =
                feed_rows.since_last(n, Class::Attack).and_then(|days| u64::try_from(days).ok());
            Pace {
                subject: TempoSubject::FeedRows(n),
                now,
                before,
                since_last: since.map(|days| Bounds::new(days, days)),
                quiet: None,
                change: Some(change(now, before)),
                to_come: feed_rows.still_to_come(n, Class::Attack, (now.days.first, now.days.last)),
            }
        };
        feed_rows.feeds().map(pace).collect()
    }
}

/// The change of the rate on reported days, where both windows are seen well enough.
fn change(now: WindowCount, before: WindowCount) -> Comparison {
    let rate = |counted: WindowCount| (counted.tested, counted.days.reported);
    Comparison::of_rates(rate(now), rate(before)).where_seen(now.seen(), before.seen())
}

impl AttackedPatrols {
    fn of(board: &Board, window: Window) -> AttackedPatrols {
        let is_attacked = |n: &RecordIx| !board.hits_on(*n).is_empty();
        let (attacked, spared): (Vec<RecordIx>, Vec<RecordIx>) =
            board.ran().iter().partition(|n| is_attacked(n));
        let (attacked, spared) = (Incidents::of(board, &attacked), Incidents::of(board, &spared));
        let reported = board.reported(ReportSubject::Incidents(Class::Attack));
        let [now, before] = board.windows(window).map(|(first, last)| Ran {
            days: DayRun::new(first, last, reported),
            attacked: attacked.within(first, last).count,
            spared: spared.within(first, last).count,
        });
        let share = |ran: Ran| (ran.attacked, ran.spared);
        let seen = |ran: Ran| (ran.days.seen(), ran.attacked.plus(ran.spared).high != Some(0));
        let change = Comparison::of_shares(share(now), share(before));
        AttackedPatrols { now, before, change: change.where_seen(seen(now), seen(before)) }
    }
}

impl Board {
    /// The days of the window that ends on the last complete day, and of the one before it.
    pub fn windows(&self, window: Window) -> [(Day, Day); 2] {
        let end = self.clock.last_complete_day();
        let back = |days: i64| later(end, -days).unwrap_or(end);
        let ending = |days: i64| (back(days + window.days() - 1), back(days));
        [ending(0), ending(window.days())]
    }

    /// The longest run of reported days without any that may have happened, from the day the
    /// agreement took effect.
    fn longest_quiet(&self, incidents: &Incidents, reports: ReportSubject) -> Option<DayRun> {
        let happened = incidents.most.iter().filter_map(|incident| incident.closed());
        let bulletins = self.day_reports(reports, ReportArea::Anywhere);
        let counted = bulletins.filter(|report| report.counts_any);
        let busy = happened.chain(counted.map(|report| (report.first, report.last))).collect();
        let start = self.start_of_agreement().unwrap_or(Day::MIN);
        let reported = self.reported(reports);
        let (first, last) = reported.longest_without(start, busy)?;
        Some(DayRun::new(first, last, reported))
    }
}

#[cfg(test)]
mod tests;
